package dev.ddx.parse;

import dev.ddx.expr.Sym;
import java.util.Collections;
import java.util.List;

/** The operator d/dx or d^n/dx^n. */
final class DifferentialToken extends InputToken {

    private static final long serialVersionUID = 1L;

    private final transient List<Sym> variables;

    private DifferentialToken(int start, Source input, List<Sym> variables) {
        super(DdxLexer.DIFFERENTIAL, start, start, input);
        this.variables = variables;
    }

    List<Sym> variables() {
        return variables;
    }

    /** How many tokens from {@code i} on are such an operator; 0 if none are. */
    static int length(TokenList t, int i) {
        if (!t.is(i, "d")) {
            return 0;
        }
        if (is(t, i + 1, DdxLexer.DIVIDE) && isDifferential(t, i + 2) && i + 3 < t.size()) {
            return 3;
        }
        return is(t, i + 1, DdxLexer.POWER) && is(t, i + 2, DdxLexer.NUMBER) && is(t, i + 3, DdxLexer.DIVIDE) && isDifferential(t, i + 4)
                && is(t, i + 5, DdxLexer.POWER) && is(t, i + 6, DdxLexer.NUMBER) && t.text(i + 2).equals(t.text(i + 6))
                && t.text(i + 2).matches("[1-9][0-9]?") ? 7 : 0;
    }

    private static boolean is(TokenList t, int i, int type) {
        return i < t.size() && t.type(i) == type;
    }

    private static boolean isDifferential(TokenList t, int i) {
        return is(t, i, DdxLexer.NAME) && t.text(i).length() > 1 && t.text(i).startsWith("d")
                && Names.ascii(t.text(i).substring(1)) != null && Sym.isName(Names.ascii(t.text(i).substring(1)));
    }

    static DifferentialToken of(TokenList t, int i, int length, Source input) {
        Sym x = Sym.of(Names.ascii(t.text(length == 3 ? i + 2 : i + 4).substring(1)));
        int order = length == 3 ? 1 : Integer.parseInt(t.text(i + 2));
        return new DifferentialToken(t.start(i), input, Collections.nCopies(order, x));
    }
}
