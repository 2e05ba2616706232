package dev.ddx.expr;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/** An exact rational number in lowest terms, with positive denominator. */
public record Rational(BigInteger numerator, BigInteger denominator) implements Comparable<Rational> {

    public static final Rational ZERO = of(0);
    public static final Rational ONE = of(1);

    public Rational {
        if (denominator.signum() == 0) {
            throw new ArithmeticException("denominator 0");
        }
        if (denominator.signum() < 0) {
            numerator = numerator.negate();
            denominator = denominator.negate();
        }
        if (!denominator.equals(BigInteger.ONE)) {
            BigInteger g = numerator.gcd(denominator);
            if (!g.equals(BigInteger.ONE)) {
                numerator = numerator.divide(g);
                denominator = denominator.divide(g);
            }
        }
    }

    public static Rational of(long n) {
        return new Rational(BigInteger.valueOf(n), BigInteger.ONE);
    }

    public static Rational of(long n, long d) {
        return new Rational(BigInteger.valueOf(n), BigInteger.valueOf(d));
    }

    public static Rational of(BigInteger n) {
        return new Rational(n, BigInteger.ONE);
    }

    public static Rational of(BigDecimal d) {
        return d.scale() <= 0
                ? of(d.toBigIntegerExact())
                : new Rational(d.unscaledValue(), BigInteger.TEN.pow(d.scale()));
    }

    /**
     * The value of {@code d} itself, not of its decimals.
     *
     * @throws ArithmeticException if {@code d} is not finite
     */
    public static Rational exactly(double d) {
        if (!Double.isFinite(d)) {
            throw new ArithmeticException("not a finite number: " + d);
        }
        int exponent = Math.max(Math.getExponent(d), Double.MIN_EXPONENT) - (Double.PRECISION - 1);
        BigInteger significand = BigInteger.valueOf((long) Math.scalb(d, -exponent));
        return exponent >= 0 ? of(significand.shiftLeft(exponent)) : new Rational(significand, BigInteger.ONE.shiftLeft(-exponent));
    }

    public Rational plus(Rational o) {
        if (isInteger() && o.isInteger()) {
            return of(numerator.add(o.numerator));
        }
        return new Rational(numerator.multiply(o.denominator).add(o.numerator.multiply(denominator)),
                denominator.multiply(o.denominator));
    }

    public Rational minus(Rational o) {
        return plus(o.negate());
    }

    public Rational times(Rational o) {
        if (isInteger() && o.isInteger()) {
            return of(numerator.multiply(o.numerator));
        }
        return new Rational(numerator.multiply(o.numerator), denominator.multiply(o.denominator));
    }

    /** @throws ArithmeticException if {@code o} is 0 */
    public Rational over(Rational o) {
        return new Rational(numerator.multiply(o.denominator), denominator.multiply(o.numerator));
    }

    public Rational negate() {
        return new Rational(numerator.negate(), denominator);
    }

    /** @throws ArithmeticException if this is 0 and {@code n} is negative */
    public Rational pow(int n) {
        return n >= 0
                ? new Rational(numerator.pow(n), denominator.pow(n))
                : new Rational(denominator.pow(-n), numerator.pow(-n));
    }

    /** The rational number that is not negative and whose square this is; null if there is none. */
    public Rational squareRoot() {
        if (signum() < 0) {
            return null;
        }
        BigInteger[] n = numerator.sqrtAndRemainder();
        BigInteger[] d = n[1].signum() == 0 ? denominator.sqrtAndRemainder() : n;
        return n[1].signum() == 0 && d[1].signum() == 0 ? new Rational(n[0], d[0]) : null;
    }

    /** The largest integer that is not larger. */
    public BigInteger floor() {
        BigInteger[] qr = numerator.divideAndRemainder(denominator);
        return qr[1].signum() < 0 ? qr[0].subtract(BigInteger.ONE) : qr[0];
    }

    public int signum() {
        return numerator.signum();
    }

    public boolean isZero() {
        return numerator.signum() == 0;
    }

    public boolean isOne() {
        return numerator.equals(BigInteger.ONE) && denominator.equals(BigInteger.ONE);
    }

    public boolean isInteger() {
        return denominator.equals(BigInteger.ONE);
    }

    /** Bits of the larger of numerator and denominator. */
    public int bitLength() {
        return Math.max(numerator.bitLength(), denominator.bitLength());
    }

    public Rational abs() {
        return signum() < 0 ? negate() : this;
    }

    /** The nearest double, or one of the two nearest if they are equally near to 60 digits. */
    public double doubleValue() {
        return isInteger() ? numerator.doubleValue()
                : new BigDecimal(numerator).divide(new BigDecimal(denominator), new MathContext(60)).doubleValue();
    }

    /** As an expression: {@code 3}, {@code -3}, {@code 1/2} or {@code -1/2}. */
    public Expr toExpr() {
        Expr magnitude = Num.of(numerator.abs());
        if (!isInteger()) {
            magnitude = Quotient.of(magnitude, Num.of(denominator));
        }
        return signum() < 0 ? Neg.of(magnitude) : magnitude;
    }

    /** The exact value of a number, a quotient of two numbers, or the negative of one; else null. */
    public static Rational fromLiteral(Expr e) {
        return switch (e) {
            case Num n -> n.toRational();
            case Neg n -> {
                Rational r = fromLiteral(n.operand());
                yield r == null ? null : r.negate();
            }
            case Quotient q when q.numerator() instanceof Num || q.numerator() instanceof Neg -> {
                Rational n = q.numerator() instanceof Neg neg && !(neg.operand() instanceof Num) ? null
                        : fromLiteral(q.numerator());
                yield n == null || !(q.denominator() instanceof Num d) || d.isZero() ? null : n.over(d.toRational());
            }
            default -> null;
        };
    }

    /** The value of sums, products and quotients of literals; null for anything else, and for a division by zero. */
    public static Rational fromArithmetic(Expr e) {
        return e.fold((node, c) -> {
            if (c.contains(null)) {
                return null;
            }
            return switch (node) {
                case Num n -> n.toRational();
                case Neg n -> c.get(0).negate();
                case Sum s -> c.stream().reduce(Rational::plus).orElseThrow();
                case Product p -> c.stream().reduce(Rational::times).orElseThrow();
                case Quotient q -> c.get(1).isZero() ? null : c.get(0).over(c.get(1));
                default -> null;
            };
        });
    }

    // Asked so often that what a record has by itself is too slow.
    @Override
    public boolean equals(Object o) {
        return this == o || o instanceof Rational r && numerator.equals(r.numerator) && denominator.equals(r.denominator);
    }

    @Override
    public int hashCode() {
        return 31 * numerator.hashCode() + denominator.hashCode();
    }

    @Override
    public int compareTo(Rational o) {
        if (denominator.equals(o.denominator)) {
            return numerator.compareTo(o.numerator);
        }
        return numerator.multiply(o.denominator).compareTo(o.numerator.multiply(denominator));
    }

    @Override
    public String toString() {
        return isInteger() ? numerator.toString() : numerator + "/" + denominator;
    }
}
