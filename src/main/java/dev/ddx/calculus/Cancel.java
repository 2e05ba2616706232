package dev.ddx.calculus;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Relation;
import dev.ddx.kernel.ExprOrder;
import dev.ddx.kernel.Facts;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Rewrite;
import dev.ddx.rewrite.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

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
        Rewrite base = e instanceof Power p ? apply(p.base(), facts) : null;
        if (base != null) {
            // What is raised is brought to its form first, so that the result does not depend on how it was written.
            return new Rewrite(Power.of(base.result(), ((Power) e).exponent()), base.reason(), base.conditions(), base.sides());
        }
        Monomial m = Monomial.of(e);
        if (m.coefficient().isZero() && !(e instanceof Product)) {
            return null;
        }
        Expr made = m.toExpr();
        long gain = Cost.of(e) - Cost.of(made);
        // Of two forms that are as easy to read, a product has the one that does not depend on the order of its factors.
        if (gain < 0 || gain == 0 && !((e instanceof Product || e instanceof Power) && !ExprOrder.sameUpToOrder(e, made))) {
            Expr flat = e instanceof Product p ? Product.join(flat(p)) : e;
            return flat.equals(e) ? null : Rewrite.of(flat, Reason.of("Multiply the factors"));
        }
        if (e instanceof Product && made instanceof Quotient q && q.denominator() instanceof Num && !m.coefficient().isInteger()) {
            Expr fractionFirst = Product.join(joined(m.coefficient().toExpr(), m.withCoefficient(Rational.ONE).toExpr()));
            made = Cost.of(fractionFirst) < Cost.of(made) ? fractionFirst : made;
        }
        List<Expr> cancelled = m.cancelled();
        List<Relation> conditions = new ArrayList<>();
        for (Expr g : cancelled) {
            conditions.addAll(facts.missing(Relation.of(g, Relation.Op.NE, Num.ZERO)));
        }
        return Rewrite.of(made, reason(cancelled, e, m, facts), conditions);
    }

    private Reason reason(List<Expr> cancelled, Expr e, Monomial made, Facts facts) {
        return switch (cancelled.size()) {
            case 0 -> Reason.of("Multiply the factors");
            case 1 -> cancelled.get(0).isConstant() ? ofPowers(cancelled.get(0), e, made, facts) : of(cancelled.get(0), facts);
            default -> Reason.of(this);
        };
    }

    /** Of a constant, as e, the powers are what cancels. */
    private static Reason ofPowers(Expr base, Expr e, Monomial made, Facts facts) {
        Expr power = e.subexpressions().stream().filter(part -> part instanceof Power p && p.base().equals(base) && !p.isConstant())
                .max(Comparator.comparingLong(Expr::size)).orElse(null);
        return power == null ? of(base, facts) : made.bases().contains(base) ? Reason.of("Subtract the exponents") : of(power, facts);
    }

    /** "Cancel g", and that it is never zero if that is certain. */
    static Reason of(Expr g, Facts facts) {
        return (facts.isNonZero(g) ? Reason.of("Cancel", "${g}$ (never zero)") : Reason.of("Cancel", "${g}$")).with("g", g);
    }

    private static List<Expr> joined(Expr number, Expr rest) {
        List<Expr> out = new ArrayList<>(List.of(number));
        out.addAll(rest instanceof Product p ? p.factors() : List.of(rest));
        return out;
    }

    /** The factors, those of products among them too. */
    private static List<Expr> flat(Product p) {
        List<Expr> out = new ArrayList<>();
        p.factors().forEach(f -> out.addAll(f instanceof Product inner ? flat(inner) : List.of(f)));
        return out;
    }
}
