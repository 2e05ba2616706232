package dev.ddx.code;

import dev.ddx.kernel.Operation;
import dev.ddx.kernel.Program;
import java.util.ArrayList;
import java.util.List;

/** The lines of a function: values with names in the order in which they are computed, and what the outputs are in their terms. */
final class Body {

    /** The operations of one line. */
    private static final int MOST_OPERATIONS = 12;

    record Line(String name, String value, int operation) {
    }

    /** @param after the last operation with a name that it needs, −1 if none */
    record Delivered(Procedure.Output output, int index, String value, int after) {
    }

    private final Names names;
    private final List<Line> lines = new ArrayList<>();
    private final List<Delivered> delivered = new ArrayList<>();

    Body(Language language, Procedure p, Names outer) {
        this(language, p, outer, "t");
    }

    /** @param prefix what the names of values begin with; those after an opening bracket are places of an array */
    Body(Language language, Procedure p, Names outer, String prefix) {
        Program program = p.program();
        names = new Names(outer);
        boolean array = prefix.endsWith("[");
        int count = 0;
        if (p.given() != null) {
            for (int i : p.given()) {
                names.of(i, "s" + ++count);
            }
        }
        boolean[] executed = p.executed();
        boolean[] kept = program.kept(MOST_OPERATIONS);
        int[] last = new int[program.size()];
        count = 0;
        for (int i = 0; i < program.size(); i++) {
            int[] needs = {-1};
            if (executed[i]) {
                program.operation(i).operands(a -> needs[0] = Math.max(needs[0], last[a]));
            }
            last[i] = needs[0];
            if (!executed[i] || program.operation(i).isAtom()) {
                continue;
            }
            if (kept[i]) {
                String value = language.term(program, i, names, false).text();
                String name = array ? names.place(i, prefix + count++ + "]") : names.of(i, prefix + ++count);
                lines.add(new Line(name, value, i));
                last[i] = i;
            }
        }
        for (Procedure.Output o : p.outputs()) {
            for (int k = 0; k < o.operations().size(); k++) {
                int i = o.operations().get(k);
                delivered.add(new Delivered(o, k, language.term(program, i, names, true).text(), last[i]));
            }
        }
    }

    Names names() {
        return names;
    }

    List<Line> lines() {
        return lines;
    }

    List<Delivered> delivered() {
        return delivered;
    }

    /** What an output consists of. */
    List<String> values(Procedure.Output output) {
        return delivered.stream().filter(d -> d.output() == output).map(Delivered::value).toList();
    }
}
