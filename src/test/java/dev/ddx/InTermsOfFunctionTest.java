package dev.ddx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Sym;
import dev.ddx.rewrite.Derivation;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * y′ = R(y). Expected: the differential equations by which the functions are known (Verhulst, Gompertz,
 * Riccati; DLMF 4.20 and 4.34), each checked with SymPy 1.14: simplify(diff(y, x) − R(y)) is 0.
 */
class InTermsOfFunctionTest {

    private static final Ddx DDX = Ddx.standard();
    private static final Sym X = Sym.of("x");

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "1/(1 + e^(-x)) | y - y^2",
            "L/(1 + e^(-k*(x - c))) | k*y*(L - y)/L",
            "e^x/(1 + e^x) | y - y^2",
            "tanh(x) | 1 - y^2",
            "tan(x) | 1 + y^2",
            "tan(3*x) | 3*(1 + y^2)",
            "cot(x) | -(1 + y^2)",
            "coth(x) | 1 - y^2",
            "a*e^(-b*e^(-c*x)) | -c*y*ln(y/a)",
            "ln(1 + e^x) | 1 - e^(-y)",
            "1/x | -y^2",
            "a/(x + b) | -y^2/a",
            "sqrt(x) | 1/(2*y)",
            "sqrt(a*x + b) | a/(2*y)",
            "x^(1/3) | 1/(3*y^2)",
            "e^(k*x) | k*y",
            "5*x + 1 | 5",
            "(e^x + 1)/(e^x + 2) | (1 - y)*(2*y - 1)",
            "(1 + e^(-x))^(-1/2) | (y - y^3)/2",
            "e^(e^x) | y*ln(y)",
            "1/(1 + c*e^(-x)) | y - y^2"})
    void findsTheDifferentialEquation(String body, String expected) {
        Expr f = DDX.parse(body);
        Expr found = DDX.derivationInTermsOf(f, X, 1, Sym.of("y")).result();
        assertThat(found.isFreeOf(X)).isTrue();
        assertThat(DDX.equal(found, DDX.parse(expected)).isZero()).as(found + " is " + expected).isTrue();
        // By numbers: at a place where all of these are real.
        Map<Sym, Double> at = Map.of(X, 0.7, Sym.of("a"), 1.3, Sym.of("b"), 0.4, Sym.of("c"), 0.6, Sym.of("k"), 1.7, Sym.of("L"), 2.1);
        double h = 1e-5;
        double slope = (value(f, at, 0.7 + h) - value(f, at, 0.7 - h)) / (2 * h);
        Map<Sym, Double> withY = new java.util.HashMap<>(at);
        withY.put(Sym.of("y"), value(f, at, 0.7));
        assertThat(DDX.evaluate(found, withY)).isCloseTo(slope, org.assertj.core.api.Assertions.within(1e-6));
    }

    private static double value(Expr f, Map<Sym, Double> at, double x) {
        Map<Sym, Double> there = new java.util.HashMap<>(at);
        there.put(X, x);
        return DDX.evaluate(f, there);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x^2", "sin(x)", "e^(-x^2)", "1/(x^2 + 1)", "1/cosh(x)", "x*e^x", "x + e^x"})
    void saysThatThereIsNone(String body) {
        assertThatThrownBy(() -> DDX.derivationInTermsOf(DDX.parse(body), X, 1, Sym.of("y"))).isInstanceOf(DdxException.class)
                .hasMessageContaining("there is no rational function of y")
                .extracting(e -> ((DdxException) e).kind()).isEqualTo(DdxException.Kind.NO_RELATION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"atan(x)", "ln(x) + x", "sqrt(x^2 + 1)"})
    void saysThatNoneWasFound(String body) {
        assertThatThrownBy(() -> DDX.derivationInTermsOf(DDX.parse(body), X, 1, Sym.of("y"))).isInstanceOf(DdxException.class)
                .hasMessageContaining("was found").extracting(e -> ((DdxException) e).kind()).isEqualTo(DdxException.Kind.NO_RELATION);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "1/(1 + e^(-x)) | e^(-x) | e^(-x)/(1 + e^(-x))^2",
            "x/(x^2 + 1) | x^2 + 1 | (2 - (x^2 + 1))/(x^2 + 1)^2",
            "x*sigma(x) | sigma(x) | sigma(x)*(1 + x*(1 - sigma(x)))",
            "ln(1 + e^x) | sigma(x) | sigma(x)",
            "tan(x)^3 | tan(x) | 3*tan(x)^2*(1 + tan(x)^2)"})
    void byASubExpressionOrADefinition(String f, String y, String expected) {
        Expr found = DDX.derivationInTermsOf(DDX.parse(f), X, 1, DDX.parse(y)).result();
        assertThat(DDX.equal(found, DDX.parse(expected)).isZero()).as(found.toString()).isTrue();
        assertThat(found.contains(DDX.parse(y))).as(found.toString()).isTrue();
    }

    @Test
    void theStepNamesTheFunction() {
        Derivation d = DDX.derivationInTermsOf(DDX.parse("L/(1 + e^(-k*(x - c)))"), X, 1, Sym.of("y"));
        assertThat(d.result()).isEqualTo(DDX.parse("k*y*(L - y)/L"));
        assertThat(d.steps().get(d.steps().size() - 1).reason().fill(Expr::toString))
                .isEqualTo("Write in terms of $y = L/(1 + exp(-k*(x - c)))$");
    }

    @Test
    void refusesWhatDoesNotDependOnTheVariable() {
        assertThatThrownBy(() -> DDX.derivationInTermsOf(DDX.parse("a*x"), X, 1, DDX.parse("a"))).isInstanceOf(DdxException.class)
                .extracting(e -> ((DdxException) e).kind()).isEqualTo(DdxException.Kind.USAGE);
    }
}
