package dev.ddx.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ddx.Ddx;
import dev.ddx.expr.Const;
import dev.ddx.expr.Limit;
import dev.ddx.expr.Sym;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Exposition;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Step;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitCheckTest {

    private static final Ddx DDX = Ddx.standard();
    private static final Sym X = Sym.of("x");

    private static Limit.Side side(String side) {
        return side == null ? Limit.Side.BOTH : Limit.Side.valueOf(side.toUpperCase(Locale.ROOT));
    }

    private static Verification claim(String f, String a, String side, String value) {
        Limit l = Limit.of(DDX.parse(f), X, Const.orInfinite(DDX.parse(a)), side(side));
        Step s = new Step("limit-laws", List.of(), l, Const.orInfinite(DDX.parse(value)), Reason.of("Limit laws"), List.of(), List.of(), 0);
        return DDX.verify(new Derivation(l, List.of(s)));
    }

    /** Values that a calculation which is wrong in one place would give. */
    @ParameterizedTest
    @CsvSource({
        "sin(x)/x, 0, , 0", "sin(x)/x, 0, , oo", "(1-cos(x))/x^2, 0, , 1", "x*ln(x), 0, right, -1", "(1+1/x)^x, oo, , 1", "(1+1/x)^x, oo, , oo",
        "x^5/e^x, oo, , oo", "e^x/x^3, oo, , 0", "sqrt(x^2+x)-x, oo, , 0", "sqrt(x^2+x)-x, oo, , oo", "ln(x)/x, oo, , 1", "1/ln(x), oo, , 1/1000",
        "atan(x), oo, , 1", "atan(x), -oo, , pi/2", "abs(x)/x, 0, , 1", "abs(x)/x, 0, left, 1", "1/x, 0, , oo", "1/x, 0, left, oo", "sin(1/x), 0, , 0", "sin(x), oo, , 0",
        "sin(pi*x), oo, , 0", "x-floor(x), oo, , 0", "e^(sqrt(x))/x^10, oo, , 0", "x^100/e^x, oo, , oo", "e^x/x^100, oo, , 0", "tan(x), pi/2, , oo",
        "(1+a/x)^x, oo, , e", "sin(a*x)/x, 0, , 1", "(1+a/x)^x, oo, , e^(a+b)", "a*x, oo, , oo", "a/(x*b), oo, , a/b",
        "(sin(x)/x)^(1/x^2), 0, , 1", "(cos(1/x))^(x^2), oo, , 1", "x*sin(1/x), 0, , 1", "ln(ln(x)), oo, , 3"})
    void a_wrong_limit_is_not_accepted(String f, String a, String side, String value) {
        assertThat(claim(f, a, side, value).accepted()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "(1+a/x)^x, oo, , e^a", "sin(a*x)/x, 0, , a", "((a+x)^3-a^3)/x, 0, , 3*a^2", "a/(x*b), oo, , 0",
        "sin(x)/x, 0, , 1", "x*ln(x), 0, right, 0", "(1+1/x)^x, oo, , e", "sqrt(x^2+x)-x, oo, , 1/2", "(3*x^2+x)/(2*x^2-5), oo, , 3/2", "(3*x^2+x)/(2*x^2-5), -oo, , 3/2",
        "ln(x)/x, oo, , 0", "1/ln(x), oo, , 0", "atan(x), -oo, , -pi/2", "abs(x)/x, 0, left, -1", "1/x, 0, left, -oo", "x*sin(1/x), 0, , 0", "e^x-x^2, oo, , oo"})
    void a_right_limit_is_accepted(String f, String a, String side, String value) {
        assertThat(claim(f, a, side, value).accepted()).isTrue();
    }

    /** Each line of what is found is accepted. */
    @ParameterizedTest
    @CsvSource({"(tan(x)-sin(x))/x^3, 0,", "x^x, 0, right", "sqrt(x^2+x)-x, oo,", "x^3/e^x, oo,", "(1+3/x)^(2*x), oo,", "1/x-1/(e^x-1), 0,", "ln(x+1)-ln(x), oo,",
        "(x+sin(x))/x, oo,", "(1+a/x)^(b*x), oo,", "(cos(a*x)-cos(b*x))/x^2, 0,", "sqrt(x^2+a*x)-x, oo,", "x*(pi/2-atan(x)), oo,", "abs(x^2-4)/(x-2), 2, left"})
    void the_lines_that_are_found_are_accepted(String f, String a, String side) {
        Exposition e = DDX.limit(DDX.parse(f), X, DDX.parse(a), side(side));
        Verification v = DDX.verify(e);
        assertThat(e.results()).hasSize(1);
        assertThat(v.accepted()).as(v.failed() + " " + v.unchecked()).isTrue();
    }
}
