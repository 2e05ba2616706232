package dev.ddx.kernel;

import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Piecewise;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.apfloat.Apcomplex;
import org.apfloat.Apfloat;

/**
 * How much of the value of a function is lost when formulas for it are computed in double precision, at points. What the
 * formulas use is computed first, line by line, as a program would. The exact value is known to 60 digits; an error is
 * relative and in units of u = 2^−53.
 *
 * <p>Points at which there is no exact value, or a value too large or too small for double precision, count for nothing.
 */
public final class RoundingErrors {

    /** Digits of the exact value. */
    public static final int DIGITS = 60;

    private static final int ENOUGH = 500;
    private static final int MOST_POINTS = 800;
    private static final int MOST_ROUNDS = 8;
    private static final double UNIT = 0x1p-53;
    private static final double KNOWN = 1e-59;
    private static final int REMAINDER_BITS = 1200;
    /** The same for functions whose exact values take long, and how many of those are computed. */
    private static final int ENOUGH_SLOW = 20;
    private static final int MOST_SLOW = 40;
    private static final int MOST_IN_VAIN = 6;
    /** Orders of magnitude beyond which such values may take very long. */
    private static final double MODERATE = 1e3;

    private final FunctionTable functions;
    private final Limits limits;
    private final List<double[]> points = new ArrayList<>();
    /** The exact value at each point as a sum of two doubles. */
    private final double[] high;
    private final double[] low;
    private final List<Sym> symbols;
    private final Map<Sym, Expr> lines;
    private final Map<Expr, double[]> values = new HashMap<>();
    private final Map<Expr, Double> constants;

    /**
     * @param exact a function of the symbols
     * @param lines what the formulas may use, in the order in which it is computed
     */
    public RoundingErrors(FunctionTable functions, Limits limits, Expr exact, List<Sym> symbols, Map<Sym, Expr> lines, List<double[]> points) {
        this.functions = functions;
        this.limits = limits;
        this.symbols = List.copyOf(symbols);
        this.lines = lines;
        this.constants = new HashMap<>();
        Kernel kernel = new Kernel(functions, limits);
        int node = kernel.read(exact);
        Tape tape = Tape.of(kernel.dag(), new Calls(kernel.dag()).unfolded(node));
        int[] nodes = symbols.stream().mapToInt(s -> kernel.symbol(s.name())).toArray();
        WideEvaluator wide = WideEvaluator.evaluates(tape) ? new WideEvaluator(tape) : null;
        Function<double[], double[]> value = wide != null ? p -> exactly(wide, nodes, p) : p -> exactly(tape, nodes, p);
        int enough = wide != null ? ENOUGH : ENOUGH_SLOW;
        List<Exact> all = exact(wide != null ? points : moderate(points), value, wide != null ? MOST_POINTS : ENOUGH_SLOW, wide != null ? points.size() : MOST_SLOW);
        SplittableRandom random = new SplittableRandom(53);
        for (int round = 0; round < MOST_ROUNDS && symbols.size() == 1 && all.size() > 1 && all.size() < enough; round++) {
            List<double[]> between = new ArrayList<>();
            for (int i = 1; i < all.size(); i++) {
                double left = all.get(i - 1).point()[0];
                between.add(new double[] {left + (all.get(i).point()[0] - left) * random.nextDouble()});
            }
            all.addAll(exact(between, value, wide != null ? MOST_POINTS : enough - all.size(), between.size()));
            all.sort(Comparator.comparingDouble(e -> e.point()[0]));
        }
        high = all.stream().mapToDouble(e -> e.value()[0]).toArray();
        low = all.stream().mapToDouble(e -> e.value()[1]).toArray();
        all.forEach(e -> this.points.add(e.point()));
    }

    /** Whether exact values take microseconds; else they take milliseconds or more. */
    public static boolean isQuick(Expr exact, FunctionTable functions, Limits limits) {
        Kernel kernel = new Kernel(functions, limits);
        return WideEvaluator.evaluates(Tape.of(kernel.dag(), new Calls(kernel.dag()).unfolded(kernel.read(exact))));
    }

    /** Whether a function is computed as such, not by what it is defined as. */
    public static boolean isComputed(FunctionDeclaration f) {
        return NumericFunctions.compute(f);
    }

    private static List<double[]> moderate(List<double[]> points) {
        return points.stream().filter(p -> Arrays.stream(p).allMatch(x -> Math.abs(x) <= MODERATE && Math.abs(x) >= 1 / MODERATE)).toList();
    }

