package dev.ddx.verify.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ddx.Ddx;
import dev.ddx.expr.Call;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Evaluator;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What lines mean without definitions, derivatives and bars. */
class UnfoldingTest {

    private static final Ddx DDX = Ddx.standard().withFunction("f")
            .load("definition p(u) = u^2 + 1/u\ndefinition q(u, v) = u*v^3\nfunction gd(u)\n  derivative 1/cosh(u)\n", "mine.txt");
    private static final Sym X = Sym.of("x");

    private static Unfolding unfolding() {
        return new Unfolding(DDX.functions(), (e, h, a, derivative) -> e.has(part -> part instanceof Call c && c.is("f", 1)) ? null : new Unfolding.Plain(e.replace(h, a), List.of(a)), u -> null);
    }

    private static Expr read(String text) {
        return DDX.read(text, Set.of("x"), true).expression();
    }

    private static List<Expr> all(String texts) {
        return texts == null ? List.of() : Arrays.stream(texts.split(";;")).map(t -> read(t.trim())).toList();
    }

    /** Values agree at 1.3, and what is needed for them is the function that is differentiated, at each order. */
    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {
        "x + y                      @ x + y                   @", "p(x)             @ x^2 + 1/x         @", "p(2*x)      @ 4*x^2 + 1/(2*x)     @", "q(x, 5)     @ 125*x   @",
        "diff(x^3, x)               @ 3*x^2                   @ x^3", "diff(x^3, x, x)  @ 6*x                 @ x^3 ;; 3*x^2", "p'(x)       @ 2*x - 1/x^2         @ x^2 + 1/x",
        "p'(3*x)                    @ 6*x - 1/(9*x^2)         @ (3*x)^2 + 1/(3*x)", "diff(p(x), x)    @ 2*x - 1/x^2         @ x^2 + 1/x",
        "at(x^2*y, x = 3)           @ 9*y                     @", "at(diff(y*x^2, x), x = 3)   @ 6*y  @ y*3^2",
        "at(y, y = diff(x^2, x))    @ 2*x  @ x^2", "at(diff(y^3, y), y = diff(x^2, x))    @ 12*x^2  @ x^2 ;; (2*x)^3",
        "sum(diff(k*x^2, x), k, 1, 3)   @ 12*x                @ sum(k*x^2, k, 1, 3)",
        "sum(k, k, at(diff(z, z), z = 1), 3)   @ 6           @ 1", "sum(k, k, 1, at(diff(3*z, z), z = 2))   @ 6  @ 3*2",
        "limit(x*h, h, 2)           @ 2*x                     @ 2", "limit(diff(h^2, h), h, x)   @ 2*x     @ x^2 ;; x", "limit(h, h, diff(x^2, x))   @ 2*x     @ x^2 ;; 2*x",
        "x^(1/3 - 1)                @ x^(-2/3)                @", "(-x)^(1/3 - 1)   @ x^(-2/3)            @", "x^(1 + diff(y, y))   @ x^2    @ y"})
    void meanings(String text, String value, String needs) {
        Unfolding.Plain p = unfolding().of(read(text));
        assertThat(p.needs()).map(Expr::toString).containsExactlyElementsOf(all(needs).stream().map(Expr::toString).toList());
        Map<Sym, Double> at = Map.of(X, 1.3, Sym.of("y"), 0.7);
        Evaluator evaluator = new Evaluator(FunctionTable.EMPTY);
        assertThat(evaluator.evaluate(p.value(), at)).as("%s", p.value()).isCloseTo(evaluator.evaluate(read(value), at), org.assertj.core.data.Offset.offset(1e-12));
    }

    /** An exponent that is a fraction is written as one: of a negative base that root is real. */
    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {"x^(1/3 - 1) @ x^(-2/3)", "x^(y - 1) @ x^(y - 1)", "x^(pi - 1) @ x^(pi - 1)", "x^(2/3) @ x^(2/3)"})
    void exponents(String text, String value) {
        assertThat(unfolding().of(read(text)).value()).isEqualTo(read(value));
    }

    @Test
    void what_needs_no_unfolding_is_left_as_it_is() {
        Expr e = read("x*sin(y)^2 + f(x)");
        assertThat(unfolding().of(e).value()).isSameAs(e);
    }

    @Test
    void limits_that_are_not_found() {
        assertThatThrownBy(() -> unfolding().of(read("limit(f(h), h, 0)"))).isInstanceOf(IllegalStateException.class).hasMessage("the limit as h tends to 0 was not found");
        // What is needed may have no limit that is found: then it is needed at the place.
        Unfolding.Plain p = unfolding().of(read("limit(h*x, h, diff(f(x), x))"));
        assertThat(p.value()).isEqualTo(read("f'(x)*x"));
        assertThat(p.needs()).containsExactly(read("f(x)"), read("f'(x)"));
    }

    @Test
    void definitions_of_definitions() {
        StringBuilder library = new StringBuilder("definition a0(u) = u + 1\n");
        IntStream.range(1, 130).forEach(i -> library.append("definition a").append(i).append("(u) = a").append(i - 1).append("(u)\n"));
        Ddx deep = Ddx.standard().load(library.toString(), "deep.txt");
        Unfolding unfolding = new Unfolding(deep.functions(), (e, h, a, derivative) -> null, u -> null);
        assertThat(unfolding.of(deep.parse("a90(x)")).value()).isEqualTo(deep.parse("x + 1"));
        assertThat(new Unfolding(deep.functions(), (e, h, a, derivative) -> null, u -> null).of(deep.parse("a99(x)")).value()).isEqualTo(deep.parse("x + 1"));
        assertThatThrownBy(() -> new Unfolding(deep.functions(), (e, h, a, derivative) -> null, u -> null).of(deep.parse("a120(x)")))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("nested too deep");
        // Many that are not nested are no matter.
        StringBuilder many = new StringBuilder();
        IntStream.range(0, 130).forEach(i -> many.append("definition b").append(i).append("(u) = u + ").append(i).append("\n"));
        Ddx wide = Ddx.standard().load(many.toString(), "wide.txt");
        Unfolding one = new Unfolding(wide.functions(), (e, h, a, derivative) -> null, u -> null);
        IntStream.range(0, 130).forEach(i -> assertThat(one.of(wide.parse("b" + i + "(x)")).value()).isEqualTo(wide.parse("x + " + i)));
    }

    /** They are named once each, and only if they were used. */
    @Test
    void derivatives_that_are_taken_as_given() {
        Unfolding u = unfolding();
        assertThat(u.of(read("diff(sin(x)*f(x), x)")).value()).isEqualTo(read("cos(x)*f(x) + sin(x)*f'(x)"));
        assertThat(u.assumptions()).isEmpty();
        assertThat(u.of(read("diff(gd(x) + gd(2*x), x)")).value()).isEqualTo(read("1/cosh(x) + 1/cosh(2*x)*2"));
        assertThat(u.assumptions()).singleElement().asString().contains("gd(u)").endsWith("= 1/cosh(u)");
    }

    // ---- what stands for unknown functions

    private static Map<Sym, Double> at(double x, double y) {
        return Map.of(X, x, Sym.of("y"), y, Sym.of("size_of_f"), -0.7, Sym.of("size_of_g"), 1.3);
    }

    private static Map<Sym, Double> at(double x) {
        return at(x, 0);
    }

    /** One function for one name: its derivative is that of what stands for it, and values are neither 0 nor the same everywhere. */
    @Test
    void what_stands_for_a_function() {
        Unfolding any = unfolding().standingIn(List.of(read("f(x) + sin(x)"), read("f'(x)")));
        Evaluator evaluator = new Evaluator(FunctionTable.EMPTY);
        double h = 1e-6;
        for (double x : new double[] {-1.5, 0.3, 2}) {
            Expr f = any.of(read("f(x)")).value();
            Expr slope = any.of(read("f'(x)")).value();
            double differences = (evaluator.evaluate(f, at(x + h)) - evaluator.evaluate(f, at(x - h))) / (2 * h);
            assertThat(evaluator.evaluate(slope, at(x))).isCloseTo(differences, org.assertj.core.data.Offset.offset(1e-7)).isNotCloseTo(0, org.assertj.core.data.Offset.offset(1e-4));
        }
        Expr there = any.of(read("f(x)")).value();
        assertThat(evaluator.evaluate(there, at(0.3))).isNotCloseTo(evaluator.evaluate(there, at(2)), org.assertj.core.data.Offset.offset(1e-4));
        assertThat(any.of(read("sin(x)")).value()).isEqualTo(read("sin(x)"));
        // The same each time.
        assertThat(unfolding().standingIn(List.of(read("f(x)"))).of(read("f(x)")).value()).isEqualTo(there);
    }

    /** A function of two arguments changes with each of them, and functions of other names or numbers of arguments are others. */
    @Test
    void functions_are_told_apart() {
        Expr two = Call.of("g", X, Sym.of("y"));
        Unfolding any = unfolding().standingIn(List.of(two, Call.of("g", X), read("f(x)")));
        Evaluator evaluator = new Evaluator(FunctionTable.EMPTY);
        Map<Sym, Double> at = at(0.4, 0.9);
        double value = evaluator.evaluate(any.of(two).value(), at);
        assertThat(Math.abs(value - evaluator.evaluate(any.of(two).value(), at(0.5, 0.9)))).isGreaterThan(1e-4);
        assertThat(Math.abs(value - evaluator.evaluate(any.of(two).value(), at(0.4, 1)))).isGreaterThan(1e-4);
        assertThat(Math.abs(value - evaluator.evaluate(any.of(Call.of("g", X)).value(), at))).isGreaterThan(1e-4);
        assertThat(Math.abs(evaluator.evaluate(any.of(read("f(x)")).value(), at) - evaluator.evaluate(any.of(Call.of("g", X)).value(), at))).isGreaterThan(1e-4);
    }

    @Test
    void where_all_functions_have_values_nothing_stands_for_them() {
        assertThat(unfolding().standingIn(List.of(read("sin(x) + p(x) + x^2"), read("ln(x)")))).isNull();
        assertThat(unfolding().standingIn(List.of())).isNull();
    }

    @Test
    void conditions_and_needs_are_unfolded_too() {
        assertThat(unfolding().all(List.of((Relation) read("p(x) > diff(x^2, x)")))).containsExactly((Relation) read("x^2 + 1/x > 2*x"));
        Unfolding.Plain p = unfolding().of(new Unfolding.Plain(read("p(x)"), List.of(read("p(y)"))));
        assertThat(p.value()).isEqualTo(read("x^2 + 1/x"));
        assertThat(p.needs()).containsExactly(read("y^2 + 1/y"));
    }

    @Test
    void nothing_depends_on_anything_unless_it_is_said() {
        assertThat(unfolding().dependence()).isNull();
        assertThat(unfolding().derivative().of(read("x^2"), X)).isEqualTo(read("2*x"));
    }
}
