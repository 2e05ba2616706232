package dev.ddx.writeup;

import dev.ddx.Ddx;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import dev.ddx.rewrite.Ledger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** Finds what is to be seen of a function and its derivative: a window, curves without lines across poles and jumps, single points. */
final class Plotter {

    private static final int SAMPLES = 240;
    private static final int MAX_REPEATED = 100;
    private static final int DEEPEST = 12;
    /** Deviation from a straight line that nobody sees, as a part of the height. */
    private static final double FLAT = 0.0012;
    private static final double[] HALF_WIDTHS = {5, 1.6, 20, 100, 0.5};
    /** What is taken instead where the function grows too fast to be seen, or turns too often. */
    private static final double[] NARROWER = {1.6, 0.5, 0.16, 0.05};
    /** The part of the function that is to be seen at least. */
    private static final double SEEN = 0.4;
    private static final int MOST_TURNS = 80;

    private final Ddx ddx;
    private final Expr[] functions;
    private final Sym x;
    private final Map<Sym, Double> values;

    Plotter(Ddx ddx, Expr f, Expr derivative, Sym x, Map<Sym, Double> values) {
        this.ddx = ddx;
        this.functions = new Expr[] {f, derivative};
        this.x = x;
        this.values = new HashMap<>(values);
    }

    private double value(Expr e, double at) {
        values.put(x, at);
        double v = NumericCheck.isAssumed(ddx, values) ? ddx.evaluate(e, values) : Double.NaN;
        return Double.isInfinite(v) ? Double.NaN : v;
    }

    /** The derivative has no value where the function has none, whatever its formula gives. */
    private DoubleUnaryOperator curve(int i) {
        return at -> i > 0 && Double.isNaN(value(functions[0], at)) ? Double.NaN : value(functions[i], at);
    }

    private double[][] samples(double[] sides) {
        double[][] out = new double[2][SAMPLES + 1];
        for (int i = 0; i <= SAMPLES; i++) {
            double at = at(sides, i);
            out[0][i] = curve(0).applyAsDouble(at);
            out[1][i] = curve(1).applyAsDouble(at);
        }
        return out;
    }

