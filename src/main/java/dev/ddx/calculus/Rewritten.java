package dev.ddx.calculus;

import dev.ddx.expr.Derivative;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Sum;
import dev.ddx.kernel.Facts;
import dev.ddx.kernel.TrigonometricForm;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Rewrite;
import dev.ddx.rewrite.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A method that writes what is differentiated in another way, by an algorithm. */
record Rewritten(String name, String title, String statement, Function<Derivative, Expr> form) implements Rule {

    static final List<Rule> ALL = List.of(
            new Rewritten("sines-and-cosines", "Write by sines and cosines", "d/dx[tan(u)] -> d/dx[sin(u)/cos(u)]",
                    d -> TrigonometricForm.bySinesAndCosines(d.operand())),
            new Rewritten("expanded-form", "Multiply out first", "d/dx[a*(b + c)] -> d/dx[a*b + a*c]", d -> expanded(d.operand())),
            new Rewritten("negative-power", "Write the quotient as a power", "d/dx[c/u] -> d/dx[c*u^(-1)]", Rewritten::asPower));

    @Override
    public String group() {
        return "method";
    }

    @Override
    public Rewrite apply(Expr e, Facts facts) {
        if (!(e instanceof Derivative d) || d.order() != 1) {
            return null;
        }
        Expr made = form.apply(d);
        return made.equals(d.operand()) || d.operand().isFreeOf(d.variables().get(0)) ? null
                : Rewrite.of(Derivative.of(made, d.variables()), Reason.of(this), facts.lost(d.operand(), made));
    }

    private static Expr expanded(Expr e) {
        Expand expand = new Expand();
        List<Expr> terms = new ArrayList<>();
        for (Expr term : e instanceof Sum s ? s.terms() : List.of(e)) {
            Rewrite r = expand.apply(term, null);
            terms.add(r == null ? term : r.result());
        }
        Expr flat = Sum.join(Collect.flatten(Sum.join(terms)));
        Rewrite like = new Collect().apply(flat, null);
        return like == null ? flat : like.result();
    }

    private static Expr asPower(Derivative d) {
        if (!(d.operand() instanceof Quotient q) || q.numerator().dependsOn(d.variables().get(0)) || q.denominator() instanceof Power) {
            return d.operand();
        }
        Expr power = Power.of(q.denominator(), Neg.of(Num.ONE));
        return q.numerator().equals(Num.ONE) ? power : Product.of(q.numerator(), power);
    }
}
