package dev.ddx.kernel;

import dev.ddx.expr.Rational;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Special functions in a {@link Tower}: a value is a generator of its own unless it follows from values that
 * are there by a relation that holds everywhere, such as a recurrence in a parameter.
 */
final class Contiguity {

    private static final int MAX_SHIFT = 40;
    private static final Rational HALF = Rational.of(1, 2);

    /** Values of a family from which those at whole distances follow: the function itself and, for some, its right neighbour. */
    private record Member(String family, int parameter, int[] rest, int value, int next) {
    }

    private final Tower tower;
    private final List<Member> members = new ArrayList<>();

    Contiguity(Tower tower) {
        this.tower = tower;
    }

    /** The value of the function of that name; null if nothing is known of it. */
    Integer value(String name, int[] a) {
        return switch (name + a.length) {
            case "polylog2" -> polylog(a[0], a[1]);
            case "hyp2f14" -> hypergeometric(a[0], a[1], a[2], a[3]);
            case "uppergamma2" -> upperGamma(a[0], a[1]);
            case "lowergamma2" -> tower.minus(gamma(a[0]), upperGamma(a[0], a[1]));
            case "expint2" -> exponentialIntegral(a[0], a[1]);
            case "gamma1" -> gamma(a[0]);
            case "factorial1" -> gamma(plus(a[0], 1));
            case "beta2" -> tower.over(tower.product(gamma(a[0]), gamma(a[1])), gamma(tower.sum(a[0], a[1])));
            case "digamma1" -> polygamma(tower.zero, a[0]);
            case "trigamma1" -> polygamma(tower.one, a[0]);
            case "polygamma2" -> polygamma(a[0], a[1]);
            case "zeta1" -> zeta(a[0], tower.one);
            case "zeta2" -> zeta(a[0], a[1]);
            case "besselj2", "bessely2", "hankel12", "hankel22" -> bessel(name, a[0], a[1], -1, 1);
            case "besseli2" -> bessel(name, a[0], a[1], 1, -1);
            case "besselk2" -> bessel(name, a[0], a[1], 1, 1);
            case "erf1" -> odd("erf", a[0]);
            case "erfc1" -> tower.minus(tower.one, odd("erf", a[0]));
            case "erfi1" -> tower.negate(timesI(odd("erf", timesI(a[0]))));
            case "Si1" -> odd("Si", a[0]);
            case "Shi1" -> tower.negate(timesI(odd("Si", timesI(a[0]))));
            case "li1" -> unknown("Ei", tower.log(a[0], 1));
            case "ellipticK1" -> odd("ellipticF", tower.scale(HALF, tower.pi()), a[0]);
            case "ellipticE1" -> odd("ellipticE", tower.scale(HALF, tower.pi()), a[0]);
            case "ellipticPi2" -> odd("ellipticPi", tower.scale(HALF, tower.pi()), a[0], a[1]);
            case "ellipticF2", "ellipticE2" -> odd(name, a[0], a[1]);
            case "ellipticPi3" -> odd(name, a[1], a[0], a[2]);
            case "LambertW1" -> lambert(tower.zero, a[0]);
            case "LambertW2" -> lambert(a[0], a[1]);
            default -> null;
        };
    }

    // ---- tools

    private int unknown(String name, int... arguments) {
        return tower.unknown(name, arguments);
    }

    private int plus(int a, long n) {
        return n == 0 ? a : tower.sum(a, number(n));
    }

    private int number(long n) {
        return tower.constant(Rational.of(n));
    }

    private int timesI(int a) {
        return tower.product(tower.i(), a);
    }

    private int inverse(int a) {
        return tower.power(a, -1);
    }

    /** u^v. */
    private int power(int u, int v) {
        Rational n = tower.asNumber(v);
        return n != null && n.isInteger() ? tower.power(u, n.numerator()) : tower.exp(tower.product(v, tower.log(u, 1)));
    }

    /** The whole number that it is, or null. */
    private Integer integer(int a) {
        Rational r = tower.asNumber(a);
        return r != null && r.isInteger() && r.numerator().bitLength() < 20 ? r.numerator().intValue() : null;
    }

    /** A member of the family at a whole distance of at most {@link #MAX_SHIFT}; null if there is none. */
    private Member near(String family, int parameter, int... rest) {
        for (Member m : members) {
            if (m.family().equals(family) && sameRest(m, rest)) {
                Integer n = distance(m, parameter);
                if (n != null) {
                    return m;
                }
            }
        }
        return null;
    }

    private boolean sameRest(Member m, int... rest) {
        for (int i = 0; i < rest.length; i++) {
            if (!tower.isSame(rest[i], m.rest()[i])) {
                return false;
            }
        }
        return true;
    }

