package dev.ddx.kernel;

import java.math.BigInteger;

/**
 * Arithmetic and elementary functions with some hundred bits, by series in fixed point: at this size much faster than methods
 * that are made for many thousand digits. A result is right but for some units in its last place, relative to its magnitude or,
 * for sine and cosine and where exponentials cancel, to that of what it is made of.
 *
 * <p>Methods give null where there is no real value. Threads may share one: each field is read once, and what is kept is immutable.
 */
final class WideArithmetic {

    private static final int GUARD = 40;
    private static final int HALVINGS = 10;
    private static final int LARGEST_ANGLE = 200;
    private static final int LARGEST_EXPONENT = 27;

    private final int bits;
    private final int fixed;
    private final BigInteger unit;
    private Constants constants;
    private Circular last;

    /** With so many places. */
    private record Constants(int places, BigInteger ln2, BigInteger pi) {

        /** ln 2 = 2·artanh(1/3), and Machin's formula. */
        static Constants of(int places) {
            return new Constants(places, reciprocals(3, false, places).shiftLeft(1),
                    reciprocals(5, true, places).shiftLeft(2).subtract(reciprocals(239, true, places)).shiftLeft(2));
        }

        /** artanh(1/n), or with alternating signs arctan(1/n). */
        private static BigInteger reciprocals(int n, boolean alternating, int places) {
            BigInteger square = BigInteger.valueOf((long) n * n);
            BigInteger power = BigInteger.ONE.shiftLeft(places + GUARD).divide(BigInteger.valueOf(n));
            BigInteger sum = power;
            for (int k = 3; power.signum() != 0; k += 2) {
                power = power.divide(square);
                BigInteger term = power.divide(BigInteger.valueOf(k));
                sum = alternating && k % 4 == 3 ? sum.subtract(term) : sum.add(term);
            }
            return sum.shiftRight(GUARD);
        }
    }

    /** The sine and the cosine that were asked for last: often both are. */
    private record Circular(Wide angle, Wide sine, Wide cosine) {
    }

    WideArithmetic(int bits) {
        this.bits = bits;
        this.fixed = bits + GUARD;
        this.unit = BigInteger.ONE.shiftLeft(fixed);
    }

    private Wide rounded(BigInteger m, int e) {
        int drop = m.bitLength() - bits;
        return drop <= 0 ? new Wide(m, e) : new Wide(m.shiftRight(drop), e + drop);
    }

    /** With at least so many places more than the fixed ones; kept with as many as were ever asked for. */
    private Constants constants(int more) {
        Constants kept = constants;
        if (kept == null || kept.places < fixed + more) {
            kept = Constants.of(fixed + Math.max(more, LARGEST_EXPONENT));
            constants = kept;
        }
        return kept;
    }

    private BigInteger ln2(int more) {
        Constants c = constants(more);
        return c.ln2.shiftRight(c.places - fixed - more);
    }

    private BigInteger pi(int more) {
        Constants c = constants(more);
        return c.pi.shiftRight(c.places - fixed - more);
    }

    // ---- arithmetic

    Wide plus(Wide a, Wide b) {
        if (a.signum() == 0 || b.signum() == 0) {
            return a.signum() == 0 ? b : a;
        }
        long apart = a.magnitude() - b.magnitude();
        if (Math.abs(apart) > bits + 2L) {
            return apart > 0 ? a : b;
        }
        int e = Math.min(a.exponent(), b.exponent());
        return rounded(a.mantissa().shiftLeft(a.exponent() - e).add(b.mantissa().shiftLeft(b.exponent() - e)), e);
    }

    Wide minus(Wide a, Wide b) {
        return plus(a, b.negate());
    }

    Wide times(Wide a, Wide b) {
        return rounded(a.mantissa().multiply(b.mantissa()), a.exponent() + b.exponent());
    }

    Wide over(Wide a, Wide b) {
        if (b.signum() == 0) {
            return null;
        }
        int up = bits + 2 + Math.max(0, b.mantissa().bitLength() - a.mantissa().bitLength());
        return rounded(a.mantissa().shiftLeft(up).divide(b.mantissa()), a.exponent() - up - b.exponent());
    }

