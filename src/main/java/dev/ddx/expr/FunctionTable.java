package dev.ddx.expr;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The functions that are known, by name and alias. Immutable, and safe to share between threads. */
public final class FunctionTable {

    public static final FunctionTable EMPTY = new FunctionTable(Map.of());

    private final Map<String, FunctionDeclaration> byName;
    private final Map<String, FunctionDeclaration> byAlias = new LinkedHashMap<>();
    private final Map<Class<?>, Object> derived = new ConcurrentHashMap<>();

    private FunctionTable(Map<String, FunctionDeclaration> byName) {
        this.byName = Collections.unmodifiableMap(byName);
        for (FunctionDeclaration f : byName.values()) {
            for (String alias : f.aliases()) {
                byAlias.put(alias, f);
            }
        }
        byAlias.putAll(byName);
    }

    public static FunctionTable of(Collection<FunctionDeclaration> functions) {
        return EMPTY.with(functions);
    }

    /** This table with more functions; one of the same name is replaced. */
    public FunctionTable with(Collection<FunctionDeclaration> functions) {
        Map<String, FunctionDeclaration> all = new LinkedHashMap<>(byName);
        for (FunctionDeclaration f : functions) {
            all.remove(f.name());
            all.put(f.name(), f);
        }
        return new FunctionTable(all);
    }

    /** The function of that name or alias, or null. */
    public FunctionDeclaration lookup(String nameOrAlias) {
        return byAlias.get(nameOrAlias);
    }

    /** What is made of this table once and then shared, such as compiled derivatives; the first who asks makes it. */
    public <T> T derived(Class<T> type, Function<FunctionTable, T> make) {
        return type.cast(derived.computeIfAbsent(type, t -> make.apply(this)));
    }

    /** All of them, in order of declaration. */
    public List<FunctionDeclaration> all() {
        return List.copyOf(byName.values());
    }
}
