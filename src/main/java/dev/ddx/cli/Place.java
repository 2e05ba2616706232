package dev.ddx.cli;

import dev.ddx.Ddx;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import dev.ddx.parse.Brackets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Values for variables as they are typed. */
final class Place {

    private Place() {
    }

    /** The values of texts such as {@code x = 2} or {@code x=1/3,y=sqrt(2)}. */
    static Map<Sym, Expr> values(Ddx ddx, List<String> texts, Reading reading) {
        return values(ddx, texts, reading, "--at takes a value such as 'x = 2'");
    }

    /** @param otherwise what is said where a text is no such equation */
    static Map<Sym, Expr> values(Ddx ddx, List<String> texts, Reading reading, String otherwise) {
        Map<Sym, Expr> values = new LinkedHashMap<>();
        for (String text : texts) {
            for (String one : Brackets.split(text, ',')) {
                Expr e = reading.expression(ddx, one, Set.of(), false);
                if (!(e instanceof Relation r) || !r.isEquation()
                        || !(r.left() instanceof Sym s)) {
                    throw ExpressionCommand.usage(otherwise).about(e);
                }
                values.put(s, r.right());
            }
        }
        return values;
    }

    /** The one variable with a value, of texts such as {@code x = 1}. */
    static Map.Entry<Sym, Expr> single(Ddx ddx, List<String> texts, Reading reading) {
        Map<Sym, Expr> all = values(ddx, texts, reading);
        if (all.size() != 1) {
            throw ExpressionCommand.usage("--at is needed for one variable, as in --at 'x = 1'");
        }
        return all.entrySet().iterator().next();
    }
}
