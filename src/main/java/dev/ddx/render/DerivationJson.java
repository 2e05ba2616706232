package dev.ddx.render;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.ddx.expr.Assumptions;
import dev.ddx.expr.Call;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Exposition;
import dev.ddx.rewrite.Field;
import dev.ddx.rewrite.Ledger;
import dev.ddx.rewrite.Step;
import dev.ddx.rewrite.Vocabulary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** A derivation as JSON: every step, whatever the level of detail. Needs jackson-jr on the class path. */
final class DerivationJson {

    private final LatexPrinter latex;
    private final Language language;
    private final Vocabulary words;
    private final FunctionTable functions;
    private final Map<String, Relation> formulas;
    private final Assumptions assumptions;

    DerivationJson(LatexPrinter latex, Language language, Vocabulary words, FunctionTable functions, Map<String, Relation> formulas, Assumptions assumptions) {
        this.assumptions = assumptions;
        this.latex = latex;
        this.language = language;
        this.words = words;
        this.functions = functions;
        this.formulas = formulas;
    }

    /** @param ledger null if there is none */
    String print(Derivation d, Ledger ledger) {
        Map<String, Object> whole = whole(d);
        if (ledger != null) {
            whole.put("ledger", ledger(ledger));
        }
        return print(whole);
    }

    /** The parts of an answer, and what the functions and rules in it are, as for a derivation. */
    String print(Exposition e, TablePrinter tables) {
        return print(whole(e, tables));
    }

