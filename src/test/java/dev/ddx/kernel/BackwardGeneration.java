package dev.ddx.kernel;

import dev.ddx.Ddx;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Limits;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Random;

/**
 * W7: pairs of a random function F and its derivative f, the backward generation of training data for
 * symbolic integration.
 *
 * <p>Source: G. Lample, F. Charton, <i>Deep learning for symbolic mathematics</i>, ICLR 2020, appendix C; as in
 * the published code, leaves, unary and binary operators weigh the same (L = p₁ = p₂ = 1) in the shape of a tree.
 */
public final class BackwardGeneration {

    /** A function and its derivative as nodes of {@link #kernel}, valid until the next pair is made. */
    public record Pair(int function, int derivative) {
    }

    private static final int MOST_OPERATORS = 15;
    private static final int MOST_TOKENS = 512;
    private static final double[] PLACES = {-2.3, -0.6, 0.4, 1.7};
    private static final String[] BINARY = {"add", "sub", "mul", "div"};
    private static final int[] BINARY_WEIGHTS = {10, 3, 10, 5};
    private static final String[] UNARY = {"sqrt", "pow2", "pow3", "pow4", "pow5", "ln", "exp", "sin", "cos", "tan",
        "asin", "acos", "atan", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh"};
    private static final int[] UNARY_WEIGHTS = {4, 4, 2, 1, 1, 4, 4, 4, 4, 4, 1, 1, 1, 1, 1, 1, 1, 1, 1};

    private final Random random;
    private final Kernel kernel;
    private final Dag dag;
    private final int x;
    private final int[] variable;
    private final int e;
    private final int half;
    private final Dag.Mark start;
    /** D(e, n): how many trees of n operators can still grow from e empty places. */
    private final double[][] trees = new double[2 * MOST_OPERATORS + 2][MOST_OPERATORS + 1];
    private final int[] arities = new int[MOST_OPERATORS * 2 + 1];
    private final int[] stack = new int[MOST_OPERATORS * 2 + 1];
    private long dropped;

    public BackwardGeneration(Ddx ddx, long seed) {
        random = new Random(seed);
        kernel = new Kernel(ddx.functions(), Limits.DEFAULT.withTimeoutMillis(Integer.MAX_VALUE));
        dag = kernel.dag();
        x = kernel.symbol("x");
        variable = new int[] {x};
        e = kernel.read(dev.ddx.expr.Const.E);
        half = dag.number(dev.ddx.expr.Rational.of(1, 2));
        for (int i = 1; i <= 5; i++) {
            dag.number(i);
        }
        start = dag.mark();
        for (int empty = 1; empty < trees.length; empty++) {
            trees[empty][0] = 1;
        }
        for (int n = 1; n <= MOST_OPERATORS; n++) {
            for (int empty = 1; empty < trees.length - n; empty++) {
                trees[empty][n] = trees[empty - 1][n] + trees[empty][n - 1] + trees[empty + 1][n - 1];
            }
        }
    }

    public Kernel kernel() {
        return kernel;
    }

    /** How many candidates were constant, undefined, nowhere differentiable by their formula, or too long. */
    public long dropped() {
        return dropped;
    }

    /** The next pair; the pairs before it are forgotten. */
    public Pair next() {
        while (true) {
            kernel.reset(start);
            Pair pair = candidate();
            if (pair != null) {
                return pair;
            }
            dropped++;
        }
    }

    private Pair candidate() {
        try {
            int f = withoutConstantTerms(function());
            int d = kernel.derivative(f, x);
            return d == dag.zero || tokens(f) > MOST_TOKENS || tokens(d) > MOST_TOKENS || isSingular(f, d) ? null : new Pair(f, d);
        } catch (DdxException undefined) {
            if (undefined.kind() == DdxException.Kind.DIVISION_BY_ZERO) {
                return null;
            }
            throw undefined;
        }
    }

    /** Whether a constant in f has no real value, such as ln 0, or the derivative has no value where f has one: x + √x² below 0, under a root. */
    private boolean isSingular(int f, int d) {
        Tape tape = Tape.of(dag, f);
        boolean[] moving = new boolean[tape.length()];
        int[] constants = new int[tape.length()];
        int count = 0;
        for (int i = 0; i < moving.length; i++) {
            moving[i] = tape.node(i) == x;
            for (int k = 0; k < tape.arity(i); k++) {
                moving[i] |= moving[tape.argument(i, k)];
            }
            if (!moving[i] && tape.kind(i) == Dag.CALL) {
                constants[count++] = tape.node(i);
            }
        }
        if (count > 0) {
            for (double v : kernel.evaluator(Arrays.copyOf(constants, count)).evaluate(variable, 0)) {
                if (!Double.isFinite(v)) {
                    return true;
                }
            }
        }
        TapeEvaluator both = kernel.evaluator(f, d);
        for (double at : PLACES) {
            double[] v = both.evaluate(variable, at);
            if (Double.isFinite(v[0]) && Double.isNaN(v[1])) {
                return true;
            }
        }
        return false;
    }

    private int withoutConstantTerms(int f) {
        if (dag.kind(f) != Dag.SUM) {
            return f;
        }
        int frame = dag.open();
        for (int i = 0; i < dag.arity(f); i++) {
            if (kernel.derivative(dag.argument(f, i), x) != dag.zero) {
                dag.term(ExactNumbers.ONE, dag.argument(f, i));
            }
        }
        return dag.closeSum(frame);
    }

    /** The length in prefix notation: a token for each binary operator, function and leaf, and for the sign and each digit of a number. */
    long tokens(int root) {
        Tape tape = Tape.of(dag, root);
        long[] tokens = new long[tape.length()];
        for (int i = 0; i < tokens.length; i++) {
            int kind = tape.kind(i);
            long own = kind == Dag.NUMBER ? digits(tape.node(i)) : kind == Dag.SUM || kind == Dag.PRODUCT ? tape.arity(i) - 1 : 1;
            for (int k = 0; k < tape.arity(i); k++) {
                own += tokens[tape.argument(i, k)];
            }
            tokens[i] = Math.min(own, Integer.MAX_VALUE);
        }
        return tokens[tape.root(0)];
    }

    private int digits(int number) {
        int i = dag.numberIndex(number);
        if (dag.numbers().isInt(i)) {
            return 1 + digits((long) dag.numbers().intValue(i));
        }
        dev.ddx.expr.Rational r = dag.numbers().rational(i);
        int above = 1 + r.numerator().abs().toString().length();
        return r.isInteger() ? above : above + 2 + r.denominator().toString().length();
    }

    private static int digits(long value) {
        int n = 1;
        for (long v = Math.abs(value); v >= 10; v /= 10) {
            n++;
        }
        return n;
    }

    private int function() {
        int operators = random.nextInt(40) == 0 ? random.nextInt(4) : 4 + random.nextInt(MOST_OPERATORS - 3);
        int length = shape(operators);
        int top = 0;
        // In prefix order, so from the end each operator finds its arguments done.
        for (int i = length - 1; i >= 0; i--) {
            if (arities[i] == 0) {
                stack[top++] = random.nextInt(4) < 3 ? x : dag.number(1 + random.nextInt(5));
            } else if (arities[i] == 1) {
                stack[top - 1] = unary(UNARY[choose(UNARY_WEIGHTS)], stack[top - 1]);
            } else {
                top--;
                stack[top - 1] = binary(BINARY[choose(BINARY_WEIGHTS)], stack[top], stack[top - 1]);
            }
        }
        return stack[0];
    }

    /** Draws the arities of a tree in prefix order, every tree with the same probability; returns their number. */
    private int shape(int operators) {
        int empty = 1;
        int length = 0;
        for (int n = operators; n > 0; n--) {
            double draw = random.nextDouble() * trees[empty][n];
            int skipped = 0;
            int arity = 0;
            for (int i = 0; arity == 0; i++) {
                skipped = Math.min(i, empty - 1);
                double one = trees[empty - skipped][n - 1];
                double two = trees[empty - skipped + 1][n - 1];
                if (draw < one || i >= empty) {
                    arity = 1;
                } else if (draw < one + two) {
                    arity = 2;
                }
                draw -= one + two;
            }
            for (int i = 0; i < skipped; i++) {
                arities[length++] = 0;
            }
            arities[length++] = arity;
            empty += arity - 1 - skipped;
        }
        for (int i = 0; i < empty; i++) {
            arities[length++] = 0;
        }
        return length;
    }

    private int choose(int[] weights) {
        int total = 0;
        for (int w : weights) {
            total += w;
        }
        int draw = random.nextInt(total);
        int i = 0;
        while (draw >= weights[i]) {
            draw -= weights[i++];
        }
        return i;
    }

    private int binary(String operator, int a, int b) {
        return switch (operator) {
            case "add" -> dag.sum(a, b);
            case "sub" -> dag.subtract(a, b);
            case "mul" -> dag.product(a, b);
            default -> dag.divide(a, b);
        };
    }

    private int unary(String operator, int a) {
        return switch (operator) {
            case "sqrt" -> dag.power(a, half);
            case "exp" -> dag.power(e, a);
            case "pow2", "pow3", "pow4", "pow5" -> dag.power(a, dag.number(operator.charAt(3) - '0'));
            default -> dag.call(operator, a);
        };
    }

    /** Writes pairs as JSON lines {@code {"id", "f", "var", "derivative"}} for a judge; arguments: how many, and a seed. */
    public static void main(String[] arguments) {
        BackwardGeneration generation = new BackwardGeneration(Ddx.standard(), Long.parseLong(arguments[1]));
        try (PrintWriter out = new PrintWriter(new java.io.OutputStreamWriter(System.out, java.nio.charset.StandardCharsets.UTF_8))) {
            for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
                Pair p = generation.next();
                out.println("{\"id\": \"" + i + "\", \"f\": \"" + generation.kernel.write(p.function()) + "\", \"var\": \"x\", \"derivative\": \""
                        + generation.kernel.write(p.derivative()) + "\"}");
            }
        }
    }
}
