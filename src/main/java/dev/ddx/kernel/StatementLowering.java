package dev.ddx.kernel;

import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns expressions into a {@link Program} that computes them in the order in which they are written. */
final class StatementLowering {

    private static final int NO_VALUE = -1;

    private final Kernel kernel;
    private final Dag dag;
    private final OperationList list;
    private final Map<Expr, Integer> known = new HashMap<>();

    private StatementLowering(Kernel kernel) {
        this.kernel = kernel;
        this.dag = kernel.dag();
        this.list = new OperationList(dag);
    }

    /**
     * @param definitions names and what they stand for, in terms of symbols and of earlier names
     * @param results in terms of symbols and names
     */
    static Program program(Kernel kernel, Map<Sym, Expr> definitions, List<Expr> results) {
        StatementLowering l = new StatementLowering(kernel);
        definitions.forEach((name, e) -> l.known.put(name, l.lower(e)));
        return l.list.program(results.stream().mapToInt(l::lower).toArray());
    }

    private int lower(Expr e) {
        return e.fold(known, (node, operands) -> {
            if (node.isConstant() && !(node instanceof Relation)) {
                return list.constant(kernel.read(node));
            }
            return switch (node) {
                case Sym s -> list.add(new Operation.Input(kernel.symbol(s.name())));
                case Sum s -> sum(s, operands);
                case Product p -> product(operands);
                case Quotient q -> list.binary(Operation.Arithmetic.DIVIDE, operands.get(0), operands.get(1));
                case Neg n -> list.add(new Operation.Negation(operands.get(0)));
                case Power p -> power(p, operands);
                case Call c -> call(c, operands);
                case Piecewise p -> piecewise(p);
                case Relation r -> NO_VALUE;
                default -> throw StraightLine.notComputed(node);
            };
        });
    }

    private int sum(Sum s, List<Integer> operands) {
        int small = exponentialLessOne(s, operands);
        if (small != NO_VALUE) {
            return small;
        }
        int first = 0;
        for (int k = operands.size() - 1; k >= 0; k--) {
            first = s.terms().get(k) instanceof Neg ? first : k;
        }
        int sum = operands.get(first);
        for (int k = 0; k < operands.size(); k++) {
            if (k != first) {
                sum = s.terms().get(k) instanceof Neg n ? list.binary(Operation.Arithmetic.SUBTRACT, sum, lower(n.operand()))
                        : list.binary(Operation.Arithmetic.ADD, sum, operands.get(k));
            }
        }
        return sum;
    }

    /** The difference of an exponential and 1, which loses nothing as a function of its own; else no value. */
    private int exponentialLessOne(Sum s, List<Integer> operands) {
        boolean lessOne = s.terms().size() == 2 && s.terms().get(1) instanceof Neg n && n.operand().equals(Num.ONE);
        return lessOne && list.get(operands.get(0)) instanceof Operation.Function f && f.name().equals("exp")
                ? list.function("expm1", f.arguments().get(0)) : NO_VALUE;
    }

    private int product(List<Integer> operands) {
        int product = operands.get(0);
        for (int o : operands.subList(1, operands.size())) {
            product = list.multiply(product, o);
        }
        return product;
    }

    private int power(Power p, List<Integer> operands) {
        if (p.base().equals(Const.E)) {
            return list.function("exp", operands.get(1));
        }
        Rational n = Rational.fromLiteral(p.exponent());
        if (n == null) {
            return list.function("pow", operands.get(0), operands.get(1));
        }
        if (n.signum() == 0) {
            return list.constant(dag.one);
        }
        return n.signum() > 0 ? list.power(operands.get(0), n)
                : list.binary(Operation.Arithmetic.DIVIDE, list.constant(dag.one), list.power(operands.get(0), n.negate()));
    }

    private int call(Call c, List<Integer> operands) {
        FunctionDeclaration f = c.isDerivative() ? null : dag.functions().lookup(c.name(), operands.size());
        if (f != null && f.isDefinition() && NumericFunctions.of(f.name(), operands.size()) == null) {
            return lower(f.instantiate(f.body(), c.arguments()));
        }
        String name = f == null ? c.name() : f.name();
        if (name.equals("ln") && operands.size() == 1 && list.get(operands.get(0)) instanceof Operation.Binary b
                && b.operator() == Operation.Arithmetic.ADD) {
            int one = list.constant(dag.one);
            if (b.left() == one || b.right() == one) {
                return list.function("log1p", b.left() == one ? b.right() : b.left());
            }
        }
        return list.call(name, c.isDerivative(), operands);
    }

    private int piecewise(Piecewise p) {
        List<Piecewise.Branch> branches = p.branches();
        int otherwise = list.add(new Operation.Undefined());
        for (Piecewise.Branch b : branches.reversed()) {
            if (b.condition() == null) {
                otherwise = lower(b.value());
                continue;
            }
            Relation r = (Relation) b.condition();
            List<Operation.Comparison> conditions = new ArrayList<>();
            for (int k = 0; k < r.ops().size(); k++) {
                conditions.add(new Operation.Comparison(r.ops().get(k), lower(r.operands().get(k)), lower(r.operands().get(k + 1))));
            }
            otherwise = list.add(new Operation.Choice(conditions, lower(b.value()), otherwise));
        }
        return otherwise;
    }
}
