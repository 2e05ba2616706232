package dev.ddx.render;

import java.util.List;

/** How high a formula is with the space around it, in em of a text of 11 points: near enough to say how many lines a slide has room for. */
final class FormulaHeight {

    private static final double TEXT = 11;
    private static final double LINE = 1.25;
    /** What there is between lines in every size of type: 3 points. */
    private static final double GAP = 3 / TEXT;

    /** How large the styles of TeX are: display, text, script and script of a script. */
    private final double[] sizes;

    /** @param points the size of the type, of its scripts and of their scripts */
    FormulaHeight(double points, double script, double scriptOfScript) {
        sizes = new double[] {points / TEXT, points / TEXT, script / TEXT, scriptOfScript / TEXT};
    }

    /** The height of a formula that stands on its own, or of the lines of an {@code aligned} block. */
    double of(String latex) {
        return of(NotationReader.read(latex), 0);
    }

    private double of(Notation n, int style) {
        int inner = Math.min(3, style + 1);
        int script = style < 2 ? 2 : 3;
        double size = sizes[style];
        return switch (n) {
            case Notation.Sign s -> (s.kind() == Notation.Kind.LARGE ? 2.2 : 1) * size;
            case Notation.Row r -> highest(r.parts(), style);
            case Notation.Fraction f -> of(f.above(), inner) + of(f.below(), inner) + 0.45 * size;
            case Notation.Root r -> of(r.radicand(), style) + 0.25 * size;
            case Notation.Scripts s -> of(s.base(), style) + (s.above() == null ? 0 : Math.max(0, of(s.above(), script) - 0.35 * size))
                    + (s.below() == null ? 0 : Math.max(0, of(s.below(), script) - 0.5 * size));
            case Notation.Fenced f -> of(f.body(), style) + (f.isLarge() ? 0.15 * size : 0);
            case Notation.Grid g -> {
                double out = 0;
                boolean lines = g.latex().startsWith("\\begin{aligned}");
                for (List<Notation> cells : g.rows()) {
                    out += Math.max(LINE * size, highest(cells, lines ? 0 : 1)) + GAP;
                }
                yield out;
            }
            case Notation.Words w -> highest(w.parts(), 1);
            case Notation.Marked m -> of(m.body(), style) + (m.mark() == Notation.Mark.BOX ? 0.7 : 0);
        };
    }

    private double highest(List<Notation> parts, int style) {
        return parts.stream().mapToDouble(p -> of(p, style)).max().orElse(0);
    }
}
