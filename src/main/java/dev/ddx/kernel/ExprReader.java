package dev.ddx.kernel;

import dev.ddx.expr.Accumulation;
import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Derivative;
import dev.ddx.expr.EvaluatedAt;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Limit;
import dev.ddx.expr.Neg;
import dev.ddx.expr.NthDerivative;
import dev.ddx.expr.Num;
import dev.ddx.expr.Piecewise;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Puts expressions into a {@link Dag}: linear in the distinct objects of the expression, depth bounded by
 * memory alone.
 */
final class ExprReader {

    /** Below this many nodes, looking for shared objects costs more than meeting them again. */
    private static final int SHARING_PAYS = 200;
    /** A part of so few nodes is read again rather than remembered. */
    private static final int SMALL = 16;

    private final Dag dag;
    private final Map<String, Integer> parameters;
    private Expr[] pending = new Expr[32];
    private int[] next = new int[32];
    private int[] values = new int[32];
    private int valueCount;

    ExprReader(Dag dag) {
        this(dag, Map.of());
    }

    /** @param parameters nodes that stand for symbols */
    ExprReader(Dag dag, Map<String, Integer> parameters) {
        this.dag = dag;
        this.parameters = parameters;
    }

    /** The node of {@code whole}. A derivative in it is carried out. */
    int read(Expr whole) {
        Expr root = parameters.isEmpty() ? whole : whole.apartFrom(parameters.keySet().stream().map(Sym::of).collect(Collectors.toSet()));
        IdentityHashMap<Expr, Integer> seen = root.size() > SHARING_PAYS ? new IdentityHashMap<>() : null;
        int depth = 0;
        pending[0] = root;
        next[0] = 0;
        valueCount = 0;
        while (depth >= 0) {
            Expr e = pending[depth];
            List<Expr> children = e.children();
            int i = next[depth];
            if (i == 0 && seen != null && e.size() > SMALL) {
                Integer known = seen.get(e);
                if (known != null) {
                    push(known);
                    depth--;
                    continue;
                }
            }
            if (i < children.size()) {
                next[depth] = i + 1;
                depth++;
                if (depth == pending.length) {
                    pending = Arrays.copyOf(pending, depth * 2);
                    next = Arrays.copyOf(next, depth * 2);
                }
                pending[depth] = children.get(i);
                next[depth] = 0;
                continue;
            }
            valueCount -= children.size();
            int node = node(e, valueCount, children.size());
            push(node);
            if (seen != null && e.size() > SMALL) {
                seen.put(e, node);
            }
            depth--;
        }
        return values[--valueCount];
    }

    private void push(int node) {
        if (valueCount == values.length) {
            values = Arrays.copyOf(values, valueCount * 2);
        }
        values[valueCount++] = node;
    }

    /** The node of {@code e}, whose children's nodes are {@code values[from … from+count)}. */
    private int node(Expr e, int from, int count) {
        return switch (e) {
            case Num n -> n.isLong() ? dag.number(n.longValue()) : dag.number(n.toRational());
            case Sym s -> {
                Integer given = parameters.get(s.name());
                yield given != null ? given : dag.symbol(s.name());
            }
            case Const c -> dag.constant(c.name());
            case Sum s -> {
                int frame = dag.open();
                for (int i = 0; i < count; i++) {
                    dag.term(ExactNumbers.ONE, values[from + i]);
                }
                yield dag.closeSum(frame);
            }
            case Product p -> {
                int frame = dag.open();
                for (int i = 0; i < count; i++) {
                    dag.factor(values[from + i], dag.one);
                }
                yield dag.closeProduct(frame);
            }
            case Quotient q -> dag.divide(values[from], values[from + 1]);
            case Neg n -> dag.negate(values[from]);
            case Power p -> dag.power(values[from], values[from + 1]);
            case Call c -> dag.call(dag.operators().index(c.name(), c.orders()), Arrays.copyOfRange(values, from, from + count));
            case Piecewise p -> dag.piecewise(Arrays.copyOfRange(values, from, from + count));
            case Relation r -> dag.relation(r.ops(), Arrays.copyOfRange(values, from, from + count));
            case Derivative d -> {
                int result = values[from];
                for (Sym s : d.variables()) {
                    result = new Differentiator(dag).derivative(result, dag.symbol(s.name()));
                }
                yield result;
            }
            case EvaluatedAt at -> new Substitution(dag, Map.of(values[from + 1], values[from + 2])).apply(values[from]);
            case Accumulation a -> dag.binders().bind(Binders.NOTATIONS.indexOf(a.notation()), values[from], values[from + 1], values[from + 2], values[from + 3]);
            case NthDerivative d -> throw new DdxException(DdxException.Kind.USAGE,
                    "a derivative of the order " + d.order() + " has no value; ddx diff EXPR -n " + d.order() + " looks for a formula");
            case Limit l -> throw new DdxException(DdxException.Kind.USAGE,
                    "a limit stands in derivations only and is not computed with; ddx diff EXPR --method limit shows one");
        };
    }
}
