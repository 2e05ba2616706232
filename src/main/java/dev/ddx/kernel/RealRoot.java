package dev.ddx.kernel;

import dev.ddx.expr.Rational;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;

/**
 * A real root of a polynomial in one generator that is irreducible over the rationals and of degree 2 at least, so that its roots
 * are irrational and simple. The root is the only one between two rational numbers, which can be brought as near to each other
 * as is wanted. Roots are separated by Descartes' rule of signs and bisection, in whole numbers (Collins and Akritas, 1976).
 */
public final class RealRoot {

    private static final int MAX_DEGREE = 60;
    private static final int MAX_BITS = 4_000;
    private static final int MAX_DEPTH = 400;

    private final BigInteger[] coefficients;
    private final int signBelow;
    private Rational low;
    private Rational high;

    private RealRoot(BigInteger[] coefficients, Rational low, Rational high) {
        this.coefficients = coefficients;
        this.low = low;
        this.high = high;
        this.signBelow = sign(coefficients, low);
    }

    /**
     * All real roots, from left to right.
     *
     * @param p irreducible, of degree 2 at least, with non-negative whole exponents of g and without other generators
     * @throws NormalFormTooLarge if its degree or its coefficients are too large
     */
    public static List<RealRoot> of(Polynomial p, Generator g) {
        BigInteger[] a = coefficients(p, g);
        List<RealRoot> out = new ArrayList<>();
        BigInteger[] mirrored = new BigInteger[a.length];
        for (int i = 0; i < a.length; i++) {
            mirrored[i] = i % 2 == 0 ? a[i] : a[i].negate();
        }
        for (Rational[] i : positive(mirrored)) {
            out.add(new RealRoot(a, i[1].negate(), i[0].negate()));
        }
        for (Rational[] i : positive(a)) {
            out.add(new RealRoot(a, i[0], i[1]));
        }
        out.sort(Comparator.comparing(r -> r.low));
        return out;
    }

    private static BigInteger[] coefficients(Polynomial p, Generator g) {
        Polynomial whole = p.primitive();
        NavigableMap<Rational, Polynomial> parts = whole.coefficients(g);
        Rational degree = parts.lastKey();
        if (!degree.isInteger() || degree.compareTo(Rational.of(MAX_DEGREE)) > 0) {
            throw new NormalFormTooLarge("degree " + degree);
        }
        BigInteger[] out = new BigInteger[degree.numerator().intValue() + 1];
        for (int i = 0; i < out.length; i++) {
            Polynomial c = parts.get(Rational.of(i));
            out[i] = c == null ? BigInteger.ZERO : c.asRational().numerator();
            if (out[i].bitLength() > MAX_BITS) {
                throw new NormalFormTooLarge("a coefficient of " + out[i].bitLength() + " bits");
            }
        }
        return out;
    }

    /** Intervals that hold one positive root each; their ends are no roots. */
    private static List<Rational[]> positive(BigInteger[] a) {
        // All roots are below 2^k: |a_i/a_n| < 2^(bits of a_i − bits of a_n + 1) (Cauchy).
        int n = a.length - 1;
        int k = 1;
        for (BigInteger c : a) {
            k = Math.max(k, c.bitLength() - a[n].bitLength() + 2);
        }
        BigInteger[] scaled = new BigInteger[n + 1];
        for (int i = 0; i <= n; i++) {
            scaled[i] = a[i].shiftLeft(k * i);
        }
        record Part(BigInteger[] p, BigInteger at, int depth) {
        }
        List<Rational[]> out = new ArrayList<>();
        ArrayDeque<Part> parts = new ArrayDeque<>();
        parts.push(new Part(scaled, BigInteger.ZERO, 0));
        while (!parts.isEmpty()) {
            Part part = parts.pop();
            int changes = changesBetween(part.p());
            if (changes == 0) {
                continue;
            }
            if (changes == 1) {
                Rational width = Rational.of(2).pow(k - part.depth());
                Rational low = Rational.of(part.at()).times(width);
                out.add(new Rational[] {low, low.plus(width)});
                continue;
            }
            if (part.depth() > MAX_DEPTH) {
                throw new NormalFormTooLarge("roots that are very near to each other");
            }
            BigInteger[] left = new BigInteger[n + 1];
            for (int i = 0; i <= n; i++) {
                left[i] = part.p()[i].shiftLeft(n - i);
            }
            parts.push(new Part(left, part.at().shiftLeft(1), part.depth() + 1));
            parts.push(new Part(shifted(left), part.at().shiftLeft(1).add(BigInteger.ONE), part.depth() + 1));
        }
        return out;
    }

    /** p(x + 1). */
    private static BigInteger[] shifted(BigInteger[] p) {
        BigInteger[] out = p.clone();
        for (int i = 0; i < out.length; i++) {
            for (int j = out.length - 2; j >= i; j--) {
                out[j] = out[j].add(out[j + 1]);
            }
        }
        return out;
    }

    /** Changes of sign of (1 + x)^n p(1/(1 + x)): none if p has no root between 0 and 1, one if it has one. */
    private static int changesBetween(BigInteger[] p) {
        BigInteger[] turned = new BigInteger[p.length];
        for (int i = 0; i < p.length; i++) {
            turned[i] = p[p.length - 1 - i];
        }
        int changes = 0;
        int last = 0;
        for (BigInteger c : shifted(turned)) {
            int s = c.signum();
            changes += s * last < 0 ? 1 : 0;
            last = s == 0 ? last : s;
        }
        return changes;
    }

    /** The sign at a rational number. */
    private static int sign(BigInteger[] p, Rational at) {
        BigInteger sum = BigInteger.ZERO;
        BigInteger power = BigInteger.ONE;
        for (int i = p.length - 1; i >= 0; i--) {
            sum = sum.multiply(at.numerator()).add(p[i].multiply(power));
            power = power.multiply(at.denominator());
        }
        return sum.signum();
    }

    /** Brings its ends nearer to each other than 2^−bits. */
    public void refine(int bits) {
        Rational width = Rational.of(2).pow(-bits);
        while (high.minus(low).compareTo(width) > 0) {
            Rational middle = low.plus(high).over(Rational.of(2));
            if (sign(coefficients, middle) == signBelow) {
                low = middle;
            } else {
                high = middle;
            }
        }
    }

    /** Whether both are the same number: roots of the same polynomial, whose enclosures meet. */
    public boolean isSame(RealRoot o) {
        return Arrays.equals(coefficients, o.coefficients) && low.compareTo(o.high) < 0 && o.low.compareTo(high) < 0;
    }

    /** Below it. */
    public Rational low() {
        return low;
    }

    /** Above it. */
    public Rational high() {
        return high;
    }
}
