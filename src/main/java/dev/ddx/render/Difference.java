package dev.ddx.render;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Num;
import dev.ddx.expr.Product;
import dev.ddx.expr.Sum;
import java.util.ArrayList;
import java.util.List;

/**
 * The places in which two lines differ. They are parts, or neighbouring terms or factors; what stands outside of them is
 * the same in both lines, character for character.
 */
final class Difference {

    /** From one character to before another. */
    record Span(int start, int end) {

        boolean isEmpty() {
            return start == end;
        }

        /** Whether they have a character in common. */
        boolean meets(Span other) {
            return start < other.end && other.start < end;
        }
    }

    /**
     * What stood in the one line and stands in the other instead; one of the two may be nothing.
     *
     * @param isFactor whether factors of a product have changed
     */
    record Place(Span before, Span after, boolean isFactor) {
    }

    /** Deeper than that nobody reads. */
    private static final int MAX_HEIGHT = 200;
    private static final int MAX_SIZE = 20_000;
    private static final int MAX_PAIRS = 40_000;

    private final String before;
    private final String after;
    private final boolean dropsOnly;

    private Difference(String before, String after, boolean dropsOnly) {
        this.before = before;
        this.after = after;
        this.dropsOnly = dropsOnly;
    }

    /**
     * The places in their order; the whole of both where nothing smaller will do.
     *
     * @param dropsOnly whether what is left of a product with one factor, or of a sum with one term, is that factor or
     *        term; else it is what the whole has become, even if it looks like a part of it
     */
    static List<Place> of(Expr a, Layout x, Expr b, Layout y, boolean dropsOnly) {
        Difference difference = new Difference(x.text(), y.text(), dropsOnly);
        List<Place> whole = List.of(new Place(new Span(0, x.text().length()), new Span(0, y.text().length()), false));
        if (Math.max(a.height(), b.height()) > MAX_HEIGHT || Math.max(a.size(), b.size()) > MAX_SIZE) {
            return whole;
        }
        List<Place> places = difference.places(a, x.whole(), b, y.whole());
        return places != null && difference.isAll(places) ? places : whole;
    }

    /** Whether the rest is the same. */
    private boolean isAll(List<Place> places) {
        StringBuilder left = new StringBuilder();
        StringBuilder right = new StringBuilder();
        int i = 0;
        int j = 0;
        for (Place p : places) {
            if (p.before().start() < i || p.after().start() < j) {
                return false;
            }
            left.append(before, i, p.before().start()).append('\n');
            right.append(after, j, p.after().start()).append('\n');
            i = p.before().end();
            j = p.after().end();
        }
        return left.append(before.substring(i)).toString().contentEquals(right.append(after.substring(j)));
    }

    private boolean same(int start, int end, int otherStart, int otherEnd) {
        return end - start == otherEnd - otherStart && before.regionMatches(start, after, otherStart, end - start);
    }

    /** The places in a part, or null if it cannot be said within the part. The depth is bounded by {@link #MAX_HEIGHT}. */
    private List<Place> places(Expr a, Layout.Box x, Expr b, Layout.Box y) {
        if (same(x.start(), x.end(), y.start(), y.end())) {
            return List.of();
        }
        boolean sameBrackets = same(x.start(), x.innerStart(), y.start(), y.innerStart()) && same(x.innerEnd(), x.end(), y.innerEnd(), y.end());
        if (sameBrackets) {
            List<Place> inside = inside(a, x, b, y);
            if (inside != null) {
                return inside;
            }
        }
        if (!x.isWhole() || !y.isWhole()) {
            return null;
        }
        if (sameBrackets && x.innerStart() > x.start()) {
            return place(x.innerStart(), x.innerEnd(), y.innerStart(), y.innerEnd(), false);
        }
        return place(x.start(), x.end(), y.start(), y.end(), false);
    }

    /** One place, or null if a mark there would tear apart what belongs together. */
    private List<Place> place(int start, int end, int otherStart, int otherEnd, boolean isFactor) {
        return canBeMarked(before, start, end) && canBeMarked(after, otherStart, otherEnd)
                ? List.of(new Place(new Span(start, end), new Span(otherStart, otherEnd), isFactor)) : null;
    }

