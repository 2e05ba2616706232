package dev.ddx.kernel;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Rational;
import java.util.List;

/** The range of a·t² + b·t + c for one real t, by completing the square. */
final class Quadratic {

    private Expr base;
    private Rational square = Rational.ZERO;
    private Rational linear = Rational.ZERO;
    private Rational constant = Rational.ZERO;

    private Quadratic() {
    }

    /** Of the sum of the terms; all real numbers if it is not of that form. */
    static Range range(List<Expr> terms, Facts facts) {
        Quadratic q = new Quadratic();
        for (Expr t : terms) {
            if (!q.add(t, Rational.ONE)) {
                return Range.REAL;
            }
        }
        if (q.square.isZero() || q.base == null || !facts.range(q.base).isReal()) {
            return Range.REAL;
        }
        Rational vertex = q.constant.minus(q.linear.times(q.linear).over(Rational.of(4).times(q.square)));
        return q.square.signum() > 0 ? Range.of(vertex, false, null, true) : Range.of(null, true, vertex, false);
    }

    private boolean add(Expr t, Rational scale) {
        Rational number = Rational.fromLiteral(t);
        if (number != null) {
            constant = constant.plus(number.times(scale));
            return true;
        }
        return switch (t) {
            case Neg n -> add(n.operand(), scale.negate());
            case Quotient q when q.denominator() instanceof Num n && !n.isZero() -> add(q.numerator(), scale.over(n.toRational()));
            case Product p when p.factors().size() == 2 && p.factors().get(0) instanceof Num n -> add(p.factors().get(1), scale.times(n.toRational()));
            case Power p when p.exponent() instanceof Num n && n.toRational().equals(Rational.of(2)) -> {
                square = square.plus(scale);
                yield same(p.base());
            }
            default -> {
                linear = linear.plus(scale);
                yield same(t);
            }
        };
    }

    private boolean same(Expr e) {
        if (base == null) {
            base = e;
        }
        return base.equals(e);
    }
}
