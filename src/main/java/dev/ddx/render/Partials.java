package dev.ddx.render;

import dev.ddx.expr.Call;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Sym;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/** What the derivative of an unknown function by one of its arguments is called after: x for f(x, y(x)), and y. */
final class Partials {

    /** So many letters are read as an index; beyond, numbers say the orders. */
    private static final int MANY = 4;

    private Partials() {
    }

    /** A name for each argument; null if some have none, or two the same. */
    static List<String> names(Call f) {
        List<String> out = new ArrayList<>();
        for (Expr a : f.arguments()) {
            String name = a instanceof Sym s ? s.name() : a instanceof Call c && !c.isDerivative() && c.arguments().size() == 1 && c.argument() instanceof Sym ? c.name() : "";
            if (name.isEmpty() || name.length() > 1 && !isShort(name)) {
                return null;
            }
            out.add(name);
        }
        return new HashSet<>(out).size() == out.size() ? out : null;
    }

    private static boolean isShort(String name) {
        return name.matches("[a-zA-Z](_?[0-9])|[a-z]{2,7}");
    }

    static int order(Call f) {
        return f.orders().stream().mapToInt(Integer::intValue).sum();
    }

    /** The arguments by which f is differentiated, each as often as it is; null if that would not be read. */
    static List<String> index(Call f) {
        List<String> names = f.isDerivative() && f.arguments().size() > 1 && order(f) <= MANY ? names(f) : null;
        if (names == null) {
            return null;
        }
        List<String> out = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            for (int k = 0; k < f.orders().get(i); k++) {
                out.add(names.get(i));
            }
        }
        return out;
    }

    /** Whether it is an unknown function of several variables, all of them free. */
    static boolean isOfSeveralVariables(Expr f, FunctionTable functions) {
        return f instanceof Call c && c.arguments().size() > 1 && isUnknown(functions.lookup(c.name(), c.arguments().size())) && c.arguments().stream().allMatch(Sym.class::isInstance)
                && new HashSet<>(c.arguments()).size() == c.arguments().size();
    }

    private static boolean isUnknown(FunctionDeclaration f) {
        return f == null || !f.isDefinition() && f.derivatives().stream().allMatch(Objects::isNull);
    }
}
