package dev.ddx.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ddx.Ddx;
import dev.ddx.expr.Assumptions;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import dev.ddx.rewrite.Exposition;
import dev.ddx.verify.Verification.Checked;
import dev.ddx.verify.core.Verdict;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of zeros, extrema, bounds, signs and polynomials, right and wrong. */
class ClaimCheckTest {

    private static final Ddx DDX = Ddx.standard();
    private static final Sym X = Sym.of("x");
    private static final String ROOT_OF_2 = "1.4142135623730950488016887242";

    private static Expr read(String text) {
        return text == null ? null : DDX.parse(text);
    }

    private static List<Expr> all(String texts) {
        return texts == null ? List.of() : Arrays.stream(texts.split(";")).map(ClaimCheckTest::read).toList();
    }

    private static Checked check(Exposition.Claim claim) {
        return new ClaimCheck(DDX.functions(), Assumptions.NONE, Limits.DEFAULT.withTimeoutMillis(5_000)).check(claim);
    }

    private static void is(String expected, Verdict v) {
        assertThat(v.describe()).startsWith(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', nullValues = "-", value = {
        "sin(x)      @ pi      @ true  @ 2*pi  @ numeric, at 3 points to 30", "sin(x)     @ pi     @ true  @ -     @ numeric, at 1 points", "sin(x)  @ 3  @ true @ - @ failed: the value is not 0, at x = 3",
        "sin(x)      @ 0       @ true  @ pi/2  @ failed: the value is not 0", "sin(x) @ 22/7   @ true  @ -     @ failed", "ln(x)         @ -1     @ true  @ -    @ not checked", "x*ln(x + 3) @ 0  @ true @ 5 @ failed",
        "x^2 - 2     @ ROOT    @ false @ -     @ numeric, at 1 points to 30", "x^2 - 2    @ 1.41421356237309504881 @ false  @ - @ failed: the value is not near to 0, at x = 1.4142",
        "(x^2 - 2)^2 @ ROOT    @ false @ -     @ numeric, at 1 points", "(x^2 - 2)^2 @ 1.41421356237309504881 @ false  @ - @ failed: the value is not near to 0", "2 - x^2 @ ROOT @ false @ - @ numeric",
        "x^2 - 2     @ 1.4142  @ false @ -     @ failed", "(x - 1)*10^(-30) @ 1.5  @ false @ - @ failed", "x @ 0 @ false @ - @ numeric", "x^2 @ 0 @ false @ - @ numeric",
        "ln(x)       @ -1      @ false @ -     @ not checked", "sqrt(x)    @ 0      @ false @ -     @ not checked", "sqrt(-x)  @ 0 @ false @ - @ not checked", "sin(x) @ 3.14159265358979323846264338328 @ false @ 2*pi @ numeric, at 3 points"})
    void zeros(String f, String at, boolean exact, String period, String expected) {
        is(expected, check(new Exposition.Zero(read(f), X, read(at.replace("ROOT", ROOT_OF_2)), exact, read(period))).verdict());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', nullValues = "-", value = {
        "x^2        @ 0     @ true  @ -     @ numeric, at 4 points to 10", "x^2      @ 0     @ false  @ -    @ failed: the values beside it are not less, at x = 0", "-x^2   @ 0  @ false @ - @ numeric",
        "-x^2       @ 0     @ true  @ -     @ failed: the values beside it are not greater", "x^3   @ 0     @ true   @ -    @ failed", "x^3            @ 0     @ false  @ -    @ failed", "-x^3 @ 0 @ true @ - @ failed", "5 @ 0 @ true @ - @ failed",
        "abs(x - 1) @ 1     @ true  @ -     @ numeric", "sin(x)    @ pi/2  @ false  @ 2*pi @ numeric, at 12 points", "sin(x)    @ pi/2  @ false  @ pi  @ failed", "sin(x)  @ 3*pi/2 @ true @ 2*pi @ numeric",
        "ln(x)      @ -1    @ true  @ -     @ not checked", "ln(x)     @ 0     @ true   @ -    @ not checked", "x^2       @ 10^(-9)  @ true @ - @ failed", "(x - 1)^2 @ 1 @ true @ - @ numeric"})
    void extrema(String f, String at, boolean minimum, String period, String expected) {
        is(expected, check(new Exposition.Extremum(read(f), X, read(at), true, minimum, read(period))).verdict());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', nullValues = "-", value = {
        "x^2     @ 0     @ true  @ -          @ numeric", "x^2     @ 1/1000 @ true  @ -         @ failed: there is a value beyond the bound", "x^2   @ 2400  @ false  @ -     @ failed", "x^2  @ 2500 @ false @ - @ numeric",
        "sin(x)  @ 1     @ false @ -          @ numeric", "sin(x)  @ 0.999  @ false @ -         @ failed", "sin(x)   @ -1     @ true  @ -         @ numeric", "sin(x)  @ -0.99 @ true @ - @ failed",
        "x       @ 40    @ false @ -          @ failed", "x       @ -40    @ true  @ -         @ failed", "x        @ -50    @ true  @ -         @ numeric", "x       @ 50    @ false @ - @ numeric",
        "1/x^2   @ 10^6  @ false @ -          @ failed", "x^2     @ 1      @ true  @ x >= 1    @ numeric", "x^2      @ 4      @ true  @ x >= 1    @ failed", "x^2 @ 1 @ false @ -1 <= x <= 1 @ numeric", "x^2 @ 1 @ false @ -1 <= x <= 2 @ failed", "x^2 @ 1 @ false @ -2 <= x <= 1 @ failed",
        "x^2 @ 1 @ false @ x <= 1 ; x >= -1 @ numeric", "x^2 @ 1 @ false @ x <= 1 ; x >= -2 @ failed",
        "ln(x)   @ 0     @ true  @ x < 0      @ not checked", "ln(x)   @ -20    @ true  @ -         @ numeric", "x/x @ 1 @ true @ - @ numeric", "1/x @ 0 @ true @ x > 0 @ numeric", "1/x @ 0 @ true @ x < 0 @ failed"})
    void bounds(String f, String value, boolean least, String where, String expected) {
        is(expected, check(new Exposition.Bound(read(f), X, read(value), least, all(where).stream().map(r -> (Relation) r).toList())).verdict());
    }

    /** Rounding in double precision is no value beyond: √x·√x may be less than x. */
    @Test
    void what_differs_by_rounding_is_not_beyond_a_bound() {
        is("numeric", check(new Exposition.Bound(read("(sqrt(x)^2 - x)/x"), X, read("0"), true, List.of((Relation) read("x > 0")))).verdict());
        is("numeric", check(new Exposition.Bound(read("sin(x)^2 + cos(x)^2"), X, read("1"), false, List.of())).verdict());
        is("failed", check(new Exposition.Bound(read("1 + x^2/10^12"), X, read("1"), false, List.of())).verdict());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', nullValues = "-", value = {
        "x^2 - 1    @ -1;1  @ 1,-1,1   @ numeric, at 21 points to 15", "x^2 - 1   @ -1;1  @ 1,1,1     @ failed: the sign is another one", "x^2 - 1  @ -1;1  @ -1,-1,1  @ failed", "x^2 - 1 @ -1;1 @ 1,-1,-1 @ failed",
        "x^2 - 1    @ -1;1  @ 2,-1,2   @ numeric, at 7 points", "x^2 - 1         @ -1;1  @ 2,2,2     @ not checked", "x^2 + 1               @ -      @ 1        @ numeric, at 7 points", "x - 0.4     @ -     @ 1         @ failed", "x - 0.4 @ - @ -1 @ failed",
        "ln(x)      @ 0;1   @ 2,-1,1   @ numeric, at 14 points", "ln(x - 100)    @ -      @ 1         @ not checked", "x - x                 @ -      @ 0        @ numeric", "x   @ 0     @ -1,1      @ numeric, at 14", "x @ 1 @ -1,1 @ failed", "x @ -1 @ -1,1 @ failed",
        "(x - 3)*(x + 4) @ -4;3 @ 1,-1,1 @ numeric", "x + 4.5 @ -4 @ -1,1 @ failed", "x - 4.5 @ 4 @ -1,1 @ failed", "sin(x) @ 0;pi @ 2,1,2 @ numeric, at 7"})
    void signs(String f, String bounds, String signs, String expected) {
        List<Integer> each = Arrays.stream(signs.split(",")).map(Integer::valueOf).toList();
        is(expected, check(new Exposition.Signs(read(f), X, all(bounds), each)).verdict());
    }

    /** Taylor polynomials: Abramowitz and Stegun 4.1.24, 4.2.1, 4.3.65, 4.3.66. */
    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {
        "sin(x)     @ 0  @ x - x^3/6          @ 3  @ numeric, at 2 points to 20", "sin(x)   @ 0  @ x - x^3/6     @ 4  @ numeric", "sin(x)  @ 0  @ x - x^3/6    @ 5  @ failed: the polynomial does not agree with the function to order 5",
        "cos(x)     @ 0  @ 1 - x^2/2          @ 2  @ numeric", "cos(x)   @ 0  @ 1 + x^2/2     @ 2  @ failed", "cos(x)  @ 0  @ 2 - x^2/2    @ 2  @ failed", "e^x     @ 1  @ e + e*(x - 1)  @ 1  @ numeric", "e^x   @ 1  @ e + e*(x - 1)  @ 2  @ failed",
        "ln(1 + x)  @ 0  @ x - x^2/2 + x^3/3  @ 3  @ numeric", "ln(1 + x) @ 0 @ x - x^2/2 - x^3/3 @ 3 @ failed", "sin(a*x) @ 0 @ a*x       @ 2  @ numeric, at 2 points", "sin(a*x) @ 0  @ x        @ 2  @ failed", "abs(x) @ 0 @ x @ 1 @ failed", "abs(x) @ 0 @ -x @ 1 @ failed",
        "ln(x - 1) @ 0 @ 1 @ 0 @ not checked", "sqrt(x - 1) @ 0 @ 1 @ 0 @ not checked", "e^x @ 0 @ 1 + x + x^2/2*(1 + 10^(-9)) @ 2 @ failed", "x^2 @ b @ b^2 + 2*b*(x - b) @ 1 @ numeric", "x^2 @ b @ b^2 + b*(x - b) @ 1 @ failed", "ln(x) @ a @ ln(a) + (x - a)/a @ 1 @ numeric"})
    void polynomials(String f, String a, String polynomial, int order, String expected) {
        is(expected, check(new Exposition.Expansion(read(f), X, read(a), read(polynomial), order)).verdict());
    }

    @Test
    void the_lines_say_what_was_claimed() {
        assertThat(check(new Exposition.Zero(read("x^2"), X, read("0"), true, null))).extracting(Checked::place, Checked::rule, Checked::before, Checked::after).containsExactly("1", "zero", "x^2", "x = 0");
        assertThat(check(new Exposition.Zero(read("x"), X, read("0"), false, null)).after()).isEqualTo("x ~= 0");
        assertThat(check(new Exposition.Extremum(read("x^2"), X, read("0"), true, true, null)).after()).isEqualTo("minimum at 0");
        assertThat(check(new Exposition.Extremum(read("x^2"), X, read("0"), true, false, null)).after()).isEqualTo("maximum at 0");
        assertThat(check(new Exposition.Bound(read("x^2"), X, read("0"), true, List.of())).after()).isEqualTo("no less than 0");
        assertThat(check(new Exposition.Bound(read("x^2"), X, read("0"), false, List.of())).after()).isEqualTo("no more than 0");
        assertThat(check(new Exposition.Signs(read("x"), X, all("0"), List.of(-1, 1))).after()).isEqualTo("[0] [-1, 1]");
        assertThat(check(new Exposition.Expansion(read("sin(x)"), X, read("0"), read("x"), 1)).after()).isEqualTo("x");
    }

    // ---- what is said of all steps

    @Test
    void summaries() {
        List<Verdict> verdicts = List.of(Verdict.EXACT, new Verdict.Numeric(5, 40), new Verdict.Orders(6, true), new Verdict.Unchecked("late"), new Verdict.Failed("no"), Verdict.EXACT);
        List<Checked> steps = verdicts.stream().map(v -> new Checked("1", "r", "a", "b", v)).toList();
        Verification all = new Verification(steps, List.of("gd(u): 1/cosh(u)"));
        assertThat(all.summary()).isEqualTo("6 steps: 2 exact, 1 numeric, 1 for the first orders, 1 not checked, 1 failed; given: gd(u): 1/cosh(u)");
        assertThat(all.accepted()).isFalse();
        assertThat(all.failed()).containsExactly(steps.get(4));
        assertThat(all.unchecked()).containsExactly(steps.get(3));
        Verification one = new Verification(steps.subList(0, 1), List.of());
        assertThat(one.summary()).isEqualTo("1 step: 1 exact");
        assertThat(one.accepted()).isTrue();
        assertThat(new Verification(steps.subList(0, 3), List.of()).accepted()).isTrue();
        assertThat(new Verification(steps.subList(0, 4), List.of()).accepted()).isFalse();
        Verification both = Verification.of(List.of(one, all));
        assertThat(both.steps()).hasSize(7);
        assertThat(both.steps().get(0).place()).isEqualTo("1:1");
        assertThat(both.steps().get(1)).isEqualTo(new Checked("2:1", "r", "a", "b", Verdict.EXACT));
        assertThat(both.assumptions()).containsExactly("gd(u): 1/cosh(u)");
    }
}