    /** @param value the sum of two doubles */
    private record Exact(double[] point, double[] value) {
    }

    /** So many of the points that count at the most, where so many are tried. */
    private static List<Exact> exact(List<double[]> points, Function<double[], double[]> value, int most, int tries) {
        Exact[] all = new Exact[points.size()];
        // Those that are left out are spread, too.
        List<Integer> order = new ArrayList<>(IntStream.range(0, all.length).boxed().toList());
        Collections.shuffle(order, new Random(17));
        int count = 0;
        int tried = 0;
        for (int i : order) {
            if (count >= most || tried >= tries || count == 0 && tries < all.length && tried >= MOST_IN_VAIN) {
                break;
            }
            double[] v = value.apply(points.get(i));
            tried++;
            if (v != null && Math.abs(v[0]) >= Double.MIN_NORMAL) {
                all[i] = new Exact(points.get(i), v);
                count++;
            }
        }
        return new ArrayList<>(Arrays.stream(all).filter(Objects::nonNull).toList());
    }

    /** No exact values: for {@link #value} alone. Constants are remembered in {@code constants}. */
    RoundingErrors(FunctionTable functions, Limits limits, List<Sym> symbols, Map<Sym, Expr> lines, List<double[]> points,
            Map<Expr, Double> constants) {
        this.constants = constants;
        this.functions = functions;
        this.limits = limits;
        this.symbols = List.copyOf(symbols);
        this.lines = lines;
        this.points.addAll(points);
        high = null;
        low = null;
    }

    /** The exact value as the sum of two doubles; null where there is none, or it cannot be told. */
    private static double[] exactly(WideEvaluator wide, int[] nodes, double[] p) {
        Map<Integer, Double> at = new HashMap<>();
        for (int i = 0; i < nodes.length; i++) {
            at.put(nodes[i], p[i]);
        }
        Wide value = wide.evaluate(at);
        double d = value == null ? Double.NaN : value.doubleValue();
        return Double.isNaN(d) || Double.isInfinite(d) ? null
                : new double[] {d, new WideArithmetic(REMAINDER_BITS).minus(value, Wide.of(d)).doubleValue()};
    }

    /** The same for functions that take many digits only. */
    private static double[] exactly(Tape tape, int[] nodes, double[] p) {
        Map<Integer, LongFunction<Apcomplex>> given = new HashMap<>();
        for (int i = 0; i < nodes.length; i++) {
            Apfloat x = new Apfloat(new BigDecimal(p[i]), Apfloat.INFINITE);
            given.put(nodes[i], precision -> x);
        }
        try {
            Apfloat value = (Apfloat) new PreciseEvaluator(tape, false, given).evaluate(DIGITS);
            double d = value == null ? Double.NaN : value.doubleValue();
            return Double.isNaN(d) || Double.isInfinite(d) ? null
                    : new double[] {d, value.subtract(new Apfloat(new BigDecimal(d), Apfloat.INFINITE)).doubleValue()};
        } catch (DdxException notTold) {
            if (notTold.kind() == DdxException.Kind.LIMIT) {
                tape.dag().budget().look();
                return null;
            }
            throw notTold;
        }
    }

    /** The points that count, in the order in which they were given. */
    public List<double[]> points() {
        return points;
    }

    /** The error of a formula of the symbols and the lines at each point; infinite where it has no value or one of the wrong sign. */
    public double[] of(Expr formula) {
        double[] computed = value(formula);
        double[] out = new double[computed.length];
        for (int i = 0; i < out.length; i++) {
            double difference = Math.abs(computed[i] - high[i] - low[i]);
            // Less than what is known of the exact value is nothing.
            out[i] = difference <= Math.abs(high[i]) * KNOWN ? 0 : Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference / Math.abs(high[i]) / UNIT;
        }
        return out;
    }

    /** The largest of the errors. */
    public double worst(Expr formula) {
        return Arrays.stream(of(formula)).max().orElse(0);
    }

    /**
     * @param error the largest of the errors; NaN if there are no points
     * @param where the point at which it was found
     */
    public record Worst(double error, Map<Sym, Double> where) {
    }

