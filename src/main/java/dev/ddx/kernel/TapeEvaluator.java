package dev.ddx.kernel;

import dev.ddx.expr.Relation;
import java.util.Arrays;
import java.util.List;

/** Real values of the nodes on a {@link Tape} in double precision, each node once; NaN where there is none. */
public final class TapeEvaluator {

    private final Tape tape;
    private final Dag dag;
    private final double[] value;
    private final NumericFunction[] function;

    TapeEvaluator(Tape tape) {
        this.tape = tape;
        this.dag = tape.dag();
        this.value = new double[tape.length()];
        this.function = new NumericFunction[tape.length()];
        for (int i = 0; i < tape.length(); i++) {
            if (tape.kind(i) == Dag.CALL) {
                Operator op = dag.operator(tape.node(i));
                function[i] = op.isDerivative() ? null : NumericFunctions.of(op.name(), tape.arity(i));
            }
        }
    }

    /** The values of the roots where the symbols have the given values. */
    public double[] evaluate(int[] symbols, double... at) {
        for (int i = 0; i < value.length; i++) {
            value[i] = value(i, symbols, at);
        }
        double[] out = new double[tape.rootCount()];
        for (int r = 0; r < out.length; r++) {
            out[r] = value[tape.root(r)];
        }
        return out;
    }

    private double value(int i, int[] symbols, double[] at) {
        int node = tape.node(i);
        return switch (Dag.Kind.of(tape.kind(i))) {
            case NUMBER -> dag.numbers().doubleValue(dag.numberIndex(node));
            case SYMBOL -> {
                for (int k = 0; k < symbols.length; k++) {
                    if (symbols[k] == node) {
                        yield at[k];
                    }
                }
                yield Double.NaN;
            }
            case CONSTANT -> switch (dag.name(node)) {
                case "e" -> Math.E;
                case "pi" -> Math.PI;
                case "oo" -> Double.POSITIVE_INFINITY;
                default -> Double.NaN;
            };
            case SUM -> {
                double sum = 0;
                for (int k = 0; k < tape.arity(i); k++) {
                    sum += value[tape.argument(i, k)];
                }
                yield sum;
            }
            case PRODUCT -> {
                double product = 1;
                for (int k = 0; k < tape.arity(i); k++) {
                    product *= value[tape.argument(i, k)];
                }
                yield product;
            }
            case POWER -> power(i);
            case CALL -> call(i);
            case PIECEWISE -> piecewise(i);
            case RELATION -> holds(i) ? 1 : 0;
            case BINDER -> accumulated(i, symbols, at);
        };
    }

    private double power(int i) {
        double base = value[tape.argument(i, 0)];
        int exponent = tape.node(tape.argument(i, 1));
        double e = value[tape.argument(i, 1)];
        if (tape.node(tape.argument(i, 0)) == dag.e) {
            return Math.exp(e);
        }
        if (base == 0 && e < 0) {
            return Double.NaN;
        }
        if (dag.isNumber(exponent)) {
            int n = dag.numberIndex(exponent);
            if (n == ExactNumbers.HALF) {
                return Math.sqrt(base);
            }
            if (!dag.numbers().isInteger(n)) {
                return NumericFunctions.power(base, dag.numbers().rational(n).numerator().doubleValue(),
                        dag.numbers().rational(n).denominator().doubleValue());
            }
        }
        return Math.pow(base, e);
    }

    private double call(int i) {
        NumericFunction f = function[i];
        if (f == null) {
            return Double.NaN;
        }
        if (f.unary() != null) {
            return f.unary().applyAsDouble(value[tape.argument(i, 0)]);
        }
        double[] arguments = new double[tape.arity(i)];
        for (int k = 0; k < arguments.length; k++) {
            arguments[k] = value[tape.argument(i, k)];
        }
        return f.at(arguments);
    }

    private double accumulated(int i, int[] symbols, double[] at) {
        int node = tape.node(i);
        int[] inside = Arrays.copyOf(symbols, symbols.length + 1);
        inside[symbols.length] = dag.argument(node, 1);
        double[] there = Arrays.copyOf(at, symbols.length + 1);
        TapeEvaluator operand = new TapeEvaluator(Tape.of(dag, dag.argument(node, 0)));
        return Accumulated.value(dag.binderLabel(node), t -> {
            there[symbols.length] = t;
            return operand.evaluate(inside, there)[0];
        }, value[tape.argument(i, 2)], value[tape.argument(i, 3)], false);
    }

    private double piecewise(int i) {
        int n = tape.arity(i);
        for (int k = 0; k + 1 < n; k += 2) {
            if (value[tape.argument(i, k + 1)] != 0) {
                return value[tape.argument(i, k)];
            }
        }
        return n % 2 == 1 ? value[tape.argument(i, n - 1)] : Double.NaN;
    }

    private boolean holds(int i) {
        List<Relation.Op> ops = dag.relationOps(tape.node(i));
        for (int k = 0; k < ops.size(); k++) {
            if (!ops.get(k).holds(value[tape.argument(i, k)], value[tape.argument(i, k + 1)])) {
                return false;
            }
        }
        return true;
    }
}
