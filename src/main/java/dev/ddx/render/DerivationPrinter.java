package dev.ddx.render;

import dev.ddx.expr.Assumptions;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import dev.ddx.rewrite.Curve;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Exposition;
import dev.ddx.rewrite.Ledger;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Vocabulary;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.Set;

/** Prints a derivation as LaTeX, Unicode text, Markdown or JSON. */
public final class DerivationPrinter {

    private final FunctionTable functions;
    private final View view;
    private final Set<Sym> dependents;
    private final Language language;
    private final Vocabulary words;
    private final LatexPrinter latex;
    private final TextPrinter text;

    /**
     * What of a derivation is printed.
     *
     * @param hints how far: 1 to the first reason, 2 to the line for which it is given, 3 to the next reason and so on; 0 to the end
     * @param ledger what the derivation holds for, or null if that is not printed
     * @param partial whether derivatives have a round d
     * @param style of the LaTeX
     */
    private record View(Detail detail, Mastered mastered, int hints, Mark mark, Ledger ledger, boolean partial, LatexStyle style) {

        Shown of(Derivation d, Function<Expr, ?> look) {
            return of(Lines.of(d, detail, mastered, look));
        }

        Shown of(List<Lines.Line> all) {
            int left = hints;
            for (int i = 0; i < all.size() && hints > 0; i++) {
                Lines.Line line = all.get(i);
                boolean asked = !line.isGiven() && !line.reasons().isEmpty();
                if (left == 1 && asked) {
                    List<Lines.Line> out = new ArrayList<>(all.subList(0, i));
                    out.add(line.withoutRight());
                    return new Shown(out, false);
                }
                left -= line.isGiven() ? 0 : asked ? 2 : 1;
                if (left == 0) {
                    return new Shown(all.subList(0, i + 1), i + 1 == all.size());
                }
            }
            return new Shown(all, true);
        }
    }

    /** @param isWhole whether nothing more is to come */
    record Shown(List<Lines.Line> lines, boolean isWhole) {
    }

    /** Prints in English. */
    public DerivationPrinter(FunctionTable functions, Detail detail) {
        this(functions, new View(detail, Mastered.NOTHING, 0, Mark.NONE, null, false, LatexStyle.TEXTBOOK), Language.ENGLISH);
    }

    private DerivationPrinter(FunctionTable functions, View view, Language language) {
        this(functions, view, language, Set.of());
    }

    private DerivationPrinter(FunctionTable functions, View view, Language language, Set<Sym> dependents) {
        this.dependents = dependents;
        this.functions = functions;
        this.view = view;
        this.language = language;
        this.words = language.vocabulary();
        LatexPrinter latex = new LatexPrinter(functions, view.style(), words, dependents);
        this.latex = view.partial() ? latex.withPartials() : latex;
        TextPrinter text = new TextPrinter(functions, words, dependents);
        this.text = view.partial() ? text.withPartials() : text;
    }

    /** This for the symbols of the curve that a derivation is about, or null if that makes no difference. */
    private DerivationPrinter on(Curve curve) {
        if (curve == null) {
            return null;
        }
        Set<Sym> tied = new HashSet<>(curve.dependents());
        tied.add(curve.parameter());
        return tied.equals(dependents) ? null : new DerivationPrinter(functions, view, language, tied);
    }

    /** This with titles and reasons in that language. */
    public DerivationPrinter in(Language other) {
        return new DerivationPrinter(functions, view, other);
    }

    /** This at that level of detail. */
    public DerivationPrinter at(Detail detail) {
        return new DerivationPrinter(functions, new View(detail, view.mastered(), view.hints(), view.mark(), view.ledger(), view.partial(), view.style()), language);
    }

    /** This with LaTeX in that style. */
    public DerivationPrinter in(LatexStyle style) {
        return new DerivationPrinter(functions, new View(view.detail(), view.mastered(), view.hints(), view.mark(), view.ledger(), view.partial(), style), language);
    }

    /** This for a reader who has mastered some rules. */
    public DerivationPrinter knowing(Mastered rules) {
        return new DerivationPrinter(functions, new View(view.detail(), rules, view.hints(), view.mark(), view.ledger(), view.partial(), view.style()), language);
    }

    /**
     * This for a reader who goes on by himself: the first hint is the reason for the first line, the second that line,
     * the third the reason for the next one, and so on. All up to the last are printed.
     *
     * @param count how many hints; 0 for the whole derivation
     */
    public DerivationPrinter hints(int count) {
        return new DerivationPrinter(functions, new View(view.detail(), view.mastered(), count, view.mark(), view.ledger(), view.partial(), view.style()), language);
    }

