package dev.ddx.cli;

import dev.ddx.Ddx;
import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Which variable to differentiate by. */
final class Variable {

    private static final int MOST = 1_000;

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

    /** Several, such as {@code x,y}; a number says how often the one before it is meant, as in {@code x,2,y}. */
    static List<Sym> list(Ddx ddx, String names) {
        List<Sym> out = new ArrayList<>();
        for (String one : names.split(",", -1)) {
            String name = one.strip();
            if (!out.isEmpty() && name.matches("[0-9]{1,10}")) {
                long times = Long.parseLong(name);
                if (times < 1 || times > MOST) {
                    throw new DdxException(DdxException.Kind.BAD_VARIABLE, "the number after a variable says how often to differentiate by it, and is from 1 to " + MOST);
                }
                Sym x = out.remove(out.size() - 1);
                out.addAll(Collections.nCopies((int) times, x));
            } else {
                out.add(named(ddx, name));
            }
        }
        return out;
    }

    /** What a person means who names none. */
    static Sym of(Expr e) {
        return Ddx.variableOf(e);
    }
}
