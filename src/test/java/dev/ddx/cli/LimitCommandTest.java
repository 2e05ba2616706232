package dev.ddx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ddx.Ddx;
import dev.ddx.expr.Sym;
import dev.ddx.rewrite.Exposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitCommandTest {

    private static final Ddx DDX = Ddx.standard();

    private static Run ddx(String input, String... arguments) {
        return Run.of(input, arguments);
    }

    /** Values known from any textbook; SymPy 1.14 gives the same by limit(f, x, a). */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "sin(x)/x | 0 | 1",
        "(1-cos(x))/x^2 | 0 | 1/2",
        "(e^x-1-x)/x^2 | 0 | 1/2",
        "(x^2-1)/(x-1) | 1 | 2",
        "ln(x)/(x-1) | 1 | 1",
        "tan(3x)/sin(2x) | 0 | 3/2",
        "(x-sin(x))/x^3 | 0 | 1/6",
        "1/x - 1/sin(x) | 0 | 0",
        "x^2+1 | 2 | 5",
    })
    void found(String f, String a, String value) {
        Exposition e = DDX.limit(DDX.parse(f), Sym.of("x"), DDX.parse(a));
        assertThat(e.results()).as(f).hasSize(1);
        assertThat(DDX.equal(e.results().get(0), DDX.parse(value)).isZero()).as(e.results().toString()).isTrue();
        assertThat(DDX.verify(e).accepted()).as(DDX.verify(e).unchecked() + " " + DDX.verify(e).failed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "1/x | There is no limit at x = 0: 1/x tends to -∞ from the left and to ∞ from the right.",
        "1/x^2 | lim[x→0] 1/x² = ∞",
        "abs(x)/x | There is no limit at x = 0: |x|/x tends to -1 from the left and to 1 from the right.",
        "sin(1/x) | There is no limit at x = 0: sin(1/x) oscillates.",
        "sin(x)/x^3 | = ∞",
        "ln(x) | Left of x = 0 the function is not defined.",
        "x*sin(1/x) | Squeeze theorem: sin(1/x) is bounded, and x tends to 0",
        "sin(tan(1/x)) | Not decided: the limit of sin(tan(1/x)) at x = 0.",
    })
    void what_is_said(String f, String sentence) {
        Run run = ddx("", "limit", f, "--at", "x=0", "--format", "text");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains(sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqrt(x^2)/x", "floor(x)", "e^(1/x)", "sin(ln(abs(x)))"})
    void nothing_is_claimed_that_was_not_found(String f) {
        Run run = ddx("", "limit", f, "--at", "x=0", "--result", "--format", "text");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).containsAnyOf("Not decided", "There is no limit");
    }

    @Test
    void from_one_side_and_at_infinity() {
        assertThat(ddx("", "limit", "1/x", "--at", "x=0", "--side", "left").out()).contains("\\lim_{x \\to 0^-} \\frac{1}{x}").contains("\\boxed{-\\infty}");
        assertThat(ddx("", "limit", "(1+1/x)^x", "--at", "x=oo", "--result", "--format", "infix").out()).isEqualTo("e\n");
        assertThat(ddx("", "limit", "atan(x)", "--at", "x=-oo", "--format", "text").out()).contains("lim[x→-∞] atan(x) = -π/2");
        assertThat(ddx("{\"f\":\"abs(x)/x\",\"at\":{\"x\":0},\"side\":\"right\"}\n{\"f\":\"x/(x+1)\",\"at\":{\"x\":\"oo\"}}\n", "batch", "--op", "limit").out())
                .contains("\"results\":[\"1\"]").hasLineCount(2);
        assertThat(ddx("", "limit", "tan(x)", "--at", "x=pi/2", "--side", "left", "--format", "text").out())
                .contains("sin(x)/cos(x)", "the numerator tends to 1, the denominator to 0 and is positive");
        assertThat(ddx("", "limit", "tan(x)", "--at", "x=pi/2", "--side", "right", "--format", "text", "--language", "de").out())
                .contains("der Nenner gegen 0 und ist negativ");
        assertThat(dev.ddx.render.MathMl.of("\\lim_{x \\to 0^-} \\frac{1}{x}", false))
                .contains("alttext=\"lim_(x → 0^−) 1/x\"", "<msup><mn>0</mn><mo lspace=\"0\" rspace=\"0\">−</mo></msup>");
        assertThat(ddx("", "limit", "1/x", "--at", "x=0", "--side", "up").code()).isEqualTo(2);
        assertThat(ddx("", "limit", "1/x", "--at", "x=oo", "--side", "left").code()).isEqualTo(2);
    }

    @Test
    void formats_and_errors() {
        assertThat(ddx("", "limit", "sin(x)/x", "--at", "x=0").out()).contains("\\lim_{x \\to 0} \\frac{\\sin x}{x} &= \\lim_{x \\to 0}").contains("\\boxed{1}");
        assertThat(ddx("", "limit", "sin(x)/x", "--at", "x=0", "--format", "text", "--language", "de").out()).contains("Regel von L’Hôpital");
        assertThat(ddx("", "limit", "x*ln(x)", "--at", "x=0", "--side", "right", "--format", "text", "--language", "fr").out()).contains("Règle de L’Hôpital");
        assertThat(ddx("", "limit", "(1+a/x)^x", "--at", "x=oo", "--format", "text", "--verify").out()).contains("e^a").doesNotContain("not checked");
        assertThat(ddx("", "limit", "a*x", "--at", "x=oo", "--assume", "a < 0").out()).contains("-\\infty");
        assertThat(ddx("", "limit", "a*x", "--at", "x=oo", "--format", "text").out()).contains("an assumption on the sign of a may help");
        assertThat(ddx("{\"id\":1,\"f\":\"sin(x)/x\",\"at\":{\"x\":0},\"verify\":true}\n", "batch", "--op", "limit").out()).contains("\"results\":[\"1\"]")
                .contains("\"unchecked\":0");
    }
}
