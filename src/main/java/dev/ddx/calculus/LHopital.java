package dev.ddx.calculus;

import dev.ddx.expr.Const;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Limit;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.AlgebraicForm;
import dev.ddx.kernel.Facts;
import dev.ddx.kernel.NormalFormTooLarge;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Exposition;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Limits at a number by continuity and by l'Hôpital's rule for the form 0/0, in real mode: each application after its
 * hypotheses have been checked on both sides of the number.
 */
public final class LHopital {

    private static final int ROUNDS = 6;
    private static final long LARGE = 300;

    private final StandardLibrary library;
    private final Facts facts;
    private final Limits limits;
    private final Differentiation differentiation;
    private final Sym x;
    private final Expr a;
    private final OneSided left;
    private final OneSided right;
    private final List<Exposition.Part> parts = new ArrayList<>();
    private final List<Expr> results = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();

    private LHopital(StandardLibrary library, Facts facts, Limits limits, Sym x, Expr a) {
        this.library = library;
        this.facts = facts;
        this.limits = limits;
        this.differentiation = new Differentiation(library, facts, limits);
        this.x = x;
        this.a = a;
        this.left = new OneSided(differentiation, library, facts, limits, x, a, false);
        this.right = new OneSided(differentiation, library, facts, limits, x, a, true);
    }

    /**
     * The limit of f as x tends to a from both sides; the result is the limit, if it is a number and was found.
     *
     * @throws DdxException of kind USAGE if f has other symbols than x, or a is not a number
     */
    public static Exposition of(StandardLibrary library, Facts facts, Limits limits, Expr f, Sym x, Expr a) {
        if (facts.isComplex()) {
            throw new DdxException(DdxException.Kind.USAGE, "limits are worked out in real mode only; leave --complex out");
        }
        if (!a.isConstant() || a.contains(Const.INFINITY) || f.freeSymbols().stream().anyMatch(s -> !s.equals(x))) {
            throw new DdxException(DdxException.Kind.USAGE, "limits are worked out for functions of one variable that tends to a number");
        }
        LHopital l = new LHopital(library, facts, limits, x, a);
        l.solve(f);
        return new Exposition(l.parts, l.results);
    }

    private void remark(Reason r) {
        parts.add(new Exposition.Remark(r));
    }

    private static boolean isTrue(Boolean b) {
        return Boolean.TRUE.equals(b);
    }

    /** Whether e is defined and continuous at a and beside it. */
    private boolean isContinuous(Expr e) {
        List<Relation> needed = e.has(p -> p instanceof dev.ddx.expr.Piecewise) ? null : facts.continuity(e);
        if (needed == null) {
            return false;
        }
        List<Relation> all = new ArrayList<>(needed);
        all.addAll(facts.domain(e));
        return all.stream().allMatch(r -> isTrue(right.holdsAt(r)) && isTrue(right.holdsBeside(r)) && isTrue(left.holdsBeside(r)));
    }

    private void solve(Expr f) {
        Expr e = f;
        Set<Expr> met = new HashSet<>();
        for (int round = 0; round <= ROUNDS && met.add(e) && e.size() <= LARGE; round++) {
            if (isContinuous(e)) {
                Expr value = right.value(e);
                step("limit-value", Limit.of(e, x, a), value, Reason.of("The function is continuous there"), List.of());
                finish(f);
                results.add(value);
                return;
            }
            Expr whole = e;
            if (!(e instanceof Quotient)) {
                try {
                    whole = AlgebraicForm.together(e);
                } catch (NormalFormTooLarge tooLarge) {
                    break;
                }
                if (!(whole instanceof Quotient)) {
                    break;
                }
                step("common-denominator", Limit.of(e, x, a), Limit.of(whole, x, a), Reason.of("Common denominator"), List.of());
                e = whole;
                met.add(e);
            }
            Quotient q = (Quotient) whole;
            if (!isContinuous(q.numerator()) || !isContinuous(q.denominator())) {
                break;
            }
            Integer above = right.sign(right.at(q.numerator()));
            Integer below = right.sign(right.at(q.denominator()));
            if (above == null || below == null || below != 0) {
                break;
            }
            if (above != 0) {
                infinite(f, q, above);
                return;
            }
            Derivation n = differentiation.derive(q.numerator(), x, 1, "");
            Derivation d = differentiation.derive(q.denominator(), x, 1, "");
            if (!holds(n) || !holds(d) || sign(left, d.result()) == 0 || sign(right, d.result()) == 0) {
                break;
            }
            Expr ratio = Quotient.of(n.result(), d.result());
            step("lhopital", Limit.of(e, x, a), Limit.of(ratio, x, a), Reason.of("L’Hôpital’s rule for the form $0/0$", "where the derivative of the denominator is not zero near the point"), List.of(n, d));
            Expr simple = differentiation.simplify(ratio).result();
            if (!simple.equals(ratio)) {
                step("simplify", Limit.of(ratio, x, a), Limit.of(simple, x, a), Reason.of("Simplify"), List.of());
            }
            e = simple;
        }
        undecided(f, met.contains(e) && steps.size() > 2);
    }

