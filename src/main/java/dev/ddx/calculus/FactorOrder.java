package dev.ddx.calculus;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Product;
import dev.ddx.expr.Rational;
import dev.ddx.kernel.Facts;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Rewrite;
import dev.ddx.rewrite.Rule;
import java.util.List;

/** Numbers and powers of symbols stand first in a product. */
final class FactorOrder implements Rule {

    @Override
    public String name() {
        return "reorder";
    }

    @Override
    public String title() {
        return "Reorder the factors";
    }

    @Override
    public String group() {
        return "cleanup";
    }

    @Override
    public String statement() {
        return "f(x)*x*2 -> 2*x*f(x)";
    }

    @Override
    public Rewrite apply(Expr e, Facts facts) {
        if (!(e instanceof Product p)) {
            return null;
        }
        List<Expr> ordered = Monomial.inOrder(p.factors());
        if (ordered.equals(p.factors())) {
            return null;
        }
        boolean late = p.factors().stream().skip(1).anyMatch(f -> Rational.fromLiteral(f) != null);
        return Rewrite.of(Product.of(ordered), late ? Reason.of("Put the number first") : Reason.of(this));
    }
}
