package dev.ddx.verify.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ddx.Ddx;
import dev.ddx.expr.Assumptions;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Num;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Single lines: what follows from what, and why not. */
class StepCheckTest {

    private static final Ddx DDX = Ddx.standard().withFunction("f");
    private static final FunctionTable FUNCTIONS = DDX.functions();

    private static StepCheck steps(Assumptions assumptions) {
        Unfolding unfolding = new Unfolding(FUNCTIONS, (e, h, a, derivative) -> null, u -> null);
        return new StepCheck(unfolding, new Comparison(unfolding, FUNCTIONS, assumptions, Limits.DEFAULT.withTimeoutMillis(20_000)));
    }

    private static Expr read(String s) {
        return DDX.read(s, Set.of("x"), true).expression();
    }

    private static String kind(Verdict v) {
        return v.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    }

    private static List<Relation> given(String conditions) {
        return conditions == null ? List.of() : Arrays.stream(conditions.split(";")).map(c -> (Relation) read(c)).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', nullValues = "-", value = {
        "2*x + x             @ 3*x                  @ -               @ exact     @",
        "(x + 10^20)*(x - 10^20) + 10^40 @ x^2       @ -               @ exact     @",
        "2*x + x             @ 3*x + 1              @ -               @ failed    @ the values differ, at x",
        "x/x                 @ 1                    @ -               @ failed    @ divides by zero there",
        "x/x                 @ 1                    @ x != 0          @ exact     @",
        "0*ln(x^1000)        @ 0                    @ x != 0          @ exact     @",
        "0*ln(x^1001)        @ 0                    @ x > 0           @ exact     @",
        "0*ln(x^2)           @ 0                    @ -               @ failed    @ takes its logarithm",
        "1                   @ x/x                  @ -               @ exact     @",
        "sqrt(x^2)           @ x                    @ -               @ failed    @ the values differ",
        "sqrt(x^2)           @ x                    @ x > 0           @ exact     @",
        "sqrt(x^2)           @ abs(x)               @ -               @ exact     @",
        "ln(x^2)             @ 2*ln(x)              @ x != 0          @ failed    @ the line is not defined where the one before it is",
        "ln(x^2)             @ 2*ln(x)              @ x > 0           @ exact     @",
        "2*ln(x)             @ ln(x^2)              @ -               @ failed    @ defined where the one before it is not",
        "sqrt(x)*sqrt(y)     @ sqrt(x*y)            @ -               @ failed    @ defined where",
        "diff(x^2, x)        @ 2*x                  @ -               @ exact     @",
        "diff(x^2, x)        @ x^2                  @ -               @ failed    @ the values differ",
        "diff(abs(x), x)     @ x/abs(x)             @ -               @ exact     @",
        "diff(x*y^2, y)      @ 2*x*y                @ -               @ exact     @",
        "diff(x^3, x, x)     @ 6*x                  @ -               @ exact     @",
        "diff(x^3, x, x)     @ 3*x^2                @ -               @ failed    @ the values differ",
        "diff(f(x), x)       @ f'(x)                @ -               @ exact     @",
        "diff(f(x^2), x)     @ f'(x^2)              @ -               @ failed    @ the values differ",
        "diff(f(x^2), x)     @ 2*x*f'(x^2)          @ -               @ exact     @",
        "sigma(x)            @ 1/(1 + e^(-x))       @ -               @ exact     @",
        "diff(sigma(x), x)   @ sigma(x)*(1 - sigma(x))   @ -          @ exact     @",
        "diff(sigma(x), x)   @ sigma(x)*(1 + sigma(x))   @ -          @ failed    @ the values differ",
        "x = 2*y             @ x = y + y            @ -               @ exact     @",
        "x = 2*y             @ x = 3*y              @ -               @ failed    @ the values differ",
        "z                   @ y + y = 2*y          @ -               @ exact     @",
        "z                   @ y + y = 3*y          @ -               @ failed    @ the values differ",
        "a = 2*y             @ b = 3*y              @ -               @ failed    @ the values differ",
        "x*2 = y             @ 2*x = y              @ -               @ exact     @",
        "x < y               @ x < y                @ -               @ exact     @",
        "x < y               @ x < 2*y              @ -               @ failed    @ the values differ",
        "z                   @ x < 2*y              @ -               @ unchecked @ an inequality cannot be checked",
        "x < 2*y             @ x < y + y            @ -               @ exact     @",
        "x = 3*y             @ x                    @ -               @ failed    @ the values differ",
        "x = 3*y             @ y + 2*y              @ -               @ exact     @",
        "piecewise(x, x > 0; 0, x <= 0)  @ piecewise(x, x >= 0; 0, x < 0)  @ -   @ exact @",
        "piecewise(x, x > 0; 1, x <= 0)  @ piecewise(x, x > 1; 1, x <= 1)  @ -   @ failed  @ the values differ",
        "piecewise(x, x > 1; 1, x <= 1)  @ piecewise(x, x > 1.001; 1, x <= 1.001)  @ -   @ failed  @ the values differ",
        "sum(k*x, k, 1, n)   @ x*sum(k, k, 1, n)    @ -               @ numeric   @",
        "sum(k*x, k, 1, n)   @ x*sum(k, k, 1, n) + 1/n   @ -          @ failed    @ the values differ",
        "sum(k, k, 1, n)     @ n*(n+1)/2            @ n > 0           @ numeric   @",
        "sum(k, k, 1, n)     @ n*(n+2)/2            @ n > 0           @ failed    @ the values differ",
        "diff(integral(sign(t), t, -1, x), x)  @ sign(x)      @ x != 0   @ exact     @",
        "diff(integral(sign(t), t, -1, x), x)  @ sign(x)      @ -        @ failed    @ divides by zero there",
        "diff(integral(piecewise(0, t < 1; t), t, -1, x), x)  @ piecewise(0, x < 1; x)  @ x != 1   @ exact     @",
        "diff(integral(piecewise(0, t < 1; t), t, -1, x), x)  @ piecewise(0, x < 1; x)  @ -        @ failed    @ divides by zero there",
        "diff(integral(abs(t), t, -1, x), x)   @ abs(x)       @ -        @ exact     @",
        "diff(integral(sign(t - x), t, 0, 1), x)   @ 0        @ -        @ unchecked @ under which a jump moves",
        "diff(integral(piecewise(1, t < x; 0), t, 0, 1), x)  @ 0  @ -    @ unchecked @ under which a jump moves",
        "diff(atan2(x, -1), x)   @ -1/(x^2 + 1)     @ x != 0          @ exact     @",
        "diff(atan2(x, -1), x)   @ -1/(x^2 + 1)     @ -               @ failed    @ divides by zero there",
        "diff(atan2(x, 1), x)    @ 1/(x^2 + 1)      @ -               @ exact     @",
        "gamma(x + 1)        @ x*gamma(x)           @ x > 0           @ exact     @",
        "gamma(x + 1)        @ x^2*gamma(x)         @ x > 0           @ failed    @ the values differ",
        "ln(-1 - x^2)        @ ln(-2 - x^2)         @ -               @ unchecked @ no real point was found",
        "limit(sin(x)/x, x, 0) @ 1                  @ -               @ unchecked @ was not found",
    })
    void what_follows(String before, String after, String conditions, String verdict, String why) {
        Verdict v = steps(Assumptions.NONE).check(read(before), read(after), List.of(), given(conditions));
        assertThat(kind(v)).as(v.describe()).isEqualTo(verdict);
        assertThat(v.describe()).contains(why == null ? "" : why);
        assertThat(v.accepted()).isEqualTo(verdict.equals("exact") || verdict.equals("numeric"));
    }

    /** Exponents of thousands, which take seconds. */
    @Tag("slow")
    @ParameterizedTest
    @CsvSource(delimiter = '@', nullValues = "-", value = {
        "e^(-2000*x^2)*(e^(2000*x^2)+e^(1000*x^2)) - 1 @ e^(-1000*x^2)  @ -   @ exact     @",
        "y*(-(x^2+30)^(-900))^(sqrt(2)*x)*(-(x^2+30)^(-900))^(-3*sqrt(2)*x) @ y*(-(x^2+30)^(-900))^(-2*sqrt(2)*x) @ - @ exact @"})
    void what_follows_of_high_powers(String before, String after, String conditions, String verdict, String why) {
        what_follows(before, after, conditions, verdict, why);
    }

    /** Where a path leads to what was rewritten, that is compared, and the rest has to be the same. */
    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {
        "ln(-1 - x^2) + 2*x @ ln(-1 - x^2) + 3*x - x  @ 1    @ exact", "ln(-1 - x^2) + 2*x @ ln(-1 - x^2) + 3*x  @ 1    @ unchecked",
        "2*x + sin(x)       @ 3*x + sin(x)            @ 1    @ failed", "2*x + sin(x)       @ 3*x + sin(x)        @ 0    @ failed",
        "sin(2*x)           @ sin(x + x)              @ 0    @ exact", "sin(2*x)           @ cos(x + x)           @ 0    @ failed",
        "diff(2*x + x^2, x) @ diff(x + x + x^2, x)    @ 0 0  @ exact", "ln(-1 - x^2) + max(x, floor(x))  @ ln(-1 - x^2) + x   @ 1  @ numeric", "ln(-1 - x^2) + max(x, floor(x))  @ ln(-1 - x^2) + x   @ 0  @ unchecked",
        "ln(-1 - x^2) + max(x, floor(x))  @ ln(-2 - x^2) + x   @ 1  @ unchecked", "sin(x) + x @ sin(x) + 2*x  @ 2  @ failed", "x + y + z  @ x + y  @ 2  @ failed", "x + y + z  @ x  @ 2  @ failed", "sin(ln(-1 - x^2) + max(x, floor(x))) @ sin(ln(-1 - x^2) + x) @ 0 1 @ numeric",
        "limit(ln(-1 - t^2) + max(t, floor(t)), t, 1) @ limit(ln(-1 - t^2) + t, t, 1) @ 0 1 @ numeric", "limit(t/t, t, 0) @ limit(1, t, 0) @ 0 @ exact",
        "sin(x) + x         @ sin(x) + x + 1       @ 7    @ failed"})
    void paths(String before, String after, String path, String verdict) {
        List<Integer> to = Arrays.stream(path.split(" ")).map(Integer::valueOf).toList();
        Verdict v = steps(Assumptions.NONE).check(read(before), read(after), to, List.of());
        assertThat(kind(v)).as(v.describe()).isEqualTo(verdict);
    }

    @Test
    void lines_about_the_same() {
        assertThat(StepCheck.isAboutTheSame((Relation) read("y = x"), (Relation) read("y = z"))).isTrue();
        assertThat(StepCheck.isAboutTheSame((Relation) read("y = x"), (Relation) read("z = x"))).isFalse();
        assertThat(StepCheck.isAboutTheSame((Relation) read("y = x"), (Relation) read("y < x"))).isFalse();
        assertThat(StepCheck.isAboutTheSame((Relation) read("0 < y < x"), (Relation) read("0 < y < x"))).isFalse();
    }

    /** What holds for all values holds on the circle x² + y² = 25; what does not may hold there. */
    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {"x + x @ 2*x @ exact", "x^2 + y^2 @ 25 @ numeric", "x^2 + y^2 @ 24 @ failed", "y/y @ 1 @ failed", "diff(t^3, t) @ 3*t^2 @ unchecked"})
    void on_a_circle(String before, String after, String verdict) {
        Unfolding unfolding = new Unfolding(FUNCTIONS, (e, h, a, derivative) -> null, u -> new ComparisonTest.Circle());
        StepCheck steps = new StepCheck(unfolding, new Comparison(unfolding, FUNCTIONS, Assumptions.NONE, Limits.DEFAULT.withTimeoutMillis(20_000)));
        assertThat(kind(steps.compare(read(before), read(after), List.of(), Comparison.Mode.LINE))).isEqualTo(verdict);
    }

    @Test
    void assumptions_count() {
        assertThat(steps(Assumptions.NONE.with((Relation) read("x > 0"))).check(read("sqrt(x^2)"), read("x"), List.of(), given("x > 0")).accepted()).isTrue();
        Assumptions integer = Assumptions.NONE.withInteger(Sym.of("n"));
        assertThat(steps(Assumptions.NONE).check(read("sin(pi*n)"), Num.ZERO, List.of(), List.of()).accepted()).isFalse();
        assertThat(steps(integer).check(read("cos(2*pi*n)"), Num.ONE, List.of(), List.of()).accepted()).isTrue();
    }

    @Test
    void in_complex_mode_lines_have_values_where_the_real_ones_end() {
        assertThat(steps(Assumptions.NONE).check(read("e^ln(x)"), read("x"), List.of(), List.of()).accepted()).isFalse();
        assertThat(steps(Assumptions.NONE.withComplex(true)).check(read("e^ln(x)"), read("x"), List.of(), List.of()).accepted()).isTrue();
    }

    // ---- verdicts

    @Test
    void the_less_certain_of_two() {
        Verdict numeric = new Verdict.Numeric(5, 40);
        Verdict failed = new Verdict.Failed("no", Map.of(Sym.of("x"), "1.5"));
        Verdict unchecked = new Verdict.Unchecked("late");
        Verdict orders = new Verdict.Orders(6, false);
        List<Verdict> order = List.of(Verdict.EXACT, numeric, orders, unchecked, failed);
        for (int i = 0; i < order.size(); i++) {
            for (int k = 0; k < order.size(); k++) {
                assertThat(order.get(i).and(order.get(k))).isEqualTo(order.get(Math.max(i, k)));
            }
        }
        assertThat(numeric.and(new Verdict.Numeric(2, 10))).isSameAs(numeric);
        assertThat(order.stream().map(Verdict::describe)).containsExactly("exact", "numeric, at 5 points to 40 digits", "numeric, for each order up to 6", "not checked: late", "failed: no, at x = 1.5");
        assertThat(new Verdict.Orders(6, true).describe()).isEqualTo("exact, for each order up to 6");
        assertThat(new Verdict.Failed("no").describe()).isEqualTo("failed: no");
        assertThat(order.stream().map(Verdict::accepted)).containsExactly(true, true, true, false, false);
    }

    // ---- points

    @Test
    void points_are_always_the_same_and_of_many_kinds() {
        Sym x = Sym.of("x");
        Sym n = Sym.of("n");
        Set<Sym> both = new TreeSet<>(java.util.Comparator.comparing(Sym::name));
        both.addAll(List.of(x, n));
        TreeSet<Double> xs = new TreeSet<>();
        TreeSet<Double> ns = new TreeSet<>();
        for (int i = 0; i < 400; i++) {
            Points.Point p = Points.at(both, s -> s.equals(n), i);
            assertThat(p).isEqualTo(Points.at(both, s -> s.equals(n), i));
            xs.add(p.values().get(x));
            ns.add(p.values().get(n));
        }
        assertThat(ns).allMatch(v -> v == Math.rint(v)).contains(-4.0, -1.0, 0.0, 1.0, 4.0, 8.0);
        assertThat(ns.first()).isEqualTo(-4);
        assertThat(ns.last()).isEqualTo(8);
        assertThat(xs).doesNotContain(0.0).hasSizeGreaterThan(300).contains(1.0, 2.0, 3.0).anyMatch(v -> v < -1).anyMatch(v -> v > 0 && v < 1).anyMatch(v -> v > -1 && v < 0);
        assertThat(xs.first()).isGreaterThan(-20);
        assertThat(xs.last()).isLessThan(20);
        Points.Point p = new Points.Point(Map.of(x, 0.25), Map.of(x, "0.2500001"));
        assertThat(p.decimals()).isEqualTo(Map.of(x, "0.2500001"));
        assertThat(p.with(x, 2).decimals()).isEqualTo(Map.of(x, "2.0"));
        assertThat(new Points.Point(Map.of(x, 1e-7)).decimals().get(x)).isEqualTo("0.00000010");
        assertThat(p.moved(1).values().get(x)).isEqualTo(1.25);
        assertThat(p.within(both, s -> false, 3).values()).containsEntry(x, 0.25).containsKey(n);
        assertThat(Points.symbols(List.of(read("x*sin(n)"), read("sum(k, k, 1, x)"))).stream().map(Sym::name).collect(Collectors.toSet())).containsExactlyInAnyOrder("x", "n");
    }
}
