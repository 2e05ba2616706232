package dev.ddx.kernel;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Reverse differentiation on a {@link Dag}: all partial derivatives of one function in one pass from the
 * root to the leaves, at a small multiple of the operations of the function itself.
 *
 * <p>Source: A. Griewank, A. Walther, <i>Evaluating Derivatives</i>, 2nd ed., SIAM 2008, section 3.2. A
 * product of n factors and its gradient take 3n − 5 multiplications, by products of prefixes and suffixes.
 */
final class Reverse {

    private final Dag dag;
    private final ExactNumbers numbers;
    private final Calls calls;
    private Tape tape;
    private boolean[] moving;
    /** What is evaluated for a place: its node, or one of the same value whose products share their prefixes. */
    private int[] value;
    private int[][] prefix;

    /** The contributions to the adjoint of each place, as linked lists. */
    private int[] last;
    private int[] previous = new int[64];
    private int[] coefficient = new int[64];
    private int[] node = new int[64];
    private int contributions;

    Reverse(Dag dag) {
        this.dag = dag;
        this.numbers = dag.numbers();
        this.calls = new Calls(dag);
    }

    /** The gradient of {@code root} by the symbols. */
    Gradient gradient(int root, int... symbols) {
        tape = Tape.of(dag, root);
        prepare(symbols);
        last = new int[tape.length()];
        Arrays.fill(last, -1);
        contributions = 0;
        contribute(tape.root(0), ExactNumbers.ONE, dag.one);
        Map<Integer, Integer> partial = new HashMap<>();
        for (int place = tape.length() - 1; place >= 0; place--) {
            if (last[place] >= 0) {
                backward(place, partial);
            }
        }
        int[] out = new int[symbols.length];
        for (int i = 0; i < symbols.length; i++) {
            out[i] = partial.getOrDefault(symbols[i], dag.zero);
        }
        return new Gradient(value[tape.root(0)], out);
    }

    private void prepare(int[] symbols) {
        int n = tape.length();
        moving = new boolean[n];
        value = new int[n];
        prefix = new int[n][];
        int[] sorted = symbols.clone();
        Arrays.sort(sorted);
        for (int i = 0; i < n; i++) {
            boolean depends = Arrays.binarySearch(sorted, tape.node(i)) >= 0;
            boolean changed = false;
            for (int k = 0; k < tape.arity(i); k++) {
                int a = tape.argument(i, k);
                depends |= moving[a];
                changed |= value[a] != tape.node(a);
            }
            moving[i] = depends;
            value[i] = depends && tape.kind(i) == Dag.PRODUCT ? grouped(i) : changed ? rebuilt(i) : tape.node(i);
        }
    }

    private int rebuilt(int place) {
        int[] arguments = new int[tape.arity(place)];
        for (int k = 0; k < arguments.length; k++) {
            arguments[k] = value[tape.argument(place, k)];
        }
        if (tape.kind(place) != Dag.SUM) {
            return dag.rebuild(tape.node(place), arguments);
        }
        int frame = dag.open();
        for (int a : arguments) {
            dag.sharedTerm(ExactNumbers.ONE, a);
        }
        return dag.closeSum(frame);
    }

    private int grouped(int place) {
        int first = dag.firstFactor(tape.node(place));
        int n = tape.arity(place) - first;
        int[] products = new int[n];
        products[0] = factor(place, first);
        for (int k = 1; k < n; k++) {
            products[k] = dag.productOfShared(products[k - 1], factor(place, first + k));
        }
        prefix[place] = products;
        return dag.scale(dag.coefficient(tape.node(place)), products[n - 1]);
    }

    private int factor(int place, int k) {
        return value[tape.argument(place, k)];
    }

    private void contribute(int place, int c, int d) {
        if (!moving[place] || c == ExactNumbers.ZERO || d == dag.zero) {
            return;
        }
        if (contributions == node.length) {
            previous = Arrays.copyOf(previous, contributions * 2);
            coefficient = Arrays.copyOf(coefficient, contributions * 2);
            node = Arrays.copyOf(node, contributions * 2);
        }
        // The rational coefficient of a node is kept apart, so that it is multiplied once at the end.
        previous[contributions] = last[place];
        coefficient[contributions] = c;
        node[contributions] = d;
        last[place] = contributions++;
    }

    private void backward(int place, Map<Integer, Integer> partial) {
        int c;
        int adjoint;
        int at = last[place];
        if (previous[at] < 0) {
            c = coefficient[at];
            adjoint = node[at];
        } else {
            int frame = dag.open();
            for (int i = at; i >= 0; i = previous[i]) {
                dag.sharedTerm(coefficient[i], node[i]);
            }
            c = ExactNumbers.ONE;
            adjoint = dag.closeSum(frame);
        }
        int kind = tape.kind(place);
        if (kind == Dag.SYMBOL) {
            partial.put(tape.node(place), dag.scale(c, adjoint));
        } else if (kind == Dag.SUM) {
            for (int k = 0; k < tape.arity(place); k++) {
                contribute(tape.argument(place, k), c, adjoint);
            }
        } else if (kind == Dag.PRODUCT) {
            product(place, c, adjoint);
        } else if (kind == Dag.POWER) {
            power(place, c, adjoint);
        } else if (kind == Dag.CALL) {
            for (int k = 0; k < tape.arity(place); k++) {
                if (moving[tape.argument(place, k)]) {
                    contribute(tape.argument(place, k), c, dag.productOfShared(adjoint, calls.partial(value[place], k)));
                }
            }
        } else if (kind == Dag.PIECEWISE) {
            piecewise(place, c, adjoint);
        }
    }

    private void product(int place, int c, int adjoint) {
        int first = dag.firstFactor(tape.node(place));
        int n = tape.arity(place) - first;
        int lead = numbers.times(c, dag.coefficient(tape.node(place)));
        int[] products = prefix[place];
        int suffix = adjoint;
        for (int k = n - 1; k >= 0; k--) {
            int argument = tape.argument(place, first + k);
            if (moving[argument]) {
                contribute(argument, lead, k == 0 ? suffix : dag.productOfShared(products[k - 1], suffix));
            }
            if (k > 0) {
                suffix = dag.productOfShared(value[argument], suffix);
            }
        }
    }

    private void power(int place, int c, int adjoint) {
        int base = tape.argument(place, 0);
        int exponent = tape.argument(place, 1);
        int e = value[exponent];
        if (moving[base]) {
            int lower = dag.power(value[base], dag.sum(e, dag.numberNode(ExactNumbers.MINUS_ONE)));
            if (dag.isNumber(e)) {
                contribute(base, numbers.times(c, dag.numberIndex(e)), dag.productOfShared(lower, adjoint));
            } else {
                contribute(base, c, dag.productOfShared(e, dag.productOfShared(lower, adjoint)));
            }
        }
        if (moving[exponent]) {
            int rate = value[base] == dag.e ? value[place] : dag.productOfShared(value[place], dag.call("ln", value[base]));
            contribute(exponent, c, dag.productOfShared(rate, adjoint));
        }
    }

    private void piecewise(int place, int c, int adjoint) {
        int n = tape.arity(place);
        for (int k = 0; k < n; k += 2) {
            if (!moving[tape.argument(place, k)]) {
                continue;
            }
            int[] parts = new int[n];
            for (int i = 0; i < n; i++) {
                parts[i] = i % 2 == 1 ? value[tape.argument(place, i)] : i == k ? adjoint : dag.zero;
            }
            contribute(tape.argument(place, k), c, dag.piecewise(parts));
        }
    }
}
