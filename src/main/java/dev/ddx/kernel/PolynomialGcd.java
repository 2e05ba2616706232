package dev.ddx.kernel;

import dev.ddx.expr.Rational;
import java.util.SortedSet;

/** Greatest common divisors by the primitive Euclidean algorithm, one generator after the other. */
final class PolynomialGcd {

    private static final long MAX_WORK = 60_000;
    private static final int MAX_BITS = 4_000;

    private long work;

    private PolynomialGcd() {
    }

    static Polynomial of(Polynomial p, Polynomial q) {
        if (p.isZero() || q.isZero()) {
            return p.isZero() ? primitive(q) : primitive(p);
        }
        try {
            return new PolynomialGcd().gcd(p, q);
        } catch (NormalFormTooLarge e) {
            return Polynomial.of(p.monomialContent().gcd(q.monomialContent()), Rational.ONE);
        }
    }

    private Polynomial gcd(Polynomial p, Polynomial q) {
        if (p.isZero() || q.isZero()) {
            return p.isZero() ? primitive(q) : primitive(p);
        }
        Monomial pm = p.monomialContent();
        Monomial qm = q.monomialContent();
        Polynomial common = Polynomial.of(pm.gcd(qm), Rational.ONE);
        Polynomial a = primitive(p.times(Monomial.ONE.over(pm), Rational.ONE));
        Polynomial b = primitive(q.times(Monomial.ONE.over(qm), Rational.ONE));
        return common.times(gcdWithoutMonomials(a, b));
    }

    private Polynomial gcdWithoutMonomials(Polynomial a, Polynomial b) {
        if (a.size() == 1 || b.size() == 1) {
            return Polynomial.ONE;
        }
        if (a.equals(b)) {
            return a;
        }
        SortedSet<Generator> gs = a.generators();
        SortedSet<Generator> hs = b.generators();
        for (Generator g : gs) {
            if (!hs.contains(g)) {
                return gcd(contentIn(a, g), b);
            }
        }
        for (Generator g : hs) {
            if (!gs.contains(g)) {
                return gcd(a, contentIn(b, g));
            }
        }
        Generator main = null;
        Rational least = null;
        for (Generator g : gs) {
            Rational d = a.degree(g).plus(b.degree(g));
            if (least == null || d.compareTo(least) < 0) {
                main = g;
                least = d;
            }
        }
        return euclid(a, b, main);
    }

    private Polynomial euclid(Polynomial p, Polynomial q, Generator g) {
        Polynomial pc = contentIn(p, g);
        Polynomial qc = contentIn(q, g);
        Polynomial content = gcd(pc, qc);
        Polynomial a = p.divideExact(pc);
        Polynomial b = q.divideExact(qc);
        if (a.degree(g).compareTo(b.degree(g)) < 0) {
            Polynomial t = a;
            a = b;
            b = t;
        }
        while (!b.isZero()) {
            if (b.degree(g).isZero()) {
                return content;
            }
            Polynomial rest = pseudoRemainder(a, b, g);
            a = b;
            b = rest.isZero() ? rest : primitive(rest.divideExact(contentIn(rest, g)));
        }
        return primitive(content.times(a));
    }

    private Polynomial pseudoRemainder(Polynomial a, Polynomial b, Generator g) {
        Rational degree = b.degree(g);
        Polynomial lead = b.coefficient(g, degree);
        Polynomial rest = a;
        while (!rest.isZero() && rest.degree(g).compareTo(degree) >= 0) {
            Rational d = rest.degree(g);
            Polynomial c = rest.coefficient(g, d);
            charge((long) rest.size() * lead.size() + (long) c.size() * b.size());
            rest = primitive(rest.times(lead).minus(c.times(b).times(Monomial.of(g, d.minus(degree)), Rational.ONE)));
            if (!rest.isZero() && rest.leadingCoefficient().bitLength() > MAX_BITS) {
                throw new NormalFormTooLarge("coefficients of a common divisor");
            }
        }
        return rest;
    }

    private Polynomial contentIn(Polynomial p, Generator g) {
        Polynomial content = Polynomial.ZERO;
        for (Polynomial c : p.coefficients(g).values()) {
            charge(c.size());
            content = gcd(content, c);
            if (content.isOne()) {
                break;
            }
        }
        return content;
    }

    private void charge(long terms) {
        work += terms;
        if (work > MAX_WORK) {
            throw new NormalFormTooLarge("a common divisor");
        }
    }

    /** With coprime integer coefficients, the leading one positive. */
    static Polynomial primitive(Polynomial p) {
        if (p.isZero()) {
            return p;
        }
        Rational c = p.content();
        return p.times(Rational.ONE.over(p.leadingCoefficient().signum() < 0 ? c.negate() : c));
    }
}