    /** A script belongs to what stands before it; and one character without braces is all that it can be. */
    private static boolean canBeMarked(String text, int start, int end) {
        return start == end || !(start > 0 && isScript(text.charAt(start - 1)) || end < text.length() && isScript(text.charAt(end)));
    }

    private static boolean isScript(char c) {
        return c == '^' || c == '_' || c == '\'' || c == '!';
    }

    private List<Place> inside(Expr a, Layout.Box x, Expr b, Layout.Box y) {
        if (a instanceof Sum && !(b instanceof Sum) && !(dropsOnly && ((Sum) a).terms().contains(Num.ZERO))
                || a instanceof Product && !(b instanceof Product || b instanceof Sum) && !dropsOnly) {
            return null;
        }
        if (a instanceof Sum || b instanceof Sum) {
            return inList(items(a, x, a instanceof Sum), x, items(b, y, b instanceof Sum), y, false);
        }
        if (a instanceof Product || b instanceof Product) {
            return inList(items(a, x, a instanceof Product), x, items(b, y, b instanceof Product), y, true);
        }
        if (a.getClass() != b.getClass() || a.children().isEmpty() || a.children().size() != b.children().size()
                || !a.withChildren(b.children()).equals(b) || x.parts().size() != y.parts().size()) {
            return null;
        }
        List<Place> out = new ArrayList<>();
        int i = x.innerStart();
        int j = y.innerStart();
        for (int k = 0; k < x.parts().size(); k++) {
            Layout.Box p = x.parts().get(k);
            Layout.Box q = y.parts().get(k);
            if (p.index() != q.index() || !same(i, p.start(), j, q.start())) {
                return null;
            }
            List<Place> places = places(a.children().get(p.index()), p, b.children().get(q.index()), q);
            if (places == null) {
                return null;
            }
            out.addAll(places);
            i = p.end();
            j = q.end();
        }
        return same(i, x.innerEnd(), j, y.innerEnd()) ? out : null;
    }

    /** A term or a factor. */
    private record Item(Expr e, Layout.Box box) {
    }

