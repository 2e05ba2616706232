package dev.ddx.calculus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ddx.Ddx;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Num;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandardLibraryTest {

    private static final Ddx DDX = Ddx.standard();

    /** As SymPy 1.14 does: sqrt(-1), sqrt(-9/4), I**7, 1/I, sqrt(-1)**2. */
    @ParameterizedTest
    @CsvSource({"sqrt(-1), i", "sqrt(-9/4), 3/2*i", "i^7, -i", "1/i, -i", "sqrt(-1)^2, -1", "e^(sqrt(-1)*x), e^(i*x)"})
    void rootsOfNegativeSquaresAreMultiplesOfTheImaginaryUnit(String text, String expected) {
        Ddx complex = DDX.withComplex(true);
        Expr simple = complex.simplify(complex.parse(text));
        assertThat(simple.has(e -> e.toString().startsWith("sqrt("))).isFalse();
        assertThat(complex.equal(simple, complex.parse(expected)).isZero()).as(simple.toString()).isTrue();
    }

    @Test
    void aPowerOfZeroIsZeroForPositiveExponents() {
        assertThat(DDX.simplify(DDX.parse("0^k"))).isEqualTo(Num.ZERO);
        assertThat(DDX.simplification(DDX.parse("0^k")).conditions()).containsExactly((Relation) DDX.parse("k > 0"));
        assertThat(DDX.simplify(DDX.parse("sqrt(x-x)"))).isEqualTo(Num.ZERO);
    }

    @ParameterizedTest
    @CsvSource({"gamma(-1)*x, gamma(-1) has no real value", "gamma(-7)*x, gamma(-7) has no real value", "(-100)!, factorial(-100) has no real value", "x + digamma(0), digamma(0) has no real value", "tan(pi/2)*x, tan(pi/2) has no real value",
        "sqrt(x-x), simplify the expression first"})
    void whatHasNoValueIsNamed(String text, String message) {
        assertThatThrownBy(() -> DDX.derivation(DDX.parse(text), Sym.of("x"), 1, null)).isInstanceOf(DdxException.class).hasMessageContaining(message);
    }

    @Test
    void eachFunctionHasASource() {
        assertThat(StandardLibrary.standard().functions().all()).hasSizeGreaterThan(100).allSatisfy(f -> assertThat(f.source()).as(f.name()).isNotBlank());
    }
}
