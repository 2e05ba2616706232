package dev.ddx.calculus;

import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Num;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Facts;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Exposition;
import dev.ddx.rewrite.Exposition.Cell;
import dev.ddx.rewrite.Exposition.Sign;
import dev.ddx.rewrite.Progression;
import dev.ddx.rewrite.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Critical points of a function of one variable in real mode, with the signs of the derivative between them, and points of
 * inflection. A sign holds on a whole interval because all zeros of the derivative and all places where it need not be
 * continuous are known exactly and bound the intervals; where they are not known, it says so.
 */
public final class CriticalPoints {

    private static final int MAX_SIZE = 300;
    private static final int MAX_DIGITS = 1_000;
    /** Digits of numbers without an expression that checks are made with. */
    private static final int CLAIMED = 30;

    private final StandardLibrary library;
    private final Facts facts;
    private final Limits limits;
    private final Differentiation differentiation;
    private final SignChart.Maker charts;
    private final Numbers numbers;
    private final Expr f;
    private final Sym x;
    private final Sym k;
    private final int digits;
    private final List<Exposition.Part> parts = new ArrayList<>();
    private final List<Exposition.Claim> claims = new ArrayList<>();
    private final List<Expr> results = new ArrayList<>();
    /** Zeros of the derivative without a chart. */
    private List<Zeros.Zero> open = List.of();
    private final Map<SignChart, Optional<Expr>> shifts = new IdentityHashMap<>();

    private CriticalPoints(StandardLibrary library, Facts facts, Limits limits, Expr f, Sym x, int digits) {
        this.library = library;
        this.facts = facts;
        this.limits = limits;
        this.differentiation = new Differentiation(library, facts, limits);
        this.charts = new SignChart.Maker(library, facts, limits, x, this::remark, zeros -> this.open = zeros);
        this.numbers = charts.numbers();
        this.f = f;
        this.x = x;
        this.k = Progression.integer(x);
        this.digits = digits;
    }

    /**
     * Derivative, its zeros, the chart of its signs with extrema, and the same of the second derivative; the results are
     * the critical points.
     *
     * @param digits of numbers that have no simple expression
     * @throws DdxException of kind USAGE if f has other symbols than x
     */
    public static Exposition of(StandardLibrary library, Facts facts, Limits limits, Expr f, Sym x, int digits) {
        if (facts.isComplex()) {
            throw new DdxException(DdxException.Kind.USAGE, "critical points are looked for in real mode only; leave --complex out");
        }
        for (Sym s : f.freeSymbols()) {
            if (!s.equals(x)) {
                throw new DdxException(DdxException.Kind.USAGE, "signs are found for functions of one variable; give " + s.name() + " a value");
            }
        }
        if (digits < 1 || digits > MAX_DIGITS) {
            throw new DdxException(DdxException.Kind.USAGE, "the number of digits is from 1 to " + MAX_DIGITS);
        }
        if (f.size() > MAX_SIZE) {
            throw new DdxException(DdxException.Kind.LIMIT, "the expression is too large for its critical points to be looked for: the limit is " + MAX_SIZE + " nodes");
        }
        return new CriticalPoints(library, facts, limits, f, x, digits).exposition();
    }

    private Exposition exposition() {
        Derivation first = differentiation.derive(f, x, 1, "");
        parts.add(new Exposition.Lines(first, false));
        if (isZero(first.result()) && first.conditions().isEmpty() && facts.domain(f).isEmpty()) {
            remark(Reason.of("The function is constant: every point is critical"));
            return new Exposition(parts, claims, results);
        }
        SignChart chart = charts.of(f, first);
        if (chart == null) {
            withoutChart(first.result());
            return new Exposition(parts, claims, results);
        }
        zeros(chart, first.result());
        table(chart, Reason.of("Derivative"), Sign.RISING, Sign.FALLING, first.result());
        classify(chart);
        inflections(first.result());
        return new Exposition(parts, claims, results);
    }

    private void remark(Reason r) {
        parts.add(new Exposition.Remark(r));
    }

    private boolean isZero(Expr e) {
        return Rational.fromLiteral(e) instanceof Rational r && r.isZero();
    }

