package dev.ddx.expr;

import java.util.List;

/**
 * A derivative by one variable of an order that is no number, not carried out: the n-th derivative, n a non-negative
 * integer; that of order 0 is the expression itself.
 */
public final class NthDerivative extends Expr {

    private final Expr operand;
    private final Sym variable;
    private final Expr order;

    private NthDerivative(Expr operand, Sym variable, Expr order) {
        super(0, List.of(operand, variable, order));
        this.operand = operand;
        this.variable = variable;
        this.order = order;
    }

    public static NthDerivative of(Expr operand, Sym variable, Expr order) {
        return new NthDerivative(operand, variable, order);
    }

    public Expr operand() {
        return operand;
    }

    public Sym variable() {
        return variable;
    }

    public Expr order() {
        return order;
    }

    @Override
    public List<Expr> children() {
        return List.of(operand, variable, order);
    }

    /** The children are the operand, the variable, which can only be replaced by a symbol, and the order. */
    @Override
    public Expr withChildren(List<Expr> children) {
        expectChildren(children, 3);
        if (!(children.get(1) instanceof Sym x)) {
            throw new IllegalArgumentException("a derivative is by a symbol, not by " + children.get(1));
        }
        return of(children.get(0), x, children.get(2));
    }

    @Override
    public boolean isVariable(int child) {
        return child == 1;
    }

    @Override
    boolean sameHead(Expr other) {
        return true;
    }
}
