package dev.ddx.calculus;

import dev.ddx.expr.DdxException;
import dev.ddx.expr.EvaluatedAt;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Decimal;
import dev.ddx.kernel.Evaluator;
import dev.ddx.kernel.Facts;
import dev.ddx.kernel.Kernel;
import dev.ddx.kernel.ZeroTest;
import dev.ddx.rewrite.Curve;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Step;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A derivative on a curve led on to its value at a point of the curve. */
public final class PointOfCurve {

    private static final int SCAN = 4_000;
    private static final double FAR = 50;
    private static final int FOUND_DIGITS = 15;

    private final StandardLibrary library;
    private final Facts facts;
    private final Limits limits;
    private final int digits;

    /** @param digits of the decimals beside values that are not rational */
    public PointOfCurve(StandardLibrary library, Facts facts, Limits limits, int digits) {
        this.library = library;
        this.facts = facts;
        this.limits = limits;
        this.digits = digits;
    }

    /**
     * The value of the derivative.
     *
     * @param at values of the variables of the curve; one that follows from the others is found if that is exact and unique
     * @throws DdxException of kind USAGE if the point is not given or not on the curve, NOT_DIFFERENTIABLE if the derivative
     *         does not exist there
     */
    public Derivation value(Derivation d, Map<Sym, Expr> at) {
        Curve curve = d.curve();
        List<Sym> known = new ArrayList<>(curve.dependents());
        known.add(curve.parameter());
        at.forEach((s, v) -> {
            if (known.contains(s) && !v.isConstant()) {
                throw usage("the value of " + s.name() + " is a number");
            }
        });
        if (curve.explicit(curve.dependents().size() - 1) == null) {
            Map<Sym, Expr> point = implicit(curve, at);
            checkTangent(curve, point);
            return new AtPoint(library, facts, limits, point, digits).onCurve(d);
        }
        Sym t = curve.parameter();
        Map<Sym, Expr> values = new LinkedHashMap<>(at);
        Expr wanted = null;
        if (!at.containsKey(t) && curve.dependents().size() == 1 && at.containsKey(curve.dependents().get(0))) {
            // Of an inverse function the value y is given, and x is looked for.
            wanted = values.remove(curve.dependents().get(0));
            Expr f = curve.explicit(0).substitute(at::get);
            List<Expr> roots = roots(Sum.of(f, Neg.of(wanted)), t);
            if (roots == null) {
                return numeric(d, curve, wanted, f, at);
            }
            values.put(t, only(roots, t, curve.dependents().get(0).name() + " = " + wanted));
        } else if (curve.dependents().size() == 1 && at.containsKey(curve.dependents().get(0))) {
            wanted = values.remove(curve.dependents().get(0));
            if (!ZeroTest.decide(Sum.of(curve.explicit(0).substitute(at::get), Neg.of(wanted)), facts, limits).isZero()) {
                throw usage("the function is not known to have the value " + wanted + " at " + t.name() + " = " + at.get(t));
            }
        } else if (at.keySet().stream().anyMatch(curve.dependents()::contains)) {
            throw usage("the point is given by " + t.name() + ", as in --at '" + t.name() + " = 1'");
        }
        if (!values.containsKey(t)) {
            throw usage("a value of " + t.name() + " is needed, as in --at '" + t.name() + " = 1'");
        }
        return new AtPoint(library, facts, limits, values, digits).onCurve(d);
    }

    private Map<Sym, Expr> implicit(Curve curve, Map<Sym, Expr> at) {
        Sym x = curve.parameter();
        Sym y = curve.dependents().get(0);
        Relation given = curve.equations().get(0);
        Map<Sym, Expr> values = new LinkedHashMap<>();
        if (at.containsKey(x)) {
            values.put(x, at.get(x));
        }
        values.putAll(at);
        Expr left = Sum.of(given.left(), Neg.of(given.right())).substitute(values::get);
        if (!at.containsKey(x) && !at.containsKey(y)) {
            throw usage("a point is needed, as in --at '" + x.name() + " = 1, " + y.name() + " = 2'");
        }
        for (Sym missing : List.of(x, y)) {
            if (!at.containsKey(missing)) {
                Sym other = missing.equals(x) ? y : x;
                List<Expr> roots = roots(left, missing);
                if (roots == null) {
                    throw usage("which point with " + other.name() + " = " + at.get(other) + " was not found out; give " + missing.name() + " too, as in --at '" + x.name() + " = 1, "
                            + y.name() + " = 2'");
                }
                values.put(missing, only(roots, missing, other.name() + " = " + at.get(other)));
                return values;
            }
        }
        if (left.isConstant() && !ZeroTest.decide(left, facts, limits).isZero()) {
            throw usage(x.name() + " = " + values.get(x) + ", " + y.name() + " = " + values.get(y) + " is not known to be a point of the curve: there, "
                    + given.left() + " is " + number(given.left().substitute(values::get)) + " and " + given.right() + " is " + number(given.right().substitute(values::get)));
        }
        return values;
    }

    /** Refuses points at which the equation does not determine the slope. */
    private void checkTangent(Curve curve, Map<Sym, Expr> point) {
        Kernel kernel = new Kernel(library.functions(), limits);
        int f = kernel.read(Sum.of(curve.equations().get(0).left(), Neg.of(curve.equations().get(0).right())));
        List<Boolean> zero = new ArrayList<>();
        for (Sym s : List.of(curve.parameter(), curve.dependents().get(0))) {
            Expr slope = kernel.write(kernel.derivative(f, kernel.symbol(s.name()), 1)).substitute(point::get);
            zero.add(slope.isConstant() && ZeroTest.decide(slope, facts, limits).isZero());
        }
        String where = curve.parameter().name() + " = " + point.get(curve.parameter()) + ", " + curve.dependents().get(0).name() + " = " + point.get(curve.dependents().get(0));
        if (zero.get(1)) {
            throw new DdxException(DdxException.Kind.NOT_DIFFERENTIABLE, zero.get(0) ? "at " + where + " both partial derivatives of the equation are 0, so that it does not determine a slope there"
                    : "the tangent at " + where + " is vertical: there is no derivative");
        }
    }

