package dev.ddx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ddx.calculus.Target;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.NormalForm;
import dev.ddx.rewrite.Derivation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Expected forms: SymPy 1.14 (expand, factor, factor after together, apart, collect, fu.TR8, expand_trig, trigsimp),
 * with the terms in the order in which a textbook writes them.
 */
class TransformationTest {

    private static final Ddx DDX = Ddx.standard();

    private static final String[] FORMS = {
        "EXPAND | (x + 1)^3 | | x^3 + 3*x^2 + 3*x + 1",
        "EXPAND | (x + y)*(x - y) | | x^2 - y^2",
        "EXPAND | (a + b + c)^2 | | a^2 + 2*a*b + 2*a*c + b^2 + 2*b*c + c^2",
        "EXPAND | (x + 1)/x | | 1 + 1/x",
        "EXPAND | x*(1 + 1/(x + 1)) | | x + x/(x + 1)",
        "EXPAND | (sqrt(x) + 1)^2 | | x + 2*sqrt(x) + 1",
        "EXPAND | (x + sin(x))^2 | | x^2 + 2*x*sin(x) + sin(x)^2",
        "FACTOR | x^2 - 1 | | (x - 1)*(x + 1)",
        "FACTOR | x^4 + 4 | | (x^2 - 2*x + 2)*(x^2 + 2*x + 2)",
        "FACTOR | (x^2 - 1)/(x^2 + 3*x + 2) | | (x - 1)/(x + 2)",
        "FACTOR | x^2*y - y^3 | | y*(x - y)*(x + y)",
        "FACTOR | 2*x^2 + 4*x + 2 | | 2*(x + 1)^2",
        "FACTOR | x/2 + 1/2 | | (x + 1)/2",
        "FACTOR | 1/x - 1/x^2 | | (x - 1)/x^2",
        "FACTOR | x^3 - x^2 + x - 1 | | (x - 1)*(x^2 + 1)",
        "FACTOR | 1 - x^2 | | -(x - 1)*(x + 1)",
        "FACTOR | a*x + a*y + b*x + b*y | | (a + b)*(x + y)",
        "FACTOR | x^3 - 6*x^2 + 11*x - 6 | | (x - 3)*(x - 2)*(x - 1)",
        "FACTOR | (x^3 - 8)/(x - 2)^2 | | (x^2 + 2*x + 4)/(x - 2)",
        "FACTOR | x - x | | 0",
        "TOGETHER | 1/(x - 1) + 1/(x + 1) | | 2*x/((x - 1)*(x + 1))",
        "TOGETHER | 1/x + 1/y | | (x + y)/(x*y)",
        "TOGETHER | 1/(2*x) + 1/(3*y) | | (2*x + 3*y)/(6*x*y)",
        "TOGETHER | a/b + c/d | | (a*d + b*c)/(b*d)",
        "TOGETHER | 1/x + 2/x^2 | | (x + 2)/x^2",
        "APART | 1/(x^2 - 1) | x | 1/(2*(x - 1)) - 1/(2*(x + 1))",
        "APART | (x^2 + 1)/(x^3 - x) | x | -1/x + 1/(x - 1) + 1/(x + 1)",
        "APART | x^3/(x^2 - 3*x + 2) | x | x + 3 + 8/(x - 2) - 1/(x - 1)",
        "APART | 1/((x + 1)^2*(x^2 + 1)) | x | 1/(2*(x + 1)) + 1/(2*(x + 1)^2) - x/(2*(x^2 + 1))",
        "APART | 1/(x*(x + a)) | x | 1/(a*x) - 1/(a*(x + a))",
        "APART | (2*x + 3)/(x + 1)^3 | x | 2/(x + 1)^2 + 1/(x + 1)^3",
        "APART | (x^5 + 1)/(x^2*(x - 1)) | x | x^2 + x + 1 - 1/x - 1/x^2 + 2/(x - 1)",
        "APART | (3*x + 5)/(1 - 2*x)^2 | x | 3/(2*(2*x - 1)) + 13/(2*(2*x - 1)^2)",
        "APART | x^2/2 + 1 | x | x^2/2 + 1",
        "COLLECT | a*x^2 + b*x^2 + c*x + d + x | x | (a + b)*x^2 + (c + 1)*x + d",
        "COLLECT | (x + y)^2*(x + a) | x | x^3 + (a + 2*y)*x^2 + (2*a*y + y^2)*x + a*y^2",
        "COLLECT | (e^x + a)*(e^x + b) | e^x | e^(2*x) + (a + b)*e^x + a*b",
        "MULTIPLE_ANGLES | sin(x)^2 | | (1 - cos(2*x))/2",
        "MULTIPLE_ANGLES | sin(x)^4 | | (3 - 4*cos(2*x) + cos(4*x))/8",
        "MULTIPLE_ANGLES | cos(x)^3 | | (3*cos(x) + cos(3*x))/4",
        "MULTIPLE_ANGLES | sin(x)*cos(y) | | (sin(x + y) + sin(x - y))/2",
        "MULTIPLE_ANGLES | cosh(x)^2 | | (1 + cosh(2*x))/2",
        "MULTIPLE_ANGLES | sin(x)^2*cos(x)^2 | | (1 - cos(4*x))/8",
        "SINGLE_ANGLES | cos(3*x) | | 4*cos(x)^3 - 3*cos(x)",
        "SINGLE_ANGLES | sin(2*x) | | 2*cos(x)*sin(x)",
        "SINGLE_ANGLES | sin(x + y) | | cos(x)*sin(y) + cos(y)*sin(x)",
        "TRIG | sin(x)^2 + cos(x)^2 | | 1",
        "TRIG | 1 - cos(x)^2 | | sin(x)^2",
        "TRIG | 2*sin(x)*cos(x) | | sin(2*x)",
        "TRIG | cos(x)^2 - sin(x)^2 | | cos(2*x)",
        "TRIG | cosh(x)^2 - sinh(x)^2 | | 1",
        "TRIG | sin(x)^4 - cos(x)^4 | | -cos(2*x)",
        "TRIG | x + 1 | | x + 1"
    };

