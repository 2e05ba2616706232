package dev.ddx.kernel;

/** A function that was compiled to bytecode. Arguments stand in the order of the variables it was compiled for. */
public interface CompiledFunction {

    /** f(x); NaN where f has no real value. */
    double value(double[] x);

    /** f(x), and its partial derivatives written to {@code gradient}; both share what they have in common. */
    double valueAndGradient(double[] x, double[] gradient);
}
