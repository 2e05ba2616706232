package dev.ddx.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ddx.Ddx;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitTest {

    private final Ddx ddx = Ddx.standard();

    @ParameterizedTest
    @ValueSource(strings = {"limit(sin(h)/h, h, 0)", "2*limit(x + h, h, 0) + 1", "exp(x)*limit((exp(h) - 1)/h, h, 0)", "-limit(1/x, x, a + 1)", "limit(x, x, 2)^2", "limit(1/x, x, 0, right)", "limit(x, x, -oo)",
        "limit(1/x, x, a + 1, left)"})
    void is_read_as_it_is_written(String text) {
        assertThat(ddx.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {
        "limit(sin(h)/h, h, 0) @ \\lim_{h \\to 0} \\frac{\\sin h}{h} @ lim[h→0] sin(h)/h",
        "limit(2*x+h, h, 0) @ \\lim_{h \\to 0} (2x+h) @ lim[h→0] (2x + h)",
        "e^x*limit(h, h, 0) @ e^x\\cdot\\lim_{h \\to 0} h @ eˣ·lim[h→0] h",
        "limit(h, h, 0)*e^x @ \\left(\\lim_{h \\to 0} h\\right)e^x @ (lim[h→0] h)·eˣ",
        "limit(h, h, a)+1 @ \\lim_{h \\to a} h+1 @ lim[h→a] h + 1",
        "1-limit(h, h, 0) @ 1-\\lim_{h \\to 0} h @ 1 - lim[h→0] h",
        "limit(1/h, h, 0, right) @ \\lim_{h \\to 0^+} \\frac{1}{h} @ lim[h→0⁺] 1/h",
        "limit(1/h, h, a+1, left) @ \\lim_{h \\to (a+1)^-} \\frac{1}{h} @ lim[h→(a + 1)⁻] 1/h",
        "limit(1/h, h, oo) @ \\lim_{h \\to \\infty} \\frac{1}{h} @ lim[h→∞] 1/h",
        "limit(h, h, 0)^2 @ \\left(\\lim_{h \\to 0} h\\right)^2 @ (lim[h→0] h)²",
    })
    void is_printed_so_that_its_reach_is_seen(String text, String latex, String unicode) {
        assertThat(ddx.toLatex(ddx.parse(text))).isEqualTo(latex);
        assertThat(ddx.toText(ddx.parse(text))).isEqualTo(unicode);
    }

    @Test
    void is_not_computed_with() {
        Expr e = ddx.parse("limit(sin(h)/h, h, 0)");
        assertThat(ddx.evaluate(e, Map.of())).isNaN();
        assertThatThrownBy(() -> ddx.differentiate(ddx.parse("limit(sin(h*x)/h, h, 0)"), Sym.of("x"), 1)).isInstanceOf(DdxException.class);
        // Its own variable is bound: by another of that name it does not change.
        assertThat(ddx.differentiate(e, Sym.of("h"), 1)).hasToString("0");
        assertThatThrownBy(() -> ddx.zero(e)).isInstanceOf(DdxException.class).hasMessageContaining("not computed with");
        assertThatThrownBy(() -> ddx.parse("limit(x, 2, 0)")).isInstanceOf(DdxException.class).hasMessageContaining("as in limit(sin(h)/h, h, 0)");
    }
}
