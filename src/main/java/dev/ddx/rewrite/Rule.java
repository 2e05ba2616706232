package dev.ddx.rewrite;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Facts;
import java.util.List;

/** A named rule that rewrites one expression into another of the same value. */
public interface Rule {

    /** The name in lower case with hyphens, such as {@code constant-multiple}. */
    String name();

    /** What a person calls it, such as "Constant multiple rule". */
    String title();

    /** The chapter it belongs to, such as {@code differentiation}. */
    String group();

    /** The rule in mathematical notation, or a sentence for a rule that is an algorithm. */
    String statement();

    /**
     * What stands in place of {@code e}, or null if the rule does not apply there. What it takes for
     * granted beyond the facts is a condition of the rewrite.
     */
    Rewrite apply(Expr e, Facts facts);

    /** The rule as an equation pattern = template, if it is a formula each of whose variables a reason binds; else null. */
    default Relation formula() {
        return null;
    }

    /** Where the formula is published, such as DLMF 4.20.7; null if that is not said. */
    default String source() {
        return null;
    }

    /** What the formula takes for granted of its variables, such as u &gt; 0. */
    default List<Relation> premises() {
        return List.of();
    }

    /** The variables of the formula that stand for integers only. */
    default List<Sym> integers() {
        return List.of();
    }
}
