package dev.ddx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainCommandTest {

    private static Run ddx(String... arguments) {
        return Run.of("", arguments);
    }

    @Test
    void a_rule_is_derived_from_the_definition() {
        Run run = ddx("explain", "quotient-rule");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("\\begin{aligned}").contains("\\lim_{h \\to 0} \\frac{\\frac{u(x+h)}{v(x+h)}-\\frac{u(x)}{v(x)}}{h} &&\\text{Definition of the derivative}")
                .contains("\\text{Add and subtract $u(x)\\,v(x)$}").contains("\\boxed{\\frac{u'(x)\\,v(x)-u(x)\\,v'(x)}{v(x)^2}}");
        assertThat(ddx("explain", "quotient").out()).isEqualTo(run.out());
    }

    @Test
    void the_statement_comes_first_in_a_terminal() {
        assertThat(ddx("explain", "product", "--format", "text").out()).startsWith("d/dx[u(x)·v(x)] = u'(x)·v(x) + u(x)·v'(x)\n\n");
        assertThat(ddx("explain", "besselj", "--format", "text").out()).startsWith("d/dx[besselj(n, x)] = (besselj(n - 1, x) - besselj(n + 1, x))/2, taken from DLMF 10.6.1\n\n");
    }

    @Test
    void without_a_name_it_lists_what_it_knows() {
        Run run = ddx("explain");
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("  product — d/dx[u(x)·v(x)] = u'(x)·v(x) + u(x)·v'(x)\n").contains("functions\n  abs, acos");
    }

    @ParameterizedTest
    @ValueSource(strings = {"power", "chain", "product", "asin", "sin", "sqrt"})
    void its_json_can_be_checked_again(String name, @TempDir Path folder) throws IOException {
        Run run = ddx("explain", name, "--format", "json");
        Path file = folder.resolve("derivation.json");
        Files.writeString(file, run.out());
        Run verified = ddx("verify", file.toString());
        assertThat(verified.code()).as(verified.out() + verified.err()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"latex", "text", "markdown", "document", "json", "infix"})
    void every_format_is_written(String format) {
        Run run = ddx("explain", "chain-rule", "--format", format, "--verify");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).isNotBlank();
        assertThat(run.err()).contains("verified");
    }

    @Test
    void rules_on_integrals_and_sums_are_not_derived() {
        for (String name : List.of("fundamental-theorem", "sum-termwise")) {
            Run run = ddx("explain", name);
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err()).contains(name).contains("has no derivation");
        }
    }

    @Test
    void another_name_is_refused() {
        Run run = ddx("explain", "nosuch");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("nosuch").contains("ddx explain");
    }

    @Test
    void a_function_is_differentiated_from_first_principles() {
        Run run = ddx("x^2", "--method", "limit", "--verify");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("\\lim_{h \\to 0} \\frac{(x+h)^2-x^2}{h}").contains("\\boxed{2x}");
        assertThat(run.err()).contains("verified");
        assertThat(ddx("methods", "x^2").out()).contains("limit — ");
        assertThat(ddx("methods", "asin(x)").out()).doesNotContain("limit — ");
        assertThat(ddx("asin(x)", "--method", "limit").code()).isEqualTo(2);
    }
}
