package dev.ddx.kernel;

import dev.ddx.expr.Limits;
import dev.ddx.expr.Rational;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The exact rationals of a {@link Dag}, each value once, named by its index. Numerators and denominators
 * that fit a long are kept and computed as longs; larger ones are {@link Rational}s behind the same index.
 */
final class ExactNumbers {

    static final int ZERO = 0;
    static final int ONE = 1;
    static final int MINUS_ONE = 2;
    static final int TWO = 3;
    static final int HALF = 4;

    private static final int EMPTY = -1;

    private final int maxBits;
    private long[] numerator = new long[32];
    /** 0 marks a large value, whose place in {@link #large} is the numerator. */
    private long[] denominator = new long[32];
    private final List<Rational> large = new ArrayList<>();
    private int[] table = new int[128];
    private int size;

    ExactNumbers(int maxBits) {
        this.maxBits = maxBits;
        Arrays.fill(table, EMPTY);
        of(0, 1);
        of(1, 1);
        of(-1, 1);
        of(2, 1);
        of(1, 2);
    }

    int size() {
        return size;
    }

    int of(long n) {
        return of(n, 1);
    }

    /** The index of a fraction in lowest terms with positive denominator. */
    private int of(long n, long d) {
        int mask = table.length - 1;
        int slot = hash(n, d) & mask;
        while (table[slot] != EMPTY) {
            int i = table[slot];
            if (numerator[i] == n && denominator[i] == d) {
                return i;
            }
            slot = slot + 1 & mask;
        }
        return append(slot, n, d);
    }

    int of(Rational r) {
        if (r.numerator().bitLength() < 64 && r.denominator().bitLength() < 64) {
            return of(r.numerator().longValue(), r.denominator().longValue());
        }
        if (r.bitLength() > maxBits) {
            throw Limits.reached("a number has too many bits", maxBits, "--max-bits");
        }
        int mask = table.length - 1;
        int slot = hash(r.hashCode(), 0) & mask;
        while (table[slot] != EMPTY) {
            int i = table[slot];
            if (denominator[i] == 0 && large.get((int) numerator[i]).equals(r)) {
                return i;
            }
            slot = slot + 1 & mask;
        }
        large.add(r);
        return append(slot, large.size() - 1, 0);
    }

    private int append(int slot, long n, long d) {
        if (size == numerator.length) {
            numerator = Arrays.copyOf(numerator, size * 2);
            denominator = Arrays.copyOf(denominator, size * 2);
        }
        numerator[size] = n;
        denominator[size] = d;
        table[slot] = size++;
        if (size * 4L > table.length * 3L) {
            rehash();
        }
        return size - 1;
    }

    private void rehash() {
        table = new int[table.length * 2];
        Arrays.fill(table, EMPTY);
        int mask = table.length - 1;
        for (int i = 0; i < size; i++) {
            int slot = hashOf(i) & mask;
            while (table[slot] != EMPTY) {
                slot = slot + 1 & mask;
            }
            table[slot] = i;
        }
    }

    /** Forgets the youngest values, down to {@code count}. */
    void truncate(int count) {
        int mask = table.length - 1;
        for (int i = size - 1; i >= count; i--) {
            int slot = hashOf(i) & mask;
            while (table[slot] != i) {
                slot = slot + 1 & mask;
            }
            table[slot] = EMPTY;
            if (denominator[i] == 0) {
                large.remove(large.size() - 1);
            }
        }
        size = count;
    }

    private static int hash(long n, long d) {
        long h = (n * 0x9E3779B97F4A7C15L) ^ (d * 0xC2B2AE3D27D4EB4FL);
        h ^= h >>> 32;
        return (int) (h * 0x9E3779B1L >>> 8);
    }

    /** Depends on the value alone. */
    int hashOf(int i) {
        return denominator[i] == 0 ? hash(large.get((int) numerator[i]).hashCode(), 0) : hash(numerator[i], denominator[i]);
    }

    Rational rational(int i) {
        return denominator[i] == 0 ? large.get((int) numerator[i]) : Rational.of(numerator[i], denominator[i]);
    }

