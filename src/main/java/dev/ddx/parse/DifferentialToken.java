package dev.ddx.parse;

import dev.ddx.expr.Derivative;
import dev.ddx.expr.Expr;
import dev.ddx.expr.NthDerivative;
import dev.ddx.expr.Sym;
import java.util.Collections;

/** The operator d/dx or d^n/dx^n, n a number or a letter. */
final class DifferentialToken extends InputToken {

    private static final long serialVersionUID = 1L;

    private final transient Sym variable;
    private final String order;

    private DifferentialToken(int start, Source input, Sym variable, String order) {
        super(DdxLexer.DIFFERENTIAL, start, start, input);
        this.variable = variable;
        this.order = order;
    }

    Sym variable() {
        return variable;
    }

    /** The derivative of an expression that it stands for. */
    Expr of(Expr e) {
        return Character.isDigit(order.charAt(0)) ? Derivative.of(e, Collections.nCopies(Integer.parseInt(order), variable))
                : NthDerivative.of(e, variable, Sym.of(order));
    }

    /** How many tokens from {@code i} on are such an operator; 0 if none are. */
    static int length(TokenList t, int i) {
        if (!t.is(i, "d")) {
            return 0;
        }
        if (is(t, i + 1, DdxLexer.DIVIDE) && isDifferential(t, i + 2) && i + 3 < t.size()) {
            return 3;
        }
        return is(t, i + 1, DdxLexer.POWER) && i + 6 < t.size() && is(t, i + 3, DdxLexer.DIVIDE) && isDifferential(t, i + 4)
                && is(t, i + 5, DdxLexer.POWER) && t.text(i + 2).equals(t.text(i + 6)) && isOrder(t, i + 2)
                && !t.text(i + 4).equals("d" + t.text(i + 2)) ? 7 : 0;
    }

    private static boolean isOrder(TokenList t, int i) {
        return is(t, i, DdxLexer.NUMBER) ? t.text(i).matches("[1-9][0-9]?") : is(t, i, DdxLexer.NAME) && t.text(i).matches("[a-zA-Z]") && !t.text(i).equals("e");
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
        return new DifferentialToken(t.start(i), input, x, length == 3 ? "1" : t.text(i + 2));
    }
}
