package dev.ddx.kernel;

import dev.ddx.expr.Rational;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * A polynomial as unit · Π base^exponent, with bases that are primitive, have a positive leading
 * coefficient and stand in an order that depends on them alone: generators, then by degree and length.
 */
public record Factorization(Rational unit, List<Factor> factors) {

    /** A power of a generator or of a sum; only that of a generator may be fractional. */
    public record Factor(Polynomial base, Rational exponent) {
    }

    public Factorization {
        factors = List.copyOf(factors);
    }

    static Factorization of(Rational unit, List<Factor> factors) {
        List<Factor> sorted = new ArrayList<>(factors);
        sorted.sort((f, g) -> compare(f.base(), g.base()));
        return new Factorization(unit, sorted);
    }

    private static int compare(Polynomial p, Polynomial q) {
        int c = Integer.compare(Math.min(p.size(), 2), Math.min(q.size(), 2));
        c = c != 0 ? c : degree(p).compareTo(degree(q));
        c = c != 0 ? c : Integer.compare(p.size(), q.size());
        return c != 0 ? c : compareTerms(p, q);
    }

    private static Rational degree(Polynomial p) {
        Rational most = Rational.ZERO;
        for (Monomial m : p.terms().keySet()) {
            Rational sum = Rational.ZERO;
            for (Rational e : m.exponents().values()) {
                sum = sum.plus(e);
            }
            most = sum.compareTo(most) > 0 ? sum : most;
        }
        return most;
    }

    /** From the leading term down; at equal monomials the smaller coefficient first. */
    private static int compareTerms(Polynomial p, Polynomial q) {
        Iterator<Map.Entry<Monomial, Rational>> a = p.terms().descendingMap().entrySet().iterator();
        Iterator<Map.Entry<Monomial, Rational>> b = q.terms().descendingMap().entrySet().iterator();
        while (a.hasNext() && b.hasNext()) {
            Map.Entry<Monomial, Rational> s = a.next();
            Map.Entry<Monomial, Rational> t = b.next();
            int c = t.getKey().compareTo(s.getKey());
            c = c != 0 ? c : s.getValue().compareTo(t.getValue());
            if (c != 0) {
                return c;
            }
        }
        return Boolean.compare(a.hasNext(), b.hasNext());
    }
}
