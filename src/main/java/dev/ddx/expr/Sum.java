package dev.ddx.expr;

import java.util.List;

/** A sum of two or more terms in typed order; a subtracted term is a {@link Neg}. */
public final class Sum extends Expr {

    private final List<Expr> terms;

    private Sum(List<Expr> terms) {
        super(0, terms);
        this.terms = terms;
    }

    /** @throws IllegalArgumentException if there are fewer than two terms */
    public static Sum of(List<? extends Expr> terms) {
        if (terms.size() < 2) {
            throw new IllegalArgumentException("a Sum has at least two terms");
        }
        return new Sum(List.copyOf(terms));
    }

    public static Sum of(Expr... terms) {
        return of(List.of(terms));
    }

    /** The empty list gives ZERO, one element gives that element, more give a Sum. */
    public static Expr join(List<? extends Expr> terms) {
        return switch (terms.size()) {
            case 0 -> Num.ZERO;
            case 1 -> terms.get(0);
            default -> of(terms);
        };
    }

    public List<Expr> terms() {
        return terms;
    }

    @Override
    public List<Expr> children() {
        return terms;
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
