package dev.ddx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Sym;
import dev.ddx.rewrite.Stable;
import dev.ddx.verify.Verification;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apfloat.Apfloat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ways to compute a function that lose less; what they lose is measured here again, against the evaluation in any precision. */
class StableTest {

    private final Ddx ddx = Ddx.standard();

    private double units(Expr formula, Expr f, Map<Sym, Double> at) {
        double computed = ddx.evaluate(formula, at);
        if (!Double.isFinite(computed)) {
            return Double.POSITIVE_INFINITY;
        }
        Map<Sym, Expr> exact = new java.util.HashMap<>();
        at.forEach((s, v) -> exact.put(s, ddx.parse(new BigDecimal(v).toPlainString())));
        Apfloat value = ddx.evaluate(f, exact, 60).orElseThrow();
        return Math.abs(value.subtract(new Apfloat(new BigDecimal(computed), Apfloat.INFINITE)).divide(value).doubleValue()) * 0x1p53;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "sqrt(x+1) - sqrt(x)|1e12",
        "1 - cos(x)|1e-9",
        "e^x - 1|1e-11",
        "e^(2*x) - 2*e^x + 1|1e-7",
        "ln(1+x)|1e-13",
        "ln(1+e^x)|-40",
        "ln(1/(1+e^(-x)))|-800",
        "ln(1/(1+e^(-x)))|40",
        "(x + sqrt(x^2+4))/2|-100000",
        "1/(x+1) - 1/x|1e9",
        "x^2 - 1|1.0000000001",
        "(1+x)^3 - 1|1e-12",
        "(e^x - e^(-x))/2|1e-9",
        "1 - tanh(x)|30",
        "1 + tanh(x)|-40",
        "1 - erf(x)|5.5",
        "1 + erf(x)|-4.7",
        "ln((1+x)/(1-x))|1e-12",
        "atan(x+1) - atan(x)|1e8",
        "ln(x+1) - ln(x)|1e12",
        "cbrt(x+1) - cbrt(x)|1e12",
        "sin(x+1e-9) - sin(x)|2",
        "sqrt(x^2+1)|1e200",
    })
    void it_repairs_what_is_lost(String text, double x) {
        Expr f = ddx.parse(text);
        Stable s = ddx.stable(f, Map.of());
        Map<Sym, Double> at = Map.of(Sym.of("x"), x);
        assertThat(units(f, f, at)).as("as it is written").isGreaterThan(100);
        assertThat(units(s.formula(), f, at)).as(s.formula().toString()).isLessThan(8);
        assertThat(s.after().bits()).isLessThan(s.before().bits());
        Verification v = ddx.verify(s.derivation());
        assertThat(v.failed()).isEmpty();
        assertThat(v.unchecked()).isEmpty();
    }

    @Test
    void several_symbols() {
        Stable s = ddx.stable(ddx.parse("ln(e^x + e^y)"), Map.of());
        assertThat(ddx.evaluate(s.formula(), Map.of(Sym.of("x"), 1000.0, Sym.of("y"), 1000.0))).isEqualTo(1000 + Math.log(2));
        Stable h = ddx.stable(ddx.parse("sqrt(x^2 + y^2)"), Map.of());
        assertThat(ddx.evaluate(h.formula(), Map.of(Sym.of("x"), 3e200, Sym.of("y"), 4e200))).as(h.formula().toString()).isCloseTo(5e200, org.assertj.core.data.Percentage.withPercentage(1e-13));
    }

    @Test
    void what_it_cannot_repair_it_says() {
        Stable s = ddx.stable(ddx.parse("x*y - sin(x*y)"), Map.of());
        assertThat(s.isBetter()).isFalse();
        assertThat(s.formula()).isEqualTo(ddx.parse("x*y - sin(x*y)"));
        assertThat(s.exposition().parts()).hasSize(3);
    }

    /** Where all ways to write it cancel. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"x - sin(x)|1e-5", "(x*cos(x) - sin(x))/x^2|-1e-7", "(e^x - 1 - x)/x^2|0.001", "atan(x) - x|0.01"})
    void it_takes_a_taylor_polynomial(String text, double x) {
        Expr f = ddx.parse(text);
        Stable s = ddx.stable(f, Map.of(Sym.of("x"), new double[] {-600, 600}));
        assertThat(s.patch()).isNotNull();
        assertThat(units(f, f, Map.of(Sym.of("x"), x))).isGreaterThan(100);
        double radius = ddx.evaluate(s.patch().range().operands().get(2), Map.of());
        for (double at : new double[] {x, Math.nextDown(radius), Math.nextUp(-radius), radius / 2, radius, 1.5 * radius}) {
            assertThat(units(s.formula(), f, Map.of(Sym.of("x"), at))).as(s.formula() + " at " + at).isLessThan(32);
        }
        assertThat(ddx.verify(s.derivation()).failed()).isEmpty();
        assertThat(s.exposition().results()).containsExactly(s.formula());
    }

    /** Overflow of the parts where the whole is a number, and a large square in an exponent. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"expm1(x)/x|711", "e^x/x|713", "e^(-x^2)|22.7", "e^(-x^2/2)|34.28", "e^(-3*x^2)|14.9", "e^(x^2)|22.7", "e^(x/3)|661.3",
        "e^(0.1*x)|-5005.3", "e^(x/7)|4022.37"})
    void it_repairs_exponents(String text, double x) {
        Expr f = ddx.parse(text);
        Stable s = ddx.stable(f, Map.of());
        assertThat(units(f, f, Map.of(Sym.of("x"), x))).isGreaterThan(12);
        assertThat(units(s.formula(), f, Map.of(Sym.of("x"), x))).as(s.formula().toString()).isLessThan(8);
        Verification v = ddx.verify(s.derivation());
        assertThat(v.failed()).isEmpty();
        assertThat(v.unchecked()).isEmpty();
    }

    /** Close to a zero or a pole the angle has to be known better than as a number that was multiplied by π. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"sin(pi*x/180)|540.0000000000001", "cos(pi*x/180)|-89.99999999999999", "tan(pi*x/12)|30.000000000000004", "cot(pi*x/180)|359.99999999999994",
        "1/sec(pi*x/180)|450.00000000000006", "1/csc(pi*x/200)|-1000.0000000000001", "sin(2*pi*x)|17.500000000000004", "cos(pi*x)|2.5000000000000004", "tan(pi*x)|-3.0000000000000004"})
    void it_reduces_angles(String text, double x) {
        Expr f = ddx.parse(text);
        Stable s = ddx.stable(f, Map.of(Sym.of("x"), new double[] {-2000, 2000}));
        assertThat(units(f, f, Map.of(Sym.of("x"), x))).isGreaterThan(1e6);
        assertThat(units(s.formula(), f, Map.of(Sym.of("x"), x))).as(s.formula().toString()).isLessThan(8);
        Verification v = ddx.verify(s.derivation());
        assertThat(v.failed()).isEmpty();
        assertThat(v.unchecked()).isEmpty();
    }

    @Test
    void what_loses_nothing_stays() {
        for (String f : List.of("x*y", "sin(x)", "3*x", "x", "2", "abs(x)")) {
            assertThat(ddx.stable(ddx.parse(f), Map.of()).isBetter()).as(f).isFalse();
        }
        assertThatThrownBy(() -> ddx.withComplex(true).stable(ddx.parse("x"), Map.of())).isInstanceOf(DdxException.class).hasMessageContaining("real mode");
    }

    /** Of the functions of the FPBench suite, how many lose more than 8 units, and how many of these less afterwards. */
    @Test
    @EnabledIfSystemProperty(named = "ddx.corpus", matches = ".+")
    void functions_of_numerical_analysis() throws Exception {
        int all = 0;
        int lossy = 0;
        int better = 0;
        int repaired = 0;
        List<Long> times = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(System.getProperty("ddx.corpus"), "fpbench.jsonl"))) {
            String text = (String) JSON.std.mapFrom(line).get("f");
            Stable s;
            long start = System.nanoTime();
            try {
                s = ddx.stable(ddx.parse(text), Map.of());
            } catch (DdxException none) {
                System.out.println("none: " + text + ": " + none.getMessage());
                continue;
            }
            times.add((System.nanoTime() - start) / 1_000_000);
            all++;
            assertThat(ddx.verify(s.derivation()).failed()).as(text).isEmpty();
            boolean loses = s.before().worst() > 8;
            lossy += loses ? 1 : 0;
            better += loses && s.before().bits() - s.after().bits() > 0.05 ? 1 : 0;
            repaired += loses && s.after().worst() <= 8 ? 1 : 0;
            System.out.printf("%5.1f -> %5.1f bits, %8.2g -> %8.2g  %s  =>  %s%n", s.before().bits(), s.after().bits(), s.before().worst(), s.after().worst(), text, s.formula());
        }
        times.sort(null);
        System.out.println(all + " functions; lose more than 8 units: " + lossy + "; less afterwards: " + better + "; within 8 units then: " + repaired
                + "; median time " + times.get(times.size() / 2) + " ms, longest " + times.get(times.size() - 1) + " ms");
        assertThat(better).isGreaterThan(lossy / 4);
    }
}
