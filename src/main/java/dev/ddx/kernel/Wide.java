package dev.ddx.kernel;

import java.math.BigInteger;

/** The number mantissa·2^exponent. */
record Wide(BigInteger mantissa, int exponent) {

    static final Wide ZERO = new Wide(BigInteger.ZERO, 0);
    static final Wide ONE = new Wide(BigInteger.ONE, 0);

    /** The double as it is; it is finite. */
    static Wide of(double d) {
        if (d == 0) {
            return ZERO;
        }
        int e = Math.max(Math.getExponent(d), Double.MIN_EXPONENT) - 52;
        return new Wide(BigInteger.valueOf((long) Math.scalb(Math.scalb(d, -e / 2), -(e - e / 2))), e);
    }

    int signum() {
        return mantissa.signum();
    }

    /** The power of two next above its magnitude. */
    long magnitude() {
        return (long) mantissa.bitLength() + exponent;
    }

    Wide negate() {
        return new Wide(mantissa.negate(), exponent);
    }

    Wide abs() {
        return signum() < 0 ? negate() : this;
    }

    /** The value times a power of two. */
    Wide shifted(int by) {
        return new Wide(mantissa, exponent + by);
    }

    /** Rounded to nearest, or infinite. */
    double doubleValue() {
        if (signum() == 0) {
            return 0;
        }
        if (magnitude() > 1100 || magnitude() < -1100) {
            return magnitude() > 0 ? signum() * Double.POSITIVE_INFINITY : 0.0;
        }
        int drop = Math.max(0, mantissa.abs().bitLength() - 64);
        BigInteger top = mantissa.abs().shiftRight(drop);
        // What was dropped decides ties.
        top = drop > 0 && mantissa.abs().getLowestSetBit() < drop ? top.shiftLeft(1).setBit(0) : top.shiftLeft(1);
        double d = top.doubleValue();
        int e = exponent + drop - 1;
        return signum() * Math.scalb(Math.scalb(d, e / 2), e - e / 2);
    }
}
