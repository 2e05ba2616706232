package dev.ddx.kernel;

import dev.ddx.expr.Const;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Writes polynomials as expressions: terms by descending degree, but 1 − x; in a term the coefficient, symbols
 * alphabetically, powers, roots, e^…, functions. A negative term is subtracted.
 */
final class PolynomialWriter {

    private PolynomialWriter() {
    }

    static Expr write(Polynomial p, Sym x) {
        List<Map.Entry<Monomial, Rational>> terms = new ArrayList<>(p.terms().entrySet());
        terms.sort((a, b) -> compare(b.getKey(), a.getKey(), x));
        if (terms.size() == 2 && terms.get(0).getValue().signum() < 0 && terms.get(1).getValue().signum() > 0) {
            Collections.reverse(terms);
        }
        List<Expr> out = new ArrayList<>();
        for (Map.Entry<Monomial, Rational> t : terms) {
            out.add(term(t.getKey(), t.getValue()));
        }
        return Sum.join(out);
    }

    private static int compare(Monomial a, Monomial b, Sym x) {
        int c = a.degree(x).compareTo(b.degree(x));
        c = c != 0 ? c : a.degree(null).compareTo(b.degree(null));
        return c != 0 ? c : a.compareTo(b);
    }

    static Expr term(Monomial m, Rational coefficient) {
        List<Expr> above = new ArrayList<>();
        List<Expr> below = new ArrayList<>();
        List<Expr> exponent = new ArrayList<>();
        int afterExponential = -1;
        for (Map.Entry<Generator, Rational> e : m.exponents().entrySet()) {
            Generator g = e.getKey();
            Rational n = e.getValue();
            switch (g.kind()) {
                case EXPONENTIAL -> {
                    exponent.add(scaled(((Power) g.expr()).exponent(), n));
                    afterExponential = above.size();
                }
                case POWER -> {
                    Power p = (Power) g.expr();
                    above.add(Power.of(p.base(), scaled(p.exponent(), n)));
                }
                default -> (n.signum() > 0 ? above : below).add(power(g.expr(), n.abs()));
            }
        }
        if (!exponent.isEmpty()) {
            // A positive summand first: c − x rather than −x + c.
            exponent.sort(Neg::compareSigns);
            above.add(afterExponential, Power.of(Const.E, Sum.join(exponent)));
        }
        Rational c = coefficient.abs();
        if (!c.numerator().equals(BigInteger.ONE) || above.isEmpty()) {
            above.add(0, Num.of(c.numerator()));
        }
        if (!c.isInteger()) {
            below.add(0, Num.of(c.denominator()));
        }
        Expr e = Product.join(above);
        e = below.isEmpty() ? e : Quotient.of(e, Product.join(below));
        return coefficient.signum() < 0 ? Neg.of(e) : e;
    }

    private static Expr power(Expr base, Rational n) {
        return n.isOne() ? base : Power.of(base, n.toExpr());
    }

    /** n·e for an expression without a coefficient of its own. */
    static Expr scaled(Expr e, Rational n) {
        if (e instanceof Quotient q && !n.abs().numerator().equals(BigInteger.ONE)) {
            Rational above = Rational.of(n.abs().numerator());
            Expr numerator = q.numerator().equals(Num.ONE) ? above.toExpr() : scaled(q.numerator(), above);
            return scaled(Quotient.of(numerator, q.denominator()),
                    new Rational(BigInteger.valueOf(n.signum()), n.denominator()));
        }
        Expr magnitude = e;
        if (!n.abs().numerator().equals(BigInteger.ONE)) {
            List<Expr> factors = new ArrayList<>(List.of(Num.of(n.abs().numerator())));
            if (e instanceof Product p) {
                factors.addAll(p.factors());
            } else {
                factors.add(e);
            }
            magnitude = Product.of(factors);
        }
        if (!n.isInteger()) {
            magnitude = magnitude instanceof Quotient q
                    ? Quotient.of(q.numerator(), Product.of(Num.of(n.denominator()), q.denominator()))
                    : Quotient.of(magnitude, Num.of(n.denominator()));
        }
        return n.signum() < 0 ? Neg.of(magnitude) : magnitude;
    }
}
