package dev.ddx.expr;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Expressions whose shared parts have names, so that they print in the size of what is distinct in them, not of
 * the tree. Equal parts count as shared, whether or not they are the same object.
 *
 * @param definitions the names and what they stand for, each using earlier names alone
 * @param expressions what was abbreviated
 */
public record Abbreviated(Map<Sym, Expr> definitions, List<Expr> expressions) {

    /** A part with fewer leaves and operators than this is quicker to read than its name. */
    private static final int WORTH_A_NAME = 4;

    /** Linear in the distinct objects below the expressions. */
    public static Abbreviated of(List<Expr> expressions) {
        Map<Expr, Expr> distinct = new HashMap<>();
        Map<Expr, Integer> uses = new IdentityHashMap<>();
        Set<String> taken = new HashSet<>();
        List<Expr> order = new ArrayList<>();
        List<Expr> roots = new ArrayList<>();
        Map<Expr, Expr> seen = new IdentityHashMap<>();
        for (Expr e : expressions) {
            roots.add(e.fold(seen, (node, children) -> {
                // The children are the distinct ones already, so that equality is decided by looking at them alone.
                Expr rebuilt = node.withChildrenIfChanged(children);
                Expr known = distinct.putIfAbsent(rebuilt, rebuilt);
                if (known == null) {
                    known = rebuilt;
                    order.add(known);
                    // What stands under a binder holds its variable, which means nothing elsewhere.
                    (known instanceof Binder b ? b.values() : children).forEach(c -> uses.merge(c, 1, Integer::sum));
                    if (known instanceof Sym s) {
                        taken.add(s.name());
                    }
                }
                return known;
            }));
        }
        roots.forEach(r -> uses.merge(r, 1, Integer::sum));
        Map<Expr, Expr> written = new IdentityHashMap<>();
        Map<Sym, Expr> definitions = new LinkedHashMap<>();
        int number = 0;
        for (Expr e : order) {
            List<Expr> children = new ArrayList<>(e.children().size());
            e.children().forEach(c -> children.add(written.get(c)));
            Expr shorter = e instanceof Binder b ? b.with(b.operand(), b.variable(), children.subList(2, children.size())) : e.withChildrenIfChanged(children);
            if (uses.getOrDefault(e, 0) > 1 && shorter.size() >= WORTH_A_NAME && !(e instanceof Relation)) {
                String name;
                do {
                    name = "t_" + ++number;
                } while (taken.contains(name));
                Sym symbol = Sym.of(name);
                definitions.put(symbol, shorter);
                shorter = symbol;
            }
            written.put(e, shorter);
        }
        return new Abbreviated(Collections.unmodifiableMap(definitions), roots.stream().map(written::get).toList());
    }

    /** The infix notation that the parser reads back: {@code let t_1 = …; t_2 = …; …}. */
    public String infix() {
        StringBuilder out = new StringBuilder();
        definitions.forEach((name, e) -> out.append(out.isEmpty() ? "let " : "    ").append(name).append(" = ").append(e).append(";\n"));
        for (int i = 0; i < expressions.size(); i++) {
            out.append(i > 0 ? ", " : "").append(expressions.get(i));
        }
        return out.toString();
    }
}
