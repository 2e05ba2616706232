package dev.ddx.expr;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/**
 * A non-negative number as written: an integer or a terminating decimal, always exact.
 * A negative number is a {@link Neg}, a fraction a {@link Quotient}.
 */
public final class Num extends Expr {

    public static final Num ZERO = of(0);
    public static final Num ONE = of(1);
    public static final Num TWO = of(2);

    private final BigDecimal value;

    private Num(BigDecimal value) {
        super(value.hashCode(), List.of());
        this.value = value;
    }

    public static Num of(long value) {
        return of(BigDecimal.valueOf(value));
    }

    public static Num of(BigInteger value) {
        return of(new BigDecimal(value));
    }

    /** @throws IllegalArgumentException if the value is negative */
    public static Num of(BigDecimal value) {
        if (value.signum() < 0) {
            throw new IllegalArgumentException("a Num is not negative, use Neg: " + value);
        }
        return new Num(value.scale() < 0 ? value.setScale(0) : value);
    }

    /** The value; its scale is the number of decimals written. */
    public BigDecimal value() {
        return value;
    }

    public boolean isInteger() {
        return value.scale() == 0 || value.stripTrailingZeros().scale() <= 0;
    }

    public boolean isZero() {
        return value.signum() == 0;
    }

    public boolean isOne() {
        return value.compareTo(BigDecimal.ONE) == 0;
    }

    public Rational toRational() {
        return Rational.of(value);
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
        return value.equals(((Num) other).value);
    }
}
