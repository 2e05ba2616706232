package dev.ddx.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ddx.Ddx;
import dev.ddx.expr.Assumptions;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Evaluator;
import dev.ddx.rewrite.Curve;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Step;
import dev.ddx.verify.core.Comparison;
import dev.ddx.verify.core.Domain;
import dev.ddx.verify.core.Points;
import dev.ddx.verify.core.StepCheck;
import dev.ddx.verify.core.Unfolding;
import dev.ddx.verify.core.Verdict;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Derivatives on the circle x² + y² = 25, on curves with a parameter, and equations that follow from one another there. */
class OnCurveTest {

    private static final Ddx DDX = Ddx.standard().withFunction("f");
    private static final Sym X = Sym.of("x");
    private static final Sym Y = Sym.of("y");
    private static final Sym T = Sym.of("t");
    private static final Limits LIMITS = Limits.DEFAULT.withTimeoutMillis(10_000);
    private static final Curve CIRCLE = new Curve(X, List.of(Y), List.of((Relation) read("x^2 + y^2 = 25")));
    private static final Curve ELLIPSE = new Curve(T, List.of(X, Y), List.of((Relation) read("x = 3*cos(t)"), (Relation) read("y = 2*sin(t)")));

    private static Expr read(String text) {
        return DDX.read(text, Set.of("x", "y", "t"), true).expression();
    }

    private static Unfolding unfolding(Curve curve) {
        return new Unfolding(DDX.functions(), (e, h, a, derivative) -> null, u -> curve == null ? null : new OnCurve(curve, u, DDX.functions(), LIMITS));
    }

    private static OnCurve on(Curve curve) {
        return (OnCurve) unfolding(curve).dependence();
    }

    private static double value(Expr e, Map<Sym, Double> at) {
        return new Evaluator(DDX.functions()).evaluate(e, at);
    }

    private static Domain domain() {
        return new Domain(new Evaluator(DDX.functions()));
    }

    /** y′ = −x/y, y″ = −25/y³, y‴ = −75x/y⁵. */
    @Test
    void derivatives_on_the_circle() {
        OnCurve circle = on(CIRCLE);
        Map<Sym, Double> at = Map.of(X, 3.0, Y, 4.0);
        Expr first = circle.derivative(Y, X);
        assertThat(first).isEqualTo(Sym.of("jet_1_y"));
        assertThat(value(circle.written(first), at)).isCloseTo(-0.75, within(1e-14));
        Expr second = circle.derivative(first, X);
        assertThat(OnCurve.highest(List.of(second, first))).isEqualTo(Sym.of("jet_2_y"));
        assertThat(value(circle.written(second), at)).isCloseTo(-25 / 64.0, within(1e-13));
        assertThat(value(circle.written(circle.derivative(second, X)), at)).isCloseTo(-225 / 1024.0, within(1e-12));
        assertThat(value(circle.written(circle.derivative(read("x*y^2"), X)), at)).isCloseTo(16 + 2 * 3 * 4 * -0.75, within(1e-13));
        // By what neither depends on the other nor is the parameter.
        assertThat(value(circle.derivative(read("a*x"), Sym.of("a")), at)).isEqualTo(3);
        assertThat(value(circle.written(circle.derivative(X, Y)), at)).isCloseTo(-4 / 3.0, within(1e-13));
        assertThat(circle.implicit()).isEqualTo(Y);
        assertThat(circle.curve()).isEqualTo(CIRCLE);
        assertThat(circle.equations()).containsExactly(circle.difference());
        assertThat(circle.written(read("x + a"))).isEqualTo(read("x + a"));
        assertThat(circle.written(Y)).isEqualTo(Y);
    }

    @Test
    void jets() {
        assertThat(OnCurve.isJet(Sym.of("jet_1_y"))).isTrue();
        assertThat(OnCurve.isJet(Y)).isFalse();
        assertThat(OnCurve.highest(List.of(read("x + y")))).isNull();
        assertThat(OnCurve.highest(List.of(Sym.of("jet_2_y"), Sym.of("jet_1_y")))).isEqualTo(Sym.of("jet_2_y"));
        assertThat(OnCurve.highest(List.of(Sym.of("jet_1_y"), Sym.of("jet_12_y")))).isEqualTo(Sym.of("jet_12_y"));
    }

