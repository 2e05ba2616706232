package dev.ddx.verify.core;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Sym;
import java.util.List;

/** Symbols that depend on others, so that not every point is one at which lines can be compared. */
public interface Dependence {

    /** The derivative of e by s, with symbols in it for the derivatives of what depends on s. */
    Expr derivative(Expr e, Sym s);

    /** Without such symbols, and without dependents that have a formula. */
    Expr written(Expr e);

    /** The equations that tie the symbols, whose symbols have values at each point. */
    List<Expr> equations();

    /** The point, moved to one near it where the equations hold in double precision; null if none was found. */
    Points.Point near(Points.Point p, Domain domain);

    /** A point that is near moved to where they hold to far more digits than are compared; null if that does not succeed. */
    Points.Point refined(Points.Point p);
}
