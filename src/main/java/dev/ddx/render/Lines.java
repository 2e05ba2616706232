package dev.ddx.render;

import dev.ddx.expr.Call;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The lines in which a derivation is printed. All that any level shows are laid out first; a level, and what the
 * reader knows, only leave some of them out, so that the lines of a coarser level are among those of a finer one.
 */
final class Lines {

    /**
     * @param left the left side
     * @param isContinued whether the line above belongs to the same computation and has the same left side, which then
     *        need not be written again
     * @param right the right side, or null where it is left to the reader
     * @param titles the titles of all steps that led here from the line above in the same computation; empty for what was
     *        not derived
     * @param depth 0 for the main line, 1 and more for side computations
     * @param block which computation the line belongs to
     * @param isGiven whether it says what is asked
     */
    record Line(Expr left, boolean isContinued, Expr right, List<Reason> reasons, List<Relation> conditions, List<String> titles,
            int depth, int block, boolean isGiven) {

        /** The left side where it is written. */
        Expr shownLeft() {
            return isContinued ? null : left;
        }

        /** The line that is still to be found. */
        Line withoutRight() {
            return new Line(left, isContinued, null, reasons, conditions, titles, depth, block, isGiven);
        }
    }

    /** One computation: the main one, or one aside. */
    private record Block(int number, int depth, Block parent) {
    }

    /**
     * A line that the finest level shows.
     *
     * @param reason why, or null if the reader knows
     * @param from the coarsest level that shows it
     * @param isHidden whether no level shows it
     * @param toldFrom from which level on the lines of a side computation say what the reason says
     * @param handsOver whether the line that follows in the main computation says the same and takes its reason
     */
    private record Entry(Expr left, Expr right, Reason reason, List<Relation> conditions, String title, Block block, int from,
            boolean isHidden, int toldFrom, boolean handsOver, boolean isLast, boolean isGiven) {
    }

    /** What the next line of a block has to say for those that were left out. */
    private static final class Pending {
        private final List<Reason> reasons = new ArrayList<>();
        private final Set<Relation> conditions = new LinkedHashSet<>();
        private final List<String> titles = new ArrayList<>();

        void clear() {
            reasons.clear();
            conditions.clear();
            titles.clear();
        }
    }

    private static final int NEVER = Integer.MAX_VALUE;

    private final Mastered mastered;
    private final Function<Expr, ?> look;
    private final List<Entry> entries = new ArrayList<>();
    private int blocks;

    private Lines(Mastered mastered, Function<Expr, ?> look) {
        this.mastered = mastered;
        this.look = look;
    }

    static List<Line> of(Derivation d, Detail detail) {
        return of(d, detail, Mastered.NOTHING);
    }

    static List<Line> of(Derivation d, Detail detail, Mastered mastered) {
        return of(d, detail, mastered, Function.identity());
    }

    /** @param look what a reader sees of an expression: a line that looks like the one above it is left out */
    static List<Line> of(Derivation d, Detail detail, Mastered mastered, Function<Expr, ?> look) {
        Lines out = new Lines(mastered, look);
        out.add(d, out.block(null), Detail.BRIEF.ordinal(), false, false);
        return out.shown(detail.ordinal());
    }

    private Block block(Block parent) {
        return new Block(blocks++, parent == null ? 0 : parent.depth() + 1, parent);
    }

    /** The lines of several computations, one after the other, after lines that say what is given. */
    static List<Line> of(List<Relation> given, List<Derivation> all, Detail detail, Mastered mastered, Function<Expr, ?> look) {
        Lines out = new Lines(mastered, look);
        for (Relation r : given) {
            out.entries.add(new Entry(r.left(), r.right(), null, List.of(), null, out.block(null), Detail.NORMAL.ordinal(), false, NEVER, false, false, true));
        }
        for (Derivation d : all) {
            out.add(d, out.block(null), Detail.BRIEF.ordinal(), false, false);
        }
        return out.shown(detail.ordinal());
    }

    private static Expr left(Derivation d, Expr whole) {
        return whole instanceof Relation r && r.isEquation() ? r.left() : d.start() instanceof Relation r ? r.left() : d.start();
    }

    private static Expr right(Expr whole) {
        return whole instanceof Relation r && r.isEquation() ? r.right() : whole;
    }