    private static int sign(OneSided side, Expr e) {
        Integer s = side.signBeside(e);
        return s == null ? 0 : s;
    }

    /** Whether the derivative was found on both sides of the point. */
    private boolean holds(Derivation d) {
        List<Relation> needed = new ArrayList<>(d.conditions());
        needed.addAll(facts.domain(d.result()));
        return needed.stream().allMatch(r -> isTrue(left.holdsBeside(r)) && isTrue(right.holdsBeside(r)));
    }

    private void step(String rule, Expr before, Expr after, Reason reason, List<Derivation> sides) {
        if (!before.equals(after)) {
            steps.add(new Step(rule, List.of(), before, after, reason, List.of(), sides, Trace.NORMAL));
        }
    }

    private void finish(Expr f) {
        Step last = steps.remove(steps.size() - 1);
        steps.add(last.shownFrom(Trace.BRIEF));
        parts.add(new Exposition.Lines(new Derivation(Limit.of(f, x, a), steps), true));
    }

    private void infinite(Expr f, Quotient q, int above) {
        int fromLeft = above * sign(left, q.denominator());
        int fromRight = above * sign(right, q.denominator());
        Relation there = Relation.of(x, Relation.Op.EQ, a);
        if (fromLeft == 0 || fromRight == 0) {
            undecided(f, false);
        } else if (fromLeft == fromRight) {
            remark((fromLeft > 0 ? Reason.of("There is no finite limit at ${p}$: ${f}$ grows beyond all bounds on both sides")
                    : Reason.of("There is no finite limit at ${p}$: ${f}$ falls beyond all bounds on both sides")).with("p", there).with("f", f));
        } else {
            remark(Reason.of("There is no limit at ${p}$: ${f}$ tends to ${l}$ from the left and to ${r}$ from the right").with("p", there).with("f", f)
                    .with("l", infinity(fromLeft)).with("r", infinity(fromRight)));
        }
    }

    private static Expr infinity(int sign) {
        return sign > 0 ? Const.INFINITY : Neg.of(Const.INFINITY);
    }

    /** One-sided limits may differ; else nothing is said. */
    private void undecided(Expr f, boolean cycles) {
        Relation there = Relation.of(x, Relation.Op.EQ, a);
        Expr written = new DomainLedger(library, facts, limits).writtenOut(f);
        OneSided.Limit from = isTrue(left.isDefinedBeside(written)) ? limit(left, written) : null;
        OneSided.Limit to = isTrue(right.isDefinedBeside(written)) ? limit(right, written) : null;
        if (from != null && to != null && from.isFinite() && to.isFinite()
                && right.sign(Sum.of(from.value(), Neg.of(to.value()))) instanceof Integer s && s != 0) {
            remark(Reason.of("There is no limit at ${p}$: ${f}$ tends to ${l}$ from the left and to ${r}$ from the right").with("p", there).with("f", f)
                    .with("l", from.value()).with("r", to.value()));
            return;
        }
        remark((cycles ? Reason.of("Not decided: L’Hôpital’s rule leads on and on, and ${f}$ near ${p}$ is not settled by it")
                : Reason.of("Not decided: the limit of ${f}$ at ${p}$")).with("p", there).with("f", f));
    }

    private static OneSided.Limit limit(OneSided side, Expr written) {
        Expr formula = side.beside(written);
        return formula == null ? null : side.limit(formula);
    }
}
