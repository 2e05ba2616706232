package dev.ddx.kernel;

import dev.ddx.expr.Rational;
import dev.ddx.expr.Relation;
import java.util.List;

/**
 * An expression in parameters as a list of operations that any graph of the same functions can replay with
 * arguments at hand. Immutable.
 */
final class Template {

    /** The kind of a place that stands for an argument. */
    private static final int PARAMETER = -1;

    private final int[] kinds;
    /** The parameter or the operator of a place. */
    private final int[] labels;
    /** What else a place holds: a number, a name, the operators of a relation, an operator that the table does not have. */
    private final Object[] contents;
    private final int[][] arguments;

    private Template(int length) {
        kinds = new int[length];
        labels = new int[length];
        contents = new Object[length];
        arguments = new int[length][];
    }

    static Template of(Dag dag, int root, int[] parameters) {
        Tape tape = Tape.of(dag, root);
        Template t = new Template(tape.length());
        for (int i = 0; i < tape.length(); i++) {
            int node = tape.node(i);
            int kind = tape.kind(i);
            t.kinds[i] = kind;
            t.arguments[i] = new int[tape.arity(i)];
            for (int k = 0; k < t.arguments[i].length; k++) {
                t.arguments[i][k] = tape.argument(i, k);
            }
            if (kind == Dag.NUMBER) {
                t.contents[i] = dag.numbers().rational(dag.numberIndex(node));
            } else if (kind == Dag.SYMBOL || kind == Dag.CONSTANT) {
                t.contents[i] = dag.name(node);
                for (int k = 0; k < parameters.length; k++) {
                    if (parameters[k] == node) {
                        t.kinds[i] = PARAMETER;
                        t.labels[i] = k;
                    }
                }
            } else if (kind == Dag.CALL) {
                t.labels[i] = dag.operatorLabel(node);
                t.contents[i] = dag.operators().isDeclared(t.labels[i]) ? null : dag.operator(node);
            } else if (kind == Dag.BINDER) {
                t.labels[i] = dag.binderLabel(node);
            } else if (kind == Dag.RELATION) {
                t.contents[i] = dag.relationOps(node);
            }
        }
        return t;
    }

    /** The node of this expression in a graph, with nodes of that graph as arguments. */
    int replay(Dag dag, int[] given) {
        int[] result = new int[kinds.length];
        for (int i = 0; i < result.length; i++) {
            int kind = kinds[i];
            int[] places = arguments[i];
            if (kind == PARAMETER) {
                result[i] = given[labels[i]];
            } else if (kind == Dag.NUMBER) {
                result[i] = dag.number((Rational) contents[i]);
            } else if (kind == Dag.SYMBOL) {
                result[i] = dag.symbol((String) contents[i]);
            } else if (kind == Dag.CONSTANT) {
                result[i] = dag.constant((String) contents[i]);
            } else if (kind == Dag.SUM) {
                int frame = dag.open();
                for (int place : places) {
                    dag.term(ExactNumbers.ONE, result[place]);
                }
                result[i] = dag.closeSum(frame);
            } else if (kind == Dag.PRODUCT) {
                int frame = dag.open();
                for (int place : places) {
                    dag.factor(result[place], dag.one);
                }
                result[i] = dag.closeProduct(frame);
            } else if (kind == Dag.POWER) {
                result[i] = dag.power(result[places[0]], result[places[1]]);
            } else {
                int[] inner = new int[places.length];
                for (int k = 0; k < inner.length; k++) {
                    inner[k] = result[places[k]];
                }
                result[i] = switch (Dag.Kind.of(kind)) {
                    case CALL -> dag.call(contents[i] == null ? labels[i] : dag.operators().index((Operator) contents[i]), inner);
                    case BINDER -> dag.binders().of(labels[i], inner);
                    case RELATION -> dag.relation(relationOps(i), inner);
                    default -> dag.piecewise(inner);
                };
            }
        }
        return result[result.length - 1];
    }

    @SuppressWarnings("unchecked")
    private List<Relation.Op> relationOps(int place) {
        return (List<Relation.Op>) contents[place];
    }
}
