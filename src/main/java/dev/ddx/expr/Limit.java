package dev.ddx.expr;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The limit of an expression as a variable tends to a value, not carried out: from both sides or from one, or to
 * {@linkplain Const#INFINITY infinity} or minus infinity, where there is but one side. The variable is not the value, and
 * takes all others near it on the side.
 */
public final class Limit extends Binder {

    /** From where the variable tends to the value. */
    public enum Side {
        BOTH, LEFT, RIGHT;

        /** The name by which it is typed. */
        public String infix() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Side side;

    private Limit(Expr operand, Sym variable, Expr value, Side side) {
        super(side.ordinal(), operand, variable, value);
        this.side = side;
    }

    /** The limit from both sides. */
    public static Limit of(Expr operand, Sym variable, Expr value) {
        return of(operand, variable, value, Side.BOTH);
    }

    public static Limit of(Expr operand, Sym variable, Expr value, Side side) {
        return new Limit(operand, variable, value, side);
    }

    public Expr value() {
        return values().get(0);
    }

    public Side side() {
        return side;
    }

    /** Whether the variable tends to infinity or minus infinity. */
    public boolean isAtInfinity() {
        return isInfinite(value());
    }

    /** Whether e is infinity or minus infinity. */
    public static boolean isInfinite(Expr e) {
        return e.equals(Const.INFINITY) || e instanceof Neg n && n.operand().equals(Const.INFINITY);
    }

    /** The limit of another expression, the variable doing the same. */
    public Limit of(Expr other) {
        return of(other, variable(), value(), side);
    }

    @Override
    public String notation() {
        return "limit";
    }

    @Override
    public Limit with(Expr operand, Sym variable, List<Expr> values) {
        return of(operand, variable, values.get(0), side);
    }

    /** What stands between the brackets where it is typed. */
    List<Expr> typed() {
        List<Expr> out = new ArrayList<>(children());
        if (side != Side.BOTH) {
            out.add(Sym.of(side.infix()));
        }
        return out;
    }

    @Override
    boolean sameHead(Expr other) {
        return side == ((Limit) other).side;
    }
}
