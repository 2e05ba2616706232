package dev.ddx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Sym;
import dev.ddx.rewrite.Passes;
import dev.ddx.rewrite.SuperiorJacobian;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several derivatives as a forward and a backward pass: operations as one writes them by hand, values by differences. */
class SuperiorJacobianTest {

    private static final Ddx DDX = Ddx.standard();

    private static List<Expr> functions(String text) {
        return DDX.readList(text, Set.of("x", "y", "z"), false).expressions();
    }

    private static List<Sym> variables(String names) {
        List<Sym> out = new ArrayList<>();
        for (String name : names.split(",")) {
            out.add(Sym.of(name));
        }
        return out;
    }

    /**
     * By hand: softmax has three products y_i·y_j, their negatives, and two more sums and two operations for one of the diagonal;
     * log-sum-exp three quotients; the norm x/n; polar coordinates what is there, once negated; a network g = 1 − y², g·w_2·(1 − t²).
     */
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"softmax(x, y, z);x,y,z;10", "logsumexp(x, y, z);x,y,z;3", "norm(x, y, z);x,y,z;3", "r*cos(t), r*sin(t);r,t;1",
        "sqrt(x^2 + y^2), atan2(y, x);x,y;5", "tanh(u*tanh(v*x + b) + c);v,b,u,c,x;9", "(1-x)^2 + 100*(y-x^2)^2;x,y;6", "t*cos(t), t*sin(t), t^2;t;3"})
    void few_operations_and_each_derivative_is_certified(String text, String names, int operations) {
        List<Expr> functions = functions(text);
        List<Sym> variables = variables(names);
        SuperiorJacobian s = DDX.superior(functions, variables, Map.of());
        assertThat(s.searched()).isTrue();
        assertThat(s.fewest().isProved() && s.stable().isProved()).isTrue();
        assertThat(s.fewest().passes().further().calls()).isZero();
        assertThat(s.fewest().passes().further().operations()).isLessThanOrEqualTo(operations);
        assertThat(s.fewest().passes().further().weighted()).isLessThan(s.single().weighted());
        assertThat(s.stable().error()).isLessThanOrEqualTo(s.fewest().error());
        assertThat(DDX.verify(s.exposition()).failed()).isEmpty();
        assertThat(DDX.verify(s.exposition()).unchecked()).isEmpty();
        assertThat(s.exposition().derivations()).hasSize((int) s.stable().entries().stream().filter(e -> e.derivation() != null).count());
        for (SuperiorJacobian.Form form : List.of(s.fewest(), s.stable())) {
            agreesWithDifferences(functions, variables, form.passes());
        }
    }

    private static void agreesWithDifferences(List<Expr> functions, List<Sym> variables, Passes passes) {
        Map<Sym, Double> at = new LinkedHashMap<>();
        variables.forEach(v -> at.put(v, 0.3 + 0.2 * at.size()));
        Map<Sym, Double> all = new LinkedHashMap<>(at);
        passes.forward().forEach((name, line) -> all.put(name, DDX.evaluate(line, all)));
        passes.backward().forEach((name, line) -> all.put(name, DDX.evaluate(line, all)));
        double h = 1e-5;
        for (int i = 0; i < functions.size(); i++) {
            assertThat(DDX.evaluate(passes.values().get(i), all)).isCloseTo(DDX.evaluate(functions.get(i), at), within(1e-12));
            for (int j = 0; j < variables.size(); j++) {
                Map<Sym, Double> right = new LinkedHashMap<>(at);
                right.merge(variables.get(j), h, Double::sum);
                Map<Sym, Double> left = new LinkedHashMap<>(at);
                left.merge(variables.get(j), -h, Double::sum);
                double expected = (DDX.evaluate(functions.get(i), right) - DDX.evaluate(functions.get(i), left)) / (2 * h);
                assertThat(DDX.evaluate(passes.derivatives().get(i * variables.size() + j), all)).as(functions.get(i) + " by " + variables.get(j))
                        .isCloseTo(expected, within(1e-7));
            }
        }
    }

    /** 1/cosh² of the inner argument is T/sinh² · …, which has no value where that is 0. */
    @Test
    void the_stable_program_has_values_where_symbols_are_0() {
        List<Sym> variables = variables("v,b,u,c,x");
        Passes p = DDX.superior(functions("tanh(u*tanh(v*x + b) + c)"), variables, Map.of()).stable().passes();
        Map<Sym, Double> all = new LinkedHashMap<>();
        variables.forEach(s -> all.put(s, 0.0));
        all.put(Sym.of("u"), 1.0);
        p.forward().forEach((name, line) -> all.put(name, DDX.evaluate(line, all)));
        p.backward().forEach((name, line) -> all.put(name, DDX.evaluate(line, all)));
        // By b and by c it is 1, else 0.
        assertThat(p.derivatives().stream().map(d -> DDX.evaluate(d, all)).toList()).usingElementComparator((a, b) -> Math.abs(a - b) < 1e-15 ? 0 : 1)
                .containsExactly(0.0, 1.0, 0.0, 1.0, 0.0);
    }

    @Test
    void a_large_function_is_differentiated_without_a_search() {
        StringBuilder product = new StringBuilder("sin(x_1)");
        for (int i = 2; i <= 120; i++) {
            product.append("*sin(x_").append(i).append(')');
        }
        Expr f = DDX.parse(product.toString());
        SuperiorJacobian s = DDX.superior(List.of(f), List.of(), Map.of());
        assertThat(s.searched()).isFalse();
        assertThat(s.isOneForm()).isTrue();
        agreesWithDifferences(List.of(f), s.variables(), s.fewest().passes());
    }

    @Test
    void what_cannot_be_is_said() {
        assertThatThrownBy(() -> DDX.superior(functions("1, 2"), List.of(), Map.of())).isInstanceOf(DdxException.class).hasMessageContaining("no symbol");
        assertThatThrownBy(() -> DDX.superior(functions("x*y"), variables("x,x"), Map.of())).isInstanceOf(DdxException.class).hasMessageContaining("twice");
    }
}
