package dev.ddx.kernel;

import dev.ddx.expr.FunctionDeclaration;
import java.util.Arrays;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.apfloat.Apcomplex;
import org.apfloat.ApcomplexMath;
import org.apfloat.Apfloat;
import org.apfloat.ApfloatMath;
import org.apfloat.Apint;

/**
 * The functions that have values, by name: in double precision (NaN where there is no real value) and, side
 * by side, in any precision over the reals and over the complex numbers (principal branches).
 */
final class NumericFunctions {

    /** Lanczos' coefficients for g = 607/128, as computed by P. Godfrey. */
    private static final double[] LANCZOS = {
        0.99999999999999709182, 57.156235665862923517, -59.597960355475491248, 14.136097974741747174,
        -0.49191381609762019978, 0.33994649984811888699e-4, 0.46523628927048575665e-4,
        -0.98374475304879564677e-4, 0.15808870322491248884e-3, -0.21026444172410488319e-3,
        0.21743961811521264320e-3, -0.16431810653676389022e-3, 0.84418223983852743293e-4,
        -0.26190838401581408670e-4, 0.36899182659531622704e-5,
    };

    /** e^−u is 0 for larger u. */
    private static final double UNDERFLOW = 746;
    private static final double LARGEST_ERFI = 27;
    private static final int ERFI_BITS = 150;

    private NumericFunctions() {
    }

    /**
     * The function of that name for so many arguments, or null. A new function is a line here; only the line
     * that is used is linked.
     */
    static NumericFunction of(String name, int arity) {
        NumericFunction elementary = elementary(name, arity);
        return elementary != null || arity == 0 ? elementary : SpecialFunctions.of(name, arity);
    }

    private static NumericFunction elementary(String name, int arity) {
        return switch (arity) {
            case 0 -> null;
            case 1 -> unary(name);
            case 2 -> binary(name);
            default -> general(name);
        };
    }

    /** Whether a value of the function in double precision takes a microsecond at the most. */
    static boolean isElementary(String name, int arity) {
        return elementary(name, arity) != null;
    }

    /** Whether a function has values of its own, which a definition has only if it says so: the name alone may be another's. */
    static boolean compute(FunctionDeclaration f) {
        return of(f.name(), f.arity()) != null && (!f.isDefinition() || f.behaviour().computed());
    }

