package dev.ddx.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ddx.Ddx;
import dev.ddx.expr.Assumptions;
import dev.ddx.expr.Const;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Limit;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Evaluator;
import dev.ddx.rewrite.Reason;
import dev.ddx.verify.core.FormalDerivative;
import dev.ddx.verify.core.Unfolding;
import dev.ddx.verify.core.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apfloat.Apfloat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Textbook limits, by the two means of the verifier, and lines that contain them. */
class LimitValueTest {

    private static final Ddx DDX = Ddx.standard().withFunction("f");
    private static final Sym X = Sym.of("x");
    private static final Sym H = Sym.of("h");
    private static final Limits LIMITS = Limits.DEFAULT.withTimeoutMillis(10_000);

    private static Expr read(String text) {
        return DDX.read(text, Set.of("x"), true).expression();
    }

    private static Expr place(String text) {
        return Const.orInfinite(read(text));
    }

    private static Limit limit(String f, String a, String side) {
        return Limit.of(read(f), X, place(a), side == null ? Limit.Side.BOTH : Limit.Side.valueOf(side.toUpperCase(Locale.ROOT)));
    }

    private static Unfolding.Plain value(Expr e, Expr a) {
        return LimitValue.of(e, H, a, new FormalDerivative(c -> null), DDX.functions());
    }

    private static double evaluate(Expr e) {
        return new Evaluator(DDX.functions()).evaluate(e, Map.of(X, 1.3));
    }

