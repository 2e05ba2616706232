package dev.ddx.calculus;

import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Evaluator;
import dev.ddx.kernel.Facts;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Exposition;
import dev.ddx.rewrite.Exposition.Cell;
import dev.ddx.rewrite.Exposition.Sign;
import dev.ddx.rewrite.Ledger;
import dev.ddx.rewrite.Reason;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Critical points of a function of one variable in real mode, with the signs of the derivative between them, and points of
 * inflection. A sign holds on a whole interval because all zeros of the derivative and all places where it need not be
 * continuous are known exactly and bound the intervals; where they are not known, it says so.
 */
public final class CriticalPoints {

    private static final int MAX_POINTS = 12;
    private static final int MAX_SIZE = 300;

    private final StandardLibrary library;
    private final Facts facts;
    private final Limits limits;
    private final Differentiation differentiation;
    private final DomainLedger ledgers;
    private final Evaluator evaluator;
    private final Expr f;
    private final Sym x;
    private final List<Exposition.Part> parts = new ArrayList<>();
    private final List<Exposition.Claim> claims = new ArrayList<>();
    private final List<Expr> results = new ArrayList<>();

    private CriticalPoints(StandardLibrary library, Facts facts, Limits limits, Expr f, Sym x) {
        this.library = library;
        this.facts = facts;
        this.limits = limits;
        this.differentiation = new Differentiation(library, facts, limits);
        this.ledgers = new DomainLedger(library, facts, limits);
        this.evaluator = new Evaluator(library.functions());
        this.f = f;
        this.x = x;
    }

    /**
     * Derivative, its zeros, the chart of its signs with extrema, and the same of the second derivative; the results are
     * the critical points.
     *
     * @throws DdxException of kind USAGE if f has other symbols than x
     */
    public static Exposition of(StandardLibrary library, Facts facts, Limits limits, Expr f, Sym x) {
        if (facts.isComplex()) {
            throw new DdxException(DdxException.Kind.USAGE, "critical points are looked for in real mode only; leave --complex out");
        }
        for (Sym s : f.freeSymbols()) {
            if (!s.equals(x)) {
                throw new DdxException(DdxException.Kind.USAGE, "signs are found for functions of one variable; give " + s.name() + " a value");
            }
        }
        if (f.size() > MAX_SIZE) {
            throw new DdxException(DdxException.Kind.LIMIT, "the expression is too large for its critical points to be looked for: the limit is " + MAX_SIZE + " nodes");
        }
        return new CriticalPoints(library, facts, limits, f, x).exposition();
    }

    private Exposition exposition() {
        Derivation first = differentiation.derive(f, x, 1, "");
        parts.add(new Exposition.Lines(first, false));
        if (isZero(first.result()) && first.conditions().isEmpty() && facts.domain(f).isEmpty()) {
            remark(Reason.of("The function is constant: every point is critical"));
            return new Exposition(parts, claims, results);
        }
        Chart chart = chart(f, first);
        if (chart == null) {
            return new Exposition(parts, claims, results);
        }
        zeros(chart);
        slopes(chart, first.result());
        classify(chart);
        inflections(first.result());
        return new Exposition(parts, claims, results);
    }

    private void remark(Reason r) {
        parts.add(new Exposition.Remark(r));
    }

    private boolean isZero(Expr e) {
        return Rational.fromLiteral(e) instanceof Rational r && r.isZero();
    }

    // ---- charts

    /**
     * @param bounds the places that bound the intervals, from left to right
     * @param zeros those of them at which the derivative is zero
     * @param signs of the derivative on the intervals; null where the function is not defined
     */
    private record Chart(List<Expr> bounds, Set<Expr> zeros, List<Integer> signs) {
    }

    private Relation at(Expr a) {
        return Relation.of(x, Relation.Op.EQ, a);
    }

    private OneSided beside(Expr a, boolean right) {
        return new OneSided(differentiation, library, facts, limits, x, a, right);
    }

