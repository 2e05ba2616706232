package dev.ddx.kernel;

import dev.ddx.expr.Const;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Num;
import dev.ddx.expr.Power;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Sym;

/**
 * An indeterminate of the polynomials of the kernel: a symbol, a function value, a root or a power.
 * Some satisfy a relation generator^degree = replacement.
 */
public final class Generator implements Comparable<Generator> {

    /** In the order in which the factors of a term are written. */
    enum Kind {
        /** A positive integer, of which there are fractional powers. */
        NUMBER,
        CONSTANT,
        SYMBOL,
        /** b^m for a monomial m and a base b other than e. */
        POWER,
        /** A compound expression, of which there are fractional powers. */
        ROOT,
        /** e^m for a monomial m. */
        EXPONENTIAL,
        FUNCTION
    }

    private final Kind kind;
    private final Expr expr;
    private final int degree;
    private final RationalForm replacement;

    private Generator(Kind kind, Expr expr, int degree, RationalForm replacement) {
        this.kind = kind;
        this.expr = expr;
        this.degree = degree;
        this.replacement = replacement;
    }

    static Generator of(Expr e) {
        return new Generator(e instanceof Sym ? Kind.SYMBOL : e instanceof Const ? Kind.CONSTANT : Kind.FUNCTION, e, 0, null);
    }

    /** A function value whose power {@code degree} is {@code replacement}. */
    static Generator of(Expr e, int degree, RationalForm replacement) {
        return new Generator(e instanceof Const ? Kind.CONSTANT : Kind.FUNCTION, e, degree, replacement);
    }

    static Generator number(Num n) {
        return new Generator(Kind.NUMBER, n, 1, RationalForm.of(n.toRational()));
    }

    static Generator root(Expr base, RationalForm value) {
        return new Generator(Kind.ROOT, base, 1, value);
    }

    static Generator power(Expr base, Expr exponent) {
        return new Generator(base.equals(Const.E) ? Kind.EXPONENTIAL : Kind.POWER, Power.of(base, exponent), 0, null);
    }

    Kind kind() {
        return kind;
    }

    /** The symbol, the function value or the power; of a root its base. */
    public Expr expr() {
        return expr;
    }

    /** 0 if there is no relation. */
    int degree() {
        return degree;
    }

    RationalForm replacement() {
        return replacement;
    }

    boolean isReducible(Rational exponent) {
        return degree > 0 && exponent.compareTo(Rational.of(degree)) >= 0;
    }

    /** Whether the value is known to be positive wherever it is real. */
    boolean isPositive() {
        return switch (kind) {
            case NUMBER -> true;
            case CONSTANT -> !expr.equals(Const.I);
            case EXPONENTIAL -> !expr.contains(Const.I);
            case POWER -> ((Power) expr).base() instanceof Num || ((Power) expr).base().equals(Const.PI);
            default -> false;
        };
    }

    @Override
    public int compareTo(Generator o) {
        if (this == o) {
            return 0;
        }
        int c = kind.compareTo(o.kind);
        return c != 0 ? c : ExprOrder.INSTANCE.compare(expr, o.expr);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Generator g && kind == g.kind && expr.equals(g.expr);
    }

    @Override
    public int hashCode() {
        return expr.hashCode() * 31 + kind.ordinal();
    }

    @Override
    public String toString() {
        return expr.toString();
    }
}
