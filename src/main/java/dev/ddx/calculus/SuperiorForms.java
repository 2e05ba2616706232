package dev.ddx.calculus;

import dev.ddx.expr.Call;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Derivative;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Piecewise;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.AlgebraicForm;
import dev.ddx.kernel.Elimination;
import dev.ddx.kernel.Facts;
import dev.ddx.kernel.NormalFormTooLarge;
import dev.ddx.kernel.ReuseSearch;
import dev.ddx.kernel.ReuseSearch.Candidate;
import dev.ddx.kernel.RoundingErrors;
import dev.ddx.kernel.SamplePoints;
import dev.ddx.kernel.StraightLine;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Passes;
import dev.ddx.rewrite.Path;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Step;
import dev.ddx.rewrite.Superior;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/** Finds the forms of a derivative that reuse what the computation of the function has computed. */
public final class SuperiorForms {

    private static final double[] ONE_SYMBOL = {-700, 700};
    /** For functions whose exact values take long where they are large or small. */
    private static final double[] SPECIAL_FUNCTION = {-5, 5};
    private static final double[] SEVERAL_SYMBOLS = {-30, 30};
    private static final int MOST_INTERVALS = 6;
    private static final double LOST = 0x1p52;
    private static final int LINE_BY_LINE = 200;
    /** How much better a dearer form has to be. */
    private static final double MUCH_BETTER = 1.5;

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
        return new Work(f, x, order, lines, value.substitute(names::get), List.copyOf(symbols), domain).result();
    }

    /** One function. */
    private final class Work {

        private final Expr f;
        private final Sym x;
        private final int order;
        private final Map<Sym, Expr> lines;
        private final Expr value;
        private final List<Sym> symbols;
        private final Map<Sym, double[]> domain = new LinkedHashMap<>();
        private final ReuseSearch search;
        private final RoundingErrors errors;
        private final Map<Expr, Boolean> proved = new HashMap<>();

        Work(Expr f, Sym x, int order, Map<Sym, Expr> lines, Expr value, List<Sym> symbols, Map<Sym, double[]> given) {
            this.f = f;
            this.x = x;
            this.order = order;
            this.lines = lines;
            this.value = value;
            this.symbols = symbols;
            List<Relation> known = new ArrayList<>();
            for (Sym s : symbols) {
                domain.put(s, given.getOrDefault(s, symbols.size() > 1 ? SEVERAL_SYMBOLS : RoundingErrors.isQuick(f, table, limits) ? ONE_SYMBOL : SPECIAL_FUNCTION));
                if (given.containsKey(s)) {
                    known.add(Relation.of(List.of(number(given.get(s)[0]), s, number(given.get(s)[1])), List.of(Relation.Op.LE, Relation.Op.LE)));
                }
            }
            for (Expr part : f.subexpressions()) {
                FunctionDeclaration g = part instanceof Call c && !c.isDerivative() ? table.lookup(c.name(), c.arguments().size()) : null;
                if (g != null && c(part).arguments().stream().noneMatch(Expr::isConstant)) {
                    known.addAll(g.conditions(c(part).arguments()));
                }
            }
            search = new ReuseSearch(lines, symbols, value, x, order, known.isEmpty() ? facts : facts.given(known), limits);
            List<double[]> points = SamplePoints.of(table, limits, symbols, List.copyOf(domain.values()), lines);
            errors = new RoundingErrors(table, limits, search.derivative(), symbols, lines, points);
        }

        private static Call c(Expr e) {
            return (Call) e;
        }

        Superior result() {
            Expr d = search.derivative();
            if (d.isConstant()) {
                return result(new Candidate(d, 0, 0), new Candidate(d, 0, 0), 0, List.of());
            }
            ReuseSearch.Found plain = search.withoutCalls(1);
            List<Candidate> candidates = new ArrayList<>(proved(plain.candidates(), 60));
            if (candidates.stream().noneMatch(c -> errors.worst(c.formula()) <= Superior.ACCURATE)) {
                candidates.addAll(proved(search.withCalls(1).candidates(), 120));
            }
            candidates.addAll(proved(List.of(direct(), ReuseSearch.candidate(fold(d))), 2));
            candidates.addAll(proved(byItself(d), 2));
            candidates.sort(Comparator.comparingInt(Candidate::cost));
            if (candidates.isEmpty()) {
                Candidate unproved = direct();
                return result(unproved, unproved, plain.bound(), plain.leaves());
            }
            return result(fewest(candidates), stable(candidates), plain.bound(), plain.leaves());
        }

        /** A higher derivative by the function alone, if it is found: such formulas are beyond the search. */
        private List<Candidate> byItself(Expr d) {
            if (order == 1 || !(value instanceof Sym y) || !lines.containsKey(y) || f.size() > LINE_BY_LINE) {
                return List.of();
            }
            Map<Sym, Expr> names = new HashMap<>();
            lines.forEach((name, line) -> names.put(name, line.substitute(names::get)));
            try {
                Expr found = Elimination.express(d, names.get(y), x, y, false).expression();
                return found == null ? List.of() : List.of(ReuseSearch.candidate(AlgebraicForm.factored(found)), ReuseSearch.candidate(found));
            } catch (NormalFormTooLarge tooLarge) {
                return List.of();
            }
        }

        /** By reverse differentiation, which is always possible. */
        private Candidate direct() {
            if (order != 1) {
                return ReuseSearch.candidate(fold(search.derivative()));
            }
            Passes passes = ForwardBackward.of(List.of(f), List.of(x), table, limits);
            return ReuseSearch.candidate(fold(passes.unfold(passes.derivatives().get(0))));
        }

        /** What the forward pass has computed, by its name. */
        private Expr fold(Expr e) {
            return search.fold(e);
        }

        /** Those that are proved, of the cheapest ones so many. */
        private List<Candidate> proved(List<Candidate> candidates, int most) {
            return candidates.stream().limit(most).filter(c -> isProved(c.formula())).toList();
        }

        private boolean isProved(Expr formula) {
            return proved.computeIfAbsent(formula, search::proves);
        }

        private Candidate fewest(List<Candidate> candidates) {
            int least = candidates.stream().mapToInt(Candidate::cost).min().orElseThrow();
            ToDoubleFunction<Candidate> undefined = c -> Double.isInfinite(errors.worst(c.formula())) ? 1 : 0;
            return candidates.stream().filter(c -> c.cost() == least).min(Comparator.comparingDouble(undefined)
                    .thenComparingLong(c -> c.formula().freeSymbols().size())
                    .thenComparing(c -> !(c.formula() instanceof Product || c.formula() instanceof Quotient))
                    .thenComparingLong(c -> c.formula().size())
                    .thenComparingDouble(c -> errors.worst(c.formula()))
                    .thenComparing(c -> c.formula().toString())).orElseThrow();
        }

        private Candidate stable(List<Candidate> candidates) {
            double best = candidates.stream().mapToDouble(c -> errors.worst(c.formula())).min().orElseThrow();
            double enough = Math.max(best * MUCH_BETTER, Superior.ACCURATE);
            double accepted = best <= Superior.ACCURATE ? enough : best * MUCH_BETTER;
            return candidates.stream().filter(c -> errors.worst(c.formula()) <= accepted).min(Comparator.comparingInt(Candidate::cost)
                    .thenComparingLong(c -> c.formula().subexpressions().stream().filter(Quotient.class::isInstance).count())
                    .thenComparingLong(c -> c.formula().size())
                    .thenComparingDouble(c -> errors.worst(c.formula()))
                    .thenComparing(c -> c.formula().toString())).orElseThrow();
        }

        private Superior result(Candidate fewest, Candidate stable, int bound, List<Expr> pool) {
            List<double[]> differ = List.of();
            List<double[]> lost = List.of();
            if (symbols.size() == 1) {
                double[] a = errors.of(fewest.formula());
                double[] b = errors.of(stable.formula());
                boolean[] worse = new boolean[a.length];
                boolean[] gone = new boolean[a.length];
                for (int i = 0; i < a.length; i++) {
                    worse[i] = a[i] > Superior.ACCURATE && a[i] > 2 * b[i];
                    gone[i] = a[i] >= LOST;
                }
                differ = intervals(worse);
                lost = intervals(gone);
            }
            Superior.Form first = form(fewest, null);
            Superior.Form second = fewest.formula().equals(stable.formula()) ? first : form(stable, fewest.formula());
            return new Superior(x, order, lines, value, first, second, bound, pool, domain, errors.points().size(), differ, lost);
        }

        private Superior.Form form(Candidate c, Expr by) {
            RoundingErrors.Worst worst = errors.worstPoint(c.formula());
            return new Superior.Form(c.formula(), c.operations(), c.calls(), c.formula().isConstant() || isProved(c.formula()),
                    worst.error(), worst.where(), derivation(c.formula(), by));
        }

        /** The runs of neighbouring points that are marked. */
        private List<double[]> intervals(boolean[] marked) {
            List<double[]> out = new ArrayList<>();
            for (int i = 0; i < marked.length; i++) {
                if (!marked[i]) {
                    continue;
                }
                int from = i;
                while (i + 1 < marked.length && marked[i + 1]) {
                    i++;
                }
                out.add(new double[] {errors.points().get(from)[0], errors.points().get(i)[0]});
            }
            return out.size() <= MOST_INTERVALS ? out : List.of(new double[] {out.get(0)[0], out.get(out.size() - 1)[1]});
        }

        // ---- how the forms come from the function

        /** The lines of differentiation, then the derivative by what was computed, then the form; {@code by} is a form on the way. */
        private Derivation derivation(Expr formula, Expr by) {
            Map<Sym, Expr> names = new HashMap<>();
            lines.forEach((name, line) -> names.put(name, line.substitute(names::get)));
            UnaryOperator<Expr> whole = e -> e.substitute(names::get);
            List<Step> steps = new ArrayList<>();
            Expr start = Derivative.of(f, Collections.nCopies(order, x));
            Expr line = start;
            if (f.size() <= LINE_BY_LINE) {
                try {
                    Derivation d = new Differentiation(library, facts, limits).derive(f, x, order, "");
                    start = d.start();
                    steps.addAll(d.steps().subList(0, nearest(d)));
                    line = steps.isEmpty() ? start : steps.get(steps.size() - 1).after();
                } catch (DdxException tooLarge) {
                    if (tooLarge.kind() != DdxException.Kind.LIMIT) {
                        throw tooLarge;
                    }
                }
            }
            if (steps.isEmpty()) {
                line = step(steps, whole, "differentiate", start, search.derivative(), Reason.of("All rules at once"), List.of());
            }
            Expr named = fold(value(line));
            Map<String, Expr> used = new LinkedHashMap<>();
            named.freeSymbols().stream().filter(lines::containsKey).sorted(Comparator.comparing(Sym::name))
                    .forEach(name -> used.put("d" + used.size(), Relation.of(name, Relation.Op.EQ, names.get(name))));
            line = step(steps, whole, "reuse", line, named, Reason.of("With what the forward pass has computed: {...}").withBindings(used), List.of());
            if (by != null && !by.equals(formula)) {
                line = step(steps, whole, "superior-form", line, by, Reason.of("Write by the values that are there"), proof(by, named, names));
                Expr[] lemma = lemma(by, formula);
                Reason reason = lemma == null ? Reason.of("Write by the values that are there")
                        : Reason.of("By the lemma ${l}$").with("l", Relation.of(lemma[0], Relation.Op.EQ, lemma[1]));
                step(steps, whole, "superior-form", line, formula, reason, lemma == null ? List.of() : proof(lemma[0], lemma[1], names));
            } else {
                step(steps, whole, "superior-form", line, formula, Reason.of("Write by the values that are there"), proof(formula, named, names));
            }
            return new Derivation(start, steps).withNames(names);
        }

        /** How many steps lead to the line that takes the fewest operations with what the forward pass has computed. */
        private int nearest(Derivation d) {
            int best = d.steps().size();
            int least = Integer.MAX_VALUE;
            for (int i = d.steps().size(); i > 0; i--) {
                Expr after = value(d.steps().get(i - 1).after());
                if (after.subexpressions().stream().anyMatch(Derivative.class::isInstance)) {
                    break;
                }
                int cost = ReuseSearch.candidate(fold(after)).cost();
                if (cost < least) {
                    best = i;
                    least = cost;
                }
            }
            return best;
        }

        private static Expr value(Expr line) {
            return line instanceof Relation r ? r.right() : line;
        }

        /** The line after the step. */
        private Expr step(List<Step> steps, UnaryOperator<Expr> whole, String rule, Expr line, Expr to, Reason reason, List<Derivation> sides) {
            List<Integer> path = line instanceof Relation r ? List.of(r.operands().size() - 1) : List.of();
            Expr after = Path.replace(line, path, to);
            if (after.equals(line)) {
                return line;
            }
            Expr before = whole.apply(value(line));
            List<Relation> conditions = before instanceof Derivative ? facts.domain(to) : facts.lost(before, whole.apply(to));
            steps.add(new Step(rule, path, line, after, reason, conditions, sides, Trace.BRIEF));
            return after;
        }

        /** A part of one form and a part of another that are equal and by which the forms differ; null if there are none. */
        private Expr[] lemma(Expr a, Expr b) {
            Expr[] best = null;
            for (Expr p : parts(a, b)) {
                for (Expr q : parts(b, a)) {
                    boolean smaller = best == null || p.size() + q.size() < best[0].size() + best[1].size();
                    if (smaller && search.proves(p, q)) {
                        best = new Expr[] {p, q};
                    }
                }
            }
            return best;
        }

        private List<Expr> parts(Expr of, Expr notOf) {
            return of.subexpressions().stream().filter(e -> !e.equals(of) && !e.isConstant() && !e.children().isEmpty() && !notOf.contains(e)).limit(8).toList();
        }

        /** That two forms are equal: what the names stand for put in, and both brought to one fraction. */
        private List<Derivation> proof(Expr a, Expr b, Map<Sym, Expr> names) {
            Expr unfolded = rational(a);
            Expr middle;
            try {
                middle = AlgebraicForm.together(unfolded);
                if (!middle.equals(AlgebraicForm.together(rational(b)))) {
                    return List.of();
                }
            } catch (NormalFormTooLarge tooLarge) {
                return List.of();
            }
            if (unfolded.equals(a) || a.size() > LINE_BY_LINE) {
                return List.of();
            }
            UnaryOperator<Expr> whole = e -> e.substitute(names::get);
            List<Step> steps = new ArrayList<>();
            Expr line = step(steps, whole, "definitions", a, unfolded, Reason.of("Put in what the names stand for"), List.of());
            line = step(steps, whole, "common-fraction", line, middle, Reason.of("Common denominator, in lowest terms"), List.of());
            step(steps, whole, "names", line, b, Reason.of("Put in the names again"), List.of());
            return List.of(new Derivation(a, steps).withNames(names));
        }

        /** The names of sums, products and quotients unfolded, so that only independent values are left. */
        private Expr rational(Expr e) {
            Map<Sym, Expr> known = new HashMap<>();
            lines.forEach((name, line) -> {
                if (!ReuseSearch.isCall(line) && !(line instanceof Piecewise)) {
                    known.put(name, line.substitute(known::get));
                }
            });
            return e.substitute(known::get);
        }
    }

    private static Expr number(double d) {
        Num magnitude = Num.of(new BigDecimal(Math.abs(d)).stripTrailingZeros());
        return d < 0 ? Neg.of(magnitude) : magnitude;
    }
}
