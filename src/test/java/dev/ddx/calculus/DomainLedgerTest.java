package dev.ddx.calculus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ddx.Ddx;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Sym;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Ledger;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected values are worked out by hand, from the definitions of the functions and of one-sided derivatives. */
class DomainLedgerTest {

    private static final Sym X = Sym.of("x");

    private static Ledger ledger(Ddx ddx, String f, int order) {
        Expr e = ddx.parse(f);
        Derivation d = ddx.derivation(e, X, order, null);
        return ddx.ledger(d, e, X, order).orElseThrow();
    }

    private static Ledger ledger(String f) {
        return ledger(Ddx.standard(), f, 1);
    }

    private static String all(List<? extends Expr> relations) {
        return relations == null ? "?" : String.join("; ", relations.stream().map(Expr::toString).toList());
    }

    private static String points(Ledger l) {
        return String.join("; ", l.points().stream().map(p -> p.kind().name().toLowerCase(Locale.ROOT) + " " + p.place()
                + (p.left() == null ? "" : ", left " + p.left()) + (p.right() == null ? "" : ", right " + p.right())
                + (p.value() == null ? "" : ", value " + p.value())).toList());
    }

    /** One-sided derivatives at the points of one period, by hand: |u| has the slopes ∓u′ where u is 0. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '@', ignoreLeadingAndTrailingWhitespace = true, value = {
        "abs(sin(x))         @ kink x = pi*k, left -1, right 1",
        "abs(cos(2*x))       @ kink x = pi/4 + pi*k/2, left -2, right 2",
        "abs(cos(x)-1/2)     @ kink x = pi/3 + 2*pi*k, left -sqrt(3)/2, right sqrt(3)/2; kink x = 5*pi/3 + 2*pi*k, left -sqrt(3)/2, right sqrt(3)/2",
        "asin(sin(x))        @ kink x = pi/2 + 2*pi*k, left 1, right -1; kink x = 3*pi/2 + 2*pi*k, left -1, right 1",
        "sqrt(sin(x))        @ vertical_end x = pi*k",
        "cbrt(sin(x))        @ vertical x = pi*k",
        "sin(x)*abs(sin(x))  @ differentiable x = pi*k, left 0, right 0",
        "abs(sin(x))/sin(x)  @ jump x = 2*pi*k, left -1, right 1; jump x = pi + 2*pi*k, left 1, right -1",
        "sin(x)/sin(x)       @ removable x = pi*k, left 0, right 0, value 1",
        "tan(x)              @ ''",
        // What is not periodic is not decided at infinitely many points.
        "x*abs(sin(x))       @ undecided sin(x) = 0",
    })
    void points_that_repeat(String f, String points) {
        assertThat(points(ledger(f))).isEqualTo(points);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '@', ignoreLeadingAndTrailingWhitespace = true, value = {
        "1/(sqrt(x)-x)       @ x != 1; x > 0",
        "1/(e^(2*x)-3*e^x+2) @ x != ln(2); x != 0",
        "1/(x^4-5*x^2+6)     @ x != -sqrt(2); x != sqrt(2); x != -sqrt(3); x != sqrt(3)",
        "1/(x^3-2)           @ x != 2^(1/3)",
    })
    void where_a_denominator_is_zero(String f, String derivative) {
        assertThat(ledger(f).derivative().stream().map(Expr::toString)).containsExactlyInAnyOrder(derivative.split("; "));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '@', ignoreLeadingAndTrailingWhitespace = true, value = {
        // f                     @ where f is defined @ where f' is
        "x^2*sin(x)              @                    @ ",
        "1/(x+1)                 @ x != -1            @ x != -1",
        "ln(x)                   @ x > 0              @ x > 0",
        // √x has no derivative at 0, arcsin none at ±1.
        "sqrt(x)                 @ x >= 0             @ x > 0",
        "asin(x)                 @ -1 <= x <= 1       @ -1 < x < 1",
        "sqrt(1-x^2)             @ -1 <= x <= 1       @ -1 < x < 1",
        // x√x = x^(3/2) has the derivative 0 from the right at 0.
        "x*sqrt(x)               @ x >= 0             @ x >= 0",
        "abs(x)                  @                    @ x != 0",
        "x*abs(x)                @                    @ ",
        "abs(x^2-2)              @                    @ x != -sqrt(2); x != sqrt(2)",
        "abs(x-pi)               @                    @ x != pi",
        "x^2/x                   @ x != 0             @ x != 0",
        "tan(x)                  @ cos(x) != 0        @ cos(x) != 0",
        "x^x                     @ x > 0              @ x > 0",
        // ln x is only asked for where x is positive.
        "piecewise(ln(x), x > 1; x - 1) @ ?           @ ?",
        "piecewise(x, x > 0; -x, x < 0) @ ?           @ ?",
        "piecewise(x, x >= 0; -x, x < 0) @            @ x != 0",
        "max(x^2, x)             @                    @ x != 0; x != 1",
    })
    void domains(String f, String function, String derivative) {
        Ledger l = ledger(f);
        assertThat(all(l.function())).isEqualTo(function == null ? "" : function);
        assertThat(all(l.derivative())).isEqualTo(derivative == null ? "" : derivative);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '@', ignoreLeadingAndTrailingWhitespace = true, value = {
        // |x| is −x and x on the two sides.
        "abs(x)                  @ kink x = 0, left -1, right 1",
        "max(x, 0)               @ kink x = 0, left 0, right 1",
        "min(x, 1/x)             @ kink x = -1, left 1, right -1; kink x = 1, left 1, right -1",
        // x|x| is −x² and x²: both slopes are 0 at 0.
        "x*abs(x)                @ differentiable x = 0, left 0, right 0",
        // ±(x² − 1) has the slopes ±2x.
        "abs(x^2-1)              @ kink x = -1, left -2, right 2; kink x = 1, left -2, right 2",
        "abs(x^2-2)              @ kink x = -sqrt(2), left -2*sqrt(2), right 2*sqrt(2); kink x = sqrt(2), left -2*sqrt(2), right 2*sqrt(2)",
        "abs(x-pi)               @ kink x = pi, left -1, right 1",
        "abs(abs(x)-1)           @ kink x = -1, left -1, right 1; kink x = 0, left 1, right -1; kink x = 1, left -1, right 1",
        "sqrt(x^2)               @ kink x = 0, left -1, right 1",
        // The tangent of x² at 1 is 2x − 1.
        "piecewise(x^2, x < 1; 2*x-1) @ differentiable x = 1, left 2, right 2",
        "piecewise(x^2, x < 1; x)     @ kink x = 1, left 2, right 1",
        "piecewise(x^2, x < 1; 3*x)   @ jump x = 1, left 1, right 3",
        "piecewise(x^2, x < 1; 5, x = 1; x) @ not_the_limit x = 1, value 1",
        "relu(x)                 @ kink x = 0, left 0, right 1",
        "leakyrelu(x, 1/10)      @ kink x = 0, left 1/10, right 1",
        "elu(x)                  @ differentiable x = 0, left 1, right 1",
        // x(x + 3)/6 has the slope (2x + 3)/6.
        "hardswish(x)            @ kink x = -3, left 0, right -1/2; kink x = 3, left 3/2, right 1",
        "relu(x-1)               @ kink x = 1, left 0, right 1",
        "abs(relu(x))            @ kink x = 0, left 0, right 1",
        // It is 0 at −1/2 and 1 right of it: no statement on the side that has values is made.
        "sign(sqrt(2*x+1))       @ undecided x = -1/2",
        "sign(x)                 @ jump x = 0, left -1, right 1",
        "heaviside(x)            @ jump x = 0, left 0, right 1",
        "sqrt(x)                 @ vertical_end x = 0",
        "x^(1/3)                 @ vertical x = 0",
        "cbrt(x)                 @ vertical x = 0",
        "sqrt(abs(x))            @ vertical x = 0",
        "asin(x)                 @ vertical_end x = -1; vertical_end x = 1",
        // (x − 1)√(x² − 1): near 1 it is √2·(x − 1)^(3/2), near −1 −2√2·√(−1 − x).
        "(x-1)*sqrt(x^2-1)       @ vertical_end x = -1; end x = 1, right 0",
        // arccos has the slope −1 at 0 and no derivative at ±1.
        "acos(abs(x))            @ vertical_end x = -1; kink x = 0, left 1, right -1; vertical_end x = 1",
        "x^2/x                   @ removable x = 0, left 1, right 1, value 0",
        "(x^2-1)/(x-1)           @ removable x = 1, left 1, right 1, value 2",
        // sin x / x = 1 − x²/6 + …
        "sin(x)/x                @ removable x = 0, left 0, right 0, value 1",
        "x/abs(x)                @ jump x = 0, left -1, right 1",
        // arctan(1/x) jumps by π at 0; −1/(1 + x²) does not.
        "atan(1/x)               @ jump x = 0, left -pi/2, right pi/2",
        "e^abs(x)                @ kink x = 0, left -1, right 1",
        "cos(abs(x))             @ differentiable x = 0, left 0, right 0",
        "abs(x)^3                @ differentiable x = 0, left 0, right 0",
        "abs(x^3-x-1)            @ undecided x^3 - x - 1 = 0",
        "floor(x)                @ may_jump sin(pi*x) = 0",
        "ln(x)                   @",
        "1/x                     @",
        "tan(x)                  @",
        "x*sqrt(x)               @",
        "1/(1+e^-x)              @",
        "a*abs(x-b)              @",
    })
    void points(String f, String points) {
        assertThat(points(ledger(f))).isEqualTo(points == null ? "" : points);
    }

    @Test
    void what_steps_assumed_beyond_the_domain_is_listed_with_the_step() {
        Ledger l = ledger("abs(x^2-1)");
        assertThat(all(l.assumed().stream().map(Ledger.Assumed::condition).toList())).isEqualTo("x != 1; x != -1");
        assertThat(l.sentences().get(2).fill(Expr::toString)).isEqualTo("Assumed on the way: $x != 1$, $x != -1$ (chain rule)");
        // By the domain of x²/x alone x is not 0; and for x·|x| it need not be assumed in the end.
        assertThat(ledger("x^2/x").assumed()).isEmpty();
        assertThat(ledger("x*abs(x)").assumed()).isEmpty();
    }

    @Test
    void assumptions_bound_what_is_said() {
        Ledger l = ledger(Ddx.standard().assuming("x > 0"), "abs(x) + abs(x-2)", 1);
        assertThat(all(l.function())).isEqualTo("x > 0");
        assertThat(points(l)).isEqualTo("kink x = 2, left 0, right 2");
    }

    @Test
    void a_function_of_several_variables_and_higher_orders_have_relations_only() {
        Ledger l = ledger("sqrt(x-a)");
        assertThat(all(l.function())).isEqualTo("x - a >= 0");
        assertThat(all(l.derivative())).isEqualTo("x - a > 0");
        assertThat(l.points()).isEmpty();
        assertThat(ledger(Ddx.standard(), "x^2*abs(x)", 2).points()).isEmpty();
    }

    @Test
    void complex_mode_has_none() {
        Ddx ddx = Ddx.standard().withComplex(true);
        Expr e = ddx.parse("ln(x)");
        assertThat(ddx.ledger(ddx.derivation(e, X, 1, null), e, X, 1)).isEmpty();
    }
}
