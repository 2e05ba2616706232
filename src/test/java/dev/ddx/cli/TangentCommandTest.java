package dev.ddx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ddx.Ddx;
import dev.ddx.expr.Sym;
import dev.ddx.rewrite.Exposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TangentCommandTest {

    private static Run ddx(String input, String... arguments) {
        return Run.of(input, arguments);
    }

    /** Slopes and values from SymPy 1.14: diff(f, x).subs(x, a) and f.subs(x, a); a vertical line stands for a normal of slope infinity. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "x^2 | x=1 | 2*x - 1 | -x/2 + 3/2",
        "x^3/(x-2) | x=1 | -4*x + 3 | x/4 - 5/4",
        "sqrt(x) | x=4 | x/4 + 1 | -4*x + 18",
        "exp(x) | x=0 | x + 1 | -x + 1",
        "ln(x) | x=1 | x - 1 | -x + 1",
        "x*e^(-x) | x=0 | x | -x",
        "1/x | x=-1/2 | -4*x - 4 | x/4 - 15/8",
        "atan(x) | x=1 | pi/4 + (x - 1)/2 | pi/4 - 2*(x - 1)",
        "a*x^2 | x=c | a*c^2 + 2*a*c*(x - c) | a*c^2 - (x - c)/(2*a*c)",
    })
    void tangent_and_normal(String f, String at, String tangent, String normal) {
        Run run = ddx("", "tangent", f, "--at", at, "--result", "--format", "infix");
        assertThat(run.code()).as(run.err()).isZero();
        String[] lines = run.out().split("\n");
        Ddx ddx = Ddx.standard();
        for (int i = 0; i < 2; i++) {
            assertThat(lines[i]).startsWith("y = ");
            assertThat(ddx.equal(ddx.read(lines[i].substring(4), java.util.Set.of("x"), false).expression(), ddx.parse(i == 0 ? tangent : normal)).isZero())
                    .as(lines[i]).isTrue();
        }
        assertThat(ddx("", "tangent", f, "--at", at, "--verify").err()).contains("exact").doesNotContain("not checked").doesNotContain("failed");
    }

    @Test
    void a_horizontal_tangent_has_a_vertical_normal() {
        assertThat(ddx("", "tangent", "cos(x)", "--at", "x=0", "--result", "--format", "infix").out()).isEqualTo("y = 1\nx = 0\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "cbrt(x) | x=0 | The tangent is the vertical line x = 0, the normal the horizontal line y = 0.",
        "x^(2/3) | x=0 | The graph has a cusp at x = 0.",
        "sqrt(x) | x=0 | The tangent is the vertical line x = 0",
        "abs(x^2-1) | x=1 | There is no tangent at x = 1: on the left the graph has the half-tangent y = -2x + 2, on the right y = 2x - 2.",
        "heaviside(x) | x=0 | There is no tangent at x = 0.",
        "x*abs(x) | x=0 | The tangent is y = 0.",
    })
    void points_without_a_derivative_are_named(String f, String at, String sentence) {
        Run run = ddx("", "tangent", f, "--at", at, "--format", "text");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains(sentence);
    }

    @Test
    void where_there_is_no_value_there_is_an_error() {
        assertThat(ddx("", "tangent", "1/x", "--at", "x=0").code()).isEqualTo(4);
        assertThat(ddx("", "tangent", "ln(x)", "--at", "x=-1").err()).contains("no real value at x = -1");
        assertThat(ddx("", "tangent", "x^2").code()).isEqualTo(2);
        assertThat(ddx("", "tangent", "x^2", "--at", "x=1,y=2").code()).isEqualTo(2);
        assertThat(ddx("", "tangent", "x^2", "--at", "x=x").code()).isEqualTo(2);
        assertThat(ddx("", "tangent", "", "--at", "x=1").code()).isEqualTo(3);
        assertThat(ddx("", "tangent", "x^2", "--at", "x=1", "--complex").code()).isEqualTo(2);
    }

    @Test
    void it_prints_every_format() {
        assertThat(ddx("", "tangent", "x^2", "--at", "x=1").out()).startsWith("\\begin{aligned}\n\\left.x^2\\right|_{x=1} &= 1^2")
                .contains("&= \\boxed{2x-1} &&\\text{Simplify} \\\\[8pt]").endsWith("\\end{aligned}\n");
        assertThat(ddx("", "tangent", "x^2", "--at", "x=1", "--format", "document").out()).contains("\\begin{align*}").endsWith("\\end{document}\n");
        assertThat(ddx("", "tangent", "x^2", "--at", "x=1", "--format", "markdown").out()).contains("Linear approximation near $x=1$: $x^2$ is about $1+2(x-1)$.");
        assertThat(ddx("", "tangent", "x^2", "--at", "x=1", "--format", "json").out()).contains("\"kind\" : \"derivation\"").contains("\"opening\"").contains("\"y = 2*x - 1\"");
        assertThat(ddx("", "tangent", "x^2", "--at", "x=1", "--format", "text", "--language", "de").out()).contains("Lineare Näherung bei x = 1");
    }

    @Test
    void in_a_batch() {
        assertThat(ddx("{\"id\":1,\"f\":\"x^2\",\"at\":{\"x\":1},\"verify\":true}\n{\"id\":2,\"f\":\"cbrt(x)\",\"at\":{\"x\":0}}\n{\"id\":3,\"f\":\"x\"}\n",
                "batch", "--op", "tangent").out().lines().toList()).satisfiesExactly(
                        a -> assertThat(a).contains("\"results\":[\"y = 2*x - 1\",\"y = -x/2 + 3/2\"]").contains("\"unchecked\":0"),
                        b -> assertThat(b).contains("\"results\":[\"x = 0\",\"y = 0\"]").contains("vertical line"),
                        c -> assertThat(c).contains("error"));
    }

    @Test
    void in_the_library() {
        Exposition e = Ddx.standard().tangent(Ddx.standard().parse("x^2"), Sym.of("x"), Ddx.standard().parse("3"));
        assertThat(e.results()).extracting(Object::toString).first().isEqualTo("y = 6*x - 9");
        assertThat(Ddx.standard().verify(e).accepted()).isTrue();
    }

    /** 30 digits of 4·(cos 2 + sin 2) by mpmath. */
    @Test
    void a_derivative_at_a_point_is_exact_and_a_decimal() {
        assertThat(ddx("", "x^2*sin(x)", "--at", "x=2", "--digits", "30").out()).contains("about $1.97260236111415723359380654564$");
        assertThat(ddx("", "sin(x)", "--at", "x=1").out()).contains("\\boxed{\\cos 1} &&\\text{Put $x=1$, about $0.5403023059$}");
        Run kink = ddx("", "cbrt(x)", "--at", "x=0");
        assertThat(kink.code()).isEqualTo(4);
        assertThat(kink.err()).contains("the tangent is vertical");
        assertThat(ddx("{\"id\":1,\"f\":\"x^2\",\"at\":{\"x\":\"1/3\"}}", "batch", "--op", "diff").out()).contains("\"value\":\"2/3\"").contains("\"about\":0.666");
    }
}
