package dev.ddx.calculus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ddx.Ddx;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Sym;
import dev.ddx.rewrite.Derivation;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a simplifier is tempted to lie: each derivative with the conditions under which it holds. */
class DomainsAndBranchesTest {

    private static String conditions(Derivation d) {
        return d.conditions().stream().map(Expr::toString).collect(Collectors.joining("; "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {
        "x/x                     @ 0                              @ x != 0",
        "sqrt(x^2)               @ x/abs(x)                       @ ",
        "ln(x^2)                 @ 2/x                            @ x != 0",
        "ln(abs(x))              @ 1/x                            @ x != 0",
        "ln(-x)                  @ 1/x                            @ x < 0",
        "sqrt(x-1)*sqrt(x+1)     @ x/(sqrt(x - 1)*sqrt(x + 1))    @ ",
        "x^x                     @ x^x*(ln(x) + 1)                @ x > 0",
        "asin(sin(x))            @ cos(x)/abs(cos(x))             @ sin(x) != -1; sin(x) != 1",
        "sin(asin(x))            @ 1                              @ -1 < x < 1",
        "abs(x)                  @ x/abs(x)                       @ x != 0",
        "x*abs(x)                @ 2*abs(x)                       @ ",
        "floor(x)                @ 0                              @ sin(pi*x) != 0",
        "sign(x)                 @ 0                              @ x != 0",
        "sign(x^2 - 2)           @ 0                              @ x^2 != 2",
        "sign(2 + sign(x))       @ 0                              @ x != 0",
        "sign(1/2 + sign(x))     @ 0                              @ sign(x) != -1/2; x != 0",
        "sign(sqrt(x) + 1)       @ 0                              @ x > 0",
        "floor(asin(x) + 1/3)    @ 0                              @ sin(pi*(asin(x) + 1/3)) != 0; -1 < x < 1",
        "atan2(x, -1)            @ -1/(1 + x^2)                   @ sqrt((-1)^2 + x^2) != 1",
        "atan2(x, 1)             @ 1/(1 + x^2)                    @ ",
        "x^2*sin(1/x)            @ 2*x*sin(1/x) - cos(1/x)        @ x != 0",
        "0^0                     @ 0                              @ ",
        "max(x, 0)               @ piecewise(1, x > 0; 0, x < 0)  @ x != 0",
        "x^2/x                   @ 1                              @ x != 0",
        "sqrt(x)^2               @ 1                              @ x > 0",
        "e^ln(x)                 @ 1                              @ x > 0",
    })
    void derivatives(String f, String derivative, String conditions) {
        Ddx ddx = Ddx.standard();
        Derivation d = ddx.derivation(ddx.parse(f), Sym.of("x"), 1, null);
        assertThat(d.result()).hasToString(derivative);
        assertThat(conditions(d)).isEqualTo(conditions == null ? "" : conditions);
    }

    /** With m = −7 the left side of the first divides by 0 at x = 0, and the right side is 0. */
    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {
        "x^(-m)/x^5              @ x^(-m - 5)                     @ x != 0",
        "x^(-m)/x^(2*n)          @ x^(-m - 2*n)                   @ x != 0",
        "x^(-m)/sqrt(x)          @ x^(-m - 1/2)                   @ x > 0",
        "(d*x)^m*y/d             @ y*(d*x)^m/d                    @ ",
        "(d*x)^m*d/d             @ (d*x)^m                        @ d != 0",
        "x^((m - 1) + 2)/x^(m + 1) @ 1                            @ x > 0",
        "y*x^(-m - 1)*2          @ 2*x^(-m - 1)*y                 @ ",
        "2^(-m)*3^(-m)/2^3       @ 2^(-m)*3^(-m)/8                @ ",
    })
    void a_symbol_as_exponent_has_either_sign(String e, String simplified, String conditions) {
        Ddx ddx = Ddx.standard();
        Derivation d = ddx.simplification(ddx.parse(e));
        assertThat(d.result()).hasToString(simplified);
        assertThat(conditions(d)).isEqualTo(conditions == null ? "" : conditions);
    }

    @Test
    void a_logarithm_of_a_product_is_not_split() {
        Ddx ddx = Ddx.standard();
        Derivation d = ddx.derivation(ddx.parse("ln(a*b)"), Sym.of("a"), 1, null);
        assertThat(d.result()).hasToString("1/a");
        assertThat(conditions(d)).isEqualTo("a*b > 0");
        assertThat(d.steps()).noneMatch(s -> s.after().toString().contains("ln(a) + ln(b)"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {
        "(-2)^x                        @ EMPTY_DOMAIN",
        "ln(-1 - x^2)                  @ EMPTY_DOMAIN",
        "sqrt(-e^x)                    @ EMPTY_DOMAIN",
        "asin(2)                       @ EMPTY_DOMAIN",
        "1/0                           @ DIVISION_BY_ZERO",
        "1/(x-x)                       @ DIVISION_BY_ZERO",
        "1/(sin(x)^2+cos(x)^2-1)       @ DIVISION_BY_ZERO",
        "0*(1/0)                       @ DIVISION_BY_ZERO",
        "x*integral(-1, t, 0, oo)      @ EMPTY_DOMAIN",
        "integral(2 + sin(t), t, -oo, x) @ EMPTY_DOMAIN",
    })
    void no_value_anywhere(String f, DdxException.Kind kind) {
        assertThatThrownBy(() -> Ddx.standard().parse(f)).isInstanceOfSatisfying(DdxException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    /** Each is defined at one point at the most, or by the rules not differentiable anywhere. */
    @ParameterizedTest
    @ValueSource(strings = {"sqrt(x-x)", "(x-x)^(1/2)", "sqrt(sin(x)^2+cos(x)^2-1)", "sqrt(x)*sqrt(-x)", "sqrt(x)+ln(-x)", "asin(1+x-x)", "x^2*sqrt(x-x)",
        "sqrt(x-2)*ln(1-x)", "piecewise(sqrt(x-x), x > 0; x, x <= 0)"})
    void no_derivative_anywhere(String f) {
        Ddx ddx = Ddx.standard();
        Expr e = ddx.parse(f);
        assertThatThrownBy(() -> ddx.derivation(e, Sym.of("x"), 1, null))
                .isInstanceOfSatisfying(DdxException.class, refused -> assertThat(refused.kind()).isEqualTo(DdxException.Kind.EMPTY_DOMAIN));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {
        "          @ sqrt(x^2)           @ abs(x)",
        "x > 0     @ sqrt(x^2)           @ x",
        "x < 0     @ sqrt(x^2)           @ -x",
        "          @ sqrt(x)*sqrt(y)     @ sqrt(x)*sqrt(y)",
        "x > 0     @ sqrt(x)*sqrt(y)     @ sqrt(x*y)",
        "          @ ln(x) + ln(y)       @ ln(x) + ln(y)",
        "x > 0     @ ln(x) + ln(y)       @ ln(x*y)",
        "          @ abs(1 + x^2)        @ 1 + x^2",
        "          @ ln(e^x)             @ x",
        "          @ atan(tan(x))        @ atan(tan(x))",
    })
    void assumptions(String assumption, String e, String simplified) {
        Ddx ddx = assumption == null ? Ddx.standard() : Ddx.standard().assuming(assumption);
        assertThat(ddx.simplify(ddx.parse(e))).hasToString(simplified);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {
        "sqrt(z^2)             @ sqrt(z^2)",
        "ln(e^z)               @ ln(exp(z))",
        "ln(z) + ln(w)         @ ln(z) + ln(w)",
        "abs(z)^2              @ abs(z)^2",
        "sqrt(z)*sqrt(w)       @ sqrt(z)*sqrt(w)",
        "(z^2 - 1)/(z - 1)     @ z + 1",
    })
    void principal_branches(String e, String simplified) {
        Ddx ddx = Ddx.standard().withComplex(true);
        assertThat(ddx.simplify(ddx.parse(e))).hasToString(simplified);
    }
}