    /** dy/dx = −(2/3)·cot t, d²y/dx² = −2/(9·sin³t). */
    @Test
    void derivatives_with_a_parameter() {
        OnCurve ellipse = on(ELLIPSE);
        Map<Sym, Double> at = Map.of(T, 0.7);
        assertThat(value(ellipse.written(Y), at)).isCloseTo(2 * Math.sin(0.7), within(1e-14));
        assertThat(value(ellipse.written(ellipse.derivative(Y, T)), at)).isCloseTo(2 * Math.cos(0.7), within(1e-14));
        assertThat(value(ellipse.written(ellipse.derivative(ellipse.derivative(Y, T), T)), at)).isCloseTo(-2 * Math.sin(0.7), within(1e-14));
        Expr slope = ellipse.derivative(Y, X);
        assertThat(value(ellipse.written(slope), at)).isCloseTo(-2 / (3 * Math.tan(0.7)), within(1e-13));
        assertThat(value(ellipse.written(ellipse.derivative(slope, X)), at)).isCloseTo(-2 / (9 * Math.pow(Math.sin(0.7), 3)), within(1e-13));
        assertThat(ellipse.implicit()).isNull();
        assertThat(ellipse.equations()).isEmpty();
        Points.Point p = new Points.Point(Map.of(T, 0.5));
        assertThat(ellipse.near(p, domain())).isSameAs(p);
        assertThat(ellipse.refined(p)).isSameAs(p);
    }

    @ParameterizedTest
    @CsvSource({"3, 1, 4", "3, -2, -4", "0.5, 4.9, 4.974937185533", "4.9, 0.3, 0.994987437107", "-4, 2, 3"})
    void points_on_the_circle(double x, double y, double expected) {
        Points.Point p = on(CIRCLE).near(new Points.Point(Map.of(X, x, Y, y)), domain());
        assertThat(p.values().get(X)).isEqualTo(x);
        assertThat(p.values().get(Y)).isCloseTo(expected, within(1e-11));
    }

    /** √21 and √(25 − 1/16) in 60 digits, by BigDecimal. */
    @ParameterizedTest
    @CsvSource({"2, 4, 21", "0.25, 5, 24.9375", "-1, -4, 24"})
    void points_in_many_digits(double x, double y, String square) {
        OnCurve circle = on(CIRCLE);
        Points.Point p = circle.refined(circle.near(new Points.Point(Map.of(X, x, Y, y)), domain()));
        BigDecimal root = new BigDecimal(square).sqrt(new java.math.MathContext(70)).multiply(BigDecimal.valueOf(Math.signum(y)));
        assertThat(new BigDecimal(p.decimals().get(Y)).subtract(root).abs()).isLessThan(new BigDecimal("1e-55"));
        assertThat(p.values().get(X)).isEqualTo(x);
    }

    @Test
    void points_that_are_not_on_it() {
        OnCurve circle = on(CIRCLE);
        assertThat(circle.near(new Points.Point(Map.of(X, 7.0, Y, 1.0)), domain())).isNull();
        Points.Point without = new Points.Point(Map.of(X, 7.0));
        assertThat(circle.near(without, domain())).isSameAs(without);
        assertThat(circle.refined(without)).isSameAs(without);
        assertThat(circle.refined(new Points.Point(Map.of(X, 7.0, Y, 1.0)))).isNull();
        assertThat(circle.refined(new Points.Point(Map.of(X, 3.0, Y, 0.0)))).isNull();
        assertThat(circle.refined(new Points.Point(Map.of(X, 3.0, Y, 4.0))).decimals()).containsEntry(Y, "4");
        Curve logarithm = new Curve(X, List.of(Y), List.of((Relation) read("ln(y) = x")));
        assertThat(on(logarithm).near(new Points.Point(Map.of(X, 1.0, Y, -0.2)), domain()).values().get(Y)).isCloseTo(Math.E, within(1e-12));
        assertThat(on(logarithm).refined(new Points.Point(Map.of(X, 1.0, Y, -1.0)))).isNull();
    }

    // ---- equations

    private static Verdict follows(Curve curve, String before, String after, String... given) {
        Unfolding unfolding = unfolding(curve);
        Comparison comparison = new Comparison(unfolding, DDX.functions(), Assumptions.NONE, LIMITS);
        CurveEquations equations = new CurveEquations(unfolding, comparison, new StepCheck(unfolding, comparison), domain(), Assumptions.NONE);
        return equations.follows((Relation) read(before), (Relation) read(after), Arrays.stream(given).map(g -> (Relation) read(g)).toList());
    }