    /** The chart of the derivative of g, or null with a remark if it is not found. */
    private Chart chart(Expr g, Derivation d) {
        Expr derivative = ledgers.writtenOut(d.result());
        List<Expr> solved = Zeros.of(derivative, x, facts, library.functions());
        if (solved == null) {
            remark(Reason.of("Not decided: the equation ${e}$ is not solved exactly").with("e", Relation.of(d.result(), Relation.Op.EQ, Num.ZERO)));
            return null;
        }
        Set<Expr> all = new LinkedHashSet<>(solved);
        List<Relation> edges = new ArrayList<>(facts.domain(g));
        edges.addAll(facts.domain(d.result()));
        edges.addAll(d.conditions());
        List<Relation> continuous = derivative.has(p -> p instanceof dev.ddx.expr.Piecewise) ? List.of() : facts.continuity(derivative);
        List<Relation> whole = ledgers.writtenOut(g).has(p -> p instanceof dev.ddx.expr.Piecewise) ? List.of() : facts.continuity(g);
        if (continuous == null || whole == null) {
            remark(Reason.of("Not decided: where the derivative is continuous was not found out"));
            return null;
        }
        edges.addAll(continuous);
        edges.addAll(whole);
        for (Expr part : List.of(derivative, ledgers.writtenOut(g))) {
            for (Expr e : part.subexpressions()) {
                if (e instanceof dev.ddx.expr.Piecewise p) {
                    p.branches().stream().filter(b -> b.condition() != null).forEach(b -> edges.add(b.condition()));
                }
            }
        }
        Ledger ledger = ledgers.of(g, d, x, 1);
        if (ledger != null) {
            ledger.points().forEach(p -> edges.add(p.where()));
        }
        for (Relation r : edges) {
            for (int i = 0; i < r.ops().size(); i++) {
                Expr u = r.operands().get(i);
                Expr v = r.operands().get(i + 1);
                if (u.isFreeOf(x) && v.isFreeOf(x)) {
                    continue;
                }
                List<Expr> ends = u.equals(x) && v.isFreeOf(x) ? List.of(v) : Zeros.of(ledgers.writtenOut(Numbers.difference(u, v)), x, facts, library.functions());
                if (ends == null) {
                    remark(Reason.of("Not decided: the equation ${e}$ is not solved exactly").with("e", Relation.of(u, Relation.Op.EQ, v)));
                    return null;
                }
                all.addAll(ends);
            }
        }
        List<Expr> bounds = sorted(all);
        if (bounds.size() > MAX_POINTS) {
            throw new DdxException(DdxException.Kind.LIMIT, "there are more than " + MAX_POINTS + " points at which signs may change");
        }
        Set<Expr> zeros = new LinkedHashSet<>();
        for (Expr b : bounds) {
            OneSided there = beside(b, true);
            Expr here = there.caseAt(derivative);
            if (here == null || !Boolean.TRUE.equals(there.isDefinedAt(here)) || !isDefined(g, b)) {
                continue;
            }
            Expr value = there.value(here);
            if (isZero(value)) {
                zeros.add(b);
            } else if (there.sign(value) == null) {
                remark(Reason.of("Not decided: the sign of the derivative at ${p}$ was not found out").with("p", at(b)));
                return null;
            }
        }
        bounds = bounds.stream().filter(b -> zeros.contains(b) || !isOrdinary(g, derivative, b)).toList();
        List<Integer> signs = new ArrayList<>();
        for (int i = 0; i <= bounds.size(); i++) {
            Expr sample = sample(i == 0 ? null : bounds.get(i - 1), i == bounds.size() ? null : bounds.get(i));
            OneSided there = beside(sample, true);
            Boolean defined = definedAt(g, sample);
            Expr here = there.caseAt(derivative);
            Integer sign = Boolean.FALSE.equals(defined) || here == null ? null : there.sign(there.at(here));
            if (defined == null || defined && sign == null) {
                remark(Reason.of("Not decided: the sign of the derivative at ${p}$ was not found out").with("p", at(sample)));
                return null;
            }
            signs.add(sign);
        }
        claims.add(new Exposition.Signs(d.result(), x, bounds, signs.stream().map(s -> s == null ? 2 : s).toList()));
        return new Chart(bounds, zeros, signs);
    }

