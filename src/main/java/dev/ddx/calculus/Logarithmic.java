package dev.ddx.calculus;

import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.Derivative;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Num;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Facts;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Rewrite;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Logarithmic differentiation: take the logarithm of both sides, differentiate, solve. Of u^v for u &gt; 0, and of a
 * product of powers where it is not zero.
 */
final class Logarithmic {

    static final String NAME = "logarithmic";

    private Logarithmic() {
    }

    /** Where a textbook would: a variable exponent, or a product and quotient of three and more with powers of sums among them. */
    static boolean isUsual(Derivative d, Facts facts) {
        if (d.order() != 1) {
            return false;
        }
        Sym x = d.variables().get(0);
        if (isGeneralPower(d.operand(), x)) {
            return true;
        }
        Map<Expr, Rational> factors = LogarithmLaws.factors(d.operand());
        long powers = factors.entrySet().stream().filter(f -> f.getKey().dependsOn(x) && !f.getKey().equals(x) && !f.getValue().abs().isOne()).count();
        return powers >= 2 && count(factors, x) >= 3 && isPossible(d, facts);
    }

    /** Whether taking the logarithm makes anything easier. */
    static boolean isPossible(Derivative d, Facts facts) {
        Sym x = d.variables().get(0);
        if (isGeneralPower(d.operand(), x)) {
            return true;
        }
        Map<Expr, Rational> factors = LogarithmLaws.factors(d.operand());
        return !facts.isComplex() && count(factors, x) >= 2 && factors.keySet().stream().allMatch(facts::isReal);
    }

    private static long count(Map<Expr, Rational> factors, Sym x) {
        return factors.keySet().stream().filter(f -> f.dependsOn(x)).count();
    }

    /** Whether it is u^v with both depending on x, for which there is no other rule. */
    static boolean isGeneralPower(Expr e, Sym x) {
        return e instanceof Power p && p.base().dependsOn(x) && p.exponent().dependsOn(x);
    }

    static Rewrite rewrite(Derivative d, Trace parent, Differentiation differentiation) {
        Sym x = d.variables().get(0);
        Expr f = d.operand();
        Facts facts = parent.facts();
        Sym y = nameFor(f, differentiation);
        Trace t = parent.fresh(Relation.of(y, Relation.Op.EQ, f));
        List<Relation> conditions = f instanceof Power p && isGeneralPower(f, x) ? ofPower(t, y, p, facts) : ofProduct(t, y, f, facts);
        Expr dy = Derivative.of(y, x);
        t.step("differentiate", List.of(), Rewrite.of(Relation.of(Quotient.of(dy, y), Relation.Op.EQ, Derivative.of(t.value(), x)),
                Reason.of("Differentiate both sides; chain rule on the left")), Trace.NORMAL);
        differentiation.carryOut(t);
        differentiation.tidy(t, Trace.NORMAL);
        Expr value = t.value();
        t.step("multiply-both-sides", List.of(), Rewrite.of(Relation.of(dy, Relation.Op.EQ, Product.of(y, value)),
                Reason.of("Multiply both sides by", "${y}$").with("y", y)), Trace.NORMAL);
        t.stepValue("back-substitute", Product.of(f instanceof Product p ? joined(p.factors(), value) : List.of(f, value)),
                Reason.of("Substitute", "${y} = {p}$").with("y", y).with("p", f), Trace.NORMAL);
        Derivation side = t.done().openedBy(Reason.of("Logarithmic differentiation", ": name the function"));
        return new Rewrite(t.value(), Reason.of("Logarithmic differentiation"), conditions, List.of(side));
    }

    private static List<Expr> joined(List<Expr> factors, Expr last) {
        List<Expr> out = new ArrayList<>(factors);
        out.add(last);
        return out;
    }

    private static List<Relation> ofPower(Trace t, Sym y, Power p, Facts facts) {
        List<Relation> conditions = facts.missing(Relation.of(p.base(), Relation.Op.GT, Num.ZERO));
        Expr logs = Relation.of(Call.of("ln", y), Relation.Op.EQ, Call.of("ln", p));
        t.step("take-log", List.of(), Rewrite.of(logs, Reason.of("Take the natural logarithm of both sides"), conditions), Trace.NORMAL);
        t.stepValue("log-power", Product.of(p.exponent(), Call.of("ln", p.base())),
                Reason.of("Logarithm of a power", "$\\ln(a^b) = b\\ln a$ with $a = {a}$").with("a", p.base()), Trace.NORMAL);
        return conditions;
    }

    private static List<Relation> ofProduct(Trace t, Sym y, Expr f, Facts facts) {
        boolean positive = facts.isPositive(f);
        List<Relation> conditions = new ArrayList<>();
        for (Expr base : LogarithmLaws.factors(f).keySet()) {
            if (base != Const.E) {
                conditions.addAll(facts.missing(Relation.of(base, Relation.Op.NE, Num.ZERO)));
            }
        }
        Expr logs = Relation.of(log(y, positive), Relation.Op.EQ, log(f, positive));
        t.step("take-log", List.of(), Rewrite.of(logs, positive ? Reason.of("Take the natural logarithm of both sides")
                : Reason.of("Take the natural logarithm of the absolute value of both sides"), conditions), Trace.NORMAL);
        t.stepValue("log-product", LogarithmLaws.ofAbsolute(f, facts), Reason.of("Laws of logarithms"), Trace.NORMAL);
        return conditions;
    }

    private static Expr log(Expr e, boolean positive) {
        return Call.of("ln", positive ? e : Call.of("abs", e));
    }

    private static Sym nameFor(Expr e, Differentiation differentiation) {
        for (String name : List.of("y", "w", "s", "q")) {
            if (e.isFreeOf(Sym.of(name)) && !differentiation.isTaken(Sym.of(name))) {
                return Sym.of(name);
            }
        }
        int i = 1;
        while (e.dependsOn(Sym.of("y_" + i)) || differentiation.isTaken(Sym.of("y_" + i))) {
            i++;
        }
        return Sym.of("y_" + i);
    }
}
