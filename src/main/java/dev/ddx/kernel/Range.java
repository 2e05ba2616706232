package dev.ddx.kernel;

import dev.ddx.expr.Rational;
import dev.ddx.expr.Relation;
import java.math.BigInteger;

/**
 * What is known of a value wherever it is defined: an interval of the real line that holds it, whether its
 * ends belong to it, whether zero does, whether the value is an integer. A value that need not be real has
 * the interval of all numbers and is not {@link #isReal()}. The empty range means that there is no value.
 *
 * <p>All operations are outward: the result holds every value that they can have.
 */
public final class Range {

    /** Ends with more bits are moved outward to powers of two. */
    private static final int MAX_BITS = 192;

    /** Beyond any error of the elementary functions of {@link Math}. */
    private static final double MARGIN = 1e-12;

    public static final Range REAL = new Range(null, true, null, true, false, false, true);
    public static final Range COMPLEX = new Range(null, true, null, true, false, false, false);
    public static final Range EMPTY = new Range(Rational.ONE, true, Rational.ZERO, true, true, false, true);
    public static final Range POSITIVE = of(Rational.ZERO, true, null, true);
    public static final Range NOT_NEGATIVE = of(Rational.ZERO, false, null, true);
    public static final Range NEGATIVE = of(null, true, Rational.ZERO, true);

    private final Rational low;
    private final boolean lowOpen;
    private final Rational high;
    private final boolean highOpen;
    private final boolean nonZero;
    private final boolean integer;
    private final boolean real;

    private Range(Rational low, boolean lowOpen, Rational high, boolean highOpen, boolean nonZero, boolean integer, boolean real) {
        this.low = low;
        this.lowOpen = lowOpen;
        this.high = high;
        this.highOpen = highOpen;
        this.nonZero = nonZero;
        this.integer = integer;
        this.real = real;
    }

    /** An interval; null is an infinite end. */
    public static Range of(Rational low, boolean lowOpen, Rational high, boolean highOpen) {
        return make(low, lowOpen, high, highOpen, false, false);
    }

    public static Range point(Rational r) {
        return make(r, false, r, false, false, r.isInteger());
    }

    private static Range make(Rational low, boolean lowOpen, Rational high, boolean highOpen, boolean nonZero, boolean integer) {
        if (low != null && low.bitLength() > MAX_BITS && !(low.equals(high))) {
            low = outward(low, false);
            lowOpen = true;
        }
        if (high != null && high.bitLength() > MAX_BITS && !(high.equals(low))) {
            high = outward(high, true);
            highOpen = true;
        }
        if (low != null && high != null && (low.compareTo(high) > 0 || low.equals(high) && (lowOpen || highOpen))) {
            return EMPTY;
        }
        if (integer) {
            if (low != null && (!low.isInteger() || lowOpen)) {
                low = Rational.of(low.floor().add(BigInteger.ONE));
                lowOpen = false;
            }
            if (high != null && (!high.isInteger() || highOpen)) {
                high = Rational.of(high.negate().floor().add(BigInteger.ONE).negate());
                highOpen = false;
            }
            if (low != null && high != null && low.compareTo(high) > 0) {
                return EMPTY;
            }
        }
        boolean zeroInside = (low == null || low.signum() < 0 || low.isZero() && !lowOpen)
                && (high == null || high.signum() > 0 || high.isZero() && !highOpen);
        if (nonZero && zeroInside) {
            boolean zeroLow = low != null && low.isZero();
            boolean zeroHigh = high != null && high.isZero();
            if (zeroLow || zeroHigh) {
                return make(low, lowOpen || zeroLow, high, highOpen || zeroHigh, false, integer);
            }
        }
        return new Range(low, low == null || lowOpen, high, high == null || highOpen, !zeroInside || nonZero, integer, true);
    }

