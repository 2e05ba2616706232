package dev.ddx.kernel;

import dev.ddx.expr.Rational;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Arithmetic modulo a prime p of 61 bits that leaves the remainder 1 by a given number m, so that all m-th
 * roots of unity are there. Elements are longs in Montgomery form; 0 is 0.
 */
final class PrimeField {

    private static final int BITS = 61;
    /** How many more roots of unity than asked for are put up with; there is a table of them. */
    private static final int SPARE = 16;
    private static final int MAX_TRIES = 50_000;

    private final long p;
    /** −1/p modulo 2^64. */
    private final long negativeInverse;
    private final long square;
    private final int order;
    final long one;
    /** The group of units is the product of its elements of order dividing {@link #torsion} and of the others. */
    private final long torsion;
    private final long cofactor;
    private long torsionExponent;
    private BigInteger toCofactor;
    private final Map<Integer, Long> rootExponents = new HashMap<>();
    /** A generator of the group of order {@link #torsion}, and where each of its powers stands. */
    private long torsionGenerator;
    private long[] torsionPowers;
    private Map<Long, Integer> torsionLog;

    private PrimeField(long p, int order) {
        this.p = p;
        this.order = order;
        long inverse = p;
        for (int i = 0; i < 6; i++) {
            inverse *= 2 - p * inverse;
        }
        negativeInverse = -inverse;
        // 2^64 and 2^128 modulo p, the second by doubling the first.
        one = Long.remainderUnsigned(-p, p);
        long r = one;
        for (int i = 0; i < 64; i++) {
            r = plus(r, r);
        }
        square = r;
        long t = 1;
        long c = p - 1;
        for (long g = gcd(c, order); g > 1; g = gcd(c, g)) {
            c /= g;
            t *= g;
        }
        torsion = t;
        cofactor = c;
    }

    /**
     * A random prime that leaves the remainder 1 by {@code order}, a multiple of 4, and modulo which each of
     * some integers has roots of some degree; such a prime without the roots if none is found soon.
     */
    static PrimeField random(int order, Map<BigInteger, Integer> roots, SplittableRandom random) {
        long step = order;
        long count = (1L << BITS - 1) / step;
        for (int tries = 0; ; tries++) {
            long p = (1L << BITS - 1) / step * step + random.nextLong(count) * step + 1;
            if (p % 3 == 0 || p % 5 == 0 || p % 7 == 0 || p % 11 == 0 || p % 13 == 0 || (p & 1) == 0) {
                continue;
            }
            PrimeField f = new PrimeField(p, order);
            if (f.torsion <= (long) SPARE * order && f.power(f.of(2), p - 1) == f.one
                    && (tries > MAX_TRIES || f.hasRoots(roots)) && BigInteger.valueOf(p).isProbablePrime(40)) {
                return f;
            }
        }
    }

    long modulus() {
        return p;
    }

    private boolean hasRoots(Map<BigInteger, Integer> roots) {
        for (Map.Entry<BigInteger, Integer> r : roots.entrySet()) {
            if (power(of(r.getKey()), (p - 1) / r.getValue()) != one) {
                return false;
            }
        }
        return true;
    }

    /** The number by which p leaves the remainder 1. */
    int order() {
        return order;
    }

    // ---- elements

    long of(long n) {
        long r = n % p;
        return times(r < 0 ? r + p : r, square);
    }

    long of(BigInteger n) {
        return n.bitLength() < 64 ? of(n.longValue()) : of(n.mod(BigInteger.valueOf(p)).longValue());
    }

    /** A fraction, or −1 if p divides its denominator. */
    long of(Rational r) {
        long d = of(r.denominator());
        return d == 0 ? -1 : times(of(r.numerator()), inverse(d));
    }

    long random(SplittableRandom random) {
        return 1 + random.nextLong(p - 1);
    }

    /** The least remainder that is not negative. */
    long value(long a) {
        return reduce(0, a);
    }

    private long reduce(long high, long low) {
        long m = low * negativeInverse;
        long t = high + Math.unsignedMultiplyHigh(m, p) + (low != 0 ? 1 : 0);
        return t >= p ? t - p : t;
    }

    long times(long a, long b) {
        return reduce(Math.multiplyHigh(a, b), a * b);
    }

    long plus(long a, long b) {
        long s = a + b;
        return s >= p ? s - p : s;
    }

    long minus(long a, long b) {
        long s = a - b;
        return s < 0 ? s + p : s;
    }

    long negate(long a) {
        return a == 0 ? 0 : p - a;
    }

