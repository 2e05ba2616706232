package dev.ddx.kernel;

import dev.ddx.expr.DdxException;
import dev.ddx.expr.FunctionDeclaration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What takes the place of a call of a function: its derivative by an argument, or its body. */
final class Calls {

    private final Dag dag;

    Calls(Dag dag) {
        this.dag = dag;
    }

    /**
     * The derivative of the call by its k-th argument, as it is declared.
     *
     * @throws DdxException of kind NOT_DIFFERENTIABLE if it is not known
     */
    int partial(int call, int k) {
        int label = dag.operatorLabel(call);
        int[] arguments = new int[dag.arity(call)];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = dag.argument(call, i);
        }
        Operators operators = dag.operators();
        if (operators.isDeclared(label)) {
            return operators.declarations().partial(label, k, dag.limits()).replay(dag, arguments);
        }
        Operator op = operators.get(label);
        List<Integer> orders = new ArrayList<>(op.orders());
        orders.set(k, orders.get(k) + 1);
        return dag.call(operators.index(new Operator(op.name(), orders)), arguments);
    }

    /** {@code root} with the bodies of the functions in place of those that have no numeric value of their own. */
    int unfolded(int root) {
        return unfolded(new int[] {root})[0];
    }

    /** The roots, what they share walked once. */
    int[] unfolded(int[] roots) {
        Tape tape = Tape.of(dag, roots);
        int[] result = new int[tape.length()];
        for (int i = 0; i < result.length; i++) {
            int node = tape.node(i);
            int[] arguments = new int[tape.arity(i)];
            boolean same = true;
            for (int k = 0; k < arguments.length; k++) {
                arguments[k] = result[tape.argument(i, k)];
                same &= arguments[k] == dag.argument(node, k);
            }
            FunctionDeclaration f = tape.kind(i) == Dag.CALL ? bodyNeeded(node) : null;
            if (f != null) {
                Map<String, Integer> parameters = new HashMap<>();
                for (int k = 0; k < arguments.length; k++) {
                    parameters.put(f.parameters().get(k).name(), arguments[k]);
                }
                result[i] = unfolded(new ExprReader(dag, parameters).read(f.body()));
            } else {
                result[i] = same ? node : dag.rebuild(node, arguments);
            }
        }
        int[] out = new int[roots.length];
        for (int r = 0; r < out.length; r++) {
            out[r] = result[tape.root(r)];
        }
        return out;
    }

    private FunctionDeclaration bodyNeeded(int call) {
        FunctionDeclaration f = dag.operators().declaration(dag.operatorLabel(call));
        return f != null && f.isDefinition() && !NumericFunctions.compute(f) ? f : null;
    }
}
