package dev.ddx.calculus;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Sum;
import dev.ddx.kernel.Facts;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Rewrite;
import dev.ddx.rewrite.Rule;
import java.util.ArrayList;
import java.util.List;

/** Divides each term of a numerator. */
final class SplitFraction implements Rule {

    @Override
    public String name() {
        return "split-fraction";
    }

    @Override
    public String title() {
        return "Split into separate terms";
    }

    @Override
    public String group() {
        return "simplification";
    }

    @Override
    public String statement() {
        return "(a + b)/c -> a/c + b/c";
    }

    @Override
    public Rewrite apply(Expr e, Facts facts) {
        if (!(e instanceof Quotient q) || !(q.numerator() instanceof Sum s) || s.terms().size() > 20) {
            return null;
        }
        List<Expr> terms = new ArrayList<>();
        for (Expr t : s.terms()) {
            Expr u = t instanceof Neg n ? n.operand() : t;
            Expr part = Monomial.of(Quotient.of(u, q.denominator())).toExpr();
            terms.add(t instanceof Neg ? part instanceof Neg n ? n.operand() : Neg.of(part) : part);
        }
        return Rewrite.of(Sum.of(terms), Reason.of(this));
    }
}
