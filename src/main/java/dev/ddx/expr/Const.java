package dev.ddx.expr;

import java.util.List;

/** A mathematical constant: e, π, or, in complex mode, the imaginary unit. */
public final class Const extends Expr {

    public static final Const E = new Const("e");
    public static final Const PI = new Const("pi");
    public static final Const I = new Const("i");

    private final String name;

    private Const(String name) {
        super(name.hashCode(), List.of());
        this.name = name;
    }

    public String name() {
        return name;
    }

    @Override
    public List<Expr> children() {
        return List.of();
    }

    @Override
    public Expr withChildren(List<Expr> children) {
        expectChildren(children, 0);
        return this;
    }

    @Override
    boolean sameHead(Expr other) {
        return name.equals(((Const) other).name);
    }
}
