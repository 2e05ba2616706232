package dev.ddx.kernel;

import dev.ddx.expr.Rational;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The field operations on rational forms, within a number of terms; applies the relations of the generators. */
final class RationalArithmetic {

    static final int MAX_EXPONENT = 64;
    private static final int MAX_BITS = 100_000;
    private static final long MAX_WORK = 1_000_000;

    private final int maxTerms;
    private long work;

    RationalArithmetic(int maxTerms) {
        this.maxTerms = maxTerms;
    }

    /** The work that was done does not count any more. */
    void restart() {
        work = 0;
    }

    RationalForm plus(RationalForm a, RationalForm b) {
        if (a.isZero() || b.isZero()) {
            return a.isZero() ? b : a;
        }
        if (a.denominator().equals(b.denominator())) {
            return form(a.numerator().plus(b.numerator()), a.denominator());
        }
        Polynomial g = a.denominator().gcd(b.denominator());
        Polynomial ad = g.isOne() ? a.denominator() : a.denominator().divideExact(g);
        Polynomial bd = g.isOne() ? b.denominator() : b.denominator().divideExact(g);
        return form(times(a.numerator(), bd).plus(times(b.numerator(), ad)), times(a.denominator(), bd));
    }

    RationalForm sum(List<RationalForm> all) {
        List<Polynomial> numerators = new ArrayList<>(all.size());
        for (RationalForm f : all) {
            if (f.denominator().isOne()) {
                numerators.add(f.numerator());
            }
        }
        if (numerators.size() == all.size()) {
            return form(Polynomial.sum(numerators), Polynomial.ONE);
        }
        RationalForm sum = RationalForm.ZERO;
        for (RationalForm f : all) {
            sum = plus(sum, f);
        }
        return sum;
    }

    RationalForm negate(RationalForm a) {
        return new RationalForm(a.numerator().negate(), a.denominator());
    }

    RationalForm minus(RationalForm a, RationalForm b) {
        return plus(a, negate(b));
    }

    RationalForm times(RationalForm a, RationalForm b) {
        return form(times(a.numerator(), b.numerator()), times(a.denominator(), b.denominator()));
    }

    RationalForm over(RationalForm a, RationalForm b) {
        return form(times(a.numerator(), b.denominator()), times(a.denominator(), b.numerator()));
    }

    RationalForm pow(RationalForm a, BigInteger n) {
        RationalForm base = n.signum() < 0 ? over(RationalForm.ONE, a) : a;
        if (base.numerator().size() <= 1 && base.denominator().size() == 1) {
            return form(pow(base.numerator(), n.abs()), pow(base.denominator(), n.abs()));
        }
        if (n.bitLength() > 30 || n.abs().intValue() > MAX_EXPONENT) {
            throw new NormalFormTooLarge("a sum to the power " + n);
        }
        RationalForm result = RationalForm.ONE;
        for (int i = 0; i < n.abs().intValue(); i++) {
            result = times(result, base);
        }
        return result;
    }

    private static Polynomial pow(Polynomial p, BigInteger n) {
        if (p.isZero()) {
            return n.signum() == 0 ? Polynomial.ONE : p;
        }
        Rational c = p.leadingCoefficient();
        if (n.bitLength() > 30 && !c.abs().isOne() || (long) c.bitLength() * n.longValue() > MAX_BITS && !c.abs().isOne()) {
            throw new NormalFormTooLarge("a number to the power " + n);
        }
        Rational power = c.abs().isOne() ? (n.testBit(0) ? c : Rational.ONE) : c.pow(n.intValueExact());
        return Polynomial.of(p.leadingMonomial().pow(Rational.of(n)), power);
    }

    private Polynomial times(Polynomial a, Polynomial b) {
        work += (long) a.size() * b.size();
        if (work > MAX_WORK) {
            throw new NormalFormTooLarge("work");
        }
        return checked(a.times(b));
    }

    private Polynomial checked(Polynomial p) {
        if (p.size() > maxTerms) {
            throw new NormalFormTooLarge(p.size() + " terms");
        }
        return p;
    }

    /** The form of a quotient whose parts may have negative exponents and powers that a relation replaces. */
    RationalForm form(Polynomial numerator, Polynomial denominator) {
        RationalForm n = reduce(numerator);
        RationalForm d = reduce(denominator);
        Polynomial above = n.numerator();
        Polynomial below = d.numerator();
        while (!n.denominator().isOne() || !d.denominator().isOne()) {
            RationalForm top = reduce(times(above, d.denominator()));
            RationalForm bottom = reduce(times(below, n.denominator()));
            above = top.numerator();
            below = bottom.numerator();
            n = top;
            d = bottom;
        }
        return cancel(above, below);
    }

