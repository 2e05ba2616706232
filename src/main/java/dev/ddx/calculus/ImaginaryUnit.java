package dev.ddx.calculus;

import dev.ddx.expr.Const;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Rational;
import dev.ddx.kernel.Facts;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Rewrite;
import dev.ddx.rewrite.Rule;
import java.util.List;

/**
 * Computes with the imaginary unit, in complex mode: its whole powers, its inverse, and the principal square roots of the
 * negatives of rational squares.
 */
final class ImaginaryUnit implements Rule {

    private static final Rational HALF = Rational.of(1, 2);
    private static final List<Expr> POWERS = List.of(Num.ONE, Const.I, Neg.of(Num.ONE), Neg.of(Const.I));

    @Override
    public String name() {
        return "imaginary-unit";
    }

    @Override
    public String title() {
        return "Imaginary unit";
    }

    @Override
    public String group() {
        return "cleanup";
    }

    @Override
    public String statement() {
        return "i^2 -> -1";
    }

    @Override
    public Rewrite apply(Expr e, Facts facts) {
        if (!facts.isComplex()) {
            return null;
        }
        Expr value = switch (e) {
            case Power p when Rational.fromLiteral(p.exponent()) instanceof Rational n -> power(p.base(), n);
            case Quotient q when q.denominator().equals(Const.I) && q.numerator().equals(Num.ONE) -> Neg.of(Const.I);
            default -> null;
        };
        return value == null ? null : Rewrite.of(value, Reason.of(this));
    }

    private static Expr power(Expr base, Rational n) {
        if (base.equals(Const.I)) {
            return n.isInteger() ? POWERS.get(n.numerator().and(java.math.BigInteger.valueOf(3)).intValue()) : null;
        }
        Rational square = Rational.fromLiteral(base);
        Rational root = square == null || square.signum() >= 0 || !n.equals(HALF) ? null : square.negate().squareRoot();
        return root == null ? null : root.isOne() ? Const.I : Product.of(root.toExpr(), Const.I);
    }
}
