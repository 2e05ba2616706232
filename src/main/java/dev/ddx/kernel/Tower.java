package dev.ddx.kernel;

import dev.ddx.expr.Rational;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A tower of generators (symbols, π, roots of unity, exponentials, logarithms, roots, values of unknown
 * functions) modulo a prime. What vanishes here at random points vanishes in the tower, up to a probability of
 * about (degree/2^60) a point, and what vanishes in the tower is zero wherever it is defined.
 *
 * <p>Every logarithm L of u is a value of its own of which only exp(L) = u is used, so that nothing depends
 * on a choice of branch, but for the relations between principal logarithms that hold everywhere: those
 * of numbers, of positive multiples, of powers, and of some products.
 */
final class Tower extends Exponentials {

    private static final int MANY_ROOTS = 48;
    private static final int MAX_MULTIPLE = 12;

    private static final Rational[] FRACTIONS = {
        Rational.of(1, 2), Rational.of(-1, 2), Rational.of(1, 3), Rational.of(-1, 3), Rational.of(2, 3), Rational.of(-2, 3)};

    private final List<Logarithm> logarithms = new ArrayList<>();

    Tower(TowerPlan plan, SplittableRandom random) {
        super(plan, random);
    }

    /** ln u; its exponential is u. @param degree of the roots of u that are expected */
    int log(int u, int degree) {
        return log(u, degree, -1);
    }

    /** @param origin the node whose value u is, or −1 */
    int log(int u, int degree, int origin) {
        Integer known = knownLog(u, degree);
        if (known != null) {
            return known;
        }
        for (Logarithm l : principal) {
            Rational c = ratio(u, l.of());
            if (c != null && c.signum() > 0) {
                return c.isOne() ? l.value() : sum(logOfNumber(c, degree), l.value());
            }
        }
        Integer multiple = logOfMultiple(u, degree);
        if (multiple != null) {
            return multiple;
        }
        Integer power = logOfPower(u);
        if (power != null) {
            return power;
        }
        Integer algebraic = logOfSquare(u, degree);
        if (algebraic == null) {
            algebraic = logOfAlgebraicNumber(u, degree, origin);
        }
        if (algebraic != null) {
            return algebraic;
        }
        Integer product = logOfProduct(u);
        if (product != null) {
            learnLog(u, product);
            return product;
        }
        Object name = name();
        if (degree > 1) {
            plan.need(name, degree);
        }
        return newLogarithm(name, u);
    }

    /** The logarithm of a number, or of a positive rational multiple of a value whose logarithm is there; else null. */
    Integer knownLog(int u, int degree) {
        Rational r = asNumber(u);
        if (r != null) {
            return logOfNumber(r, degree);
        }
        for (Logarithm l : logarithms) {
            Rational c = ratio(u, l.of());
            if (c != null && c.signum() > 0) {
                return c.isOne() ? l.value() : sum(logOfNumber(c, degree), l.value());
            }
        }
        return null;
    }

    void learnLog(int u, int value) {
        logarithms.add(new Logarithm(u, value));
    }

    private int newLogarithm(Object name, int u) {
        int value = transcendental();
        int degree = plan.degree(name);
        if (field.order() % degree != 0) {
            again = true;
            degree = 1;
        }
        Exponent e = add(name, value, degree, u);
        e.isLogarithm = true;
        logarithms.add(new Logarithm(u, e.value));
        return value;
    }

    private int logOfNumber(Rational r, int degree) {
        if (r.signum() == 0) {
            throw undefined(zero);
        }
        List<Integer> terms = new ArrayList<>();
        if (r.signum() < 0) {
            piTimesI();
            if (degree > 1) {
                plan.need(PI_I, degree);
            }
            terms.add(product(pi(), i()));
        }
        for (PrimePower f : PrimePower.factors(r.abs(), 1_000)) {
            if (f.base().equals(BigInteger.ONE)) {
                continue;
            }
            if (degree > 1) {
                plan.need(f.base(), degree);
            }
            int l = named.containsKey(f.base()) ? named.get(f.base()) : newLogarithm(f.base(), constant(new Rational(f.base(), BigInteger.ONE)));
            named.put(f.base(), l);
            terms.add(scale(Rational.of(f.exponent()), l));
        }
        return terms.isEmpty() ? zero : sum(terms.stream().mapToInt(t -> t).toArray());
    }