    private static String kind(Verdict v) {
        return v.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', nullValues = "-", value = {
        "x^2 + y^2 = 25                   @ 2*x + 2*y*diff(y, x) = 0        @ -       @ exact",   "x^2 + y^2 = 25            @ 2*x + y*diff(y, x) = 0          @ -       @ failed", "x^2 + y^2 = 25   @ 2*x + 2*y*diff(y, x) = 25  @ - @ failed",
        "2*x + 2*y*diff(y, x) = 0         @ diff(y, x) = -x/y               @ y != 0  @ exact",   "2*x + 2*y*diff(y, x) = 0  @ diff(y, x) = -x/y               @ -       @ failed", "2*x + 2*y*diff(y, x) = 0  @ diff(y, x) = x/y  @ y != 0  @ failed", "2*x + 2*y*diff(y, x) = 0 @ 2*y*diff(y, x) = -2*x @ - @ exact",
        "diff(y, x) = -x/y                @ diff(y, x, x) = -(y - x*diff(y, x))/y^2   @ -  @ exact",   "diff(y, x) = -x/y    @ diff(y, x, x) = -(y + x*diff(y, x))/y^2   @ -  @ failed", "diff(y, x, x) = -(y - x*diff(y, x))/y^2   @ diff(y, x, x) = -25/y^3   @ -  @ numeric", "diff(y, x, x) = -(y - x*diff(y, x))/y^2   @ diff(y, x, x) = -24/y^3   @ -  @ failed",
        "2*x + 2*y*diff(y, x) = 0         @ 0*diff(y, x) = 0                @ -       @ failed", "2*x + 2*y*diff(y, x) = 0   @ x = x                          @ -       @ unchecked", "2*x + 2*y*diff(y, x) = 0 @ diff(y, x)^2 = x^2/y^2 @ y != 0 @ unchecked", "diff(y, x)^2 = x^2/y^2 @ diff(y, x) = -x/y @ y != 0 @ unchecked",
        "2*x + 2*y*diff(y, x) = 0         @ (x^2 + y^2 - 25)*diff(y, x) = 0 @ -       @ failed"})
    void equations_on_the_circle(String before, String after, String given, String expected) {
        Verdict v = given == null ? follows(CIRCLE, before, after) : follows(CIRCLE, before, after, given);
        assertThat(kind(v)).as(v.describe()).isEqualTo(expected);
    }

    @Test
    void the_reason_of_a_failure_is_said() {
        assertThat(follows(CIRCLE, "2*x + 2*y*diff(y, x) = 0", "(x^2 + y^2 - 25)*diff(y, x) = 0").describe()).contains("says nothing about the derivative");
        assertThat(follows(CIRCLE, "2*x + 2*y*diff(y, x) = 0", "diff(y, x)^2 = x^2/y^2").describe()).contains("not linear in the derivative");
    }

    /** (3, 4) and (4, −3) lie on the circle, where y′ is −3/4 and 4/3; (3, 5) does not. */
    @ParameterizedTest
    @CsvSource({"3, 4, -3/4, true", "4, -3, 4/3, true", "3, 4, 3/4, false", "3, 5, -3/5, false"})
    void at_a_point(String x, String y, String slope, boolean right) {
        Verdict v = follows(CIRCLE, "diff(y, x) = -x/y", "at(at(diff(y, x), x = " + x + "), y = " + y + ") = " + slope);
        assertThat(v.accepted()).as(v.describe()).isEqualTo(right);
        assertThat(v.describe().contains("does not lie on the curve")).isEqualTo(y.equals("5"));
    }

    @Test
    void at_a_point_with_a_parameter() {
        assertThat(follows(ELLIPSE, "diff(y, x) = -2/3*cot(t)", "at(diff(y, x), t = pi/4) = -2/3").accepted()).isTrue();
        assertThat(follows(ELLIPSE, "diff(y, x) = -2/3*cot(t)", "at(diff(y, x), t = pi/4) = 2/3").accepted()).isFalse();
    }

    // ---- whole derivations

    private static Verification verify(Curve curve, String conditions, String... lines) {
        List<Step> steps = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            List<Relation> given = i == 1 && conditions != null ? List.of((Relation) read(conditions)) : List.of();
            steps.add(new Step("by hand", List.of(), read(lines[i - 1]), read(lines[i]), Reason.of("By hand"), given, List.of(), 0));
        }
        return DDX.verify(new Derivation(read(lines[0]), steps, List.of(), null, curve, Map.of()));
    }

    @Test
    void derivations_on_a_curve() {
        assertThat(verify(CIRCLE, "y != 0", "x^2 + y^2 = 25", "2*x + 2*y*diff(y, x) = 0", "diff(y, x) = -x/y").accepted()).isTrue();
        assertThat(verify(CIRCLE, null, "x^2 + y^2 = 25", "2*x + 2*y*diff(y, x) = 0", "diff(y, x) = -x/y").failed()).hasSize(1);
        assertThat(verify(CIRCLE, "y != 0", "x^2 + y^2 = 25", "2*x + 2*y*diff(y, x) = 0", "diff(y, x) = x/y").failed()).hasSize(1);
        assertThat(verify(CIRCLE, null, "x^2 + y^2 = 24", "2*x + 2*y*diff(y, x) = 0").failed()).singleElement().extracting(c -> c.verdict().describe()).asString().contains("not what is given");
        assertThat(verify(ELLIPSE, null, "diff(y, x)", "diff(y, t)/diff(x, t)", "2*cos(t)/(-3*sin(t))").accepted()).isTrue();
        assertThat(verify(ELLIPSE, null, "diff(y, x)", "diff(x, t)/diff(y, t)").accepted()).isFalse();
    }
}
