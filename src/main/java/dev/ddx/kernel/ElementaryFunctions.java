package dev.ddx.kernel;

import java.math.BigInteger;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.DoubleBinaryOperator;
import java.util.function.UnaryOperator;
import org.apfloat.Apfloat;
import org.apfloat.ApfloatMath;
import org.apfloat.OverflowException;

/**
 * Elementary functions of real numbers, with as many digits as those of the argument tell: up to some hundred by the series of
 * {@link WideArithmetic}, which for so few are many times faster than the logarithms by arithmetic-geometric means of ApfloatMath;
 * beyond, and for very large and very small arguments, as ApfloatMath and {@link NearZero} do it.
 *
 * <p>Where there is no real value they do what ApfloatMath does: most throw an {@link ArithmeticException}.
 */
final class ElementaryFunctions {

    private static final long MOST_DIGITS = 400;
    /** The argument is below 10 to this power. */
    private static final long MOST_SCALE = 9;
    /** The exponents of ten of Apfloat have 63 bits. */
    private static final long MOST_SCALE_OF_EXPONENT = 25;
    /** What has no more digits than these may be all error. */
    private static final long UNCERTAIN = 2;
    private static final long LEAST_SCALE = -100;
    private static final int GUARD_BITS = 40;
    /** Numbers of bits are multiples of this, so that there are few kinds of arithmetic. */
    private static final int STEP = 64;
    private static final double BITS_OF_DIGIT = 3.33;

    private static final Map<Integer, WideArithmetic> BY_BITS = new ConcurrentHashMap<>();

    private ElementaryFunctions() {
    }

    /** @throws OverflowException where the value is known to be too large to be written */
    static Apfloat exp(Apfloat x) {
        if (x.signum() > 0 && x.scale() > MOST_SCALE_OF_EXPONENT && x.precision() > UNCERTAIN) {
            throw new OverflowException("the exponent is too large");
        }
        return of(x, WideArithmetic::exp, (t, v) -> v, NearZero.EXP.or(ApfloatMath::exp));
    }

    static Apfloat ln(Apfloat x) {
        return of(x, WideArithmetic::ln, (t, v) -> 1 / t, ApfloatMath::log);
    }

    static Apfloat sin(Apfloat x) {
        return of(x, WideArithmetic::sin, (t, v) -> 1, NearZero.SIN.or(ApfloatMath::sin));
    }

    static Apfloat cos(Apfloat x) {
        return of(x, WideArithmetic::cos, (t, v) -> Math.min(1, Math.abs(t)), NearZero.COS.or(ApfloatMath::cos));
    }

    static Apfloat tan(Apfloat x) {
        return of(x, WideArithmetic::tan, (t, v) -> 1 + v * v, NearZero.TAN.or(ApfloatMath::tan));
    }

    static Apfloat asin(Apfloat x) {
        return of(x, WideArithmetic::asin, (t, v) -> 1 / Math.sqrt(1 - t * t), NearZero.ASIN.or(ApfloatMath::asin));
    }

    static Apfloat acos(Apfloat x) {
        return of(x, WideArithmetic::acos, (t, v) -> 1 / Math.sqrt(1 - t * t), NearZero.COMPLEMENT.or(ApfloatMath::acos));
    }

    static Apfloat atan(Apfloat x) {
        return of(x, WideArithmetic::atan, (t, v) -> 1 / (1 + t * t), NearZero.ATAN.or(ApfloatMath::atan));
    }

    static Apfloat sinh(Apfloat x) {
        return of(x, WideArithmetic::sinh, (t, v) -> 1 + Math.abs(v), NearZero.SINH.or(ApfloatMath::sinh));
    }

    static Apfloat cosh(Apfloat x) {
        return of(x, WideArithmetic::cosh, (t, v) -> v, NearZero.COSH.or(ApfloatMath::cosh));
    }

    static Apfloat asinh(Apfloat x) {
        return of(x, WideArithmetic::asinh, (t, v) -> 1 / Math.hypot(1, t), NearZero.ASINH.or(ApfloatMath::asinh));
    }

    static Apfloat acosh(Apfloat x) {
        return of(x, WideArithmetic::acosh, (t, v) -> 1 / Math.sqrt(t * t - 1), ApfloatMath::acosh);
    }

    static Apfloat atanh(Apfloat x) {
        return of(x, WideArithmetic::atanh, (t, v) -> 1 / (1 - t * t), NearZero.ATANH.or(ApfloatMath::atanh));
    }

    /** @param slope at least about the size of the derivative, given argument and value */
    private static Apfloat of(Apfloat x, BiFunction<WideArithmetic, Wide, Wide> function, DoubleBinaryOperator slope, UnaryOperator<Apfloat> otherwise) {
        long digits = x.precision();
        if (x.signum() == 0 || digits > MOST_DIGITS || x.scale() > MOST_SCALE || x.scale() < LEAST_SCALE) {
            return otherwise.apply(x);
        }
        int bits = ((int) (BITS_OF_DIGIT * (digits + Math.max(0, x.scale()))) + GUARD_BITS + STEP) / STEP * STEP;
        WideArithmetic arithmetic = BY_BITS.computeIfAbsent(bits, WideArithmetic::new);
        Wide value = function.apply(arithmetic, wide(x, arithmetic));
        if (value == null || value.signum() == 0) {
            return otherwise.apply(x);
        }
        double v = value.doubleValue();
        double steep = Math.abs(slope.applyAsDouble(x.doubleValue(), v));
        double scale = (value.magnitude() - 1) * Math.log10(2);
        double certain = digits + Math.floor(scale) + 1 - x.scale() - Math.log10(steep);
        // Also where it is not a number.
        return !(certain > 0) ? otherwise.apply(x) : apfloat(value, (long) Math.min(digits, Math.ceil(certain)));
    }

    private static Wide wide(Apfloat x, WideArithmetic arithmetic) {
        int places = (int) (x.size() - x.scale());
        BigInteger mantissa = ApfloatMath.scale(x, places).truncate().toBigInteger();
        return places > 0 ? arithmetic.of(mantissa, BigInteger.TEN.pow(places)) : new Wide(mantissa.multiply(BigInteger.TEN.pow(-places)), 0);
    }

    private static Apfloat apfloat(Wide w, long digits) {
        int places = (int) (digits + 1 - Math.floor((w.magnitude() - 1) * Math.log10(2)));
        BigInteger scaled = places >= 0 ? w.mantissa().multiply(BigInteger.TEN.pow(places)) : w.mantissa();
        scaled = w.exponent() >= 0 ? scaled.shiftLeft(w.exponent()) : scaled.shiftRight(-w.exponent() - 1).add(BigInteger.ONE).shiftRight(1);
        if (places < 0) {
            scaled = scaled.divide(BigInteger.TEN.pow(-places));
        }
        return ApfloatMath.scale(new Apfloat(scaled, digits), -places);
    }
}