    /** The logarithm of c·v for a value v whose logarithm is there and a positive number c = A + √B with rational A and B. */
    private Integer logOfMultiple(int u, int degree) {
        if (code.get(u).ball != null) {
            return null;
        }
        for (Logarithm l : List.copyOf(logarithms)) {
            long[] c = twoRatios(values(u), values(l.of()));
            Integer register = c == null ? null : quadraticNumber(c);
            if (register != null && code.get(register).isPositive()) {
                return sum(log(register, degree), l.value());
            }
        }
        return null;
    }

    /** The ratios at the points, if there are two different ones; else null. */
    private long[] twoRatios(long[] u, long[] v) {
        // Multiplied out at the first points, because most pairs are told apart there.
        long[] c = new long[points];
        int first = Math.min(points, 3);
        for (int i = 0; i < first; i++) {
            if (v[i] == 0) {
                return null;
            }
        }
        boolean different = true;
        for (int i = 0; i < first && different; i++) {
            int j = (i + 1) % first;
            different = field.times(u[i], v[j]) != field.times(u[j], v[i]);
        }
        if (different) {
            return null;
        }
        long second = 0;
        boolean two = false;
        for (int k = 0; k < points; k++) {
            if (v[k] == 0) {
                return null;
            }
            c[k] = field.times(u[k], field.inverse(v[k]));
            if (c[k] != c[0] && two && c[k] != second) {
                return null;
            }
            if (c[k] != c[0]) {
                second = c[k];
                two = true;
            }
        }
        return two ? c : null;
    }

    /** The number A ± √B that takes these two values at the points, or null. */
    private Integer quadraticNumber(long[] values) {
        long second = values[0];
        for (long v : values) {
            second = v != values[0] ? v : second;
        }
        Rational a = field.smallFraction(field.times(field.plus(values[0], second), field.inverse(field.of(2))));
        Rational norm = field.smallFraction(field.times(values[0], second));
        if (a == null || norm == null) {
            return null;
        }
        Rational b = a.times(a).minus(norm);
        if (b.signum() <= 0) {
            return null;
        }
        int root = rootOfNumber(b);
        for (int r : new int[] {sum(constant(a), root), minus(constant(a), root)}) {
            if (Arrays.equals(values(r), values)) {
                return r;
            }
        }
        return null;
    }

    /** The logarithm r·ln v + ln c of c·v^r, for a value v whose logarithm is there, −1 < r < 1 and a positive rational number c. */
    private Integer logOfPower(int u) {
        for (Rational r : FRACTIONS) {
            // The real (v^(2/3))^(1/2) is |v|^(1/3).
            if (plan.real && !r.numerator().testBit(0)) {
                continue;
            }
            long q = r.denominator().longValue();
            for (Logarithm l : List.copyOf(logarithms)) {
                long[] power = new long[3];
                for (int k = 0; k < 3; k++) {
                    power[k] = field.times(field.power(values(u)[k], q), field.power(values(l.of())[k], r.numerator().negate()));
                }
                if (power[0] != power[1] || power[0] != power[2]) {
                    continue;
                }
                int w = scale(r, l.value());
                Rational c = ratio(u, exp(w));
                if (again) {
                    return w;
                }
                if (c != null && c.signum() > 0) {
                    return c.isOne() ? w : sum(logOfNumber(c, 1), w);
                }
            }
        }
        return null;
    }

