package dev.ddx.calculus;

import dev.ddx.expr.DdxException;
import dev.ddx.expr.Derivative;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Num;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.AlgebraicForm;
import dev.ddx.kernel.Elimination;
import dev.ddx.kernel.NormalFormTooLarge;
import dev.ddx.kernel.TrigonometricForm;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Path;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Rewrite;
import dev.ddx.rewrite.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Brings an expression to a form that was asked for, in one named step. */
public final class Transformation {

    private final Differentiation differentiation;

    public Transformation(Differentiation differentiation) {
        this.differentiation = differentiation;
    }

    /**
     * The steps that lead {@code before} on to that form; derivatives in it are carried out first.
     *
     * @param by the variable or sub-expression of {@link Target#isByPart}, else null
     * @throws DdxException of kind LIMIT if it is too large for that form, USAGE if {@code by} does not fit
     */
    public Derivation apply(Derivation before, Target target, Expr by) {
        if (target.isByPart() && (by == null || target == Target.APART && !(by instanceof Sym))) {
            throw new DdxException(DdxException.Kind.USAGE, target + " needs "
                    + (target == Target.APART ? "a variable" : "a variable or a sub-expression") + "; give it with -x");
        }
        Trace t = differentiation.trace(before.end());
        if (t.value().subexpressions().stream().anyMatch(Derivative.class::isInstance)) {
            differentiation.carryOut(t);
            t.showLast(Trace.NORMAL);
        }
        List<Step> steps = new ArrayList<>(before.steps());
        steps.addAll(t.done().steps());
        Expr made;
        Expr factored = t.value();
        Reason reason = reason(target, by);
        try {
            made = form(t.value(), target, by);
            if (target == Target.FACTOR || target == Target.TOGETHER || target == Target.APART) {
                factored = AlgebraicForm.withFactoredDenominators(t.value());
                if (factored instanceof Quotient q && target != Target.APART && !AlgebraicForm.commonFactor(q).equals(Num.ONE)) {
                    reason = Reason.of("Cancel the common factor", "${g}$").with("g", AlgebraicForm.commonFactor(q));
                }
            }
        } catch (NormalFormTooLarge e) {
            throw target == Target.COLLECT && !t.value().contains(by)
                    ? new DdxException(DdxException.Kind.USAGE, "there are no powers of " + by + " to collect by")
                    : new DdxException(DdxException.Kind.LIMIT, "the expression is too large for this form ("
                            + target + "); transform a part of it");
        }
        if (!factored.equals(made) && !factored.equals(t.value())) {
            // Zeros of a product are those of its factors: nothing is lost, which the trace could not see.
            Expr after = Path.replace(t.current(), t.valuePath(), factored);
            steps.add(new Step("factor-denominators", t.valuePath(), t.current(), after, Reason.of("Factor the denominators"),
                    List.of(), List.of(), Trace.NORMAL));
            t = differentiation.trace(after);
        } else {
            t = differentiation.trace(t.current());
        }
        t.step(target.toString(), t.valuePath(), Rewrite.of(made, reason), Trace.BRIEF);
        steps.addAll(t.done().steps());
        return new Derivation(before.start(), steps, before.unneeded(), before.opening(), before.curve());
    }

    /**
     * The steps that lead {@code before} on to its result in terms of y.
     *
     * @param y a symbol or call that stands for {@code body}, or the body itself
     * @param othersAllowed whether x may stay beside y
     * @throws DdxException of kind NO_RELATION if there is no way to write it so, or none was found
     */
    public Derivation inTermsOf(Derivation before, Expr y, Expr body, Sym x, boolean othersAllowed) {
        Trace t = differentiation.trace(before.end());
        Elimination.Answer answer = Elimination.express(differentiation.withoutDefinitions(t.value()),
                differentiation.withoutDefinitions(body), x, y, othersAllowed);
        if (answer.expression() == null) {
            throw new DdxException(DdxException.Kind.NO_RELATION, answer.outcome() == Elimination.Outcome.NONE
                    ? "there is no rational function of " + y + " that equals the result; leave --in-terms-of out to see it"
                    : "no way to write the result in terms of " + y + " was found; leave --in-terms-of out to see it");
        }
        Expr named = y.equals(body) || !(y instanceof Sym) ? y : Relation.of(y, Relation.Op.EQ, body);
        Reason reason = y.equals(body) || y instanceof Sym ? Reason.of("Write in terms of", "${y}$")
                : Reason.of("Write in terms of", "${y}$, which is ${f}$").with("f", body);
        t.stepValue("in-terms-of", answer.expression(), reason.with("y", named), Trace.BRIEF);
        List<Step> steps = new ArrayList<>(before.steps());
        steps.addAll(t.done().steps());
        return new Derivation(before.start(), steps, before.unneeded(), before.opening(), before.curve());
    }

    private static Reason reason(Target target, Expr by) {
        return switch (target) {
            case EXPAND -> Reason.of("Expand and collect like terms");
            case FACTOR -> Reason.of("Factor");
            case TOGETHER -> Reason.of("Common denominator, in lowest terms");
            case APART -> Reason.of("Partial fractions", "in ${x}$").with("x", by);
            case COLLECT -> Reason.of("Collect", "by powers of ${x}$").with("x", by);
            case TRIG -> Reason.of("Identities between sines and cosines");
            case MULTIPLE_ANGLES -> Reason.of("Product-to-sum formulas");
            case SINGLE_ANGLES -> Reason.of("Addition formulas");
        };
    }

    private static Expr form(Expr e, Target target, Expr by) {
        return switch (target) {
            case EXPAND -> AlgebraicForm.expanded(e);
            case FACTOR -> AlgebraicForm.factored(e);
            case TOGETHER -> AlgebraicForm.together(e);
            case APART -> AlgebraicForm.apart(e, (Sym) by);
            case COLLECT -> AlgebraicForm.collected(e, by);
            case TRIG -> easiest(e, List.of(() -> TrigonometricForm.pythagorean(e, true), () -> TrigonometricForm.pythagorean(e, false),
                    () -> TrigonometricForm.multipleAngles(e), () -> TrigonometricForm.singleAngles(e, true),
                    () -> TrigonometricForm.singleAngles(e, false)));
            case MULTIPLE_ANGLES -> TrigonometricForm.multipleAngles(e);
            case SINGLE_ANGLES -> {
                Expr sines = TrigonometricForm.singleAngles(e, true);
                Expr cosines = TrigonometricForm.singleAngles(e, false);
                yield Cost.of(cosines) < Cost.of(sines) ? cosines : sines;
            }
        };
    }

    /** The form of least cost; the expression itself if none is easier to read or none is within the bounds. */
    private static Expr easiest(Expr e, List<Supplier<Expr>> forms) {
        Expr best = e;
        if (!TrigonometricForm.occursIn(e)) {
            return best;
        }
        for (Supplier<Expr> form : forms) {
            try {
                Expr made = form.get();
                best = Cost.of(made) < Cost.of(best) ? made : best;
            } catch (NormalFormTooLarge tooLarge) {
                // The others may be small.
            }
        }
        return best;
    }
}
