package dev.ddx.render;

import java.util.List;

/** How wide a formula is in Computer Modern, in em of its size: near enough that lines of that width fit. */
final class FormulaWidth {

    /** Widths of upright characters from the space on, in thousandths of an em, as the font has them. */
    private static final int[] UPRIGHT = {278, 278, 500, 833, 500, 833, 778, 278, 389, 389, 500, 778, 278, 333, 278, 500, 500, 500, 500, 500, 500, 500, 500,
        500, 500, 500, 278, 278, 278, 778, 472, 472, 778, 750, 708, 722, 764, 681, 653, 785, 750, 361, 514, 778, 625, 917, 750, 778, 681, 778, 736, 556, 722,
        750, 750, 1028, 750, 750, 611, 278, 500, 278, 500, 278, 278, 500, 556, 444, 556, 444, 306, 500, 556, 278, 306, 528, 278, 833, 556, 500, 556, 528, 392,
        394, 389, 556, 528, 722, 528, 528, 444, 500, 1000, 500, 500};
    private static final String ITALIC = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZΓΔΘΛΞΠΣΥΦΨΩαβγδϵζηθικλμνξπρστυϕχψω";
    private static final int[] ITALICS = {529, 429, 433, 520, 466, 490, 477, 576, 345, 412, 521, 298, 878, 600, 485, 503, 446, 451, 469, 361, 572, 485, 716,
        572, 490, 465, 750, 759, 715, 828, 738, 643, 786, 831, 440, 555, 849, 681, 970, 803, 763, 642, 791, 759, 613, 584, 683, 583, 944, 828, 581, 683, 615,
        833, 763, 694, 742, 831, 780, 583, 667, 612, 772, 640, 566, 518, 444, 406, 438, 497, 469, 354, 576, 583, 603, 494, 438, 570, 517, 571, 437, 540, 596,
        626, 651, 622};

    /** In type of 10 points; smaller type is wider for its size. */
    static final FormulaWidth NORMAL = new FormulaWidth(1, 0.8, 0.68, new double[] {0.86, 1.02}, 0.42, 0.68, 0.78, 0.85);
    /** In type of 8 points, where scripts are not as much smaller. */
    static final FormulaWidth SMALL = new FormulaWidth(1.18, 0.87, 0.8, new double[] {0.92, 1.2}, 0.5, 0.7, 0.8, 0.87);
    /** In type of 5 points, which has no smaller one. */
    static final FormulaWidth TINY = new FormulaWidth(1.47, 1, 1, new double[] {1.25, 1.55}, 0.72, 0.97, 1.1, 1.2);

    /** How large the styles of TeX are: display, text, script and script of a script. */
    private final double[] sizes;
    /** How wide 10 points are: what has the same width in every size is a part of that. */
    private final double points;
    /** How wide the sign of a root is before what is flat and before what is not. */
    private final double[] roots;
    /** How wide brackets are around what is flat, and around fractions by how many stand one above the other; they have no smaller size. */
    private final double[] brackets;

    private FormulaWidth(double points, double script, double scriptOfScript, double[] roots, double... brackets) {
        sizes = new double[] {1, 1, script, scriptOfScript};
        this.points = points;
        this.roots = roots;
        this.brackets = brackets;
    }

    /** The width of a formula that stands on its own. */
    double of(Notation n) {
        return of(n, 0);
    }

    double of(String latex) {
        return of(NotationReader.read(latex));
    }

    /** The width of words in which formulas stand between dollar signs. */
    double ofWords(String words) {
        return of(NotationReader.words(words, words), 1);
    }

    private double of(Notation n, int style) {
        double size = sizes[style];
        int script = style < 2 ? 2 : 3;
        return switch (n) {
            case Notation.Sign s -> sign(s, size, style);
            case Notation.Row r -> row(r.parts(), style);
            case Notation.Fraction f -> Math.max(of(f.above(), Math.min(3, style + 1)), of(f.below(), Math.min(3, style + 1))) + 0.26 * points;
            case Notation.Root r -> size * roots[height(r.radicand()) > 0 ? 1 : 0] + of(r.radicand(), style) + (r.index() == null ? 0 : Math.max(0, of(r.index(), 3) - 0.2));
            case Notation.Scripts s when s.base() instanceof Notation.Sign name && name.text().equals("lim") && style == 0 ->
                    Math.max(of(name, style), s.below() == null ? 0 : of(s.below(), script)) + 0.167;
            case Notation.Scripts s when s.base() instanceof Notation.Sign sum && sum.kind() == Notation.Kind.LARGE && !sum.text().equals("∫") && style == 0 ->
                    Math.max(of(sum, style), Math.max(s.below() == null ? 0 : of(s.below(), script), s.above() == null ? 0 : of(s.above(), script))) + 0.167;
            case Notation.Scripts s -> of(s.base(), style) + Math.max(s.below() == null ? 0 : of(s.below(), script), s.above() == null ? 0 : of(s.above(), script))
                    + 0.06;
            case Notation.Fenced f -> of(f.body(), style) + (f.isLarge() ? (f.open().isEmpty() ? 0.12 : bracket(f.body(), size)) + (f.close().isEmpty() ? 0.12 : bracket(f.body(), size))
                    : 0.78 * size);
            case Notation.Grid g -> grid(g);
            case Notation.Words w -> {
                double out = 0;
                for (Notation p : w.parts()) {
                    out += p instanceof Notation.Sign s ? words(s.text()) : of(p, 1);
                }
                yield out * size;
            }
            case Notation.Marked m -> of(m.body(), style) + (m.mark() == Notation.Mark.BOX ? 0.7 * points : 0);
        };
    }