    /**
     * The logarithm of a number u with uᵃ·vᵏ = c·ζ for the number v of a logarithm that is there (or none), a
     * positive rational number c and a root of unity ζ: then a·ln u + k·ln v = ln c + ln ζ + 2πi·n, and n is
     * found by enclosing the logarithms. Null for all else.
     */
    private Integer logOfAlgebraicNumber(int u, int degree, int origin) {
        if (code.get(u).ball == null) {
            return null;
        }
        ComplexBall lnU = code.get(u).ball.log();
        if (!lnU.isKnown()) {
            return null;
        }
        int order = field.order() <= MANY_ROOTS ? field.order() : BigInteger.valueOf(field.order()).gcd(BigInteger.valueOf(MANY_ROOTS)).intValue();
        for (int v = -1; v < logarithms.size(); v++) {
            Logarithm other = v < 0 ? null : logarithms.get(v);
            ComplexBall lnV = other == null ? ComplexBall.of(0, 0) : code.get(other.of()).ball;
            if (other != null) {
                if (lnV == null || asNumber(other.of()) != null) {
                    continue;
                }
                lnV = lnV.log();
                if (!lnV.isKnown()) {
                    continue;
                }
            }
            for (int a = 1; a <= 4; a++) {
                for (int k = other == null ? 0 : -MAX_MULTIPLE; k <= (other == null ? 0 : MAX_MULTIPLE); k++) {
                    if (other != null && k == 0) {
                        continue;
                    }
                    long[] product = new long[points];
                    BigInteger exponent = BigInteger.valueOf(k);
                    for (int p = 0; p < points; p++) {
                        product[p] = field.times(field.power(values(u)[p], a),
                                k == 0 ? field.one : field.power(values(other.of())[p], exponent));
                        if (p == 1 && !isRatioOfUnities(product[0], product[1])) {
                            break;
                        }
                    }
                    if (product[points - 1] == 0) {
                        continue;
                    }
                    for (int s = 0; s < order; s++) {
                        Rational c = ratioToUnity(product, s, order);
                        if (c == null) {
                            continue;
                        }
                        double size = lnU.re() * a + lnV.re() * k;
                        if (!(Math.abs(size - Math.log(c.doubleValue())) < 1e-9)) {
                            continue;
                        }
                        ComplexBall sum = lnU.times(ComplexBall.of(a, 0)).plus(lnV.times(ComplexBall.of(k, 0)));
                        double turns = sum.im() / (2 * Math.PI) - (double) s / order;
                        long n = Math.round(turns);
                        if (sum.radius() > 0.1 || Math.abs(turns - n) > 0.1) {
                            return null;
                        }
                        int total = logOfNumber(c, degree * a);
                        Rational halfTurns = Rational.of(2L * s, order).plus(Rational.of(2 * n));
                        if (halfTurns.signum() != 0) {
                            piTimesI();
                            plan.need(PI_I, TowerPlan.lcm(degree * a, halfTurns.denominator().intValue()));
                            total = sum(total, scale(halfTurns, product(pi(), i())));
                        }
                        if (k != 0) {
                            total = sum(total, scale(Rational.of(-k), other.value()));
                        }
                        if (a > 1 && Math.abs(k) == 1 && origin >= 0 && plan.first.add(origin)) {
                            // v is a power of u: the next try has ln u first.
                            again = true;
                        }
                        int l = scale(Rational.of(1, a), total);
                        logarithms.add(new Logarithm(u, l));
                        return l;
                    }
                }
            }
        }
        return null;
    }

    /** Whether a/b is a root of unity that may come from the embeddings of the first two points. */
    private boolean isRatioOfUnities(long a, long b) {
        int order = field.order();
        return field.power(a, order) == field.power(b, order);
    }

    /** The positive rational number c such that the vector is c·e^(2πi·s/order), or null. */
    private Rational ratioToUnity(long[] vector, int s, int order) {
        if (s == 0) {
            for (long x : vector) {
                if (x != vector[0]) {
                    return null;
                }
            }
            Rational c = field.smallFraction(vector[0]);
            return c != null && c.signum() > 0 ? c : null;
        }
        long[] root = values(unity(Rational.of(s, order)));
        for (int k = 1; k < points; k++) {
            if (field.times(vector[0], root[k]) != field.times(vector[k], root[0])) {
                return null;
            }
        }
        Rational c = field.smallFraction(field.times(vector[0], field.inverse(root[0])));
        return c != null && c.signum() > 0 ? c : null;
    }

