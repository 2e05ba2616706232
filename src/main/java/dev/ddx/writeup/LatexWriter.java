package dev.ddx.writeup;

import dev.ddx.render.DerivationPrinter;
import dev.ddx.render.DisplayedLines;
import dev.ddx.render.LatexPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Writes a document as LaTeX for pdflatex or lualatex. Every formula is one that KaTeX takes as well; lines are broken so
 * that none is wider than the text.
 */
public final class LatexWriter {

    /** In em of the type that the style has. */
    private static final Map<Document.Style, Double> MEASURES = Map.of(Document.Style.ARTICLE, 46.9, Document.Style.LECTURE, 42.9, Document.Style.PAPER, 24.5,
            Document.Style.SLIDES, 27.5);
    private static final double LIST_INDENT = 2.6;
    /** How high the lines on a slide may be, in em of its type. */
    private static final double HEIGHT_OF_A_SLIDE = 17;
    private static final Map<Integer, String> SIGNS = Map.ofEntries(Map.entry((int) '\\', "\\textbackslash{}"), Map.entry((int) '{', "\\{"), Map.entry((int) '}', "\\}"),
            Map.entry((int) '$', "\\$"), Map.entry((int) '&', "\\&"), Map.entry((int) '#', "\\#"), Map.entry((int) '^', "\\textasciicircum{}"),
            Map.entry((int) '_', "\\_"), Map.entry((int) '~', "\\textasciitilde{}"), Map.entry((int) '%', "\\%"), Map.entry((int) '<', "\\textless{}"),
            Map.entry((int) '>', "\\textgreater{}"), Map.entry((int) '|', "\\textbar{}"), Map.entry((int) '"', "\\textquotedbl{}"), Map.entry((int) '\n', " "),
            Map.entry((int) '–', "--"), Map.entry((int) '—', "---"), Map.entry((int) '“', "``"), Map.entry((int) '”', "''"), Map.entry((int) '„', "\\quotedblbase{}"),
            Map.entry((int) '‘', "`"), Map.entry((int) '’', "'"), Map.entry((int) '…', "\\ldots{}"), Map.entry(0xA0, "~"), Map.entry((int) '«', "\\guillemotleft{}"),
            Map.entry((int) '»', "\\guillemotright{}"), Map.entry((int) '×', "$\\times$"), Map.entry((int) '·', "$\\cdot$"), Map.entry((int) '≤', "$\\le$"),
            Map.entry((int) '≥', "$\\ge$"), Map.entry((int) '≠', "$\\ne$"), Map.entry((int) '→', "$\\to$"), Map.entry((int) '∞', "$\\infty$"),
            Map.entry((int) '−', "$-$"), Map.entry((int) '′', "$'$"), Map.entry((int) '²', "$^2$"), Map.entry((int) '³', "$^3$"), Map.entry((int) '±', "$\\pm$"),
            Map.entry((int) '√', "$\\surd$"), Map.entry((int) '€', "\\texteuro{}"));
    private static final String GREEK = "αβγδϵζηθικλμνξπρστυϕχψωΓΔΘΛΞΠΣΥΦΨΩε";
    private static final String[] GREEK_NAMES = ("alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi omega "
            + "Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega varepsilon").split(" ");

    private static final Pattern LINE_END = Pattern.compile("\\\\\\\\(\\[-?\\d+pt])?");
    private static final Pattern WORDS = Pattern.compile("&\\\\q?quad\\\\text\\{");
    /** The mark that has no other meaning where nothing is numbered, and that KaTeX takes too. */
    private static final String KEEPING = """
            \\makeatletter
            \\newif\\ifkeepline
            \\renewcommand{\\notag}{\\global\\keeplinetrue}
            \\let\\endofline\\math@cr
            \\renewcommand{\\math@cr}{\\ifkeepline\\global\\keeplinefalse\\def\\nextend{\\endofline*}\\else\\let\\nextend\\endofline\\fi\\nextend}
            \\makeatother
            """;

    private final Document document;
    private final boolean slides;
    private final StringBuilder out = new StringBuilder();
    private double measure;
    private boolean isInFrame;
    /** How many lists and quotations are open. */
    private int depth;
    private List<Inline> frameTitle;

    private LatexWriter(Document document) {
        this.document = document;
        this.slides = document.style() == Document.Style.SLIDES;
        this.measure = MEASURES.get(document.style());
    }

    /** A whole document. */
    public static String write(Document document) {
        LatexWriter w = new LatexWriter(document);
        w.preamble();
        w.frameTitle = document.title();
        w.blocks(document.blocks());
        w.endFrame();
        return w.out.append("\\end{document}\n").toString();
    }