    /** This with what changes from line to line marked, in LaTeX and Markdown; without the marks the text is the same. */
    public DerivationPrinter marking(Mark mark) {
        return new DerivationPrinter(functions, new View(view.detail(), view.mastered(), view.hints(), mark, view.ledger(), view.partial(), view.style()), language);
    }

    /** This with a round d in all derivatives: those of a function of several variables. */
    public DerivationPrinter withPartials() {
        return new DerivationPrinter(functions, new View(view.detail(), view.mastered(), view.hints(), view.mark(), view.ledger(), true, view.style()), language);
    }

    /** This with what the derivation holds for after its last line; null leaves that out. */
    public DerivationPrinter with(Ledger ledger) {
        return new DerivationPrinter(functions, new View(view.detail(), view.mastered(), view.hints(), view.mark(), ledger, view.partial(), view.style()), language);
    }

    /** The sentences of the ledger, with {@code $…$} around formulas; none before the last line. */
    private List<String> sentences(Derivation d, Reason.Printer printer) {
        return view.ledger() == null || !view.of(d, printer::print).isWhole() ? List.of()
                : view.ledger().sentences().stream().map(r -> words.atTheStart(r.fill(words, printer)) + ".").toList();
    }

    /** One {@code aligned} block, which KaTeX, MathJax and amsmath accept inside display mathematics. */
    public String latex(Derivation d) {
        DerivationPrinter tied = on(d.curve());
        if (tied != null) {
            return tied.latex(d);
        }
        StringBuilder out = new StringBuilder("\\begin{aligned}\n").append(joined(rows(view.of(d, latex::print), true, false)));
        sentences(d, latex::print).forEach(s -> out.append(" \\\\\n&\\text{").append(s).append('}'));
        return out.append("\n\\end{aligned}\n").toString();
    }

    /** An empty document with what these lines need. */
    LatexPage page() {
        return new LatexPage(language, view.mark() == Mark.COLOR);
    }

    /** A whole document for pdflatex. */
    public String latexDocument(Derivation d) {
        DerivationPrinter tied = on(d.curve());
        return tied != null ? tied.latexDocument(d) : page().lines(rows(d)).items(sentences(d, latex::print)).end();
    }

    /**
     * A line of a derivation in LaTeX.
     *
     * @param left the left side, or null where it is that of the line above
     * @param right the right side; {@code \\ldots} where it is left to the reader
     * @param reason a sentence with formulas between dollar signs; empty if there is nothing to say
     * @param depth 0 for the main computation, 1 and more for those aside
     * @param isResult whether it is the last line of all
     * @param color which of the two colours the change that led to the line has, or -1
     */
    public record Row(String left, String right, String reason, int depth, boolean isResult, int color) {

        /** The right side, the result in a box. */
        public String boxedRight() {
            return isResult ? "\\boxed{" + right + "}" : right;
        }
    }

    /** The lines as a table. Colours have the names {@code changeone} and {@code changetwo}. */
    public List<Row> rows(Derivation d) {
        return rows(view.of(d, latex::print), true, true);
    }

    /** The lines of several computations after what is given. */
    Shown shown(List<Relation> given, List<Derivation> all, Function<Expr, ?> look) {
        return view.of(Lines.of(given, all, view.detail(), view.mastered(), look));
    }

    LatexPrinter latexPrinter() {
        return latex;
    }

    TextPrinter textPrinter() {
        return text;
    }

    Language language() {
        return language;
    }

    FunctionTable functions() {
        return functions;
    }