    private String number(Expr e) {
        double v = new Evaluator(library.functions()).evaluate(e, Map.of());
        return Double.isNaN(v) ? "not defined" : String.valueOf(new BigDecimal(v).round(new MathContext(10)).stripTrailingZeros().toPlainString());
    }

    private Expr only(List<Expr> roots, Sym s, String where) {
        if (roots.isEmpty()) {
            throw usage("there is no point with " + where);
        }
        if (roots.size() > 1) {
            throw usage("there are several points with " + where + ": " + String.join(", ", roots.stream().map(r -> s.name() + " = " + r).toList())
                    + "; say which, as in --at '" + s.name() + " = " + roots.get(0) + (where.startsWith(s.name()) ? "" : ", " + where) + "'");
        }
        return roots.get(0);
    }

    /** All numbers at which it is zero; null if they were not found exactly. */
    private List<Expr> roots(Expr zero, Sym s) {
        List<Expr> candidates = Zeros.exact(zero, s, new Numbers(new Differentiation(library, facts, limits), library, facts, limits), facts).exact();
        if (candidates == null) {
            return null;
        }
        List<Expr> out = new ArrayList<>();
        for (Expr c : candidates) {
            Expr there = zero.substitute(v -> v.equals(s) ? c : null);
            double value = new Evaluator(library.functions()).evaluate(there, Map.of());
            if (!Double.isNaN(value) && Math.abs(value) < 1e-6 && ZeroTest.decide(there, facts, limits).isZero()) {
                out.add(c);
            }
        }
        return out;
    }

    /** Where x with f(x) = y is not found exactly: a decimal, and the value there. */
    private Derivation numeric(Derivation d, Curve curve, Expr wanted, Expr f, Map<Sym, Expr> at) {
        Sym x = curve.parameter();
        Expr zero = Sum.of(f, Neg.of(wanted));
        List<Double> found = new ArrayList<>();
        Evaluator evaluator = new Evaluator(library.functions());
        double last = Double.NaN;
        for (int i = 0; i <= SCAN && zero.freeSymbols().equals(List.of(x)); i++) {
            double a = -FAR + 2 * FAR * (i - 1) / SCAN;
            double b = -FAR + 2 * FAR * i / SCAN;
            double v = evaluator.evaluate(zero, Map.of(x, b));
            if (v == 0 || v * last < 0) {
                double root = v == 0 ? b : bisect(evaluator, zero, x, a, b, last);
                if (Math.abs(evaluator.evaluate(zero, Map.of(x, root))) < 1e-6) {
                    found.add(root);
                }
            }
            last = v;
        }
        String point = curve.dependents().get(0).name() + " = " + wanted;
        if (found.size() != 1) {
            throw usage("the point with " + point + " was not found exactly, and numerically there " + (found.isEmpty() ? "is none" : "are several") + " for "
                    + x.name() + " from −50 to 50; give " + x.name() + " instead, as in --at '" + x.name() + " = " + (found.isEmpty() ? "1" : String.valueOf(found.get(0))) + "'");
        }
        Expr near = decimal(BigDecimal.valueOf(found.get(0)).round(new MathContext(FOUND_DIGITS)));
        Map<Sym, Expr> values = new LinkedHashMap<>(at);
        values.remove(curve.dependents().get(0));
        values.put(x, near);
        Expr there = d.result().substitute(values::get);
        Kernel kernel = new Kernel(library.functions(), limits);
        Expr value = kernel.evaluate(kernel.read(there), digits, Map.of()).map(v -> Decimal.of(v, digits)).orElseThrow(() -> usage("there is no derivative there"));
        Reason reason = Reason.of("Put", "${x}$, found numerically, where ${y}$ to {n} digits: about ${v}$").with("x", Relation.of(x, Relation.Op.EQ, near))
                .with("y", Relation.of(f, Relation.Op.EQ, wanted)).with("n", Num.of(FOUND_DIGITS)).with("v", value);
        List<Step> steps = new ArrayList<>(d.steps());
        steps.add(new Step("evaluate", List.of(), d.end(), Relation.of(EvaluatedAt.of(d.start(), x, near), Relation.Op.EQ, there), reason, List.of(), List.of(), Trace.BRIEF));
        return new Derivation(d.start(), steps, d.unneeded(), d.opening(), curve);
    }

    private static Expr decimal(BigDecimal v) {
        return v.signum() < 0 ? Neg.of(Num.of(v.negate())) : Num.of(v);
    }

    private static double bisect(Evaluator evaluator, Expr zero, Sym x, double from, double to, double atFrom) {
        double a = from;
        double b = to;
        for (int i = 0; i < 100; i++) {
            double middle = (a + b) / 2;
            double v = evaluator.evaluate(zero, Map.of(x, middle));
            if (v == 0) {
                return middle;
            }
            if (v * atFrom < 0) {
                b = middle;
            } else {
                a = middle;
            }
        }
        return (a + b) / 2;
    }

    private static DdxException usage(String what) {
        return new DdxException(DdxException.Kind.USAGE, what);
    }
}
