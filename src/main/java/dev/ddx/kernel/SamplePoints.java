package dev.ddx.kernel;

import dev.ddx.expr.Call;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Sym;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * Points at which rounding errors are measured, always the same for the same ranges: spread evenly over each range and over
 * the orders of magnitude in it, its ends, and close to where a line of the program changes sign, or begins or ceases to have a
 * finite value.
 */
public final class SamplePoints {

    private static final int EVEN = 260;
    private static final int MOST_CRITICAL = 12;
    /** More than are needed, as the function may be defined at some of them only. */
    private static final int SEVERAL = 800;
    private static final int CORNERS = 100;
    private static final int PARTS = 40;
    /** Powers of ten between which coordinates of several symbols lie. */
    private static final int WIDEST = 200;
    private static final int CLOSE = 8;
    /** Within this they are spread evenly, too. */
    private static final double NEAR = 100;
    private static final int[] MAGNITUDES = {-300, -200, -100, -60, -30, -20, -16, -14, -12, -10, -9, -8, -7, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 6, 8,
        10, 15, 20, 50, 100, 150, 200, 300};

    private SamplePoints() {
    }

    /**
     * At least 500 points for one symbol, and for several.
     *
     * @param ranges the ends of the range of each symbol
     */
    public static List<double[]> of(FunctionTable functions, Limits limits, List<Sym> symbols, List<double[]> ranges, Map<Sym, Expr> lines) {
        if (symbols.size() != 1) {
            return several(ranges);
        }
        double from = ranges.get(0)[0];
        double to = ranges.get(0)[1];
        SplittableRandom random = new SplittableRandom(8);
        TreeSet<Double> all = new TreeSet<>();
        for (int i = 0; i < EVEN; i++) {
            all.add(from + (to - from) * (i + random.nextDouble()) / EVEN);
        }
        for (int k : MAGNITUDES) {
            for (int j = 0; j < 4; j++) {
                double x = Math.pow(10, k) * (j == 0 ? 1 : 1 + 9 * random.nextDouble());
                all.add(x);
                all.add(-x);
            }
        }
        all.add(from);
        all.add(to);
        all.add(0.0);
        all.removeIf(x -> !(x >= from && x <= to));
        for (double c : critical(functions, limits, symbols, lines, new ArrayList<>(all))) {
            double scale = Math.max(Math.abs(c), 1e-3);
            for (int k = 1; k <= 16; k++) {
                double d = scale * Math.pow(10, -k) * (1 + random.nextDouble());
                all.add(c - d);
                all.add(c + d);
            }
            all.add(c);
            all.add(Math.nextUp(c));
            all.add(Math.nextDown(c));
        }
        all.removeIf(x -> !(x >= from && x <= to));
        while (all.size() < 500 && from < to) {
            all.add(from + (to - from) * random.nextDouble());
        }
        return all.stream().map(x -> new double[] {x}).toList();
    }

    /**
     * Points spread over the orders of magnitude of several symbols: of all, of those near 1, and with coordinates that are
     * nearly equal, where differences cancel.
     */
    public static List<double[]> ofMagnitudes(List<double[]> ranges) {
        SplittableRandom random = new SplittableRandom(8);
        List<double[]> out = new ArrayList<>();
        for (int i = 0; out.size() < SEVERAL && i < 20 * SEVERAL; i++) {
            double[] p = new double[ranges.size()];
            boolean within = true;
            for (int k = 0; k < p.length; k++) {
                double from = ranges.get(k)[0];
                double to = ranges.get(k)[1];
                double most = Math.log10(Math.max(Math.abs(from), Math.abs(to)));
                double top = Math.min(most, i % 4 == 0 ? WIDEST : CLOSE);
                double bottom = Math.min(i % 4 == 0 ? -WIDEST : -CLOSE, top - 2);
                double magnitude = Math.pow(10, bottom + (top - bottom) * random.nextDouble());
                double low = Math.max(from, -NEAR);
                double high = Math.min(to, NEAR);
                p[k] = i % 4 == 3 && low < high ? low + (high - low) * random.nextDouble()
                        : i % 4 == 2 && k > 0 ? p[0] * (1 + Math.pow(10, -16 * random.nextDouble()) * (random.nextDouble() - 0.5))
                        : random.nextBoolean() ? magnitude : -magnitude;
                within &= p[k] >= from && p[k] <= to;
            }
            if (within) {
                out.add(p);
            }
        }
        return out;
    }

