package dev.ddx.rewrite;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Num;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A way to compute a function that loses less in double precision than the way it is written.
 *
 * @param function as it was given
 * @param formula of the same value where its conditions hold; the function itself if none loses less
 * @param before what the function loses as it is written
 * @param after what the formula loses
 * @param domain from where to where each symbol was taken
 * @param points at how many points errors were measured
 * @param patch where a Taylor polynomial is computed, which is not equal to the function; null if there is none
 * @param isCutShort whether there was more to look at than is looked at
 * @param derivation how the formula, or the one outside of the patch, comes from the function
 */
public record Stable(Expr function, Expr formula, Loss before, Loss after, Map<Sym, double[]> domain, int points, TaylorPatch patch,
        boolean isCutShort, Derivation derivation) {

    private static final double ALL_BITS = 53;

    /**
     * @param worst the largest relative error, in units of 2^−53; infinite where there is no value though the exact one exists
     * @param where the values of the symbols there
     * @param bits the mean of the number of bits lost
     */
    public record Loss(double worst, Map<Sym, Double> where, double bits) {
    }

    public Stable {
        domain = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(domain));
    }

    /** Whether a formula was found that loses less. */
    public boolean isBetter() {
        return patch != null || !derivation.steps().isEmpty();
    }

    /** The derivation, and what was measured. */
    public Exposition exposition() {
        List<Exposition.Part> parts = new ArrayList<>();
        if (points == 0) {
            parts.add(remark(Reason.of("No point was found at which its error could be measured")));
            return new Exposition(parts, List.of(formula));
        }
        parts.add(remark(loss(before, Reason.of("As it is written, up to ${n}$ units are lost, for {l}, on average ${b}$ bits"),
                Reason.of("As it is written, all digits are lost or there is no value, for {l}, on average ${b}$ bits are lost"))));
        if (isBetter()) {
            if (patch == null) {
                parts.add(new Exposition.Lines(derivation, true));
            } else {
                if (!derivation.steps().isEmpty()) {
                    parts.add(new Exposition.Lines(derivation, false));
                }
                parts.add(remark(patch.sentence()));
                parts.add(new Exposition.Lines(new Derivation(formula, List.of()), true));
            }
            parts.add(remark(loss(after, Reason.of("This way, up to ${n}$ units are lost, for {l}, on average ${b}$ bits"),
                    Reason.of("This way, all digits are lost or there is no value, for {l}, on average ${b}$ bits are lost"))));
        } else if (before.worst() > Superior.ACCURATE) {
            parts.add(remark(isCutShort ? Reason.of("Of the ways to write it that were looked at, none loses less; there are more than are looked at")
                    : Reason.of("No way to write it was found that loses less")));
        }
        List<Relation> ranges = new ArrayList<>();
        domain.forEach((s, r) -> ranges.add(Superior.between(s, r)));
        parts.add(remark(Reason.of("A unit is ${u}$ of the value, measured against 60 digits at ${n}$ points with {l}").with("u", Superior.UNIT).with("n", Num.of(points))
                .with("l", new Reason.Words.Formulas(ranges))));
        return new Exposition(parts, List.of(formula));
    }

    private static Exposition.Remark remark(Reason r) {
        return new Exposition.Remark(r);
    }

    private static Reason loss(Loss l, Reason some, Reason all) {
        List<Relation> where = new ArrayList<>();
        l.where().forEach((s, v) -> where.add(Relation.of(s, Relation.Op.EQ, Superior.number(v, 4))));
        boolean gone = !(l.worst() < Math.pow(2, ALL_BITS - 1));
        Reason r = (gone ? all : some).with("l", new Reason.Words.Formulas(where)).with("b", Superior.number(l.bits(), 2));
        return gone ? r : r.with("n", Superior.number(l.worst(), 2));
    }
}
