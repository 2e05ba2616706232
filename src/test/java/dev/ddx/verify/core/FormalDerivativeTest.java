package dev.ddx.verify.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ddx.Ddx;
import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Num;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Evaluator;
import dev.ddx.kernel.Kernel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apfloat.Apfloat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The derivatives of the verifier's own table, against those of mpmath: diff(f, x) with 40 digits, rounded to 16. */
class FormalDerivativeTest {

    private static final Ddx DDX = Ddx.standard().withFunction("f");
    private static final Sym X = Sym.of("x");

    private static Expr read(String text) {
        return DDX.read(text, Set.of("x"), true).expression();
    }

    private static Expr derivative(Expr e) {
        return new FormalDerivative(c -> null).of(e, X);
    }

    private static double value(Expr e, String x) {
        double fast = new Evaluator(DDX.functions()).evaluate(e, Map.of(X, Double.valueOf(x)));
        if (!Double.isNaN(fast)) {
            return fast;
        }
        Kernel kernel = new Kernel(DDX.functions(), Limits.DEFAULT);
        try {
            return kernel.evaluate(kernel.read(e), 20, new HashMap<>(Map.of(kernel.symbol("x"), new Apfloat(x, 30))))
                    .map(Apfloat::doubleValue).orElse(Double.NaN);
        } catch (DdxException undefined) {
            return Double.NaN;
        }
    }

    private static void matches(Expr derivative, String x, double expected) {
        assertThat(value(derivative, x)).as(derivative + " at " + x).isCloseTo(expected, within(1e-12 * (1 + Math.abs(expected))));
    }

    @ParameterizedTest
    @CsvSource({
        "exp, 0.3, 1.349858807576003", "exp, -1.7, 0.1826835240527347", "sqrt, 0.3, 0.9128709291752769",
        "ln, 0.3, 3.333333333333333", "sin, 0.3, 0.955336489125606", "sin, -1.7, -0.1288444942955247",
        "cos, 0.3, -0.2955202066613396", "cos, -1.7, 0.9916648104524686", "tan, 0.3, 1.095688915322547",
        "tan, -1.7, 60.23768449312729", "cot, 0.3, -11.45053125149565", "cot, -1.7, -1.016881145989358",
        "sec, 0.3, 0.3237982146926581", "sec, -1.7, -59.73559197497269", "csc, 0.3, -10.93911032442689",
        "csc, -1.7, 0.1310195370136524", "asin, 0.3, 1.048284836721918", "asin, -0.6, 1.25", "acos, 0.3, -1.048284836721918",
        "acos, -0.6, -1.25", "atan, 0.3, 0.9174311926605505", "atan, -1.7, 0.2570694087403599", "sinh, 0.3, 1.04533851412886",
        "sinh, -1.7, 2.828315457889967", "cosh, 0.3, 0.3045202934471426", "cosh, -1.7, -2.645631933837233",
        "tanh, 0.3, 0.9151369618266292", "tanh, -1.7, 0.1250098706334466", "coth, 0.3, -10.78369313100777",
        "coth, -1.7, -0.1428700352585087", "sech, 0.3, -0.2786777761597717", "sech, -1.7, 0.3307301057927076",
        "csch, 0.3, -11.27260975438927", "csch, -1.7, -0.4040815291909248", "asinh, 0.3, 0.9578262852211514",
        "asinh, -1.7, 0.5070201265633938", "acosh, 1.7, 0.7273929674533079", "atanh, 0.3, 1.098901098901099",
        "atanh, -0.6, 1.5625", "acot, 0.3, -0.9174311926605505", "acot, -1.7, -0.2570694087403599",
        "asec, 1.7, 0.4278782161490047", "asec, -2.3, 0.209915021558812", "acsc, 1.7, -0.4278782161490047",
        "acsc, -2.3, -0.209915021558812", "acoth, 1.7, -0.5291005291005291", "acoth, -2.3, -0.2331002331002331",
        "asech, 0.3, -3.494282789073061", "acsch, 0.3, -3.192754284070505", "acsch, -1.7, -0.2982471332725846",
        "abs, 0.3, 1.0", "abs, -1.7, -1.0", "cbrt, 0.3, 0.7438143889801884", "cbrt, -1.7, 0.2340163121426151",
        "erf, 0.3, 1.031260909618963", "erf, -1.7, 0.06271104049686839", "erfc, 0.3, -1.031260909618963",
        "erfc, -1.7, -0.06271104049686839", "erfi, 0.3, 1.234643466904614", "erfi, -1.7, 20.30327570148903",
        "Si, 0.3, 0.9850673555377986", "Si, -1.7, 0.5833322414426286", "Ci, 1.7, -0.07579087899736746",
        "Shi, 0.3, 1.015067644823809", "Shi, -1.7, 1.556254078727784", "Chi, 1.7, 1.663714975229392",
        "Ei, 0.3, 4.499529358586677", "Ei, -1.7, -0.1074608965016086", "li, 1.7, 1.884558536033989",
        "fresnels, 0.3, 0.1409012319375827", "fresnels, -1.7, -0.9851093261547739", "fresnelc, 0.3, 0.9900236577165576",
        "fresnelc, -1.7, -0.1719291002794095", "lngamma, 1.7, 0.208547874873494", "gamma, 1.7, 0.1894946767642981",
        "factorial, 1.7, 1.230779683352597", "factorial, 0.3, -0.1518438648399646", "sign, 0.3, 0.0", "sign, -1.7, 0.0",
        "heaviside, 0.3, 0.0", "heaviside, -1.7, 0.0", "floor, 0.3, 0.0", "floor, -1.7, 0.0", "ceil, 0.3, 0.0",
        "ceil, -1.7, 0.0"})
    void the_table(String name, String x, double expected) {
        matches(derivative(Call.of(name, X)), x, expected);
    }

