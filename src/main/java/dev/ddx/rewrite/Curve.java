package dev.ddx.rewrite;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import java.util.List;

/**
 * What a derivation takes as given: symbols that depend on a variable because equations tie them to it. With x as the
 * parameter, y as dependent and x² + y² = 25 as equation it is the circle; with t as parameter, x and y as dependents, and
 * x = cos(t) and y = sin(t) as equations it is the unit circle as it is run through.
 *
 * @param parameter what all dependents depend on
 * @param dependents the symbols that depend on it
 * @param equations one for each dependent, either {@code dependent = …} with what stands further to the front, or any
 *        equation that holds between the parameter and the only dependent
 */
public record Curve(Sym parameter, List<Sym> dependents, List<Relation> equations) {

    /** @throws IllegalArgumentException if there is not one equation for each dependent */
    public Curve {
        dependents = List.copyOf(dependents);
        equations = List.copyOf(equations);
        if (equations.size() != dependents.size() || !equations.stream().allMatch(Relation::isEquation)) {
            throw new IllegalArgumentException("a curve has an equation for each symbol that depends on another");
        }
    }

    /** What dependent i is, or null if its equation does not say it outright. */
    public Expr explicit(int i) {
        Relation r = equations.get(i);
        Sym s = dependents.get(i);
        return r.left().equals(s) && dependents.subList(i, dependents.size()).stream().allMatch(r.right()::isFreeOf) ? r.right() : null;
    }
}
