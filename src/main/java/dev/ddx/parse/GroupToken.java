package dev.ddx.parse;

import dev.ddx.expr.Expr;
import java.util.List;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/** A bracketed part of the input that has been read. */
final class GroupToken extends CommonToken {

    private static final long serialVersionUID = 1L;

    private final transient List<Expr> items;
    private final transient List<Integer> separators;
    private final boolean bars;

    GroupToken(Token open, List<Expr> items, List<Integer> separators, boolean bars) {
        super(open);
        setType(DdxLexer.GROUP);
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
