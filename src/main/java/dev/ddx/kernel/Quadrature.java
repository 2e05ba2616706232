package dev.ddx.kernel;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apfloat.Apcomplex;
import org.apfloat.ApcomplexMath;
import org.apfloat.Apfloat;
import org.apfloat.ApfloatMath;

/**
 * Integrals by the double exponential rule: the substitution that makes the integrand fall off as e^(−e^t) at both ends,
 * and the trapezoidal rule with half the step until two results agree; where that takes too long, the interval is halved,
 * which finds kinks. An integrand that may grow at an end is integrated as long as the integral converges well.
 *
 * <p>Source: H. Takahasi, M. Mori, <i>Double exponential formulas for numerical integration</i>, Publ. RIMS 9 (1974). What is
 * found agrees with a second, coarser result; that is no proof, so that callers compare two precisions.
 */
final class Quadrature<T> {

    /** The decimal logarithm of what counts as far out. */
    private static final int FAR = 2;
    private static final int MAX_DEPTH = 45;
    /** After so many halvings an integrand that is not small at an end is given up. */
    private static final int DEPTH_OF_POLE = 6;
    /** On this level, with a step of 1/16, the result is near that of a smooth integrand. */
    private static final int LEVEL_OF_KINK = 3;

    /** What the rule does with numbers. */
    interface Arithmetic<T> {

        T plus(T a, T b);

        T times(T a, T b);

        T negative(T a);

        T inverse(T a);

        /** The decimal logarithm of the modulus, −∞ for 0. */
        double size(T a);

        boolean isZero(T a);

        /** 1/(1 + e^(π sinh t)). */
        T node(double t);

        /** π cosh t · q(1 − q). */
        T weight(double t, T q);

        /** The same number, if it is that exactly, with more digits for what is added to it. */
        T finer(T a, int digits);

        T number(double exact);
    }

    private record Interval<T>(T from, T width, int depth) {
    }

    private record Node<T>(T q, T weight) {
    }

    private final Arithmetic<T> arithmetic;
    private final Function<T, T> integrand;
    private final double digits;
    private final double last;
    private final int levels;
    private final List<List<Node<T>>> nodes = new ArrayList<>();
    private int left;
    private double scale = Double.NEGATIVE_INFINITY;

    /**
     * @param integrand null where it has no value
     * @param digits decimal digits to which two results agree, relative to the integral of the modulus
     * @param values how often the integrand may be evaluated
     */
    Quadrature(Arithmetic<T> arithmetic, Function<T, T> integrand, double digits, int values) {
        this.arithmetic = arithmetic;
        this.integrand = integrand;
        this.digits = digits;
        this.left = values;
        // An integrand that is analytic beside the interval needs a step of about π²/ln(10^digits).
        this.levels = 4 + (int) Math.ceil(Math.log(digits / 4) / Math.log(2));
        // There q is 10^(−2·digits), so that the root of the distance from an end is small enough to be left out.
        double exponent = (2 * digits + 6) * Math.log(10) / Math.PI;
        this.last = Math.log(exponent + Math.sqrt(exponent * exponent + 1));
    }

    /** The integral from a to b; null where none was found. */
    T between(T from, T to) {
        ArrayDeque<Interval<T>> open = new ArrayDeque<>();
        open.push(new Interval<>(from, arithmetic.plus(to, arithmetic.negative(from)), 0));
        T total = null;
        while (!open.isEmpty()) {
            Interval<T> i = open.pop();
            T found = on(i);
            if (left <= 0) {
                return null;
            }
            if (found != null) {
                total = total == null ? found : arithmetic.plus(total, found);
            } else if (i.depth() == MAX_DEPTH) {
                return null;
            } else {
                T half = arithmetic.times(i.width(), arithmetic.number(0.5));
                open.push(new Interval<>(arithmetic.plus(i.from(), half), half, i.depth() + 1));
                open.push(new Interval<>(i.from(), half, i.depth() + 1));
            }
        }
        return total;
    }