    private static Rational outward(Rational r, boolean up) {
        if (r.isZero()) {
            return r;
        }
        int shift = r.numerator().bitLength() - r.denominator().bitLength();
        boolean grow = up == r.signum() > 0;
        if (shift > MAX_BITS) {
            return grow ? null : signed(Rational.ONE, r);
        }
        if (shift < -MAX_BITS) {
            return grow ? signed(Rational.ONE, r) : Rational.ZERO;
        }
        return signed(Rational.of(2).pow(shift + (grow ? 1 : -1)), r);
    }

    private static Rational signed(Rational magnitude, Rational like) {
        return like.signum() < 0 ? magnitude.negate() : magnitude;
    }

    // ---- what is known

    public boolean isEmpty() {
        return this == EMPTY;
    }

    public boolean isReal() {
        return real;
    }

    public boolean isInteger() {
        return integer && real;
    }

    /** Whether the value is never zero. */
    public boolean isNonZero() {
        return nonZero;
    }

    public boolean isZero() {
        return real && !isEmpty() && low != null && low.isZero() && high != null && high.isZero();
    }

    public boolean isPositive() {
        return real && low != null && (low.signum() > 0 || low.isZero() && nonZero);
    }

    public boolean isNegative() {
        return real && high != null && (high.signum() < 0 || high.isZero() && nonZero);
    }

    public boolean isNotNegative() {
        return real && low != null && low.signum() >= 0;
    }

    public boolean isNotPositive() {
        return real && high != null && high.signum() <= 0;
    }

    /** The lower end, null if there is none. */
    public Rational low() {
        return low;
    }

    /** The upper end, null if there is none. */
    public Rational high() {
        return high;
    }

    /** Whether the lower end is among the values. */
    public boolean isLowAttained() {
        return !lowOpen;
    }

    /** Whether the upper end is among the values. */
    public boolean isHighAttained() {
        return !highOpen;
    }

    /** True or false if {@code this op other} holds for all values or for none, else null. */
    public Boolean compare(Relation.Op op, Range other) {
        if (isEmpty() || other.isEmpty()) {
            return null;
        }
        if (op == Relation.Op.EQ || op == Relation.Op.NE) {
            boolean apart = real && other.real && (below(this, other, true) || below(other, this, true))
                    || isZero() && other.nonZero || nonZero && other.isZero();
            boolean same = real && other.real && low != null && low.equals(high) && low.equals(other.low) && low.equals(other.high);
            return apart ? Boolean.valueOf(op == Relation.Op.NE) : same ? Boolean.valueOf(op == Relation.Op.EQ) : null;
        }
        if (!real || !other.real) {
            return null;
        }
        return switch (op) {
            case LT, NOT_GE -> below(this, other, true) ? Boolean.TRUE : below(other, this, false) ? Boolean.FALSE : null;
            case LE -> below(this, other, false) ? Boolean.TRUE : below(other, this, true) ? Boolean.FALSE : null;
            case GT, NOT_LE -> other.compare(Relation.Op.LT, this);
            case GE -> other.compare(Relation.Op.LE, this);
            default -> null;
        };
    }

    private static boolean below(Range a, Range b, boolean strictly) {
        if (a.high == null || b.low == null) {
            return false;
        }
        int c = a.high.compareTo(b.low);
        return c < 0 || c == 0 && (!strictly || a.highOpen || b.lowOpen || a.high.isZero() && (a.nonZero || b.nonZero));
    }

    // ---- lattice

    public Range and(Range o) {
        if (isEmpty() || o.isEmpty()) {
            return EMPTY;
        }
        if (!real && !o.real) {
            return nonZero ? this : o;
        }
        Range a = real ? this : o;
        Range b = real ? o : this;
        Rational l = a.low;
        boolean lOpen = a.lowOpen;
        if (b.low != null && (l == null || b.low.compareTo(l) > 0 || b.low.equals(l) && b.lowOpen)) {
            l = b.low;
            lOpen = b.lowOpen;
        }
        Rational h = a.high;
        boolean hOpen = a.highOpen;
        if (b.high != null && (h == null || b.high.compareTo(h) < 0 || b.high.equals(h) && b.highOpen)) {
            h = b.high;
            hOpen = b.highOpen;
        }
        return make(l, lOpen, h, hOpen, nonZero || o.nonZero, integer || o.integer);
    }

