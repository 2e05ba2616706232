package dev.ddx.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ddx.Ddx;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Sym;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Library files as a user writes them, those of docs/library-files.md among them. */
class LibraryFilesTest {

    private static final Sym X = Sym.of("x");
    private static final Path PAGE = Path.of("docs", "library-files.md");

    @Test
    void the_examples_of_the_page_are_read_and_used() throws IOException {
        List<String> examples = Pattern.compile("```\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE)).results().map(m -> m.group(1)).toList();
        assertThat(examples).hasSize(2);
        Ddx functions = Ddx.standard().load(examples.get(0), "page");
        assertThat(functions.differentiate("gd(2*x)", "x")).hasToString("2/cosh(2*x)");
        assertThat(functions.limit(functions.parse("gd(x)"), X, functions.parse("oo")).results()).hasToString("[pi/2]");
        Ddx rules = Ddx.standard().load(examples.get(1), "page").assuming("x > 0");
        assertThat(rules.simplify(rules.parse("ln(x^y)"))).hasToString("y*ln(x)");
    }

    /** Each clause of the grammar has a row. */
    @Test
    void the_page_names_every_clause() throws IOException {
        String page = Files.readString(PAGE);
        String clauses = Pattern.compile("\nclause : ([^;]*);").matcher(Files.readString(Path.of("grammar", "dev", "ddx", "parse", "DdxLibrary.g4"))).results().findFirst().orElseThrow().group(1);
        assertThat(clauses.split("\\|")).hasSizeGreaterThan(15).allSatisfy(c -> assertThat(page).contains("| `" + c.strip().split(" ")[0].toLowerCase(Locale.ROOT)));
    }

    @Test
    void a_separator_in_brackets_does_not_separate() {
        Ddx mine = Ddx.standard().load("""
                function ramp(u)
                  derivative piecewise(1, u > 0; 0, u < 0)
                  smooth u != 0
                  cases piecewise(u, u >= 0; 0)
                """, "mine");
        assertThat(mine.differentiate("ramp(3*x)", "x")).hasToString("3*piecewise(1, 3*x > 0; 0, 3*x < 0)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"relu(x)", "(x + abs(x))/2", "max(x, 0)"})
    void what_a_function_is_by_cases_decides_what_it_equals(String same) {
        Ddx mine = Ddx.standard().load("function ramp(u)\n  cases piecewise(u, u >= 0; 0)\n", "mine");
        assertThat(mine.zero(mine.parse("ramp(x) - (" + same + ")")).isZero()).isTrue();
        assertThat(mine.zero(mine.parse("ramp(x) - x")).isZero()).isFalse();
    }

    @Test
    void a_condition_names_a_symbol() {
        assertThatThrownBy(() -> Ddx.standard().load("rule r \"R\": d/dx[u] -> 0\n  if u depends on 3\n", "mine"))
                .isInstanceOfSatisfying(DdxException.class,
                        e -> assertThat(e.describe()).contains("line 2, column 6", "‘3’ is not the name of a symbol"));
    }

    @Test
    void cases_are_a_piecewise_function() {
        assertThatThrownBy(() -> Ddx.standard().load("function ramp(u)\n  cases u + 1\n", "mine"))
                .hasMessageContaining("the cases of a function are given as piecewise(value, condition; …)");
    }
}