    private static NumericFunction unary(String name) {
        return switch (name) {
            case "sin" -> f(Math::sin, ElementaryFunctions::sin, NearZero.SIN.orComplex(ApcomplexMath::sin));
            case "cos" -> f(Math::cos, ElementaryFunctions::cos, NearZero.COS.orComplex(ApcomplexMath::cos));
            case "tan" -> f(Math::tan, ElementaryFunctions::tan, NearZero.TAN.orComplex(ApcomplexMath::tan));
            case "cot" -> f(x -> over(1, Math.tan(x)), x -> inverse(ElementaryFunctions.tan(x)),
                    z -> inverse(NearZero.TAN.orComplex(ApcomplexMath::tan).apply(z)));
            case "sec" -> f(x -> over(1, Math.cos(x)), x -> inverse(ElementaryFunctions.cos(x)),
                    z -> inverse(NearZero.COS.orComplex(ApcomplexMath::cos).apply(z)));
            case "csc" -> f(x -> over(1, Math.sin(x)), x -> inverse(ElementaryFunctions.sin(x)),
                    z -> inverse(NearZero.SIN.orComplex(ApcomplexMath::sin).apply(z)));
            case "asin" -> f(Math::asin, ElementaryFunctions::asin, NearZero.ASIN.orComplex(ApcomplexMath::asin));
            case "acos" -> f(Math::acos, ElementaryFunctions::acos, NearZero.COMPLEMENT.orComplex(ApcomplexMath::acos));
            case "atan" -> f(Math::atan, ElementaryFunctions::atan, NearZero.ATAN.orComplex(ApcomplexMath::atan));
            case "acot" -> f(x -> Math.atan(over(1, x)), x -> ElementaryFunctions.atan(inverse(x)),
                    z -> NearZero.ATAN.orComplex(ApcomplexMath::atan).apply(inverse(z)));
            case "asec" -> f(x -> Math.acos(over(1, x)), x -> ElementaryFunctions.acos(inverse(x)), z -> ApcomplexMath.acos(inverse(z)));
            case "acsc" -> f(x -> Math.asin(over(1, x)), x -> ElementaryFunctions.asin(inverse(x)), z -> ApcomplexMath.asin(inverse(z)));
            case "sinh" -> f(Math::sinh, ElementaryFunctions::sinh, NearZero.SINH.orComplex(ApcomplexMath::sinh));
            case "cosh" -> f(Math::cosh, ElementaryFunctions::cosh, NearZero.COSH.orComplex(ApcomplexMath::cosh));
            case "tanh" -> near(NearZero.TANH, Math::tanh, NumericFunctions::tanh, NumericFunctions::tanh);
            case "coth" -> f(x -> over(1, Math.tanh(x)), x -> inverse(tanh(x)), z -> inverse(tanh(z)));
            case "sech" -> f(x -> over(1, Math.cosh(x)), x -> inverse(ElementaryFunctions.cosh(x)),
                    z -> inverse(NearZero.COSH.orComplex(ApcomplexMath::cosh).apply(z)));
            case "csch" -> f(x -> over(1, Math.sinh(x)), x -> inverse(ElementaryFunctions.sinh(x)),
                    z -> inverse(NearZero.SINH.orComplex(ApcomplexMath::sinh).apply(z)));
            case "asinh" -> f(NumericFunctions::asinh, ElementaryFunctions::asinh, NearZero.ASINH.orComplex(ApcomplexMath::asinh));
            case "acosh" -> f(NumericFunctions::acosh, ElementaryFunctions::acosh, ApcomplexMath::acosh);
            case "atanh" -> f(NumericFunctions::atanh, ElementaryFunctions::atanh, NearZero.ATANH.orComplex(ApcomplexMath::atanh));
            case "acoth" -> f(x -> atanh(over(1, x)), x -> ElementaryFunctions.atanh(inverse(x)),
                    z -> NearZero.ATANH.orComplex(ApcomplexMath::atanh).apply(inverse(z)));
            case "asech" -> f(x -> acosh(over(1, x)), x -> ElementaryFunctions.acosh(inverse(x)), z -> ApcomplexMath.acosh(inverse(z)));
            case "acsch" -> f(x -> asinh(over(1, x)), x -> ElementaryFunctions.asinh(inverse(x)),
                    z -> NearZero.ASINH.orComplex(ApcomplexMath::asinh).apply(inverse(z)));
            case "exp" -> f(Math::exp, ElementaryFunctions::exp, NearZero.EXP.orComplex(ApcomplexMath::exp));
            case "ln", "log" -> f(NumericFunctions::ln, ElementaryFunctions::ln, ApcomplexMath::log);
            case "log1p" -> near(NearZero.LOG1P, x -> x > -1 ? Math.log1p(x) : Double.NaN, x -> ElementaryFunctions.ln(x.add(Apcomplex.ONE)),
                    z -> ApcomplexMath.log(z.add(Apcomplex.ONE)));
            case "expm1" -> near(NearZero.EXPM1, Math::expm1, x -> ElementaryFunctions.exp(x).subtract(Apcomplex.ONE),
                    z -> ApcomplexMath.exp(z).subtract(Apcomplex.ONE));
            case "lg", "log10" -> f(NumericFunctions::log10, x -> ApfloatMath.log(x, new Apfloat(10, x.precision())),
                    z -> ApcomplexMath.log(z, new Apfloat(10, z.precision())));
            case "abs" -> f(Math::abs, ApfloatMath::abs, ApcomplexMath::abs);
            case "sign", "sgn" -> f(Math::signum, x -> new Apint(x.signum()), null);
            case "sqrt" -> f(Math::sqrt, ApfloatMath::sqrt, ApcomplexMath::sqrt);
            case "cbrt" -> f(Math::cbrt, ApfloatMath::cbrt, ApcomplexMath::cbrt);
            case "erf" -> near(NearZero.ERF, NumericFunctions::erf, NumericFunctions::erf, ApcomplexMath::erf);
            case "erfc" -> f(NumericFunctions::erfc, ApfloatMath::erfc, ApcomplexMath::erfc);
            case "erfi" -> near(NearZero.ERFI, NumericFunctions::erfi, ApfloatMath::erfi, ApcomplexMath::erfi);
            case "floor" -> f(Math::floor, ApfloatMath::floor, null);
            case "ceil" -> f(Math::ceil, ApfloatMath::ceil, null);
            case "heaviside" -> f(x -> Double.isNaN(x) ? x : x < 0 ? 0 : x > 0 ? 1 : 0.5,
                    x -> x.signum() == 0 ? new Apfloat("0.5", x.precision()) : new Apint(x.signum() < 0 ? 0 : 1), null);
            case "gamma" -> f(NumericFunctions::gamma, ApfloatMath::gamma, ApcomplexMath::gamma);
            case "factorial" -> f(x -> gamma(x + 1), x -> ApfloatMath.gamma(next(x).real()), z -> ApcomplexMath.gamma(next(z)));
            case "max", "min" -> f(x -> x, x -> x, null);
            default -> null;
        };
    }

    /** z + 1, with as many digits at the most as z has: beside 1 those of a small number say nothing. */
    private static Apcomplex next(Apcomplex z) {
        Apcomplex sum = z.add(Apcomplex.ONE);
        return sum.precision(Math.min(sum.precision(), z.precision()));
    }

