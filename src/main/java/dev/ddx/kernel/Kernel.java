package dev.ddx.kernel;

import dev.ddx.expr.Abbreviated;
import dev.ddx.expr.Assumptions;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Sym;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.LongFunction;
import org.apfloat.Apcomplex;
import org.apfloat.ApcomplexMath;
import org.apfloat.Apfloat;
import org.apfloat.ApfloatMath;
import org.apfloat.ApintMath;

/**
 * Expressions of one task as nodes of a {@link Dag}, and what can be computed with them: derivatives,
 * gradients, Jacobians, Hessians, operation counts, values, bytecode. Nodes are ints; equal ints are equal
 * expressions. Nothing is simplified beyond the canonical form of the graph, nothing is shown in steps.
 *
 * <p>Not for several threads. A task that goes beyond its {@link Limits} ends with a {@link DdxException}
 * of kind LIMIT; the time counts from the making of the kernel.
 */
public final class Kernel {

    private static final int FEW_DIGITS = 20;
    /** For the proof that a value is 0. */
    private static final long WORK_FOR_ZERO = 1_000_000;

    private final Dag dag;
    private final ExprReader reader;
    private final Differentiator differentiator;

    public Kernel(FunctionTable functions, Limits limits) {
        this(functions, limits, false);
    }

    /** @param complex whether an odd root of a negative number is its principal value, not the real one */
    public Kernel(FunctionTable functions, Limits limits, boolean complex) {
        dag = new Dag(functions, limits, complex);
        reader = new ExprReader(dag);
        differentiator = new Differentiator(dag);
    }

    /**
     * Loads what computes with many digits. A thread that is interrupted while it is the first to load it spoils it for all
     * others: who interrupts threads, and goes on, calls this before.
     */
    public static void loadArithmetic() {
        ApcomplexMath.exp(new Apcomplex(ApfloatMath.pi(FEW_DIGITS)));
        ApintMath.factorial(FEW_DIGITS);
    }

    public Dag dag() {
        return dag;
    }

    /** The node of an expression. Derivatives in it are carried out. */
    public int read(Expr e) {
        return reader.read(e);
    }

    public int symbol(String name) {
        return dag.symbol(name);
    }

    public Expr write(int node) {
        return new ExprWriter(dag).write(node);
    }

    /** Expressions in which what the nodes share is the same object. */
    public List<Expr> writeAll(int... nodes) {
        return new ExprWriter(dag).writeAll(nodes);
    }

    /** Expressions with a name for each part that is used more than once. */
    public Abbreviated abbreviate(int... nodes) {
        return Abbreviated.of(writeAll(nodes));
    }

    /**
     * The derivative by a symbol, by forward differentiation: linear in the nodes below {@code node}.
     *
     * @throws DdxException of kind NOT_DIFFERENTIABLE if the derivative of a function in it is not known
     */
    public int derivative(int node, int symbol) {
        return differentiator.derivative(node, symbol);
    }

    /**
     * The derivative of an order, which is not negative. Derivatives that come round again, such as those of e^x
     * and sin x, or end in 0, cost one round however large the order is.
     */
    public int derivative(int node, int symbol, int order) {
        int d = node;
        Map<Integer, Integer> met = new HashMap<>();
        for (int k = 0; k < order; k++) {
            Integer before = met.put(d, k);
            if (before != null) {
                int left = (order - k) % (k - before);
                for (int i = 0; i < left; i++) {
                    d = differentiator.derivative(d, symbol);
                }
                return d;
            }
            dag.budget().look();
            d = differentiator.derivative(d, symbol);
        }
        return d;
    }

    /**
     * All partial derivatives, by reverse differentiation: at most five times the operations of the
     * function itself, however many symbols there are.
     */
    public Gradient gradient(int node, int... symbols) {
        return new Reverse(dag).gradient(node, symbols);
    }

