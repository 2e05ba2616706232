package dev.ddx.parse;

import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;

/** A side condition of a rule, such as {@code v depends on x}, {@code n is integer} or {@code g != 0}. */
public record RuleCondition(String subject, Kind kind, Sym variable, Relation relation) {

    /** What is asked of the subject. */
    public enum Kind { DEPENDS, FREE, NUMBER, INTEGER, SYMBOL,
        /** Is certain to be real, or the rule does not apply. */
        REAL,
        /** A relation that is certain, or the rule does not apply. */
        KNOWN,
        /** A relation; if it is not certain, it is a condition of the step. */
        RELATION
    }
}
