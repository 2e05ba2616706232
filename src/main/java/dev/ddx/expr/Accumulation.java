package dev.ddx.expr;

import java.util.List;

/** A sum, a product or an integral over all values of a variable between two limits, not carried out. */
public abstract sealed class Accumulation extends Binder permits Integral, IndexedSum, IndexedProduct {

    Accumulation(Expr operand, Sym variable, Expr from, Expr to) {
        super(operand, variable, from, to);
    }

    public final Expr from() {
        return values().get(0);
    }

    public final Expr to() {
        return values().get(1);
    }

    /** Whether one of the limits is infinite. */
    public final boolean isInfinite() {
        return values().stream().anyMatch(v -> v.contains(Const.INFINITY));
    }

    /** The same over other values. */
    public final Accumulation of(Expr operand) {
        return (Accumulation) with(operand, variable(), values());
    }

    /** What it is of nothing: 0, or 1 for a product. */
    public Num ofNothing() {
        return Num.ZERO;
    }
}
