package dev.ddx.verify;

import dev.ddx.expr.Accumulation;
import dev.ddx.expr.Assumptions;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.IndexedProduct;
import dev.ddx.expr.IndexedSum;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Evaluator;
import dev.ddx.kernel.Facts;
import dev.ddx.kernel.Kernel;
import dev.ddx.kernel.NormalForm;
import dev.ddx.kernel.ZeroTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apfloat.Apfloat;
import org.apfloat.ApfloatMath;

/** Whether two lines say the same wherever the conditions hold: by exact algebra, else by numbers. */
final class Comparison {

    /** Beyond this the exact way may take too long. */
    private static final long LARGE = 4_000;
    private static final long LARGE_FOR_NORMAL_FORM = 600;
    private static final int POINTS_TRIED = 44;
    private static final int POINTS_SEARCHED = 400;
    private static final int FEW_DIGITS = 12;

    private final Unfolding unfolding;
    private final Assumptions assumptions;
    private final FunctionTable functions;
    private final Limits limits;
    private final Domain domain;

    Comparison(Unfolding unfolding, FunctionTable functions, Assumptions assumptions, Limits limits) {
        this.unfolding = unfolding;
        this.assumptions = assumptions;
        this.functions = functions;
        this.limits = limits.withTimeoutMillis(Math.min(limits.timeoutMillis(), 2_000));
        this.domain = new Domain(new Evaluator(functions));
    }

    /** How much is asked of a comparison. */
    enum Mode {
        /** The values alone. */
        VALUES,
        /** The domains as well; a difference seen in double precision is enough, as it is looked at again. */
        PART,
        /** The domains as well, and a difference is proved. */
        LINE
    }

    Verdict compare(Unfolding.Plain before, Unfolding.Plain after, List<Relation> stated, Mode mode) {
        if (before.value().equals(after.value()) && before.needs().equals(after.needs())) {
            return Verdict.EXACT;
        }
        List<Relation> given = unfolding.all(stated);
        boolean proved = proves(before.value(), after.value(), given);
        Unfolding any = unfolding.standingIn(lines(before, after, given));
        return any == null ? atPoints(before, after, given, proved, mode, null)
                : atPoints(any.of(before), any.of(after), any.all(given), proved, mode, null);
    }

    /** The same where a curve ties symbols to each other: at points of it, its derivatives written out. */
    Verdict compareOnCurve(Unfolding.Plain before, Unfolding.Plain after, List<Relation> stated, Mode mode) {
        Unfolding.Plain b = written(before);
        Unfolding.Plain a = written(after);
        if (b.value().equals(a.value()) && b.needs().equals(a.needs())) {
            return Verdict.EXACT;
        }
        List<Relation> given = unfolding.all(stated).stream().map(r -> (Relation) unfolding.curve().written(r)).toList();
        boolean proved = proves(b.value(), a.value(), given);
        List<Expr> lines = new ArrayList<>(lines(b, a, given));
        lines.addAll(unfolding.curve().curve().equations());
        Unfolding any = unfolding.standingIn(lines);
        // What is proved holds beside the curve as well.
        OnCurve curve = proved ? null : any == null ? unfolding.curve() : any.curve();
        return any == null ? atPoints(b, a, given, proved, mode, curve) : atPoints(any.of(b), any.of(a), any.all(given), proved, mode, curve);
    }

