package dev.ddx.calculus;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Sum;
import dev.ddx.kernel.Facts;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Rewrite;
import dev.ddx.rewrite.Rule;

/** Removes the brackets of a sum within a sum; a minus before them changes every sign. */
final class Flatten implements Rule {

    @Override
    public String name() {
        return "distribute-minus";
    }

    @Override
    public String title() {
        return "Remove the parentheses";
    }

    @Override
    public String group() {
        return "simplification";
    }

    @Override
    public String statement() {
        return "a - (b + c) -> a - b - c";
    }

    @Override
    public Rewrite apply(Expr e, Facts facts) {
        if (!(e instanceof Sum s) || s.terms().stream().noneMatch(t -> t instanceof Sum || t instanceof Neg n && n.operand() instanceof Sum)) {
            return null;
        }
        return Rewrite.of(Sum.join(Collect.flatten(s)), Reason.of(this));
    }
}
