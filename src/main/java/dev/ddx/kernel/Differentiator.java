package dev.ddx.kernel;

import dev.ddx.expr.DdxException;
import dev.ddx.expr.FunctionDeclaration;
import java.util.Arrays;

/**
 * Forward differentiation on a {@link Dag}: each node that depends on the variable is differentiated once,
 * and what was found is kept for the next root and the next order. Linear in the nodes below the root, but
 * for products of many factors, whose derivative is built from shared partial products.
 *
 * <p>A derivative is kept as a coefficient and a node, so that a factor −1 or 2 on the way makes no node.
 */
final class Differentiator {

    /** Beyond this many factors the products of all but one are built from prefixes and suffixes. */
    private static final int MANY_FACTORS = 8;

    private final Dag dag;
    private final ExactNumbers numbers;
    private final Calls calls;
    private int variable = -1;
    private int[] coefficient = new int[256];
    /** The node of the derivative, −1 while it is not known. */
    private int[] derivative = new int[256];
    private int[] stack = new int[64];
    /** The nodes whose derivative is known, so that forgetting costs no more than finding. */
    private int[] found = new int[256];
    private int foundCount;

    Differentiator(Dag dag) {
        this.dag = dag;
        this.numbers = dag.numbers();
        this.calls = new Calls(dag);
        Arrays.fill(derivative, -1);
    }

    /** Forgets what was found: after the graph was reset, or for another variable. */
    void forget() {
        for (int i = 0; i < foundCount; i++) {
            derivative[found[i]] = -1;
        }
        foundCount = 0;
        variable = -1;
    }

    /**
     * The derivative of {@code root} by a symbol.
     *
     * @throws DdxException of kind NOT_DIFFERENTIABLE if a derivative is not known
     */
    int derivative(int root, int symbol) {
        if (symbol != variable) {
            forget();
            variable = symbol;
        }
        find(root);
        return dag.scale(coefficient[root], derivative[root]);
    }

    private void find(int root) {
        grow(root + 1);
        int top = 0;
        stack[top++] = root;
        while (top > 0) {
            int node = stack[top - 1];
            if (derivative[node] >= 0) {
                top--;
                continue;
            }
            int arity = dag.arity(node);
            boolean ready = true;
            if (top + arity > stack.length) {
                stack = Arrays.copyOf(stack, Math.max(top + arity, stack.length * 2));
            }
            for (int i = arity - 1; i >= 0; i--) {
                int a = dag.argument(node, i);
                if (derivative[a] < 0) {
                    stack[top++] = a;
                    ready = false;
                }
            }
            if (ready) {
                top--;
                differentiate(node);
            }
        }
    }

    private void grow(int size) {
        if (size > derivative.length) {
            int old = derivative.length;
            int capacity = Math.max(size, old * 2);
            derivative = Arrays.copyOf(derivative, capacity);
            coefficient = Arrays.copyOf(coefficient, capacity);
            Arrays.fill(derivative, old, capacity, -1);
        }
    }

    private boolean isConstant(int node) {
        return coefficient[node] == ExactNumbers.ZERO;
    }

    private void set(int node, int c, int d) {
        if (foundCount == found.length) {
            found = Arrays.copyOf(found, foundCount * 2);
        }
        found[foundCount++] = node;
        if (d == dag.zero || c == ExactNumbers.ZERO) {
            coefficient[node] = ExactNumbers.ZERO;
            derivative[node] = dag.one;
        } else {
            coefficient[node] = c;
            derivative[node] = d;
        }
    }

