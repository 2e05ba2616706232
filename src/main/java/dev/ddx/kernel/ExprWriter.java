package dev.ddx.kernel;

import dev.ddx.expr.Binder;
import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Piecewise;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Turns nodes of a {@link Dag} into expressions: what is shared in the graph is the same object in the
 * expression. Negative exponents become denominators, terms stand by falling degree.
 */
final class ExprWriter {

    private final Dag dag;
    private final Map<Integer, ? extends Expr> names;
    private final Map<Integer, Sym> bound = new HashMap<>();

    ExprWriter(Dag dag) {
        this(dag, Map.of());
    }

    /** @param names expressions that stand for nodes */
    ExprWriter(Dag dag, Map<Integer, ? extends Expr> names) {
        this.dag = dag;
        this.names = names;
    }

    Expr write(int root) {
        return writeAll(root).get(0);
    }

    List<Expr> writeAll(int... roots) {
        Tape tape = Tape.of(dag, roots);
        nameBound(tape);
        Expr[] written = new Expr[tape.length()];
        int[] degree = new int[tape.length()];
        for (int i = 0; i < written.length; i++) {
            degree[i] = degree(tape, i, degree);
            Expr name = names.get(tape.node(i));
            written[i] = name != null ? name : expression(tape, i, written, degree);
        }
        List<Expr> out = new ArrayList<>();
        for (int r = 0; r < roots.length; r++) {
            out.add(written[tape.root(r)]);
        }
        return out;
    }

    /** Gives each bound variable a name that no other symbol has. */
    private void nameBound(Tape tape) {
        Set<Sym> taken = new HashSet<>();
        for (int i = 0; i < tape.length(); i++) {
            if (tape.kind(i) == Dag.SYMBOL && !dag.binders().isBound(tape.node(i))) {
                taken.add(Sym.of(dag.name(tape.node(i))));
            }
        }
        for (int i = 0; i < tape.length(); i++) {
            if (tape.kind(i) == Dag.SYMBOL && dag.binders().isBound(tape.node(i))) {
                Sym name = Sym.of(dag.binders().nameOf(tape.node(i)));
                Sym free = taken.contains(name) ? name.other(taken) : name;
                taken.add(free);
                bound.put(tape.node(i), free);
            }
        }
    }

    /** The degree as far as it shows: sums count as 0. */
    private int degree(Tape tape, int i, int[] degree) {
        int kind = tape.kind(i);
        if (kind == Dag.SYMBOL) {
            return 1;
        }
        if (kind == Dag.PRODUCT) {
            int sum = 0;
            for (int k = 0; k < tape.arity(i); k++) {
                sum += degree[tape.argument(i, k)];
            }
            return sum;
        }
        if (kind == Dag.POWER) {
            int exponent = tape.node(tape.argument(i, 1));
            boolean small = dag.isNumber(exponent) && dag.numbers().isInt(dag.numberIndex(exponent));
            return small ? degree[tape.argument(i, 0)] * dag.numbers().intValue(dag.numberIndex(exponent)) : 0;
        }
        return 0;
    }

    private Expr expression(Tape tape, int i, Expr[] written, int[] degree) {
        int node = tape.node(i);
        return switch (Dag.Kind.of(tape.kind(i))) {
            case NUMBER -> dag.numbers().rational(dag.numberIndex(node)).toExpr();
            case SYMBOL -> bound.containsKey(node) ? bound.get(node) : Sym.of(dag.name(node));
            case CONSTANT -> Const.of(dag.name(node));
            case SUM -> sum(tape, i, written, degree);
            case PRODUCT -> product(tape, i, written);
            case POWER -> power(tape, i, written);
            case CALL -> Call.of(dag.operator(node).name(), dag.operator(node).orders(), arguments(tape, i, written));
            case PIECEWISE -> {
                List<Expr> parts = arguments(tape, i, written);
                List<Piecewise.Branch> branches = new ArrayList<>();
                for (int k = 0; k < parts.size(); k += 2) {
                    branches.add(new Piecewise.Branch(parts.get(k), k + 1 < parts.size() ? (Relation) parts.get(k + 1) : null));
                }
                yield Piecewise.of(branches);
            }
            case RELATION -> Relation.of(arguments(tape, i, written), dag.relationOps(node));
            case BINDER -> Binder.of(Binders.NOTATIONS.get(dag.binderLabel(node)), arguments(tape, i, written));
        };
    }

    private static List<Expr> arguments(Tape tape, int i, Expr[] written) {
        List<Expr> out = new ArrayList<>(tape.arity(i));
        for (int k = 0; k < tape.arity(i); k++) {
            out.add(written[tape.argument(i, k)]);
        }
        return out;
    }

    private record Term(Expr expression, Expr magnitude, long[] key, int degree) implements Comparable<Term> {

        @Override
        public int compareTo(Term other) {
            int c = Integer.compare(other.degree, degree);
            c = c != 0 ? c : ExprOrder.Keys.compare(key, other.key);
            c = c != 0 ? c : ExprOrder.INSTANCE.compare(magnitude, other.magnitude);
            return c != 0 ? c : ExprOrder.INSTANCE.compare(expression, other.expression);
        }
    }

