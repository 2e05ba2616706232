package dev.ddx.kernel;

import dev.ddx.expr.DdxException;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Relation;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns a {@link Tape} into a {@link Program}: what has no symbols becomes one constant, small integer powers
 * multiplications, halves and thirds of integers as exponents roots, e^u − 1 and ln(1 + u) the functions that lose
 * nothing where u is small. Sums subtract and products divide where they can.
 */
final class Lowering {

    private final Dag dag;
    private final Tape tape;
    private final boolean[] kept;
    /** The operation of each place; −1 for a relation. */
    private final int[] value;
    /** The node of a place without symbols, else −1. */
    private final int[] constant;
    private final OperationList list;

    private Lowering(Tape tape) {
        this.tape = tape;
        this.dag = tape.dag();
        this.kept = tape.kept();
        this.value = new int[tape.length()];
        this.constant = new int[tape.length()];
        this.list = new OperationList(dag);
    }

    /** The program whose results are the roots of the tape. */
    static Program program(Tape tape) {
        Lowering l = new Lowering(tape);
        for (int i = 0; i < tape.length(); i++) {
            l.lower(i);
        }
        int[] results = new int[tape.rootCount()];
        for (int r = 0; r < results.length; r++) {
            results[r] = l.value[tape.root(r)];
        }
        return l.list.program(results);
    }

    private void lower(int place) {
        constant[place] = constantNode(place);
        if (constant[place] >= 0) {
            value[place] = list.constant(constant[place]);
            return;
        }
        value[place] = switch (Dag.Kind.of(tape.kind(place))) {
            case SYMBOL -> list.add(new Operation.Input(tape.node(place)));
            case SUM -> sum(place);
            case PRODUCT -> product(place, false);
            case POWER -> power(place);
            case CALL -> call(place);
            case PIECEWISE -> piecewise(place);
            case BINDER -> throw new DdxException(DdxException.Kind.USAGE, "for the " + Binders.NOTATIONS.get(dag.binderLabel(tape.node(place)))
                    + " over a variable there is no code; ddx eval gives its value");
            default -> -1;
        };
    }

    private int constantNode(int place) {
        int kind = tape.kind(place);
        if (kind == Dag.SYMBOL || kind == Dag.RELATION) {
            return -1;
        }
        int[] arguments = new int[tape.arity(place)];
        for (int k = 0; k < arguments.length; k++) {
            arguments[k] = constant[tape.argument(place, k)];
            if (arguments[k] < 0) {
                return -1;
            }
        }
        return tape.node(place) >= 0 ? tape.node(place) : dag.product(arguments);
    }

    private int sum(int place) {
        int small = exponentialLessOne(place);
        if (small >= 0) {
            return small;
        }
        // A positive term first, so that what follows can be subtracted.
        int first = 0;
        for (int k = tape.arity(place) - 1; k >= 0; k--) {
            if (!isSubtracted(tape.argument(place, k))) {
                first = k;
            }
        }
        int n = tape.arity(place);
        int[] terms = new int[n];
        boolean[] negative = new boolean[n];
        terms[0] = value[tape.argument(place, first)];
        int count = 1;
        for (int k = 0; k < n; k++) {
            if (k != first) {
                int a = tape.argument(place, k);
                negative[count] = isSubtracted(a);
                terms[count++] = negative[count - 1] ? negated(a) : value[a];
            }
        }
        return balanced(terms, negative);
    }

    /**
     * The sum of terms, of which the first is not negative. Of more than three, sums of half of them are added: the
     * operations wait less for one another, and errors grow with the logarithm of the number of terms.
     */
    private int balanced(int[] terms, boolean[] negative) {
        int n = terms.length;
        while (n > 3) {
            int count = 0;
            for (int k = 0; k < n; k += 2) {
                if (k + 1 == n) {
                    terms[count] = terms[k];
                    negative[count++] = negative[k];
                } else if (negative[k] == negative[k + 1]) {
                    terms[count] = list.binary(Operation.Arithmetic.ADD, terms[k], terms[k + 1]);
                    negative[count++] = negative[k];
                } else {
                    int positive = negative[k] ? k + 1 : k;
                    terms[count] = list.binary(Operation.Arithmetic.SUBTRACT, terms[positive], terms[positive == k ? k + 1 : k]);
                    negative[count++] = false;
                }
            }
            n = count;
        }
        int sum = terms[0];
        for (int k = 1; k < n; k++) {
            sum = list.binary(negative[k] ? Operation.Arithmetic.SUBTRACT : Operation.Arithmetic.ADD, sum, terms[k]);
        }
        return sum;
    }

