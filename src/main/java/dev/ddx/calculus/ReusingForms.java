package dev.ddx.calculus;

import dev.ddx.expr.Call;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Derivative;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Piecewise;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.AlgebraicForm;
import dev.ddx.kernel.Condition;
import dev.ddx.kernel.Elimination;
import dev.ddx.kernel.Facts;
import dev.ddx.kernel.NormalFormTooLarge;
import dev.ddx.kernel.ReuseSearch;
import dev.ddx.kernel.ReuseSearch.Candidate;
import dev.ddx.kernel.RoundingErrors;
import dev.ddx.kernel.SamplePoints;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Passes;
import dev.ddx.rewrite.Path;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Step;
import dev.ddx.rewrite.Superior;
import dev.ddx.rewrite.SuperiorJacobian;
import dev.ddx.rewrite.TaylorPatch;
import java.util.ArrayList;
import java.util.Collection;
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

/** The forms of one derivative that reuse what has been computed, with what they lose and how they come from the function. */
final class ReusingForms {

    private static final double[] ONE_SYMBOL = {-700, 700};
    /** For functions whose exact values take long where they are large or small. */
    private static final double[] SPECIAL_FUNCTION = {-5, 5};
    private static final double[] SEVERAL_SYMBOLS = {-30, 30};
    private static final int MOST_INTERVALS = 6;
    private static final double LOST = 0x1p52;
    private static final int LINE_BY_LINE = 200;
    /** How much better a dearer form has to be. */
    private static final double MUCH_BETTER = 2;
    /** Formulas from which the rules of the chapter "accuracy" start, and those of theirs that are kept. */
    private static final int STARTS = 3;
    /** How many of the cheapest formulas are asked where they are defined. */
    private static final int MOST_DOMAINS = 50;
    /** Points without which nothing is chosen by its errors. */
    private static final int ENOUGH_TO_CHOOSE = 200;
    private static final int MOST_ACCURATE = 6;

    /**
     * What is there for nothing.
     *
     * @param lines what was computed, in that order
     * @param domain from where to where symbols are taken; others have ranges of their own
     * @param corners whether errors are measured where symbols are 0, 1 or −1 as well
     */
    record Computed(Map<Sym, Expr> lines, List<Sym> symbols, Map<Sym, double[]> domain, boolean corners) {
    }

    private final StandardLibrary library;
    private final Facts facts;
    private final Limits limits;
    private final FunctionTable table;
    private final Expr f;
    private final Sym x;
    private final int order;
    private final Map<Sym, Expr> lines;
    /** What the lines are in terms of the symbols. */
    private final Map<Sym, Expr> names = new HashMap<>();
    private final Expr value;
    private final List<Sym> symbols;
    private final Map<Sym, double[]> domain = new LinkedHashMap<>();
    private final ReuseSearch search;
    private final RoundingErrors errors;
    private final Map<Expr, Boolean> proved = new HashMap<>();
    private final Map<Expr, Accurate> accurate = new LinkedHashMap<>();
    private Derivation differentiation;

    /** @param value of which line or symbol, which is f, the derivative is wanted */
    ReusingForms(StandardLibrary library, Facts facts, Limits limits, Expr f, Sym x, int order, Expr value, Computed computed) {
        this.library = library;
        this.facts = facts;
        this.limits = limits;
        this.table = library.functions();
        this.f = f;
        this.x = x;
        this.order = order;
        this.lines = computed.lines();
        lines.forEach((name, line) -> names.put(name, line.substitute(names::get)));
        this.value = value;
        this.symbols = computed.symbols();
        Map<Sym, double[]> given = computed.domain();
        List<Relation> known = new ArrayList<>();
        for (Sym s : symbols) {
            domain.put(s, given.getOrDefault(s, symbols.size() > 1 ? SEVERAL_SYMBOLS : RoundingErrors.isQuick(f, table, limits) ? ONE_SYMBOL : SPECIAL_FUNCTION));
            if (given.containsKey(s)) {
                known.add(Relation.of(List.of(StableEvaluation.number(given.get(s)[0]), s, StableEvaluation.number(given.get(s)[1])), List.of(Relation.Op.LE, Relation.Op.LE)));
            }
        }
        for (Expr part : f.subexpressions()) {
            FunctionDeclaration g = part instanceof Call c && !c.isDerivative() ? table.lookup(c.name(), c.arguments().size()) : null;
            if (g != null && c(part).arguments().stream().noneMatch(Expr::isConstant)) {
                known.addAll(g.conditions(c(part).arguments()));
            }
        }
        search = new ReuseSearch(lines, symbols, value, x, order, facts.given(known), limits);
        List<double[]> ranges = List.copyOf(domain.values());
        List<double[]> points = new ArrayList<>(SamplePoints.of(table, limits, symbols, ranges, lines));
        if (computed.corners()) {
            points.addAll(SamplePoints.corners(ranges));
        }
        errors = new RoundingErrors(table, limits, search.derivative(), symbols, lines, points);
    }

