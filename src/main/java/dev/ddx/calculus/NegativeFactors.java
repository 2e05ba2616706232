package dev.ddx.calculus;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Product;
import dev.ddx.kernel.Facts;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Rewrite;
import dev.ddx.rewrite.Rule;
import java.util.ArrayList;
import java.util.List;

/** a·(−b)·c is −(a·b·c): the factors stay where they are. */
final class NegativeFactors implements Rule {

    @Override
    public String name() {
        return "negative-factor";
    }

    @Override
    public String title() {
        return "Pull out the minus sign";
    }

    @Override
    public String group() {
        return "cleanup";
    }

    @Override
    public String statement() {
        return "a*(-b) -> -(a*b)";
    }

    @Override
    public Rewrite apply(Expr e, Facts facts) {
        if (!(e instanceof Product p) || p.factors().stream().noneMatch(f -> f instanceof Neg)) {
            return null;
        }
        int at = 0;
        while (!(p.factors().get(at) instanceof Neg)) {
            at++;
        }
        List<Expr> factors = new ArrayList<>(p.factors());
        Expr u = ((Neg) factors.remove(at)).operand();
        factors.addAll(at, u instanceof Product q ? q.factors() : List.of(u));
        return Rewrite.of(Neg.of(Product.join(factors)), Reason.of(this));
    }
}
