package dev.ddx.writeup;

import dev.ddx.render.MathMl;
import java.util.List;

/**
 * A plot as SVG. Its colours are classes, so that a page can give them; on its own it brings them with it, for light and
 * for dark. Nothing is measured, so that its bytes are the same on every machine.
 */
final class SvgPlot {

    private static final double WIDTH = 640;
    private static final double HEIGHT = 380;
    private static final double LEAST_LEFT = 56;
    private static final double RIGHT = 16;
    private static final double TOP = 34;
    private static final double BOTTOM = 40;

    /** The colours, for a page or a file on its own. */
    static final String STYLE = """
            .plot text{font:13px system-ui,sans-serif;fill:#333}.plot .grid{stroke:#e3e3e3;stroke-width:1}.plot .axis{stroke:#555;stroke-width:1.2}
            .plot .curve{fill:none;stroke-width:2.4;stroke-linejoin:round;stroke-linecap:round}.plot .f0{stroke:#0b5394}.plot .f1{stroke:#a04000;stroke-dasharray:9 5}
            .plot .asymptote{stroke:#777;stroke-width:1.2;stroke-dasharray:3 4}.plot .tangent{stroke:#2e7d32;stroke-width:1.4}
            .plot .dot0{fill:#0b5394;stroke:#0b5394;stroke-width:1.6}.plot .dot1{fill:#a04000;stroke:#a04000;stroke-width:1.6}.plot .open{fill:#fff}.plot .touch{fill:#2e7d32}
            @media(prefers-color-scheme:dark){.plot text{fill:#ddd}.plot .grid{stroke:#333a42}.plot .axis{stroke:#aaa}.plot .f0{stroke:#7db8f0}.plot .f1{stroke:#f0a070}
            .plot .asymptote{stroke:#999}.plot .tangent{stroke:#81c784}.plot .dot0{fill:#7db8f0;stroke:#7db8f0}.plot .dot1{fill:#f0a070;stroke:#f0a070}.plot .open{fill:#14181d}
            .plot .touch{fill:#81c784}}
            """;

    private final Plot plot;
    /** Where the curves begin, right of the numbers. */
    private final double left;
    private final StringBuilder out = new StringBuilder();

    private SvgPlot(Plot plot) {
        this.plot = plot;
        int longest = java.util.Arrays.stream(Plotter.ticks(plot.window().bottom(), plot.window().top(), 6)).mapToInt(t -> Figures.tick(t).length()).max().orElse(0);
        this.left = Math.max(LEAST_LEFT, 12 + 9 * longest);
    }

    /** @param id the name of the element, unique in the page */
    static String inline(Plot plot, String id) {
        return new SvgPlot(plot).svg(id, false);
    }

    static String file(Plot plot) {
        return new SvgPlot(plot).svg("plot", true);
    }

    private double x(double v) {
        Plot.Window w = plot.window();
        return left + (v - w.left()) / (w.right() - w.left()) * (WIDTH - left - RIGHT);
    }

    private double y(double v) {
        Plot.Window w = plot.window();
        return HEIGHT - BOTTOM - (v - w.bottom()) / (w.top() - w.bottom()) * (HEIGHT - TOP - BOTTOM);
    }

    private static String px(double v) {
        return Figures.decimals(v, 1);
    }

    private void line(String kind, double x1, double y1, double x2, double y2) {
        out.append("<line class=\"").append(kind).append("\" x1=\"").append(px(x1)).append("\" y1=\"").append(px(y1)).append("\" x2=\"").append(px(x2))
                .append("\" y2=\"").append(px(y2)).append("\"/>\n");
    }

    private void text(double x, double y, String anchor, String text) {
        out.append("<text x=\"").append(px(x)).append("\" y=\"").append(px(y)).append("\" text-anchor=\"").append(anchor).append("\">")
                .append(MathMl.escaped(text)).append("</text>\n");
    }

