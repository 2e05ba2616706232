package dev.ddx.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.ddx.expr.Assumptions;
import dev.ddx.expr.ControlCharacter;
import dev.ddx.expr.Const;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import dev.ddx.parse.ExpressionParser;
import dev.ddx.parse.ParseOptions;
import dev.ddx.rewrite.Curve;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Step;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A derivation as JSON read back, with all that is needed to check it; the entries of a field have several, and so may an answer of several parts.
 *
 * @param isField whether they are those of a field
 */
record Certificate(List<Derivation> derivations, boolean isField, FunctionTable functions, Map<String, Relation> formulas, Assumptions assumptions) {

    /** @throws DdxException of kind USAGE if it is not a derivation, or of a kind of syntax for an expression in it */
    static Certificate read(byte[] json, Limits limits) {
        try {
            if (!(JSON.std.anyFrom(json) instanceof Map<?, ?> whole)) {
                throw broken("it is not an object");
            }
            return new Reader(limits, Boolean.TRUE.equals(whole.get("complex"))).certificate(whole);
        } catch (IOException | IllegalArgumentException e) {
            throw broken(e instanceof IOException ? "it is not JSON" : e.getMessage());
        }
    }

    /** Whether the steps are told apart by the derivation in which they stand. */
    boolean hasSeveral() {
        return isField || derivations.size() > 1;
    }

    private static DdxException broken(String why) {
        return new DdxException(DdxException.Kind.USAGE, "this is not a derivation that ddx has written with --format json: " + why);
    }

    private static final class Reader {

        private static final String INTEGER = " integer";
        private static final String REAL = " real";

        private final Limits limits;
        private final boolean complex;
        private FunctionTable functions = FunctionTable.EMPTY;

        Reader(Limits limits, boolean complex) {
            this.limits = limits;
            this.complex = complex;
        }

        Certificate certificate(Map<?, ?> whole) {
            List<FunctionDeclaration> declared = new ArrayList<>();
            for (Object f : list(whole, "functions")) {
                declared.add(function(object(f, "functions")));
            }
            functions = FunctionTable.of(declared);
            Map<String, Relation> formulas = new LinkedHashMap<>();
            object(whole.get("rules"), "rules").forEach((name, formula) -> formulas.put(String.valueOf(name), relation(formula, "rules")));
            boolean field = whole.containsKey("derivations");
            List<Derivation> derivations = new ArrayList<>();
            for (Object one : field ? list(whole, "derivations") : whole.containsKey("parts") ? parts(whole) : List.of(whole)) {
                Map<?, ?> read = object(one, "derivations");
                Derivation d = derivation(read).on(curve(read.get("curve")));
                if (!expression(read, "result").equals(d.result())) {
                    throw notTheEnd("the result is not what the last step ends in");
                }
                derivations.add(d);
            }
            if (field) {
                checkEntries(whole, derivations);
            }
            return new Certificate(derivations, field, functions, formulas, assumptions(whole));
        }

        private void checkEntries(Map<?, ?> whole, List<Derivation> derivations) {
            List<?> entries = list(whole, "entries");
            List<?> from = list(whole, "derivation_of_entry");
            for (int i = 0; i < entries.size(); i++) {
                if (i >= from.size() || !(from.get(i) instanceof Integer k) || k < 0 || k >= derivations.size()) {
                    throw broken("the field \"derivation_of_entry\" does not name a derivation for each entry");
                }
                if (!parse(text(object(entries.get(i), "entries").get("infix"), "entries")).equals(derivations.get(k).result())) {
                    throw notTheEnd("entry " + (i + 1) + " is not what its derivation ends in");
                }
            }
        }

        private static DdxException notTheEnd(String why) {
            return new DdxException(DdxException.Kind.NOT_VERIFIED, why);
        }

        private Curve curve(Object curve) {
            if (curve == null) {
                return null;
            }
            Map<?, ?> fields = object(curve, "curve");
            List<Relation> equations = list(fields, "equations").stream().map(e -> relation(object(e, "equations").get("infix"), "equations")).toList();
            return new Curve(Sym.of(text(fields.get("parameter"), "parameter")), list(fields, "dependents").stream().map(s -> Sym.of(text(s, "dependents"))).toList(),
                    equations);
        }

