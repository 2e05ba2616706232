package dev.ddx.calculus;

import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Num;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Facts;
import dev.ddx.rewrite.Cost;
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
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The derivatives of functions of several variables as programs: those of reverse and of forward differentiation, and one in which
 * a formula is looked for each derivative in turn, over what the functions and the derivatives before it have computed.
 */
final class SuperiorPrograms {

    /** Lines of the forward pass, and derivatives, up to which formulas are looked for. */
    private static final int MOST_LINES = 60;
    private static final int MOST_SEARCHED = 16;
    /** Derivatives up to which errors are measured and each is proved. */
    private static final int MOST_PROVED = 100;
    private static final int LONGEST_PROVED = 400;
    private static final double MUCH_BETTER = 1.5;

    private final StandardLibrary library;
    private final Facts facts;
    private final Limits limits;
    private final FunctionTable table;
    private final List<Expr> functions;
    private final List<Sym> variables;
    private final List<Sym> symbols;
    private final Map<Sym, double[]> domain;
    /** What there is to say of each derivative; null for one that is 0, and none if there are too many. */
    private final List<ReusingForms> each = new ArrayList<>();

    SuperiorPrograms(StandardLibrary library, Facts facts, Limits limits, List<Expr> functions, List<Sym> variables, Map<Sym, double[]> domain) {
        this.library = library;
        this.facts = facts;
        this.limits = limits;
        this.table = library.functions();
        this.functions = functions;
        this.variables = variables;
        Set<Sym> all = new LinkedHashSet<>(variables);
        functions.forEach(f -> all.addAll(f.freeSymbols()));
        this.symbols = List.copyOf(all);
        this.domain = domain;
    }

    /** A program, and for each derivative what was found out about it. */
    private record Measured(Passes passes, List<ReusingForms> of, double worst) {

        int cost() {
            return passes.further().weighted();
        }
    }

    SuperiorJacobian result() {
        List<Passes> programs = new ArrayList<>(List.of(ForwardBackward.of(functions, variables, table, limits)));
        Passes reverse = programs.get(0);
        boolean proved = functions.size() * variables.size() <= MOST_PROVED && reverse.forward().size() <= LONGEST_PROVED;
        boolean searched = proved && functions.size() * variables.size() <= MOST_SEARCHED && reverse.forward().size() <= MOST_LINES;
        if (searched) {
            boolean[] differs = new boolean[1];
            programs.add(search(reverse, s -> {
                differs[0] |= !s.isOneForm();
                return s.fewest();
            }));
            if (differs[0]) {
                programs.add(search(reverse, Superior::stable));
            }
        }
        if (proved) {
            ReusingForms.Computed computed = new ReusingForms.Computed(reverse.forward(), symbols, domain, symbols.size() > 1);
            for (int k = 0; k < functions.size() * variables.size(); k++) {
                each.add(isZero(k) ? null : forms(k, reverse.values(), computed));
            }
        }
        List<Measured> measured = programs.stream().map(p -> new Measured(p, each, worst(p, each))).toList();
        Measured fewest = measured.stream().min(Comparator.comparingInt(Measured::cost).thenComparingDouble(Measured::worst)).orElseThrow();
        double best = measured.stream().mapToDouble(Measured::worst).min().orElseThrow();
        double accepted = Math.max(best * MUCH_BETTER, best <= Superior.ACCURATE ? Superior.ACCURATE : 0);
        Measured stable = measured.stream().filter(m -> m.worst() <= accepted).min(Comparator.comparingInt(Measured::cost).thenComparingDouble(Measured::worst)).orElseThrow();
        SuperiorJacobian.Form first = form(fewest);
        List<ReusingForms> there = each.stream().filter(e -> e != null).toList();
        return new SuperiorJacobian(variables, first, stable == fewest ? first : form(stable), Cost.of(there.stream().map(ReusingForms::derivative).toList()),
                searched, there.isEmpty() ? domain : there.get(0).domain(), there.stream().mapToInt(ReusingForms::points).min().orElse(0));
    }

    /**
     * A backward pass for derivatives by the functions that are given: by reverse differentiation, or, of one function, the stable
     * program, where that is as cheap or loses less.
     */
    Passes backward() {
        Passes reverse = ForwardBackward.pullback(functions, variables, table, limits);
        if (functions.size() > 1) {
            return reverse;
        }
        SuperiorJacobian found = result();
        Sym adjoint = reverse.adjoints().get(0);
        Passes alone = new Passes(reverse.forward(), reverse.values(), substituted(reverse.backward(), adjoint), reverse.derivatives().stream().map(d -> one(d, adjoint)).toList());
        double worst = worst(alone, each);
        boolean better = found.stable().passes().further().weighted() + variables.size() <= reverse.further().weighted()
                || worst > Superior.ACCURATE && found.stable().error() <= Superior.ACCURATE;
        return found.searched() && found.stable().isProved() && better ? found.stable().passes() : reverse;
    }

    private static Map<Sym, Expr> substituted(Map<Sym, Expr> lines, Sym adjoint) {
        Map<Sym, Expr> out = new LinkedHashMap<>();
        lines.forEach((name, line) -> out.put(name, one(line, adjoint)));
        return out;
    }

    private static Expr one(Expr e, Sym adjoint) {
        return e.substitute(s -> s.equals(adjoint) ? Num.ONE : null);
    }

    private boolean isZero(int k) {
        return !functions.get(k / variables.size()).dependsOn(variables.get(k % variables.size()));
    }

    private ReusingForms forms(int k, List<Expr> values, ReusingForms.Computed computed) {
        int i = k / variables.size();
        return new ReusingForms(library, facts, limits, functions.get(i), variables.get(k % variables.size()), 1, values.get(i), computed);
    }

    /** A formula for each derivative, over the lines of the functions and of the derivatives before it: the cheapest by themselves come first. */
    private Passes search(Passes reverse, Function<Superior, Superior.Form> choice) {
        ForwardBackward program = ForwardBackward.start(functions, variables, table);
        Expr[] derivatives = new Expr[functions.size() * variables.size()];
        List<Integer> order = new ArrayList<>(IntStream.range(0, derivatives.length).boxed().toList());
        order.sort(Comparator.comparingInt(k -> Cost.of(List.of(reverse.withinForward(reverse.derivatives().get(k)))).weighted()));
        for (int k : order) {
            derivatives[k] = isZero(k) ? Num.ZERO
                    : program.add(choice.apply(forms(k, program.values(), new ReusingForms.Computed(program.lines(), symbols, domain, symbols.size() > 1)).result()).formula());
        }
        return program.passes(List.of(derivatives));
    }

    private static double worst(Passes p, List<ReusingForms> each) {
        double worst = 0;
        for (int k = 0; k < each.size(); k++) {
            worst = each.get(k) == null ? worst : Math.max(worst, each.get(k).worst(p.withinForward(p.derivatives().get(k))));
        }
        return worst;
    }

    private static SuperiorJacobian.Form form(Measured m) {
        List<SuperiorJacobian.Entry> entries = new ArrayList<>();
        for (int k = 0; k < m.passes().derivatives().size(); k++) {
            Expr formula = m.passes().derivatives().get(k);
            entries.add(m.of().isEmpty() || m.of().get(k) == null ? new SuperiorJacobian.Entry(formula, !m.of().isEmpty(), Double.NaN, Map.of(), null)
                    : m.of().get(k).entry(formula, m.passes()));
        }
        return new SuperiorJacobian.Form(m.passes(), entries);
    }
}
