package dev.ddx.expr;

import java.util.List;

/** The negative of an expression; as a term of a {@link Sum} it is a subtraction. */
public final class Neg extends Expr {

    private final Expr operand;

    private Neg(Expr operand) {
        super(0, List.of(operand));
        this.operand = operand;
    }

    public static Neg of(Expr operand) {
        return new Neg(operand);
    }

    /** An order in which what is subtracted comes after what is added. */
    public static int compareSigns(Expr a, Expr b) {
        return Boolean.compare(a instanceof Neg, b instanceof Neg);
    }

    public Expr operand() {
        return operand;
    }

    @Override
    public List<Expr> children() {
        return List.of(operand);
    }

    @Override
    public Expr withChildren(List<Expr> children) {
        expectChildren(children, 1);
        return of(children.get(0));
    }

    @Override
    boolean sameHead(Expr other) {
        return true;
    }
}
