package dev.ddx.expr;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is taken for granted of the symbols. In real mode each symbol is a real number and functions have
 * their real values only; in complex mode a symbol is any complex number unless something is said of it,
 * and functions of several values have their principal ones. Immutable.
 */
public final class Assumptions {

    /** Real mode, nothing assumed. */
    public static final Assumptions NONE = new Assumptions(false, List.of(), Set.of(), Set.of());

    private final boolean complex;
    private final List<Relation> relations;
    private final Set<Sym> integers;
    private final Set<Sym> reals;

    private Assumptions(boolean complex, List<Relation> relations, Set<Sym> integers, Set<Sym> reals) {
        this.complex = complex;
        this.relations = List.copyOf(relations);
        this.integers = java.util.Collections.unmodifiableSet(integers);
        this.reals = java.util.Collections.unmodifiableSet(reals);
    }

    /** These in complex or real mode. */
    public Assumptions withComplex(boolean on) {
        return new Assumptions(on, relations, integers, reals);
    }

    /** These and a relation, such as x &gt; 0, 0 &lt; x &lt; 1, x ≠ 0 or x &lt; y. */
    public Assumptions with(Relation relation) {
        List<Relation> all = new ArrayList<>(relations);
        if (!all.contains(relation)) {
            all.add(relation);
        }
        return new Assumptions(complex, all, integers, reals);
    }

    /** These and all of those. */
    public Assumptions with(List<Relation> more) {
        Assumptions all = this;
        for (Relation r : more) {
            all = all.with(r);
        }
        return all;
    }

    /** These, and that a symbol is an integer. */
    public Assumptions withInteger(Sym s) {
        return new Assumptions(complex, relations, with(integers, s), reals);
    }

    /** These, and that a symbol is real, which says nothing new in real mode. */
    public Assumptions withReal(Sym s) {
        return new Assumptions(complex, relations, integers, with(reals, s));
    }

    private static Set<Sym> with(Set<Sym> set, Sym s) {
        Set<Sym> all = new LinkedHashSet<>(set);
        all.add(s);
        return all;
    }

    /**
     * What holds under the sign of a sum, a product or an integral: its variable is another than one of that name outside,
     * a whole number in the range of a sum or product, which is empty otherwise, and real in an integral.
     */
    public Assumptions within(Accumulation a) {
        Sym variable = a.variable();
        Set<Sym> otherReals = new LinkedHashSet<>(reals);
        Set<Sym> otherIntegers = new LinkedHashSet<>(integers);
        otherReals.remove(variable);
        otherIntegers.remove(variable);
        Assumptions out = new Assumptions(complex, relations.stream().filter(r -> r.isFreeOf(variable)).toList(), otherIntegers, otherReals);
        if (a instanceof Integral || a.isInfinite()) {
            return a instanceof Integral ? out.withReal(variable) : out.withInteger(variable);
        }
        out = out.withInteger(variable);
        out = a.from().isFreeOf(variable) ? out.with(Relation.of(variable, Relation.Op.GE, a.from())) : out;
        return a.to().isFreeOf(variable) ? out.with(Relation.of(variable, Relation.Op.LE, a.to())) : out;
    }

    /** Those of which something is said. */
    public Set<Sym> symbols() {
        Set<Sym> all = new LinkedHashSet<>(integers);
        all.addAll(reals);
        relations.forEach(r -> all.addAll(r.freeSymbols()));
        return all;
    }

    public boolean isComplex() {
        return complex;
    }

    public List<Relation> relations() {
        return relations;
    }

    public boolean isInteger(Sym s) {
        return integers.contains(s);
    }

    /** Whether the symbol is real. A symbol that is compared with another number by order is real. */
    public boolean isReal(Sym s) {
        if (!complex || integers.contains(s) || reals.contains(s)) {
            return true;
        }
        for (Relation r : relations) {
            for (int i = 0; i < r.ops().size(); i++) {
                if (r.ops().get(i).isOrder()
                        && (r.operands().get(i).equals(s) || r.operands().get(i + 1).equals(s))) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Assumptions a && complex == a.complex && relations.equals(a.relations) && integers.equals(a.integers)
                && reals.equals(a.reals);
    }

    @Override
    public int hashCode() {
        return relations.hashCode() * 31 + integers.hashCode() + reals.hashCode() + (complex ? 1 : 0);
    }

    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        relations.forEach(r -> parts.add(r.toString()));
        integers.forEach(s -> parts.add(s + " integer"));
        reals.forEach(s -> parts.add(s + " real"));
        if (complex) {
            parts.add("complex");
        }
        return String.join(", ", parts);
    }
}
