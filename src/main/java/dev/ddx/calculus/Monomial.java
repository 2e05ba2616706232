package dev.ddx.calculus;

import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.Derivative;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.ExprOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A product seen as coefficient · Π base^exponent, each base once. An exponent is a linear combination
 * of expressions, so that e^a·e^(−a) is 1; a fractional power of a power stays as it is.
 */
final class Monomial {

    /** Exponents that would make a number longer than this stay unevaluated. */
    private static final int MAX_BITS = 4096;

    /** Stands for the rational part of an exponent. */
    private static final Expr UNIT = Num.ONE;

    private static final int SYMBOL = 2;

    private static final Set<String> COORDINATES = Set.of("x", "y", "z");

    private Rational coefficient = Rational.ONE;
    private final Map<Expr, Map<Expr, Rational>> exponents = new LinkedHashMap<>();
    private final Set<Expr> divided = new LinkedHashSet<>();
    private final Set<Expr> multiplied = new LinkedHashSet<>();
    /** Those that are raised to something that is no number. */
    private final Set<Expr> symbolic = new LinkedHashSet<>();

    private Monomial() {
    }

    static Monomial of(Expr e) {
        Monomial m = new Monomial();
        m.multiply(e, Rational.ONE);
        m.foldNumbers();
        return m;
    }

    /** Those of the terms of a sum; a base that occurs in several of them in another order is the same in all. */
    static List<Monomial> of(List<Expr> terms) {
        List<Monomial> out = new ArrayList<>(terms.size());
        List<Expr> written = new ArrayList<>();
        for (Expr t : terms) {
            Monomial m = of(t);
            m.writeLike(written);
            out.add(m);
        }
        return out;
    }

    private void writeLike(List<Expr> written) {
        Map<Expr, Expr> replaced = new HashMap<>();
        for (Expr base : exponents.keySet()) {
            if (base.height() == 1 || written.contains(base)) {
                continue;
            }
            Expr same = null;
            for (Expr w : written) {
                same = ExprOrder.sameUpToOrder(w, base) ? w : same;
            }
            if (same == null) {
                written.add(base);
            } else {
                replaced.put(base, same);
            }
        }
        if (!replaced.isEmpty()) {
            Map<Expr, Map<Expr, Rational>> before = new LinkedHashMap<>(exponents);
            exponents.clear();
            before.forEach((base, x) -> exponents.put(replaced.getOrDefault(base, base), x));
        }
    }

    private record Factor(Expr expr, Rational exponent) {
    }

    private void multiply(Expr e, Rational exponent) {
        ArrayDeque<Factor> stack = new ArrayDeque<>();
        stack.push(new Factor(e, exponent));
        while (!stack.isEmpty()) {
            Factor f = stack.pop();
            Rational k = f.exponent();
            boolean whole = k.isInteger() && k.bitLength() < 31;
            switch (f.expr()) {
                case Neg n when whole -> {
                    if (k.numerator().testBit(0)) {
                        coefficient = coefficient.negate();
                    }
                    stack.push(new Factor(n.operand(), k));
                }
                case Num n when whole && !(n.isZero() && k.signum() < 0)
                        && (long) n.toRational().bitLength() * Math.abs(k.numerator().intValue()) < MAX_BITS ->
                        coefficient = coefficient.times(n.toRational().pow(k.numerator().intValue()));
                case Product p when whole -> {
                    for (int i = p.factors().size() - 1; i >= 0; i--) {
                        stack.push(new Factor(p.factors().get(i), k));
                    }
                }
                case Quotient q when whole -> {
                    stack.push(new Factor(q.denominator(), k.negate()));
                    stack.push(new Factor(q.numerator(), k));
                }
                case Power p when whole -> {
                    Rational n = Rational.fromLiteral(p.exponent());
                    if (n != null && n.isInteger() && n.bitLength() + k.bitLength() < 31) {
                        stack.push(new Factor(p.base(), n.times(k)));
                    } else {
                        Map<Expr, Rational> by = linear(p.exponent());
                        by.replaceAll((term, c) -> c.times(k));
                        raise(p.base(), by);
                    }
                }
                default -> raise(f.expr(), Map.of(UNIT, k));
            }
        }
    }

    /** The base as it is already written here, if only in another order. */
    private Expr asWritten(Expr base) {
        if (base.height() == 1 || exponents.containsKey(base)) {
            return base;
        }
        for (Expr known : exponents.keySet()) {
            if (ExprOrder.sameUpToOrder(known, base)) {
                return known;
            }
        }
        return base;
    }

    /** An exponent that is no number may have either sign: where another factor divides, the two may cancel. */
    private void raise(Expr written, Map<Expr, Rational> by) {
        Expr base = asWritten(written);
        boolean again = multiplied.contains(base) || divided.contains(base);
        by.forEach((term, k) -> raise(base, term, k));
        if (by.keySet().stream().anyMatch(term -> term != UNIT)) {
            symbolic.add(base);
        }
        if (again && symbolic.contains(base) && divided.contains(base) && !(base instanceof Const)) {
            multiplied.add(base);
        }
    }

