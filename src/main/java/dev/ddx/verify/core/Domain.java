package dev.ddx.verify.core;

import dev.ddx.expr.Accumulation;
import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Integral;
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
import dev.ddx.kernel.Evaluator;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Where an expression is defined over the reals, as the set of parts that must be: 1/d for what it divides by,
 * roots and powers of what must not be negative, and functions that are not defined everywhere.
 */
public final class Domain {

    private static final Set<String> TOTAL = Set.of("sin", "cos", "atan", "sinh", "cosh", "tanh", "sech", "asinh", "abs",
            "sign", "floor", "ceil", "heaviside", "cbrt", "exp", "erf", "erfc", "erfi", "max", "min", "Si", "Shi",
            "fresnels", "fresnelc", "airyai", "airybi");
    /** Those of which double precision knows the values. */
    private static final Set<String> DOUBLE = Set.of("sin", "cos", "tan", "cot", "sec", "csc", "asin", "acos", "atan", "acot",
            "asec", "acsc", "sinh", "cosh", "tanh", "coth", "sech", "csch", "asinh", "acosh", "atanh", "acoth", "asech", "acsch",
            "exp", "ln", "log", "sqrt", "cbrt", "abs", "sign", "floor", "ceil", "heaviside", "erf", "erfc", "gamma", "factorial",
            "max", "min", "atan2");
    private static final int LINES = 12;
    private static final double CLOSE = 1e-9;
    /** Sides that differ by less may be equal: a zero that was found is off by rounding errors. */
    private static final double EXCLUDED = 1e-6;
    private static final double NEAR = 1e-5;
    private static final int ZEROS = 20;
    private static final int COMPLETIONS = 11;
    private static final double BESIDE = 1e-4;
    private static final double MANY = 1e6;

    private final Evaluator evaluator;
    private final Map<Expr, List<Points.Point>> zeros = new HashMap<>();

    public Domain(Evaluator evaluator) {
        this.evaluator = evaluator;
    }

    /** The value in double precision, NaN where there is none. */
    public double value(Expr e, Points.Point at) {
        return evaluator.evaluate(e, at.values());
    }

    /** Whether double precision knows its values. */
    public static boolean knows(Call c) {
        return !c.isDerivative() && DOUBLE.contains(c.name());
    }

    /** What has a value wherever a function has one of which double precision does not know the values; u is its last argument. */
    static Expr needed(String name, Expr u) {
        return switch (name) {
            case "digamma", "polygamma" -> Call.of("gamma", u);
            case "lngamma", "Ci", "Chi", "expint", "bessely", "besselk", "uppergamma" -> Call.of("ln", u);
            case "Ei" -> Quotient.of(Num.ONE, u);
            case "li" -> Quotient.of(Num.ONE, Call.of("ln", u));
            default -> Num.ONE;
        };
    }

    static Set<Expr> parts(Unfolding.Plain line) {
        Set<Expr> out = new LinkedHashSet<>();
        Stream.concat(Stream.of(line.value()), line.needs().stream()).forEach(e -> add(e, out));
        return out;
    }

    private static void add(Expr whole, Set<Expr> out) {
        for (Expr e : whole.subexpressionsOutside()) {
            switch (e) {
                case Quotient q -> addNonZero(q.denominator(), out);
                case Power p when !p.base().equals(Const.E) -> {
                    Rational n = Rational.fromLiteral(p.exponent());
                    Rational b = Rational.fromLiteral(p.base());
                    if (n == null && (b == null || b.signum() <= 0)) {
                        out.add(p);
                    }
                    if (n != null && n.signum() < 0) {
                        addNonZero(p.base(), out);
                    }
                    if (n != null && !n.denominator().testBit(0) && (b == null || b.signum() < 0)) {
                        out.add(Power.of(p.base(), Quotient.of(Num.ONE, Num.TWO)));
                    }
                }
                case Call c when !TOTAL.contains(c.name()) -> out.add(c);
                case Piecewise p -> out.add(p);
                case Accumulation a -> out.add(a);
                default -> {
                }
            }
        }
    }

