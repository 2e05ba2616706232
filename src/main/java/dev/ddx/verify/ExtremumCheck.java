package dev.ddx.verify;

import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Product;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Evaluator;
import dev.ddx.kernel.Kernel;
import dev.ddx.rewrite.Exposition;
import dev.ddx.verify.core.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apfloat.Apfloat;
import org.apfloat.ApfloatMath;

/** Checks by values what is said of zeros, of extrema and of bounds of functions of one variable. */
final class ExtremumCheck {

    private static final int DIGITS = 30;
    private static final int FEW_DIGITS = 10;
    /** With a period, which multiples of it are added. */
    private static final int[] MULTIPLES = {0, -1, 2};
    /** Powers of ten by which a number is beside a zero that is known to 30 digits. */
    private static final int NEAR = 25;
    private static final int FAR = 6;
    /** The same beside an extremum. */
    private static final int[] BESIDE = {8, 12};
    private static final int SAMPLES = 400;
    private static final double WIDEST = 50;
    private static final double ROUNDING = 1e-9;

    private final FunctionTable functions;
    private final Limits limits;

    ExtremumCheck(FunctionTable functions, Limits limits) {
        this.functions = functions;
        this.limits = limits;
    }

    private static List<Expr> places(Expr at, Expr period) {
        List<Expr> out = new ArrayList<>();
        for (int m : MULTIPLES) {
            if (m == 0 || period != null) {
                out.add(m == 0 ? at : Sum.of(at, Product.of(Rational.of(m).toExpr(), period)));
            }
        }
        return out;
    }

    private static Expr beside(Expr at, int power, int side) {
        return Sum.of(at, Rational.of(side).times(Rational.of(10).pow(-power)).toExpr());
    }

    private static Verdict failed(String why, Sym x, Expr at) {
        return new Verdict.Failed(why, Map.of(x, at.toString()));
    }

    /**
     * An exact zero has the value 0. Beside a number that is one but for its last digits the sign changes, or the values are far
     * greater: at a double zero they go with the square of the distance.
     */
    Verdict zero(Exposition.Zero z) {
        int seen = 0;
        for (Expr at : places(z.at(), z.period())) {
            Apfloat here = value(at(z.expression(), z.x(), at), DIGITS);
            if (z.isExact()) {
                if (here != null && here.signum() != 0) {
                    return failed("the value is not 0", z.x(), at);
                }
                seen += here == null ? 0 : 1;
                continue;
            }
            Apfloat left = value(at(z.expression(), z.x(), beside(at, NEAR, -1)), FEW_DIGITS);
            Apfloat right = value(at(z.expression(), z.x(), beside(at, NEAR, 1)), FEW_DIGITS);
            Apfloat far = value(at(z.expression(), z.x(), beside(at, FAR, 1)), FEW_DIGITS);
            if (here == null || left == null || right == null || far == null) {
                continue;
            }
            boolean changes = left.signum() * right.signum() < 0;
            if (!changes && here.signum() != 0 && ApfloatMath.abs(here).multiply(new Apfloat("1e40")).compareTo(ApfloatMath.abs(far)) > 0) {
                return failed("the value is not near to 0", z.x(), at);
            }
            seen++;
        }
        return seen == 0 ? new Verdict.Unchecked("no values were found") : new Verdict.Numeric(seen, DIGITS);
    }

    /** Beside a minimum the values are greater. */
    Verdict extremum(Exposition.Extremum e) {
        int seen = 0;
        for (Expr at : places(e.at(), e.period())) {
            for (int power : BESIDE) {
                for (int side = -1; side <= 1; side += 2) {
                    Expr difference = Sum.of(at(e.f(), e.x(), beside(at, power, side)), Neg.of(at(e.f(), e.x(), at)));
                    Apfloat v = value(difference, FEW_DIGITS);
                    if (v != null && v.signum() != (e.isMinimum() ? 1 : -1)) {
                        return failed("the values beside it are not " + (e.isMinimum() ? "greater" : "less"), e.x(), at);
                    }
                    seen += v == null ? 0 : 1;
                }
            }
        }
        return seen == 0 ? new Verdict.Unchecked("no values were found") : new Verdict.Numeric(seen, FEW_DIGITS);
    }

    /** Values near and far from 0 are compared with the bound. */
    Verdict bound(Exposition.Bound b) {
        Evaluator evaluator = new Evaluator(functions);
        double bound = evaluator.evaluate(b.value(), Map.of());
        int seen = 0;
        for (int i = -SAMPLES; i <= SAMPLES; i++) {
            double share = (double) i / SAMPLES;
            for (double at : new double[] {WIDEST * share * share * share, i == 0 ? 0 : 1 / (WIDEST * share)}) {
                double v = b.where().stream().allMatch(r -> holds(evaluator, r, b.x(), at)) ? evaluator.evaluate(b.f(), Map.of(b.x(), at)) : Double.NaN;
                if (Double.isNaN(v)) {
                    continue;
                }
                seen++;
                if ((b.isLeast() ? v < bound : v > bound) && Math.abs(v - bound) > ROUNDING * Math.max(1, Math.abs(bound))) {
                    Expr exactly = Rational.exactly(at).toExpr();
                    Apfloat beyond = value(Sum.of(at(b.f(), b.x(), exactly), Neg.of(b.value())), FEW_DIGITS);
                    if (beyond != null && beyond.signum() == (b.isLeast() ? -1 : 1)) {
                        return failed("there is a value beyond the bound", b.x(), exactly);
                    }
                }
            }
        }
        return seen == 0 ? new Verdict.Unchecked("no values were found") : new Verdict.Numeric(seen, FEW_DIGITS);
    }

    private static boolean holds(Evaluator evaluator, Relation r, Sym x, double at) {
        for (int i = 0; i < r.ops().size(); i++) {
            if (!r.ops().get(i).holds(evaluator.evaluate(r.operands().get(i), Map.of(x, at)), evaluator.evaluate(r.operands().get(i + 1), Map.of(x, at)))) {
                return false;
            }
        }
        return true;
    }

    private static Expr at(Expr e, Sym x, Expr at) {
        return e.substitute(s -> s.equals(x) ? at : null);
    }

    private Apfloat value(Expr number, int digits) {
        try {
            Kernel kernel = new Kernel(functions, limits);
            return kernel.evaluate(kernel.read(number), digits, Map.of()).orElse(null);
        } catch (DdxException none) {
            return null;
        }
    }
}
