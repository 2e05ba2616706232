package dev.ddx.rewrite;

import dev.ddx.expr.Expr;
import dev.ddx.kernel.ReuseSearch;
import java.util.Collection;

/**
 * What it takes to compute something.
 *
 * @param operations of arithmetic
 * @param calls of functions, roots and powers that are not multiplied out
 */
public record Cost(int operations, int calls) {

    /** The cost of formulas, the distinct parts of each counted once. */
    public static Cost of(Collection<Expr> formulas) {
        int operations = 0;
        int calls = 0;
        for (Expr e : formulas) {
            ReuseSearch.Candidate c = ReuseSearch.candidate(e);
            operations += c.operations();
            calls += c.calls();
        }
        return new Cost(operations, calls);
    }

    /** A call counts as many operations. */
    public int weighted() {
        return operations + ReuseSearch.CALL * calls;
    }
}
