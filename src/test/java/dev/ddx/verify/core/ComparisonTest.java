package dev.ddx.verify.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ddx.Ddx;
import dev.ddx.expr.Assumptions;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How much is asked of two lines, and how sure the answer is. */
class ComparisonTest {

    private static final Ddx DDX = Ddx.standard().withFunction("f");
    private static final Sym X = Sym.of("x");
    private static final Sym Y = Sym.of("y");

    private static Expr read(String text) {
        return DDX.read(text, Set.of("x", "y"), true).expression();
    }

    private static Unfolding.Plain plain(String text, String... needs) {
        return new Unfolding.Plain(read(text), Arrays.stream(needs).map(ComparisonTest::read).toList());
    }

    private static Verdict compare(Assumptions assumptions, Unfolding.Plain before, Unfolding.Plain after, Comparison.Mode mode, Dependence tied, String... given) {
        Unfolding unfolding = new Unfolding(DDX.functions(), (e, h, a, derivative) -> null, u -> tied);
        return new Comparison(unfolding, DDX.functions(), assumptions, Limits.DEFAULT.withTimeoutMillis(10_000))
                .compare(before, after, Arrays.stream(given).map(g -> (Relation) read(g)).toList(), mode, tied);
    }

    private static Verdict compare(String before, String after, Comparison.Mode mode, String... given) {
        return compare(Assumptions.NONE, plain(before), plain(after), mode, null, given);
    }

    private static String kind(Verdict v) {
        return v.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /** Values alone, a part of a line whose difference in double precision is enough, or a line. */
    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {
        "x/x                          @ 1             @ exact   @ failed @ failed",
        "sqrt(x)^2                    @ x             @ exact   @ failed @ failed",
        "x                            @ sqrt(x)^2     @ exact   @ failed @ failed",
        "sqrt(x)                      @ -sqrt(x)      @ failed  @ failed @ failed",
        "(x + 10^20)*(x - 10^20) + 10^40   @ x^2      @ exact   @ failed @ exact",
        "max(x, floor(x))             @ x             @ numeric @ numeric @ numeric",
        "max(x, y)                    @ (x + y - abs(x - y))/2   @ failed @ failed @ failed"})
    void modes(String before, String after, String values, String part, String line) {
        assertThat(Arrays.stream(Comparison.Mode.values()).map(m -> kind(compare(before, after, m)))).containsExactly(values, part, line);
    }

