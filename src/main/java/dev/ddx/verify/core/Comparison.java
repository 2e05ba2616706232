package dev.ddx.verify.core;

import dev.ddx.expr.Accumulation;
import dev.ddx.expr.Assumptions;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Integral;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Piecewise;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Evaluator;
import dev.ddx.kernel.Facts;
import dev.ddx.kernel.Kernel;
import dev.ddx.kernel.NormalForm;
import dev.ddx.kernel.ZeroTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apfloat.Apfloat;
import org.apfloat.ApfloatMath;

/** Whether two lines say the same wherever the conditions hold: by exact algebra, else by numbers. */
public final class Comparison {

    /** Beyond this the exact way may take too long. */
    private static final long LARGE = 4_000;
    private static final long LARGE_FOR_NORMAL_FORM = 600;
    /** Points at which lines are compared where there is no proof. */
    private static final int POINTS = 5;
    /** Digits to which they agree there. */
    private static final int DIGITS = 40;
    private static final int POINTS_TRIED = 44;
    private static final int POINTS_SEARCHED = 400;
    private static final int FEW_DIGITS = 12;
    /** Below 10 to this power a value may come out as 0. */
    private static final int NEAR_ZERO = -100;

    private final Unfolding unfolding;
    private final Assumptions assumptions;
    private final FunctionTable functions;
    private final Limits limits;
    private final Domain domain;

    public Comparison(Unfolding unfolding, FunctionTable functions, Assumptions assumptions, Limits limits) {
        this.unfolding = unfolding;
        this.assumptions = assumptions;
        this.functions = functions;
        this.limits = limits;
        this.domain = new Domain(new Evaluator(functions));
    }

    /** How much is asked of a comparison. */
    public enum Mode {
        /** The values alone. */
        VALUES,
        /** The domains as well; a difference seen in double precision is enough, as it is looked at again. */
        PART,
        /** The domains as well, and a difference is proved. */
        LINE
    }

    /** @param tied what symbols depend on others as; null for a comparison that does without */
    public Verdict compare(Unfolding.Plain lineBefore, Unfolding.Plain lineAfter, List<Relation> stated, Mode mode, Dependence tied) {
        Unfolding.Plain before = written(lineBefore, tied);
        Unfolding.Plain after = written(lineAfter, tied);
        if (before.value().equals(after.value()) && before.needs().equals(after.needs())) {
            return Verdict.EXACT;
        }
        List<Relation> given = unfolding.all(stated).stream().map(r -> tied == null ? r : (Relation) tied.written(r)).toList();
        boolean proved = proves(before.value(), after.value(), given);
        Unfolding any = unfolding.standingIn(lines(before, after, given, tied));
        // What is proved holds where the equations do not hold as well.
        Dependence at = proved || tied == null ? null : any == null ? tied : any.dependence();
        return any == null ? atPoints(before, after, given, proved, mode, at) : atPoints(any.of(before), any.of(after), any.all(given), proved, mode, at);
    }

    private static Unfolding.Plain written(Unfolding.Plain p, Dependence tied) {
        return tied == null ? p : new Unfolding.Plain(tied.written(p.value()), p.needs().stream().map(tied::written).toList());
    }

    private boolean proves(Expr a, Expr b, List<Relation> given) {
        long size = a.size() + b.size();
        if (a.equals(b) || size <= LARGE_FOR_NORMAL_FORM && NormalForm.provesEqual(a, b)) {
            return true;
        }
        if (size > LARGE) {
            return false;
        }
        try {
            return ZeroTest.proves(Sum.of(a, Neg.of(b)), new Facts(functions, assumptions.with(given)), limits);
        } catch (DdxException notDecided) {
            return false;
        }
    }

    private static List<Expr> lines(Unfolding.Plain before, Unfolding.Plain after, List<Relation> given, Dependence tied) {
        List<Expr> equations = tied == null ? List.of() : tied.equations();
        return Stream.of(List.of(before.value(), after.value()), before.needs(), after.needs(), given, equations).<Expr>flatMap(List::stream).toList();
    }

