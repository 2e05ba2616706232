package dev.ddx.calculus;

import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Rational;
import dev.ddx.kernel.Decimal;
import dev.ddx.kernel.Evaluator;
import dev.ddx.kernel.Kernel;
import dev.ddx.kernel.RealRoot;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apfloat.Apfloat;

/**
 * A real number: as an expression, or as the value of a strictly monotone function at a root of a polynomial, which has no simple
 * expression and is enclosed as narrowly as is wanted.
 */
final class Place {

    /** Bits of an enclosure at first; no function that is inverted loses half of them. */
    private static final int BITS = 80;
    private static final int DIGITS = 20;
    private static final int MANY_DIGITS = 60;
    private static final double MARGIN = 1e-12;

    private final Expr exact;
    private final RealRoot root;
    private final UnaryOperator<Expr> function;

    private Place(Expr exact, RealRoot root, UnaryOperator<Expr> function) {
        this.exact = exact;
        this.root = root;
        this.function = function;
    }

    static Place of(Expr exact) {
        return new Place(exact, null, null);
    }

    static Place of(RealRoot root) {
        root.refine(BITS);
        return new Place(null, root, t -> t);
    }

    boolean isExact() {
        return exact != null;
    }

    /** Null if it has none. */
    Expr exact() {
        return exact;
    }

    /** The value there of a function that is strictly monotone beside it, as simply as it can be written. */
    Place map(Numbers numbers, UnaryOperator<Expr> f) {
        return isExact() ? of(numbers.simplest(f.apply(exact))) : new Place(null, root, t -> f.apply(function.apply(t)));
    }

    /** Whether both are made from the same root and have the same digits. */
    boolean isSame(Place o, FunctionTable functions, Limits limits) {
        if (isExact() || o.isExact() || !root.isSame(o.root)) {
            return false;
        }
        Apfloat a = value(t -> t, MANY_DIGITS, functions, limits);
        Apfloat b = o.value(t -> t, MANY_DIGITS, functions, limits);
        return a != null && b != null && (a.equals(b) || a.subtract(b).scale() < a.scale() - MANY_DIGITS + 2);
    }

    double number(FunctionTable functions) {
        if (isExact()) {
            return new Evaluator(functions).evaluate(exact, Map.of());
        }
        Apfloat v = value(t -> t, DIGITS, functions, Limits.DEFAULT);
        return v == null ? Double.NaN : v.doubleValue();
    }

    /** Numbers below and above it, as far from it as double precision needs. */
    Rational[] enclosure(FunctionTable functions) {
        double v = number(functions);
        double margin = MARGIN * Math.max(1, Math.abs(v));
        return new Rational[] {Rational.exactly(v - margin), Rational.exactly(v + margin)};
    }

    /** The value that e has there, to a number of digits, or null; if it has no expression, that of a number very near to it. */
    Apfloat value(UnaryOperator<Expr> e, int digits, FunctionTable functions, Limits limits) {
        if (!isExact()) {
            root.refine(4 * digits + BITS);
        }
        Kernel kernel = new Kernel(functions, limits);
        Expr at = isExact() ? exact : function.apply(root.low().toExpr());
        return kernel.evaluate(kernel.read(e.apply(at)), digits, Map.of()).orElse(null);
    }

    /** A decimal. */
    Expr about(int digits, FunctionTable functions, Limits limits) {
        Apfloat v = value(t -> t, digits, functions, limits);
        return v == null ? null : Decimal.of(v, digits);
    }
}
