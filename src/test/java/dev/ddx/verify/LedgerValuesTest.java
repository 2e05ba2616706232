package dev.ddx.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ddx.Ddx;
import dev.ddx.expr.Call;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Ledger;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.apfloat.Apfloat;
import org.apfloat.ApfloatMath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One-sided derivatives and limits of the ledger against difference quotients in 100 digits, computed without the engine. */
class LedgerValuesTest {

    private static final Sym X = Sym.of("x");
    private static final int DIGITS = 100;
    private static final Apfloat STEP = new Apfloat("1e-40", DIGITS);
    private static final Apfloat SMALL = new Apfloat("1e-15", DIGITS);
    private static final Apfloat LARGE = new Apfloat("1e6", DIGITS);

    private static Apfloat value(Expr e, Apfloat x) {
        return new HighPrecision(Map.of(X, x.toString(true)), DIGITS).value(e);
    }

    private static Apfloat number(Expr e) {
        return new HighPrecision(Map.of(), DIGITS).value(e);
    }

    private static void near(Apfloat actual, Apfloat expected, String what) {
        assertThat(ApfloatMath.abs(actual.subtract(expected))).as("%s: %s and %s", what, actual, expected).isLessThan(SMALL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abs(x)", "max(x, 0)", "min(x, 1/x)", "x*abs(x)", "abs(x^2-1)", "abs(x^2-2)", "abs(x^2-x-1)", "abs(x-pi)", "abs(abs(x)-1)",
        "sqrt(x^2)", "piecewise(x^2, x < 1; 2*x-1)", "piecewise(x^2, x < 1; 3*x)", "piecewise(-1, x <= -1; 1, x >= 1; sin(pi*x/2))",
        "max(x^2, 2*x) - abs(x-1)", "sqrt(x)", "x^(1/3)", "cbrt(x)", "sqrt(abs(x))", "asin(x)", "(x-1)*sqrt(x^2-1)", "x^2/x", "sin(x)/x", "(e^x-1)/x",
        "(1-cos(x))/x^2", "e^abs(x)", "cos(abs(x))", "abs(x)*sin(x)", "abs(x)^3", "ln(1+abs(x))", "1/(1+abs(x))", "abs(e^x-1)", "abs(ln(x))", "sign(x)*x",
        "abs(x)/x", "x*sqrt(abs(x))", "sqrt(x^3-x)", "abs(sqrt(x)-1)", "max(sin(x), x)", "abs(x-1)^(2/3)", "(abs(x)-x)/2", "abs(sin(x))", "sqrt(sin(x))",
        "cbrt(sin(x))", "abs(cos(2*x))", "max(sin(x), cos(x))", "sin(x)*abs(cos(x))"})
    void points(String f) {
        Ledger ledger = checked(f);
        assertThat(ledger.points()).isNotEmpty();
    }

    /** Sums, products, maxima and the like of a few functions with kinks; -Dddx.ledgers=N for more of them. */
    @Test
    void no_random_function_is_told_a_lie() {
        Random random = new Random(7);
        int points = 0;
        for (int i = 0; i < Integer.getInteger("ddx.ledgers", 30); i++) {
            points += checked(random(random, 2)).points().size();
        }
        assertThat(points).isGreaterThan(10);
    }

    private static String random(Random random, int depth) {
        if (depth == 0) {
            return List.of("x", "(x-1)", "(2*x+1)", "(x^2-1)", "x^2", "(3-x)", "2").get(random.nextInt(7));
        }
        String u = random(random, depth - 1);
        String v = random(random, random.nextInt(depth));
        return switch (random.nextInt(13)) {
            case 0 -> "abs(" + u + ")";
            case 1 -> "max(" + u + ", " + v + ")";
            case 2 -> "min(" + u + ", " + v + ")";
            case 3 -> "(" + u + " + " + v + ")";
            case 4 -> "(" + u + ")*(" + v + ")";
            case 5 -> "abs(" + u + ")*(" + v + ")";
            case 6 -> "relu(" + u + ")";
            case 7 -> "sqrt(abs(" + u + "))";
            case 8 -> "(" + u + ")/(1 + abs(" + v + "))";
            case 9 -> "piecewise(" + u + ", x < 1; " + v + ")";
            case 10 -> "sign(" + u + ")*(" + v + ")";
            case 11 -> "sqrt(" + u + ")";
            default -> "(" + u + ")/(" + v + ")";
        };
    }