        private Assumptions assumptions(Map<?, ?> whole) {
            Assumptions out = Assumptions.NONE.withComplex(complex);
            for (Object a : list(whole, "assumptions")) {
                String text = text(a, "assumptions");
                out = text.endsWith(INTEGER) ? out.withInteger(Sym.of(text.substring(0, text.length() - INTEGER.length())))
                        : text.endsWith(REAL) ? out.withReal(Sym.of(text.substring(0, text.length() - REAL.length())))
                        : out.with(relation(text, "assumptions"));
            }
            return out;
        }

        private FunctionDeclaration function(Map<?, ?> f) {
            List<Sym> parameters = list(f, "parameters").stream().map(p -> Sym.of(text(p, "parameters"))).toList();
            List<Expr> derivatives = new ArrayList<>();
            for (Object d : list(f, "derivatives")) {
                derivatives.add(d == null ? null : parse(text(d, "derivatives")));
            }
            while (derivatives.size() < parameters.size()) {
                derivatives.add(null);
            }
            Object body = f.get("definition");
            return FunctionDeclaration.of(text(f.get("name"), "name"), parameters, derivatives,
                    body == null ? null : parse(text(body, "definition")));
        }

        /** The derivations of an answer of several parts. */
        private List<?> parts(Map<?, ?> whole) {
            return list(whole, "parts").stream().filter(p -> "derivation".equals(object(p, "parts").get("kind"))).toList();
        }

        private Derivation derivation(Map<?, ?> d) {
            List<Step> steps = new ArrayList<>();
            for (Object s : list(d, "steps")) {
                steps.add(step(object(s, "steps")));
            }
            Map<Sym, Expr> names = new LinkedHashMap<>();
            if (d.get("names") != null) {
                object(d.get("names"), "names").forEach((name, e) -> names.put(Sym.of(String.valueOf(name)), expression(object(d.get("names"), "names"), String.valueOf(name))));
            }
            return new Derivation(expression(d, "start"), steps).withNames(names);
        }

        private Step step(Map<?, ?> s) {
            Map<String, Expr> bindings = new LinkedHashMap<>();
            object(s.get("bindings"), "bindings").forEach((k, v) -> bindings.put(String.valueOf(k), parse(text(v, "bindings"))));
            List<Integer> path = list(s, "path").stream().map(i -> {
                if (!(i instanceof Integer n)) {
                    throw broken("a path is a list of whole numbers");
                }
                return n;
            }).toList();
            List<Relation> conditions = list(s, "conditions").stream()
                    .map(c -> relation(object(c, "conditions").get("infix"), "conditions")).toList();
            List<Derivation> sides = list(s, "sides").stream().map(side -> derivation(object(side, "sides"))).toList();
            return new Step(text(s.get("rule"), "rule"), path, expression(s, "before"), expression(s, "after"),
                    new Reason(text(s.get("title"), "title"), "", bindings, Map.of()), conditions, sides, 0);
        }

        private Expr expression(Map<?, ?> where, String field) {
            return Const.orInfinite(parse(text(object(where.get(field), field).get("infix"), field)));
        }

        private Relation relation(Object text, String field) {
            if (parse(text(text, field)) instanceof Relation r) {
                return r;
            }
            throw broken(text + " in " + field + " is not an equation or an inequality");
        }

        private Expr parse(String text) {
            return ExpressionParser.parse(text, ParseOptions.of(functions).withVariables(Set.of()).withUndeclaredFunctions(true)
                    .withComplex(complex).withLimits(limits)).expression();
        }

        private static Map<?, ?> object(Object value, String field) {
            if (value instanceof Map<?, ?> map) {
                return map;
            }
            throw broken("the field \"" + field + "\" is missing or not an object");
        }

        private static List<?> list(Map<?, ?> where, String field) {
            Object value = where.get(field);
            if (value == null) {
                return List.of();
            }
            if (value instanceof List<?> list) {
                return list;
            }
            throw broken("the field \"" + field + "\" is not a list");
        }

        private static String text(Object value, String field) {
            if (value instanceof String s) {
                // What ddx writes has none, and a terminal would obey them.
                if (ControlCharacter.isIn(s)) {
                    throw broken("the field \"" + field + "\" has a control character");
                }
                return s;
            }
            throw broken("the field \"" + field + "\" is missing or not a text");
        }
    }
}