    Map<String, Object> whole(Exposition e, TablePrinter tables) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("parts", e.parts().stream().map(p -> part(p, tables)).toList());
        out.put("results", e.results().stream().map(this::expression).toList());
        out.put("conditions", conditions(e.conditions()));
        Set<Expr> lines = new LinkedHashSet<>(e.results());
        Map<String, Object> rules = new LinkedHashMap<>();
        e.derivations().forEach(d -> collect(d, lines, rules));
        putContext(out, lines, rules);
        return out;
    }

    private Map<String, Object> part(Exposition.Part part, TablePrinter tables) {
        Map<String, Object> out = new LinkedHashMap<>();
        switch (part) {
            case Exposition.Lines l -> {
                out.put("kind", "derivation");
                out.putAll(derivation(l.derivation()));
            }
            case Exposition.Remark r -> {
                out.put("kind", "remark");
                out.put("text", words.atTheStart(r.reason().fill(words, latex::print)) + ".");
            }
            case Exposition.Table t -> {
                out.put("kind", "table");
                out.put("rows", t.rows().stream().map(row -> row.stream().map(cell -> cell instanceof Exposition.Formula f ? expression(f.expression())
                        : (Object) tables.plain(cell)).toList()).toList());
            }
        }
        return out;
    }

    /** The lines so far, the right side of the last one null if it is still to be found. */
    String print(List<Lines.Line> lines, Function<Lines.Line, String> reason, boolean more) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("lines", lines.stream().map(line -> line(line, reason.apply(line))).toList());
        out.put("more", more);
        out.put("language", language.tag());
        return print(out);
    }

    private Map<String, Object> line(Lines.Line line, String reason) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("left", expression(line.left()));
        out.put("right", line.right() == null ? null : expression(line.right()));
        out.put("reason", reason);
        out.put("conditions", conditions(line.conditions()));
        out.put("depth", line.depth());
        return out;
    }

    static String print(Map<String, Object> out) {
        try {
            return JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).with(JSON.Feature.WRITE_NULL_PROPERTIES).asString(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The derivation with all that is needed to check it. */
    Map<String, Object> whole(Derivation d) {
        Map<String, Object> out = derivation(d);
        if (d.curve() != null) {
            Map<String, Object> curve = new LinkedHashMap<>();
            curve.put("parameter", d.curve().parameter().name());
            curve.put("dependents", d.curve().dependents().stream().map(Sym::name).toList());
            curve.put("equations", conditions(d.curve().equations()));
            out.put("curve", curve);
        }
        Set<Expr> lines = new LinkedHashSet<>();
        Map<String, Object> rules = new LinkedHashMap<>();
        collect(d, lines, rules);
        putContext(out, lines, rules);
        return out;
    }

    /** What is needed to check the lines. */
    private void putContext(Map<String, Object> out, Set<Expr> lines, Map<String, Object> rules) {
        out.put("functions", declarations(lines));
        out.put("rules", rules);
        List<String> assumed = new ArrayList<>(assumptions.relations().stream().map(Relation::toString).toList());
        lines.stream().flatMap(e -> e.freeSymbols().stream()).distinct().filter(assumptions::isInteger).forEach(s -> assumed.add(s + " integer"));
        Assumptions said = Assumptions.NONE.withComplex(assumptions.isComplex()).with(assumptions.relations());
        lines.stream().flatMap(e -> e.freeSymbols().stream()).distinct().filter(s -> assumptions.isReal(s) && !assumptions.isInteger(s) && !said.isReal(s))
                .forEach(s -> assumed.add(s + " real"));
        out.put("assumptions", assumed);
        out.put("complex", assumptions.isComplex());
        out.put("language", language.tag());
    }

    /** @param latexOfResult the whole as a formula */
    String print(Field field, String latexOfResult) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("kind", field.kind().toString());
        out.put("given", field.functions().stream().map(this::expression).toList());
        out.put("variables", field.variables().stream().map(Sym::name).toList());
        if (!field.direction().isEmpty()) {
            out.put("direction", field.direction().stream().map(this::expression).toList());
        }
        if (!field.place().isEmpty()) {
            Map<String, Object> place = new LinkedHashMap<>();
            field.place().forEach((s, v) -> place.put(s.name(), expression(v)));
            out.put("at", place);
        }
        out.put("shape", field.shape());
        out.put("latex", latexOfResult);
        out.put("entries", field.values().stream().map(this::expression).toList());
        out.put("derivation_of_entry", field.entries());
        out.put("derivations", field.parts().stream().map(p -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", expression(p.name()));
            one.putAll(derivation(p.derivation()));
            return one;
        }).toList());
        out.put("conditions", conditions(field.conditions()));
        out.put("remarks", field.reasons().stream().map(r -> words.atTheStart(r.fill(words, latex::print)) + ".").toList());
        Set<Expr> lines = new LinkedHashSet<>(field.functions());
        Map<String, Object> rules = new LinkedHashMap<>();
        field.parts().forEach(p -> collect(p.derivation(), lines, rules));
        putContext(out, lines, rules);
        return print(out);
    }

    private Map<String, Object> ledger(Ledger ledger) {
        Map<String, Object> out = new LinkedHashMap<>();
        if (ledger.function() != null) {
            out.put("function", conditions(ledger.function()));
        }
        if (ledger.derivative() != null) {
            out.put("derivative", conditions(ledger.derivative()));
        }
        out.put("assumed", ledger.assumed().stream().map(a -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("condition", expression(a.condition()));
            one.put("title", words.atTheStart(a.reason().title(words, latex::print)));
            return one;
        }).toList());
        out.put("points", ledger.points().stream().map(p -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("kind", p.kind().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
            one.put("where", expression(p.place()));
            put(one, "left", p.left());
            put(one, "right", p.right());
            put(one, "value", p.value());
            return one;
        }).toList());
        out.put("sentences", ledger.sentences().stream().map(r -> words.atTheStart(r.fill(words, latex::print)) + ".").toList());
        return out;
    }

    private void put(Map<String, Object> out, String field, Expr e) {
        if (e != null) {
            out.put(field, expression(e));
        }
    }

    /** Every expression of the derivation, and the formulas of the rules that it names. */
    private void collect(Derivation d, Set<Expr> lines, Map<String, Object> rules) {
        lines.add(d.start());
        lines.addAll(d.names().values());
        for (Step s : d.steps()) {
            lines.add(s.after());
            lines.addAll(s.conditions());
            lines.addAll(s.reason().bindings().values());
            Relation formula = formulas.get(s.rule());
            if (formula != null) {
                rules.put(s.rule(), formula.toString());
            }
            s.sides().forEach(side -> collect(side, lines, rules));
        }
    }

    /** What the functions in the lines mean, those among it that a definition uses. */
    private List<Object> declarations(Set<Expr> lines) {
        Map<String, FunctionDeclaration> used = new LinkedHashMap<>();
        ArrayDeque<Expr> left = new ArrayDeque<>(lines);
        while (!left.isEmpty()) {
            for (Expr e : left.poll().subexpressions()) {
                FunctionDeclaration f = e instanceof Call c ? functions.lookup(c.name(), c.arguments().size()) : null;
                if (f != null && used.putIfAbsent(f.name() + "/" + f.arity(), f) == null) {
                    f.derivatives().stream().filter(g -> g != null).forEach(left::add);
                    if (f.isDefinition()) {
                        left.add(f.body());
                    }
                }
            }
        }
        List<Object> out = new ArrayList<>();
        used.values().forEach(f -> out.add(declaration(f)));
        return out;
    }

    private static Map<String, Object> declaration(FunctionDeclaration f) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("name", f.name());
        out.put("parameters", f.parameters().stream().map(Sym::name).toList());
        if (f.isDefinition()) {
            out.put("definition", f.body().toString());
        } else {
            out.put("derivatives", f.derivatives().stream().map(g -> g == null ? null : g.toString()).toList());
        }
        return out;
    }

    private Map<String, Object> derivation(Derivation d) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("start", expression(d.start()));
        if (d.opening() != null) {
            out.put("opening", words.atTheStart(d.opening().fill(words, latex::print)));
        }
        List<Object> steps = new ArrayList<>();
        for (Step s : d.steps()) {
            steps.add(step(s));
        }
        out.put("steps", steps);
        out.put("result", expression(d.result()));
        out.put("conditions", conditions(d.conditions()));
        if (!d.names().isEmpty()) {
            Map<String, Object> names = new TreeMap<>();
            d.names().forEach((name, e) -> names.put(name.name(), expression(e)));
            out.put("names", names);
        }
        return out;
    }

    private Map<String, Object> step(Step s) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("rule", s.rule());
        out.put("title", words.atTheStart(s.reason().title(words, latex::print)));
        out.put("reason", words.atTheStart(s.reason().fill(words, latex::print)));
        Map<String, Object> bindings = new LinkedHashMap<>();
        s.reason().bindings().forEach((k, v) -> bindings.put(k, v.toString()));
        out.put("bindings", bindings);
        out.put("path", s.path());
        out.put("before", expression(s.before()));
        out.put("after", expression(s.after()));
        out.put("conditions", conditions(s.conditions()));
        out.put("detail", Detail.values()[s.shownFrom()].name().toLowerCase(java.util.Locale.ROOT));
        List<Object> sides = new ArrayList<>();
        for (Derivation side : s.sides()) {
            sides.add(derivation(side));
        }
        out.put("sides", sides);
        return out;
    }

    private List<Object> conditions(List<Relation> relations) {
        List<Object> out = new ArrayList<>();
        for (Relation r : relations) {
            out.add(expression(r));
        }
        return out;
    }

    private Map<String, Object> expression(Expr e) {
        return expression(e, latex);
    }

    static Map<String, Object> expression(Expr e, LatexPrinter latex) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("infix", e.toString());
        out.put("latex", latex.print(e));
        return out;
    }
}
