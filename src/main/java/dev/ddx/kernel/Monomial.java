package dev.ddx.kernel;

import dev.ddx.expr.Rational;
import dev.ddx.expr.Sym;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;

/** A product of powers of generators with rational exponents, none of them 0. Ordered lexicographically. */
public final class Monomial implements Comparable<Monomial> {

    public static final Monomial ONE = new Monomial(new Generator[0], new Rational[0], 0);

    /** Ascending; the exponents stand at the same places. */
    private final Generator[] generators;
    private final Rational[] powers;
    private SortedMap<Generator, Rational> exponents;

    private Monomial(Generator[] generators, Rational[] powers, int size) {
        this.generators = size == generators.length ? generators : Arrays.copyOf(generators, size);
        this.powers = size == powers.length ? powers : Arrays.copyOf(powers, size);
    }

    public static Monomial of(Generator g, Rational exponent) {
        return exponent.isZero() ? ONE : new Monomial(new Generator[] {g}, new Rational[] {exponent}, 1);
    }

    public SortedMap<Generator, Rational> exponents() {
        SortedMap<Generator, Rational> view = exponents;
        if (view == null) {
            TreeMap<Generator, Rational> map = new TreeMap<>();
            for (int i = 0; i < powers.length; i++) {
                map.put(generators[i], powers[i]);
            }
            view = Collections.unmodifiableSortedMap(map);
            exponents = view;
        }
        return view;
    }

    public Rational exponent(Generator g) {
        for (int i = 0; i < powers.length; i++) {
            if (generators[i].equals(g)) {
                return powers[i];
            }
        }
        return Rational.ZERO;
    }

    void addGeneratorsTo(Collection<Generator> all) {
        all.addAll(Arrays.asList(generators));
    }

    public boolean isOne() {
        return powers.length == 0;
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
        Generator[] gs = new Generator[powers.length + o.powers.length];
        Rational[] es = new Rational[gs.length];
        int n = 0;
        for (int i = 0, k = 0; i < powers.length || k < o.powers.length;) {
            int c = i == powers.length ? 1 : k == o.powers.length ? -1 : generators[i].compareTo(o.generators[k]);
            gs[n] = c <= 0 ? generators[i] : o.generators[k];
            es[n] = f.apply(c <= 0 ? powers[i] : Rational.ZERO, c >= 0 ? o.powers[k] : Rational.ZERO);
            n += es[n].isZero() ? 0 : 1;
            i += c <= 0 ? 1 : 0;
            k += c >= 0 ? 1 : 0;
        }
        return n == 0 ? ONE : new Monomial(gs, es, n);
    }

    public Monomial pow(Rational n) {
        if (n.isZero()) {
            return ONE;
        }
        Rational[] es = new Rational[powers.length];
        for (int i = 0; i < es.length; i++) {
            es[i] = powers[i].times(n);
        }
        return new Monomial(generators, es, es.length);
    }

    /** The factors whose generator is selected. */
    public Monomial only(Predicate<Generator> selected) {
        Generator[] gs = new Generator[powers.length];
        Rational[] es = new Rational[powers.length];
        int n = 0;
        for (int i = 0; i < powers.length; i++) {
            if (selected.test(generators[i])) {
                gs[n] = generators[i];
                es[n++] = powers[i];
            }
        }
        return n == powers.length ? this : new Monomial(gs, es, n);
    }

    boolean hasNegativeExponent() {
        for (Rational e : powers) {
            if (e.signum() < 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether a relation replaces a power in it. */
    boolean isReducible() {
        for (int i = 0; i < powers.length; i++) {
            if (generators[i].isReducible(powers[i])) {
                return true;
            }
        }
        return false;
    }

    /** Degree in one symbol, or in all symbols together if {@code x} is null. */
    Rational degree(Sym x) {
        Rational sum = Rational.ZERO;
        for (int i = 0; i < powers.length; i++) {
            if (generators[i].kind() == Generator.Kind.SYMBOL && (x == null || generators[i].expr().equals(x))) {
                sum = sum.plus(powers[i]);
            }
        }
        return sum;
    }

    @Override
    public int compareTo(Monomial o) {
        int common = Math.min(powers.length, o.powers.length);
        for (int i = 0; i < common; i++) {
            int c = generators[i].compareTo(o.generators[i]);
            if (c != 0) {
                return c < 0 ? powers[i].signum() : -o.powers[i].signum();
            }
            c = powers[i].compareTo(o.powers[i]);
            if (c != 0) {
                return c;
            }
        }
        return powers.length > common ? powers[common].signum() : o.powers.length > common ? -o.powers[common].signum() : 0;
    }

    @Override
    public boolean equals(Object o) {
        return this == o || o instanceof Monomial m && Arrays.equals(generators, m.generators) && Arrays.equals(powers, m.powers);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(generators) * 31 + Arrays.hashCode(powers);
    }

    @Override
    public String toString() {
        return exponents().toString();
    }
}
