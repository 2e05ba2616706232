package dev.ddx.kernel;

import java.util.Map;

/** Puts nodes in the place of other nodes, all at once. */
final class Substitution {

    private final Dag dag;
    private final Map<Integer, Integer> replacements;

    Substitution(Dag dag, Map<Integer, Integer> replacements) {
        this.dag = dag;
        this.replacements = replacements;
    }

    int apply(int root) {
        Tape tape = Tape.of(dag, root);
        int[] result = new int[tape.length()];
        for (int i = 0; i < tape.length(); i++) {
            int node = tape.node(i);
            Integer by = replacements.get(node);
            if (by != null) {
                result[i] = by;
            } else if (tape.arity(i) == 0) {
                result[i] = node;
            } else {
                int[] arguments = new int[tape.arity(i)];
                boolean same = true;
                for (int k = 0; k < arguments.length; k++) {
                    arguments[k] = result[tape.argument(i, k)];
                    same &= arguments[k] == dag.argument(node, k);
                }
                result[i] = same ? node : dag.rebuild(node, arguments);
            }
        }
        return result[tape.length() - 1];
    }
}
