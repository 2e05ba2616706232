package dev.ddx.calculus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ddx.Ddx;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Sym;
import dev.ddx.rewrite.Derivation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Integrals with variable limits, sums and products over an index: what is bound stays bound, and derivatives are right. */
class AccumulationsTest {

    private static final Sym X = Sym.of("x");
    private final Ddx ddx = Ddx.standard();

    private Expr read(String s) {
        return ddx.parse(s);
    }

    /** The values are those of src/test/python/accumulations.py, which differentiates numerically with mpmath. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "integral(sin(x*t)/t, t, x, x^2); 1.25; 0.62677114096995927",
        "int(exp(-t^2), t, x, x^2); 0.75; 0.52336217014831382",
        "integrate(sqrt(1 + x*t^3), t, 0, 2*x); 0.6; 3.0623396200068059",
        "integral(t^x, t, 1, 2); 1.5; 0.82331634963089468",
        "integral(cos(x*t), t, sin(x), 1); 0.4; -1.0332668823043939",
        "x*integral(ln(t), t, 1, x); 2.5; 3.0814536593707753",
        "sum(k*x^k, k, 1, 6); 0.7; 25.75102",
        "product(x + k, k, 1, 5); -0.5; 105.5625",
        "sum(sin(k*x)/k, k, 1, 4)^2; 0.3; 5.9271676388402314",
        "integral(sum(x^k*t^k, k, 0, 3), t, 0, x); 0.5; 1.5065104166666667",
    })
    void the_derivative_has_the_values_of_numerical_differentiation(String f, double at, double expected) {
        Derivation d = ddx.derivation(read(f), X, 1, null);
        assertThat(ddx.evaluate(d.result(), Map.of(X, at))).isCloseTo(expected, within(1e-6 * Math.max(1, Math.abs(expected))));
        assertThat(ddx.verify(d).accepted()).isTrue();
        Expr inBulk = ddx.differentiate(read(f), X, 1);
        assertThat(ddx.evaluate(inBulk, Map.of(X, at))).isCloseTo(expected, within(1e-6 * Math.max(1, Math.abs(expected))));
    }

    /** The integral of a step has a kink: no derivative there. */
    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {
        "integral(sign(t), t, -1, x)                @ sign(x)                    @ x != 0",
        "integral(heaviside(t - 1), t, 0, x^2)      @ 2*x*heaviside(x^2 - 1)     @ x != 1; x != -1",
        "integral(piecewise(0, t < 0; 1), t, -1, x) @ piecewise(0, x < 0; 1)     @ x != 0",
        "integral(ceil(t), t, x, 1)                 @ -ceil(x)                   @ sin(pi*x) != 0",
        "integral(floor(x)*t, t, 0, 1)              @ 0                          @ sin(pi*x) != 0",
        "integral(sign(t)*x, t, -1, 1)              @ integral(sign(t), t, -1, 1) @ ",
        "integral(abs(t - 1), t, 0, x)              @ abs(x - 1)                 @ ",
    })
    void a_limit_at_a_jump_of_the_integrand(String f, String derivative, String conditions) {
        Derivation d = ddx.derivation(read(f), X, 1, null);
        assertThat(d.result()).hasToString(derivative);
        assertThat(String.join("; ", d.conditions().stream().map(Expr::toString).toList())).isEqualTo(conditions == null ? "" : conditions);
        assertThat(ddx.verify(d).accepted()).isTrue();
    }

    /** The first is 1 − 2x between 0 and 1, so that its derivative is −2, and not the integral of 0. */
    @ParameterizedTest
    @ValueSource(strings = {"integral(sign(t - x), t, 0, 1)", "integral(piecewise(1, t < x; 0), t, 0, 1)", "integral(floor(t + x), t, 0, 1)"})
    void a_jump_that_moves_is_refused(String f) {
        assertThatThrownBy(() -> ddx.derivation(read(f), X, 1, null)).isInstanceOf(DdxException.class).hasMessageContaining("the integrand may jump");
        assertThatThrownBy(() -> ddx.differentiate(read(f), X, 1)).isInstanceOf(DdxException.class).hasMessageContaining("the integrand may jump");
    }

    @Test
    void a_symbolic_number_of_terms_stays() {
        assertThat(ddx.toLatex(ddx.derivation(read("sum(k*x^k, k, 1, n)"), X, 1, null).result())).isEqualTo("\\sum_{k=1}^{n} k^2x^{k-1}");
        assertThat(ddx.toLatex(read("integral(t+1, t, a, x^2)"))).isEqualTo("\\int_{a}^{x^2} (t+1)\\,dt");
        assertThat(ddx.toLatex(read("2*product(x+k, k, 1, n)"))).isEqualTo("2\\cdot\\prod_{k=1}^{n} (x+k)");
        assertThat(ddx.toLatex(read("integral(diff(sin(x*t), x), t, 0, 1)"))).contains("\\frac{\\partial}{\\partial x}");
    }

    @Test
    void a_bound_variable_is_not_the_one_outside() {
        assertThat(read("sum(k*j, k, 1, n)").freeSymbols()).containsExactlyInAnyOrder(Sym.of("j"), Sym.of("n"));
        assertThat(read("integral(x, x, 0, x)").dependsOn(X)).isTrue();
        assertThat(read("integral(x, x, 0, 1)").dependsOn(X)).isFalse();
        assertThat(read("integral(x*y, x, 0, 1)").isConstant()).isFalse();
        assertThat(read("integral(x, x, 0, 1)").isConstant()).isTrue();
        Expr put = read("sum(k*j, k, 1, n)").substitute(s -> s.equals(Sym.of("j")) ? Sym.of("k") : null);
        assertThat(put.freeSymbols()).contains(Sym.of("k"));
        assertThat(ddx.evaluate(put, Map.of(Sym.of("k"), 5.0, Sym.of("n"), 3.0))).isEqualTo(30);
        Expr only = read("k + sum(k, k, 1, 3)").substitute(s -> s.equals(Sym.of("k")) ? read("10") : null);
        assertThat(ddx.evaluate(only, Map.of())).isEqualTo(16);
        assertThat(ddx.differentiate(read("integral(x*y, x, 0, x)"), X, 1).toString()).isEqualTo("x*y");
    }

    @Test
    void names_of_bound_variables_do_not_count() {
        assertThat(ddx.equal(read("integral(sin(t)^2 + cos(t)^2, t, 0, x)"), read("integral(1, u, 0, x)")).isZero()).isTrue();
        assertThat(ddx.equal(read("sum(sum(j*k, j, 1, k), k, 1, n)"), read("sum(sum(a*b, a, 1, b), b, 1, n)")).isZero()).isTrue();
        assertThat(ddx.equal(read("sum(k, k, 1, 10)"), read("55")).isZero()).isTrue();
        assertThat(ddx.equal(read("sum(sum(j*k, j, 1, k), k, 1, n)"), read("sum(sum(a*b, b, 1, a), b, 1, n)")).isZero()).isFalse();
    }

    @Test
    void assumptions_are_about_the_symbol_outside() {
        Ddx positive = ddx.assuming("t > 0");
        assertThat(positive.evaluate(positive.simplify(read("integral(abs(t), t, -1, 1)")), Map.of())).isCloseTo(1, within(1e-8));
    }

    @Test
    void what_is_printed_is_read_again() {
        for (String s : new String[] {"integral(sin(x*t)/t, t, x, x^2)", "sum(k*x^k, k, 1, n)", "product(x + k, k, 1, n)", "integral(exp(-t^2), t, -oo, oo)"}) {
            assertThat(read(read(s).toString())).isEqualTo(read(s));
        }
        assertThat(read("sum(k^2, k = 1, n)")).isEqualTo(read("sum(k^2, k, 1, n)"));
        assertThat(read("int(t, t, 0, 1)")).isEqualTo(read("integrate(t, t, 0, 1)"));
        assertThat(read("sum + 1").freeSymbols()).containsExactly(Sym.of("sum"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sum(x^k/k!, k, 0, oo)", "integral(exp(-x*t), t, 0, oo)", "sum(x^k, k, 1, x)", "product(k, k, 1, x)"})
    void what_cannot_be_justified_is_refused(String f) {
        assertThatThrownBy(() -> ddx.derivation(read(f), X, 1, null)).isInstanceOf(DdxException.class)
                .extracting(e -> ((DdxException) e).kind()).isEqualTo(DdxException.Kind.NOT_DIFFERENTIABLE);
        assertThatThrownBy(() -> ddx.differentiate(read(f), X, 1)).isInstanceOf(DdxException.class)
                .extracting(e -> ((DdxException) e).kind()).isEqualTo(DdxException.Kind.NOT_DIFFERENTIABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"int(t, t)", "sum(k, 1, 3)", "sum(k, 2, 1, 3)", "integral(t = 1, t, 0, 1)", "product()", "sum(1, 2, 3, 4, 5)", "sum(k, k, 1, 3/2)", "product(k, k, 0.5, n)"})
    void what_is_not_a_sum_is_said(String s) {
        assertThatThrownBy(() -> read(s)).isInstanceOf(DdxException.class);
    }

    /** Values by mpmath: quad with points at the kink and the ends. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "integral(exp(-t^2), t, 0, 1); 0.746824132812427",
        "integral(1/sqrt(t), t, 0, 2); 2.828427124746190",
        "integral(abs(t - 1/3), t, 0, 2); 1.444444444444444",
        "integral(1/(1+t^2), t, 0, oo); 1.570796326794897",
        "sum(1/k, k, 1, 10); 2.928968253968254",
        "product(k, k, 1, 12); 479001600",
        "sum(k, k, 3, 1); 0",
        "product(k, k, 3, 1); 1",
    })
    void values_in_double_precision(String f, double expected) {
        assertThat(ddx.evaluate(read(f), Map.of())).isCloseTo(expected, within(1e-8 * Math.max(1, Math.abs(expected))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"integral(1/t, t, -1, 1)", "integral(1/t, t, -1, 2)", "integral(1/t, t, 0, 1)", "integral(1/(t-1)^2, t, 0, 2)", "sum(1/k, k, -1, 1)", "integral(ln(t), t, -1, 1)"})
    void what_does_not_converge_has_no_value(String f) {
        assertThat(ddx.evaluate(read(f), Map.of())).isNaN();
    }

    /** A sum of what does not change is as many times that, however many; other long sums are not computed, and nothing is said about them. */
    @Test
    void longSums() {
        assertThat(ddx.equal(read("sum(sum(a, k, 1, 10^30), k, 1, 10^30)"), read("10^60*a")).isZero()).isTrue();
        assertThat(ddx.equal(read("product(a, k, 3, 10^9 + 2)"), read("a^(10^9)")).isZero()).isTrue();
        assertThat(ddx.equal(read("sum(k*a, k, 1, 10^9)"), read("10^9*a")).isZero()).isFalse();
        assertThat(ddx.evaluate(read("sum(2/3, k, 1, 3*10^9)"), Map.of(), 20).orElseThrow().toString(true)).isEqualTo("2000000000");
        assertThatThrownBy(() -> ddx.evaluate(read("sum(1/k, k, 1, 10^9)"), Map.of(), 20))
                .isInstanceOfSatisfying(DdxException.class, e -> assertThat(e.kind()).isEqualTo(DdxException.Kind.LIMIT));
        for (String f : List.of("sum(sum(a, k, 1, 100!), k, 1, 100!)", "sum(sin(k), k, 1, 100!)", "sum(k*x, k, 1, 100!)")) {
            assertThat(ddx.verify(ddx.derivation(read(f), X, 1, null)).failed()).as(f).isEmpty();
        }
    }

    @Test
    void values_to_many_digits() {
        // The last line of src/test/python/accumulations.py.
        assertThat(ddx.evaluate(read("integral(exp(-t^2), t, 0, 1)"), Map.of(), 25).orElseThrow().toString(true)).startsWith("0.746824132812427025399467");
        assertThat(ddx.evaluate(read("sum(1/k^3, k, 1, 100)"), Map.of(), 25).orElseThrow().toString(true)).startsWith("1.20200740065967");
    }
}