    double doubleValue(int i) {
        if (denominator[i] == 1) {
            return numerator[i];
        }
        long n = numerator[i];
        long d = denominator[i];
        boolean exact = d != 0 && Math.abs(n) <= 1L << 53 && d <= 1L << 53;
        return exact ? (double) n / d : rational(i).doubleValue();
    }

    int signum(int i) {
        return denominator[i] == 0 ? large.get((int) numerator[i]).signum() : Long.signum(numerator[i]);
    }

    boolean isInteger(int i) {
        return denominator[i] == 1 || denominator[i] == 0 && large.get((int) numerator[i]).isInteger();
    }

    /** Whether it is an integer that fits an int. */
    boolean isInt(int i) {
        return denominator[i] == 1 && numerator[i] == (int) numerator[i];
    }

    int intValue(int i) {
        return (int) numerator[i];
    }

    int plus(int a, int b) {
        if (a == ZERO) {
            return b;
        }
        if (b == ZERO) {
            return a;
        }
        long ad = denominator[a];
        long bd = denominator[b];
        if (ad == 1 && bd == 1) {
            long s = numerator[a] + numerator[b];
            if (((numerator[a] ^ s) & (numerator[b] ^ s)) >= 0) {
                return of(s, 1);
            }
        } else if (ad != 0 && bd != 0 && isSmall(a) && isSmall(b)) {
            return lowest(numerator[a] * bd + numerator[b] * ad, ad * bd);
        }
        return of(rational(a).plus(rational(b)));
    }

    int times(int a, int b) {
        if (a == ONE || b == ZERO) {
            return b;
        }
        if (b == ONE || a == ZERO) {
            return a;
        }
        if (denominator[a] != 0 && denominator[b] != 0 && isSmall(a) && isSmall(b)) {
            long d = denominator[a] * denominator[b];
            long n = numerator[a] * numerator[b];
            return d == 1 ? of(n, 1) : lowest(n, d);
        }
        return of(rational(a).times(rational(b)));
    }

    /** Products of two of them, and sums of two products, fit a long. */
    private boolean isSmall(int i) {
        return numerator[i] >= -(1L << 30) && numerator[i] <= 1L << 30 && denominator[i] <= 1L << 30;
    }

    private int lowest(long n, long d) {
        long a = Math.abs(n);
        long b = d;
        while (b != 0) {
            long t = a % b;
            a = b;
            b = t;
        }
        return of(n / a, d / a);
    }

    int negate(int a) {
        return a == ONE ? MINUS_ONE : a == MINUS_ONE ? ONE : times(MINUS_ONE, a);
    }

    /** a^n, or −1 if it has more bits than are allowed. The value is not 0 where n is negative. */
    int power(int a, int n) {
        if (n == 1 || a == ONE) {
            return a;
        }
        if (n == 0) {
            return ONE;
        }
        if (a == MINUS_ONE) {
            return n % 2 == 0 ? ONE : MINUS_ONE;
        }
        Rational r = rational(a);
        if ((long) r.bitLength() * Math.abs((long) n) > maxBits) {
            return -1;
        }
        return of(r.pow(n));
    }

    /** The exact q-th root of a positive number, or null. */
    static BigInteger exactRoot(BigInteger v, int q) {
        if (v.equals(BigInteger.ONE)) {
            return v;
        }
        if (v.bitLength() > 512 || q > v.bitLength()) {
            return null;
        }
        BigInteger x = BigInteger.ONE.shiftLeft((v.bitLength() + q - 1) / q);
        while (true) {
            BigInteger next = x.multiply(BigInteger.valueOf(q - 1L)).add(v.divide(x.pow(q - 1))).divide(BigInteger.valueOf(q));
            if (next.compareTo(x) >= 0) {
                return x.pow(q).equals(v) ? x : null;
            }
            x = next;
        }
    }

    int compare(int a, int b) {
        if (denominator[a] == 1 && denominator[b] == 1) {
            return Long.compare(numerator[a], numerator[b]);
        }
        return rational(a).compareTo(rational(b));
    }
}