    Wide of(BigInteger numerator, BigInteger denominator) {
        return over(new Wide(numerator, 0), new Wide(denominator, 0));
    }

    Wide sqrt(Wide a) {
        if (a.signum() <= 0) {
            return a.signum() == 0 ? a : null;
        }
        int up = 2 * bits + 2 - a.mantissa().bitLength();
        up = Math.max(up, 0);
        up += a.exponent() - up & 1;
        return rounded(a.mantissa().shiftLeft(up).sqrt(), (a.exponent() - up) / 2);
    }

    Wide power(Wide a, long n) {
        Wide result = Wide.ONE;
        Wide square = a;
        for (long m = Math.abs(n); m != 0; m >>= 1) {
            result = (m & 1) != 0 ? times(result, square) : result;
            square = m > 1 ? times(square, square) : square;
        }
        return n < 0 ? over(Wide.ONE, result) : result;
    }

    // ---- fixed point

    private BigInteger toFixed(Wide a, int places) {
        int shift = a.exponent() + places;
        return shift >= 0 ? a.mantissa().shiftLeft(shift) : a.mantissa().shiftRight(-shift);
    }

    private BigInteger multiply(BigInteger a, BigInteger b) {
        return a.multiply(b).shiftRight(fixed);
    }

    Wide piValue() {
        return rounded(pi(0), -fixed);
    }

    // ---- functions

    Wide exp(Wide a) {
        if (a.magnitude() > LARGEST_EXPONENT) {
            return a.signum() < 0 ? Wide.ZERO : null;
        }
        if (a.magnitude() < -bits - 2L) {
            return Wide.ONE;
        }
        int more = (int) Math.max(0, a.magnitude());
        BigInteger x = toFixed(a, fixed + more);
        // ln 2 with as many places more as the quotient has bits.
        BigInteger two = ln2(more);
        BigInteger[] parts = divideToNearest(x, two);
        BigInteger r = parts[1].shiftRight(more + HALVINGS);
        BigInteger sum = unit.add(r);
        BigInteger term = r;
        for (int n = 2; term.signum() != 0 && term.bitLength() > 1; n++) {
            term = multiply(term, r).divide(BigInteger.valueOf(n));
            sum = sum.add(term);
        }
        for (int i = 0; i < HALVINGS; i++) {
            sum = multiply(sum, sum);
        }
        return rounded(sum, parts[0].intValueExact() - fixed);
    }

    private static BigInteger[] divideToNearest(BigInteger a, BigInteger b) {
        BigInteger[] qr = a.divideAndRemainder(b);
        if (qr[1].shiftLeft(1).abs().compareTo(b) > 0) {
            int s = a.signum();
            qr[0] = qr[0].add(BigInteger.valueOf(s));
            qr[1] = s > 0 ? qr[1].subtract(b) : qr[1].add(b);
        }
        return qr;
    }

    Wide ln(Wide a) {
        if (a.signum() <= 0) {
            return null;
        }
        Wide difference = minus(a, Wide.ONE);
        if (difference.signum() == 0) {
            return Wide.ZERO;
        }
        if (difference.magnitude() < -8) {
            return artanhSeries(over(difference, plus(a, Wide.ONE))).shifted(1);
        }
        int e = (int) a.magnitude();
        Wide m = a.shifted(-e);
        if (e == 1 || m.doubleValue() < 0.7) {
            e--;
            m = m.shifted(1);
        }
        // Halley's method triples the digits of what double precision gives.
        Wide y = Wide.of(Math.log(m.doubleValue()));
        for (long right = 50; right < bits + 10L; right *= 3) {
            Wide power = exp(y);
            y = plus(y, over(minus(m, power), plus(m, power)).shifted(1));
        }
        return e == 0 ? y : plus(y, times(rounded(ln2(0), -fixed), new Wide(BigInteger.valueOf(e), 0)));
    }

    private Wide artanhSeries(Wide z) {
        return oddSeries(z, false);
    }