    /** At x = 1.3. */
    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {
        "x^2                  @ 0     @ x^2",  "x*h + 2              @ 0    @ 2",       "h                  @ x    @ x",        "-h^3                 @ 2   @ -8",      "h/(1 + h)       @ 1   @ 1/2",
        "sin(h)/h             @ 0     @ 1",    "(1 - cos(h))/h^2     @ 0    @ 1/2",     "(e^h - 1)/h        @ 0    @ 1",        "(h^2 - 9)/(h - 3)    @ 3   @ 6",       "ln(1 + h)/h     @ 0   @ 1",
        "(e^h - 1 - h - h^2/2 - h^3/6)/h^4 @ 0 @ 1/24",  "((x + h)^2 - x^2)/h  @ 0  @ 2*x", "(sqrt(x + h) - sqrt(x))/h  @ 0  @ 1/(2*sqrt(x))",  "(1/(x + h) - 1/x)/h  @ 0 @ -1/x^2", "(ln(x + h) - ln(x))/h @ 0 @ 1/x",
        "1/h - 1/(h + h^2)    @ 0     @ 1",    "h*(1/h)              @ 0    @ 1",       "(1/h)*sin(2*h)     @ 0    @ 2",        "-(1/h - 1/h)         @ 0   @ 0",       "1/h - 1/(e^h - 1) @ 0 @ 1/2",
        "(1/h)/(1/h^2 + 1/h)  @ 0     @ 0",    "(1/h)/(3/h)          @ 0    @ 1/3",     "(2 + 1/h)/(5 - 1/h) @ 0   @ -1",       "(-(1/h))/(2/h)       @ 0   @ -1/2",    "(x/h)/(2/h + 1) @ 0 @ x/2",
        "abs(h)               @ 0     @ 0",    "tan(h)               @ 1    @ tan(1)",  "cot(h)             @ pi/2 @ 0",        "sec(h)               @ 0   @ 1",       "csc(h)          @ 1   @ 1/sin(1)", "coth(h) @ 1 @ coth(1)", "csch(h) @ 1 @ csch(1)",
        "ln(h)                @ 1     @ 0",    "sqrt(h)              @ 4    @ 2",       "h^2                @ 0    @ 0",        "h^(-2)               @ 2   @ 1/4",     "e^h             @ 0   @ 1", "2^h @ 3 @ 8", "x^h @ 2 @ x^2", "log(h, 2) @ 8 @ 3",
        "piecewise(h, x > 0; h^2)  @ 0  @ 0",  "piecewise(h + 1, x > 0; cos(h), x < -1; e^h)  @ 0  @ 1"})
    void limits_that_are_found(String e, String a, String expected) {
        Unfolding.Plain p = value(read(e), read(a));
        assertThat(p).isNotNull();
        assertThat(p.value().dependsOn(H)).isFalse();
        assertThat(evaluate(p.value())).as("%s", p.value()).isCloseTo(evaluate(read(expected)), within(1e-12));
        assertThat(LimitValue.finite(read(e), H, read(a), new FormalDerivative(c -> null), DDX.functions())).isEqualTo(p.value());
    }

    /** Where there is none, or where continuity and the rule of l'Hôpital do not give it. */
    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {
        "ln(h)      @ 0", "log(h, 2)  @ 0", "tan(h)     @ pi/2", "sec(h)    @ pi/2", "cot(h)      @ 0", "csc(h)    @ pi", "coth(h)  @ 0", "csch(h)  @ 0", "sqrt(h)   @ 0", "h^(-1)    @ 0", "h^x      @ 0", "sign(h)   @ 0", "floor(h)  @ 1",
        "gamma(h)   @ 0", "1/h + 1    @ 0", "sin(1/h)  @ 0", "-(1/h)      @ 0", "1/ln(h)   @ 0", "sum(h*k, k, 1, n) @ 0", "piecewise(h, x > 0; h + 1)  @ 0", "piecewise(h, x > 0; 0, x <= 0) @ 0", "piecewise(h, x > 0; 1, x > -1; 0) @ 0", "piecewise(1/h, x > 0; 1) @ 0", "(sin(h) - h + h^3/6)/h^5 @ 0", "ln(h)/h @ 0",
        "h*ln(h) @ 0"})
    void limits_that_are_not_found(String e, String a) {
        Unfolding.Plain p = value(read(e), read(a));
        assertThat(p == null ? Double.NaN : evaluate(p.value())).isNaN();
        assertThat(LimitValue.finite(read(e), H, read(a), new FormalDerivative(c -> null), DDX.functions())).isNull();
    }

    /** A fraction that grows beyond all bounds has no value, and that is known; of others nothing is. */
    @Test
    void infinite_limits() {
        assertThat(value(read("1/h"), read("0"))).isNotNull();
        assertThat(value(read("sin(h)/h^2"), read("0"))).isNotNull();
        assertThat(value(read("(1 + x^2)/(h - h^2)"), read("1"))).isNotNull();
        assertThat(value(read("ln(h)/(1 + h)"), read("0"))).isNull();
        assertThat(value(read("1 + 1/h"), read("0"))).isNull();
        assertThat(value(read("1/h"), Const.INFINITY)).isNull();
    }

    @Test
    void what_the_rule_of_lhopital_differentiates_is_needed() {
        assertThat(value(read("sin(h)/h"), read("0")).needs()).containsExactly(read("sin(0)"), read("0"));
        assertThat(value(read("h/(1 + h)"), read("0")).needs()).isEmpty();
        assertThat(value(read("f(h)"), read("0")).value()).isEqualTo(read("f(0)"));
        assertThat(value(read("(f(x + h) - f(x))/h"), read("0")).value().toString()).contains("f'(x");
    }

    // ---- by values closer and closer to the place

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
        "sin(x)/x, 0, , 1, 6", "(1 + 1/x)^x, oo, , 2.718281828459045, 3", "x*ln(x), 0, right, 0, 3", "atan(x), -oo, , -1.5707963267948966, 3", "abs(x)/x, 0, left, -1, 3", "abs(x)/x, 0, right, 1, 3", "5, oo, , 5, 3", "0, oo, , 0, 3",
        "sqrt(x^2 + x) - x, oo, , 0.5, 3", "(x^2 - 9)/(x - 3), 3, , 6, 6", "1/ln(x), oo, , 0, 3", "x^3/e^x, oo, , 0, 3", "ln(x)/x, oo, , 0, 3", "e^x, -oo, , 0, 3",
        "abs(x)/x, 0, , -, -", "sin(1/x), 0, , -, -", "sin(x), oo, , -, -", "1/x, 0, , -, -", "ln(x), 0, , -, -", "sqrt(x), 0, , -, -", "x - floor(x), oo, , -, -"})
    void settled_values(String f, String a, String side, Double expected, Integer values) {
        LimitProbe.Found found = new LimitProbe(DDX.functions(), LIMITS).of(limit(f, a, side));
        if (expected == null) {
            assertThat(found).isNull();
        } else {
            assertThat(found.infinite()).isZero();
            assertThat(found.value().doubleValue()).isCloseTo(expected, within(1e-11));
            assertThat(found.values()).isEqualTo(values);
        }
    }

    @ParameterizedTest
    @CsvSource({"1/x, 0, right, 1", "1/x, 0, left, -1", "1/x^2, 0, , 1", "-1/x^2, 0, , -1", "x^2, -oo, , 1", "x^3, -oo, , -1", "e^x/x^3, oo, , 1", "ln(x), 0, right, -1", "1/(x - 2), 2, left, -1", "ln(x), oo, , 1", "x*ln(x), oo, , 1"})
    void values_that_grow(String f, String a, String side, int sign) {
        LimitProbe.Found found = new LimitProbe(DDX.functions(), LIMITS).of(limit(f, a, side));
        assertThat(found).isNotNull();
        assertThat(found.infinite()).isEqualTo(sign);
        assertThat(found.value()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"ln(x), 0, right, true", "ln(x), 0, left, false", "ln(x), 0, , false", "ln(-x), 0, , false", "ln(x), 1, , true", "x, oo, , true", "ln(-x), oo, , false", "ln(-x), -oo, , true", "sqrt(x - 3), 3, left, false", "sqrt(x - 3), 3, right, true"})
    void where_there_are_values(String f, String a, String side, boolean defined) {
        assertThat(new LimitProbe(DDX.functions(), LIMITS).isDefined(limit(f, a, side))).isEqualTo(defined);
    }

    /** Beside 1 the difference counts, beyond it its share. */
    @ParameterizedTest
    @CsvSource({"1, 1.0001, 3, true", "1, 1.0001, 5, false", "1000, 1001, 3, true", "1000, 1001, 4, false", "0.001, 0.0011, 3, true", "0, 0, 9, true", "-5, 5, 1, false", "-1000, -1001, 3, true", "-1000, -1002, 3, false"})
    void closeness(String a, String b, int digits, boolean close) {
        assertThat(LimitProbe.isClose(new Apfloat(a, 30), new Apfloat(b, 30), digits)).isEqualTo(close);
        assertThat(LimitProbe.isClose(new Apfloat(b, 30), new Apfloat(a, 30), digits)).isEqualTo(close);
    }

    @Test
    void what_was_found_on_two_sides() {
        LimitProbe.Found one = new LimitProbe.Found(new Apfloat(1, 30), 0, 3);
        LimitProbe.Found two = new LimitProbe.Found(new Apfloat(2, 30), 0, 3);
        LimitProbe.Found above = new LimitProbe.Found(null, 1, 3);
        LimitProbe.Found below = new LimitProbe.Found(null, -1, 3);
        assertThat(LimitProbe.isSame(one, one)).isTrue();
        assertThat(LimitProbe.isSame(above, above)).isTrue();
        assertThat(LimitProbe.isSame(one, two)).isFalse();
        assertThat(LimitProbe.isSame(above, below)).isFalse();
        assertThat(LimitProbe.isSame(one, above)).isFalse();
    }

    // ---- lines

    private static Verdict check(Assumptions assumptions, String before, String after, String path, String... stated) {
        Unfolding unfolding = new Unfolding(DDX.functions(), (e, h, a, derivative) -> LimitValue.of(e, h, a, derivative, DDX.functions()), u -> null);
        List<Integer> to = path == null ? List.of() : Arrays.stream(path.split(" ")).map(Integer::valueOf).toList();
        Reason reason = Reason.of("Limit laws");
        if (stated.length > 0) {
            reason = reason.with("known", new Reason.Words.Formulas(Arrays.stream(stated).map(LimitValueTest::read).toList()));
        }
        return new LimitCheck(unfolding, DDX.functions(), assumptions, LIMITS).check(place(before), place(after), to, reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', nullValues = "-", value = {
        "limit(sin(x)/x, x, 0)           @ 1             @ -   @ exact",    "limit(sin(x)/x, x, 0)             @ 2                @ -   @ failed: the limits differ", "2*limit(sin(x)/x, x, 0) + 1       @ 3    @ -  @ exact", "2*limit(sin(x)/x, x, 0) + 1 @ 4 @ - @ failed: the limits differ",
        "limit((1 + 1/x)^x, x, oo)       @ e             @ -   @ numeric, at 3 points to 10", "limit((1 + 1/x)^x, x, oo)  @ 2.7182818      @ -   @ failed", "1 + limit((1 + 1/x)^x, x, oo)     @ 1 + e @ - @ numeric, at 3 points", "1 + limit((1 + 1/x)^x, x, oo) @ e @ - @ failed",
        "limit(1/x^2, x, 0)              @ oo            @ -   @ numeric",  "limit(1/x^2, x, 0)                @ -oo              @ -   @ failed: the limits differ", "limit(1/x^2, x, 0)  @ 5  @ -  @ failed: the limits differ", "limit(-1/x^2, x, 0) @ -oo @ - @ numeric, at 6 points",
        "limit(sin(1/x), x, 0)           @ 0             @ -   @ not checked", "1 + limit(1/x^2, x, 0)         @ 5                @ -   @ not checked", "limit(1/(2 + 1/x), x, oo) @ 1/2 @ - @ exact", "limit(1/(2 + 1/x), x, oo) @ 1/3 @ - @ failed", "limit(1/(2 + 1/x), x, -oo) @ 1/2 @ - @ exact",
        "limit((x^2 - 9)/(x - 3), x, 3)  @ limit(x + 3, x, 3)  @ 0  @ exact", "limit((x^2 - 9)/(x - 3), x, 3) @ limit(x + 4, x, 3)  @ 0  @ failed", "1 + limit((x^2 - 9)/(x - 3), x, 3)  @ 1 + limit(x + 3, x, 3) @ 1 0 @ exact", "1 + limit((x^2 - 9)/(x - 3), x, 3)  @ 2 + limit(x + 3, x, 3) @ 1 0 @ failed",
        "limit(sin(x*e^(1/x)), x, oo)     @ limit(sin(e^(1/x)*x), x, oo)  @ 0  @ exact", "limit(sin(1/x), x, 0) @ limit(sin(2/(2*x)), x, 0) @ 0 @ exact", "limit(sin(1/x), x, 0) @ limit(sin(2/x), x, 0) @ 0 @ not checked", "limit(sin(1/x), x, 0) @ limit(sin(2/(2*x)), x, 1) @ 0 @ not checked",
        "limit(sin(1/x) + ln(x), x, 0)     @ limit(ln(x) + sin(2/(2*x)), x, 0)  @ 0  @ not checked", "limit(abs(x)*sin(x), x, oo) @ limit(x*sin(x), x, oo) @ 0 @ exact", "limit(abs(x)*sin(x), x, -oo) @ limit(x*sin(x), x, -oo) @ 0 @ not checked",
        "limit(sin(a*x)/x, x, 0)         @ a             @ -   @ numeric, at 4 points", "limit(sin(a*x)/x, x, 0) @ 2*a             @ -   @ failed: the limits differ, at a =", "limit(a*sin(1/x), x, 0) @ 0 @ - @ not checked",
        "limit(limit(x*t, t, 2), x, 3)   @ 6             @ -   @ not checked"})
    void lines(String before, String after, String path, String expected) {
        assertThat(check(Assumptions.NONE, before, after, path).describe()).startsWith(expected);
    }

    @Test
    void from_one_side() {
        Unfolding unfolding = new Unfolding(DDX.functions(), (e, h, a, derivative) -> null, u -> null);
        LimitCheck check = new LimitCheck(unfolding, DDX.functions(), Assumptions.NONE, LIMITS);
        Reason reason = Reason.of("Absolute value");
        assertThat(check.check(limit("abs(x)*sin(1/x)/x", "0", "left"), limit("sin(1/x)", "0", "left"), List.of(0), reason)).isInstanceOf(Verdict.Unchecked.class);
        assertThat(check.check(limit("abs(x)*sin(1/x)/x", "0", "right"), limit("sin(1/x)", "0", "right"), List.of(0), reason)).isEqualTo(Verdict.EXACT);
    }

    /** What a reason states has to hold; what is assumed of parameters restricts the values that are tried. */
    @Test
    void reasons_and_assumptions() {
        assertThat(check(Assumptions.NONE, "limit(sin(x)/x, x, 0)", "1", null, "limit(cos(x), x, 0) = 1").accepted()).isTrue();
        assertThat(check(Assumptions.NONE, "limit(sin(x)/x, x, 0)", "1", null, "limit(cos(x), x, 0) = 0").describe()).contains("does not hold");
        assertThat(check(Assumptions.NONE, "limit(sin(x)/x, x, 0)", "1", null, "x = 0").accepted()).isTrue();
        assertThat(check(Assumptions.NONE, "limit(sqrt(a^2*x^2 + 1)/x, x, oo)", "a", null)).isInstanceOf(Verdict.Failed.class);
        assertThat(check(Assumptions.NONE.with((Relation) read("a > 0")), "limit(sqrt(a^2*x^2 + 1)/x, x, oo)", "a", null).accepted()).isTrue();
        assertThat(check(Assumptions.NONE.with((Relation) read("0 < a < 1")), "limit(atan(x*a*(1 - a)), x, oo)", "pi/2", null).accepted()).isTrue();
        assertThat(check(Assumptions.NONE, "limit(atan(x*a*(1 - a)), x, oo)", "pi/2", null)).isInstanceOf(Verdict.Failed.class);
        assertThat(check(Assumptions.NONE.with((Relation) read("b > 7")), "limit(sin(a*x)/x, x, 0)", "a", null).accepted()).isTrue();
        assertThat(check(Assumptions.NONE.with((Relation) read("a > 100")), "limit(sin(a*x)/x, x, 0)", "a", null)).isInstanceOf(Verdict.Unchecked.class);
    }

    @Test
    void which_lines_are_about_limits() {
        assertThat(LimitCheck.isFor(read("limit(sin(x)/x, x, 0)"), read("1"))).isTrue();
        assertThat(LimitCheck.isFor(read("limit(sin(a*x)/x, x, 0)"), read("1"))).isFalse();
        assertThat(LimitCheck.isFor(read("limit(sin(x)/x, x, 0)"), read("a"))).isFalse();
        assertThat(LimitCheck.isFor(read("2"), read("1"))).isFalse();
        assertThat(LimitCheck.mayBeFor(read("limit(sin(a*x)/x, x, 0)"))).isTrue();
        assertThat(LimitCheck.mayBeFor(read("limit(sin(x)/x, x, 0) = 1"))).isFalse();
    }
}
