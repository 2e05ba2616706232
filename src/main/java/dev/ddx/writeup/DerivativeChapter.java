package dev.ddx.writeup;

import dev.ddx.Ddx;
import dev.ddx.calculus.Explanation;
import dev.ddx.expr.Call;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import dev.ddx.render.DerivationPrinter;
import dev.ddx.render.Detail;
import dev.ddx.render.Language;
import dev.ddx.render.Mark;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Ledger;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Vocabulary;
import dev.ddx.verify.Verification;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The chapter about one derivative. Every step in it has been checked by the verifier. */
final class DerivativeChapter {

    private static final int DEEPEST = 200;

    private final Subject subject;
    private final Ddx ddx;
    private final Language language;
    private final Vocabulary words;
    private final DerivationPrinter printer;
    private final Detail level;
    /** The level of its first heading. */
    private final int headings;
    private final List<Block> blocks = new ArrayList<>();

    DerivativeChapter(Subject subject, Language language, Detail level, Mark mark, int headings) {
        this.subject = subject;
        this.ddx = subject.ddx();
        this.language = language;
        this.words = language.vocabulary();
        this.printer = new DerivationPrinter(ddx.functions(), level).in(language).marking(mark);
        this.level = level;
        this.headings = headings;
    }

    /** The heading of a section; a section that stands alone needs none. */
    private void section(String message) {
        if (subject.sections().size() > 1) {
            heading(message);
        }
    }

    private void heading(String message) {
        blocks.add(new Block.Heading(headings, Inline.of(words.atTheStart(message))));
    }

    private String sentence(Reason r) {
        return words.atTheStart(r.fill(words, printer::latex)) + ".";
    }

    private void paragraph(String sentences) {
        blocks.add(new Block.Paragraph(Inline.of(sentences)));
    }

    /** How the function and its derivatives are called: f(x) and f'(x), or y and y', or as the equation has it. */
    static String name(Subject s, DerivationPrinter printer, int order) {
        String primes = order <= 3 ? "'".repeat(order) : "^{(" + order + ")}";
        if (s.function() instanceof Relation r && r.left() instanceof Sym y) {
            return printer.latex(y) + primes;
        }
        Expr head = s.function() instanceof Relation r && r.left() instanceof Call c && c.arguments().size() == 1 ? Call.of(c.name(), s.variable()) : Call.of("f", s.variable());
        String whole = printer.latex(head);
        int bracket = Math.max(whole.indexOf("\\left("), whole.indexOf('('));
        return bracket < 0 || order == 0 ? whole : whole.substring(0, bracket) + primes + whole.substring(bracket);
    }

    private Expr body() {
        return subject.function() instanceof Relation r && r.isEquation() ? r.right() : subject.function();
    }

    private Derivation derivation() {
        Expr f = subject.function();
        if (subject.method() != null) {
            return ddx.derivationBy(subject.method(), f, subject.variable());
        }
        return subject.inTermsOf() == null ? ddx.derivation(f, subject.variable(), subject.order(), null)
                : ddx.derivationInTermsOf(f, subject.variable(), subject.order(), subject.inTermsOf());
    }

    List<Block> blocks() {
        Derivation d = derivation();
        check(d);
        if (d.end().height() > DEEPEST || d.start().height() > DEEPEST) {
            throw new DdxException(DdxException.Kind.LIMIT, "the derivation is nested too deeply to be written up: the limit is " + DEEPEST
                    + " levels; ddx diff --shared gives names to the parts of the result");
        }
        Expr found = byVariable(d.result());
        Ledger ledger = ddx.ledger(d, subject.function(), subject.variable(), subject.order()).orElse(null);
        Map<Sym, Expr> values = NumericCheck.values(ddx, body(), subject.variable(), subject.values());
        for (Section s : Section.values()) {
            if (subject.sections().contains(s)) {
                switch (s) {
                    case FUNCTION -> function(ledger);
                    case RULES -> rules(d);
                    case DERIVATION -> steps(d);
                    case DOMAIN -> domain(d, ledger);
                    case CHECK -> numbers(found, values);
                    case PICTURE -> picture(found, values, ledger);
                    case COST -> blocks.addAll(new CostAndAccuracy(subject, words, printer, headings).blocks(values));
                }
            }
        }
        exercises();
        return blocks;
    }

    /** The result without a name for the function itself. */
    private Expr byVariable(Expr result) {
        return result.substitute(s -> s.name().equals(subject.inTermsOf()) && body().isFreeOf(s) ? body() : null);
    }

