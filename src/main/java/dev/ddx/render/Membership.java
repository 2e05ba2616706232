package dev.ddx.render;

import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Num;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Relation;
import java.util.List;

/**
 * That something is no whole number: what sin(πu) ≠ 0 says, and of those up to 0 that u is no pole of the gamma function,
 * 1/Γ(u) ≠ 0 (DLMF 4.21.1, 5.2.1). An equation stays what it is.
 *
 * @param subject what is outside of the set
 * @param text the set as plain text
 * @param latex the set as LaTeX
 */
record Membership(Expr subject, String text, String latex) {

    /** Null for a relation that says something else. */
    static Membership of(Expr e) {
        if (!(e instanceof Relation r) || !r.ops().equals(List.of(Relation.Op.NE)) || !r.right().equals(Num.ZERO)) {
            return null;
        }
        if (r.left() instanceof Quotient q && q.numerator().equals(Num.ONE) && q.denominator() instanceof Call c && is(c, "gamma")) {
            return new Membership(c.argument(), "{0, -1, -2, …}", "\\{0,-1,-2,\\dots\\}");
        }
        if (r.left() instanceof Call c && is(c, "sin") && c.argument() instanceof Product p && p.factors().get(0).equals(Const.PI)) {
            return new Membership(Product.join(p.factors().subList(1, p.factors().size())), "ℤ", "\\mathbb{Z}");
        }
        return null;
    }

    private static boolean is(Call c, String name) {
        return c.name().equals(name) && c.arguments().size() == 1 && !c.isDerivative();
    }
}