    private void preamble() {
        out.append("% Written by ddx; pdflatex or lualatex makes a PDF of it.\n");
        out.append(switch (document.style()) {
            case ARTICLE -> "\\documentclass[10pt]{article}\n\\usepackage[textwidth=6.5in,textheight=9in]{geometry}\n";
            case LECTURE -> "\\documentclass[11pt]{article}\n\\usepackage[textwidth=6.5in,textheight=9in]{geometry}\n\\usepackage{parskip}\n";
            case PAPER -> "\\documentclass[10pt,twocolumn]{article}\n\\usepackage[textwidth=7.1in,textheight=9.2in,columnsep=0.3in]{geometry}\n";
            case SLIDES -> "\\documentclass[11pt]{beamer}\n\\usefonttheme{professionalfonts}\n\\setbeamertemplate{navigation symbols}{}\n\\setbeamertemplate{footline}[frame number]\n\\setbeamertemplate{frametitle continuation}{}\n\\setlength{\\parskip}{0.5\\baselineskip}\n\\interlinepenalty=10000\n";
        });
        out.append("""
                \\usepackage{iftex}
                \\ifPDFTeX
                  \\usepackage[T1]{fontenc}
                  \\usepackage{lmodern}
                  \\pdfinfoomitdate=1
                  \\pdfsuppressptexinfo=-1
                  \\pdftrailerid{}
                \\fi
                \\usepackage{amsmath,amssymb,cancel,booktabs,textcomp}
                """);
        out.append(slides ? "" : "\\usepackage{xcolor}\n");
        out.append(has(document.blocks()) ? PgfPlot.PREAMBLE : "");
        out.append(slides ? "" : "\\usepackage[hidelinks]{hyperref}\n");
        out.append("\\hypersetup{pdftitle={").append(ascii(document.plainTitle())).append("},pdfauthor={").append(ascii(document.author()))
                .append("},pdfcreator={ddx},pdflang={").append(document.language().tag()).append("}}\n");
        out.append(LatexPage.COLORS).append("""
                \\definecolor{plotone}{HTML}{0B5394}
                \\definecolor{plottwo}{HTML}{A04000}
                \\definecolor{plotthree}{HTML}{2E7D32}
                \\allowdisplaybreaks
                \\sloppy\\emergencystretch=8em
                """);
        out.append(slides ? "" : KEEPING + "\\newcommand{\\roomfor}[1]{\\par\\begingroup\\dimen0=\\pagegoal\\advance\\dimen0-\\pagetotal"
                + "\\ifdim\\dimen0<#1\\vfil\\break\\fi\\endgroup}\n");
        out.append(LatexPage.hyphenation(document.language()));
        if (document.style() == Document.Style.LECTURE) {
            out.append("\\pagestyle{headings}\n");
        }
        out.append("\\title{").append(title()).append("}\n\\author{").append(escaped(document.author())).append("}\n\\date{}\n\\begin{document}\n");
        out.append(switch (document.style()) {
            case SLIDES -> "\\begin{frame}\n\\titlepage\n\\end{frame}\n";
            // What stands for an author and a date is high, even if it is empty.
            case PAPER -> document.author().isEmpty() ? "\\twocolumn[\\begin{center}{\\LARGE " + title() + "\\par}\\bigskip\\end{center}]\n" : "\\maketitle\n";
            default -> document.author().isEmpty() ? "\\begin{center}\n{\\LARGE " + title() + "\\par}\n\\end{center}\n" : "\\maketitle\n";
        });
    }

    private String title() {
        double all = measure;
        measure = (document.style() == Document.Style.PAPER ? 50 : measure) / 1.73;
        String t = inline(document.title());
        measure = all;
        return t;
    }

    private static boolean has(List<Block> blocks) {
        return blocks.stream().anyMatch(b -> switch (b) {
            case Block.Picture p -> true;
            case Block.Items i -> i.items().stream().anyMatch(LatexWriter::has);
            case Block.Folded f -> has(f.inner());
            case Block.Quote q -> has(q.inner());
            default -> false;
        });
    }

    private void endFrame() {
        if (isInFrame) {
            out.append("\\end{frame}\n");
            isInFrame = false;
        }
    }

    private void beginFrame() {
        if (slides && !isInFrame) {
            double all = measure;
            measure = all / 1.3;
            // Given in brackets, the title would take the group that a block begins with for its subtitle.
            out.append("\\begin{frame}[allowframebreaks]\n\\frametitle{").append(inline(frameTitle)).append("}\n");
            measure = all;
            isInFrame = true;
        }
    }