    /** Some zeros, of which only what is the case close to them is known. */
    private void withoutChart(Expr derivative) {
        if (open.isEmpty()) {
            return;
        }
        for (Zeros.Zero z : open) {
            results.add(z.isSingle() ? at(z.place()) : Progression.of(at(z.place()), z.period()));
            claims.add(new Exposition.Zero(derivative, x, claimed(z.place()), z.place().isExact(), z.period()));
        }
        Reason.Words where = new Reason.Words.Formulas(results);
        remark((open.stream().allMatch(Zeros.Zero::isSingle) ? Reason.of("The derivative is zero for {z}") : Reason.of("The derivative is zero for {z}, for each integer ${k}$").with("k", k))
                .with("z", where));
        List<Sentence> sentences = new ArrayList<>();
        open.stream().filter(Zeros.Zero::isSingle).map(Zeros.Zero::place).forEach(p -> {
            Integer left = charts.signBeside(derivative, p, false);
            Integer right = charts.signBeside(derivative, p, true);
            if (left == null || right == null || left == 0 || right == 0 || !isContinuous(p, left, right)) {
                return;
            }
            SignChart here = new SignChart(List.of(p), Set.of(p), List.of(left, right), null);
            if (left.equals(right)) {
                sentences.add(new Sentence(number(p), Reason.of("No extremum at ${p}$: the derivative has the same sign on both sides").with("p", at(p))));
            } else {
                extrema(sentences, List.of(p), here, left < 0);
            }
        });
        inOrder(sentences);
    }

    // ---- places as they are written

    private Relation at(Place p) {
        return charts.at(p, digits);
    }

    private Expr shown(Place p) {
        return at(p).right();
    }

    /** One equation for each place, or for all that differ by multiples of the period or a part of it. */
    private List<Relation> all(List<Place> places, SignChart chart) {
        if (!chart.isPeriodic()) {
            return places.stream().map(this::at).toList();
        }
        int parts = fraction(places, chart.period());
        Expr part = charts.periods().times(chart.period(), Rational.of(1, parts));
        return places.subList(0, places.size() / parts).stream().map(p -> Progression.of(at(p), part)).toList();
    }

    /** The greatest number n such that a step of the n-th part of the period leads from each place to another one. */
    private int fraction(List<Place> places, Expr period) {
        int n = places.size();
        for (int m = n; m > 1; m--) {
            if (n % m != 0) {
                continue;
            }
            int step = n / m;
            Expr part = charts.periods().times(period, Rational.of(1, m));
            boolean fits = true;
            for (int i = 0; i < n && fits; i++) {
                Place from = places.get(i);
                Place to = places.get((i + step) % n);
                fits = from.isExact() && to.isExact();
                Expr gap = fits ? Numbers.difference(i + step < n ? to.exact() : Sum.of(to.exact(), period), Sum.of(from.exact(), part)) : null;
                fits &= gap != null && Integer.valueOf(0).equals(numbers.sign(gap));
            }
            if (fits) {
                return m;
            }
        }
        return 1;
    }

    // ---- what is said

    private void zeros(SignChart chart, Expr derivative) {
        chart.zeros().forEach(z -> claims.add(new Exposition.Zero(derivative, x, z.isExact() ? z.exact() : z.about(CLAIMED, library.functions(), limits), z.isExact(),
                chart.period())));
        if (chart.signs().contains(0)) {
            remark(Reason.of("The derivative is zero on whole intervals"));
        } else if (chart.zeros().isEmpty()) {
            remark(Reason.of("The derivative has no zeros"));
        } else {
            Reason.Words where = new Reason.Words.Formulas(all(List.copyOf(chart.zeros()), chart));
            remark((chart.isPeriodic() ? Reason.of("The derivative is zero for {z}, for each integer ${k}$").with("k", k) : Reason.of("The derivative is zero for {z}")).with("z", where));
        }
    }

    /** x &lt; a, a &lt; x &lt; b or x &gt; b; all numbers for no bounds. */
    private Cell interval(SignChart chart, int i) {
        List<Place> bounds = chart.bounds();
        if (bounds.isEmpty()) {
            return new Exposition.Words(Reason.of("All real ${x}$").with("x", x));
        }
        if (i == bounds.size() && chart.isPeriodic()) {
            return between(shown(bounds.get(i - 1)), end(chart));
        }
        return i == 0 ? new Exposition.Formula(Relation.of(x, Relation.Op.LT, shown(bounds.get(0))))
                : i == bounds.size() ? new Exposition.Formula(Relation.of(x, Relation.Op.GT, shown(bounds.get(i - 1))))
                : between(shown(bounds.get(i - 1)), shown(bounds.get(i)));
    }

