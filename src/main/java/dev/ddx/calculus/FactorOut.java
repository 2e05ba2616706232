package dev.ddx.calculus;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Num;
import dev.ddx.expr.Product;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Sum;
import dev.ddx.kernel.Facts;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Rewrite;
import dev.ddx.rewrite.Rule;
import java.util.ArrayList;
import java.util.List;

/** Takes out what all terms of a sum have in common. */
final class FactorOut implements Rule {

    @Override
    public String name() {
        return "factor-out";
    }

    @Override
    public String title() {
        return "Take out the common factor";
    }

    @Override
    public String group() {
        return "simplification";
    }

    @Override
    public String statement() {
        return "g*a + g*b -> g*(a + b)";
    }

    @Override
    public Rewrite apply(Expr e, Facts facts) {
        if (!(e instanceof Sum sum)) {
            return null;
        }
        List<Monomial> terms = Monomial.of(sum.terms());
        boolean polynomial = true;
        for (Monomial t : terms) {
            polynomial &= t.bases().stream().allMatch(b -> b instanceof dev.ddx.expr.Sym);
        }
        if (polynomial) {
            return null;
        }
        Monomial first = terms.get(0);
        Monomial common = Monomial.of(Num.ONE);
        for (Expr base : first.bases()) {
            if (terms.stream().allMatch(t -> t.sharesFactor(first, base))) {
                common = common.times(first.factor(base));
            } else {
                Rational least = null;
                for (Monomial t : terms) {
                    Rational n = t.exponentOf(base);
                    least = least == null || n.compareTo(least) < 0 ? n : least;
                }
                if (least.signum() > 0) {
                    common = common.times(Monomial.power(base, least));
                }
            }
        }
        java.math.BigInteger gcd = java.math.BigInteger.ZERO;
        for (Monomial t : terms) {
            gcd = t.coefficient().isInteger() ? gcd.gcd(t.coefficient().numerator()) : java.math.BigInteger.ONE;
            if (gcd.equals(java.math.BigInteger.ONE)) {
                break;
            }
        }
        if (common.isNumber() && gcd.bitLength() <= 1) {
            return null;
        }
        common = common.withCoefficient(Rational.of(gcd.signum() == 0 ? java.math.BigInteger.ONE : gcd));
        Monomial inverse = common.inverse();
        List<Expr> rest = new ArrayList<>();
        for (Monomial t : terms) {
            rest.add(t.times(inverse).toExpr());
        }
        Expr outer = common.toExpr();
        List<Expr> factors = new ArrayList<>(outer instanceof Product p ? p.factors() : List.of(outer));
        factors.add(Sum.of(rest));
        Expr made = Product.of(factors);
        if (Cost.of(made) >= Cost.of(e)) {
            return null;
        }
        return Rewrite.of(made, Reason.of("Take out the common factor", "${g}$").with("g", outer));
    }
}
