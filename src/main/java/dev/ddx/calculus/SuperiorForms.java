package dev.ddx.calculus;

import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Facts;
import dev.ddx.kernel.StraightLine;
import dev.ddx.rewrite.Passes;
import dev.ddx.rewrite.Superior;
import dev.ddx.rewrite.SuperiorJacobian;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the forms of a derivative that reuse what the computation of the function has computed. */
public final class SuperiorForms {

    private final StandardLibrary library;
    private final Facts facts;
    private final Limits limits;
    private final FunctionTable table;

    public SuperiorForms(StandardLibrary library, Facts facts, Limits limits) {
        this.library = library;
        this.facts = facts;
        this.limits = limits;
        this.table = library.functions();
    }

    /**
     * The form with the fewest operations and the stable form of the derivative.
     *
     * @param order of the derivative, at least 1
     * @param domain from where to where symbols are taken; others have ranges of their own
     * @param cached names for further values that are there
     * @throws DdxException of kind NOT_DIFFERENTIABLE if the derivative of a function is not known
     */
    public Superior of(Expr f, Sym x, int order, Map<Sym, double[]> domain, Map<Sym, Expr> cached) {
        List<Expr> all = new ArrayList<>(List.of(f, x));
        cached.forEach((name, e) -> {
            all.add(name);
            all.add(e);
        });
        StraightLine program = new StraightLine(table, all);
        Expr value = program.add(f);
        Map<Sym, Expr> given = new LinkedHashMap<>();
        cached.forEach((name, e) -> given.put(name, program.add(e)));
        Map<Sym, Expr> names = ForwardBackward.names(program.lines(), Map.of(), List.of(value), all);
        given.forEach((name, operand) -> {
            if (operand instanceof Sym line && program.lines().containsKey(line)) {
                names.put(line, name);
            }
        });
        Map<Sym, Expr> lines = new LinkedHashMap<>();
        program.lines().forEach((name, line) -> lines.put((Sym) names.get(name), line.substitute(names::get)));
        Set<Sym> symbols = new LinkedHashSet<>(Set.of(x));
        f.freeSymbols().forEach(symbols::add);
        cached.values().forEach(e -> symbols.addAll(e.freeSymbols()));
        return new ReusingForms(library, facts, limits, f, x, order, value.substitute(names::get),
                new ReusingForms.Computed(lines, List.copyOf(symbols), domain)).result();
    }

    /**
     * The first derivatives of functions by the variables, as programs that share what they have in common.
     *
     * @param domain from where to where symbols are taken; others have ranges of their own
     * @throws DdxException of kind NOT_DIFFERENTIABLE if the derivative of a function is not known
     */
    public SuperiorJacobian of(List<Expr> functions, List<Sym> variables, Map<Sym, double[]> domain) {
        return new SuperiorPrograms(library, facts, limits, functions, variables, domain).result();
    }

    /**
     * The passes that lead from derivatives by the functions to those by the variables, with few operations and little loss; of one
     * function perhaps without the derivative by it, as which a factor is missing.
     *
     * @throws DdxException of kind NOT_DIFFERENTIABLE if the derivative of a function is not known
     */
    public Passes backward(List<Expr> functions, List<Sym> variables) {
        if (functions.size() == 1 && variables.size() == 1) {
            Superior s = of(functions.get(0), variables.get(0), 1, Map.of(), Map.of());
            Superior.Form best = s.stable().isProved() ? s.stable() : s.fewest();
            return best.isProved() ? s.passes(best) : ForwardBackward.pullback(functions, variables, table, limits);
        }
        return new SuperiorPrograms(library, facts, limits, functions, variables, Map.of()).backward();
    }
}
