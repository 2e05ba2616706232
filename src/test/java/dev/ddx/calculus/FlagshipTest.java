package dev.ddx.calculus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ddx.Ddx;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Sym;
import dev.ddx.render.DerivationPrinter;
import dev.ddx.render.Detail;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The derivation that textbooks on neural networks give, and others that the same rules find. */
class FlagshipTest {

    private static final Sym X = Sym.of("x");

    @Test
    void the_sigmoid_line_by_line() {
        Ddx ddx = Ddx.standard();
        String latex = new DerivationPrinter(ddx.functions(), Detail.NORMAL)
                .latex(ddx.derivation(ddx.parse("1/(1+e^-x)"), X, 1, null));
        assertThat(latex).containsSubsequence(List.of(
                "\\sigma(x) &= \\frac{1}{1+e^{-x}}",
                "\\frac{d}{dx}\\sigma(x) &= \\frac{d}{dx}\\left[\\frac{1}{1+e^{-x}}\\right]",
                "&= \\frac{\\frac{d}{dx}\\left[1\\right]\\cdot\\left(1+e^{-x}\\right)-1\\cdot\\frac{d}{dx}\\left[1+e^{-x}\\right]}{\\left(1+e^{-x}\\right)^2}",
                "\\frac{d}{dx}\\left[1\\right] &= 0",
                "\\frac{d}{dx}\\left[1+e^{-x}\\right] &= 0+e^{-x}\\cdot\\frac{d}{dx}\\left[-x\\right]",
                "&= -e^{-x}",
                "\\frac{d}{dx}\\sigma(x) &= \\frac{0\\cdot\\left(1+e^{-x}\\right)-1\\cdot\\left(-e^{-x}\\right)}{\\left(1+e^{-x}\\right)^2}",
                "&= \\frac{e^{-x}}{\\left(1+e^{-x}\\right)^2}",
                "&= \\frac{1+e^{-x}-1}{\\left(1+e^{-x}\\right)^2}",
                "&= \\frac{1+e^{-x}}{\\left(1+e^{-x}\\right)^2}-\\frac{1}{\\left(1+e^{-x}\\right)^2}",
                "&= \\frac{1}{1+e^{-x}}-\\frac{1}{\\left(1+e^{-x}\\right)^2}",
                "&= \\frac{1}{1+e^{-x}}\\left(1-\\frac{1}{1+e^{-x}}\\right)",
                "&= \\boxed{\\sigma(x)\\left(1-\\sigma(x)\\right)}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {
        "sigma(x) @ sigma(x)*(1 - sigma(x))",
        "(e^x-e^-x)/(e^x+e^-x) @ 1 - tanh(x)^2",
        "tanh(x) @ 1 - tanh(x)^2",
        "ln(1+e^x) @ sigma(x)",
        "x*sigma(x) @ sigma(x)*(1 + x*(1 - sigma(x)))",
        "x^x @ x^x*(ln(x) + 1)",
        "x^2*sin(x) @ x*(2*sin(x) + x*cos(x))",
        "(x^2+1)/(x^3-2x+5) @ (-x^4 - 5*x^2 + 10*x + 2)/(x^3 - 2*x + 5)^2",
        "sin(x)^2+cos(x)^2 @ 0",
        "exp(-x^2/2) @ -x*exp(-x^2/2)",
    })
    void results(String f, String derivative) {
        Ddx ddx = Ddx.standard();
        assertThat(ddx.differentiate(ddx.parse(f), X, 1).toString()).isEqualTo(derivative);
    }

    @Test
    void logistic_growth_with_parameters() {
        Ddx ddx = Ddx.standard().define("f(x) = L/(1+e^(-k*(x-c)))");
        Expr result = ddx.differentiate(ddx.parse("L/(1+e^(-k*(x-c)))"), X, 1);
        assertThat(result).hasToString("k*f(x)*(1 - f(x)/L)");
    }
}
