package dev.ddx.verify;

import dev.ddx.expr.Accumulation;
import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.Derivative;
import dev.ddx.expr.EvaluatedAt;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.IndexedSum;
import dev.ddx.expr.Integral;
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
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.hipparchus.special.Erf;
import org.hipparchus.special.Gamma;

/** Values in double precision for the tests alone; derivatives are differences. Nothing of it is used by ddx. */
public final class Oracle {

    private final FunctionTable functions;

    public Oracle(FunctionTable functions) {
        this.functions = functions;
    }

    public double value(Expr e, Map<Sym, Double> at) {
        return switch (e) {
            case Num n -> n.value().doubleValue();
            case Sym s -> at.getOrDefault(s, Double.NaN);
            case Const c -> c.equals(Const.E) ? Math.E : c.equals(Const.PI) ? Math.PI : Double.NaN;
            case Sum s -> s.terms().stream().mapToDouble(t -> value(t, at)).sum();
            case Product p -> p.factors().stream().mapToDouble(t -> value(t, at)).reduce(1, (a, b) -> a * b);
            case Neg n -> -value(n.operand(), at);
            case Quotient q -> {
                double d = value(q.denominator(), at);
                yield d == 0 ? Double.NaN : value(q.numerator(), at) / d;
            }
            case Power p -> power(p, value(p.base(), at), value(p.exponent(), at));
            case Call c -> call(c, at);
            case Derivative d -> derivative(d.operand(), d.variables(), at);
            case NthDerivative d -> derivative(d.operand(), Collections.nCopies((int) value(d.order(), at), d.variable()), at);
            case EvaluatedAt a -> value(a.operand(), with(at, a.variable(), value(a.value(), at)));
            case Limit l -> limit(l, at);
            case Integral a -> integral(a, value(a.from(), at), value(a.to(), at), at);
            case Accumulation a -> overIntegers(a, value(a.from(), at), value(a.to(), at), at);
            case Piecewise p -> {
                for (Piecewise.Branch b : p.branches()) {
                    // Of what has no value a condition is neither true nor false.
                    if (b.condition() != null && b.condition().operands().stream().anyMatch(u -> Double.isNaN(value(u, at)))) {
                        yield Double.NaN;
                    }
                    if (b.condition() == null || holds(b.condition(), at)) {
                        yield value(b.value(), at);
                    }
                }
                yield Double.NaN;
            }
            case Relation r -> holds(r, at) ? 1 : 0;
        };
    }

    public boolean holds(Relation r, Map<Sym, Double> at) {
        for (int i = 0; i < r.ops().size(); i++) {
            double a = value(r.operands().get(i), at);
            double b = value(r.operands().get(i + 1), at);
            if (Double.isNaN(a) || Double.isNaN(b) || !r.ops().get(i).holds(a, b)) {
                return false;
            }
        }
        return true;
    }

    static Map<Sym, Double> with(Map<Sym, Double> at, Sym s, double value) {
        Map<Sym, Double> out = new HashMap<>(at);
        out.put(s, value);
        return out;
    }