    /** The difference of e^u and 1, either way round; −1 for another sum. */
    private int exponentialLessOne(int place) {
        if (tape.arity(place) != 2) {
            return -1;
        }
        for (int k = 0; k < 2; k++) {
            int one = constant[tape.argument(place, k)];
            int other = tape.argument(place, 1 - k);
            boolean negative = tape.isNegation(other);
            int power = negative ? tape.argument(other, 1) : other;
            boolean exponential = tape.kind(power) == Dag.POWER && tape.node(tape.argument(power, 0)) == dag.e && constant[power] < 0;
            if (exponential && one == (negative ? dag.one : dag.numberNode(ExactNumbers.MINUS_ONE))) {
                int small = list.function("expm1", value[tape.argument(power, 1)]);
                return negative ? list.add(new Operation.Negation(small)) : small;
            }
        }
        return -1;
    }

    private boolean isSubtracted(int place) {
        return !kept[place] && dag.numbers().signum(coefficient(place)) < 0;
    }

    private int coefficient(int place) {
        return constant[place] >= 0 ? dag.coefficient(constant[place])
                : tape.kind(place) == Dag.PRODUCT ? tape.coefficient(place) : ExactNumbers.ONE;
    }

    private int negated(int place) {
        return constant[place] >= 0 ? list.constant(dag.negate(constant[place])) : product(place, true);
    }

    /** The value of a product, or its negative. */
    private int product(int place, boolean negated) {
        int factor = negated ? dag.numberNode(ExactNumbers.MINUS_ONE) : dag.one;
        for (int k = 0; k < tape.arity(place); k++) {
            int c = constant[tape.argument(place, k)];
            factor = c < 0 ? factor : dag.product(factor, c);
        }
        boolean turned = factor == dag.numberNode(ExactNumbers.MINUS_ONE);
        int product = turned || factor == dag.one ? -1 : list.constant(factor);
        int divisor = -1;
        for (int k = 0; k < tape.arity(place); k++) {
            int a = tape.argument(place, k);
            if (constant[a] >= 0) {
                continue;
            }
            if (!kept[a] && tape.isDivisor(a)) {
                int d = list.power(value[tape.argument(a, 0)], exponent(a).negate());
                divisor = divisor < 0 ? d : list.multiply(divisor, d);
            } else {
                product = product < 0 ? value[a] : list.multiply(product, value[a]);
            }
        }
        if (divisor >= 0) {
            // A sign that would be an operation of its own goes into the 1.
            boolean alone = product < 0;
            product = list.binary(Operation.Arithmetic.DIVIDE, alone ? list.constant(factor) : product, divisor);
            turned &= !alone;
        }
        return turned ? list.add(new Operation.Negation(product)) : product;
    }

    private Rational exponent(int power) {
        return dag.numbers().rational(dag.numberIndex(tape.node(tape.argument(power, 1))));
    }

    private int power(int place) {
        int base = tape.argument(place, 0);
        int exponent = tape.argument(place, 1);
        if (tape.node(base) == dag.e) {
            return list.function("exp", value[exponent]);
        }
        if (tape.kind(exponent) != Dag.NUMBER) {
            return list.function("pow", value[base], value[exponent]);
        }
        Rational n = exponent(place);
        return n.signum() < 0 ? list.binary(Operation.Arithmetic.DIVIDE, list.constant(dag.one), list.power(value[base], n.negate()))
                : list.power(value[base], n);
    }

    private int call(int place) {
        Operator op = dag.operator(tape.node(place));
        List<Integer> arguments = new ArrayList<>();
        for (int k = 0; k < tape.arity(place); k++) {
            arguments.add(value[tape.argument(place, k)]);
        }
        if (op.name().equals("ln") && !op.isDerivative() && arguments.size() == 1) {
            int u = lessOne(tape.argument(place, 0));
            if (u >= 0) {
                return list.function("log1p", u);
            }
        }
        return list.call(op.name(), op.isDerivative(), arguments);
    }

    /** The value of u for a place 1 + u with one term u, else −1. */
    private int lessOne(int place) {
        if (tape.kind(place) == Dag.SUM && tape.arity(place) == 2) {
            for (int k = 0; k < 2; k++) {
                if (constant[tape.argument(place, k)] == dag.one) {
                    return value[tape.argument(place, 1 - k)];
                }
            }
        }
        return -1;
    }

    private int piecewise(int place) {
        int n = tape.arity(place);
        int otherwise = n % 2 == 1 ? value[tape.argument(place, n - 1)] : list.add(new Operation.Undefined());
        for (int k = n / 2 * 2 - 2; k >= 0; k -= 2) {
            int relation = tape.argument(place, k + 1);
            List<Relation.Op> ops = dag.relationOps(tape.node(relation));
            List<Operation.Comparison> conditions = new ArrayList<>();
            for (int i = 0; i < ops.size(); i++) {
                conditions.add(new Operation.Comparison(ops.get(i), value[tape.argument(relation, i)], value[tape.argument(relation, i + 1)]));
            }
            otherwise = list.add(new Operation.Choice(conditions, value[tape.argument(place, k)], otherwise));
        }
        return otherwise;
    }
}
