package dev.ddx.code;

import java.util.ArrayList;
import java.util.List;

/** What C and Java have in common: a signature with double and arrays of double, and statements with a semicolon. */
abstract class CurlyLanguage extends Language {

    abstract String constantDouble();

    /** An array parameter. */
    abstract String array(String name, int length, boolean written);


    /** All parameters of a function, as they are declared. */
    final List<String> signature(Procedure p, Names names, boolean argumentsAsArray) {
        List<String> out = new ArrayList<>();
        if (argumentsAsArray) {
            out.add(array(names.of("arguments", "x"), p.arguments().size(), false));
        } else {
            p.arguments().forEach(a -> out.add("double " + names.of(symbol(a))));
        }
        if (p.given() != null) {
            out.add(array(names.of("given", "saved"), p.given().size(), false));
        }
        if (p.adjoints().size() == 1) {
            out.add("double " + names.of(symbol(p.adjoints().get(0)), "adjoint"));
        } else if (!p.adjoints().isEmpty()) {
            out.add(array(names.of("adjoints", "adjoint"), p.adjoints().size(), false));
        }
        for (Procedure.Output o : p.outputs()) {
            if (!o.isScalar()) {
                out.add(array(names.of(o, o.name()), o.operations().size(), true));
            }
        }
        return out;
    }

    /** The statements that take arguments, adjoints and given values from their arrays. */
    final List<String> loads(Procedure p, Names names, boolean argumentsAsArray) {
        List<String> out = new ArrayList<>();
        if (argumentsAsArray) {
            load(out, p, p.arguments(), "", names.of("arguments"), names);
        }
        if (p.adjoints().size() > 1) {
            load(out, p, p.adjoints(), "a", names.of("adjoints"), names);
        }
        for (int k = 0; p.given() != null && k < p.given().size(); k++) {
            out.add(constantDouble() + " " + names.of(p.given().get(k), "s" + (k + 1)) + " = " + names.of("given") + "[" + k + "];");
        }
        return out;
    }

    private void load(List<String> out, Procedure p, List<Integer> symbols, String prefix, String array, Names names) {
        for (int k = 0; k < symbols.size(); k++) {
            if (p.uses(symbols.get(k))) {
                out.add(constantDouble() + " " + names.of(symbol(symbols.get(k)), prefix + (k + 1)) + " = " + array + "[" + k + "];");
            }
        }
    }

    /** The statements of a function; what is delivered is delivered as soon as it is there. */
    final List<String> statements(Procedure p, Names names, boolean argumentsAsArray) {
        List<String> out = loads(p, names, argumentsAsArray);
        Body body = new Body(this, p, names);
        List<Body.Delivered> waiting = new ArrayList<>(body.delivered());
        deliver(waiting, -1, names, out);
        for (Body.Line line : body.lines()) {
            out.add(constantDouble() + " " + line.name() + " = " + line.value() + ";");
            deliver(waiting, line.operation(), names, out);
        }
        if (p.returnsNumber()) {
            out.add("return " + body.values(p.outputs().get(0)).get(0) + ";");
        }
        return out;
    }

    /** Writes what is there when that operation is done. */
    static void deliver(List<Body.Delivered> waiting, int done, Names names, List<String> out) {
        waiting.removeIf(d -> {
            if (d.after() > done) {
                return false;
            }
            if (!d.output().isScalar()) {
                out.add(names.of(d.output()) + "[" + d.index() + "] = " + d.value() + ";");
            }
            return true;
        });
    }

    /** A comment of the kind that documentation tools read. */
    static List<String> comment(String opening, List<String> lines) {
        List<String> out = new ArrayList<>();
        out.add(opening);
        lines.forEach(l -> out.add((" * " + inComment(l)).stripTrailing()));
        out.add(" */");
        return out;
    }

    /** Text that neither ends a comment nor is an escape in one. */
    static String inComment(String text) {
        return text.replace("*/", "* /").replace("/*", "/ *").replace("\\", "\\ ");
    }

    static String indented(List<String> lines, String indent) {
        StringBuilder out = new StringBuilder();
        lines.forEach(l -> out.append(l.isEmpty() ? "" : indent + l).append('\n'));
        return out.toString();
    }
}
