package dev.ddx.kernel;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Sym;
import java.math.BigInteger;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A sparse polynomial in several generators with rational coefficients and exponents. Immutable. */
public final class Polynomial {

    public static final Polynomial ZERO = new Polynomial(new TreeMap<>());
    public static final Polynomial ONE = of(Rational.ONE);

    /** A product of more terms than this, before like terms are collected, is not carried out. */
    private static final long MAX_PRODUCTS = 1_000_000;

    /** Up to so many products of terms, a common divisor is looked for by division first. */
    private static final long MAX_TRIAL = 100;

    private final TreeMap<Monomial, Rational> map;
    private final NavigableMap<Monomial, Rational> terms;
    /** Computed when it is first asked for. */
    private Factorization factorization;

    private Polynomial(TreeMap<Monomial, Rational> terms) {
        this.map = terms;
        this.terms = Collections.unmodifiableNavigableMap(terms);
    }

    public static Polynomial of(Rational r) {
        return of(Monomial.ONE, r);
    }

    public static Polynomial of(Monomial m, Rational coefficient) {
        TreeMap<Monomial, Rational> map = new TreeMap<>();
        add(map, m, coefficient);
        return new Polynomial(map);
    }

    public static Polynomial of(Generator g) {
        return of(Monomial.of(g, Rational.ONE), Rational.ONE);
    }

    /** In ascending order. */
    public NavigableMap<Monomial, Rational> terms() {
        return terms;
    }

    public int size() {
        return map.size();
    }

    public boolean isZero() {
        return map.isEmpty();
    }

    public boolean isOne() {
        return size() == 1 && map.firstKey().isOne() && map.get(Monomial.ONE).isOne();
    }

    /** The value of a polynomial without generators, else null. */
    public Rational asRational() {
        return isZero() ? Rational.ZERO : size() == 1 && map.firstKey().isOne() ? map.get(Monomial.ONE) : null;
    }

    public Monomial leadingMonomial() {
        return map.lastKey();
    }

    public Rational leadingCoefficient() {
        return map.lastEntry().getValue();
    }

    boolean hasNegativeExponent() {
        for (Monomial m : map.keySet()) {
            if (m.hasNegativeExponent()) {
                return true;
            }
        }
        return false;
    }

    /** Whether a relation replaces a power in it. */
    boolean isReducible() {
        for (Monomial m : map.keySet()) {
            if (m.isReducible()) {
                return true;
            }
        }
        return false;
    }

    public SortedSet<Generator> generators() {
        SortedSet<Generator> all = new TreeSet<>();
        map.keySet().forEach(m -> m.addGeneratorsTo(all));
        return all;
    }

    private static void add(TreeMap<Monomial, Rational> map, Monomial m, Rational coefficient) {
        if (coefficient.isZero()) {
            return;
        }
        map.merge(m, coefficient, (a, b) -> {
            Rational sum = a.plus(b);
            return sum.isZero() ? null : sum;
        });
    }

    public Polynomial plus(Polynomial o) {
        if (isZero() || o.isZero()) {
            return isZero() ? o : this;
        }
        TreeMap<Monomial, Rational> map = new TreeMap<>(this.map);
        o.map.forEach((m, c) -> add(map, m, c));
        return new Polynomial(map);
    }

    static Polynomial sum(Iterable<Polynomial> all) {
        TreeMap<Monomial, Rational> map = new TreeMap<>();
        for (Polynomial p : all) {
            p.map.forEach((m, c) -> add(map, m, c));
        }
        return new Polynomial(map);
    }

    public Polynomial minus(Polynomial o) {
        return plus(o.negate());
    }

    public Polynomial negate() {
        return times(Rational.of(-1));
    }

    public Polynomial times(Rational r) {
        return r.isOne() ? this : times(Monomial.ONE, r);
    }

