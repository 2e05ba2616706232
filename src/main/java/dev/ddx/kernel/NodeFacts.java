package dev.ddx.kernel;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Sym;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is certain of the nodes of a graph: {@link Facts} for ints. What was found out is remembered. */
public final class NodeFacts {

    private final Dag dag;
    private final Facts facts;
    private final Map<Integer, Range> compounds = new HashMap<>();
    private Range[] found = new Range[64];

    NodeFacts(Dag dag, Facts facts) {
        this.dag = dag;
        this.facts = facts;
        for (Map.Entry<Expr, Range> c : facts.assumedCompounds().entrySet()) {
            int node = new ExprReader(dag).read(c.getKey());
            compounds.merge(node, c.getValue(), Range::and);
            compounds.merge(dag.negate(node), c.getValue().negate(), Range::and);
        }
    }

    public boolean isPositive(int node) {
        return range(node).isPositive();
    }

    public boolean isNegative(int node) {
        return range(node).isNegative();
    }

    public boolean isNotNegative(int node) {
        return range(node).isNotNegative();
    }

    /** Whether it is never zero, wherever it is defined. */
    public boolean isNonZero(int node) {
        return range(node).isNonZero();
    }

    public boolean isReal(int node) {
        return range(node).isReal();
    }

    public boolean isInteger(int node) {
        return range(node).isInteger();
    }

    /** Forgets the nodes from {@code size} on, after the graph was reset to so many. */
    public void forget(int size) {
        for (int i = Math.max(0, size); i < found.length; i++) {
            found[i] = null;
        }
    }

    public Range range(int node) {
        if (node < found.length && found[node] != null) {
            return found[node];
        }
        for (int n : Tape.reachable(dag, node)) {
            if (n >= found.length) {
                found = Arrays.copyOf(found, Math.max(n + 1, found.length * 2));
            }
            if (found[n] == null) {
                Range r = compute(n);
                Range assumed = compounds.get(n);
                found[n] = assumed == null ? r : r.and(assumed);
            }
        }
        return found[node];
    }

    private Range compute(int node) {
        int kind = dag.kind(node);
        if (kind == Dag.NUMBER) {
            return Range.point(dag.numbers().rational(dag.numberIndex(node)));
        }
        if (kind == Dag.SYMBOL) {
            return dag.binders().isBound(node) ? Range.REAL : symbol(Sym.of(dag.name(node)));
        }
        if (kind == Dag.CONSTANT) {
            return facts.constant(dag.name(node));
        }
        int n = dag.arity(node);
        Range[] parts = new Range[n];
        for (int i = 0; i < n; i++) {
            parts[i] = found[dag.argument(node, i)];
        }
        if (kind == Dag.SUM) {
            Range total = Range.point(Rational.ZERO);
            for (Range p : parts) {
                total = total.plus(p);
            }
            return total;
        }
        if (kind == Dag.PRODUCT) {
            Range total = Range.point(Rational.ONE);
            for (Range p : parts) {
                total = total.times(p);
            }
            return total;
        }
        if (kind == Dag.POWER) {
            int exponent = dag.argument(node, 1);
            Rational literal = dag.isNumber(exponent) ? dag.numbers().rational(dag.numberIndex(exponent)) : null;
            return facts.power(parts[0], dag.argument(node, 0) == dag.e, literal, parts[1]);
        }
        if (kind == Dag.CALL) {
            Operator f = dag.operator(node);
            return f.isDerivative() ? facts.top() : facts.call(f.name(), List.of(parts));
        }
        if (kind == Dag.PIECEWISE) {
            Range any = Range.EMPTY;
            for (int i = 0; i < n; i += 2) {
                any = any.or(parts[i]);
            }
            return any;
        }
        return facts.top();
    }

    private Range symbol(Sym s) {
        Range r = facts.symbol(s);
        Range assumed = facts.assumed(s);
        return assumed == null ? r : r.and(assumed);
    }
}
