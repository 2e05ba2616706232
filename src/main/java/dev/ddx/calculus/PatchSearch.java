package dev.ddx.calculus;

import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.AlgebraicForm;
import dev.ddx.kernel.Facts;
import dev.ddx.kernel.NormalFormTooLarge;
import dev.ddx.kernel.PowerSeries;
import dev.ddx.kernel.RoundingErrors;
import dev.ddx.rewrite.TaylorPatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Looks for a range about a point in which a Taylor polynomial loses less than every way that was found, as about a removable
 * singularity. Its error is measured at points of that range, the ends among them, where what is left out weighs most.
 */
final class PatchSearch {

    private static final double[] CENTRES = {0, 1, -1};
    private static final double[] RADII = {2, 1, 0.5, 0.25, 0.1, 0.01, 0.001};
    private static final int HIGHEST_DEGREE = 40;
    /** Units that the polynomial may be off by. */
    private static final double POLYNOMIAL_LOSS = 4;
    private static final double POLYNOMIAL_BITS = 0.6;
    private static final int LARGEST_COEFFICIENT = 20;
    private static final int EVEN = 100;
    private static final int HALVINGS = 45;

    private final StandardLibrary library;
    private final FunctionTable functions;
    private final Facts facts;
    private final Limits limits;
    private final Expr f;
    private final Sym x;
    private final AccuracySearch search;
    private final List<double[]> points;

    /**
     * @param f whose values are wanted
     * @param search that has looked for ways to write it
     * @param points at which their errors were measured
     */
    PatchSearch(StandardLibrary library, Facts facts, Limits limits, Expr f, Sym x, AccuracySearch search, List<double[]> points) {
        this.library = library;
        this.functions = library.functions();
        this.facts = facts;
        this.limits = limits;
        this.f = f;
        this.x = x;
        this.search = search;
        this.points = points;
    }

    /**
     * A patch, and the way that is computed outside of it.
     *
     * @param loss by the measure
     */
    record Found(TaylorPatch patch, AccuracySearch.Way elsewhere, double loss) {

        /** The loss in units of 2^−53, if it is the worst; what is called accurate counts for nothing. */
        double units() {
            return loss <= AccuracySearch.ACCURATE ? 0 : Math.pow(2, loss) - 1;
        }
    }

    private record Range(double radius, AccuracySearch.Way elsewhere, double loss) {
    }

    /** The ways of a range, checked at points just outside of it, where what cancels cancels most. */
    private Range checked(Range coarse, double centre, RoundingErrors around) {
        Range best = null;
        for (AccuracySearch.Way w : search.ways()) {
            if (worst(w, centre, coarse.radius()) > coarse.loss()) {
                continue;
            }
            double[] bits = AccuracySearch.bits(around.of(w.formula()));
            double loss = coarse.loss();
            for (int i = 0; i < bits.length; i++) {
                loss = Math.abs(around.points().get(i)[0] - centre) < coarse.radius() ? loss : Math.max(loss, bits[i]);
            }
            if (best == null || loss < best.loss()) {
                best = new Range(coarse.radius(), w, loss);
            }
        }
        return best;
    }

    private double worst(AccuracySearch.Way w, double centre, double radius) {
        double worst = 0;
        for (int i = 0; i < points.size(); i++) {
            worst = Math.abs(points.get(i)[0] - centre) < radius ? worst : Math.max(worst, w.bits()[i]);
        }
        return worst;
    }

    /** The patch that loses least, or null if none loses less than {@code most}. */
    Found best(AccuracySearch.Measure measure, double most) {
        Found best = null;
        for (double centre : CENTRES) {
            if (points.isEmpty() || points.get(0)[0] > centre || points.get(points.size() - 1)[0] < centre) {
                continue;
            }
            List<Range> ranges = new ArrayList<>();
            RoundingErrors around = measure == AccuracySearch.Measure.MEAN ? null : errors(centre, 2 * RADII[0]);
            for (double radius : RADII) {
                Range r = range(centre, radius, measure);
                r = around == null || r.loss() >= most ? r : checked(r, centre, around);
                if (r.loss() < (best == null ? most : best.loss())) {
                    ranges.add(r);
                }
            }
            ranges.sort((a, b) -> a.loss() != b.loss() ? Double.compare(a.loss(), b.loss()) : Double.compare(a.radius(), b.radius()));
            Found found = ranges.isEmpty() ? null : patch(centre, ranges);
            best = found == null ? best : found;
        }
        return best;
    }