    private void differentiate(int node) {
        int kind = dag.kind(node);
        if (kind == Dag.SYMBOL) {
            set(node, node == variable ? ExactNumbers.ONE : ExactNumbers.ZERO, dag.one);
            return;
        }
        boolean constant = true;
        for (int i = 0, n = dag.arity(node); i < n && constant; i++) {
            constant = isConstant(dag.argument(node, i));
        }
        if (constant) {
            set(node, ExactNumbers.ZERO, dag.one);
        } else if (kind == Dag.SUM) {
            sum(node);
        } else if (kind == Dag.PRODUCT) {
            product(node);
        } else if (kind == Dag.POWER) {
            power(node);
        } else if (kind == Dag.CALL) {
            call(node);
        } else if (kind == Dag.PIECEWISE) {
            piecewise(node);
        } else if (kind == Dag.BINDER) {
            refuseMovingJump(node);
            int[] d = new int[dag.arity(node)];
            for (int i = 0; i < d.length; i++) {
                int a = dag.argument(node, i);
                d[i] = isConstant(a) ? dag.zero : dag.scale(coefficient[a], derivative[a]);
            }
            set(node, ExactNumbers.ONE, dag.binders().derivative(node, d));
        } else {
            // A relation is asked for its truth alone.
            set(node, ExactNumbers.ONE, dag.one);
        }
    }

    private void sum(int node) {
        int moving = 0;
        int only = -1;
        for (int i = 0, n = dag.arity(node); i < n; i++) {
            if (!isConstant(dag.argument(node, i))) {
                moving++;
                only = dag.argument(node, i);
            }
        }
        if (moving == 1) {
            set(node, coefficient[only], derivative[only]);
            return;
        }
        int frame = dag.open();
        for (int i = 0, n = dag.arity(node); i < n; i++) {
            int a = dag.argument(node, i);
            dag.term(coefficient[a], derivative[a]);
        }
        set(node, ExactNumbers.ONE, dag.closeSum(frame));
    }

    private void product(int node) {
        int first = dag.firstFactor(node);
        int n = dag.arity(node);
        int lead = dag.coefficient(node);
        int moving = 0;
        int only = -1;
        for (int i = first; i < n; i++) {
            if (!isConstant(dag.argument(node, i))) {
                moving++;
                only = i;
            }
        }
        if (moving == 1) {
            int a = dag.argument(node, only);
            set(node, numbers.times(lead, coefficient[a]), allBut(node, first, only, derivative[a], ExactNumbers.ONE));
        } else if (lead != ExactNumbers.ONE && (dag.isKeptWhole(node) || n - first > MANY_FACTORS)) {
            // u, −u and 2u have one derivative to share.
            int core = dag.withCoefficient(ExactNumbers.ONE, node);
            grow(core + 1);
            if (derivative[core] < 0) {
                product(core);
            }
            set(node, numbers.times(lead, coefficient[core]), derivative[core]);
        } else if (n - first > MANY_FACTORS) {
            set(node, ExactNumbers.ONE, manyFactors(node));
        } else {
            int frame = dag.open();
            for (int i = first; i < n; i++) {
                int a = dag.argument(node, i);
                if (!isConstant(a)) {
                    int term = allBut(node, first, i, derivative[a], numbers.times(lead, coefficient[a]));
                    dag.term(ExactNumbers.ONE, term);
                }
            }
            set(node, ExactNumbers.ONE, dag.closeSum(frame));
        }
    }

    private int allBut(int product, int first, int omitted, int instead, int lead) {
        int frame = dag.open();
        dag.factor(dag.numberNode(lead), dag.one);
        dag.factor(instead, dag.one);
        for (int i = first, n = dag.arity(product); i < n; i++) {
            if (i != omitted) {
                dag.factor(dag.argument(product, i), dag.one);
            }
        }
        return dag.closeProduct(frame);
    }

    private int manyFactors(int product) {
        int first = 0;
        int n = dag.arity(product);
        int[] suffix = new int[n + 1];
        suffix[n] = dag.one;
        for (int i = n - 1; i > first; i--) {
            suffix[i] = dag.productOfShared(dag.argument(product, i), suffix[i + 1]);
        }
        int prefix = dag.one;
        int frame = dag.open();
        for (int i = first; i < n; i++) {
            int a = dag.argument(product, i);
            if (!isConstant(a)) {
                int others = dag.productOfShared(prefix, suffix[i + 1]);
                dag.term(coefficient[a], dag.productOfShared(derivative[a], others));
            }
            prefix = dag.productOfShared(prefix, a);
        }
        return dag.closeSum(frame);
    }