    /** What differs by rounding is taken as equal. */
    private static boolean holds(List<Relation> relations, Apfloat x, Function<Expr, Expr> written) {
        for (Relation relation : relations) {
            Relation r = (Relation) written.apply(relation);
            for (int i = 0; i < r.ops().size(); i++) {
                Apfloat a = value(r.operands().get(i), x);
                Apfloat b = value(r.operands().get(i + 1), x);
                if (a == null || b == null || !r.ops().get(i).holds(ApfloatMath.abs(a.subtract(b)).compareTo(STEP) < 0 ? 0 : a.compareTo(b), 0)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The ledger, whose points are right, and where it says that the derivative holds both difference quotients agree with it. */
    private static Ledger checked(String f) {
        Ddx ddx = Ddx.standard();
        Expr e;
        Derivation d;
        try {
            e = ddx.parse(f);
            d = ddx.derivation(e, X, 1, null);
        } catch (DdxException none) {
            return new Ledger(X, List.of(X), null, null, List.of(), List.of());
        }
        Ledger ledger = ddx.ledger(d, e, X, 1).orElseThrow();
        Function<Expr, Expr> written = g -> g.mapBottomUp(c -> c instanceof Call call && ddx.functions().lookup(call.name(), call.arguments().size())
                instanceof FunctionDeclaration h && h.isDefinition() ? h.instantiate(h.body(), call.arguments()) : c);
        Expr function = written.apply(e);
        Expr derivative = written.apply(d.result());
        for (Ledger.Point p : ledger.points()) {
            check(p, function, derivative, f);
            for (int times : p.period() == null ? new int[0] : new int[] {-2, 1}) {
                Expr later = Sum.of(p.where().right(), Product.of(Rational.of(times).toExpr(), p.period()));
                check(new Ledger.Point(p.kind(), Relation.of(X, Relation.Op.EQ, later), p.left(), p.right(), p.value()), function, derivative, f);
            }
        }
        for (int quarter = -12; quarter <= 12 && ledger.derivative() != null; quarter++) {
            Apfloat x = new Apfloat(quarter / 4.0 + "", DIGITS);
            if (holds(ledger.derivative(), x, written)) {
                Apfloat here = value(function, x);
                Apfloat before = value(function, x.subtract(STEP));
                Apfloat after = value(function, x.add(STEP));
                Apfloat slope = value(derivative, x);
                assertThat(here != null && slope != null && (before != null || after != null)).as("%s at %s", f, x).isTrue();
                if (before != null) {
                    near(here.subtract(before).divide(STEP), slope, f + " from the left at " + x);
                }
                if (after != null) {
                    near(after.subtract(here).divide(STEP), slope, f + " from the right at " + x);
                }
            }
            if (ledger.function() != null) {
                assertThat(holds(ledger.function(), x, written)).as("%s defined at %s", f, x).isEqualTo(value(function, x) != null);
            }
        }
        return ledger;
    }

    private static void check(Ledger.Point p, Expr function, Expr derivative, String f) {
        if (p.kind() == Ledger.Kind.UNDECIDED || p.kind() == Ledger.Kind.MAY_JUMP) {
            return;
        }
        Apfloat a = number(p.where().right());
        Apfloat before = value(function, a.subtract(STEP));
        Apfloat after = value(function, a.add(STEP));
        Apfloat here = value(function, a);
        String what = f + " at " + p.where();
        if (here == null && p.where().right().has(e -> e instanceof Power)) {
            // The end of a domain may be rounded to a number outside.
            return;
        }
        switch (p.kind()) {
            case KINK, DIFFERENTIABLE, END -> {
                if (p.left() != null) {
                    near(here.subtract(before).divide(STEP), number(p.left()), what + " from the left");
                }
                if (p.right() != null) {
                    near(after.subtract(here).divide(STEP), number(p.right()), what + " from the right");
                }
                if (p.kind() == Ledger.Kind.END) {
                    assertThat(before == null || after == null).as(what).isTrue();
                } else {
                    assertThat(number(p.left()).equals(number(p.right()))).as(what).isEqualTo(p.kind() == Ledger.Kind.DIFFERENTIABLE);
                }
            }
            case VERTICAL, VERTICAL_END -> {
                Apfloat one = before == null ? null : ApfloatMath.abs(here.subtract(before).divide(STEP));
                Apfloat two = after == null ? null : ApfloatMath.abs(after.subtract(here).divide(STEP));
                assertThat(one != null && one.compareTo(LARGE) > 0 || two != null && two.compareTo(LARGE) > 0).as(what).isTrue();
                assertThat(one == null || two == null).as(what).isEqualTo(p.kind() == Ledger.Kind.VERTICAL_END);
            }
            case JUMP -> {
                near(before, number(p.left()), what + " limit from the left");
                near(after, number(p.right()), what + " limit from the right");
                assertThat(number(p.left())).as(what).isNotEqualTo(number(p.right()));
            }
            case NOT_THE_LIMIT -> {
                near(before, number(p.value()), what + " limit from the left");
                near(after, number(p.value()), what + " limit from the right");
                assertThat(here).as(what).isNotEqualTo(number(p.value()));
            }
            case REMOVABLE -> {
                assertThat(here).as(what).isNull();
                near(before, number(p.value()), what + " limit from the left");
                near(after, number(p.value()), what + " limit from the right");
                near(after.subtract(before).divide(STEP.multiply(new Apfloat(2, DIGITS))), number(p.left()), what + " slope");
            }
            case GAP -> {
                assertThat(here).as(what).isNull();
                near(value(derivative, a), number(p.value()), what);
            }
            default -> throw new AssertionError("not expected here: " + p.kind());
        }
    }
}
