package dev.ddx.expr;

import java.util.List;
import java.util.Set;

/** A mathematical constant: e, π, in complex mode the imaginary unit, and infinity as a limit of a variable. */
public final class Const extends Expr {

    public static final Const E = new Const("e");
    public static final Const PI = new Const("pi");
    public static final Const I = new Const("i");
    /** Not a number: it stands where a variable runs or tends to, and nowhere else. */
    public static final Const INFINITY = new Const("oo");

    /** What infinity is typed as. */
    private static final Set<String> INFINITE = Set.of("oo", "infinity");

    private final String name;

    private Const(String name) {
        super(name.hashCode(), List.of());
        this.name = name;
    }

    /** @throws IllegalArgumentException if there is no constant of that name */
    public static Const of(String name) {
        return switch (name) {
            case "e" -> E;
            case "pi" -> PI;
            case "i" -> I;
            case "oo" -> INFINITY;
            default -> throw new IllegalArgumentException("no constant is called " + name);
        };
    }

    /** Where a variable runs or tends to, {@code oo} is infinity and −oo minus infinity; elsewhere it is a symbol. */
    public static Expr orInfinite(Expr e) {
        return e instanceof Sym s && INFINITE.contains(s.name()) ? INFINITY
                : e instanceof Neg n && n.operand() instanceof Sym s && INFINITE.contains(s.name()) ? Neg.of(INFINITY) : e;
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
