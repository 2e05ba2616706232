package dev.ddx.rewrite;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import java.util.ArrayList;
import java.util.List;

/** Numbers a + kp for all integers k, as they are written. */
public final class Progression {

    private Progression() {
    }

    /** The name of the integer: k, or n for the variable k. */
    public static Sym integer(Sym x) {
        return Sym.of(x.name().equals("k") ? "n" : "k");
    }

    /** x = a + kp, or with another relation, for x = a and the step p. */
    public static Relation of(Relation first, Expr step) {
        Sym x = (Sym) first.left();
        return Relation.of(x, first.ops().get(0), plus(first.right(), step, integer(x)));
    }

    /** a + kp. */
    public static Expr plus(Expr a, Expr step, Sym k) {
        Expr multiple = multiple(step, k);
        if (a.equals(Num.ZERO)) {
            return multiple;
        }
        List<Expr> terms = new ArrayList<>(a instanceof Sum s ? s.terms() : List.of(a));
        terms.add(multiple);
        return Sum.of(terms);
    }

    private static Expr multiple(Expr step, Sym k) {
        return switch (step) {
            case Neg n -> Neg.of(multiple(n.operand(), k));
            case Quotient q -> Quotient.of(multiple(q.numerator(), k), q.denominator());
            case Num n when n.equals(Num.ONE) -> k;
            default -> {
                List<Expr> factors = new ArrayList<>(step instanceof Product p ? p.factors() : List.of(step));
                factors.add(k);
                yield Product.of(factors);
            }
        };
    }
}