    private void check(Derivation d) {
        Verification v = ddx.verify(d);
        for (Verification.Checked s : v.failed()) {
            throw new DdxException(DdxException.Kind.DEFECT, "step " + s.place() + " (" + s.rule() + ") from " + s.before() + " to " + s.after() + " "
                    + s.verdict().describe() + ". This is a defect of ddx; please report it together with the command");
        }
    }

    private void function(Ledger ledger) {
        section(words.message("The function"));
        String order = subject.order() == 1 ? words.message("We differentiate with respect to ${x}$:")
                : words.message("We differentiate {n} times with respect to ${x}$:").replace("{n}", String.valueOf(subject.order()));
        paragraph(words.atTheStart(order).replace("{x}", printer.latex(subject.variable())));
        blocks.add(new Block.Display(name(subject, printer, 0) + " = " + printer.latex(body())));
        if (ledger != null && ledger.function() != null) {
            paragraph(sentence(ledger.function().isEmpty()
                    ? Reason.of("The function is defined for all real {x}").with("x", new Reason.Words.Formulas(ledger.symbols()))
                    : Reason.of("The function is defined for {c}").with("c", new Reason.Words.Formulas(ledger.function()))));
        }
    }

    private void rules(Derivation d) {
        Map<Relation, String> rules = StatedRules.of(ddx, d);
        if (rules.isEmpty()) {
            return;
        }
        section(words.message("Rules that are used"));
        List<List<Block>> items = new ArrayList<>();
        rules.forEach((formula, title) -> {
            String t = title == null ? "" : language.title(title) + ": ";
            items.add(List.of(new Block.Paragraph(Inline.of(t + "$\\displaystyle " + printer.latex(formula) + "$"))));
        });
        blocks.add(new Block.Items(false, items));
    }

    private void steps(Derivation d) {
        section(words.message("Step by step"));
        blocks.add(lines(d, printer, level));
    }

    private static Block.Steps lines(Derivation d, DerivationPrinter printer, Detail level) {
        Map<Detail, List<DerivationPrinter.Row>> lines = new EnumMap<>(Detail.class);
        Map<Detail, List<DerivationPrinter.Row>> colored = new EnumMap<>(Detail.class);
        for (Detail detail : Detail.values()) {
            lines.put(detail, printer.at(detail).rows(d));
            colored.put(detail, printer.at(detail).marking(Mark.COLOR).rows(d));
        }
        return new Block.Steps(lines, colored, level);
    }

    private void domain(Derivation d, Ledger ledger) {
        List<String> sentences = new ArrayList<>();
        if (ledger != null) {
            ledger.sentences().forEach(r -> sentences.add(sentence(r)));
        } else if (!d.conditions().isEmpty()) {
            sentences.add(words.message("Valid for {a}.").replace("{a}", String.join(", ", d.conditions().stream().map(r -> "$" + printer.latex(r) + "$").toList())));
        }
        if (!sentences.isEmpty()) {
            section(words.message("Where it holds"));
            if (sentences.size() == 1) {
                paragraph(sentences.get(0));
                return;
            }
            blocks.add(new Block.Items(false, sentences.stream().map(s -> List.<Block>of(new Block.Paragraph(Inline.of(s)))).toList()));
        }
    }

    private String given(Map<Sym, Expr> values) {
        return String.join(", ", values.entrySet().stream().map(v -> "$" + printer.latex(Relation.of(v.getKey(), Relation.Op.EQ, v.getValue())) + "$").toList());
    }

    private void numbers(Expr found, Map<Sym, Expr> values) {
        if (ddx.assumptions().isComplex() || subject.order() != 1) {
            return;
        }
        List<NumericCheck.Row> rows = new NumericCheck(ddx, body(), found, subject.variable(), values).rows();
        if (rows.isEmpty()) {
            return;
        }
        section(words.message("Check by numbers"));
        String f = name(subject, printer, 0);
        String x = printer.latex(subject.variable());
        String intro = values.isEmpty() ? words.message("The derivative beside the central difference quotient with ${h}$, whose error is of order ${q}$:")
                : words.message("For {v}, the derivative beside the central difference quotient with ${h}$, whose error is of order ${q}$:").replace("{v}", given(values));
        paragraph(words.atTheStart(intro).replace("{h}", "h = 10^{-" + NumericCheck.STEP_DIGITS + "}").replace("{q}", "h^2"));
        List<List<List<Inline>>> table = new ArrayList<>();
        for (NumericCheck.Row r : rows) {
            table.add(List.of(formula(Figures.decimals(r.x().doubleValue(), 2)), formula(Figures.significant(r.derivative(), 10)), formula(Figures.significant(r.quotient(), 10)),
                    formula(Figures.significant(r.deviation(), 2))));
        }
        blocks.add(new Block.Table(words.atTheStart(words.message("Derivative and difference quotient")), List.of(formula(x), formula(name(subject, printer, 1)),
                Inline.of(words.atTheStart(words.message("Difference quotient"))), Inline.of(words.atTheStart(words.message("Difference")))), table));
    }

