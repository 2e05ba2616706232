package dev.ddx.expr;

import java.util.List;

/** The sum of an expression over the integers from one limit to another, both of them included; empty if the second is smaller. */
public final class IndexedSum extends Accumulation {

    private IndexedSum(Expr operand, Sym variable, Expr from, Expr to) {
        super(operand, variable, from, to);
    }

    public static IndexedSum of(Expr operand, Sym variable, Expr from, Expr to) {
        return new IndexedSum(operand, variable, from, to);
    }

    @Override
    public String notation() {
        return "sum";
    }

    @Override
    public IndexedSum with(Expr operand, Sym variable, List<Expr> values) {
        return of(operand, variable, values.get(0), values.get(1));
    }
}
