package dev.ddx.calculus;

import dev.ddx.expr.Derivative;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Facts;
import dev.ddx.rewrite.Rule;
import java.util.ArrayList;
import java.util.List;

/** The ways in which an expression can be differentiated: those below, and each rule of group {@code method} that applies to it. */
final class Methods {

    static final Method RULES = new Method("rules", "Rule by rule from the outermost operation inwards; nothing is rewritten first");
    static final Method LOGARITHMIC = new Method(Logarithmic.NAME, "Take the logarithm of both sides, differentiate, solve for the derivative");
    static final Method LIMIT = new Method("limit", "From first principles, as the limit of the difference quotient");
    static final Method SIMPLIFIED = new Method("simplified-form", "Simplify the function first");

    private Methods() {
    }

    /** Those that are possible for f and lead to other lines, the one that is taken if none is named first. */
    static List<Method> of(StandardLibrary library, Facts facts, Expr f, Sym x) {
        Derivative d = Derivative.of(f, x);
        List<Method> out = new ArrayList<>();
        if (f.isFreeOf(x)) {
            return List.of(RULES);
        }
        if (Logarithmic.isPossible(d, facts)) {
            out.add(LOGARITHMIC);
        }
        if (!Logarithmic.isGeneralPower(f, x)) {
            out.add(Logarithmic.isUsual(d, facts) ? out.size() : 0, RULES);
        }
        for (Rule rule : library.rules("method")) {
            if (rule.apply(d, facts) != null) {
                out.add(new Method(rule.name(), rule.title()));
            }
        }
        out.add(SIMPLIFIED);
        return out;
    }
}
