package dev.ddx.code;

import dev.ddx.kernel.Operation;
import dev.ddx.kernel.Program;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The statements of a function: values that get names, and outputs. Each comes as soon as what it needs is there, the
 * arguments being looked at one after the other, so that values are used near to where they are computed.
 */
final class Body {

    /** The operations of one line. */
    private static final int MOST_OPERATIONS = 12;

    /** A value that is named or delivered, or a symbol whose value is needed from there on. */
    sealed interface Statement {
    }

    record Needed(int symbol) implements Statement {
    }

    record Line(String name, String value) implements Statement {
    }

    record Delivered(Procedure.Output output, int index, String value) implements Statement {
    }

    private final Names names;
    private final List<Statement> statements = new ArrayList<>();
    private final Map<Procedure.Output, List<String>> values = new HashMap<>();

    Body(Language language, Procedure p, Names outer) {
        this(language, p, outer, "t");
    }

    /** @param prefix what the names of values begin with; with an opening bracket at its end they are places of an array */
    Body(Language language, Procedure p, Names outer, String prefix) {
        Program program = p.program();
        names = new Names(outer);
        int count = 0;
        if (p.given() != null) {
            for (int i : p.given()) {
                names.of(i, "s" + ++count);
            }
        }
        boolean[] executed = p.executed();
        boolean[] kept = program.kept(MOST_OPERATIONS);
        List<Integer> named = new ArrayList<>();
        for (int i = 0; i < executed.length; i++) {
            kept[i] &= executed[i];
            if (kept[i]) {
                named.add(i);
            }
        }
        count = 0;
        Map<Integer, String> text = new HashMap<>();
        for (int i : order(p, named, kept)) {
            if (i < 0) {
                statements.add(new Needed(-1 - i));
            } else if (i < program.size()) {
                String value = language.term(program, i, names, false).text();
                String name = prefix.endsWith("[") ? names.place(i, prefix + count++ + "]") : names.of(i, prefix + ++count);
                statements.add(new Line(name, value));
            } else {
                int at = i - program.size();
                for (Procedure.Output o : p.outputs()) {
                    if (at >= 0 && at < o.operations().size()) {
                        String value = language.term(program, o.operations().get(at), names, true).text();
                        statements.add(new Delivered(o, at, value));
                        text.put(i, value);
                    }
                    at -= o.operations().size();
                }
            }
        }
        int at = program.size();
        for (Procedure.Output o : p.outputs()) {
            List<String> all = new ArrayList<>();
            for (int k = 0; k < o.operations().size(); k++) {
                all.add(text.get(at++));
            }
            values.put(o, all);
        }
    }

    /** The operations with names, the outputs, numbered on from the operations, and symbols as −1 − node. */
    private static List<Integer> order(Procedure p, List<Integer> named, boolean[] kept) {
        Program program = p.program();
        List<Integer> items = new ArrayList<>(named);
        Map<Integer, Integer> root = new LinkedHashMap<>();
        named.forEach(i -> root.put(i, i));
        for (Procedure.Output o : p.outputs()) {
            for (int i : o.operations()) {
                int item = program.size() + items.size() - named.size();
                items.add(item);
                root.put(item, i);
            }
        }
        Map<Integer, Integer> missing = new HashMap<>();
        Map<Integer, List<Integer>> users = new HashMap<>();
        Map<Integer, Integer> inputs = new HashMap<>();
        for (int item : items) {
            Set<Integer> needs = needs(p, root.get(item), item >= program.size(), kept);
            missing.put(item, needs.size());
            for (int n : needs) {
                users.computeIfAbsent(n, k -> new ArrayList<>()).add(item);
                if (program.operation(n) instanceof Operation.Input input) {
                    inputs.put(input.symbol(), n);
                }
            }
        }
        List<Integer> order = new ArrayList<>();
        items.stream().filter(i -> missing.get(i) == 0).forEach(i -> run(i, missing, users, order));
        List<Integer> symbols = new ArrayList<>(p.arguments());
        symbols.addAll(p.adjoints());
        for (int s : symbols) {
            if (inputs.containsKey(s)) {
                order.add(-1 - s);
                ready(inputs.get(s), missing, users).forEach(i -> run(i, missing, users, order));
            }
        }
        return order;
    }

    private static void run(int item, Map<Integer, Integer> missing, Map<Integer, List<Integer>> users, List<Integer> order) {
        ArrayDeque<Integer> open = new ArrayDeque<>(List.of(item));
        while (!open.isEmpty()) {
            int next = open.pop();
            order.add(next);
            ready(next, missing, users).reversed().forEach(open::push);
        }
    }

    /** What has all that it needs now that this is there. */
    private static List<Integer> ready(int done, Map<Integer, Integer> missing, Map<Integer, List<Integer>> users) {
        List<Integer> out = new ArrayList<>();
        for (int user : users.getOrDefault(done, List.of())) {
            if (missing.merge(user, -1, Integer::sum) == 0) {
                out.add(user);
            }
        }
        return out;
    }

    /** The values with names and the symbols that an expression contains. */
    private static Set<Integer> needs(Procedure p, int root, boolean output, boolean[] kept) {
        Set<Integer> needs = new LinkedHashSet<>();
        ArrayDeque<Integer> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            int i = open.pop();
            if (p.given() != null && p.given().contains(i)) {
                continue;
            }
            if (kept[i] && (i != root || output) || p.program().operation(i) instanceof Operation.Input) {
                needs.add(i);
            } else {
                p.program().operation(i).operands(open::push);
            }
        }
        return needs;
    }

    Names names() {
        return names;
    }

    List<Statement> statements() {
        return statements;
    }

    /** The values that get names. */
    List<Line> lines() {
        return statements.stream().filter(Line.class::isInstance).map(Line.class::cast).toList();
    }

    /** What an output consists of. */
    List<String> values(Procedure.Output output) {
        return values.get(output);
    }
}
