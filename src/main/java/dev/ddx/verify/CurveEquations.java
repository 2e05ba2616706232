package dev.ddx.verify;

import dev.ddx.expr.Assumptions;
import dev.ddx.expr.EvaluatedAt;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Num;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import dev.ddx.verify.core.Comparison;
import dev.ddx.verify.core.Dependence;
import dev.ddx.verify.core.Domain;
import dev.ddx.verify.core.FormalDerivative;
import dev.ddx.verify.core.Points;
import dev.ddx.verify.core.StepCheck;
import dev.ddx.verify.core.Unfolding;
import dev.ddx.verify.core.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether an equation on a curve follows from the one before it. */
final class CurveEquations {

    private static final int POINTS_TRIED = 44;
    private static final double SMALL = 1e-9;

    private final Unfolding unfolding;
    private final OnCurve curve;
    private final Comparison comparison;
    private final StepCheck steps;
    private final Domain domain;
    private final Assumptions assumptions;

    CurveEquations(Unfolding unfolding, Comparison comparison, StepCheck steps, Domain domain, Assumptions assumptions) {
        this.unfolding = unfolding;
        this.curve = (OnCurve) unfolding.dependence();
        this.comparison = comparison;
        this.steps = steps;
        this.domain = domain;
        this.assumptions = assumptions;
    }

    Verdict follows(Relation before, Relation after, List<Relation> given) {
        if (after.left() instanceof EvaluatedAt) {
            return atPoint(after, given);
        }
        Unfolding.Plain bl = steps.plain(before.left());
        Unfolding.Plain br = steps.plain(before.right());
        Unfolding.Plain al = steps.plain(after.left());
        Unfolding.Plain ar = steps.plain(after.right());
        Sym jet = OnCurve.highest(List.of(bl.value(), br.value()));
        Sym next = OnCurve.highest(List.of(al.value(), ar.value()));
        if (next != null && !next.equals(jet)) {
            return differentiated(bl, al, given).and(differentiated(br, ar, given));
        }
        if (next == null) {
            return new Verdict.Unchecked("an equation without a derivative is not what follows");
        }
        return sameSolution(bl, br, al, ar, jet, given);
    }

    private Verdict differentiated(Unfolding.Plain side, Unfolding.Plain derivative, List<Relation> given) {
        return comparison.compare(new Unfolding.Plain(curve.total(side.value()), List.of(side.value())), derivative, given, Comparison.Mode.PART, null);
    }

    /** A derivative on a curve at a point: the point lies on the curve, and the value is right. */
    private Verdict atPoint(Relation line, List<Relation> given) {
        Expr left = line.left();
        Map<Sym, Expr> at = new HashMap<>();
        while (left instanceof EvaluatedAt bar) {
            at.put(bar.variable(), bar.value());
            left = bar.operand();
        }
        if (curve.implicit() == null) {
            return steps.identity(line, given);
        }
        Relation there = (Relation) curve.curve().equations().get(0).substitute(at::get);
        Verdict v = steps.compare(there.left(), there.right(), given, Comparison.Mode.VALUES);
        return v.accepted() ? v.and(steps.identity(line, given)) : new Verdict.Failed("the point does not lie on the curve");
    }

    /** Whether two equations that are linear in a derivative have the same solution for it, on the curve. */
    private Verdict sameSolution(Unfolding.Plain bl, Unfolding.Plain br, Unfolding.Plain al, Unfolding.Plain ar, Sym jet, List<Relation> stated) {
        Expr before = FormalDerivative.plus(List.of(bl.value(), FormalDerivative.minus(br.value())));
        Expr after = FormalDerivative.plus(List.of(al.value(), FormalDerivative.minus(ar.value())));
        Expr b = unfolding.derivative().of(before, jet);
        Expr a = unfolding.derivative().of(after, jet);
        if (b.dependsOn(jet) || a.dependsOn(jet)) {
            return new Verdict.Unchecked("the equation is not linear in the derivative");
        }
        if (vanishes(a)) {
            return new Verdict.Failed("the equation says nothing about the derivative");
        }
        Expr bRest = before.replace(jet, Num.ZERO);
        Expr aRest = after.replace(jet, Num.ZERO);
        Verdict v = comparison.compare(plain(FormalDerivative.times(List.of(a, bRest))), plain(FormalDerivative.times(List.of(b, aRest))), stated,
                Comparison.Mode.VALUES, curve);
        if (!v.accepted()) {
            return v;
        }
        // What one line divides by and the other does not is excluded by a condition.
        Unfolding.Plain needed = new Unfolding.Plain(Num.ZERO, List.of(frozen(bl.value(), jet), frozen(br.value(), jet)));
        Unfolding.Plain then = new Unfolding.Plain(Num.ZERO, List.of(frozen(al.value(), jet), frozen(ar.value(), jet)));
        v = v.and(comparison.compare(needed, then, stated, Comparison.Mode.LINE, curve));
        return v.accepted() ? v.and(comparison.compare(then, needed, stated, Comparison.Mode.LINE, curve)) : v;
    }

    private static Unfolding.Plain plain(Expr e) {
        return new Unfolding.Plain(e, List.of());
    }

    /** With the derivative as a number that has nothing to do with the curve. */
    private static Expr frozen(Expr e, Sym jet) {
        return e.replace(jet, Num.ONE);
    }

    /** Whether nothing but zero is found on the curve. */
    private boolean vanishes(Expr e) {
        Unfolding any = unfolding.standingIn(List.of(e, curve.difference()));
        Dependence there = any == null ? curve : any.dependence();
        Expr value = there.written(any == null ? e : any.of(e).value());
        Set<Sym> symbols = Points.symbols(List.of(value));
        symbols.addAll(Points.symbols(there.equations()));
        for (int i = 0; i < POINTS_TRIED; i++) {
            Points.Point p = there.near(Points.at(symbols, assumptions::isInteger, i), domain);
            if (p != null && Math.abs(domain.value(value, p)) > SMALL) {
                return false;
            }
        }
        return true;
    }
}
