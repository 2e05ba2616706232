package dev.ddx.expr;

import java.util.List;

/** A quotient, as written with a slash or a fraction bar. */
public final class Quotient extends Expr {

    private final Expr numerator;
    private final Expr denominator;

    private Quotient(Expr numerator, Expr denominator) {
        super(0, pair(numerator, denominator));
        this.numerator = numerator;
        this.denominator = denominator;
    }

    public static Quotient of(Expr numerator, Expr denominator) {
        return new Quotient(numerator, denominator);
    }

    public Expr numerator() {
        return numerator;
    }

    public Expr denominator() {
        return denominator;
    }

    @Override
    public List<Expr> children() {
        return pair(numerator, denominator);
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