    /** The rules of differentiation and the functions of two arguments, at 0.7. */
    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {
        "x^2*sin(x)*e^x @ 3.206587243905831",
        "-x^3 + 5*x - 2 @ 3.53",
        "sin(x)/x^2 @ -2.195468931126065",
        "3/(2*x + 1) @ -1.041666666666667",
        "(x^2 + 1)/7 @ 0.2",
        "x^(-3/2) @ -3.658863089799164",
        "x^1 @ 1.0",
        "(x^2 + x)^2 @ 5.712",
        "x^pi @ 1.463568228556655",
        "x^x @ 0.5011861886935787",
        "2^x @ 1.126020916874768",
        "e^(x^2) @ 2.285242707937531",
        "(x^2 + 1)^sin(x) @ 1.176947435665114",
        "sin(x^2)^3 @ 0.8207924814843493",
        "log(x, 3) @ 1.300341752324053",
        "log(5, x + 1) @ -3.362362777489009",
        "log(x^2 + 2, x + 1) @ -0.8463074329722222",
        "atan2(x, 2) @ 0.44543429844098",
        "atan2(2, x) @ -0.44543429844098",
        "atan2(x^2, 3*x) @ 0.3161222339304531",
        "max(x, 1/2) @ 1.0",
        "max(1/2, x) @ 1.0",
        "min(x^2, 1/2) @ 1.4",
        "min(1/2, x^2) @ 1.4",
        "max(x, 2) @ 0.0",
        "piecewise(x^2, x > 0; -x, x <= 0) @ 1.4",
        "piecewise(x^2, x > 1; -x, x <= 1) @ -1.0",
        "piecewise(x^2, x > 1; x^3) @ 1.47",
        "sum(k*x^k, k, 1, 4) @ 13.698",
        "product(x + k, k, 1, 3) @ 20.87",
        "product(k, k, 1, 3)*x @ 6.0",
        "integral(t^2*x, t, 0, 1) @ 0.3333333333333333",
        "integral(t^2, t, 1, x) @ 0.49",
        "integral(t^2, t, x^2, 1) @ -0.33614",
        "integral(x*t^2, t, x, x^2) @ -0.182819",
        "besselj(2, x) @ 0.1610330433566541",
        "besseli(2, x) @ 0.1896235256923183",
        "expint(2, x) @ -0.3737688432335091",
        "uppergamma(2, x) @ -0.3476097126539867",
        "uppergamma(5/2, x) @ -0.2908311514125869"})
    void rules_and_functions_of_two_arguments(String text, double expected) {
        matches(derivative(read(text)), "0.7", expected);
    }

    /** Where the function has no derivative the expression has no value. */
    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {"abs(x) @ 0", "sign(x) @ 0", "heaviside(x) @ 0", "floor(x) @ 0", "ceil(x) @ 0", "cbrt(x) @ 0", "sqrt(x) @ 0", "asin(x) @ 1",
        "max(x, 2) @ 2", "min(x^2, 4) @ 2", "atan2(x, -1) @ 0", "integral(sign(t), t, -1, x) @ 0", "integral(sign(t), t, x, 5) @ 0",
        "integral(piecewise(0, t < 1; t), t, -1, x) @ 1"})
    void no_derivative(String text, String x) {
        assertThat(new Evaluator(DDX.functions()).evaluate(derivative(read(text)), Map.of(X, Double.valueOf(x)))).as(text).matches(v -> Double.isNaN(v) || Double.isInfinite(v));
    }

    /** What stands in an integral jumps elsewhere, or at a place that depends on neither. */
    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {"integral(sign(t), t, -1, x) @ -1", "integral(sign(t), t, x, 5) @ 1", "integral(abs(t), t, -1, x) @ 0.5", "integral(t*sign(x), t, 0, 2) @ 0"})
    void integrals_of_what_jumps_elsewhere(String text, double expected) {
        matches(derivative(read(text)), "-0.5", expected);
    }

    /** At 0, where a factor has no derivative and the product has one, from the side where it is defined. */
    @ParameterizedTest
    @CsvSource({"x*sqrt(x), 0", "x*(sqrt(x)/3), 0", "x*sqrt(x)*cos(x), 0", "x^2*(x^(-1/3)/5), 0", "sqrt(x + 4)*x*sqrt(x + 4), 4", "(x^(1/3)*x^(5/3) - 7*x*sqrt(x))*e^x, 0"})
    void powers_of_one_base(String text, double expected) {
        matches(derivative(read(text)), "0", expected);
    }

    @Test
    void a_jump_of_what_does_not_vary_under_the_integral_is_none_at_its_end() {
        assertThat(derivative(read("integral(t^2*(1 + sign(y)), t, 0, x)")).substitute(s -> s.name().equals("y") ? Num.ZERO : null)).matches(d -> value(d, "2") == 4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"integral(sign(t - x), t, 0, 1)", "integral(floor(t*x), t, 0, 1)", "integral(piecewise(1, t < x; 0), t, 0, 1)", "sum(k, k, 1, x)", "product(k, k, x, 9)", "sum(k, k, x, 2*x)",
        "sum(x^k, k, 0, oo)"})
    void what_is_beyond_the_table_is_not_differentiated(String text) {
        assertThatThrownBy(() -> derivative(read(text))).isInstanceOf(IllegalStateException.class).hasMessageContaining("beyond the table");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "pi", "y^y", "f(y)", "sum(y, k, 1, n)", "sum(x, x, 1, n)", "integral(x^2, x, 0, y)"})
    void the_derivative_of_what_is_free_of_x_is_0(String text) {
        assertThat(derivative(read(text))).isEqualTo(Num.ZERO);
    }

    /** By the chain rule, with a partial derivative for each argument; d/dx f(x, x^2) = f_1 + f_2·2x. */
    @Test
    void unknown_functions() {
        assertThat(derivative(read("f(x)"))).isEqualTo(read("f'(x)"));
        assertThat(derivative(read("f'(x)"))).isEqualTo(read("f''(x)"));
        assertThat(derivative(read("f(x^2)"))).hasToString("f'(x^2)*(2*x)");
        Expr two = Call.of("g", X, read("x^2"));
        assertThat(derivative(two)).isEqualTo(FormalDerivative.plus(List.of(Call.of("g", List.of(1, 0), List.of(X, read("x^2"))),
                FormalDerivative.times(List.of(Call.of("g", List.of(0, 1), List.of(X, read("x^2"))), FormalDerivative.times(List.of(Num.TWO, X)))))));
        Expr constant = Call.of("g", X, Sym.of("y"));
        assertThat(derivative(constant)).isEqualTo(Call.of("g", List.of(1, 0), List.of(X, Sym.of("y"))));
        // By its order the derivative of a Bessel function is not in the table.
        assertThat(derivative(Call.of("besselj", X, Num.TWO))).isEqualTo(Call.of("besselj", List.of(1, 0), List.of(X, Num.TWO)));
        assertThat(derivative(Call.of("max", X, Num.TWO, Num.ONE))).isEqualTo(Call.of("max", List.of(1, 0, 0), List.of(X, Num.TWO, Num.ONE)));
    }

    /** DLMF 10.6.1, 10.29.1, 5.15.1 and 8.19.13. */
    @Test
    void orders_that_are_numbers() {
        assertThat(derivative(read("bessely(2, x)"))).isEqualTo(read("(bessely(1, x) - bessely(3, x))/2"));
        assertThat(derivative(read("besselk(2, x)"))).isEqualTo(read("-((besselk(1, x) + besselk(3, x))/2)"));
        assertThat(derivative(read("polygamma(2, x)"))).isEqualTo(read("polygamma(3, x)"));
        assertThat(derivative(read("expint(3, x)"))).isEqualTo(read("-expint(2, x)"));
    }

    @Test
    void orders_that_are_no_numbers() {
        assertThat(derivative(Call.of("polygamma", Sym.of("n"), X))).isEqualTo(Call.of("polygamma", read("n + 1"), X));
        assertThat(derivative(Call.of("expint", Sym.of("n"), X))).isEqualTo(FormalDerivative.minus(Call.of("expint", read("n - 1"), X)));
    }

    /** Declared derivatives are used for functions that the table does not have, and for no others. */
    @Test
    void derivatives_that_are_given() {
        Sym u = Sym.of("u");
        FunctionDeclaration wrong = Ddx.standard().load("function gd(u)\n  derivative 1/cosh(u)\n", "gd.txt").functions().lookup("gd", 1);
        FormalDerivative with = new FormalDerivative(c -> wrong);
        assertThat(with.of(Call.of("gd", read("x^2")), X)).hasToString("1/cosh(x^2)*(2*x)");
        assertThat(with.of(Call.of("sin", X), X)).isEqualTo(Call.of("cos", X));
        assertThat(with.of(Call.of("gd", List.of(1), List.of(X)), X)).isEqualTo(Call.of("gd", List.of(2), List.of(X)));
        assertThat(with.of(Call.of("gd", u, X), X)).isEqualTo(Call.of("gd", List.of(0, 1), List.of(u, X)));
    }

    @Test
    void what_is_0_or_1_is_left_out() {
        assertThat(FormalDerivative.minus(Num.ZERO)).isEqualTo(Num.ZERO);
        assertThat(FormalDerivative.minus(X)).hasToString("-x");
        assertThat(FormalDerivative.over(Num.ZERO, X)).isEqualTo(Num.ZERO);
        assertThat(FormalDerivative.over(Num.ONE, X)).isEqualTo(Quotient.of(Num.ONE, X));
        assertThat(FormalDerivative.plus(List.of(Num.ZERO, X, Num.ZERO))).isEqualTo(X);
        assertThat(FormalDerivative.plus(List.of(Num.ZERO))).isEqualTo(Num.ZERO);
        assertThat(FormalDerivative.times(List.of(X, Num.ZERO))).isEqualTo(Num.ZERO);
        assertThat(FormalDerivative.times(List.of(Num.ONE, X))).isEqualTo(X);
        assertThat(FormalDerivative.times(List.of(Num.ONE))).isEqualTo(Num.ONE);
        assertThat(derivative(read("3*x + pi"))).isEqualTo(Num.of(3));
        assertThat(derivative(read("e^x"))).isEqualTo(read("e^x"));
        assertThat(derivative(read("x^y"))).hasToString("y*x^(y - 1)");
        assertThat(derivative(Const.E)).isEqualTo(Num.ZERO);
    }
}
