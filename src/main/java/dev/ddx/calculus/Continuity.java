package dev.ddx.calculus;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Facts;
import dev.ddx.kernel.NormalForm;
import dev.ddx.kernel.NormalFormTooLarge;
import dev.ddx.kernel.RationalForm;
import dev.ddx.rewrite.Derivation;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a derivative that was found beside a point holds at the point too: if the function is continuous
 * there and the derivative has a limit, that limit is the derivative, by the mean value theorem. So x·|x| has
 * the derivative 2|x| everywhere, though the rules for |x| leave 0 out.
 */
final class Continuity {

    private Continuity() {
    }

    /** The derivation of the derivative of f by x, without conditions that single out points where it holds as well. */
    static Derivation extended(Derivation d, Expr f, Sym x, Facts facts) {
        if (facts.isComplex() || f.size() > 200 || d.result().size() > 200) {
            return d;
        }
        List<Relation> unneeded = new ArrayList<>();
        Derivation out = d;
        while (true) {
            List<Relation> points = out.conditions().stream().filter(r -> isIsolated(r, x)).toList();
            if (points.isEmpty()) {
                return out;
            }
            List<Relation> needed = needed(f, d.result(), facts);
            if (needed == null || points.stream().allMatch(r -> mayFail(r, needed))) {
                return out;
            }
            points.stream().filter(r -> !mayFail(r, needed)).forEach(unneeded::add);
            out = new Derivation(d.start(), d.steps(), unneeded);
        }
    }

    /** Whether the point is excluded by what the function or its derivative needs. */
    private static boolean mayFail(Relation point, List<Relation> needed) {
        return needed.contains(point);
    }

    /** Where both are defined and continuous; null if that is not known, or is more than leaving out points. */
    private static List<Relation> needed(Expr f, Expr derivative, Facts facts) {
        List<Relation> out = new ArrayList<>();
        for (Expr e : List.of(f, derivative)) {
            List<Relation> c = facts.continuity(e);
            if (c == null) {
                return null;
            }
            out.addAll(c);
        }
        return out.stream().allMatch(r -> r.ops().equals(List.of(Relation.Op.NE)) && r.left() instanceof Sym) ? out : null;
    }

    /** p(x) ≠ c for a polynomial p with numbers as coefficients, which fails at a few points. */
    private static boolean isIsolated(Relation r, Sym x) {
        if (!r.ops().equals(List.of(Relation.Op.NE)) || !isPolynomial(r.left(), x) || !isPolynomial(r.right(), x)) {
            return false;
        }
        try {
            RationalForm difference = NormalForm.of(Sum.of(r.left(), Neg.of(r.right())), 50);
            return difference.asRational() == null;
        } catch (NormalFormTooLarge tooLarge) {
            return false;
        }
    }

    private static boolean isPolynomial(Expr e, Sym x) {
        return e.subexpressions().stream().allMatch(p -> p instanceof Num || p.equals(x) || p instanceof Sum || p instanceof Product || p instanceof Neg
                || p instanceof Power q && q.exponent() instanceof Num n && n.toRational().isInteger());
    }
}
