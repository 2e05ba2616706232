package dev.ddx.expr;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The functions that are known, by name or alias and number of arguments: E(m) and E(φ, m) are two
 * functions. Immutable, and safe to share between threads.
 */
public final class FunctionTable {

    public static final FunctionTable EMPTY = new FunctionTable(List.of());

    private final List<FunctionDeclaration> all;
    /** By name and alias; a name wins over an alias, a later alias over an earlier one. */
    private final Map<String, List<FunctionDeclaration>> byAlias = new HashMap<>();
    private final Map<Class<?>, Object> derived = new ConcurrentHashMap<>();

    private FunctionTable(List<FunctionDeclaration> all) {
        this.all = Collections.unmodifiableList(all);
        for (FunctionDeclaration f : all) {
            byAlias.computeIfAbsent(f.name(), n -> new ArrayList<>(1)).add(f);
        }
        for (FunctionDeclaration f : all.reversed()) {
            for (String alias : f.aliases()) {
                List<FunctionDeclaration> named = byAlias.computeIfAbsent(alias, n -> new ArrayList<>(1));
                if (named.stream().noneMatch(g -> g.arity() == f.arity())) {
                    named.add(f);
                }
            }
        }
    }

    public static FunctionTable of(Collection<FunctionDeclaration> functions) {
        return EMPTY.with(functions);
    }

    /**
     * This table with more functions; one of the same name and number of arguments is replaced.
     *
     * @throws DdxException if a definition refers to itself, by way of others or not
     */
    public FunctionTable with(Collection<FunctionDeclaration> functions) {
        Map<String, FunctionDeclaration> merged = new LinkedHashMap<>();
        for (List<FunctionDeclaration> part : List.of(all, List.copyOf(functions))) {
            for (FunctionDeclaration f : part) {
                String key = f.name() + "/" + f.arity();
                merged.remove(key);
                merged.put(key, f);
            }
        }
        FunctionTable out = new FunctionTable(new ArrayList<>(merged.values()));
        if (this != EMPTY) {
            functions.forEach(out::checkIsNoCircle);
        }
        return out;
    }

    private void checkIsNoCircle(FunctionDeclaration f) {
        Set<FunctionDeclaration> seen = new HashSet<>();
        ArrayDeque<FunctionDeclaration> left = new ArrayDeque<>(List.of(f));
        while (!left.isEmpty()) {
            FunctionDeclaration next = left.pop();
            if (!next.isDefinition() || !seen.add(next)) {
                continue;
            }
            for (Expr e : next.body().subexpressions()) {
                FunctionDeclaration used = e instanceof Call c ? lookup(c.name(), c.arguments().size()) : null;
                if (used == f) {
                    throw new DdxException(DdxException.Kind.USAGE, "the definition of " + f.name() + " refers to itself"
                            + (next == f ? "" : ", by way of " + next.name()));
                }
                if (used != null) {
                    left.push(used);
                }
            }
        }
    }

    /** This table without the functions of that name; as an alias it is forgotten. */
    public FunctionTable without(String name) {
        if (!byAlias.containsKey(name)) {
            return this;
        }
        List<FunctionDeclaration> left = new ArrayList<>();
        for (FunctionDeclaration f : all) {
            if (!f.name().equals(name)) {
                left.add(f.aliases().contains(name) ? f.withAliases(f.aliases().stream().filter(a -> !a.equals(name)).toList()) : f);
            }
        }
        return new FunctionTable(left);
    }

    /** The function of that name or alias with so many arguments, or null. */
    public FunctionDeclaration lookup(String nameOrAlias, int arity) {
        List<FunctionDeclaration> named = named(nameOrAlias);
        // By index: an iterator for each call of a large expression is felt.
        for (int i = 0; i < named.size(); i++) {
            if (named.get(i).arity() == arity) {
                return named.get(i);
            }
        }
        return null;
    }

    /** The functions of that name or alias, each with another number of arguments; none if it is not known. */
    public List<FunctionDeclaration> named(String nameOrAlias) {
        return byAlias.getOrDefault(nameOrAlias, List.of());
    }

    /** Whether it is a call of a function that is declared or defined by cases. */
    public boolean hasCases(Expr e) {
        return byCases(e) != null;
    }

    /** What a call that {@link #hasCases} is by cases; null for anything else. */
    public Piecewise cases(Expr e) {
        FunctionDeclaration f = byCases(e);
        return f == null ? null : f.cases(e.children());
    }

    private FunctionDeclaration byCases(Expr e) {
        return e instanceof Call c && !c.isDerivative() && lookup(c.name(), c.arguments().size()) instanceof FunctionDeclaration f && f.hasCases() ? f : null;
    }

    public boolean contains(String nameOrAlias) {
        return byAlias.containsKey(nameOrAlias);
    }

    /** What is made of this table once and then shared, such as compiled derivatives; the first who asks makes it. */
    public <T> T derived(Class<T> type, Function<FunctionTable, T> make) {
        return type.cast(derived.computeIfAbsent(type, t -> make.apply(this)));
    }

    /** All of them, in order of declaration. */
    public List<FunctionDeclaration> all() {
        return all;
    }
}
