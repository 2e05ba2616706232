package dev.ddx.kernel;

import static dev.ddx.kernel.Expressions.X;
import static dev.ddx.kernel.Expressions.exp;
import static dev.ddx.kernel.Expressions.f;
import static dev.ddx.kernel.Expressions.minus;
import static dev.ddx.kernel.Expressions.n;
import static dev.ddx.kernel.Expressions.neg;
import static dev.ddx.kernel.Expressions.over;
import static dev.ddx.kernel.Expressions.plus;
import static dev.ddx.kernel.Expressions.pow;
import static dev.ddx.kernel.Expressions.s;
import static dev.ddx.kernel.Expressions.times;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Sym;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InTermsOfTest {

    private static final Sym K = s("k");
    private static final Sym L = s("L");

    /** Body, derivative and the differential equation that the function is known by. */
    static List<Arguments> known() {
        Expr decay = exp(neg(X));
        Expr shifted = exp(times(neg(K), minus(X, s("c"))));
        Expr up = plus(exp(X), exp(neg(X)));
        Expr down = minus(exp(X), exp(neg(X)));
        return List.of(
                Arguments.of(over(n(1), plus(n(1), decay)), over(decay, pow(plus(n(1), decay), 2)),
                        List.of(n(0), n(1), n(-1))),
                Arguments.of(over(L, plus(n(1), shifted)), over(times(L, K, shifted), pow(plus(n(1), shifted), 2)),
                        List.of(n(0), K, neg(over(K, L)))),
                Arguments.of(over(down, up), over(minus(pow(up, 2), pow(down, 2)), pow(up, 2)),
                        List.of(n(1), n(0), n(-1))),
                Arguments.of(f("tan", X), over(n(1), pow(f("cos", X), 2)), List.of(n(1), n(0), n(1))),
                Arguments.of(f("tan", X), pow(f("sec", X), 2), List.of(n(1), n(0), n(1))),
                Arguments.of(f("cot", X), neg(pow(f("csc", X), 2)), List.of(n(-1), n(0), n(-1))),
                Arguments.of(f("tanh", X), minus(n(1), pow(f("tanh", X), 2)), List.of(n(1), n(0), n(-1))),
                Arguments.of(f("tanh", X), over(n(1), pow(f("cosh", X), 2)), List.of(n(1), n(0), n(-1))),
                Arguments.of(exp(times(K, X)), times(K, exp(times(K, X))), List.of(n(0), K)),
                Arguments.of(over(n(1), X), neg(over(n(1), pow(X, 2))), List.of(n(0), n(0), n(-1))),
                Arguments.of(times(n(3), X), n(3), List.of(n(3))));
    }

    @ParameterizedTest
    @MethodSource("known")
    void findsTheDifferentialEquation(Expr body, Expr derivative, List<Expr> expected) {
        assertThat(InTermsOf.polynomialIn(derivative, body, X).coefficients()).isEqualTo(expected);
    }

    @Test
    void findsNoneWhereThereIsNone() {
        assertThat(InTermsOf.polynomialIn(f("cos", X), f("sin", X), X)).isNull();
        assertThat(InTermsOf.polynomialIn(times(n(2), X), pow(X, 2), X)).isNull();
        assertThat(InTermsOf.polynomialIn(over(n(1), X), f("ln", X), X)).isNull();
    }
}
