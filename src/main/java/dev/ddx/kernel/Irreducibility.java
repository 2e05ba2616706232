package dev.ddx.kernel;

import java.math.BigInteger;

/**
 * Shows that a polynomial has no factors, by images modulo primes: where all variables but one have values and the
 * degree stays, factors in that variable would show. Most polynomials that have no factors are known here, at a fraction
 * of what looking for them costs.
 */
final class Irreducibility {

    private static final long LARGE_PRIME = (1L << 31) - 1;
    /** Small, because the work grows with their logarithm; many, because a polynomial has factors modulo most of them. */
    private static final long[] PRIMES = {4093, 4091, 4079, 4073, 4057, 4051, 4049, 4027, 4021, 4019, 4013, 4007, 4003, 4001, 3989, 3967, 3947, 3943,
            3931, 3929};
    private static final int MAX_DEGREE = 32;
    /** A divisor that the coefficients have in common is found at higher degrees than factors are. */
    private static final int MAX_DEGREE_OF_CONTENT = 1_000;

    /** The exponents of each term. */
    private final int[][] exponents;
    private final BigInteger[] coefficients;
    private final int variables;

    private Irreducibility(int[][] exponents, BigInteger[] coefficients, int variables) {
        this.exponents = exponents;
        this.coefficients = coefficients;
        this.variables = variables;
    }

    /**
     * True if it is irreducible over the rationals; false if that is not known.
     *
     * @param exponents those of each term, in all variables; no monomial divides all terms
     * @param coefficients without a common divisor
     */
    static boolean isCertain(int[][] exponents, BigInteger[] coefficients, int variables) {
        return new Irreducibility(exponents, coefficients, variables).isCertain();
    }

    private boolean isCertain() {
        int main = -1;
        for (int j = 0; j < variables; j++) {
            main = degree(j) > 0 && (main < 0 || degree(j) < degree(main)) ? j : main;
        }
        if (main < 0) {
            return false;
        }
        int degree = degree(main);
        if (degree > MAX_DEGREE || variables > 1 && !hasNoContent(main)) {
            return false;
        }
        long trivial = 1 | 1L << degree;
        long possible = -1;
        for (int k = 0; k < PRIMES.length && possible != trivial; k++) {
            ModularPolynomials field = new ModularPolynomials(PRIMES[k]);
            long[] image = new long[degree + 1];
            for (int t = 0; t < exponents.length; t++) {
                int at = exponents[t][main];
                image[at] = (image[at] + value(t, main, main, field)) % field.prime();
            }
            Long degrees = image[degree] == 0 ? null : field.degreesOfFactors(image);
            possible &= degrees == null ? -1 : degrees;
        }
        return possible == trivial;
    }

    private int degree(int j) {
        int most = 0;
        for (int[] e : exponents) {
            most = Math.max(most, e[j]);
        }
        return most;
    }

    /** Whether nothing divides all the coefficients of the powers of that variable: no factor is free of it. */
    private boolean hasNoContent(int main) {
        ModularPolynomials field = new ModularPolynomials(LARGE_PRIME);
        for (int k = 0; k < variables; k++) {
            if (k != main && !isNoneWith(k, main, field)) {
                return false;
            }
        }
        return true;
    }

    /** Whether none of the common divisors of those coefficients depends on variable k. */
    private boolean isNoneWith(int k, int main, ModularPolynomials field) {
        int degree = degree(k);
        if (degree > MAX_DEGREE_OF_CONTENT) {
            return false;
        }
        long[][] rows = new long[degree(main) + 1][degree + 1];
        int[] degrees = new int[rows.length];
        for (int t = 0; t < exponents.length; t++) {
            int row = exponents[t][main];
            int at = exponents[t][k];
            rows[row][at] = (rows[row][at] + value(t, main, k, field)) % field.prime();
            degrees[row] = Math.max(degrees[row], at);
        }
        long[] common = {};
        boolean kept = false;
        for (int row = 0; row < rows.length; row++) {
            // A divisor keeps its degree where that of one of its multiples stays.
            kept |= rows[row][degrees[row]] != 0;
            common = field.gcd(ModularPolynomials.trimmed(rows[row]), common);
        }
        return kept && common.length == 1;
    }

    /** A term at values of all variables but two. */
    private long value(int term, int one, int other, ModularPolynomials field) {
        long v = coefficients[term].mod(BigInteger.valueOf(field.prime())).longValue();
        for (int j = 0; j < variables; j++) {
            if (j != one && j != other) {
                v = v * field.power(2 + (j + 1) * 1_103_515_245L % (field.prime() - 2), exponents[term][j]) % field.prime();
            }
        }
        return v;
    }
}