    /** The way that loses least outside of a range. */
    private Range range(double centre, double radius, AccuracySearch.Measure measure) {
        Range best = null;
        for (AccuracySearch.Way w : search.ways()) {
            double sum = 0;
            for (int i = 0; i < points.size(); i++) {
                sum += Math.abs(points.get(i)[0] - centre) < radius ? POLYNOMIAL_BITS : w.bits()[i];
            }
            double loss = measure.of(sum, worst(w, centre, radius), points.size());
            if (best == null || loss < best.loss()) {
                best = new Range(radius, w, loss);
            }
        }
        return best;
    }

    private Found patch(double centre, List<Range> ranges) {
        Expr a = StableEvaluation.number(centre);
        TreeMap<Integer, Expr> coefficients = coefficients(f, a);
        if (coefficients.isEmpty()) {
            coefficients = coefficients(together(), a);
        }
        for (Range r : ranges) {
            RoundingErrors inside = errors(centre, r.radius());
            for (int degree : inside.points().isEmpty() ? List.<Integer>of() : coefficients.keySet()) {
                Expr polynomial = horner(coefficients.headMap(degree, true), centre == 0 ? x : Sum.of(x, StableEvaluation.number(-centre)));
                if (inside.worst(polynomial) <= POLYNOMIAL_LOSS) {
                    Relation range = Relation.of(List.of(StableEvaluation.number(centre - r.radius()), x, StableEvaluation.number(centre + r.radius())),
                            List.of(Relation.Op.LT, Relation.Op.LT));
                    return new Found(new TaylorPatch(x, range, a, polynomial, degree, r.elsewhere().formula()), r.elsewhere(), r.loss());
                }
            }
        }
        return null;
    }

    /** As one fraction: poles of terms may cancel in it. */
    private Expr together() {
        try {
            return AlgebraicForm.together(f);
        } catch (NormalFormTooLarge tooLarge) {
            return f;
        }
    }

    /** Those of the power series that are not 0; none if there is no series, or it cannot be written with small numbers. */
    private TreeMap<Integer, Expr> coefficients(Expr g, Expr a) {
        TreeMap<Integer, Expr> out = new TreeMap<>();
        try {
            PowerSeries series = new PowerSeries(g, x, a, functions, facts, limits,
                    new OneSided(new Differentiation(library, facts, limits), library, facts, limits, x, a, true)::value);
            for (int k = 0; k <= HIGHEST_DEGREE; k++) {
                Expr c = series.coefficient(k);
                if (!c.isConstant() || c.size() > LARGEST_COEFFICIENT) {
                    return new TreeMap<>();
                }
                if (!c.equals(Num.ZERO)) {
                    out.put(k, c);
                }
            }
        } catch (DdxException none) {
            return new TreeMap<>();
        }
        return out;
    }

    /** Those of the function itself, at points spread over a range and close to its ends and its centre. */
    private RoundingErrors errors(double centre, double radius) {
        return new RoundingErrors(functions, limits, f, List.of(x), Map.of(), inside(centre, radius));
    }

    private static List<double[]> inside(double centre, double radius) {
        List<double[]> out = new ArrayList<>();
        for (int sign = -1; sign <= 1; sign += 2) {
            for (int i = 1; i <= EVEN; i++) {
                double d = i == EVEN ? Math.nextDown(radius) : radius * i / EVEN;
                out.add(new double[] {centre + sign * d});
            }
            for (int k = 1; k <= HALVINGS; k++) {
                out.add(new double[] {centre + sign * radius * Math.pow(2, -k) * 0.9});
            }
        }
        return out;
    }

    /** u^m·(c₀ + u^g·(c₁ + u^g·(…))), where g divides all differences of exponents. */
    private static Expr horner(Map<Integer, Expr> coefficients, Expr u) {
        List<Integer> exponents = new ArrayList<>(coefficients.keySet());
        int lowest = exponents.get(0);
        int step = exponents.stream().mapToInt(k -> k - lowest).reduce(0, PatchSearch::gcd);
        Expr sum = coefficients.get(exponents.get(exponents.size() - 1));
        for (int i = exponents.size() - 2; i >= 0; i--) {
            int gap = exponents.get(i + 1) - exponents.get(i);
            Expr product = times(sum, power(power(u, step), gap / step));
            sum = Sum.of(coefficients.get(exponents.get(i)), product);
        }
        return lowest == 0 ? sum : times(sum, power(u, lowest));
    }

    private static Expr power(Expr base, int exponent) {
        return exponent == 1 ? base : Power.of(base, Num.of(exponent));
    }

    private static Expr times(Expr c, Expr u) {
        return Rational.ONE.equals(Rational.fromLiteral(c)) ? u : Rational.of(-1).equals(Rational.fromLiteral(c)) ? Neg.of(u) : Product.of(c, u);
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
