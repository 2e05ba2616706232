package dev.ddx.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ddx.Ddx;
import dev.ddx.expr.Assumptions;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Limits;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known of maxima, absolute values and rectifiers, and what differs in one case or at one point alone. */
class CaseDistinctionTest {

    private static final Ddx DDX = Ddx.standard();

    private static Expr read(String text) {
        return DDX.read(text, Set.of("x", "a", "b"), true).expression();
    }

    private static ZeroTest.Answer decide(String text) {
        return ZeroTest.decide(read(text), new Facts(DDX.functions(), Assumptions.NONE), Limits.DEFAULT).answer();
    }

    @ParameterizedTest
    @ValueSource(strings = {"relu(x^2) - x^2", "relu(x) - relu(-x) - x", "relu(x)*relu(-x)", "relu(x) - (x + abs(x))/2", "leakyrelu(x, 1) - x", "relu6(x) - min(relu(x), 6)",
        "max(abs(x), x) - abs(x)", "piecewise(x, x > 0; -x) - abs(x)", "max(relu((1/x)^4), ((1/x)^2)^2) - 1/x^4", "abs(x)*piecewise(1, x = 0; 0)", "max(a, b) - relu(a - b) - b",
        "max(sin(x), 1) - 1", "heaviside(x)*x - relu(x)", "sign(x)*abs(x) - x", "heaviside(x) + heaviside(-x) - 1", "abs(x)/x*max(x, 0)/x - max(x, 0)/x", "piecewise(1, x > 0; 2, x < 0; 3)*x - piecewise(x, x > 0; 2*x)", "relu(piecewise(x, x > 1; 1))^2 - piecewise(x^2, x > 1; 1)"})
    void equal_in_each_case(String difference) {
        assertThat(decide(difference)).isEqualTo(ZeroTest.Answer.ZERO);
        assertThat(ZeroTest.isZero(read(difference), new Facts(DDX.functions(), Assumptions.NONE))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"piecewise(1, x = 0; 0)", "piecewise(1, x = a; 0)", "piecewise(x, x > 100000; 0)", "relu(x) - x", "max(a, b) - a", "piecewise(1, x >= 0; 0) - piecewise(1, x > 0; 0)",
        "relu(sin(x) - 0.999999)", "piecewise(1, x < 0 < a; 0)*piecewise(1, a < 1/1000; 0)", "integral(relu(t - x), t, 0, 1)", "max(1/x, 0)*x - 1", "sign(x)^2 - 1", "heaviside(x)^2 - heaviside(x)", "max(x, x^2) - x^2"})
    void different_in_some_case_or_at_some_point(String difference) {
        assertThat(decide(difference)).isNotEqualTo(ZeroTest.Answer.ZERO);
        assertThat(ZeroTest.isZero(read(difference), new Facts(DDX.functions(), Assumptions.NONE))).isFalse();
    }

    @Test
    void where_no_case_holds_nothing_is_proved() {
        assertThat(new CaseDistinction((e, facts) -> true).isZero(read("piecewise(1, x^2 < 0)"), new Facts(DDX.functions(), Assumptions.NONE))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {"max(abs(x), sqrt(x^2)) @ abs(x) != sqrt(x^2)", "max(relu(x^2), x^2) @ relu(x^2) != x^2"})
    void a_derivative_of_which_a_condition_holds_nowhere_is_refused(String f, String condition) {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> DDX.derivation(DDX.parse(f), dev.ddx.expr.Sym.of("x"), 1, null)))
                .hasMessageContaining(condition).hasMessageContaining("holds nowhere");
    }
}
