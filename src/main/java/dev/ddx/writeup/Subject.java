package dev.ddx.writeup;

import dev.ddx.Ddx;
import dev.ddx.expr.Call;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    private static final Pattern NAMED = Pattern.compile("\\s*(\\p{L}[\\p{L}0-9_]*)\\s*\\(\\s*(\\p{L}[\\p{L}0-9_]*)\\s*\\)\\s*=(?!=)");

    /** All sections, and no exercises. */
    public static Subject of(Ddx ddx, Expr function, Sym variable) {
        return new Subject(ddx, function, variable, 1, null, null, Map.of(), null, null, 0, EnumSet.allOf(Section.class));
    }

    /** All sections; the variable is the one that {@link Ddx#variableOf} finds. */
    public static Subject of(Ddx ddx, String text) {
        Expr e = read(ddx, text, "x");
        return of(ddx, e, Ddx.variableOf(e));
    }

    /**
     * An expression or an equation that names the function, whatever its name is.
     *
     * @throws DdxException for what is neither
     */
    public static Expr read(Ddx ddx, String text, String variable) {
        Matcher named = NAMED.matcher(text);
        if (named.lookingAt() && Sym.isName(named.group(1)) && Sym.isName(named.group(2))) {
            // The spaces keep the places of what is wrong behind them.
            Expr right = ddx.read(" ".repeat(named.end()) + text.substring(named.end()), Set.of(named.group(2)), false).expression();
            if (!(right instanceof Relation)) {
                return Relation.of(Call.of(named.group(1), Sym.of(named.group(2))), Relation.Op.EQ, right);
            }
        }
        Expr e = ddx.read(text, Set.of(variable), false).expression();
        if (e instanceof Relation r && !r.isEquation()) {
            throw new DdxException(DdxException.Kind.USAGE, "an expression or an equation y = … has a derivative, an inequality has none");
        }
        return e;
    }

    public Subject withExercises(int count) {
        return new Subject(ddx, function, variable, order, inTermsOf, method, values, range, tangents, count, sections);
    }
}