    /** The largest of the errors and where it is. */
    public Worst worstPoint(Expr formula) {
        double[] all = of(formula);
        if (all.length == 0) {
            return new Worst(Double.NaN, Map.of());
        }
        int worst = 0;
        for (int i = 0; i < all.length; i++) {
            worst = all[i] > all[worst] ? i : worst;
        }
        Map<Sym, Double> where = new LinkedHashMap<>();
        for (int i = 0; i < symbols.size(); i++) {
            where.put(symbols.get(i), points.get(worst)[i]);
        }
        return new Worst(all[worst], where);
    }

    /** The values at the points in double precision; each line is computed once. */
    double[] value(Expr e) {
        double[] known = values.get(e);
        if (known == null) {
            known = e.fold(values, (node, parts) -> compute(node, parts));
            values.put(e, known);
        }
        return known;
    }

    private double[] compute(Expr node, List<double[]> parts) {
        double[] before = values.get(node);
        if (before != null) {
            return before;
        }
        double[] out = node instanceof Sym s && lines.containsKey(s) ? value(lines.get(s)) : apply(node, parts);
        values.put(node, out);
        return out;
    }

    private double[] apply(Expr node, List<double[]> parts) {
        int n = points.size();
        double[] out = new double[n];
        if (node.isConstant() && !(node instanceof Relation)) {
            Arrays.fill(out, constant(node));
            return out;
        }
        NumericFunction f = node instanceof Call c && !c.isDerivative() ? NumericFunctions.of(c.name(), parts.size()) : null;
        int symbol = node instanceof Sym s ? symbols.indexOf(s) : -1;
        for (int i = 0; i < n; i++) {
            int at = i;
            out[i] = switch (node) {
                case Sym s -> symbol < 0 ? Double.NaN : points.get(i)[symbol];
                case Sum s -> {
                    double sum = parts.get(0)[i];
                    for (int k = 1; k < parts.size(); k++) {
                        sum += parts.get(k)[i];
                    }
                    yield sum;
                }
                case Product p -> {
                    double product = parts.get(0)[i];
                    for (int k = 1; k < parts.size(); k++) {
                        product *= parts.get(k)[i];
                    }
                    yield product;
                }
                case Quotient q -> parts.get(0)[i] / parts.get(1)[i];
                case Neg m -> -parts.get(0)[i];
                case Power p -> power(p, parts.get(0)[i], parts.get(1)[i]);
                case Call c -> f == null ? Double.NaN : f.unary() != null ? f.unary().applyAsDouble(parts.get(0)[i])
                        : f.at(parts.stream().mapToDouble(x -> x[at]).toArray());
                case Piecewise p -> piecewise(parts, i);
                case Relation r -> holds(r, parts, i) ? 1 : 0;
                default -> Double.NaN;
            };
        }
        return out;
    }

    private static double power(Power p, double base, double exponent) {
        if (p.base().equals(Const.E)) {
            return Math.exp(exponent);
        }
        if (p.exponent().equals(Num.TWO)) {
            return base * base;
        }
        Rational r = Rational.fromLiteral(p.exponent());
        if (r == null || r.isInteger()) {
            return Math.pow(base, exponent);
        }
        return p.exponent().equals(StraightLine.HALF) ? Math.sqrt(base)
                : NumericFunctions.power(base, r.numerator().doubleValue(), r.denominator().doubleValue());
    }

    private static double piecewise(List<double[]> parts, int i) {
        for (int k = 0; k + 1 < parts.size(); k += 2) {
            if (parts.get(k + 1)[i] != 0) {
                return parts.get(k)[i];
            }
        }
        return parts.size() % 2 == 1 ? parts.get(parts.size() - 1)[i] : Double.NaN;
    }

    private static boolean holds(Relation r, List<double[]> parts, int i) {
        for (int k = 0; k < r.ops().size(); k++) {
            if (!r.ops().get(k).holds(parts.get(k)[i], parts.get(k + 1)[i])) {
                return false;
            }
        }
        return true;
    }

    /** The number nearest to a constant, as a compiler would fold it. */
    private double constant(Expr e) {
        return constants.computeIfAbsent(e, c -> {
            Rational r = Rational.fromLiteral(c);
            if (r != null) {
                return r.doubleValue();
            }
            Kernel kernel = new Kernel(functions, limits);
            try {
                Optional<Apfloat> value = kernel.evaluate(kernel.read(c), 25, Map.of());
                return value.isPresent() ? new BigDecimal(value.get().toString(false)).doubleValue() : Double.NaN;
            } catch (DdxException none) {
                return Double.NaN;
            }
        });
    }
}