    private static Call c(Expr e) {
        return (Call) e;
    }

    /** The derivative over the symbols. */
    Expr derivative() {
        return search.derivative();
    }

    double worst(Expr formula) {
        return errors.worst(formula);
    }

    Map<Sym, double[]> domain() {
        return domain;
    }

    int points() {
        return errors.points().size();
    }

    /** What is found out about a formula of the backward pass, whose forward pass is what was computed. */
    SuperiorJacobian.Entry entry(Expr formula, Passes passes) {
        Expr whole = passes.withinForward(formula);
        RoundingErrors.Worst worst = errors.worstPoint(whole);
        return new SuperiorJacobian.Entry(formula, search.derivative().isConstant() || isProved(whole), worst.error(), worst.where(),
                derivation(formula, null, passes.backward()));
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
        Candidate direct = direct();
        Expr folded = fold(d);
        candidates.addAll(proved(List.of(direct, ReuseSearch.candidate(folded)), 2));
        candidates.addAll(proved(List.of(merged(direct.formula()), merged(folded)), 2));
        candidates.addAll(proved(byItself(d), 2));
        if (!differentiation().steps().isEmpty()) {
            candidates.addAll(proved(List.of(ReuseSearch.candidate(fold(value(differentiation().steps().getLast().after())))), 1));
        }
        if (candidates.stream().noneMatch(c -> errors.worst(c.formula()) <= Superior.ACCURATE)) {
            lookForAccurate(d, candidates);
            candidates.addAll(proved(accurate.keySet().stream().map(ReuseSearch::candidate).toList(), MOST_ACCURATE));
        }
        candidates.sort(Comparator.comparingInt(Candidate::cost));
        if (candidates.isEmpty()) {
            Candidate unproved = direct();
            return result(unproved, unproved, plain.bound(), plain.leaves());
        }
        Candidate fewest = fewest(candidates);
        Candidate stable = stable(candidates);
        // If it loses little, the stable form has no more operations, and one of them is enough.
        boolean isStable = errors.worst(fewest.formula()) <= accepted(candidates);
        return result(isStable ? stable : fewest, stable, plain.bound(), plain.leaves());
    }

    /**
     * How a formula that loses little was found.
     *
     * @param cases null if one way is for all
     * @param patch null if there is none; else the way is for what is outside of it
     * @param loss in units, at further points
     */
    private record Accurate(AccuracySearch.Way way, AccuracySearch.Cases cases, TaylorPatch patch, double loss) {
    }

