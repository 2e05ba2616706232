package dev.ddx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Kernel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecialFunctionsInUseTest {

    private static final Ddx DDX = Ddx.standard();

    @Test
    void readsEveryDeclaredDerivative() {
        for (FunctionDeclaration f : DDX.functions().all()) {
            for (Expr derivative : f.derivatives()) {
                assertThat(derivative == null || f.parameters().containsAll(derivative.freeSymbols())).as(f.name()).isTrue();
            }
        }
    }

    @Test
    void tellsFunctionsApartByTheNumberOfArguments() {
        assertThat(DDX.parse("ellipticE(m) + ellipticE(x, m)").toString()).isEqualTo("ellipticE(m) + ellipticE(x, m)");
        assertThat(DDX.differentiate("ellipticE(x, m)", "x").toString()).isEqualTo("sqrt(1 - m*sin(x)^2)");
        assertThat(DDX.differentiate("W(x)", "x").toString()).contains("LambertW(x)");
        assertThatThrownBy(() -> DDX.parse("ellipticE(x, m, 2)")).hasMessageContaining("ellipticE takes 1 or 2 arguments, got 3");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"besselj(x, 2) | the derivative of besselj by its order is not known in closed form",
        "uppergamma(x, y) | the derivative of uppergamma by its parameter is not known in closed form"})
    void saysWhichDerivativeIsNotKnown(String f, String message) {
        Expr e = DDX.parse(f);
        assertThatThrownBy(() -> DDX.differentiate(e, Sym.of("x"), 1)).isInstanceOf(DdxException.class).hasMessage(message)
                .extracting(t -> ((DdxException) t).kind()).isEqualTo(DdxException.Kind.NOT_DIFFERENTIABLE);
        Kernel kernel = new Kernel(DDX.functions(), Limits.DEFAULT);
        assertThatThrownBy(() -> kernel.derivative(kernel.read(e), kernel.symbol("x"))).hasMessage(message);
    }

    @Test
    void needsOnlyTheDerivativeByWhatDependsOnTheVariable() {
        Expr e = DDX.parse("besselj(n, x^2)");
        assertThat(DDX.differentiate(e, Sym.of("x"), 1).toString()).contains("besselj(n - 1, x^2)");
        Kernel kernel = new Kernel(DDX.functions(), Limits.DEFAULT);
        assertThat(kernel.write(kernel.derivative(kernel.read(e), kernel.symbol("x"))).toString()).contains("besselj(");
    }

    @Test
    void keepsTheDerivativeOfZetaAsItIsWritten() {
        assertThat(DDX.differentiate("zeta(2*x)", "x").toString()).contains("zeta'(2*x)");
        assertThat(DDX.toLatex(DDX.differentiate("zeta(x)", "x"))).isEqualTo("\\zeta'(x)");
    }

    @Test
    void readsTheImaginaryUnitInComplexModeAlone() {
        assertThat(DDX.parse("i*x").freeSymbols()).contains(Sym.of("i"));
        assertThat(DDX.withComplex(true).parse("i*x").freeSymbols()).containsExactly(Sym.of("x"));
    }

    @Test
    void givesWayToTheFunctionOfAUser() {
        assertThat(DDX.withFunction("Ai").differentiate("Ai(x)", "x").toString()).isEqualTo("Ai'(x)");
        assertThat(DDX.define("logistic(x) = x^2").differentiate("logistic(x)", "x").toString()).isEqualTo("2*x");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"besselj(n, x)|J_{n}(x)", "gamma(x^2)|\\Gamma\\left(x^2\\right)", "polygamma(1, x)|\\psi^{(1)}(x)",
        "hyp2f1(a, b, c, x)|{}_2F_1(a,b;c;x)", "ellipticPi(n, x, m)|\\Pi\\left(n;x\\mid m\\right)", "LambertW(k, x)|W_{k}(x)",
        "airyaiprime(x)^2|\\operatorname{Ai}'(x)^2", "harmonic(n)|H_{n}", "factorial(n)|n!"})
    void isWrittenAsInBooks(String f, String latex) {
        assertThat(DDX.toLatex(DDX.parse(f))).isEqualTo(latex);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"softplus(x)|0.5|0.62245933120185456", "silu(x)|0.5|0.73996118730265181", "gelu(x)|0.5|0.86749512465616284",
        "mish(x)|0.5|0.88642437535772726", "softsign(x)|-0.5|0.44444444444444444", "elu(x)|-0.5|0.60653065971263342",
        "sigmoid(x)|0|0.25", "selu(x)|-0.5|1.0663411530445055", "hardswish(x)|1.5|1", "hardtanh(x)|2|0", "relu(x)|-1|0"})
    void differentiatesTheFunctionsOfMachineLearning(String f, double x, double expected) {
        double found = DDX.evaluate(DDX.differentiate(f, "x"), java.util.Map.of(Sym.of("x"), x));
        assertThat(found).isCloseTo(expected, org.assertj.core.api.Assertions.within(1e-14));
    }
}
