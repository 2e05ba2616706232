package dev.ddx.calculus;

import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Num;
import dev.ddx.expr.Piecewise;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.AlgebraicForm;
import dev.ddx.kernel.Facts;
import dev.ddx.kernel.NormalFormTooLarge;
import dev.ddx.kernel.RoundingErrors;
import dev.ddx.rewrite.Path;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Rewrite;
import dev.ddx.rewrite.Rule;
import dev.ddx.rewrite.Superior;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Ways to write an expression that lose less in double precision: by the rules of the chapter "accuracy" of the library, and by
 * multiplying out or a common denominator of sums; the errors of what they make are measured, and the best go on. Of one that
 * is good here and another that is good there cases are made. Bounded by the nodes of what is looked at, not by time, so that
 * the answer is the same on every machine.
 */
final class AccuracySearch {

    private static final int ROUNDS = 5;
    private static final int WIDTH = 8;
    private static final int MOST_WAYS = 1_200;
    /** Nodes of all ways together. */
    private static final long MOST_WORK = 60_000;
    private static final int MOST_ALGEBRA = 80;
    private static final int LONGER = 160;
    private static final int MOST_PLACES = 60;
    /** Bits that are lost where there is no value. */
    private static final double NO_VALUE = 64;
    /** Bits of a loss that is called none. */
    static final double ACCURATE = Math.log(1 + Superior.ACCURATE) / Math.log(2);
    private static final double NEARLY_NONE = 2;
    private static final double[] BORDERS = {0, 1, -1, 1e-3, -1e-3, 10, -10, 1e3, -1e3, 1e8, -1e8};

    private final Facts facts;
    private final RoundingErrors errors;
    private final List<Sym> symbols;
    private final List<Rule> rules;
    private final List<Rule> tidying = new ArrayList<>();
    private final Trace tidy;
    private final Map<Expr, Way> ways = new LinkedHashMap<>();
    private long work;

    /** @param errors of what is searched for */
    AccuracySearch(StandardLibrary library, Facts facts, Limits limits, RoundingErrors errors, List<Sym> symbols) {
        this.facts = facts;
        this.errors = errors;
        this.symbols = symbols;
        this.rules = library.rules("accuracy");
        tidying.addAll(library.rules("cleanup"));
        tidying.addAll(List.of(new Collect(), new Cancel()));
        this.tidy = new Trace(Num.ZERO, facts, limits, Long.MAX_VALUE);
    }

    /**
     * A way to write the expression, by a rule from the one before.
     *
     * @param bits that are lost at each point
     * @param mean of them
     */
    record Way(Expr formula, Way before, String rule, List<Integer> path, Rewrite rewrite, double[] bits, double mean) {

        /** The ways that lead to it, the first left out. */
        List<Way> all() {
            List<Way> out = new ArrayList<>();
            for (Way w = this; w.before() != null; w = w.before()) {
                out.add(0, w);
            }
            return out;
        }

        Way first() {
            return before == null ? this : before.first();
        }

        double worst() {
            return Arrays.stream(bits).max().orElse(0);
        }
    }

    /** One way below a value of a symbol, and another from there on. */
    record Cases(Sym symbol, double border, Way below, Way above, double loss) {

        Relation condition() {
            return Relation.of(symbol, Relation.Op.LT, StableEvaluation.number(border));
        }

        Expr formula() {
            return of(below.formula(), above.formula());
        }

        Expr of(Expr first, Expr second) {
            return Piecewise.of(List.of(new Piecewise.Branch(first, condition()), new Piecewise.Branch(second, null)));
        }
    }

    /** What is to be least: the mean of the bits that are lost, or the most, where what is accurate is as good as exact. */
    enum Measure {
        MEAN {
            @Override
            double of(double sum, double most, int points) {
                return sum / points;
            }
        },
        WORST {
            @Override
            double of(double sum, double most, int points) {
                return Math.max(most, ACCURATE);
            }
        };

        abstract double of(double sum, double most, int points);
    }

    /** The expression as it is given, from which the search goes on. */
    Way start(Expr e) {
        return ways.computeIfAbsent(e, f -> way(f, null, null, List.of(), null));
    }

    /** The same with something done to it first. */
    Way start(Expr e, Way before, String rule, Reason reason) {
        Way made = way(e, before, rule, List.of(), Rewrite.of(e, reason));
        ways.put(e, made);
        return made;
    }

    /** All ways so far, those from which the search started among them. */
    Collection<Way> ways() {
        return ways.values();
    }