    private Cell between(Expr low, Expr high) {
        return new Exposition.Formula(Relation.of(List.of(low, x, high), List.of(Relation.Op.LT, Relation.Op.LT)));
    }

    /** Where the first period of a chart ends. */
    private Expr end(SignChart chart) {
        return shown(ending(chart));
    }

    private Place ending(SignChart chart) {
        return chart.bounds().get(0).map(numbers, t -> Sum.of(t, chart.period()));
    }

    private Cell head(Place p) {
        return new Exposition.Formula(p.isExact() ? p.exact() : at(p));
    }

    private void table(SignChart chart, Reason upper, Sign plus, Sign minus, Expr derivative) {
        List<Cell> head = new ArrayList<>(List.of(new Exposition.Formula(x)));
        List<Cell> signs = new ArrayList<>(List.of(new Exposition.Words(upper)));
        List<Cell> values = new ArrayList<>(List.of(new Exposition.Words(Reason.of("Function"))));
        int n = chart.bounds().size();
        boolean once = chart.isPeriodic() && n > 0;
        for (int i = once ? 1 : 0; i <= n; i++) {
            if (once) {
                bound(chart, i - 1, chart.bounds().get(i - 1), head, signs, values);
            }
            Integer s = chart.signs().get(i);
            head.add(interval(chart, i));
            signs.add(s == null ? Sign.NONE : s > 0 ? Sign.PLUS : s < 0 ? Sign.MINUS : new Exposition.Formula(Num.ZERO));
            values.add(s == null ? Sign.NONE : s > 0 ? plus : s < 0 ? minus : Sign.NONE);
            if (!once && i < n) {
                bound(chart, i, chart.bounds().get(i), head, signs, values);
            }
        }
        if (once) {
            bound(chart, 0, ending(chart), head, signs, values);
        }
        parts.add(new Exposition.Table(List.of(head, signs, values)));
        List<Expr> bounds = new ArrayList<>(chart.bounds().stream().map(this::claimed).toList());
        List<Integer> claimed = new ArrayList<>(chart.signs().stream().map(s -> s == null ? 2 : s).toList());
        if (once) {
            remark(Reason.of("The signs repeat with the period ${p}$").with("p", chart.period()));
            bounds.add(claimed(ending(chart)));
            claimed.set(0, 2);
            claimed.add(2);
        }
        claims.add(new Exposition.Signs(derivative, x, bounds, claimed));
    }

    private Expr claimed(Place p) {
        return p.isExact() ? p.exact() : p.about(CLAIMED, library.functions(), limits);
    }

    /** @param place that with the index, or one a period later */
    private void bound(SignChart chart, int index, Place place, List<Cell> head, List<Cell> signs, List<Cell> values) {
        Place b = chart.bounds().get(index);
        head.add(head(place));
        signs.add(chart.zeros().contains(b) ? new Exposition.Formula(Num.ZERO) : Sign.UNDEFINED);
        Place value = isDefined(f, b) ? value(place) : null;
        values.add(value != null ? new Exposition.Formula(shown(value)) : isDefined(f, b) ? Sign.NONE : Sign.UNDEFINED);
    }

    private boolean isDefined(Expr g, Place p) {
        return Boolean.TRUE.equals(charts.isDefined(g, p));
    }

    /** The value of f there. */
    private Place value(Place p) {
        return charts.placeOfValue(f, p);
    }

    // ---- what a period adds to the function

    /** f(x + p) − f(x) for the period p of a chart, if it is a number; else null. */
    private Expr shift(SignChart chart) {
        return shifts.computeIfAbsent(chart, c -> Optional.ofNullable(charts.periods().shift(f, c.period()))).orElse(null);
    }

    private boolean isZeroShift(SignChart chart) {
        Expr shift = shift(chart);
        return shift != null && isZero(shift);
    }

    // ---- extrema

    /** Places of one kind, of which one sentence tells: with the same value if they are told of together. */
    private final class Told {

        private final List<Place> places = new ArrayList<>();
        private final Place value;

        Told(Place value) {
            this.value = value;
        }
    }

    /** With a period, places with equal values together; else each by itself. */
    private List<Told> told(List<Place> places, SignChart chart) {
        List<Told> out = new ArrayList<>();
        boolean together = chart.isPeriodic() && isZeroShift(chart);
        for (Place p : places) {
            Place v = chart.isPeriodic() && shift(chart) == null ? null : value(p);
            Told known = null;
            for (Told t : out) {
                boolean same = together && v != null && t.value != null && v.isExact() && t.value.isExact() && Integer.valueOf(0).equals(numbers.sign(Numbers.difference(v.exact(), t.value.exact())));
                known = same || !together && v == null && chart.isPeriodic() && t.value == null ? t : known;
            }
            if (known == null) {
                known = new Told(v);
                out.add(known);
            }
            known.places.add(p);
        }
        return out;
    }

