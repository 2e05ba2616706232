package dev.ddx.calculus;

import dev.ddx.calculus.Asymptotics.Value;
import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Limit;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.kernel.Facts;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Exposition;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Step;
import java.util.ArrayList;
import java.util.List;

/** Limits at a number, from one side or both, and at infinity, in real mode, each with the steps that lead to it. */
public final class LimitDerivation {

    private static final long MAX_OPERATIONS = 60_000;

    private final StandardLibrary library;
    private final Facts facts;
    private final Limits limits;
    private final Differentiation differentiation;
    private final Numbers numbers;
    private final Limit limit;
    private final Expr f;
    private final List<Exposition.Part> parts = new ArrayList<>();
    private final List<Expr> results = new ArrayList<>();

    private LimitDerivation(StandardLibrary library, Facts facts, Limits limits, Limit limit) {
        this.library = library;
        this.facts = facts;
        this.limits = limits;
        this.differentiation = new Differentiation(library, facts, limits);
        this.numbers = new Numbers(differentiation, library, facts, limits);
        this.limit = limit;
        this.f = limit.operand();
    }

    /**
     * The steps to the limit; the result is the limit, a number, infinity or minus infinity, if it was found. Else a sentence
     * says what was found out.
     *
     * @throws DdxException of kind USAGE if the variable tends to nothing that is a number or infinite
     */
    public static Exposition of(StandardLibrary library, Facts facts, Limits limits, Limit limit) {
        if (facts.isComplex()) {
            throw new DdxException(DdxException.Kind.USAGE, "limits are worked out in real mode only; leave --complex out");
        }
        Expr a = limit.value();
        if (!a.isConstant() || !limit.isAtInfinity() && a.contains(Const.INFINITY)) {
            throw new DdxException(DdxException.Kind.USAGE,
                    "limits are worked out for a variable that tends to a number, to oo or to -oo");
        }
        if (limit.isAtInfinity() && limit.side() != Limit.Side.BOTH) {
            throw new DdxException(DdxException.Kind.USAGE, "at infinity there is only one side; leave --side out");
        }
        LimitDerivation d = new LimitDerivation(library, facts, limits, limit);
        try {
            d.answer();
        } catch (Undecided signOfNumber) {
            d.notDecided();
        }
        return new Exposition(d.parts, d.results);
    }

    /** The steps to a limit from one side, or from both if it is the same; null if it was not found. */
    static LimitSolver.Found found(StandardLibrary library, Facts facts, Limits limits, Limit limit) {
        LimitDerivation d = new LimitDerivation(library, facts, limits, limit);
        try {
            return d.solve(d.approach(limit.side()));
        } catch (Undecided signOfNumber) {
            return null;
        }
    }

    private void remark(Reason r) {
        parts.add(new Exposition.Remark(r.with("p", Relation.of(limit.variable(), Relation.Op.EQ, limit.value())).with("f", f)));
    }

    private Approach approach(Limit.Side side) {
        Work work = new Work(MAX_OPERATIONS, limits);
        return new Approach(differentiation, library, facts, limits, numbers, Limit.of(f, limit.variable(), limit.value(), side),
                work);
    }

    private LimitSolver.Found solve(Approach approach) {
        LimitSolver.Found found = new LimitSolver(differentiation, facts, approach).solve(f);
        return found != null ? found : byExpansion(approach);
    }

    /** Where the rules lead to nothing, but the first terms of the expansion are known. */
    private LimitSolver.Found byExpansion(Approach approach) {
        Value v = approach.limit(f);
        // A finite limit is the first term, unless parameters make it 0.
        Expr first = v == null ? null : approach.leading(f) instanceof Expr e ? e : v.isFinite() ? v.finite() : null;
        if (first == null) {
            return null;
        }
        Reason reason = Reason.of("Asymptotic expansion", ", whose first term is {t}")
                .with("t", new Reason.Words.Formulas(List.of(first)));
        Limit start = approach.limitOf(f);
        return new LimitSolver.Found(new Derivation(start,
                List.of(new Step("asymptotic-expansion", List.of(), start, v.toExpr(), reason, List.of(), List.of(),
                Trace.NORMAL))), v);
    }

    private void answer() {
        Approach approach = approach(limit.side());
        LimitSolver.Found found = solve(approach);
        if (found != null) {
            conclude(found, true);
        } else if (limit.isAtInfinity() || limit.side() != Limit.Side.BOTH) {
            withoutLimit(approach);
        } else {
            fromBothSides();
        }
    }

