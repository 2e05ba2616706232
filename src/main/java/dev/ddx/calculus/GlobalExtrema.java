package dev.ddx.calculus;

import dev.ddx.calculus.Asymptotics.Value;
import dev.ddx.expr.Const;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Limit;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Facts;
import dev.ddx.rewrite.Derivation;
import java.util.ArrayList;
import java.util.List;
import org.apfloat.Apfloat;

/**
 * The least and the greatest value of a function, from a chart of the signs of its derivative: the values at its bounds are
 * compared with the limits where the function is not continuous or its domain is open.
 */
final class GlobalExtrema {

    private static final int DIGITS = 30;
    /** Numbers nearer to each other that have no expressions are not told apart. */
    private static final int APART = -12;

    private final StandardLibrary library;
    private final Facts facts;
    private final Limits limits;
    private final SignChart.Maker charts;
    private final Numbers numbers;
    private final Expr f;
    private final Sym x;

    GlobalExtrema(SignChart.Maker charts, StandardLibrary library, Facts facts, Limits limits, Expr f, Sym x) {
        this.library = library;
        this.facts = facts;
        this.limits = limits;
        this.charts = charts;
        this.numbers = charts.numbers();
        this.f = f;
        this.x = x;
    }

    /**
     * What was found out of the least or the greatest value.
     *
     * @param value null if there is none
     * @param where it is reached, empty if there is none
     * @param limits derivations of what the values tend to; of one that shows that there is no such value, if there is none
     * @param bound what the limit is that no value reaches, null if it is infinite or there is a value
     */
    record Extreme(Place value, List<Place> where, List<Derivation> limits, Expr bound) {
    }

    private record End(LimitSolver.Found found) {

        Value value() {
            return found.value();
        }
    }

    /** The extreme value; null if it was not found out. */
    Extreme of(SignChart chart, boolean least) {
        if (chart.signs().contains(0)) {
            return null;
        }
        Place best = null;
        List<Place> where = new ArrayList<>();
        int down = least ? -1 : 1;
        for (Place b : chart.bounds()) {
            Boolean defined = charts.isDefined(f, b);
            if (defined == null) {
                return null;
            }
            if (!defined) {
                continue;
            }
            Place v = charts.placeOfValue(f, b);
            if (v == null) {
                return null;
            }
            Integer compared = best == null ? Integer.valueOf(down) : compare(v, best);
            if (compared == null) {
                return null;
            }
            if (compared == 0) {
                where.add(b);
            } else if (compared == down) {
                best = v;
                where = new ArrayList<>(List.of(b));
            }
        }
        List<End> ends = ends(chart, down);
        if (ends == null) {
            return null;
        }
        Value lowest = null;
        List<Derivation> shown = new ArrayList<>();
        for (End e : ends) {
            if (!e.value().isFinite()) {
                return e.value().infinite() == down ? new Extreme(null, List.of(), List.of(e.found().derivation()), null) : null;
            }
            Integer lower = lowest == null ? Integer.valueOf(down) : compare(Place.of(e.value().finite()), Place.of(lowest.finite()));
            if (lower == null) {
                return null;
            }
            if (lower == down) {
                lowest = e.value();
                shown = new ArrayList<>(List.of(e.found().derivation()));
            }
        }
        Integer beyond = lowest == null ? Integer.valueOf(-down) : best == null ? Integer.valueOf(down) : compare(Place.of(lowest.finite()), best);
        if (beyond == null || best == null && lowest == null) {
            return null;
        }
        return beyond == down ? new Extreme(null, List.of(), shown, lowest.finite()) : new Extreme(best, where, shown, null);
    }

    private Integer compare(Place a, Place b) {
        if (a.isExact() && b.isExact()) {
            return numbers.sign(Sum.of(a.exact(), Neg.of(b.exact())));
        }
        try {
            Apfloat u = a.value(t -> t, DIGITS, library.functions(), limits);
            Apfloat v = b.value(t -> t, DIGITS, library.functions(), limits);
            Apfloat gap = u == null || v == null ? null : u.subtract(v);
            return gap == null || gap.signum() == 0 || gap.scale() < Math.max(1, u.scale()) + APART ? null : Integer.valueOf(gap.signum());
        } catch (DdxException none) {
            return null;
        }
    }

    /** The limits at the ends of intervals towards which the values go down, or up, and are not reached; null if one is not found. */
    private List<End> ends(SignChart chart, int down) {
        List<End> out = new ArrayList<>();
        int n = chart.bounds().size();
        for (int i = chart.isPeriodic() && n > 0 ? 1 : 0; i <= n; i++) {
            Integer s = chart.signs().get(i);
            if (s == null || chart.isPeriodic() && n == 0) {
                continue;
            }
            boolean toTheRight = s == down;
            Place end = toTheRight ? i < n ? chart.bounds().get(i) : chart.isPeriodic() ? chart.bounds().get(0) : null : i > 0 ? chart.bounds().get(i - 1) : null;
            if (end != null && charts.isContinuous(f, end, !toTheRight)) {
                continue;
            }
            if (end != null && !end.isExact()) {
                return null;
            }
            Expr a = end != null ? end.exact() : toTheRight ? Const.INFINITY : Neg.of(Const.INFINITY);
            LimitSolver.Found found = LimitDerivation.found(library, facts, limits,
                    Limit.of(f, x, a, end == null ? Limit.Side.BOTH : toTheRight ? Limit.Side.LEFT : Limit.Side.RIGHT));
            if (found == null) {
                return null;
            }
            out.add(new End(found));
        }
        return out;
    }
}
