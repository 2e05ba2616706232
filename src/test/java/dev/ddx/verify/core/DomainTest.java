package dev.ddx.verify.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ddx.Ddx;
import dev.ddx.expr.Call;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Num;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Evaluator;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Natural domains over the reals, as textbooks give them. */
class DomainTest {

    private static final Ddx DDX = Ddx.standard().withFunction("f");
    private static final Sym X = Sym.of("x");
    private static final Sym Y = Sym.of("y");

    private static Expr read(String text) {
        return DDX.read(text, Set.of("x"), true).expression();
    }

    private static Set<Expr> all(String texts) {
        return texts == null ? Set.of() : Arrays.stream(texts.split(";;")).map(t -> read(t.trim())).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static List<Relation> conditions(String texts) {
        return texts == null ? List.of() : Arrays.stream(texts.split(";;")).map(t -> (Relation) read(t.trim())).toList();
    }

    private static Unfolding.Plain plain(Expr e) {
        return new Unfolding.Plain(e, List.of());
    }

    private static Domain domain() {
        return new Domain(new Evaluator(DDX.functions()));
    }

    private static Points.Point at(double x) {
        return new Points.Point(Map.of(X, x));
    }

    /** What has to have a value for the line to have one. */
    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {
        "x + sin(x)*cosh(x)   @", "1/x            @ 1/x", "1/(x*y)             @ 1/x ;; 1/y", "y/(3*x^2)        @ 1/x", "1/(-x)          @ 1/x",
        "1/(x - 1)^3          @ 1/(x - 1)", "1/x^(-2)  @ 1/x ;; 1/x^(-2)", "1/5              @", "1/pi             @", "1/e^x           @", "1/0             @ 1/0", "1/2^x @ 1/2^x",
        "sqrt(x)              @ sqrt(x)", "x^(1/2)        @ x^(1/2)", "x^(3/4)             @ x^(1/2)", "x^(1/3)          @", "x^(2/3)         @", "x^3             @",
        "x^(-3)               @ 1/x", "x^(-1/2)       @ 1/x ;; x^(1/2)", "x^(-1/3)            @ 1/x",
        "x^y                  @ x^y", "x^pi           @ x^pi", "2^x                 @", "(1/2)^x          @", "(-2)^x          @ (-2)^x", "0^x             @ 0^x", "e^x             @",
        "2^(1/2)              @", "(-2)^(1/2)     @ (-2)^(1/2)", "(-2)^(1/3)         @",
        "ln(x)                @ ln(x)", "asin(x)        @ asin(x)", "atan(x)             @", "cbrt(x)          @", "tan(x)          @ tan(x)", "f(x)            @ f(x)",
        "sin(ln(x)/x)         @ ln(x) ;; 1/x", "piecewise(x, x > 0; 0)  @ piecewise(x, x > 0; 0)", "sum(1/k, k, 1, n) @ sum(1/k, k, 1, n)"})
    void parts(String text, String expected) {
        assertThat(Domain.parts(plain(read(text)))).isEqualTo(all(expected));
    }

    @Test
    void what_is_differentiated_counts() {
        assertThat(Domain.parts(new Unfolding.Plain(read("1/x"), List.of(read("ln(x)"), read("sin(x)"))))).isEqualTo(all("1/x ;; ln(x)"));
    }

    /** Null where double precision cannot tell. */
    @ParameterizedTest
    @CsvSource(delimiter = '@', nullValues = "-", value = {
        "sqrt(x)              @ 2    @ true", "sqrt(x)         @ 0   @ true", "sqrt(x)             @ -1   @ false", "x                @ 1   @ true",
        "ln(x)                @ 0.5  @ true", "ln(x)           @ -1  @ false", "acosh(x)            @ 0.5  @ false", "asin(x)          @ 1   @ true",
        "1/x                  @ 2    @ true", "1/x             @ 0   @ -", "1/ln(x)             @ -1   @ false", "1/ln(x)          @ 2   @ true",
        "ln(x)/x ;; ln(x)     @ -1   @ false", "1/x ;; ln(x - 1)  @ 0 @ false", "1/x ;; x          @ 0    @ -", "10^(100*x)       @ 9   @ -",
        "sum(k, k, 1, x)      @ 5    @ true", "sum(k, k, 1, x) @ 1000001  @ -", "sum(k, k, 1, x) ;; ln(-x) @ 1000001  @ false", "sum(ln(-k), k, 1, x) @ 5    @ false",
        "sum(ln(-k), k, 1, x) @ 1000000    @ false", "integral(ln(t), t, -2000000, x)   @ 1000000  @ false"})
    void where_they_have_values(String parts, double x, Boolean expected) {
        assertThat(domain().isDefined(all(parts), at(x))).isEqualTo(expected);
    }