    /**
     * @param labels of the curves, in LaTeX
     * @param range the left and the right end, or null to choose them
     * @param tangents where to draw them; null for a place that shows one well
     * @return null if the function has no values to be seen
     */
    Plot plot(String description, String variable, String[] labels, double[] range, List<Double> tangents, Ledger ledger) {
        double[] sides = range != null ? range : sides();
        if (sides == null) {
            return null;
        }
        double[][] samples = samples(sides);
        for (int i = 0; range == null && i < NARROWER.length && !isSeen(samples[0], sides[1] - sides[0]); i++) {
            double[] narrower = {Math.max(sides[0], -NARROWER[i]), Math.min(sides[1], NARROWER[i])};
            double[][] there = samples(narrower);
            if (narrower[0] < narrower[1] && isSeen(there[0], narrower[1] - narrower[0])) {
                sides = narrower;
                samples = there;
            }
        }
        double[] heights = heights(samples, sides[1] - sides[0]);
        if (heights == null) {
            return null;
        }
        if (range == null) {
            sides = withoutEmptySides(sides, samples, heights);
            samples = samples(sides);
        }
        Plot.Window window = new Plot.Window(sides[0], sides[1], heights[0], heights[1]);
        List<Double> asymptotes = new ArrayList<>();
        List<Plot.Curve> curves = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            curves.add(new Plot.Curve(labels[i], new Tracing(curve(i), window, asymptotes).pieces(samples[i])));
        }
        List<Plot.Mark> marks = ledger == null ? List.of() : marks(ledger, window);
        List<Plot.Tangent> lines = new ArrayList<>();
        for (double at : tangents != null ? tangents : chosen(samples, window)) {
            double y = value(functions[0], at);
            double slope = value(functions[1], at);
            if (!Double.isNaN(y) && !Double.isNaN(slope)) {
                lines.add(new Plot.Tangent(new Plot.Point(at, y), slope));
            }
        }
        return new Plot(description, variable, window, List.copyOf(curves), asymptotes.stream().sorted().toList(), marks, List.copyOf(lines));
    }

    private static double at(double[] sides, int i) {
        // The ends themselves may be poles; a sample between them is seldom one.
        return sides[0] + (sides[1] - sides[0]) * (i + (i == 0 ? 1e-9 : i == SAMPLES ? -1e-9 : 1e-7)) / SAMPLES;
    }

    /** The first of some widths within which the function has values, cut off where it has none. */
    private double[] sides() {
        for (double half : HALF_WIDTHS) {
            double[] whole = {-half, half};
            int first = -1;
            int last = -1;
            int count = 0;
            for (int i = 0; i <= SAMPLES; i++) {
                if (!Double.isNaN(value(functions[0], at(whole, i)))) {
                    first = first < 0 ? i : first;
                    last = i;
                    count++;
                }
            }
            if (count > SAMPLES / 6) {
                double left = first == 0 ? -half : edge(curve(0), at(whole, first), at(whole, first - 1));
                double right = last == SAMPLES ? half : edge(curve(0), at(whole, last), at(whole, last + 1));
                double pad = 0.06 * (right - left);
                return new double[] {first == 0 ? left : left - pad, last == SAMPLES ? right : right + pad};
            }
        }
        return null;
    }

    /** The last place with a value on the way to one without. */
    private static double edge(DoubleUnaryOperator f, double with, double without) {
        double a = with;
        double b = without;
        for (int i = 0; i < 50; i++) {
            double m = (a + b) / 2;
            if (Double.isNaN(f.applyAsDouble(m))) {
                b = m;
            } else {
                a = m;
            }
        }
        return a;
    }

    private static double[] heights(double[][] samples, double width) {
        double[] all = Arrays.stream(samples).flatMapToDouble(Arrays::stream).filter(v -> !Double.isNaN(v)).sorted().toArray();
        double[] f = Arrays.stream(samples[0]).filter(v -> !Double.isNaN(v)).sorted().toArray();
        if (all.length == 0 || f.length == 0) {
            return null;
        }
        double low = quantile(all, 0.02);
        double high = quantile(all, 0.98);
        if (high - low > 1.6 * width) {
            // Functions that stay near the axis are seen whole.
            double most = Math.max(Math.abs(f[0]), Math.abs(f[f.length - 1]));
            double cap = most < 2 * width ? Math.max(0.9 * width, most) : 0.9 * width;
            long inside = Arrays.stream(f).filter(v -> Math.abs(v) <= cap).count();
            if (inside >= SEEN * f.length) {
                low = Math.max(all[0], -cap);
                high = Math.min(all[all.length - 1], cap);
            } else {
                low = quantile(all, 0.08);
                high = quantile(all, 0.92);
            }
        } else {
            low = all[0] < low - 0.3 * (high - low) ? low : all[0];
            high = all[all.length - 1] > high + 0.3 * (high - low) ? high : all[all.length - 1];
        }
        if (high - low < 1e-9 * Math.max(1, Math.abs(high))) {
            double half = Math.max(1, Math.abs(high) / 2);
            low -= half;
            high += half;
        }
        double pad = 0.07 * (high - low);
        if (low > 0 && low < 0.35 * high) {
            low = 0;
        }
        if (high < 0 && high > 0.35 * low) {
            high = 0;
        }
        return new double[] {low - pad, high + pad};
    }

    /** Whether enough of the function is within a picture of its width, and it does not turn all the time. */
    private static boolean isSeen(double[] f, double width) {
        double[] values = Arrays.stream(f).filter(v -> !Double.isNaN(v)).toArray();
        int turns = 0;
        for (int i = 2; i < values.length; i++) {
            turns += (values[i] - values[i - 1]) * (values[i - 1] - values[i - 2]) < 0 ? 1 : 0;
        }
        long inside = Arrays.stream(values).filter(v -> Math.abs(v) <= 0.9 * width).count();
        double[] sorted = Arrays.stream(values).sorted().toArray();
        boolean isLow = sorted.length == 0 || quantile(sorted, 0.98) - quantile(sorted, 0.02) <= 1.6 * width;
        return turns <= MOST_TURNS && (isLow || inside >= SEEN * values.length);
    }

    /** Sides without a tenth or more in which both curves have left the window. */
    private static double[] withoutEmptySides(double[] sides, double[][] samples, double[] heights) {
        int first = 0;
        int last = SAMPLES;
        while (first < SAMPLES && !isInside(samples, first, heights)) {
            first++;
        }
        while (last > first && !isInside(samples, last, heights)) {
            last--;
        }
        double margin = 0.02 * (last - first);
        return new double[] {first > SAMPLES / 10 ? at(sides, first) - margin * (sides[1] - sides[0]) / SAMPLES : sides[0],
            last < SAMPLES - SAMPLES / 10 ? at(sides, last) + margin * (sides[1] - sides[0]) / SAMPLES : sides[1]};
    }

    private static boolean isInside(double[][] samples, int i, double[] heights) {
        return Arrays.stream(samples).anyMatch(curve -> curve[i] >= heights[0] && curve[i] <= heights[1]);
    }

    private static double quantile(double[] sorted, double q) {
        return sorted[(int) Math.round(q * (sorted.length - 1))];
    }

    /** A place where the tangent is neither flat nor steep and the curve bends. */
    private List<Double> chosen(double[][] samples, Plot.Window w) {
        double best = Double.NaN;
        double least = Double.MAX_VALUE;
        for (int k = -60; k <= 60; k++) {
            double at = w.left() + (w.right() - w.left()) * (0.5 + k / 150.0);
            double step = (w.right() - w.left()) > 4 ? 0.5 : 0.1 * Math.pow(10, Math.floor(Math.log10(w.right() - w.left())));
            at = Math.rint(at / step) * step;
            double y = value(functions[0], at);
            double slope = value(functions[1], at) * (w.right() - w.left()) / (w.top() - w.bottom());
            boolean seen = y > w.bottom() + 0.15 * (w.top() - w.bottom()) && y < w.top() - 0.15 * (w.top() - w.bottom());
            double badness = 0.3 * Math.abs(Math.log(Math.abs(slope) / 0.8)) + Math.abs(k) / 60.0;
            if (seen && Math.abs(slope) > 0.15 && Math.abs(slope) < 2.5 && badness < least) {
                least = badness;
                best = at;
            }
        }
        return Double.isNaN(best) ? List.of() : List.of(best);
    }

    private List<Plot.Mark> marks(Ledger ledger, Plot.Window w) {
        List<Plot.Mark> out = new ArrayList<>();
        for (Ledger.Point p : ledger.points()) {
            if (!(p.where() instanceof Relation r) || !r.isEquation() || !r.left().equals(x)) {
                continue;
            }
            for (double at : places(r.right(), p.period(), w)) {
                mark(out, w, p, at);
            }
        }
        return List.copyOf(out);
    }

    /** The places a + kp in the window, or a alone for no p. */
    private List<Double> places(Expr a, Expr period, Plot.Window w) {
        List<Double> out = new ArrayList<>();
        double first = value(a, Double.NaN);
        double step = period == null ? 0 : Math.abs(value(period, Double.NaN));
        double from = step > 0 ? first + Math.ceil((w.left() - first) / step) * step : first;
        for (double at = from; at >= w.left() && at <= w.right() && out.size() < MAX_REPEATED; at += step) {
            out.add(at);
            if (!(step > 0)) {
                break;
            }
        }
        return out;
    }

    private void mark(List<Plot.Mark> out, Plot.Window w, Ledger.Point p, double at) {
        double f = value(functions[0], at);
        double left = p.left() == null ? Double.NaN : value(p.left(), at);
        double right = p.right() == null ? Double.NaN : value(p.right(), at);
        double v = p.value() == null ? Double.NaN : value(p.value(), at);
        switch (p.kind()) {
            case KINK -> {
                mark(out, w, at, f, 0, true);
                mark(out, w, at, left, 1, false);
                mark(out, w, at, right, 1, false);
            }
            case JUMP -> {
                mark(out, w, at, left, 0, left == f);
                mark(out, w, at, right, 0, right == f);
            }
            case REMOVABLE -> {
                mark(out, w, at, v, 0, false);
                mark(out, w, at, left, 1, false);
            }
            case NOT_THE_LIMIT -> {
                mark(out, w, at, v, 0, false);
                mark(out, w, at, f, 0, true);
            }
            case VERTICAL, VERTICAL_END, END -> mark(out, w, at, f, 0, true);
            default -> {
            }
        }
    }

    private static void mark(List<Plot.Mark> out, Plot.Window w, double at, double y, int curve, boolean filled) {
        if (y >= w.bottom() && y <= w.top()) {
            out.add(new Plot.Mark(new Plot.Point(at, y), curve, filled));
        }
    }

    /** One curve, followed from sample to sample. */
    private static final class Tracing {
        private final DoubleUnaryOperator f;
        private final Plot.Window w;
        private final List<Double> asymptotes;
        private final List<List<Plot.Point>> pieces = new ArrayList<>();
        private List<Plot.Point> piece = new ArrayList<>();

        Tracing(DoubleUnaryOperator f, Plot.Window w, List<Double> asymptotes) {
            this.f = f;
            this.w = w;
            this.asymptotes = asymptotes;
        }

        private double height() {
            return w.top() - w.bottom();
        }

        private boolean isInside(double y) {
            return y >= w.bottom() && y <= w.top();
        }

        List<List<Plot.Point>> pieces(double[] samples) {
            double[] sides = {w.left(), w.right()};
            for (int i = 0; i < SAMPLES; i++) {
                double a = at(sides, i);
                double b = at(sides, i + 1);
                between(a, samples[i], b, samples[i + 1], 0);
            }
            end();
            return pieces.stream().map(List::copyOf).toList();
        }

        private void end() {
            if (piece.size() > 1) {
                pieces.add(piece);
            }
            piece = new ArrayList<>();
        }

        private void add(double x, double y) {
            if (piece.isEmpty() || piece.get(piece.size() - 1).x() < x) {
                piece.add(new Plot.Point(x, y));
            }
        }

        /** The depth is bounded by {@link #DEEPEST}. */
        private void between(double a, double fa, double b, double fb, int depth) {
            if (Double.isNaN(fa) && Double.isNaN(fb)) {
                end();
                return;
            }
            if (Double.isNaN(fa)) {
                double e = edge(f, b, a);
                end();
                edgeSeen(e);
                segment(e, f.applyAsDouble(e), b, fb, depth);
            } else if (Double.isNaN(fb)) {
                double e = edge(f, a, b);
                segment(a, fa, e, f.applyAsDouble(e), depth);
                edgeSeen(e);
                end();
            } else {
                segment(a, fa, b, fb, depth);
            }
        }

        private void edgeSeen(double e) {
            double y = f.applyAsDouble(e);
            if (Math.abs(y - (w.top() + w.bottom()) / 2) > 1.2 * height()) {
                asymptote(e);
            }
        }

        private void asymptote(double at) {
            // The same pole is found for the function and for its derivative.
            if (at > w.left() && at < w.right() && asymptotes.stream().noneMatch(o -> Math.abs(o - at) < 1e-3 * (w.right() - w.left()))) {
                asymptotes.add(at);
            }
        }

        private void segment(double a, double fa, double b, double fb, int depth) {
            boolean far = fa > w.top() + height() && fb > w.top() + height() || fa < w.bottom() - height() && fb < w.bottom() - height();
            double m = (a + b) / 2;
            double fm = far && depth > 4 ? (fa + fb) / 2 : f.applyAsDouble(m);
            double deviation = Math.abs(fm - (fa + fb) / 2) / height();
            if (Double.isNaN(fm)) {
                if (depth < DEEPEST) {
                    between(a, fa, m, fm, depth + 1);
                    between(m, fm, b, fb, depth + 1);
                }
                return;
            }
            if (depth < DEEPEST && deviation > FLAT && !(far && depth > 4)) {
                segment(a, fa, m, fm, depth + 1);
                segment(m, fm, b, fb, depth + 1);
                return;
            }
            if (depth == DEEPEST && Math.abs(fa - fb) > 0.02 * height()) {
                leap(a, fa, b, fb);
                return;
            }
            line(a, fa, b, fb);
        }

        /** Between two places so near each other a curve does not rise so much: a pole or a jump. */
        private void leap(double a, double fa, double b, double fb) {
            double low = a;
            double high = b;
            double flow = fa;
            double fhigh = fb;
            for (int i = 0; i < 40; i++) {
                double m = (low + high) / 2;
                double fm = f.applyAsDouble(m);
                if (Double.isNaN(fm)) {
                    break;
                }
                if (Math.abs(fm - flow) > Math.abs(fhigh - fm)) {
                    high = m;
                    fhigh = fm;
                } else {
                    low = m;
                    flow = fm;
                }
            }
            if (Math.abs(fhigh - flow) < 0.5 * Math.abs(fb - fa) && isInside(fa) && isInside(fb)) {
                // It is steep, no more.
                line(a, fa, b, fb);
                return;
            }
            if (Math.abs(flow) + Math.abs(fhigh) > 4 * height() || !isInside(fa) || !isInside(fb)) {
                asymptote((low + high) / 2);
            }
            end();
        }

        /** Adds a straight line as far as it is within the window. */
        private void line(double a, double fa, double b, double fb) {
            double from = 0;
            double to = 1;
            for (double bound : new double[] {w.bottom(), w.top()}) {
                boolean below = bound == w.bottom();
                boolean outA = below ? fa < bound : fa > bound;
                boolean outB = below ? fb < bound : fb > bound;
                if (outA && outB) {
                    end();
                    return;
                }
                double t = (bound - fa) / (fb - fa);
                if (outA) {
                    from = Math.max(from, t);
                } else if (outB) {
                    to = Math.min(to, t);
                }
            }
            if (from > 0) {
                end();
            }
            add(a + from * (b - a), fa + from * (fb - fa));
            add(a + to * (b - a), fa + to * (fb - fa));
            if (to < 1) {
                end();
            }
        }
    }

    /** Round numbers for the marks of an axis. */
    static double[] ticks(double low, double high, int about) {
        double step = Math.pow(10, Math.floor(Math.log10((high - low) / about)));
        double ratio = (high - low) / about / step;
        step *= ratio < 1.5 ? 1 : ratio < 3.5 ? 2 : ratio < 7.5 ? 5 : 10;
        List<Double> out = new ArrayList<>();
        for (double t = Math.ceil(low / step) * step; t <= high + 1e-9 * step && out.size() < 40; t += step) {
            out.add(Math.rint(t / step) * step);
        }
        return out.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
