package dev.ddx.calculus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ddx.Ddx;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.ExprOrder;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums within sums and products within products keep their value, and the order of the parts does not count. */
class NestedSumsTest {

    private final Ddx ddx = Ddx.standard();

    @ParameterizedTest
    @ValueSource(strings = {"-exp(2) + ((x + 3)*x - x)", "x + (x*(-3 + x - 4)*1 + x) - (x - 2*x*x)", "-x + (x + 4 + x*2*(2 - x))",
        "exp(x) + (x*x*x + x*3*(-4 + x) - x)", "cosh(2 + (x + (x + 0 + 3)*x))", "x*x*x + (-(x - 2 + a)*x + a + (-1 - x - x))"})
    void the_value_stays_and_so_does_the_result(String text) {
        Expr e = ddx.parse(text);
        Expr simplified = ddx.simplify(e);
        for (double x : new double[] {-1.25, 0.5, 2}) {
            Map<Sym, Double> at = Map.of(Sym.of("x"), x, Sym.of("a"), 0.75);
            assertThat(ddx.evaluate(simplified, at)).as("%s at %s", simplified, x).isCloseTo(ddx.evaluate(e, at), within(1e-9 * Math.abs(ddx.evaluate(e, at))));
        }
        assertThat(ddx.simplify(simplified)).isEqualTo(simplified);
    }

    @ParameterizedTest
    @CsvSource({"sqrt(sqrt(3*(x/(2+0))^2)), sqrt(sqrt((x/(2+0))^2*3))", "2*exp(cos(tan(2)))*(x/(2+a-2/2)), exp(cos(tan(2)))*2*(x/(2+a-2/2))",
        "a*(1*x) + (x + a) + (a + x), (x + a) + (x*1)*a + (x + a)", "(sqrt(3)*2*x)*exp(sin(x) + a - 2)^3, (2*sqrt(3)*x)*exp(sin(x) + a - 2)^3",
        "((cosh(x*3*x)*1*((a*2)*4))^2)^3, ((1*(4*(2*a))*cosh(x*x*3))^2)^3", "(x^2*(4*a))^2, (x^2*(a*4))^2", "(1/(3/2)*sqrt(3))*(x*a*x + x), (sqrt(3)*(1/(3/2)))*(x*a*x + x)",
        "(atan(x)*(x/4*(x*2*a)))^3, (((a*2*x)*(x/4))*atan(x))^3",
        "sqrt((1*(3 - 1)*((3*3*3)*exp(a)))^3), sqrt((1*(exp(a)*(3*3*3))*(3 - 1))^3)",
        "sqrt(sqrt(x*x*x))*sec(1*(exp(0) + 2)*(x + 1 + x)), sqrt(sqrt(x*x*x))*sec(1*(1 + x + x)*(exp(0) + 2))"})
    void the_order_does_not_count(String a, String b) {
        assertThat(ExprOrder.sorted(ddx.simplify(ddx.parse(a)))).isEqualTo(ExprOrder.sorted(ddx.simplify(ddx.parse(b))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-x/3 - x*(1 - a)*a"})
    void what_is_simplified_stays(String text) {
        Expr once = ddx.simplify(ddx.parse(text));
        assertThat(ddx.simplify(once)).isEqualTo(once);
    }
}
