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
import dev.ddx.expr.Piecewise;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.AlgebraicForm;
import dev.ddx.kernel.Facts;
import dev.ddx.kernel.NormalFormTooLarge;
import dev.ddx.kernel.RoundingErrors;
import dev.ddx.kernel.SamplePoints;
import dev.ddx.kernel.StraightLine;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Path;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Rewrite;
import dev.ddx.rewrite.Rule;
import dev.ddx.rewrite.Stable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks for a way to compute a function that loses less in double precision: by the rules of the chapter "accuracy" of the
 * library, and by multiplying out or a common denominator of differences; the errors of what they make are measured, and the
 * best go on. Of one that is good here and another that is good there cases are made.
 */
public final class StableEvaluation {

    private static final double[] RANGE = {-1e300, 1e300};
    private static final double[] SPECIAL_FUNCTION = {-5, 5};
    private static final int ROUNDS = 5;
    private static final int WIDTH = 8;
    private static final int MOST_WAYS = 1_200;
    private static final int MOST_NODES = 80;
    private static final int MOST_PLACES = 60;
    /** Bits that are lost where there is no value. */
    private static final double NO_VALUE = 64;
    /** Bits, on average, that a way to write it has to save. */
    private static final double WORTH = 0.05;
    private static final double WORTH_CASES = 0.4;
    private static final long NANOSECONDS = 1_500_000_000L;
    private static final double[] BORDERS = {0, 1, -1, 1e-3, -1e-3, 10, -10, 1e3, -1e3, 1e8, -1e8};

    private final FunctionTable table;
    private final Facts facts;
    private final Limits limits;
    private final List<Rule> rules;
    private final List<Rule> tidying = new ArrayList<>();

