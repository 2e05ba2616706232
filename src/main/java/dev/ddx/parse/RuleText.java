package dev.ddx.parse;

import dev.ddx.expr.Expr;
import java.util.List;

/**
 * A rule as it stands in a library file; the symbols of pattern and template are the rule's variables.
 *
 * @param source where its formula is published; null if it needs none
 */
public record RuleText(String name, String group, String title, Expr pattern, Expr template,
        List<RuleCondition> conditions, String reason, String source, int line) {
}
