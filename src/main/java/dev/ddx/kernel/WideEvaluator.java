package dev.ddx.kernel;

import dev.ddx.expr.Rational;
import dev.ddx.expr.Relation;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Values of a {@link Tape} to about 60 digits by {@link WideArithmetic}, for tapes of the functions that it knows. */
final class WideEvaluator {

    private static final int[] BITS = {320, 400, 900, 1100};
    /** Bits in which two computations agree; more than 60 digits. */
    private static final int AGREED = 204;

    private static final Set<String> KNOWN = Set.of("sin", "cos", "tan", "cot", "sec", "csc", "asin", "acos", "atan", "acot", "asec", "acsc", "sinh", "cosh",
            "tanh", "coth", "sech", "csch", "asinh", "acosh", "atanh", "acoth", "asech", "acsch", "ln", "abs", "sign", "erf", "erfc", "erfi", "max", "min", "cbrt",
            "exp", "sqrt", "atan2", "expm1", "log1p", "hypot");
    private static final Set<String> OF_TWO = Set.of("atan2", "hypot");

    private final Tape tape;
    private final Dag dag;
    private final Wide[] value;
    private final WideArithmetic[] arithmetic = new WideArithmetic[BITS.length];

    WideEvaluator(Tape tape) {
        this.tape = tape;
        this.dag = tape.dag();
        this.value = new Wide[tape.length()];
    }