    private double derivative(Expr f, List<Sym> variables, Map<Sym, Double> at) {
        if (variables.isEmpty()) {
            return value(f, at);
        }
        Sym x = variables.get(variables.size() - 1);
        List<Sym> inner = variables.subList(0, variables.size() - 1);
        double x0 = at.getOrDefault(x, Double.NaN);
        double here = value(f, at);
        if (Double.isNaN(here)) {
            return Double.NaN;
        }
        double h = inner.isEmpty() ? 1e-3 : 1e-2;
        DoubleUnaryOperator slope = s -> (derivative(f, inner, with(at, x, x0 + s)) - derivative(f, inner, with(at, x, x0 - s))) / (2 * s);
        // At a kink the differences to both sides differ.
        double left = (derivative(f, inner, at) - derivative(f, inner, with(at, x, x0 - 1e-6))) / 1e-6;
        double right = (derivative(f, inner, with(at, x, x0 + 1e-6)) - derivative(f, inner, at)) / 1e-6;
        if (inner.isEmpty() && !(Math.abs(left - right) < 1e-2 * Math.max(1, Math.abs(left)))) {
            return Double.NaN;
        }
        double a = slope.applyAsDouble(h);
        double b = slope.applyAsDouble(h / 2);
        double c = slope.applyAsDouble(h / 4);
        // Where it jumps nearby they have no limit.
        if (!(Math.abs(a - b) + Math.abs(b - c) < 5e-2 * Math.max(1, Math.abs(c)))) {
            return Double.NaN;
        }
        double slopeHere = (16 * (4 * c - b) / 3 - (4 * b - a) / 3) / 15;
        // Where it jumps all along, its slope over a distance is not that beside the jumps.
        if (inner.isEmpty() && !(Math.abs(slopeHere - (left + right) / 2) < 1e-2 * Math.max(1, Math.abs(slopeHere)))) {
            return Double.NaN;
        }
        // Rounding alone gives a constant that is computed, such as x*(1/x), a slope of this size.
        return inner.isEmpty() && Math.abs(slopeHere) < 1e-11 * Math.abs(here) ? 0 : slopeHere;
    }

    /** By Simpson's rule. */
    private double integral(Integral a, double from, double to, Map<Sym, Double> at) {
        int n = 400;
        double sum = 0;
        for (int i = 0; i <= n; i++) {
            sum += (i == 0 || i == n ? 1 : i % 2 == 1 ? 4 : 2) * value(a.operand(), with(at, a.variable(), from + (to - from) * i / n));
        }
        return sum * (to - from) / (3 * n);
    }

    private double overIntegers(Accumulation a, double from, double to, Map<Sym, Double> at) {
        if (from != Math.rint(from) || to != Math.rint(to)) {
            return Double.NaN;
        }
        double total = a.ofNothing().doubleValue();
        for (double k = from; k <= to; k++) {
            double v = value(a.operand(), with(at, a.variable(), k));
            total = a instanceof IndexedSum ? total + v : total * v;
        }
        return total;
    }

    /** Extrapolated from both sides; no value where they differ. */
    private double limit(Limit l, Map<Sym, Double> at) {
        double a = value(l.value(), at);
        DoubleUnaryOperator beside = s -> value(l.operand(), with(at, l.variable(), a + s));
        double gap = Math.abs(beside.applyAsDouble(1e-5) - beside.applyAsDouble(-1e-5));
        if (!(gap < 1e-2 * Math.max(1, Math.abs(beside.applyAsDouble(1e-5))))) {
            return Double.NaN;
        }
        DoubleUnaryOperator middle = s -> (beside.applyAsDouble(s) + beside.applyAsDouble(-s)) / 2;
        double first = middle.applyAsDouble(1e-2);
        double second = middle.applyAsDouble(5e-3);
        double third = middle.applyAsDouble(2.5e-3);
        return (16 * (4 * third - second) / 3 - (4 * second - first) / 3) / 15;
    }

    private static double power(Power p, double base, double exponent) {
        if (base < 0 && exponent != Math.rint(exponent)) {
            Rational r = Rational.fromLiteral(p.exponent());
            if (r == null || !r.denominator().testBit(0)) {
                return Double.NaN;
            }
            double magnitude = Math.pow(-base, exponent);
            return r.numerator().testBit(0) ? -magnitude : magnitude;
        }
        return base == 0 && exponent < 0 ? Double.NaN : Math.pow(base, exponent);
    }

