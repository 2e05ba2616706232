package dev.ddx.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Power;
import dev.ddx.expr.Sym;
import dev.ddx.parse.ExpressionParser;
import dev.ddx.parse.ParseOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What matches a pattern, what its variables stand for then, and what a template makes of it. */
class PatternTest {

    private static Expr read(String s) {
        return ExpressionParser.parse(s.strip().replace("…", "ellipsis"), ParseOptions.of(FunctionTable.EMPTY).withVariables(Set.of("x")).withUndeclaredFunctions(true)).expression();
    }

    private static Pattern.Match match(String pattern, String e) {
        return new Pattern(read(pattern), (name, m) -> true).match(read(e), m -> true);
    }

    private static String bindings(Pattern.Match m) {
        return m == null ? "none" : m.bindings().entrySet().stream().map(b -> b.getKey() + " is " + b.getValue()).collect(Collectors.joining("; "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {
        "u/v              @ x/(1+x)           @ u is x; v is 1 + x",
        "u/v              @ x*(1+x)           @ none",
        "u/u              @ (1+x)/(1+x)       @ u is 1 + x",
        "u/u              @ (1+x)/(x+1)       @ none",
        "u^2              @ sin(x)^2          @ u is sin(x)",
        "u^2              @ sin(x)^3          @ none",
        "u^0.5            @ x^0.50            @ u is x",
        "a + b            @ x + y             @ a is x; b is y",
        "a + b            @ x + y + z         @ a is x; b is y + z",
        "a*b              @ x*y*z             @ a is x; b is y*z",
        "a + sin(b)       @ sin(x) + y        @ a is y; b is x",
        "a + sin(b)       @ sin(x) + y + z    @ none",
        "sin(b) + a       @ y + sin(x) + z    @ b is x; a is y + z",
        "a + a            @ x + y + x         @ none",
        "a + a            @ x + x             @ a is x",
        "2*a + a          @ x + 2*x           @ a is x",
        "a*sin(a)         @ y*sin(x)*x        @ none",
        "a*sin(a)*b       @ y*sin(x)*x        @ a is x; b is y",
        "a + b*c          @ x                 @ none",
        "a + b + c        @ x + y             @ none",
        "f(a)             @ g(x)              @ none",
        "f(a)             @ f(x)              @ a is x",
        "f(a)             @ f(x, y)           @ none",
        "f(a, a)          @ f(x, y)           @ none",
        "diff(u, x)       @ diff(t^2, t)      @ u is t^2; x is t",
        "diff(u, x)       @ diff(t^2, t, t)   @ none",
        "diff(u^n, u)     @ diff(t^2, t)      @ u is t; n is 2",
        "diff(u^n, u)     @ diff(t^2, s)      @ none",
        "pi*a             @ pi*x              @ a is x",
        "pi*a             @ e*x               @ none",
        "a - b            @ x - y             @ a is x; b is y",
        "-a               @ -(x + y)          @ a is x + y",
        "(a + b)*c        @ (x + y)*z         @ a is x; b is y; c is z",
    })
    void what_matches(String pattern, String e, String found) {
        assertThat(bindings(match(pattern, e))).isEqualTo(found);
    }

    @Test
    void what_is_not_accepted_is_looked_for_further() {
        List<String> seen = new ArrayList<>();
        Pattern.Match m = new Pattern(read("a*b"), (name, found) -> true).match(read("x*y*z"), found -> {
            seen.add(bindings(found));
            return found.get("a").equals(Sym.of("z"));
        });
        assertThat(bindings(m)).isEqualTo("a is z; b is x*y");
        assertThat(seen).containsExactly("a is x; b is y*z", "a is y; b is x*z", "a is z; b is x*y");
        assertThat(new Pattern(read("a*b"), (name, found) -> true).match(read("x*y*z"), found -> false)).isNull();
    }

    @Test
    void a_binding_may_be_refused_at_once() {
        List<String> seen = new ArrayList<>();
        Pattern.Match m = new Pattern(read("a*b"), (name, found) -> {
            seen.add(name + " " + found.get(name));
            return !name.equals("a") || found.get("a").equals(Sym.of("y"));
        }).match(read("x*y"), found -> true);
        assertThat(bindings(m)).isEqualTo("a is y; b is x");
        assertThat(seen).containsExactly("a x", "a y", "b x");
    }

    @Test
    void what_was_bound_on_a_wrong_way_is_forgotten() {
        assertThat(match("f(a)*g(a)", "f(x)*f(y)*g(y)")).isNull();
        assertThat(bindings(match("f(a)*g(a)*b", "f(x)*f(y)*g(y)"))).isEqualTo("a is y; b is f(x)");
        assertThat(match("a/b", "x/y").bindings()).isEqualTo(Map.of("a", Sym.of("x"), "b", Sym.of("y")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {
        "u^n      @ x^3        @ n*u^(n-1)          @ 3*x^2",
        "u^n      @ x^2        @ n*u^(n-1)          @ 2*x",
        "u^n      @ x^a        @ n*u^(n-1)          @ a*x^(a - 1)",
        "a*u      @ (x*y)*z    @ u*a                @ z*x*y",
        "a*u      @ 2*x        @ a*(a*u)            @ 2*2*x",
        "a/u      @ 2/3        @ a*u                @ 6",
        "a/u      @ 2/3        @ a + u              @ 5",
        "a/u      @ 2/x        @ a + u              @ 2 + x",
        "u^n      @ x^3        @ sin(pi)*u          @ sin(pi)*x",
        "u + …    @ x + y - z  @ f(u) + …           @ f(x) + f(y) - f(z)",
        "u*…      @ x*y*z      @ f(u)*…             @ f(x)*f(y)*f(z)",
        "f(u + …) @ f(x + y)   @ f(u) + …           @ f(x) + f(y)",
    })
    void what_a_template_makes(String pattern, String e, String template, String made) {
        assertThat(Pattern.instantiate(read(template), match(pattern, e))).hasToString(made);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {
        "f(u + …)*g(u + …)  @ f(x + y)*g(x + y)  @ true", "f(u + …)*g(u + …)  @ f(x + y)*g(x + z)  @ false",
        "f(u + …)*g(u + …)  @ g(x + y)*f(x + y)  @ true", "f(u + …)           @ f(x*y)             @ false",
        "(u + …)*(v*…)      @ (x + y)*(a*b)      @ true",
        "f(u + …)*g(x)      @ f(x + y)*h(x)      @ false"})
    void sums_of_any_length(String pattern, String e, boolean matches) {
        assertThat(match(pattern, e) != null).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v", "u + v", "f(v)"})
    void a_template_has_no_variables_of_its_own(String template) {
        Pattern.Match m = match("sin(u)", "sin(x)");
        assertThatThrownBy(() -> Pattern.instantiate(read(template), m)).isInstanceOf(IllegalStateException.class).hasMessageContaining("v");
    }

    @Test
    void a_power_of_one_is_its_base() {
        assertThat(Pattern.instantiate(read("u^n"), match("u^n", "x^1"))).isEqualTo(Sym.of("x"));
        assertThat(Pattern.instantiate(read("u^2"), match("sin(u)", "sin(x)"))).isInstanceOf(Power.class);
    }
}
