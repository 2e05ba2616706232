package dev.ddx.writeup;

import dev.ddx.Ddx;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Sym;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A derivative that a chapter is about.
 *
 * @param ddx what is known
 * @param function an expression, or an equation such as f(x) = x^2 or y = x^2
 * @param inTermsOf as {@link Ddx#derivationInTermsOf(Expr, Sym, int, String)} takes it, or null
 * @param method the name of a method, or null
 * @param values of the other symbols, for the picture and the check by numbers; those that are missing are chosen
 * @param range the left and the right end of the picture, or null to choose them
 * @param tangents where the picture has tangents; null for a place that shows one well
 * @param exercises how many exercises of the same kind follow
 */
public record Subject(Ddx ddx, Expr function, Sym variable, int order, String inTermsOf, String method, Map<Sym, Expr> values, List<Expr> range,
        List<Expr> tangents, int exercises, Set<Section> sections) {

    /** All sections, and no exercises. */
    public static Subject of(Ddx ddx, Expr function, Sym variable) {
        return new Subject(ddx, function, variable, 1, null, null, Map.of(), null, null, 0, EnumSet.allOf(Section.class));
    }

    /** All sections; the variable is the one that {@link Ddx#variableOf} finds. */
    public static Subject of(Ddx ddx, String text) {
        Expr e = ddx.read(text, Set.of("x"), false).expression();
        return of(ddx, e, Ddx.variableOf(e));
    }

    public Subject withExercises(int count) {
        return new Subject(ddx, function, variable, order, inTermsOf, method, values, range, tangents, count, sections);
    }
}
