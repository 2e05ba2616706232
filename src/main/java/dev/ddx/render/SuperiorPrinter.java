package dev.ddx.render;

import dev.ddx.expr.Assumptions;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import dev.ddx.rewrite.Cost;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Superior;
import dev.ddx.rewrite.SuperiorJacobian;
import dev.ddx.rewrite.Vocabulary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints the forms of a derivative that reuse what the function has computed. */
public final class SuperiorPrinter {

    private final FunctionTable functions;
    private final Language language;
    private final DerivationPrinter derivations;
    private final Vocabulary words;
    private final LatexPrinter latex;
    private final TextPrinter text;

    public SuperiorPrinter(FunctionTable functions, Language language, Detail detail) {
        this.functions = functions;
        this.language = language;
        this.derivations = new DerivationPrinter(functions, detail).in(language);
        this.words = language.vocabulary();
        this.latex = new LatexPrinter(functions, LatexStyle.TEXTBOOK, words);
        this.text = new TextPrinter(functions, words);
    }

    private String sentence(Reason r, Reason.Printer printer) {
        return words.atTheStart(r.fill(words, printer)) + ".";
    }

    /** A sentence a line, for a terminal. */
    public String text(Superior s) {
        StringBuilder out = new StringBuilder();
        for (Reason r : s.sentences()) {
            out.append(sentence(r, text::print).replace("$", "")).append('\n');
        }
        return out.append('\n').append(derivations.text(s.stable().derivation())).toString();
    }

    /** One {@code aligned} block: what was found and measured, and the lines that lead to the form with the fewest operations and on to the stable one. */
    public String latex(Superior s) {
        return "\\begin{aligned}\n" + rows(s) + "\n\\end{aligned}\n";
    }

    private String rows(Superior s) {
        List<String> rows = new ArrayList<>();
        s.sentences().forEach(r -> rows.add("&\\text{" + sentence(r, latex::print) + "}"));
        String block = derivations.latex(s.stable().derivation());
        rows.add(block.substring(block.indexOf('\n') + 1, block.lastIndexOf("\n\\end")));
        return String.join(" \\\\\n", rows);
    }

    /** A whole document for pdflatex. */
    public String latexDocument(Superior s) {
        return derivations.page().items(s.sentences().stream().map(r -> sentence(r, latex::print)).toList()).lines(derivations.rows(s.stable().derivation())).end();
    }

    public String markdown(Superior s) {
        StringBuilder out = new StringBuilder();
        s.sentences().forEach(r -> out.append("- ").append(sentence(r, latex::print)).append('\n'));
        return out.append("\n$$\n").append(derivations.latex(s.stable().derivation())).append("$$\n").toString();
    }

    /**
     * Everything as data, the derivation as one that can be checked again; docs/command.md has the fields.
     *
     * @param formulas the rules that are a formula, as pattern = template by name
     * @param assumptions what was taken for granted of the symbols
     */
    public String json(Superior s, Map<String, Relation> formulas, Assumptions assumptions) {
        Map<String, Object> out = json(formulas, assumptions).whole(s.stable().derivation());
        out.put("forward", lines(s.forward()));
        out.put("value", expression(s.value()));
        out.put("fewest", form(s.fewest()));
        out.put("stable", form(s.stable()));
        out.put("searched", s.bound());
        out.put("pool", s.pool().stream().map(this::expression).toList());
        out.put("points", s.points());
        out.put("domain", domain(s.domain()));
        out.put("differ", s.differ());
        out.put("lost", s.lost());
        out.put("sentences", s.sentences().stream().map(r -> sentence(r, latex::print)).toList());
        return DerivationJson.print(out) + "\n";
    }

    /** The same for programs of several derivatives. */
    public String json(SuperiorJacobian s, Map<String, Relation> formulas, Assumptions assumptions) {
        Map<String, Object> out = json(formulas, assumptions).whole(s.exposition(), new TablePrinter(words, latex, text));
        data(s).forEach(out::put);
        return DerivationJson.print(out) + "\n";
    }

    /** Programs as data: lines, derivatives row by row, what they cost and what they lose. */
    public Map<String, Object> data(SuperiorJacobian s) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("variables", s.variables().stream().map(Sym::name).toList());
        out.put("fewest", program(s.fewest()));
        out.put("stable", program(s.stable()));
        out.put("single", cost(s.single()));
        out.put("searched", s.searched());
        out.put("points", s.points());
        out.put("domain", domain(s.domain()));
        return out;
    }

    private Map<String, Object> program(SuperiorJacobian.Form f) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("forward", lines(f.passes().forward()));
        out.put("values", f.passes().values().stream().map(this::expression).toList());
        out.put("backward", lines(f.passes().backward()));
        out.put("derivatives", f.entries().stream().map(e -> {
            Map<String, Object> one = expression(e.formula());
            one.put("proved", e.isProved());
            one.put("error", Double.isFinite(e.error()) ? e.error() : null);
            one.put("where", where(e.where()));
            return one;
        }).toList());
        out.putAll(cost(f.passes().further()));
        return out;
    }

    private static Map<String, Object> cost(Cost c) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("operations", c.operations());
        out.put("calls", c.calls());
        return out;
    }

    private List<Object> lines(Map<Sym, Expr> named) {
        List<Object> lines = new ArrayList<>();
        named.forEach((name, line) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", name.name());
            one.put("is", expression(line));
            lines.add(one);
        });
        return lines;
    }

    private static Map<String, Object> domain(Map<Sym, double[]> ranges) {
        Map<String, Object> domain = new LinkedHashMap<>();
        ranges.forEach((symbol, range) -> domain.put(symbol.name(), range));
        return domain;
    }

    private static Map<String, Object> where(Map<Sym, Double> point) {
        Map<String, Object> where = new LinkedHashMap<>();
        point.forEach((symbol, value) -> where.put(symbol.name(), value));
        return where;
    }

    private DerivationJson json(Map<String, Relation> formulas, Assumptions assumptions) {
        return new DerivationJson(latex, language, words, functions, formulas, assumptions);
    }

    /** A form as data. */
    public Map<String, Object> form(Superior.Form f) {
        Map<String, Object> out = expression(f.formula());
        out.put("operations", f.operations());
        out.put("calls", f.calls());
        out.put("proved", f.isProved());
        out.put("error", Double.isFinite(f.error()) ? f.error() : null);
        out.put("where", where(f.where()));
        if (f.patch() != null) {
            Map<String, Object> patch = expression(f.patch().polynomial());
            patch.put("range", f.patch().range().toString());
            patch.put("degree", f.patch().degree());
            out.put("patch", patch);
        }
        return out;
    }

    private Map<String, Object> expression(Expr e) {
        return DerivationJson.expression(e, latex);
    }
}
