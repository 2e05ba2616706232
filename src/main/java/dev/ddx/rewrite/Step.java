package dev.ddx.rewrite;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Relation;
import java.util.List;

/**
 * One application of a rule.
 *
 * @param rule the rule's name
 * @param path child indices from the root of {@code before} to the part that was rewritten
 * @param before the whole expression before
 * @param after the whole expression after
 * @param reason title and instantiated sentence
 * @param conditions what the step assumed, each once
 * @param sides side computations whose results the step used
 * @param shownFrom the coarsest level of detail at which the line after this step is shown:
 *        0 brief, 1 normal, 2 full
 */
public record Step(String rule, List<Integer> path, Expr before, Expr after, Reason reason,
        List<Relation> conditions, List<Derivation> sides, int shownFrom) {

    public Step {
        path = List.copyOf(path);
        conditions = conditions.stream().distinct().toList();
        sides = List.copyOf(sides);
    }

    public Step shownFrom(int level) {
        return new Step(rule, path, before, after, reason, conditions, sides, level);
    }
}