    private Integer distance(Member m, int parameter) {
        Integer n = tower.isSame(parameter, m.parameter()) ? Integer.valueOf(0) : integer(tower.minus(parameter, m.parameter()));
        return n != null && Math.abs(n) <= MAX_SHIFT ? n : null;
    }

    private Member member(String family, int value, int next, int parameter, int... rest) {
        Member m = new Member(family, parameter, rest, value, next);
        members.add(m);
        return m;
    }

    /** A function that is odd in its first argument. */
    private int odd(String name, int... arguments) {
        if (tower.isZero(arguments[0])) {
            return tower.zero;
        }
        Integer known = tower.known(name, arguments);
        if (known != null) {
            return known;
        }
        int[] opposite = arguments.clone();
        opposite[0] = tower.negate(arguments[0]);
        known = tower.known(name, opposite);
        return known != null ? tower.negate(known) : unknown(name, arguments);
    }

    // ---- functions

    /** Liₙ for whole n ≤ 1 by ln and rational functions. */
    private int polylog(int order, int z) {
        Integer n = integer(order);
        if (n == null || n > 1 || n < -MAX_SHIFT) {
            return unknown("polylog", order, z);
        }
        if (n == 1) {
            return tower.negate(tower.log(tower.minus(tower.one, z), 1));
        }
        // Liₙ(z) = Σ pᵢ zⁱ/(1−z)^(1−n), the numerators by Li(n−1) = z·Liₙ′.
        BigInteger[] p = {BigInteger.ZERO, BigInteger.ONE};
        for (int m = 1; m <= -n; m++) {
            BigInteger[] next = new BigInteger[p.length + 1];
            Arrays.fill(next, BigInteger.ZERO);
            for (int i = 0; i < p.length; i++) {
                next[i] = next[i].add(p[i].multiply(BigInteger.valueOf(i)));
                next[i + 1] = next[i + 1].add(p[i].multiply(BigInteger.valueOf(m - i)));
            }
            p = next;
        }
        int sum = tower.zero;
        for (int i = p.length - 1; i >= 0; i--) {
            sum = tower.sum(tower.product(sum, z), tower.constant(new Rational(p[i], BigInteger.ONE)));
        }
        return tower.product(sum, tower.power(tower.minus(tower.one, z), n - 1L));
    }

    /** Γ(a+1) = a·Γ(a). */
    private int gamma(int a) {
        Rational r = tower.asNumber(a);
        if (r != null && r.isInteger() && r.signum() > 0 && r.numerator().bitLength() < 10) {
            BigInteger f = BigInteger.ONE;
            for (int i = 2; i < r.numerator().intValue(); i++) {
                f = f.multiply(BigInteger.valueOf(i));
            }
            return tower.constant(new Rational(f, BigInteger.ONE));
        }
        if (r != null && r.denominator().equals(BigInteger.TWO) && near("gamma", a) == null) {
            member("gamma", tower.exp(tower.scale(HALF, tower.log(tower.pi(), 2))), -1, tower.constant(HALF));
        }
        Member m = near("gamma", a);
        if (m == null) {
            m = member("gamma", unknown("gamma", a), -1, a);
        }
        int n = distance(m, a);
        int value = m.value();
        for (int i = 0; i < n; i++) {
            value = tower.product(value, plus(m.parameter(), i));
        }
        for (int i = -1; i >= n; i--) {
            value = tower.over(value, plus(m.parameter(), i));
        }
        return value;
    }

    /** ψ⁽ⁿ⁾(x+1) = ψ⁽ⁿ⁾(x) + (−1)ⁿ n! x^(−n−1). */
    private int polygamma(int order, int x) {
        Integer n = integer(order);
        if (n == null || n < 0 || n > MAX_SHIFT) {
            return unknown("polygamma", order, x);
        }
        Member m = near("polygamma", x, order);
        if (m == null) {
            m = member("polygamma", unknown("polygamma", order, x), -1, x, order);
        }
        BigInteger factor = BigInteger.ONE;
        for (int i = 2; i <= n; i++) {
            factor = factor.multiply(BigInteger.valueOf(i));
        }
        Rational c = new Rational(n % 2 == 0 ? factor : factor.negate(), BigInteger.ONE);
        int shift = distance(m, x);
        int value = m.value();
        for (int i = 0; i < shift; i++) {
            value = tower.sum(value, tower.scale(c, tower.power(plus(m.parameter(), i), -n - 1)));
        }
        for (int i = -1; i >= shift; i--) {
            value = tower.minus(value, tower.scale(c, tower.power(plus(m.parameter(), i), -n - 1)));
        }
        return value;
    }

