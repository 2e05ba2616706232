package dev.ddx.expr;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Puts expressions in the places of free symbols. What a derivative is taken by is free in it, and yet no place for an expression:
 * of d/dx[f], with a in the place of x, is left d/dx[f] evaluated at x = a.
 */
final class Substitution {

    private final Function<Sym, Expr> f;

    private Substitution(Function<Sym, Expr> f) {
        this.f = f;
    }

    /** @param e in which no bound variable is one of the symbols, or occurs in what is put in their places */
    static Expr of(Expr e, Function<Sym, Expr> f) {
        return new Substitution(f).in(e);
    }

    private Expr in(Expr whole) {
        return whole.fold((e, parts) -> switch (e) {
            case Sym s when f.apply(s) != null -> f.apply(s);
            case Derivative d when !isNewName(d, d.variables()) -> evaluated(d, d.variables());
            case NthDerivative d when !isNewName(d, List.of(d.variable())) -> evaluated(d, List.of(d.variable()));
            default -> e.withChildrenIfChanged(parts);
        });
    }

    private Map<Sym, Expr> replaced(Expr e) {
        Map<Sym, Expr> out = new LinkedHashMap<>();
        for (Sym s : e.freeSymbols()) {
            Expr by = f.apply(s);
            if (by != null && !by.equals(s)) {
                out.put(s, by);
            }
        }
        return out;
    }

    /** Whether the variables keep their names or get others, which nothing else in the derivative has. */
    private boolean isNewName(Expr derivative, List<Sym> variables) {
        Map<Sym, Expr> replaced = replaced(derivative);
        Set<Sym> taken = new HashSet<>(derivative.symbols());
        replaced.forEach((s, by) -> {
            if (!variables.contains(s)) {
                taken.addAll(by.symbols());
            }
        });
        for (Sym x : Set.copyOf(variables)) {
            Expr by = replaced.remove(x);
            if (by != null && !(by instanceof Sym y && taken.add(y))) {
                return false;
            }
        }
        return replaced.values().stream().noneMatch(by -> variables.stream().anyMatch(by::dependsOn));
    }

    private Expr evaluated(Expr derivative, List<Sym> variables) {
        Map<Sym, Expr> replaced = replaced(derivative);
        Set<Sym> taken = new HashSet<>(derivative.symbols());
        replaced.values().forEach(by -> taken.addAll(by.symbols()));
        Map<Sym, Sym> names = new LinkedHashMap<>();
        Map<Sym, Expr> values = new LinkedHashMap<>();
        for (Sym x : new LinkedHashSet<>(variables)) {
            boolean met = replaced.entrySet().stream().anyMatch(e -> !e.getKey().equals(x) && e.getValue().dependsOn(x));
            Sym name = met ? x.other(taken) : x;
            taken.add(name);
            names.put(x, name);
            if (met || replaced.containsKey(x)) {
                values.put(name, replaced.getOrDefault(x, x));
            }
        }
        Expr out = of(derivative.fill(names::get), s -> values.containsKey(s) ? null : replaced.get(s));
        for (Map.Entry<Sym, Expr> v : values.entrySet()) {
            out = EvaluatedAt.of(out, v.getKey(), v.getValue());
        }
        return out;
    }
}