    /** z ± z³/3 + z⁵/5 ± … for small z. */
    private Wide oddSeries(Wide z, boolean alternating) {
        Wide square = times(z, z);
        Wide sum = z;
        Wide power = z;
        for (int k = 3; power.signum() != 0 && power.magnitude() > z.magnitude() - bits - 4; k += 2) {
            power = times(power, square);
            Wide term = over(power, new Wide(BigInteger.valueOf(k), 0));
            sum = plus(sum, alternating && k % 4 == 3 ? term.negate() : term);
        }
        return sum;
    }

    /** Sine and cosine; null for angles that are too large. */
    private Circular circular(Wide a) {
        Circular kept = last;
        if (kept == null || kept.angle != a) {
            kept = a.magnitude() > LARGEST_ANGLE ? null : a.magnitude() < -bits - 2L ? new Circular(a, a, Wide.ONE) : computed(a);
            last = kept;
        }
        return kept;
    }

    private Circular computed(Wide a) {
        int more = (int) Math.max(0, a.magnitude());
        BigInteger quarter = pi(more).shiftRight(1);
        BigInteger[] parts = divideToNearest(toFixed(a, fixed + more), quarter);
        BigInteger r = parts[1].shiftRight(more);
        // Small angles keep their digits in floating point.
        Wide sine = parts[0].signum() == 0 && a.magnitude() < -20 ? smallSine(a) : rounded(sineSeries(r, r, 1), -fixed);
        Wide cosine = rounded(sineSeries(unit, r, 0), -fixed);
        return switch (parts[0].mod(BigInteger.valueOf(4)).intValue()) {
            case 0 -> new Circular(a, sine, cosine);
            case 1 -> new Circular(a, cosine, sine.negate());
            case 2 -> new Circular(a, sine.negate(), cosine.negate());
            default -> new Circular(a, cosine.negate(), sine);
        };
    }

    private BigInteger sineSeries(BigInteger first, BigInteger r, int from) {
        BigInteger square = multiply(r, r);
        BigInteger sum = first;
        BigInteger term = first;
        for (int n = from; term.signum() != 0; n += 2) {
            term = multiply(term, square).divide(BigInteger.valueOf(-(n + 1L) * (n + 2L)));
            sum = sum.add(term);
        }
        return sum;
    }

    private Wide smallSine(Wide a) {
        Wide square = times(a, a);
        Wide sum = a;
        Wide term = a;
        for (int n = 1; term.signum() != 0 && term.magnitude() > a.magnitude() - bits - 4; n += 2) {
            term = over(times(term, square), new Wide(BigInteger.valueOf(-(n + 1L) * (n + 2L)), 0));
            sum = plus(sum, term);
        }
        return sum;
    }

    Wide sin(Wide a) {
        Circular both = circular(a);
        return both == null ? null : both.sine;
    }

    Wide cos(Wide a) {
        Circular both = circular(a);
        return both == null ? null : both.cosine;
    }

    Wide tan(Wide a) {
        Circular both = circular(a);
        return both == null ? null : over(both.sine, both.cosine);
    }

    Wide atan(Wide a) {
        if (a.magnitude() > 2) {
            // Beyond 2 by the complement.
            Wide rest = atan(over(Wide.ONE, a));
            Wide quarter = piValue().shifted(-1);
            return minus(a.signum() < 0 ? quarter.negate() : quarter, rest);
        }
        if (a.magnitude() < -10) {
            return oddSeries(a, true);
        }
        Wide y = Wide.of(Math.atan(a.doubleValue()));
        Wide t = tan(y);
        return plus(y, oddSeries(over(minus(a, t), plus(Wide.ONE, times(a, t))), true));
    }

    Wide asin(Wide a) {
        Wide rest = times(minus(Wide.ONE, a), plus(Wide.ONE, a));
        if (rest.signum() <= 0) {
            return rest.signum() < 0 ? null : a.signum() < 0 ? piValue().shifted(-1).negate() : piValue().shifted(-1);
        }
        return atan(over(a, sqrt(rest)));
    }

