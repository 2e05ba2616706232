package dev.ddx.render;

import static dev.ddx.render.Derivations.DDX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ddx.expr.Sym;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatexPageTest {

    private static String document(String f, Language language) {
        return new DerivationPrinter(DDX.functions(), Detail.NORMAL).in(language).latexDocument(DDX.derivation(DDX.parse(f), Sym.of("x"), 1, null));
    }

    /** The derivative of a polynomial of degree 30 has 30 terms; no line of 6.5 in holds them. */
    @Test
    void long_lines_are_broken_before_a_sign() {
        String f = String.join("+", IntStream.rangeClosed(1, 30).mapToObj(i -> i + "*x^" + i).toList());
        List<String> lines = document(f, Language.ENGLISH).lines().toList();
        assertThat(lines).allSatisfy(l -> assertThat(l.split("\\\\\\\\")).allSatisfy(part -> assertThat(part.split("x\\^", -1).length - 1).isLessThan(20)));
        assertThat(lines).anyMatch(l -> l.contains("\\\\&\\quad {}+"));
    }

    @Test
    void long_reasons_are_broken_between_words() {
        assertThat(document("1/(1+e^-x)", Language.ENGLISH)).contains("\\text{\\footnotesize Quotient rule $(u/v)' = (u'v-uv')/v^2$ with $u = 1$,}\\\\[-5pt]&\\text{\\footnotesize $v = 1+e^{-x}$}");
    }

    @Test
    void a_language_that_tex_lacks_is_no_error() {
        assertThat(document("x^2", Language.GERMAN)).contains("\\IfFileExists{ngerman.ldf}{\\usepackage[shorthands=off,ngerman]{babel}}{\\hyphenpenalty=10000}");
        assertThat(document("x^2", Language.FRENCH)).contains("\\IfFileExists{french.ldf}{");
        assertThat(document("x^2", Language.ENGLISH)).doesNotContain("babel");
    }
}