    /** Whether function and derivative are defined and continuous at a place where the derivative is not zero. */
    private boolean isOrdinary(Expr g, Expr derivative, Expr b) {
        OneSided there = beside(b, true);
        if (g.has(p -> p instanceof dev.ddx.expr.Piecewise) || derivative.has(p -> p instanceof dev.ddx.expr.Piecewise)) {
            return false;
        }
        List<Relation> needed = new ArrayList<>(facts.domain(g));
        needed.addAll(facts.domain(derivative));
        needed.addAll(facts.continuity(g) == null ? List.of() : facts.continuity(g));
        needed.addAll(facts.continuity(derivative) == null ? List.of() : facts.continuity(derivative));
        boolean smooth = ledgers.at(g, differentiation.derive(g, x, 1, ""), x, b) == null;
        return smooth && needed.stream().allMatch(r -> Boolean.TRUE.equals(there.holdsAt(r)) && Boolean.TRUE.equals(there.holdsBeside(r))
                && Boolean.TRUE.equals(beside(b, false).holdsBeside(r)));
    }

    private Boolean definedAt(Expr g, Expr a) {
        OneSided there = beside(a, true);
        Expr here = there.caseAt(ledgers.writtenOut(g));
        return here == null ? null : there.isDefinedAt(here);
    }

    private boolean isDefined(Expr g, Expr a) {
        return Boolean.TRUE.equals(definedAt(g, a));
    }

    private double number(Expr e) {
        return evaluator.evaluate(e, Map.of());
    }

    private List<Expr> sorted(Set<Expr> all) {
        List<Expr> out = new ArrayList<>();
        for (Expr e : all) {
            double v = number(e);
            if (Double.isFinite(v) && out.stream().noneMatch(o -> Math.abs(number(o) - v) <= 1e-9 * Math.max(1, Math.abs(v))
                    && Integer.valueOf(0).equals(beside(o, true).sign(Sum.of(o, Neg.of(e)))))) {
                out.add(Rational.fromLiteral(e) != null ? e : beside(e, true).value(e));
            }
        }
        out.sort(Comparator.comparingDouble(this::number));
        return out;
    }

    /** A number between, with few digits; null is an infinite end. */
    private Expr sample(Expr low, Expr high) {
        if (low == null || high == null) {
            double end = low == null && high == null ? 0 : low == null ? Math.ceil(number(high)) - 2 : Math.floor(number(low)) + 2;
            return Rational.of((long) end).toExpr();
        }
        double a = number(low);
        double b = number(high);
        for (long denominator = 1; denominator < 1L << 40; denominator *= 2) {
            long middle = Math.round((a + b) / 2 * denominator);
            double v = (double) middle / denominator;
            if (v > a + (b - a) / 8 && v < b - (b - a) / 8) {
                return Rational.of(BigInteger.valueOf(middle)).over(Rational.of(denominator)).toExpr();
            }
        }
        throw new DdxException(DdxException.Kind.LIMIT, "two points at which signs may change are too near to each other to be told apart");
    }

    // ---- what is said

    private void zeros(Chart chart) {
        if (chart.signs().contains(0)) {
            remark(Reason.of("The derivative is zero on whole intervals"));
        } else if (chart.zeros().isEmpty()) {
            remark(Reason.of("The derivative has no zeros"));
        } else {
            remark(Reason.of("The derivative is zero for {z}").with("z", new Reason.Words.Formulas(chart.zeros().stream().map(this::at).toList())));
        }
    }

    /** x &lt; a, a &lt; x &lt; b or x &gt; b; all numbers for no bounds. */
    private Cell interval(List<Expr> bounds, int i) {
        if (bounds.isEmpty()) {
            return new Exposition.Words(Reason.of("All real ${x}$").with("x", x));
        }
        return new Exposition.Formula(i == 0 ? Relation.of(x, Relation.Op.LT, bounds.get(0))
                : i == bounds.size() ? Relation.of(x, Relation.Op.GT, bounds.get(i - 1))
                : Relation.of(List.of(bounds.get(i - 1), x, bounds.get(i)), List.of(Relation.Op.LT, Relation.Op.LT)));
    }

