package dev.ddx.kernel;

import dev.ddx.expr.DdxException;
import dev.ddx.expr.Rational;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sums, products and integrals in a {@link Dag}. The bound variable of each is a symbol that cannot be typed and that
 * depends on how deep binders are nested below alone: so two that differ in the names of their variables are one node, and
 * nothing that is put in can be captured.
 */
public final class Binders {

    static final List<String> NOTATIONS = List.of("integral", "sum", "product");
    static final int INTEGRAL = 0;
    static final int SUM = 1;
    static final int PRODUCT = 2;

    private static final String BOUND = "#";
    /** Up to so many terms or factors are written out. */
    private static final int FEW = 64;

    private final Dag dag;
    /** The names by which bound symbols were typed first. */
    private final Map<Integer, String> names = new HashMap<>();

    Binders(Dag dag) {
        this.dag = dag;
    }

    boolean isBound(int symbol) {
        return dag.kind(symbol) == Dag.SYMBOL && dag.name(symbol).startsWith(BOUND);
    }

    /** How a bound symbol was called where it was read first. */
    String nameOf(int bound) {
        return names.getOrDefault(bound, "k");
    }

    /** The binder over a symbol, which is bound in the operand. */
    int bind(int label, int operand, int symbol, int from, int to) {
        if (isBound(symbol)) {
            return of(label, new int[] {operand, symbol, from, to});
        }
        int depth = 1;
        for (int node : Tape.reachable(dag, operand)) {
            if (dag.kind(node) == Dag.BINDER) {
                depth = Math.max(depth, 1 + Integer.parseInt(dag.name(dag.argument(node, 1)).substring(BOUND.length())));
            }
        }
        int bound = dag.symbol(BOUND + depth);
        names.putIfAbsent(bound, dag.name(symbol));
        return of(label, new int[] {new Substitution(dag, Map.of(symbol, bound)).apply(operand), bound, from, to});
    }

    /** @param parts operand, bound symbol and limits */
    int of(int label, int[] parts) {
        int operand = parts[0];
        if (operand == dag.zero && label != PRODUCT) {
            return dag.zero;
        }
        if (label == INTEGRAL) {
            return parts[2] == parts[3] ? dag.zero : dag.binder(label, parts);
        }
        Rational terms = count(parts[2], parts[3]);
        if (terms == null || terms.minus(Rational.of(FEW)).signum() > 0) {
            return terms == null || occurs(parts[1], operand) ? dag.binder(label, parts)
                    : label == SUM ? dag.product(dag.number(terms), operand) : dag.power(operand, dag.number(terms));
        }
        int count = terms.numerator().intValue();
        Rational first = count == 0 ? null : dag.numbers().rational(dag.numberIndex(parts[2]));
        int[] written = new int[count];
        for (int i = 0; i < count; i++) {
            written[i] = new Substitution(dag, Map.of(parts[1], dag.number(first.plus(Rational.of(i))))).apply(operand);
        }
        return label == SUM ? dag.sum(written) : dag.product(written);
    }

    private boolean occurs(int symbol, int operand) {
        for (int node : Tape.reachable(dag, operand)) {
            if (node == symbol) {
                return true;
            }
        }
        return false;
    }

    /** How many integers there are from one node to another, null where that is not known. */
    private Rational count(int from, int to) {
        int difference = dag.subtract(to, from);
        if (!dag.isNumber(difference)) {
            return null;
        }
        Rational n = dag.numbers().rational(dag.numberIndex(difference));
        if (!n.isInteger()) {
            return null;
        }
        if (n.signum() < 0) {
            return Rational.ZERO;
        }
        boolean whole = dag.isNumber(from) && dag.numbers().isInteger(dag.numberIndex(from));
        return whole ? n.plus(Rational.ONE) : null;
    }

    /**
     * The derivative of a binder by a symbol that is not bound in it: the Leibniz rule for an integral, term by term for a
     * sum of finitely many terms, and for a product the product times the sum of logarithmic derivatives.
     *
     * @param d the derivatives of operand, (nothing,) lower and upper limit
     * @throws DdxException of kind NOT_DIFFERENTIABLE for an infinite range, and a sum or product over one that depends on the symbol
     */
    int derivative(int node, int[] d) {
        int label = dag.binderLabel(node);
        int operand = dag.argument(node, 0);
        int bound = dag.argument(node, 1);
        int from = dag.argument(node, 2);
        int to = dag.argument(node, 3);
        if (isInfinite(from) || isInfinite(to)) {
            throw infinite(NOTATIONS.get(label));
        }
        if (label != INTEGRAL && (d[2] != dag.zero || d[3] != dag.zero)) {
            throw movingRange(NOTATIONS.get(label));
        }
        int inner = label == PRODUCT ? dag.divide(d[0], operand) : d[0];
        int under = of(label == INTEGRAL ? INTEGRAL : SUM, new int[] {inner, bound, from, to});
        if (label == PRODUCT) {
            return dag.product(node, under);
        }
        return label == SUM ? under : dag.sum(under, end(operand, bound, to, d[3]), dag.negate(end(operand, bound, from, d[2])));
    }

    private int end(int operand, int bound, int at, int slope) {
        return slope == dag.zero ? dag.zero : dag.product(new Substitution(dag, Map.of(bound, at)).apply(operand), slope);
    }

    private boolean isInfinite(int limit) {
        int infinity = dag.constant("oo");
        return limit == infinity || limit == dag.negate(infinity);
    }

    /** The refusal to differentiate under a sign over an infinite range. */
    public static DdxException infinite(String what) {
        return new DdxException(DdxException.Kind.NOT_DIFFERENTIABLE, "the derivative of an infinite " + what
                + " may be taken inside only where that converges uniformly, which is not found out here; take a finite limit, such as n");
    }

    /** The refusal to differentiate a sum or a product whose limits depend on the variable. */
    public static DdxException movingRange(String what) {
        return new DdxException(DdxException.Kind.NOT_DIFFERENTIABLE, "the number of " + (what.equals("sum") ? "terms of the sum" : "factors of the product")
                + " depends on the variable: the limits take whole numbers only, and between them there is no derivative");
    }
}