    /**
     * The partial derivatives of the sum of the products of the nodes and their adjoints, by reverse differentiation:
     * what a backward pass computes from the derivatives of something by the values of the nodes.
     */
    public Pullback pullback(int[] nodes, int[] adjoints, int... symbols) {
        return new Reverse(dag).pullback(nodes, adjoints, symbols);
    }

    /** The derivative of each node by each symbol; 0 is known without computing where a symbol does not occur. */
    public int[][] jacobian(int[] nodes, int... symbols) {
        int[][] out = new int[nodes.length][symbols.length];
        int[][] occurring = occurring(nodes, symbols);
        for (int[] row : out) {
            Arrays.fill(row, dag.zero);
        }
        for (int j = 0; j < symbols.length; j++) {
            for (int i : occurring[j]) {
                out[i][j] = differentiator.derivative(nodes[i], symbols[j]);
            }
        }
        return out;
    }

    /**
     * The second partial derivatives that are not known to be zero, by forward differentiation of the
     * gradient: of each component by the symbols that occur in it.
     */
    public Hessian hessian(int node, int... symbols) {
        Gradient gradient = gradient(node, symbols);
        int[][] occurring = occurring(gradient.partials(), symbols);
        int[][] rows = new int[symbols.length][];
        int[][] entries = new int[symbols.length][];
        for (int j = 0; j < symbols.length; j++) {
            int[] row = new int[occurring[j].length];
            int[] entry = new int[row.length];
            int count = 0;
            for (int i : occurring[j]) {
                int d = differentiator.derivative(gradient.partials()[i], symbols[j]);
                if (i <= j && d != dag.zero) {
                    row[count] = i;
                    entry[count++] = d;
                }
            }
            rows[j] = Arrays.copyOf(row, count);
            entries[j] = Arrays.copyOf(entry, count);
        }
        return new Hessian(gradient, rows, entries, dag.zero);
    }

    /** For each symbol the places of the nodes in which it occurs. */
    private int[][] occurring(int[] nodes, int[] symbols) {
        int[] counts = new int[symbols.length];
        int[][] out = new int[symbols.length][4];
        Occurrences occurrences = new Occurrences(dag, symbols);
        for (int i = 0; i < nodes.length; i++) {
            for (int j : occurrences.in(nodes[i])) {
                if (counts[j] == out[j].length) {
                    out[j] = Arrays.copyOf(out[j], counts[j] * 2);
                }
                out[j][counts[j]++] = i;
            }
        }
        for (int j = 0; j < symbols.length; j++) {
            out[j] = Arrays.copyOf(out[j], counts[j]);
        }
        return out;
    }

    /** The operations that evaluate the nodes together, what they share counted once. */
    public Operations operations(int... nodes) {
        return Operations.of(dag, nodes);
    }

    /** How many nodes the given ones need, themselves among them. */
    public int count(int... nodes) {
        return Tape.reachable(dag, nodes).length;
    }

    /**
     * The function of the symbols, and its gradient, as bytecode. Needs {@code org.ow2.asm:asm} on the class path.
     *
     * @throws DdxException of kind USAGE if it holds another symbol or a function that has no numeric value
     */
    public CompiledFunction compile(int node, int... symbols) {
        return Compiler.compile(dag, node, symbols);
    }

    /**
     * What compiled code executes to compute the nodes: what they share once, and once what the products have in common.
     */
    public Program program(int... nodes) {
        return Lowering.program(CommonFactors.shared(dag, new Calls(dag).unfolded(nodes)));
    }

    /**
     * The operations that compute expressions as they are written, with names for what is computed before.
     *
     * @param definitions names and what they stand for, in terms of symbols and of earlier names
     * @param results in terms of symbols and names
     */
    public Program program(Map<Sym, Expr> definitions, List<Expr> results) {
        return StatementLowering.program(this, definitions, results);
    }

    /** A function to evaluate without bytecode; slower than {@link #compile}, ready at once. */
    public TapeEvaluator evaluator(int... nodes) {
        return new TapeEvaluator(Tape.of(dag, new Calls(dag).unfolded(nodes)));
    }

