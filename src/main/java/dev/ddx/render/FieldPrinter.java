package dev.ddx.render;

import dev.ddx.expr.Assumptions;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import dev.ddx.rewrite.Field;
import dev.ddx.rewrite.Field.Kind;
import dev.ddx.rewrite.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints a field: the derivation of each entry, then the number, vector or matrix that they make. */
public final class FieldPrinter {

    private final DerivationPrinter lines;
    private final LatexPrinter latex;
    private final TextPrinter text;

    private FieldPrinter(DerivationPrinter lines) {
        this.lines = lines;
        this.latex = lines.latexPrinter();
        this.text = lines.textPrinter();
    }

    /** @param lines how the derivations are printed */
    public static FieldPrinter of(DerivationPrinter lines, Field field) {
        return new FieldPrinter(field.isPartial() ? lines.withPartials() : lines);
    }

    private DerivationPrinter.Shown shown(Field field, Reason.Printer look) {
        return lines.shown(field.functions(), field.parts().stream().map(Field.Part::named).toList(), look::print);
    }

    // ---- LaTeX

    /** One {@code aligned} block. */
    public String latex(Field field) {
        return "\\begin{aligned}\n" + DerivationPrinter.joined(rows(field, false)) + "\n\\end{aligned}\n";
    }

    /** A whole document for pdflatex. */
    public String latexDocument(Field field) {
        return lines.page().lines(rows(field, true)).end();
    }

    private List<DerivationPrinter.Row> rows(Field field, boolean inDocument) {
        DerivationPrinter.Shown shown = shown(field, latex::print);
        List<DerivationPrinter.Row> out = new ArrayList<>(lines.rows(shown, false, inDocument));
        if (shown.isWhole()) {
            out.add(new DerivationPrinter.Row(latexHead(field), latexValue(field), String.join("; ", reasons(field, latex::print)), 0, true, -1));
        }
        return out;
    }

    private List<String> reasons(Field field, Reason.Printer printer) {
        return field.reasons().stream().map(r -> lines.language().vocabulary().atTheStart(r.fill(lines.language().vocabulary(), printer))).toList();
    }

    /** The operator applied to the function, at the place if there is one. */
    public String latexHead(Field field) {
        Expr name = Field.nameOf(field.functions().get(0));
        String f = latex.print(name);
        String head = switch (field.kind()) {
            case GRADIENT -> "\\nabla " + f;
            case JACOBIAN -> "J";
            case HESSIAN -> "H_{" + f + "}";
            case LAPLACIAN -> "\\nabla^2 " + f;
            case DIVERGENCE -> "\\nabla\\cdot" + vector(field);
            case CURL -> "\\nabla\\times" + vector(field);
            case DIRECTIONAL -> "D_{" + field.direction().stream().map(latex::print).collect(Collectors.joining(",", "\\left(", "\\right)")) + "} " + f;
            case DIFFERENTIAL -> "d" + f;
        };
        if (field.place().isEmpty()) {
            return head;
        }
        List<Sym> at = List.copyOf(field.place().keySet());
        String symbols = at.stream().map(latex::print).collect(Collectors.joining(","));
        String values = at.stream().map(s -> latex.print(field.place().get(s))).collect(Collectors.joining(","));
        return "\\left." + head + "\\right|_{" + (at.size() == 1 ? symbols + "=" + values : "(" + symbols + ")=(" + values + ")") + "}";
    }

    private static String vector(Field field) {
        return field.functions().stream().map(f -> LatexPrinter.symbol(Field.nameOf(f).name())).collect(Collectors.joining(",", "\\left(", "\\right)"));
    }

    /** The number, vector or matrix. */
    public String latexValue(Field field) {
        return latexValue(field, field.values());
    }

    /** The same with other expressions in place of the entries. */
    public String latexValue(Field field, List<Expr> entries) {
        if (field.shape().isEmpty()) {
            return latex.print(entries.get(0));
        }
        boolean tall = entries.stream().anyMatch(e -> latex.print(e).contains("\\frac"));
        return field.rows(entries).stream().map(row -> row.stream().map(latex::print).collect(Collectors.joining(" & ")))
                .collect(Collectors.joining(tall ? " \\\\[6pt] " : " \\\\ ", "\\begin{pmatrix} ", " \\end{pmatrix}"));
    }

    // ---- text