    void search(List<Way> from) {
        List<Way> open = from;
        for (int round = 0; round < ROUNDS && !open.isEmpty(); round++) {
            if (ways.values().stream().anyMatch(w -> w.worst() <= NEARLY_NONE)) {
                return;
            }
            List<Way> made = new ArrayList<>();
            for (Way w : open) {
                extend(w, made);
            }
            made.sort(Comparator.comparingDouble(Way::mean).thenComparingLong(w -> w.formula().size()));
            open = made.size() > WIDTH ? made.subList(0, WIDTH) : made;
        }
    }

    /** Whether the search ended before all that was to be looked at was. */
    boolean isCutShort() {
        return ways.size() >= MOST_WAYS || work > MOST_WORK;
    }

    /** What each rule makes of each part. */
    private void extend(Way w, List<Way> made) {
        List<List<Integer>> places = new ArrayList<>();
        places(w.formula(), places);
        for (List<Integer> path : places) {
            Expr part = Path.at(w.formula(), path);
            for (Rule rule : rules) {
                if (isCutShort()) {
                    return;
                }
                add(w, rule.name(), path, rule.apply(part, facts), made);
            }
            if (part instanceof Sum && part.size() < MOST_ALGEBRA) {
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
        if (r == null || r.result().size() > w.first().formula().size() + LONGER) {
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
        Trace t = tidy.fresh(whole);
        try {
            t.exhaust(tidying, Trace.FULL);
        } catch (DdxException undefined) {
            return;
        }
        Expr tidied = t.current();
        if (!ways.containsKey(tidied) && !tidied.equals(whole)) {
            Way ordered = way(tidied, next, "tidy", List.of(), Rewrite.of(tidied, Reason.of("Collect like terms")));
            ways.put(tidied, ordered);
            made.add(ordered);
        }
    }

    private static void places(Expr e, List<List<Integer>> out) {
        List<List<Integer>> open = new ArrayList<>(List.of(List.of()));
        for (int i = 0; i < open.size() && out.size() < MOST_PLACES; i++) {
            List<Integer> path = open.get(i);
            Expr part = Path.at(e, path);
            out.add(path);
            for (int k = 0; k < part.children().size(); k++) {
                if (!part.isVariable(k) && !part.children().get(k).isConstant()) {
                    List<Integer> longer = new ArrayList<>(path);
                    longer.add(k);
                    open.add(longer);
                }
            }
        }
    }

    private Way way(Expr formula, Way before, String rule, List<Integer> path, Rewrite rewrite) {
        work += formula.size();
        double[] bits = bits(errors.of(formula));
        return new Way(formula, before, rule, path, rewrite, bits, Arrays.stream(bits).average().orElse(0));
    }

    /** The bits that are lost at each point. */
    static double[] bits(double[] units) {
        return Arrays.stream(units).map(u -> Double.isInfinite(u) ? NO_VALUE : Math.log(1 + u) / Math.log(2)).toArray();
    }

    /**
     * Cases that lose least, or null.
     *
     * @param preference of those that lose as much, the first is taken
     * @param most what they may lose
     * @param worth by how much less those with another border have to lose
     */
    Cases cases(Comparator<Way> preference, Measure measure, double most, double worth) {
        Cases best = null;
        List<Way> bestFirst = ways.values().stream().sorted(preference).toList();
        int n = errors.points().size();
        for (int k = 0; k < symbols.size(); k++) {
            for (double border : BORDERS) {
                Way below = null;
                Way above = null;
                double least = Double.POSITIVE_INFINITY;
                double leastAbove = Double.POSITIVE_INFINITY;
                for (Way w : bestFirst) {
                    double sum = 0;
                    double worst = 0;
                    double sumAbove = 0;
                    double worstAbove = 0;
                    for (int i = 0; i < n; i++) {
                        double bits = w.bits()[i];
                        if (errors.points().get(i)[k] < border) {
                            sum += bits;
                            worst = Math.max(worst, bits);
                        } else {
                            sumAbove += bits;
                            worstAbove = Math.max(worstAbove, bits);
                        }
                    }
                    double here = measure.of(sum, worst, n);
                    double there = measure.of(sumAbove, worstAbove, n);
                    if (here < least) {
                        least = here;
                        below = w;
                    }
                    if (there < leastAbove) {
                        leastAbove = there;
                        above = w;
                    }
                }
                double loss = measure == Measure.MEAN ? least + leastAbove : Math.max(least, leastAbove);
                if (below != above && loss < (best == null ? most : best.loss() - worth)) {
                    best = new Cases(symbols.get(k), border, below, above, loss);
                }
            }
        }
        return best;
    }
}
