package dev.ddx.kernel;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.apfloat.Apcomplex;
import org.apfloat.Apfloat;

/**
 * How the values of a function are computed, in one place: in double precision, in any precision over the
 * reals, and in any precision over the complex numbers. One of {@code unary}, {@code binary} and
 * {@code general} is given, by the number of arguments.
 *
 * @param unary the real function of one variable; NaN where it has no real value
 * @param binary the real function of two variables; where there are more arguments, they are taken two at a time
 * @param general the real function of more variables
 * @param real the real function in the precision of its arguments, or null if there is no such method
 * @param complex the principal value in the precision of its arguments, or null for a function of the reals alone
 */
record NumericFunction(DoubleUnaryOperator unary, DoubleBinaryOperator binary, ToDoubleFunction<double[]> general,
        Real real, Complex complex) {

    /** Throws an {@link ArithmeticException} or gives null where there is no real value. */
    @FunctionalInterface
    interface Real {
        Apfloat at(Apfloat[] x);
    }

    /** Throws an {@link ArithmeticException} or gives null at a pole. */
    @FunctionalInterface
    interface Complex {
        Apcomplex at(Apcomplex[] z);
    }

    double at(double[] x) {
        if (unary != null) {
            return unary.applyAsDouble(x[0]);
        }
        if (general != null) {
            return general.applyAsDouble(x);
        }
        double value = x[0];
        for (int i = 1; i < x.length; i++) {
            value = binary.applyAsDouble(value, x[i]);
        }
        return value;
    }
}
