package dev.ddx.calculus;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Num;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Sum;
import dev.ddx.kernel.Facts;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Rewrite;
import dev.ddx.rewrite.Rule;

/** Computes with numbers: sums, products, quotients and whole powers of numbers, exactly. */
final class Arithmetic implements Rule {

    private static final int MAX_BITS = 4096;

    @Override
    public String name() {
        return "arithmetic";
    }

    @Override
    public String title() {
        return "Arithmetic";
    }

    @Override
    public String group() {
        return "cleanup";
    }

    @Override
    public String statement() {
        return "2*3 -> 6";
    }

    @Override
    public Rewrite apply(Expr e, Facts facts) {
        Rational value = switch (e) {
            case Sum s -> {
                Rational total = Rational.ZERO;
                for (Expr t : s.terms()) {
                    Rational r = Rational.fromLiteral(t);
                    total = r == null || total == null ? null : total.plus(r);
                }
                yield total;
            }
            case Product p -> {
                Rational total = Rational.ONE;
                for (Expr f : p.factors()) {
                    Rational r = Rational.fromLiteral(f);
                    total = r == null || total == null || r.bitLength() > MAX_BITS || total.bitLength() > MAX_BITS
                            ? null : total.times(r);
                }
                yield total;
            }
            case Quotient q -> {
                Rational n = Rational.fromLiteral(q.numerator());
                Rational d = Rational.fromLiteral(q.denominator());
                yield n == null || d == null || d.isZero() ? null : n.over(d);
            }
            case Power p -> {
                Rational b = Rational.fromLiteral(p.base());
                Rational n = Rational.fromLiteral(p.exponent());
                yield b == null || n == null || !n.isInteger() || n.bitLength() > 12 || b.isZero()
                        || (long) b.bitLength() * Math.abs(n.numerator().intValue()) > MAX_BITS
                        ? null : b.pow(n.numerator().intValue());
            }
            default -> null;
        };
        if (value == null || value.toExpr().equals(e)) {
            return null;
        }
        if (e instanceof Quotient q && q.denominator() instanceof Num && value.toExpr() instanceof Quotient
                && Cost.of(value.toExpr()) >= Cost.of(e)) {
            return null;
        }
        return Rewrite.of(value.toExpr(), Reason.of(this));
    }
}
