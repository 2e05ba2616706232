package dev.ddx.expr;

import java.util.List;

/**
 * The limit of an expression as a variable tends to a value from both sides, not carried out. The variable is not the
 * value, and takes all others near it.
 */
public final class Limit extends Binder {

    private Limit(Expr operand, Sym variable, Expr value) {
        super(operand, variable, value);
    }

    public static Limit of(Expr operand, Sym variable, Expr value) {
        return new Limit(operand, variable, value);
    }

    public Expr value() {
        return values().get(0);
    }

    @Override
    public String notation() {
        return "limit";
    }

    @Override
    public Limit with(Expr operand, Sym variable, List<Expr> values) {
        return of(operand, variable, values.get(0));
    }
}
