package dev.ddx.calculus;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Neg;
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
import java.util.ArrayList;
import java.util.List;

/** One fraction for a sum with fractions, over the least common multiple of the denominators as written. */
final class CommonDenominator implements Rule {

    @Override
    public String name() {
        return "common-denominator";
    }

    @Override
    public String title() {
        return "Common denominator";
    }

    @Override
    public String group() {
        return "simplification";
    }

    @Override
    public String statement() {
        return "a/c + b -> (a + b*c)/c";
    }

    @Override
    public Rewrite apply(Expr e, Facts facts) {
        if (!(e instanceof Sum s) || s.terms().size() > 20) {
            return null;
        }
        List<Monomial> terms = Monomial.of(s.terms());
        Monomial denominator = Monomial.of(Num.ONE);
        boolean any = false;
        for (Monomial m : terms) {
            for (Expr base : m.bases()) {
                Rational n = m.exponentOf(base).negate();
                Rational have = denominator.exponentOf(base);
                if (n.signum() > 0 && n.compareTo(have) > 0) {
                    denominator = denominator.times(Monomial.power(base, n.minus(have)));
                    any = true;
                }
            }
        }
        java.math.BigInteger number = java.math.BigInteger.ONE;
        for (Monomial m : terms) {
            java.math.BigInteger d = m.coefficient().denominator();
            number = number.divide(number.gcd(d)).multiply(d);
        }
        any |= !number.equals(java.math.BigInteger.ONE);
        if (!any || number.bitLength() > 64) {
            return null;
        }
        denominator = denominator.withCoefficient(Rational.of(number));
        List<Expr> above = new ArrayList<>();
        for (Monomial m : terms) {
            above.addAll(Collect.flatten(m.times(denominator).toExpr()));
        }
        Rewrite like = new Collect().apply(Sum.join(above), facts);
        Expr numerator = like == null ? Sum.join(above) : like.result();
        Expr made = Quotient.of(numerator, denominator.toExpr());
        return Rewrite.of(made, Reason.of(this));
    }
}