    private double bracket(Notation body, double size) {
        int height = height(body);
        return height == 0 ? brackets[0] * size : brackets[Math.min(height, 3)];
    }

    /** How many fractions and lines stand one above the other. */
    static int height(Notation n) {
        return switch (n) {
            case Notation.Sign s -> s.kind() == Notation.Kind.LARGE ? 1 : 0;
            case Notation.Row r -> r.parts().stream().mapToInt(FormulaWidth::height).max().orElse(0);
            case Notation.Fraction f -> 1 + Math.max(height(f.above()), height(f.below()));
            case Notation.Root r -> 1 + height(r.radicand());
            case Notation.Scripts s -> Math.max(height(s.base()), s.above() != null && isHigh(s.above()) ? 1 : 0);
            case Notation.Fenced f -> height(f.body());
            case Notation.Grid g -> 1 + g.rows().size();
            case Notation.Words w -> 0;
            case Notation.Marked m -> height(m.body());
        };
    }

    /** Whether an exponent is as high as a fraction. */
    private static boolean isHigh(Notation n) {
        return n instanceof Notation.Row r ? r.parts().stream().anyMatch(FormulaWidth::isHigh)
                : n instanceof Notation.Scripts s && s.above() != null || n instanceof Notation.Fenced f && f.isLarge() || height(n) > 0;
    }

    private double grid(Notation.Grid g) {
        double out = g.isCases() ? 1.1 : 0;
        // Lines are set as on their own, cases and matrices as in a text.
        boolean lines = g.latex().startsWith("\\begin{aligned}");
        int style = lines ? 0 : 1;
        int columns = g.rows().stream().mapToInt(List::size).max().orElse(0);
        for (int j = 0; j < columns; j++) {
            double widest = 0;
            for (List<Notation> cells : g.rows()) {
                widest = Math.max(widest, j < cells.size() ? of(cells.get(j), style) : 0);
            }
            out += widest + (j > 0 && !lines ? 1 : 0);
        }
        return out;
    }

    static double words(String text) {
        double out = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out += c >= 32 && c < 127 ? UPRIGHT[c - 32] / 1000.0 : 0.56;
        }
        return out;
    }

    private static double sign(Notation.Sign s, double size, int style) {
        return size * switch (s.kind()) {
            case LETTER -> {
                int i = ITALIC.indexOf(s.text());
                yield i < 0 || s.text().isEmpty() ? 0.6 : ITALICS[i] / 1000.0 + 0.02;
            }
            case NAME -> words(s.text());
            case NUMBER -> 0.5 * s.text().length() - (s.text().indexOf('.') >= 0 ? 0.22 : 0);
            case BINARY -> s.text().equals("·") ? 0.278 : 0.778;
            case RELATION -> s.text().equals("∣") || s.text().equals(":") ? 0.278 : s.text().equals("→") ? 1 : 0.778;
            case LARGE -> s.text().equals("∫") ? 0.75 : 1.45;
            case BRACKET -> s.text().equals("|") ? 0.278 : 0.39;
            case PUNCTUATION -> 0.278;
            case PRIME -> 0.3;
            case SPACE -> Double.parseDouble(s.text());
            case OTHER -> s.text().equals("…") || s.text().equals("⋯") ? 1.17 : words(s.text());
        };
    }

    private double row(List<Notation> parts, int style) {
        double out = 0;
        for (int i = 0; i < parts.size(); i++) {
            Notation n = parts.get(i);
            Notation before = i == 0 ? null : parts.get(i - 1);
            out += of(n, style);
            if (n instanceof Notation.Sign s && style < 2) {
                out += switch (s.kind()) {
                    case BINARY -> MathMl.isOperand(before) < 0 && !(before instanceof Notation.Row) ? 0 : 0.444;
                    case RELATION -> 0.556;
                    case PUNCTUATION -> 0.167;
                    default -> 0;
                };
            }
            boolean name = MathMl.isOperand(n) == 0;
            if (before != null && (name && MathMl.isOperand(before) >= 0 || MathMl.isOperand(before) == 0 && !(n instanceof Notation.Fenced) && MathMl.isOperand(n) >= 0)) {
                out += 0.167;
            }
            // Large brackets have a thin space on each side where a factor or a name is.
            if (before != null && style < 2 && (isLarge(n) && MathMl.isOperand(before) >= 0 || isLarge(before) && MathMl.isOperand(n) >= 0)) {
                out += 0.167;
            }
        }
        return out;
    }

    private static boolean isLarge(Notation n) {
        return n instanceof Notation.Fenced f && f.isLarge();
    }
}
