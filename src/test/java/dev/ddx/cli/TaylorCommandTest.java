package dev.ddx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ddx.Ddx;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Num;
import dev.ddx.expr.Sym;
import dev.ddx.rewrite.Exposition;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaylorCommandTest {

    private static final Ddx DDX = Ddx.standard();
    private static final Sym X = Sym.of("x");

    private static Run ddx(String input, String... arguments) {
        return Run.of(input, arguments);
    }

    /** Polynomials by series(f, x, a, n + 1) of SymPy 1.14. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "tan(x) | 0 | 9 | 62*x^9/2835 + 17*x^7/315 + 2*x^5/15 + x^3/3 + x",
        "exp(sin(x)) | 0 | 8 | 31*x^8/5760 + x^7/90 - x^6/240 - x^5/15 - x^4/8 + x^2/2 + x + 1",
        "sin(x)/x | 0 | 6 | -x^6/5040 + x^4/120 - x^2/6 + 1",
        "ln(x) | 1 | 4 | x - (x - 1)^4/4 + (x - 1)^3/3 - (x - 1)^2/2 - 1",
        "exp(x)*cos(x) | 0 | 6 | -x^5/30 - x^4/6 - x^3/3 + x + 1",
        "sqrt(1+x) | 0 | 4 | -5*x^4/128 + x^3/16 - x^2/8 + x/2 + 1",
        "x/(exp(x)-1) | 0 | 6 | x^6/30240 - x^4/720 + x^2/12 - x/2 + 1",
        "asin(x) | 0 | 7 | 5*x^7/112 + 3*x^5/40 + x^3/6 + x",
        "sin(x) | pi/2 | 4 | (x - pi/2)^4/24 - (x - pi/2)^2/2 + 1",
        "erf(x) | 0 | 5 | x^5/(5*sqrt(pi)) - 2*x^3/(3*sqrt(pi)) + 2*x/sqrt(pi)",
        "x^2*cos(x)^2 | 0 | 4 | x^2 - x^4",
        "(x^2+x^3)^40 | 0 | 79 | 0",
        "e^(a*x) | 0 | 2 | 1 + a*x + a^2*x^2/2",
    })
    void polynomials(String f, String a, int n, String expected) {
        Exposition e = DDX.taylor(DDX.parse(f), X, DDX.parse(a), n);
        assertThat(DDX.equal(e.results().get(0), DDX.parse(expected)).isZero()).as(e.results().get(0).toString()).isTrue();
        assertThat(DDX.verify(e).accepted()).isTrue();
    }

    /** The coefficient of x^29 of tan by SymPy 1.14, that of x^30 of e^sin(x) by power series in Python's fractions. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "tan(x) | 689005380505609448/263505041412702261046875*x^29",
        "exp(sin(x)) | 1446188098724255329/3844244345104218241105920000000*x^30",
    })
    void order_30(String f, String term) {
        long start = System.nanoTime();
        Exposition e = DDX.taylor(DDX.parse(f), X, Num.ZERO, 30);
        assertThat(System.nanoTime() - start).isLessThan(10_000_000_000L);
        Expr rest = DDX.parse(e.results().get(0) + " - (" + term + ")");
        assertThat(DDX.differentiate(rest, X, term.endsWith("29") ? 29 : 30).substitute(s -> s.equals(X) ? Num.ZERO : null))
                .satisfies(zero -> assertThat(DDX.zero(zero).isZero()).isTrue());
    }

    /** DLMF 4.19.1, 4.33.1, 4.6.1, 4.24.3 and the geometric series, with monomials for the variable. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "sin(x) | General term: (-1)^k·x^(2k + 1)/(2k + 1)! for k = 0, 1, … | for all real x",
        "e^(2x) | General term: 2^k·x^k/k! for k = 0, 1, … | for all real x",
        "ln(1+x) | General term: (-1)^(k + 1)·x^k/k for k = 1, 2, … | for |x| < 1",
        "atan(x) | General term: (-1)^k·x^(2k + 1)/(2k + 1) for k = 0, 1, … | for |x| < 1",
        "x^3/(1-x) | General term: x^(k + 3) for k = 0, 1, … | for |x| < 1",
        "ln(1-x) | General term: -x^k/k for k = 1, 2, … | for |x| < 1",
        "sqrt(1+x) | General term: (-1)^k·(2k)!·x^k/(4^k·(k!)²·(1 - 2k)) for k = 0, 1, … | for |x| < 1",
    })
    void general_terms(String f, String term, String where) {
        assertThat(ddx("", "taylor", f, "--format", "text").out()).contains(term).contains(where);
    }

    @ParameterizedTest
    @CsvSource({"tan(x)", "e^sin(x)", "sin(x)*e^x", "ln(1+x)^2", "cos(x)+1/(1-x)"})
    void no_general_term_is_made_up(String f) {
        assertThat(ddx("", "taylor", f, "--format", "text").out()).doesNotContain("General term").contains("Remainder (Lagrange)");
    }

    @Test
    void the_table_has_the_derivatives() {
        String text = ddx("", "taylor", "sin(x)", "-n", "3", "--format", "text", "--verify").out();
        assertThat(text).contains("3 │   -cos(x)        -1            -1/6").contains("R_3(x) = sin(ξ)/4!·x⁴ for some ξ between 0 and x")
                .contains("       = x - x³/6\n").contains("d/dx[cos(x)]");
        assertThat(ddx("", "taylor", "sin(x)", "-n", "3").out()).contains("\\begin{array}{c|ccc}").contains("\\boxed{x-\\frac{x^3}{6}}");
        assertThat(ddx("", "taylor", "sin(x)", "-n", "3", "--format", "markdown", "--language", "de").out()).contains("| $k$ | Ableitung $k$ | Bei $x=0$ |");
        assertThat(ddx("", "taylor", "x^2 + 1", "--format", "text").out()).contains("the polynomial is the function");
        assertThat(ddx("", "taylor", "e^x", "--result", "--format", "infix", "-n", "2").out()).isEqualTo("1 + x + x^2/2\n");
        assertThat(ddx("{\"id\":1,\"f\":\"e^x\",\"order\":2,\"verify\":true}\n", "batch", "--op", "taylor").out()).contains("\"results\":[\"1 + x + x^2/2\"]")
                .contains("\"numeric\":1");
    }

    @Test
    void a_wrong_polynomial_is_not_accepted() {
        for (String wrong : List.of("1 + x", "1 + x + x^2/3", "1 + x + x^2/2 + x^3", "1 - x + x^2/2", "1.0000000001 + x + x^2/2")) {
            boolean right = wrong.equals("1 + x + x^2/2 + x^3");
            Exposition e = new Exposition(List.of(), List.of(new Exposition.Expansion(DDX.parse("e^x"), X, Num.ZERO, DDX.parse(wrong), 2)), List.of());
            assertThat(DDX.verify(e).accepted()).as(wrong).isEqualTo(right);
        }
    }

    @Test
    void what_has_no_series_is_refused() {
        assertThat(ddx("", "taylor", "sqrt(x)").err()).contains("there is no power series there");
        assertThat(ddx("", "taylor", "abs(x)").code()).isEqualTo(4);
        assertThat(ddx("", "taylor", "1/x").err()).contains("the denominator of 1/x is zero");
        assertThat(ddx("", "taylor", "ln(x)", "--at", "x=-1").code()).isEqualTo(4);
        assertThat(ddx("", "taylor", "f(x)", "--function", "f").code()).isEqualTo(4);
        assertThat(ddx("", "taylor", "x", "-n", "-1").code()).isEqualTo(2);
        assertThat(ddx("", "taylor", "x", "-n", "1000").code()).isEqualTo(5);
        assertThat(ddx("", "taylor", "").code()).isEqualTo(3);
        assertThat(DDX.taylor(DDX.parse("abs(x)"), X, Num.ONE, 3).results()).extracting(Object::toString).containsExactly("1 + (x - 1)");
    }
}
