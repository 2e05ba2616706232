package dev.ddx.calculus;

import dev.ddx.expr.Derivative;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Num;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.rewrite.Rewrite;
import dev.ddx.rewrite.Rule;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The derivative of an expression that is too large to show line by line: the same rules, applied from the
 * leaves up, each node once. Zeros and ones are dropped and like terms added on the way.
 */
final class BulkDerivative {

    private final List<Rule> rules;
    private final Sym x;
    private final Map<Expr, Expr> done = new IdentityHashMap<>();

    BulkDerivative(List<Rule> rules, Sym x) {
        this.rules = rules;
        this.x = x;
    }

    Expr of(Expr f) {
        return f.<Expr>fold((node, ignored) -> {
            Expr derivative = derivative(node);
            done.put(node, derivative);
            return derivative;
        });
    }

    private Expr derivative(Expr node) {
        if (node.isFreeOf(x)) {
            return Num.ZERO;
        }
        Derivative d = Derivative.of(node, x);
        for (Rule rule : rules) {
            Rewrite r = rule.apply(d);
            if (r != null) {
                return fill(r.result());
            }
        }
        throw new DdxException(DdxException.Kind.NOT_DIFFERENTIABLE, "no rule differentiates a part of this large expression");
    }

    /** The derivatives that a rule left open, filled in; parts of the input are not entered again. */
    private Expr fill(Expr e) {
        if (e instanceof Derivative d && d.order() == 1) {
            Expr known = done.get(d.operand());
            return known != null ? known : derivative(d.operand());
        }
        if (done.containsKey(e) || e.children().isEmpty()) {
            return e;
        }
        List<Expr> children = new ArrayList<>();
        for (Expr child : e.children()) {
            children.add(fill(child));
        }
        return tidy(e.withChildren(children));
    }

    private static boolean isZero(Expr e) {
        return e instanceof Num n && n.isZero();
    }

    private static Expr tidy(Expr e) {
        return switch (e) {
            case Sum s -> {
                List<Expr> terms = s.terms().stream().filter(t -> !isZero(t)).toList();
                Expr sum = Sum.join(terms);
                Rewrite like = new Collect().apply(sum);
                yield like == null ? sum : like.result();
            }
            case Product p when p.factors().stream().anyMatch(BulkDerivative::isZero) -> Num.ZERO;
            case Product p -> Product.join(p.factors().stream().filter(f -> !f.equals(Num.ONE)).toList());
            case Quotient q when isZero(q.numerator()) -> Num.ZERO;
            default -> e;
        };
    }
}
