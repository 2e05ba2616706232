package dev.ddx.writeup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ddx.Ddx;
import dev.ddx.expr.DdxException;
import dev.ddx.render.Language;
import java.io.StringReader;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;

class WriteUpTest {

    private static final Ddx DDX = Ddx.standard();

    private static Document of(String... functions) {
        return WriteUp.plain().document(null, List.of(functions).stream().map(f -> Subject.of(DDX, f)).toList());
    }

    private static Plot plot(String f) {
        return of(f).blocks().stream().filter(b -> b instanceof Block.Picture).map(b -> ((Block.Picture) b).plot()).findFirst().orElseThrow();
    }

    @Test
    void a_chapter_has_its_sections_in_order() {
        String text = MarkdownWriter.write(of("x^2*sin(x)"), "product").text();
        assertThat(text.lines().filter(l -> l.startsWith("#")).toList()).containsExactly("# The derivative of $x^2\\sin x$", "## The function", "## Rules that are used",
                "## Step by step", "## Where it holds", "## Check by numbers", "## Picture");
        assertThat(text).contains("Product rule: $\\displaystyle \\frac{d}{dx}\\left[u(x)\\,v(x)\\right]=u'(x)\\,v(x)+u(x)\\,v'(x)$")
                .contains("\\boxed{x\\left(2\\sin x+x\\cos x\\right)}").contains("](product-1.svg)");
    }

    /** Values of cos and sin at 1 from tables: 2 sin 1 + cos 1 = 2.22324427548. */
    @Test
    void the_check_shows_the_derivative_and_the_quotient() {
        assertThat(MarkdownWriter.write(of("x^2*sin(x)"), null).text()).contains("| $1$ | $2.223244275$ | $2.22324427");
    }

    /** (f(x+h)-f(x-h))/2h - f'(x) is f'''(x) h²/6 and more of higher order: for x³ it is h² exactly. */
    @Test
    void the_difference_is_that_of_the_central_quotient() {
        List<NumericCheck.Row> rows = new NumericCheck(DDX, DDX.parse("x^3"), DDX.parse("3*x^2"), dev.ddx.expr.Sym.of("x"), java.util.Map.of()).rows();
        assertThat(rows).hasSize(5).allSatisfy(r -> assertThat(r.deviation()).isEqualByComparingTo("1e-8"));
    }

    @Test
    void a_wrong_derivative_is_not_written_up() {
        assertThatThrownBy(() -> new NumericCheck(DDX, DDX.parse("x^3"), DDX.parse("3*x^2+1"), dev.ddx.expr.Sym.of("x"), java.util.Map.of()).rows())
                .isInstanceOfSatisfying(DdxException.class, e -> assertThat(e.kind()).isEqualTo(DdxException.Kind.DEFECT));
    }

    @Test
    void no_line_joins_the_sides_of_a_pole() {
        for (String f : List.of("1/x", "tan(x)", "1/(x^2-1)", "ln(abs(x))", "x/(x-1)^3", "sign(x)", "floor(x)", "gamma(x)")) {
            Plot p = plot(f);
            double height = p.window().top() - p.window().bottom();
            double width = p.window().right() - p.window().left();
            for (Plot.Curve c : p.curves()) {
                for (List<Plot.Point> piece : c.pieces()) {
                    for (int i = 1; i < piece.size(); i++) {
                        Plot.Point a = piece.get(i - 1);
                        Plot.Point b = piece.get(i);
                        // From one side of a pole or a jump to the other it would rise by much within nothing.
                        boolean leap = Math.abs(a.y() - b.y()) > 0.3 * height && b.x() - a.x() < 1e-3 * width;
                        assertThat(leap).as("%s from %s to %s", f, a, b).isFalse();
                    }
                }
            }
        }
    }

    @Test
    void poles_have_asymptotes_where_they_are() {
        assertThat(plot("1/(x^2-1)").asymptotes()).hasSize(2).satisfies(a -> {
            assertThat(a.get(0)).isCloseTo(-1, org.assertj.core.data.Offset.offset(1e-3));
            assertThat(a.get(1)).isCloseTo(1, org.assertj.core.data.Offset.offset(1e-3));
        });
        assertThat(plot("x^2").asymptotes()).isEmpty();
        assertThat(plot("e^x").asymptotes()).isEmpty();
        assertThat(plot("x^3*sin(x)").asymptotes()).isEmpty();
    }

    @Test
    void a_kink_is_marked_on_the_curve_and_open_on_the_derivative() {
        assertThat(plot("abs(x)").marks()).containsExactly(new Plot.Mark(new Plot.Point(0, 0), 0, true), new Plot.Mark(new Plot.Point(0, -1), 1, false),
                new Plot.Mark(new Plot.Point(0, 1), 1, false));
    }