    /** A sentence about a place. */
    private record Sentence(double at, Reason reason) {
    }

    private void inOrder(List<Sentence> sentences) {
        sentences.sort(Comparator.comparingDouble(Sentence::at));
        sentences.forEach(s -> remark(s.reason()));
    }

    private double number(Place p) {
        return p.number(library.functions());
    }

    private void tell(List<Sentence> sentences, List<Place> places, SignChart chart, Reason exact, Reason about, Reason without) {
        for (Told t : told(places, chart)) {
            Expr shift = chart.isPeriodic() ? shift(chart) : Num.ZERO;
            List<Relation> where = chart.isPeriodic() && shift != null && !isZero(shift) ? List.of(Progression.of(at(t.places.get(0)), chart.period())) : all(t.places, chart);
            for (Relation r : where) {
                double position = number(t.places.get(0));
                if (t.value == null) {
                    sentences.add(new Sentence(position, without.with("p", r)));
                    continue;
                }
                Expr v = shown(t.value);
                v = isZero(shift) ? v : Progression.plus(v, shift, k);
                sentences.add(new Sentence(position, (t.value.isExact() ? exact : about).with("p", r).with("v", v)));
            }
        }
    }

    private void classify(SignChart chart) {
        List<Place> minima = new ArrayList<>();
        List<Place> maxima = new ArrayList<>();
        List<Place> flat = new ArrayList<>();
        List<Place> critical = new ArrayList<>();
        List<Sentence> sentences = new ArrayList<>();
        boolean certain = true;
        for (int i = 0; i < chart.bounds().size(); i++) {
            Place b = chart.bounds().get(i);
            Integer left = chart.signs().get(i);
            Integer right = chart.signs().get(i + 1);
            boolean end = left == null || right == null;
            if (left == null && right == null || end && !isDefined(f, b)) {
                continue;
            }
            if (!isContinuous(b, left, right)) {
                if (isDefined(f, b)) {
                    certain = false;
                    remark(Reason.of("Not decided: what the function does at ${p}$, where it may jump").with("p", at(b)));
                }
                continue;
            }
            boolean low = (left == null || left < 0) && (right == null || right > 0);
            boolean high = (left == null || left > 0) && (right == null || right < 0);
            if (end) {
                if ((low || high) && value(b) != null) {
                    sentences.add(new Sentence(number(b), (low ? Reason.of("Local minimum at the end of the domain, ${p}$, with the value ${v}$")
                            : Reason.of("Local maximum at the end of the domain, ${p}$, with the value ${v}$")).with("p", at(b)).with("v", shown(value(b)))));
                }
                continue;
            }
            critical.add(b);
            if (low || high) {
                (low ? minima : maxima).add(b);
            } else if (left.equals(right) && left != 0) {
                flat.add(b);
            }
        }
        results.addAll(all(critical, chart));
        extrema(sentences, minima, chart, true);
        extrema(sentences, maxima, chart, false);
        for (boolean smooth : new boolean[] {true, false}) {
            List<Place> places = flat.stream().filter(b -> chart.zeros().contains(b) == smooth).toList();
            Reason none = smooth ? Reason.of("No extremum at ${p}$: the derivative has the same sign on both sides")
                    : Reason.of("No extremum at ${p}$, where there is no derivative: it has the same sign on both sides");
            List<Relation> where = all(places, chart);
            for (int i = 0; i < where.size(); i++) {
                sentences.add(new Sentence(number(places.get(i)), none.with("p", where.get(i))));
            }
        }
        inOrder(sentences);
        if (results.isEmpty()) {
            remark(Reason.of("There are no critical points"));
        }
        if (certain) {
            globalExtrema(chart);
        }
    }

