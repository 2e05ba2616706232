package dev.ddx.expr;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A function given by cases, the first that holds counts. Children alternate value and condition; the
 * last value may stand alone, for "otherwise".
 */
public final class Piecewise extends Expr {

    private final List<Expr> parts;

    private Piecewise(List<Expr> parts) {
        super(0, parts);
        this.parts = parts;
    }

    /** One case; the condition is null for "otherwise". */
    public record Branch(Expr value, Relation condition) {
    }

    /** @throws IllegalArgumentException if there is no case, or one but the last has no condition */
    public static Piecewise of(List<Branch> branches) {
        if (branches.isEmpty()) {
            throw new IllegalArgumentException("a piecewise function has at least one case");
        }
        List<Expr> parts = new ArrayList<>();
        for (int i = 0; i < branches.size(); i++) {
            Branch b = branches.get(i);
            parts.add(b.value());
            if (b.condition() != null) {
                parts.add(b.condition());
            } else if (i < branches.size() - 1) {
                throw new IllegalArgumentException("only the last case may have no condition");
            }
        }
        return new Piecewise(List.copyOf(parts));
    }

    public List<Branch> branches() {
        List<Branch> out = new ArrayList<>();
        for (int i = 0; i < parts.size(); i += 2) {
            out.add(new Branch(parts.get(i), i + 1 < parts.size() ? (Relation) parts.get(i + 1) : null));
        }
        return out;
    }

    /**
     * The value of the first case that holds; null if none does, or it is not known which.
     *
     * @param children values and conditions in turn as in {@link #children}, null for what is not known
     * @param holds whether a condition does, null if that is not known
     */
    public static Expr chosen(List<Expr> children, Function<Relation, Boolean> holds) {
        for (int i = 0; i < children.size(); i += 2) {
            Boolean here = i + 1 == children.size() ? Boolean.TRUE : children.get(i + 1) instanceof Relation r ? holds.apply(r) : null;
            if (!Boolean.FALSE.equals(here)) {
                return here == null ? null : children.get(i);
            }
        }
        return null;
    }

    @Override
    public List<Expr> children() {
        return parts;
    }

    @Override
    public Expr withChildren(List<Expr> children) {
        expectChildren(children, parts.size());
        for (int i = 1; i < children.size(); i += 2) {
            if (!(children.get(i) instanceof Relation)) {
                throw new IllegalArgumentException("a condition is a relation, not " + children.get(i));
            }
        }
        return new Piecewise(List.copyOf(children));
    }

    @Override
    boolean sameHead(Expr other) {
        return true;
    }
}
