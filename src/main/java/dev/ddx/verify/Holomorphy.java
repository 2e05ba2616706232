package dev.ddx.verify;

import dev.ddx.expr.Assumptions;
import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Power;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Kernel;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apfloat.Apcomplex;
import org.apfloat.ApcomplexMath;
import org.apfloat.Apfloat;
import org.apfloat.ApfloatRuntimeException;

/**
 * Looks for a place at which a function has no complex derivative though the conditions that were stated allow the place: on a branch cut,
 * or where |z| and its like have an argument that is not real. There the difference quotients along the real and the imaginary direction
 * do not come closer to each other as the step gets smaller, as the Cauchy–Riemann equations (DLMF 1.9.25) demand.
 *
 * <p>The places are some of both axes and of the plane, and those where an argument of a function in it is on an axis, or beside
 * the end of what a condition excludes. Double precision finds the places, values in {@value #DIGITS} digits decide. It knows
 * elementary functions; that it finds nothing is no proof.
 */
final class Holomorphy {

    private static final Set<String> OF_REALS = Set.of("sign", "floor", "ceil", "max", "min", "heaviside", "atan2");
    private static final Set<String> WITHOUT_CUTS = Set.of("exp", "sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "sech", "csch");
    private static final double[][] PLACES = {{-0.4137, 0}, {-2.3719, 0}, {0.4137, 0}, {2.3719, 0}, {0, 0.4137}, {0, 2.3719}, {0, -0.4137},
        {0, -2.3719}, {0.7193, 0.9371}, {-1.1713, 0.3917}, {-0.6917, -1.3173}, {1.9173, -0.3719}};
    /** So far beyond the end of what a condition excludes. */
    private static final double[] BESIDE = {5e-4, 0.0137, 0.4137};
    private static final int OTHERS = 3;
    private static final int ITERATIONS = 25;
    private static final int MOST_PLACES = 150;
    private static final long LARGE = 400;
    /** Nodes of which values are computed, in a derivation: to find places, and after that at these. */
    private static final long MOST_WORK = 1_000_000;
    private static final long MOST_FOR_PLACES = 100_000;
    private static final double CLOSE = 1e-9;
    private static final double MARGIN = 1e-4;
    private static final double ROUNDING = 1e-14;
    private static final double STEP = 1e-6;
    /** Beyond this size of a place the step is larger, for there rounding errors are. */
    private static final double FAR = 1e3;
    private static final double DIFFERENT = 0.05;
    private static final double BEYOND_ROUNDING = 1e-6;
    private static final int DIGITS = 30;
    private static final int[] EXPONENTS = {-8, -12};
    private static final double RATIO = 1e4;

    private final FunctionTable functions;
    private final Assumptions assumptions;
    private final Limits limits;
    private long work;

    Holomorphy(FunctionTable functions, Assumptions assumptions, Limits limits) {
        this.functions = functions;
        this.assumptions = assumptions;
        this.limits = limits;
    }

    /**
     * A place, as the values of the symbols, that the conditions allow and at which {@code f} has no derivative by {@code x}; null if none is
     * found.
     *
     * @param f without derivatives and definitions
     */
    Map<Sym, String> exception(Expr f, Sym x, List<Relation> conditions) {
        if (f.size() > LARGE || assumptions.isReal(x) || !f.dependsOn(x)) {
            return null;
        }
        List<Expr> arguments = new ArrayList<>();
        boolean ofReals = false;
        for (Expr e : f.subexpressionsOutside()) {
            if (e instanceof Call c && !c.isDerivative() && !WITHOUT_CUTS.contains(c.name())) {
                arguments.addAll(c.arguments());
                ofReals |= OF_REALS.contains(c.name());
            } else if (e instanceof Power p && p.base() != Const.E && !(Rational.fromLiteral(p.exponent()) instanceof Rational n && n.isInteger())) {
                arguments.add(p.base());
            }
        }
        arguments.removeIf(u -> !u.dependsOn(x));
        if (arguments.isEmpty()) {
            return null;
        }
        Set<Sym> symbols = new LinkedHashSet<>(f.freeSymbols());
        conditions.forEach(r -> symbols.addAll(r.freeSymbols()));
        long size = f.size() + conditions.stream().mapToLong(Expr::size).sum();
        for (int i = 0; i < (symbols.size() == 1 ? 1 : OTHERS); i++) {
            Map<Sym, PrincipalValue> others = values(symbols, i);
            for (PrincipalValue z : places(arguments, x, conditions, others)) {
                work += size;
                if (work > MOST_WORK + MOST_FOR_PLACES) {
                    return null;
                }
                Map<Sym, PrincipalValue> at = with(others, x, z);
                if (allow(conditions, at, at) && (ofReals && isBeyondReals(f, x, at) || allowAround(conditions, x, at) && isSuspect(f, x, at) && isException(f, x, at))
                        && isCertain(conditions, x, at)) {
                    return text(at, f);
                }
            }
        }
        return null;
    }

    private static Map<Sym, PrincipalValue> with(Map<Sym, PrincipalValue> values, Sym x, PrincipalValue z) {
        Map<Sym, PrincipalValue> out = new HashMap<>(values);
        out.put(x, z);
        return out;
    }

    private static Map<Sym, String> text(Map<Sym, PrincipalValue> at, Expr f) {
        Map<Sym, String> out = new LinkedHashMap<>();
        f.freeSymbols().forEach(s -> out.put(s, at.get(s).text()));
        return out;
    }

    /** Positive, of either sign, and not real where the symbols may be so. */
    private Map<Sym, PrincipalValue> values(Set<Sym> symbols, int i) {
        Map<Sym, PrincipalValue> out = new HashMap<>();
        int k = 0;
        for (Sym s : symbols) {
            double size = assumptions.isInteger(s) ? 2 + k : 0.6317 + 0.7193 * k;
            double signed = i == 1 && k % 2 == 0 ? -size : size;
            out.put(s, new PrincipalValue(signed, i == 2 && !assumptions.isReal(s) ? 0.3719 + 0.1173 * k : 0));
            k++;
        }
        return out;
    }

    private Set<PrincipalValue> places(List<Expr> arguments, Sym x, List<Relation> conditions, Map<Sym, PrincipalValue> others) {
        Set<PrincipalValue> out = new LinkedHashSet<>();
        for (double[] p : PLACES) {
            out.add(new PrincipalValue(p[0], p[1]));
        }
        for (Expr u : new LinkedHashSet<>(arguments)) {
            for (int i = 0; i < PLACES.length && out.size() < MOST_PLACES; i++) {
                addSolution(u, x, new PrincipalValue(PLACES[i][0], PLACES[i][1]), others, out);
            }
        }
        for (Relation r : conditions) {
            for (int i = 0; i < r.ops().size() && r.dependsOn(x) && r.isReal() == null; i++) {
                Expr difference = Sum.of(r.operands().get(i), Neg.of(r.operands().get(i + 1)));
                for (double d : BESIDE) {
                    addSolution(difference, x, new PrincipalValue(d, 0), others, out);
                    addSolution(difference, x, new PrincipalValue(-d, 0), others, out);
                }
            }
        }
        return out;
    }

    /** Adds a value of x at which u is the target, by the secant method, if there is one near. */
    private void addSolution(Expr u, Sym x, PrincipalValue target, Map<Sym, PrincipalValue> others, Set<PrincipalValue> out) {
        if (u.equals(x)) {
            return;
        }
        Map<Sym, PrincipalValue> at = new HashMap<>(others);
        PrincipalValue a = new PrincipalValue(0.3719, 0.5173);
        PrincipalValue b = new PrincipalValue(-0.2917, 0.7391);
        at.put(x, a);
        PrincipalValue atA = PrincipalValue.of(u, at).minus(target);
        for (int i = 0; i < ITERATIONS && b.isFinite() && work < MOST_WORK; i++) {
            work += u.size();
            at.put(x, b);
            PrincipalValue atB = PrincipalValue.of(u, at).minus(target);
            if (atB.modulus() <= ROUNDING * (1 + target.modulus())) {
                out.add(b);
                return;
            }
            PrincipalValue next = b.minus(atB.times(b.minus(a).over(atB.minus(atA))));
            a = b;
            atA = atB;
            b = next;
        }
    }

    /** Whether a function that is defined for real numbers alone has another argument there. */
    private static boolean isBeyondReals(Expr f, Sym x, Map<Sym, PrincipalValue> at) {
        return f.subexpressionsOutside().stream().anyMatch(e -> e instanceof Call c && OF_REALS.contains(c.name()) && c.dependsOn(x)
                && c.arguments().stream().map(u -> PrincipalValue.of(u, at)).anyMatch(u -> u.isFinite() && Math.abs(u.im()) > BEYOND_ROUNDING * u.modulus()));
    }

    private static double step(PrincipalValue z) {
        return STEP * Math.max(1, z.modulus() / FAR);
    }

    private static boolean allowAround(List<Relation> conditions, Sym x, Map<Sym, PrincipalValue> at) {
        PrincipalValue z = at.get(x);
        double h = step(z);
        return Stream.of(new PrincipalValue(h, 0), new PrincipalValue(-h, 0), new PrincipalValue(0, h), new PrincipalValue(0, -h))
                .map(d -> with(at, x, z.plus(d))).allMatch(side -> allow(conditions, side, at) && allow(conditions, at, side));
    }

    /** Whether the conditions hold there for certain, and not only by a small part of the difference to what is beside. */
    private static boolean allow(List<Relation> conditions, Map<Sym, PrincipalValue> at, Map<Sym, PrincipalValue> beside) {
        for (Relation r : conditions) {
            for (int i = 0; i < r.ops().size(); i++) {
                Expr u = r.operands().get(i);
                Expr v = r.operands().get(i + 1);
                PrincipalValue a = PrincipalValue.of(u, at);
                PrincipalValue b = PrincipalValue.of(v, at);
                double margin = CLOSE * Math.max(1, a.isFinite() ? a.modulus() : b.modulus())
                        + (a.isFinite() && b.isFinite() ? MARGIN * a.minus(b).minus(PrincipalValue.of(u, beside).minus(PrincipalValue.of(v, beside))).modulus() : 0);
                if (!holds(a, r.ops().get(i), b, margin)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean holds(PrincipalValue a, Relation.Op op, PrincipalValue b, double margin) {
        if (Double.isNaN(a.re() + a.im()) || Double.isNaN(b.re() + b.im()) || Double.isNaN(margin)) {
            return false;
        }
        boolean close = a.isFinite() && b.isFinite() && a.minus(b).modulus() <= margin;
        return switch (op) {
            case EQ, ABOUT -> a.equals(b);
            case NE -> !close;
            case NOT_LE, NOT_GE -> Math.abs(a.im()) > margin || Math.abs(b.im()) > margin || !close && op.holds(a.re(), b.re());
            default -> a.im() == 0 && b.im() == 0 && !close && op.holds(a.re(), b.re());
        };
    }

    /** Whether what the conditions compare has about the same values in many digits. */
    private boolean isCertain(List<Relation> conditions, Sym x, Map<Sym, PrincipalValue> at) {
        try {
            for (Relation r : conditions) {
                for (Expr u : r.operands()) {
                    PrincipalValue v = PrincipalValue.of(u, at);
                    if (v.isFinite() && !(modulus(value(u, x, at, Apcomplex.ZERO).subtract(exact(v))) <= CLOSE * Math.max(1, v.modulus()))) {
                        return false;
                    }
                }
            }
            return true;
        } catch (DdxException | ApfloatRuntimeException | IllegalStateException noValue) {
            return false;
        }
    }

    /** Whether the quotients of differences in both directions differ in double precision. */
    private static boolean isSuspect(Expr f, Sym x, Map<Sym, PrincipalValue> at) {
        PrincipalValue z = at.get(x);
        double h = step(z);
        PrincipalValue right = PrincipalValue.of(f, with(at, x, z.plus(new PrincipalValue(h, 0))));
        PrincipalValue along = right.minus(PrincipalValue.of(f, with(at, x, z.minus(new PrincipalValue(h, 0)))));
        PrincipalValue across = PrincipalValue.of(f, with(at, x, z.plus(new PrincipalValue(0, h))))
                .minus(PrincipalValue.of(f, with(at, x, z.minus(new PrincipalValue(0, h))))).over(PrincipalValue.I);
        double difference = along.minus(across).modulus();
        return PrincipalValue.of(f, at).isFinite() && difference > DIFFERENT * Math.max(along.modulus(), across.modulus())
                && difference > h * BEYOND_ROUNDING * right.modulus();
    }

    /** Whether they differ in many digits as well, for two steps: by as much, or as a jump divided by the step. */
    private boolean isException(Expr f, Sym x, Map<Sym, PrincipalValue> at) {
        try {
            double[] differences = new double[EXPONENTS.length];
            for (int i = 0; i < EXPONENTS.length; i++) {
                Apfloat h = new Apfloat("1e" + EXPONENTS[i], 2L * DIGITS);
                Apcomplex step = new Apcomplex(h);
                Apcomplex across = new Apcomplex(Apcomplex.ZERO.real(), h);
                Apcomplex right = value(f, x, at, step);
                Apcomplex first = right.subtract(value(f, x, at, step.negate())).divide(step);
                Apcomplex second = value(f, x, at, across).subtract(value(f, x, at, across.negate())).divide(across);
                differences[i] = modulus(first.subtract(second));
                if (!(differences[i] > DIFFERENT * Math.max(modulus(first), modulus(second)) && differences[i] > BEYOND_ROUNDING * modulus(right))) {
                    return false;
                }
            }
            double growth = differences[1] / differences[0];
            return Math.abs(growth - 1) < 0.5 || Math.abs(growth / RATIO - 1) < 0.5;
        } catch (DdxException | ApfloatRuntimeException | IllegalStateException noValue) {
            return false;
        }
    }

    private static double modulus(Apcomplex z) {
        return ApcomplexMath.abs(z).doubleValue();
    }

    private Apcomplex value(Expr f, Sym x, Map<Sym, PrincipalValue> at, Apcomplex step) {
        Kernel kernel = new Kernel(functions, limits, true);
        Map<Integer, Apcomplex> values = new HashMap<>();
        at.forEach((s, v) -> {
            values.put(kernel.symbol(s.name()), s.equals(x) ? exact(v).add(step) : exact(v));
        });
        return kernel.evaluateComplex(kernel.read(f), DIGITS, values).orElseThrow(() -> new IllegalStateException("no value"));
    }

    private static Apcomplex exact(PrincipalValue z) {
        return new Apcomplex(exact(z.re()), exact(z.im()));
    }

    private static Apfloat exact(double d) {
        return new Apfloat(new BigDecimal(Double.toString(d)), 2L * DIGITS);
    }
}
