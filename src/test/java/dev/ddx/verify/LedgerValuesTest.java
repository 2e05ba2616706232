package dev.ddx.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ddx.Ddx;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Sym;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Ledger;
import java.util.Map;
import org.apfloat.Apfloat;
import org.apfloat.ApfloatMath;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One-sided derivatives and limits of the ledger against difference quotients in 200 digits, computed without the engine. */
class LedgerValuesTest {

    private static final Sym X = Sym.of("x");
    private static final int DIGITS = 200;
    private static final Apfloat STEP = new Apfloat("1e-60", DIGITS);
    private static final Apfloat SMALL = new Apfloat("1e-20", DIGITS);
    private static final Apfloat LARGE = new Apfloat("1e6", DIGITS);

    private static Apfloat value(Expr e, Apfloat x) {
        return new HighPrecision(Map.of(X, x.toString(true)), DIGITS).value(e);
    }

    private static Apfloat number(Expr e) {
        return new HighPrecision(Map.of(), DIGITS).value(e);
    }

    private static void near(Apfloat actual, Expr expected, String what) {
        assertThat(ApfloatMath.abs(actual.subtract(number(expected)))).as("%s: %s and %s", what, actual, expected).isLessThan(SMALL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abs(x)", "max(x, 0)", "min(x, 1/x)", "x*abs(x)", "abs(x^2-1)", "abs(x^2-2)", "abs(x^2-x-1)", "abs(x-pi)", "abs(abs(x)-1)",
        "sqrt(x^2)", "piecewise(x^2, x < 1; 2*x-1)", "piecewise(x^2, x < 1; 3*x)", "piecewise(-1, x <= -1; 1, x >= 1; sin(pi*x/2))",
        "max(x^2, 2*x) - abs(x-1)", "sqrt(x)", "x^(1/3)", "cbrt(x)", "sqrt(abs(x))", "asin(x)", "(x-1)*sqrt(x^2-1)", "x^2/x", "sin(x)/x", "(e^x-1)/x",
        "(1-cos(x))/x^2", "e^abs(x)", "cos(abs(x))", "abs(x)*sin(x)", "abs(x)^3", "ln(1+abs(x))", "1/(1+abs(x))", "abs(e^x-1)", "abs(ln(x))", "sign(x)*x",
        "abs(x)/x", "x*sqrt(abs(x))", "sqrt(x^3-x)", "abs(sqrt(x)-1)", "max(sin(x), x)", "abs(x-1)^(2/3)", "(abs(x)-x)/2"})
    void points(String f) {
        Ddx ddx = Ddx.standard();
        Expr e = ddx.parse(f);
        Derivation d = ddx.derivation(e, X, 1, null);
        Ledger ledger = ddx.ledger(d, e, X, 1).orElseThrow();
        assertThat(ledger.points()).isNotEmpty();
        for (Ledger.Point p : ledger.points()) {
            if (p.kind() == Ledger.Kind.UNDECIDED) {
                continue;
            }
            Apfloat a = number(p.where().right());
            Apfloat before = value(e, a.subtract(STEP));
            Apfloat after = value(e, a.add(STEP));
            Apfloat here = value(e, a);
            switch (p.kind()) {
                case KINK, DIFFERENTIABLE, END -> {
                    // Where a is rounded, u(a) is not 0 but small.
                    if (p.left() != null) {
                        near(here.subtract(before).divide(STEP), p.left(), "left");
                    }
                    if (p.right() != null) {
                        near(after.subtract(here).divide(STEP), p.right(), "right");
                    }
                    assertThat(p.kind() == Ledger.Kind.END || p.left().equals(p.right()) == (p.kind() == Ledger.Kind.DIFFERENTIABLE)).isTrue();
                }
                case VERTICAL, VERTICAL_END -> {
                    Apfloat one = before == null ? null : ApfloatMath.abs(here.subtract(before).divide(STEP));
                    Apfloat two = after == null ? null : ApfloatMath.abs(after.subtract(here).divide(STEP));
                    assertThat(one != null && one.compareTo(LARGE) > 0 || two != null && two.compareTo(LARGE) > 0).isTrue();
                    assertThat(one == null || two == null).isEqualTo(p.kind() == Ledger.Kind.VERTICAL_END);
                }
                case JUMP -> {
                    near(before, p.left(), "limit from the left");
                    near(after, p.right(), "limit from the right");
                }
                case REMOVABLE -> {
                    assertThat(here).isNull();
                    near(before, p.value(), "limit from the left");
                    near(after, p.value(), "limit from the right");
                    near(after.subtract(before).divide(STEP.multiply(new Apfloat(2, DIGITS))), p.left(), "slope");
                }
                default -> throw new AssertionError("not expected here: " + p.kind());
            }
        }
    }
}
