package dev.ddx.kernel;

import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apfloat.Apcomplex;

/**
 * What is executed to compute some values in double precision: operations in order, each needed by a result or by a
 * later operation. Bytecode, generated source and operation counts are all made from it.
 */
public final class Program {

    /** Digits to which constants are computed before they are rounded. */
    private static final int DIGITS = 40;

    private final Dag dag;
    private final List<Operation> operations;
    private final int[] results;
    private final Map<Integer, Double> values = new HashMap<>();

    private Program(Dag dag, List<Operation> operations, int[] results) {
        this.dag = dag;
        this.operations = operations;
        this.results = results;
    }

    /** The operations of a list that the results need. */
    static Program of(Dag dag, List<Operation> all, int[] results) {
        boolean[] needed = new boolean[all.size()];
        for (int r : results) {
            needed[r] = true;
        }
        for (int i = all.size() - 1; i >= 0; i--) {
            if (needed[i]) {
                all.get(i).operands(a -> needed[a] = true);
            }
        }
        int[] number = new int[all.size()];
        List<Operation> operations = new ArrayList<>();
        for (int i = 0; i < number.length; i++) {
            if (needed[i]) {
                number[i] = operations.size();
                operations.add(all.get(i).renumbered(a -> number[a]));
            }
        }
        return new Program(dag, List.copyOf(operations), Arrays.stream(results).map(r -> number[r]).toArray());
    }

    public int size() {
        return operations.size();
    }

    public Operation operation(int i) {
        return operations.get(i);
    }

    public int resultCount() {
        return results.length;
    }

    /** The number of the operation that gives the r-th result. */
    public int result(int r) {
        return results[r];
    }

    /** The name of a symbol. */
    public String name(Operation.Input input) {
        return dag.name(input.symbol());
    }

    public Expr expression(Operation.Constant constant) {
        return new ExprWriter(dag).write(constant.node());
    }

    /** Whether a constant is a rational number. */
    public boolean isNumber(Operation.Constant constant) {
        return dag.isNumber(constant.node());
    }

    /**
     * The nearest double; NaN if it has no real value.
     *
     * @throws DdxException of kind USAGE if it is beyond the range of doubles
     */
    public double value(Operation.Constant constant) {
        Double known = values.get(constant.node());
        if (known == null) {
            known = value(constant.node());
            values.put(constant.node(), known);
        }
        return known;
    }

    private double value(int node) {
        for (int part : Tape.reachable(dag, node)) {
            if (dag.kind(part) == Dag.CONSTANT && dag.name(part).equals("i")) {
                throw new DdxException(DdxException.Kind.USAGE, "a function that holds i is not real");
            }
        }
        double value;
        boolean zero;
        if (dag.isNumber(node)) {
            value = dag.numbers().doubleValue(dag.numberIndex(node));
            zero = node == dag.zero;
        } else if (node == dag.e) {
            return Math.E;
        } else {
            Apcomplex exact = new PreciseEvaluator(Tape.of(dag, new Calls(dag).unfolded(node)), false, Map.of()).evaluate(DIGITS);
            if (exact == null) {
                return Double.NaN;
            }
            zero = exact.real().signum() == 0;
            value = zero ? 0 : new BigDecimal(exact.real().toString()).doubleValue();
        }
        if (Double.isInfinite(value) || value == 0 && !zero) {
            throw new DdxException(DdxException.Kind.USAGE, "a constant is too " + (value == 0 ? "small" : "large")
                    + " for double precision");
        }
        return value;
    }

    /** How often each operation is an operand or a result. */
    int[] uses() {
        int[] uses = new int[operations.size()];
        operations.forEach(o -> o.operands(a -> uses[a]++));
        for (int r : results) {
            uses[r]++;
        }
        return uses;
    }

    /**
     * The operations whose values get a name: those that are used more than once, and of an expression of more than
     * that many operations parts of it.
     */
    public boolean[] kept(int mostOperations) {
        int[] uses = uses();
        boolean[] kept = new boolean[operations.size()];
        int[] size = new int[operations.size()];
        for (int i = 0; i < kept.length; i++) {
            Operation o = operations.get(i);
            kept[i] = uses[i] > 1 && !o.isAtom();
            int[] own = {1, -1};
            o.operands(a -> {
                own[0] += kept[a] ? 0 : size[a];
                own[1] = own[1] < 0 || !kept[a] && size[a] > size[own[1]] ? a : own[1];
            });
            while (own[0] > mostOperations && own[1] >= 0 && !kept[own[1]] && size[own[1]] > 1) {
                kept[own[1]] = true;
                own[0] -= size[own[1]];
                own[1] = -1;
                o.operands(a -> own[1] = !kept[a] && (own[1] < 0 || size[a] > size[own[1]]) ? a : own[1]);
            }
            size[i] = own[0];
        }
        return kept;
    }

    /** The operations that are executed. */
    public Operations operations() {
        boolean[] all = new boolean[operations.size()];
        Arrays.fill(all, true);
        return operations(all);
    }

    /** How many of the operations that are marked are of each kind. */
    public Operations operations(boolean[] which) {
        long additions = 0;
        long multiplications = 0;
        long functions = 0;
        for (int i = 0; i < which.length; i++) {
            if (!which[i]) {
                continue;
            }
            switch (operations.get(i)) {
                case Operation.Binary b when b.operator() == Operation.Arithmetic.ADD || b.operator() == Operation.Arithmetic.SUBTRACT -> additions++;
                case Operation.Binary b -> multiplications++;
                case Operation.Negation n -> additions++;
                case Operation.Function f -> functions++;
                case Operation.RationalPower p -> functions++;
                default -> { }
            }
        }
        return new Operations(additions, multiplications, functions);
    }
}
