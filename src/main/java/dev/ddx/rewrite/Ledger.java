package dev.ddx.rewrite;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * What a derivation holds for: where the function and its derivative are defined, what the steps assumed, and what is
 * the case at the points that this leaves out.
 *
 * @param variable what the function was differentiated by
 * @param symbols all symbols of the function, the variable first
 * @param function where the function is defined, no relation for everywhere; null if that was not found out
 * @param derivative where the derivative was shown to hold, in the same way
 * @param assumed what steps took for granted beyond the function being defined
 * @param points what is the case at single points, from left to right, those without a number last
 */
public record Ledger(Sym variable, List<Sym> symbols, List<Relation> function, List<Relation> derivative, List<Assumed> assumed,
        List<Point> points) {

    /** A condition, and the reason of the step that took it for granted. */
    public record Assumed(Relation condition, Reason reason) {
    }

    /** What is the case at a point. */
    public enum Kind {
        /** The derivatives from the two sides differ. */
        KINK,
        /** The derivatives from the two sides agree, so that it exists, though the steps leave the point out. */
        DIFFERENTIABLE,
        /** The slope grows beyond all bounds from one side at least. */
        VERTICAL,
        /** The domain ends there and the derivative from its side exists. */
        END,
        /** The domain ends there and the slope grows beyond all bounds. */
        VERTICAL_END,
        /** The limits of the function from the two sides differ. */
        JUMP,
        /** The function has a limit that is not its value. */
        NOT_THE_LIMIT,
        /** The function has no value but a limit, and with it a derivative. */
        REMOVABLE,
        /** The function has no value, its derivative as it is written has. */
        GAP,
        /** Whether there is a derivative was not found out. */
        UNDECIDED,
        /** The function need not be continuous. */
        MAY_JUMP
    }

    /**
     * @param where x = a, or an equation that was not solved
     * @param left the derivative from the left, of a jump the limit of the function from the left; null where there is none
     * @param right the same from the right
     * @param value the limit of the function for {@link Kind#REMOVABLE} and {@link Kind#NOT_THE_LIMIT}, the value of the
     *        derivative as it is written for {@link Kind#GAP}, else null
     * @param period where the same is the case at all points that differ from this one by multiples of it, else null
     */
    public record Point(Kind kind, Relation where, Expr left, Expr right, Expr value, Expr period) {

        /** A single point. */
        public Point(Kind kind, Relation where, Expr left, Expr right, Expr value) {
            this(kind, where, left, right, value, null);
        }

        /** It, and what differs from it by multiples of a period. */
        public Point repeated(Expr p) {
            return new Point(kind, where, left, right, value, p);
        }

        /** x = a, or x = a + kp. */
        public Relation place() {
            return period == null ? where : Progression.of(where, period);
        }

        /** It as a sentence. */
        public Reason sentence() {
            Reason r = switch (kind) {
                case KINK -> Reason.of("Kink at ${p}$: the derivative is ${l}$ from the left and ${r}$ from the right");
                case DIFFERENTIABLE -> Reason.of("Differentiable at ${p}$ too: the derivative is ${l}$ from both sides");
                case VERTICAL -> Reason.of("No derivative at ${p}$: the tangent is vertical");
                case END -> left == null ? Reason.of("The domain ends at ${p}$, where the derivative from the right is ${r}$")
                        : Reason.of("The domain ends at ${p}$, where the derivative from the left is ${l}$");
                case VERTICAL_END -> Reason.of("The domain ends at ${p}$, where the tangent is vertical: no derivative there");
                case JUMP -> Reason.of("Jump at ${p}$, from ${l}$ to ${r}$");
                case NOT_THE_LIMIT -> Reason.of("Not continuous at ${p}$: the limit there is ${v}$");
                case REMOVABLE -> Reason.of("Removable gap at ${p}$: with the value ${v}$ the function has the derivative ${l}$ there");
                case GAP -> Reason.of("The function has no value at ${p}$, where the formula for the derivative gives ${v}$");
                case UNDECIDED -> Reason.of("Not decided: whether there is a derivative where ${p}$");
                case MAY_JUMP -> Reason.of("The function may jump where ${p}$");
            };
            Map<String, Expr> places = new LinkedHashMap<>();
            places.put("p", place());
            if (left != null) {
                places.put("l", left);
            }
            if (right != null) {
                places.put("r", right);
            }
            if (value != null) {
                places.put("v", value);
            }
            return r.withBindings(places);
        }
    }

    public Ledger {
        symbols = List.copyOf(symbols);
        function = function == null ? null : List.copyOf(function);
        derivative = derivative == null ? null : List.copyOf(derivative);
        assumed = List.copyOf(assumed);
        points = List.copyOf(points);
    }

    /** This with a condition as what was assumed before all else, instead of as a part of where things are defined. */
    public Ledger assuming(Relation condition, Reason reason) {
        List<Assumed> all = new ArrayList<>(List.of(new Assumed(condition, reason)));
        all.addAll(assumed);
        return new Ledger(variable, symbols, without(function, condition), without(derivative, condition), all, points);
    }

    private static List<Relation> without(List<Relation> relations, Relation one) {
        return relations == null ? null : relations.stream().filter(r -> !r.equals(one)).toList();
    }

    /** It as sentences. */
    public List<Reason> sentences() {
        List<Reason> out = new ArrayList<>();
        if (function != null && derivative != null && new LinkedHashSet<>(function).equals(new LinkedHashSet<>(derivative))) {
            out.add(function.isEmpty() ? Reason.of("Function and derivative are defined for all real {x}").with("x", new Reason.Words.Formulas(symbols))
                    : Reason.of("Function and derivative are defined for {c}").with("c", new Reason.Words.Formulas(function)));
        } else {
            if (function != null) {
                out.add(function.isEmpty() ? Reason.of("The function is defined for all real {x}").with("x", new Reason.Words.Formulas(symbols))
                        : Reason.of("The function is defined for {c}").with("c", new Reason.Words.Formulas(function)));
            }
            if (derivative != null) {
                out.add(derivative.isEmpty() ? Reason.of("The derivative holds for all real {x}").with("x", new Reason.Words.Formulas(symbols))
                        : Reason.of("The derivative holds for {c}").with("c", new Reason.Words.Formulas(derivative)));
            }
        }
        if (!assumed.isEmpty()) {
            out.add(Reason.of("Assumed on the way: {c}").with("c", new Reason.Words.Formulas(assumed.stream().map(Assumed::condition).toList(),
                    assumed.stream().map(Assumed::reason).toList())));
        }
        points.forEach(p -> out.add(p.sentence()));
        if (points.stream().anyMatch(p -> p.period() != null)) {
            out.add(Reason.of("For each integer ${k}$ there is such a point").with("k", Progression.integer(variable)));
        }
        return out;
    }
}