    private static Expr transform(Target target, String e, String by) {
        return DDX.transform(DDX.parse(e), target, by == null ? null : DDX.parse(by));
    }

    static String[] forms() {
        return FORMS;
    }

    private static String[] columns(String row) {
        String[] c = row.split("\\|");
        for (int i = 0; i < c.length; i++) {
            c[i] = c[i].isBlank() ? null : c[i].strip();
        }
        return c;
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.MethodSource("forms")
    void writesTheFormOfTheTextbook(String row) {
        String[] c = columns(row);
        assertThat(transform(Target.valueOf(c[0]), c[1], c[2])).isEqualTo(DDX.parse(c[3]));
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.MethodSource("forms")
    void aFormIsAFixedPoint(String row) {
        String[] c = columns(row);
        Target target = Target.valueOf(c[0]);
        Expr by = c[2] == null ? null : DDX.parse(c[2]);
        Expr once = DDX.transform(DDX.parse(c[1]), target, by);
        assertThat(DDX.transform(once, target, by)).isEqualTo(once);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "TOGETHER | x/x | | x != 0",
            "FACTOR | (x^2 - 1)/(x^2 + 3*x + 2) | | x != -1",
            "EXPAND | (x^2 - 1)/(x - 1) | | x != 1",
            "APART | (x + 1)/(x^2 - 1) | x | x != -1",
            "APART | 1/(x^2 - 1) | x |",
            "TOGETHER | 1/(x^2 - 1) + 1/(x - 1) | |",
            "EXPAND | (x + 1)^2 | |",
            "FACTOR | sqrt(x)^2 - 1 | | x >= 0"})
    void whatTheDomainLosesIsSaid(String target, String e, String by, String condition) {
        Derivation d = DDX.transformation(DDX.parse(e), Target.valueOf(target), by == null ? null : DDX.parse(by));
        assertThat(d.conditions()).map(Expr::toString).isEqualTo(condition == null ? List.of() : List.of(condition));
    }

    @Test
    void theCommonFactorIsNamed() {
        Derivation d = DDX.transformation(DDX.parse("(x^2 - 1)/(x^2 + 3*x + 2)"), Target.FACTOR, null);
        assertThat(d.steps()).map(s -> s.after().toString())
                .containsExactly("(x - 1)*(x + 1)/((x + 1)*(x + 2))", "(x - 1)/(x + 2)");
        assertThat(d.steps().get(1).reason().fill(Expr::toString)).isEqualTo("Cancel the common factor $x + 1$");
    }

    @Test
    void valuesStayAndNeitherOrderNorDetourMatters() {
        Random random = new Random(4);
        String[] parts = {"x", "y", "x + 1", "x - y", "2*x*y - 3", "x^2 + y", "1/x", "1/(x + y)", "sin(x)", "cos(x)^2", "e^x", "sqrt(x)",
            "sin(2*x)", "x/(y + 2)", "3/7", "cosh(y)", "(x + 2)^2"};
        for (int i = 0; i < 150; i++) {
            List<Expr> terms = new ArrayList<>();
            for (int j = 0; j < 2 + random.nextInt(2); j++) {
                String product = "(" + parts[random.nextInt(parts.length)] + ")*(" + parts[random.nextInt(parts.length)] + ")";
                terms.add(DDX.parse(product));
            }
            Expr e = Sum.of(terms);
            Collections.shuffle(terms, random);
            Expr shuffled = Sum.of(terms);
            for (Target target : Target.values()) {
                Expr by = target.isByPart() ? Sym.of("x") : null;
                Expr made = DDX.transform(e, target, by);
                if (target != Target.TRIG || !made.equals(e)) {
                    assertThat(DDX.transform(shuffled, target, by)).as(target + " " + e).isEqualTo(made);
                }
                for (int k = 0; k < 3; k++) {
                    Map<Sym, Double> at = new HashMap<>(Map.of(Sym.of("x"), 0.3 + random.nextDouble(), Sym.of("y"), 0.2 + random.nextDouble()));
                    double expected = DDX.evaluate(e, at);
                    assertThat(DDX.evaluate(made, at)).as(target + " " + e).isCloseTo(expected, within(1e-9 * (1 + Math.abs(expected))));
                }
            }
            Expr factored = DDX.transform(e, Target.FACTOR, null);
            assertThat(NormalForm.of(DDX.transform(factored, Target.EXPAND, null))).isEqualTo(NormalForm.of(e));
            assertThat(DDX.transform(DDX.transform(e, Target.EXPAND, null), Target.FACTOR, null)).isEqualTo(factored);
        }
    }

    @Test
    void whatCannotBeDoneIsSaid() {
        assertThatThrownBy(() -> transform(Target.EXPAND, "(a + b + c + d)^200", null)).isInstanceOf(DdxException.class)
                .extracting(e -> ((DdxException) e).kind()).isEqualTo(DdxException.Kind.LIMIT);
        assertThatThrownBy(() -> transform(Target.APART, "1/x", "x + 1")).isInstanceOf(DdxException.class)
                .extracting(e -> ((DdxException) e).kind()).isEqualTo(DdxException.Kind.USAGE);
        assertThatThrownBy(() -> transform(Target.FACTOR, "1/(x - x)", null)).isInstanceOf(DdxException.class)
                .extracting(e -> ((DdxException) e).kind()).isEqualTo(DdxException.Kind.DIVISION_BY_ZERO);
    }
}
