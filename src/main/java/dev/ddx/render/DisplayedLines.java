package dev.ddx.render;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Lines of a derivation as the rows of an {@code align*} or {@code aligned} block that is not wider than a measure. Reasons stand in a column of their
 * own if there is room for it, else behind or below their lines; what is too wide is broken, and if that does not do, set
 * in a smaller size.
 *
 * @param size the command for the size of the type, empty for that of the text
 * @param rows the rows, which KaTeX takes as well
 */
public record DisplayedLines(String size, String rows) {

    private static final String[] SIZES = {"", "\\small", "\\footnotesize", "\\scriptsize", "\\tiny"};
    private static final double[] SCALES = {1, 0.925, 0.86, 0.81, 0.69};
    private static final FormulaWidth[] WIDTHS = {FormulaWidth.NORMAL, FormulaWidth.NORMAL, FormulaWidth.SMALL, FormulaWidth.SMALL, FormulaWidth.TINY};
    private static final FormulaHeight[] HEIGHTS = {new FormulaHeight(11, 8, 6), new FormulaHeight(10, 7, 5), new FormulaHeight(9, 6, 5), new FormulaHeight(8, 6, 5),
        new FormulaHeight(6, 5, 5)};
    /** The sizes of reasons, and how large they are relative to the formulas: small type is wider. */
    private static final String[] REASONS = {"\\footnotesize ", "\\scriptsize ", "\\scriptsize ", "", ""};
    private static final double[] REASON_SCALES = {0.86, 0.87, 0.95, 1, 1};
    /** How much wider than reckoned a line may come out. */
    private static final double SAFETY = 1.04;
    private static final double NARROWEST_COLUMN = 11;
    /** A formula within words. */
    private static final Pattern DOLLARS = Pattern.compile("\\$([^$]*)\\$");

    /** What becomes of the lines at one size. */
    private static final class Setting {
        private final double measure;
        private final String reasonSize;
        private final double reasonScale;
        private final FormulaWidth formulas;
        private final FormulaWidth reasons;
        private final StringBuilder out = new StringBuilder();
        private double widest;

        /** @param size which of the sizes, or -1 for one without smaller reasons */
        Setting(double measure, int size) {
            this.measure = measure / SCALES[Math.max(0, size)] / SAFETY;
            this.reasonSize = size < 0 ? "" : REASONS[size];
            this.reasonScale = size < 0 ? 1 : REASON_SCALES[size];
            this.formulas = WIDTHS[Math.max(0, size)];
            this.reasons = size < 0 ? FormulaWidth.NORMAL : size < 3 ? FormulaWidth.SMALL : WIDTHS[size];
        }

        double reason(String words) {
            return reasonScale * reasons.ofWords(words);
        }

        List<String> wrapped(String words, double room) {
            return DisplayedLines.wrapped(words, reasons, room / reasonScale);
        }

        private void width(double w) {
            widest = Math.max(widest, w);
        }
    }

    /**
     * @param measure the width of the text, in em of its size
     * @param hasSizes whether reasons are set in a smaller size, and the whole where nothing else does
     */
    public static DisplayedLines of(List<DerivationPrinter.Row> rows, double measure, boolean hasSizes) {
        return of(rows, measure, hasSizes, Double.MAX_VALUE);
    }

    /** @param height the most that they may be high; they are set smaller also for that */
    private static DisplayedLines of(List<DerivationPrinter.Row> rows, double measure, boolean hasSizes, double height) {
        DisplayedLines best = null;
        double least = Double.MAX_VALUE;
        for (int i = 0; i < (hasSizes ? SIZES.length : 1); i++) {
            Setting s = new Setting(measure, hasSizes ? i : -1);
            set(s, rows);
            DisplayedLines lines = new DisplayedLines(SIZES[i], s.out.toString());
            double high = height == Double.MAX_VALUE ? 0 : Math.max(0, lines.height() - height);
            double over = Math.max(0, s.widest - s.measure) + high;
            if (over < least || best == null) {
                best = lines;
                least = over;
            }
            if (over <= 1e-6) {
                break;
            }
        }
        return best;
    }

    /**
     * The lines as blocks for as few slides as they need, with about as many on each. What is too high for a slide even in
     * the smallest type is scaled with {@code \\resizebox}.
     *
     * @param measure the width of a slide, in em of its text
     * @param height the height of a slide, likewise
     */
    public static List<String> slides(List<DerivationPrinter.Row> rows, double measure, double height) {
        List<DisplayedLines> best = filled(rows, measure, height);
        for (double lower = height - 1; lower > height / 2; lower--) {
            List<DisplayedLines> balanced = filled(rows, measure, lower);
            if (balanced.size() > best.size()) {
                break;
            }
            best = balanced;
        }
        return best.stream().map(s -> s.height() <= height ? s.block() : "\\begin{center}" + s.size + "\n\\resizebox{!}{" + Math.floor(height) + "em}{$\\begin{aligned}\n"
                + DOLLARS.matcher(s.rows).replaceAll("\\\\($1\\\\)") + "\n\\end{aligned}$}\n\\end{center}\n").toList();
    }

