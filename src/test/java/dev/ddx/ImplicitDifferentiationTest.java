package dev.ddx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Kernel;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Step;
import dev.ddx.verify.Verification;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apfloat.Apfloat;
import org.apfloat.ApfloatMath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Implicit differentiation from the outside: against difference quotients of solutions of the equation, and the verifier. */
class ImplicitDifferentiationTest {

    private static final Sym X = Sym.of("x");
    private static final Sym Y = Sym.of("y");
    private static final int DIGITS = 110;

    private final Ddx ddx = Ddx.standard();

    private Derivation implicit(String equation, int order) {
        return ddx.implicit(ddx.read(equation, java.util.Set.of("x"), true).expression(), Y, X, order);
    }

    private static Apfloat real(String s) {
        return new Apfloat(s, DIGITS);
    }

    /** The y next to the start with F(x, y) = 0, by bisection free secant steps, to about a hundred digits. */
    private Apfloat solution(Expr f, Apfloat x, Apfloat start) {
        Kernel kernel = new Kernel(ddx.functions(), ddx.limits());
        int node = kernel.read(f);
        Apfloat a = start;
        Apfloat b = start.add(real("1e-6"));
        Apfloat fa = value(kernel, node, x, a);
        for (int i = 0; i < 40; i++) {
            Apfloat fb = value(kernel, node, x, b);
            Apfloat slope = fb.subtract(fa);
            if (fb.signum() == 0 || slope.signum() == 0) {
                return b;
            }
            Apfloat next = b.subtract(fb.multiply(b.subtract(a)).divide(slope)).precision(DIGITS);
            a = b;
            fa = fb;
            b = next;
            if (ApfloatMath.abs(b.subtract(a)).compareTo(real("1e-95")) < 0) {
                return b;
            }
        }
        throw new AssertionError("no solution near " + start);
    }

    private static Apfloat value(Kernel kernel, int node, Apfloat x, Apfloat y) {
        return kernel.evaluate(node, DIGITS, Map.of(kernel.symbol("x"), x, kernel.symbol("y"), y)).orElseThrow().precision(DIGITS);
    }

