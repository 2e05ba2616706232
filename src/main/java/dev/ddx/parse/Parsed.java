package dev.ddx.parse;

import dev.ddx.expr.Expr;
import java.util.List;

/** What was read, and notes on readings that could surprise. */
public record Parsed(Expr expression, List<String> notes) {

    public Parsed {
        notes = List.copyOf(notes);
    }
}
