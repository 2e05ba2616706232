package dev.ddx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Sym;
import dev.ddx.rewrite.Superior;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The derivative by what the function has computed: operations as ML frameworks write them by hand, errors by mpmath. */
class SuperiorTest {

    private static final Ddx DDX = Ddx.standard();
    private static final Sym X = Sym.of("x");

    private static Superior superior(String f, Map<Sym, double[]> domain) {
        return DDX.superior(DDX.parse(f), X, domain, Map.of());
    }

    /** PyTorch and JAX write y(1 − y); JAX with highest precision y·σ(−x), which is y·(E·y). */
    @Test
    void sigmoidHasTwoFormsOfTwoOperations() {
        Superior s = superior("1/(1+e^(-x))", Map.of());
        assertThat(s.fewest().formula()).hasToString("y*(1 - y)");
        assertThat(s.fewest().operations()).isEqualTo(2);
        assertThat(s.stable().formula()).hasToString("y*(E*y)");
        assertThat(s.stable().operations()).isEqualTo(2);
        assertThat(s.isFewest()).isTrue();
        assertThat(s.fewest().isProved() && s.stable().isProved()).isTrue();
        // mpmath: 4.5 units on [-700, 700], and from 36.8 on y is 1.
        assertThat(s.stable().error()).isBetween(1.0, 4.6);
        assertThat(s.fewest().error()).isGreaterThan(0x1p52);
        assertThat(s.lost()).hasSize(1);
        assertThat(s.lost().get(0)[0]).isBetween(36.0, 45.0);
        assertThat(s.points()).isGreaterThanOrEqualTo(500);
    }

    /** f, what is there for nothing besides f's parts, and the operations that the frameworks' hand-written derivatives take. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"tanh(x);2;0", "x*(1/(1+e^(-x)));4;0", "tan(x);2;0", "1/x;2;0", "sqrt(x);1;0", "x^7;2;0", "ln(1+e^x);1;0",
        "atan(x);3;0", "(x+sqrt(x^2+4))/2;1;0", "e^(-x^2/2);2;0", "x*tanh(ln(1+e^x));21;0", "cbrt(x);2;0", "sin(x)/x;2;1", "asinh(x);3;1", "cosh(x);0;1"})
    void asFewOperationsAsByHand(String f, int operations, int calls) {
        Superior s = superior(f, Map.of());
        assertThat(s.fewest().isProved()).isTrue();
        assertThat(s.fewest().calls()).isLessThanOrEqualTo(calls);
        assertThat(s.fewest().operations()).as(s.fewest().formula().toString()).isLessThanOrEqualTo(operations);
    }

    /** x³ sin x and x³ eˣ have the derivative 0 at 0, so that nothing is divided by x or tan x. */
    @ParameterizedTest
    @CsvSource({"x^3*sin(x)", "x^3*exp(x)", "sin(x)^3", "x^2*exp(x)"})
    void ofFormsThatCostTheSameOneIsTakenThatHasAValueWhereTheDerivativeHas(String f) {
        Superior s = superior(f, Map.of());
        Map<Sym, Double> at = new LinkedHashMap<>(Map.of(X, 0.0));
        s.forward().forEach((name, line) -> at.put(name, DDX.evaluate(line, at)));
        assertThat(DDX.evaluate(s.fewest().formula(), at)).isZero();
        assertThat(DDX.evaluate(s.stable().formula(), at)).isZero();
    }

    /** Where these derivatives have a value, by hand: cos(πx/180) ≠ 0, cos(πx) ≠ 0 and |x| > 1; there the forms have one, too. */
    @ParameterizedTest
    @ValueSource(strings = {"sec(pi*x/180)", "tan(pi*x)", "sqrt(x^2 - 1)"})
    void aConditionOfTheDerivativeIsNotSaidAgainInAnotherForm(String f) {
        Superior s = superior(f, Map.of());
        assertThat(s.fewest().needed()).isEmpty();
        assertThat(s.stable().needed()).isEmpty();
    }

    /** 2x cos x − x² sin x = y(2/x − tan x), with y = x² cos x. */
    @Test
    void aFormWithoutAValueWhereTheDerivativeHasOneSaysSo() {
        Superior s = superior("x^2*cos(x)", Map.of());
        assertThat(s.fewest().formula().toString()).contains("2/x");
        assertThat(s.fewest().needed()).extracting(Object::toString).containsExactly("x != 0", "cos(x) != 0");
        assertThat(s.stable().needed()).isEmpty();
        assertThat(s.sentences()).extracting(Object::toString).anyMatch(t -> t.contains("It has a value only for"));
    }

    @ParameterizedTest
    @CsvSource({"x^3*exp(x)", "x^2*ln(x)", "1/x", "x/(1+abs(x))", "x^2/(1+x^2)"})
    void aCheapestFormThatLosesLittleIsTheStableOne(String f) {
        Superior s = superior(f, Map.of());
        assertThat(s.isOneForm()).isTrue();
        assertThat(s.stable().error()).isLessThanOrEqualTo(Superior.ACCURATE);
    }