    /** ζ(s, a+1) = ζ(s, a) − a^(−s). */
    private int zeta(int s, int a) {
        Member m = near("zeta", a, s);
        if (m == null) {
            m = member("zeta", unknown("zeta", s, a), -1, a, s);
        }
        int shift = distance(m, a);
        int value = m.value();
        for (int i = 0; i < shift; i++) {
            value = tower.minus(value, power(plus(m.parameter(), i), tower.negate(s)));
        }
        for (int i = -1; i >= shift; i--) {
            value = tower.sum(value, power(plus(m.parameter(), i), tower.negate(s)));
        }
        return value;
    }

    /** Γ(a+1, x) = a·Γ(a, x) + x^a·e^(−x). */
    private int upperGamma(int a, int x) {
        int decay = tower.exp(tower.negate(x));
        Integer whole = integer(a);
        if (whole != null && whole > 0 && whole <= MAX_SHIFT) {
            int value = decay;
            for (int i = 1; i < whole; i++) {
                value = tower.sum(tower.product(number(i), value), tower.product(tower.power(x, i), decay));
            }
            return value;
        }
        Member m = near("uppergamma", a, x);
        if (m == null) {
            m = member("uppergamma", unknown("uppergamma", a, x), -1, a, x);
        }
        int n = distance(m, a);
        int value = m.value();
        for (int i = 0; i < n; i++) {
            int at = plus(m.parameter(), i);
            value = tower.sum(tower.product(at, value), tower.product(power(x, at), decay));
        }
        for (int i = -1; i >= n; i--) {
            int at = plus(m.parameter(), i);
            if (tower.isZero(at)) {
                return unknown("uppergamma", a, x);
            }
            value = tower.over(tower.minus(value, tower.product(power(x, at), decay)), at);
        }
        return value;
    }

    /** E₍n+1₎(x) = (e^(−x) − x·Eₙ(x))/n. */
    private int exponentialIntegral(int order, int x) {
        int decay = tower.exp(tower.negate(x));
        Integer whole = integer(order);
        if (whole != null && whole <= 0) {
            member("expint", tower.over(decay, x), -1, tower.zero, x);
        }
        Member m = near("expint", order, x);
        if (m == null) {
            m = member("expint", unknown("expint", order, x), -1, order, x);
        }
        int n = distance(m, order);
        int value = m.value();
        for (int i = 0; i < n; i++) {
            int at = plus(m.parameter(), i);
            if (tower.isZero(at)) {
                return unknown("expint", order, x);
            }
            value = tower.over(tower.minus(decay, tower.product(x, value)), at);
        }
        for (int i = -1; i >= n; i--) {
            value = tower.over(tower.minus(decay, tower.product(plus(m.parameter(), i), value)), x);
        }
        return value;
    }

    /** Three neighbours in the order: C₍ν+1₎ = s·C₍ν−1₎ + t·(2ν/x)·C_ν. */
    private int bessel(String name, int order, int x, int s, int t) {
        Member m = near(name, order, x);
        if (m == null) {
            m = member(name, unknown(name, order, x), unknown(name, plus(order, 1), x), order, x);
        }
        int n = distance(m, order);
        int left = m.value();
        int right = m.next();
        for (int i = 1; i < n + 1; i++) {
            int ratio = tower.over(tower.scale(Rational.of(2L * t), plus(m.parameter(), i)), x);
            int next = tower.sum(tower.scale(Rational.of(s), left), tower.product(ratio, right));
            left = right;
            right = next;
        }
        for (int i = 0; i > n; i--) {
            int ratio = tower.over(tower.scale(Rational.of(2L * t), plus(m.parameter(), i)), x);
            int previous = tower.scale(Rational.of(s), tower.minus(right, tower.product(ratio, left)));
            right = left;
            left = previous;
        }
        return left;
    }

    /** W·e^W = z. */
    private int lambert(int branch, int z) {
        if (tower.isZero(z)) {
            return unknown("LambertW", branch, z);
        }
        Integer known = tower.known("LambertW", branch, z);
        return known != null ? known
                : tower.remember("LambertW", tower.exponentOf(w -> tower.over(z, w)), branch, z);
    }

