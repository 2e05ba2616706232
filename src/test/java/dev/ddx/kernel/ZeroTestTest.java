package dev.ddx.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ddx.calculus.StandardLibrary;
import dev.ddx.expr.Assumptions;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Relation;
import dev.ddx.parse.ExpressionParser;
import dev.ddx.parse.ParseOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Identities of tables (DLMF, Abramowitz and Stegun) that must be found, and traps that must not. */
class ZeroTestTest {

    private static final FunctionTable FUNCTIONS = StandardLibrary.standard().functions();

    private static ZeroTest.Verdict verdict(String text, boolean complex, String... assumed) {
        ParseOptions options = ParseOptions.of(FUNCTIONS).withComplex(complex);
        Assumptions assumptions = Assumptions.NONE.withComplex(complex);
        for (String a : assumed) {
            assumptions = assumptions.with((Relation) ExpressionParser.parse(a, options).expression());
        }
        return ZeroTest.decide(ExpressionParser.parse(text, options).expression(), new Facts(FUNCTIONS, assumptions), Limits.DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "0.1 + 0.2 - 0.3",
        "(x+1)^5 - x^5 - 5*x^4 - 10*x^3 - 10*x^2 - 5*x - 1",
        "(x^3-1)/(x-1) - x^2 - x - 1",
        "1/(x*(x+1)) - 1/x + 1/(x+1)",
        // trigonometric and hyperbolic functions
        "sin(x)^2 + cos(x)^2 - 1",
        "sin(2*x) - 2*sin(x)*cos(x)",
        "cos(3*x) - 4*cos(x)^3 + 3*cos(x)",
        "sin(a+b) - sin(a)*cos(b) - cos(a)*sin(b)",
        "tan(x/2) - sin(x)/(1+cos(x))",
        "sec(x)^2 - tan(x)^2 - 1",
        "cosh(x)^2 - sinh(x)^2 - 1",
        "tanh(2*x) - 2*tanh(x)/(1+tanh(x)^2)",
        "sinh(i*x) - i*sin(x)",
        "e^(i*pi) + 1",
        "sin(x)^4 - 3/8 + cos(2*x)/2 - cos(4*x)/8",
        // exponentials and powers
        "e^(x+y) - e^x*e^y",
        "2^(3*x) - 8^x",
        "x^(a+1) - x*x^a",
        "4^x - (2^x)^2",
        "sqrt(8) - 2*sqrt(2)",
        "sqrt(x)^2 - x",
        "x^(2/3) - (x^(1/3))^2",
        "sqrt(4*x) - 2*sqrt(x)",
        "sqrt(1-x)*sqrt(1+x) - sqrt(1-x^2)",
        "sigma(x) - (1 + tanh(x/2))/2",
        // logarithms and inverse functions, on their principal branches
        "ln(6) - ln(2) - ln(3)",
        "ln(4*x) - 2*ln(2) - ln(x)",
        "(1 - ln(e))/e^2",
        "ln(e*pi) - 1 - ln(pi)",
        "e^(ln(x)) - x",
        "sin(asin(x)) - x",
        "cos(asin(x)) - sqrt(1-x^2)",
        "cos(atan(x)) - 1/sqrt(1+x^2)",
        "tan(acos(x)) - sqrt(1-x^2)/x",
        "asin(x) + acos(x) - pi/2",
        "atan(i*x) - i*atanh(x)",
        "asinh(x) - ln(x + sqrt(x^2+1))",
        "cosh(asinh(x)) - sqrt(1+x^2)",
        "acosh(x) - ln(x + sqrt(x-1)*sqrt(x+1))",
        "atanh(x) - (ln(1+x) - ln(1-x))/2",
        // numbers
        "cos(pi/4) - sqrt(2)/2",
        "cos(pi/6) - sqrt(3)/2",
        "cos(pi/5) - (1+sqrt(5))/4",
        "cos(pi/7)*cos(2*pi/7)*cos(3*pi/7) - 1/8",
        "sqrt(3+2*sqrt(2)) - 1 - sqrt(2)",
        "sqrt(3+sqrt(5)) - (sqrt(10)+sqrt(2))/2",
        "sqrt(2+sqrt(5))*sqrt(-2+sqrt(5)) - 1",
        "sqrt(2+sqrt(5))*sqrt(1+sqrt(5)) - (3+sqrt(5))/sqrt(2)",
        "ln(i) - i*pi/2",
        "sqrt(i) - (1+i)/sqrt(2)",
        "(-1)^(1/3) - 1/2 - i*sqrt(3)/2",
        // special functions: DLMF 5.5.1, 5.15.5, 8.8.2, 8.19.12, 10.6.1, 10.29.1, 15.5.1, 25.12
        "gamma(x+1) - x*gamma(x)",
        "factorial(x) - x*factorial(x-1)",
        "gamma(1/2)^2 - pi",
        "polygamma(0, x+1) - polygamma(0, x) - 1/x",
        "beta(x+1, y) - beta(x, y)*x/(x+y)",
        "uppergamma(a+1, x) - a*uppergamma(a, x) - x^a*e^(-x)",
        "2*expint(3, x) - e^(-x) + x*expint(2, x)",
        "besselj(n-1, x) + besselj(n+1, x) - 2*n/x*besselj(n, x)",
        "besseli(n-1, x) - besseli(n+1, x) - 2*n/x*besseli(n, x)",
        "besselk(n+1, x) - besselk(n-1, x) - 2*n/x*besselk(n, x)",
        "erf(x) + erfc(x) - 1",
        "erf(-x) + erf(x)",
        "erfi(x) + i*erf(i*x)",
        "LambertW(0, x)*e^(LambertW(0, x)) - x",
        "polylog(1, x) + ln(1-x)",
        "polylog(-1, x) - x/(1-x)^2",
        "hyp2f1(a, b, b, x) - (1-x)^(-a)",
        "hyp2f1(1, 1, 2, x) + ln(1-x)/x",
        "ellipticK(m) - ellipticF(pi/2, m)",
    })
    void provesIdentities(String text) {
        ZeroTest.Verdict v = verdict(text, true);
        assertThat(v.answer()).as("%s: %s", text, v.reason()).isEqualTo(ZeroTest.Answer.ZERO);
        assertThat(v.reason()).isNotBlank();
    }

