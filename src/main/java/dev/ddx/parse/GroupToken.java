package dev.ddx.parse;

import dev.ddx.expr.Expr;
import java.util.List;

/** A bracketed part of the input that has been read. */
final class GroupToken extends InputToken {

    private static final long serialVersionUID = 1L;

    private final transient List<Expr> items;
    private final transient List<Integer> separators;
    private final boolean bars;

    /** @param open the place of the opening bracket, where errors point */
    GroupToken(int open, Source input, List<Expr> items, List<Integer> separators, boolean bars) {
        super(DdxLexer.GROUP, open, open, input);
        this.items = items;
        this.separators = separators;
        this.bars = bars;
    }

    List<Expr> items() {
        return items;
    }

    /** The types of the separators between the items, comma or semicolon. */
    List<Integer> separators() {
        return separators;
    }

    boolean bars() {
        return bars;
    }
}
