package dev.ddx.expr;

import java.util.List;

/** A power; {@code sqrt(u)} is u^(1/2) and {@code exp(u)} is e^u. */
public final class Power extends Expr {

    private final Expr base;
    private final Expr exponent;

    private Power(Expr base, Expr exponent) {
        super(0, pair(base, exponent));
        this.base = base;
        this.exponent = exponent;
    }

    public static Power of(Expr base, Expr exponent) {
        return new Power(base, exponent);
    }

    public Expr base() {
        return base;
    }

    public Expr exponent() {
        return exponent;
    }

    @Override
    public List<Expr> children() {
        return pair(base, exponent);
    }

    @Override
    public Expr withChildren(List<Expr> children) {
        expectChildren(children, 2);
        return of(children.get(0), children.get(1));
    }

    @Override
    boolean sameHead(Expr other) {
        return true;
    }
}
