package dev.ddx.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ddx.Ddx;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Sym;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected values: SymPy 1.14, factor_list, gcd (made primitive) and resultant. */
class PolynomialTest {

    private static final Generator X = Generator.of(Sym.of("x"));

    private static Polynomial p(String text) {
        RationalForm f = NormalForm.of(Ddx.standard().parse(text), 5_000);
        assertThat(f.isPolynomial()).isTrue();
        return f.numerator().times(Rational.ONE.over(f.denominator().asRational()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "x^4 - 1 | 1 | x - 1, x + 1, x^2 + 1",
            "x^2 - y^2 | 1 | x - y, x + y",
            "6*x^3*y - 6*x*y^3 | 6 | x, y, x - y, x + y",
            "x^8 + x^4 + 1 | 1 | x^2 - x + 1, x^2 + x + 1, x^4 - x^2 + 1",
            "x^4 + 4 | 1 | x^2 - 2*x + 2, x^2 + 2*x + 2",
            "x^3*y + x*y + x^4 + x^2 | 1 | x, x + y, x^2 + 1",
            "a^2*x^2 - b^2 | 1 | a*x - b, a*x + b",
            "2*x^2 + 3*x + 1 | 1 | x + 1, 2*x + 1",
            "x^2 + 1 | 1 | x^2 + 1",
            "x^6 - y^6 | 1 | x - y, x + y, x^2 - x*y + y^2, x^2 + x*y + y^2",
            "4/9*(x + y + z)^3*(x - 2*y)^2 | 4/9 | x - 2*y:2, x + y + z:3",
            "1 - x^2 | -1 | x - 1, x + 1",
            "sqrt(x)^2 - 1 | 1 | x - 1",
            "x - y + sqrt(x) - sqrt(y) | 1 | sqrt(x) - sqrt(y), sqrt(x) + sqrt(y) + 1",
            "e^(2*x) - 1 | 1 | e^x - 1, e^x + 1",
            "12 | 12 |"})
    void factors(String polynomial, String unit, String expected) {
        Factorization f = p(polynomial).factor();
        List<Factorization.Factor> factors = new ArrayList<>();
        for (String s : expected == null ? new String[0] : expected.split(", ")) {
            String[] parts = s.split(":");
            factors.add(new Factorization.Factor(p(parts[0]), Rational.of(parts.length == 1 ? 1 : Long.parseLong(parts[1]))));
        }
        assertThat(f.unit().toExpr()).hasToString(unit);
        assertThat(f.factors()).containsExactlyInAnyOrderElementsOf(factors);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "x^2 - y^2 | x^2 - 2*x*y + y^2 | x - y",
            "(x*y - 1)*(x + z)^2 | (x*y - 1)^2*(x - z) | x*y - 1",
            "x^3 - 1 | x^2 + 1 | 1",
            "6*x^2 - 6 | 4*x + 4 | x + 1",
            "(x + y + z)^4*(x - y) | (x + y + z)^2*(x^3 + z) | (x + y + z)^2",
            "x^1000 - 1 | x^600 - 1 | x^200 - 1",
            "x^2*(x - 1) | x^3 | x^2"})
    void greatestCommonDivisor(String a, String b, String expected) {
        assertThat(p(a).gcd(p(b))).isEqualTo(p(expected));
        assertThat(p(b).gcd(p(a))).isEqualTo(p(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "x^2 - y | x - z | z^2 - y",
            "x^2 + y^2 - 1 | x - y | 2*y^2 - 1",
            "a*x^2 + b*x + 1 | 2*a*x + b | 4*a^2 - a*b^2",
            "2*x^2 - 3*y | 3*x^3 - x + y | -243*y^3 + 116*y^2 - 12*y",
            "x^2 - y^2 | x^2 - 2*x*y + y^2 | 0"})
    void resultant(String a, String b, String expected) {
        assertThat(p(a).resultant(p(b), X)).isEqualTo(p(expected));
    }

    @Test
    void multiplyingThenFactoringGivesTheSameProductInTheSameOrder() {
        Random random = new Random(20_261_124);
        String[] bases = {"x - 1", "x + y", "x*y - 2", "x^2 + x + 1", "3*x - 2*y + z", "y^2 - z", "e^x + 1", "x + sqrt(2)"};
        for (int i = 0; i < 60; i++) {
            List<Polynomial> chosen = new ArrayList<>();
            for (int j = 0; j <= random.nextInt(4); j++) {
                chosen.add(p(bases[random.nextInt(bases.length)]));
            }
            Polynomial product = chosen.stream().reduce(Polynomial.of(Rational.of(1 + random.nextInt(6), 5)), Polynomial::times);
            Factorization f = product.factor();
            Polynomial back = Polynomial.of(f.unit());
            for (Factorization.Factor factor : f.factors()) {
                back = back.times(factor.base().pow(factor.exponent().numerator().intValueExact()));
            }
            assertThat(back).isEqualTo(product);
            Collections.shuffle(chosen, random);
            Polynomial again = chosen.stream().reduce(Polynomial.of(product.content()), Polynomial::times);
            assertThat(again.times(product.content().over(again.content())).factor()).isEqualTo(f);
        }
    }

    @Test
    void aCommonFactorIsFoundWhateverElseThereIs() {
        Random random = new Random(7);
        Polynomial[] bases = {p("x - 1"), p("x + y + 3"), p("x*y^2 - 2*z"), p("x^2 + x + 1"), p("3*x - 2*y + z*x")};
        for (int i = 0; i < 100; i++) {
            Polynomial g = bases[random.nextInt(5)].times(bases[random.nextInt(5)]);
            Polynomial a = g.times(bases[random.nextInt(5)]).plus(g);
            Polynomial b = g.times(bases[random.nextInt(5)]).minus(g.times(Rational.of(7, 3)));
            Polynomial found = a.gcd(b);
            assertThat(found.divideExact(g)).isNotNull();
            assertThat(a.divideExact(found)).isNotNull();
            assertThat(b.divideExact(found)).isNotNull();
        }
    }

    @Test
    void coprimalityIsClaimedForCoprimePolynomialsOnly() {
        assertThat(Coprimality.isCertain(p("x^2 + 1"), p("x + y"))).isTrue();
        assertThat(Coprimality.isCertain(p("x^2 - 1"), p("x*y + y"))).isFalse();
        assertThat(Coprimality.isCertain(p("x^3 - 2*x + 5"), p("x^2 + 1"))).isTrue();
        assertThat(Coprimality.isCertain(p("(x + y)*(x - y)"), p("(x + y)*(x + 1)"))).isFalse();
    }

    @Test
    void whatTakesTooLongIsGivenUp() {
        Polynomial large = p("(a + b + c + d + f)^9");
        assertThatThrownBy(() -> p("x^101 + 1").factor()).isInstanceOf(NormalFormTooLarge.class);
        Thread.currentThread().interrupt();
        try {
            Polynomial q = large.plus(p("x*y + a^11"));
            assertThatThrownBy(() -> q.times(p("a*x + b*y + 1")).factor()).isInstanceOf(NormalFormTooLarge.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