    public Polynomial times(Monomial factor, Rational r) {
        TreeMap<Monomial, Rational> map = new TreeMap<>();
        if (!r.isZero()) {
            this.map.forEach((m, c) -> map.put(m.times(factor), c.times(r)));
        }
        return new Polynomial(map);
    }

    /** @throws NormalFormTooLarge if there are too many terms to multiply */
    public Polynomial times(Polynomial o) {
        if (o.size() == 1) {
            return times(o.leadingMonomial(), o.leadingCoefficient());
        }
        if ((long) size() * o.size() > MAX_PRODUCTS) {
            throw new NormalFormTooLarge("a product of " + size() + " by " + o.size() + " terms");
        }
        TreeMap<Monomial, Rational> map = new TreeMap<>();
        for (Map.Entry<Monomial, Rational> a : this.map.entrySet()) {
            for (Map.Entry<Monomial, Rational> b : o.map.entrySet()) {
                add(map, a.getKey().times(b.getKey()), a.getValue().times(b.getValue()));
            }
        }
        return new Polynomial(map);
    }

    /** @throws NormalFormTooLarge if there are too many terms to multiply */
    public Polynomial pow(int n) {
        Polynomial result = ONE;
        for (int i = 0; i < n; i++) {
            result = result.times(this);
        }
        return result;
    }

    /** The quotient, or null if the division leaves a remainder. */
    public Polynomial divideExact(Polynomial o) {
        if (isZero() || o.size() == 1) {
            Polynomial q = isZero() ? this
                    : times(Monomial.ONE.over(o.leadingMonomial()), Rational.ONE.over(o.leadingCoefficient()));
            return q.hasNegativeExponent() ? null : q;
        }
        TreeMap<Monomial, Rational> rest = new TreeMap<>(map);
        TreeMap<Monomial, Rational> quotient = new TreeMap<>();
        while (!rest.isEmpty()) {
            Monomial m = rest.lastKey().over(o.leadingMonomial());
            if (m.hasNegativeExponent() || quotient.size() > MAX_PRODUCTS / o.size()) {
                return null;
            }
            Rational c = rest.lastEntry().getValue().over(o.leadingCoefficient());
            quotient.put(m, c);
            o.map.forEach((n, d) -> add(rest, m.times(n), c.times(d).negate()));
        }
        return new Polynomial(quotient);
    }

    /** What {@link #divideWithRemainder} gives. */
    public record Division(Polynomial quotient, Polynomial remainder) {
    }

    /**
     * Division in one generator; null if a leading coefficient does not divide, so that there is no
     * quotient without fractions.
     */
    public Division divideWithRemainder(Polynomial o, Generator g) {
        Rational degree = o.degree(g);
        Polynomial lead = o.coefficient(g, degree);
        Polynomial quotient = ZERO;
        Polynomial rest = this;
        while (!rest.isZero() && rest.degree(g).compareTo(degree) >= 0) {
            Polynomial c = rest.coefficient(g, rest.degree(g)).divideExact(lead);
            if (c == null) {
                return null;
            }
            Polynomial t = c.times(Monomial.of(g, rest.degree(g).minus(degree)), Rational.ONE);
            quotient = quotient.plus(t);
            rest = rest.minus(t.times(o));
        }
        return new Division(quotient, rest);
    }

    /** The greatest exponent of {@code g}, 0 for the zero polynomial. */
    public Rational degree(Generator g) {
        Rational most = null;
        for (Monomial m : map.keySet()) {
            Rational e = m.exponent(g);
            most = most == null || e.compareTo(most) > 0 ? e : most;
        }
        return most == null ? Rational.ZERO : most;
    }

    /** What multiplies g^exponent. */
    public Polynomial coefficient(Generator g, Rational exponent) {
        return coefficients(g).getOrDefault(exponent, ZERO);
    }

