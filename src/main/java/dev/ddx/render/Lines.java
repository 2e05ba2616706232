package dev.ddx.render;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Relation;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The lines in which a derivation is printed at a level of detail. */
final class Lines {

    /**
     * @param left the left side, or null where it is the same as in the line above
     * @param depth 0 for the main line, 1 and more for side computations
     */
    record Line(Expr left, Expr right, List<Reason> reasons, List<Relation> conditions, int depth) {
    }

    private final int level;
    private final List<Line> lines = new ArrayList<>();
    private final Set<Relation> stated = new HashSet<>();

    private Lines(Detail detail) {
        this.level = detail.ordinal();
    }

    static List<Line> of(Derivation d, Detail detail) {
        Lines out = new Lines(detail);
        out.add(d, 0);
        return out.lines;
    }

    private static Expr left(Derivation d, Expr whole) {
        return whole instanceof Relation r && r.isEquation() ? r.left() : d.start() instanceof Relation r ? r.left() : d.start();
    }

    private static Expr right(Expr whole) {
        return whole instanceof Relation r && r.isEquation() ? r.right() : whole;
    }

    private void add(Derivation d, int depth) {
        Expr shownLeft = null;
        Expr shownRight = null;
        if (d.start() instanceof Relation r && level > 0) {
            Reason reason = r.left() instanceof dev.ddx.expr.Call ? Reason.of("Definition") : Reason.of("Name the function");
            lines.add(new Line(r.left(), r.right(), List.of(reason), List.of(), depth));
            shownLeft = r.left();
            shownRight = r.right();
        }
        List<Reason> reasons = new ArrayList<>();
        Set<Relation> conditions = new LinkedHashSet<>();
        for (int i = 0; i < d.steps().size(); i++) {
            Step s = d.steps().get(i);
            boolean last = i == d.steps().size() - 1;
            // How a polynomial is differentiated is one idea, unless every rule is asked for.
            if (level > 0 && (level == Detail.FULL.ordinal() || !s.rule().equals("polynomial"))) {
                for (Derivation side : s.sides()) {
                    add(side, depth + 1);
                    shownLeft = null;
                }
            }
            reasons.add(s.reason());
            conditions.addAll(s.conditions());
            boolean shown = s.shownFrom() <= level || last;
            Expr left = left(d, s.after());
            Expr right = right(s.after());
            if (repeatsItsSide(s, right)) {
                reasons.clear();
                conditions.clear();
                shownRight = right;
                continue;
            }
            if (shown && (!right.equals(shownRight) || !left.equals(shownLeft))) {
                List<Relation> arisen = Derivation.unstated(stated, conditions);
                stated.addAll(arisen);
                lines.add(new Line(left.equals(shownLeft) ? null : left, right, distinct(reasons), arisen, depth));
                shownLeft = left;
                shownRight = right;
                reasons.clear();
                conditions.clear();
            }
        }
        if (d.steps().isEmpty()) {
            lines.add(new Line(d.start(), right(d.start()), List.of(), List.of(), depth));
        }
    }

    /** Logarithmic differentiation ends with the derivative itself. */
    private boolean repeatsItsSide(Step s, Expr right) {
        return level > 0 && s.rule().equals("logarithmic") && s.path().isEmpty() && lines.get(lines.size() - 1).right().equals(right);
    }

    /** Each reason once; before the last a reason of the same title says nothing new. */
    private static List<Reason> distinct(List<Reason> reasons) {
        List<Reason> out = new ArrayList<>();
        for (Reason r : reasons) {
            if (out.stream().noneMatch(o -> o.title().equals(r.title()) && (r.template().isEmpty() || o.equals(r)))) {
                out.add(r);
            }
        }
        return out;
    }
}
