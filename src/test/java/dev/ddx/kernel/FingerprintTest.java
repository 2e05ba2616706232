package dev.ddx.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ddx.calculus.StandardLibrary;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Limits;
import dev.ddx.parse.ExpressionParser;
import dev.ddx.parse.ParseOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintTest {

    private static final FunctionTable FUNCTIONS = StandardLibrary.standard().functions();

    private final Kernel kernel = new Kernel(FUNCTIONS, Limits.DEFAULT);

    private int read(String text) {
        return kernel.read(ExpressionParser.parse(text, ParseOptions.of(FUNCTIONS)).expression());
    }

    @ParameterizedTest
    @CsvSource({"(x+1)^2, x^2+2*x+1, true", "(x^2-1)/(x-1), x+1, true", "sin((x+1)^2), sin(x^2+2*x+1), true", "x/3+x/6, x/2, true",
        "(x-y)*(x+y), x^2-y^2, true", "x^-2*x^3, x, true", "(x+1)^2, x^2+1, false", "sin(x), cos(x), false", "x, y, false",
        "sin(x)^2+cos(x)^2, 1, false", "x^3, x^2, false", "pi, e, false"})
    void equalAsRationalFunctions(String a, String b, boolean equal) {
        int x = read(a);
        int y = read(b);
        for (long seed = 1; seed < 4; seed++) {
            Fingerprint f = new Fingerprint(kernel.dag(), seed);
            assertThat(f.of(x) == f.of(y)).isEqualTo(equal);
        }
    }

    @Test
    void arithmeticModuloTheMersennePrime() {
        Fingerprint f = new Fingerprint(kernel.dag(), 5);
        assertThat(f.of(read("2305843009213693950 + 3"))).isEqualTo(2);
        assertThat(f.of(read("1/2"))).isEqualTo(1L << 60);
        assertThat(f.of(read("(2305843009213693950)^3"))).isEqualTo((1L << 61) - 2);
        assertThat(f.of(read("1/((x+1)^2-x^2-2*x-1)"))).isEqualTo(-1);
    }
}
