package dev.ddx.calculus;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Piecewise;
import dev.ddx.expr.Relation;
import dev.ddx.kernel.Facts;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Rewrite;
import dev.ddx.rewrite.Rule;
import java.util.List;

/**
 * The value that all cases have. Without a case for all else it is the value where one of the cases holds, which is said for
 * a &gt; b and a &lt; b: where a ≠ b.
 */
final class EqualCases implements Rule {

    @Override
    public String name() {
        return "equal-cases";
    }

    @Override
    public String title() {
        return "The same in each case";
    }

    @Override
    public String group() {
        return "simplification";
    }

    @Override
    public String statement() {
        return "piecewise(u, c; u) -> u";
    }

    @Override
    public Rewrite apply(Expr e, Facts facts) {
        if (!(e instanceof Piecewise p)) {
            return null;
        }
        List<Piecewise.Branch> cases = p.branches();
        Expr value = cases.get(0).value();
        if (cases.size() < 2 || !cases.stream().allMatch(c -> c.value().equals(value))) {
            return null;
        }
        if (cases.get(cases.size() - 1).condition() == null) {
            return Rewrite.of(value, Reason.of(this));
        }
        Relation either = cases.size() == 2 ? either(cases.get(0).condition(), cases.get(1).condition()) : null;
        return either == null ? null : new Rewrite(value, Reason.of(this), facts.missing(either), List.of());
    }

    /** a ≠ b, if that is said by one of them or the other; else null. */
    private static Relation either(Relation r, Relation s) {
        boolean opposite = r.ops().size() == 1 && s.ops().size() == 1 && r.left().equals(s.left()) && r.right().equals(s.right())
                && (r.ops().get(0) == Relation.Op.GT && s.ops().get(0) == Relation.Op.LT || r.ops().get(0) == Relation.Op.LT && s.ops().get(0) == Relation.Op.GT);
        return opposite ? Relation.of(r.left(), Relation.Op.NE, r.right()) : null;
    }
}
