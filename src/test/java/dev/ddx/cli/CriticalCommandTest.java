package dev.ddx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ddx.Ddx;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Num;
import dev.ddx.expr.Sym;
import dev.ddx.rewrite.Exposition;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CriticalCommandTest {

    private static final Ddx DDX = Ddx.standard();
    private static final Sym X = Sym.of("x");

    private static Run ddx(String input, String... arguments) {
        return Run.of(input, arguments);
    }

    /** Critical points by solve(diff(f, x), x) of SymPy 1.14 over the reals, and where the derivative does not exist. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "x^3-3x | x = -1; x = 1",
        "x*e^(-x) | x = 1",
        "ln(x)/x | x = e",
        "x*ln(x) | x = 1/e",
        "abs(x^2-1) | x = -1; x = 0; x = 1",
        "x+1/x | x = -1; x = 1",
        "x^(2/3) | x = 0",
        "x^3 | x = 0",
        "e^x |",
        "x/(x^2+1) | x = -1; x = 1",
        "(x^2-2)^2 | x = -sqrt(2); x = 0; x = sqrt(2)",
        "x^2*(x-3)/(x-1) | x = 0",
    })
    void critical_points(String f, String points) {
        Exposition e = DDX.critical(DDX.parse(f), X);
        List<String> expected = points == null ? List.of() : List.of(points.split("; "));
        assertThat(e.results()).as(e.results().toString()).hasSize(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            Expr found = e.results().get(i).children().get(1);
            assertThat(DDX.evaluate(found, java.util.Map.of())).isCloseTo(DDX.evaluate(DDX.parse(expected.get(i).substring(4)), java.util.Map.of()),
                    org.assertj.core.data.Offset.offset(1e-12));
        }
        assertThat(DDX.verify(e).accepted()).as(DDX.verify(e).summary()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "x^3-3x | Local maximum at x = -1 with the value 2",
        "x^3-3x | Local minimum at x = 1 with the value -2",
        "x^3-3x | Point of inflection at x = 0 with the value 0",
        "x^3 | No extremum at x = 0: the derivative has the same sign on both sides.",
        "cbrt(x) | No extremum at x = 0, where there is no derivative",
        "x*e^(-x) | The greatest value of all is 1/e, at x = 1.",
        "abs(x^2-1) | The least value of all is 0, at x = -1, x = 1.",
        "sqrt(1-x^2) | The greatest value of all is 1, at x = 0.",
        "sqrt(1-x^2) | Local minimum at the end of the domain, x = 1, with the value 0.",
        "sqrt(1-x^2) | The least value of all is 0, at x = -1, x = 1.",
        "e^x | There are no critical points.",
        "x^4 | There are no points of inflection.",
        "x*ln(x) | The least value of all is",
        "5 | The function is constant: every point is critical.",
    })
    void what_is_said_of_them(String f, String sentence) {
        Run run = ddx("", "critical", f, "--format", "text");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains(sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x+1/x", "x^3-3x", "1/x", "ln(x)"})
    void what_grows_beyond_all_bounds_has_no_greatest_value(String f) {
        assertThat(ddx("", "critical", f, "--format", "text").out()).doesNotContain("of all");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x*sin(x)", "gamma(x)", "floor(x)", "e^x - x^3", "sin(x)+sin(sqrt(2)*x)"})
    void what_is_not_solved_is_said(String f) {
        Run run = ddx("", "critical", f, "--format", "text");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("Not decided").doesNotContain("Local m");
    }

    @Test
    void a_wrong_sign_is_not_accepted() {
        for (List<Integer> signs : List.of(List.of(1, -1, 1), List.of(1, 1, 1), List.of(-1, -1, 1))) {
            Exposition e = new Exposition(List.of(), List.of(new Exposition.Signs(DDX.parse("3*x^2-3"), X, List.of(DDX.parse("-1"), Num.ONE), signs)), List.of());
            assertThat(DDX.verify(e).accepted()).isEqualTo(signs.equals(List.of(1, -1, 1)));
        }
    }

    @Test
    void formats_and_errors() {
        assertThat(ddx("", "critical", "x^2").out()).contains("\\begin{array}{c|ccc}\nx & x<0 & 0 & x>0 \\\\\n\\hline\n\\text{Derivative} & - & 0 & +")
                .contains("\\searrow & 0 & \\nearrow");
        assertThat(ddx("", "critical", "x^2", "--format", "markdown", "--language", "fr").out()).contains("| $x$ | $x<0$ | $0$ | $x>0$ |").contains("Minimum local en $x=0$");
        assertThat(ddx("", "critical", "x^2", "--format", "json").out()).contains("\"kind\" : \"table\"");
        assertThat(ddx("", "critical", "t^2-t", "--result", "--format", "infix").out()).isEqualTo("t = 1/2\n");
        assertThat(ddx("", "critical", "a*x^2").code()).isEqualTo(2);
        assertThat(ddx("", "critical", "x^2", "--complex").code()).isEqualTo(2);
        assertThat(ddx("{\"id\":1,\"f\":\"x^2\",\"verify\":true}\n", "batch", "--op", "critical").out()).contains("\"results\":[\"x = 0\"]").contains("\"unchecked\":0");
    }
}