    /** Whether two equations that are linear in a derivative have the same solution for it, on the curve. */
    Verdict sameSolution(Unfolding.Plain bl, Unfolding.Plain br, Unfolding.Plain al, Unfolding.Plain ar, Sym jet, List<Relation> stated) {
        Expr before = FormalDerivative.plus(List.of(bl.value(), FormalDerivative.minus(br.value())));
        Expr after = FormalDerivative.plus(List.of(al.value(), FormalDerivative.minus(ar.value())));
        Expr b = unfolding.derivative().of(before, jet);
        Expr a = unfolding.derivative().of(after, jet);
        if (b.dependsOn(jet) || a.dependsOn(jet)) {
            return new Verdict.Unchecked("the equation is not linear in the derivative");
        }
        if (vanishes(a)) {
            return new Verdict.Failed("the equation says nothing about the derivative");
        }
        Expr bRest = before.replace(jet, Num.ZERO);
        Expr aRest = after.replace(jet, Num.ZERO);
        Verdict v = compareOnCurve(plain(FormalDerivative.times(List.of(a, bRest))), plain(FormalDerivative.times(List.of(b, aRest))), stated, Mode.VALUES);
        if (!v.accepted()) {
            return v;
        }
        // What one line divides by and the other does not is excluded by a condition.
        List<Expr> needed = List.of(frozen(bl.value(), jet), frozen(br.value(), jet));
        List<Expr> then = List.of(frozen(al.value(), jet), frozen(ar.value(), jet));
        v = v.and(compareOnCurve(new Unfolding.Plain(Num.ZERO, needed), new Unfolding.Plain(Num.ZERO, then), stated, Mode.LINE));
        return v.accepted() ? v.and(compareOnCurve(new Unfolding.Plain(Num.ZERO, then), new Unfolding.Plain(Num.ZERO, needed), stated, Mode.LINE)) : v;
    }

    /** Whether nothing but zero is found on the curve. */
    private boolean vanishes(Expr e) {
        Unfolding any = unfolding.standingIn(List.of(e, unfolding.curve().difference()));
        OnCurve curve = any == null ? unfolding.curve() : any.curve();
        Expr value = curve.written(any == null ? e : any.of(e).value());
        Set<Sym> symbols = Points.symbols(List.of(value, curve.difference()));
        for (int i = 0; i < POINTS_TRIED; i++) {
            Points.Point p = curve.near(Points.at(symbols, assumptions::isInteger, i), domain);
            if (p != null && Math.abs(domain.value(value, p)) > 1e-9) {
                return false;
            }
        }
        return true;
    }

    private static Unfolding.Plain plain(Expr e) {
        return new Unfolding.Plain(e, List.of());
    }

    /** With the derivative as a number that has nothing to do with the curve. */
    private static Expr frozen(Expr e, Sym jet) {
        return e.replace(jet, Num.ONE);
    }

    private Unfolding.Plain written(Unfolding.Plain p) {
        OnCurve curve = unfolding.curve();
        return new Unfolding.Plain(curve.written(p.value()), p.needs().stream().map(curve::written).toList());
    }

    private boolean proves(Expr a, Expr b, List<Relation> given) {
        long size = a.size() + b.size();
        if (a.equals(b) || size <= LARGE_FOR_NORMAL_FORM && NormalForm.provesEqual(a, b)) {
            return true;
        }
        if (size > LARGE) {
            return false;
        }
        Assumptions known = assumptions;
        for (Relation r : given) {
            known = known.with(r);
        }
        try {
            return ZeroTest.decide(Sum.of(a, Neg.of(b)), new Facts(functions, known), limits).isZero();
        } catch (DdxException notDecided) {
            return false;
        }
    }

    private static List<Expr> lines(Unfolding.Plain before, Unfolding.Plain after, List<Relation> given) {
        List<Expr> all = new ArrayList<>(List.of(before.value(), after.value()));
        all.addAll(before.needs());
        all.addAll(after.needs());
        all.addAll(given);
        return all;
    }

