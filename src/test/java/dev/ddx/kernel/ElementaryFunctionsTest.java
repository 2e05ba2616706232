package dev.ddx.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.apfloat.Apcomplex;
import org.apfloat.Apfloat;
import org.apfloat.ApfloatMath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against ApfloatMath with more digits. */
class ElementaryFunctionsTest {

    private record Pair(UnaryOperator<Apfloat> here, UnaryOperator<Apfloat> there, double from, double to) {
    }

    private static final Map<String, Pair> FUNCTIONS = Map.ofEntries(
            Map.entry("exp", new Pair(ElementaryFunctions::exp, ApfloatMath::exp, -300, 300)),
            Map.entry("ln", new Pair(ElementaryFunctions::ln, ApfloatMath::log, 0, 300)),
            Map.entry("sin", new Pair(ElementaryFunctions::sin, ApfloatMath::sin, -300, 300)),
            Map.entry("cos", new Pair(ElementaryFunctions::cos, ApfloatMath::cos, -300, 300)),
            Map.entry("tan", new Pair(ElementaryFunctions::tan, ApfloatMath::tan, -300, 300)),
            Map.entry("asin", new Pair(ElementaryFunctions::asin, ApfloatMath::asin, -1, 1)),
            Map.entry("acos", new Pair(ElementaryFunctions::acos, ApfloatMath::acos, -1, 1)),
            Map.entry("atan", new Pair(ElementaryFunctions::atan, ApfloatMath::atan, -300, 300)),
            Map.entry("sinh", new Pair(ElementaryFunctions::sinh, ApfloatMath::sinh, -50, 50)),
            Map.entry("cosh", new Pair(ElementaryFunctions::cosh, ApfloatMath::cosh, -50, 50)),
            Map.entry("asinh", new Pair(ElementaryFunctions::asinh, ApfloatMath::asinh, -300, 300)),
            Map.entry("acosh", new Pair(ElementaryFunctions::acosh, ApfloatMath::acosh, 1, 300)),
            Map.entry("atanh", new Pair(ElementaryFunctions::atanh, ApfloatMath::atanh, -1, 1)));

    @ParameterizedTest
    @ValueSource(strings = {"exp", "ln", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "asinh", "acosh", "atanh"})
    void every_digit_is_right_but_for_some_units_of_the_last(String name) {
        Pair f = FUNCTIONS.get(name);
        for (Apfloat x : arguments(f)) {
            Apfloat value = f.here().apply(x);
            Apfloat error = ApfloatMath.abs(extended(value, 120).subtract(f.there().apply(extended(x, 120))));
            assertThat(error.compareTo(ApfloatMath.scale(new Apfloat(2, 20), value.scale() - value.precision())))
                    .as("%s of %s to %d digits: %s", name, x, value.precision(), value).isLessThan(0);
        }
    }

    /** No digit is thrown away that the argument tells: with one more, the value, moved by what the last digit of the argument may be, would change. */
    @ParameterizedTest
    @ValueSource(strings = {"exp", "ln", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "asinh", "acosh", "atanh"})
    void as_many_digits_as_the_argument_tells(String name) {
        Pair f = FUNCTIONS.get(name);
        for (Apfloat x : arguments(f)) {
            Apfloat value = f.here().apply(x);
            if (value.precision() < x.precision()) {
                Apfloat wide = extended(x, 120);
                Apfloat moved = f.there().apply(wide.add(ApfloatMath.scale(new Apfloat(1, wide.precision()), x.scale() - x.precision())));
                Apfloat change = ApfloatMath.abs(moved.subtract(f.there().apply(wide)));
                assertThat(change.scale()).as("%s of %s: %d digits", name, x, value.precision()).isGreaterThanOrEqualTo(value.scale() - value.precision() - 2);
            }
        }
    }

    @Test
    void where_there_is_no_real_value() {
        assertThatThrownBy(() -> ElementaryFunctions.ln(new Apfloat("-2.5", 40))).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> ElementaryFunctions.ln(Apcomplex.ZERO)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> ElementaryFunctions.asin(new Apfloat("1.5", 40))).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> ElementaryFunctions.acosh(new Apfloat("0.5", 40))).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> ElementaryFunctions.atanh(new Apfloat("1", 40))).isInstanceOf(ArithmeticException.class);
    }

    /** DLMF 3.12.1, 3.12.4 and Euler's number (OEIS A001113, A002392, A000796). */
    @Test
    void constants() {
        assertThat(ElementaryFunctions.exp(new Apfloat(1, 50)).toString()).startsWith("2.718281828459045235360287471352662497757247093699");
        assertThat(ElementaryFunctions.ln(new Apfloat(10, 50)).toString()).startsWith("2.30258509299404568401799145468436420760110148862");
        assertThat(ElementaryFunctions.acos(new Apfloat(-1, 50)).toString()).startsWith("3.1415926535897932384626433832795028841971693993");
        assertThat(ElementaryFunctions.sin(new Apfloat("1e-60", 50)).toString()).isEqualTo("1e-60");
    }

    /** The digits that are shown, and zeros. */
    private static Apfloat extended(Apfloat x, int more) {
        return new Apfloat(x.toString(), x.precision() + more);
    }

    private static List<Apfloat> arguments(Pair f) {
        Random random = new Random(4);
        List<Apfloat> out = new ArrayList<>();
        for (int digits : new int[] {8, 12, 40, 81, 300}) {
            for (int i = 0; i < 12; i++) {
                // Some near the ends of the range, some near 0.
                double part = i % 3 == 0 ? random.nextDouble() : i % 3 == 1 ? Math.pow(random.nextDouble(), 20) : 1 - Math.pow(random.nextDouble(), 20);
                Apfloat tail = ApfloatMath.scale(new Apfloat(new BigInteger(4 * digits, random).setBit(0), digits), -digits * 2L);
                Apfloat x = new Apfloat(f.from() + (f.to() - f.from()) * part, digits + 20).add(tail).precision(digits);
                boolean inside = x.compareTo(new Apfloat(f.from())) > 0 && x.compareTo(new Apfloat(f.to())) < 0;
                if (inside && x.signum() != 0) {
                    out.add(x);
                    out.add(i % 4 == 1 && f.from() < 0 ? ApfloatMath.scale(x, -8) : x);
                }
            }
        }
        return out;
    }
}