    private static Expr sum(Tape tape, int i, Expr[] written, int[] degree) {
        Term[] terms = new Term[tape.arity(i)];
        ExprOrder.Keys keys = new ExprOrder.Keys();
        for (int k = 0; k < terms.length; k++) {
            int place = tape.argument(i, k);
            Expr e = written[place];
            Expr magnitude = e instanceof Neg n ? n.operand() : e;
            terms[k] = new Term(e, magnitude, keys.of(magnitude), tape.kind(place) == Dag.NUMBER ? Integer.MIN_VALUE : degree[place]);
        }
        Arrays.sort(terms);
        // A sum begins with a positive term where it has one, unless that were out of all order.
        if (terms[0].expression() instanceof Neg && terms.length == 2 && !(terms[1].expression() instanceof Neg)) {
            Term t = terms[0];
            terms[0] = terms[1];
            terms[1] = t;
        }
        Expr[] sorted = new Expr[terms.length];
        for (int k = 0; k < terms.length; k++) {
            sorted[k] = terms[k].expression;
        }
        return Sum.of(sorted);
    }

    private static int rank(Expr e) {
        return switch (e) {
            case Num n -> 0;
            case Const c -> 1;
            case Sym s -> 2;
            case Power p -> p.exponent() instanceof Num ? rank(p.base()) : 3;
            case Call c -> 4;
            case Sum s -> 6;
            default -> 5;
        };
    }

    private static int compareFactors(Expr a, Expr b) {
        int c = Integer.compare(rank(a), rank(b));
        c = c != 0 ? c : ExprOrder.INSTANCE.compare(base(a), base(b));
        return c != 0 ? c : ExprOrder.INSTANCE.compare(a, b);
    }

    private static Expr base(Expr e) {
        return e instanceof Power p && p.base() != Const.E ? p.base() : e;
    }

    private Expr product(Tape tape, int i, Expr[] written) {
        Rational coefficient = dag.numbers().rational(dag.coefficient(tape.node(i)));
        List<Expr> above = new ArrayList<>();
        List<Expr> below = new ArrayList<>();
        for (int k = dag.firstFactor(tape.node(i)); k < tape.arity(i); k++) {
            place(tape, tape.argument(i, k), written, above, below);
        }
        above.sort(ExprWriter::compareFactors);
        below.sort(ExprWriter::compareFactors);
        Rational magnitude = coefficient.abs().times(roots(tape, i, coefficient.denominator(), above, below));
        if (!magnitude.numerator().equals(BigInteger.ONE)) {
            above.add(0, Num.of(magnitude.numerator()));
        }
        if (!magnitude.isInteger()) {
            below.add(0, Num.of(magnitude.denominator()));
        }
        Expr e = below.isEmpty() ? Product.join(above) : Quotient.of(Product.join(above), Product.join(below));
        return coefficient.signum() < 0 ? Neg.of(e) : e;
    }

    /** Puts roots of numbers with the same exponent together, below where that saves a division; returns what they change about the coefficient. */
    private Rational roots(Tape tape, int product, BigInteger divisor, List<Expr> above, List<Expr> below) {
        Map<Rational, Rational> up = null;
        Map<Rational, Rational> down = null;
        Rational change = Rational.ONE;
        for (int k = dag.firstFactor(tape.node(product)); k < tape.arity(product); k++) {
            int place = tape.argument(product, k);
            if (!isRootOfNumber(tape, place)) {
                continue;
            }
            if (up == null) {
                up = new TreeMap<>();
                down = new TreeMap<>();
            }
            Rational base = dag.numbers().rational(dag.numberIndex(dag.argument(tape.node(place), 0)));
            Rational exponent = dag.numbers().rational(dag.numberIndex(dag.argument(tape.node(place), 1)));
            if (divisor.mod(base.numerator()).signum() == 0) {
                change = change.times(base);
                down.merge(Rational.ONE.minus(exponent), base, Rational::times);
            } else {
                up.merge(exponent, base, Rational::times);
            }
        }
        if (up == null) {
            return change;
        }
        up.forEach((exponent, base) -> above.add(0, Power.of(base.toExpr(), exponent.toExpr())));
        down.forEach((exponent, base) -> below.add(0, Power.of(base.toExpr(), exponent.toExpr())));
        return change;
    }

    private boolean isRootOfNumber(Tape tape, int place) {
        int node = tape.node(place);
        return tape.kind(place) == Dag.POWER && dag.isNumber(dag.argument(node, 0)) && dag.isNumber(dag.argument(node, 1))
                && !names.containsKey(node) && dag.numbers().rational(dag.numberIndex(dag.argument(node, 0))).isInteger()
                && dag.numbers().signum(dag.numberIndex(dag.argument(node, 0))) > 0
                && !dag.numbers().isInteger(dag.numberIndex(dag.argument(node, 1)));
    }

    private void place(Tape tape, int factor, Expr[] written, List<Expr> above, List<Expr> below) {
        if (isRootOfNumber(tape, factor)) {
            return;
        }
        Expr inverse = inverse(tape, factor, written);
        if (inverse != null) {
            below.add(inverse);
        } else {
            above.add(written[factor]);
        }
    }

    /** b^(−r) turned into b^r for a number r &gt; 0, or null for what is not of this form. */
    private Expr inverse(Tape tape, int place, Expr[] written) {
        if (tape.kind(place) != Dag.POWER || names.containsKey(tape.node(place))) {
            return null;
        }
        int exponent = tape.node(tape.argument(place, 1));
        if (!dag.isNumber(exponent) || dag.numbers().signum(dag.numberIndex(exponent)) > 0
                || tape.node(tape.argument(place, 0)) == dag.e) {
            return null;
        }
        Rational r = dag.numbers().rational(dag.numberIndex(exponent)).negate();
        Expr base = written[tape.argument(place, 0)];
        return r.isOne() ? base : Power.of(base, r.toExpr());
    }

    private Expr power(Tape tape, int i, Expr[] written) {
        Expr inverse = inverse(tape, i, written);
        return inverse != null ? Quotient.of(Num.ONE, inverse)
                : Power.of(written[tape.argument(i, 0)], written[tape.argument(i, 1)]);
    }
}