    public StableEvaluation(StandardLibrary library, Facts facts, Limits limits) {
        this.table = library.functions();
        this.facts = facts;
        this.limits = limits;
        this.rules = library.rules("accuracy");
        tidying.addAll(library.rules("cleanup"));
        tidying.addAll(List.of(new Collect(), new Cancel()));
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

    /** A way to write the function, by a rule from the one before. */
    private record Way(Expr formula, Way before, String rule, List<Integer> path, Rewrite rewrite, double[] bits, double mean) {

        List<Way> all() {
            List<Way> out = new ArrayList<>();
            for (Way w = this; w.before() != null; w = w.before()) {
                out.add(0, w);
            }
            return out;
        }
    }

    /** One function. */
    private final class Work {

        private final Expr f;
        private final Expr plain;
        private final List<Sym> symbols;
        private final Map<Sym, double[]> domain = new LinkedHashMap<>();
        private final RoundingErrors errors;
        private final Map<Expr, Way> ways = new LinkedHashMap<>();
        private long end;

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
        }

        Stable result() {
            Way start = way(f, null, null, List.of(), null);
            ways.put(f, start);
            Way unfolded = start;
            if (!plain.equals(f)) {
                unfolded = way(plain, start, "definition", List.of(), Rewrite.of(plain, Reason.of("Put in what the names stand for")));
                ways.put(plain, unfolded);
            }
            if (errors.points().isEmpty() || f.size() > MOST_NODES) {
                return result(start, null);
            }
            search(unfolded);
            Way best = ways.values().stream().min(Comparator.comparingDouble(Way::mean).thenComparingLong(w -> w.formula().size())).orElseThrow();
            if (unfolded.mean() - best.mean() < WORTH) {
                best = start;
            }
            return result(best, cases(best));
        }

        private void search(Way from) {
            end = System.nanoTime() + NANOSECONDS;
            List<Way> open = List.of(from);
            for (int round = 0; round < ROUNDS && !open.isEmpty(); round++) {
                List<Way> made = new ArrayList<>();
                for (Way w : open) {
                    extend(w, made);
                }
                made.sort(Comparator.comparingDouble(Way::mean).thenComparingLong(w -> w.formula().size()));
                open = made.size() > WIDTH ? made.subList(0, WIDTH) : made;
                if (ways.values().stream().anyMatch(w -> worst(w.bits()) <= 2)) {
                    return;
                }
            }
        }

        private boolean isOver() {
            return ways.size() >= MOST_WAYS || System.nanoTime() > end;
        }

        /** What each rule makes of each part. */
        private void extend(Way w, List<Way> made) {
            List<List<Integer>> places = new ArrayList<>();
            places(w.formula(), places);
            for (List<Integer> path : places) {
                Expr part = Path.at(w.formula(), path);
                for (Rule rule : rules) {
                    if (isOver()) {
                        return;
                    }
                    add(w, rule.name(), path, rule.apply(part, facts), made);
                }
                if (part instanceof Sum && part.size() < MOST_NODES) {
                    algebraic(w, path, part, made);
                }
            }
        }

        private void algebraic(Way w, List<Integer> path, Expr part, List<Way> made) {
            try {
                Expr together = AlgebraicForm.together(part);
                add(w, "together", path, together.equals(part) ? null : Rewrite.of(together, Reason.of("Common denominator, in lowest terms")), made);
                Expr expanded = AlgebraicForm.expanded(part);
                add(w, "expand", path, expanded.equals(part) ? null : Rewrite.of(expanded, Reason.of("Expand and collect like terms")), made);
                Expr factored = AlgebraicForm.factored(part);
                add(w, "factor", path, factored.equals(part) ? null : Rewrite.of(factored, Reason.of("Factor")), made);
            } catch (NormalFormTooLarge | DdxException none) {
                // The rules are left.
            }
        }

        private void add(Way w, String rule, List<Integer> path, Rewrite r, List<Way> made) {
            if (r == null || r.result().size() > 2L * MOST_NODES) {
                return;
            }
            Expr whole = Path.replace(w.formula(), path, r.result());
            if (whole.equals(w.formula()) || ways.containsKey(whole)) {
                return;
            }
            Way next = way(whole, w, rule, path, r);
            ways.put(whole, next);
            made.add(next);
            // What has become 0 or 1, or cancels, is put in order at once.
            Trace t = new Trace(whole, facts, limits, System.nanoTime() + NANOSECONDS);
            try {
                t.exhaust(tidying, Trace.FULL);
            } catch (DdxException undefined) {
                return;
            }
            Expr tidy = t.current();
            if (!ways.containsKey(tidy) && !tidy.equals(whole)) {
                Way ordered = way(tidy, next, "tidy", List.of(), Rewrite.of(tidy, Reason.of("Collect like terms")));
                ways.put(tidy, ordered);
                made.add(ordered);
            }
        }

        private void places(Expr e, List<List<Integer>> out) {
            List<List<Integer>> open = new ArrayList<>(List.of(List.of()));
            for (int i = 0; i < open.size() && out.size() < MOST_PLACES; i++) {
                List<Integer> path = open.get(i);
                Expr part = Path.at(e, path);
                out.add(path);
                for (int k = 0; k < part.children().size(); k++) {
                    if (!part.children().get(k).isConstant()) {
                        List<Integer> longer = new ArrayList<>(path);
                        longer.add(k);
                        open.add(longer);
                    }
                }
            }
        }

        private Way way(Expr formula, Way before, String rule, List<Integer> path, Rewrite rewrite) {
            double[] all = errors.of(formula);
            double[] bits = new double[all.length];
            double sum = 0;
            for (int i = 0; i < all.length; i++) {
                bits[i] = Double.isInfinite(all[i]) ? NO_VALUE : Math.log(1 + all[i]) / Math.log(2);
                sum += bits[i];
            }
            return new Way(formula, before, rule, path, rewrite, bits, all.length == 0 ? 0 : sum / all.length);
        }

        private double worst(double[] bits) {
            double worst = 0;
            for (double b : bits) {
                worst = Math.max(worst, b);
            }
            return worst;
        }

        // ---- cases

        /** One way below a value of a symbol, and another from there on. */
        private record Cases(Sym symbol, double border, Way below, Way above, double mean) {
        }

        /** Cases that save enough over one way for all, or null. */
        private Cases cases(Way single) {
            Cases best = null;
            List<Way> bestFirst = new ArrayList<>(List.of(single));
            bestFirst.addAll(ways.values());
            for (int k = 0; k < symbols.size() && worst(single.bits()) > 3; k++) {
                for (double border : BORDERS) {
                    Way below = null;
                    Way above = null;
                    double least = Double.POSITIVE_INFINITY;
                    double leastAbove = Double.POSITIVE_INFINITY;
                    for (Way w : bestFirst) {
                        double sum = 0;
                        double sumAbove = 0;
                        for (int i = 0; i < w.bits().length; i++) {
                            if (errors.points().get(i)[k] < border) {
                                sum += w.bits()[i];
                            } else {
                                sumAbove += w.bits()[i];
                            }
                        }
                        if (sum < least) {
                            least = sum;
                            below = w;
                        }
                        if (sumAbove < leastAbove) {
                            leastAbove = sumAbove;
                            above = w;
                        }
                    }
                    double mean = (least + leastAbove) / single.bits().length;
                    if (below != above && mean < (best == null ? single.mean() - WORTH_CASES : best.mean() - WORTH)) {
                        best = new Cases(symbols.get(k), border, below, above, mean);
                    }
                }
            }
            return best;
        }

        // ---- the answer

        /** @param c null if one way is for all */
        private Stable result(Way best, Cases c) {
            Trace t = new Trace(f, facts, limits, Long.MAX_VALUE);
            if (c == null) {
                replay(t, List.of(), best);
            } else {
                Relation below = Relation.of(c.symbol(), Relation.Op.LT, number(c.border()));
                t.step("cases", List.of(), Rewrite.of(Piecewise.of(List.of(new Piecewise.Branch(f, below), new Piecewise.Branch(f, null))), Reason.of("Take cases by the value of ${x}$").with("x", c.symbol())), Trace.NORMAL);
                replay(t, List.of(0), c.below());
                replay(t, List.of(2), c.above());
            }
            Derivation d = t.done();
            Expr formula = d.end();
            return new Stable(f, formula, loss(f), loss(formula), domain, errors.points().size(), d);
        }

        private void replay(Trace t, List<Integer> at, Way w) {
            for (Way step : w.all()) {
                List<Integer> path = new ArrayList<>(at);
                path.addAll(step.path());
                t.step(step.rule(), path, step.rewrite(), Trace.NORMAL);
            }
        }

        private Stable.Loss loss(Expr e) {
            RoundingErrors.Worst worst = errors.worstPoint(e);
            return new Stable.Loss(worst.error(), worst.where(), way(e, null, null, List.of(), null).mean());
        }
    }

    private static Expr number(double d) {
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
