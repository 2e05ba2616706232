package dev.ddx.expr;

import java.util.List;

/** The integral of an expression by a variable between two limits, not carried out. */
public final class Integral extends Accumulation {

    private Integral(Expr operand, Sym variable, Expr from, Expr to) {
        super(operand, variable, from, to);
    }

    public static Integral of(Expr operand, Sym variable, Expr from, Expr to) {
        return new Integral(operand, variable, from, to);
    }

    @Override
    public String notation() {
        return "integral";
    }

    @Override
    public Integral with(Expr operand, Sym variable, List<Expr> values) {
        return of(operand, variable, values.get(0), values.get(1));
    }
}
