package dev.ddx.calculus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ddx.Ddx;
import dev.ddx.expr.Call;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Derivative;
import dev.ddx.expr.EvaluatedAt;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Limit;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Relation;
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
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirstPrinciplesTest {

    private static final Sym X = Sym.of("x");
    private static final Ddx DDX = Ddx.standard().withFunction("u").withFunction("v");
    /** Where lines with unknown functions are compared. */
    private static final Ddx CONCRETE = Ddx.standard().define("u(x) = sin(x) + 2*x").define("v(x) = x^2 + x + 1");
    private static final double[] POINTS = {-1.3, -0.4, 0.7, 1.9};

    private static Derivation derive(String text) {
        Expr f = DDX.parse(text);
        Differentiation d = new Differentiation(StandardLibrary.standard(), DDX.facts(), Limits.DEFAULT);
        return new FirstPrinciples(d, StandardLibrary.standard(), f, X).derive(f);
    }

    private static Expr concrete(Expr e) {
        return e.mapBottomUp(node -> {
            if (!(node instanceof Call c) || !c.isDerivative()) {
                return node;
            }
            Sym w = Sym.of("w");
            return EvaluatedAt.of(Derivative.of(Call.of(c.name(), w), w), w, c.argument());
        });
    }

    private static void checkLines(Derivation d, Sym variable) {
        Oracle oracle = new Oracle(CONCRETE.functions());
        int compared = 0;
        for (double x : POINTS) {
            Map<Sym, Double> at = Map.of(variable, x);
            double expected = oracle.value(concrete(d.start()), at);
            if (Double.isNaN(expected) || !d.conditions().stream().allMatch(r -> oracle.holds(r, at))) {
                continue;
            }
            compared++;
            for (Step s : d.steps()) {
                assertThat(oracle.value(concrete(s.after()), at)).as(s.after() + " at " + x).isCloseTo(expected,
                        org.assertj.core.data.Offset.offset(1e-5 * Math.max(1, Math.abs(expected))));
            }
        }
        assertThat(compared).isPositive();
        for (Step s : d.steps()) {
            for (Derivation side : s.sides()) {
                checkLines(side, side.start() instanceof Derivative e ? e.variables().get(0) : variable);
            }
        }
    }

    private static Set<String> rules(Derivation d) {
        Set<String> out = new HashSet<>();
        for (Step s : d.steps()) {
            out.add(s.rule());
            s.sides().forEach(side -> out.addAll(rules(side)));
        }
        return out;
    }

    /** Polynomials, roots, fractions, exponentials, logarithms and waves of linear arguments, and what is made of them. */
    @ParameterizedTest
    @ValueSource(strings = {"7", "x", "x^2", "x^5", "2*x^3-5*x+1", "(x+1)^2", "(x-2)*(x^2+1)", "-x^2", "x^2/3", "sqrt(x)", "sqrt(2*x+1)",
        "sqrt(x^2+1)", "x^(1/3)", "x^(2/3)", "x^(3/2)", "1/sqrt(x)", "x^(-1/3)", "1/x", "5/x^3", "x^(-2)", "1/(x^2+1)", "x/(x+1)", "(2*x-1)/(x^2+3)",
        "e^x", "e^(3*x)", "e^(-x)", "2^x", "3^(2*x+1)", "ln(x)", "ln(2*x+1)", "log(x,10)", "sin(x)", "cos(x)", "sin(2*x)", "cos(3*x+1)", "sin(pi*x/2)",
        "3*sin(x)+x", "2*e^x-3*cos(x)+x^2-1", "ln(x)/2-4/x", "x^2*sin(x)", "x*e^x", "sin(x)/x", "tan(x)", "sin(x^2)", "sin(x)^2", "e^(-x^2)", "sqrt(sin(x)+2)",
        "ln(x^2+1)", "sinh(x)", "cosh(x)", "tanh(x)", "x^x", "sigma(x)", "x^2*e^x*sin(x)", "cos(sin(x))",
        "u(x)+v(x)", "3*u(x)", "u(x)*v(x)", "u(x)/v(x)", "1/v(x)", "u(v(x))", "u(x)^2", "u(2*x)", "x*u(x)"})
    void every_line_is_right_and_no_rule_of_differentiation_is_used(String f) {
        Derivation d = derive(f);
        Verification v = DDX.verify(d);
        assertThat(v.steps().stream().filter(s -> !s.verdict().accepted()).toList()).isEmpty();
        checkLines(d, X);
        Set<String> differentiation = StandardLibrary.standard().rules("differentiation").stream().map(Rule::name).collect(Collectors.toSet());
        assertThat(rules(d)).doesNotContainAnyElementsOf(differentiation).contains("definition");
        assertThat(d.result().subexpressions()).noneMatch(e -> e instanceof Limit || e instanceof Derivative);
        for (Relation r : d.conditions()) {
            assertThat(r.freeSymbols()).as("conditions are about x").isSubsetOf(X);
        }
    }

    /** By hand. */
    @Test
    void the_square_is_derived_as_at_school() {
        assertThat(derive("x^2").steps()).filteredOn(s -> s.shownFrom() <= Trace.NORMAL).extracting(s -> s.after().toString()).containsExactly(
                "limit(((x + h)^2 - x^2)/h, h, 0)", "limit((x^2 + 2*x*h + h^2 - x^2)/h, h, 0)", "limit((2*x*h + h^2)/h, h, 0)",
                "limit(2*x + h, h, 0)", "2*x");
    }

    /** By hand. */
    @Test
    void the_product_rule_is_proved_by_adding_and_subtracting() {
        assertThat(derive("u(x)*v(x)").steps()).filteredOn(s -> s.shownFrom() <= Trace.NORMAL).extracting(s -> s.after().toString()).containsExactly(
                "limit((u(x + h)*v(x + h) - u(x)*v(x))/h, h, 0)",
                "limit((u(x + h)*v(x + h) - u(x)*v(x + h) + u(x)*v(x + h) - u(x)*v(x))/h, h, 0)",
                "limit((u(x + h) - u(x))/h*v(x + h) + u(x)*((v(x + h) - v(x))/h), h, 0)",
                "limit((u(x + h) - u(x))/h, h, 0)*limit(v(x + h), h, 0) + u(x)*limit((v(x + h) - v(x))/h, h, 0)",
                "limit((u(x + h) - u(x))/h, h, 0)*v(x) + u(x)*limit((v(x + h) - v(x))/h, h, 0)",
                "u'(x)*v(x) + u(x)*v'(x)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abs(x)", "asin(x)", "gamma(x)", "floor(x)", "x*besselj(0,x)"})
    void what_has_no_such_limit_here_is_refused(String f) {
        assertThatThrownBy(() -> derive(f)).isInstanceOfSatisfying(DdxException.class, e -> {
            assertThat(e.kind()).isEqualTo(DdxException.Kind.USAGE);
            assertThat(e.getMessage()).contains("powers, roots, exponentials").contains("--method");
        });
    }

    /** By hand: a constant denominator that is a sum stays as it is. */
    @Test
    void a_denominator_without_the_variable_may_be_a_sum() {
        Derivation d = derive("(x^2 + x)/(1 - a)");
        assertThat(DDX.verify(d).accepted()).isTrue();
        assertThat(DDX.equal(d.result(), DDX.parse("(2*x + 1)/(1 - a)")).isZero()).isTrue();
    }

    @Test
    void a_variable_named_h_is_not_taken_for_the_increment() {
        assertThat(derive("h*x^2").result()).hasToString("2*h*x");
    }
}