    private void raise(Expr base, Expr term, Rational by) {
        (by.signum() < 0 ? divided : multiplied).add(base);
        Map<Expr, Rational> exponent = exponents.computeIfAbsent(base, b -> new LinkedHashMap<>());
        Rational total = exponent.getOrDefault(term, Rational.ZERO).plus(by);
        if (total.isZero()) {
            exponent.remove(term);
            if (exponent.isEmpty()) {
                exponents.remove(base);
            }
        } else {
            exponent.put(term, total);
        }
    }

    /** The terms of a sum, those of sums in it too. */
    private static List<Expr> terms(Expr e) {
        List<Expr> out = new ArrayList<>();
        ArrayDeque<Expr> stack = new ArrayDeque<>(List.of(e));
        while (!stack.isEmpty()) {
            Expr t = stack.pop();
            if (t instanceof Sum s) {
                s.terms().reversed().forEach(stack::push);
            } else {
                out.add(t);
            }
        }
        return out;
    }

    /** An exponent as a linear combination: term → coefficient, the number under {@link #UNIT}. */
    private static Map<Expr, Rational> linear(Expr exponent) {
        Map<Expr, Rational> out = new LinkedHashMap<>();
        for (Expr t : terms(exponent)) {
            Monomial m = Monomial.of(t);
            Rational c = m.coefficient;
            if (c.isZero()) {
                continue;
            }
            Expr key = m.exponents.isEmpty() ? UNIT : m.withCoefficient(Rational.ONE).toExpr();
            Rational total = out.getOrDefault(key, Rational.ZERO).plus(c);
            if (total.isZero()) {
                out.remove(key);
            } else {
                out.put(key, total);
            }
        }
        return out;
    }

    /** √2·√2 has become 2¹, which belongs to the coefficient. */
    private void foldNumbers() {
        for (Expr base : List.copyOf(exponents.keySet())) {
            Map<Expr, Rational> exponent = exponents.get(base);
            if (exponent == null) {
                // A power that was opened before has cancelled it.
                continue;
            }
            Rational n = exponent.size() == 1 ? exponent.get(UNIT) : null;
            boolean opens = base instanceof Product || base instanceof Quotient || base instanceof Neg || base instanceof Num
                    || base instanceof Power;
            if (n != null && n.isInteger() && n.bitLength() < 31 && opens && !(base instanceof Num z && z.isZero())
                    && !(base instanceof Num b && (long) b.toRational().bitLength() * Math.abs(n.numerator().intValue()) >= MAX_BITS)) {
                exponents.remove(base);
                multiply(base, n);
            }
        }
    }

    Rational coefficient() {
        return coefficient;
    }

    Monomial withCoefficient(Rational c) {
        Monomial m = copy();
        m.coefficient = c;
        return m;
    }

    private Monomial copy() {
        Monomial m = new Monomial();
        m.coefficient = coefficient;
        exponents.forEach((b, x) -> m.exponents.put(b, new LinkedHashMap<>(x)));
        m.divided.addAll(divided);
        m.multiplied.addAll(multiplied);
        m.symbolic.addAll(symbolic);
        return m;
    }

    /** Equal for two monomials that differ in their coefficient only, whatever the order of factors. */
    Object key() {
        return exponents;
    }

    boolean isNumber() {
        return exponents.isEmpty();
    }

    /** The bases whose powers partly or wholly cancelled. */
    List<Expr> cancelled() {
        List<Expr> out = new ArrayList<>(multiplied);
        out.retainAll(divided);
        return out;
    }

    /** The rational exponent of a base: 0 if it does not occur or its exponent is not a number. */
    Rational exponentOf(Expr base) {
        Map<Expr, Rational> x = exponents.get(base);
        return x == null || x.size() != 1 ? Rational.ZERO : x.getOrDefault(UNIT, Rational.ZERO);
    }

    Set<Expr> bases() {
        return exponents.keySet();
    }

    /** Whether the whole factor base^exponent is the same in both. */
    boolean sharesFactor(Monomial other, Expr base) {
        return exponents.get(base) != null && exponents.get(base).equals(other.exponents.get(base));
    }

    /** The factor of that base, with its whole exponent. */
    Monomial factor(Expr base) {
        Monomial m = new Monomial();
        m.exponents.put(base, new LinkedHashMap<>(exponents.get(base)));
        return m;
    }

    /** What both have in common: each base with the smaller of its two positive exponents, or with the same exponent. */
    Monomial common(Monomial other) {
        Monomial m = new Monomial();
        for (Expr base : exponents.keySet()) {
            if (sharesFactor(other, base)) {
                m.exponents.put(base, new LinkedHashMap<>(exponents.get(base)));
            } else {
                Rational a = exponentOf(base);
                Rational b = other.exponentOf(base);
                Rational least = a.compareTo(b) < 0 ? a : b;
                if (least.signum() > 0) {
                    m.raise(base, UNIT, least);
                }
            }
        }
        return m;
    }

