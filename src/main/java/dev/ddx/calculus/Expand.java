package dev.ddx.calculus;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Num;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Sum;
import dev.ddx.kernel.Facts;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Rewrite;
import dev.ddx.rewrite.Rule;
import java.util.ArrayList;
import java.util.List;

/** Multiplies out a product of sums, like terms added as they arise. */
final class Expand implements Rule {

    private static final int MAX_TERMS = 200;

    @Override
    public String name() {
        return "expand";
    }

    @Override
    public String title() {
        return "Expand";
    }

    @Override
    public String group() {
        return "simplification";
    }

    @Override
    public String statement() {
        return "a*(b + c) -> a*b + a*c";
    }

    @Override
    public Rewrite apply(Expr e, Facts facts) {
        List<Expr> factors = factors(e);
        if (factors == null) {
            return null;
        }
        List<Expr> terms = List.of(Num.ONE);
        for (Expr f : factors) {
            List<Expr> next = new ArrayList<>();
            for (Expr a : terms) {
                for (Expr b : Collect.flatten(f)) {
                    next.add(Monomial.of(Product.of(a, b)).toExpr());
                }
            }
            if (next.size() > MAX_TERMS) {
                return null;
            }
            Expr sum = Sum.join(next);
            Rewrite collected = new Collect().apply(sum, facts);
            terms = collected == null ? next : Collect.flatten(collected.result());
        }
        return Rewrite.of(Sum.join(terms), Reason.of(this));
    }

    /** The factors of a product that holds a sum, small powers of sums written out; else null. */
    private static List<Expr> factors(Expr e) {
        List<Expr> out = new ArrayList<>();
        boolean sum = false;
        for (Expr f : e instanceof Product p ? p.factors() : List.of(e)) {
            int times = 1;
            if (f instanceof Power p && p.base() instanceof Sum) {
                Rational n = Rational.fromLiteral(p.exponent());
                if (n != null && n.isInteger() && n.signum() > 0 && n.compareTo(Rational.of(4)) <= 0) {
                    times = n.numerator().intValue();
                    f = p.base();
                }
            }
            sum |= f instanceof Sum && (e instanceof Product || times > 1);
            for (int i = 0; i < times; i++) {
                out.add(f);
            }
        }
        return sum ? out : null;
    }
}
