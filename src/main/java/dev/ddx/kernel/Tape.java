package dev.ddx.kernel;

import java.util.Arrays;

/**
 * The nodes that some roots need, arguments before what uses them, with their arguments as places on the
 * tape: what is walked to evaluate, count, compile or differentiate in reverse.
 */
final class Tape {

    private final Dag dag;
    private final int[] nodes;
    /** Arguments of place i stand in {@code arguments[start[i] … start[i+1])}. */
    private final int[] start;
    private final int[] arguments;
    private final int[] roots;

    private Tape(Dag dag, int[] nodes, int[] start, int[] arguments, int[] roots) {
        this.dag = dag;
        this.nodes = nodes;
        this.start = start;
        this.arguments = arguments;
        this.roots = roots;
    }

    static Tape of(Dag dag, int... roots) {
        int[] nodes = reachable(dag, roots);
        int[] start = new int[nodes.length + 1];
        for (int i = 0; i < nodes.length; i++) {
            start[i + 1] = start[i] + dag.arity(nodes[i]);
        }
        int[] arguments = new int[start[nodes.length]];
        for (int i = 0; i < nodes.length; i++) {
            for (int k = start[i]; k < start[i + 1]; k++) {
                arguments[k] = Arrays.binarySearch(nodes, dag.argument(nodes[i], k - start[i]));
            }
        }
        int[] places = new int[roots.length];
        for (int r = 0; r < roots.length; r++) {
            places[r] = Arrays.binarySearch(nodes, roots[r]);
        }
        return new Tape(dag, nodes, start, arguments, places);
    }

    /**
     * A tape that computes more than nodes.
     *
     * @param nodes of each place the node of which it has the kind, the name and the operator; −1 for a product
     * @param arguments of each place its arguments, as earlier places
     * @param roots places
     */
    static Tape of(Dag dag, int[] nodes, int[][] arguments, int[] roots) {
        int[] start = new int[nodes.length + 1];
        for (int i = 0; i < nodes.length; i++) {
            start[i + 1] = start[i] + arguments[i].length;
        }
        int[] all = new int[start[nodes.length]];
        for (int i = 0; i < nodes.length; i++) {
            System.arraycopy(arguments[i], 0, all, start[i], arguments[i].length);
        }
        return new Tape(dag, nodes, start, all, roots);
    }

    /** The nodes below the roots, the roots among them, ascending, so arguments come first. */
    static int[] reachable(Dag dag, int... roots) {
        int last = Arrays.stream(roots).max().orElse(-1);
        long[] marked = new long[(last >>> 6) + 1];
        int[] stack = roots.clone();
        int top = roots.length;
        int count = 0;
        while (top > 0) {
            int n = stack[--top];
            if ((marked[n >>> 6] & 1L << n) != 0) {
                continue;
            }
            marked[n >>> 6] |= 1L << n;
            count++;
            int arity = dag.arity(n);
            if (top + arity > stack.length) {
                stack = Arrays.copyOf(stack, Math.max(top + arity, stack.length * 2));
            }
            for (int i = 0; i < arity; i++) {
                stack[top++] = dag.argument(n, i);
            }
        }
        int[] out = new int[count];
        int at = 0;
        for (int w = 0; w < marked.length; w++) {
            for (long bits = marked[w]; bits != 0; bits &= bits - 1) {
                out[at++] = (w << 6) + Long.numberOfTrailingZeros(bits);
            }
        }
        return out;
    }

    Dag dag() {
        return dag;
    }

    int length() {
        return nodes.length;
    }

    int node(int place) {
        return nodes[place];
    }

    int kind(int place) {
        return nodes[place] < 0 ? Dag.PRODUCT : dag.kind(nodes[place]);
    }

    int arity(int place) {
        return start[place + 1] - start[place];
    }

    /** The place of the i-th argument. */
    int argument(int place, int i) {
        return arguments[start[place] + i];
    }

    /** The rational coefficient of a product, 1 if it has none. */
    int coefficient(int product) {
        return arity(product) == 0 ? dag.coefficient(nodes[product]) : firstFactor(product) == 0 ? ExactNumbers.ONE : dag.numberIndex(nodes[argument(product, 0)]);
    }

    /** Where the factors of a product without its coefficient begin. */
    int firstFactor(int product) {
        return kind(argument(product, 0)) == Dag.NUMBER ? 1 : 0;
    }

    /** Whether a product is −1 times one factor. */
    boolean isNegation(int place) {
        return kind(place) == Dag.PRODUCT && arity(place) == 2 && coefficient(place) == ExactNumbers.MINUS_ONE;
    }

    /** Whether a place is a power by which a product divides. */
    boolean isDivisor(int place) {
        if (kind(place) != Dag.POWER || arity(place) == 0 || node(argument(place, 0)) == dag.e) {
            return false;
        }
        int exponent = node(argument(place, 1));
        return exponent >= 0 && dag.isNumber(exponent) && dag.numbers().signum(dag.numberIndex(exponent)) < 0;
    }

    /** Which places are arguments of something other than that kind, or roots. */
    boolean[] usedOutsideOf(int kind) {
        boolean[] outside = new boolean[nodes.length];
        for (int i = 0; i < nodes.length; i++) {
            for (int k = 0; k < arity(i); k++) {
                outside[argument(i, k)] |= kind(i) != kind;
            }
        }
        for (int r : roots) {
            outside[r] = true;
        }
        return outside;
    }

    /**
     * The places whose value is computed once and kept, because it is used more than once. Sums subtract what
     * a negation of theirs negates, so that is kept instead.
     */
    boolean[] kept() {
        int[] uses = uses();
        boolean[] unsummed = usedOutsideOf(Dag.SUM);
        boolean[] kept = new boolean[nodes.length];
        for (int i = 0; i < nodes.length; i++) {
            int value = !unsummed[i] && isNegation(i) ? argument(i, 1) : i;
            kept[value] |= uses[i] > 1 && arity(value) > 0 && kind(value) != Dag.RELATION;
        }
        return kept;
    }

    int rootCount() {
        return roots.length;
    }

    /** The place of the r-th root. */
    int root(int r) {
        return roots[r];
    }

    /** How often each place is an argument or a root. */
    int[] uses() {
        int[] uses = new int[nodes.length];
        for (int a : arguments) {
            uses[a]++;
        }
        for (int r : roots) {
            uses[r]++;
        }
        return uses;
    }
}