    /** a^n for n ≥ 0. */
    long power(long a, long n) {
        long result = one;
        long square = a;
        for (long m = n; m != 0; m >>>= 1) {
            if ((m & 1) != 0) {
                result = times(result, square);
            }
            square = times(square, square);
        }
        return result;
    }

    /** a^n for any n; a is not 0 where n is negative. */
    long power(long a, BigInteger n) {
        if (n.bitLength() < 62 && n.signum() >= 0) {
            return power(a, n.longValue());
        }
        if (a == 0) {
            return 0;
        }
        return power(a, n.mod(BigInteger.valueOf(p - 1)).longValue());
    }

    /** 1/a for a ≠ 0. */
    long inverse(long a) {
        return power(a, p - 2);
    }

    /** Replaces each element, none of which is 0, by its inverse. */
    void invert(long[] a, int count) {
        long[] prefix = new long[count];
        long product = one;
        for (int i = 0; i < count; i++) {
            prefix[i] = product;
            product = times(product, a[i]);
        }
        long inverse = inverse(product);
        for (int i = count - 1; i >= 0; i--) {
            long next = times(inverse, a[i]);
            a[i] = times(inverse, prefix[i]);
            inverse = next;
        }
    }

    // ---- roots

    private void findTorsion() {
        if (torsionPowers != null) {
            return;
        }
        BigInteger bigT = BigInteger.valueOf(torsion);
        BigInteger bigC = BigInteger.valueOf(cofactor);
        torsionExponent = bigC.multiply(bigC.modInverse(bigT)).mod(BigInteger.valueOf(p - 1)).longValue();
        toCofactor = bigT.multiply(bigT.modInverse(bigC));
        long candidate = 2;
        search:
        while (true) {
            torsionGenerator = power(of(candidate++), torsionExponent);
            for (long n = torsion, q = 2; n > 1; q++) {
                if (n % q == 0) {
                    if (power(torsionGenerator, torsion / q) == one) {
                        continue search;
                    }
                    while (n % q == 0) {
                        n /= q;
                    }
                }
            }
            break;
        }
        torsionPowers = new long[(int) torsion];
        torsionLog = new HashMap<>();
        long x = one;
        for (int i = 0; i < torsion; i++) {
            torsionPowers[i] = x;
            torsionLog.put(x, i);
            x = times(x, torsionGenerator);
        }
    }

    /** A primitive root of unity of the {@link #order}, that to the power of order/4 is a square root of −1 of either kind. */
    long rootOfUnity(boolean first, SplittableRandom random) {
        findTorsion();
        int k;
        do {
            k = random.nextInt(order);
        } while (gcd(k, order) != 1 || (k % 4 == 1) != first);
        return torsionPowers[(int) (torsion / order * k)];
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    /** A number that n divides if and only if a ≠ 0 has n-th roots, for n that divides the order. */
    int torsionLog(long a) {
        findTorsion();
        return torsionLog.get(power(a, torsionExponent));
    }

    /** The n-th root of a of that branch, where there are any. */
    long root(long a, int log, int n, int branch) {
        Long e = rootExponents.get(n);
        if (e == null) {
            BigInteger share = BigInteger.valueOf(n).modInverse(BigInteger.valueOf(cofactor));
            e = toCofactor.multiply(share).mod(BigInteger.valueOf(p - 1)).longValue();
            rootExponents.put(n, e);
        }
        long k = log / n + torsion / n * branch;
        return times(power(a, e), torsionPowers[(int) (k % torsion)]);
    }

    // ---- back to fractions

    /** The fraction that is a modulo p with numerator and denominator of at most 22 bits; null if there is none. */
    Rational fraction(long a) {
        Rational r = smallFraction(a);
        return r != null && Math.max(r.numerator().bitLength(), r.denominator().bitLength()) <= 22 ? r : null;
    }

    /** The fraction that is a modulo p of which the product of numerator and denominator is least, if it has at most 52 bits; else null. */
    Rational smallFraction(long a) {
        long r0 = p;
        long r1 = value(a);
        long s0 = 0;
        long s1 = 1;
        long best = 1L << 52;
        Rational found = null;
        while (r1 != 0) {
            long size = Math.abs(s1);
            if (Math.multiplyHigh(r1, size) == 0 && r1 * size >= 0 && r1 * size < best) {
                best = r1 * size;
                found = s1 < 0 ? Rational.of(-r1, -s1) : Rational.of(r1, s1);
            }
            long q = r0 / r1;
            long r = r0 - q * r1;
            long t = s0 - q * s1;
            r0 = r1;
            r1 = r;
            s0 = s1;
            s1 = t;
        }
        return a == 0 ? Rational.ZERO : found;
    }
}