    /** The terms or factors, or the whole as the only one; null if they do not stand one after the other. */
    private static List<Item> items(Expr e, Layout.Box box, boolean isList) {
        if (!isList) {
            return List.of(new Item(e, box.inner()));
        }
        List<Layout.Box> parts = box.parts();
        int n = e.children().size();
        if (parts.size() != n || n == 0 || parts.get(0).start() != box.innerStart() || parts.get(n - 1).end() != box.innerEnd()) {
            return null;
        }
        List<Item> out = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            if (parts.get(i).index() != i || !parts.get(i).isWhole()) {
                return null;
            }
            out.add(new Item(e.children().get(i), parts.get(i)));
        }
        return out;
    }

    private boolean same(Item a, Item b) {
        return same(a.box().start(), a.box().end(), b.box().start(), b.box().end());
    }

    private List<Place> inList(List<Item> as, Layout.Box x, List<Item> bs, Layout.Box y, boolean isFactor) {
        if (as == null || bs == null) {
            return null;
        }
        List<Place> out = new ArrayList<>();
        int i = 0;
        int j = 0;
        for (int[] pair : common(as, bs)) {
            if (!gap(out, as, x, i, pair[0], bs, y, j, pair[1], isFactor)) {
                return null;
            }
            i = pair[0] + 1;
            j = pair[1] + 1;
        }
        return gap(out, as, x, i, as.size(), bs, y, j, bs.size(), isFactor) ? out : null;
    }

    /** The longest common subsequence, as pairs of indices; of very long lists only what is common at the ends. */
    private List<int[]> common(List<Item> as, List<Item> bs) {
        int n = as.size();
        int m = bs.size();
        List<int[]> out = new ArrayList<>();
        if ((long) n * m > MAX_PAIRS) {
            int i = 0;
            while (i < Math.min(n, m) && same(as.get(i), bs.get(i))) {
                out.add(new int[] {i, i});
                i++;
            }
            int k = Math.min(n, m) - i;
            int tail = 0;
            while (tail < k && same(as.get(n - 1 - tail), bs.get(m - 1 - tail))) {
                tail++;
            }
            for (; tail > 0; tail--) {
                out.add(new int[] {n - tail, m - tail});
            }
            return out;
        }
        int[][] length = new int[n + 1][m + 1];
        for (int i = n - 1; i >= 0; i--) {
            for (int j = m - 1; j >= 0; j--) {
                length[i][j] = same(as.get(i), bs.get(j)) ? length[i + 1][j + 1] + 1 : Math.max(length[i + 1][j], length[i][j + 1]);
            }
        }
        int i = 0;
        int j = 0;
        while (i < n && j < m) {
            if (same(as.get(i), bs.get(j)) && length[i][j] == length[i + 1][j + 1] + 1) {
                out.add(new int[] {i++, j++});
            } else if (length[i + 1][j] >= length[i][j + 1]) {
                i++;
            } else {
                j++;
            }
        }
        return out;
    }

    private static int endBefore(List<Item> items, Layout.Box box, int i) {
        return i == 0 ? box.innerStart() : items.get(i - 1).box().end();
    }

    private static int startOf(List<Item> items, Layout.Box box, int i) {
        return i == items.size() ? box.innerEnd() : items.get(i).box().start();
    }

    /** Adds the places between two pairs of equal items, with what joins them; false if there can be no mark. */
    private boolean gap(List<Place> out, List<Item> as, Layout.Box x, int i, int iEnd, List<Item> bs, Layout.Box y, int j, int jEnd, boolean isFactor) {
        int start = endBefore(as, x, i);
        int otherStart = endBefore(bs, y, j);
        int end = startOf(as, x, iEnd);
        int otherEnd = startOf(bs, y, jEnd);
        if (same(start, end, otherStart, otherEnd)) {
            return true;
        }
        if (i == iEnd && j == jEnd) {
            return false;
        }
        if (iEnd - i == jEnd - j && oneByOne(out, as, x, i, iEnd, bs, y, j, jEnd)) {
            return true;
        }
        // What joins the items to their neighbours stays outside where it can.
        int first = i == iEnd ? end : as.get(i).box().start();
        int otherFirst = j == jEnd ? otherEnd : bs.get(j).box().start();
        int last = i == iEnd ? start : as.get(iEnd - 1).box().end();
        int otherLast = j == jEnd ? otherStart : bs.get(jEnd - 1).box().end();
        List<Place> place;
        if (i == iEnd) {
            place = same(otherLast, otherEnd, start, end, after, before) ? place(start, start, otherStart, otherLast, isFactor)
                    : same(otherStart, otherFirst, start, end, after, before) ? place(end, end, otherFirst, otherEnd, isFactor) : null;
        } else if (j == jEnd) {
            place = same(last, end, otherStart, otherEnd) ? place(start, last, otherStart, otherStart, isFactor)
                    : same(start, first, otherStart, otherEnd) ? place(first, end, otherEnd, otherEnd, isFactor) : null;
        } else {
            boolean left = same(start, first, otherStart, otherFirst);
            boolean right = same(last, end, otherLast, otherEnd);
            place = place(left ? first : start, right ? last : end, left ? otherFirst : otherStart, right ? otherLast : otherEnd, isFactor);
        }
        if (place == null) {
            return false;
        }
        out.addAll(place);
        return true;
    }

    private static boolean same(int start, int end, int otherStart, int otherEnd, String text, String other) {
        return end - start == otherEnd - otherStart && text.regionMatches(start, other, otherStart, end - start);
    }

    private boolean oneByOne(List<Place> out, List<Item> as, Layout.Box x, int i, int iEnd, List<Item> bs, Layout.Box y, int j, int jEnd) {
        List<Place> found = new ArrayList<>();
        for (int k = 0; k <= iEnd - i; k++) {
            if (!same(endBefore(as, x, i + k), startOf(as, x, i + k), endBefore(bs, y, j + k), startOf(bs, y, j + k))) {
                return false;
            }
            if (k < iEnd - i) {
                Item a = as.get(i + k);
                Item b = bs.get(j + k);
                List<Place> places = places(a.e(), a.box(), b.e(), b.box());
                if (places == null) {
                    return false;
                }
                found.addAll(places);
            }
        }
        out.addAll(found);
        return true;
    }
}