    static List<Inline> formula(String latex) {
        return List.of(new Inline.Formula(latex));
    }

    private void picture(Expr found, Map<Sym, Expr> values, Ledger ledger) {
        if (ddx.assumptions().isComplex()) {
            return;
        }
        double[] range = subject.range() == null ? null : subject.range().stream().mapToDouble(e -> ddx.evaluate(e, Map.of())).toArray();
        List<Double> tangents = subject.tangents() == null ? null : subject.tangents().stream().map(e -> ddx.evaluate(e, Map.of())).toList();
        String[] labels = {name(subject, printer, 0), name(subject, printer, subject.order())};
        Plotter plotter = new Plotter(ddx, body(), found, subject.variable(), NumericCheck.numbers(ddx, values));
        Plot plot = plotter.plot("", printer.latex(subject.variable()), labels, range, subject.order() == 1 ? tangents : List.of(), ledger);
        if (plot == null) {
            return;
        }
        String description = Text.plain(Inline.of(words.atTheStart(words.message("The graphs of ${f}$ and ${g}$ for ${x}$ from {a} to {b}").replace("{f}", labels[0]).replace("{g}", labels[1])
                .replace("{x}", printer.latex(subject.variable())).replace("{a}", Figures.tick(Double.parseDouble(Figures.decimals(plot.window().left(), 2))))
                .replace("{b}", Figures.tick(Double.parseDouble(Figures.decimals(plot.window().right(), 2)))))));
        section(words.message("Picture"));
        List<String> seen = new ArrayList<>();
        if (!values.isEmpty()) {
            seen.add(words.atTheStart(words.message("Drawn for {v}").replace("{v}", given(values))) + ".");
        }
        if (!plot.tangents().isEmpty()) {
            seen.add(words.atTheStart(words.message("Green: the tangent at {p}, of slope {m}").replace("{p}", String.join(", ", plot.tangents().stream()
                    .map(t -> "$" + printer.latex(subject.variable()) + " = " + Figures.decimals(t.at().x(), 3) + "$").toList()))
                    .replace("{m}", String.join(", ", plot.tangents().stream().map(t -> "$" + Figures.rounded(t.slope()) + "$").toList()))) + ".");
        }
        if (!plot.asymptotes().isEmpty()) {
            seen.add(words.atTheStart(words.message("A dotted vertical line is one that a curve approaches and does not reach")) + ".");
        }
        blocks.add(new Block.Picture(new Plot(description, plot.variable(), plot.window(), plot.curves(), plot.asymptotes(), plot.marks(), plot.tangents()),
                Inline.of(String.join(" ", seen))));
    }

    private void exercises() {
        if (subject.exercises() == 0) {
            return;
        }
        List<Exercises.Exercise> made = new Exercises(ddx, body(), subject.variable()).make(subject.exercises());
        if (made.isEmpty()) {
            return;
        }
        heading(words.message("Exercises"));
        paragraph(words.atTheStart(words.message("Differentiate with respect to ${x}$:").replace("{x}", printer.latex(subject.variable()))));
        blocks.add(new Block.Items(true, made.stream().map(e -> List.<Block>of(new Block.Paragraph(formula("\\displaystyle f(" + printer.latex(subject.variable()) + ") = "
                + printer.latex(e.function()))))).toList()));
        heading(words.message("Solutions"));
        List<List<Block>> solutions = new ArrayList<>();
        for (Exercises.Exercise e : made) {
            List<Inline> answer = formula("\\displaystyle f'(" + printer.latex(subject.variable()) + ") = " + printer.latex(e.solution().result()));
            solutions.add(List.of(new Block.Folded(answer, List.of(lines(e.solution(), printer, level)))));
        }
        blocks.add(new Block.Items(true, solutions));
    }

    /** What explains a rule or the derivative of a function. */
    static List<Block> explanation(Explanation e, Ddx ddx, Language language, Detail level, Mark mark) {
        Ddx with = ddx.with(e);
        DerivationPrinter printer = new DerivationPrinter(with.functions(), level).in(language).marking(mark);
        return List.of(new Block.Display(printer.latex(e.statement())), lines(e.derivation(), printer, level));
    }
}
