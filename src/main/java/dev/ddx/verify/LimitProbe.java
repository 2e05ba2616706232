package dev.ddx.verify;

import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Limit;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Power;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Evaluator;
import dev.ddx.kernel.Kernel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apfloat.Apfloat;
import org.apfloat.ApfloatMath;
import org.apfloat.ApfloatRuntimeException;

/**
 * What values at places closer and closer to the end tell of a limit: they have to settle on a number in {@value #DIGITS} digits, or to
 * grow beyond all doubt. Several sequences of places are tried, as values close to the end may be too large or cancel too
 * much to be computed; where none settles, nothing is said. That is evidence, no proof.
 */
final class LimitProbe {

    /** Digits in which the last two values agree. */
    static final int DIGITS = 12;
    private static final double GROWS = 1e9;
    private static final int FEW_DIGITS = 20;
    private static final double MAX_EXPONENT = 1e6;
    private static final double MIN_EXPONENT = 1e-300;
    private static final double MAX_ARGUMENT = 1e3;
    /** Functions that grow like exponentials or take long where they are large. */
    private static final Set<String> SLOW = Set.of("sinh", "cosh", "tanh", "coth", "sech", "csch", "erf", "erfc", "erfi", "gamma",
            "lngamma", "factorial", "Ei",
            "Shi", "Chi", "airyai", "airybi", "zeta", "harmonic", "li", "Si", "Ci", "fresnels", "fresnelc", "LambertW");
    private static final int STEP = 8;
    private static final int MILLIS_FOR_ONE = 1_500;
    private static final long MILLIS = 3_000;
    /** No whole numbers, at which sines of multiples of pi and steps are not what they are elsewhere. */
    private static final String[] BEHIND = {"3.7193", "7.3911", "2.9173"};

    /** Distances from the end, or their inverses: so many times a power of ten, and the digits that the values need there. */
    private enum Places {
        VERY_FAR(new long[] {10_000_000_000_000L, 1_000_000_000_000_000L, 100_000_000_000_000_000L}), FAR(new long[] {12, 24, 36}), BETWEEN(new long[] {5, 8, 11}), NEAR(new long[0]);

        private final long[] exponents;

        Places(long[] exponents) {
            this.exponents = exponents;
        }

        /** Place number i; very far, all places are whole numbers, as others would need too many digits. */
        Apfloat at(int i) {
            Apfloat ten = new Apfloat(10, Apfloat.INFINITE);
            Apfloat some = new Apfloat(BEHIND[i], Apfloat.INFINITE);
            if (this == NEAR) {
                return new Apfloat(100L << i, Apfloat.INFINITE).add(some.divide(ten));
            }
            Apfloat power = new Apfloat("1e" + exponents[i], Apfloat.INFINITE);
            return this == VERY_FAR ? power : power.multiply(some).add(some.divide(ten));
        }

        /** Digits that are enough where much cancels. */
        int digits(int i) {
            return this == NEAR ? 90 << i : this == BETWEEN || this == FAR ? (int) (5 * exponents[i]) : FEW_DIGITS;
        }
    }

    /** What was found: a number to {@link #DIGITS} digits, or infinity with its sign; and from how many values. */
    record Found(Apfloat value, int infinite, int values) {
    }

    private final FunctionTable functions;
    private final Limits limits;
    private final long deadline = System.nanoTime() + MILLIS * 1_000_000;

    LimitProbe(FunctionTable functions, Limits limits) {
        this.functions = functions;
        this.limits = limits.withTimeoutMillis(Math.min(limits.timeoutMillis(), MILLIS_FOR_ONE));
    }

    /** Null where nothing can be said, and where the values from both sides settle on different numbers, which is no limit. */
    Found of(Limit l) {
        if (l.isAtInfinity() || l.side() != Limit.Side.BOTH) {
            return oneSided(l);
        }
        Found left = oneSided(Limit.of(l.operand(), l.variable(), l.value(), Limit.Side.LEFT));
        Found right = left == null ? null : oneSided(Limit.of(l.operand(), l.variable(), l.value(), Limit.Side.RIGHT));
        return right == null || !isSame(left, right) ? null
                : new Found(left.value(), left.infinite(), left.values() + right.values());
    }