    private void slopes(Chart chart, Expr derivative) {
        table(chart, f, Reason.of("Derivative"), Reason.of("Function"), Sign.RISING, Sign.FALLING, derivative);
    }

    private void table(Chart chart, Expr g, Reason upper, Reason lower, Sign plus, Sign minus, Expr derivative) {
        List<Cell> head = new ArrayList<>(List.of(new Exposition.Formula(x)));
        List<Cell> signs = new ArrayList<>(List.of(new Exposition.Words(upper)));
        List<Cell> values = new ArrayList<>(List.of(new Exposition.Words(lower)));
        for (int i = 0; i <= chart.bounds().size(); i++) {
            Integer s = chart.signs().get(i);
            head.add(interval(chart.bounds(), i));
            signs.add(s == null ? Sign.NONE : s > 0 ? Sign.PLUS : s < 0 ? Sign.MINUS : new Exposition.Formula(Num.ZERO));
            values.add(s == null ? Sign.NONE : s > 0 ? plus : s < 0 ? minus : Sign.NONE);
            if (i < chart.bounds().size()) {
                Expr b = chart.bounds().get(i);
                head.add(new Exposition.Formula(b));
                signs.add(chart.zeros().contains(b) ? new Exposition.Formula(Num.ZERO) : Sign.UNDEFINED);
                values.add(isDefined(f, b) ? new Exposition.Formula(value(f, b)) : Sign.UNDEFINED);
            }
        }
        parts.add(new Exposition.Table(List.of(head, signs, values)));
    }

    private Expr value(Expr g, Expr a) {
        OneSided there = beside(a, true);
        return there.value(there.caseAt(ledgers.writtenOut(g)));
    }

    /** Whether g has a value at a which is its limit from each side on which it is defined. */
    private boolean isContinuous(Expr g, Chart chart, int i) {
        Expr a = chart.bounds().get(i);
        if (!isDefined(g, a)) {
            return false;
        }
        for (int side = 0; side < 2; side++) {
            if (chart.signs().get(i + side) == null) {
                continue;
            }
            OneSided there = beside(a, side == 1);
            Expr formula = there.beside(ledgers.writtenOut(g));
            OneSided.Limit limit = formula == null ? null : there.limit(formula);
            if (limit == null || !limit.isFinite() || !Integer.valueOf(0).equals(there.sign(Sum.of(limit.value(), Neg.of(value(g, a)))))) {
                return false;
            }
        }
        return true;
    }

    private void classify(Chart chart) {
        List<Integer> minima = new ArrayList<>();
        List<Integer> maxima = new ArrayList<>();
        boolean everywhere = true;
        for (int i = 0; i < chart.bounds().size(); i++) {
            Expr b = chart.bounds().get(i);
            Integer left = chart.signs().get(i);
            Integer right = chart.signs().get(i + 1);
            if (left == null && right == null) {
                everywhere &= !isDefined(f, b);
                continue;
            }
            if ((left == null || right == null) && !isDefined(f, b)) {
                continue;
            }
            if (!isContinuous(f, chart, i)) {
                everywhere = false;
                if (isDefined(f, b)) {
                    remark(Reason.of("Not decided: what the function does at ${p}$, where it may jump").with("p", at(b)));
                }
                continue;
            }
            boolean end = left == null || right == null;
            boolean critical = !end;
            boolean smooth = chart.zeros().contains(b);
            if (critical) {
                results.add(at(b));
            }
            boolean low = (left == null || left < 0) && (right == null || right > 0);
            boolean high = (left == null || left > 0) && (right == null || right < 0);
            Relation value = Relation.of(x, Relation.Op.EQ, b);
            if (low || high) {
                (low ? minima : maxima).add(i);
                Reason r = low ? end ? Reason.of("Local minimum at the end of the domain, ${p}$, with the value ${v}$") : Reason.of("Local minimum at ${p}$ with the value ${v}$: the derivative changes from minus to plus")
                        : end ? Reason.of("Local maximum at the end of the domain, ${p}$, with the value ${v}$") : Reason.of("Local maximum at ${p}$ with the value ${v}$: the derivative changes from plus to minus");
                remark(r.with("p", value).with("v", value(f, b)));
            } else if (left != null && right != null && left.equals(right) && left != 0) {
                remark(smooth ? Reason.of("No extremum at ${p}$: the derivative has the same sign on both sides").with("p", value)
                        : Reason.of("No extremum at ${p}$, where there is no derivative: it has the same sign on both sides").with("p", value));
            }
        }
        if (results.isEmpty()) {
            remark(Reason.of("There are no critical points"));
        }
        if (everywhere && isInterval(chart)) {
            global(chart, minima, true);
            global(chart, maxima, false);
        }
    }