    private T on(Interval<T> i) {
        T to = arithmetic.plus(i.from(), i.width());
        T middle = integrand.apply(arithmetic.plus(i.from(), arithmetic.times(i.width(), arithmetic.number(0.5))));
        if (middle == null) {
            left = 0;
            return null;
        }
        T q = arithmetic.number(0.5);
        T sum = arithmetic.times(middle, arithmetic.weight(0, q));
        double modulus = arithmetic.size(sum);
        T before = null;
        double step = 0.5;
        for (int level = 0; level < levels; level++, step /= 2) {
            List<Node<T>> added = nodes(level);
            double end = Double.NEGATIVE_INFINITY;
            for (Node<T> node : added) {
                T inset = arithmetic.times(i.width(), node.q());
                int digitsLost = (int) Math.ceil(-arithmetic.size(node.q()));
                T a = beside(arithmetic.finer(i.from(), digitsLost), inset);
                T b = beside(arithmetic.finer(to, digitsLost), arithmetic.negative(inset));
                left -= 2;
                if (a == null || b == null || left <= 0) {
                    left = 0;
                    return null;
                }
                sum = arithmetic.plus(sum, arithmetic.times(node.weight(), arithmetic.plus(a, b)));
                double weight = arithmetic.size(node.weight());
                end = weight + Math.max(arithmetic.size(a), arithmetic.size(b));
                modulus = Math.max(modulus, end);
                if (weight < -digits - 2 && end < modulus - digits - 3) {
                    // From here on everything falls faster than it has to be known.
                    break;
                }
            }
            double width = arithmetic.size(i.width());
            T now = arithmetic.times(arithmetic.times(sum, i.width()), arithmetic.number(step));
            double most = modulus + width + Math.log10(step) + 1;
            // What is left out at the ends has to be small.
            if (end > modulus - digits && i.depth() > DEPTH_OF_POLE && level > 1) {
                left = 0;
                return null;
            }
            if (modulus == Double.NEGATIVE_INFINITY && level == LEVEL_OF_KINK) {
                return now;
            }
            if (before != null) {
                double error = arithmetic.size(arithmetic.plus(now, arithmetic.negative(before)));
                if (level >= LEVEL_OF_KINK && error > most - digits / 4) {
                    break;
                }
                if (end < modulus - digits && error <= Math.max(most, scale) - digits) {
                    scale = Math.max(scale, most);
                    return now;
                }
            }
            before = now;
        }
        if (i.depth() == 0) {
            scale = modulus + arithmetic.size(i.width());
        }
        return null;
    }

    /** The integrand near an end; 0 for a point so near that it is the end as far as the digits tell. */
    private T beside(T end, T inset) {
        T at = arithmetic.plus(end, inset);
        return arithmetic.isZero(arithmetic.plus(at, arithmetic.negative(end))) ? arithmetic.number(0) : integrand.apply(at);
    }

    /** The integral from a to infinity, by t = a + s/(1 − s); null where none was found. */
    static <T> T toInfinity(Arithmetic<T> arithmetic, Function<T, T> integrand, T from, double digits, int values) {
        T one = arithmetic.number(1);
        // What has fallen as far as only exponentials do is not computed farther out, where such exponents grow beyond all bounds.
        double[] vanished = {Double.POSITIVE_INFINITY};
        return new Quadrature<>(arithmetic, s -> {
            T rest = arithmetic.inverse(arithmetic.plus(one, arithmetic.negative(s)));
            double place = arithmetic.size(rest);
            if (place > vanished[0] + FAR) {
                return arithmetic.number(0);
            }
            T value = integrand.apply(arithmetic.plus(from, arithmetic.times(s, rest)));
            if (value != null && place > FAR && arithmetic.size(value) + 2 * place < -2 * digits - 30) {
                vanished[0] = Math.min(vanished[0], place);
            }
            return value == null ? null : arithmetic.times(value, arithmetic.times(rest, rest));
        }, digits, values).between(arithmetic.number(0), arithmetic.finer(one, 0));
    }

