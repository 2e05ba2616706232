package dev.ddx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodegenCommandTest {

    private static Run ddx(String... arguments) {
        return Run.of("", arguments);
    }

    private static String code(String... arguments) {
        Run run = ddx(arguments);
        assertThat(run.code()).as(run.err()).isZero();
        return run.out();
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "c", "python-numpy", "pytorch", "jax", "julia", "latex-algorithm"})
    void everyTargetHasEveryKindOfDerivative(String target) {
        for (String kind : new String[] {"--gradient", "--jacobian", "--hessian", "--forward-backward"}) {
            assertThat(code("codegen", "g(x, y) = x^2*sin(y)", "--target", target, kind)).contains("g(x, y) = x^2*sin(y)");
        }
    }

    @Test
    void powersAreMultipliedAndNumbersAreExact() {
        String c = code("codegen", "x^4/3 + sqrt(x) + 1/2*y", "--target", "c");
        assertThat(c).contains("1.0/3.0*").contains("sqrt(x)").contains("0.5*y").doesNotContain("pow(");
        assertThat(code("codegen", "x^(1/3) + (e^x - 1)*y + ln(1 + y)", "--target", "c")).contains("cbrt(x)").contains("expm1(x)").contains("log1p(y)");
    }

    /** y·(E·y) stays accurate where 1 − y has lost all digits; the stable form of one variable is what its backward pass computes. */
    @Test
    void theBackwardPassOfTheSigmoidReusesTheForwardPass() {
        String c = code("codegen", "1/(1+e^-x)", "--target", "c", "--forward-backward");
        assertThat(c).contains("exp(-x)").contains("0 additions, 3 multiplications, 0 function calls");
        assertThat(c.substring(c.indexOf("f_backward"))).doesNotContain("exp(").doesNotContain("1.0 -");
    }

    /** By hand a/n once, and a product for each variable. */
    @Test
    void theBackwardPassOfSeveralVariablesReusesTheForwardPass() {
        assertThat(code("codegen", "norm(x, y, z)", "--target", "c", "--forward-backward")).contains("0 additions, 4 multiplications, 0 function calls");
        String c = code("codegen", "softmax(x, y, z)", "--target", "c", "--forward-backward");
        assertThat(c.substring(c.indexOf("f_backward"))).doesNotContain("exp(");
        assertThat(code("codegen", "softmax(x, y)", "--target", "python-numpy", "--jacobian")).contains("f_1(x, y)").contains("f_2(x, y)");
    }

    @Test
    void theVariablesAreTheFirstArguments() {
        assertThat(code("codegen", "L/(1+e^(-k*(x-c)))", "--target", "c", "-x", "x", "--gradient", "--name", "logistic"))
                .contains("double logistic(double x, double L, double k, double c)").contains("double gradient[1]");
    }

    @Test
    void aFunctionThatTheLanguageLacksIsSuppliedOrAnError() {
        Run run = ddx("codegen", "besselj(0, x)", "--target", "java");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("there is no besselj in Java").contains("--supply besselj");
        assertThat(code("codegen", "besselj(0, x)", "--target", "java", "--supply", "besselj")).contains("double besselj(double x0, double x1)")
                .contains("functions.besselj(0.0, x)");
        assertThat(code("codegen", "g(x)*x", "--target", "c", "--supply", "g")).contains("double g(double);");
        assertThat(ddx("codegen", "g(x)*x", "--target", "c", "--supply", "g", "--gradient").err()).contains("a derivative of g is not known");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "class | java", "double | c", "sin | c", "lambda | python-numpy", "np | python-numpy", "end | julia", "x y | c", "f);system( | c", "math | java", "*/ | c"})
    void aNameThatTheLanguageDoesNotAllowIsAnError(String name, String target) {
        Run run = ddx("codegen", "x^2", "--target", target, "--name", name);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("name of a");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void theDerivationStandsInAComment() {
        String text = code("codegen", "x^2*sin(x)", "--target", "java", "--gradient", "--derivation");
        assertThat(text).contains("Product rule");
        assertThat(text.indexOf("Product rule")).isLessThan(text.indexOf("*/"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "codegen x^2 | --target names the language",
        "codegen x^2 --target basic | there is no target basic",
        "codegen --target c | an expression is missing",
        "codegen x y --target c --gradient | of several there is the Jacobian",
        "codegen 2 --target c --gradient | no symbol to differentiate by",
        "codegen x --target c --gradient --hessian | is enough",
        "codegen x --target c --complex | real numbers",
        "codegen x<1 --target c | a function is an expression",
        "codegen 10^400*x --target c | too large for double precision"})
    void whatIsWrongIsSaid(String line, String message) {
        Run run = ddx(line.strip().split(" "));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(message);
    }
}
