package dev.ddx.rewrite;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Relation;
import java.util.List;

/**
 * What a rule makes of an expression.
 *
 * @param result what stands in its place
 * @param reason why
 * @param conditions what must hold for the two to be equal, where it could not be proved
 * @param sides computations that the rule relied on, such as lemmas
 */
public record Rewrite(Expr result, Reason reason, List<Relation> conditions, List<Derivation> sides) {

    public Rewrite {
        conditions = List.copyOf(conditions);
        sides = List.copyOf(sides);
    }

    public static Rewrite of(Expr result, Reason reason) {
        return new Rewrite(result, reason, List.of(), List.of());
    }

    public static Rewrite of(Expr result, Reason reason, List<Relation> conditions) {
        return new Rewrite(result, reason, conditions, List.of());
    }
}
