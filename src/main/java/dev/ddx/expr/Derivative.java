package dev.ddx.expr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A derivative that has not been carried out. {@code variables} holds one entry an order: the second
 * derivative by x is [x, x], and ∂²/∂x∂y is [x, y].
 */
public final class Derivative extends Expr {

    private final Expr operand;
    private final List<Sym> variables;

    private Derivative(Expr operand, List<Sym> variables) {
        super(0, with(operand, variables));
        this.operand = operand;
        this.variables = variables;
    }

    public static Derivative of(Expr operand, Sym... variables) {
        return of(operand, Arrays.asList(variables));
    }

    /** @throws IllegalArgumentException if there is no variable */
    public static Derivative of(Expr operand, List<Sym> variables) {
        if (variables.isEmpty()) {
            throw new IllegalArgumentException("a derivative is by at least one variable");
        }
        return new Derivative(operand, List.copyOf(variables));
    }

    private static List<Expr> with(Expr operand, List<Sym> variables) {
        List<Expr> all = new ArrayList<>(variables.size() + 1);
        all.add(operand);
        all.addAll(variables);
        return List.copyOf(all);
    }

    public Expr operand() {
        return operand;
    }

    public List<Sym> variables() {
        return variables;
    }

    public int order() {
        return variables.size();
    }

    @Override
    public List<Expr> children() {
        return with(operand, variables);
    }

    /** The children are the operand, then the variables; a variable can only be replaced by a symbol. */
    @Override
    public Expr withChildren(List<Expr> children) {
        expectChildren(children, variables.size() + 1);
        List<Sym> by = new ArrayList<>();
        for (Expr e : children.subList(1, children.size())) {
            if (!(e instanceof Sym s)) {
                throw new IllegalArgumentException("a derivative is by a symbol, not by " + e);
            }
            by.add(s);
        }
        return of(children.get(0), by);
    }

    @Override
    public boolean isVariable(int child) {
        return child > 0;
    }

    @Override
    boolean sameHead(Expr other) {
        return variables.size() == ((Derivative) other).variables.size();
    }
}
