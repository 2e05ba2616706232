package dev.ddx.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ddx.Ddx;
import dev.ddx.expr.Assumptions;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Limits;
import dev.ddx.expr.NthDerivative;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import dev.ddx.rewrite.Curve;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Step;
import dev.ddx.verify.Verification.Checked;
import dev.ddx.verify.core.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which lines of a derivation are looked at, under which number, with what in place of letters, and on what conditions. */
class VerifierLinesTest {

    private static final Ddx DDX = Ddx.standard().withFunction("f");
    private static final Sym X = Sym.of("x");

    private static Expr read(String text) {
        return DDX.read(text, Set.of("x", "y", "a"), true).expression();
    }

    private static Step step(String before, String after) {
        return step("by hand", before, after, Reason.of("By hand"));
    }

    private static Step step(String rule, String before, String after, Reason reason) {
        return new Step(rule, List.of(), read(before), read(after), reason, List.of(), List.of(), 0);
    }

    private static Derivation lines(String... lines) {
        List<Step> steps = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            steps.add(step(lines[i - 1], lines[i]));
        }
        return new Derivation(read(lines[0]), steps);
    }

    /** In the standard library f has no meaning. */
    private static Verification verify(Derivation d) {
        return new Verifier(Ddx.standard().functions(), Map.of(), Assumptions.NONE).verify(d, Limits.DEFAULT);
    }

    private static List<String> places(Verification v) {
        return v.steps().stream().map(Checked::place).toList();
    }

    @Test
    void steps_are_numbered_and_each_is_looked_at() {
        Verification v = verify(lines("x + x", "2*x", "3*x", "x*3"));
        assertThat(places(v)).containsExactly("1", "2", "3");
        assertThat(v.steps().stream().map(s -> s.verdict().accepted())).containsExactly(true, false, true);
        assertThat(v.steps().get(1)).extracting(Checked::rule, Checked::before, Checked::after).containsExactly("by hand", "2*x", "3*x");
        Derivation gap = new Derivation(read("x + x"), List.of(step("x + x", "2*x"), step("3*x", "x*3")));
        assertThat(verify(gap).steps().get(1).verdict().describe()).contains("does not begin where the step before it ended");
    }

    /** Side computations come before the step that uses them; their conditions hold for it. */
    @Test
    void side_computations() {
        Derivation right = new Derivation(read("sqrt(x^2)"), List.of(new Step("r", List.of(), read("sqrt(x^2)"), read("x"), Reason.of("R"), List.of((Relation) read("x > 0")), List.of(), 0)));
        Step user = new Step("r", List.of(), read("sqrt(x^2) + 1"), read("x + 1"), Reason.of("R"), List.of(), List.of(right), 0);
        Verification v = verify(new Derivation(read("sqrt(x^2) + 1"), List.of(user)));
        assertThat(places(v)).containsExactly("1.1.1", "1");
        assertThat(v.accepted()).isTrue();
        Step without = new Step("r", List.of(), user.before(), user.after(), Reason.of("R"), List.of(), List.of(lines("x + x", "2*x"), lines("x + x", "3*x", "x*3")), 0);
        v = verify(new Derivation(user.before(), List.of(without)));
        assertThat(places(v)).containsExactly("1.1.1", "1.2.1", "1.2.2", "1");
        assertThat(v.steps().stream().map(s -> s.verdict().accepted())).containsExactly(true, false, true, false);
    }

    /** What a step takes for granted holds for the steps after it, not for those before. */
    @Test
    void conditions_hold_from_their_step_on() {
        Step first = step("sqrt(x^2)*1", "x*1");
        Step second = new Step("r", List.of(), read("x*1"), read("x"), Reason.of("R"), List.of((Relation) read("x > 0")), List.of(), 0);
        Step third = step("x", "sqrt(x^2)");
        assertThat(verify(new Derivation(first.before(), List.of(first, second, third))).steps().stream().map(s -> s.verdict().accepted())).containsExactly(false, true, true);
    }

    /** A line that says what a function is has to be right if the function has a meaning; else it gives it one. */
    @Test
    void definitions_at_the_start() {
        Verification wrong = verify(lines("sigma(x) = 1/(1 - exp(-x))", "sigma(x) = exp(x)/(exp(x) - 1)"));
        assertThat(wrong.steps().get(0)).extracting(Checked::place, Checked::rule).containsExactly("0", "definition");
        assertThat(wrong.steps().get(0).verdict()).isInstanceOf(Verdict.Failed.class);
        assertThat(places(verify(lines("sigma(x) = 1/(1 + exp(-x))", "sigma(x) = exp(x)/(exp(x) + 1)")))).containsExactly("1");
        assertThat(verify(lines("f(x) = x^2", "diff(f(x), x) = 2*x")).accepted()).isTrue();
        assertThat(verify(lines("f(x) = x^2", "diff(f(x), x) = 3*x")).accepted()).isFalse();
        assertThat(verify(lines("y = x^2", "diff(y, x) = 2*x")).accepted()).isTrue();
        assertThat(verify(lines("y = x^2", "diff(y, x) = 3*x")).accepted()).isFalse();
        // By y itself it is differentiated as a variable.
        assertThat(verify(lines("y = x^2", "diff(y^3, y) = 3*y^2")).accepted()).isTrue();
        assertThat(verify(lines("y = x^2", "diff(y^3, y) = 2*y^2")).accepted()).isFalse();
        // What contains itself is no definition.
        assertThat(verify(lines("y = y + 0", "y = y")).accepted()).isTrue();
    }

    @Test
    void names() {
        Derivation d = lines("y + 1", "x^2 + 1");
        assertThat(verify(d).accepted()).isFalse();
        assertThat(verify(new Derivation(d.start(), d.steps(), List.of(), null, null, Map.of(Sym.of("y"), read("x^2")))).accepted()).isTrue();
        assertThat(verify(new Derivation(d.start(), d.steps(), List.of(), null, null, Map.of(Sym.of("y"), read("x^3")))).accepted()).isFalse();
    }

    /** A letter that a step introduces stands for what the step says in the lines from there on. */
    @Test
    void letters_that_a_step_introduces() {
        Reason says = Reason.of("In terms of").with("y", Sym.of("y")).with("f", read("sin(x)"));
        Step put = step("in-terms-of", "sin(x)*cos(x)", "y*cos(x)", says);
        assertThat(verify(new Derivation(put.before(), List.of(put, step("y*cos(x)", "cos(x)*sin(x)")))).accepted()).isTrue();
        assertThat(verify(new Derivation(put.before(), List.of(put, step("y*cos(x)", "cos(x)^2")))).accepted()).isFalse();
        assertThat(verify(new Derivation(put.before(), List.of(step("in-terms-of", "sin(x)*cos(x)", "y*cos(x)", says.with("f", read("cos(x)")))))).accepted()).isFalse();
        assertThat(verify(new Derivation(put.before(), List.of(step("by hand", "sin(x)*cos(x)", "y*cos(x)", says)))).accepted()).isFalse();
        assertThat(verify(new Derivation(put.before(), List.of(step("in-terms-of", "sin(x)*cos(x)", "y*cos(x)", Reason.of("In terms of"))))).accepted()).isFalse();
        // A letter that the line has already is no new one.
        assertThat(verify(new Derivation(read("y*sin(x)"), List.of(step("in-terms-of", "y*sin(x)", "y*y", says)))).accepted()).isFalse();
        Reason equation = Reason.of("In terms of").with("d", read("y = sin(x)"));
        assertThat(verify(new Derivation(put.before(), List.of(step("in-terms-of", "sin(x)*cos(x)", "y*cos(x)", equation)))).accepted()).isTrue();
        assertThat(verify(new Derivation(put.before(), List.of(step("in-terms-of", "sin(x)*cos(x)", "y^2", equation)))).accepted()).isFalse();
    }

    @Test
    void places_in_lines() {
        Step there = new Step("r", List.of(1), read("x + sin(2*x)"), read("x + 2*sin(x)*cos(x)"), Reason.of("R"), List.of(), List.of(), 0);
        assertThat(verify(new Derivation(there.before(), List.of(there))).accepted()).isTrue();
        for (List<Integer> nowhere : List.of(List.of(2), List.of(-1), List.of(0, 0))) {
            Step s = new Step("r", nowhere, there.before(), there.after(), Reason.of("R"), List.of(), List.of(), 0);
            assertThat(verify(new Derivation(s.before(), List.of(s))).steps().get(0).verdict().describe()).contains("no such place in the line as " + nowhere);
        }
    }

    @Test
    void reasons_have_to_fit() {
        Map<String, Relation> formulas = Map.of("double", (Relation) read("sin(2*u) = 2*sin(u)*cos(u)"), "half", (Relation) read("sin(2*u) = sin(u)*cos(u)"),
                "nth", Relation.of(NthDerivative.of(read("e^(a*x)"), X, Sym.of("n")), Relation.Op.EQ, read("a^n*e^(a*x)")),
                "nth-wrong", Relation.of(NthDerivative.of(read("e^(a*x)"), X, Sym.of("n")), Relation.Op.EQ, read("n*e^(a*x)")));
        Verifier verifier = new Verifier(DDX.functions(), formulas, Assumptions.NONE);
        Reason u = Reason.of("R").with("u", X);
        for (String rule : List.of("double", "half")) {
            Step s = step(rule, "sin(2*x)", "2*sin(x)*cos(x)", u);
            Verdict v = verifier.verify(new Derivation(s.before(), List.of(s)), Limits.DEFAULT).steps().get(0).verdict();
            assertThat(v.accepted()).isEqualTo(rule.equals("double"));
            assertThat(v.describe().contains("the reason does not fit: with what it names the rule does not hold")).isEqualTo(rule.equals("half"));
        }
        Reason n = Reason.of("R").with("a", read("2")).with("x", X).with("n", Sym.of("n"));
        Expr before = NthDerivative.of(read("e^(2*x)"), X, Sym.of("n"));
        for (String rule : List.of("nth", "nth-wrong")) {
            Step s = new Step(rule, List.of(), before, read("2^n*e^(2*x)"), n, List.of(), List.of(), 0);
            assertThat(verifier.verify(new Derivation(before, List.of(s)), Limits.DEFAULT).steps().get(0).verdict().accepted()).as(rule).isEqualTo(rule.equals("nth"));
        }
    }

    /** Derivatives of order n are checked for the first orders, and a closed form from one order to the next. */
    @Test
    void derivatives_of_order_n() {
        Expr start = NthDerivative.of(read("e^(2*x)"), X, Sym.of("n"));
        Verification right = verify(new Derivation(start, List.of(new Step("r", List.of(), start, read("2^n*e^(2*x)"), Reason.of("R"), List.of(), List.of(), 0))));
        assertThat(places(right)).containsExactly("1", "n");
        assertThat(right.steps().get(1)).extracting(Checked::rule, Checked::after).containsExactly("induction", "2^n*exp(2*x)");
        assertThat(right.accepted()).isTrue();
        Verification wrong = verify(new Derivation(start, List.of(new Step("r", List.of(), start, read("2*e^(2*x)"), Reason.of("R"), List.of(), List.of(), 0))));
        assertThat(wrong.failed()).hasSize(2);
        assertThat(verify(new Derivation(start, List.of())).steps()).isEmpty();
        // Of a sum over k there is no step from one order to the next, and none is claimed.
        Verification sum = verify(new Derivation(start, List.of(new Step("r", List.of(), start, read("2^n*e^(2*x) + sum(k, k, 1, n) - n*(n + 1)/2"), Reason.of("R"), List.of(), List.of(), 0))));
        assertThat(places(sum)).containsExactly("1");
    }

    /** Where a line with a limit cannot be compared as a function, the limits are. */
    @Test
    void limits() {
        assertThat(verify(lines("limit((1 + a/x)^x, x, oo)", "e^a")).accepted()).isTrue();
        assertThat(verify(lines("limit((1 + a/x)^x, x, oo)", "e^(2*a)")).failed()).hasSize(1);
        assertThat(verify(lines("limit(sin(x)/x, x, 0)", "1")).accepted()).isTrue();
        assertThat(verify(lines("limit(a*(x - floor(x)), x, oo)", "0")).steps().get(0).verdict().describe()).startsWith("not checked: the limit as");
        assertThat(verify(lines("ln(-1 - x^2)*f(x)", "f(x)*ln(-2 - x^2)")).unchecked()).hasSize(1);
    }

    @Test
    void long_lines_are_cut() {
        String sum = String.join(" + ", java.util.stream.IntStream.range(1, 120).mapToObj(i -> i + "*x").toList());
        Checked cut = verify(lines(sum, "7140*x")).steps().get(0);
        assertThat(cut.before()).hasSize(298).startsWith("1*x + 2*x + 3*x").endsWith("…");
        assertThat(cut.after()).isEqualTo("7140*x");
        assertThat(verify(lines(sum + " + " + sum.replace("*x", "*x^2") + " + " + sum.replace("*x", "*x^3"), "0")).steps().get(0).before()).matches("\\(an expression of \\d+ nodes\\)");
    }

    /** Equations between points of a curve are looked at as such, and no others: those of side computations are not. */
    @Test
    void side_computations_of_derivations_on_a_curve() {
        Curve circle = new Curve(X, List.of(Sym.of("y")), List.of((Relation) read("x^2 + y^2 = 25")));
        Step first = step("x^2 + y^2 = 25", "2*x + 2*y*diff(y, x) = 0");
        Step second = new Step("r", List.of(), first.after(), read("diff(y, x) = -x/y"), Reason.of("R"), List.of((Relation) read("y != 0")), List.of(lines("2*a = a + a", "3*a = a + 2*a")), 0);
        Verification v = verify(new Derivation(first.before(), List.of(first, second), List.of(), null, circle));
        assertThat(places(v)).containsExactly("1", "2.1.1", "2");
        assertThat(v.accepted()).as("%s", v.steps()).isTrue();
    }

    @Test
    void derivatives_that_were_taken_as_given_are_said() {
        Ddx mine = Ddx.standard().load("function gd(u)\n  derivative 1/cosh(u)\n", "gd.txt");
        Derivation d = new Derivation(mine.parse("diff(gd(x), x)"), List.of(new Step("r", List.of(), mine.parse("diff(gd(x), x)"), mine.parse("1/cosh(x)"), Reason.of("R"), List.of(), List.of(), 0)));
        Verification v = new Verifier(mine.functions(), Map.of(), Assumptions.NONE).verify(d, Limits.DEFAULT);
        assertThat(v.accepted()).isTrue();
        assertThat(v.assumptions()).hasSize(1);
    }
}
