package dev.ddx.calculus;

import dev.ddx.expr.Call;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Derivative;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Facts;
import dev.ddx.kernel.RoundingErrors;
import dev.ddx.kernel.SamplePoints;
import dev.ddx.kernel.StraightLine;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Rewrite;
import dev.ddx.rewrite.Stable;
import dev.ddx.rewrite.TaylorPatch;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks for a way to compute a function that loses less in double precision: by {@link AccuracySearch}, and by a Taylor
 * polynomial close to a point.
 */
public final class StableEvaluation {

    private static final double[] RANGE = {-1e300, 1e300};
    private static final double[] SPECIAL_FUNCTION = {-5, 5};
    /** Bits, on average, that a way to write it has to save. */
    private static final double WORTH = 0.05;
    private static final double WORTH_CASES = 0.4;
    private static final double WORST_OF_ONE_WAY = 3;

    private final StandardLibrary library;
    private final FunctionTable table;
    private final Facts facts;
    private final Limits limits;

    public StableEvaluation(StandardLibrary library, Facts facts, Limits limits) {
        this.library = library;
        this.table = library.functions();
        this.facts = facts;
        this.limits = limits;
    }

    /**
     * The way that loses least of those that were looked at.
     *
     * @param domain from where to where symbols are taken; others have ranges of their own
     * @throws DdxException of kind USAGE in complex mode, and for what has no values
     */
    public Stable of(Expr f, Map<Sym, double[]> domain) {
        if (facts.isComplex()) {
            throw new DdxException(DdxException.Kind.USAGE, "the loss of double precision is measured in real mode only; leave --complex out");
        }
        if (f.has(e -> e instanceof Derivative)) {
            throw new DdxException(DdxException.Kind.USAGE, "a derivative is carried out before its computation is looked at: ddx diff does so");
        }
        return new Work(f, domain).result();
    }

    /** One function. */
    private final class Work {

        private final Expr f;
        private final Expr plain;
        private final List<Sym> symbols;
        private final Map<Sym, double[]> domain = new LinkedHashMap<>();
        private final RoundingErrors errors;
        private final AccuracySearch search;

        Work(Expr f, Map<Sym, double[]> given) {
            this.f = f;
            this.symbols = f.freeSymbols().stream().sorted(Comparator.comparing(Sym::name)).toList();
            this.plain = withoutDefinitions(f);
            boolean quick = RoundingErrors.isQuick(plain, table, limits);
            symbols.forEach(s -> domain.put(s, given.getOrDefault(s, quick ? RANGE : SPECIAL_FUNCTION)));
            StraightLine program = new StraightLine(table, List.of(plain));
            program.add(plain);
            List<double[]> ranges = List.copyOf(domain.values());
            List<double[]> points = symbols.size() == 1 ? SamplePoints.of(table, limits, symbols, ranges, program.lines())
                    : symbols.isEmpty() ? List.of() : SamplePoints.ofMagnitudes(ranges);
            errors = new RoundingErrors(table, limits, plain, symbols, Map.of(), points);
            search = new AccuracySearch(library, facts, limits, errors, symbols);
        }

        Stable result() {
            AccuracySearch.Way start = search.start(f);
            AccuracySearch.Way unfolded = plain.equals(f) ? start
                    : search.start(plain, start, "definition", Reason.of("Put in what the names stand for"));
            if (errors.points().isEmpty()) {
                return result(start, null, null);
            }
            search.search(List.of(unfolded));
            AccuracySearch.Way best = search.ways().stream().min(Comparator.comparingDouble(AccuracySearch.Way::mean)
                    .thenComparingLong(w -> w.formula().size())).orElseThrow();
            if (unfolded.mean() - best.mean() < WORTH) {
                best = start;
            }
            if (best.worst() <= WORST_OF_ONE_WAY) {
                return result(best, null, null);
            }
            AccuracySearch.Way single = best;
            AccuracySearch.Cases cases = search.cases(Comparator.comparing(w -> w != single), AccuracySearch.Measure.MEAN, best.mean() - WORTH_CASES, WORTH);
            PatchSearch.Found patch = symbols.size() != 1 ? null
                    : new PatchSearch(library, facts, limits, plain, symbols.get(0), search, errors.points())
                            .best(AccuracySearch.Measure.MEAN, (cases == null ? best.mean() : cases.loss()) - WORTH_CASES);
            return patch == null ? result(best, cases, null) : result(patch.elsewhere(), null, patch.patch());
        }

        /**
         * @param c null if one way is for all
         * @param patch null if there is none
         */
        private Stable result(AccuracySearch.Way best, AccuracySearch.Cases c, TaylorPatch patch) {
            Trace t = new Trace(f, facts, limits, Long.MAX_VALUE);
            if (c == null) {
                replay(t, List.of(), best);
            } else {
                t.step("cases", List.of(), Rewrite.of(c.of(f, f), Reason.of("Take cases by the value of ${x}$").with("x", c.symbol())), Trace.NORMAL);
                replay(t, List.of(0), c.below());
                replay(t, List.of(2), c.above());
            }
            Derivation d = t.done();
            Expr formula = patch == null ? d.end() : patch.formula();
            return new Stable(f, formula, loss(f), loss(formula), domain, errors.points().size(), patch, search.isCutShort(), d);
        }

        private void replay(Trace t, List<Integer> at, AccuracySearch.Way w) {
            for (AccuracySearch.Way step : w.all()) {
                List<Integer> path = new ArrayList<>(at);
                path.addAll(step.path());
                t.step(step.rule(), path, step.rewrite(), Trace.NORMAL);
            }
        }

        private Stable.Loss loss(Expr e) {
            RoundingErrors.Worst worst = errors.worstPoint(e);
            return new Stable.Loss(worst.error(), worst.where(), Arrays.stream(AccuracySearch.bits(errors.of(e))).average().orElse(0));
        }
    }

    /** A number that double precision represents. */
    static Expr number(double d) {
        Num magnitude = Num.of(new BigDecimal(Double.toString(Math.abs(d))).stripTrailingZeros());
        return d < 0 ? Neg.of(magnitude) : magnitude;
    }

    /** With what is not computed as such written out. */
    private Expr withoutDefinitions(Expr e) {
        return e.mapBottomUp(part -> {
            FunctionDeclaration d = part instanceof Call c && !c.isDerivative() ? table.lookup(c.name(), c.arguments().size()) : null;
            return d == null || !d.isDefinition() || RoundingErrors.isComputed(d) ? part
                    : withoutDefinitions(d.instantiate(d.body(), ((Call) part).arguments()));
        });
    }
}
