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

    private static final int SURE_TO_FIT = 18;

    // Not a BigDecimal: that class alone costs a start 10 ms.
    /** The digits as an integer, -1 where it does not fit. */
    private final long digits;
    /** The digits where they do not fit, else null. */
    private final BigInteger large;
    /** How many of the digits come after the point. */
    private final int decimals;

    private Num(long digits, int decimals) {
        super(31 * (31 * (int) (digits >>> 32) + (int) digits) + decimals, List.of());
        this.digits = digits;
        this.decimals = decimals;
        this.large = null;
    }

    private Num(BigInteger large, int decimals) {
        super(31 * large.hashCode() + decimals, List.of());
        this.digits = -1;
        this.decimals = decimals;
        this.large = large;
    }

    private static Num of(BigInteger digits, int decimals) {
        if (digits.signum() < 0) {
            throw negative(digits);
        }
        return digits.bitLength() < Long.SIZE ? new Num(digits.longValue(), decimals) : new Num(digits, decimals);
    }

    /** @throws IllegalArgumentException if the value is negative */
    public static Num of(long value) {
        if (value < 0) {
            throw negative(value);
        }
        return new Num(value, 0);
    }

    /** @throws IllegalArgumentException if the value is negative */
    public static Num of(BigInteger value) {
        return of(value, 0);
    }

    /** @throws IllegalArgumentException if the value is negative */
    public static Num of(BigDecimal value) {
        BigDecimal v = value.scale() < 0 ? value.setScale(0) : value;
        return of(v.unscaledValue(), v.scale());
    }

    /**
     * The number that a text shows, its decimals and all.
     *
     * @throws NumberFormatException if it shows none
     */
    public static Num parse(String text) {
        int point = text.indexOf('.');
        String digits = point < 0 ? text : text.substring(0, point) + text.substring(point + 1);
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
                return of(new BigDecimal(text));
            }
        }
        int decimals = point < 0 ? 0 : text.length() - 1 - point;
        return digits.length() <= SURE_TO_FIT ? new Num(Long.parseLong(digits), decimals) : of(new BigInteger(digits), decimals);
    }

    private static IllegalArgumentException negative(Number value) {
        return new IllegalArgumentException("a Num is not negative, use Neg: " + value);
    }

    /** The value; its scale is the number of decimals written. */
    public BigDecimal value() {
        return large != null ? new BigDecimal(large, decimals) : BigDecimal.valueOf(digits, decimals);
    }

    /** Whether it is written without decimals and below 2^63, so that {@link #longValue()} is its value. */
    public boolean isLong() {
        return large == null && decimals == 0;
    }

    /** The value if {@link #isLong()}; else not defined. */
    public long longValue() {
        return digits;
    }

    public double doubleValue() {
        return isLong() ? digits : value().doubleValue();
    }

    /** The number of digits without leading zeros; 1 for 0. */
    public int precision() {
        if (large != null) {
            return value().precision();
        }
        int n = 1;
        for (long rest = digits / 10; rest != 0; rest /= 10) {
            n++;
        }
        return n;
    }

    /** As it is written, without an exponent. */
    public String text() {
        return isLong() ? Long.toString(digits) : value().toPlainString();
    }

    /** Compares the values; how many decimals are written does not matter. */
    public int compareValue(Num other) {
        return isLong() && other.isLong() ? Long.compare(digits, other.digits) : value().compareTo(other.value());
    }

    public boolean isInteger() {
        return decimals == 0 || value().stripTrailingZeros().scale() <= 0;
    }

    public boolean isZero() {
        return digits == 0;
    }

    public boolean isOne() {
        return compareValue(ONE) == 0;
    }

    public Rational toRational() {
        if (isLong()) {
            return Rational.of(digits);
        }
        return new Rational(large == null ? BigInteger.valueOf(digits) : large, BigInteger.TEN.pow(decimals));
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
        Num n = (Num) other;
        return decimals == n.decimals && digits == n.digits && (large == null || large.equals(n.large));
    }
}