    private String svg(String id, boolean alone) {
        Plot.Window w = plot.window();
        out.append("<svg").append(alone ? " xmlns=\"http://www.w3.org/2000/svg\"" : "").append(" class=\"plot\" viewBox=\"0 0 640 380\" role=\"img\" aria-labelledby=\"")
                .append(id).append("-title\">\n<title id=\"").append(id).append("-title\">").append(MathMl.escaped(plot.description())).append("</title>\n");
        if (alone) {
            out.append("<style>\n").append(STYLE).append("@media(prefers-color-scheme:dark){.plot{background:#14181d}}\n</style>\n");
        }
        for (double t : Plotter.ticks(w.left(), w.right(), 8)) {
            line("grid", x(t), TOP, x(t), HEIGHT - BOTTOM);
            text(x(t), HEIGHT - BOTTOM + 17, "middle", Figures.tick(t).replace('-', '−'));
        }
        for (double t : Plotter.ticks(w.bottom(), w.top(), 6)) {
            line("grid", left, y(t), WIDTH - RIGHT, y(t));
            text(left - 7, y(t) + 4.5, "end", Figures.tick(t).replace('-', '−'));
        }
        line("axis", left, y(Math.max(w.bottom(), Math.min(w.top(), 0))), WIDTH - RIGHT, y(Math.max(w.bottom(), Math.min(w.top(), 0))));
        double zero = Math.max(w.left(), Math.min(w.right(), 0));
        line("axis", x(zero), TOP, x(zero), HEIGHT - BOTTOM);
        text((left + WIDTH - RIGHT) / 2, HEIGHT - 5, "middle", MathMl.plainText(plot.variable()));
        plot.asymptotes().forEach(a -> line("asymptote", x(a), TOP, x(a), HEIGHT - BOTTOM));
        plot.tangents().forEach(this::tangent);
        for (int i = 0; i < plot.curves().size(); i++) {
            for (List<Plot.Point> piece : plot.curves().get(i).pieces()) {
                curve(i, piece);
            }
        }
        for (Plot.Mark m : plot.marks()) {
            dot("dot" + m.curve() + (m.isFilled() ? "" : " open"), m.at(), 4);
        }
        plot.tangents().forEach(t -> dot("touch", t.at(), 3.6));
        legend();
        return out.append("</svg>\n").toString();
    }

    private void dot(String kind, Plot.Point p, double radius) {
        out.append("<circle class=\"").append(kind).append("\" cx=\"").append(px(x(p.x()))).append("\" cy=\"").append(px(y(p.y()))).append("\" r=\"").append(radius).append("\"/>\n");
    }

    private void curve(int i, List<Plot.Point> piece) {
        out.append("<polyline class=\"curve f").append(i).append("\" points=\"");
        for (int k = 0; k < piece.size(); k++) {
            out.append(k == 0 ? "" : " ").append(px(x(piece.get(k).x()))).append(',').append(px(y(piece.get(k).y())));
        }
        out.append("\"/>\n");
    }

    private void tangent(Plot.Tangent t) {
        double[] ends = ends(t, plot.window());
        line("tangent", x(ends[0]), y(t.at().y() + t.slope() * (ends[0] - t.at().x())), x(ends[1]), y(t.at().y() + t.slope() * (ends[1] - t.at().x())));
    }

    /** From where to where a tangent is drawn: a third of the width, and not beyond the window. */
    static double[] ends(Plot.Tangent t, Plot.Window w) {
        double half = (w.right() - w.left()) / 6;
        double steep = Math.abs(t.slope()) * half / (0.3 * (w.top() - w.bottom()));
        half /= Math.max(1, steep);
        double low = Math.max(w.left(), t.at().x() - half);
        double high = Math.min(w.right(), t.at().x() + half);
        if (t.slope() != 0) {
            double a = t.at().x() + (w.bottom() - t.at().y()) / t.slope();
            double b = t.at().x() + (w.top() - t.at().y()) / t.slope();
            low = Math.max(low, Math.min(a, b));
            high = Math.min(high, Math.max(a, b));
        }
        return new double[] {low, high};
    }

    private void legend() {
        double at = left;
        for (int i = 0; i < plot.curves().size(); i++) {
            String label = MathMl.plainText(plot.curves().get(i).label());
            line("curve f" + i, at, 16, at + 34, 16);
            text(at + 41, 20.5, "start", label);
            at += 60 + 8 * label.length();
        }
    }
}
