package dev.ddx.kernel;

import java.util.function.UnaryOperator;
import org.apfloat.Apcomplex;
import org.apfloat.Apfloat;
import org.apfloat.ApfloatMath;

/**
 * The first terms of power series at 0, for arguments so small that the others do not count: the library would compute
 * with as many digits as the argument has zeros. DLMF 4.19, 4.24, 4.33, 4.38, 4.2.19, 4.6.1 and 7.6.1.
 */
enum NearZero {
    EXP(1, 1, 2, 0), EXPM1(0, 1, 2, 6), LOG1P(0, 1, -2, 3),
    SIN(0, 1, 0, -6), COS(1, 0, -2, 0), TAN(0, 1, 0, 3), ASIN(0, 1, 0, 6), ATAN(0, 1, 0, -3),
    /** π/2 − arccos. */
    COMPLEMENT(0, 1, 0, 6),
    /** √π/2 times the function, DLMF 7.6.1. */
    ERF(0, 1, 0, -3), ERFI(0, 1, 0, 3),
    SINH(0, 1, 0, 6), COSH(1, 0, 2, 0), TANH(0, 1, 0, -3), ASINH(0, 1, 0, -6), ATANH(0, 1, 0, 3);

    /** Below 10 to the minus this part of the number of digits, the terms of higher order are less than the last digit. */
    private static final int PART = 2;

    private final long[] inverseCoefficients;

    /** @param inverse the inverse of each coefficient; 0 for none */
    NearZero(long... inverse) {
        this.inverseCoefficients = inverse;
    }

    UnaryOperator<Apfloat> or(UnaryOperator<Apfloat> elsewhere) {
        return x -> isNear(x) ? series(x).real() : elsewhere.apply(x);
    }

    UnaryOperator<Apcomplex> orComplex(UnaryOperator<Apcomplex> elsewhere) {
        return z -> isNear(z) ? series(z) : elsewhere.apply(z);
    }

    private static boolean isNear(Apcomplex z) {
        return !z.equals(Apcomplex.ZERO) && z.precision() != Apfloat.INFINITE && z.scale() < -z.precision() / PART - 1;
    }

    private Apcomplex series(Apcomplex z) {
        long precision = z.precision();
        Apcomplex sum = Apcomplex.ZERO;
        Apcomplex power = Apfloat.ONE.precision(precision);
        for (long inverse : inverseCoefficients) {
            sum = inverse == 0 ? sum : sum.add(power.divide(new Apfloat(inverse, precision)));
            power = power.multiply(z);
        }
        return switch (this) {
            case COMPLEMENT -> ApfloatMath.pi(precision).divide(new Apfloat(2, precision)).subtract(sum);
            case ERF, ERFI -> sum.multiply(new Apfloat(2, precision)).divide(ApfloatMath.sqrt(ApfloatMath.pi(precision)));
            default -> sum;
        };
    }
}
