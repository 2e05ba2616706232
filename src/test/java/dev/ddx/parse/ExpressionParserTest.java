package dev.ddx.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ddx.Ddx;
import dev.ddx.expr.Call;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionParserTest {

    private final Ddx ddx = Ddx.standard();

    private Expr read(String text) {
        return ddx.read(text, Set.of("x"), false).expression();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {
        "-x^2 @ -x^2",
        "2^3^x @ 2^3^x",
        "(2^3)^x @ (2^3)^x",
        "2^-x @ 2^(-x)",
        "2x @ 2*x",
        "2(x+1) @ 2*(x + 1)",
        "x sin x @ x*sin(x)",
        "3 sin 2x @ 3*sin(2*x)",
        "sin x cos x @ sin(x)*cos(x)",
        "sin^2 x @ sin(x)^2",
        "sin^-1(x) @ asin(x)",
        "x(x+1) @ x*(x + 1)",
        "(x+1)(x-1) @ (x + 1)*(x - 1)",
        "1/2x @ 1/(2*x)",
        "a/b/c @ a/b/c",
        "a/(b/c) @ a/(b/c)",
        "|x|*|x+1| @ abs(x)*abs(x + 1)",
        "x! @ factorial(x)",
        "x² @ x^2",
        "√x @ sqrt(x)",
        "d/dx (x^2) @ diff(x^2, x)",
        "d^2/dx^2 (x^3) @ diff(x^3, x, 2)",
        "f'(x) @ f'(x)",
        "1.50 @ 1.50",
        "2e^x @ 2*exp(x)",
        "0 < x <= 1 @ 0 < x <= 1",
        "arctan x @ atan(x)",
        "log_2(x) @ log(x, 2)",
        "x log_b x @ x*log(x, b)",
        "log_10 x^2 @ log(x^2, 10)",
        "log_e(x) @ ln(x)",
    })
    void is_read_as(String text, String infix) {
        assertThat(read(text)).hasToString(infix);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {
        "x+ @ SYNTAX @ 3",
        "x)) @ SYNTAX @ 2",
        "(x @ SYNTAX @ 1",
        "1.1.1 @ SYNTAX @ 4",
        "2 3 @ SYNTAX @ 3",
        "x * * 2 @ SYNTAX @ 5",
        "sin @ SYNTAX @ 1",
        "sin(x, 2) @ SYNTAX @ 1",
        "а + a @ CONFUSABLE @ 1",
        "x + ‮y @ CHARACTER @ 5",
        "g(x) @ UNKNOWN_FUNCTION @ 1",
        "foo(x) @ UNKNOWN_FUNCTION @ 1",
        "${jndi:ldap://a} @ CHARACTER @ 1",
        "atan2(2,5) + 3,5*x @ SYNTAX @ 15",
        "log_2 * x @ SYNTAX @ 1",
        "log_2(x, 3) @ SYNTAX @ 1",
    })
    void is_refused_at(String text, DdxException.Kind kind, int column) {
        DdxException e = catchThrowableOfType(DdxException.class, () -> read(text));
        assertThat(e.kind()).isEqualTo(kind);
        assertThat(e.position().column()).isEqualTo(column);
        assertThat(e.position().line()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {
        "3,5*x @ decimals have a point, as in 3.5",
        "\\frac{1}{x} @ type sin(x)/x for \\frac{\\sin x}{x}",
        "∫ x @ integral(f(t), t, a, b)",
    })
    void what_to_type_instead_is_said(String text, String advice) {
        assertThat(catchThrowableOfType(DdxException.class, () -> read(text))).hasMessageContaining(advice);
    }

    @Test
    void nesting_is_not_bounded_by_the_stack() {
        int n = 100_000;
        assertThat(read("(".repeat(n) + "x" + ")".repeat(n))).isEqualTo(Sym.of("x"));
        Expr deep = read("sin(".repeat(n) + "x" + ")".repeat(n));
        assertThat(deep.height()).isEqualTo(n + 1);
        assertThat(read(deep.toString())).isEqualTo(deep);
    }

    @Test
    void a_long_sum_is_read() {
        Expr e = read("x" + "+x".repeat(99_999));
        assertThat(((Sum) e).terms()).hasSize(100_000);
    }

    @Test
    void what_is_printed_is_read_back_as_the_same_expression() {
        Random random = new Random(20261123);
        for (int i = 0; i < 5_000; i++) {
            Expr e = randomExpr(random, 4);
            assertThat(read(e.toString())).as(e.toString()).isEqualTo(e);
        }
    }

    private static Expr randomExpr(Random r, int depth) {
        if (depth == 0 || r.nextInt(6) == 0) {
            return switch (r.nextInt(4)) {
                case 0 -> Num.of(r.nextInt(12));
                case 1 -> Sym.of("y_1");
                case 2 -> dev.ddx.expr.Const.PI;
                default -> Sym.of("x");
            };
        }
        Expr a = randomExpr(r, depth - 1);
        Expr b = randomExpr(r, depth - 1);
        List<Expr> several = new ArrayList<>(List.of(a, b));
        if (r.nextBoolean()) {
            several.add(randomExpr(r, depth - 1));
        }
        return switch (r.nextInt(8)) {
            case 0, 1 -> Sum.of(several);
            case 2 -> Product.of(several);
            case 3 -> Quotient.of(a, b);
            case 4 -> Neg.of(a);
            case 5 -> Power.of(a, b);
            case 6 -> Power.of(dev.ddx.expr.Const.E, a);
            default -> Call.of("sin", a);
        };
    }
}
