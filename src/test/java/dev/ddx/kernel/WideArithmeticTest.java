package dev.ddx.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.apfloat.Apfloat;
import org.apfloat.ApfloatMath;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against apfloat, to 75 digits. */
class WideArithmeticTest {

    private static final WideArithmetic W = new WideArithmetic(320);

    @ParameterizedTest
    @ValueSource(doubles = {0.75, -0.75, 1e-3, -1e-3, 0.9999, 1e-30, 0.4, -0.1, 0.0078125})
    void smallArguments(double x) {
        check(x, WideArithmetic::asin, ApfloatMath::asin);
        check(x, WideArithmetic::acos, ApfloatMath::acos);
        check(x, WideArithmetic::atanh, ApfloatMath::atanh);
        check(x, WideArithmetic::erf, ApfloatMath::erf);
        check(x, WideArithmetic::sinh, ApfloatMath::sinh);
        check(x, WideArithmetic::tanh, ApfloatMath::tanh);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.75, -0.75, 3.5, -12.25, 100, -300.5, 1e-5, 1.5, 2.25, -699.9, 1e5})
    void anyArguments(double x) {
        check(x, WideArithmetic::sin, ApfloatMath::sin);
        check(x, WideArithmetic::cos, ApfloatMath::cos);
        check(x, WideArithmetic::tan, ApfloatMath::tan);
        check(x, WideArithmetic::atan, ApfloatMath::atan);
        check(x, WideArithmetic::asinh, ApfloatMath::asinh);
        if (Math.abs(x) < 1e4) {
            check(x, WideArithmetic::exp, ApfloatMath::exp);
            check(x, WideArithmetic::cosh, ApfloatMath::cosh);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.75, 1.0000001, 3.5, 1e-300, 1e300, 100, 1.001, 0.999, 2})
    void positiveArguments(double x) {
        check(x, WideArithmetic::ln, ApfloatMath::log);
        check(x, WideArithmetic::sqrt, ApfloatMath::sqrt);
        if (x >= 1) {
            check(x, WideArithmetic::acosh, ApfloatMath::acosh);
        }
    }

    private static void check(double x, BiFunction<WideArithmetic, Wide, Wide> f, UnaryOperator<Apfloat> exact) {
        BigDecimal found = decimal(f.apply(W, Wide.of(x)));
        BigDecimal expected = new BigDecimal(exact.apply(new Apfloat(new BigDecimal(x), 110)).toString());
        assertThat(found.subtract(expected).abs()).as("at " + x).isLessThanOrEqualTo(expected.abs().multiply(new BigDecimal("1e-75")));
    }

    private static BigDecimal decimal(Wide w) {
        BigDecimal m = new BigDecimal(w.mantissa());
        BigDecimal two = new BigDecimal(2);
        return w.exponent() >= 0 ? m.multiply(two.pow(w.exponent())) : m.divide(two.pow(-w.exponent()), new MathContext(120));
    }
}
