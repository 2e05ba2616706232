package dev.ddx.calculus;

import dev.ddx.expr.Expr;
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

/** One root for a product of roots, where that has a value nowhere else: all radicands but one are never negative. */
final class MergedRoots implements Rule {

    private static final Rational HALF = Rational.of(1, 2);

    @Override
    public String name() {
        return "merge-roots";
    }

    @Override
    public String title() {
        return "One root";
    }

    @Override
    public String group() {
        return "simplification";
    }

    @Override
    public String statement() {
        return "sqrt(a)*sqrt(b) -> sqrt(a*b) where a >= 0 or b >= 0";
    }

    @Override
    public Rewrite apply(Expr e, Facts facts) {
        if (!(e instanceof Product p)) {
            return null;
        }
        List<Expr> rest = new ArrayList<>();
        List<Expr> radicands = new ArrayList<>();
        for (Expr f : p.factors()) {
            if (f instanceof Power root && HALF.equals(Rational.fromLiteral(root.exponent()))) {
                radicands.addAll(root.base() instanceof Product q ? q.factors() : List.of(root.base()));
            } else {
                rest.add(f);
            }
        }
        long roots = p.factors().size() - rest.size();
        if (roots < 2) {
            return null;
        }
        Expr inside = Product.join(radicands);
        // The new root must have its value where all the old ones have theirs, and nowhere else.
        if (radicands.stream().anyMatch(r -> r instanceof Quotient) || !sameDomain(p, inside, facts)) {
            return null;
        }
        rest.add(Power.of(inside, HALF.toExpr()));
        return Rewrite.of(Product.join(rest), Reason.of(this));
    }

    private static boolean sameDomain(Product p, Expr inside, Facts facts) {
        int unknown = 0;
        for (Expr f : p.factors()) {
            if (f instanceof Power root && HALF.equals(Rational.fromLiteral(root.exponent())) && !isPositiveWhereDefined(root.base(), p, facts)) {
                unknown++;
            }
        }
        return unknown <= 1;
    }

    /** Whether the radicand is not negative, given that the other roots have values. */
    private static boolean isPositiveWhereDefined(Expr radicand, Product p, Facts facts) {
        return Boolean.TRUE.equals(facts.decide(radicand, Relation.Op.GE, dev.ddx.expr.Num.ZERO));
    }
}