    /** Lines for a terminal. */
    public String text(Field field) {
        DerivationPrinter.Shown shown = shown(field, text::print);
        StringBuilder out = new StringBuilder(lines.text(shown.lines()));
        if (shown.isWhole()) {
            out.append('\n').append(beside(textHead(field) + " = ", textValue(field)));
            reasons(field, text::print).forEach(r -> out.append("    — ").append(DerivationPrinter.plain(r.replace("$", ""))).append('\n'));
            String conditions = conditions(field, text::print);
            if (!conditions.isEmpty()) {
                out.append('\n').append(conditions).append('\n');
            }
        }
        return out.toString();
    }

    private String conditions(Field field, Reason.Printer printer) {
        return field.conditions().isEmpty() ? "" : DerivationPrinter.filled(lines.language().vocabulary().message("Valid for {a}."),
                field.conditions().stream().map(printer::print).collect(Collectors.joining(", ")), "");
    }

    /** Puts what stands before a value of several lines at the middle one. */
    private static String beside(String head, List<String> rows) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            out.append(i == (rows.size() - 1) / 2 ? head : " ".repeat(head.length())).append(rows.get(i)).append('\n');
        }
        return out.toString();
    }

    private String textHead(Field field) {
        String f = text.print(Field.nameOf(field.functions().get(0)));
        String all = field.functions().stream().map(g -> text.print(Field.nameOf(g))).collect(Collectors.joining(", ", "(", ")"));
        String head = switch (field.kind()) {
            case GRADIENT -> "∇" + f;
            case JACOBIAN -> "J";
            case HESSIAN -> "H";
            case LAPLACIAN -> "∇²" + f;
            case DIVERGENCE -> "∇·" + all;
            case CURL -> "∇×" + all;
            case DIRECTIONAL -> "D_" + field.direction().stream().map(text::print).collect(Collectors.joining(", ", "(", ")")) + " " + f;
            case DIFFERENTIAL -> "d" + f;
        };
        return field.place().isEmpty() ? head : head + " " + lines.language().vocabulary().message("at") + " "
                + field.place().entrySet().stream().map(e -> text.print(e.getKey()) + " = " + text.print(e.getValue())).collect(Collectors.joining(", "));
    }

    /** A matrix row by row; a vector and a number in one line. */
    public List<String> textValue(Field field) {
        return textValue(field, field.values());
    }

    /** The same with other expressions in place of the entries. */
    public List<String> textValue(Field field, List<Expr> entries) {
        if (field.shape().size() < 2) {
            String all = entries.stream().map(text::print).collect(Collectors.joining(", "));
            return List.of(field.shape().isEmpty() ? all : "(" + all + ")");
        }
        List<List<String>> cells = field.rows(entries).stream().map(row -> row.stream().map(text::print).toList()).toList();
        int columns = field.shape().get(1);
        int[] width = new int[columns];
        cells.forEach(row -> {
            for (int j = 0; j < columns; j++) {
                width[j] = Math.max(width[j], row.get(j).length());
            }
        });
        List<String> out = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            boolean only = cells.size() == 1;
            StringBuilder row = new StringBuilder(only ? "[ " : i == 0 ? "⎡ " : i == cells.size() - 1 ? "⎣ " : "⎢ ");
            for (int j = 0; j < columns; j++) {
                String cell = cells.get(i).get(j);
                row.append(j > 0 ? "  " : "").append(cell).append(" ".repeat(width[j] - cell.length()));
            }
            out.add(row.append(only ? " ]" : i == 0 ? " ⎤" : i == cells.size() - 1 ? " ⎦" : " ⎥").toString());
        }
        return out;
    }

    // ---- Markdown, infix, JSON

    /** Markdown that GitHub renders. */
    public String markdown(Field field) {
        StringBuilder out = new StringBuilder("# $").append(latexHead(field)).append("$\n\n$$\n").append(latex(field)).append("$$\n");
        if (shown(field, latex::print).isWhole() && !field.conditions().isEmpty()) {
            out.append('\n').append(conditions(field, e -> "$" + latex.print(e) + "$")).append('\n');
        }
        return out.toString();
    }

    /** The number, or a list or a list of lists in square brackets, that can be typed in again. */
    public static String infix(Field field) {
        return infix(field, field.values());
    }

    /** The same with other expressions in place of the entries. */
    public static String infix(Field field, List<Expr> entries) {
        return switch (field.shape().size()) {
            case 0 -> entries.get(0).toString();
            case 1 -> entries.toString();
            default -> field.rows(entries).toString();
        };
    }

    /** All of it as data; docs/command.md has the schema. */
    public String json(Field field, Map<String, Relation> formulas, Assumptions assumptions) {
        return new DerivationJson(latex, lines.language(), lines.language().vocabulary(), lines.functions(), formulas, assumptions)
                .print(field, latexValue(field)) + "\n";
    }
}
