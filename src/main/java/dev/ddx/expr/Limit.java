package dev.ddx.expr;

import java.util.List;

/**
 * The limit of an expression as a variable tends to a value from both sides, not carried out. The variable is bound:
 * it is not the value, and takes all others near it.
 */
public final class Limit extends Expr {

    private final Expr operand;
    private final Sym variable;
    private final Expr value;

    private Limit(Expr operand, Sym variable, Expr value) {
        super(0, List.of(operand, variable, value));
        this.operand = operand;
        this.variable = variable;
        this.value = value;
    }

    public static Limit of(Expr operand, Sym variable, Expr value) {
        return new Limit(operand, variable, value);
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
            throw new IllegalArgumentException("in a limit a symbol tends to a value, not " + children.get(1));
        }
        return of(children.get(0), s, children.get(2));
    }

    @Override
    boolean sameHead(Expr other) {
        return true;
    }
}