    private static void addNonZero(Expr denominator, Set<Expr> out) {
        ArrayDeque<Expr> left = new ArrayDeque<>(List.of(denominator));
        while (!left.isEmpty()) {
            Expr e = left.pop();
            Rational n = e instanceof Power p ? Rational.fromLiteral(p.exponent()) : null;
            switch (e) {
                case Product p -> p.factors().forEach(left::push);
                case Neg m -> left.push(m.operand());
                case Power p when n != null && n.signum() > 0 -> left.push(p.base());
                default -> {
                    if (!(e instanceof Const || e instanceof Power p && p.base().equals(Const.E) || e instanceof Num k && !k.isZero())) {
                        out.add(Quotient.of(Num.ONE, e));
                    }
                }
            }
        }
    }

    /** Whether all parts have values there; null where that is beyond double precision. */
    Boolean isDefined(Set<Expr> parts, Points.Point at) {
        boolean certain = true;
        for (Expr e : parts) {
            double v = value(e, at);
            // 1/0 may be an underflow, the value of a long sum is not computed, and that of a slow integral not found.
            if (Double.isNaN(v) && !(e instanceof Quotient q && !Double.isNaN(value(q.denominator(), at)) || e.subexpressions().stream().anyMatch(part -> part instanceof Accumulation a
                    && (a instanceof Integral ? a.isInfinite() || a.isConstant() : value(a.to(), at) - value(a.from(), at) >= MANY)))) {
                return false;
            }
            certain &= Double.isFinite(v);
        }
        return certain ? Boolean.TRUE : null;
    }