    private void extrema(List<Sentence> sentences, List<Place> places, SignChart chart, boolean least) {
        places.forEach(p -> claims.add(new Exposition.Extremum(f, x, claimed(p), p.isExact(), least, chart.period())));
        if (least) {
            tell(sentences, places, chart, Reason.of("Local minimum at ${p}$ with the value ${v}$: the derivative changes from minus to plus"),
                    Reason.of("Local minimum at ${p}$ with a value of about ${v}$: the derivative changes from minus to plus"),
                    Reason.of("Local minimum at ${p}$: the derivative changes from minus to plus"));
        } else {
            tell(sentences, places, chart, Reason.of("Local maximum at ${p}$ with the value ${v}$: the derivative changes from plus to minus"),
                    Reason.of("Local maximum at ${p}$ with a value of about ${v}$: the derivative changes from plus to minus"),
                    Reason.of("Local maximum at ${p}$: the derivative changes from plus to minus"));
        }
    }

    /** Whether f has a value there which is its limit from each side on which it is defined. */
    private boolean isContinuous(Place b, Integer left, Integer right) {
        return (left == null || charts.isContinuous(f, b, false)) && (right == null || charts.isContinuous(f, b, true));
    }

    private void globalExtrema(SignChart chart) {
        if (chart.isPeriodic() && !isZeroShift(chart)) {
            return;
        }
        GlobalExtrema extrema = new GlobalExtrema(charts, library, facts, limits, f, x);
        List<Derivation> shown = new ArrayList<>();
        for (boolean least : new boolean[] {true, false}) {
            GlobalExtrema.Extreme e = extrema.of(chart, least);
            if (e == null) {
                continue;
            }
            for (Derivation d : e.limits()) {
                if (shown.stream().noneMatch(o -> o.start().equals(d.start()))) {
                    shown.add(d);
                    parts.add(new Exposition.Lines(d, false));
                }
            }
            if (e.value() == null) {
                Reason none = e.bound() == null ? least ? Reason.of("There is no least value: the function falls below all bounds") : Reason.of("There is no greatest value: the function rises beyond all bounds")
                        : least ? Reason.of("There is no least value: all values are greater than ${v}$, and some as near to it as one likes")
                        : Reason.of("There is no greatest value: all values are less than ${v}$, and some as near to it as one likes");
                remark(e.bound() == null ? none : none.with("v", e.bound()));
            } else {
                Expr v = shown(e.value());
                Reason r = e.value().isExact() ? least ? Reason.of("The least value of all is ${v}$, at {p}") : Reason.of("The greatest value of all is ${v}$, at {p}")
                        : least ? Reason.of("The least value of all is about ${v}$, at {p}") : Reason.of("The greatest value of all is about ${v}$, at {p}");
                remark(r.with("v", v).with("p", new Reason.Words.Formulas(all(e.where(), chart))));
            }
            Expr bound = e.value() != null ? claimed(e.value()) : e.bound();
            if (bound != null) {
                List<Relation> where = new ArrayList<>(facts.assumptions().relations());
                where.addAll(facts.domain(f));
                claims.add(new Exposition.Bound(f, x, bound, least, where));
            }
        }
    }

    private void inflections(Expr derivative) {
        int before = parts.size();
        int claimsBefore = claims.size();
        try {
            Derivation second = differentiation.derive(derivative, x, 1, "");
            parts.add(new Exposition.Lines(second, false));
            SignChart chart = second.result().isFreeOf(x) && isZero(second.result()) ? null : charts.of(derivative, second);
            if (chart == null) {
                return;
            }
            table(chart, Reason.of("Second derivative"), Sign.CONVEX, Sign.CONCAVE, second.result());
            List<Place> points = new ArrayList<>();
            for (int i = 0; i < chart.bounds().size(); i++) {
                Place b = chart.bounds().get(i);
                Integer left = chart.signs().get(i);
                Integer right = chart.signs().get(i + 1);
                if (left != null && right != null && left * right < 0 && isDefined(derivative, b) && isDefined(f, b)) {
                    points.add(b);
                }
            }
            List<Sentence> sentences = new ArrayList<>();
            tell(sentences, points, chart, Reason.of("Point of inflection at ${p}$ with the value ${v}$: the second derivative changes its sign"),
                    Reason.of("Point of inflection at ${p}$ with a value of about ${v}$: the second derivative changes its sign"),
                    Reason.of("Point of inflection at ${p}$: the second derivative changes its sign"));
            inOrder(sentences);
            if (points.isEmpty()) {
                remark(Reason.of("There are no points of inflection"));
            }
        } catch (DdxException refused) {
            while (parts.size() > before) {
                parts.remove(parts.size() - 1);
            }
            while (claims.size() > claimsBefore) {
                claims.remove(claims.size() - 1);
            }
            remark(Reason.of("Not decided: points of inflection"));
        }
    }
}
