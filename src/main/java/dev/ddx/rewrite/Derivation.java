package dev.ddx.rewrite;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Relation;
import dev.ddx.kernel.Condition;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The rule applications that led from an expression to another, in order.
 *
 * @param start what stands first: an equation, or an expression such as d/dx[f]
 * @param steps the applications; each begins where the one before ended
 */
public record Derivation(Expr start, List<Step> steps) {

    public Derivation {
        steps = List.copyOf(steps);
    }

    /** The last line: an equation or an expression. */
    public Expr end() {
        return steps.isEmpty() ? start : steps.get(steps.size() - 1).after();
    }

    /** The value found: the right side, if the last line is an equation. */
    public Expr result() {
        return end() instanceof Relation r && r.isEquation() ? r.right() : end();
    }

    /** All that the steps assumed, side computations included, without what follows from the rest. */
    public List<Relation> conditions() {
        Set<Relation> all = new LinkedHashSet<>();
        for (Step s : steps) {
            for (Derivation side : s.sides()) {
                all.addAll(side.conditions());
            }
            all.addAll(s.conditions());
        }
        return Condition.irredundant(List.copyOf(all));
    }
}
