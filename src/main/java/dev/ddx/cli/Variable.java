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

    /** What a person means who names none: the t of f(t) = …, else x if it occurs, else the only symbol, else x. */
    static Sym of(Expr e) {
        if (e instanceof Relation r && r.isEquation()) {
            if (r.left() instanceof Call c && c.arguments().size() == 1 && c.argument() instanceof Sym s) {
                return s;
            }
            e = r.right();
        }
        Sym x = Sym.of("x");
        if (e.dependsOn(x)) {
            return x;
        }
        List<Sym> symbols = e.freeSymbols();
        return symbols.size() == 1 ? symbols.get(0) : x;
    }
}
