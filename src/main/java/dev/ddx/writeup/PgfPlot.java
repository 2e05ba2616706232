package dev.ddx.writeup;

import java.util.List;

/** A plot for LaTeX with pgfplots. */
final class PgfPlot {

    /** What the preamble of a document with plots needs. */
    static final String PREAMBLE = """
            \\usepackage{pgfplots}
            \\pgfplotsset{compat=1.16}
            """;

    private PgfPlot() {
    }

    /** @param width a length of LaTeX, such as {@code \linewidth} */
    static String of(Plot plot, String width, String height) {
        Plot.Window w = plot.window();
        StringBuilder out = new StringBuilder("\\begin{tikzpicture}\n\\begin{axis}[width=").append(width).append(",height=").append(height)
                .append(",axis lines=left,grid=major,grid style={black!10},xlabel={$").append(plot.variable())
                .append("$},tick label style={font=\\footnotesize},\n  xmin=").append(number(w.left())).append(",xmax=").append(number(w.right())).append(",ymin=")
                .append(number(w.bottom())).append(",ymax=").append(number(w.top()))
                .append(",legend columns=-1,legend cell align=left,\n  legend style={draw=none,fill=none,font=\\footnotesize,at={(0.5,1.02)},anchor=south,/tikz/every even column/.append style={column sep=1em}}]\n");
        String[] styles = {"plotone,thick", "plottwo,thick,densely dashed"};
        boolean[] drawn = new boolean[plot.curves().size()];
        for (int i = 0; i < plot.curves().size(); i++) {
            for (List<Plot.Point> piece : plot.curves().get(i).pieces()) {
                out.append("\\addplot[").append(styles[i]).append(drawn[i] ? ",forget plot" : "").append("] coordinates {");
                Plot.Point last = null;
                for (int k = 0; k < piece.size(); k++) {
                    Plot.Point p = piece.get(k);
                    // On paper nobody sees what lies nearer together.
                    boolean near = last != null && k < piece.size() - 1 && Math.abs(p.x() - last.x()) < 0.0035 * (w.right() - w.left())
                            && Math.abs(p.y() - last.y()) < 0.0035 * (w.top() - w.bottom());
                    if (!near) {
                        out.append(k % 8 == 7 ? "\n" : "").append('(').append(number(p.x())).append(',').append(number(p.y())).append(')');
                        last = p;
                    }
                }
                out.append("};\n");
                if (!drawn[i]) {
                    out.append("\\addlegendentry{$").append(plot.curves().get(i).label()).append("$}\n");
                }
                drawn[i] = true;
            }
        }
        for (double a : plot.asymptotes()) {
            out.append("\\draw[black!55,densely dotted] (axis cs:").append(number(a)).append(',').append(number(w.bottom())).append(") -- (axis cs:").append(number(a)).append(',')
                    .append(number(w.top())).append(");\n");
        }
        for (Plot.Tangent t : plot.tangents()) {
            double[] ends = SvgPlot.ends(t, w);
            out.append("\\draw[plotthree,semithick] (axis cs:").append(number(ends[0])).append(',').append(number(t.at().y() + t.slope() * (ends[0] - t.at().x())))
                    .append(") -- (axis cs:").append(number(ends[1])).append(',').append(number(t.at().y() + t.slope() * (ends[1] - t.at().x()))).append(");\n\\fill[plotthree] (axis cs:")
                    .append(number(t.at().x())).append(',').append(number(t.at().y())).append(") circle[radius=1.6pt];\n");
        }
        for (Plot.Mark m : plot.marks()) {
            String color = m.curve() == 0 ? "plotone" : "plottwo";
            out.append(m.isFilled() ? "\\fill[" + color + "]" : "\\draw[" + color + ",fill=white]").append(" (axis cs:").append(number(m.at().x())).append(',').append(number(m.at().y()))
                    .append(") circle[radius=1.8pt];\n");
        }
        return out.append("\\end{axis}\n\\end{tikzpicture}\n").toString();
    }

    private static String number(double v) {
        double size = Math.abs(v);
        return size != 0 && size < 1e-3 || size > 1e7 ? new java.math.BigDecimal(v).round(new java.math.MathContext(5)).toString() : Figures.decimals(v, 5);
    }
}
