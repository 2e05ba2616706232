package dev.ddx.render;

import java.util.List;

/** A document for pdflatex or lualatex, of paragraphs, lists, formulas and lines of derivations, none wider than its text. */
public final class LatexPage {

    /** The width of the text and of the items of a list, in em. */
    private static final double MEASURE = 46.9;
    private static final double LIST_INDENT = 2.6;

    private static final String PREAMBLE = """
            \\documentclass[10pt]{article}
            \\usepackage[T1]{fontenc}
            \\IfFileExists{lmodern.sty}{\\usepackage{lmodern}}{}
            \\usepackage{amsmath,amssymb,cancel,xcolor}
            \\usepackage[textwidth=6.5in,textheight=9in]{geometry}
            \\usepackage[hidelinks]{hyperref}
            """;

    /**
     * The two colours of marks, read easily on white and told apart by those who do not see red and green: LaTeX has
     * none by numbers in a formula, and its own command would take away the spaces around signs.
     */
    public static final String COLORS = """
            \\definecolor{changeone}{HTML}{0B5394}
            \\definecolor{changetwo}{HTML}{A04000}
            \\renewcommand{\\textcolor}[2]{\\begingroup\\color{#1}#2\\endgroup}
            """;

    private final StringBuilder out;

    /** @param hasColors whether changes are marked by colours */
    LatexPage(Language language, boolean hasColors) {
        out = new StringBuilder(PREAMBLE).append(hyphenation(language)).append(hasColors ? COLORS : "").append("\\allowdisplaybreaks\n\\sloppy\\emergencystretch=8em\n\\begin{document}\n");
    }

    /**
     * What a preamble needs for words of that language to be broken as it breaks them. Where TeX does not know the
     * language they are not broken at all: by the patterns of English they would be broken wrongly. Signs keep their
     * meaning, which they would lose in pictures.
     */
    public static String hyphenation(Language language) {
        String name = switch (language) {
            case ENGLISH -> null;
            case GERMAN -> "ngerman";
            case FRENCH -> "french";
        };
        return name == null ? "" : "\\IfFileExists{" + name + ".ldf}{\\usepackage[shorthands=off," + name + "]{babel}}{\\hyphenpenalty=10000}\n";
    }

    /** Lines of a derivation. */
    LatexPage lines(List<DerivationPrinter.Row> rows) {
        out.append(DisplayedLines.of(rows, MEASURE, true).block());
        return this;
    }

    /** A sentence with formulas between dollar signs. */
    LatexPage paragraph(String sentence) {
        out.append('\n').append(DisplayedLines.inText(sentence, MEASURE)).append('\n');
        return this;
    }

    /** Sentences as a list; nothing if there is none. */
    LatexPage items(List<String> sentences) {
        if (!sentences.isEmpty()) {
            out.append("\\begin{itemize}\n");
            sentences.forEach(s -> out.append("\\item ").append(DisplayedLines.inText(s, MEASURE - LIST_INDENT)).append('\n'));
            out.append("\\end{itemize}\n");
        }
        return this;
    }

    /** A formula that cannot be broken, such as an array, in a smaller size where it is too wide. */
    LatexPage formula(String latex) {
        String size = DisplayedLines.size(latex, MEASURE);
        out.append(size.isEmpty() ? "" : "{" + size + "\n").append("\\[\n").append(latex).append("\n\\]\n").append(size.isEmpty() ? "" : "}\n");
        return this;
    }

    /** The whole document. */
    String end() {
        return out + "\\end{document}\n";
    }
}
