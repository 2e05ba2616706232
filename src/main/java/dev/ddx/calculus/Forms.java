package dev.ddx.calculus;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Sum;
import dev.ddx.kernel.AlgebraicForm;
import dev.ddx.kernel.Facts;
import dev.ddx.kernel.NormalFormTooLarge;
import dev.ddx.kernel.RationalForm;
import dev.ddx.kernel.TrigonometricForm;
import dev.ddx.rewrite.Rule;
import java.util.List;

/** The normal forms that the simplifier tries. */
final class Forms {

    private static final int MAX_WAVES = 500;

    static final List<Rule> ALL = List.of(
            new Form("rational-normal-form", "Common denominator, cancel and collect", "a quotient of polynomials in lowest terms",
                    Forms::isRational, (e, facts) -> small(facts.form(e), Facts.MAX_TERMS_WITH_IDENTITIES).toExpr()),
            new Form("rational-normal-form-with-identities", "Common denominator and the identity between the functions",
                    "a quotient of polynomials in lowest terms, with cos(u)^2 = 1 - sin(u)^2 and hyperbolic functions by e^u",
                    e -> isRational(e) && TrigonometricForm.occursIn(e), (e, facts) -> facts.formWithIdentities(e).toExpr()),
            new Form("factor", "Factor", "a product of powers of irreducible polynomials", Forms::isRational, (e, facts) -> AlgebraicForm.factored(facts.form(e))),
            new Form("together", "Common denominator, in lowest terms", "a polynomial over a product", Forms::isRational, (e, facts) -> AlgebraicForm.together(facts.form(e))),
            new Form("pythagorean-sines", "Pythagorean identity", "cos(u)^2 -> 1 - sin(u)^2", Forms::isTrigonometric, (e, facts) -> TrigonometricForm.pythagorean(waves(e, facts), true)),
            new Form("pythagorean-cosines", "Pythagorean identity", "sin(u)^2 -> 1 - cos(u)^2", Forms::isTrigonometric, (e, facts) -> TrigonometricForm.pythagorean(waves(e, facts), false)),
            new Form("multiple-angles", "Product-to-sum formulas", "sin(u)*cos(u) -> sin(2*u)/2", Forms::isTrigonometric, (e, facts) -> TrigonometricForm.multipleAngles(waves(e, facts))),
            new Form("single-angles", "Addition formulas", "sin(2*u) -> 2*sin(u)*cos(u)", Forms::isTrigonometric, (e, facts) -> TrigonometricForm.singleAngles(waves(e, facts), true)));

    private Forms() {
    }

    private static RationalForm small(RationalForm f, int maxTerms) {
        if (Math.max(f.numerator().size(), f.denominator().size()) > maxTerms) {
            throw new NormalFormTooLarge("more terms than are worth reading");
        }
        return f;
    }

    private static RationalForm waves(Expr e, Facts facts) {
        return small(facts.form(TrigonometricForm.bySinesAndCosines(e)), MAX_WAVES);
    }

    private static boolean isRational(Expr e) {
        return e instanceof Sum || e instanceof Quotient || e instanceof Product p && p.factors().stream().anyMatch(f -> f instanceof Sum || f instanceof Quotient)
                || e instanceof Power p && p.base() instanceof Sum && Rational.fromLiteral(p.exponent()) instanceof Rational r && r.isInteger();
    }

    private static boolean isTrigonometric(Expr e) {
        return (e instanceof Sum || e instanceof Quotient || e instanceof Product) && TrigonometricForm.occursIn(e);
    }
}