    private RationalForm cancel(Polynomial numerator, Polynomial denominator) {
        if (denominator.isZero()) {
            throw new NormalFormTooLarge("division by zero");
        }
        if (numerator.isZero()) {
            return RationalForm.ZERO;
        }
        if (denominator.isOne() && !numerator.hasNegativeExponent()
                && numerator.content().isInteger()) {
            return RationalForm.of(checked(numerator));
        }
        Monomial m = Monomial.ONE.over(numerator.monomialContent().gcd(denominator.monomialContent()));
        // The least exponents of both, positive ones included.
        m = m.times(Monomial.ONE.over(common(numerator.times(m, Rational.ONE), denominator.times(m, Rational.ONE))));
        Polynomial n = numerator.times(m, Rational.ONE);
        Polynomial d = denominator.times(m, Rational.ONE);
        if (n.size() > 1 && d.size() > 1) {
            Polynomial g = n.gcd(d);
            if (!g.isOne()) {
                n = n.divideExact(g);
                d = d.divideExact(g);
            }
        }
        RationalForm f = withoutRootsTwice(n, d);
        n = f.numerator();
        d = f.denominator();
        Rational nc = n.content();
        Rational dc = d.leadingCoefficient().signum() < 0 ? d.content().negate() : d.content();
        Rational r = nc.over(dc);
        n = n.times(Rational.of(r.numerator()).over(nc));
        d = d.times(Rational.of(r.denominator()).over(dc));
        return new RationalForm(checked(n), checked(d));
    }

    private static Monomial common(Polynomial n, Polynomial d) {
        return n.monomialContent().gcd(d.monomialContent());
    }

    /** √u/u is 1/√u, and u/√u is √u, for a compound u. */
    private static RationalForm withoutRootsTwice(Polynomial numerator, Polynomial denominator) {
        Polynomial n = numerator;
        Polynomial d = denominator;
        for (Generator g : numerator.generators()) {
            Rational e = n.monomialContent().exponent(g);
            Polynomial base = base(g);
            Polynomial q = base == null || e.isZero() ? null : d.divideExact(base);
            if (q != null) {
                n = n.times(Monomial.of(g, e.negate()), Rational.ONE);
                d = q.times(Monomial.of(g, Rational.ONE.minus(e)), Rational.ONE);
            }
        }
        for (Generator g : denominator.generators()) {
            Rational e = d.monomialContent().exponent(g);
            Polynomial base = base(g);
            Polynomial q = base == null || e.isZero() ? null : n.divideExact(base);
            if (q != null && !numerator.generators().contains(g)) {
                d = d.times(Monomial.of(g, e.negate()), Rational.ONE);
                n = q.times(Monomial.of(g, Rational.ONE.minus(e)), Rational.ONE);
            }
        }
        return new RationalForm(n, d);
    }

    private static Polynomial base(Generator g) {
        return g.kind() == Generator.Kind.ROOT && g.replacement().isPolynomial() && g.replacement().denominator().isOne()
                ? g.replacement().numerator() : null;
    }

    /** Replaces powers by the relations of their generators. */
    RationalForm reduce(Polynomial p) {
        if (!p.isReducible()) {
            return RationalForm.of(p);
        }
        Map<Map<Generator, BigInteger>, List<Polynomial>> groups = new HashMap<>();
        List<Map<Generator, BigInteger>> order = new ArrayList<>();
        p.terms().descendingMap().forEach((m, c) -> {
            Map<Generator, BigInteger> replaced = new HashMap<>();
            Monomial rest = m;
            for (Map.Entry<Generator, Rational> e : m.exponents().entrySet()) {
                Generator g = e.getKey();
                if (g.isReducible(e.getValue())) {
                    Rational k = e.getValue().over(Rational.of(g.degree()));
                    BigInteger times = k.numerator().divide(k.denominator());
                    replaced.put(g, times);
                    rest = rest.over(Monomial.of(g, Rational.of(times.multiply(BigInteger.valueOf(g.degree())))));
                }
            }
            groups.computeIfAbsent(replaced, k -> {
                order.add(k);
                return new ArrayList<>();
            }).add(Polynomial.of(rest, c));
        });
        RationalForm sum = RationalForm.ZERO;
        for (Map<Generator, BigInteger> replaced : order) {
            RationalForm product = RationalForm.of(Polynomial.sum(groups.get(replaced)));
            for (Generator g : replaced.keySet().stream().sorted().toList()) {
                product = times(product, pow(g.replacement(), replaced.get(g)));
            }
            sum = plus(sum, product);
        }
        return sum;
    }
}