    /**
     * @param from the coarsest level that shows the computation
     * @param isSilent whether no level shows it
     * @param handsOver whether its last line is that of the computation it belongs to
     */
    private void add(Derivation d, Block block, int from, boolean isSilent, boolean handsOver) {
        int normal = Math.max(from, Detail.NORMAL.ordinal());
        if (d.start() instanceof Relation r) {
            Reason reason = d.opening() != null ? d.opening() : r.left() instanceof Call ? Reason.of("Definition")
                    : r.left() instanceof Sym ? Reason.of("Name the function") : null;
            entries.add(new Entry(r.left(), r.right(), reason, List.of(), null, block, normal, isSilent, NEVER, false, false, block.depth() == 0));
        }
        for (int i = 0; i < d.steps().size(); i++) {
            Step s = d.steps().get(i);
            Expr right = right(s.after());
            int toldFrom = NEVER;
            // How a polynomial is differentiated is one idea, unless every rule is asked for.
            int sidesFrom = s.rule().equals("polynomial") ? Detail.FULL.ordinal() : normal;
            for (Derivation side : s.sides()) {
                boolean silent = isSilent || mastered.isSilent(side);
                boolean concludes = !silent && concludes(side, s, right);
                toldFrom = concludes ? sidesFrom : toldFrom;
                add(side, block(block), sidesFrom, silent, concludes);
            }
            boolean last = i == d.steps().size() - 1;
            Reason reason = mastered.reason(s);
            entries.add(new Entry(left(d, s.after()), right, reason, s.conditions(), s.reason().title(), block, last ? from : Math.max(from, s.shownFrom()),
                    isSilent || !last && reason == null, toldFrom, last && handsOver, last, block.depth() == 0 && s.rule().equals("differentiate")));
        }
        if (d.steps().isEmpty()) {
            entries.add(new Entry(left(d, d.start()), right(d.start()), null, List.of(), null, block, from, isSilent, NEVER, handsOver, true, false));
        }
    }

    /** Logarithmic differentiation ends with the derivative itself. */
    private static boolean concludes(Derivation side, Step s, Expr right) {
        return s.rule().equals("logarithmic") && s.path().isEmpty() && side.result().equals(right);
    }

    private List<Line> shown(int level) {
        List<Line> out = new ArrayList<>();
        Map<Block, Pending> all = new HashMap<>();
        Set<Relation> stated = new HashSet<>();
        for (Entry e : entries) {
            Block block = e.block();
            Pending pending = all.computeIfAbsent(block, b -> new Pending());
            if (e.reason() != null && level < e.toldFrom()) {
                pending.reasons.add(e.reason());
            }
            pending.conditions.addAll(e.conditions());
            if (e.title() != null) {
                pending.titles.add(e.title());
            }
            Line above = out.isEmpty() ? null : out.get(out.size() - 1);
            boolean seen = e.from() <= level && !e.isHidden();
            if (seen && !e.handsOver() && !says(above, e)) {
                List<Relation> arisen = Derivation.unstated(stated, pending.conditions);
                stated.addAll(arisen);
                boolean continued = above != null && above.block() == block.number() && above.left().equals(e.left());
                out.add(new Line(e.left(), continued, e.right(), distinct(pending.reasons), arisen, List.copyOf(pending.titles), block.depth(),
                        block.number(), e.isGiven()));
                pending.clear();
            } else if (e.isLast() && block.parent() != null) {
                Pending parent = all.computeIfAbsent(block.parent(), b -> new Pending());
                parent.conditions.addAll(pending.conditions);
                if (seen && e.handsOver()) {
                    parent.reasons.addAll(pending.reasons);
                }
            }
        }
        return out;
    }

    /** Whether the line above is the same to the eye. */
    private boolean says(Line above, Entry e) {
        return above != null && above.depth() == e.block().depth() && looksLike(above.left(), e.left()) && looksLike(above.right(), e.right());
    }

    private boolean looksLike(Expr a, Expr b) {
        return a.equals(b) || look.apply(a).equals(look.apply(b));
    }

    /** Each reason once; before the last a reason of the same title says nothing new. */
    private static List<Reason> distinct(List<Reason> reasons) {
        List<Reason> out = new ArrayList<>();
        for (Reason r : reasons) {
            if (out.stream().noneMatch(o -> o.title().equals(r.title()) && (r.template().isEmpty() || o.equals(r)))) {
                out.add(r);
            }
        }
        return out;
    }
}
