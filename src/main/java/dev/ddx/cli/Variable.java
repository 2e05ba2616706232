package dev.ddx.cli;

import dev.ddx.Ddx;
import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import java.util.List;
import java.util.Set;

/** Which variable to differentiate by. */
final class Variable {

    private Variable() {
    }

    /** The symbol of that name, which may be a Greek letter. */
    static Sym named(Ddx ddx, String name) {
        Expr e;
        try {
            e = ddx.read(name, Set.of(), true).expression();
        } catch (DdxException bad) {
            if (bad.kind() == DdxException.Kind.LIMIT) {
                throw bad;
            }
            throw new DdxException(DdxException.Kind.BAD_VARIABLE, "a variable is a name such as x, t or x_1");
        }
        if (e instanceof Sym s) {
            return s;
        }
        throw new DdxException(DdxException.Kind.BAD_VARIABLE, e instanceof Const c
                ? c.name() + " is a constant, not a variable"
                : "a variable is a name such as x, t or x_1");
    }

    /** What a person means who names none. */
    static Sym of(Expr e) {
        return Ddx.variableOf(e);
    }
}
