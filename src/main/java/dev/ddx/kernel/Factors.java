package dev.ddx.kernel;

import dev.ddx.expr.Rational;
import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;

/** Factors of positive rational numbers. */
final class Factors {

    /** A factor that has only larger prime factors than this stays whole. */
    private static final int MAX_PRIME = 1000;
    private static final int MAX_BITS = 256;

    private Factors() {
    }

    /** Factors with their exponents: negative for those of the denominator. */
    static Map<BigInteger, Integer> of(Rational r) {
        Map<BigInteger, Integer> out = new TreeMap<>();
        collect(r.numerator(), 1, out);
        collect(r.denominator(), -1, out);
        return out;
    }

    private static void collect(BigInteger n, int sign, Map<BigInteger, Integer> out) {
        BigInteger rest = n;
        for (int p = 2; p <= MAX_PRIME && rest.bitLength() <= MAX_BITS && rest.compareTo(BigInteger.valueOf((long) p * p)) >= 0; p++) {
            BigInteger prime = BigInteger.valueOf(p);
            BigInteger[] division = rest.divideAndRemainder(prime);
            while (division[1].signum() == 0) {
                out.merge(prime, sign, Integer::sum);
                rest = division[0];
                division = rest.divideAndRemainder(prime);
            }
        }
        if (!rest.equals(BigInteger.ONE)) {
            BigInteger root = rest.sqrt();
            boolean square = root.multiply(root).equals(rest);
            out.merge(square ? root : rest, square ? 2 * sign : sign, Integer::sum);
        }
    }
}
