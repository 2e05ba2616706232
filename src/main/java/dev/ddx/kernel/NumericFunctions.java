package dev.ddx.kernel;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** The elementary and a few special functions in double precision; NaN where they have no real value. */
final class NumericFunctions {

    /** Lanczos' coefficients for g = 607/128, as computed by P. Godfrey. */
    private static final double[] LANCZOS = {
        0.99999999999999709182, 57.156235665862923517, -59.597960355475491248, 14.136097974741747174,
        -0.49191381609762019978, 0.33994649984811888699e-4, 0.46523628927048575665e-4,
        -0.98374475304879564677e-4, 0.15808870322491248884e-3, -0.21026444172410488319e-3,
        0.21743961811521264320e-3, -0.16431810653676389022e-3, 0.84418223983852743293e-4,
        -0.26190838401581408670e-4, 0.36899182659531622704e-5,
    };

    private NumericFunctions() {
    }

    /** The function of that name; NaN if there is none for so many arguments. */
    static double value(String name, List<Double> arguments) {
        if (arguments.size() == 1) {
            DoubleUnaryOperator f = unary(name);
            return f == null ? Double.NaN : f.applyAsDouble(arguments.get(0));
        }
        DoubleBinaryOperator f = binary(name);
        if (f == null || arguments.size() != 2 && !isFolded(name)) {
            return Double.NaN;
        }
        return arguments.stream().reduce(f::applyAsDouble).orElseThrow();
    }

    /** Whether more than two arguments are taken two at a time. */
    static boolean isFolded(String name) {
        return name.equals("max") || name.equals("min");
    }

    static DoubleBinaryOperator binary(String name) {
        return switch (name) {
            case "max" -> Math::max;
            case "min" -> Math::min;
            case "log" -> (a, b) -> b == 10 ? log10(a) : over(ln(a), ln(b));
            case "atan2" -> (a, b) -> a == 0 && b == 0 ? Double.NaN : Math.atan2(a, b);
            default -> null;
        };
    }

    /** The function of one variable of that name, or null. */
    static DoubleUnaryOperator unary(String name) {
        return switch (name) {
            case "sin" -> Math::sin;
            case "cos" -> Math::cos;
            case "tan" -> Math::tan;
            case "cot" -> x -> over(1, Math.tan(x));
            case "sec" -> x -> over(1, Math.cos(x));
            case "csc" -> x -> over(1, Math.sin(x));
            case "asin" -> Math::asin;
            case "acos" -> Math::acos;
            case "atan" -> Math::atan;
            case "acot" -> x -> Math.atan(over(1, x));
            case "asec" -> x -> Math.acos(over(1, x));
            case "acsc" -> x -> Math.asin(over(1, x));
            case "sinh" -> Math::sinh;
            case "cosh" -> Math::cosh;
            case "tanh" -> Math::tanh;
            case "coth" -> x -> over(1, Math.tanh(x));
            case "sech" -> x -> over(1, Math.cosh(x));
            case "csch" -> x -> over(1, Math.sinh(x));
            case "asinh" -> NumericFunctions::asinh;
            case "acosh" -> NumericFunctions::acosh;
            case "atanh" -> NumericFunctions::atanh;
            case "acoth" -> x -> atanh(over(1, x));
            case "asech" -> x -> acosh(over(1, x));
            case "acsch" -> x -> asinh(over(1, x));
            case "exp" -> Math::exp;
            case "ln", "log" -> NumericFunctions::ln;
            case "lg", "log10" -> NumericFunctions::log10;
            case "abs" -> Math::abs;
            case "sign", "sgn" -> Math::signum;
            case "sqrt" -> Math::sqrt;
            case "cbrt" -> Math::cbrt;
            case "erf" -> NumericFunctions::erf;
            case "erfc" -> NumericFunctions::erfc;
            case "floor" -> Math::floor;
            case "ceil" -> Math::ceil;
            case "heaviside" -> x -> Double.isNaN(x) ? x : x < 0 ? 0 : x > 0 ? 1 : 0.5;
            case "gamma" -> NumericFunctions::gamma;
            case "factorial" -> x -> gamma(x + 1);
            case "max", "min" -> x -> x;
            default -> null;
        };
    }

    /** Whether a value is bound to that name for so many arguments. */
    static boolean isKnown(String name, int arity) {
        return arity == 1 ? unary(name) != null : binary(name) != null && (arity == 2 || isFolded(name));
    }

    /** base^(p/q): for odd q a negative base has a real root; NaN where there is none. */
    static double power(double base, double p, double q) {
        if (base >= 0 || q % 2 == 0 || Double.isNaN(base)) {
            return Math.pow(base, p / q);
        }
        double magnitude = Math.pow(-base, p / q);
        return p % 2 == 0 ? magnitude : -magnitude;
    }

    private static double over(double a, double b) {
        return b == 0 ? Double.NaN : a / b;
    }

    private static double ln(double x) {
        return x == 0 ? Double.NaN : Math.log(x);
    }

    private static double log10(double x) {
        return x == 0 ? Double.NaN : Math.log10(x);
    }

    private static double asinh(double x) {
        double a = Math.abs(x);
        double magnitude = a > 1e150 ? Math.log(a) + Math.log(2) : Math.log1p(a + a * a / (1 + Math.sqrt(1 + a * a)));
        return Math.copySign(magnitude, x);
    }

    private static double acosh(double x) {
        double t = x - 1;
        return t > 1e150 ? Math.log(x) + Math.log(2) : Math.log1p(t + Math.sqrt(t * (t + 2)));
    }

    private static double atanh(double x) {
        return Math.abs(x) < 1 ? Math.copySign(Math.log1p(2 * Math.abs(x) / (1 - Math.abs(x))) / 2, x) : Double.NaN;
    }

    static double erf(double x) {
        double a = Math.abs(x);
        if (Double.isNaN(x) || a > 6) {
            return Double.isNaN(x) ? x : Math.signum(x);
        }
        if (a > 2.5) {
            return Math.copySign(1 - erfcOfLarge(a), x);
        }
        // All terms of this series have the sign of x, so nothing cancels.
        double term = x;
        double sum = x;
        for (int n = 1; Math.abs(term) > Math.abs(sum) * 1e-18; n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
    }

    static double erfc(double x) {
        return x < 1.5 ? 1 - erf(x) : erfcOfLarge(x);
    }

    /** Laplace's continued fraction, from the far end. */
    private static double erfcOfLarge(double x) {
        double tail = x;
        for (int n = 120; n >= 1; n--) {
            tail = x + n / 2.0 / tail;
        }
        return Math.exp(-x * x) / Math.sqrt(Math.PI) / tail;
    }

    static double gamma(double x) {
        if (x == Math.rint(x) && x < 172) {
            if (x <= 0) {
                return Double.NaN;
            }
            double product = 1;
            for (int i = 2; i < x; i++) {
                product *= i;
            }
            return product;
        }
        if (x < 0.5) {
            return Math.PI / (Math.sin(Math.PI * x) * gamma(1 - x));
        }
        double sum = LANCZOS[0];
        for (int i = 1; i < LANCZOS.length; i++) {
            sum += LANCZOS[i] / (x - 1 + i);
        }
        double t = x + 607.0 / 128 - 0.5;
        // The power in two halves, so that it overflows no earlier than the result.
        double half = Math.pow(t, (x - 0.5) / 2);
        return Math.sqrt(2 * Math.PI) * half * Math.exp(-t) * half * sum;
    }
}
