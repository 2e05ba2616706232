package dev.ddx.expr;

import java.util.List;
import java.util.function.BiFunction;

/** An equation, an inequality, or a chain of them such as 0 &lt; x ≤ 1. */
public final class Relation extends Expr {

    /** How two neighbours in the chain are related. */
    public enum Op {
        EQ("="), NE("!="), LT("<"), LE("<="), GT(">"), GE(">="),
        /** Equal but for the digits that are not written; of answers alone. */
        ABOUT("~="),
        /** Not on the ray (−∞, b] of the real line: of complex numbers. Between real ones it is &gt;. */
        NOT_LE("not<="),
        /** Not on the ray [b, ∞) of the real line: of complex numbers. Between real ones it is &lt;. */
        NOT_GE("not>=");

        private final String infix;

        Op(String infix) {
            this.infix = infix;
        }

        /** The ASCII notation, which the parser reads, but for that of {@link #ABOUT}. */
        public String infix() {
            return infix;
        }

        /** What it says of real numbers. */
        public Op ofReals() {
            return this == NOT_LE ? GT : this == NOT_GE ? LT : this;
        }

        /** Whether only real numbers are related so. */
        public boolean isOrder() {
            return this == LT || this == LE || this == GT || this == GE;
        }

        /** Whether it holds between two real numbers. */
        public boolean holds(double a, double b) {
            return switch (this) {
                case EQ, ABOUT -> a == b;
                case NE -> a != b;
                case LT, NOT_GE -> a < b;
                case LE -> a <= b;
                case GT, NOT_LE -> a > b;
                case GE -> a >= b;
            };
        }

        /** The operator that says the same with the sides exchanged. */
        public Op mirrored() {
            return switch (this) {
                case EQ -> EQ;
                case ABOUT -> ABOUT;
                case NE -> NE;
                case LT -> GT;
                case LE -> GE;
                case GT -> LT;
                case GE -> LE;
                case NOT_LE -> NOT_GE;
                case NOT_GE -> NOT_LE;
            };
        }

        /** What holds exactly where this does not. */
        public Op negation() {
            return switch (this) {
                case EQ, ABOUT -> NE;
                case NE -> EQ;
                case LT -> GE;
                case LE -> GT;
                case GT -> LE;
                case GE -> LT;
                case NOT_LE -> LE;
                case NOT_GE -> GE;
            };
        }
    }

    private final List<Expr> operands;
    private final List<Op> ops;

    private Relation(List<Expr> operands, List<Op> ops) {
        super(ops.stream().map(Op::infix).toList().hashCode(), operands);
        this.operands = operands;
        this.ops = ops;
    }

    public static Relation of(Expr left, Op op, Expr right) {
        return of(List.of(left, right), List.of(op));
    }

    /** @throws IllegalArgumentException if there is not one operator between each two neighbours */
    public static Relation of(List<? extends Expr> operands, List<Op> ops) {
        if (operands.size() < 2 || ops.size() != operands.size() - 1) {
            throw new IllegalArgumentException("a relation has an operator between each two neighbours");
        }
        return new Relation(List.copyOf(operands), List.copyOf(ops));
    }

    public List<Expr> operands() {
        return operands;
    }

    public List<Op> ops() {
        return ops;
    }

    public Expr left() {
        return operands.get(0);
    }

    public Expr right() {
        return operands.get(operands.size() - 1);
    }

    /** −∞ &lt; e &lt; ∞: that e is real. */
    public static Relation real(Expr e) {
        return of(List.of(Neg.of(Const.INFINITY), e, Const.INFINITY), List.of(Op.LT, Op.LT));
    }

    /** What this says to be {@linkplain #real real}, if that is all it says; else null. */
    public Expr isReal() {
        return operands.size() == 3 && equals(real(operands.get(1))) ? operands.get(1) : null;
    }

    public boolean isEquation() {
        return ops.equals(List.of(Op.EQ));
    }

    /** Whether it holds, by the signs of the differences of neighbours; null if that is not known, a sign being null. */
    public Boolean holds(BiFunction<Expr, Expr, Integer> sign) {
        Boolean all = true;
        for (int i = 0; i < ops.size(); i++) {
            Integer s = sign.apply(operands.get(i), operands.get(i + 1));
            if (s != null && !ops.get(i).holds(s, 0)) {
                return false;
            }
            all = s == null ? null : all;
        }
        return all;
    }

    @Override
    public List<Expr> children() {
        return operands;
    }

    @Override
    public Expr withChildren(List<Expr> children) {
        return of(children, ops);
    }

    @Override
    boolean sameHead(Expr other) {
        return ops.equals(((Relation) other).ops);
    }
}
