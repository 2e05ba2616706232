package dev.ddx.render;

import dev.ddx.expr.Expr;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lines with what changes marked in both, the line before and the line after. A mark surrounds text and alters none.
 * Colours take turns: that of a change is the same in its two lines. What is cancelled is crossed out in the line before.
 * Boxes have no turns, so none stands within another: where two would, the one of the change that led to the line is drawn,
 * whose reason stands beside it. A box around a whole line would look like the result.
 */
final class Marking {

    private static final Set<String> CANCELLATIONS = Set.of("Cancel", "Cancel common factors");
    /** The titles of steps after which what is gone has been crossed out. */
    private static final Set<String> CROSSINGS_OUT = Set.of("Cancel", "Cancel common factors", "Remove the factor $1$", "Remove the term $0$");
    private static final String CANCEL = "\\cancel{";

    /**
     * Both sides of a line.
     *
     * @param color which of the marks the change that led to the line has, or -1 if nothing is marked
     */
    record Row(String left, String right, int color) {
    }

    /** A mark: what opens it, and the text that it surrounds. */
    private record Around(Difference.Span span, String open, boolean isOuter) {
    }

    /** The marks of one line. */
    private static final class Marks {
        private final Layout layout;
        private final List<Around> before = new ArrayList<>();
        private final List<Around> after = new ArrayList<>();

        Marks(Layout layout) {
            this.layout = layout;
        }
    }

    /** The line of a computation that was met last. */
    private record Last(int index, int changes) {
    }

    private final LatexPrinter latex;
    private final String[] open;

    private Marking(LatexPrinter latex, String... open) {
        this.latex = latex;
        this.open = open;
    }

    /** Marks in two colours, whose names LaTeX knows, or which are given as {@code #rrggbb} as KaTeX knows them. */
    static Marking inColors(LatexPrinter latex, String one, String other) {
        return new Marking(latex, "\\textcolor{" + one + "}{", "\\textcolor{" + other + "}{");
    }

    static Marking inBoxes(LatexPrinter latex) {
        return new Marking(latex, "\\boxed{");
    }

    /** @param boxed whether the last line gets a box as the result */
    List<Row> rows(List<Lines.Line> lines, boolean boxed) {
        List<Marks> lefts = new ArrayList<>();
        List<Marks> rights = new ArrayList<>();
        int[] colors = new int[lines.size()];
        Arrays.fill(colors, -1);
        Map<Integer, Last> last = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            Lines.Line line = lines.get(i);
            lefts.add(new Marks(latex.layout(line.left())));
            rights.add(line.right() == null ? null : new Marks(latex.layout(line.right())));
            if (line.right() == null) {
                continue;
            }
            Last above = last.get(line.block());
            boolean marked = false;
            if (above != null && lines.get(above.index()).left().equals(line.left())) {
                mark(lines.get(above.index()).right(), rights.get(above.index()), line, rights.get(i), above.changes(), true);
                marked = true;
            } else if (above == null && !line.titles().isEmpty()) {
                // A computation that begins with an expression has that on the left of its first line.
                marked = mark(line.left(), lefts.get(i), line, rights.get(i), 0, false);
            }
            colors[i] = marked ? (above == null ? 0 : above.changes()) % open.length : -1;
            last.put(line.block(), new Last(i, (above == null ? 0 : above.changes()) + (marked ? 1 : 0)));
        }
        List<Row> out = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            boolean inBox = boxed && i == lines.size() - 1;
            out.add(new Row(text(lefts.get(i), false), rights.get(i) == null ? null : text(rights.get(i), inBox), colors[i]));
        }
        return out;
    }

    /** Marks what differs; where {@code whole} is false, only if something stays. */
    private boolean mark(Expr e, Marks from, Lines.Line line, Marks to, int changes, boolean whole) {
        boolean crossOut = CROSSINGS_OUT.containsAll(line.titles());
        List<Difference.Place> places = Difference.of(e, from.layout, line.right(), to.layout, crossOut);
        if (!whole && places.size() == 1 && isAll(places.get(0).before(), from) && isAll(places.get(0).after(), to)) {
            return false;
        }
        String color = open[changes % open.length];
        for (Difference.Place p : places) {
            from.before.add(new Around(p.before(), crossOut && isCrossedOut(p, from.layout.text(), line.titles()) ? CANCEL : color, false));
            to.after.add(new Around(p.after(), color, true));
        }
        return true;
    }

    /** A factor may be cancelled, or a 1; of the terms only a 0 vanishes. */
    private static boolean isCrossedOut(Difference.Place p, String text, List<String> titles) {
        if (!p.after().isEmpty() || p.isFactor() && titles.stream().anyMatch(CANCELLATIONS::contains)) {
            return p.after().isEmpty();
        }
        String gone = text.substring(p.before().start(), p.before().end()).replaceAll("\\\\cdot|\\\\,|[+ ]", "");
        return gone.equals(p.isFactor() ? "1" : "0");
    }

    private static boolean isAll(Difference.Span span, Marks line) {
        return span.end() - span.start() == line.layout.text().length();
    }

    private String text(Marks line, boolean inBox) {
        List<Around> all = new ArrayList<>(line.after);
        boolean boxes = open.length == 1;
        if (boxes) {
            all.removeIf(a -> inBox || isAll(a.span(), line));
        }
        List<Around> drawn = List.copyOf(all);
        for (Around b : line.before) {
            if (!boxes || b.open().equals(CANCEL) || !isAll(b.span(), line) && drawn.stream().noneMatch(a -> a.span().meets(b.span()))) {
                all.addAll(cut(b, drawn));
            }
        }
        all.removeIf(a -> a.span().isEmpty());
        all.sort(Comparator.comparingInt((Around a) -> a.span().start()).thenComparingInt(a -> -a.span().end()).thenComparing(a -> !a.isOuter()));
        String text = line.layout.text();
        StringBuilder out = new StringBuilder();
        ArrayDeque<Around> around = new ArrayDeque<>();
        int at = 0;
        for (Around a : all) {
            at = close(out, text, at, around, a.span().start());
            out.append(text, at, a.span().start());
            at = a.span().start();
            if (around.isEmpty() || !around.peek().span().equals(a.span()) || !around.peek().open().equals(a.open())) {
                out.append(a.open());
                around.push(a);
            }
        }
        at = close(out, text, at, around, text.length());
        return out.append(text, at, text.length()).toString();
    }

    /** Ends the marks that do not reach beyond a place. */
    private static int close(StringBuilder out, String text, int at, ArrayDeque<Around> around, int place) {
        int done = at;
        while (!around.isEmpty() && around.peek().span().end() <= place) {
            int end = around.pop().span().end();
            out.append(text, done, end).append('}');
            done = end;
        }
        return done;
    }

    /** The mark in pieces each of which lies within or outside of each of the others. */
    private static List<Around> cut(Around mark, List<Around> others) {
        List<Around> out = new ArrayList<>();
        int start = mark.span().start();
        int end = mark.span().end();
        for (Around o : others) {
            int a = o.span().start();
            int b = o.span().end();
            if (a < start && start < b && b < end) {
                out.add(new Around(new Difference.Span(start, b), mark.open(), false));
                start = b;
            } else if (start < a && a < end && end < b) {
                out.add(new Around(new Difference.Span(a, end), mark.open(), false));
                end = a;
            }
        }
        out.add(new Around(new Difference.Span(start, end), mark.open(), false));
        return out;
    }
}