    private Verdict atPoints(Unfolding.Plain before, Unfolding.Plain after, List<Relation> given, boolean proved, Mode mode,
            Dependence tied) {
        Set<Expr> first = Domain.parts(before);
        Set<Expr> second = Domain.parts(after);
        boolean sameDomain = first.equals(second);
        // In complex mode the lines have values where the real ones end.
        boolean enough = sameDomain || mode == Mode.VALUES || assumptions.isComplex();
        List<Expr> lines = lines(before, after, given, tied);
        Set<Sym> symbols = Points.symbols(lines);
        // The symbols in the limits of sums and products run through whole numbers.
        Set<Sym> counts = lines.stream().flatMap(line -> line.subexpressions().stream())
                .filter(e -> e instanceof Accumulation && !(e instanceof Integral)).flatMap(e -> ((Accumulation) e).values().stream())
                .flatMap(v -> v.freeSymbols().stream()).collect(Collectors.toSet());
        Predicate<Sym> integer = s -> assumptions.isInteger(s) || counts.contains(s);
        int wanted = proved ? 2 : POINTS;
        int compared = 0;
        Verdict.Failed gap = null;
        // A case may hold in few places.
        List<Points.Point> edges = proved && enough ? List.of() : domain.besideEdges(List.of(before.value(), after.value()), symbols, integer);
        for (int i = -edges.size(); i < (symbols.isEmpty() ? 1 : proved && assumptions.isComplex() ? POINTS_TRIED : POINTS_SEARCHED); i++) {
            if (compared >= wanted && (proved && enough || i >= POINTS_TRIED)) {
                break;
            }
            Points.Point p = i < 0 ? edges.get(-1 - i) : Points.at(symbols, integer, i);
            p = tied == null ? p : tied.near(p, domain);
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
                            : equal(before.value(), after.value(), tied == null ? p : tied.refined(p), looked);
                    if (Boolean.FALSE.equals(equal)) {
                        return new Verdict.Failed("the values differ", p.decimals());
                    }
                    compared += equal == null ? 0 : 1;
                }
            } else if (!enough && gap == null && there != null && then != null && !there.equals(then)
                    && isUndefined(there ? second : first, p) && !isUndefined(there ? first : second, p)) {
                gap = new Verdict.Failed(there ? "the line is not defined where the one before it is"
                        : "the line is defined where the one before it is not, and no condition says so", p.decimals());
            }
        }
        if (gap != null) {
            return gap;
        }
        Points.Point lost = enough ? null : domain.lost(first, second, given, symbols, integer);
        if (lost != null) {
            return new Verdict.Failed("the line before divides by zero there, takes its logarithm, has another pole, or no case of it holds,"
                    + " and this one has a value, and no condition says so", lost.decimals());
        }
        return proved ? Verdict.EXACT : compared > 0 ? new Verdict.Numeric(compared, DIGITS)
                : new Verdict.Unchecked("no real point was found at which both lines have values");
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
            for (int digits : likely ? new int[] {DIGITS + 1} : new int[] {FEW_DIGITS, DIGITS + 1}) {
                Apfloat x = value(a, p, digits);
                Apfloat y = value(b, p, digits);
                if (x == null || y == null) {
                    return null;
                }
                Apfloat scale = ApfloatMath.max(ApfloatMath.abs(x), ApfloatMath.abs(y));
                if (ApfloatMath.abs(x.subtract(y)).compareTo(scale.multiply(new Apfloat("1e-" + (digits - 1), 5))) > 0) {
                    return x.signum() * y.signum() == 0 && scale.scale() < NEAR_ZERO ? null : Boolean.FALSE;
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
                // Where the sides of a condition are equal to all digits, no case may hold.
                return notFound.kind() == DdxException.Kind.DIVISION_BY_ZERO || e instanceof Piecewise && Double.isNaN(domain.value(e, p));
            }
        });
    }

    /** Every digit is right but the last; null where there is no value. */
    private Apfloat value(Expr e, Points.Point p, int digits) {
        Kernel kernel = new Kernel(functions, limits);
        Map<Integer, Apfloat> at = new HashMap<>();
        p.decimals().forEach((s, v) -> at.put(kernel.symbol(s.name()), new Apfloat(v, Apfloat.INFINITE)));
        return kernel.evaluate(kernel.read(e), digits, at).orElse(null);
    }
}
