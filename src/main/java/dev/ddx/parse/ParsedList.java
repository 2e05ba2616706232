package dev.ddx.parse;

import dev.ddx.expr.Expr;
import java.util.List;

/**
 * What expressions with commas between them were read as.
 *
 * @param notes how notation was read that could be meant otherwise
 * @param places where their parts stand in the text
 */
public record ParsedList(List<Expr> expressions, List<String> notes, Places places) {

    public ParsedList {
        expressions = List.copyOf(expressions);
        notes = List.copyOf(notes);
    }
}