    /** Coordinates spread evenly, every second point over the orders of magnitude. */
    private static List<double[]> several(List<double[]> ranges) {
        SplittableRandom random = new SplittableRandom(8);
        List<double[]> out = new ArrayList<>();
        for (int i = 0; i < SEVERAL; i++) {
            double[] p = new double[ranges.size()];
            for (int k = 0; k < p.length; k++) {
                double from = ranges.get(k)[0];
                double to = ranges.get(k)[1];
                p[k] = from + (to - from) * random.nextDouble();
                if (i % 2 == 1 && from <= 0 && to >= 0) {
                    p[k] *= Math.pow(10, -6 * random.nextDouble());
                }
            }
            out.add(p);
        }
        return out;
    }

    /** Points of several symbols with coordinates 0, 1 and −1, as far as they are in the ranges: where formulas may lack a value. */
    public static List<double[]> corners(List<double[]> ranges) {
        SplittableRandom random = new SplittableRandom(8);
        List<double[]> out = new ArrayList<>();
        for (int i = 0; i < CORNERS; i++) {
            double[] p = new double[ranges.size()];
            for (int k = 0; k < p.length; k++) {
                double from = ranges.get(k)[0];
                double to = ranges.get(k)[1];
                double x = random.nextInt(5) - 2;
                p[k] = Math.abs(x) < 2 && x >= from && x <= to ? x : from + (to - from) * random.nextDouble();
            }
            out.add(p);
        }
        return out;
    }

    /** Where a line changes sign, or begins or ceases to be finite, between two of the points: found by dividing. */
    private static List<Double> critical(FunctionTable functions, Limits limits, List<Sym> symbols, Map<Sym, Expr> lines, List<Double> grid) {
        Map<Expr, Double> constants = new HashMap<>();
        List<Double> out = new ArrayList<>();
        Map<Sym, Expr> quick = quick(lines);
        RoundingErrors onGrid = at(functions, limits, symbols, quick, grid, constants);
        for (Sym line : quick.keySet()) {
            int[] states = states(onGrid, line);
            for (int i = 1; i < states.length && out.size() < MOST_CRITICAL; i++) {
                double left = grid.get(i - 1);
                double right = grid.get(i);
                int atLeft = states[i - 1];
                while (states[i] != atLeft && Math.nextUp(left) < right) {
                    List<Double> between = new ArrayList<>();
                    for (int k = 1; k < PARTS; k++) {
                        double x = left + (right - left) * k / PARTS;
                        if (x > left && x < right) {
                            between.add(x);
                        }
                    }
                    int[] there = states(at(functions, limits, symbols, quick, between, constants), line);
                    int first = 0;
                    while (first < there.length && there[first] == atLeft) {
                        first++;
                    }
                    double before = first == 0 ? left : between.get(first - 1);
                    double after = first == there.length ? right : between.get(first);
                    if (before == left && after == right) {
                        break;
                    }
                    left = before;
                    right = after;
                }
                double at = right;
                if (states[i] != atLeft && Math.abs(at) > 1e-290 && out.stream().noneMatch(c -> Math.abs(c - at) <= 1e-9 * Math.abs(at))) {
                    out.add(at);
                }
            }
        }
        return out;
    }

    /** Those that are computed without special functions, a value of which may take milliseconds. */
    private static Map<Sym, Expr> quick(Map<Sym, Expr> lines) {
        Map<Sym, Expr> out = new LinkedHashMap<>();
        lines.forEach((name, line) -> {
            boolean slow = line instanceof Call c && !c.isDerivative() && !NumericFunctions.isElementary(c.name(), c.arguments().size())
                    || line.freeSymbols().stream().anyMatch(s -> lines.containsKey(s) && !out.containsKey(s));
            if (!slow) {
                out.put(name, line);
            }
        });
        return out;
    }

    private static RoundingErrors at(FunctionTable functions, Limits limits, List<Sym> symbols, Map<Sym, Expr> lines, List<Double> points,
            Map<Expr, Double> constants) {
        return new RoundingErrors(functions, limits, symbols, lines, points.stream().map(x -> new double[] {x}).toList(), constants);
    }

    private static int[] states(RoundingErrors values, Sym line) {
        return Arrays.stream(values.value(line)).mapToInt(SamplePoints::state).toArray();
    }

    private static int state(double v) {
        return Double.isNaN(v) ? 3 : Double.isInfinite(v) ? 2 : v < 0 ? -1 : v > 0 ? 1 : 0;
    }
}
