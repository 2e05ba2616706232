package dev.ddx.kernel;

import dev.ddx.expr.Rational;
import dev.ddx.expr.Sym;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;

/** A product of powers of generators with rational exponents, none of them 0. Ordered lexicographically. */
public final class Monomial implements Comparable<Monomial> {

    public static final Monomial ONE = new Monomial(new TreeMap<>());

    private final SortedMap<Generator, Rational> exponents;

    private Monomial(TreeMap<Generator, Rational> exponents) {
        this.exponents = Collections.unmodifiableSortedMap(exponents);
    }

    public static Monomial of(Generator g, Rational exponent) {
        TreeMap<Generator, Rational> map = new TreeMap<>();
        if (!exponent.isZero()) {
            map.put(g, exponent);
        }
        return new Monomial(map);
    }

    public SortedMap<Generator, Rational> exponents() {
        return exponents;
    }

    public Rational exponent(Generator g) {
        return exponents.getOrDefault(g, Rational.ZERO);
    }

    public boolean isOne() {
        return exponents.isEmpty();
    }

    public Monomial times(Monomial o) {
        return isOne() ? o : o.isOne() ? this : combine(o, Rational::plus);
    }

    public Monomial over(Monomial o) {
        return o.isOne() ? this : combine(o, Rational::minus);
    }

    /** The smaller exponent of each generator, where a generator that does not occur has exponent 0. */
    public Monomial gcd(Monomial o) {
        return combine(o, (a, b) -> a.compareTo(b) <= 0 ? a : b);
    }

    private Monomial combine(Monomial o, BinaryOperator<Rational> f) {
        TreeMap<Generator, Rational> map = new TreeMap<>();
        for (Map.Entry<Generator, Rational> e : exponents.entrySet()) {
            put(map, e.getKey(), f.apply(e.getValue(), o.exponent(e.getKey())));
        }
        for (Map.Entry<Generator, Rational> e : o.exponents.entrySet()) {
            if (!exponents.containsKey(e.getKey())) {
                put(map, e.getKey(), f.apply(Rational.ZERO, e.getValue()));
            }
        }
        return new Monomial(map);
    }

    private static void put(Map<Generator, Rational> map, Generator g, Rational exponent) {
        if (!exponent.isZero()) {
            map.put(g, exponent);
        }
    }

    public Monomial pow(Rational n) {
        TreeMap<Generator, Rational> map = new TreeMap<>();
        exponents.forEach((g, e) -> put(map, g, e.times(n)));
        return new Monomial(map);
    }

    /** The factors whose generator is selected. */
    public Monomial only(Predicate<Generator> selected) {
        TreeMap<Generator, Rational> map = new TreeMap<>();
        exponents.forEach((g, e) -> {
            if (selected.test(g)) {
                map.put(g, e);
            }
        });
        return new Monomial(map);
    }

    boolean hasNegativeExponent() {
        return exponents.values().stream().anyMatch(e -> e.signum() < 0);
    }

    /** Degree in one symbol, or in all symbols together if {@code x} is null. */
    Rational degree(Sym x) {
        Rational sum = Rational.ZERO;
        for (Map.Entry<Generator, Rational> e : exponents.entrySet()) {
            if (e.getKey().kind() == Generator.Kind.SYMBOL && (x == null || e.getKey().expr().equals(x))) {
                sum = sum.plus(e.getValue());
            }
        }
        return sum;
    }

    @Override
    public int compareTo(Monomial o) {
        var as = exponents.entrySet().iterator();
        var bs = o.exponents.entrySet().iterator();
        while (as.hasNext() && bs.hasNext()) {
            Map.Entry<Generator, Rational> a = as.next();
            Map.Entry<Generator, Rational> b = bs.next();
            int c = a.getKey().compareTo(b.getKey());
            if (c != 0) {
                return c < 0 ? a.getValue().signum() : -b.getValue().signum();
            }
            c = a.getValue().compareTo(b.getValue());
            if (c != 0) {
                return c;
            }
        }
        return as.hasNext() ? as.next().getValue().signum() : bs.hasNext() ? -bs.next().getValue().signum() : 0;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Monomial m && exponents.equals(m.exponents);
    }

    @Override
    public int hashCode() {
        return exponents.hashCode();
    }

    @Override
    public String toString() {
        return exponents.toString();
    }
}
