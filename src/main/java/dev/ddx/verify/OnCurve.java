package dev.ddx.verify;

import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Kernel;
import dev.ddx.rewrite.Curve;
import dev.ddx.verify.core.Dependence;
import dev.ddx.verify.core.Domain;
import dev.ddx.verify.core.FormalDerivative;
import dev.ddx.verify.core.Points;
import dev.ddx.verify.core.Unfolding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apfloat.Apfloat;
import org.apfloat.ApfloatMath;

/**
 * Symbols that depend on others as a curve says. A derivative of one is a symbol of its own, its jet, until it is written
 * out; by the verifier's own table that is −F_x/F_y for y with F(x, y) = 0. Points on the curve are found by Newton's method.
 */
final class OnCurve implements Dependence {

    private static final String JET = "jet_";
    /** Digits to which a point lies on the curve: far more than are compared. */
    private static final int DIGITS = 65;
    private static final int STARTS = 12;
    private static final int STEPS = 60;
    private static final int REFINEMENTS = 9;
    private static final double LARGE = 1e6;

    private final Curve curve;
    private final Unfolding unfolding;
    private final FunctionTable functions;
    private final Limits limits;
    /** What dependents and jets are, in the parameter and the dependents that have no formula. */
    private final Map<Sym, Expr> written = new HashMap<>();
    private Expr difference;

    OnCurve(Curve curve, Unfolding unfolding, FunctionTable functions, Limits limits) {
        this.curve = curve;
        this.unfolding = unfolding;
        this.functions = functions;
        this.limits = limits;
    }

    Curve curve() {
        return curve;
    }

    private Expr partial(Expr e, Sym s) {
        return unfolding.derivative().of(e, s);
    }

    @Override
    public Expr derivative(Expr e, Sym s) {
        if (s.equals(curve.parameter())) {
            return total(e);
        }
        return curve.dependents().contains(s) ? FormalDerivative.over(total(e), total(s)) : partial(e, s);
    }

    Expr total(Expr e) {
        List<Expr> terms = new ArrayList<>(List.of(partial(e, curve.parameter())));
        for (Sym s : e.freeSymbols()) {
            if (curve.dependents().contains(base(s))) {
                terms.add(FormalDerivative.times(List.of(partial(e, s), Sym.of(JET + (order(s) + 1) + "_" + base(s).name()))));
            }
        }
        return FormalDerivative.plus(terms);
    }

    private static int order(Sym s) {
        return isJet(s) ? Integer.parseInt(s.name().substring(JET.length(), s.name().indexOf('_', JET.length()))) : 0;
    }

    private static Sym base(Sym s) {
        return isJet(s) ? Sym.of(s.name().substring(s.name().indexOf('_', JET.length()) + 1)) : s;
    }

    static boolean isJet(Sym s) {
        return s.name().startsWith(JET);
    }

    /** The jet of highest order in the expressions; null if there is none. */
    static Sym highest(List<Expr> all) {
        Sym out = null;
        for (Expr e : all) {
            for (Sym s : e.freeSymbols()) {
                out = isJet(s) && (out == null || order(s) > order(out)) ? s : out;
            }
        }
        return out;
    }

    @Override
    public Expr written(Expr e) {
        Expr out = e;
        while (true) {
            Expr next = out.substitute(this::writtenSymbol);
            if (next.equals(out)) {
                return out;
            }
            out = next;
        }
    }

    private Expr writtenSymbol(Sym s) {
        int i = curve.dependents().indexOf(base(s));
        if (i < 0 || !isJet(s) && curve.explicit(i) == null) {
            return null;
        }
        Expr known = written.get(s);
        if (known == null) {
            known = order(s) == 0 ? unfolding.of(curve.explicit(i)).value()
                    : order(s) == 1 && curve.explicit(i) == null ? slope(base(s))
                    : total(writtenBefore(s));
            written.put(s, known);
        }
        return known;
    }

    private Expr writtenBefore(Sym jet) {
        int order = order(jet) - 1;
        return written(order == 0 ? base(jet) : Sym.of(JET + order + "_" + base(jet).name()));
    }

    /** −F_x/F_y. */
    private Expr slope(Sym y) {
        Expr f = difference();
        return FormalDerivative.minus(FormalDerivative.over(partial(f, curve.parameter()), partial(f, y)));
    }

    /** The left side less the right side of the equation that a single dependent is tied by. */
    Expr difference() {
        if (difference == null) {
            difference = unfolding.of(Sum.of(curve.equations().get(0).left(), Neg.of(curve.equations().get(0).right()))).value();
        }
        return difference;
    }

    /** The dependent that has no formula, or null. */
    Sym implicit() {
        return curve.dependents().size() == 1 && curve.explicit(0) == null ? curve.dependents().get(0) : null;
    }

    @Override
    public List<Expr> equations() {
        return implicit() == null ? List.of() : List.of(difference());
    }

    @Override
    public Points.Point near(Points.Point p, Domain domain) {
        Sym y = implicit();
        if (y == null || !p.values().containsKey(y)) {
            return p;
        }
        Expr f = difference();
        Expr slope = partial(f, y);
        for (int start = 0; start < STARTS; start++) {
            double value = p.values().get(y) + (start % 2 == 0 ? 0.35 : -0.35) * start;
            for (int i = 0; i < STEPS && Math.abs(value) < LARGE; i++) {
                Points.Point at = p.with(y, value);
                double step = domain.value(f, at) / domain.value(slope, at);
                value -= step;
                if (Double.isNaN(value)) {
                    break;
                }
                if (Math.abs(step) <= 1e-13 * Math.max(1, Math.abs(value))) {
                    return p.with(y, value);
                }
            }
        }
        return null;
    }

    @Override
    public Points.Point refined(Points.Point p) {
        Sym y = implicit();
        if (y == null || !p.values().containsKey(y)) {
            return p;
        }
        Kernel kernel = new Kernel(functions, limits);
        Map<Integer, Apfloat> at = new HashMap<>();
        p.decimals().forEach((s, v) -> at.put(kernel.symbol(s.name()), new Apfloat(v, Apfloat.INFINITE)));
        Apfloat value = newton(kernel, kernel.read(difference()), kernel.read(partial(difference(), y)), at, kernel.symbol(y.name()),
                new Apfloat(p.decimals().get(y), DIGITS));
        return value == null ? null : new Points.Point(p.values(), Map.of(y, new BigDecimal(value.toString()).toPlainString()));
    }

    private static Apfloat newton(Kernel kernel, int f, int slope, Map<Integer, Apfloat> at, int y, Apfloat start) {
        Apfloat value = start;
        try {
            for (int i = 0; i < REFINEMENTS; i++) {
                at.put(y, value);
                Optional<Apfloat> u = kernel.evaluate(f, 20, at);
                Optional<Apfloat> du = kernel.evaluate(slope, 20, at);
                if (u.isEmpty() || du.isEmpty() || du.get().signum() == 0) {
                    return null;
                }
                if (u.get().signum() == 0) {
                    return value;
                }
                Apfloat step = u.get().precision(DIGITS).divide(du.get().precision(DIGITS));
                value = value.precision(DIGITS).subtract(step).precision(DIGITS);
                if (ApfloatMath.abs(step).compareTo(new Apfloat("1e-" + (DIGITS - 15), DIGITS)) < 0) {
                    return value;
                }
            }
        } catch (DdxException | ArithmeticException noValue) {
            return null;
        }
        return null;
    }
}
