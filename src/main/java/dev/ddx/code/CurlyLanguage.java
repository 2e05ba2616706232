package dev.ddx.code;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    /** For each symbol that comes in an array the statement that takes it from there. */
    final Map<Integer, String> loads(Procedure p, Names names, boolean argumentsAsArray) {
        Map<Integer, String> out = new LinkedHashMap<>();
        for (int k = 0; argumentsAsArray && k < p.arguments().size(); k++) {
            int s = p.arguments().get(k);
            out.put(s, constantDouble() + " " + names.of(symbol(s)) + " = " + names.of("arguments") + "[" + k + "];");
        }
        for (int k = 0; p.adjoints().size() > 1 && k < p.adjoints().size(); k++) {
            int s = p.adjoints().get(k);
            out.put(s, constantDouble() + " " + names.of(symbol(s), "a" + (k + 1)) + " = " + names.of("adjoints") + "[" + k + "];");
        }
        return out;
    }

    /** The statements that take what the first pass saved from its array. */
    final List<String> given(Procedure p, Names names) {
        List<String> out = new ArrayList<>();
        for (int k = 0; p.given() != null && k < p.given().size(); k++) {
            out.add(constantDouble() + " " + names.of(p.given().get(k), "s" + (k + 1)) + " = " + names.of("given") + "[" + k + "];");
        }
        return out;
    }

    /** The statements of a function; what is delivered is delivered as soon as it is there. */
    final List<String> statements(Procedure p, Names names, boolean argumentsAsArray) {
        List<String> out = given(p, names);
        Map<Integer, String> loads = loads(p, names, argumentsAsArray);
        Body body = new Body(this, p, names);
        out.addAll(statements(body, names, constantDouble() + " ", loads));
        if (p.returnsNumber()) {
            out.add("return " + body.values(p.outputs().get(0)).get(0) + ";");
        }
        return out;
    }

    /**
     * @param declaration what stands before a name to declare it
     * @param loads the statements by which the symbols get their values
     */
    static List<String> statements(Body body, Names names, String declaration, Map<Integer, String> loads) {
        List<String> out = new ArrayList<>();
        for (Body.Statement s : body.statements()) {
            switch (s) {
                case Body.Needed n when loads.containsKey(n.symbol()) -> out.add(loads.get(n.symbol()));
                case Body.Needed n -> { }
                case Body.Line line -> out.add(declaration + line.name() + " = " + line.value() + ";");
                case Body.Delivered d when d.output().isScalar() -> { }
                case Body.Delivered d -> out.add(names.of(d.output()) + "[" + d.index() + "] = " + d.value() + ";");
            }
        }
        return out;
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
