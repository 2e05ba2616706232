package dev.ddx.verify;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apfloat.Apfloat;
import org.apfloat.ApfloatMath;

/** The values of functions in the precision of their arguments, from their definitions and apfloat. */
final class SpecialValues {

    private static final Map<String, Function<Apfloat[], Apfloat>> TABLE = new HashMap<>();

    static {
        one("sin", ApfloatMath::sin);
        one("cos", ApfloatMath::cos);
        one("tan", ApfloatMath::tan);
        one("cot", x -> ApfloatMath.cos(x).divide(ApfloatMath.sin(x)));
        one("sec", x -> inverse(ApfloatMath.cos(x)));
        one("csc", x -> inverse(ApfloatMath.sin(x)));
        one("asin", ApfloatMath::asin);
        one("acos", ApfloatMath::acos);
        one("atan", ApfloatMath::atan);
        one("acot", x -> ApfloatMath.atan(inverse(x)));
        one("asec", x -> ApfloatMath.acos(inverse(x)));
        one("acsc", x -> ApfloatMath.asin(inverse(x)));
        one("sinh", ApfloatMath::sinh);
        one("cosh", ApfloatMath::cosh);
        one("tanh", ApfloatMath::tanh);
        one("coth", x -> ApfloatMath.cosh(x).divide(ApfloatMath.sinh(x)));
        one("sech", x -> inverse(ApfloatMath.cosh(x)));
        one("csch", x -> inverse(ApfloatMath.sinh(x)));
        one("asinh", ApfloatMath::asinh);
        one("acosh", ApfloatMath::acosh);
        one("atanh", ApfloatMath::atanh);
        one("acoth", x -> ApfloatMath.atanh(inverse(x)));
        one("asech", x -> ApfloatMath.acosh(inverse(x)));
        one("acsch", x -> ApfloatMath.asinh(inverse(x)));
        one("exp", ApfloatMath::exp);
        one("ln", ApfloatMath::log);
        one("sqrt", ApfloatMath::sqrt);
        one("cbrt", ApfloatMath::cbrt);
        one("abs", ApfloatMath::abs);
        one("sign", x -> new Apfloat(x.signum(), x.precision()));
        one("heaviside", x -> x.signum() == 0 ? new Apfloat("0.5", x.precision()) : new Apfloat(x.signum() > 0 ? 1 : 0, x.precision()));
        one("floor", ApfloatMath::floor);
        one("ceil", ApfloatMath::ceil);
        one("gamma", ApfloatMath::gamma);
        one("factorial", x -> ApfloatMath.gamma(x.add(new Apfloat(1, x.precision()))));
        one("lngamma", ApfloatMath::logGamma);
        one("digamma", ApfloatMath::digamma);
        one("trigamma", x -> ApfloatMath.polygamma(1, x));
        one("erf", ApfloatMath::erf);
        one("erfc", ApfloatMath::erfc);
        one("erfi", ApfloatMath::erfi);
        one("Si", ApfloatMath::sinIntegral);
        one("Ci", ApfloatMath::cosIntegral);
        one("Shi", ApfloatMath::sinhIntegral);
        one("Chi", ApfloatMath::coshIntegral);
        one("Ei", ApfloatMath::expIntegralEi);
        one("li", ApfloatMath::logIntegral);
        one("fresnels", ApfloatMath::fresnelS);
        one("fresnelc", ApfloatMath::fresnelC);
        one("airyai", ApfloatMath::airyAi);
        one("airybi", ApfloatMath::airyBi);
        one("airyaiprime", ApfloatMath::airyAiPrime);
        one("airybiprime", ApfloatMath::airyBiPrime);
        one("zeta", ApfloatMath::zeta);
        one("LambertW", ApfloatMath::w);
        // The parameter is m = k², apfloat's argument too.
        one("ellipticK", ApfloatMath::ellipticK);
        one("ellipticE", ApfloatMath::ellipticE);
        one("sinc", x -> x.signum() == 0 ? new Apfloat(1, x.precision()) : ApfloatMath.sin(x).divide(x));
        two("log", (a, b) -> ApfloatMath.log(a).divide(ApfloatMath.log(b)));
        two("atan2", ApfloatMath::atan2);
        two("polygamma", (a, b) -> ApfloatMath.polygamma(a.longValueExact(), b));
        two("beta", ApfloatMath::beta);
        two("uppergamma", ApfloatMath::gamma);
        two("besselj", ApfloatMath::besselJ);
        two("bessely", ApfloatMath::besselY);
        two("besseli", ApfloatMath::besselI);
        two("besselk", ApfloatMath::besselK);
        two("expint", ApfloatMath::expIntegralE);
        two("polylog", ApfloatMath::polylog);
        two("zeta", ApfloatMath::zeta);
        two("hyp0f1", ApfloatMath::hypergeometric0F1);
        two("LambertW", (a, b) -> a.signum() == 0 ? ApfloatMath.w(b) : null);
        TABLE.put("hyp1f1/3", x -> ApfloatMath.hypergeometric1F1(x[0], x[1], x[2]));
        TABLE.put("hyp2f1/4", x -> ApfloatMath.hypergeometric2F1(x[0], x[1], x[2], x[3]));
        for (int n = 1; n <= 8; n++) {
            TABLE.put("max/" + n, x -> Arrays.stream(x).reduce(ApfloatMath::max).orElseThrow());
            TABLE.put("min/" + n, x -> Arrays.stream(x).reduce(ApfloatMath::min).orElseThrow());
        }
    }

    private SpecialValues() {
    }

    private static void one(String name, UnaryOperator<Apfloat> f) {
        TABLE.put(name + "/1", x -> f.apply(x[0]));
    }

    private static void two(String name, BinaryOperator<Apfloat> f) {
        TABLE.put(name + "/2", x -> f.apply(x[0], x[1]));
    }

    static boolean knows(String name, int arity) {
        return TABLE.containsKey(name + "/" + arity);
    }

    /**
     * The value; null for a function that is not known here.
     *
     * @throws ArithmeticException where it has no real value
     */
    static Apfloat of(String name, Apfloat... x) {
        Function<Apfloat[], Apfloat> f = TABLE.get(name + "/" + x.length);
        return f == null ? null : f.apply(x);
    }

    private static Apfloat inverse(Apfloat x) {
        return new Apfloat(1, x.precision()).divide(x);
    }
}