    private void blocks(List<Block> blocks) {
        for (int i = 0; i < blocks.size(); i++) {
            int next = i;
            while (next < blocks.size() && blocks.get(next) instanceof Block.Heading) {
                next++;
            }
            boolean isFirst = next > i && (i == 0 || !(blocks.get(i - 1) instanceof Block.Heading));
            if (!slides && isFirst && next < blocks.size() && blocks.get(next) instanceof Block.Steps) {
                // More than the first line stands below its heading on a page.
                out.append("\\roomfor{10\\baselineskip}\n");
            }
            block(blocks.get(i));
        }
    }

    private void block(Block b) {
        if (!(b instanceof Block.Heading)) {
            beginFrame();
        }
        switch (b) {
            case Block.Heading h -> heading(h);
            case Block.Paragraph p -> out.append(inline(p.text())).append("\n\n");
            case Block.Items items -> {
                String kind = items.isNumbered() ? "enumerate" : "itemize";
                out.append("\\begin{").append(kind).append("}\n").append(document.style() == Document.Style.PAPER ? "\\raggedright\n" : "");
                double all = measure;
                measure -= LIST_INDENT;
                depth++;
                for (List<Block> item : items.items()) {
                    out.append("\\item ");
                    blocks(item);
                }
                depth--;
                measure = all;
                out.append("\\end{").append(kind).append("}\n");
            }
            case Block.Display d -> display(d.latex());
            case Block.Steps s -> steps(s.lines().get(s.level()));
            case Block.Table t -> table(t);
            case Block.Picture p -> out.append("\\begin{center}\n").append(PgfPlot.of(p.plot(), measure > 30 ? "0.8\\linewidth" : "0.98\\linewidth", slides ? "0.64\\textheight" : measure > 30 ? "7cm" : "5.2cm"))
                    .append(p.caption().isEmpty() ? "" : "\\par\\nobreak\\smallskip\n{\\small " + inline(p.caption()) + "\\par}\n").append("\\end{center}\n");
            case Block.Folded f -> {
                out.append(inline(f.summary())).append("\n");
                blocks(f.inner());
            }
            case Block.Code c -> {
                out.append("\\begin{quote}\\ttfamily\\raggedright\n");
                c.text().stripTrailing().lines().forEach(l -> out.append(escaped(l).replace(" ", "\\ ")).append("\\\\\n"));
                out.append("\\end{quote}\n");
            }
            case Block.Quote q -> {
                double all = measure;
                measure -= 2 * LIST_INDENT;
                depth++;
                out.append("\\begin{quote}\n");
                blocks(q.inner());
                out.append("\\end{quote}\n");
                depth--;
                measure = all;
            }
        }
    }

    private void heading(Block.Heading h) {
        endFrame();
        if (slides) {
            frameTitle = h.text();
            if (h.level() == 1) {
                out.append("\\section{").append(heading(h.text())).append("}\n");
            }
            return;
        }
        String[] commands = {"section", "subsection", "subsubsection", "paragraph"};
        double all = measure;
        measure = all / 1.45;
        out.append('\\').append(commands[Math.max(0, Math.min(3, h.level() - 1))]).append("*{").append(heading(h.text())).append("}\n");
        measure = all;
    }

    private String heading(List<Inline> text) {
        boolean formulas = text.stream().anyMatch(i -> i instanceof Inline.Formula);
        return formulas ? "\\texorpdfstring{" + inline(text) + "}{" + ascii(Text.plain(text)) + "}" : inline(text);
    }

    private void display(String latex) {
        List<String> lines = DisplayedLines.broken(latex, measure, measure - 2);
        if (lines.size() == 1) {
            out.append("\\[\n").append(lines.get(0)).append("\n\\]\n");
            return;
        }
        out.append("\\begin{align*}\n");
        for (int i = 0; i < lines.size(); i++) {
            out.append(i == 0 ? "&" : " \\\\\n&\\quad ").append(lines.get(i));
        }
        out.append("\n\\end{align*}\n");
    }

    private void steps(List<DerivationPrinter.Row> rows) {
        if (!slides) {
            out.append(kept(DisplayedLines.of(rows, measure, true).block()));
            return;
        }
        boolean isFirst = true;
        for (String slide : DisplayedLines.slides(rows, measure, HEIGHT_OF_A_SLIDE)) {
            if (!isFirst && depth > 0) {
                // No frame ends within a list.
                out.append("\\framebreak\n");
            } else if (!isFirst) {
                endFrame();
                beginFrame();
            }
            out.append(slide);
            isFirst = false;
        }
    }

