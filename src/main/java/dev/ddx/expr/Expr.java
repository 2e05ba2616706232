package dev.ddx.expr;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A mathematical expression as a person wrote it: an immutable tree that does nothing by itself.
 *
 * <p>Typed order stays, {@code 0·u} stays, {@code 1 − 1} stays. Whatever changes an expression is a
 * named rule, so that it can be shown. Subtraction is a sum with a {@link Neg} term; {@code exp(u)}
 * and {@code sqrt(u)} are notations for the powers e^u and u^(1/2).
 *
 * <p>The hash is computed once, at construction, from the hashes of the children; equality is by
 * structure. No operation here recurses on the Java stack: depth is bounded by memory alone.
 *
 * <p>The nodes are final classes rather than records, because a record cannot keep a cached hash
 * without showing it as a component. The hierarchy is sealed, so a {@code switch} over the types
 * is exhaustive.
 */
public abstract sealed class Expr
        permits Num, Sym, Const, Sum, Product, Quotient, Neg, Power, Call, Derivative, NthDerivative, Binder, Piecewise, Relation {

    /** Below this many nodes, looking for shared objects costs more than meeting them again. */
    private static final int SHARING_MATTERS = 512;
    /** Parts with no more nodes than this are folded as trees: a walk is quicker than a look-up for each of them. */
    private static final int TREE = 64;
    /** Up to this height recursion is harmless. */
    private static final int SHALLOW = 64;

    private final int hash;
    private final int height;
    private final long size;
    /** A bit for each symbol that occurs, bound ones too. */
    private final long symbols;
    private final boolean binds;

    /** @param own hash of what the node holds besides its children */
    Expr(int own, List<Expr> children) {
        int h = getClass().getSimpleName().hashCode() * 31 + own;
        int deepest = 0;
        long nodes = 1;
        long mask = 0;
        boolean bound = this instanceof Binder;
        for (int i = 0; i < children.size(); i++) {
            Expr child = children.get(i);
            h = h * 0x01000193 + child.hash;
            deepest = Math.max(deepest, child.height);
            nodes += child.size;
            if (nodes < 0) {
                nodes = Long.MAX_VALUE;
            }
            mask |= child.symbols;
            bound |= child.binds;
        }
        this.binds = bound;
        this.hash = h;
        this.height = deepest + 1;
        this.size = nodes;
        this.symbols = this instanceof Sym ? 1L << (own & 63) : mask;
    }

    /** The direct sub-expressions, in reading order; never null, unmodifiable. */
    public abstract List<Expr> children();

    /**
     * This node with other children, in the order of {@link #children()}.
     *
     * @throws IllegalArgumentException if the number of children does not fit
     */
    public abstract Expr withChildren(List<Expr> children);

    /** Whether everything but the children is equal; both are of the same class. */
    abstract boolean sameHead(Expr other);

    /** Whether a child is a variable, in the place of which only a symbol can stand. */
    public boolean isVariable(int child) {
        return false;
    }

    /** Number of nodes of the tree, shared parts counted as often as they occur; saturates. */
    public final long size() {
        return size;
    }

    /** Number of nodes on the longest path to a leaf; 1 for a leaf. */
    public final int height() {
        return height;
    }

    @Override
    public final int hashCode() {
        return hash;
    }

    @Override
    public final boolean equals(Object o) {
        if (this == o) {
            return true;
        }
        if (!(o instanceof Expr other) || hash != other.hash || size != other.size) {
            return false;
        }
        if (size <= SHARING_MATTERS && height <= SHALLOW) {
            return sameShallow(this, other);
        }
        ArrayDeque<Expr> left = new ArrayDeque<>();
        ArrayDeque<Expr> right = new ArrayDeque<>();
        // Where objects are shared, a pair is met as often as it occurs in the tree; once is enough.
        Map<Expr, Expr> compared = size > SHARING_MATTERS ? new IdentityHashMap<>() : null;
        left.push(this);
        right.push(other);
        while (!left.isEmpty()) {
            Expr a = left.pop();
            Expr b = right.pop();
            if (a == b || compared != null && !a.children().isEmpty() && compared.put(a, b) == b) {
                continue;
            }
            if (!sameNode(a, b)) {
                return false;
            }
            List<Expr> as = a.children();
            List<Expr> bs = b.children();
            for (int i = 0; i < as.size(); i++) {
                left.push(as.get(i));
                right.push(bs.get(i));
            }
        }
        return true;
    }

    /** Equality of what is known to be small and shallow, without the memory that any other shape needs. */
    private static boolean sameShallow(Expr a, Expr b) {
        if (a == b) {
            return true;
        }
        if (!sameNode(a, b)) {
            return false;
        }
        List<Expr> as = a.children();
        List<Expr> bs = b.children();
        for (int i = 0; i < as.size(); i++) {
            if (!sameShallow(as.get(i), bs.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether the two can be equal, going by all but what their children are. */
    private static boolean sameNode(Expr a, Expr b) {
        return a.hash == b.hash && a.getClass() == b.getClass() && a.size == b.size && a.sameHead(b) && a.children().size() == b.children().size();
    }

    /** Whether {@code symbol} occurs in this expression and is free there. */
    public final boolean dependsOn(Sym symbol) {
        long bit = ((Expr) symbol).symbols;
        if ((symbols & bit) == 0) {
            return false;
        }
        ArrayDeque<Expr> stack = new ArrayDeque<>();
        stack.push(this);
        Set<Expr> seen = null;
        int visited = 0;
        while (!stack.isEmpty()) {
            Expr e = stack.pop();
            if (e instanceof Sym && e.equals(symbol)) {
                return true;
            }
            // Mostly it is found at once, before what has been seen is worth remembering.
            if (seen == null && ++visited > SHARING_MATTERS) {
                seen = new HashSet<>();
            }
            for (Expr child : e instanceof Binder b ? free(b, symbol) : e.children()) {
                if ((child.symbols & bit) != 0 && (seen == null || seen.add(child))) {
                    stack.push(child);
                }
            }
        }
        return false;
    }

    /** The parts of a binder in which the symbol means what it means outside. */
    private static List<Expr> free(Binder b, Sym symbol) {
        if (b.variable().equals(symbol)) {
            return b.values();
        }
        List<Expr> parts = new ArrayList<>(b.values());
        parts.add(b.operand());
        return parts;
    }

    public final boolean isFreeOf(Sym symbol) {
        return !dependsOn(symbol);
    }

    /** Whether a variable is bound anywhere in it. */
    public final boolean hasBinder() {
        return binds;
    }

    /** Whether no symbol is free in it. */
    public final boolean isConstant() {
        return symbols == 0 || binds && freeSymbols().isEmpty();
    }

    /** The symbols that are free, in order of first occurrence. */
    public final List<Sym> freeSymbols() {
        List<Sym> found = symbols();
        return binds ? found.stream().filter(this::dependsOn).toList() : found;
    }

    /** The symbols that occur, free or bound, in order of first occurrence. */
    public final List<Sym> symbols() {
        List<Sym> found = new ArrayList<>();
        for (Expr e : subexpressions()) {
            if (e instanceof Sym s) {
                found.add(s);
            }
        }
        return found;
    }

    /** Every distinct sub-expression, this one included, parents before children, in reading order. */
    public final List<Expr> subexpressions() {
        List<Expr> out = new ArrayList<>();
        Set<Expr> seen = new HashSet<>();
        ArrayDeque<Expr> stack = new ArrayDeque<>();
        stack.push(this);
        while (!stack.isEmpty()) {
            Expr e = stack.pop();
            if (seen.add(e)) {
                out.add(e);
                List<Expr> children = e.children();
                for (int i = children.size() - 1; i >= 0; i--) {
                    stack.push(children.get(i));
                }
            }
        }
        return out;
    }

    /** The sub-expressions that stand in the operand of no binder, or in that of a limit. */
    public final List<Expr> subexpressionsOutside() {
        if (!binds) {
            return subexpressions();
        }
        Set<Expr> found = new LinkedHashSet<>();
        ArrayDeque<Expr> stack = new ArrayDeque<>();
        stack.push(this);
        while (!stack.isEmpty()) {
            Expr e = stack.pop();
            if (found.add(e)) {
                List<Expr> children = e instanceof Binder b && !(b instanceof Limit) ? b.values() : e.children();
                for (int i = children.size() - 1; i >= 0; i--) {
                    stack.push(children.get(i));
                }
            }
        }
        return List.copyOf(found);
    }

    /** Whether {@code part} occurs anywhere in this expression. */
    public final boolean contains(Expr part) {
        if (size < part.size) {
            return false;
        }
        for (Expr e : subexpressions()) {
            if (e.equals(part)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Rebuilds the tree from its leaves: {@code f} sees each node after its children have been
     * rebuilt, and its answer stands in the node's place. Equal sub-expressions are visited once.
     */
    public final Expr mapBottomUp(UnaryOperator<Expr> f) {
        return fold((node, children) -> f.apply(node.withChildrenIfChanged(children)));
    }

    /** What {@link #fold} applies to a node and the results of its children. */
    @FunctionalInterface
    public interface Folder<T> {
        T apply(Expr node, List<T> children);
    }

    /** Computes a value from the leaves up; in an expression that is not small, each distinct object once. */
    public final <T> T fold(Folder<T> folder) {
        if (size <= SHARING_MATTERS && height <= SHALLOW) {
            return foldShallow(folder);
        }
        return foldDeep(new IdentityHashMap<>(), folder, TREE);
    }

    /** As {@link #fold}; what is in {@code known} is not looked at again, and what is found out is put there. */
    public final <T> T fold(Map<Expr, T> known, Folder<T> folder) {
        return height <= SHALLOW ? foldShallow(known, folder) : foldDeep(known, folder, 0);
    }

    private <T> T foldShallow(Map<Expr, T> known, Folder<T> folder) {
        T before = known.get(this);
        if (before != null) {
            return before;
        }
        List<Expr> children = children();
        int n = children.size();
        List<T> values = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            values.add(children.get(i).foldShallow(known, folder));
        }
        T made = folder.apply(this, values);
        known.put(this, made);
        return made;
    }

    /** @param tree up to how many nodes a part is folded as a tree, with nothing kept of its own parts */
    private <T> T foldDeep(Map<Expr, T> done, Folder<T> folder, int tree) {
        ArrayDeque<Expr> stack = new ArrayDeque<>();
        stack.push(this);
        while (!stack.isEmpty()) {
            Expr e = stack.peek();
            if (done.containsKey(e)) {
                stack.pop();
                continue;
            }
            boolean ready = true;
            List<Expr> children = e.children();
            for (int i = children.size() - 1; i >= 0; i--) {
                Expr child = children.get(i);
                if (!done.containsKey(child)) {
                    if (child.size <= tree) {
                        done.put(child, child.foldShallow(folder));
                    } else {
                        stack.push(child);
                        ready = false;
                    }
                }
            }
            if (ready) {
                stack.pop();
                List<T> values = new ArrayList<>(children.size());
                for (int i = 0; i < children.size(); i++) {
                    values.add(done.get(children.get(i)));
                }
                done.put(e, folder.apply(e, values));
            }
        }
        return done.get(this);
    }

    /** Whether the test holds for this expression or a part of it. */
    public final boolean has(Predicate<Expr> test) {
        if (size <= SHARING_MATTERS && height <= SHALLOW) {
            return hasShallow(test);
        }
        return subexpressions().stream().anyMatch(test);
    }

    private boolean hasShallow(Predicate<Expr> test) {
        if (test.test(this)) {
            return true;
        }
        List<Expr> children = children();
        for (int i = 0; i < children.size(); i++) {
            if (children.get(i).hasShallow(test)) {
                return true;
            }
        }
        return false;
    }

    /** For what is known to be small and shallow, without the memory that any other shape needs. */
    private <T> T foldShallow(Folder<T> folder) {
        List<Expr> children = children();
        int n = children.size();
        if (n == 0) {
            return folder.apply(this, Collections.emptyList());
        }
        List<T> values = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            values.add(children.get(i).foldShallow(folder));
        }
        return folder.apply(this, values);
    }

    /** As {@link #withChildren}, but this node itself if they are the children that it has. */
    public final Expr withChildrenIfChanged(List<Expr> replaced) {
        List<Expr> old = children();
        for (int i = 0; i < old.size(); i++) {
            if (old.get(i) != replaced.get(i)) {
                return withChildren(replaced);
            }
        }
        return this;
    }

    /** Replaces every occurrence of {@code part} by {@code by}. */
    public final Expr replace(Expr part, Expr by) {
        return mapBottomUp(e -> e.equals(part) ? by : e);
    }

    /**
     * Replaces free symbols, all at once; a symbol for which {@code f} gives null stays. A bound variable that what is put
     * in would meet gets another name. A derivative by a symbol that is replaced is evaluated at what replaces it.
     */
    public final Expr substitute(Function<Sym, Expr> f) {
        if (!binds) {
            return Substitution.of(this, f);
        }
        Map<Sym, Expr> replaced = new HashMap<>();
        Set<Sym> met = new HashSet<>();
        for (Sym s : freeSymbols()) {
            Expr by = f.apply(s);
            if (by != null) {
                replaced.put(s, by);
                met.add(s);
                met.addAll(by.freeSymbols());
            }
        }
        return Substitution.of(apartFrom(met), replaced::get);
    }

    /** Replaces symbols wherever they stand, bound ones too: what a pattern says of the expressions that it stands for. */
    public final Expr fill(Function<Sym, Expr> f) {
        return mapBottomUp(e -> {
            Expr by = e instanceof Sym s ? f.apply(s) : null;
            return by == null ? e : by;
        });
    }

    /** The same with other names for the bound variables that are among those symbols. */
    public final Expr apartFrom(Set<Sym> met) {
        if (!binds) {
            return this;
        }
        Set<Sym> taken = new HashSet<>(symbols());
        taken.addAll(met);
        return mapBottomUp(e -> {
            if (!(e instanceof Binder b) || !met.contains(b.variable())) {
                return e;
            }
            Sym other = b.variable().other(taken);
            taken.add(other);
            return b.with(b.operand().fill(s -> s.equals(b.variable()) ? other : null), other, b.values());
        });
    }

    /** The expression in infix notation that the parser reads back as an equal expression. */
    @Override
    public final String toString() {
        return Infix.print(this);
    }

    static List<Expr> pair(Expr a, Expr b) {
        return List.of(a, b);
    }

    static void expectChildren(List<Expr> children, int n) {
        if (children.size() != n) {
            throw new IllegalArgumentException("expected " + n + " children, got " + Arrays.toString(children.toArray()));
        }
    }
}