    private static List<DisplayedLines> filled(List<DerivationPrinter.Row> rows, double measure, double height) {
        List<DisplayedLines> out = new ArrayList<>();
        for (int from = 0; from < rows.size();) {
            int to = from + 1;
            DisplayedLines lines = of(rows.subList(from, to), measure, true);
            while (to < rows.size()) {
                DisplayedLines more = of(rows.subList(from, to + 1), measure, true);
                if (more.height() > height) {
                    break;
                }
                lines = more;
                to++;
            }
            out.add(lines.height() > height ? of(rows.subList(from, to), measure, true, height) : lines);
            from = to;
        }
        return out;
    }

    /** In em of the text. */
    private double height() {
        return HEIGHTS[List.of(SIZES).indexOf(size)].of("\\begin{aligned}" + rows + "\\end{aligned}");
    }

    /** The rows as a block of their own. */
    public String block() {
        String block = "\\begin{align*}\n" + rows + "\n\\end{align*}\n";
        return size.isEmpty() ? block : "{" + size + "\n" + block + "\\par}\n";
    }

    /** The command for the largest size at which a formula is not wider than a measure, in em of the text; empty for that of the text. */
    static String size(String latex, double measure) {
        Notation n = NotationReader.read(latex);
        int i = 0;
        while (i < SIZES.length - 1 && WIDTHS[i].of(n) * SAFETY * SCALES[i] > measure) {
            i++;
        }
        return SIZES[i];
    }

    private static String indent(int depth) {
        return depth > 0 ? "\\quad " : "";
    }

    private static double leftWidth(Setting s, DerivationPrinter.Row r) {
        return r.left() == null ? 0 : s.formulas.of(r.left()) + (r.depth() > 0 ? 1 : 0);
    }

    private static void set(Setting s, List<DerivationPrinter.Row> rows) {
        double left = 0;
        double right = 0;
        double reason = 0;
        for (DerivationPrinter.Row r : rows) {
            left = Math.max(left, leftWidth(s, r));
            right = Math.max(right, s.formulas.of(r.boxedRight()) + 1.34);
            reason = Math.max(reason, s.reason(r.reason()));
        }
        double room = s.measure - left - right - 1.6;
        if (room >= Math.min(reason, NARROWEST_COLUMN)) {
            s.width(left + right + Math.min(reason, room) + 1.6);
            withColumn(s, rows, room);
        } else if (left <= 0.36 * s.measure && left + right <= s.measure || left <= 0.22 * s.measure) {
            below(s, rows, left, true);
        } else {
            below(s, rows, 0, false);
        }
    }

    private static void withColumn(Setting s, List<DerivationPrinter.Row> rows, double room) {
        for (int i = 0; i < rows.size(); i++) {
            DerivationPrinter.Row r = rows.get(i);
            if (r.left() != null) {
                s.out.append(indent(r.depth())).append(r.left()).append(' ');
            }
            s.out.append("&= ").append(r.boxedRight());
            List<String> lines = s.wrapped(r.reason(), room);
            if (lines.size() == 1) {
                s.out.append(" &&").append(words(s, lines.get(0)));
            } else if (lines.size() > 1) {
                s.out.append(" &&\\begin{aligned}");
                for (int k = 0; k < lines.size(); k++) {
                    s.out.append(k == 0 ? "&" : "\\\\[-5pt]&").append(words(s, lines.get(k)));
                }
                s.out.append("\\end{aligned}");
            }
            end(s, rows, i, lines.size() > 1);
        }
    }

    private static String words(Setting s, String text) {
        return "\\text{" + s.reasonSize + text + "}";
    }

    private static void end(Setting s, List<DerivationPrinter.Row> rows, int i, boolean wide) {
        if (i < rows.size() - 1) {
            boolean tall = rows.get(i).right().contains("\\frac") || rows.get(i + 1).right().contains("\\frac") || rows.get(i + 1).isResult();
            s.out.append(wide || tall ? " \\\\[4pt]\n" : " \\\\\n");
        }
    }

