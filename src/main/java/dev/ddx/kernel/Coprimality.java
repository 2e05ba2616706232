package dev.ddx.kernel;

import dev.ddx.expr.Rational;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;

/**
 * Shows that two polynomials have no common factor, by images modulo a prime: where all generators but
 * one have values and the degree stays, a common factor would show. Most pairs are told apart here, at a
 * fraction of what their common divisor costs.
 */
final class Coprimality {

    private static final long PRIME = (1L << 31) - 1;
    private static final ModularPolynomials FIELD = new ModularPolynomials(PRIME);
    private static final int MAX_DEGREE = 512;

    private final Map<Generator, Long> values = new HashMap<>();

    private Coprimality() {
    }

    /**
     * True if they are coprime; false if that is not known.
     *
     * @param p with integer coefficients, without a common monomial
     * @param q likewise
     */
    static boolean isCertain(Polynomial p, Polynomial q) {
        SortedSet<Generator> common = p.generators();
        common.retainAll(q.generators());
        Coprimality images = new Coprimality();
        for (Generator g : common) {
            long[] a = images.image(p, g);
            long[] b = images.image(q, g);
            if (a == null || b == null || FIELD.gcd(a, b).length > 1) {
                return false;
            }
        }
        return true;
    }

    /** The coefficients by ascending exponent of g, the last of them not 0; null if there is no such image. */
    private long[] image(Polynomial p, Generator g) {
        Rational degree = p.degree(g);
        if (!degree.isInteger() || degree.compareTo(Rational.of(MAX_DEGREE)) > 0) {
            return null;
        }
        long[] out = new long[degree.numerator().intValue() + 1];
        for (Map.Entry<Monomial, Rational> t : p.terms().entrySet()) {
            long c = t.getValue().numerator().mod(BigInteger.valueOf(PRIME)).longValue();
            int at = 0;
            for (Map.Entry<Generator, Rational> e : t.getKey().exponents().entrySet()) {
                if (!e.getValue().isInteger() || e.getValue().bitLength() > 30) {
                    return null;
                }
                int n = e.getValue().numerator().intValue();
                if (e.getKey().equals(g)) {
                    at = n;
                } else {
                    c = c * FIELD.power(value(e.getKey()), n) % PRIME;
                }
            }
            out[at] = (out[at] + c) % PRIME;
        }
        return out[out.length - 1] == 0 ? null : out;
    }

    /** A value that differs from generator to generator and is the same in both images. */
    private long value(Generator g) {
        return values.computeIfAbsent(g, k -> 2 + (values.size() + 1) * 1_103_515_245L % (PRIME - 2));
    }
}
