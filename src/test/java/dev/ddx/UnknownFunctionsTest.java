package dev.ddx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Sym;
import dev.ddx.render.LatexPrinter;
import dev.ddx.render.LatexStyle;
import dev.ddx.rewrite.Derivation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Functions of which only the name is known, of one variable and of several. */
class UnknownFunctionsTest {

    private static final Sym X = Sym.of("x");

    private final Ddx ddx = Ddx.standard().withFunction("f").withFunction("g").withFunction("y");

    private String latex(Expr e, LatexStyle.Notation notation) {
        return new LatexPrinter(ddx.functions(), LatexStyle.TEXTBOOK.with(notation)).print(e);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "f(x) | 1 | f'(x) | \\frac{df}{dx} | f'(x)",
        "f(x) | 4 | f^{(4)}(x) | \\frac{d^4f}{dx^4} | f^{(4)}(x)",
        "f(x,t) | 1 | f_x(x,t) | \\frac{\\partial f}{\\partial x} | f_x(x,t)",
        "f(x,t) | 2 | f_{xx}(x,t) | \\frac{\\partial^2f}{\\partial x^2} | f_{xx}(x,t)",
        "f(x,y(x)) | 1 | f_x\\left(x,y(x)\\right)+f_y\\left(x,y(x)\\right)\\,y'(x) | \\frac{\\partial f}{\\partial x}+\\frac{\\partial f}{\\partial y}\\cdot\\frac{dy}{dx}"
            + " | f_x\\left(x,y(x)\\right)+f_y\\left(x,y(x)\\right)\\,y'(x)",
        "f(g(x)) | 1 | f'\\left(g(x)\\right)\\,g'(x) | \\frac{df}{dg}\\cdot\\frac{dg}{dx} | f'\\left(g(x)\\right)\\,g'(x)",
        "g(x)^3 | 1 | 3g(x)^2\\,g'(x) | 3g(x)^2\\cdot\\frac{dg}{dx} | 3g(x)^2\\,g'(x)",
        "f(x^2,x) | 1 | 2x\\,\\partial_1 f\\left(x^2,x\\right)+\\partial_2 f\\left(x^2,x\\right) | 2x\\,\\partial_1 f\\left(x^2,x\\right)+\\partial_2 f\\left(x^2,x\\right)"
            + " | 2x\\,\\partial_1 f\\left(x^2,x\\right)+\\partial_2 f\\left(x^2,x\\right)"})
    void in_three_notations(String text, int order, String textbook, String leibniz, String lagrange) {
        Derivation d = ddx.derivation(ddx.parse(text), X, order, null);
        assertThat(ddx.verify(d).accepted()).isTrue();
        assertThat(latex(d.result(), LatexStyle.Notation.TEXTBOOK)).isEqualTo(textbook);
        assertThat(latex(d.result(), LatexStyle.Notation.LEIBNIZ)).isEqualTo(leibniz);
        assertThat(latex(d.result(), LatexStyle.Notation.LAGRANGE)).isEqualTo(lagrange);
    }

    @Test
    void a_fraction_is_raised_to_a_power_in_brackets() {
        assertThat(latex(ddx.read("g'(x)^2", java.util.Set.of(), false).expression(), LatexStyle.Notation.LEIBNIZ)).isEqualTo("\\left(\\frac{dg}{dx}\\right)^2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"diff(y, x) | y'", "diff(y, x, 2) | y''", "diff(y, t) | y'_{t}", "diff(sin(t)^2, t) | \\left(\\sin^2 t\\right)'", "diff(f(x), x) | f'(x)"})
    void primes(String text, String expected) {
        assertThat(latex(ddx.read(text, java.util.Set.of(), false).expression(), LatexStyle.Notation.LAGRANGE)).isEqualTo(expected);
    }

    /** The second derivative of f(x, y(x)) as every textbook has it. */
    @Test
    void the_second_derivative_along_a_curve() {
        Derivation d = ddx.derivation(ddx.parse("f(x, y(x))"), X, 2, null);
        assertThat(ddx.verify(d).accepted()).isTrue();
        Expr expected = ddx.parse("partial(f(x, y(x)); 2, 0) + 2*partial(f(x, y(x)); 1, 1)*y'(x) + partial(f(x, y(x)); 0, 2)*y'(x)^2 + partial(f(x, y(x)); 0, 1)*y''(x)");
        assertThat(ddx.equal(d.result(), expected).isZero()).isTrue();
    }

    @Test
    void the_order_of_mixed_derivatives_does_not_matter_and_why_is_said() {
        Derivation a = ddx.simplification(ddx.parse("diff(f(x, t), x, t)"));
        Derivation b = ddx.simplification(ddx.parse("diff(f(x, t), t, x)"));
        assertThat(a.result()).isEqualTo(b.result());
        assertThat(new dev.ddx.render.DerivationPrinter(ddx.functions(), dev.ddx.render.Detail.NORMAL).text(a)).contains("f_xt(x, t)")
                .contains("whose mixed partial derivatives are continuous, so that their order does not matter (Clairaut)");
    }
}