    /**
     * @param boxed whether the last line is the answer, and in a box if nothing more is to come
     * @param inDocument whether colours have names
     */
    List<Row> rows(Shown shown, boolean boxed, boolean inDocument) {
        List<Lines.Line> lines = shown.lines();
        boolean box = boxed && shown.isWhole();
        List<Marking.Row> marked = switch (view.mark()) {
            case NONE -> null;
            case COLOR -> Marking.inColors(latex, inDocument ? "changeone" : "#0b5394", inDocument ? "changetwo" : "#a04000").rows(lines, box);
            case BOX -> Marking.inBoxes(latex).rows(lines, box);
        };
        List<Row> out = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Lines.Line line = lines.get(i);
            String left = line.shownLeft() == null ? null : marked == null ? latex.print(line.left()) : marked.get(i).left();
            String right = line.right() == null ? "\\ldots" : marked == null ? latex.print(line.right()) : marked.get(i).right();
            out.add(new Row(left, right, reason(line, latex::print, true), line.depth(), i == lines.size() - 1 && box,
                    marked == null ? -1 : marked.get(i).color()));
        }
        return out;
    }

    static String joined(List<Row> rows) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            if (row.left() != null) {
                out.append(row.depth() > 0 ? "\\qquad " : "").append(row.left()).append(' ');
            }
            out.append("&= ").append(row.boxedRight());
            if (!row.reason().isEmpty()) {
                out.append(" &&\\text{").append(row.reason()).append('}');
            }
            if (i < rows.size() - 1) {
                out.append(row.right().contains("\\frac") ? " \\\\[4pt]\n" : " \\\\\n");
            }
        }
        return out.toString();
    }

    String reason(Lines.Line line, Reason.Printer printer, boolean mathematics) {
        String out = "";
        for (Reason r : line.reasons()) {
            String s = r.fill(words, printer);
            out = out.isEmpty() ? words.atTheStart(s) : filled(words.message("{a}; {b}"), out, words.further(s));
        }
        if (!line.conditions().isEmpty()) {
            List<String> shown = new ArrayList<>();
            for (Relation r : line.conditions()) {
                shown.add(mathematics ? "$" + printer.print(r) + "$" : printer.print(r));
            }
            String all = String.join(", ", shown);
            out = out.isEmpty() ? filled(words.message("for {a}"), all, "") : filled(words.message("{a}, for {b}"), out, all);
        }
        return out;
    }

    static String filled(String message, String a, String b) {
        int place = message.indexOf("{b}");
        return place < 0 ? message.replace("{a}", a) : message.substring(0, place).replace("{a}", a) + b + message.substring(place + 3);
    }

    /** Lines for a terminal. */
    public String text(Derivation d) {
        DerivationPrinter tied = on(d.curve());
        if (tied != null) {
            return tied.text(d);
        }
        StringBuilder out = new StringBuilder(text(view.of(d, text::print).lines()));
        List<String> sentences = sentences(d, text::print);
        if (!sentences.isEmpty()) {
            out.append('\n');
        }
        sentences.forEach(s -> out.append(plain(s.replace("$", ""))).append('\n'));
        return out.toString();
    }

    String text(List<Lines.Line> lines) {
        List<String> lefts = new ArrayList<>();
        int width = 0;
        for (Lines.Line line : lines) {
            String left = (line.depth() > 0 ? "    " : "") + (line.shownLeft() == null ? "" : text.print(line.left()));
            lefts.add(left);
            width = Math.max(width, Math.min(left.length(), 28));
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            Lines.Line line = lines.get(i);
            String left = lefts.get(i);
            out.append(left).append(" ".repeat(Math.max(0, width - left.length()))).append(" = ")
                    .append(line.right() == null ? "…" : text.print(line.right())).append('\n');
            String reason = reason(line, text::print, false).replace("$", "");
            if (!reason.isEmpty()) {
                out.append(" ".repeat(width + 3)).append("    — ").append(plain(reason)).append('\n');
            }
        }
        return out.toString();
    }

    /** The few commands that reasons use, as Unicode. */
    static String plain(String reason) {
        return reason.replaceAll("(?<=\\p{Alpha})\\\\ln", " ln").replace("\\ln", "ln").replaceAll("\\{(\\w)}", "$1").replace("\\to ", "→ ").replace("\\ldots", "…").replace("\\infty", "∞").replace("\\sin", "sin")
                .replace("\\cos", "cos").replace("\\sqrt u", "√u").replace("\\,", " ").replace("\\operatorname{diag}", "diag").replace("^{\\mathsf T}", "ᵀ").replace("^{-1}", "⁻¹").replace("^{1/2}", "^(1/2)");
    }

    /** Markdown that GitHub renders, the mathematics in a {@code $$} block. */
    public String markdown(Derivation d) {
        DerivationPrinter tied = on(d.curve());
        if (tied != null) {
            return tied.markdown(d);
        }
        StringBuilder out = new StringBuilder();
        out.append("# $").append(latex.print(Lines.of(d, Detail.BRIEF).get(0).left())).append("$\n\n$$\n").append(with((Ledger) null).latex(d)).append("$$\n");
        List<String> sentences = sentences(d, latex::print);
        if (!sentences.isEmpty()) {
            out.append('\n');
            sentences.forEach(s -> out.append("- ").append(s).append('\n'));
        } else if (!d.conditions().isEmpty() && view.of(d, latex::print).isWhole()) {
            List<String> shown = new ArrayList<>();
            for (Relation r : d.conditions()) {
                shown.add("$" + latex.print(r) + "$");
            }
            out.append('\n').append(filled(words.message("Valid for {a}."), String.join(", ", shown), "")).append('\n');
        }
        return out.toString();
    }

    /**
     * The whole derivation as data, enough to check it again; docs/command.md has the schema. With {@link #hints} it is only
     * the lines so far.
     *
     * @param formulas the rules that are a formula, as pattern = template by name
     * @param assumptions what was taken for granted of the symbols
     */
    public String json(Derivation d, Map<String, Relation> formulas, Assumptions assumptions) {
        DerivationPrinter tied = on(d.curve());
        if (tied != null) {
            return tied.json(d, formulas, assumptions);
        }
        DerivationJson json = new DerivationJson(latex, language, words, functions, formulas, assumptions);
        if (view.hints() == 0) {
            return json.print(d, view.ledger()) + "\n";
        }
        Shown shown = view.of(d, latex::print);
        return json.print(shown.lines(), line -> reason(line, latex::print, true), !shown.isWhole()) + "\n";
    }

    // ---- answers of several parts

    /** One {@code aligned} block, the sentences and tables as rows of it. */
    public String latex(Exposition e) {
        List<String> blocks = new ArrayList<>();
        for (Exposition.Part p : e.parts()) {
            blocks.add(switch (p) {
                case Exposition.Lines l -> joined(rows(view.of(l.derivation(), latex::print), l.isAnswer(), false));
                case Exposition.Remark r -> "&\\text{" + sentence(r.reason(), latex::print) + "}";
                case Exposition.Table t -> "&" + new TablePrinter(words, latex, text).latex(t);
            });
        }
        return "\\begin{aligned}\n" + String.join(" \\\\[8pt]\n", blocks) + "\n\\end{aligned}\n";
    }

    /** A whole document for pdflatex. */
    public String latexDocument(Exposition e) {
        LatexPage page = page();
        for (Exposition.Part p : e.parts()) {
            switch (p) {
                case Exposition.Lines l -> page.lines(rows(view.of(l.derivation(), latex::print), l.isAnswer(), true));
                case Exposition.Remark r -> page.paragraph(sentence(r.reason(), latex::print));
                case Exposition.Table t -> page.formula(new TablePrinter(words, latex, text).latex(t));
            }
        }
        return page.end();
    }

    /** Lines for a terminal, an empty one between the parts. */
    public String text(Exposition e) {
        List<String> blocks = new ArrayList<>();
        for (Exposition.Part p : e.parts()) {
            blocks.add(switch (p) {
                case Exposition.Lines l -> text(l.derivation());
                case Exposition.Remark r -> plain(sentence(r.reason(), text::print).replace("$", "")) + "\n";
                case Exposition.Table t -> new TablePrinter(words, latex, text).text(t);
            });
        }
        return String.join("\n", blocks);
    }

    /** Markdown that GitHub renders: a block for each derivation, and tables. */
    public String markdown(Exposition e) {
        List<String> blocks = new ArrayList<>();
        for (Exposition.Part p : e.parts()) {
            blocks.add(switch (p) {
                case Exposition.Lines l -> "$$\n\\begin{aligned}\n" + joined(rows(view.of(l.derivation(), latex::print), l.isAnswer(), false)) + "\n\\end{aligned}\n$$\n";
                case Exposition.Remark r -> sentence(r.reason(), latex::print) + "\n";
                case Exposition.Table t -> new TablePrinter(words, latex, text).markdown(t);
            });
        }
        if (!e.conditions().isEmpty()) {
            blocks.add(filled(words.message("Valid for {a}."), String.join(", ", e.conditions().stream().map(r -> "$" + latex.print(r) + "$").toList()), "") + "\n");
        }
        return String.join("\n", blocks);
    }

    /** All parts as data; docs/command.md has the schema. */
    public String json(Exposition e, Map<String, Relation> formulas, Assumptions assumptions) {
        return new DerivationJson(latex, language, words, functions, formulas, assumptions).print(e, new TablePrinter(words, latex, text)) + "\n";
    }

    /** The sentences of it, with {@code $…$} around formulas. */
    public List<String> remarks(Exposition e) {
        return e.parts().stream().filter(p -> p instanceof Exposition.Remark).map(p -> sentence(((Exposition.Remark) p).reason(), latex::print)).toList();
    }

    private String sentence(Reason r, Reason.Printer printer) {
        return words.atTheStart(r.fill(words, printer)) + ".";
    }

    /** An expression as LaTeX, in the style of the derivations. */
    public String latex(Expr e) {
        return latex.print(e);
    }
}
