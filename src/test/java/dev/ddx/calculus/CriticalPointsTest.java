package dev.ddx.calculus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ddx.Ddx;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Product;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.render.DerivationPrinter;
import dev.ddx.render.Detail;
import dev.ddx.rewrite.Exposition;
import dev.ddx.verify.Verification;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Critical points of functions of textbooks, against their derivatives' changes of sign as mpmath finds them with 70 digits. */
class CriticalPointsTest {

    private static final Ddx DDX = Ddx.standard();
    private static final Sym X = Sym.of("x");

    private static List<Double> numbers(String text) {
        return text == null ? List.of() : Arrays.stream(text.split(" ")).map(Double::valueOf).sorted().toList();
    }

    /** The places of an equation x = a or x = a + kp between two numbers. */
    private static void between(Expr place, double low, double high, List<Double> out) {
        boolean repeated = !place.freeSymbols().isEmpty();
        for (int k = repeated ? -40 : 0; k <= (repeated ? 40 : 0); k++) {
            double at = DDX.evaluate(place, repeated ? Map.of(Sym.of("k"), (double) k) : Map.of());
            if (at >= low && at <= high) {
                out.add(at);
            }
        }
    }

    private static void isNear(String what, List<Double> found, List<Double> expected) {
        List<Double> sorted = found.stream().sorted().toList();
        assertThat(sorted).as(what + ": " + sorted).hasSize(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            assertThat(sorted.get(i)).as(what).isCloseTo(expected.get(i), Offset.offset(1e-8));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "x^3-3x | -9.0 | 9.0 | 1.0 | -1.0 | ",
        "x^4-4x^3+10 | -9.0 | 9.0 | 3.0 |  | 0.0",
        "x^5-5x+1 | -9.0 | 9.0 | 1.0 | -1.0 | ",
        "3x^5-5x^3+3 | -9.0 | 9.0 | 1.0 | -1.0 | 0.0",
        "x^4-2x^2+3 | -9.0 | 9.0 | -1.0 1.0 | 0.0 | ",
        "x^5/5-x^3/3-2x | -9.0 | 9.0 | 1.4142135624 | -1.4142135624 | ",
        "x^6-x^2+x | -9.0 | 9.0 | -0.8527444493 |  | ",
        "x^4/4-x^2/2-x | -9.0 | 9.0 | 1.3247179572 |  | ",
        "(x^3-x-1)^2 | -9.0 | 9.0 | -0.57735026919 1.3247179572 | 0.57735026919 | ",
        "x^5-5x^2+x | -9.0 | 9.0 | 1.2246494536 | 0.10005010028 | ",
        "x^6/6-x^4-x^3/3+3x | -9.0 | 9.0 | -1.9709064625 2.0334657351 | 0.88340055775 | ",
        "x^4-10x^2+x^6/6 | -9.0 | 9.0 | -1.7026389769 1.7026389769 | 0.0 | ",
        "(x-1)^2*(x+2)^3 | -9.0 | 9.0 | 1.0 | -0.2 | -2.0",
        "x^3/(x^3-x-1) | -9.0 | 9.0 |  | -1.5 | 0.0",
        "x/(x^2+1) | -9.0 | 9.0 | -1.0 | 1.0 | ",
        "x^2/(x-1) | -9.0 | 9.0 | 2.0 | 0.0 | ",
        "(x^2-3)/(x-2) | -9.0 | 9.0 | 3.0 | 1.0 | ",
        "1/(x^2-1) | -9.0 | 9.0 |  | 0.0 | ",
        "x+4/x | -9.0 | 9.0 | 2.0 | -2.0 | ",
        "x*sqrt(4-x^2) | -9.0 | 9.0 | -1.4142135624 | 1.4142135624 | ",
        "x*sqrt(x+3) | -9.0 | 9.0 | -2.0 |  | ",
        "x^(2/3)*(6-x)^(1/3) | -9.0 | 9.0 | 0.0 | 4.0 | 6",
        "x^(1/3)*(x+4) | -9.0 | 9.0 | -1.0 |  | 0",
        "cbrt(x^2-1) | -9.0 | 9.0 | 0.0 |  | -1 1",
        "sqrt(x^2+x+1) | -9.0 | 9.0 | -0.5 |  | ",
        "x-2*sqrt(x) | -9.0 | 9.0 | 1.0 |  | ",
        "x^(4/5)*(x-4)^2 | -9.0 | 9.0 | 0.0 4.0 | 1.1428571429 | ",
        "sqrt(x+1)-x/3 | -9.0 | 9.0 |  | 1.25 | ",
        "abs(x^2-4) | -9.0 | 9.0 | -2.0 2.0 | 0.0 | ",
        "x*abs(x-1) | -9.0 | 9.0 | 1.0 | 0.5 | ",
        "x*e^x | -9.0 | 9.0 | -1.0 |  | ",
        "x^2*e^(-x) | -9.0 | 9.0 | 0.0 | 2.0 | ",
        "e^(-x^2) | -9.0 | 9.0 |  | 0.0 | ",
        "e^x/x | -9.0 | 9.0 | 1.0 |  | ",
        "e^(2x)-3e^x+x | -9.0 | 9.0 | 0.0 | -0.69314718056 | ",
        "e^(2x)+e^(-x) | -9.0 | 9.0 | -0.23104906019 |  | ",
        "e^(4x)-4e^x-x | -9.0 | 9.0 | 0.069852642747 |  | ",
        "(x^2-3)*e^x | -9.0 | 9.0 | 1.0 | -3.0 | ",
        "x-e^x | -9.0 | 9.0 |  | 0.0 | ",
        "2^x+2^(-x) | -9.0 | 9.0 | 0.0 |  | ",
        "ln(x)/x | 0.001 | 99.0 |  | 2.7182818285 | ",
        "x^2*ln(x) | 0.001 | 9.0 | 0.60653065971 |  | ",
        "ln(x)^2-ln(x) | 0.001 | 9.0 | 1.6487212707 |  | ",
        "ln(x)^3-3*ln(x) | 0.001 | 9.0 | 2.7182818285 | 0.36787944117 | ",
        "x/ln(x) | 0.001 | 9.0 | 2.7182818285 |  | ",
        "x^x | 0.001 | 9.0 | 0.36787944117 |  | ",
        "sinh(x)-2x | -9.0 | 9.0 | 1.3169578969 | -1.3169578969 | ",
        "atan(x)-x/2 | -9.0 | 9.0 | -1.0 | 1.0 | ",
        "x-atan(x) | -9.0 | 9.0 |  |  | 0.0",
        "asin(x)-2x | -9.0 | 9.0 | 0.86602540378 | -0.86602540378 | ",
        "x*e^(-x^2) | -9.0 | 9.0 | -0.70710678119 | 0.70710678119 | ",
        "x^2*sqrt(5-x) | -9.0 | 9.0 | 0.0 | 4.0 | ",
        "sqrt(x)-ln(x) | 0.001 | 9.0 | 4.0 |  | ",
        "sin(x) | -7.0 | 7.0 | -1.5707963268 4.7123889804 | -4.7123889804 1.5707963268 | ",
        "cos(2x) | -7.0 | 7.0 | -4.7123889804 -1.5707963268 1.5707963268 4.7123889804 | -6.2831853072 -3.1415926536 0.0 3.1415926536 6.2831853072 | ",
        "sin(x)+cos(x) | -7.0 | 7.0 | -2.3561944902 3.926990817 | -5.4977871438 0.7853981634 | ",
        "sqrt(3)*sin(x)+cos(x) | -7.0 | 7.0 | -2.0943951024 4.1887902048 | -5.235987756 1.0471975512 | ",
        "3*sin(x)+4*cos(x) | -7.0 | 7.0 | -2.4980915448 3.7850937624 | -5.6396841984 0.64350110879 6.926686416 | ",
        "2*sin(x)+cos(x)-x | -7.0 | 7.0 | -1.5707963268 4.7123889804 | -5.6396841984 0.64350110879 6.926686416 | ",
        "x+2*sin(x) | -7.0 | 7.0 | -2.0943951024 4.1887902048 | -4.1887902048 2.0943951024 | ",
        "x/2-sin(x) | -7.0 | 7.0 | -5.235987756 1.0471975512 | -1.0471975512 5.235987756 | ",
        "2*sin(x)+sin(2x) | -7.0 | 7.0 | -1.0471975512 5.235987756 | -5.235987756 1.0471975512 | -3.1415926536 3.1415926536",
        "2*cos(x)+sin(x)^2 | -7.0 | 7.0 | -3.1415926536 3.1415926536 | -6.2831853072 0.0 6.2831853072 | ",
        "sin(x)^2 | -7.0 | 7.0 | -6.2831853072 -3.1415926536 0.0 3.1415926536 6.2831853072 | -4.7123889804 -1.5707963268 1.5707963268 4.7123889804 | ",
        "sin(x)^3 | -7.0 | 7.0 | -1.5707963268 4.7123889804 | -4.7123889804 1.5707963268 | -6.2831853072 -3.1415926536 0.0 3.1415926536 6.2831853072",
        "sin(x)*cos(x) | -7.0 | 7.0 | -3.926990817 -0.7853981634 2.3561944902 5.4977871438 | -5.4977871438 -2.3561944902 0.7853981634 3.926990817 | ",
        "2*cos(x)+cos(2x) | -7.0 | 7.0 | -4.1887902048 -2.0943951024 2.0943951024 4.1887902048 | -6.2831853072 -3.1415926536 0.0 3.1415926536 6.2831853072 | ",
        "sin(x)+cos(2x) | -7.0 | 7.0 | -4.7123889804 -1.5707963268 1.5707963268 4.7123889804 | -6.030505052 -3.3942729087 0.25268025514 2.8889123984 6.5358655623 | ",
        "sin(x)+sin(2x)/2+sin(3x)/3 | -7.0 | 7.0 | -4.1887902048 -2.3561944902 -0.7853981634 2.0943951024 3.926990817 5.4977871438 | -5.4977871438 -3.926990817 -2.0943951024 0.7853981634 2.3561944902 4.1887902048 | ",
        "sin(x)/(2+cos(x)) | -7.0 | 7.0 | -2.0943951024 4.1887902048 | -4.1887902048 2.0943951024 | ",
        "tan(x)-4x | -7.0 | 7.0 | -5.235987756 -2.0943951024 1.0471975512 4.1887902048 | -4.1887902048 -1.0471975512 2.0943951024 5.235987756 | ",
        "1/sin(x) | -7.0 | 7.0 | -4.7123889804 1.5707963268 | -1.5707963268 4.7123889804 | ",
        "x-tan(x) | -7.0 | 7.0 |  |  | -6.2831853072 -3.1415926536 0.0 3.1415926536 6.2831853072",
        "e^(-x)*sin(x) | -7.0 | 7.0 | -2.3561944902 3.926990817 | -5.4977871438 0.7853981634 | ",
        "e^sin(x) | -7.0 | 7.0 | -1.5707963268 4.7123889804 | -4.7123889804 1.5707963268 | ",
        "ln(sin(x)) | -7.0 | 7.0 |  | -4.7123889804 1.5707963268 | ",
        "sin(x)^4+cos(x)^4 | -7.0 | 7.0 | -5.4977871438 -3.926990817 -2.3561944902 -0.7853981634 0.7853981634 2.3561944902 3.926990817 5.4977871438 | -6.2831853072 -4.7123889804 -3.1415926536 -1.5707963268 0.0 1.5707963268 3.1415926536 4.7123889804 6.2831853072 | ",
        "sin(2*pi*x) | -2.1 | 2.1 | -1.25 -0.25 0.75 1.75 | -1.75 -0.75 0.25 1.25 | ",
        "sin(x+pi/3)+sin(x) | -7.0 | 7.0 | -2.0943951024 4.1887902048 | -5.235987756 1.0471975512 | ",
        "sin(x)+cos(x)^3 | -7.0 | 7.0 | -5.0772528085 -2.7767288255 -1.5707963268 1.2059324987 3.5064564817 4.7123889804 | -5.9183214791 -4.7123889804 -1.9356601549 0.36486382811 1.5707963268 4.3475251523 6.6480491353 | ",
        "3*sin(x)+cos(2x)-x | -7.0 | 7.0 | -1.4265874603 4.8565978469 | -5.7970223846 0.48616292257 6.7693482298 | ",
    })
    void critical_points_and_their_kinds(String f, double low, double high, String minima, String maxima, String others) {
        Exposition e = DDX.critical(DDX.parse(f), X);
        List<Double> all = new ArrayList<>();
        e.results().forEach(r -> between(((Relation) r).right(), low, high, all));
        List<Double> least = new ArrayList<>();
        List<Double> greatest = new ArrayList<>();
        for (Exposition.Claim c : e.claims()) {
            if (c instanceof Exposition.Extremum m) {
                Expr at = m.period() == null ? m.at() : Sum.of(m.at(), Product.of(Sym.of("k"), m.period()));
                between(at, low, high, m.isMinimum() ? least : greatest);
            }
        }
        isNear("minima", least, numbers(minima));
        isNear("maxima", greatest, numbers(maxima));
        List<Double> expected = new ArrayList<>(numbers(minima));
        expected.addAll(numbers(maxima));
        expected.addAll(numbers(others));
        isNear("critical points", all, expected.stream().sorted().toList());
        assertThat(DDX.verify(e).failed()).isEmpty();
    }