    /** The coefficients by exponent of {@code g}, ascending. */
    public NavigableMap<Rational, Polynomial> coefficients(Generator g) {
        TreeMap<Rational, TreeMap<Monomial, Rational>> parts = new TreeMap<>();
        terms.forEach((m, c) -> {
            Rational e = m.exponent(g);
            parts.computeIfAbsent(e, k -> new TreeMap<>()).put(m.over(Monomial.of(g, e)), c);
        });
        TreeMap<Rational, Polynomial> out = new TreeMap<>();
        parts.forEach((e, map) -> out.put(e, new Polynomial(map)));
        return out;
    }

    /** The positive rational that leaves coprime integer coefficients when divided out; 1 for zero. */
    public Rational content() {
        if (isZero()) {
            return Rational.ONE;
        }
        BigInteger n = BigInteger.ZERO;
        BigInteger d = BigInteger.ONE;
        for (Rational c : map.values()) {
            n = n.gcd(c.numerator());
            d = d.divide(d.gcd(c.denominator())).multiply(c.denominator());
        }
        return new Rational(n, d);
    }

    /** The smallest exponent of each generator over all terms, negative ones included. */
    public Monomial monomialContent() {
        Monomial common = null;
        for (Monomial m : map.keySet()) {
            common = common == null ? m : common.gcd(m);
        }
        return common == null ? Monomial.ONE : common;
    }

    /** A greatest common divisor with coprime integer coefficients; a plain common divisor if that is too hard. */
    public Polynomial gcd(Polynomial o) {
        if (isZero() || o.isZero()) {
            return isZero() ? o.primitive() : primitive();
        }
        Monomial pm = monomialContent();
        Monomial qm = o.monomialContent();
        Polynomial common = of(pm.gcd(qm), Rational.ONE);
        Polynomial p = times(Monomial.ONE.over(pm), Rational.ONE).primitive();
        Polynomial q = o.times(Monomial.ONE.over(qm), Rational.ONE).primitive();
        if (p.size() == 1 || q.size() == 1) {
            return common;
        }
        if (p.equals(q)) {
            return common.times(p);
        }
        if (Coprimality.isCertain(p, q)) {
            return common;
        }
        Polynomial smaller = p.size() <= q.size() ? p : q;
        Polynomial larger = smaller == p ? q : p;
        if ((long) p.size() * q.size() <= MAX_TRIAL && larger.divideExact(smaller) != null) {
            return common.times(smaller);
        }
        try {
            return common.times(PolynomialRing.of(p, q).gcd(p, q));
        } catch (NormalFormTooLarge e) {
            return common;
        }
    }

    /** With coprime integer coefficients, the leading one positive. */
    Polynomial primitive() {
        if (isZero()) {
            return this;
        }
        Rational c = content();
        return times(Rational.ONE.over(leadingCoefficient().signum() < 0 ? c.negate() : c));
    }

    /**
     * The irreducible factors over the rationals, generators taken as independent.
     *
     * @throws NormalFormTooLarge if that is too hard
     */
    public Factorization factor() {
        Factorization known = factorization;
        if (known == null) {
            Rational number = asRational();
            known = number != null ? new Factorization(number, java.util.List.of()) : PolynomialRing.of(this).factor(this);
            factorization = known;
        }
        return known;
    }

    /**
     * What must vanish for this and {@code o}, which both have g, to have a common zero in g.
     *
     * @throws NormalFormTooLarge if that is too hard
     */
    public Polynomial resultant(Polynomial o, Generator g) {
        return PolynomialRing.of(this, o).resultant(this, o, g);
    }

    public Expr toExpr() {
        return toExpr(null);
    }

    /** As an expression, by descending degree in {@code x}; in all symbols together if it is null. */
    public Expr toExpr(Sym x) {
        return PolynomialWriter.write(this, x);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Polynomial p && map.equals(p.map);
    }

    @Override
    public int hashCode() {
        return map.hashCode();
    }

    @Override
    public String toString() {
        return terms.toString();
    }
}
