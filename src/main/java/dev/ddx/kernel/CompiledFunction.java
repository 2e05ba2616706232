package dev.ddx.kernel;

import java.util.function.DoubleUnaryOperator;

/**
 * A function that was compiled to bytecode. Arguments stand in the order of the variables it was compiled for. Safe to
 * share between threads.
 */
public interface CompiledFunction {

    /** f(x); NaN or infinite where f has no real value. */
    double value(double[] x);

    /** f(x), and its partial derivatives written to {@code gradient}; both share what they have in common. */
    double valueAndGradient(double[] x, double[] gradient);

    /** The partial derivatives at x. */
    default double[] gradient(double... x) {
        double[] gradient = new double[x.length];
        valueAndGradient(x, gradient);
        return gradient;
    }

    /** This function of one variable. */
    default DoubleUnaryOperator unary() {
        return x -> value(new double[] {x});
    }

    /** The derivative of this function of one variable. */
    default DoubleUnaryOperator derivative() {
        return x -> {
            double[] gradient = new double[1];
            valueAndGradient(new double[] {x}, gradient);
            return gradient[0];
        };
    }
}
