package dev.ddx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Num;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import dev.ddx.rewrite.Derivation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parametric and polar curves, derivatives with respect to functions, and inverse functions. */
class CurvesTest {

    private static final Sym T = Sym.of("t");

    private final Ddx ddx = Ddx.standard();

    private double value(Expr e, Sym s, double at) {
        return ddx.evaluate(e, Map.of(s, at));
    }

    private double slope(Expr x, Expr y, double t) {
        double h = 1e-6;
        return (value(y, T, t + h) - value(y, T, t - h)) / (value(x, T, t + h) - value(x, T, t - h));
    }

    private void verified(Derivation d) {
        assertThat(ddx.verify(d).accepted()).as("%s", ddx.verify(d).steps().stream().filter(s -> !s.verdict().accepted()).toList()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "cos(t) | sin(t)", "t^2 | t^3 - 3*t", "t - sin(t) | 1 - cos(t)", "cos(t)^3 | sin(t)^3", "e^t*cos(t) | e^t*sin(t)", "t + 1/t | ln(t)", "sec(t) | tan(t)"})
    void parametric(String x, String y) {
        List<Expr> curve = List.of(ddx.parse("x = " + x), ddx.parse("y = " + y));
        Derivation first = ddx.parametric(curve, T, 1);
        verified(first);
        Derivation second = ddx.parametric(curve, T, 2);
        verified(second);
        double t = 0.7;
        assertThat(value(first.result(), T, t)).isCloseTo(slope(ddx.parse(x), ddx.parse(y), t), org.assertj.core.data.Offset.offset(1e-6));
        // The slope is a curve over x again.
        assertThat(value(second.result(), T, t)).isCloseTo(slope(ddx.parse(x), first.result(), t), org.assertj.core.data.Offset.offset(1e-5));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"r = 1 + cos(t)", "r = t", "r = sin(2*t)", "r = e^t", "r = 2", "r = 1/(1 + cos(t)/2)"})
    void polar(String equation) {
        Expr r = ((Relation) ddx.parse(equation)).right();
        Derivation d = ddx.polar(ddx.parse(equation), T, 1);
        verified(d);
        Expr x = ddx.parse("(" + r + ")*cos(t)");
        Expr y = ddx.parse("(" + r + ")*sin(t)");
        assertThat(value(d.result(), T, 0.7)).isCloseTo(slope(x, y, 0.7), org.assertj.core.data.Offset.offset(1e-6));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"sin(t)^2 | cos(t)", "t^6 | t^3", "ln(t) | e^t", "asin(t) | acos(t)", "t^t | t"})
    void with_respect_to_a_function(String f, String g) {
        Derivation d = ddx.withRespectTo(ddx.parse(f), ddx.parse(g), T);
        verified(d);
        assertThat(value(d.result(), T, 0.7)).isCloseTo(slope(ddx.parse(g), ddx.parse(f), 0.7), org.assertj.core.data.Offset.offset(1e-6));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"x^3 + x", "sin(x)", "e^x + x", "x*ln(x)", "sinh(x)"})
    void inverse(String f) {
        Derivation d = ddx.inverse(ddx.parse(f), Sym.of("x"), Sym.of("y"));
        verified(d);
        double h = 1e-6;
        double run = (value(ddx.parse(f), Sym.of("x"), 0.7 + h) - value(ddx.parse(f), Sym.of("x"), 0.7 - h)) / (2 * h);
        assertThat(value(d.result(), Sym.of("x"), 0.7)).isCloseTo(1 / run, org.assertj.core.data.Offset.offset(1e-6));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"x = 3 | y = t | NOT_DIFFERENTIABLE | x does not depend on t", "x = t | x = t^2 | USAGE | both equations",
        "x = y | y = t | USAGE | on the right", "x + 1 = t | y = t | USAGE | what a quantity is", "t = t | y = t | USAGE | is the parameter"})
    void what_cannot_be_done_is_said(String x, String y, DdxException.Kind kind, String message) {
        assertThatThrownBy(() -> ddx.parametric(List.of(ddx.parse(x), ddx.parse(y)), T, 1))
                .isInstanceOfSatisfying(DdxException.class, e -> assertThat(e.kind()).isEqualTo(kind)).hasMessageContaining(message);
        assertThatThrownBy(() -> ddx.inverse(Num.ONE, T, Sym.of("y"))).isInstanceOf(DdxException.class).hasMessageContaining("constant");
    }
}
