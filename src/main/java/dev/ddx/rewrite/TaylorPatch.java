package dev.ddx.rewrite;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Num;
import dev.ddx.expr.Piecewise;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import java.util.List;

/**
 * That a function is computed by its Taylor polynomial close to a point. The polynomial is not equal to the function; what it
 * is off by is measured.
 *
 * @param variable the only symbol
 * @param range where the polynomial stands for the function
 * @param at the point about which it is developed
 * @param polynomial in Horner's form
 * @param degree of the polynomial
 * @param elsewhere what is computed outside of the range
 */
public record TaylorPatch(Sym variable, Relation range, Expr at, Expr polynomial, int degree, Expr elsewhere) {

    /** The polynomial in its range, and the other formula elsewhere. */
    public Expr formula() {
        return Piecewise.of(List.of(new Piecewise.Branch(polynomial, range), new Piecewise.Branch(elsewhere, null)));
    }

    /** What a reader is told of it. */
    public Reason sentence() {
        return Reason.of("For {l} the Taylor polynomial of degree {n} about ${a}$ is computed, which is not equal to the function; its error is measured, not proved")
                .with("l", new Reason.Words.Formulas(List.of(range))).with("n", Num.of(degree)).with("a", at);
    }
}
