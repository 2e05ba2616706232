package dev.ddx.kernel;

/**
 * The operations that evaluate some nodes as compiled code does: each shared node once, and once what the
 * products have in common. A subtraction is an addition, as is a change of sign, which costs nothing in a sum;
 * a division counts among the multiplications; an integer power up to the 64th is multiplications, any other
 * power or root one function.
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
        Tape tape = CommonFactors.shared(dag, roots);
        boolean[] kept = tape.kept();
        boolean[] alone = tape.usedOutsideOf(Dag.PRODUCT);
        boolean[] unsummed = tape.usedOutsideOf(Dag.SUM);
        long additions = 0;
        long multiplications = 0;
        long functions = 0;
        for (int i = 0; i < tape.length(); i++) {
            int kind = tape.kind(i);
            int n = tape.arity(i);
            if (kind == Dag.SUM) {
                additions += n - 1;
            } else if (kind == Dag.PRODUCT) {
                boolean sign = tape.coefficient(i) == ExactNumbers.MINUS_ONE;
                additions += sign && unsummed[i] ? 1 : 0;
                boolean onlyDivisors = true;
                for (int k = sign ? 1 : 0; k < n; k++) {
                    int a = tape.argument(i, k);
                    onlyDivisors &= tape.isDivisor(a) && !kept[a];
                }
                multiplications += n - 1 - (sign ? 1 : 0) + (onlyDivisors ? 1 : 0);
            } else if (kind == Dag.POWER) {
                multiplications += tape.isDivisor(i) && (kept[i] || alone[i]) ? 1 : 0;
                int squarings = Compiler.multiplications(tape, i);
                multiplications += Math.max(squarings, 0);
                functions += squarings < 0 ? 1 : 0;
            } else if (kind == Dag.CALL) {
                functions++;
            }
        }
        return new Operations(additions, multiplications, functions);
    }
}
