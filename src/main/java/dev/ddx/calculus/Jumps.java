package dev.ddx.calculus;

import dev.ddx.expr.Call;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.Integral;
import dev.ddx.expr.Piecewise;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Facts;
import dev.ddx.rewrite.Rewrite;
import java.util.ArrayList;
import java.util.List;

/**
 * Where an integrand may jump. The integral has a derivative by a limit only where the integrand is continuous at the limit, and it may be
 * differentiated under the sign only if the places where it jumps stay where they are.
 */
final class Jumps {

    private Jumps() {
    }

    /** What has to hold where a part of e is not to jump. */
    private static List<Relation> excluded(Expr e, Facts facts) {
        List<Relation> out = new ArrayList<>();
        for (Expr part : e.subexpressions()) {
            if (part instanceof Call c && !c.isDerivative()
                    && facts.functions().lookup(c.name(), c.arguments().size()) instanceof FunctionDeclaration f) {
                if (f.isDefinition()) {
                    out.addAll(excluded(f.instantiate(f.body(), c.arguments()), facts));
                } else if (f.behaviour().continuous() != null) {
                    out.add((Relation) f.instantiate(f.behaviour().continuous(), c.arguments()));
                }
            } else if (part instanceof Piecewise p) {
                for (Expr edge : p.subexpressions()) {
                    for (int i = 1; edge instanceof Relation r && i < r.operands().size(); i++) {
                        out.add(Relation.of(r.operands().get(i - 1), Relation.Op.NE, r.operands().get(i)));
                    }
                }
            }
        }
        return out;
    }

    /**
     * The rewriting of the derivative of an integral, with the condition that the integrand does not jump at a limit that moves.
     *
     * @throws DdxException of kind NOT_DIFFERENTIABLE if the integrand may jump at a place that depends on x
     */
    static Rewrite withoutThem(Rewrite rewrite, Integral integral, Sym x, Facts facts) {
        List<Relation> conditions = new ArrayList<>(rewrite.conditions());
        for (Relation r : excluded(integral.operand(), facts)) {
            if (r.isFreeOf(integral.variable())) {
                continue;
            }
            if (r.dependsOn(x)) {
                throw new DdxException(DdxException.Kind.NOT_DIFFERENTIABLE, "the integrand may jump where " + r + " does not hold, a place that"
                        + " depends on " + x + ": there is no rule for what its jump contributes").about(integral);
            }
            for (Expr limit : List.of(integral.from(), integral.to())) {
                if (limit.dependsOn(x)) {
                    facts.missing((Relation) r.replace(integral.variable(), limit)).stream().filter(c -> !conditions.contains(c))
                            .forEach(conditions::add);
                }
            }
        }
        return new Rewrite(rewrite.result(), rewrite.reason(), conditions, rewrite.sides());
    }
}
