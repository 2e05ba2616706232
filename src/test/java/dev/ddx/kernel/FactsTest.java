package dev.ddx.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ddx.Ddx;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.Num;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactsTest {

    private static Ddx with(String assumptions) {
        Ddx ddx = Ddx.standard();
        for (String a : assumptions.split(";")) {
            ddx = a.isBlank() ? ddx : ddx.assuming(a.strip());
        }
        return ddx;
    }

    private static Relation relation(Ddx ddx, String text) {
        return (Relation) ddx.read(text, Set.of("x", "y"), false).expression();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {
        "              @ e^x > 0                      @ true",
        "              @ 1 + e^(-x) != 0              @ true",
        "              @ 1 + e^(-x) > 1               @ true",
        "              @ sigma(x) < 1                 @ true",
        "              @ sigma(x) > 0                 @ true",
        "              @ tanh(x) < 1                  @ true",
        "              @ x^2 >= 0                     @ true",
        "              @ x^2 > 0                      @ ",
        "              @ x*x >= 0                     @ true",
        "              @ x^2 + 1 > 0                  @ true",
        "              @ x^2 + x + 1 > 0              @ true",
        "              @ x^2 + x + 1/4 > 0            @ ",
        "              @ x^2 + x + 1/4 >= 0           @ true",
        "              @ x^2 + x > 0                  @ ",
        "              @ -x^2 - 1 > 0                 @ false",
        "              @ 2 + sin(x) > 0               @ true",
        "              @ 1 + sin(x) > 0               @ ",
        "              @ 1 - sin(x)^2 >= 0            @ true",
        "              @ cosh(x) - 1 >= 0             @ true",
        "              @ ln(2) > 0                    @ true",
        "              @ ln(1/2) > 0                  @ false",
        "              @ ln(1 + x^2) >= 0             @ true",
        "              @ sqrt(x) >= 0                 @ true",
        "              @ x^(1/3) >= 0                 @ ",
        "              @ atan(x) < 2                  @ true",
        "              @ pi > 3                       @ true",
        "              @ e^pi > pi^e                  @ ",
        "              @ x > 0                        @ ",
        "              @ abs(x) >= 0                  @ true",
        "              @ abs(x) > 0                   @ ",
        "              @ max(x, 1) > 0                @ true",
        "              @ x^y > 0                      @ ",
        "x > 0         @ x != 0                       @ true",
        "x > 0         @ x^y > 0                      @ true",
        "x > 0         @ x/(1 + x) > 0                @ true",
        "x > 0         @ sinh(x) > 0                  @ true",
        "x < 0         @ sinh(x) > 0                  @ false",
        "x > 1         @ ln(x) > 0                    @ true",
        "x >= 1        @ ln(x) > 0                    @ ",
        "x >= 1        @ ln(x) >= 0                   @ true",
        "0 < x < 1     @ ln(x) < 0                    @ true",
        "0 < x < 1     @ 1 - x > 0                    @ true",
        "0 < x < 1     @ 1 - x^2 > 0                  @ true",
        "x != 0        @ x^2 > 0                      @ true",
        "x != 0        @ abs(x) > 0                   @ true",
        "x < y         @ y - x > 0                    @ true",
        "x < y         @ x - y < 0                    @ true",
        "x < y         @ x > y                        @ false",
        "a*b > 0       @ b*a > 0                      @ true",
        "a*b > 0       @ a != 0                       @ true",
        "a*b > 0       @ a > 0                        @ ",
        "abs(x) < 1    @ x < 1                        @ true",
        "abs(x) < 1    @ 1 - x^2 > 0                  @ true",
        "n integer; n > 0 @ n >= 1                    @ true",
        "n integer     @ (-1)^n != 0                  @ true",
    })
    void relations(String assumptions, String relation, Boolean expected) {
        Ddx ddx = with(assumptions == null ? "" : assumptions);
        Relation r = relation(ddx, relation);
        assertThat(ddx.facts().decide(r)).isEqualTo(expected);
        // The same inference on the graph.
        if (r.ops().size() == 1 && r.right() instanceof Num zero && zero.isZero()) {
            Kernel kernel = new Kernel(ddx.functions(), ddx.limits());
            Range range = ddx.facts().of(kernel.dag()).range(kernel.read(r.left()));
            assertThat(range.compare(r.ops().get(0), Range.point(dev.ddx.expr.Rational.ZERO))).isIn(expected, null);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {
        "e^x         @ 1 + x^2   @ 2 + sin(x) @ cosh(x)/x^2 @ x^2*e^(-x)/(1+x^2)^2 + 1",
        "-e^x        @ -1 - x^2  @ sin(x) - 2 @ -cosh(x)    @ -2*sqrt(1+x^2)",
    })
    void signs_of_nodes(String a, String b, String c, String d, String e) {
        Ddx ddx = Ddx.standard();
        Kernel kernel = new Kernel(ddx.functions(), ddx.limits());
        NodeFacts facts = ddx.facts().of(kernel.dag());
        for (String s : List.of(a, b, c, d, e)) {
            int node = kernel.read(ddx.parse(s));
            assertThat(facts.isPositive(node)).as(s).isEqualTo(!a.startsWith("-"));
            assertThat(facts.isNegative(node)).as(s).isEqualTo(a.startsWith("-"));
        }
    }

    @Test
    void nodes_under_assumptions() {
        Ddx ddx = with("x > 0; a*b > 0; y < x");
        Kernel kernel = new Kernel(ddx.functions(), ddx.limits());
        NodeFacts facts = ddx.facts().of(kernel.dag());
        assertThat(facts.isPositive(kernel.read(ddx.parse("x^y*b")))).isFalse();
        assertThat(facts.isPositive(kernel.read(ddx.parse("x^y*sqrt(b^2)")))).isTrue();
        assertThat(facts.isPositive(kernel.read(ddx.parse("x^y")))).isTrue();
        assertThat(facts.isPositive(kernel.read(ddx.parse("b*a")))).isTrue();
        assertThat(facts.isNonZero(kernel.read(ddx.parse("a")))).isTrue();
        assertThat(facts.isNegative(kernel.read(ddx.parse("y - x")))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {
        "              @ 1/x                    @ x != 0",
        "              @ ln(x)                  @ x > 0",
        "              @ ln(-x)                 @ x < 0",
        "              @ ln(x^2)                @ x != 0",
        "              @ ln(abs(x))             @ x != 0",
        "              @ sqrt(x - 1)*sqrt(x + 1) @ x >= 1",
        "              @ 1/sqrt(x^2 - 1)        @ abs(x) > 1",
        "              @ asin(x)                @ -1 <= x <= 1",
        "              @ asin(sin(x))           @ ",
        "              @ 1/sqrt(1 - x^2)        @ -1 < x < 1",
        "              @ x^x                    @ x > 0",
        "              @ 1/(1 + e^x)            @ ",
        "              @ tan(x)                 @ cos(x) != 0",
        "              @ ln(a*b)                @ a*b > 0",
        "              @ 1/(2*x - 1)            @ x != 1/2",
        "              @ 1/(x^3 - 2*x + 5)      @ x^3 - 2*x + 5 != 0",
        "              @ ln(x^3 - 2*x + 5 + x*y) @ x^3 - 2*x + 5 + x*y > 0",
        "              @ 1/(a*x + y + 3)        @ a*x + y != -3",
        "              @ 1/ln(x)                @ x != 1; x > 0",
        "              @ x^(2/3)                @ ",
        "              @ 1/(x*e^x)              @ x != 0",
        "x > 0         @ ln(x) + 1/x            @ ",
        "x > 2         @ 1/sqrt(x^2 - 1)        @ ",
        "n integer     @ x^n                    @ x != 0",
    })
    void domains(String assumptions, String e, String expected) {
        Ddx ddx = with(assumptions == null ? "" : assumptions);
        String found = Condition.irredundant(ddx.facts().domain(ddx.parse(e))).stream().map(Expr::toString).sorted().collect(Collectors.joining("; "));
        assertThat(found).isEqualTo(expected == null ? "" : Arrays.stream(expected.split(";")).map(String::strip).sorted().collect(Collectors.joining("; ")));
    }

    /** By hand: sin(π(1/2 − u)) is cos(πu). */
    @ParameterizedTest
    @CsvSource(delimiter = '@', nullValues = "-", value = {
        "(x - 1)*(x + 1) > 0 @ x^2 > 1 @ -", "(x - 1)*(x + 1) > 0, (x + 1)*(x - 1) >= 0 @ y > 0 @ (x - 1)*(x + 1) > 0",
        "sin(pi*(1/2 - x)) != 0 @ cos(pi*x) != 0 @ -", "sin(pi*(1/2 - x)) != 0 @ sin(pi*x) != 0 @ sin(pi*(1/2 - x)) != 0",
        "sin(x - y) != 0 @ sin(y - x) != 0 @ -", "sin(x) > 0 @ sin(-x) > 0 @ sin(x) > 0", "x != 1 @ x != -1 @ x != 1", "x*(x - 1) != x^2 - 1 @ x != 1 @ -",
    })
    void a_condition_in_another_form_is_no_other(String relations, String others, String expected) {
        Ddx ddx = with("");
        List<Relation> kept = Condition.beyond(relations(ddx, relations), relations(ddx, others), ddx.facts());
        assertThat(kept.stream().map(Expr::toString).collect(Collectors.joining("; "))).isEqualTo(expected == null ? "" : expected);
    }

    private static List<Relation> relations(Ddx ddx, String text) {
        return ddx.readList(text, Set.of(), false).expressions().stream().map(e -> (Relation) e).toList();
    }

    @Test
    void complex_mode_knows_less() {
        Ddx ddx = Ddx.standard().withComplex(true);
        Facts facts = ddx.facts();
        assertThat(facts.isReal(ddx.parse("x"))).isFalse();
        assertThat(facts.isNotNegative(ddx.parse("x^2"))).isFalse();
        assertThat(facts.isNonZero(ddx.parse("e^x"))).isTrue();
        assertThat(facts.domain(ddx.parse("sqrt(x) + ln(x)")).toString()).isEqualTo("[x != 0]");
        assertThat(ddx.assuming("x real").facts().isNotNegative(ddx.parse("x^2"))).isTrue();
        assertThat(ddx.assuming("x > 0").facts().isPositive(ddx.parse("ln(1 + x)"))).isTrue();
        assertThat(ddx.facts().isReal(ddx.parse("ln(-2)"))).isFalse();
    }

    /** Principal values: (−1)^(1/4) = (1 + i)/√2, (−8)^(1/3) = 1 + i√3. */
    @Test
    void roots_of_negative_numbers_are_not_real_in_complex_mode() {
        Ddx ddx = Ddx.standard().withComplex(true);
        Facts facts = ddx.assuming("x > -3").facts();
        for (String root : List.of("(-1)^(1/4)", "(-8)^(1/3)", "(-2)^sqrt(2)", "sqrt(x)")) {
            assertThat(facts.range(ddx.parse(root)).isEmpty()).as(root).isFalse();
            assertThat(facts.isReal(ddx.parse(root))).as(root).isFalse();
        }
        assertThat(facts.isReal(ddx.parse("(-2)^3"))).isTrue();
        assertThat(ddx.differentiate("(-1)^(1/4)*x", "x").toString()).isEqualTo("(-1)^(1/4)");
    }

    /** What standard.ddx says of the values of each function holds at many points. */
    @TestFactory
    List<DynamicTest> declarations() {
        Ddx ddx = Ddx.standard();
        return ddx.functions().all().stream().filter(f -> f.arity() <= 2)
                .filter(f -> NumericFunctions.of(f.name(), f.arity()) != null && !f.behaviour().equals(FunctionDeclaration.Behaviour.UNKNOWN) && f.unless() == null && !(f.domain() != null && f.domain().left() instanceof dev.ddx.expr.Quotient))
                .map(f -> DynamicTest.dynamicTest(f.name(), () -> check(ddx, f))).toList();
    }

    private static void check(Ddx ddx, FunctionDeclaration f) {
        FunctionDeclaration.Behaviour b = f.behaviour();
        Double before = null;
        Double lastArgument = null;
        // A value of a special function costs milliseconds, and far from zero much more.
        int step = SpecialFunctions.of(f.name(), f.arity()) == null ? 1 : 17;
        int end = step == 1 ? 400 : 119;
        for (int i = -end; i <= end; i += step) {
            double u = i / 37.0;
            double second = 1.5 + Math.abs((i * 7919) % 101) / 17.0;
            Map<Sym, Double> values = new HashMap<>();
            values.put(f.parameters().get(0), u);
            if (f.arity() == 2) {
                values.put(f.parameters().get(1), second);
            }
            double v = f.arity() == 1 ? NumericFunctions.of(f.name(), 1).at(new double[] {u}) : NumericFunctions.of(f.name(), 2).at(new double[] {u, second});
            boolean inside = f.domain() == null || ddx.evaluate(f.domain(), values) == 1;
            if (Double.isNaN(v)) {
                assertThat(inside).as("%s(%s) is defined", f.name(), u).isFalse();
                continue;
            }
            assertThat(inside).as("%s(%s) = %s outside of the domain", f.name(), u, v).isTrue();
            values.put(Sym.of("value"), v);
            for (Relation r : b.ranges()) {
                // Rounding may bring a value to an end that it does not reach.
                Relation wide = Relation.of(r.operands(), r.ops().stream().map(op -> op == Relation.Op.LT ? Relation.Op.LE : op == Relation.Op.GT ? Relation.Op.GE : op).toList());
                assertThat(ddx.evaluate(wide, values)).as("%s at %s, value %s", r, u, v).isEqualTo(1);
            }
            if (b.integer()) {
                assertThat(v).isEqualTo(Math.rint(v));
            }
            if (b.zero() != null) {
                assertThat(v == 0).as("%s(%s) = %s", f.name(), u, v).isEqualTo(u == b.zero().doubleValue());
            }
            if (before != null && b.monotony() != FunctionDeclaration.Monotony.NONE) {
                assertThat(b.monotony() == FunctionDeclaration.Monotony.INCREASING ? v >= before : v <= before)
                        .as("%s(%s) = %s, %s(%s) = %s", f.name(), lastArgument, before, f.name(), u, v).isTrue();
            }
            before = v;
            lastArgument = u;
        }
        if (b.zero() != null) {
            assertThat(NumericFunctions.of(f.name(), 1).at(new double[] {b.zero().doubleValue()})).isZero();
        }
    }
}
