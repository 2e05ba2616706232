package dev.ddx.kernel;

import static dev.ddx.kernel.Expressions.X;
import static dev.ddx.kernel.Expressions.Y;
import static dev.ddx.kernel.Expressions.exp;
import static dev.ddx.kernel.Expressions.f;
import static dev.ddx.kernel.Expressions.minus;
import static dev.ddx.kernel.Expressions.n;
import static dev.ddx.kernel.Expressions.neg;
import static dev.ddx.kernel.Expressions.over;
import static dev.ddx.kernel.Expressions.plus;
import static dev.ddx.kernel.Expressions.pow;
import static dev.ddx.kernel.Expressions.s;
import static dev.ddx.kernel.Expressions.sqrt;
import static dev.ddx.kernel.Expressions.times;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ddx.expr.Const;
import dev.ddx.expr.Expr;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NormalFormTest {

    /** Identities of Abramowitz and Stegun, chapters 3 and 4. */
    static List<Arguments> identities() {
        return List.of(
                Arguments.of(pow(plus(X, Y), 2), plus(pow(X, 2), times(n(2), X, Y), pow(Y, 2))),
                Arguments.of(over(minus(pow(X, 2), n(1)), minus(X, n(1))), plus(X, n(1))),
                Arguments.of(over(minus(pow(X, 3), pow(Y, 3)), minus(X, Y)), plus(pow(X, 2), times(X, Y), pow(Y, 2))),
                Arguments.of(plus(over(n(1), X), over(n(1), Y)), over(plus(X, Y), times(X, Y))),
                Arguments.of(times(exp(X), exp(neg(X))), n(1)),
                Arguments.of(pow(exp(X), 2), exp(times(n(2), X))),
                Arguments.of(exp(plus(X, Y)), times(exp(X), exp(Y))),
                Arguments.of(times(exp(over(n(1), plus(X, n(1)))), exp(over(n(-1), plus(n(1), X)))), n(1)),
                Arguments.of(pow(n(6), X), times(pow(n(2), X), pow(n(3), X))),
                Arguments.of(pow(X, plus(s("n"), n(1))), times(X, pow(X, s("n")))),
                Arguments.of(exp(f("ln", X)), X),
                Arguments.of(f("ln", exp(X)), X),
                Arguments.of(f("ln", n(8)), times(n(3), f("ln", n(2)))),
                Arguments.of(f("log", X, n(10)), over(f("ln", X), f("ln", n(10)))),
                Arguments.of(pow(sqrt(X), 2), X),
                Arguments.of(pow(sqrt(plus(X, n(1))), 2), plus(X, n(1))),
                Arguments.of(over(plus(X, n(1)), sqrt(plus(X, n(1)))), sqrt(plus(X, n(1)))),
                Arguments.of(sqrt(n(4)), n(2)),
                Arguments.of(sqrt(n(8)), times(n(2), sqrt(n(2)))),
                Arguments.of(times(sqrt(n(2)), sqrt(n(3))), sqrt(n(6))),
                Arguments.of(over(n(2), sqrt(n(2))), sqrt(n(2))),
                Arguments.of(sqrt(pow(X, 2)), sqrt(times(X, X))),
                Arguments.of(pow(f("abs", X), 2), pow(X, 2)),
                Arguments.of(plus(pow(f("sin", X), 2), pow(f("cos", X), 2)), n(1)),
                Arguments.of(minus(pow(f("cosh", X), 2), pow(f("sinh", X), 2)), n(1)),
                Arguments.of(plus(n(1), pow(f("tan", X), 2)), pow(f("sec", X), 2)),
                Arguments.of(plus(n(1), pow(f("cot", X), 2)), pow(f("csc", X), 2)),
                Arguments.of(minus(n(1), pow(f("tanh", X), 2)), pow(f("sech", X), 2)),
                Arguments.of(f("sin", neg(X)), neg(f("sin", X))),
                Arguments.of(f("cos", minus(X, Y)), f("cos", minus(Y, X))),
                Arguments.of(f("sin", times(n(2), X)), times(n(2), f("sin", X), f("cos", X))),
                Arguments.of(f("cos", plus(X, Y)), minus(times(f("cos", X), f("cos", Y)), times(f("sin", X), f("sin", Y)))),
                Arguments.of(f("sin", times(n(3), X)), minus(times(n(3), f("sin", X)), times(n(4), pow(f("sin", X), 3)))),
                Arguments.of(f("cosh", X), over(plus(exp(X), exp(neg(X))), n(2))));
    }

    @ParameterizedTest
    @MethodSource("identities")
    void provesIdentities(Expr a, Expr b) {
        assertThat(NormalForm.provesEqual(a, b)).isTrue();
        assertThat(NormalForm.provesEqual(a, plus(b, n(1)))).isFalse();
    }

    static List<Arguments> notEqual() {
        return List.of(
                Arguments.of(sqrt(pow(X, 2)), X),
                Arguments.of(sqrt(times(X, Y)), times(sqrt(X), sqrt(Y))),
                Arguments.of(f("ln", pow(X, 2)), times(n(2), f("ln", X))),
                Arguments.of(f("abs", X), X),
                Arguments.of(pow(pow(X, 2), over(n(1), n(4))), sqrt(X)),
                Arguments.of(over(n(1), minus(X, X)), X));
    }

    @ParameterizedTest
    @MethodSource("notEqual")
    void doesNotProveWhatHoldsOnlySomewhere(Expr a, Expr b) {
        assertThat(NormalForm.provesEqual(a, b)).isFalse();
    }

    static List<Arguments> written() {
        return List.of(
                Arguments.of(plus(n(1), X, pow(X, 2)), plus(pow(X, 2), X, n(1))),
                Arguments.of(over(X, n(2)), over(X, n(2))),
                Arguments.of(over(n(1), X), over(n(1), X)),
                Arguments.of(exp(neg(X)), exp(neg(X))),
                Arguments.of(over(n(1), exp(X)), exp(neg(X))),
                Arguments.of(plus(neg(X), n(1)), minus(n(1), X)),
                Arguments.of(times(f("sin", X), X, n(3), exp(X), Const.PI),
                        times(n(3), Const.PI, X, exp(X), f("sin", X))),
                Arguments.of(over(n(1), sqrt(plus(X, n(1)))), over(n(1), sqrt(plus(X, n(1))))),
                Arguments.of(over(sqrt(plus(X, n(1))), plus(X, n(1))), over(n(1), sqrt(plus(X, n(1))))),
                Arguments.of(minus(X, X), n(0)));
    }

    @ParameterizedTest
    @MethodSource("written")
    void writesInHouseOrder(Expr e, Expr expected) {
        assertThat(NormalForm.of(e).toExpr(X)).isEqualTo(expected);
    }

    @Test
    void refusesWhatIsTooLarge() {
        assertThatThrownBy(() -> NormalForm.of(pow(plus(X, n(1)), 65))).isInstanceOf(NormalFormTooLarge.class);
        assertThatThrownBy(() -> NormalForm.of(pow(plus(s("a"), s("b"), s("c"), s("d")), 30))).isInstanceOf(NormalFormTooLarge.class);
        assertThatThrownBy(() -> NormalForm.of(over(n(1), minus(X, X)))).isInstanceOf(NormalFormTooLarge.class);
        assertThat(NormalForm.of(pow(plus(X, n(1)), 64)).numerator().size()).isEqualTo(65);
        assertThat(NormalForm.of(pow(X, 1000)).numerator().size()).isEqualTo(1);
    }

    @Test
    void survivesDeepExpressions() {
        Expr e = X;
        for (int i = 0; i < 20_000; i++) {
            e = f("sin", e);
        }
        assertThat(NormalForm.of(e).toExpr()).isEqualTo(e);
    }
}
