package dev.ddx.parse;

import dev.ddx.expr.Expr;
import java.util.List;

/** A bracketed part of the input that has been read. */
final class GroupToken extends InputToken {

    private static final long serialVersionUID = 1L;

    private final transient List<Expr> items;
    private final transient List<Integer> separators;
    private final boolean bars;
    private final int end;

    /**
     * @param open the place of the opening bracket, where errors point
     * @param end where what stands after the closing bracket begins
     */
    GroupToken(int open, int end, Source input, List<Expr> items, List<Integer> separators, boolean bars) {
        super(DdxLexer.GROUP, open, open, input);
        this.end = end;
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

    int end() {
        return end;
    }

    boolean bars() {
        return bars;
    }
}
