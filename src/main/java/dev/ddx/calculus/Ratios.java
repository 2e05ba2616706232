package dev.ddx.calculus;

import dev.ddx.expr.Call;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Rational;
import dev.ddx.kernel.Facts;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Rewrite;
import dev.ddx.rewrite.Rule;
import java.util.List;

/** Writes a sine over a cosine of the same angle as a tangent, and so on, circular and hyperbolic. */
final class Ratios implements Rule {

    private record Ratio(String above, String below, String made) {
    }

    private static final List<Ratio> RATIOS = List.of(new Ratio("sin", "cos", "tan"), new Ratio("cos", "sin", "cot"),
            new Ratio("sinh", "cosh", "tanh"), new Ratio("cosh", "sinh", "coth"));

    @Override
    public String name() {
        return "ratio";
    }

    @Override
    public String title() {
        return "Ratio of sine and cosine";
    }

    @Override
    public String group() {
        return "simplification";
    }

    @Override
    public String statement() {
        return "sin(u)/cos(u) -> tan(u)";
    }

    @Override
    public Rewrite apply(Expr e, Facts facts) {
        if (!(e instanceof Quotient || e instanceof Product)) {
            return null;
        }
        Monomial m = Monomial.of(e);
        boolean any = false;
        for (Expr base : List.copyOf(m.bases())) {
            if (!(base instanceof Call c) || c.arguments().size() != 1 || c.isDerivative()) {
                continue;
            }
            for (Ratio r : RATIOS) {
                Expr other = Call.of(r.below(), c.argument());
                Rational above = m.exponentOf(base);
                Rational below = m.exponentOf(other).negate();
                if (c.is(r.above(), 1) && above.signum() > 0 && below.signum() > 0 && above.isInteger() && below.isInteger()) {
                    Rational n = above.compareTo(below) < 0 ? above : below;
                    m = m.times(Monomial.power(base, n.negate())).times(Monomial.power(other, n))
                            .times(Monomial.power(Call.of(r.made(), c.argument()), n));
                    any = true;
                }
            }
        }
        return any ? Rewrite.of(m.toExpr(), Reason.of(this)) : null;
    }
}