    private double call(Call c, Map<Sym, Double> at) {
        double[] v = c.arguments().stream().mapToDouble(a -> value(a, at)).toArray();
        FunctionDeclaration f = functions.lookup(c.name(), v.length);
        if (c.isDerivative()) {
            Sym u = Sym.of("u");
            return v.length > 1 ? Double.NaN : derivative(Call.of(c.name(), u), Collections.nCopies(c.orders().get(0), u), Map.of(u, v[0]));
        }
        if (f != null && f.isDefinition()) {
            Map<Sym, Double> inner = new HashMap<>();
            for (int i = 0; i < v.length; i++) {
                inner.put(f.parameters().get(i), v[i]);
            }
            return value(f.body(), inner);
        }
        double x = v[0];
        return switch (c.name()) {
            case "sin" -> Math.sin(x);
            case "cos" -> Math.cos(x);
            case "tan" -> Math.tan(x);
            case "cot" -> 1 / Math.tan(x);
            case "sec" -> 1 / Math.cos(x);
            case "csc" -> 1 / Math.sin(x);
            case "asin" -> Math.asin(x);
            case "acos" -> Math.acos(x);
            case "atan" -> Math.atan(x);
            case "sinh" -> Math.sinh(x);
            case "cosh" -> Math.cosh(x);
            case "tanh" -> Math.tanh(x);
            case "asinh" -> Math.signum(x) * Math.log(Math.abs(x) + Math.sqrt(x * x + 1));
            case "sech" -> 1 / Math.cosh(x);
            case "csch" -> 1 / Math.sinh(x);
            case "coth" -> 1 / Math.tanh(x);
            case "acot" -> x == 0 ? Double.NaN : Math.atan(1 / x);
            case "asec" -> Math.acos(1 / x);
            case "acsc" -> Math.asin(1 / x);
            case "acosh" -> Math.log(x + Math.sqrt(x * x - 1));
            case "atanh" -> Math.log((1 + x) / (1 - x)) / 2;
            case "acoth" -> Math.log((x + 1) / (x - 1)) / 2;
            case "asech" -> x > 0 ? Math.log(1 / x + Math.sqrt(1 / (x * x) - 1)) : Double.NaN;
            case "acsch" -> Math.signum(x) * Math.log(1 / Math.abs(x) + Math.sqrt(1 / (x * x) + 1));
            case "ln" -> x > 0 ? Math.log(x) : Double.NaN;
            case "log" -> x > 0 ? Math.log(x) / Math.log(v[1]) : Double.NaN;
            case "abs" -> Math.abs(x);
            case "floor" -> Math.floor(x);
            case "max" -> java.util.Arrays.stream(v).reduce(x, Math::max);
            case "atan2" -> Math.atan2(x, v[1]);
            case "sign" -> Math.signum(x);
            case "cbrt" -> Math.cbrt(x);
            case "erf" -> Erf.erf(x);
            case "erfc" -> Erf.erfc(x);
            case "gamma" -> isPole(x) ? Double.NaN : Gamma.gamma(x);
            case "polygamma" -> isPole(v[1]) ? Double.NaN : x == 0 ? Gamma.digamma(v[1]) : polygamma((int) x, v[1]);
            case "lngamma" -> x > 0 ? Gamma.logGamma(x) : Double.NaN;
            case "Ei" -> x == 0 ? Double.NaN : series(k -> Math.pow(x, k) / (k * Gamma.gamma(k + 1))) + Math.log(Math.abs(x)) + Gamma.GAMMA;
            case "Si" -> series(k -> k % 2 == 0 ? 0 : Math.pow(x, k) / (k * Gamma.gamma(k + 1)) * (k % 4 == 1 ? 1 : -1));
            default -> Double.NaN;
        };
    }

    private static boolean isPole(double x) {
        return x <= 0 && x == Math.rint(x);
    }

    /** DLMF 5.15.1, with an integral for the terms that are left out. */
    private static double polygamma(int n, double x) {
        int terms = 3_000;
        double sum = IntStream.range(0, terms).mapToDouble(k -> Math.pow(x + k, -n - 1)).sum() + Math.pow(x + terms - 0.5, -n) / n;
        return (n % 2 == 0 ? -1 : 1) * Gamma.gamma(n + 1) * sum;
    }

    /** For arguments that are not large: DLMF 6.6.1, 6.6.5. */
    private static double series(IntToDoubleFunction term) {
        return IntStream.rangeClosed(1, 100).mapToDouble(term).sum();
    }
}
