package dev.ddx.cli;

import dev.ddx.expr.Derivative;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Sym;
import java.util.ArrayList;
import java.util.List;

/**
 * A derivative as it was typed, such as diff(x^2*y, x, y): who types one and names no variable wants to have it carried out.
 *
 * @param variables in the order in which they are differentiated by
 */
record Typed(Expr function, List<Sym> variables) {

    /** Null if the expression as a whole is not a derivative. */
    static Typed of(Expr e) {
        List<Sym> variables = new ArrayList<>();
        Expr f = e;
        while (f instanceof Derivative d) {
            variables.addAll(0, d.variables());
            f = d.operand();
        }
        return variables.isEmpty() ? null : new Typed(f, variables);
    }
}
