package dev.ddx.parse;

import dev.ddx.expr.Expr;
import java.util.List;

/** What was read, notes on readings that could surprise, and where its parts stand in the text. */
public record Parsed(Expr expression, List<String> notes, Places places) {

    public Parsed {
        notes = List.copyOf(notes);
    }
}