    /** Whether the function is defined on one interval. */
    private static boolean isInterval(Chart chart) {
        int changes = 0;
        for (int i = 1; i < chart.signs().size(); i++) {
            changes += chart.signs().get(i) == null != (chart.signs().get(i - 1) == null) ? 1 : 0;
        }
        int outside = (chart.signs().get(0) == null ? 1 : 0) + (chart.signs().get(chart.signs().size() - 1) == null ? 1 : 0);
        return changes == outside && chart.signs().stream().anyMatch(s -> s != null);
    }

    /** The least of the minima is the least value if the function comes down from both ends of its domain. */
    private void global(Chart chart, List<Integer> extrema, boolean least) {
        int first = 0;
        while (chart.signs().get(first) == null) {
            first++;
        }
        int last = chart.signs().size() - 1;
        while (chart.signs().get(last) == null) {
            last--;
        }
        int down = least ? -1 : 1;
        boolean fromLeft = extrema.contains(first - 1) || chart.signs().get(first) == down;
        boolean fromRight = extrema.contains(last) || chart.signs().get(last) == -down;
        if (extrema.isEmpty() || !fromLeft || !fromRight) {
            return;
        }
        Expr best = null;
        List<Expr> where = new ArrayList<>();
        for (int i : extrema) {
            Expr b = chart.bounds().get(i);
            Expr v = value(f, b);
            Integer compared = best == null ? Integer.valueOf(down) : beside(b, true).sign(Sum.of(v, Neg.of(best)));
            if (compared == null) {
                return;
            }
            if (compared == 0) {
                where.add(b);
            } else if (best == null || compared == down) {
                best = v;
                where = new ArrayList<>(List.of(b));
            }
        }
        Reason r = least ? Reason.of("The least value of all is ${v}$, at {p}") : Reason.of("The greatest value of all is ${v}$, at {p}");
        remark(r.with("v", best).with("p", new Reason.Words.Formulas(where.stream().map(this::at).toList())));
    }

    private void inflections(Expr derivative) {
        Derivation second;
        int before = parts.size();
        try {
            second = differentiation.derive(derivative, x, 1, "");
            parts.add(new Exposition.Lines(second, false));
            Chart chart = second.result().isFreeOf(x) && isZero(second.result()) ? null : chart(derivative, second);
            if (chart == null) {
                return;
            }
            table(chart, f, Reason.of("Second derivative"), Reason.of("Function"), Sign.CONVEX, Sign.CONCAVE, second.result());
            boolean any = false;
            for (int i = 0; i < chart.bounds().size(); i++) {
                Expr b = chart.bounds().get(i);
                Integer left = chart.signs().get(i);
                Integer right = chart.signs().get(i + 1);
                if (left != null && right != null && left * right < 0 && isDefined(derivative, b) && isDefined(f, b)) {
                    any = true;
                    remark(Reason.of("Point of inflection at ${p}$ with the value ${v}$: the second derivative changes its sign").with("p", at(b)).with("v", value(f, b)));
                }
            }
            if (!any) {
                remark(Reason.of("There are no points of inflection"));
            }
        } catch (DdxException refused) {
            while (parts.size() > before) {
                parts.remove(parts.size() - 1);
            }
            remark(Reason.of("Not decided: points of inflection"));
        }
    }
}