    /** Values of SymPy: minimum(f, x, interval) and maximum(f, x, interval). */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "x^3-3x | 0 <= x <= 3 | The least value of all is $-2$, at $x=1$ | The greatest value of all is $18$, at $x=3$",
        "x+2*sin(x) | 0 <= x <= 2*pi | The least value of all is $0$, at $x=0$ | The greatest value of all is $2\\pi$, at $x=2\\pi$",
        "x*sin(x)+cos(x) | -2*pi <= x <= 2*pi | The least value of all is $-\\frac{3\\pi}{2}$, at $x=-\\frac{3\\pi}{2}$, $x=\\frac{3\\pi}{2}$"
                + " | The greatest value of all is $\\frac{\\pi}{2}$, at $x=-\\frac{\\pi}{2}$, $x=\\frac{\\pi}{2}$",
        "x*e^(-x) | 0 <= x <= 2 | The least value of all is $0$, at $x=0$ | The greatest value of all is $\\frac{1}{e}$, at $x=1$",
        "x^2*e^(-x) | x > 0 | There is no least value: all values are greater than $0$ | The greatest value of all is $\\frac{4}{e^2}$, at $x=2$",
        "1/x | 0 < x <= 1 | The least value of all is $1$, at $x=1$ | There is no greatest value: the function rises beyond all bounds",
        "e^(-x^2) | x < 9 | There is no least value: all values are greater than $0$ | The greatest value of all is $1$, at $x=0$",
    })
    void extreme_values_on_intervals(String f, String where, String least, String greatest) {
        Ddx there = DDX.assuming(where);
        Exposition e = there.critical(DDX.parse(f), X);
        String said = new DerivationPrinter(DDX.functions(), Detail.NORMAL).remarks(e).toString();
        assertThat(said).contains(least).contains(greatest);
        assertThat(there.verify(e).failed()).isEmpty();
    }

    private static boolean isRejected(Exposition.Claim claim) {
        Verification v = DDX.verify(new Exposition(List.of(), List.of(claim), List.of()));
        return !v.accepted() && !v.failed().isEmpty();
    }

    @Test
    void wrong_zeros_extrema_and_bounds_are_not_accepted() {
        Expr turn = DDX.parse("2*pi");
        assertThat(isRejected(new Exposition.Zero(DDX.parse("cos(x)"), X, DDX.parse("pi/2"), true, DDX.parse("pi")))).isFalse();
        assertThat(isRejected(new Exposition.Zero(DDX.parse("cos(x)"), X, DDX.parse("pi/2"), true, DDX.parse("pi/2")))).isTrue();
        assertThat(isRejected(new Exposition.Zero(DDX.parse("cos(x)"), X, DDX.parse("pi/3"), true, null))).isTrue();
        Expr cubic = DDX.parse("x^3-x-1");
        assertThat(isRejected(new Exposition.Zero(cubic, X, DDX.parse("1.32471795724474602596090885448"), false, null))).isFalse();
        assertThat(isRejected(new Exposition.Zero(cubic, X, DDX.parse("1.32471795724474602596190885448"), false, null))).isTrue();
        assertThat(isRejected(new Exposition.Zero(DDX.parse("(x^3-x-1)^2"), X, DDX.parse("1.32471795724474602596090885448"), false, null))).isFalse();
        assertThat(isRejected(new Exposition.Zero(DDX.parse("x^2+1/100"), X, DDX.parse("0"), false, null))).isTrue();
        Expr sine = DDX.parse("sin(x)");
        assertThat(isRejected(new Exposition.Extremum(sine, X, DDX.parse("pi/2"), true, false, turn))).isFalse();
        assertThat(isRejected(new Exposition.Extremum(sine, X, DDX.parse("pi/2"), true, true, turn))).isTrue();
        assertThat(isRejected(new Exposition.Extremum(sine, X, DDX.parse("pi/2"), true, false, DDX.parse("pi")))).isTrue();
        assertThat(isRejected(new Exposition.Extremum(DDX.parse("x^3"), X, DDX.parse("0"), true, true, null))).isTrue();
        assertThat(isRejected(new Exposition.Bound(sine, X, DDX.parse("-1"), true, List.of()))).isFalse();
        assertThat(isRejected(new Exposition.Bound(sine, X, DDX.parse("-9/10"), true, List.of()))).isTrue();
        assertThat(isRejected(new Exposition.Bound(sine, X, DDX.parse("9/10"), false, List.of()))).isTrue();
        assertThat(isRejected(new Exposition.Bound(sine, X, DDX.parse("0"), true, List.of((Relation) DDX.parse("0 <= x <= 3"))))).isFalse();
    }

    @Test
    void a_domain_may_end_at_a_number_without_expression() {
        assertThat(DDX.critical(DDX.parse("sqrt(x^3-x-1)"), X).results()).isEmpty();
        Exposition e = DDX.critical(DDX.parse("sqrt(x^3-3x+1)"), X);
        assertThat(e.results()).extracting(Expr::toString).containsExactly("x = -1");
        assertThat(new DerivationPrinter(DDX.functions(), Detail.NORMAL).remarks(e).toString()).doesNotContain("10^{-").doesNotContain("of all");
        assertThat(DDX.verify(e).failed()).isEmpty();
    }

    /** The derivative has a denominator that is no polynomial; the zeros are those of 1/2·sec(x)² − 6 sin(3x) by mpmath, and so on. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "1/2*tan(x)+2*cos(3x)    | 0.02783163184 0.9614530953 2.180139558 3.113761022",
        "1/2*sec(x)/(2+sin(x))   | 0.3747344327 2.766858221",
        "3*sin(2x)/(1-2*cos(x))  | 2.171469231 4.111716076",
    })
    void zeros_without_expression_where_denominators_are_not_zero(String f, String points) {
        Exposition e = DDX.critical(DDX.parse(f), X);
        List<Double> all = new ArrayList<>();
        e.results().forEach(r -> between(((Relation) r).right(), 0, 2 * Math.PI, all));
        isNear("critical points", all, numbers(points));
        assertThat(DDX.verify(e).failed()).isEmpty();
    }

    /** What follows from the signs close to a zero is said of it, where not all zeros are known; the values are those of the series. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "sin(x^2)                               | true",
        "x^2*e^(x^2)-sin(x^2)                   | true",
        "e^x*(x^2-2x+2)/2-x^4/4-x^3/3           |",
    })
    void a_zero_of_a_factor_has_its_kind_without_a_chart(String f, Boolean isMinimum) {
        Exposition e = DDX.critical(DDX.parse(f), X);
        assertThat(e.results()).extracting(Expr::toString).contains("x = 0");
        List<Boolean> kinds = e.claims().stream().filter(c -> c instanceof Exposition.Extremum).map(c -> ((Exposition.Extremum) c).isMinimum()).toList();
        assertThat(kinds).isEqualTo(isMinimum == null ? List.of() : List.of(isMinimum));
        String said = new DerivationPrinter(DDX.functions(), Detail.NORMAL).remarks(e).toString();
        assertThat(said).contains("Not decided: the equation").doesNotContain("of all");
        assertThat(DDX.verify(e).failed()).isEmpty();
    }

    /** x cos x is zero at 0 and at π/2 + kπ; 2π is no period of its sign. */
    @Test
    void zeros_without_a_chart_are_named() {
        Exposition e = DDX.critical(DDX.parse("cos(x)+x*sin(x)"), X);
        List<Double> all = new ArrayList<>();
        e.results().forEach(r -> between(((Relation) r).right(), -5, 5, all));
        assertThat(new TreeSet<>(all)).hasSize(5);
        isNear("zeros", all, List.of(-3 * Math.PI / 2, -Math.PI / 2, 0.0, Math.PI / 2, 3 * Math.PI / 2));
        assertThat(e.claims().stream().filter(c -> c instanceof Exposition.Extremum).map(c -> ((Exposition.Extremum) c).at().toString())).containsExactly("0");
        assertThat(DDX.verify(e).accepted()).isTrue();
    }
}