    /** @param isAligned whether equals signs stand one below the other, with the left sides before them */
    private static void below(Setting s, List<DerivationPrinter.Row> rows, double left, boolean isAligned) {
        for (int i = 0; i < rows.size(); i++) {
            DerivationPrinter.Row r = rows.get(i);
            double room = s.measure - left - (isAligned ? 1.34 : 2.34) - (isAligned ? 0 : r.depth() > 0 ? 1 : 0);
            String start = isAligned ? "&= " : "&" + indent(r.depth()) + "\\quad = ";
            if (r.left() != null && isAligned) {
                s.out.append(indent(r.depth())).append(r.left()).append(' ');
                s.width(leftWidth(s, r));
            } else if (r.left() != null) {
                double all = leftWidth(s, r) + s.formulas.of(r.boxedRight()) + 1.34;
                if (all <= s.measure) {
                    start = "&" + indent(r.depth()) + r.left() + " = ";
                    room = s.measure - leftWidth(s, r) - 1.34;
                } else {
                    List<String> lefts = FormulaLines.of(r.left(), s.formulas, s.measure - 1, s.measure - 3);
                    for (int k = 0; k < lefts.size(); k++) {
                        s.out.append('&').append(indent(r.depth())).append(k == 0 ? "" : "\\qquad ").append(lefts.get(k)).append(" \\\\\n");
                        s.width(s.formulas.of(lefts.get(k)) + (r.depth() > 0 ? 1 : 0) + (k == 0 ? 0 : 2));
                    }
                }
            }
            List<String> lines = FormulaLines.of(r.boxedRight(), s.formulas, room, room - 1);
            double last = 0;
            for (int k = 0; k < lines.size(); k++) {
                s.out.append(k == 0 ? start : isAligned ? " \\\\\n&\\qquad " : " \\\\\n&" + indent(r.depth()) + "\\qquad\\qquad ").append(lines.get(k));
                last = s.formulas.of(lines.get(k)) + (k == 0 ? 0 : 1);
                s.width(s.measure - room + last);
            }
            if (!r.reason().isEmpty()) {
                double reason = s.reason(r.reason());
                if (last + 1 + reason <= room) {
                    s.out.append(" \\quad").append(words(s, r.reason()));
                } else {
                    double indented = isAligned ? s.measure - left - 1.5 : s.measure - 3.5;
                    List<String> words = s.wrapped(r.reason(), indented);
                    for (int k = 0; k < words.size(); k++) {
                        String line = words.get(k);
                        s.out.append(k == 0 ? " \\\\\n&" : " \\\\[-4pt]\n&").append(isAligned ? "\\quad" : "\\qquad").append(words(s, line));
                        s.width(s.measure - indented + s.reason(line));
                    }
                }
            }
            end(s, rows, i, true);
        }
    }

    /** A formula in lines that are not wider than a measure, in em; see {@link FormulaLines}. */
    public static List<String> broken(String latex, double first, double others) {
        return FormulaLines.of(latex, FormulaWidth.NORMAL, first / SAFETY, others / SAFETY);
    }

    /**
     * A formula as it stands in a text, with dollar signs: in pieces that are not wider than a measure, in em. A line that
     * ends between them is not stretched.
     */
    public static String inline(String latex, double measure) {
        return "$" + String.join("$\\hfil\\penalty0\\hfilneg\\ $", broken(latex, measure - 0.5, measure - 0.5)) + "$";
    }

    /** A text with its formulas, which stand between dollar signs, in pieces that are not wider than a measure. */
    static String inText(String text, double measure) {
        StringBuilder out = new StringBuilder();
        int from = 0;
        for (int open = text.indexOf('$'); open >= 0; open = text.indexOf('$', from)) {
            int close = text.indexOf('$', open + 1);
            out.append(text, from, open).append(inline(text.substring(open + 1, close), measure));
            from = close + 1;
        }
        return out.append(text, from, text.length()).toString();
    }

    /** How wide a formula is set, in em. */
    public static double width(String latex) {
        return FormulaWidth.NORMAL.of(latex) * SAFETY;
    }

    /** How wide words are set, in em. */
    public static double widthOfWords(String text) {
        return FormulaWidth.words(text) * SAFETY;
    }

    /** The words in lines, broken between words and, where a formula alone is too wide, within it. */
    private static List<String> wrapped(String reason, FormulaWidth width, double measure) {
        List<String> out = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : unbroken(reason, width, measure)) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (!line.isEmpty() && width.ofWords(longer) > measure) {
                out.add(line.toString());
                line.setLength(0);
                line.append(word);
            } else {
                line.setLength(0);
                line.append(longer);
            }
        }
        if (!line.isEmpty()) {
            out.add(line.toString());
        }
        return out;
    }

    private static List<String> unbroken(String text, FormulaWidth width, double measure) {
        List<String> out = new ArrayList<>();
        int from = 0;
        boolean formula = false;
        for (int i = 0; i <= text.length(); i++) {
            if (i < text.length() && text.charAt(i) == '$') {
                formula = !formula;
            }
            if (i == text.length() || text.charAt(i) == ' ' && !formula) {
                if (i > from) {
                    String word = text.substring(from, i);
                    int end = word.lastIndexOf('$');
                    if (word.startsWith("$") && end > 0 && word.indexOf('$', 1) == end && width.ofWords(word) > measure) {
                        List<String> lines = FormulaLines.of(word.substring(1, end), width, measure, measure - 1);
                        for (int k = 0; k < lines.size(); k++) {
                            out.add("$" + lines.get(k) + "$" + (k == lines.size() - 1 ? word.substring(end + 1) : ""));
                        }
                    } else {
                        out.add(word);
                    }
                }
                from = i + 1;
            }
        }
        return out;
    }
}
