package dev.ddx.calculus;

import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Facts;
import dev.ddx.kernel.ReuseSearch;
import dev.ddx.kernel.StraightLine;
import dev.ddx.rewrite.Passes;
import dev.ddx.rewrite.Superior;
import dev.ddx.rewrite.SuperiorJacobian;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Finds the forms of a derivative that reuse what the computation of the function has computed. */
public final class SuperiorForms {

    private static final int MOST_PROOFS = 60;

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
        Program p = program(f, x, cached, List.of());
        return new ReusingForms(library, facts, limits, f, x, order, p.value(), new ReusingForms.Computed(p.lines(), p.symbols(), domain, false)).result();
    }

    /**
     * The first derivative with the fewest operations beyond those of the function and without a further call, by the function
     * itself where that is possible, and beside it the derivative as it comes out. It is proved, but nothing is measured. Null if
     * none is found.
     *
     * @param name of the function
     * @throws DdxException of kind NOT_DIFFERENTIABLE if the derivative of a function is not known
     */
    public Passes fewest(Expr f, Sym x, Sym name) {
        Program p = program(f, x, Map.of(), List.of(name));
        ReuseSearch search = new ReuseSearch(p.lines(), p.symbols(), p.value(), x, 1, facts, limits);
        UnaryOperator<Expr> named = e -> e.substitute(s -> s.equals(p.value()) ? name : null);
        return search.withoutCalls(0).candidates().stream().limit(MOST_PROOFS).filter(c -> search.proves(c.formula()))
                .min(Comparator.comparingInt(ReuseSearch.Candidate::cost).thenComparing(c -> !c.formula().freeSymbols().contains(p.value()))
                        .thenComparing(ReuseSearch.Candidate.SIMPLEST).thenComparing(c -> c.formula().toString())).map(best -> {
            Map<Sym, Expr> lines = new LinkedHashMap<>();
            p.lines().forEach((line, e) -> lines.put((Sym) named.apply(line), e));
            return new Passes(lines, List.of(named.apply(p.value())), Map.of(), List.of(named.apply(best.formula()), named.apply(search.fold(search.derivative()))));
        }).orElse(null);
    }

    /** @param value of which line or symbol, which is the function, derivatives are wanted */
    private record Program(Map<Sym, Expr> lines, Expr value, List<Sym> symbols) {
    }

    private Program program(Expr f, Sym x, Map<Sym, Expr> cached, List<Sym> taken) {
        List<Expr> all = new ArrayList<>(List.of(f, x));
        all.addAll(taken);
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
        return new Program(lines, value.substitute(names::get), List.copyOf(symbols));
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
