package dev.ddx.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ddx.Ddx;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apfloat.Apfloat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values in which nearly all digits cancel, or whose parts are 1 or 0 but for what cannot be seen in double precision. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CancellationTest {

    private static final Ddx DDX = Ddx.standard();

    private static Apfloat value(String text, String at, int digits) {
        Map<Sym, Expr> values = new LinkedHashMap<>();
        for (String a : at.split(", ")) {
            Relation r = (Relation) DDX.parse(a);
            values.put((Sym) r.left(), r.right());
        }
        return DDX.evaluate(DDX.parse(text), values, digits).orElseThrow();
    }

    /** Values of mpmath 1.3 with 2,500 digits. One is Rump's example. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            exp(x^2*ln(cos(1/x))); x = 5*10^80; 0.6065306597126334236037995
            exp(x^2*ln(cos(1/x))); x = 10^7; 0.6065306597126329181615831
            exp(x^2*ln(cos(1/x))); x = 10^190; 0.6065306597126334236037995
            e^(x+e^-x)-e^x; x = 100; 1.0
            e^(x+e^-x)-e^x; x = 800; 1.0
            (1+1/x)^x; x = 10^18; 2.718281828459045234001147
            (1+1/x)^x; x = 10^100; 2.718281828459045235360287
            (1+1/x)^x; x = 10^15+1/3; 2.718281828459043876219373
            x*((1+1/x)^x-e); x = 10^60; -1.359140914229522617680144
            (1+1/x^2)^(x^2*sqrt(2)); x = 10^50; 4.113250378782927517173582
            cos(x)-1; x = 10^-300; -5.0e-601
            (1-cos(x))/x^2; x = 10^-90; 0.5
            (x-sin(x))/x^3; x = 10^-70; 0.1666666666666666666666667
            (tan(x)-sin(x))/x^3; x = 10^-120; 0.5
            (asin(x)-x)/x^3; x = 10^-55; 0.1666666666666666666666667
            (atan(x)-x)/x^3; x = 10^-101; -0.3333333333333333333333333
            (sinh(x)-x)/x^3; x = 10^-101; 0.1666666666666666666666667
            (x-tanh(x))/x^3; x = 10^-66; 0.3333333333333333333333333
            (atanh(x)-x)/x^3; x = 10^-66; 0.3333333333333333333333333
            (asinh(x)-x)/x^3; x = 10^-66; -0.1666666666666666666666667
            (e^x-1-x)/x^2; x = 10^-150; 0.5
            (ln(1+x)-x)/x^2; x = 10^-150; -0.5
            ln(1+e^-x)*e^x; x = 400; 1.0
            acos(1-x)/sqrt(x); x = 10^-200; 1.414213562373095048801689
            acosh(1+x)/sqrt(x); x = 10^-200; 1.414213562373095048801689
            pi/2-acos(x); x = 10^-100; 1.0e-100
            (pi/2-atan(x))*x; x = 10^99; 1.0
            x-sqrt(x^2-1); x = 10^100; 5.0e-101
            x^2*(cbrt(1+1/x)-1-1/(3*x)); x = 10^60; -0.1111111111111111111111111
            (1-tanh(x))*e^(2*x); x = 150; 2.0
            (1-erf(x))*x*e^(x^2); x = 12; 0.562250652178725151435061
            (erf(x)-2*x/sqrt(pi))/x^3; x = 10^-40; -0.376126389031837524632053
            ln(cosh(x))-x; x = 300; -0.6931471805599453094172321
            sin(pi*x)*x; x = 10^-250; 3.141592653589793238462643e-500
            sin(x); x = 10^40; -0.5696334009536363273080342
            cos(x+e^-x)-cos(x); x = 250; 2.59052389366963963127578e-109
            sqrt(x+1)+sqrt(x-1)-2*sqrt(x); x = 10^40; -2.5e-61
            gamma(x)*x-1; x = 10^-60; -5.772156649015328606065121e-61
            sin(sin(x))-sin(x)+x^3/6; x = 10^-30; 9.166666666666666666666667e-152
            (sin(tan(x))-tan(sin(x)))/x^7; x = 10^-25; -0.03333333333333333333333333
            e^(e^-x)-1-e^-x; x = 200; 9.575847983570028475099199e-175
            333.75*y^6+x^2*(11*x^2*y^2-y^6-121*y^4-2)+5.5*y^8+x/(2*y); x = 77617, y = 33096; -0.8273960599468213681411651
            ln(ln(x+1)/ln(x))*x*ln(x); x = 10^80; 1.0
            x*(atan(x+1)-atan(x))*x; x = 10^70; 1.0
            """)
    void asWithManyDigits(String text, String at, String expected) {
        Apfloat known = new Apfloat(expected, 30);
        Apfloat difference = value(text, at, 20).subtract(known);
        assertThat(difference.signum() == 0 || difference.scale() < known.scale() - 18).as(value(text, at, 20).toString()).isTrue();
    }

    /** Their values are not 0, or are and that is not proved, and no computer has the digits that tell. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            e^(x+e^-x) - e^x; x = 3.7e9
            ln(1 + e^-x)*e^x; x = 10^9
            exp(x^2*ln(cos(1/x))); x = 10^5000
            cos(10^-3000) - 1; x = 1
            acos(sin(x)^2 + cos(x)^2); x = 3/10
            e^-x; x = 10^30
            """)
    void whatCannotBeToldIsNotTold(String text, String at) {
        assertThatThrownBy(() -> value(text, at, 15)).isInstanceOfSatisfying(DdxException.class, e -> assertThat(e.kind()).isEqualTo(DdxException.Kind.LIMIT));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            sin(x)^2 + cos(x)^2 - 1; x = 3/10
            x^2 - 2; x = sqrt(2)
            3*x - 1; x = 1/3
            ln(cos(x)); x = 0
            x*ln(gamma(x)); x = 1
            floor(x) - 7; x = 7.25
            sum(k^2, k, 0, 3) - x; x = 14
            (e^x - e^-x)/2 - sinh(x); x = 5
            """)
    void zeroIsZero(String text, String at) {
        assertThat(value(text, at, 15).signum()).isZero();
    }

    /** They took as many digits as the argument has zeros; mpmath 1.3 for e^−10^12, and 2/√π times that. */
    @ParameterizedTest
    @ValueSource(strings = {"sin", "tan", "asin", "atan", "sinh", "tanh", "asinh", "atanh", "erf", "erfi", "expm1", "log1p"})
    @Timeout(10)
    void aTinyArgumentTakesFewDigits(String f) {
        Apfloat tiny = value(f + "(e^-x)", "x = 10^12", 15);
        String digits = f.startsWith("erf") ? "6.3186952252020" : "5.5997978423038";
        assertThat(tiny.toString()).startsWith(digits).endsWith("e-434294481904");
    }

    @Test
    @Timeout(10)
    void andThoseThatAreOne() {
        for (String f : new String[] {"cos", "sec", "cosh", "sech", "exp"}) {
            assertThat(value(f + "(e^-x)", "x = 10^12", 15).toString()).isEqualTo("1");
        }
        assertThat(value("acos(e^-x)", "x = 10^12", 15).toString()).startsWith("1.5707963267949");
    }
}
