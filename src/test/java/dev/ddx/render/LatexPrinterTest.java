package dev.ddx.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ddx.Ddx;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The house style: input and the LaTeX it must give. */
class LatexPrinterTest {

    private final Ddx ddx = Ddx.standard();

    @ParameterizedTest
    @CsvSource(delimiter = '@', quoteCharacter = '`', value = {
        "2*x @ 2x",
        "2*3*x @ 2\\cdot 3x",
        "2*x*sin(x) @ 2x\\sin x",
        "sin(x)*x @ \\sin(x)\\,x",
        "sin(x)^2 @ \\sin^2 x",
        "sin(x^2) @ \\sin\\left(x^2\\right)",
        "sin(2*x) @ \\sin(2x)",
        "asin(x) @ \\arcsin x",
        "1/sin(x) @ \\frac{1}{\\sin x}",
        "log(x)^2 @ \\left(\\ln x\\right)^2",
        "log(x,2) @ \\log_2 x",
        "exp(-x^2/2) @ e^{-x^2/2}",
        "1/(1+exp(-x)) @ \\frac{1}{1+e^{-x}}",
        "x^(1/2) @ \\sqrt{x}",
        "x^(3/2) @ x^{3/2}",
        "x^(-1/2) @ \\frac{1}{\\sqrt{x}}",
        "-x^2 @ -x^2",
        "(-x)^2 @ (-x)^2",
        "2*(-x) @ 2\\cdot(-x)",
        "x-(-1) @ x-(-1)",
        "(1/2)*x @ \\frac{x}{2}",
        "(x+1)*(x-1) @ (x+1)(x-1)",
        "(x/(1+x))^2 @ \\left(\\frac{x}{1+x}\\right)^2",
        "x^(x^2) @ x^{x^2}",
        "(x^2)^3 @ \\left(x^2\\right)^3",
        "abs(x) @ \\left|x\\right|",
        "sech(x)^2 @ \\operatorname{sech}^2 x",
        "diff(x*sin(x),x) @ \\frac{d}{dx}\\left[x\\sin x\\right]",
        "diff(y(x),x) @ \\frac{dy}{dx}",
        "diff(f(x),x,2) @ f''(x)",
        "sec(x)^2*x @ \\sec^2(x)\\,x",
        "x*sec(x)^2 @ x\\sec^2 x",
        "sin(x)^2*cos(x)^3 @ \\sin^2 x\\cos^3 x",
        "sec(x)^2*(1+x) @ \\sec^2(x)(1+x)",
        "diff(x^2*y,x,y) @ \\frac{\\partial^2}{\\partial x\\,\\partial y}\\left[x^2y\\right]",
        "at(diff(x^2,x),x=3) @ \\left.\\frac{d}{dx}\\left[x^2\\right]\\right|_{x=3}",
        "piecewise(x, x>0; 0, x<=0) @ \\begin{cases}x&\\text{if }x>0,\\\\0&\\text{if }x\\le 0\\end{cases}",
        "sigma(x)*(1-sigma(x)) @ \\sigma(x)\\left(1-\\sigma(x)\\right)",
        "-x*exp(-x^2/2) @ -x\\,e^{-x^2/2}",
    })
    void golden(String input, String latex) {
        assertThat(ddx.toLatex(ddx.read(input, Set.of("x"), true).expression())).isEqualTo(latex);
    }
}
