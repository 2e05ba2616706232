package dev.ddx.code;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What Python and Julia have in common: functions that are written without types and return several values as a tuple. */
abstract class TupleLanguage extends Language {

    /** The parameters of a function and what stands between its head and its end. */
    record Definition(List<String> parameters, List<String> statements) {
    }

    /** A matrix of the values in each row. */
    abstract String matrix(List<List<String>> rows);

    /** What makes the language compute with whatever was handed over, or null if that is not needed. */
    String converted(String name) {
        return null;
    }

    final Definition definition(Procedure p, Names names, boolean argumentsAsArray) {
        List<String> parameters = new ArrayList<>();
        List<String> statements = new ArrayList<>();
        List<String> arguments = p.arguments().stream().map(a -> names.of(symbol(a))).toList();
        if (argumentsAsArray) {
            parameters.add(names.of("arguments", "x"));
            statements.add(unpacked(arguments, names.of("arguments")));
        } else {
            parameters.addAll(arguments);
        }
        p.arguments().forEach(a -> convert(p, a, names, statements));
        if (p.given() != null) {
            parameters.add(names.of("given", "saved"));
        }
        for (int k = 0; k < p.adjoints().size(); k++) {
            parameters.add(names.of(symbol(p.adjoints().get(k)), p.adjoints().size() == 1 ? "adjoint" : "adjoint_" + (k + 1)));
            convert(p, p.adjoints().get(k), names, statements);
        }
        Body body = new Body(this, p, names);
        if (p.given() != null && !p.given().isEmpty()) {
            statements.add(unpacked(p.given().stream().map(g -> body.names().of(g)).toList(), names.of("given")));
        }
        body.lines().forEach(l -> statements.add(l.name() + " = " + l.value()));
        statements.add("return " + p.outputs().stream().map(o -> group(o, body.values(o))).collect(Collectors.joining(", ")));
        return new Definition(parameters, statements);
    }

    private void convert(Procedure p, int symbol, Names names, List<String> statements) {
        String name = names.of(symbol(symbol));
        String converted = converted(name);
        if (converted != null && p.uses(symbol)) {
            statements.add(name + " = " + converted);
        }
    }

    private String group(Procedure.Output o, List<String> values) {
        if (o.isScalar()) {
            return values.get(0);
        }
        if (!o.matrix()) {
            return tuple(values);
        }
        List<List<String>> rows = new ArrayList<>();
        for (int k = 0; k < values.size(); k += o.columns()) {
            rows.add(values.subList(k, k + o.columns()));
        }
        return matrix(rows);
    }

    static String tuple(List<String> values) {
        return "(" + String.join(", ", values) + (values.size() == 1 ? ",)" : ")");
    }

    private static String unpacked(List<String> names, String tuple) {
        return String.join(", ", names) + (names.size() == 1 ? "," : "") + " = " + tuple;
    }

    /** What a reader is told of functions that are called but not written. */
    final List<String> toBeSupplied() {
        return suppliedUsed().isEmpty() ? List.of() : List.of("", "# To be supplied: "
                + suppliedUsed().stream().map(s -> s.substring(0, s.indexOf('/'))).distinct().collect(Collectors.joining(", ")));
    }
}