    @Test
    void the_same_input_gives_the_same_bytes() {
        assertThat(HtmlWriter.write(of("tan(x)", "x^x"))).isEqualTo(HtmlWriter.write(of("tan(x)", "x^x")));
        assertThat(LatexWriter.write(of("tan(x)"))).isEqualTo(LatexWriter.write(of("tan(x)")));
    }

    @ParameterizedTest
    @EnumSource
    void every_language_has_all_words(Language language) {
        Document d = new WriteUp(language, Document.Style.ARTICLE, dev.ddx.render.Detail.NORMAL, dev.ddx.render.Mark.NONE)
                .document(null, List.of(Subject.of(DDX, "L/(1+e^(-k*(x-c)))").withExercises(1)));
        String text = HtmlWriter.write(d);
        assertThat(text).contains("lang=\"" + language.tag() + "\"").doesNotContain("{x}").doesNotContain("{f}").doesNotContain("{v}");
        if (language != Language.ENGLISH) {
            assertThat(text).doesNotContain("Step by step").doesNotContain("Exercises").doesNotContain("operations").doesNotContain("Green");
        }
    }

    /** As XML reads it, but for the head and what has no end in HTML. */
    private static org.w3c.dom.Document body(String html) throws Exception {
        String body = html.substring(html.indexOf("<body>"), html.indexOf("</html>")).replaceAll("<input([^>]*) checked>", "<input$1/>").replaceAll("<input([^>/]*)>", "<input$1/>");
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(body)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1/(1+e^-x)", "x^x", "abs(x^2-1)", "piecewise(x^2, x > 0; 0, x <= 0)", "besselj(n,x)*x", "sqrt(1+sqrt(x))", "ln(sin(cos(tan(x))))"})
    void html_is_well_formed_and_needs_nothing_else(String f) throws Exception {
        String html = HtmlWriter.write(of(f));
        org.w3c.dom.Document d = body(html);
        assertThat(d.getElementsByTagName("script").getLength()).isZero();
        assertThat(html).doesNotContain("http://").doesNotContain("https://").doesNotContain("src=").doesNotContain("@import").doesNotContain("url(");
        for (int i = 0; i < d.getElementsByTagName("math").getLength(); i++) {
            assertThat(d.getElementsByTagName("math").item(i).getAttributes().getNamedItem("alttext").getNodeValue()).isNotBlank();
        }
    }

    @Test
    void whatever_is_typed_stands_for_itself() throws Exception {
        String evil = "</title><script>alert(1)</script> & \"x\" \\input{/etc/passwd} #_%~^{}";
        Document d = new Document(List.of(new Inline.Words(evil)), evil, Language.ENGLISH, Document.Style.ARTICLE, dev.ddx.render.Mark.NONE,
                List.of(new Block.Paragraph(List.of(new Inline.Words(evil), new Inline.Code(evil))), new Block.Code(evil)));
        assertThat(body(HtmlWriter.write(d)).getElementsByTagName("script").getLength()).isZero();
        assertThat(LatexWriter.write(d)).doesNotContain("\\input{/").contains("\\textbackslash{}input\\{");
        assertThat(MarkdownWriter.write(d, null).text()).contains("\\<script\\>");
    }

    @Test
    void exercises_are_of_the_same_kind_and_verified() {
        List<Exercises.Exercise> made = new Exercises(DDX, DDX.parse("x^2*sin(x)"), dev.ddx.expr.Sym.of("x")).make(5);
        assertThat(made).hasSize(5).allSatisfy(e -> {
            assertThat(DDX.verify(e.solution()).accepted()).isTrue();
            assertThat(e.solution().steps().stream().map(s -> s.reason().title())).contains("Product rule");
        });
        assertThat(Set.copyOf(made.stream().map(Exercises.Exercise::function).toList())).hasSize(5).doesNotContain(DDX.parse("x^2*sin(x)"));
        assertThat(new Exercises(DDX, DDX.parse("x^2*sin(x)"), dev.ddx.expr.Sym.of("x")).make(5)).isEqualTo(made);
    }

    @Test
    void exercises_are_written_as_one_writes_them() {
        for (String f : List.of("sin(e^(2*x))", "(x^2+1)/(x^3-2*x+5)", "x^x", "tan(x)*e^x", "sqrt(x^2+1)", "sin(x)/x", "1/x")) {
            assertThat(new Exercises(DDX, DDX.parse(f), dev.ddx.expr.Sym.of("x")).make(5)).hasSize(5)
                    .allSatisfy(e -> assertThat(e.function().toString()).doesNotContainPattern("\\d\\*\\(?\\d|\\d\\*\\(?x/\\d|x/\\d\\)?/\\d"));
        }
    }

    @Test
    void numbers_and_pictures_keep_to_what_is_assumed() {
        Ddx positive = DDX.assuming("x > 1").assuming("a < 0");
        String text = MarkdownWriter.write(WriteUp.plain().document(null, List.of(Subject.of(positive, "x^a"))), null).text();
        List<Double> places = text.lines().filter(l -> l.matches("\\| \\$-?[0-9.]+\\$ \\|.*")).map(l -> Double.valueOf(l.split("\\$")[1])).toList();
        assertThat(places).hasSize(5).allMatch(x -> x > 1);
        assertThat(text).contains("For $a=-");
    }

    /** 1/x has values where ln x has none; e^(x²) is 7·10¹⁰ at 5; sin 50x turns 160 times between −5 and 5. */
    @Test
    void pictures_show_the_function_and_its_derivative_only_where_it_is() {
        assertThat(plot("ln(x)").curves().get(1).pieces()).allSatisfy(piece -> assertThat(piece).allMatch(p -> p.x() > 0));
        assertThat(plot("e^(x^2)").window().right()).isLessThan(2);
        assertThat(plot("sin(50*x)").window().right()).isLessThan(2);
    }

    /** With no mark a page may end between any two lines. */
    @Test
    void the_line_before_the_result_keeps_it_on_its_page() {
        List<String> rows = LatexWriter.write(of("x^2*sin(x)")).lines().filter(l -> l.startsWith("&=") || l.contains("} &=")).toList();
        assertThat(rows).hasSizeGreaterThan(2);
        assertThat(rows.get(rows.size() - 1)).contains("\\boxed");
        assertThat(rows.get(rows.size() - 2)).contains("\\notag\\\\");
        assertThat(rows.get(0)).doesNotContain("\\notag");
    }

    /** Chapters are made on several threads; those of a mistake fail as on one. */
    @Test
    void chapters_stand_in_their_order_and_a_mistake_in_one_is_thrown() {
        assertThat(MarkdownWriter.write(of("x^2", "x^3", "x^4", "x^5"), null).text().lines().filter(l -> l.startsWith("## ")).toList())
                .containsExactly("## The derivative of $x^2$", "## The derivative of $x^3$", "## The derivative of $x^4$", "## The derivative of $x^5$");
        assertThatThrownBy(() -> of("x^2", "1/0")).isInstanceOf(DdxException.class);
    }

    private static DdxException mistake(String source) {
        try {
            SourceFile.read(DDX, source, "a.ddx", WriteUp.plain(), null);
        } catch (DdxException e) {
            return e;
        }
        throw new AssertionError("no mistake was found");
    }

    @Test
    void mistakes_in_a_source_are_shown_where_they_are() {
        assertThat(mistake("# Text\n\n```ddx\nx^2 +* 3\n```\n").describe()).startsWith("a.ddx, line 4, column 6: syntax:").contains("x^2 +* 3\n       ^");
        assertThat(mistake("text\n\n```ddx\nx^2\n  exercise: 3\n```\n").describe()).startsWith("a.ddx, line 5, column 3: syntax: 'exercise' is no key of a block");
        assertThat(mistake("text\n\n```ddx\nx^2\n").describe()).startsWith("a.ddx, line 3, column 1: syntax: this block has no end");
        assertThat(mistake("---\ntitle: A\nlanguage: xx\n---\n").describe()).startsWith("a.ddx, line 3, column 11: usage: 'xx' is not a language");
        assertThat(mistake("The value\nis $\\input{x}$.\n```ddx\nx\n```").describe()).startsWith("a.ddx, line 2, column 5: syntax: \\input is not a command");
        assertThat(mistake("```ddx\nx\nrange: 3 .. 1\n```").describe()).startsWith("a.ddx, line 3, column 8: usage: a range has two ends");
        assertThat(mistake("```ddx\nx\ndefine: f(x) = 1 +\n```").describe()).startsWith("a.ddx, line 3, column 19: syntax:");
        assertThat(mistake("").describe()).startsWith("a.ddx, line 1, column 1: syntax: an expression is missing");
    }

    @Test
    void text_stands_between_the_derivatives() {
        Document d = SourceFile.read(DDX, """
                ---
                title: On $x^2$
                ---
                ## First
                Some *text* with `code`, $\\sqrt{2}$ and a [link](https://example.org/a_b).

                $$\\frac{1}{2}$$

                ```ddx
                x^2
                sections: derivation
                ```

                - a <b>list</b>
                """, "a.ddx", WriteUp.plain(), null);
        assertThat(MarkdownWriter.write(d, null).text()).isEqualTo("""
                # On $x^2$

                ## First

                Some *text* with `code`, $\\sqrt{2}$ and a [link](https://example.org/a_b).

                $$
                \\frac{1}{2}
                $$

                $$
                \\begin{aligned}
                \\frac{d}{dx}\\left[x^2\\right] &= \\boxed{2x} &&\\text{Power rule with $n = 2$}
                \\end{aligned}
                $$

                - a \\<b\\>list\\</b\\>
                """);
    }
}
