package dev.ddx.calculus;

import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Piecewise;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Facts;
import dev.ddx.kernel.Range;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Ledger;
import dev.ddx.rewrite.Reason;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apfloat.Apfloat;

/**
 * The signs of a derivative on the intervals between all places where it is zero or need not be continuous. All these places
 * are known, exactly or by enclosures, so that one sample decides the sign on a whole interval.
 *
 * @param bounds the places that bound the intervals, from left to right; with a period those from 0 on in the first one
 * @param zeros those of them at which the derivative is zero
 * @param signs of the derivative before, between and after the bounds; null where the function is not defined
 * @param period of the signs, or null
 */
record SignChart(List<Place> bounds, Set<Place> zeros, List<Integer> signs, Expr period) {

    boolean isPeriodic() {
        return period != null;
    }

    /** Makes charts of functions in one variable. */
    static final class Maker {

        private static final int MAX_POINTS = 40;
        /** Places that are nearer to each other and of which one has no expression are not told apart. */
        private static final double NEAR = 1e-9;
        private static final int DIGITS = 40;

        private final StandardLibrary library;
        private final Facts facts;
        private final Limits limits;
        private final Differentiation differentiation;
        private final DomainLedger ledgers;
        private final Numbers numbers;
        private final Periods periods;
        private final Sym x;
        private final Consumer<Reason> remarks;
        private final Consumer<List<Zeros.Zero>> open;

        /** @param open takes zeros of a derivative of which there is no chart */
        Maker(StandardLibrary library, Facts facts, Limits limits, Sym x, Consumer<Reason> remarks, Consumer<List<Zeros.Zero>> open) {
            this.library = library;
            this.facts = facts;
            this.limits = limits;
            this.differentiation = new Differentiation(library, facts, limits);
            this.ledgers = new DomainLedger(library, facts, limits);
            this.numbers = new Numbers(differentiation, library, facts, limits);
            this.periods = new Periods(x, numbers);
            this.x = x;
            this.remarks = remarks;
            this.open = open;
        }

        Numbers numbers() {
            return numbers;
        }

        Periods periods() {
            return periods;
        }

        OneSided beside(Expr a, boolean right) {
            return new OneSided(differentiation, library, facts, limits, x, a, right);
        }

        Expr writtenOut(Expr e) {
            return ledgers.writtenOut(e);
        }

        private SignChart undecided(Reason r) {
            remarks.accept(r);
            return null;
        }

        /** x = a or x ≈ a. */
        Relation at(Place a, int digits) {
            return a.isExact() ? Relation.of(x, Relation.Op.EQ, a.exact()) : Relation.of(x, Relation.Op.ABOUT, a.about(digits, library.functions(), limits));
        }

        /** The chart of the derivative of g, or null with a remark if it is not found. */
        SignChart of(Expr g, Derivation d) {
            Expr derivative = ledgers.writtenOut(d.result());
            List<Zeros.Zero> all = new ArrayList<>();
            List<Relation> edges = edges(g, d, derivative, all);
            if (edges == null) {
                return undecided(Reason.of("Not decided: where the derivative is continuous was not found out"));
            }
            Zeros.Solutions solved = Zeros.of(derivative, x, numbers, facts);
            all.addAll(solved.zeros());
            List<Relation> unsolved = new ArrayList<>(solved.unsolved().stream().map(e -> Relation.of(e, Relation.Op.EQ, Num.ZERO)).toList());
            for (Relation r : edges) {
                for (int i = 0; i < r.ops().size(); i++) {
                    Expr u = r.operands().get(i);
                    Expr v = r.operands().get(i + 1);
                    if (u.isFreeOf(x) && v.isFreeOf(x)) {
                        continue;
                    }
                    if (u.equals(x) && v.isFreeOf(x) || v.equals(x) && u.isFreeOf(x)) {
                        all.add(new Zeros.Zero(Place.of(u.equals(x) ? v : u), null));
                        continue;
                    }
                    Zeros.Solutions ends = Zeros.of(ledgers.writtenOut(Numbers.difference(u, v)), x, numbers, facts);
                    all.addAll(ends.zeros());
                    if (!ends.unsolved().isEmpty()) {
                        unsolved.add(Relation.of(u, Relation.Op.EQ, v));
                    }
                }
            }
            if (!unsolved.isEmpty()) {
                open.accept(certain(g, derivative, solved, edges));
                unsolved.stream().distinct().forEach(e -> remarks.accept(Reason.of("Not decided: the equation ${e}$ is not solved exactly").with("e", e)));
                return null;
            }
            Expr period = null;
            if (all.stream().anyMatch(z -> !z.isSingle())) {
                Range range = facts.range(x);
                if (range.low() != null && range.high() != null) {
                    all = within(all, range.low().doubleValue(), range.high().doubleValue());
                } else {
                    period = period(all, edges, derivative);
                    if (period == null) {
                        open.accept(certain(g, derivative, solved, edges));
                        return undecided(Reason.of("Not decided: the signs of the derivative between infinitely many points without a common period"));
                    }
                    all = inFirst(all, period);
                }
            }
            return all == null ? null : chart(g, d, derivative, all.stream().map(Zeros.Zero::place).toList(), period);
        }