    /** With marks after which no page ends: before the words for a line, and before the last line. */
    private static String kept(String block) {
        String[] lines = block.split("\n");
        boolean isLast = true;
        for (int i = lines.length - 1; i > 0; i--) {
            int end = lines[i - 1].lastIndexOf("\\\\");
            if (end < 0 || !LINE_END.matcher(lines[i - 1].substring(end)).matches()) {
                continue;
            }
            boolean isWords = WORDS.matcher(lines[i]).lookingAt();
            if (isWords || isLast) {
                lines[i - 1] = lines[i - 1].substring(0, end) + "\\notag" + lines[i - 1].substring(end);
            }
            isLast &= isWords;
        }
        return String.join("\n", lines) + "\n";
    }

    private void table(Block.Table t) {
        double width = 0;
        List<List<List<Inline>>> all = new ArrayList<>(t.rows());
        all.add(t.header());
        for (int j = 0; j < t.header().size(); j++) {
            double widest = 0;
            for (List<List<Inline>> row : all) {
                widest = Math.max(widest, width(row.get(j)));
            }
            width += widest + 1.2;
        }
        String size = width <= measure ? "" : width * 0.84 <= measure ? "\\footnotesize" : width * 0.75 <= measure ? "\\scriptsize" : "\\tiny";
        // The sentence before announces it.
        out.append("\\par\\nobreak\\medskip\n{\\centering").append(size).append("\n\\begin{tabular}{").append("r".repeat(t.header().size())).append("}\n\\toprule\n");
        row(t.header());
        out.append("\\midrule\n");
        t.rows().forEach(this::row);
        out.append("\\bottomrule\n\\end{tabular}\\par}\n\\medskip\n");
    }

    private static double width(List<Inline> cell) {
        double out = 0;
        for (Inline i : cell) {
            out += i instanceof Inline.Formula f ? DisplayedLines.width(f.latex()) : DisplayedLines.widthOfWords(Text.plain(List.of(i)));
        }
        return out;
    }

    private void row(List<List<Inline>> cells) {
        double all = measure;
        measure = Double.MAX_VALUE;
        out.append(String.join(" & ", cells.stream().map(this::inline).toList())).append(" \\\\\n");
        measure = all;
    }

    private String inline(List<Inline> text) {
        StringBuilder s = new StringBuilder();
        for (Inline i : text) {
            s.append(switch (i) {
                case Inline.Words w -> escaped(w.text());
                case Inline.Formula f -> DisplayedLines.inline(f.latex(), measure);
                case Inline.Emphasis e -> (e.isStrong() ? "\\textbf{" : "\\emph{") + inline(e.inner()) + "}";
                case Inline.Code c -> "\\texttt{" + escaped(c.text()) + "}";
                case Inline.Link l -> "\\href{" + address(l.target()) + "}{" + inline(l.inner()) + "}";
            });
        }
        return s.toString();
    }

    private static String address(String target) {
        return target.replace("\\", "%5C").replace("{", "%7B").replace("}", "%7D").replace("%", "\\%").replace("#", "\\#").replace("&", "\\&").replace(" ", "\\%20")
                .replace("^", "\\%5E").replace("~", "\\%7E").replace("\n", "");
    }

    static String escaped(String text) {
        StringBuilder s = new StringBuilder();
        text.codePoints().forEach(c -> {
            int greek = GREEK.indexOf(c);
            if (SIGNS.containsKey(c)) {
                s.append(SIGNS.get(c));
            } else if (greek >= 0) {
                s.append("$\\").append(GREEK_NAMES[greek]).append('$');
            } else if (c >= 32 && c < 127 || c >= 0xC0 && c < 0x180 && c != 0xD7 && c != 0xF7) {
                s.appendCodePoint(c);
            } else {
                // pdflatex knows no other letters.
                s.append("[U+").append(Integer.toHexString(c).toUpperCase(java.util.Locale.ROOT)).append(']');
            }
        });
        return s.toString();
    }

    /** Text for the properties of a PDF. */
    private static String ascii(String text) {
        StringBuilder s = new StringBuilder();
        text.codePoints().forEach(c -> {
            int greek = GREEK.indexOf(c);
            s.append(greek >= 0 ? GREEK_NAMES[greek] : c == '−' ? "-" : c == '′' ? "'" : c == '·' ? " " : c == '√' ? "sqrt" : "\\{}$&#^_~%".indexOf(c) >= 0 ? c == '^' ? "\\string^" : c == '_' ? "\\string_" : " "
                    : c >= 32 && c < 127 || c >= 0xC0 && c < 0x180 ? Character.toString(c) : "");
        });
        return s.toString();
    }
}