    /**
     * Twice the logarithm of √x ± √y, for a number u = (√x ± √y)² with rational x and y: one that is A + B√C
     * with A² − B²C the square of a rational number. Null for all else.
     */
    private Integer logOfSquare(int u, int degree) {
        Instruction in = code.get(u);
        if (in.ball == null || !in.ball.isKnown() || degree % 2 != 0) {
            return null;
        }
        long first = in.values[0];
        long second = first;
        for (long v : in.values) {
            if (v != first && v != second) {
                if (second != first) {
                    return null;
                }
                second = v;
            }
        }
        Rational a = field.smallFraction(field.times(field.plus(first, second), field.inverse(field.of(2))));
        Rational norm = field.smallFraction(field.times(first, second));
        if (first == second || a == null || norm == null || norm.signum() <= 0) {
            return null;
        }
        BigInteger top = ExactNumbers.exactRoot(norm.numerator(), 2);
        BigInteger bottom = ExactNumbers.exactRoot(norm.denominator(), 2);
        if (top == null || bottom == null) {
            return null;
        }
        Rational n = new Rational(top, bottom);
        int x = rootOfNumber(a.plus(n).over(Rational.of(2)));
        int y = rootOfNumber(a.minus(n).over(Rational.of(2)));
        for (int r : new int[] {sum(x, y), minus(x, y), minus(y, x)}) {
            ComplexBall ball = code.get(r).ball;
            if (ball != null && ball.isKnown() && ball.isRight() && isSame(power(r, 2), u)) {
                int l = scale(Rational.of(2), log(r, degree / 2));
                logarithms.add(new Logarithm(u, l));
                return l;
            }
        }
        return null;
    }

    private int rootOfNumber(Rational r) {
        return r.signum() == 0 ? zero : exp(scale(Rational.of(1, 2), logOfNumber(r, 2)));
    }

    /**
     * The logarithm of a positive number times a product, or a quotient, of two values whose logarithms are
     * there, if ln(ab) = ln a + ln b for them: where a + c·b = d for positive numbers c and d, the angles of
     * a and b have opposite signs; where ab = c·a − d, those of a, b and ab have the same sign.
     */
    private Integer logOfProduct(int u) {
        plan.work += (long) logarithms.size() * logarithms.size();
        for (int i = 0; i < logarithms.size(); i++) {
            for (int j = 0; j < logarithms.size(); j++) {
                if (i == j) {
                    continue;
                }
                Logarithm a = logarithms.get(i);
                Logarithm b = logarithms.get(j);
                Rational c = j < i ? null : ratioOfProduct(u, a.of(), b.of());
                if (c != null && c.signum() > 0 && (isComplementary(a.of(), b.of()) || isBelow(u, a.of()) || isBelow(u, b.of()))) {
                    return sum(logOfNumber(c, 1), a.value(), b.value());
                }
                c = ratioOfQuotient(u, a.of(), b.of());
                if (c != null && c.signum() > 0 && (isComplementary(u, b.of()) || isBelow(a.of(), b.of()) || isBelow(a.of(), u))) {
                    return sum(logOfNumber(c, 1), a.value(), negate(b.value()));
                }
            }
        }
        return null;
    }

    /** Whether a + c·b = d for some positive numbers c and d. */
    private boolean isComplementary(int a, int b) {
        Rational[] line = line(a, b);
        return line != null && line[0].signum() < 0 && line[1].signum() > 0;
    }

    /** Whether a = c·b − d for some positive numbers c and d. */
    private boolean isBelow(int a, int b) {
        Rational[] line = line(a, b);
        return line != null && line[0].signum() > 0 && line[1].signum() < 0;
    }
}