    /**
     * The real value to a number of significant decimal digits; empty where there is none: outside the real
     * domain, at a pole, of a symbol that is not given. Each node is computed once a pass, in passes of growing
     * precision until the digits are certain; a value of 0 means 0, or a number nearer to 0 than that precision
     * could tell (below 10^-(digits/2+100)).
     *
     * @param at what the symbols stand for, taken as exact
     * @throws DdxException of kind LIMIT if the digits cannot be told, or take more than the limits on bits and
     *         time; USAGE for a function that has no value in any precision
     */
    public Optional<Apfloat> evaluate(int node, int digits, Map<Integer, Apfloat> at) {
        return Optional.ofNullable((Apfloat) precise(node, false, given(at)).evaluate(digits));
    }

    /**
     * The complex value, to a number of digits of its modulus; powers, roots, logarithms and inverse functions
     * have their principal values. Roots of numbers with an odd index have been taken over the reals when the
     * graph was made, so that (-8)^(1/3) is -2 here too. Otherwise like {@link #evaluate}.
     */
    public Optional<Apcomplex> evaluateComplex(int node, int digits, Map<Integer, ? extends Apcomplex> at) {
        return Optional.ofNullable(precise(node, true, given(at)).evaluate(digits));
    }

    /**
     * Like {@link #evaluate}, at what nodes without symbols stand for, in every precision that is needed; the value is 0
     * only where it is proved to be 0.
     *
     * @throws DdxException of kind LIMIT also where it is not decided whether the value is 0
     */
    public Optional<Apfloat> evaluateAt(int node, int digits, Map<Integer, Integer> at) {
        return Optional.ofNullable((Apfloat) precise(node, false, closed(at, false)).evaluateCertainly(digits, isZeroAt(at)));
    }

    /** Like {@link #evaluateComplex}, at what nodes without symbols stand for; otherwise like {@link #evaluateAt}. */
    public Optional<Apcomplex> evaluateComplexAt(int node, int digits, Map<Integer, Integer> at) {
        return Optional.ofNullable(precise(node, true, closed(at, true)).evaluateCertainly(digits, isZeroAt(at)));
    }

    private IntPredicate isZeroAt(Map<Integer, Integer> at) {
        Facts facts = new Facts(dag.functions(), Assumptions.NONE.withComplex(dag.isComplex()));
        Substitution there = new Substitution(dag, at);
        return node -> {
            try {
                return new ZeroTest(dag, facts, WORK_FOR_ZERO).isZero(there.apply(node));
            } catch (DdxException notDecided) {
                dag.budget().look();
                return false;
            }
        };
    }

    private static Map<Integer, LongFunction<Apcomplex>> given(Map<Integer, ? extends Apcomplex> at) {
        Map<Integer, LongFunction<Apcomplex>> out = new HashMap<>();
        at.forEach((symbol, value) -> out.put(symbol, p -> value.precision(Apfloat.INFINITE)));
        return out;
    }

    private Map<Integer, LongFunction<Apcomplex>> closed(Map<Integer, Integer> at, boolean complex) {
        IntPredicate isZero = isZeroAt(Map.of());
        Map<Integer, LongFunction<Apcomplex>> out = new HashMap<>();
        at.forEach((symbol, node) -> {
            Apfloat decimal = dag.isNumber(node) ? Decimal.exactly(dag.numbers().rational(dag.numberIndex(node))) : null;
            PreciseEvaluator value = decimal == null ? precise(node, complex, Map.of()) : null;
            out.put(symbol, decimal != null ? p -> decimal : p -> value.known(p, isZero));
        });
        return out;
    }

    private PreciseEvaluator precise(int node, boolean complex, Map<Integer, LongFunction<Apcomplex>> at) {
        return new PreciseEvaluator(Tape.of(dag, new Calls(dag).unfolded(node)), complex, at);
    }

    /** Forgets the nodes that were made since the mark. */
    public void reset(Dag.Mark mark) {
        differentiator.forget();
        dag.reset(mark);
    }
}