    /** Whether the conditions hold there and near it: x ≠ 0 does not at 1e−17, but x ≥ 0 does at 0. */
    boolean allow(List<Relation> conditions, Points.Point at) {
        for (Relation r : conditions) {
            for (int i = 0; i < r.ops().size(); i++) {
                double a = value(r.operands().get(i), at);
                double b = value(r.operands().get(i + 1), at);
                double gap = Math.abs(a - b);
                if (Double.isNaN(gap) || !r.ops().get(i).holds(0, 0) && gap < EXCLUDED * Math.max(1, Math.abs(a)) || !r.ops().get(i).holds(a, b)) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * A point that the line after allows and the line before does not, because it divides by zero there, takes its logarithm, or has another
     * pole, and that no condition excludes; null if none is found.
     */
    Points.Point lost(Set<Expr> before, Set<Expr> after, List<Relation> given, Set<Sym> symbols, Predicate<Sym> integer) {
        for (Expr part : before) {
            List<Expr> vanishing = after.contains(part) ? List.of() : part instanceof Quotient q ? List.of(q.denominator())
                    // A function may have a pole where an argument is 0 or a whole number.
                    : part instanceof Call c ? c.arguments().stream().flatMap(u -> Stream.of(u, Call.of("sin", Product.of(Const.PI, u)))).toList()
                    : part instanceof Piecewise p ? List.copyOf(edges(p)) : List.of();
            Set<Expr> others = new LinkedHashSet<>(before);
            others.remove(part);
            for (Points.Point zero : vanishing.stream().flatMap(e -> zeros(e, symbols, integer)).toList()) {
                double pole = Math.abs(value(part, zero));
                // What is as large beside the point, or has no value there either, has no pole: Γ(31), 1/0.25^1000. A case may be large.
                if ((part instanceof Piecewise ? Double.isNaN(pole) : !(pole < 1 / CLOSE)) && DoubleStream.of(NEAR, -NEAR).map(h -> Math.abs(value(part, zero.moved(h)))).anyMatch(v -> Double.isFinite(v) && !(v > pole / 100))
                        && allow(given, zero) && after.stream().allMatch(e -> isContinuous(e, zero))
                        && (Boolean.TRUE.equals(isDefined(others, zero.moved(NEAR))) || Boolean.TRUE.equals(isDefined(others, zero.moved(-NEAR))))) {
                    return zero;
                }
            }
        }
        return null;
    }

    /** Points on both sides of where a case begins, or another argument is the greatest. */
    List<Points.Point> besideEdges(List<Expr> lines, Set<Sym> symbols, Predicate<Sym> integer) {
        Stream<Expr> kinks = lines.stream().flatMap(line -> line.subexpressions().stream()).filter(e -> e instanceof Call c && (c.is("max", 2) || c.is("min", 2)))
                .map(e -> Sum.of(e.children().get(0), Neg.of(e.children().get(1))));
        return Stream.concat(lines.stream().flatMap(line -> edges(line).stream()), kinks).distinct().flatMap(e -> zeros(e, symbols, integer))
                .flatMap(zero -> Stream.of(zero.moved(BESIDE), zero.moved(-BESIDE))).toList();
    }

    /** What is 0 where a case begins. */
    static Set<Expr> edges(Expr line) {
        Set<Expr> out = new LinkedHashSet<>();
        for (Expr e : line.subexpressions()) {
            for (int i = 1; e instanceof Relation r && i < r.operands().size(); i++) {
                out.add(Sum.of(r.operands().get(i - 1), Neg.of(r.operands().get(i))));
            }
        }
        return out;
    }

    /** Whether it has about the same value on one side at least: the zero of a denominator may be off by a rounding error. */
    private boolean isContinuous(Expr e, Points.Point at) {
        double there = value(e, at);
        double near = 0.1 * (1 + Math.abs(there));
        return Math.abs(value(e, at.moved(NEAR)) - there) < near || Math.abs(value(e, at.moved(-NEAR)) - there) < near;
    }

    /** Some zeros of e, with several values of the symbols that are not in it. */
    private Stream<Points.Point> zeros(Expr e, Set<Sym> symbols, Predicate<Sym> integer) {
        return zeros.computeIfAbsent(e, this::zeros).stream()
                .flatMap(zero -> IntStream.range(0, COMPLETIONS).mapToObj(i -> zero.within(symbols, integer, i))).distinct();
    }

    /** Some zeros of e, on lines through a few points. */
    private List<Points.Point> zeros(Expr e) {
        List<Points.Point> out = new ArrayList<>();
        Set<Sym> symbols = new LinkedHashSet<>(e.freeSymbols());
        for (int i = symbols.size() > 1 ? 0 : LINES - 1; i < LINES; i++) {
            Points.Point start = i < LINES - 1 ? Points.at(symbols, x -> false, i) : new Points.Point(symbols.stream().collect(Collectors.toMap(s -> s, s -> 0.0)));
            for (Sym s : symbols) {
                double last = Double.NaN;
                double from = Double.NaN;
                // At a pole it is looked at on both sides.
                for (double x : DoubleStream.iterate(-4, x -> x <= 4, x -> x + 0.25)
                        .flatMap(x -> Double.isFinite(value(e, start.with(s, x))) ? DoubleStream.of(x) : DoubleStream.of(x - BESIDE, x + BESIDE)).toArray()) {
                    double v = value(e, start.with(s, x));
                    Points.Point zero = v == 0 ? start.with(s, x) : Math.signum(v) * Math.signum(last) < 0 ? bisect(e, start, s, from, x, last) : null;
                    if (zero != null) {
                        out.add(zero);
                    }
                    last = v;
                    from = x;
                }
            }
        }
        return out.stream().distinct().limit(ZEROS).toList();
    }

    private Points.Point bisect(Expr e, Points.Point start, Sym s, double a, double b, double left) {
        for (int i = 0; i < 60 && Math.abs(b - a) > 1e-15; i++) {
            double middle = (a + b) / 2;
            double v = value(e, start.with(s, middle));
            if (v == 0 || Double.isNaN(v)) {
                return v == 0 ? start.with(s, middle) : null;
            }
            if (Math.signum(v) != Math.signum(left)) {
                b = middle;
            } else {
                a = middle;
            }
        }
        Points.Point found = start.with(s, (a + b) / 2);
        // At a pole, where it changes its sign too, it is not smaller.
        return Math.abs(value(e, found)) < Math.min(CLOSE, Math.abs(left)) ? found : null;
    }
}