    /** Those that a level adds to the ones before it. */
    private List<Node<T>> nodes(int level) {
        if (level == nodes.size()) {
            double step = Math.scalb(1.0, -1 - level);
            List<Node<T>> added = new ArrayList<>();
            for (int k = 1; k * step <= last; k += level == 0 ? 1 : 2) {
                T q = arithmetic.node(k * step);
                added.add(new Node<>(q, arithmetic.weight(k * step, q)));
            }
            nodes.add(added);
        }
        return nodes.get(level);
    }

    /** Numbers of double precision. */
    static final Arithmetic<Double> DOUBLE = new Arithmetic<>() {

        @Override
        public Double plus(Double a, Double b) {
            return a + b;
        }

        @Override
        public Double times(Double a, Double b) {
            return a * b;
        }

        @Override
        public Double negative(Double a) {
            return -a;
        }

        @Override
        public Double inverse(Double a) {
            return 1 / a;
        }

        @Override
        public double size(Double a) {
            return Math.log10(Math.abs(a));
        }

        @Override
        public boolean isZero(Double a) {
            return a == 0;
        }

        @Override
        public Double node(double t) {
            return 1 / (1 + Math.exp(Math.PI * Math.sinh(t)));
        }

        @Override
        public Double finer(Double a, int digits) {
            return a;
        }

        @Override
        public Double weight(double t, Double q) {
            return Math.PI * Math.cosh(t) * q * (1 - q);
        }

        @Override
        public Double number(double exact) {
            return exact;
        }
    };

    /** Numbers of a precision. */
    static Arithmetic<Apcomplex> precise(long precision) {
        Apfloat pi = ApfloatMath.pi(precision);
        Apfloat root = ApfloatMath.exp(new Apfloat(1, precision).divide(new Apfloat(1024, precision)));
        return new Arithmetic<>() {

            @Override
            public Apcomplex plus(Apcomplex a, Apcomplex b) {
                return a instanceof Apfloat x && b instanceof Apfloat y ? x.add(y) : a.add(b);
            }

            @Override
            public Apcomplex times(Apcomplex a, Apcomplex b) {
                return a instanceof Apfloat x && b instanceof Apfloat y ? x.multiply(y) : a.multiply(b);
            }

            @Override
            public Apcomplex negative(Apcomplex a) {
                return a instanceof Apfloat x ? x.negate() : a.negate();
            }

            @Override
            public Apcomplex inverse(Apcomplex a) {
                return Apcomplex.ONE.real().divide(a.real());
            }

            @Override
            public double size(Apcomplex a) {
                if (isZero(a)) {
                    return Double.NEGATIVE_INFINITY;
                }
                Apfloat modulus = a instanceof Apfloat x ? ApfloatMath.abs(x) : ApcomplexMath.abs(a);
                long scale = modulus.scale();
                return scale + Math.log10(ApfloatMath.scale(modulus.precision(15), -scale).doubleValue());
            }

            @Override
            public boolean isZero(Apcomplex a) {
                return a.equals(Apcomplex.ZERO);
            }

            @Override
            public Apcomplex node(double t) {
                Apfloat e = ElementaryFunctions.exp(pi.multiply(power(t).subtract(power(-t))).divide(new Apfloat(2, precision)));
                return Apcomplex.ONE.precision(precision).real().divide(e.add(Apcomplex.ONE));
            }

            @Override
            public Apcomplex finer(Apcomplex a, int digits) {
                return isZero(a) ? a : a.precision(precision + digits);
            }

            @Override
            public Apcomplex weight(double t, Apcomplex q) {
                return pi.multiply(power(t).add(power(-t))).multiply(q.real()).multiply(Apcomplex.ONE.subtract(q.real())).divide(new Apfloat(2, precision));
            }

            /** e^t, by powers of e^(1/1024). */
            private Apfloat power(double t) {
                return ApfloatMath.pow(root, Math.round(t * 1024));
            }

            @Override
            public Apcomplex number(double exact) {
                return new Apfloat(new BigDecimal(exact), Apfloat.INFINITE);
            }
        };
    }
}