    /**
     * F(a,b;c;z). For c = b+1 all values at whole distances in a and b follow from one of them, because
     * z^b·F/b is the integral of t^(b−1)(1−t)^(−a) from 0 to z.
     */
    private int hypergeometric(int a, int b, int c, int z) {
        if (tower.isZero(a) || tower.isZero(b) || tower.isZero(z)) {
            return tower.one;
        }
        if (tower.isSame(c, plus(b, 1))) {
            return incompleteBeta(a, b, z);
        }
        if (tower.isSame(c, plus(a, 1))) {
            return incompleteBeta(b, a, z);
        }
        if (tower.isSame(c, b)) {
            return power(tower.minus(tower.one, z), tower.negate(a));
        }
        if (tower.isSame(c, a)) {
            return power(tower.minus(tower.one, z), tower.negate(b));
        }
        if (tower.isSame(a, tower.one) || tower.isSame(b, tower.one)) {
            // F(1,b;c;z) = (1−z)^(c−1−b)·F(c−b,c−1;c;z)
            int other = tower.isSame(a, tower.one) ? b : a;
            int below = tower.minus(tower.one, z);
            int exponent = tower.minus(plus(c, -1), other);
            return tower.product(power(below, exponent), incompleteBeta(tower.minus(c, other), plus(c, -1), z));
        }
        Integer known = tower.known("hyp2f1", b, a, c, z);
        return known != null ? known : unknown("hyp2f1", a, b, c, z);
    }

    private int incompleteBeta(int a, int b, int z) {
        int below = tower.minus(tower.one, z);
        if (tower.isSame(a, tower.one) && tower.isSame(b, tower.one)) {
            return tower.negate(tower.over(tower.log(below, 1), z));
        }
        for (Member m : members) {
            if (!m.family().equals("incompletebeta") || !tower.isSame(z, m.rest()[1])) {
                continue;
            }
            Integer da = distance(m, a);
            Integer db = integer(tower.minus(b, m.rest()[0]));
            if (da == null || db == null || Math.abs(db) > MAX_SHIFT) {
                continue;
            }
            IncompleteBeta from = new IncompleteBeta(m.parameter(), m.rest()[0], m.value(), power(below, tower.negate(m.parameter())));
            // A coefficient may vanish on one way and not on the other.
            IncompleteBeta to = moveA(from, da, below);
            to = to == null ? null : moveB(to, db, z, below);
            if (to == null) {
                to = moveB(from, db, z, below);
                to = to == null ? null : moveA(to, da, below);
            }
            if (to != null) {
                return to.value();
            }
        }
        return member("incompletebeta", unknown("incompletebeta", a, b, z), -1, a, b, z).value();
    }

    /** G(a,b) = F(a,b;b+1;z), together with (1−z)^(−a). */
    private record IncompleteBeta(int a, int b, int value, int algebraic) {
    }

    /** By a·G(a+1,b) = b·(1−z)^(−a) + (a−b)·G(a,b); null where a coefficient on the way is 0. */
    private IncompleteBeta moveA(IncompleteBeta from, int steps, int below) {
        IncompleteBeta g = from;
        for (int i = 0; i < steps; i++) {
            if (tower.isZero(g.a)) {
                return null;
            }
            int sum = tower.sum(tower.product(g.b, g.algebraic), tower.product(tower.minus(g.a, g.b), g.value));
            g = new IncompleteBeta(plus(g.a, 1), g.b, tower.over(sum, g.a), tower.over(g.algebraic, below));
        }
        for (int i = 0; i > steps; i--) {
            int left = plus(g.a, -1);
            int difference = tower.minus(left, g.b);
            if (tower.isZero(difference)) {
                return null;
            }
            int algebraic = tower.product(g.algebraic, below);
            int value = tower.over(tower.minus(tower.product(left, g.value), tower.product(g.b, algebraic)), difference);
            g = new IncompleteBeta(left, g.b, value, algebraic);
        }
        return g;
    }

    /** By (1−z)^(1−a) = G(a,b) + (a−1−b)·z/(b+1)·G(a,b+1); null where a coefficient on the way is 0. */
    private IncompleteBeta moveB(IncompleteBeta from, int steps, int z, int below) {
        IncompleteBeta g = from;
        int edge = tower.product(g.algebraic, below);
        for (int i = 0; i < steps; i++) {
            int right = plus(g.b, 1);
            int factor = tower.product(tower.minus(g.a, right), z);
            if (tower.isZero(factor)) {
                return null;
            }
            int value = tower.over(tower.product(right, tower.minus(edge, g.value)), factor);
            g = new IncompleteBeta(g.a, right, value, g.algebraic);
        }
        for (int i = 0; i > steps; i--) {
            int left = plus(g.b, -1);
            if (tower.isZero(g.b)) {
                return null;
            }
            int value = tower.minus(edge, tower.over(tower.product(tower.minus(g.a, g.b), tower.product(z, g.value)), g.b));
            g = new IncompleteBeta(g.a, left, value, g.algebraic);
        }
        return g;
    }
}
