package dev.ddx.kernel;

import dev.ddx.expr.Rational;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** A power of a prime, or of a number that has no small divisors and is not a power itself. */
record PrimePower(BigInteger base, int exponent) {

    private static final int MAX_BITS = 512;

    /** The factors of a positive number, found by dividing by what is up to {@code largestDivisor}; those of the denominator have negative exponents. */
    static List<PrimePower> factors(Rational value, int largestDivisor) {
        List<PrimePower> out = new ArrayList<>();
        addFactors(out, value.numerator(), largestDivisor, 1);
        addFactors(out, value.denominator(), largestDivisor, -1);
        return out;
    }

    private static void addFactors(List<PrimePower> out, BigInteger number, int largestDivisor, int sign) {
        BigInteger rest = number;
        for (int p = 2; p <= largestDivisor && rest.bitLength() <= MAX_BITS && rest.compareTo(BigInteger.ONE) > 0; p += p == 2 ? 1 : 2) {
            if (rest.bitLength() < 63 && (long) p * p > rest.longValue()) {
                break;
            }
            BigInteger prime = BigInteger.valueOf(p);
            int count = 0;
            BigInteger[] parts = rest.divideAndRemainder(prime);
            while (parts[1].signum() == 0) {
                count++;
                rest = parts[0];
                parts = rest.divideAndRemainder(prime);
            }
            if (count > 0) {
                out.add(new PrimePower(prime, sign * count));
            }
        }
        if (rest.equals(BigInteger.ONE)) {
            return;
        }
        for (int k = rest.bitLength() <= MAX_BITS ? rest.bitLength() / 9 : 1; k > 1; k--) {
            BigInteger root = ExactNumbers.exactRoot(rest, k);
            if (root != null) {
                out.add(new PrimePower(root, sign * k));
                return;
            }
        }
        out.add(new PrimePower(rest, sign));
    }
}