    private static NumericFunction binary(String name) {
        return switch (name) {
            case "max" -> ofTwo(Math::max, ApfloatMath::max, null);
            case "min" -> ofTwo(Math::min, ApfloatMath::min, null);
            case "log" -> ofTwo((a, b) -> b == 10 ? log10(a) : over(ln(a), ln(b)), ApfloatMath::log, ApcomplexMath::log);
            case "hypot" -> ofTwo(Math::hypot, (a, b) -> ApfloatMath.sqrt(a.multiply(a).add(b.multiply(b))),
                    (a, b) -> ApcomplexMath.sqrt(a.multiply(a).add(b.multiply(b))));
            case "atan2" -> ofTwo((a, b) -> a == 0 && b == 0 ? Double.NaN : Math.atan2(a, b), ApfloatMath::atan2, null);
            default -> null;
        };
    }

    private static NumericFunction general(String name) {
        return switch (name) {
            case "max", "min" -> binary(name);
            default -> null;
        };
    }

    private static NumericFunction near(NearZero zero, DoubleUnaryOperator f, UnaryOperator<Apfloat> real,
            UnaryOperator<Apcomplex> complex) {
        return f(f, zero.or(real), zero.orComplex(complex));
    }

    private static NumericFunction f(DoubleUnaryOperator f, UnaryOperator<Apfloat> real, UnaryOperator<Apcomplex> complex) {
        return new NumericFunction(f, null, null, real == null ? null : x -> real.apply(x[0]),
                complex == null ? null : z -> complex.apply(z[0]));
    }

    private static NumericFunction ofTwo(DoubleBinaryOperator f, BinaryOperator<Apfloat> real, BinaryOperator<Apcomplex> complex) {
        return new NumericFunction(null, f, null, real == null ? null : x -> Arrays.stream(x).reduce(real).orElseThrow(),
                complex == null ? null : z -> Arrays.stream(z).reduce(complex).orElseThrow());
    }

    private static Apfloat inverse(Apfloat x) {
        return Apcomplex.ONE.divide(x);
    }

    private static Apcomplex inverse(Apcomplex z) {
        return Apcomplex.ONE.divide(z);
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

    /** Finite to 26.6; rounded from 150 bits. */
    private static double erfi(double x) {
        return Double.isNaN(x) ? x : Math.abs(x) > LARGEST_ERFI ? Math.copySign(Double.POSITIVE_INFINITY, x)
                : x == 0 ? x : new WideArithmetic(ERFI_BITS).erfi(Wide.of(x)).doubleValue();
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

    /** By its complement: the library takes a number of digits in proportion to x^2. */
    private static Apfloat erf(Apfloat x) {
        if (ApfloatMath.abs(x).compareTo(new Apfloat(2)) < 0) {
            return ApfloatMath.erf(x);
        }
        Apfloat value = Apfloat.ONE.precision(x.precision()).subtract(ApfloatMath.erfc(ApfloatMath.abs(x)));
        return x.signum() < 0 ? value.negate() : value;
    }

    /** By q = e^(−2|x|): the library takes a number of digits in proportion to x. */
    private static Apfloat tanh(Apfloat x) {
        if (ApfloatMath.abs(x).compareTo(Apfloat.ONE) < 0) {
            return ApfloatMath.tanh(x);
        }
        Apfloat q = ElementaryFunctions.exp(ApfloatMath.abs(x).multiply(new Apfloat(-2)));
        Apfloat one = Apfloat.ONE.precision(x.precision());
        Apfloat ratio = one.subtract(q).divide(one.add(q));
        return x.signum() < 0 ? ratio.negate() : ratio;
    }

    private static Apcomplex tanh(Apcomplex z) {
        if (ApfloatMath.abs(z.real()).compareTo(Apfloat.ONE) < 0) {
            return ApcomplexMath.tanh(z);
        }
        boolean left = z.real().signum() < 0;
        Apcomplex q = ApcomplexMath.exp(z.multiply(new Apcomplex(new Apfloat(left ? 2 : -2))));
        Apcomplex one = new Apcomplex(Apfloat.ONE.precision(z.precision()));
        Apcomplex ratio = one.subtract(q).divide(one.add(q));
        return left ? ratio.negate() : ratio;
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
        return 2 / Math.sqrt(Math.PI) * gaussian(x) * sum;
    }

    static double erfc(double x) {
        return x < 0.5 ? 1 - erf(x) : erfcOfLarge(x);
    }

    /** Laplace's continued fraction, from the far end: the smaller x, the longer. */
    private static double erfcOfLarge(double x) {
        double tail = x;
        for (int n = (int) (500 / (x * x)) + 30; n >= 1; n--) {
            tail = x + n / 2.0 / tail;
        }
        return gaussian(x) / Math.sqrt(Math.PI) / tail;
    }

    /** e^(−x²), with what is lost when x² is rounded. */
    private static double gaussian(double x) {
        double square = x * x;
        return square > UNDERFLOW ? 0 : Math.exp(-square) * (1 - Math.fma(x, x, -square));
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