    public Range or(Range o) {
        if (isEmpty()) {
            return o;
        }
        if (o.isEmpty()) {
            return this;
        }
        if (!real || !o.real) {
            return nonZero && o.nonZero ? COMPLEX.andNonZero() : COMPLEX;
        }
        Rational l = low == null || o.low == null ? null : low.compareTo(o.low) <= 0 ? low : o.low;
        boolean lOpen = (!isAt(low, l) || lowOpen) && (!isAt(o.low, l) || o.lowOpen);
        Rational h = high == null || o.high == null ? null : high.compareTo(o.high) >= 0 ? high : o.high;
        boolean hOpen = (!isAt(high, h) || highOpen) && (!isAt(o.high, h) || o.highOpen);
        return make(l, lOpen, h, hOpen, nonZero && o.nonZero, integer && o.integer);
    }

    private static boolean isAt(Rational a, Rational b) {
        return a != null && a.equals(b);
    }

    public Range andNonZero() {
        if (isEmpty() || nonZero) {
            return this;
        }
        return real ? make(low, lowOpen, high, highOpen, true, integer) : new Range(null, true, null, true, true, false, false);
    }

    public Range andInteger() {
        return isEmpty() || integer ? this : make(low, lowOpen, high, highOpen, nonZero, true);
    }

    // ---- arithmetic

    public Range negate() {
        if (isEmpty() || !real) {
            return this;
        }
        return make(high == null ? null : high.negate(), highOpen, low == null ? null : low.negate(), lowOpen, nonZero, integer);
    }

    public Range plus(Range o) {
        if (isEmpty() || o.isEmpty()) {
            return EMPTY;
        }
        if (!real || !o.real) {
            return COMPLEX;
        }
        boolean zero = isZero() && o.nonZero || nonZero && o.isZero();
        return make(low == null || o.low == null ? null : low.plus(o.low), lowOpen || o.lowOpen,
                high == null || o.high == null ? null : high.plus(o.high), highOpen || o.highOpen, zero, integer && o.integer);
    }

    public Range times(Range o) {
        if (isEmpty() || o.isEmpty()) {
            return EMPTY;
        }
        if (isZero() || o.isZero()) {
            return point(Rational.ZERO);
        }
        boolean apart = nonZero && o.nonZero;
        if (!real || !o.real) {
            return apart ? COMPLEX.andNonZero() : COMPLEX;
        }
        Hull hull = new Hull();
        End[] as = {new End(low, lowOpen, -1), new End(high, highOpen, 1)};
        End[] bs = {new End(o.low, o.lowOpen, -1), new End(o.high, o.highOpen, 1)};
        for (End a : as) {
            for (End b : bs) {
                hull.add(a.times(b));
            }
        }
        // Zero is attained where a factor has it inside.
        if (!nonZero || !o.nonZero) {
            hull.add(new End(Rational.ZERO, false, 0));
        }
        return hull.range(apart, integer && o.integer);
    }

    public Range inverse() {
        if (isEmpty() || isZero()) {
            return EMPTY;
        }
        if (!real) {
            return COMPLEX.andNonZero();
        }
        boolean positive = low != null && low.signum() >= 0;
        boolean negative = high != null && high.signum() <= 0;
        if (!positive && !negative) {
            return REAL.andNonZero();
        }
        Rational l = high == null ? Rational.ZERO : high.isZero() ? null : Rational.ONE.over(high);
        Rational h = low == null ? Rational.ZERO : low.isZero() ? null : Rational.ONE.over(low);
        return make(l, highOpen, h, lowOpen, true, false);
    }