        /** What bounds the intervals apart from zeros of the derivative, or such places themselves; null if it is not known where the functions jump. */
        private List<Relation> edges(Expr g, Derivation d, Expr derivative, List<Zeros.Zero> places) {
            List<Relation> edges = new ArrayList<>(facts.assumptions().relations());
            edges.addAll(facts.domain(g));
            edges.addAll(facts.domain(d.result()));
            edges.addAll(d.conditions());
            for (Expr part : List.of(derivative, ledgers.writtenOut(g))) {
                boolean hasCases = part.has(p -> p instanceof Piecewise);
                List<Relation> continuous = hasCases ? List.of() : facts.continuity(part.equals(derivative) ? part : g);
                if (continuous == null) {
                    return null;
                }
                edges.addAll(continuous);
                for (Expr e : part.subexpressions()) {
                    if (e instanceof Piecewise p) {
                        p.branches().stream().filter(b -> b.condition() != null).forEach(b -> edges.add(b.condition()));
                    }
                }
            }
            Ledger ledger = ledgers.of(g, d, x, 1);
            if (ledger != null) {
                for (Ledger.Point p : ledger.points()) {
                    if (p.period() == null) {
                        edges.add(p.where());
                    } else {
                        places.add(new Zeros.Zero(Place.of(p.where().right()), p.period()));
                    }
                }
            }
            return edges;
        }

        /** Zeros without doubt: those that repeat of a derivative that is defined and continuous everywhere. */
        private List<Zeros.Zero> certain(Expr g, Expr derivative, Zeros.Solutions solved, List<Relation> edges) {
            boolean everywhere = !isBranched(derivative) && edges.stream().allMatch(r -> r.isFreeOf(x));
            List<Zeros.Zero> out = new ArrayList<>();
            for (Zeros.Zero z : solved.zeros()) {
                boolean isNew = out.stream().noneMatch(o -> o.place().isExact() && z.place().isExact() && o.place().exact().equals(z.place().exact()) && o.isSingle() == z.isSingle());
                if (isNew && (z.isSingle() ? z.place().isExact() && Boolean.TRUE.equals(isDefined(g, z.place())) && Integer.valueOf(0).equals(signAt(derivative, z.place())) : everywhere)) {
                    out.add(z);
                }
            }
            return out;
        }

        /** The sign of a derivative beside an exact place; null if it is not known. */
        Integer signBeside(Expr derivative, Place p, boolean right) {
            OneSided there = beside(p.exact(), right);
            Expr formula = there.beside(ledgers.writtenOut(derivative));
            return formula == null ? null : there.signBeside(formula);
        }

        // ---- periods

        private double number(Expr e) {
            return Place.of(e).number(library.functions());
        }

        private double number(Place p) {
            return p.number(library.functions());
        }

        private Expr period(List<Zeros.Zero> all, List<Relation> edges, Expr derivative) {
            Expr common = periods.ofSign(derivative, facts);
            for (Relation r : edges) {
                // Of where an inequation fails the period is that of the places, which follows.
                for (Expr side : r.ops().equals(List.of(Relation.Op.NE)) ? List.<Expr>of() : r.operands()) {
                    Expr own = common == null ? null : periods.of(side);
                    common = own == null ? null : periods.common(common, own);
                }
            }
            for (Zeros.Zero z : all) {
                common = common == null || z.isSingle() ? null : periods.common(common, z.period());
            }
            return common == null || common.equals(Num.ZERO) ? null : common;
        }

