package dev.ddx.calculus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ddx.Ddx;
import dev.ddx.expr.Call;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Derivative;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.Sym;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Rule;
import dev.ddx.rewrite.Step;
import dev.ddx.verify.Oracle;
import dev.ddx.verify.Verification;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplanationsTest {

    private static final Ddx DDX = Ddx.standard();

    private static Verification verified(Explanation e) {
        return DDX.with(e).verify(e.derivation());
    }

    private static Set<String> rules(Derivation d) {
        Set<String> out = new HashSet<>();
        for (Step s : d.steps()) {
            out.add(s.rule());
            s.sides().forEach(side -> out.addAll(rules(side)));
        }
        return out;
    }

    /** From Stewart, Calculus, chapters 2 and 3. */
    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {
        "constant @ diff(c, x) = 0",
        "sum @ diff(u(x) + v(x), x) = u'(x) + v'(x)",
        "constant-multiple @ diff(c*u(x), x) = c*u'(x)",
        "product-rule @ diff(u(x)*v(x), x) = u'(x)*v(x) + u(x)*v'(x)",
        "quotient-rule @ diff(u(x)/v(x), x) = (u'(x)*v(x) - u(x)*v'(x))/v(x)^2",
        "chain-rule @ diff(f(g(x)), x) = f'(g(x))*g'(x)",
        "power @ diff(x^n, x) = n*x^(n - 1)",
        "power-real @ diff(x^n, x) = n*x^(n - 1)",
        "root @ diff(sqrt(x), x) = 1/(2*sqrt(x))",
        "exponential @ diff(exp(x), x) = exp(x)",
        "exponential-base @ diff(a^x, x) = a^x*ln(a)",
        "asin @ diff(asin(x), x) = 1/sqrt(1 - x^2)",
        "acos @ diff(acos(x), x) = -1/sqrt(1 - x^2)",
        "arctan @ diff(atan(x), x) = 1/(1 + x^2)",
        "tan @ diff(tan(x), x) = sec(x)^2",
        "sec @ diff(sec(x), x) = sec(x)*tan(x)",
        "sinh @ diff(sinh(x), x) = cosh(x)",
        "ln @ diff(ln(x), x) = 1/x",
        "sin @ diff(sin(x), x) = cos(x)",
    })
    void says_what_a_book_says(String name, String statement) {
        assertThat(DDX.explain(name).statement()).hasToString(statement);
    }

    /** What comes from the theory of integrals and finite sums is not derived. */
    private static final List<String> OF_ACCUMULATIONS = List.of("fundamental-theorem", "under-integral", "moving-limits", "upper-limit", "lower-limit", "leibniz", "leibniz-upper",
            "leibniz-lower", "sum-termwise", "product-termwise");

    @TestFactory
    Stream<DynamicTest> every_rule_has_a_derivation_without_itself() {
        Set<String> differentiation = new HashSet<>(StandardLibrary.standard().rules("differentiation").stream().map(Rule::name).toList());
        List<String> byOthers = List.of("power-real", "chain-power", "reciprocal-power", "chain-reciprocal-power", "logarithm-absolute", "chain-logarithm-absolute", "logarithmic");
        assertThat(DDX.explainedRules()).containsAll(differentiation.stream().filter(r -> !r.equals("function") && !OF_ACCUMULATIONS.contains(r)).toList()).doesNotContainAnyElementsOf(OF_ACCUMULATIONS);
        return DDX.explainedRules().stream().map(name -> DynamicTest.dynamicTest(name, () -> {
            Explanation e = DDX.explain(name);
            assertThat(verified(e).steps().stream().filter(s -> !s.verdict().accepted()).toList()).isEmpty();
            if (byOthers.contains(name)) {
                assertThat(rules(e.derivation())).doesNotContain(name.equals("logarithmic") ? "lemma" : name, name.equals("power-real") ? "power" : "lemma");
            } else {
                assertThat(rules(e.derivation())).contains("definition").doesNotContainAnyElementsOf(differentiation);
            }
        }));
    }

    @TestFactory
    Stream<DynamicTest> every_function_has_one_or_its_source() {
        Oracle oracle = new Oracle(DDX.functions());
        return DDX.functions().all().stream().filter(f -> f.arity() == 1 && (f.isDefinition() || f.derivatives().get(0) != null)).map(f -> DynamicTest.dynamicTest(f.name(), () -> {
            Explanation e = DDX.explain(f.name());
            assertThat(verified(e).steps().stream().filter(s -> !s.verdict().accepted()).toList()).isEmpty();
            assertThat(e.derivation().steps()).isNotEmpty();
            Sym x = ((Derivative) e.statement().left()).variables().get(0);
            int compared = 0;
            for (double v : new double[] {-2.3, -0.6, 0.4, 1.7}) {
                Map<Sym, Double> at = Map.of(x, v);
                double expected = oracle.value(Derivative.of(Call.of(f.name(), x), x), at);
                if (!Double.isNaN(expected) && e.derivation().conditions().stream().allMatch(r -> oracle.holds(r, at))) {
                    compared++;
                    double found = oracle.value(e.derivation().result(), at);
                    assertThat(found).as(f.name() + " " + e.statement()).isCloseTo(expected, org.assertj.core.data.Offset.offset(1e-5 * Math.max(1, Math.abs(expected))));
                }
            }
            assertThat(compared > 0 || isSpecial(f)).as(f.name()).isTrue();
        }));
    }

    /** Those of which the oracle knows no values. */
    private static boolean isSpecial(FunctionDeclaration f) {
        return f.source() != null && !f.source().startsWith("DLMF 4.") || Set.of("gelu", "sinc", "erfi", "floor", "ceil", "mish", "LambertW").contains(f.name());
    }

    @TestFactory
    Stream<DynamicTest> a_derivation_of_an_inverse_does_not_use_the_table() {
        return Stream.of("asin", "acos", "atan", "asinh", "acosh", "atanh").map(name -> DynamicTest.dynamicTest(name, () -> {
            Explanation e = DDX.explain(name);
            assertThat(rules(e.derivation())).contains("inverse", "divide-both-sides").doesNotContain("function");
            assertThat(e.source()).isNull();
        }));
    }

    @Test
    void what_is_not_derived_has_its_source() {
        assertThat(DDX.explain("besselj").source()).isEqualTo("DLMF 10.6.1");
        assertThat(DDX.explain("gamma").source()).isEqualTo("DLMF 5.2.2");
    }

    @Test
    void another_name_is_refused() {
        assertThatThrownBy(() -> DDX.explain("nosuch")).isInstanceOfSatisfying(DdxException.class, e -> {
            assertThat(e.kind()).isEqualTo(DdxException.Kind.USAGE);
            assertThat(e.getMessage()).contains("nosuch").contains("ddx explain");
        });
    }

    @Test
    void a_definition_of_the_user_does_not_stand_in_a_rule() {
        Expr proved = DDX.define("u(x) = x^2").explain("product").statement();
        assertThat(proved).isEqualTo(DDX.explain("product").statement());
    }
}
