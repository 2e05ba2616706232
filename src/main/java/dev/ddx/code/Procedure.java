package dev.ddx.code;

import dev.ddx.kernel.Operation;
import dev.ddx.kernel.Program;
import java.util.List;

/**
 * One function of the generated code.
 *
 * @param role what it computes
 * @param doc what is said of it, line by line
 * @param arguments the symbols of the function, as nodes
 * @param given operations whose values are handed over, null if there are none at all
 * @param adjoints the symbols of the derivatives by the values, as nodes; empty if it is not a backward function
 * @param outputs what it delivers; a scalar first
 */
record Procedure(Role role, List<String> doc, Program program, List<Integer> arguments, List<Integer> given,
        List<Integer> adjoints, List<Output> outputs) {

    enum Role { VALUE, GRADIENT, JACOBIAN, HESSIAN, FORWARD, BACKWARD }

    /**
     * @param columns 0 for a scalar, else the length of a row
     * @param matrix whether there are rows
     */
    record Output(String name, List<Integer> operations, int columns, boolean matrix) {

        boolean isScalar() {
            return columns == 0;
        }
    }

    boolean returnsNumber() {
        return outputs.get(0).isScalar();
    }

    /** The operations that have to be executed, in order. */
    boolean[] executed() {
        boolean[] needed = new boolean[program.size()];
        outputs.forEach(o -> o.operations().forEach(i -> needed[i] = true));
        for (int i = needed.length - 1; i >= 0; i--) {
            if (needed[i] && given != null && given.contains(i)) {
                needed[i] = false;
            } else if (needed[i]) {
                program.operation(i).operands(a -> needed[a] = true);
            }
        }
        return needed;
    }

    /** Whether the value of a symbol is used. */
    boolean uses(int symbol) {
        boolean[] executed = executed();
        for (int i = 0; i < executed.length; i++) {
            if (executed[i] && program.operation(i) instanceof Operation.Input input && input.symbol() == symbol) {
                return true;
            }
        }
        return false;
    }
}
