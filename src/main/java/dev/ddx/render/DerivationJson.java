package dev.ddx.render;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Relation;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A derivation as JSON: every step, whatever the level of detail. Needs jackson-jr on the class path. */
final class DerivationJson {

    private final LatexPrinter latex;

    DerivationJson(LatexPrinter latex) {
        this.latex = latex;
    }

    String print(Derivation d) {
        try {
            return JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(derivation(d));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, Object> derivation(Derivation d) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("start", expression(d.start()));
        List<Object> steps = new ArrayList<>();
        for (Step s : d.steps()) {
            steps.add(step(s));
        }
        out.put("steps", steps);
        out.put("result", expression(d.result()));
        out.put("conditions", conditions(d.conditions()));
        return out;
    }

    private Map<String, Object> step(Step s) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("rule", s.rule());
        out.put("title", s.reason().title());
        out.put("reason", s.reason().fill(latex::print));
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
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("infix", e.toString());
        out.put("latex", latex.print(e));
        return out;
    }
}
