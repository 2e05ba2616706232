package dev.ddx.expr;

import java.util.List;

/** An expression evaluated at a value of a variable, not carried out: the bar with x = a. */
public final class EvaluatedAt extends Binder {

    private EvaluatedAt(Expr operand, Sym variable, Expr value) {
        super(operand, variable, value);
    }

    public static EvaluatedAt of(Expr operand, Sym variable, Expr value) {
        return new EvaluatedAt(operand, variable, value);
    }

    public Expr value() {
        return values().get(0);
    }

    @Override
    public String notation() {
        return "at";
    }

    @Override
    public EvaluatedAt with(Expr operand, Sym variable, List<Expr> values) {
        return of(operand, variable, values.get(0));
    }
}