    /** Formulas by the rules of the chapter "accuracy", where the search over what was computed has found none that is accurate. */
    private void lookForAccurate(Expr d, List<Candidate> candidates) {
        if (errors.points().size() < ENOUGH_TO_CHOOSE) {
            return;
        }
        AccuracySearch ways = new AccuracySearch(library, facts, limits, errors, symbols);
        Set<Expr> starts = new LinkedHashSet<>(List.of(d));
        candidates.stream().sorted(Comparator.comparingInt((Candidate c) -> Math.getExponent(errors.worst(c.formula()))).thenComparingLong(c -> c.formula().size())).limit(STARTS)
                .forEach(c -> starts.add(c.formula().substitute(names::get)));
        ways.search(starts.stream().map(ways::start).toList());
        ways.ways().stream().filter(w -> w.worst() <= AccuracySearch.ACCURATE && w.before() != null)
                .sorted(Comparator.comparingLong(w -> w.formula().size())).limit(MOST_ACCURATE)
                .forEach(w -> accurate(w.formula(), new Accurate(w, null, null, 0)));
        if (!accurate.isEmpty()) {
            return;
        }
        AccuracySearch.Way best = ways.ways().stream().min(Comparator.comparingDouble(AccuracySearch.Way::worst)).orElseThrow();
        Comparator<AccuracySearch.Way> fewest = Comparator.comparingLong((AccuracySearch.Way w) -> further(w.formula(), names.values()))
                .thenComparingLong(w -> w.formula().size());
        AccuracySearch.Cases cases = ways.cases(fewest, AccuracySearch.Measure.WORST, best.worst(), 0);
        PatchSearch.Found patch = symbols.size() > 1 || cases != null && cases.loss() <= AccuracySearch.ACCURATE ? null
                : new PatchSearch(library, facts, limits, d, symbols.get(0), ways, errors.points())
                        .best(AccuracySearch.Measure.WORST, cases == null ? best.worst() : cases.loss());
        if (patch != null) {
            accurate(patch.patch().formula(), new Accurate(patch.elsewhere(), null, patch.patch(), patch.units()));
        } else if (cases != null) {
            accurate(cases.formula(), new Accurate(null, cases, null, 0));
        } else {
            accurate(best.formula(), new Accurate(best, null, null, 0));
        }
    }

    /** How many of its calls are not computed for the function. */
    private static long further(Expr formula, Collection<Expr> computed) {
        return formula.subexpressions().stream().filter(e -> !e.isConstant() && ReuseSearch.isCall(e) && !computed.contains(e)).count();
    }

    /** Both as it is and by the names of what was computed, which may have been computed in a way that loses more. */
    private void accurate(Expr formula, Accurate how) {
        Expr folded = fold(formula);
        accurate.put(folded, how);
        if (errors.worst(folded) > Superior.ACCURATE) {
            accurate.put(formula, how);
        }
    }

    /** A higher derivative by the function alone, if it is found: such formulas are beyond the search. */
    private List<Candidate> byItself(Expr d) {
        if (order == 1 || !(value instanceof Sym y) || !lines.containsKey(y) || f.size() > LINE_BY_LINE) {
            return List.of();
        }
        try {
            Expr found = Elimination.express(d, names.get(y), x, y, false).expression();
            return found == null ? List.of() : List.of(ReuseSearch.candidate(AlgebraicForm.factored(found)), ReuseSearch.candidate(found));
        } catch (NormalFormTooLarge tooLarge) {
            return List.of();
        }
    }

    /** With one number for those of each product and quotient: it is known beforehand. */
    private static Candidate merged(Expr formula) {
        return ReuseSearch.candidate(formula.mapBottomUp(e -> {
            List<Expr> above = new ArrayList<>(factors(e instanceof Quotient q ? q.numerator() : e));
            List<Expr> below = new ArrayList<>(e instanceof Quotient q ? factors(q.denominator()) : List.of());
            List<Expr> constants = above.stream().filter(Expr::isConstant).toList();
            List<Expr> divisors = below.stream().filter(Expr::isConstant).toList();
            if (e.isConstant() || constants.size() + divisors.size() < 2) {
                return e;
            }
            above.removeAll(constants);
            below.removeAll(divisors);
            Expr constant = divisors.isEmpty() ? Product.join(constants) : Quotient.of(Product.join(constants), Product.join(divisors));
            above.add(0, Rational.fromArithmetic(constant) instanceof Rational r ? r.toExpr() : constant);
            return below.isEmpty() ? Product.join(above) : Quotient.of(Product.join(above), Product.join(below));
        }));
    }