    /** Whether both are infinite with one sign, or numbers that agree. */
    static boolean isSame(Found a, Found b) {
        return a.infinite() == b.infinite() && (a.infinite() != 0 || isClose(a.value(), b.value(), DIGITS - 2));
    }

    static boolean isClose(Apfloat a, Apfloat b, int digits) {
        Apfloat scale = ApfloatMath.max(Apfloat.ONE, ApfloatMath.max(ApfloatMath.abs(a), ApfloatMath.abs(b)));
        return ApfloatMath.abs(a.subtract(b)).compareTo(scale.multiply(new Apfloat("1e-" + digits, 5))) <= 0;
    }

    private Found oneSided(Limit l) {
        TreeMap<Apfloat, Apfloat> all = new TreeMap<>();
        for (Places places : Places.values()) {
            if (places == Places.VERY_FAR && !isOfLogarithms(l.operand())) {
                continue;
            }
            List<Apfloat> values = new ArrayList<>();
            for (int i = 0; i < BEHIND.length && System.nanoTime() < deadline; i++) {
                Apfloat v = value(l, places.at(i), places.digits(i));
                if (v == null) {
                    break;
                }
                values.add(v);
                all.put(places.at(i), v);
            }
            Found found = values.size() < BEHIND.length ? null : settled(values);
            if (found != null && fits(all, places.at(BEHIND.length - 1), found)
                    && isCertain(l, places, values.get(BEHIND.length - 1))) {
                return found;
            }
        }
        return null;
    }

    /** Whether it multiplies, divides and takes logarithms only: very far away nothing is left of what is added to anything. */
    private static boolean isOfLogarithms(Expr e) {
        return !e.has(p -> p instanceof Sum || p instanceof Call c && !c.is("ln", 1)
                || p instanceof Power q && !q.exponent().isConstant());
    }

    /** Whether the value is the same with twice as many digits on the way: in too few digits what cancels looks like 0. */
    private boolean isCertain(Limit l, Places places, Apfloat last) {
        int i = BEHIND.length - 1;
        Apfloat again = value(l, places.at(i), 2 * places.digits(i));
        return again != null && ApfloatMath.abs(again.subtract(last))
                .compareTo(ApfloatMath.abs(last).multiply(new Apfloat("1e-" + DIGITS, 5))) <= 0;
    }

    /** Whether what is known from farther away fits. */
    private static boolean fits(TreeMap<Apfloat, Apfloat> all, Apfloat last, Found found) {
        Apfloat before = all.get(last);
        for (Apfloat v : all.tailMap(last, false).values()) {
            boolean vanishes = found.infinite() == 0 && isVanishing(found.value());
            if (found.infinite() != 0 ? v.signum() != found.infinite()
                    || ApfloatMath.abs(v).compareTo(ApfloatMath.abs(before)) < 0
                    : vanishes ? ApfloatMath.abs(v).compareTo(ApfloatMath.abs(before)) > 0
                    : !isClose(v, found.value(), DIGITS - 2)) {
                return false;
            }
            before = v;
        }
        return true;
    }

    private static boolean isVanishing(Apfloat v) {
        return ApfloatMath.abs(v).compareTo(new Apfloat("1e-" + DIGITS, 5)) < 0;
    }