    /** True on a part of the plane only, or nowhere: principal branches differ elsewhere. */
    @ParameterizedTest
    @ValueSource(strings = {
        "sqrt(x^2) - x",
        "sqrt(x^2) + x",
        "ln(x^2) - 2*ln(x)",
        "ln(x*y) - ln(x) - ln(y)",
        "ln(e^x) - x",
        "ln(1/x) + ln(x)",
        "asin(sin(x)) - x",
        "acos(cos(x)) - x",
        "atan(tan(x)) - x",
        "atan(x) + atan(1/x) - pi/2",
        "atan(x) + atan(y) - atan((x+y)/(1-x*y))",
        "sqrt(x*y) - sqrt(x)*sqrt(y)",
        "sqrt(x^2-1) - sqrt(x-1)*sqrt(x+1)",
        "sqrt(1/x) - 1/sqrt(x)",
        "sqrt(x/y) - sqrt(x)/sqrt(y)",
        "(x^3)^(1/3) - x",
        "(x^2)^(1/4) - sqrt(x)",
        "(e^x)^(1/2) - e^(x/2)",
        "(x^a)^b - x^(a*b)",
        "(x*y)^a - x^a*y^a",
        "(sqrt(x^2) - x)*(sqrt(y^2) - y)",
        "(sqrt(x^2) - x)*(sqrt(y^2) - y)*(sqrt(z^2) - z)",
        "(abs(x) - x)*(abs(y) + y)",
        "abs(x) - x",
        "abs(x+y) - abs(x) - abs(y)",
        "(-8)^(1/3) + 2",
        "sqrt(3-2*sqrt(2)) - 1 + sqrt(2)",
        "sqrt(2)*sqrt(3) - sqrt(5)",
        "sin(x)^2 + cos(x)^2 - 2",
        "sin(2*x) - 2*sin(x)",
        "e^(x*y) - e^x*e^y",
        "floor(x) - x",
        "e^(pi*sqrt(163)) - 262537412640768744",
        "pi - 355/113",
        "2305843009213693951*x",
        "2305843009213693952*x - x",
        "x^2305843009213693950 - 1",
        "gamma(x+1) - gamma(x)",
        "besselj(n-1, x) - besselj(n+1, x)",
        "uppergamma(a+1, x) - a*uppergamma(a, x)",
        "hyp2f1(a, b, c, x) - (1-x)^(-a)",
        "ln(-x) - ln(x) - i*pi",
        "ln(i*x) - ln(x) - i*pi/2",
    })
    void isNotTakenIn(String text) {
        ZeroTest.Verdict v = verdict(text, true);
        assertThat(v.answer()).as("%s: %s", text, v.reason()).isNotEqualTo(ZeroTest.Answer.ZERO);
    }

