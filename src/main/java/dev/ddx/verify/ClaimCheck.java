package dev.ddx.verify;

import dev.ddx.expr.Assumptions;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Evaluator;
import dev.ddx.kernel.Kernel;
import dev.ddx.rewrite.Exposition;
import dev.ddx.verify.Verification.Checked;
import dev.ddx.verify.core.Points;
import dev.ddx.verify.core.Verdict;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apfloat.Apfloat;
import org.apfloat.ApfloatMath;

/** Checks by values what an answer says outside of its derivations. */
public final class ClaimCheck {

    /** Powers of ten by which a point is beside another. */
    private static final int[] NEAR = {20, 60};
    private static final int MARGIN = 10;
    private static final int POINTS = 20;
    private static final int SAMPLES = 8;
    private static final int FEW_DIGITS = 15;

    private final FunctionTable functions;
    private final Assumptions assumptions;
    private final Limits limits;

    public ClaimCheck(FunctionTable functions, Assumptions assumptions, Limits limits) {
        this.functions = functions;
        this.assumptions = assumptions;
        this.limits = limits;
    }

    /** What was found out. */
    public Checked check(Exposition.Claim claim) {
        ExtremumCheck extrema = new ExtremumCheck(functions, limits);
        return switch (claim) {
            case Exposition.Zero z -> new Checked("1", "zero", z.expression().toString(), z.x() + (z.isExact() ? " = " : " ~= ") + z.at(), extrema.zero(z));
            case Exposition.Extremum e -> new Checked("1", "extremum", e.f().toString(), (e.isMinimum() ? "minimum" : "maximum") + " at " + e.at(), extrema.extremum(e));
            case Exposition.Bound b -> new Checked("1", "bound", b.f().toString(), (b.isLeast() ? "no less than " : "no more than ") + b.value(), extrema.bound(b));
            case Exposition.Signs s -> new Checked("1", "signs", s.expression().toString(), s.bounds() + " " + s.signs(), signs(s));
            case Exposition.Expansion e -> new Checked("1", "expansion", e.f().toString(), e.polynomial().toString(), expansion(e));
        };
    }

    /** Values at several points of each interval. */
    private Verdict signs(Exposition.Signs s) {
        Evaluator evaluator = new Evaluator(functions);
        double[] bounds = s.bounds().stream().mapToDouble(b -> evaluator.evaluate(b, Map.of())).toArray();
        Points.Point none = new Points.Point(Map.of());
        int seen = 0;
        for (int i = 0; i <= bounds.length; i++) {
            for (int k = 1; k < SAMPLES && s.signs().get(i) != 2; k++) {
                double share = (double) k / SAMPLES;
                double at = bounds.length == 0 ? 10 * (share - 0.5) : i == 0 ? bounds[0] - 5 * share * share : i == bounds.length ? bounds[i - 1] + 5 * share * share
                        : bounds[i - 1] + share * (bounds[i] - bounds[i - 1]);
                Apfloat value = value(s.expression(), s.x(), Rational.exactly(at).toExpr(), none, FEW_DIGITS);
                if (value != null) {
                    seen++;
                    if (value.signum() != s.signs().get(i)) {
                        return new Verdict.Failed("the sign is another one", Map.of(s.x(), Double.toString(at)));
                    }
                }
            }
        }
        return seen == 0 ? new Verdict.Unchecked("no values were found") : new Verdict.Numeric(seen, FEW_DIGITS);
    }

    /**
     * A polynomial that agrees to an order n differs from f by no more than about h^(n+1) at the distance h, one with another
     * coefficient by about h^n at least. Both sides of the point are looked at.
     */
    private Verdict expansion(Exposition.Expansion e) {
        Set<Sym> others = new LinkedHashSet<>(Points.symbols(List.of(e.f(), e.a(), e.polynomial())));
        others.remove(e.x());
        int seen = 0;
        for (int i = 0; i < (others.isEmpty() ? 1 : POINTS) && seen < 2; i++) {
            Points.Point p = Points.at(others, assumptions::isInteger, i);
            for (int sign = -1; sign <= 1; sign += 2) {
                Boolean agrees = agrees(e, p, sign);
                if (Boolean.FALSE.equals(agrees)) {
                    return new Verdict.Failed("the polynomial does not agree with the function to order " + e.order(), p.decimals());
                }
                seen += agrees == null ? 0 : 1;
            }
        }
        return seen == 0 ? new Verdict.Unchecked("the function has no real values beside the point that could be computed")
                : new Verdict.Numeric(seen, NEAR[0]);
    }

    private Boolean agrees(Exposition.Expansion e, Points.Point p, int sign) {
        for (int near : NEAR) {
            Rational h = Rational.of(BigInteger.valueOf(sign)).over(Rational.of(BigInteger.TEN.pow(near)));
            Expr beside = Sum.of(e.a(), h.toExpr());
            int digits = near * (e.order() + 2) + 2 * MARGIN;
            Apfloat f = value(e.f(), e.x(), beside, p, digits);
            Apfloat polynomial = value(e.polynomial(), e.x(), beside, p, digits);
            if (f == null || polynomial == null) {
                return null;
            }
            Apfloat bound = ApfloatMath.pow(new Apfloat(10, digits), -(long) near * e.order() - MARGIN);
            if (ApfloatMath.abs(f.subtract(polynomial)).compareTo(bound) <= 0) {
                return true;
            }
        }
        return false;
    }

    /** Null where there is none. */
    private Apfloat value(Expr e, Sym x, Expr at, Points.Point p, int digits) {
        try {
            Kernel kernel = new Kernel(functions, limits);
            Map<Integer, Apfloat> values = new HashMap<>();
            p.decimals().forEach((s, v) -> values.put(kernel.symbol(s.name()), new Apfloat(v, Apfloat.INFINITE)));
            int whole = kernel.read(e.substitute(s -> s.equals(x) ? at : null));
            Optional<Apfloat> value = kernel.evaluate(whole, digits, values);
            return value.orElse(null);
        } catch (DdxException none) {
            return null;
        }
    }
}