    private void power(int node) {
        int base = dag.argument(node, 0);
        int exponent = dag.argument(node, 1);
        if (isConstant(exponent)) {
            int frame = dag.open();
            int lead = coefficient[base];
            if (dag.isNumber(exponent)) {
                lead = numbers.times(lead, dag.numberIndex(exponent));
            } else {
                dag.factor(exponent, dag.one);
            }
            dag.factor(base, dag.sum(exponent, dag.numberNode(ExactNumbers.MINUS_ONE)));
            dag.factor(derivative[base], dag.one);
            set(node, lead, dag.closeProduct(frame));
            return;
        }
        if (base == dag.e) {
            set(node, coefficient[exponent], dag.product(node, derivative[exponent]));
            return;
        }
        if (isConstant(base)) {
            set(node, coefficient[exponent], dag.product(node, dag.call("ln", base), derivative[exponent]));
            return;
        }
        // u^v times the derivative of v·ln u, which keeps u^v in one place.
        int frame = dag.open();
        dag.term(coefficient[exponent], dag.product(dag.call("ln", base), derivative[exponent]));
        dag.term(coefficient[base], dag.product(exponent, derivative[base], dag.power(base, dag.numberNode(ExactNumbers.MINUS_ONE))));
        set(node, ExactNumbers.ONE, dag.product(node, dag.closeSum(frame)));
    }

    private void call(int node) {
        int n = dag.arity(node);
        if (n == 1) {
            int a = dag.argument(node, 0);
            set(node, coefficient[a], dag.product(calls.partial(node, 0), derivative[a]));
            return;
        }
        int[] terms = new int[n];
        for (int i = 0; i < n; i++) {
            int a = dag.argument(node, i);
            terms[i] = isConstant(a) ? dag.zero : dag.product(calls.partial(node, i), derivative[a]);
        }
        int frame = dag.open();
        for (int i = 0; i < n; i++) {
            dag.term(coefficient[dag.argument(node, i)], terms[i]);
        }
        set(node, ExactNumbers.ONE, dag.closeSum(frame));
    }

    /** The derivative of what is under an integral tells nothing of a jump that moves with the variable. */
    private void refuseMovingJump(int node) {
        int bound = dag.argument(node, 1);
        for (int part : dag.binderLabel(node) == Binders.INTEGRAL ? Tape.reachable(dag, dag.argument(node, 0)) : new int[0]) {
            boolean mayJump = dag.kind(part) == Dag.RELATION || dag.kind(part) == Dag.CALL
                    && dag.operators().declaration(dag.operatorLabel(part)) instanceof FunctionDeclaration f && f.behaviour().continuous() != null;
            if (mayJump) {
                int[] inside = Tape.reachable(dag, part);
                if (Arrays.stream(inside).anyMatch(n -> n == bound) && Arrays.stream(inside).anyMatch(n -> n == variable)) {
                    throw new DdxException(DdxException.Kind.NOT_DIFFERENTIABLE, "the integrand may jump at a place that depends on "
                            + dag.name(variable) + ": there is no rule for what its jump contributes");
                }
            }
        }
    }

    private void piecewise(int node) {
        int[] parts = new int[dag.arity(node)];
        for (int i = 0; i < parts.length; i++) {
            int a = dag.argument(node, i);
            boolean condition = i % 2 == 1;
            parts[i] = condition ? a : dag.scale(coefficient[a], isConstant(a) ? dag.one : derivative[a]);
        }
        set(node, ExactNumbers.ONE, dag.piecewise(parts));
    }
}