    /** Whether every function on the tape is among those it knows. */
    static boolean evaluates(Tape tape) {
        for (int i = 0; i < tape.length(); i++) {
            if (tape.kind(i) == Dag.CALL) {
                Operator op = tape.dag().operator(tape.node(i));
                if (op.isDerivative() || !KNOWN.contains(op.name()) || tape.arity(i) > (op.name().equals("max") || op.name().equals("min") ? 9
                        : OF_TWO.contains(op.name()) ? 2 : 1)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The value of the first root; null if there is none, or it cannot be told. */
    Wide evaluate(Map<Integer, Double> at) {
        for (int k = 0; k < BITS.length; k += 2) {
            Wide a = walk(arithmetic(k), at);
            Wide b = walk(arithmetic(k + 1), at);
            if (a == null || b == null) {
                return null;
            }
            Wide difference = arithmetic(k + 1).minus(a, b);
            if (b.signum() != 0 && (difference.signum() == 0 || difference.magnitude() < b.magnitude() - AGREED)) {
                return b;
            }
        }
        return null;
    }

    private WideArithmetic arithmetic(int k) {
        if (arithmetic[k] == null) {
            arithmetic[k] = new WideArithmetic(BITS[k]);
        }
        return arithmetic[k];
    }

    private Wide walk(WideArithmetic w, Map<Integer, Double> at) {
        for (int i = 0; i < value.length; i++) {
            value[i] = value(i, w, at);
        }
        return value[tape.root(0)];
    }

    private Wide argument(int i, int k) {
        return value[tape.argument(i, k)];
    }

    private Wide value(int i, WideArithmetic w, Map<Integer, Double> at) {
        int node = tape.node(i);
        Dag.Kind kind = Dag.Kind.values()[tape.kind(i)];
        if (kind != Dag.Kind.PIECEWISE) {
            for (int k = 0; k < tape.arity(i); k++) {
                if (argument(i, k) == null) {
                    return null;
                }
            }
        }
        return switch (kind) {
            case NUMBER -> {
                Rational r = dag.numbers().rational(dag.numberIndex(node));
                yield w.of(r.numerator(), r.denominator());
            }
            case SYMBOL -> at.containsKey(node) ? Wide.of(at.get(node)) : null;
            case CONSTANT -> node == dag.e ? w.exp(Wide.ONE) : dag.name(node).equals("pi") ? w.piValue() : null;
            case SUM -> {
                Wide sum = Wide.ZERO;
                for (int k = 0; k < tape.arity(i); k++) {
                    sum = w.plus(sum, argument(i, k));
                }
                boolean zeros = true;
                for (int k = 0; k < tape.arity(i); k++) {
                    zeros &= argument(i, k).signum() == 0;
                }
                // Terms that cancel leave their errors.
                yield sum.signum() == 0 && !zeros ? null : sum;
            }
            case PRODUCT -> {
                Wide product = Wide.ONE;
                for (int k = 0; k < tape.arity(i); k++) {
                    product = w.times(product, argument(i, k));
                }
                yield product;
            }
            case POWER -> power(i, w);
            case CALL -> {
                Wide v = call(dag.operator(node).name(), i, w);
                yield v != null && v.signum() == 0 && argument(i, 0).signum() != 0 && tape.arity(i) == 1 && isComputed(i) ? null : v;
            }
            case PIECEWISE -> piecewise(i);
            case RELATION -> holds(i, w) ? Wide.ONE : Wide.ZERO;
            case BINDER -> null;
        };
    }

    /** Whether the first argument may be off by a little: then a function of it is not known to be 0. */
    private boolean isComputed(int i) {
        int kind = tape.kind(tape.argument(i, 0));
        return kind != Dag.NUMBER && kind != Dag.SYMBOL;
    }

    private Wide power(int i, WideArithmetic w) {
        Wide base = argument(i, 0);
        Wide exponent = argument(i, 1);
        if (tape.node(tape.argument(i, 0)) == dag.e) {
            return w.exp(exponent);
        }
        int n = tape.node(tape.argument(i, 1));
        Rational r = dag.isNumber(n) ? dag.numbers().rational(dag.numberIndex(n)) : null;
        if (r != null && r.isInteger() && r.bitLength() < 32) {
            return base.signum() == 0 && r.signum() < 0 ? null : w.power(base, r.numerator().longValue());
        }
        if (base.signum() == 0) {
            return exponent.signum() > 0 ? Wide.ZERO : null;
        }
        if (r != null && r.denominator().equals(java.math.BigInteger.TWO) && r.bitLength() < 32) {
            Wide root = w.sqrt(base);
            return root == null ? null : w.power(root, r.numerator().longValue());
        }
        boolean odd = r != null && r.denominator().testBit(0);
        if (base.signum() < 0 && !odd) {
            return null;
        }
        if (w.minus(base.abs(), Wide.ONE).signum() == 0 && isComputed(i) && !dag.isNumber(n)) {
            return null;
        }
        Wide magnitude = w.exp(w.times(exponent, w.ln(base.abs())));
        return magnitude != null && base.signum() < 0 && r.numerator().testBit(0) ? magnitude.negate() : magnitude;
    }

    private Wide call(String name, int i, WideArithmetic w) {
        Wide a = argument(i, 0);
        return switch (name) {
            case "sin" -> w.sin(a);
            case "cos" -> w.cos(a);
            case "tan" -> w.tan(a);
            case "cot" -> inverse(w, w.tan(a));
            case "sec" -> inverse(w, w.cos(a));
            case "csc" -> inverse(w, w.sin(a));
            case "asin" -> w.asin(a);
            case "acos" -> w.acos(a);
            case "atan" -> w.atan(a);
            case "acot" -> of(inverse(w, a), w::atan);
            case "asec" -> of(inverse(w, a), w::acos);
            case "acsc" -> of(inverse(w, a), w::asin);
            case "exp" -> w.exp(a);
            // Without cancellation: 2·sinh(a/2)·e^(a/2), and 2·artanh(a/(2 + a)).
            case "expm1" -> times(w, w.sinh(a.shifted(-1)), w.exp(a.shifted(-1)));
            case "log1p" -> a.signum() == 0 || a.magnitude() > -8 ? w.ln(w.plus(Wide.ONE, a)) : w.atanh(w.over(a, w.plus(Wide.of(2), a))).shifted(1);
            case "hypot" -> w.sqrt(w.plus(w.times(a, a), w.times(argument(i, 1), argument(i, 1))));
            case "sqrt" -> w.sqrt(a);
            case "sinh" -> w.sinh(a);
            case "cosh" -> w.cosh(a);
            case "tanh" -> w.tanh(a);
            case "coth" -> inverse(w, w.tanh(a));
            case "sech" -> inverse(w, w.cosh(a));
            case "csch" -> inverse(w, w.sinh(a));
            case "asinh" -> w.asinh(a);
            case "acosh" -> w.acosh(a);
            case "atanh" -> w.atanh(a);
            case "acoth" -> of(inverse(w, a), w::atanh);
            case "asech" -> of(inverse(w, a), w::acosh);
            case "acsch" -> of(inverse(w, a), w::asinh);
            case "ln" -> w.ln(a);
            case "abs" -> a.abs();
            case "sign" -> Wide.of(a.signum());
            case "erf" -> w.erf(a);
            case "erfi" -> w.erfi(a);
            case "erfc" -> of(w.erf(a), y -> w.minus(Wide.ONE, y));
            case "cbrt" -> {
                Wide magnitude = a.signum() == 0 ? Wide.ZERO : w.exp(w.over(w.ln(a.abs()), Wide.of(3)));
                yield a.signum() < 0 ? magnitude.negate() : magnitude;
            }
            case "atan2" -> angle(a, argument(i, 1), w);
            case "max", "min" -> {
                Wide best = a;
                for (int k = 1; k < tape.arity(i); k++) {
                    int order = w.minus(argument(i, k), best).signum();
                    best = order > 0 == name.equals("max") && order != 0 ? argument(i, k) : best;
                }
                yield best;
            }
            default -> throw new AssertionError(name);
        };
    }

    private static Wide angle(Wide y, Wide x, WideArithmetic w) {
        if (x.signum() == 0) {
            Wide quarter = w.piValue().shifted(-1);
            return y.signum() == 0 ? null : y.signum() < 0 ? quarter.negate() : quarter;
        }
        Wide angle = w.atan(w.over(y, x));
        return x.signum() > 0 ? angle : y.signum() < 0 ? w.minus(angle, w.piValue()) : w.plus(angle, w.piValue());
    }

    /** Twice the product. */
    private static Wide times(WideArithmetic w, Wide a, Wide b) {
        return a == null || b == null ? null : w.times(a, b).shifted(1);
    }

    private static Wide inverse(WideArithmetic w, Wide a) {
        return a == null ? null : w.over(Wide.ONE, a);
    }

    private static Wide of(Wide a, java.util.function.UnaryOperator<Wide> f) {
        return a == null ? null : f.apply(a);
    }

    private Wide piecewise(int i) {
        int n = tape.arity(i);
        for (int k = 0; k + 1 < n; k += 2) {
            Wide condition = argument(i, k + 1);
            if (condition == null) {
                return null;
            }
            if (condition.signum() != 0) {
                return argument(i, k);
            }
        }
        return n % 2 == 1 ? argument(i, n - 1) : null;
    }

    private boolean holds(int i, WideArithmetic w) {
        List<Relation.Op> ops = dag.relationOps(tape.node(i));
        for (int k = 0; k < ops.size(); k++) {
            if (!ops.get(k).holds(w.minus(argument(i, k), argument(i, k + 1)).signum(), 0)) {
                return false;
            }
        }
        return true;
    }
}
