package dev.ddx.kernel;

import dev.ddx.expr.DdxException;
import java.util.function.Function;
import org.apfloat.Apcomplex;
import org.apfloat.Apfloat;

/** Values of sums, products and integrals from those of what is summed, multiplied or integrated. */
final class Accumulated {

    /** So many terms or factors are added up or multiplied. */
    private static final int MOST_TERMS = 1_000_000;
    private static final double DOUBLE_DIGITS = 10;
    private static final int MOST_DOUBLES = 20_000;
    private static final int MOST_PRECISE = 20_000;
    /** Digits that rounding may take. */
    private static final int SPARE = 8;

    private Accumulated() {
    }

    /** @param constant whether the operand is the same for all; in double precision, NaN where there is no value or it was not found */
    static double value(int label, Function<Double, Double> operand, double from, double to, boolean constant) {
        if (Double.isNaN(from) || Double.isNaN(to)) {
            return Double.NaN;
        }
        Function<Double, Double> finite = t -> {
            Double v = operand.apply(t);
            return v == null || !Double.isFinite(v) ? null : v;
        };
        if (label == Binders.INTEGRAL && constant) {
            Double v = finite.apply(Double.isFinite(from) ? from : 0.0);
            double all = v == null ? Double.NaN : v == 0 ? 0 : v * (to - from);
            return Double.isFinite(all) ? all : Double.NaN;
        }
        if (label == Binders.INTEGRAL) {
            Double value = integral(Quadrature.DOUBLE, finite, from, to, from == Double.NEGATIVE_INFINITY, to == Double.POSITIVE_INFINITY,
                    DOUBLE_DIGITS, MOST_DOUBLES);
            return value == null || Double.isInfinite(from) && from > 0 || Double.isInfinite(to) && to < 0 ? Double.NaN : value;
        }
        if (from != Math.rint(from) || to != Math.rint(to) || !constant && !(to - from < MOST_TERMS)) {
            return Double.NaN;
        }
        if (constant && to - from >= MOST_TERMS) {
            Double v = operand.apply(from);
            return label == Binders.SUM ? v * (to - from + 1) : Math.pow(v, to - from + 1);
        }
        double total = label == Binders.SUM ? 0 : 1;
        for (double k = from; k <= to; k++) {
            Double v = finite.apply(k);
            if (v == null) {
                return Double.NaN;
            }
            total = label == Binders.SUM ? total + v : total * v;
        }
        return total;
    }

    /** The integral to a number of digits; null where there is none or it was not found. */
    static Apcomplex integral(Function<Apcomplex, Apcomplex> integrand, Apcomplex from, Apcomplex to, long precision) {
        return integral(Quadrature.precise(precision), integrand, from, to, from == null, to == null, precision - SPARE, MOST_PRECISE);
    }

    private static <T> T integral(Quadrature.Arithmetic<T> arithmetic, Function<T, T> f, T from, T to, boolean fromInfinity, boolean toInfinity,
            double digits, int values) {
        if (!fromInfinity && !toInfinity) {
            return new Quadrature<>(arithmetic, f, digits, values).between(from, to);
        }
        T start = !fromInfinity ? from : !toInfinity ? to : arithmetic.number(0);
        T right = toInfinity ? Quadrature.toInfinity(arithmetic, f, start, digits, values) : arithmetic.number(0);
        T left = fromInfinity ? Quadrature.toInfinity(arithmetic, t -> f.apply(arithmetic.negative(t)), arithmetic.negative(start), digits, values)
                : arithmetic.number(0);
        return right == null || left == null ? null : arithmetic.plus(left, right);
    }

    /**
     * The sum or product over the integers between; null where it has no value.
     *
     * @throws DdxException of kind LIMIT if there are too many terms
     */
    static Apcomplex overIntegers(int label, Function<Apcomplex, Apcomplex> operand, Apcomplex from, Apcomplex to) {
        if (!(from instanceof Apfloat a) || !(to instanceof Apfloat b) || !a.isInteger() || !b.isInteger()) {
            return null;
        }
        if (b.subtract(a).compareTo(new Apfloat(MOST_TERMS)) >= 0) {
            throw new DdxException(DdxException.Kind.LIMIT, "so many terms are not computed: the limit is " + MOST_TERMS);
        }
        Apcomplex total = label == Binders.SUM ? Apcomplex.ZERO : Apcomplex.ONE;
        for (Apfloat k = a.truncate(); k.compareTo(b) <= 0; k = k.add(Apcomplex.ONE)) {
            Apcomplex v = operand.apply(k);
            if (v == null) {
                return null;
            }
            total = label == Binders.SUM ? total.add(v) : total.multiply(v);
        }
        return total instanceof Apfloat || total.imag().signum() != 0 ? total : total.real();
    }
}
