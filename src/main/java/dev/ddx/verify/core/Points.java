package dev.ddx.verify.core;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Sym;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/** Points at which lines are evaluated: always the same ones, each coordinate a decimal. */
public final class Points {

    /** Ranges in thousandths; a function may be defined in few of them. */
    private static final int[][] RANGES = {{-3000, 3000}, {100, 3000}, {-4000, -100}, {10, 990}, {-990, -10}, {1000, 6000}, {-20000, 20000}};
    private static final int WHOLE = RANGES.length;

    private Points() {
    }

    /**
     * Values of symbols.
     *
     * @param precise decimals for those of which double precision is not enough, since the point lies on a curve
     */
    public record Point(Map<Sym, Double> values, Map<Sym, String> precise) {

        public Point(Map<Sym, Double> values) {
            this(values, Map.of());
        }

        public Point with(Sym s, double value) {
            Map<Sym, Double> moved = new LinkedHashMap<>(values);
            moved.put(s, value);
            return new Point(moved);
        }

        /** All coordinates moved a little, each by another amount. */
        Point moved(double by) {
            Map<Sym, Double> moved = new LinkedHashMap<>();
            values.forEach((s, v) -> moved.put(s, v + by * (1 + moved.size() / 7.0)));
            return new Point(moved);
        }

        /** With values for the other symbols too, those of point number i. */
        Point within(Set<Sym> symbols, Predicate<Sym> integer, int i) {
            Map<Sym, Double> all = at(symbols, integer, i).values();
            all.putAll(values);
            return new Point(all);
        }

        /** The values as exact decimals. */
        public Map<Sym, String> decimals() {
            Map<Sym, String> out = new LinkedHashMap<>();
            values.forEach((s, v) -> out.put(s, precise.getOrDefault(s, BigDecimal.valueOf(v).toPlainString())));
            return out;
        }
    }

    public static Set<Sym> symbols(Collection<Expr> lines) {
        Set<Sym> all = new LinkedHashSet<>();
        lines.forEach(e -> all.addAll(e.freeSymbols()));
        return all;
    }

    /** Point number i. */
    public static Point at(Set<Sym> symbols, Predicate<Sym> integer, int i) {
        SplittableRandom random = new SplittableRandom(20_240_229L + i);
        Map<Sym, Double> values = new LinkedHashMap<>();
        int mode = i % (WHOLE + 4);
        for (Sym s : symbols) {
            int range = mode > WHOLE ? random.nextInt(WHOLE + 1) : mode;
            int value = integer.test(s) ? 1000 * (random.nextInt(9) - (mode % 2 == 0 ? 4 : 0)) : range == WHOLE ? 1000 * (1 + random.nextInt(6))
                    : RANGES[range][0] + random.nextInt(RANGES[range][1] - RANGES[range][0]);
            values.put(s, (value == 0 && !integer.test(s) ? 7 : value) / 1000.0);
        }
        return new Point(values);
    }
}
