package dev.ddx.calculus;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Sum;
import dev.ddx.kernel.ExprOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sums in the order and with the signs in which they stood before: what the reader has seen is to be recognised. Where
 * a sign is left over, a factor takes it that has a term of each sign: −x(7x − 2) is x(2 − 7x).
 */
final class AsWritten {

    private final Map<Expr, Expr> written = new HashMap<>();

    private AsWritten(Expr before) {
        for (Expr part : before.subexpressions()) {
            if (part instanceof Sum) {
                written.putIfAbsent(ExprOrder.sorted(part), part);
            }
        }
    }

    /** {@code e}, of the same value, with the sums of {@code before} as they stand there. */
    static Expr like(Expr before, Expr e) {
        AsWritten w = new AsWritten(before);
        return w.written.isEmpty() ? e : e.mapBottomUp(w::rewritten);
    }

    private Expr rewritten(Expr node) {
        return switch (node) {
            case Sum s -> written.getOrDefault(ExprOrder.sorted(s), s);
            case Product p -> signed(p, false);
            case Neg n when n.operand() instanceof Product p -> signed(p, true);
            default -> node;
        };
    }

    private Expr signed(Product p, boolean negative) {
        List<Expr> factors = new ArrayList<>(p.factors());
        boolean minus = negative;
        boolean changed = false;
        for (int i = 0; i < factors.size(); i++) {
            Expr f = factors.get(i);
            Rational n = f instanceof Power q ? Rational.fromLiteral(q.exponent()) : Rational.ONE;
            Expr base = f instanceof Power q ? q.base() : f;
            if (base instanceof Sum s && n != null && n.isInteger() && !written.containsKey(ExprOrder.sorted(s))) {
                Expr known = written.get(ExprOrder.sorted(opposite(s)));
                if (known != null) {
                    factors.set(i, f instanceof Power q ? Power.of(known, q.exponent()) : known);
                    minus ^= n.numerator().testBit(0);
                    changed = true;
                }
            }
        }
        for (int i = 0; minus && i < factors.size(); i++) {
            if (factors.get(i) instanceof Sum s && s.terms().size() == 2 && s.terms().get(1) instanceof Neg && !written.containsKey(ExprOrder.sorted(s))) {
                factors.set(i, opposite(s));
                minus = false;
                changed = true;
            }
        }
        Expr product = changed ? Product.of(factors) : p;
        return minus ? Neg.of(product) : product;
    }

    /** −s, a positive term first. */
    private static Sum opposite(Sum s) {
        List<Expr> terms = new ArrayList<>();
        for (Expr t : s.terms()) {
            Expr o = t instanceof Neg n ? n.operand() : Neg.of(t);
            terms.add(o instanceof Neg ? terms.size() : 0, o);
        }
        return (Sum) Sum.of(terms);
    }
}
