package dev.ddx.kernel;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reverse differentiation on a {@link Dag}: all partial derivatives of one function in one pass from the
 * root to the leaves, at a small multiple of the operations of the function itself.
 *
 * <p>Source: A. Griewank, A. Walther, <i>Evaluating Derivatives</i>, 2nd ed., SIAM 2008, section 3.2. A
 * product of n factors and its gradient take 3n − 5 multiplications, by products of prefixes and suffixes.
 */
final class Reverse {

    private static final Set<String> SMOOTH_AND_BOUNDED = Set.of("sin", "cos", "tanh", "atan", "erf");
    /** How deep case distinctions within branches are treated each on its own. */
    private static final int MAX_NESTING = 32;

    private final Dag dag;
    private final ExactNumbers numbers;
    private final Calls calls;
    private final int nesting;
    private final Differentiator forward;
    private Tape tape;
    private int[] variables;
    private boolean[] moving;
    /** Whether a place and its derivatives are finite wherever its symbols are, overflow of powers of symbols aside. */
    private boolean[] tame;
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
        this(dag, 0);
    }

    private Reverse(Dag dag, int nesting) {
        this.nesting = nesting;
        this.dag = dag;
        this.numbers = dag.numbers();
        this.calls = new Calls(dag);
        this.forward = new Differentiator(dag);
    }

    /** The gradient of {@code root} by the symbols. */
    Gradient gradient(int root, int... symbols) {
        Pullback p = pullback(new int[] {root}, new int[] {dag.one}, symbols);
        return new Gradient(p.values()[0], p.partials());
    }

    /**
     * The partial derivatives of the sum of the products of roots and their adjoints.
     *
     * @param symbols symbols, or other nodes, which are then differentiated by as if they were symbols
     */
    Pullback pullback(int[] roots, int[] adjoints, int... symbols) {
        tape = Tape.of(dag, roots);
        variables = symbols.clone();
        Arrays.sort(variables);
        prepare();
        last = new int[tape.length()];
        Arrays.fill(last, -1);
        contributions = 0;
        for (int r = 0; r < roots.length; r++) {
            contribute(tape.root(r), ExactNumbers.ONE, adjoints[r]);
        }
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
        int[] values = new int[roots.length];
        for (int r = 0; r < values.length; r++) {
            values[r] = value[tape.root(r)];
        }
        return new Pullback(values, out);
    }

    private boolean isVariable(int place) {
        return Arrays.binarySearch(variables, tape.node(place)) >= 0;
    }

    private void prepare() {
        int n = tape.length();
        moving = new boolean[n];
        value = new int[n];
        prefix = new int[n][];
        tame = null;
        for (int i = 0; i < n; i++) {
            if (isVariable(i)) {
                moving[i] = true;
                value[i] = tape.node(i);
                continue;
            }
            boolean depends = false;
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
        if (isVariable(place)) {
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
        } else if (kind == Dag.BINDER) {
            // What is under it is bound there, so it is differentiated as a whole.
            for (int k = 0; k < place; k++) {
                if (isVariable(k)) {
                    contribute(k, c, dag.productOfShared(adjoint, forward(value[place], tape.node(k))));
                }
            }
        }
    }

    /** The derivative of a node as a whole by a symbol, or by a node as if it were one. */
    private int forward(int node, int variable) {
        if (dag.kind(variable) == Dag.SYMBOL) {
            return forward.derivative(node, variable);
        }
        int symbol = dag.symbol("#variable");
        int derivative = forward.derivative(new Substitution(dag, Map.of(variable, symbol)).apply(node), symbol);
        return new Substitution(dag, Map.of(symbol, variable)).apply(derivative);
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
        for (int k = 0; k < tape.arity(place); k += 2) {
            int branch = tape.argument(place, k);
            if (!moving[branch]) {
                continue;
            }
            if (isTame(branch) || nesting == MAX_NESTING) {
                contribute(branch, c, onBranch(place, k, adjoint));
                continue;
            }
            // Beside its case the derivative of the branch may be infinite, which 0 as adjoint does not undo.
            int[] inner = frontier(branch);
            int[] nodes = Arrays.stream(inner).map(a -> tape.node(a)).toArray();
            int[] partials = new Reverse(dag, nesting + 1).gradient(tape.node(branch), nodes).partials();
            for (int i = 0; i < inner.length; i++) {
                contribute(inner[i], c, dag.productOfShared(adjoint, onBranch(place, k, partials[i])));
            }
        }
    }

    /** The node on the k-th branch of a case distinction, 0 on the others. */
    private int onBranch(int place, int k, int node) {
        if (node == dag.zero) {
            return node;
        }
        int[] parts = new int[tape.arity(place)];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = i % 2 == 1 ? value[tape.argument(place, i)] : i == k ? node : dag.zero;
        }
        return dag.piecewise(parts);
    }

    /** The largest places below one that move, are tame, and through which it depends on the variables. */
    private int[] frontier(int place) {
        Set<Integer> seen = new LinkedHashSet<>();
        Set<Integer> found = new TreeSet<>();
        ArrayDeque<Integer> open = new ArrayDeque<>();
        open.push(place);
        while (!open.isEmpty()) {
            int p = open.pop();
            if (!moving[p] || !seen.add(p)) {
                continue;
            }
            if (isVariable(p) || p != place && isTame(p)) {
                found.add(p);
                continue;
            }
            for (int k = 0; k < tape.arity(p); k++) {
                open.push(tape.argument(p, k));
            }
        }
        return found.stream().mapToInt(Integer::intValue).toArray();
    }

    private boolean isTame(int place) {
        if (tame == null) {
            int n = tape.length();
            tame = new boolean[n];
            boolean[] finite = new boolean[n];
            for (int i = 0; i < n; i++) {
                int kind = tape.kind(i);
                boolean tames = true;
                boolean finites = true;
                for (int k = 0; k < tape.arity(i); k++) {
                    tames &= tame[tape.argument(i, k)];
                    finites &= finite[tape.argument(i, k)];
                }
                boolean polynomial = kind != Dag.POWER && kind != Dag.CALL && kind != Dag.PIECEWISE
                        || kind == Dag.POWER && isPositiveInteger(tape.node(tape.argument(i, 1)))
                        || kind == Dag.CALL && SMOOTH_AND_BOUNDED.contains(dag.operator(tape.node(i)).name());
                boolean exponential = kind == Dag.POWER && tape.node(tape.argument(i, 0)) == dag.e;
                boolean total = kind == Dag.PIECEWISE && tape.arity(i) % 2 == 1;
                finite[i] = finites && (polynomial || exponential || total);
                tame[i] = !moving[i] || tames && polynomial || finites && total;
            }
        }
        return tame[place];
    }

    private boolean isPositiveInteger(int node) {
        return dag.isNumber(node) && numbers.isInteger(dag.numberIndex(node)) && numbers.signum(dag.numberIndex(node)) > 0;
    }
}