        private Place moved(Place p, long times, Expr period) {
            return times == 0 ? p : p.map(numbers, t -> Sum.of(t, Product.of(Rational.of(times).toExpr(), period)));
        }

        private List<Zeros.Zero> inFirst(List<Zeros.Zero> all, Expr period) {
            List<Zeros.Zero> out = new ArrayList<>();
            for (Zeros.Zero z : all) {
                Integer times = periods.ratio(period, z.period());
                for (int j = 0; times != null && j < times && out.size() <= MAX_POINTS * 8; j++) {
                    out.add(new Zeros.Zero(moved(z.place(), j, z.period()), null));
                }
            }
            return out;
        }

        private List<Zeros.Zero> within(List<Zeros.Zero> all, double low, double high) {
            List<Zeros.Zero> out = new ArrayList<>();
            for (Zeros.Zero z : all) {
                if (z.isSingle()) {
                    out.add(z);
                    continue;
                }
                double period = number(z.period());
                double at = number(z.place());
                long first = (long) Math.ceil((low - at) / period - NEAR);
                long last = (long) Math.floor((high - at) / period + NEAR);
                if (last - first > MAX_POINTS) {
                    throw tooMany();
                }
                for (long j = first; j <= last; j++) {
                    out.add(new Zeros.Zero(moved(z.place(), j, z.period()), null));
                }
            }
            return out;
        }

        private static DdxException tooMany() {
            return new DdxException(DdxException.Kind.LIMIT, "there are more than " + MAX_POINTS + " points at which signs may change");
        }

        // ---- signs

        private SignChart chart(Expr g, Derivation d, Expr derivative, List<Place> all, Expr period) {
            List<Place> bounds = sorted(all, period);
            if (bounds == null) {
                return undecided(Reason.of("Not decided: two points at which signs may change are too near to each other to be told apart"));
            }
            if (bounds.size() > MAX_POINTS) {
                throw tooMany();
            }
            Set<Place> zeros = new LinkedHashSet<>();
            for (Place b : bounds) {
                Boolean defined = isDefined(g, b);
                Integer sign = Boolean.TRUE.equals(defined) ? signAt(derivative, b) : null;
                if (sign != null && sign == 0) {
                    zeros.add(b);
                } else if (sign == null && !Boolean.FALSE.equals(defined) && !Boolean.FALSE.equals(isDefined(derivative, b))) {
                    return undecided(Reason.of("Not decided: the sign of the derivative at ${p}$ was not found out").with("p", at(b, 10)));
                }
            }
            bounds = bounds.stream().filter(b -> zeros.contains(b) || !isOrdinary(g, d, derivative, b)).toList();
            List<Integer> signs = new ArrayList<>();
            for (int i = 0; i <= bounds.size(); i++) {
                if (period != null && i == 0 && !bounds.isEmpty()) {
                    signs.add(null);
                    continue;
                }
                double low = i == 0 ? Double.NEGATIVE_INFINITY : number(bounds.get(i - 1));
                double high = i < bounds.size() ? number(bounds.get(i)) : period != null && !bounds.isEmpty() ? number(bounds.get(0)) + number(period) : Double.POSITIVE_INFINITY;
                Expr sample = sample(low, high);
                OneSided there = beside(sample, true);
                Boolean defined = isDefined(g, Place.of(sample));
                Expr here = there.caseAt(derivative);
                Integer sign = Boolean.FALSE.equals(defined) || here == null ? null : there.sign(there.at(here));
                if (defined == null || defined && sign == null) {
                    return undecided(Reason.of("Not decided: the sign of the derivative at ${p}$ was not found out").with("p", Relation.of(x, Relation.Op.EQ, sample)));
                }
                signs.add(sign);
            }
            if (period != null && !bounds.isEmpty()) {
                signs.set(0, signs.get(signs.size() - 1));
            }
            for (int i = 0; i < bounds.size(); i++) {
                Place b = bounds.get(i);
                if (!b.isExact() && zeros.contains(b) && isBranched(derivative) && !changes(signs.get(i), signs.get(i + 1))) {
                    return undecided(Reason.of("Not decided: the sign of the derivative at ${p}$ was not found out").with("p", at(b, 10)));
                }
            }
            return new SignChart(bounds, zeros, signs, period);
        }