    /** What is decided without knowing anything of transcendental numbers. */
    @ParameterizedTest
    @ValueSource(strings = {"x - y", "(x+1)^2 - x^2 - 1", "pi - 355/113", "sqrt(2)*sqrt(3) - sqrt(5)", "sqrt(x) - x", "x^2305843009213693950 - 1",
        "sqrt(1+x^2) - x - 1"})
    void refutesAlgebraically(String text) {
        assertThat(verdict(text, true).answer()).isEqualTo(ZeroTest.Answer.NOT_ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sin(pi*floor(x))", "cos(pi*floor(x))^2 - 1", "(-1)^floor(x) - cos(pi*floor(x))", "(-1)^(2*floor(x)) - 1",
        "sin(pi*(x - floor(y))) - (-1)^floor(y)*sin(pi*x)", "tan(pi*(x + floor(x))) - tan(pi*x)", "cos(pi*floor(x)/2)^2*sin(pi*floor(x)/2)^2",
        "cos(pi*x/180) - (-1)^floor(x/180)*sin(pi*(180*(floor(x/180) + 1/2) - x)/180)"})
    void integersOfHalfTurns(String text) {
        assertThat(verdict(text, false).answer()).as(text).isEqualTo(ZeroTest.Answer.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sin(pi*x)", "cos(pi*floor(x)) - 1", "(-1)^floor(x) + 1", "sin(pi*floor(x)/2)", "cos(pi*floor(x)/2)^2 - 1", "tan(pi*floor(x)/4) - 1", "sin(3*floor(x))", "e^(pi*floor(x)) - 1",
        "cos(pi*floor(x)*floor(y)) - cos(pi*floor(x))", "cos(pi*floor(x)) - cos(pi*floor(y))", "sin(floor(pi*x))"})
    void integersOfHalfTurnsThatAreNone(String text) {
        assertThat(verdict(text, false).answer()).as(text).isNotEqualTo(ZeroTest.Answer.ZERO);
        assertThat(verdict(text, true).answer()).as(text).isNotEqualTo(ZeroTest.Answer.ZERO);
    }

    /** By values: e^(π√163) differs from an integer in the 31st digit. */
    @ParameterizedTest
    @ValueSource(strings = {"e^(pi*sqrt(163)) - 262537412640768744", "sin(x) - x", "e^(x*y) - e^x*e^y", "gamma(x+1) - gamma(x)",
        "ln(2)*pi - 2", "sin(2*x) - 2*sin(x)", "x^x - x^2"})
    void refutesByValues(String text) {
        ZeroTest.Verdict v = verdict(text, false);
        assertThat(v.answer()).isEqualTo(ZeroTest.Answer.NOT_ZERO);
        assertThat(v.reason()).contains("is about");
    }

