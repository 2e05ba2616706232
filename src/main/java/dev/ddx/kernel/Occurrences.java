package dev.ddx.kernel;

import java.util.Arrays;

/** Which of some symbols occur in a node. */
final class Occurrences {

    private final Dag dag;
    /** The place of each symbol by its node, −1 for what is not asked for. */
    private final int[] place;
    private final int[] seenBy;
    private int[] stack = new int[64];
    private int question;

    Occurrences(Dag dag, int[] symbols) {
        this.dag = dag;
        place = new int[dag.size()];
        Arrays.fill(place, -1);
        for (int i = 0; i < symbols.length; i++) {
            place[symbols[i]] = i;
        }
        seenBy = new int[dag.size()];
    }

    /** The places of the symbols below the node; linear in the nodes below it. */
    int[] in(int root) {
        question++;
        int[] out = new int[4];
        int count = 0;
        int top = 0;
        stack[top++] = root;
        while (top > 0) {
            int node = stack[--top];
            if (seenBy[node] == question) {
                continue;
            }
            seenBy[node] = question;
            if (place[node] >= 0) {
                if (count == out.length) {
                    out = Arrays.copyOf(out, count * 2);
                }
                out[count++] = place[node];
            }
            int arity = dag.arity(node);
            if (top + arity > stack.length) {
                stack = Arrays.copyOf(stack, Math.max(top + arity, stack.length * 2));
            }
            for (int i = 0; i < arity; i++) {
                stack[top++] = dag.argument(node, i);
            }
        }
        return Arrays.copyOf(out, count);
    }
}