        private static boolean changes(Integer left, Integer right) {
            return left != null && right != null && left * right < 0;
        }

        /** Whether it has roots or cases, so that a number among which its zeros are may be none. */
        private boolean isBranched(Expr e) {
            return e.has(p -> p instanceof Piecewise || library.functions().hasCases(p)
                    || p instanceof Power q && !q.base().isFreeOf(x) && !(Rational.fromLiteral(q.exponent()) instanceof Rational r && r.isInteger()));
        }

        /** Whether what is as small as the enclosure there is 0, since the place is among its zeros. */
        private boolean vanishes(Expr e, Place p) {
            return !isBranched(e) && Zeros.of(e, x, numbers, facts).zeros().stream().anyMatch(z -> z.place().isSame(p, library.functions(), limits));
        }

        /** What is certain in the enclosure of a place. */
        private Facts in(Place p) {
            Rational[] ends = p.enclosure(library.functions());
            return facts.given(List.of(Relation.of(List.of(ends[0].toExpr(), x, ends[1].toExpr()), List.of(Relation.Op.LT, Relation.Op.LT))));
        }

        /** Whether all relations hold at a place without an expression. */
        private Boolean all(Place p, List<Relation> relations) {
            Facts there = in(p);
            Boolean all = true;
            for (Relation r : relations) {
                Boolean known = there.decide(r);
                Boolean one = known == null ? holds(p, r) : known;
                if (Boolean.FALSE.equals(one)) {
                    return false;
                }
                all = one == null ? null : all;
            }
            return all;
        }

        /** By the signs of the differences of the sides. */
        private Boolean holds(Place p, Relation r) {
            return r.holds((a, b) -> {
                Expr difference = Numbers.difference(a, b);
                Integer sign = signOf(difference, p);
                return sign == null || sign == 0 && !vanishes(difference, p) ? null : sign;
            });
        }

        /** Whether g has a value there, and what is assumed holds. */
        Boolean isDefined(Expr g, Place p) {
            Expr written = ledgers.writtenOut(g);
            if (!p.isExact()) {
                return written.has(e -> e instanceof Piecewise) ? null : all(p, both(facts.assumptions().relations(), facts.domain(written)));
            }
            OneSided there = beside(p.exact(), true);
            for (Relation r : facts.assumptions().relations()) {
                Boolean holds = there.holdsAt(r);
                if (!Boolean.TRUE.equals(holds)) {
                    return holds;
                }
            }
            Expr here = there.caseAt(written);
            return here == null ? null : there.isDefinedAt(here);
        }

        private static List<Relation> both(List<Relation> a, List<Relation> b) {
            List<Relation> out = new ArrayList<>(a);
            out.addAll(b);
            return out;
        }

        /** The sign there of what has a value; null if it is not known. */
        private Integer signAt(Expr e, Place p) {
            if (p.isExact()) {
                OneSided there = beside(p.exact(), true);
                Expr here = there.caseAt(e);
                Expr value = here == null || !Boolean.TRUE.equals(there.isDefinedAt(here)) ? null : there.value(here);
                return value == null ? null : Rational.fromLiteral(value) instanceof Rational r ? Integer.valueOf(r.signum()) : there.sign(value);
            }
            return Boolean.TRUE.equals(isDefined(e, p)) ? signOf(e, p) : null;
        }

        /** The sign at a place without an expression, 0 for what is as small as the enclosure; null if it is not known. */
        private Integer signOf(Expr e, Place p) {
            try {
                Apfloat v = p.value(t -> e.substitute(s -> s.equals(x) ? t : null), DIGITS, library.functions(), limits);
                return v == null ? null : v.signum() == 0 || v.scale() < -DIGITS ? Integer.valueOf(0) : v.scale() > -DIGITS / 2 ? Integer.valueOf(v.signum()) : null;
            } catch (DdxException none) {
                return null;
            }
        }