    /** By acos a = 2·atan(√((1 − a)/(1 + a))), so that nothing cancels at 1. */
    Wide acos(Wide a) {
        Wide below = plus(Wide.ONE, a);
        Wide above = minus(Wide.ONE, a);
        if (below.signum() <= 0 || above.signum() < 0) {
            return below.signum() == 0 ? piValue() : null;
        }
        return atan(sqrt(over(above, below))).shifted(1);
    }

    Wide sinh(Wide a) {
        if (a.magnitude() < -10) {
            Wide square = times(a, a);
            Wide sum = a;
            Wide term = a;
            for (int n = 1; term.signum() != 0 && term.magnitude() > a.magnitude() - bits - 4; n += 2) {
                term = over(times(term, square), new Wide(BigInteger.valueOf((n + 1L) * (n + 2L)), 0));
                sum = plus(sum, term);
            }
            return sum;
        }
        Wide e = exp(a);
        return e == null || e.signum() == 0 ? null : minus(e, over(Wide.ONE, e)).shifted(-1);
    }

    Wide cosh(Wide a) {
        Wide e = exp(a);
        return e == null || e.signum() == 0 ? null : plus(e, over(Wide.ONE, e)).shifted(-1);
    }

    Wide tanh(Wide a) {
        if (a.magnitude() < -10) {
            return over(sinh(a), cosh(a));
        }
        Wide q = exp(a.abs().shifted(1).negate());
        Wide t = over(minus(Wide.ONE, q), plus(Wide.ONE, q));
        return a.signum() < 0 ? t.negate() : t;
    }

    Wide asinh(Wide a) {
        Wide m = a.abs();
        Wide square = times(m, m);
        Wide more = plus(m, over(square, plus(Wide.ONE, sqrt(plus(Wide.ONE, square)))));
        Wide value = m.magnitude() < -8 ? artanhSeries(over(m, sqrt(plus(Wide.ONE, square)))) : ln(plus(Wide.ONE, more));
        return a.signum() < 0 ? value.negate() : value;
    }

    Wide acosh(Wide a) {
        Wide t = minus(a, Wide.ONE);
        if (t.signum() < 0) {
            return null;
        }
        // acosh a = 2·asinh(√((a − 1)/2)).
        return asinh(sqrt(t.shifted(-1))).shifted(1);
    }

    Wide atanh(Wide a) {
        Wide below = minus(Wide.ONE, a.abs());
        if (below.signum() <= 0) {
            return null;
        }
        if (a.magnitude() < -8) {
            return artanhSeries(a);
        }
        Wide value = ln(over(plus(Wide.ONE, a.abs()), below)).shifted(-1);
        return a.signum() < 0 ? value.negate() : value;
    }

    /** By a series without cancellation; null for large arguments. */
    Wide erf(Wide a) {
        if (a.magnitude() > 5) {
            return null;
        }
        Wide square = times(a, a);
        Wide term = a;
        Wide sum = a;
        for (int n = 1; term.signum() != 0 && term.magnitude() > sum.magnitude() - bits - 4; n++) {
            term = over(times(term, square).shifted(1), new Wide(BigInteger.valueOf(2L * n + 1), 0));
            sum = plus(sum, term);
        }
        return over(times(times(sum, exp(square.negate())), Wide.ONE.shifted(1)), sqrt(piValue()));
    }

    /** 2/sqrt(pi) times the sum of a^(2n+1)/(n!(2n+1)), of which no term cancels another (DLMF 7.6.1 with 7.2.5); null for large arguments. */
    Wide erfi(Wide a) {
        if (a.magnitude() > 5) {
            return null;
        }
        Wide square = times(a, a);
        Wide power = a;
        Wide term = a;
        Wide sum = a;
        for (int n = 1; term.signum() != 0 && (n < 4 || term.magnitude() > sum.magnitude() - bits - 4); n++) {
            power = over(times(power, square), new Wide(BigInteger.valueOf(n), 0));
            term = over(power, new Wide(BigInteger.valueOf(2L * n + 1), 0));
            sum = plus(sum, term);
        }
        return over(sum.shifted(1), sqrt(piValue()));
    }
}
