package dev.ddx.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ddx.Ddx;
import dev.ddx.expr.Call;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Step;
import dev.ddx.verify.core.Domain;
import dev.ddx.verify.core.FormalDerivative;
import dev.ddx.verify.core.Points;
import dev.ddx.verify.core.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apfloat.Apfloat;
import org.apfloat.ApfloatMath;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerifierTest {

    private static final Ddx DDX = Ddx.standard().withFunction("f").withFunction("g");

    private static Expr read(String text) {
        return DDX.read(text, Set.of("x", "y", "a"), true).expression();
    }

    private static Derivation lines(String conditions, String... lines) {
        List<Step> steps = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            List<Relation> given = i > 1 || conditions.isEmpty() ? List.of()
                    : Arrays.stream(conditions.split(",")).map(c -> (Relation) read(c)).toList();
            steps.add(new Step("by hand", List.of(), read(lines[i - 1]), read(lines[i]), Reason.of("By hand"), given, List.of(), 0));
        }
        return new Derivation(read(lines[0]), steps);
    }

    private static Verdict verdict(String before, String after, String conditions) {
        return DDX.verify(lines(conditions == null ? "" : conditions, before, after)).steps().get(0).verdict();
    }

    /** By textbook identities and rules of differentiation. */
    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {
        "d/dx (x^2*sin(x)) @ 2*x*sin(x) + x^2*cos(x) @",
        "diff(x^4, x, 3) @ 24*x @",
        "diff(x^3*y^2, x, y) @ 6*x^2*y @",
        "diff(f(x)*g(x), x) @ f'(x)*g(x) + f(x)*g'(x) @",
        "diff(f(g(x)), x) @ f'(g(x))*g'(x) @",
        "diff(f(x)/x, x, 2) @ f''(x)/x - 2*f'(x)/x^2 + 2*f(x)/x^3 @",
        "at(diff(x^3, x), x = 2) @ 12 @",
        "diff(piecewise(x^2, x > 0; -x, x <= 0), x) @ piecewise(2*x, x > 0; -1, x < 0) @ x != 0",
        "ln(x^2) @ 2*ln(x) @ x > 0",
        "sqrt(x^2) @ x @ x >= 0",
        "diff(gamma(a), x) @ 0 @ 1/gamma(a) != 0",
        "diff(digamma(cos(a)), x) @ 0 @ 1/gamma(cos(a)) != 0",
        "diff(Ei(a - 2), x) @ 0 @ a != 2",
        "diff(erf(a)*Si(a)*floor(a), x) @ 0 @",
        "diff(relu(x), x) @ piecewise(1, x > 0; 0) @ x != 0",
        "diff(max(2, x^2), x, 2) @ piecewise(0, 2 > x^2; 2, 2 < x^2) @ x^2 != 2",
        "diff(max(exp(x), x), x, 2) @ exp(x) @ exp(x) > x",
        "diff(piecewise(1, a > 0; 0), x) @ 0 @",
        "piecewise(softplus(-0), x > 3; factorial(100)) @ piecewise(softplus(0), x > 3; factorial(100)) @",
        "diff(piecewise(integral(t^n, t, 0, oo), x > 1; 3), x) @ 0 @ x != 1, n > 3",
        "diff(piecewise(integral(t, t, 0, oo), x > 1; 3), x) @ 0 @ x != 1",
        "x/x @ 1 @ x != 0",
        "(x^2-1)/(x-1) @ x + 1 @ x != 1",
        "diff(ln(x), x) @ 1/x @ x > 0",
        "sin(2x) @ 2*sin(x)*cos(x) @",
        "acos(x) + asin(x) @ pi/2 @ -1 <= x <= 1",
        "diff(abs(x), x) @ x/abs(x) @",
        "diff(sign(x), x) @ 0 @ x != 0",
        "diff(tanh(x), x) @ 1 - tanh(x)^2 @",
        "diff(sigma(x), x) @ sigma(x)*(1 - sigma(x)) @",
        "diff(x^2, x) @ limit(((x+h)^2 - x^2)/h, h, 0) @",
        "limit(2*x + h, h, 0) @ 2*x @",
        "limit((sqrt(x+h) - sqrt(x))/h, h, 0) @ 1/(2*sqrt(x)) @",
        "limit(sin(h)/h, h, 0) @ 1 @",
        "limit((1 - cos(x))/x^2, x, 0) @ 1/2 @",
        "limit((e^h - 1)/h, h, 0)*e^x @ e^x @",
        "limit((x^2 - 9)/(x - 3), x, 3) @ 6 @",
        "limit((f(x+h) - f(x))/h, h, 0) @ f'(x) @",
        "limit(1/h - 1/(h + h^2), h, 0) @ 1 @",
        "limit(piecewise((f(x+h) - f(x))/h, x > 0; f'(x)), h, 0) @ f'(x) @",
    })
    void what_is_right_is_accepted(String before, String after, String conditions) {
        assertThat(verdict(before, after, conditions).accepted()).as(verdict(before, after, conditions).describe()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {
        "d/dx (x^2*sin(x)) @ 2*x*cos(x) @ values differ",
        "diff(x^4, x, 3) @ 12*x^2 @ values differ",
        "diff(x^3*y^2, x, y) @ 6*x*y^2 @ values differ",
        "limit(2*x + h, h, 0) @ 3*x @ values differ",
        "limit(2*x + h, h, 0) @ limit((2*x + h)/h, h, 0) @ not defined",
        "limit(2*x + h, h, 0) @ 2*x + h @ values differ",
        "x*limit(sin(2*h)/h, h, 0) @ x @ values differ",
        "x*limit((cos(h) - 1)/h, h, 0) @ x @ values differ",
        "limit((f(x+h) - f(x))/h, h, 0) @ f'(x) + 1 @ values differ",
        "diff(f(x)*g(x), x) @ f'(x)*g'(x) @ values differ",
        "diff(f(g(x)), x) @ f'(g(x)) @ values differ",
        "diff(sqrt(1+sqrt(x)), x) @ 1/(4*sqrt(x)*sqrt(1+x)) @ values differ",
        "ln(x^2) @ 2*ln(x) @ not defined where the one before it is",
        "sqrt(x^2) @ x @ values differ",
        "x/x @ 1 @ divides by zero",
        "(x^2-1)/(x-1) @ x + 1 @ divides by zero",
        "(x^3-2*x+5)/(x^3-2*x+5) @ 1 @ divides by zero",
        "diff(ln(x), x) @ 1/x @ no condition says so",
        "exp(ln(x)) @ x @ no condition says so",
        "sqrt(x)^2 @ x @ no condition says so",
        "diff(piecewise(x^2, x > 0; -x, x <= 0), x) @ piecewise(2*x, x > 0; 1, x < 0) @ values differ",
        "piecewise(1, x^2 > 2; 0, x^2 <= 2) @ piecewise(1, x^2 > 2.001; 0, x^2 <= 2.001) @ values differ",
        "sqrt(x) + x/sqrt(x) @ 2*sqrt(x) @ divides by zero",
        "(sqrt(1 + x)/(2*sqrt(x)) + sqrt(x)/(2*sqrt(1 + x)))/4 + (3/2*sqrt(x)*sqrt(1 + x) + x^(3/2)/(2*sqrt(1 + x)))/2 - 1/(8*sqrt(x)*sqrt(1 + x)) @ sqrt(x)*sqrt(1 + x) @ divides by zero",
        "a*sqrt(a - b*x)/a @ sqrt(a - b*x) @ divides by zero",
        "diff(ln(atan(a*a)), x) @ 0 @ takes its logarithm",
        "diff(max(sqrt(x^2), x), x) @ piecewise(x/sqrt(x^2), sqrt(x^2) > x; 1, sqrt(x^2) < x) @ not defined where",
        "piecewise(1, x > a; 1, x < a) @ 1 @ no condition says so",
        "diff(gamma(a)^3, x) @ 0 @ another pole",
        "diff(ln(lngamma(x)), x) @ digamma(x)/lngamma(x) @ defined where the one before it is not",
        "2*piecewise(1, sin(x) > lngamma(x); 0) @ 4*piecewise(1, sin(x) > lngamma(x); 0) @ values differ",
        "piecewise(1, 1/x - 3 > x + 2; 0, 1/x - 3 < x + 2) @ piecewise(1, 1/x - 3 > x + 3; 0, 1/x - 3 < x + 2) @ not defined where",
        "(2/max(1/x, 3))^2*piecewise(1, 1/x > 3; 0) @ (2/max(1/x, 4))^2*piecewise(1, 1/x > 3; 0) @ values differ",
        "4*a*x^3*piecewise(1, x^4*a > x*atanh(x); 0) @ 5*a*x^3*piecewise(1, x^4*a > x*atanh(x); 0) @ values differ",
        "diff(digamma(cos(a)), x) @ 0 @ another pole",
        "diff(Ei(a - 2), x) @ 0 @ another pole",
        "diff(relu(x), x) @ piecewise(1, x > 0; 0) @ divides by zero",
        "diff(piecewise(1, x^2 > 2; 0), x) @ 0 @ divides by zero",
        "sin(x) + 1e-30*0 + x/10000000000000000000000000000000 @ sin(x) @ values differ",
    })
    void what_is_wrong_is_rejected_with_a_point(String before, String after, String why) {
        before = before.replace("1e-30*0", "0");
        assertThat(verdict(before, after, null)).isInstanceOfSatisfying(Verdict.Failed.class, f -> {
            assertThat(f.why()).contains(why);
            assertThat(f.at()).isNotEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"2*sqrt(x)*x", "sin(x^4*sqrt(x))", "ln(sin(a)*x^2)", "atan(sqrt(x^2)*sqrt(x^2))",
        "x*sqrt(x)/cos(x^2)", "lngamma((x*x)^3)", "max(lngamma(x*x), cosh(sin(x)))"})
    void derivations_that_lose_no_point_are_accepted(String f) {
        Verification v = DDX.verify(DDX.derivation(DDX.parse(f), Sym.of("x"), 1, null));
        assertThat(v.accepted()).as(v.steps().stream().filter(s -> !s.verdict().accepted()).toList().toString()).isTrue();
    }

    @Test
    void the_edge_of_a_condition_belongs_to_it() {
        assertThat(verdict("sqrt(x) + x/sqrt(x)", "2*sqrt(x)", "x >= 0").accepted()).isFalse();
        assertThat(verdict("sqrt(x) + x/sqrt(x)", "2*sqrt(x)", "x > 0").accepted()).isTrue();
    }

    @Test
    void without_a_point_of_the_domain_a_step_is_not_checked_and_not_accepted() {
        Verification v = DDX.verify(lines("", "ln(-1-x^2) + g(x)*f(x)", "f(x)*g(x)*2 + ln(-1-x^2)"));
        assertThat(v.steps().get(0).verdict()).isInstanceOf(Verdict.Unchecked.class);
        assertThat(v.accepted()).isFalse();
    }

    @Test
    void numbers_say_at_how_many_points_and_to_how_many_digits() {
        assertThat(verdict("abs(x)*abs(y)", "sqrt(x^2*y^2)", null)).isIn(Verdict.EXACT, new Verdict.Numeric(5, 40));
        assertThat(verdict("atan(x) + atan(1/x)", "pi/2", "x > 0")).isIn(Verdict.EXACT, new Verdict.Numeric(5, 40));
        assertThat(verdict("max(x, floor(x))", "x", null)).isEqualTo(new Verdict.Numeric(5, 40));
    }

    @Test
    void a_step_begins_where_the_one_before_it_ended() {
        Derivation d = lines("", "x + x", "2*x", "x*2");
        Step last = d.steps().get(1);
        Step gap = new Step(last.rule(), List.of(), read("3*x"), read("x*3"), last.reason(), List.of(), List.of(), 0);
        assertThat(DDX.verify(new Derivation(d.start(), List.of(d.steps().get(0), gap))).failed()).hasSize(1);
    }

    @Test
    void the_quotient_rule_with_u_and_v_swapped_is_rejected() {
        Derivation d = DDX.derivation(DDX.parse("sin(x)/x"), Sym.of("x"), 1, "");
        Step s = d.steps().get(0);
        assertThat(s.rule()).isEqualTo("quotient");
        assertThat(DDX.verify(d).accepted()).isTrue();
        Reason swapped = s.reason().withBindings(
                Map.of("u", s.reason().bindings().get("v"), "v", s.reason().bindings().get("u"), "x", Sym.of("x")));
        Step wrong = new Step(s.rule(), s.path(), s.before(), s.after(), swapped, s.conditions(), s.sides(), 0);
        assertThat(DDX.verify(new Derivation(d.start(), List.of(wrong))).failed()).hasSize(1);
    }

    @Test
    void a_wrong_definition_is_rejected() {
        Derivation d = lines("", "sigma(x) = 1/(1 - exp(-x))", "diff(sigma(x), x) = diff(1/(1 - exp(-x)), x)");
        assertThat(DDX.verify(d).accepted()).isFalse();
    }

    @Test
    void the_name_that_an_equation_introduces_may_be_used() {
        Derivation d = lines("x > 0", "y = x^x", "ln(y) = x*ln(x)", "diff(y, x)/y = ln(x) + 1", "diff(y, x) = x^x*(ln(x) + 1)");
        assertThat(DDX.verify(d).accepted()).as(DDX.verify(d).steps().toString()).isTrue();
        Derivation wrong = lines("x > 0", "y = x^x", "ln(y) = x*ln(x)", "diff(y, x)/y = ln(x) + 2");
        assertThat(DDX.verify(wrong).accepted()).isFalse();
    }

    @Test
    void derivatives_that_were_declared_are_given_but_said() {
        Ddx ddx = Ddx.standard().load("function gd(u)\n  derivative 1/cosh(u)\n", "gd.txt");
        Verification v = ddx.verify(ddx.derivation(ddx.parse("gd(x^2)"), Sym.of("x"), 1, null));
        assertThat(v.accepted()).isTrue();
        assertThat(v.assumptions()).singleElement().asString().contains("1/cosh(u)");
    }

    @Test
    void a_declared_derivative_of_a_function_that_is_known_is_not_believed() {
        Ddx ddx = Ddx.standard().withFunction("sin").load("function sin(u)\n  derivative 2*cos(u)\n", "wrong.txt");
        assertThat(ddx.verify(ddx.derivation(ddx.parse("sin(x)"), Sym.of("x"), 1, null)).failed()).isNotEmpty();
    }

    /** The verifier's table of derivatives against differences of values from apfloat. */
    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"exp", "sqrt", "ln", "sin", "cos", "tan", "cot", "sec", "csc", "asin", "acos", "atan", "sinh", "cosh", "tanh",
        "coth", "sech", "csch", "asinh", "acosh", "atanh", "acot", "asec", "acsc", "acoth", "asech", "acsch", "abs", "sign", "floor",
        "ceil", "heaviside", "cbrt", "erf", "erfc", "erfi", "Si", "Ci", "Shi", "Chi", "Ei", "li", "fresnels", "fresnelc", "lngamma",
        "gamma", "factorial"})
    void the_table_of_derivatives(String name) {
        Sym x = Sym.of("x");
        Expr derivative = new FormalDerivative(c -> null).of(Call.of(name, x), x);
        assertThat(derivative.toString()).doesNotContain("'");
        int seen = 0;
        for (String at : List.of("0.3", "1.7", "-0.6", "-2.3")) {
            Apfloat differences = differences(name, at);
            if (differences != null) {
                seen++;
                Apfloat there = new HighPrecision(Map.of(x, at), 20).value(derivative);
                assertThat(ApfloatMath.abs(there.subtract(differences)).doubleValue()).as(name + " at " + at)
                        .isLessThan(1e-8 * (1 + Math.abs(there.doubleValue())));
            }
        }
        assertThat(seen).isPositive();
    }

    private static Apfloat differences(String name, String at) {
        Apfloat h = new Apfloat("1e-6", 30);
        Apfloat x = new Apfloat(at, 30);
        try {
            Apfloat up = SpecialValues.of(name, new Apfloat[] {x.add(h)});
            Apfloat down = SpecialValues.of(name, new Apfloat[] {x.subtract(h)});
            return up.subtract(down).divide(h.multiply(new Apfloat(2, 30)));
        } catch (ArithmeticException | org.apfloat.ApfloatRuntimeException e) {
            return null;
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {"log(x, y) @ x @ y", "atan2(x, y) @ x @ y", "max(x, y) @ x @ y", "min(x, y) @ x @ y"})
    void the_table_for_two_arguments(String text, String x, String y) {
        Oracle oracle = new Oracle(FunctionTable.EMPTY);
        Call call = (Call) read(text);
        Map<Sym, Double> at = Map.of(Sym.of(x), 0.7, Sym.of(y), 1.9);
        for (String v : List.of(x, y)) {
            Expr derivative = new FormalDerivative(c -> null).of(call, Sym.of(v));
            double h = 1e-6;
            double value = new Domain(new dev.ddx.kernel.Evaluator(FunctionTable.EMPTY)).value(derivative, new Points.Point(at));
            dev.ddx.kernel.Evaluator e = new dev.ddx.kernel.Evaluator(FunctionTable.EMPTY);
            double up = e.evaluate(call, Oracle.with(at, Sym.of(v), at.get(Sym.of(v)) + h));
            double down = e.evaluate(call, Oracle.with(at, Sym.of(v), at.get(Sym.of(v)) - h));
            assertThat(value).isCloseTo((up - down) / (2 * h), org.assertj.core.data.Offset.offset(1e-8));
        }
    }

    /** The derivatives that the library declares and the verifier takes as given, against differences of values from apfloat. */
    @ParameterizedTest
    @ValueSource(strings = {"airyai", "airybi", "LambertW", "ellipticK", "ellipticE", "erfi"})
    void what_is_taken_as_given(String name) {
        Sym x = Sym.of("x");
        dev.ddx.expr.FunctionDeclaration f = DDX.functions().lookup(name, 1);
        Expr derivative = f.instantiate(f.derivatives().get(0), List.of(x));
        Apfloat there = new HighPrecision(Map.of(x, "0.3"), 20).value(derivative);
        assertThat(there.subtract(differences(name, "0.3")).doubleValue()).isCloseTo(0, org.assertj.core.data.Offset.offset(1e-8));
    }

    /** By the second argument, at values from mpmath: diff(lambda t: f(2, t), 0.7) in 15 digits. */
    @Tag("slow")
    @ParameterizedTest
    @CsvSource({"besselj, 0.16103304335665405", "bessely, 7.3581145904560001", "besseli, 0.18962352569231833", "besselk, -11.511226280481926", "polygamma, 25.879149678427732", "expint, -0.37376884323350914",
        "uppergamma, -0.34760971265398666"})
    void the_table_of_functions_with_an_order(String name, double expected) {
        Sym x = Sym.of("x");
        Expr derivative = new FormalDerivative(c -> null).of(Call.of(name, dev.ddx.expr.Num.TWO, x), x);
        assertThat(derivative.toString()).doesNotContain("partial");
        assertThat(new HighPrecision(Map.of(x, "0.7"), 25).value(derivative).doubleValue())
                .isCloseTo(expected, org.assertj.core.data.Offset.offset(1e-12 * Math.abs(expected)));
    }

    @Test
    void the_time_is_limited() {
        Derivation d = DDX.derivation(DDX.parse("sin(x)/x"), Sym.of("x"), 1, "");
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> DDX.withLimits(Limits.DEFAULT.withTimeoutMillis(0)).verify(d)))
                .hasMessageContaining("time");
    }

    @Test
    void a_letter_for_the_function_stands_for_what_the_step_says() {
        Ddx ddx = Ddx.standard();
        for (int order = 1; order <= 2; order++) {
            Derivation d = ddx.derivationInTermsOf(ddx.parse("1/(1+e^-x)"), Sym.of("x"), order, Sym.of("y"));
            assertThat(ddx.verify(d).accepted()).isTrue();
            Step last = d.steps().get(d.steps().size() - 1);
            List<Step> wrong = new ArrayList<>(d.steps().subList(0, d.steps().size() - 1));
            wrong.add(new Step(last.rule(), last.path(), last.before(), last.after().replace(Sym.of("y"), ddx.parse("2*y")), last.reason(), last.conditions(), last.sides(),
                    last.shownFrom()));
            assertThat(ddx.verify(new Derivation(d.start(), wrong)).failed()).hasSize(1);
        }
    }
}