        /** Whether function and derivative are defined and continuous at a place where the derivative is not zero. */
        private boolean isOrdinary(Expr g, Derivation d, Expr derivative, Place b) {
            if (g.has(p -> p instanceof Piecewise) || derivative.has(p -> p instanceof Piecewise)) {
                return false;
            }
            List<Relation> needed = new ArrayList<>(facts.assumptions().relations());
            for (Expr e : List.of(g, derivative)) {
                needed.addAll(facts.domain(e));
                needed.addAll(facts.continuity(e) == null ? List.of() : facts.continuity(e));
            }
            if (!b.isExact()) {
                needed.addAll(d.conditions());
                return Boolean.TRUE.equals(all(b, needed));
            }
            OneSided there = beside(b.exact(), true);
            OneSided left = beside(b.exact(), false);
            return ledgers.at(g, d, x, b.exact()) == null && needed.stream().allMatch(r -> Boolean.TRUE.equals(there.holdsAt(r))
                    && Boolean.TRUE.equals(there.holdsBeside(r)) && Boolean.TRUE.equals(left.holdsBeside(r)));
        }

        /** From left to right, each once; null if two of them are not told apart. */
        private List<Place> sorted(List<Place> all, Expr period) {
            List<Place> out = new ArrayList<>();
            for (Place p : all) {
                double v = number(p);
                if (!Double.isFinite(v)) {
                    continue;
                }
                boolean known = false;
                for (Place o : out) {
                    double gap = Math.abs(number(o) - v);
                    double around = period == null ? gap : Math.min(gap, Math.abs(number(period) - gap));
                    if (around > NEAR * Math.max(1, Math.abs(v))) {
                        continue;
                    }
                    if (!o.isExact() || !p.isExact()) {
                        if (!o.isSame(p, library.functions(), limits)) {
                            return null;
                        }
                        known = true;
                        continue;
                    }
                    Expr difference = Sum.of(o.exact(), Neg.of(p.exact()));
                    Integer same = numbers.sign(around == gap ? difference : Sum.of(difference, number(o) > v ? Neg.of(period) : period));
                    if (same == null || same != 0) {
                        return null;
                    }
                    known = true;
                }
                if (!known) {
                    out.add(!p.isExact() || Rational.fromLiteral(p.exact()) != null ? p : Place.of(numbers.simplest(p.exact())));
                }
            }
            out.sort(Comparator.comparingDouble(this::number));
            return out;
        }

        /** A number between, with few digits. */
        private static Expr sample(double low, double high) {
            if (Double.isInfinite(low) || Double.isInfinite(high)) {
                double end = Double.isInfinite(low) && Double.isInfinite(high) ? 0 : Double.isInfinite(low) ? Math.ceil(high) - 2 : Math.floor(low) + 2;
                return Rational.of((long) end).toExpr();
            }
            for (long denominator = 1; denominator < 1L << 40; denominator *= 2) {
                long middle = Math.round((low + high) / 2 * denominator);
                double v = (double) middle / denominator;
                if (v > low + (high - low) / 8 && v < high - (high - low) / 8) {
                    return Rational.of(BigInteger.valueOf(middle)).over(Rational.of(denominator)).toExpr();
                }
            }
            throw new DdxException(DdxException.Kind.LIMIT, "two points at which signs may change are too near to each other to be told apart");
        }

        // ---- values

        private Expr value(Expr g, Place p) {
            OneSided there = beside(p.exact(), true);
            return there.value(there.caseAt(ledgers.writtenOut(g)));
        }

        /** The value of g there, as exactly as the place is known; null if it is not found, as at the end of a domain that has no expression. */
        Place placeOfValue(Expr g, Place p) {
            if (p.isExact()) {
                return Place.of(value(g, p));
            }
            Integer sign = signOf(g, p);
            if (sign == null || sign == 0) {
                return sign != null && vanishes(g, p) ? Place.of(Num.ZERO) : null;
            }
            return p.map(numbers, t -> g.substitute(s -> s.equals(x) ? t : null));
        }

        /** Whether g has a value there which is its limit from that side. */
        boolean isContinuous(Expr g, Place p, boolean right) {
            if (!Boolean.TRUE.equals(isDefined(g, p))) {
                return false;
            }
            if (!p.isExact()) {
                List<Relation> needed = facts.continuity(ledgers.writtenOut(g));
                return needed != null && Boolean.TRUE.equals(all(p, needed));
            }
            OneSided there = beside(p.exact(), right);
            Expr formula = there.beside(ledgers.writtenOut(g));
            Asymptotics.Value limit = formula == null ? null : there.limit(formula);
            return limit != null && limit.isFinite() && Integer.valueOf(0).equals(there.sign(Sum.of(limit.finite(), Neg.of(value(g, p)))));
        }
    }
}