    /** |value|; of a complex number too. */
    public Range abs() {
        if (isEmpty() || isNotNegative()) {
            return this;
        }
        if (!real) {
            return nonZero ? POSITIVE : NOT_NEGATIVE;
        }
        if (isNotPositive()) {
            return negate();
        }
        Range down = of(null, true, low, lowOpen);
        Rational h = low == null || high == null ? null : low.negate().compareTo(high) > 0 ? low.negate() : high;
        boolean hOpen = h == null || (!h.equals(high) || highOpen) && (!h.negate().equals(down.high) || lowOpen);
        return make(Rational.ZERO, false, h, hOpen, nonZero, integer);
    }

    /** this^r, where an odd root of a negative number is negative and an even one does not exist. */
    public Range power(Rational r) {
        if (isEmpty()) {
            return EMPTY;
        }
        if (r.isZero()) {
            return point(Rational.ONE);
        }
        if (r.signum() < 0) {
            return power(r.negate()).inverse();
        }
        if (!real) {
            return nonZero ? COMPLEX.andNonZero() : COMPLEX;
        }
        boolean evenRoot = !r.denominator().testBit(0);
        boolean evenPower = !r.numerator().testBit(0);
        if (evenRoot) {
            Range base = and(NOT_NEGATIVE);
            return base.isEmpty() ? EMPTY : base.monotonePower(r, false);
        }
        if (evenPower) {
            return abs().monotonePower(r, integer && r.isInteger());
        }
        return monotonePower(r, integer && r.isInteger());
    }

    private Range monotonePower(Rational r, boolean integral) {
        return make(low == null ? null : power(low, r, false), lowOpen, high == null ? null : power(high, r, true), highOpen, nonZero, integral);
    }

    /** v^r, or a number on that side of it; null for an infinity. */
    private static Rational power(Rational v, Rational r, boolean up) {
        if (v.signum() < 0) {
            Rational magnitude = power(v.negate(), r, !up);
            return magnitude == null ? null : magnitude.negate();
        }
        if (v.isZero() || v.isOne()) {
            return v;
        }
        if (r.numerator().bitLength() > 20 || r.denominator().bitLength() > 20) {
            return v.compareTo(Rational.ONE) > 0 ? up ? huge() : Rational.ONE : up ? Rational.ONE : Rational.ZERO;
        }
        BigInteger top = v.numerator();
        BigInteger bottom = v.denominator();
        int q = r.denominator().intValue();
        int p = r.numerator().intValue();
        if (q > 1) {
            top = ExactNumbers.exactRoot(top, q);
            bottom = ExactNumbers.exactRoot(bottom, q);
        }
        if (top != null && bottom != null && (long) Math.max(top.bitLength(), bottom.bitLength()) * p <= 4L * MAX_BITS) {
            return new Rational(top, bottom).pow(p);
        }
        return decimal(Math.pow(v.doubleValue(), (double) p / q), up, v.compareTo(Rational.ONE) > 0);
    }

    private static Rational huge() {
        return Rational.of(BigInteger.ONE.shiftLeft(4 * MAX_BITS));
    }

    /** A double moved outward by its possible error; what is not a finite number is replaced by what is known. */
    private static Rational decimal(double d, boolean up, boolean aboveOne) {
        if (!Double.isFinite(d) || d > 1e300) {
            return up ? null : Rational.ONE;
        }
        if (d < 1e-300) {
            return up ? Rational.exactly(1e-299) : Rational.ZERO;
        }
        Rational moved = Rational.exactly(up ? d * (1 + MARGIN) : d * (1 - MARGIN));
        // A value above one does not come below it by rounding.
        return aboveOne && !up && moved.compareTo(Rational.ONE) < 0 ? Rational.ONE : moved;
    }

    /** e^value. */
    public Range exp() {
        if (isEmpty()) {
            return EMPTY;
        }
        if (!real) {
            return COMPLEX.andNonZero();
        }
        Rational l = low == null ? Rational.ZERO : low.isZero() ? Rational.ONE : decimal(Math.exp(low.doubleValue()), false, low.signum() > 0);
        Rational h = high == null ? null : high.isZero() ? Rational.ONE : decimal(Math.exp(high.doubleValue()), true, high.signum() > 0);
        if (high != null && high.signum() < 0 && h.compareTo(Rational.ONE) > 0) {
            h = Rational.ONE;
        }
        return make(l, low == null || lowOpen && l.isOne() || !l.isOne(), h, h == null || !h.isOne() || highOpen, true, false);
    }

