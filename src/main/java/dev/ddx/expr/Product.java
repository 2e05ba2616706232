package dev.ddx.expr;

import java.util.List;

/** A product of two or more factors in typed order. */
public final class Product extends Expr {

    private final List<Expr> factors;

    private Product(List<Expr> factors) {
        super(0, factors);
        this.factors = factors;
    }

    /** @throws IllegalArgumentException if there are fewer than two factors */
    public static Product of(List<? extends Expr> factors) {
        if (factors.size() < 2) {
            throw new IllegalArgumentException("a Product has at least two factors");
        }
        return new Product(List.copyOf(factors));
    }

    public static Product of(Expr... factors) {
        return of(List.of(factors));
    }

    /** The empty list gives ONE, one element gives that element, more give a Product. */
    public static Expr join(List<? extends Expr> factors) {
        return switch (factors.size()) {
            case 0 -> Num.ONE;
            case 1 -> factors.get(0);
            default -> of(factors);
        };
    }

    public List<Expr> factors() {
        return factors;
    }

    @Override
    public List<Expr> children() {
        return factors;
    }

    @Override
    public Expr withChildren(List<Expr> children) {
        return of(children);
    }

    @Override
    boolean sameHead(Expr other) {
        return true;
    }
}
