package dev.ddx.rewrite;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Condition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rule applications that led from an expression to another, in order.
 *
 * @param start what stands first: an equation, or an expression such as d/dx[f]
 * @param steps the applications; each begins where the one before ended
 * @param unneeded conditions of steps without which the result holds as well
 * @param opening why an equation stands first; null for a definition or a name
 * @param curve what symbols depend on others and how, if any do; else null
 * @param names what the lines use besides the symbols of what stands first, and what it stands for in terms of those
 */
public record Derivation(Expr start, List<Step> steps, List<Relation> unneeded, Reason opening, Curve curve, Map<Sym, Expr> names) {

    public Derivation {
        steps = List.copyOf(steps);
        unneeded = List.copyOf(unneeded);
        names = Map.copyOf(names);
    }

    public Derivation(Expr start, List<Step> steps, List<Relation> unneeded, Reason opening, Curve curve) {
        this(start, steps, unneeded, opening, curve, Map.of());
    }

    public Derivation(Expr start, List<Step> steps, List<Relation> unneeded) {
        this(start, steps, unneeded, null, null, Map.of());
    }

    public Derivation(Expr start, List<Step> steps) {
        this(start, steps, List.of());
    }

    /** This with what the names in its lines stand for. */
    public Derivation withNames(Map<Sym, Expr> all) {
        return new Derivation(start, steps, unneeded, opening, curve, all);
    }

    /** This with a reason for the equation that stands first. */
    public Derivation openedBy(Reason reason) {
        return new Derivation(start, steps, unneeded, reason, curve, names);
    }

    /** This on a curve. */
    public Derivation on(Curve c) {
        return new Derivation(start, steps, unneeded, opening, c, names);
    }

    /** The last line: an equation or an expression. */
    public Expr end() {
        return steps.isEmpty() ? start : steps.get(steps.size() - 1).after();
    }

    /** The value found: the right side, if the last line is an equation. */
    public Expr result() {
        return end() instanceof Relation r && r.isEquation() ? r.right() : end();
    }

    /** All that the steps assumed, side computations included, without what is not needed and what follows from the rest. */
    public List<Relation> conditions() {
        Set<Relation> all = new LinkedHashSet<>();
        for (Step s : steps) {
            for (Derivation side : s.sides()) {
                all.addAll(side.conditions());
            }
            all.addAll(s.conditions());
        }
        unneeded.forEach(all::remove);
        return Condition.irredundant(List.copyOf(all));
    }

    /** Those of {@code more} that do not follow from what has been stated. */
    public static List<Relation> unstated(Set<Relation> stated, Collection<Relation> more) {
        List<Relation> all = new ArrayList<>(stated);
        all.addAll(more);
        List<Relation> needed = Condition.irredundant(all);
        return more.stream().filter(r -> needed.contains(r) && !stated.contains(r)).toList();
    }
}
