package dev.ddx.render;

import dev.ddx.rewrite.Exposition;
import dev.ddx.rewrite.Exposition.Cell;
import dev.ddx.rewrite.Vocabulary;
import java.util.ArrayList;
import java.util.List;

/** Prints tables: an array in LaTeX, a table of pipes in Markdown, columns for a terminal. */
final class TablePrinter {

    private final Vocabulary words;
    private final LatexPrinter latex;
    private final TextPrinter text;

    TablePrinter(Vocabulary words, LatexPrinter latex, TextPrinter text) {
        this.words = words;
        this.latex = latex;
        this.text = text;
    }

    String latex(Exposition.Table t) {
        StringBuilder out = new StringBuilder("\\begin{array}{c|").append("c".repeat(t.rows().get(0).size() - 1)).append("}\n");
        for (int i = 0; i < t.rows().size(); i++) {
            String row = String.join(" & ", t.rows().get(i).stream().map(this::latex).toList());
            out.append(row).append(i == t.rows().size() - 1 ? "\n" : row.contains("\\frac") ? " \\\\[4pt]\n" : " \\\\\n");
            if (i == 0) {
                out.append("\\hline\n");
            }
        }
        return out.append("\\end{array}").toString();
    }

    private String latex(Cell cell) {
        return switch (cell) {
            case Exposition.Formula f -> latex.print(f.expression());
            case Exposition.Words w -> "\\text{" + words.atTheStart(w.reason().fill(words, latex::print)) + "}";
            case Exposition.Sign s -> switch (s) {
                case NONE -> "";
                case PLUS -> "+";
                case MINUS -> "-";
                case RISING -> "\\nearrow";
                case FALLING -> "\\searrow";
                case CONVEX -> "\\smile";
                case CONCAVE -> "\\frown";
                case UNDEFINED -> "\\|";
            };
        };
    }

    String markdown(Exposition.Table t) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < t.rows().size(); i++) {
            List<Cell> row = t.rows().get(i);
            out.append("| ").append(String.join(" | ", row.stream().map(this::markdown).toList())).append(" |\n");
            if (i == 0) {
                out.append("|").append(":-:|".repeat(row.size())).append('\n');
            }
        }
        return out.toString();
    }

    private String markdown(Cell cell) {
        return switch (cell) {
            // A pipe would end the cell.
            case Exposition.Words w -> words.atTheStart(w.reason().fill(words, latex::print)).replace("|", "\\vert ");
            case Exposition.Sign s when s == Exposition.Sign.NONE -> "";
            default -> "$" + latex(cell).replace("\\|", "\\Vert ").replace("|", "\\vert ") + "$";
        };
    }

    String text(Exposition.Table t) {
        int columns = t.rows().get(0).size();
        int[] width = new int[columns];
        List<List<String>> rows = new ArrayList<>();
        for (List<Cell> row : t.rows()) {
            List<String> cells = row.stream().map(this::plain).toList();
            for (int j = 0; j < columns; j++) {
                width[j] = Math.max(width[j], cells.get(j).length());
            }
            rows.add(cells);
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            StringBuilder line = new StringBuilder();
            for (int j = 0; j < columns; j++) {
                String cell = rows.get(i).get(j);
                int left = j == 0 ? 0 : (width[j] - cell.length()) / 2;
                line.append(j == 0 ? "" : j == 1 ? " │ " : "  ").append(" ".repeat(left)).append(cell).append(" ".repeat(width[j] - cell.length() - left));
            }
            out.append(line.toString().stripTrailing()).append('\n');
            if (i == 0) {
                out.append("─".repeat(width[0] + 1)).append('┼').append("─".repeat(Math.max(0, line.toString().stripTrailing().length() - width[0] - 2))).append('\n');
            }
        }
        return out.toString();
    }

    /** A cell in Unicode. */
    String plain(Cell cell) {
        return switch (cell) {
            case Exposition.Formula f -> text.print(f.expression());
            case Exposition.Words w -> words.atTheStart(w.reason().fill(words, text::print)).replace("$", "");
            case Exposition.Sign s -> switch (s) {
                case NONE -> "";
                case PLUS -> "+";
                case MINUS -> "−";
                case RISING -> "↗";
                case FALLING -> "↘";
                case CONVEX -> "∪";
                case CONCAVE -> "∩";
                case UNDEFINED -> "‖";
            };
        };
    }
}
