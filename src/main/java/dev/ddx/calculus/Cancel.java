package dev.ddx.calculus;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Relation;
import dev.ddx.kernel.Facts;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Rewrite;
import dev.ddx.rewrite.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Brings a product or a fraction to its simplest form: cancels, multiplies numbers, adds exponents. */
final class Cancel implements Rule {

    @Override
    public String name() {
        return "cancel";
    }

    @Override
    public String title() {
        return "Cancel common factors";
    }

    @Override
    public String group() {
        return "simplification";
    }

    @Override
    public String statement() {
        return "(g*a)/(g*b) -> a/b if g != 0; a^m*a^n -> a^(m + n)";
    }

    @Override
    public Rewrite apply(Expr e, Facts facts) {
        if (!(e instanceof Product || e instanceof Quotient || e instanceof Neg || e instanceof Power)) {
            return null;
        }
        Monomial m = Monomial.of(e);
        if (m.coefficient().isZero() && !(e instanceof Product)) {
            return null;
        }
        Expr made = m.toExpr();
        long gain = Cost.of(e) - Cost.of(made);
        boolean late = e instanceof Product p && p.factors().stream().skip(1).anyMatch(f -> Rational.fromLiteral(f) != null);
        if (gain < 0 || gain == 0 && !late) {
            return null;
        }
        List<Expr> cancelled = m.cancelled();
        List<Relation> conditions = new ArrayList<>();
        for (Expr g : cancelled) {
            conditions.addAll(facts.missing(Relation.of(g, Relation.Op.NE, Num.ZERO)));
        }
        Reason reason = cancelled.size() == 1
                ? new Reason("Cancel", facts.isNonZero(cancelled.get(0)) ? "${g}$ (never zero)" : "${g}$", Map.of("g", cancelled.get(0)))
                : Reason.of(cancelled.isEmpty() ? gain == 0 ? "Put the number first" : "Multiply the factors" : title());
        return Rewrite.of(made, reason, conditions);
    }
}