    private static Found settled(List<Apfloat> v) {
        int n = v.size();
        Apfloat last = v.get(n - 1);
        Apfloat before = v.get(n - 2);
        Apfloat first = v.get(0);
        boolean vanishes = isVanishing(last);
        boolean settles = isClose(last, before, DIGITS) && (vanishes ? isHalf(last, before) && isHalf(before, first)
                : ApfloatMath.abs(last.subtract(before)).compareTo(ApfloatMath.abs(before.subtract(first))) <= 0);
        if (settles) {
            return new Found(last, 0, n);
        }
        boolean grows = ApfloatMath.abs(last).compareTo(new Apfloat(GROWS, 20)) > 0;
        for (int i = 1; i < n; i++) {
            grows &= v.get(i).signum() == last.signum()
                    && ApfloatMath.abs(v.get(i)).compareTo(ApfloatMath.abs(v.get(i - 1)).multiply(new Apfloat(STEP, 5))) > 0;
        }
        return grows && first.signum() == last.signum() ? new Found(null, last.signum(), n) : null;
    }

    private static boolean isHalf(Apfloat a, Apfloat b) {
        return ApfloatMath.abs(a).multiply(new Apfloat(2, 20)).compareTo(ApfloatMath.abs(b)) <= 0;
    }

    /** The value at a place; null where it is not known. */
    private Apfloat value(Limit l, Apfloat y, int digits) {
        try {
            Kernel kernel = new Kernel(functions, limits);
            Expr place = l.isAtInfinity() ? l.variable() : Quotient.of(Num.ONE, l.variable());
            boolean below = l.isAtInfinity() ? !l.value().equals(Const.INFINITY) : l.side() == Limit.Side.LEFT;
            Expr signed = below ? Neg.of(place) : place;
            Expr at = l.isAtInfinity() ? signed : Sum.of(l.value(), signed);
            Expr there = l.operand().substitute(s -> s.equals(l.variable()) ? at : null);
            if (!isOfModerateSize(there, Map.of(l.variable(), y.doubleValue()))) {
                return null;
            }
            Map<Integer, Apfloat> values = new HashMap<>();
            values.put(kernel.symbol(l.variable().name()), y);
            Apfloat v = kernel.evaluate(kernel.read(there), digits, values).orElse(null);
            // What is left of too few digits may be 0 or have few of its own.
            return v == null || v.signum() == 0 && !isConstant(l) || v.precision() < FEW_DIGITS - 2 ? null : v;
        } catch (DdxException | ApfloatRuntimeException notFound) {
            return null;
        }
    }

    /** Whether no exponential in it is so large or small that its digits take long; double precision tells. */
    private boolean isOfModerateSize(Expr e, Map<Sym, Double> at) {
        Evaluator evaluator = new Evaluator(functions);
        return e.subexpressions().stream().allMatch(p -> switch (p) {
            case Power q when !q.exponent().isConstant() ->
                    isModerate(q.exponent(), evaluator.evaluate(q.exponent(), at) * (q.base().equals(Const.E) ? 1
                            : Math.log(Math.abs(evaluator.evaluate(q.base(), at)))));
            case Call c when !SLOW.contains(c.name()) -> true;
            case Call c -> c.arguments().stream().allMatch(u -> Math.abs(evaluator.evaluate(u, at)) < MAX_ARGUMENT);
            default -> true;
        });
    }

    /** Beside 1 as well a number so small takes as many digits. */
    private static boolean isModerate(Expr written, double exponent) {
        boolean canceled = exponent == 0 && !written.has(p -> p instanceof Power q && !q.exponent().isConstant());
        return Math.abs(exponent) < MAX_EXPONENT && (Math.abs(exponent) > MIN_EXPONENT || canceled);
    }

    /** Whether values are found close to the place. */
    boolean isDefined(Limit l) {
        if (!l.isAtInfinity() && l.side() == Limit.Side.BOTH) {
            return isDefined(Limit.of(l.operand(), l.variable(), l.value(), Limit.Side.LEFT))
                    && isDefined(Limit.of(l.operand(), l.variable(), l.value(), Limit.Side.RIGHT));
        }
        for (Places places : List.of(Places.FAR, Places.BETWEEN, Places.NEAR)) {
            if (value(l, places.at(0), places.digits(0)) != null && value(l, places.at(1), places.digits(1)) != null) {
                return true;
            }
        }
        return false;
    }

    private static boolean isConstant(Limit l) {
        return l.operand().isFreeOf(l.variable());
    }
}
