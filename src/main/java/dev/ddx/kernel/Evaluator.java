package dev.ddx.kernel;

import dev.ddx.expr.Accumulation;
import dev.ddx.expr.Binder;
import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.Derivative;
import dev.ddx.expr.EvaluatedAt;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Limit;
import dev.ddx.expr.Neg;
import dev.ddx.expr.NthDerivative;
import dev.ddx.expr.Num;
import dev.ddx.expr.Piecewise;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Real values in double precision. Outside the real domain, and for what has no value (an unknown
 * function, an unbound symbol, a derivative that has not been carried out), the value is NaN.
 */
public final class Evaluator {

    /** Definitions may call definitions, this deep. */
    private static final int MAX_NESTING = 100;

    private final FunctionTable functions;

    public Evaluator(FunctionTable functions) {
        this.functions = functions;
    }

    /** The value of {@code e} where the symbols have the given values. */
    public double evaluate(Expr e, Map<Sym, Double> values) {
        return evaluate(e, values, 0);
    }

    private double evaluate(Expr e, Map<Sym, Double> values, int nesting) {
        if (nesting > MAX_NESTING) {
            return Double.NaN;
        }
        return e.<Double>fold((node, v) -> switch (node) {
            case Num n -> n.doubleValue();
            case Sym s -> values.getOrDefault(s, Double.NaN);
            case Const c -> constant(c);
            case Sum s -> sum(v);
            case Product p -> product(v);
            case Quotient q -> v.get(1) == 0 ? Double.NaN : v.get(0) / v.get(1);
            case Neg n -> -v.get(0);
            case Power p -> power(p, v.get(0), v.get(1));
            case Call c -> call(c, v, nesting);
            case Derivative d -> Double.NaN;
            case NthDerivative d -> Double.NaN;
            case Limit l -> Double.NaN;
            case EvaluatedAt at -> inside(at, v.get(2), values, nesting);
            case Accumulation a -> Accumulated.value(Binders.NOTATIONS.indexOf(a.notation()), t -> inside(a, t, values, nesting), v.get(2), v.get(3), a.operand().isFreeOf(a.variable()));
            case Piecewise p -> piecewise(v);
            case Relation r -> relation(r, v);
        });
    }

    private static double constant(Const c) {
        return c.equals(Const.E) ? Math.E : c.equals(Const.PI) ? Math.PI : c.equals(Const.INFINITY) ? Double.POSITIVE_INFINITY : Double.NaN;
    }

    /** Compensated, because the terms of a derivative often cancel. */
    private static double sum(List<Double> terms) {
        double sum = 0;
        double lost = 0;
        for (double t : terms) {
            double next = sum + t;
            lost += Math.abs(sum) >= Math.abs(t) ? (sum - next) + t : (t - next) + sum;
            sum = next;
        }
        return Double.isFinite(sum) ? sum + lost : sum;
    }

    private static double product(List<Double> factors) {
        double product = 1;
        for (double f : factors) {
            product *= f;
        }
        return product;
    }

    private static double power(Power p, double base, double exponent) {
        if (p.base().equals(Const.E)) {
            return Math.exp(exponent);
        }
        if (base == 0 && exponent < 0) {
            return Double.NaN;
        }
        if (exponent == 0.5) {
            return Math.sqrt(base);
        }
        if (base < 0 && exponent != Math.rint(exponent)) {
            // Only an exponent that is written as a fraction is known to have an odd denominator.
            Rational r = Rational.fromLiteral(p.exponent());
            if (r == null || !r.denominator().testBit(0)) {
                return Double.NaN;
            }
            double magnitude = Math.pow(-base, exponent);
            return r.numerator().testBit(0) ? -magnitude : magnitude;
        }
        return Math.pow(base, exponent);
    }

    private double call(Call c, List<Double> arguments, int nesting) {
        if (c.isDerivative()) {
            return Double.NaN;
        }
        FunctionDeclaration f = functions.lookup(c.name(), arguments.size());
        if (f == null) {
            return value(c.name(), arguments);
        }
        if (!f.isDefinition() || NumericFunctions.compute(f)) {
            return value(f.name(), arguments);
        }
        Map<Sym, Double> values = new HashMap<>();
        for (int i = 0; i < f.arity(); i++) {
            values.put(f.parameters().get(i), arguments.get(i));
        }
        return evaluate(f.body(), values, nesting + 1);
    }

    private static double value(String name, List<Double> arguments) {
        NumericFunction f = NumericFunctions.of(name, arguments.size());
        return f == null ? Double.NaN : f.at(arguments.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private double inside(Binder b, double value, Map<Sym, Double> values, int nesting) {
        Map<Sym, Double> inner = new HashMap<>(values);
        inner.put(b.variable(), value);
        return evaluate(b.operand(), inner, nesting + 1);
    }

    private static double piecewise(List<Double> parts) {
        for (int i = 0; i + 1 < parts.size(); i += 2) {
            double condition = parts.get(i + 1);
            if (Double.isNaN(condition)) {
                return Double.NaN;
            }
            if (condition != 0) {
                return parts.get(i);
            }
        }
        return parts.size() % 2 == 1 ? parts.get(parts.size() - 1) : Double.NaN;
    }

    private static double relation(Relation r, List<Double> v) {
        for (double d : v) {
            if (Double.isNaN(d)) {
                return Double.NaN;
            }
        }
        for (int i = 0; i < r.ops().size(); i++) {
            double a = v.get(i);
            double b = v.get(i + 1);
            boolean holds = r.ops().get(i).holds(a, b);
            if (!holds) {
                return 0;
            }
        }
        return 1;
    }
}
