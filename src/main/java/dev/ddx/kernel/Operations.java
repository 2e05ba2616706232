package dev.ddx.kernel;

/**
 * The operations that evaluate some nodes as compiled code does: each shared node once, and once what the
 * products have in common. A subtraction is an addition, as is a change of sign, which costs nothing in a sum;
 * a division counts among the multiplications; an integer power up to the 64th is multiplications, any other
 * power or root one function. A part without symbols is a constant and costs nothing.
 *
 * @param additions of two summands
 * @param multiplications of two factors, divisions among them
 * @param functions calls, powers and roots
 */
public record Operations(long additions, long multiplications, long functions) {

    public long total() {
        return additions + multiplications + functions;
    }

    static Operations of(Dag dag, int... roots) {
        return Lowering.program(CommonFactors.shared(dag, roots)).operations();
    }
}