    static Monomial power(Expr base, Rational exponent) {
        Monomial m = new Monomial();
        m.raise(base, UNIT, exponent);
        return m;
    }

    Monomial times(Monomial other) {
        Monomial m = copy();
        m.coefficient = m.coefficient.times(other.coefficient);
        other.exponents.forEach((b, x) -> x.forEach((t, c) -> m.raise(b, t, c)));
        m.foldNumbers();
        return m;
    }

    Monomial inverse() {
        Monomial m = new Monomial();
        m.coefficient = Rational.ONE.over(coefficient);
        exponents.forEach((b, x) -> x.forEach((t, c) -> m.raise(b, t, c.negate())));
        return m;
    }

    /** The factors that depend on x, or those that do not; the coefficient goes with the latter. */
    Monomial part(Sym x, boolean dependent) {
        Monomial m = new Monomial();
        m.coefficient = dependent ? Rational.ONE : coefficient;
        exponents.forEach((b, exponent) -> exponent.forEach((t, c) -> {
            if ((b.dependsOn(x) || t.dependsOn(x)) == dependent) {
                m.raise(b, t, c);
            }
        }));
        return m;
    }

    /** In the usual order: number, symbols, powers, roots, exponentials, functions, sums. */
    Expr toExpr() {
        if (coefficient.isZero()) {
            return Num.ZERO;
        }
        List<Expr> above = new ArrayList<>();
        List<Expr> below = new ArrayList<>();
        List<Expr> bases = new ArrayList<>(exponents.keySet());
        bases.sort(Monomial::compare);
        for (Expr base : bases) {
            Map<Expr, Rational> exponent = exponents.get(base);
            if (exponent == null) {
                // A power that was opened before has cancelled it.
                continue;
            }
            Rational n = exponent.size() == 1 ? exponent.get(UNIT) : null;
            if (n != null && n.signum() < 0) {
                below.add(n.negate().isOne() ? base : Power.of(base, n.negate().toExpr()));
            } else if (n != null) {
                above.add(n.isOne() ? base : Power.of(base, n.toExpr()));
            } else {
                List<Expr> terms = new ArrayList<>();
                exponent.forEach((t, c) -> terms.add(scaled(t, c)));
                above.add(Power.of(base, Sum.join(terms)));
            }
        }
        Rational c = coefficient.abs();
        Expr top = above.isEmpty() ? Num.of(c.numerator())
                : c.numerator().equals(java.math.BigInteger.ONE) ? Product.join(above) : prepend(Num.of(c.numerator()), above);
        if (!c.isInteger()) {
            below.add(0, Num.of(c.denominator()));
        }
        Expr magnitude = below.isEmpty() ? top : Quotient.of(top, Product.join(below));
        return coefficient.signum() < 0 ? Neg.of(magnitude) : magnitude;
    }

    private static Expr scaled(Expr t, Rational c) {
        if (t == UNIT) {
            return c.toExpr();
        }
        Expr magnitude = c.abs().isOne() ? t : Monomial.of(Product.of(c.abs().toExpr(), t)).toExpr();
        return c.signum() < 0 ? Neg.of(magnitude) : magnitude;
    }

    private static Expr prepend(Expr first, List<Expr> rest) {
        List<Expr> all = new ArrayList<>();
        all.add(first);
        all.addAll(rest);
        return Product.of(all);
    }

    private static int compare(Expr a, Expr b) {
        int c = Integer.compare(rank(a), rank(b));
        return c != 0 || !(a instanceof Sym s) || !(b instanceof Sym t) ? c : s.name().compareTo(t.name());
    }

    /** Numbers first, then powers of symbols, then what else there is, each kind as it is written; but x, y and z by the alphabet. */
    static List<Expr> inOrder(List<Expr> factors) {
        List<Expr> out = new ArrayList<>(factors);
        out.sort(Comparator.comparingInt(Monomial::place));
        List<Integer> places = IntStream.range(0, out.size()).filter(i -> coordinate(out.get(i)) != null).boxed().toList();
        List<Expr> coordinates = places.stream().map(out::get).sorted(Comparator.comparing(Monomial::coordinate)).toList();
        for (int i = 0; i < places.size(); i++) {
            out.set(places.get(i), coordinates.get(i));
        }
        return out;
    }

    private static String coordinate(Expr factor) {
        return (factor instanceof Power q ? q.base() : factor) instanceof Sym s && COORDINATES.contains(s.name()) ? s.name() : null;
    }

    private static int place(Expr factor) {
        return Rational.fromLiteral(factor) != null ? 0 : Math.min(rank(factor instanceof Power q ? q.base() : factor), SYMBOL + 1);
    }

    private static int rank(Expr base) {
        return switch (base) {
            case Num n -> 0;
            case Const c -> c == Const.E ? 4 : 1;
            case Sym s -> SYMBOL;
            case Power p -> 3;
            case Call c -> 5;
            case Derivative d -> 7;
            default -> 6;
        };
    }
}
