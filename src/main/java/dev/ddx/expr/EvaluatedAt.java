package dev.ddx.expr;

import java.util.List;

/** An expression evaluated at a value of a variable, not carried out: the bar with x = a. */
public final class EvaluatedAt extends Expr {

    private final Expr operand;
    private final Sym variable;
    private final Expr value;

    private EvaluatedAt(Expr operand, Sym variable, Expr value) {
        super(0, List.of(operand, variable, value));
        this.operand = operand;
        this.variable = variable;
        this.value = value;
    }

    public static EvaluatedAt of(Expr operand, Sym variable, Expr value) {
        return new EvaluatedAt(operand, variable, value);
    }

    public Expr operand() {
        return operand;
    }

    public Sym variable() {
        return variable;
    }

    public Expr value() {
        return value;
    }

    @Override
    public List<Expr> children() {
        return List.of(operand, variable, value);
    }

    @Override
    public Expr withChildren(List<Expr> children) {
        expectChildren(children, 3);
        if (!(children.get(1) instanceof Sym s)) {
            throw new IllegalArgumentException("a value is given to a symbol, not to " + children.get(1));
        }
        return of(children.get(0), s, children.get(2));
    }

    @Override
    boolean sameHead(Expr other) {
        return true;
    }
}