    /** At one point where there are no symbols, else at five. */
    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {
        "gamma(1/3)*gamma(2/3)        @ 2*pi/sqrt(3)  @ 1", "max(x, floor(x))    @ x         @ 5", "max(x*y, floor(x*y))    @ x*y        @ 5"})
    void how_many_points(String before, String after, int points) {
        assertThat(compare(before, after, Comparison.Mode.VALUES)).isEqualTo(new Verdict.Numeric(points, 40));
    }

    /** Differences that double precision does not see: 10^-39 and 10^-20 of the value, not what is beyond 40 digits. */
    @ParameterizedTest
    @CsvSource({"20, failed", "39, failed", "45, numeric"})
    void digits(int power, String verdict) {
        assertThat(kind(compare("max(x, floor(x))", "x*(1 + 10^(-" + power + "))", Comparison.Mode.VALUES))).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {
        "pi      @ 22/7      @ failed", "sqrt(2)*sqrt(3)  @ sqrt(6)  @ exact", "gamma(7/2)   @ 15*sqrt(pi)/8  @ numeric", "gamma(7/2) @ 15*sqrt(pi)/9 @ failed"})
    void numbers(String before, String after, String verdict) {
        Verdict v = compare(before, after, Comparison.Mode.LINE);
        assertThat(kind(v)).isIn(verdict, verdict.equals("numeric") ? "exact" : verdict);
        assertThat(v instanceof Verdict.Failed f ? f.at() : Map.of()).isEmpty();
    }

    /** e^−1000000 may come out as 0, e^−200 does not. */
    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {"e^(-10^6)  @ 0 @ unchecked", "0 @ e^(-10^6) @ unchecked", "e^(-200) @ 0  @ failed", "0  @ e^(-200)  @ failed",
        "e^(-10^6)  @ 2*e^(-10^6) @ failed"})
    void values_close_to_0(String before, String after, String verdict) {
        assertThat(kind(compare(before, after, Comparison.Mode.VALUES))).isEqualTo(verdict);
    }

    @Test
    void the_place_of_a_difference_is_said() {
        assertThat(compare("x^2", "x^3", Comparison.Mode.LINE)).isInstanceOfSatisfying(Verdict.Failed.class, f -> {
            assertThat(f.at()).containsOnlyKeys(X);
            assertThat(new BigDecimal(f.at().get(X)).abs()).isNotEqualByComparingTo(BigDecimal.ONE).isNotEqualByComparingTo(BigDecimal.ZERO);
        });
        assertThat(compare("sqrt(x)", "sqrt(x^2/x)", Comparison.Mode.LINE)).isEqualTo(Verdict.EXACT);
        Verdict before = compare("ln(x)", "ln(x^2)/2", Comparison.Mode.LINE);
        assertThat(before.describe()).contains("no condition says so");
        assertThat(new BigDecimal(((Verdict.Failed) before).at().get(X))).isNegative();
        Verdict after = compare("ln(x^2)/2", "ln(x)", Comparison.Mode.LINE);
        assertThat(after.describe()).contains("not defined where the one before it is");
        assertThat(new BigDecimal(((Verdict.Failed) after).at().get(X))).isNegative();
    }

    /** What is differentiated has to be defined as well. */
    @Test
    void needs() {
        assertThat(compare(Assumptions.NONE, plain("1/x", "ln(x)"), plain("1/x"), Comparison.Mode.LINE, null).describe()).contains("no condition says so");
        assertThat(compare(Assumptions.NONE, plain("1/x", "ln(x)"), plain("1/x"), Comparison.Mode.VALUES, null).accepted()).isTrue();
        assertThat(compare(Assumptions.NONE, plain("1/x", "ln(x)"), plain("1/x"), Comparison.Mode.LINE, null, "x > 0")).isEqualTo(Verdict.EXACT);
        assertThat(compare(Assumptions.NONE, plain("1/x"), plain("1/x", "ln(x)"), Comparison.Mode.LINE, null).describe()).contains("not defined where the one before it is");
        assertThat(compare(Assumptions.NONE, plain("1/x", "ln(x)"), plain("1/x", "ln(x)"), Comparison.Mode.LINE, null)).isEqualTo(Verdict.EXACT);
    }

    /** Over the complex numbers a line has values elsewhere too; it still has to have the same ones. */
    @Test
    void complex_mode() {
        Assumptions complex = Assumptions.NONE.withComplex(true);
        assertThat(compare(complex, plain("sqrt(x)^2"), plain("x"), Comparison.Mode.LINE, null)).isEqualTo(Verdict.EXACT);
        assertThat(compare(complex, plain("sqrt(x)^2"), plain("2*x"), Comparison.Mode.LINE, null).accepted()).isFalse();
        assertThat(compare(complex, plain("sqrt(-1 - x^2)*2"), plain("sqrt(-1 - x^2) + sqrt(-1 - x^2)"), Comparison.Mode.LINE, null)).isEqualTo(Verdict.EXACT);
    }

    @Test
    void without_a_point_nothing_is_said() {
        assertThat(kind(compare("max(x, floor(x))", "x", Comparison.Mode.LINE, "x > 0", "x < 0"))).isEqualTo("unchecked");
        assertThat(kind(compare("max(ln(x), floor(ln(x)))", "ln(x)", Comparison.Mode.LINE, "x < 0"))).isEqualTo("unchecked");
    }

    /** Where a function is unknown, what holds has to hold for any. */
    @Test
    void unknown_functions() {
        assertThat(compare("f(x)^2 - f(y)^2", "(f(x) - f(y))*(f(x) + f(y))", Comparison.Mode.LINE)).isEqualTo(Verdict.EXACT);
        assertThat(compare("max(f(x), floor(f(x)))", "f(x)", Comparison.Mode.LINE)).isEqualTo(new Verdict.Numeric(5, 40));
        assertThat(kind(compare("f(x + y)", "f(x) + f(y)", Comparison.Mode.LINE))).isEqualTo("failed");
        assertThat(kind(compare("f(x)/f(x)", "1", Comparison.Mode.LINE, "f(x) != 0"))).isEqualTo("exact");
        assertThat(kind(compare("max(f(x), f(x))", "2*f(x)", Comparison.Mode.LINE, "f(x) != 0"))).isEqualTo("failed");
    }

    /** Large expressions are compared by values alone. */
    @ParameterizedTest
    @ValueSource(ints = {150, 1500})
    void large_expressions(int terms) {
        StringBuilder sum = new StringBuilder("x");
        for (int i = 2; i <= terms; i++) {
            sum.append(" + ").append(i).append("*x");
        }
        long total = terms * (terms + 1L) / 2;
        assertThat(kind(compare(sum.toString(), total + "*x", Comparison.Mode.LINE))).isEqualTo(terms > 1000 ? "numeric" : "exact");
        assertThat(kind(compare(sum.toString(), total + 1 + "*x", Comparison.Mode.LINE))).isEqualTo("failed");
    }

    // ---- symbols that depend on others

    /** The upper half of the circle x² + y² = 25, with w for 2x + y. */
    static final class Circle implements Dependence {

        @Override
        public Expr derivative(Expr e, Sym s) {
            throw new IllegalStateException("nothing is differentiated here");
        }

        @Override
        public Expr written(Expr e) {
            return e.substitute(s -> s.name().equals("w") ? read("2*x + y") : null);
        }

        @Override
        public List<Expr> equations() {
            return List.of(read("x^2 + y^2 - 25"));
        }

        @Override
        public Points.Point near(Points.Point p, Domain domain) {
            double x = p.values().get(X);
            return Math.abs(x) < 5 ? p.with(Y, Math.sqrt(25 - x * x)) : null;
        }

        @Override
        public Points.Point refined(Points.Point p) {
            BigDecimal x = new BigDecimal(p.decimals().get(X));
            return new Points.Point(p.values(), Map.of(Y, BigDecimal.valueOf(25).subtract(x.multiply(x)).sqrt(new MathContext(70)).toPlainString()));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {
        "x^2 + y^2       @ 25             @ numeric", "x^2 + y^2      @ 24           @ failed", "y              @ sqrt(25 - x^2)   @ numeric", "y            @ -sqrt(25 - x^2)   @ failed",
        "x^2 + 25*10^-30 @ 25 - y^2       @ failed", "x + x           @ 2*x          @ exact", "w              @ 2*x + y          @ exact", "w + x        @ 3*x + sqrt(25 - x^2)   @ numeric",
        "f(x)            @ f(sqrt(25 - y^2))   @ failed", "f(x^2)    @ f(25 - y^2)  @ numeric", "f(x^2)         @ f(24 - y^2)     @ failed", "ln(-y)     @ ln(-sqrt(25 - x^2)) @ unchecked"})
    void on_a_curve(String before, String after, String verdict) {
        Verdict v = compare(Assumptions.NONE, plain(before), plain(after), Comparison.Mode.VALUES, new Circle());
        assertThat(kind(v)).as(v.describe()).isEqualTo(verdict);
        assertThat(v).isIn(v instanceof Verdict.Numeric ? new Verdict.Numeric(5, 40) : v);
    }

    /** Conditions and needs are written without dependents that have a formula too. */
    @Test
    void conditions_on_a_curve() {
        assertThat(kind(compare(Assumptions.NONE, plain("abs(x)"), plain("sqrt(25 - y^2)"), Comparison.Mode.VALUES, new Circle()))).isEqualTo("numeric");
        assertThat(kind(compare(Assumptions.NONE, plain("max(x, sqrt(25 - y^2))"), plain("x"), Comparison.Mode.VALUES, new Circle()))).isEqualTo("failed");
        assertThat(kind(compare(Assumptions.NONE, plain("max(x, sqrt(25 - y^2))"), plain("x"), Comparison.Mode.VALUES, new Circle(), "w > y"))).isEqualTo("numeric");
        assertThat(compare(Assumptions.NONE, plain("x", "ln(w)"), plain("x", "ln(2*x + y)"), Comparison.Mode.LINE, new Circle())).isEqualTo(Verdict.EXACT);
        assertThat(compare(Assumptions.NONE, plain("y/y"), plain("1"), Comparison.Mode.VALUES, new Circle())).isEqualTo(Verdict.EXACT);
    }
}
