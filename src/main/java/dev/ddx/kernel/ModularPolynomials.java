package dev.ddx.kernel;

import java.util.Arrays;

/**
 * Polynomials in one variable modulo a prime of at most 31 bits: coefficients by ascending exponent, the last of them not
 * 0; the zero polynomial has none.
 */
final class ModularPolynomials {

    private final long prime;

    ModularPolynomials(long prime) {
        this.prime = prime;
    }

    long prime() {
        return prime;
    }

    long power(long base, long n) {
        long result = 1;
        long square = base;
        for (long k = n; k > 0; k >>= 1) {
            result = (k & 1) == 1 ? result * square % prime : result;
            square = square * square % prime;
        }
        return result;
    }

    static int degree(long[] p) {
        return p.length - 1;
    }

    /** Without zeros at the end. */
    static long[] trimmed(long[] p) {
        int n = p.length;
        while (n > 0 && p[n - 1] == 0) {
            n--;
        }
        return n == p.length ? p : Arrays.copyOf(p, n);
    }

    /** The remainder of a division by a polynomial that is not zero. */
    long[] remainder(long[] a, long[] b) {
        if (a.length < b.length) {
            return a;
        }
        long[] rest = a.clone();
        int n = degree(b);
        long inverse = power(b[n], prime - 2);
        for (int k = degree(a); k >= n; k--) {
            long factor = rest[k] * inverse % prime;
            if (factor != 0) {
                for (int i = 0; i <= n; i++) {
                    rest[k - n + i] = (rest[k - n + i] + (prime - factor) * b[i]) % prime;
                }
            }
        }
        return trimmed(Arrays.copyOf(rest, n));
    }

    /** A greatest common divisor; its leading coefficient may be any. */
    long[] gcd(long[] p, long[] q) {
        long[] a = p;
        long[] b = q;
        while (b.length > 0) {
            long[] r = remainder(a, b);
            a = b;
            b = r;
        }
        return a;
    }

    private long[] quotient(long[] a, long[] b) {
        long[] rest = a.clone();
        int n = degree(b);
        long[] out = new long[a.length - n];
        long inverse = power(b[n], prime - 2);
        for (int k = degree(a); k >= n; k--) {
            long factor = rest[k] * inverse % prime;
            out[k - n] = factor;
            for (int i = 0; i <= n; i++) {
                rest[k - n + i] = (rest[k - n + i] + (prime - factor) * b[i]) % prime;
            }
        }
        return out;
    }

    private long[] times(long[] a, long[] b, long[] modulus) {
        if (a.length == 0 || b.length == 0) {
            return new long[0];
        }
        long[] out = new long[a.length + b.length - 1];
        for (int i = 0; i < a.length; i++) {
            for (int k = 0; k < b.length; k++) {
                out[i + k] = (out[i + k] + a[i] * b[k]) % prime;
            }
        }
        return remainder(trimmed(out), modulus);
    }

    private long[] toPrime(long[] base, long[] modulus) {
        long[] result = {1};
        long[] square = base;
        for (long k = prime; k > 0; k >>= 1) {
            result = (k & 1) == 1 ? times(result, square, modulus) : result;
            square = k > 1 ? times(square, square, modulus) : square;
        }
        return result;
    }

    private long[] derivative(long[] p) {
        long[] out = new long[Math.max(0, p.length - 1)];
        for (int i = 1; i < p.length; i++) {
            out[i - 1] = p[i] * i % prime;
        }
        return trimmed(out);
    }

    /**
     * The degrees that a factor can have, bit k for degree k, of a polynomial of degree 1 to 62; null if it has a repeated
     * factor. By distinct degrees: what divides x^(p^k) − x is the product of the irreducible factors of degree k.
     */
    Long degreesOfFactors(long[] p) {
        if (gcd(p, derivative(p)).length > 1) {
            return null;
        }
        long possible = 1;
        long[] rest = p;
        long[] x = {0, 1};
        long[] h = x;
        for (int k = 1; 2 * k <= degree(rest); k++) {
            h = toPrime(remainder(h, rest), rest);
            long[] difference = Arrays.copyOf(h, Math.max(2, h.length));
            difference[1] = (difference[1] + prime - 1) % prime;
            difference = trimmed(difference);
            long[] g = difference.length == 0 ? rest : gcd(rest, difference);
            if (degree(g) > 0) {
                for (int i = 0; i < degree(g) / k; i++) {
                    possible |= possible << k;
                }
                rest = quotient(rest, g);
            }
        }
        return degree(rest) > 0 ? possible | possible << degree(rest) : possible;
    }
}
