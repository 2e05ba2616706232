package dev.ddx.expr;

import java.util.List;

/** The product of an expression over the integers from one limit to another, both of them included; empty if the second is smaller. */
public final class IndexedProduct extends Accumulation {

    private IndexedProduct(Expr operand, Sym variable, Expr from, Expr to) {
        super(operand, variable, from, to);
    }

    public static IndexedProduct of(Expr operand, Sym variable, Expr from, Expr to) {
        return new IndexedProduct(operand, variable, from, to);
    }

    @Override
    public String notation() {
        return "product";
    }

    @Override
    public IndexedProduct with(Expr operand, Sym variable, List<Expr> values) {
        return of(operand, variable, values.get(0), values.get(1));
    }

    @Override
    public Num ofNothing() {
        return Num.ONE;
    }
}