    /** A condition without its edge fails beside it as well. */
    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {
        "x != 0        @ 1      @ true", "x != 0         @ 0     @ false", "x != 0        @ 1e-8   @ false", "x != 0        @ 1e-5   @ true",
        "x > 0         @ 1      @ true", "x > 0          @ 0     @ false", "x > 0         @ -1     @ false", "x > 0         @ 1e-12  @ false",
        "x >= 0        @ 0      @ true", "x >= 0         @ -1e-12 @ false", "x <= 3       @ 3      @ true", "x <= 3        @ 4      @ false",
        "x < 1000000   @ 999999.99 @ false", "x < 1000000   @ 999990 @ true", "x < 1          @ 0.99999  @ true", "x < 1   @ 0.99999999  @ false", "0 < x < 1     @ 0.5    @ true", "0 < x < 1     @ 1.5    @ false", "0 < x < 1 @ -0.5  @ false",
        "x > 0 ;; x < 1  @ 0.5  @ true", "x > 0 ;; x < 1 @ 2    @ false", "x > 0 ;; x < 1  @ -2   @ false", "ln(x) < 5     @ -1     @ false", "ln(x) < 5   @ 2 @ true",
        "x = 2         @ 2      @ true", "x = 2          @ 3     @ false"})
    void conditions(String conditions, double x, boolean expected) {
        assertThat(domain().allow(conditions(conditions), at(x))).isEqualTo(expected);
    }

    @Test
    void no_conditions_allow_all() {
        assertThat(domain().allow(List.of(), at(Double.NaN))).isTrue();
    }

    /** A zero of what the line before divides by or takes the logarithm of, at which the line after has a value; null if there is none. */
    @ParameterizedTest
    @CsvSource(delimiter = '@', nullValues = "-", value = {
        "x/x              @ 1          @ -         @ 0", "(x - 1/3)/(x - 1/3)   @ 1   @ -     @ 0.3333333333333333", "x/(x^2 - 2)  @ x        @ -         @ -1.4142135623730951",
        "x/(x^2 - 2)      @ x          @ x > 0     @ 1.4142135623730951", "x/(x^2 - 2)  @ x  @ x != sqrt(2) ;; x != -sqrt(2)  @ -",
        "x/x              @ 1          @ x != 0    @ -", "x/x              @ 2/x        @ -         @ -", "x/x              @ sqrt(x - 1)   @ -      @ -", "x/x          @ sqrt(x)  @ -         @ 0",
        "sqrt(x - 1) + x/x @ 1         @ -         @ -", "sqrt(x)*x/x      @ sqrt(x)    @ -         @ 0", "sqrt(-x)*x/x @ sqrt(-x) @ - @ 0",
        "x/(x^2 + 1)      @ x          @ -         @ -", "x/2^x            @ x          @ -         @ -", "x/(x - 3)        @ x          @ -         @ 3", "x/(x - 5)    @ x        @ -         @ -",
        "0*ln(x^2)        @ 0          @ -         @ 0", "0*ln(x - 2)      @ 0          @ -         @ 2", "0*sin(x - 2)     @ 0          @ -         @ -", "0*sqrt(x - 2)   @ 0  @ -         @ -",
        "0/(0.25^(1000*x^2 + 1000)) @ x     @ -    @ -", "x/tan(x) @ x @ x > 1 ;; x < 2 @ -", "x/(1/(x - 0.1)) @ x @ - @ 0.1",
        "0/(sqrt((x - 0.1)^2 - 0.0001)*(x - 0.1))  @ x @ 0 < x ;; x < 0.25  @ -",
        "x/x              @ 1/(x - 1e-6)   @ -     @ -", "x/x              @ sign(x)    @ -         @ 0", "x/x    @ 1/x^2 @ - @ -"})
    void what_is_lost(String before, String after, String given, Double x) {
        Points.Point p = domain().lost(Domain.parts(plain(read(before))), Domain.parts(plain(read(after))), conditions(given), Set.of(X), s -> false);
        if (x == null) {
            assertThat(p).isNull();
        } else {
            assertThat(p).isNotNull();
            assertThat(p.values().get(X)).isCloseTo(x, within(1e-12));
        }
    }

    /** The other symbols have values of many kinds, whole ones where they are whole numbers. */
    @Test
    void what_is_lost_with_other_symbols() {
        Set<Sym> symbols = new LinkedHashSet<>(List.of(X, Y));
        Set<Expr> before = Domain.parts(plain(read("x/x")));
        Points.Point p = domain().lost(before, Domain.parts(plain(read("ln(y)"))), List.of(), symbols, Y::equals);
        assertThat(p.values().get(X)).isZero();
        assertThat(p.values().get(Y)).isPositive().matches(v -> v == Math.rint(v));
        p = domain().lost(before, Domain.parts(plain(read("asin(y)*acosh(y + 2)"))), conditions("y < 0"), symbols, s -> false);
        assertThat(p.values().get(Y)).isBetween(-1.0, 0.0);
        // A curve of zeros: x = y.
        p = domain().lost(Domain.parts(plain(read("1/(x - y)"))), Set.of(), conditions("y > 0"), symbols, s -> false);
        assertThat(p.values().get(X)).isCloseTo(p.values().get(Y), within(1e-9)).isPositive();
    }

    /** Where cases end, or another argument is the greatest: both sides of it. */
    @ParameterizedTest
    @CsvSource(delimiter = '@', nullValues = "-", value = {
        "piecewise(x, x > 1; 0)      @ x                          @ 1.0001 0.9999", "x  @ piecewise(x, x > 1; 0)    @ 1.0001 0.9999", "piecewise(x, x > 1; 0)  @ piecewise(5, x > 1; 0)  @ 1.0001 0.9999", "max(2, x)  @ x + min(x, 2)  @ 2.0001 1.9999 2.0001 1.9999",
        "piecewise(x, x^2 > 2; 0)    @ x                          @ 1.4143135623730951 1.4141135623730951 -1.4143135623730951 -1.4141135623730951",
        "piecewise(x, 0 < x < 1; 0)  @ x                          @ 0.0001 -0.0001 1.0001 0.9999", "x  @ x^2  @ -", "piecewise(x, tan(x) > 0; 0)  @ piecewise(x, x > 0; 0) @ -3.141692653589793 -3.141492653589793 3.141692653589793 3.141492653589793 0.0001 -0.0001 0.0001 -0.0001",
        "piecewise(x, 1/(x - 0.1) > 0; 0)   @ x   @ -",
        "piecewise(x, (x + 4)*(x - 4) > 0; 0) @ x   @ -4.0001 -3.9999 4.0001 3.9999", "piecewise(x, x > 1; 0)  @ piecewise(x, x > 2; 0)  @ 1.0001 0.9999 2.0001 1.9999"})
    void beside_edges(String before, String after, String expected) {
        List<Points.Point> points = domain().besideEdges(List.of(read(before), read(after)), Set.of(X), s -> false);
        double[] xs = points.stream().mapToDouble(p -> p.values().get(X)).sorted().toArray();
        double[] wanted = expected == null ? new double[0] : Arrays.stream(expected.split(" ")).mapToDouble(Double::parseDouble).sorted().toArray();
        assertThat(xs).containsExactly(wanted, within(1e-9));
    }

    @Test
    void edges() {
        Expr one = Sum.of(X, dev.ddx.expr.Neg.of(Num.ONE));
        assertThat(Domain.edges(read("2*piecewise(x, x > 1; piecewise(3, 0 < x < y; 4))"))).containsExactlyInAnyOrder(one,
                Sum.of(Num.ZERO, dev.ddx.expr.Neg.of(X)), Sum.of(X, dev.ddx.expr.Neg.of(Y)));
        assertThat(Domain.edges(read("x^2"))).isEmpty();
    }

    /** By the sections of DLMF on each of them. */
    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {"digamma(x) @ -2 0 @ -2.5 -0.5 0.5 1", "polygamma(1, x) @ -1 0 @ -1.5 0.5 2", "lngamma(x) @ -0.5 0 @ 0.5 2", "Ei(x) @ 0 @ -1 1", "li(x) @ -1 0 1 @ 0.5 2",
        "Ci(x) @ -1 0 @ 1", "Chi(x) @ -1 0 @ 1", "expint(2, x) @ -1 @ 1", "bessely(0, x) @ 0 -1 @ 1", "besselk(0, x) @ 0 -1 @ 1", "besselj(0, x) @ @ -1 0 1", "Si(x) @ @ -1 0 1"})
    void what_functions_need(String text, String without, String with) {
        Call c = (Call) read(text);
        Expr needed = Domain.needed(c.name(), c.arguments().getLast());
        Evaluator evaluator = new Evaluator(FunctionTable.EMPTY);
        for (String points : new String[] {without, with}) {
            for (String x : points == null ? new String[0] : points.split(" ")) {
                assertThat(Double.isFinite(evaluator.evaluate(needed, Map.of(X, Double.valueOf(x))))).as(text + " at " + x).isEqualTo(points == with);
            }
        }
    }

    @Test
    void what_double_precision_knows() {
        assertThat(Domain.knows((Call) read("sin(x)"))).isTrue();
        assertThat(Domain.knows((Call) read("f(x)"))).isFalse();
        assertThat(Domain.knows((Call) read("f'(x)"))).isFalse();
        assertThat(Domain.knows(Call.of("sin", List.of(1), List.of(X)))).isFalse();
        assertThat(domain().value(read("x^2"), at(3))).isEqualTo(9);
        assertThat(domain().value(read("ln(x)"), at(-3))).isNaN();
    }

    @Test
    void points() {
        Points.Point p = new Points.Point(new java.util.LinkedHashMap<>(Map.of(X, 1.0)));
        p = p.with(Y, 2);
        assertThat(p.moved(0.7).values().get(X)).isCloseTo(1.7, within(1e-15));
        assertThat(p.moved(0.7).values().get(Y)).isCloseTo(2.8, within(1e-15));
        assertThat(p.within(Set.of(X, Y, Sym.of("n")), s -> s.name().equals("n"), 5).values()).containsAllEntriesOf(new HashMap<>(p.values()))
                .hasEntrySatisfying(Sym.of("n"), v -> assertThat(v).isBetween(0.0, 8.0).matches(d -> d == Math.rint(d)));
        // The first eight points lie each in another range: about 0, to its right, to its left, in (0, 1), (-1, 0), from 1, in a wide one, and at whole numbers.
        double[][] ranges = {{-3, 3}, {0.1, 3}, {-4, -0.1}, {0.01, 0.99}, {-0.99, -0.01}, {1, 6}, {-20, 20}, {1, 6}};
        for (int i = 0; i < 220; i++) {
            double[] range = ranges[Math.min(i % 11, 7)];
            for (Map.Entry<Sym, Double> v : Points.at(Set.of(X, Y), s -> false, i).values().entrySet()) {
                if (i % 11 <= 7) {
                    assertThat(v.getValue()).as("point " + i).isBetween(range[0], range[1]);
                }
                if (i % 11 == 7) {
                    assertThat(v.getValue()).isEqualTo(Math.rint(v.getValue()));
                }
                assertThat(v.getValue()).isNotZero();
            }
        }
    }
}
