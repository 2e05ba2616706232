package dev.ddx.parse;

import dev.ddx.expr.Sym;
import java.util.Collections;
import java.util.List;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/** The operator d/dx or d^n/dx^n. */
final class DifferentialToken extends CommonToken {

    private static final long serialVersionUID = 1L;

    private final transient List<Sym> variables;

    private DifferentialToken(Token at, List<Sym> variables) {
        super(at);
        setType(DdxLexer.DIFFERENTIAL);
        this.variables = variables;
    }

    List<Sym> variables() {
        return variables;
    }

    /** How many tokens from {@code i} on are such an operator; 0 if none are. */
    static int length(List<Token> t, int i) {
        if (!t.get(i).getText().equals("d")) {
            return 0;
        }
        if (is(t, i + 1, DdxLexer.DIVIDE) && isDifferential(t, i + 2) && i + 3 < t.size()) {
            return 3;
        }
        return is(t, i + 1, DdxLexer.POWER) && is(t, i + 2, DdxLexer.NUMBER) && is(t, i + 3, DdxLexer.DIVIDE) && isDifferential(t, i + 4)
                && is(t, i + 5, DdxLexer.POWER) && is(t, i + 6, DdxLexer.NUMBER) && t.get(i + 2).getText().equals(t.get(i + 6).getText())
                && t.get(i + 2).getText().matches("[1-9][0-9]?") ? 7 : 0;
    }

    private static boolean is(List<Token> t, int i, int type) {
        return i < t.size() && t.get(i).getType() == type;
    }

    private static boolean isDifferential(List<Token> t, int i) {
        return is(t, i, DdxLexer.NAME) && t.get(i).getText().length() > 1 && t.get(i).getText().startsWith("d")
                && Names.ascii(t.get(i).getText().substring(1)) != null && Sym.isName(Names.ascii(t.get(i).getText().substring(1)));
    }

    static DifferentialToken of(List<Token> t, int i, int length) {
        Sym x = Sym.of(Names.ascii(t.get(length == 3 ? i + 2 : i + 4).getText().substring(1)));
        int order = length == 3 ? 1 : Integer.parseInt(t.get(i + 2).getText());
        return new DifferentialToken(t.get(i), Collections.nCopies(order, x));
    }
}