    private static List<Expr> factors(Expr e) {
        return e instanceof Product p ? p.factors() : List.of(e);
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
        Accurate how = accurate.get(formula);
        if (how != null && how.patch() != null) {
            return isProved(how.way().formula());
        }
        if (formula instanceof Piecewise p && p.branches().stream().allMatch(b -> isProved(b.value()))) {
            return true;
        }
        Boolean known = proved.get(formula);
        if (known == null) {
            known = search.proves(formula);
            proved.put(formula, known);
        }
        return known;
    }

    private Candidate fewest(List<Candidate> candidates) {
        ToDoubleFunction<Candidate> undefined = c -> Double.isInfinite(errors.worst(c.formula())) ? 1 : 0;
        return cheapest(candidates, Comparator.comparingDouble(undefined).thenComparing(Candidate.SIMPLEST));
    }

    /** The first of those with the least cost that has a value wherever the derivative has one, or else the first. */
    private Candidate cheapest(List<Candidate> candidates, Comparator<Candidate> order) {
        int least = candidates.stream().mapToInt(Candidate::cost).min().orElseThrow();
        List<Candidate> sorted = candidates.stream().filter(c -> c.cost() == least).sorted(order
                .thenComparingDouble(c -> errors.worst(c.formula()))
                .thenComparing(c -> c.formula().toString())).toList();
        Candidate first = sorted.get(0);
        return sorted.size() == 1 ? first : sorted.stream().limit(MOST_DOMAINS)
                .filter(c -> Double.isInfinite(errors.worst(c.formula())) == Double.isInfinite(errors.worst(first.formula())) && !isNarrower(c.formula()))
                .findFirst().orElse(first);
    }

    /** Whether it is undefined, or may be, where the derivative has a value. */
    private boolean isNarrower(Expr formula) {
        return !needed(formula).isEmpty();
    }

    /** What must hold for it to have a value, beyond what must hold for the derivative. */
    private List<Relation> needed(Expr formula) {
        return Condition.beyond(facts.lost(formula.substitute(names::get), search.derivative()), facts.domain(search.derivative()), facts);
    }

    private Candidate stable(List<Candidate> candidates) {
        double accepted = accepted(candidates);
        return cheapest(candidates.stream().filter(c -> errors.worst(c.formula()) <= accepted).toList(), Comparator
                .comparingLong((Candidate c) -> c.formula().subexpressions().stream().filter(Quotient.class::isInstance).count())
                .thenComparingLong(c -> c.formula().size()));
    }

    /** The error up to which the cheapest form is taken. */
    private double accepted(List<Candidate> candidates) {
        double best = candidates.stream().mapToDouble(c -> errors.worst(c.formula())).min().orElseThrow();
        return best <= Superior.ACCURATE ? Superior.ACCURATE : best * MUCH_BETTER;
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
        Superior.Form second = fewest.formula().equals(stable.formula()) ? first
                : form(stable, isNarrower(fewest.formula()) && !isNarrower(stable.formula()) ? null : fewest.formula());
        return new Superior(x, order, lines, value, first, second, bound, pool, domain, errors.points().size(), differ, lost);
    }

