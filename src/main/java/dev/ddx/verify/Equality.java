package dev.ddx.verify;

import dev.ddx.expr.Expr;

/** An exact test of equality, such as by normal forms. */
@FunctionalInterface
public interface Equality {

    /** Whether a and b are proved equal wherever both are defined; false means not known. */
    boolean proves(Expr a, Expr b);
}
