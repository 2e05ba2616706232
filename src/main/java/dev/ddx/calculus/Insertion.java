package dev.ddx.calculus;

import dev.ddx.expr.Derivative;
import dev.ddx.expr.EvaluatedAt;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Relation;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Rewrite;

/** Puts the value of a variable in its place, where an expression is evaluated at it. */
final class Insertion {

    static final String NAME = "insert";

    private Insertion() {
    }

    /** Whether it is an evaluation of which nothing has to be differentiated first. */
    static boolean isReady(Expr e) {
        return e instanceof EvaluatedAt at && !at.operand().has(part -> part instanceof Derivative);
    }

    static Rewrite rewrite(EvaluatedAt at) {
        return Rewrite.of(at.operand().substitute(s -> s.equals(at.variable()) ? at.value() : null),
                Reason.of("Insert", "${v}$").with("v", Relation.of(at.variable(), Relation.Op.EQ, at.value())));
    }
}