    private Superior.Form form(Candidate c, Expr by) {
        RoundingErrors.Worst worst = errors.worstPoint(c.formula());
        Accurate how = accurate.get(c.formula());
        return new Superior.Form(c.formula(), c.operations(), c.calls(), c.formula().isConstant() || isProved(c.formula()),
                how == null ? worst.error() : Math.max(how.loss(), worst.error()), worst.where(), needed(c.formula()), derivation(c.formula(), by, Map.of()),
                how == null ? null : how.patch());
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

    /**
     * The lines of differentiation, then the derivative by what was computed, then the form.
     *
     * @param by a form on the way, or null
     * @param backward what the form may use besides, in that order
     */
    private Derivation derivation(Expr formula, Expr by, Map<Sym, Expr> backward) {
        Map<Sym, Expr> names = new HashMap<>(this.names);
        backward.forEach((name, line) -> names.put(name, line.substitute(names::get)));
        UnaryOperator<Expr> whole = e -> e.substitute(names::get);
        Derivation d = differentiation();
        List<Step> steps = new ArrayList<>(d.steps());
        Expr start = d.start();
        Expr line = steps.isEmpty() ? start : steps.get(steps.size() - 1).after();
        if (steps.isEmpty()) {
            line = step(steps, whole, "differentiate", start, search.derivative(), Reason.of("All rules at once"), List.of());
        }
        Expr named = fold(value(line));
        Map<String, Expr> used = new LinkedHashMap<>();
        named.freeSymbols().stream().filter(lines::containsKey).sorted(Comparator.comparing(Sym::name))
                .forEach(name -> used.put("d" + used.size(), Relation.of(name, Relation.Op.EQ, names.get(name))));
        line = step(steps, whole, "reuse", line, named, Reason.of("With what the forward pass has computed: {...}").withBindings(used), List.of());
        Accurate how = accurate.get(formula);
        if (how != null) {
            accurately(steps, whole, line, formula, how);
        } else if (by != null && !by.equals(formula)) {
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

    /** The rules by which a formula that loses little was found; the last step puts in the names of what was computed. */
    private void accurately(List<Step> steps, UnaryOperator<Expr> whole, Expr from, Expr formula, Accurate how) {
        Reason written = Reason.of("Put in what the names stand for");
        AccuracySearch.Cases c = how.cases();
        if (c == null) {
            Expr line = step(steps, whole, "definitions", from, how.way().first().formula(), written, List.of());
            line = replay(steps, line, List.of(), how.way());
            step(steps, whole, "names", line, how.patch() != null ? fold(how.way().formula()) : formula, Reason.of("Put in the names again"), List.of());
            return;
        }
        Expr below = c.below().first().formula();
        Expr above = c.above().first().formula();
        Expr line = step(steps, whole, "definitions", from, below, written, List.of());
        line = step(steps, whole, "cases", line, c.of(below, below), Reason.of("Take cases by the value of ${x}$").with("x", c.symbol()), List.of());
        line = step(steps, whole, "superior-form", line, c.of(below, above), Reason.of("Write by the values that are there"), List.of());
        line = replay(steps, line, List.of(0), c.below());
        line = replay(steps, line, List.of(2), c.above());
        step(steps, whole, "names", line, formula, Reason.of("Put in the names again"), List.of());
    }

    /** The rules of a way, each where it was applied. */
    private Expr replay(List<Step> steps, Expr from, List<Integer> at, AccuracySearch.Way way) {
        Expr line = from;
        for (AccuracySearch.Way w : way.all()) {
            List<Integer> path = new ArrayList<>(path(line));
            path.addAll(at);
            path.addAll(w.path());
            Expr part = Path.at(line, path);
            Expr after = Path.replace(line, path, w.rewrite().result());
            List<Relation> conditions = new ArrayList<>(w.rewrite().conditions());
            facts.lost(part, w.rewrite().result()).stream().filter(r -> !conditions.contains(r)).forEach(conditions::add);
            steps.add(new Step(w.rule(), path, line, after, w.rewrite().reason(), conditions, w.rewrite().sides(), Trace.BRIEF));
            line = after;
        }
        return line;
    }

    /** By named rules, up to the line that takes the fewest operations; no steps if that takes too many lines. */
    private Derivation differentiation() {
        if (differentiation == null) {
            differentiation = new Derivation(Derivative.of(f, Collections.nCopies(order, x)), List.of());
            if (f.size() <= LINE_BY_LINE) {
                try {
                    Derivation d = new Differentiation(library, facts, limits).derive(f, x, order, "");
                    differentiation = new Derivation(d.start(), d.steps().subList(0, nearest(d)));
                } catch (DdxException tooLarge) {
                    if (tooLarge.kind() != DdxException.Kind.LIMIT) {
                        throw tooLarge;
                    }
                }
            }
        }
        return differentiation;
    }

    private static List<Integer> path(Expr line) {
        return line instanceof Relation r ? List.of(r.operands().size() - 1) : List.of();
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
        List<Integer> path = path(line);
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