    private void conclude(LimitSolver.Found found, boolean isAnswer) {
        Derivation d = found.derivation();
        List<Step> steps = new ArrayList<>(d.steps());
        if (!steps.isEmpty()) {
            steps.add(steps.remove(steps.size() - 1).shownFrom(Trace.BRIEF));
        }
        parts.add(new Exposition.Lines(new Derivation(d.start(), steps), isAnswer));
        if (isAnswer) {
            results.add(d.end());
        }
    }

    private void fromBothSides() {
        Approach left = approach(Limit.Side.LEFT);
        Approach right = approach(Limit.Side.RIGHT);
        LimitSolver.Found from = solve(left);
        LimitSolver.Found to = solve(right);
        if (from == null && to != null && left.isUndefined(f)) {
            remark(Reason.of("Left of ${p}$ the function is not defined"));
            conclude(to, true);
        } else if (to == null && from != null && right.isUndefined(f)) {
            remark(Reason.of("Right of ${p}$ the function is not defined"));
            conclude(from, true);
        } else if (from != null && to != null) {
            if (left.isSame(from.value(), to.value())) {
                Reason reason = Reason.of("Both one-sided limits are the same");
                Step step = new Step("one-sided-limits", List.of(), limit, from.value().toExpr(), reason, List.of(),
                        List.of(from.derivation(), to.derivation()), Trace.BRIEF);
                conclude(new LimitSolver.Found(new Derivation(limit, List.of(step)), from.value()), true);
                return;
            }
            conclude(from, false);
            conclude(to, false);
            parts.add(new Exposition.Remark(Reason.of("There is no limit at ${p}$: ${f}$ tends to ${l}$ from the left and to ${r}$ from the right")
                    .with("p", Relation.of(limit.variable(), Relation.Op.EQ, limit.value())).with("f", f)
                    .with("l", from.value().toExpr()).with("r", to.value().toExpr())));
        } else if (oscillates(f, left) || oscillates(f, right)) {
            withoutLimit(oscillates(f, left) ? left : right);
        } else {
            withoutLimit(approach(Limit.Side.BOTH));
        }
    }

    private void withoutLimit(Approach approach) {
        if (oscillates(f, approach)) {
            remark(limit.isAtInfinity() ? Reason.of("There is no limit: ${f}$ oscillates")
                    : Reason.of("There is no limit at ${p}$: ${f}$ oscillates"));
            return;
        }
        notDecided();
    }

    private void notDecided() {
        Expr missing = numbers.unknownSign();
        if (missing != null) {
            parts.add(new Exposition.Remark((limit.isAtInfinity()
                    ? Reason.of("Not decided: the limit of ${f}$; an assumption on the sign of ${s}$ may help")
                    : Reason.of("Not decided: the limit of ${f}$ at ${p}$; an assumption on the sign of ${s}$ may help"))
                    .with("p", Relation.of(limit.variable(), Relation.Op.EQ, limit.value())).with("f", f).with("s", missing)));
            return;
        }
        remark(limit.isAtInfinity() ? Reason.of("Not decided: the limit of ${f}$")
                : Reason.of("Not decided: the limit of ${f}$ at ${p}$"));
    }

    /** Whether it comes near to two different numbers again and again: a sine or cosine of what grows beyond all bounds does. */
    private static boolean oscillates(Expr e, Approach approach) {
        return switch (e) {
            case Call c when c.is("sin", 1) || c.is("cos", 1) -> approach.limit(c.argument()) instanceof Value v && !v.isFinite();
            case Neg n -> oscillates(n.operand(), approach);
            case Sum s -> oneOscillates(s.terms(), approach, false);
            case Product p -> oneOscillates(p.factors(), approach, true);
            case Quotient q -> oscillates(q.numerator(), approach) && approach.limit(q.denominator()) instanceof Value v
                    && v.isFinite()
                    && isNonZero(v, approach);
            default -> false;
        };
    }

    private static boolean oneOscillates(List<Expr> all, Approach approach, boolean factors) {
        int count = 0;
        for (Expr e : all) {
            Value v = approach.limit(e);
            if (v == null && oscillates(e, approach)) {
                count++;
            } else if (v == null || !factors && !v.isFinite() || factors && v.isFinite() && !isNonZero(v, approach)) {
                return false;
            }
        }
        return count == 1;
    }

    private static boolean isNonZero(Value v, Approach approach) {
        return approach.numbers().sign(v.finite()) instanceof Integer s && s != 0;
    }
}