    /** base^exponent for an exponent that is not a written number. */
    public Range power(Range exponent) {
        if (isEmpty() || exponent.isEmpty()) {
            return EMPTY;
        }
        if (real && exponent.real) {
            if (isPositive()) {
                boolean atLeastOne = low != null && low.compareTo(Rational.ONE) >= 0;
                boolean atMostOne = high != null && high.compareTo(Rational.ONE) <= 0;
                if (atLeastOne && exponent.isNotNegative() || atMostOne && exponent.isNotPositive()) {
                    boolean above = (low != null && low.compareTo(Rational.ONE) > 0 || high != null && high.compareTo(Rational.ONE) < 0
                            || atLeastOne && lowOpen && low.isOne() || atMostOne && highOpen && high.isOne()) && exponent.nonZero;
                    return of(Rational.ONE, above, null, true);
                }
                if (atLeastOne && exponent.isNotPositive() || atMostOne && exponent.isNotNegative()) {
                    return of(Rational.ZERO, true, Rational.ONE, false);
                }
                return POSITIVE;
            }
            if (isNegative()) {
                return exponent.integer ? REAL.andNonZero() : EMPTY;
            }
            if (isNotNegative()) {
                return NOT_NEGATIVE;
            }
            return REAL;
        }
        return nonZero ? COMPLEX.andNonZero() : COMPLEX;
    }

    /** An end of an interval; {@code infinite} is its sign if the value is null. */
    private record End(Rational value, boolean open, int infinite) {

        End times(End o) {
            int a = value == null ? infinite : value.signum();
            int b = o.value == null ? o.infinite : o.value.signum();
            if (a == 0 || b == 0) {
                boolean attained = value != null && a == 0 && !open || o.value != null && b == 0 && !o.open;
                return new End(Rational.ZERO, !attained, 0);
            }
            if (value == null || o.value == null) {
                return new End(null, true, a * b);
            }
            return new End(value.times(o.value), open || o.open, 0);
        }
    }

    /** The smallest interval around ends. */
    private static final class Hull {

        private End low;
        private End high;

        void add(End e) {
            if (low == null || compare(e, low) < 0 || compare(e, low) == 0 && !e.open()) {
                low = e;
            }
            if (high == null || compare(e, high) > 0 || compare(e, high) == 0 && !e.open()) {
                high = e;
            }
        }

        private static int compare(End a, End b) {
            if (a.value() == null || b.value() == null) {
                return Integer.compare(a.value() == null ? a.infinite() * 2 : 0, b.value() == null ? b.infinite() * 2 : 0);
            }
            return a.value().compareTo(b.value());
        }

        Range range(boolean nonZero, boolean integer) {
            return make(low.value(), low.open(), high.value(), high.open(), nonZero, integer);
        }
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Range r && java.util.Objects.equals(low, r.low) && java.util.Objects.equals(high, r.high) && lowOpen == r.lowOpen
                && highOpen == r.highOpen && nonZero == r.nonZero && integer == r.integer && real == r.real;
    }

    @Override
    public int hashCode() {
        return java.util.Objects.hash(low, high, lowOpen, highOpen, nonZero, integer, real);
    }

    @Override
    public String toString() {
        if (isEmpty()) {
            return "empty";
        }
        String s = real ? (lowOpen ? "(" : "[") + (low == null ? "-oo" : low) + ", " + (high == null ? "oo" : high) + (highOpen ? ")" : "]") : "complex";
        return s + (nonZero && real && !isPositive() && !isNegative() || nonZero && !real ? " without 0" : "") + (integer ? ", integer" : "");
    }
}
