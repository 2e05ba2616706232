package dev.ddx.kernel;

/**
 * The operations that evaluate some nodes, each shared node once. A subtraction is an addition, a factor −1
 * in a sum costs nothing, a division counts among the multiplications, a power or a root as one function.
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
        Tape tape = Tape.of(dag, roots);
        boolean[] alone = usedOutsideOf(tape, Dag.PRODUCT);
        boolean[] unsummed = usedOutsideOf(tape, Dag.SUM);
        long additions = 0;
        long multiplications = 0;
        long functions = 0;
        for (int i = 0; i < tape.length(); i++) {
            int kind = tape.kind(i);
            int n = tape.arity(i);
            if (kind == Dag.SUM) {
                additions += n - 1;
            } else if (kind == Dag.PRODUCT) {
                int factors = n;
                if (dag.coefficient(tape.node(i)) == ExactNumbers.MINUS_ONE) {
                    factors--;
                    additions += unsummed[i] ? 1 : 0;
                }
                boolean onlyDivisors = true;
                for (int k = 0; k < n; k++) {
                    int a = tape.argument(i, k);
                    onlyDivisors &= isDivisor(tape, a) || tape.node(a) == dag.numberNode(ExactNumbers.MINUS_ONE);
                }
                multiplications += factors - 1 + (onlyDivisors ? 1 : 0);
            } else if (kind == Dag.POWER) {
                multiplications += isDivisor(tape, i) && alone[i] ? 1 : 0;
                functions += isInverse(tape, i) ? 0 : 1;
            } else if (kind == Dag.CALL) {
                functions++;
            }
        }
        return new Operations(additions, multiplications, functions);
    }

    private static boolean isDivisor(Tape tape, int place) {
        Dag dag = tape.dag();
        if (tape.kind(place) != Dag.POWER) {
            return false;
        }
        int exponent = dag.argument(tape.node(place), 1);
        return dag.isNumber(exponent) && dag.numbers().signum(dag.numberIndex(exponent)) < 0;
    }

    private static boolean isInverse(Tape tape, int place) {
        int exponent = tape.dag().argument(tape.node(place), 1);
        return tape.dag().isNumber(exponent) && tape.dag().numberIndex(exponent) == ExactNumbers.MINUS_ONE;
    }

    private static boolean[] usedOutsideOf(Tape tape, int kind) {
        boolean[] outside = new boolean[tape.length()];
        for (int i = 0; i < tape.length(); i++) {
            for (int k = 0; k < tape.arity(i); k++) {
                outside[tape.argument(i, k)] |= tape.kind(i) != kind;
            }
        }
        for (int r = 0; r < tape.rootCount(); r++) {
            outside[tape.root(r)] = true;
        }
        return outside;
    }
}
