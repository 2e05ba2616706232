package dev.ddx.code;

/** What generated code computes beside the functions. */
public enum Derivatives {
    NONE,
    /** Of one function all partial derivatives. */
    GRADIENT,
    /** Of several functions all partial derivatives, a row for each function. */
    JACOBIAN,
    /** Of one function the gradient and the matrix of the second partial derivatives. */
    HESSIAN,
    /**
     * A forward function, which returns the values and what has to be kept, and a backward function, which computes from
     * that and from the derivatives of something by the values its derivatives by the arguments.
     */
    FORWARD_BACKWARD
}
