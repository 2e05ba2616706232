package dev.ddx.calculus;

import dev.ddx.expr.Derivative;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Num;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Condition;
import dev.ddx.kernel.Facts;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Rewrite;
import dev.ddx.rewrite.Rule;
import java.util.ArrayList;
import java.util.List;

/** x²·√x is x^(5/2), and (x² + 1)/x is x + 1/x, before it is differentiated: then neither a product nor a quotient is left. */
final class PowersOfOneBase implements Rule {

    @Override
    public String name() {
        return "powers-of-one-base";
    }

    @Override
    public String title() {
        return "Write as powers of one base";
    }

    @Override
    public String group() {
        return "preparation";
    }

    @Override
    public String statement() {
        return "d/dx[u^m*u^n] -> d/dx[u^(m + n)]; d/dx[(x^m + x^n)/x^k] -> d/dx[x^(m - k) + x^(n - k)]";
    }

    @Override
    public Rewrite apply(Expr e, Facts facts) {
        if (!(e instanceof Derivative d) || d.order() != 1 || facts.isComplex()) {
            return null;
        }
        Sym x = d.variables().get(0);
        Expr made = d.operand() instanceof Quotient q && q.numerator() instanceof Sum s ? divided(s, q.denominator(), x) : merged(d.operand(), x);
        if (made == null) {
            return null;
        }
        List<Relation> conditions = new ArrayList<>(facts.lost(d.operand(), made));
        for (Expr g : Monomial.of(d.operand()).cancelled()) {
            conditions.addAll(facts.missing(Relation.of(g, Relation.Op.NE, Num.ZERO)));
        }
        return Rewrite.of(Derivative.of(made, x), d.operand() instanceof Quotient q && q.numerator() instanceof Sum ? Reason.of("Divide term by term") : Reason.of(this),
                Condition.irredundant(conditions.stream().distinct().toList(), facts));
    }

    /** A product or quotient of several powers of one base that depends on x, as one. */
    private static Expr merged(Expr e, Sym x) {
        if (written(e, x) < 2) {
            return null;
        }
        Monomial m = Monomial.of(e);
        Expr made = m.toExpr();
        return m.bases().stream().filter(b -> m.factor(b).toExpr().dependsOn(x)).count() <= 1 && !made.equals(e) ? made : null;
    }

    /** The factors in which x occurs, as they are written. */
    private static long written(Expr e, Sym x) {
        return e instanceof Quotient q ? written(q.numerator(), x) + written(q.denominator(), x)
                : e instanceof Product p ? p.factors().stream().filter(f -> f.dependsOn(x)).count() : e.dependsOn(x) ? 1 : 0;
    }

    /** Each term over the denominator, where all are multiples of powers of x. */
    private static Expr divided(Sum numerator, Expr denominator, Sym x) {
        if (!isMonomial(denominator, x) || !denominator.dependsOn(x) || !numerator.terms().stream().allMatch(t -> isMonomial(t, x))) {
            return null;
        }
        return Sum.join(numerator.terms().stream().map(t -> Monomial.of(Quotient.of(t, denominator)).toExpr()).toList());
    }

    private static boolean isMonomial(Expr e, Sym x) {
        return Monomial.of(e).bases().stream().allMatch(b -> b.isFreeOf(x) || b.equals(x)) && Monomial.of(e).part(x, true).bases().stream()
                .allMatch(b -> b.equals(x) && !Monomial.of(e).exponentOf(x).isZero());
    }
}
