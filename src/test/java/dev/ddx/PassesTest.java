package dev.ddx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Sym;
import dev.ddx.rewrite.Passes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The two passes compute the functions and their derivatives, by numbers from central differences. */
class PassesTest {

    private static final Ddx DDX = Ddx.standard();

    @ParameterizedTest
    @ValueSource(strings = {"1/(1+e^(-x))", "x*tanh(ln(1+e^x))", "x^7 - 3*x^2 + 2/x^3", "sqrt(x^2+y^2)*sin(x*y)", "x^y", "atan2(x, y) + ln(x + y)",
            "piecewise(x^2, x > 1; x*y)", "2*pi*x - x + 1", "x^(3/2)/y - exp(-x*y)", "gelu(x)*y", "abs(x - 2*y)", "max(x, y)*x", "besselj(0, x)"})
    void agreeWithDifferences(String text) {
        Expr f = DDX.parse(text);
        List<Sym> variables = f.freeSymbols();
        Passes passes = DDX.passes(List.of(f), variables);
        Map<Sym, Double> at = new LinkedHashMap<>();
        variables.forEach(v -> at.put(v, 0.7 + 0.6 * at.size()));
        Map<Sym, Double> all = run(passes, at);
        assertThat(DDX.evaluate(passes.values().get(0), all)).isCloseTo(DDX.evaluate(f, at), within(1e-12));
        for (int i = 0; i < variables.size(); i++) {
            double h = 1e-5;
            Map<Sym, Double> right = new LinkedHashMap<>(at);
            right.merge(variables.get(i), h, Double::sum);
            Map<Sym, Double> left = new LinkedHashMap<>(at);
            left.merge(variables.get(i), -h, Double::sum);
            double expected = (DDX.evaluate(f, right) - DDX.evaluate(f, left)) / (2 * h);
            assertThat(DDX.evaluate(passes.derivatives().get(i), all)).as(text + " by " + variables.get(i)).isCloseTo(expected, within(1e-7));
        }
    }

    private static Map<Sym, Double> run(Passes passes, Map<Sym, Double> at) {
        Map<Sym, Double> all = new LinkedHashMap<>(at);
        passes.forward().forEach((name, line) -> all.put(name, DDX.evaluate(line, all)));
        passes.backward().forEach((name, line) -> all.put(name, DDX.evaluate(line, all)));
        return all;
    }

    @Test
    void aVectorOfFunctionsSharesWhatItHasInCommon() {
        Passes passes = DDX.passes(List.of(DDX.parse("x*e^(x*y)"), DDX.parse("y*e^(x*y)")), List.of(Sym.of("x"), Sym.of("y")));
        assertThat(passes.derivatives()).hasSize(4);
        assertThat(passes.forward().values().stream().filter(line -> line.toString().startsWith("exp("))).hasSize(1);
        assertThat(passes.unfold(passes.values().get(1))).hasToString("y*exp(x*y)");
    }
}