    /** Equal for some values and different for others: no, for real values; left open on the plane with its cuts. */
    @ParameterizedTest
    @ValueSource(strings = {"sqrt(x^2) - x", "atan(x) + atan(1/x) - pi/2", "abs(x) - x"})
    void tellsWhereItDiffers(String text) {
        ZeroTest.Verdict real = verdict(text, false);
        assertThat(real.answer()).isEqualTo(ZeroTest.Answer.NOT_ZERO);
        assertThat(real.reason()).contains("x = -").contains("is about");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqrt(x^2) - x", "ln(x^2) - 2*ln(x)"})
    void leavesOpenWhatHoldsOnAPartOfThePlane(String text) {
        ZeroTest.Verdict complex = verdict(text, true);
        assertThat(complex.answer()).isEqualTo(ZeroTest.Answer.UNKNOWN);
        assertThat(complex.reason()).contains("is about").contains("it is 0");
    }

    /** No quantity counts as constant because the same branch was drawn everywhere: the sign of x is not 1. */
    @ParameterizedTest
    @ValueSource(strings = {"ln(abs(x)/x)", "1/(abs(x)/x + 2) - 1/3", "ln(sqrt(x^2)/x)", "(sqrt(x^2)/x)^y - 1", "1/(sqrt(x^2) - x)",
        "abs(x)*abs(y)/(x*y) - 1", "ln(sqrt(x^2*y^2)/(x*y))"})
    void aBranchIsNotAConstant(String text) {
        for (int i = 0; i < 20; i++) {
            String renamed = text.replace("x", "x_" + i).replace("y", "y_" + i);
            assertThat(verdict(renamed, false).answer()).as(renamed).isNotEqualTo(ZeroTest.Answer.ZERO);
            assertThat(verdict(renamed, true).answer()).as(renamed).isNotEqualTo(ZeroTest.Answer.ZERO);
        }
    }

    /** Here symbols are real, and so is an odd root of a negative number. */
    @ParameterizedTest
    @ValueSource(strings = {
        "sin(x)^2 + cos(x)^2 - 1",
        "abs(x)^2 - x^2",
        "abs(-2*x) - 2*abs(x)",
        "sign(-x) + sign(x)",
        "abs(x*y) - abs(x)*abs(y)",
        "max(x,y) + min(x,y) - x - y",
        "max(x,y)*min(x,y) - x*y",
        "sqrt(x^2) - abs(x)",
        "ln(x^2) - 2*ln(abs(x))",
        "ln(e^x) - x",
        "ln(x^y) - y*ln(x)",
        "ln(1/x) + ln(x)",
        "sqrt(1/x) - 1/sqrt(x)",
        "sqrt(e^(2*x)) - e^x",
        "(x^3)^(1/3) - x",
        "sqrt(x^4) - x^2",
        "atan2(y,x) - 2*atan(y/(sqrt(x^2+y^2)+x)) - atan2(y,x) + 2*atan(y/(sqrt(x^2+y^2)+x))",
    })
    void provesForRealValues(String text) {
        ZeroTest.Verdict v = verdict(text, false);
        assertThat(v.answer()).as("%s: %s", text, v.reason()).isEqualTo(ZeroTest.Answer.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "sqrt(x^2) - x",
        "ln(x^2) - 2*ln(x)",
        "ln(x*y) - ln(x) - ln(y)",
        "sqrt(x*y) - sqrt(x)*sqrt(y)",
        "sqrt(x^2-1) - sqrt(x-1)*sqrt(x+1)",
        "sqrt(x^(2/3)) - x^(1/3)",
        "(x^(2/3))^(1/4) - x^(1/6)",
        "(x^2)^(1/4) - sqrt(x)",
        "asin(sin(x)) - x",
        "atan(tan(x)) - x",
        "atan(x) + atan(1/x) - pi/2",
        "abs(x) - x",
        "(abs(x) - x)*(abs(y) + y)",
        "abs(x+y) - abs(x) - abs(y)",
        "(-8)^(1/3) + 2",
        "(-8)^(1/3) - 1 - sqrt(-3)",
        "sign(x)^2 - 1",
        "floor(x) - x",
    })
    void isNotTakenInByRealValues(String text) {
        ZeroTest.Verdict v = verdict(text, false);
        assertThat(v.answer()).as("%s: %s", text, v.reason()).isNotEqualTo(ZeroTest.Answer.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqrt(x^2) - x", "ln(x^2) - 2*ln(x)", "ln(x*y) - ln(x) - ln(y)", "sqrt(x*y) - sqrt(x)*sqrt(y)",
        "(x^y)^2 - x^(2*y)", "sqrt(x/y) - sqrt(x)/sqrt(y)"})
    void knowsMoreOfPositiveSymbols(String text) {
        assertThat(verdict(text, true, "x > 0", "y > 0").answer()).isEqualTo(ZeroTest.Answer.ZERO);
        assertThat(verdict(text, false, "x > 0", "y > 0").answer()).isEqualTo(ZeroTest.Answer.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1/(sin(x)^2 + cos(x)^2 - 1)", "ln(e^x*e^(-x) - 1)", "1/(sqrt(x)^2 - x) - 1"})
    void dividesByZero(String text) {
        assertThatThrownBy(() -> verdict(text, true)).isInstanceOf(DdxException.class)
                .extracting(e -> ((DdxException) e).kind()).isEqualTo(DdxException.Kind.DIVISION_BY_ZERO);
    }

    /** A budget that is reached is an answer. */
    @Test
    void whatIsTooLargeIsUnknown() {
        StringBuilder sum = new StringBuilder("x");
        for (int i = 1; i <= 600; i++) {
            sum.append("+e^(x^").append(i).append(')');
        }
        ZeroTest.Verdict v = verdict(sum.toString(), false);
        assertThat(v.answer()).isEqualTo(ZeroTest.Answer.UNKNOWN);
        assertThat(v.reason()).contains("more than 100");
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3"})
    void theAnswerIsReproducible(int run) {
        assertThat(verdict("cos(pi/5) - (1+sqrt(5))/4", false)).isEqualTo(verdict("cos(pi/5) - (1+sqrt(5))/4", false));
    }
}
