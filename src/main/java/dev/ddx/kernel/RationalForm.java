package dev.ddx.kernel;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Sym;

/** A quotient of polynomials without negative exponents or common monomials; integer coefficients below. */
public record RationalForm(Polynomial numerator, Polynomial denominator) {

    public static final RationalForm ZERO = new RationalForm(Polynomial.ZERO, Polynomial.ONE);
    public static final RationalForm ONE = new RationalForm(Polynomial.ONE, Polynomial.ONE);

    static RationalForm of(Rational r) {
        return new RationalForm(Polynomial.of(Rational.of(r.numerator())), Polynomial.of(Rational.of(r.denominator())));
    }

    static RationalForm of(Polynomial p) {
        return new RationalForm(p, Polynomial.ONE);
    }

    public boolean isZero() {
        return numerator.isZero();
    }

    /** Whether there is no denominator but a number. */
    public boolean isPolynomial() {
        return denominator.asRational() != null;
    }

    /** The value of a form without generators, else null. */
    public Rational asRational() {
        Rational n = numerator.asRational();
        Rational d = denominator.asRational();
        return n == null || d == null ? null : n.over(d);
    }

    public Expr toExpr() {
        return toExpr(null);
    }

    /** As an expression, by descending degree in {@code x}. */
    public Expr toExpr(Sym x) {
        Polynomial n = numerator;
        Polynomial d = denominator;
        if (d.size() == 1) {
            // An exponential is not divided by: e^(−x) rather than 1/e^x.
            Monomial exponentials = d.leadingMonomial().only(g ->
                    g.kind() == Generator.Kind.EXPONENTIAL || g.kind() == Generator.Kind.POWER);
            n = n.times(Monomial.ONE.over(exponentials), Rational.ONE);
            d = d.times(Monomial.ONE.over(exponentials), Rational.ONE);
        }
        if (d.isOne()) {
            return n.toExpr(x);
        }
        boolean negative = n.size() == 1 && n.leadingCoefficient().signum() < 0;
        Expr q = Quotient.of((negative ? n.negate() : n).toExpr(x), d.toExpr(x));
        return negative ? Neg.of(q) : q;
    }
}
