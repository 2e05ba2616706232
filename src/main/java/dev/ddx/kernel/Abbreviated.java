package dev.ddx.kernel;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Sym;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Expressions whose shared parts have names, so that they print in the size of the graph, not of the tree.
 *
 * @param definitions the names and what they stand for, each using earlier names alone
 * @param expressions what was abbreviated
 */
public record Abbreviated(Map<Sym, Expr> definitions, List<Expr> expressions) {

    /** A part with fewer operands than this is quicker to read than its name. */
    private static final int WORTH_A_NAME = 3;

    static Abbreviated of(Dag dag, int... roots) {
        Tape tape = Tape.of(dag, roots);
        int[] uses = tape.uses();
        Set<String> taken = new HashSet<>();
        int[] weight = new int[tape.length()];
        for (int i = 0; i < tape.length(); i++) {
            if (tape.kind(i) == Dag.SYMBOL) {
                taken.add(dag.name(tape.node(i)));
            }
        }
        Map<Integer, Sym> names = new HashMap<>();
        Map<Sym, Expr> definitions = new LinkedHashMap<>();
        List<Integer> named = new ArrayList<>();
        int number = 0;
        for (int i = 0; i < tape.length(); i++) {
            weight[i] = 1;
            for (int k = 0; k < tape.arity(i); k++) {
                weight[i] = Math.min(WORTH_A_NAME, weight[i] + weight[tape.argument(i, k)]);
            }
            if (uses[i] > 1 && weight[i] >= WORTH_A_NAME && tape.kind(i) != Dag.RELATION) {
                String name;
                do {
                    name = "t_" + ++number;
                } while (taken.contains(name));
                names.put(tape.node(i), Sym.of(name));
                named.add(tape.node(i));
                weight[i] = 1;
            }
        }
        ExprWriter writer = new ExprWriter(dag, names);
        List<Expr> bodies = writer.writeBodies(named.stream().mapToInt(Integer::intValue).toArray());
        for (int k = 0; k < bodies.size(); k++) {
            definitions.put(names.get(named.get(k)), bodies.get(k));
        }
        return new Abbreviated(definitions, writer.writeAll(roots));
    }
}