    @Test
    void eachConstantThatFormulasAreMadeOfIsNamedOnce() {
        List<Double> constants = superior("x*(1 + erf(x/sqrt(2)))/2", Map.of()).pool().stream().filter(Expr::isConstant).map(c -> DDX.evaluate(c, Map.of())).toList();
        for (int i = 0; i < constants.size(); i++) {
            for (double other : constants.subList(0, i)) {
                assertThat(Math.abs(constants.get(i) - other)).isGreaterThan(1e-9);
            }
        }
    }

    @Test
    void theFormsHaveTheValueOfTheDerivative() {
        for (String f : new String[] {"x/(1+e^(-x))", "sqrt(x^2+4)*sin(x)", "ln(1+e^x)*x", "x^3*e^(2*x)", "cos(x)/(1+x^2)"}) {
            Superior s = superior(f, Map.of(X, new double[] {-2, 2}));
            for (Superior.Form form : new Superior.Form[] {s.fewest(), s.stable()}) {
                Map<Sym, Double> at = new LinkedHashMap<>(Map.of(X, 0.7));
                s.forward().forEach((name, line) -> at.put(name, DDX.evaluate(line, at)));
                double h = 1e-5;
                Expr e = DDX.parse(f);
                double slope = (DDX.evaluate(e, Map.of(X, 0.7 + h)) - DDX.evaluate(e, Map.of(X, 0.7 - h))) / (2 * h);
                assertThat(DDX.evaluate(form.formula(), at)).as(f + ": " + form.formula()).isCloseTo(slope, org.assertj.core.data.Offset.offset(1e-8));
            }
        }
    }

    /** Those of the table whose form of fewest operations loses much; the values are measured again against 60 digits. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"x*tanh(ln(1+e^x));-30;30", "(x+sqrt(x^2+4))/2;-700;700", "erf(x);-5;5", "sin(x)/x;-700;700", "e^(-x^2/2);-30;30"})
    void theStableFormIsFoundByRulesWhereReuseLosesMuch(String text, double from, double to) {
        Expr f = DDX.parse(text);
        Superior s = superior(text, Map.of(X, new double[] {from, to}));
        assertThat(s.fewest().error()).isGreaterThan(8);
        assertThat(s.stable().error()).isLessThanOrEqualTo(8);
        assertThat(s.stable().isProved()).isTrue();
        assertThat(DDX.verify(s.stable().derivation()).failed()).isEmpty();
        Expr d = DDX.differentiate(f, X, 1);
        java.util.SplittableRandom random = new java.util.SplittableRandom(1);
        for (int i = 0; i < 200; i++) {
            double x = (i % 2 == 0 ? from + (to - from) * random.nextDouble() : (random.nextBoolean() ? 1 : -1) * Math.pow(10, -8 * random.nextDouble()));
            Map<Sym, Double> at = new LinkedHashMap<>(Map.of(X, x));
            s.forward().forEach((name, line) -> at.put(name, DDX.evaluate(line, at)));
            org.apfloat.Apfloat exact = DDX.evaluate(d, Map.of(X, DDX.parse(new java.math.BigDecimal(x).toPlainString())), 60).orElseThrow();
            double computed = DDX.evaluate(s.stable().formula(), at);
            double units = Math.abs(exact.subtract(new org.apfloat.Apfloat(new java.math.BigDecimal(computed))).divide(exact).doubleValue()) * 0x1p53;
            // Close to a zero of the derivative there is no bound; the points of the measurement are others.
            assertThat(units).as(s.stable().formula() + " at " + x).isLessThan(200);
        }
    }

    @Test
    void whatIsCachedIsFree() {
        Superior s = DDX.superior(DDX.parse("sec(x)"), X, Map.of(X, new double[] {-1, 1}), Map.of(Sym.of("t"), DDX.parse("tan(x)")));
        assertThat(s.fewest().operations()).isEqualTo(1);
        assertThat(s.fewest().calls()).isZero();
    }

    /** The polynomials are those of any textbook. */
    @Test
    void higher_derivatives_of_the_logistic_function_are_polynomials_in_it() {
        Ddx ddx = Ddx.standard();
        for (int order = 2; order <= 3; order++) {
            Superior s = ddx.superior(ddx.parse("1/(1+e^(-x))"), Sym.of("x"), order, Map.of(), Map.of());
            Expr expected = ddx.parse(order == 2 ? "y*(1-y)*(1-2*y)" : "y*(1-y)*(1-6*y+6*y^2)");
            assertThat(s.fewest().isProved()).isTrue();
            assertThat(s.fewest().calls()).isZero();
            assertThat(s.fewest().formula().freeSymbols()).containsExactly(Sym.of("y"));
            assertThat(ddx.equal(s.fewest().formula(), expected).answer()).isEqualTo(dev.ddx.kernel.ZeroTest.Answer.ZERO);
        }
    }
}