    /** A start near which there is a point of the curve, with the slope and the curvature as difference quotients say. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "x^2 + x*y + y^3 = 7 | 1.2 | 1.5",
        "x^2 + y^2 = 25 | 3 | 4",
        "x^3 + y^3 = 6*x*y | 3 | 3.1",
        "sin(x*y) = y | 1.8 | 0.9",
        "e^(x+y) = x*y | -1.5 | -0.2",
        "sqrt(x) + sqrt(y) = 1 | 0.3 | 0.2",
        "x^y = y^x | 2 | 4.1",
        "ln(x*y) + y = 3 | 1.1 | 2",
        "cos(x) + cos(y) = 1 | 1.1 | 0.9",
        "x/y + y/x = 3 | 1 | 2.6",
        "e^(x/y) = x - y | 20 | 8",
        "atan(y/x) = ln(sqrt(x^2+y^2)) | 1.2 | 0.6",
        "tan(x-y) = y/(1+x^2) | 0.7 | 0.4",
        "y^5 + y = x | 2 | 1",
        "y = x^2*y^2 | 1.5 | 0.45",
        "x*abs(y) + y = 3 | 1.5 | 1.2"})
    void slope_and_curvature_are_those_of_the_solution(String equation, String at, String start) {
        Relation given = (Relation) ddx.parse(equation);
        Expr f = Sum.of(given.left(), Neg.of(given.right()));
        Apfloat x = real(at);
        Apfloat h = real("1e-25");
        Apfloat y = solution(f, x, real(start));
        Apfloat before = solution(f, x.subtract(h), y);
        Apfloat after = solution(f, x.add(h), y);
        Apfloat slope = after.subtract(before).divide(h.multiply(real("2")));
        Apfloat curvature = after.add(before).subtract(y.multiply(real("2"))).divide(h.multiply(h));
        assertThat(distance(implicit(equation, 1).result(), x, y, slope)).as("slope %s", slope).isLessThan(1e-20);
        assertThat(distance(implicit(equation, 2).result(), x, y, curvature)).as("curvature %s", curvature).isLessThan(1e-20);
    }

    private double distance(Expr e, Apfloat x, Apfloat y, Apfloat expected) {
        Map<Sym, Expr> at = Map.of(X, decimal(x), Y, decimal(y));
        Apfloat found = ddx.evaluate(e, at, 60).orElseThrow();
        return ApfloatMath.abs(found.subtract(expected)).doubleValue() / Math.max(1, Math.abs(expected.doubleValue()));
    }

    private static Expr decimal(Apfloat v) {
        Num n = Num.of(new BigDecimal(ApfloatMath.abs(v).toString()));
        return v.signum() < 0 ? Neg.of(n) : n;
    }

    /** Stewart, Calculus, section "Implicit differentiation": examples 1, 2 and 4. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "x^2 + y^2 = 25 | 1 | -x/y",
        "x^3 + y^3 = 6*x*y | 1 | (2*y - x^2)/(y^2 - 2*x)",
        "x^4 + y^4 = 16 | 2 | -48*x^2/y^7",
        "sin(x + y) = y^2*cos(x) | 1 | (y^2*sin(x) + cos(x + y))/(2*y*cos(x) - cos(x + y))"})
    void textbook(String equation, int order, String expected) {
        Derivation d = implicit(equation, order);
        assertThat(ddx.equal(d.result(), ddx.parse(expected)).isZero()).as("%s", d.result()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "x^2 + x*y + y^3 = 7 | 2", "x^2 + y^2 = 25 | 4", "sin(x*y) = y | 1", "e^(x+y) = x*y | 1", "x^y = y^x | 1", "ln(x*y) + y = 3 | 2",
        "atan(y/x) = ln(sqrt(x^2+y^2)) | 1", "x^2 + y(x)^2 = 1 | 1", "f(x*y) = y | 1", "x = y | 2", "a*x^2 + b*y^2 = 1 | 2"})
    void every_step_is_verified(String equation, int order) {
        Derivation d = implicit(equation, order);
        Verification v = ddx.verify(d);
        assertThat(v.accepted()).as("%s", v.steps().stream().filter(s -> !s.verdict().accepted()).toList()).isTrue();
        assertThat(v.steps()).hasSizeGreaterThanOrEqualTo(d.steps().size());
    }

    /** The verifier takes no line that does not follow, though it may not even be false. */
    @Test
    void lines_that_do_not_follow_are_rejected() {
        Derivation d = implicit("x^2 + x*y + y^3 = 7", 2);
        int changed = 0;
        for (int i = 0; i < d.steps().size(); i++) {
            Relation line = (Relation) d.steps().get(i).after();
            for (Relation wrong : List.of(Relation.of(line.left(), Relation.Op.EQ, Sum.of(line.right(), Num.ONE)),
                    Relation.of(line.left(), Relation.Op.EQ, Sum.of(line.right(), Y)), Relation.of(Num.ZERO, Relation.Op.EQ, Num.ZERO))) {
                List<Step> steps = new ArrayList<>(d.steps().subList(0, i + 1));
                Step s = steps.get(i);
                steps.set(i, new Step(s.rule(), List.of(), s.before(), wrong, s.reason(), s.conditions(), s.sides(), s.shownFrom()));
                assertThat(ddx.verify(new Derivation(d.start(), steps).on(d.curve())).accepted()).as("%s", wrong).isFalse();
                changed++;
            }
        }
        assertThat(changed).isGreaterThan(30);
    }

    @Test
    void what_is_divided_by_has_to_be_excluded() {
        Derivation d = implicit("x^2 + x*y + y^3 = 7", 1);
        List<Step> steps = new ArrayList<>();
        int dropped = 0;
        for (Step s : d.steps()) {
            dropped += s.conditions().size();
            steps.add(new Step(s.rule(), s.path(), s.before(), s.after(), s.reason(), List.of(), s.sides(), s.shownFrom()));
        }
        assertThat(dropped).isEqualTo(1);
        assertThat(d.conditions()).hasSize(1);
        assertThat(ddx.verify(new Derivation(d.start(), steps).on(d.curve())).accepted()).isFalse();
        assertThat(ddx.verify(d.on(null)).accepted()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "x^2 = 4 | USAGE | does not occur", "x^2 + y | USAGE | equation is expected", "x < y | USAGE | equation is expected",
        "x^2 + y^2 = -1 | EMPTY_DOMAIN | no real numbers", "y - y + x = 1 | NOT_DIFFERENTIABLE | does not determine y",
        "x + y = y + x | NOT_DIFFERENTIABLE | does not determine y"})
    void what_cannot_be_done_is_said(String equation, DdxException.Kind kind, String message) {
        assertThatThrownBy(() -> implicit(equation, 1)).isInstanceOfSatisfying(DdxException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessageContaining(message);
    }

    @Test
    void two_variables_are_two() {
        assertThatThrownBy(() -> ddx.implicit(ddx.parse("x^2 + y^2 = 1"), X, X, 1)).isInstanceOf(DdxException.class).hasMessageContaining("two variables");
    }
}