    private Verdict atPoints(Unfolding.Plain before, Unfolding.Plain after, List<Relation> given, boolean proved, Mode mode,
            OnCurve curve) {
        Set<Expr> first = Domain.parts(before);
        Set<Expr> second = Domain.parts(after);
        boolean sameDomain = first.equals(second);
        // In complex mode the lines have values where the real ones end.
        boolean enough = sameDomain || mode == Mode.VALUES || assumptions.isComplex();
        Set<Sym> symbols = Points.symbols(lines(before, after, given));
        if (curve != null && curve.implicit() != null) {
            symbols.addAll(curve.difference().freeSymbols());
        }
        Set<Sym> counts = counts(lines(before, after, given));
        Predicate<Sym> integer = s -> assumptions.isInteger(s) || counts.contains(s);
        int wanted = proved ? 2 : Verifier.POINTS;
        int compared = 0;
        Verdict.Failed gap = null;
        for (int i = 0; i < (symbols.isEmpty() ? 1 : POINTS_SEARCHED); i++) {
            if (compared >= wanted && (proved && enough || i >= POINTS_TRIED)) {
                break;
            }
            Points.Point p = Points.at(symbols, integer, i);
            p = curve == null ? p : curve.near(p, domain);
            if (p == null || !domain.allow(given, p)) {
                continue;
            }
            Boolean there = domain.isDefined(first, p);
            Boolean then = sameDomain ? there : domain.isDefined(second, p);
            if (Boolean.TRUE.equals(there) && Boolean.TRUE.equals(then)) {
                // Double precision looks at every point: it may find a difference, or a mistake of the exact way.
                boolean looked = looksEqual(before.value(), after.value(), p);
                if (!looked || compared < wanted) {
                    Boolean equal = looked && proved ? Boolean.TRUE : !looked && mode == Mode.PART ? Boolean.FALSE
                            : equal(before.value(), after.value(), curve == null ? p : curve.refined(p, functions, limits), looked);
                    if (Boolean.FALSE.equals(equal)) {
                        return new Verdict.Failed("the values differ", p.decimals());
                    }
                    compared += equal == null ? 0 : 1;
                }
            } else if (!enough && gap == null && there != null && then != null && !there.equals(then)
                    && isUndefined(there ? second : first, p)) {
                gap = new Verdict.Failed(there ? "the line is not defined where the one before it is"
                        : "the line is defined where the one before it is not, and no condition says so", p.decimals());
            }
        }
        if (gap != null) {
            return gap;
        }
        Points.Point lost = enough ? null : domain.lost(first, second, given, symbols, integer);
        if (lost != null) {
            return new Verdict.Failed("the line before divides by zero there and this one does not, and no condition says so", lost.decimals());
        }
        return proved ? Verdict.EXACT : compared > 0 ? new Verdict.Numeric(compared, Verifier.DIGITS)
                : new Verdict.Unchecked("no real point was found at which both lines have values");
    }

    /** The symbols in the limits of sums and products, which run through whole numbers. */
    private static Set<Sym> counts(List<Expr> lines) {
        Set<Sym> out = new HashSet<>();
        for (Expr line : lines) {
            for (Expr e : line.subexpressions()) {
                if (e instanceof IndexedSum || e instanceof IndexedProduct) {
                    ((Accumulation) e).values().forEach(v -> out.addAll(v.freeSymbols()));
                }
            }
        }
        return out;
    }

    private boolean looksEqual(Expr a, Expr b, Points.Point p) {
        double x = domain.value(a, p);
        double y = domain.value(b, p);
        return Math.abs(x - y) <= 1e-6 * Math.max(1, Math.max(Math.abs(x), Math.abs(y)));
    }

    /** Whether they agree in all digits but the last; null where that could not be found out. */
    private Boolean equal(Expr a, Expr b, Points.Point p, boolean likely) {
        if (p == null) {
            return null;
        }
        try {
            for (int digits : likely ? new int[] {Verifier.DIGITS + 1} : new int[] {FEW_DIGITS, Verifier.DIGITS + 1}) {
                Apfloat x = value(a, p, digits);
                Apfloat y = value(b, p, digits);
                if (x == null || y == null) {
                    return null;
                }
                Apfloat scale = ApfloatMath.max(ApfloatMath.abs(x), ApfloatMath.abs(y));
                if (ApfloatMath.abs(x.subtract(y)).compareTo(scale.multiply(new Apfloat("1e-" + (digits - 1), 5))) > 0) {
                    return false;
                }
            }
            return true;
        } catch (DdxException digitsNotFound) {
            return null;
        }
    }

    private boolean isUndefined(Set<Expr> parts, Points.Point p) {
        return parts.stream().anyMatch(e -> {
            try {
                return value(e, p, FEW_DIGITS) == null;
            } catch (DdxException notFound) {
                return notFound.kind() == DdxException.Kind.DIVISION_BY_ZERO;
            }
        });
    }

    /** Every digit is right but the last; null where there is no value. */
    private Apfloat value(Expr e, Points.Point p, int digits) {
        Kernel kernel = new Kernel(functions, limits);
        Map<Integer, Apfloat> at = new HashMap<>();
        p.decimals().forEach((s, v) -> at.put(kernel.symbol(s.name()), new Apfloat(v, Apfloat.INFINITE)));
        Optional<Apfloat> value = kernel.evaluate(kernel.read(e), digits, at);
        return value.orElse(null);
    }
}
