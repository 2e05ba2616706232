package dev.ddx.verify.core;

import dev.ddx.expr.Derivative;
import dev.ddx.expr.EvaluatedAt;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Limit;
import dev.ddx.expr.Piecewise;
import dev.ddx.expr.Relation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether a line of a derivation says the same as the one before it wherever the conditions hold. */
public final class StepCheck {

    private final Unfolding unfolding;
    private final Comparison comparison;
    private final Map<Expr, Unfolding.Plain> plain = new HashMap<>();

    public StepCheck(Unfolding unfolding, Comparison comparison) {
        this.unfolding = unfolding;
        this.comparison = comparison;
    }

    /**
     * Whether the line after follows from the one before. Where both are equations for the same thing, and where the one before
     * is no equation, that is so if what they give is the same; an equation that stands after anything else has to hold.
     *
     * @param path leads to the part that was rewritten
     */
    public Verdict check(Expr before, Expr after, List<Integer> path, List<Relation> given) {
        if (before instanceof Relation b && after instanceof Relation a) {
            return isAboutTheSame(b, a) ? parts(b.right(), a.right(), path.isEmpty() ? path : path.subList(1, path.size()), given) : relation(b, a, given);
        }
        if (after instanceof Relation a) {
            return identity(a, given);
        }
        return parts(before instanceof Relation b ? b.right() : before, after, path, given);
    }

    /** Whether both lines have one left side, of which they say something. */
    public static boolean isAboutTheSame(Relation before, Relation after) {
        return before.left().equals(after.left()) && before.ops().equals(after.ops()) && before.operands().size() == 2;
    }

    /** Compares what was rewritten; where that is not enough, the whole lines. */
    private Verdict parts(Expr before, Expr after, List<Integer> path, List<Relation> stated) {
        Expr b = before;
        Expr a = after;
        List<Relation> given = new ArrayList<>(stated);
        for (int i : path) {
            if (b instanceof Piecewise || b instanceof EvaluatedAt || i >= b.children().size() || !differOnlyAt(i, b, a)) {
                break;
            }
            if (b instanceof Limit l) {
                // The variable is near its value and never there.
                given.add(Relation.of(l.variable(), Relation.Op.NE, l.value()));
            }
            b = b.children().get(i);
            a = a.children().get(i);
        }
        if (b instanceof Derivative && differOnlyAt(0, b, a)) {
            // Of the same function, written in two ways.
            b = b.children().get(0);
            a = a.children().get(0);
        }
        Verdict local = compare(b, a, given, b == before ? Comparison.Mode.LINE : Comparison.Mode.PART);
        return local.accepted() || b == before ? local : compare(before, after, stated, Comparison.Mode.LINE);
    }

    private static boolean differOnlyAt(int i, Expr b, Expr a) {
        if (a.getClass() != b.getClass() || a.children().size() != b.children().size()) {
            return false;
        }
        List<Expr> children = new ArrayList<>(b.children());
        children.set(i, a.children().get(i));
        return b.withChildren(children).equals(a);
    }

    private Verdict relation(Relation before, Relation after, List<Relation> given) {
        if (before.ops().equals(after.ops())) {
            Verdict v = Verdict.EXACT;
            for (int i = 0; i < before.operands().size() && v.accepted(); i++) {
                v = v.and(compare(before.operands().get(i), after.operands().get(i), given, Comparison.Mode.PART));
            }
            if (v.accepted()) {
                return v;
            }
        }
        return identity(after, given);
    }

    /** Whether an equation holds. */
    public Verdict identity(Relation line, List<Relation> given) {
        return line.isEquation() ? compare(line.left(), line.right(), given, Comparison.Mode.LINE)
                : new Verdict.Unchecked("an inequality cannot be checked");
    }

    public Verdict compare(Expr before, Expr after, List<Relation> given, Comparison.Mode mode) {
        try {
            Dependence tied = unfolding.dependence();
            Verdict anywhere = comparison.compare(plain(before), plain(after), given, tied == null ? mode : Comparison.Mode.PART, null);
            return tied == null || anywhere.accepted() ? anywhere : comparison.compare(plain(before), plain(after), given, mode, tied);
        } catch (IllegalArgumentException | IllegalStateException e) {
            return new Verdict.Unchecked(e.getMessage());
        }
    }

    public Unfolding.Plain plain(Expr e) {
        return plain.computeIfAbsent(e, unfolding::of);
    }
}
