package dev.ddx.render;

import static dev.ddx.render.Derivations.DDX;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** The elements are those of https://www.w3.org/TR/mathml-core: bounds above and below a sum, beside an integral, below a limit. */
class MathMlTest {

    private static String latex(String f) {
        return new LatexPrinter(DDX.functions(), LatexStyle.TEXTBOOK).print(DDX.parse(f));
    }

    private static Element math(String f) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(MathMl.of(latex(f), true)))).getDocumentElement();
    }

    /** The element without spaces that are not seen, as a name with its parts in brackets. */
    private static String shape(Element e) {
        StringBuilder parts = new StringBuilder();
        for (int i = 0; i < e.getChildNodes().getLength(); i++) {
            if (e.getChildNodes().item(i) instanceof Element part && !part.getTagName().equals("mspace")) {
                parts.append(parts.isEmpty() ? "" : " ").append(shape(part));
            }
        }
        return e.getTagName() + "(" + (parts.isEmpty() ? e.getTextContent() : parts) + ")";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', textBlock = """
            integral(t^2, t, 0, x)    # math(mrow(msubsup(mo(∫) mn(0) mi(x)) msup(mi(t) mn(2)) mi(d) mi(t)))
            sum(x^k, k, 1, n)         # math(mrow(munderover(mo(∑) mrow(mi(k) mo(=) mn(1)) mi(n)) msup(mi(x) mi(k))))
            sum(x^k, k, 0, oo)        # math(mrow(munderover(mo(∑) mrow(mi(k) mo(=) mn(0)) mi(∞)) msup(mi(x) mi(k))))
            product(x*k, k, 1, n)     # math(mrow(munderover(mo(∏) mrow(mi(k) mo(=) mn(1)) mi(n)) mi(x) mo(\u2062) mi(k)))
            limit(1/x, x, 2)          # math(mrow(munder(mi(lim) mrow(mi(x) mo(→) mn(2))) mo(\u2061) mfrac(mn(1) mi(x))))
            """)
    void bounds_stand_where_they_are_read(String f, String expected) throws Exception {
        assertThat(shape(math(f))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', textBlock = """
            integral(sin(t)/t, t, 0, x) # ∫_0^x (sin t)/t dt
            sum(x^k/k, k, 1, n)         # ∑_(k = 1)^n (x^k)/k
            limit(sin(x)/x, x, 0)       # lim_(x → 0) (sin x)/x
            sin(x)^2*cos(2x)            # sin^2 x cos(2x)
            """)
    void each_formula_has_itself_in_plain_text(String f, String expected) throws Exception {
        assertThat(math(f).getAttribute("alttext")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', textBlock = """
            floor(x)            # math(mrow(mo(⌊) mi(x) mo(⌋)))
            ceil(x/2)           # math(mrow(mo(⌈) mfrac(mi(x) mn(2)) mo(⌉)))
            1/gamma(x) != 0     # math(mrow(mi(x) mo(∉) mo({) mn(0) mo(,) mo(−) mn(1) mo(,) mo(−) mn(2) mo(,) mo(…) mo(})))
            sin(pi*x) != 0      # math(mrow(mi(x) mo(∉) mi(ℤ)))
            x not<= 0           # math(mrow(mi(x) mo(∉) mo(() mo(−) mi(∞) mo(,) mn(0) mo(])))
            -oo < x < oo        # math(mrow(mi(x) mo(∈) mi(ℝ)))
            """)
    void sets_and_whole_numbers(String f, String expected) throws Exception {
        assertThat(shape(math(f))).isEqualTo(expected);
    }

    @Test
    void capital_Greek_letters_are_upright() {
        assertThat(MathMl.of("\\Gamma\\gamma", true)).contains("<mi mathvariant=\"normal\">Γ</mi>").contains("<mi>γ</mi>");
    }

    /** What rules, tables, fields and conditions are written with. */
    @ParameterizedTest
    @ValueSource(strings = {"\\nabla^2 f", "\\nearrow", "\\searrow", "\\smile", "\\frown", "\\Vert x\\Vert", "\\vert x\\vert", "s^{\\mathsf T}", "x\\nleq y", "x\\ngeq y",
        "\\left\\lfloor x\\right\\rfloor", "x\\notin\\mathbb{R}", "\\lceil x\\rceil"})
    void commands_are_known(String latex) {
        assertThat(NotationReader.unknownCommand(latex)).isNull();
    }

    @Test
    void a_sum_within_a_fraction_keeps_its_bounds() throws Exception {
        assertThat(shape(math("1/sum(x^k, k, 1, n)"))).contains("mfrac(mn(1) mrow(munderover(mo(∑)");
    }
}
