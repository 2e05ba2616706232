package dev.ddx.calculus;

import dev.ddx.expr.Call;
import dev.ddx.expr.Derivative;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Num;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Rewrite;
import java.util.List;

/** Logarithmic differentiation of u^v, for u &gt; 0: take the logarithm of both sides, differentiate, solve. */
final class Logarithmic {

    static final String NAME = "logarithmic";

    private Logarithmic() {
    }

    static boolean appliesTo(Derivative d) {
        return d.order() == 1 && d.operand() instanceof Power p
                && p.base().dependsOn(d.variables().get(0)) && p.exponent().dependsOn(d.variables().get(0));
    }

    static Rewrite rewrite(Derivative d, Trace parent, Differentiation differentiation) {
        Sym x = d.variables().get(0);
        Power p = (Power) d.operand();
        Sym y = nameFor(p);
        List<Relation> conditions = parent.facts().missing(Relation.of(p.base(), Relation.Op.GT, Num.ZERO));

        Trace t = parent.fresh(Relation.of(y, Relation.Op.EQ, p));
        Expr logs = Relation.of(Call.of("ln", y), Relation.Op.EQ, Call.of("ln", p));
        t.step("take-log", List.of(), Rewrite.of(logs, Reason.of("Take the natural logarithm of both sides"), conditions), Trace.NORMAL);
        t.stepValue("log-power", Product.of(p.exponent(), Call.of("ln", p.base())),
                Reason.of("Logarithm of a power", "$\\ln(a^b) = b\\ln a$ with $a = {a}$").with("a", p.base()), Trace.NORMAL);
        Expr dy = Derivative.of(y, x);
        t.step("differentiate", List.of(), Rewrite.of(Relation.of(Quotient.of(dy, y), Relation.Op.EQ, Derivative.of(t.value(), x)),
                Reason.of("Differentiate both sides; chain rule on the left")), Trace.NORMAL);
        differentiation.carryOut(t);
        differentiation.tidy(t, Trace.NORMAL);
        Expr value = t.value();
        t.step("multiply-both-sides", List.of(), Rewrite.of(Relation.of(dy, Relation.Op.EQ, Product.of(y, value)),
                Reason.of("Multiply both sides by", "${y}$").with("y", y)), Trace.NORMAL);
        t.stepValue("back-substitute", Product.of(p, value),
                Reason.of("Substitute", "${y} = {p}$").with("y", y).with("p", p), Trace.NORMAL);
        Derivation side = t.done();
        return new Rewrite(t.value(), Reason.of("Logarithmic differentiation"), conditions, List.of(side));
    }

    private static Sym nameFor(Expr e) {
        for (String name : List.of("y", "w", "s", "q")) {
            if (e.isFreeOf(Sym.of(name))) {
                return Sym.of(name);
            }
        }
        int i = 1;
        while (e.dependsOn(Sym.of("y_" + i))) {
            i++;
        }
        return Sym.of("y_" + i);
    }
}
