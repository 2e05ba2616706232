package dev.ddx.calculus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ddx.expr.Assumptions;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Relation;
import dev.ddx.kernel.Facts;
import dev.ddx.parse.ExpressionParser;
import dev.ddx.parse.LibraryParser;
import dev.ddx.parse.ParseOptions;
import dev.ddx.rewrite.Rewrite;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a rule of a library file applies, by each kind of condition, and what it says then. */
class TextRuleTest {

    private static final FunctionTable FUNCTIONS = StandardLibrary.standard().functions();

    private static TextRule rule(String text) {
        return new TextRule(LibraryParser.parse("group mine\nrule r \"R\": " + text, "mine", FUNCTIONS, Set.of()).rules().get(0));
    }

    private static Expr read(String s) {
        return ExpressionParser.parse(s, ParseOptions.of(FUNCTIONS)).expression();
    }

    private static Facts facts(String assumed, boolean complex) {
        Assumptions a = Assumptions.NONE.withComplex(complex);
        return new Facts(FUNCTIONS, assumed == null ? a : a.with((Relation) read(assumed)));
    }

    private static String result(Rewrite r) {
        String conditions = r == null ? "" : r.conditions().stream().map(Expr::toString).collect(Collectors.joining(", "));
        return r == null ? "none" : r.result() + (conditions.isEmpty() ? "" : " for " + conditions);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', nullValues = "-", value = {
        "d/dx[u*v] -> u*d/dx[v] if u free of x               @ diff(a*sin(t), t)   @ -        @ a*diff(sin(t), t)",
        "d/dx[u*v] -> u*d/dx[v] if u free of x               @ diff(sin(t)*a, t)   @ -        @ a*diff(sin(t), t)",
        "d/dx[u*v] -> u*d/dx[v] if u free of x               @ diff(t*sin(t), t)   @ -        @ none",
        "d/dx[u/v] -> d/dx[u]/v if v free of x               @ diff(t/a, t)        @ -        @ diff(t, t)/a",
        "d/dx[u/v] -> d/dx[u]/v if v free of x               @ diff(a/t, t)        @ -        @ none",
        "d/dx[u/v] -> 0 if u depends on x, v depends on x    @ diff(t/sin(t), t)   @ -        @ 0",
        "d/dx[u/v] -> 0 if u depends on x, v depends on x    @ diff(a/sin(t), t)   @ -        @ none",
        "d/dx[u/v] -> 0 if u depends on x, v depends on x    @ diff(t/a, t)        @ -        @ none",
        "a*u -> a + u if a is number                         @ x*3                 @ -        @ 3 + x",
        "a*u -> a + u if a is number                         @ x*(2/3)             @ -        @ 2/3 + x",
        "a*u -> a + u if a is number                         @ x*y                 @ -        @ none",
        "u^n -> n if n is integer                            @ x^3                 @ -        @ 3",
        "u^n -> n if n is integer                            @ x^(1/2)             @ -        @ none",
        "u^n -> n if n is integer                            @ x^k                 @ -        @ none",
        "u^n -> u if u is symbol                             @ x^3                 @ -        @ x",
        "u^n -> u if u is symbol                             @ sin(x)^3            @ -        @ none",
        "ln(a/b) -> ln(a) - ln(b) if known a > 0, known b > 0  @ ln(2/3)           @ -        @ ln(2) - ln(3)",
        "ln(a/b) -> ln(a) - ln(b) if known a > 0, known b > 0  @ ln(2/x)           @ -        @ none",
        "ln(a/b) -> ln(a) - ln(b) if known a > 0, known b > 0  @ ln(2/x)           @ x > 0    @ ln(2) - ln(x)",
        "a/a -> 1 if a != 0                                  @ x/x                 @ -        @ 1 for x != 0",
        "a/a -> 1 if a != 0                                  @ x/x                 @ x > 0    @ 1",
        "a/a -> 1 if a != 0                                  @ e^x/e^x             @ -        @ 1",
        "a/a -> 1 if a != 0                                  @ 0/0                 @ -        @ none",
        "(a*b)/(a*c) -> b/c if a != 0                        @ (0*y)/(0*z)         @ -        @ none",
        "(a*b)/(a*c) -> b/c if a != 0, c != 0                @ (x*y)/(x*z)         @ -        @ y/z for x != 0, z != 0",
        "a + b -> a*b if a is symbol, b is number            @ x + 2               @ -        @ x*2",
        "a + b -> a*b if a is symbol, b is number            @ 2 + x               @ -        @ x*2",
        "a + b -> a*b if a is symbol, b is number            @ x + y               @ -        @ none",
        "a + b -> a*b                                        @ x*y                 @ -        @ none",
    })
    void where_it_applies(String rule, String e, String assumed, String made) {
        assertThat(result(rule(rule).apply(read(e), facts(assumed, false)))).isEqualTo(made);
    }

    @Test
    void a_number_is_real_in_real_mode_and_may_be_in_complex_mode() {
        TextRule r = rule("sqrt(a^2) -> abs(a) if a is real");
        assertThat(result(r.apply(read("sqrt(x^2)"), facts(null, false)))).isEqualTo("abs(x)");
        assertThat(result(r.apply(read("sqrt(x^2)"), facts(null, true)))).isEqualTo("none");
        assertThat(result(r.apply(read("sqrt(x^2)"), facts("x < 2", true)))).isEqualTo("abs(x)");
    }

    @Test
    void what_it_says() {
        TextRule r = rule("ln(a^n) -> n*ln(a) if known a > 0, n is integer, a != 1\n because \"with $n = {n}$\"");
        assertThat(r.name()).isEqualTo("r");
        assertThat(r.title()).isEqualTo("R");
        assertThat(r.group()).isEqualTo("mine");
        assertThat(r.statement()).isEqualTo("ln(a^n) -> n*ln(a)");
        assertThat(r.formula()).hasToString("ln(a^n) = n*ln(a)");
        assertThat(r.premises()).extracting(Expr::toString).containsExactly("a > 0", "a != 1");
        assertThat(r.integers()).extracting(Expr::toString).containsExactly("n");
        Rewrite made = r.apply(read("ln(x^3)"), facts("x > 0", false));
        assertThat(made.reason().bindings()).hasToString("{a=x, n=3}");
        assertThat(made.reason().title()).isEqualTo("R");
        assertThat(made.reason().template()).isEqualTo("with $n = {n}$");
        assertThat(result(made)).isEqualTo("3*ln(x) for x != 1");
        assertThat(rule("a + a -> 2*a").apply(read("x + x"), facts(null, false)).reason().template()).isEmpty();
        assertThat(rule("a + a -> 2*a").premises()).isEqualTo(List.of());
    }
}
