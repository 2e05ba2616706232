package dev.ddx.kernel;

import static dev.ddx.kernel.Expressions.X;
import static dev.ddx.kernel.Expressions.exp;
import static dev.ddx.kernel.Expressions.f;
import static dev.ddx.kernel.Expressions.n;
import static dev.ddx.kernel.Expressions.neg;
import static dev.ddx.kernel.Expressions.over;
import static dev.ddx.kernel.Expressions.plus;
import static dev.ddx.kernel.Expressions.pow;
import static dev.ddx.kernel.Expressions.sqrt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.Derivative;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Piecewise;
import dev.ddx.expr.Relation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluatorTest {

    private final Evaluator evaluator = new Evaluator(FunctionTable.EMPTY);

    private double at(Expr e, double x) {
        return evaluator.evaluate(e, Map.of(X, x));
    }

    /** Values of Abramowitz and Stegun, tables 4.2, 4.6, 4.14, 4.15, 6.1 and 7.1, and of exact angles. */
    @ParameterizedTest
    @CsvSource({
        "sin, 1, 0.841470984807897", "cos, 1, 0.540302305868140", "tan, 1, 1.557407724654902",
        "cot, 1, 0.642092615934331", "sec, 1, 1.850815717680926", "csc, 1, 1.188395105778121",
        "asin, 0.5, 0.523598775598299", "acos, 0.5, 1.047197551196598", "atan, 1, 0.785398163397448",
        "acot, -1, -0.785398163397448", "asec, 2, 1.047197551196598", "acsc, 2, 0.523598775598299",
        "sinh, 1, 1.175201193643801", "cosh, 1, 1.543080634815244", "tanh, 1, 0.761594155955765",
        "coth, 1, 1.313035285499331", "sech, 1, 0.648054273663885", "csch, 1, 0.850918128239322",
        "asinh, 1, 0.881373587019543", "acosh, 2, 1.316957896924817", "atanh, 0.5, 0.549306144334055",
        "acoth, 2, 0.549306144334055", "asech, 0.5, 1.316957896924817", "acsch, 1, 0.881373587019543",
        "ln, 2, 0.693147180559945", "abs, -2, 2", "sign, -2, -1", "cbrt, -8, -2", "floor, -1.5, -2", "ceil, -1.5, -1",
        "erf, 0.5, 0.520499877813047", "erf, 1, 0.842700792949715", "erf, 2, 0.995322265018953",
        "erf, -1, -0.842700792949715", "erf, 3, 0.999977909503001", "erfc, 1, 0.157299207050285",
        "gamma, 0.5, 1.772453850905516", "gamma, 1.5, 0.886226925452758", "gamma, -0.5, -3.544907701811032",
        "factorial, 5, 120", "heaviside, -1, 0", "heaviside, 1, 1",
    })
    void knowsTheFunctions(String name, double x, double expected) {
        assertThat(at(f(name, X), x)).isCloseTo(expected, within(2e-15 * Math.max(1, Math.abs(expected))));
    }

    /** Values by mpmath. */
    @ParameterizedTest
    @CsvSource({"0.75, 0.288844366346484868401", "1.25, 0.0770998717435417698635", "8.375, 2.31052831255939749445e-32", "25.0625, 3.62357909740278987498e-275", "1e9, 0", "1e300, 0"})
    void complementaryErrorFunction(double x, double expected) {
        assertThat(at(f("erfc", X), x)).isCloseTo(expected, within(1e-15 * expected));
        assertThat(1 / at(f("erfc", X), x)).isPositive();
    }

    @Test
    void isAccurateInTheTail() {
        assertThat(at(f("erfc", X), 5)).isCloseTo(1.5374597944280349e-12, within(1e-26));
        assertThat(at(f("asinh", X), 1e-10)).isEqualTo(1e-10);
        assertThat(at(f("atanh", X), 1e-10)).isEqualTo(1e-10);
    }

    @ParameterizedTest
    @CsvSource({"asin, 2", "acosh, 0.5", "atanh, 1", "ln, 0", "ln, -1", "acot, 0", "asec, 0.5", "gamma, -1", "nosuch, 1"})
    void isNaNOutsideTheDomain(String name, double x) {
        assertThat(at(f(name, X), x)).isNaN();
    }

    @Test
    void computesWithPowers() {
        assertThat(at(sqrt(X), 9)).isEqualTo(3);
        assertThat(at(sqrt(X), -9)).isNaN();
        assertThat(at(pow(X, over(n(1), n(3))), -8)).isCloseTo(-2, within(1e-15));
        assertThat(at(pow(X, -1), 0)).isNaN();
        assertThat(at(over(n(1), X), 0)).isNaN();
        assertThat(at(exp(X), 1)).isEqualTo(Math.E);
        assertThat(at(f("log", X, n(2)), 8)).isCloseTo(3, within(1e-15));
        assertThat(at(f("max", X, Const.PI), 3)).isEqualTo(Math.PI);
        assertThat(at(Const.I, 0)).isNaN();
        assertThat(at(Derivative.of(X, X), 0)).isNaN();
        assertThat(evaluator.evaluate(X, Map.of())).isNaN();
    }

    @Test
    void choosesTheFirstCaseThatHolds() {
        Expr abs = Piecewise.of(List.of(new Piecewise.Branch(neg(X), Relation.of(X, Relation.Op.LT, n(0))),
                new Piecewise.Branch(X, null)));
        assertThat(at(abs, -3)).isEqualTo(3);
        assertThat(at(abs, 4)).isEqualTo(4);
        assertThat(at(Relation.of(List.of(n(0), X, n(1)), List.of(Relation.Op.LT, Relation.Op.LE)), 1)).isEqualTo(1);
    }

    @Test
    void readsDefinitions() {
        FunctionDeclaration sigma = new FunctionDeclaration("sigma", List.of(X), List.of(), java.util.Collections.singletonList(null),
                over(n(1), plus(n(1), exp(neg(X)))), null, List.of("logistic"), FunctionDeclaration.Parity.NONE, null, null,
                null, List.of(), FunctionDeclaration.Behaviour.UNKNOWN, "logistic function", null);
        Evaluator e = new Evaluator(FunctionTable.of(List.of(sigma)));
        assertThat(e.evaluate(Call.of("sigma", n(0)), Map.of())).isEqualTo(0.5);
        assertThat(e.evaluate(Call.of("logistic", X), Map.of(X, 1.0))).isCloseTo(0.731058578630005, within(1e-15));
    }

    @Test
    void survivesDeepExpressions() {
        Expr e = X;
        for (int i = 0; i < 100_000; i++) {
            e = plus(e, n(1));
        }
        assertThat(at(e, 0)).isEqualTo(100_000);
    }
}
