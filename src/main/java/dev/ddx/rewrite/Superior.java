package dev.ddx.rewrite;

import dev.ddx.expr.Call;
import dev.ddx.expr.Derivative;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Power;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Forms of a derivative that reuse what the computation of the function has computed.
 *
 * @param variable by which the derivative is taken
 * @param order of the derivative
 * @param forward the names of what is computed for the function, in order, the function last
 * @param value the function: a name or a symbol
 * @param fewest the form with the fewest further operations that was found
 * @param stable the form that loses least, of few operations; may be the same
 * @param bound every formula of up to so many further operations and without further calls was looked at; −1 for none
 * @param pool what those formulas were made of
 * @param domain from where to where each symbol was taken
 * @param points at how many points errors were measured
 * @param differ where the form with the fewest operations loses more than 8 units and the stable one less: intervals of the variable
 * @param lost where it loses all digits
 */
public record Superior(Sym variable, int order, Map<Sym, Expr> forward, Expr value, Form fewest, Form stable, int bound, List<Expr> pool,
        Map<Sym, double[]> domain, int points, List<double[]> differ, List<double[]> lost) {

    /** The error beyond which a form is not called accurate. */
    public static final double ACCURATE = 8;
    private static final double ALL = 0x1p52;
    static final Expr UNIT = Power.of(Num.TWO, Neg.of(Num.of(53)));

    /**
     * @param formula over the symbols, the names of the forward pass, and calls of functions
     * @param operations further arithmetic operations
     * @param calls further calls of functions, roots and powers
     * @param isProved whether it was proved to be the derivative
     * @param error the largest relative error that was measured, in units of 2^−53; infinite where it has no value
     * @param where the value of the symbols there
     * @param needed what must hold for it to have a value beyond what must hold for the derivative, in the symbols of the function
     * @param derivation how it, or what it is outside of the patch, comes from the function
     * @param patch where it is a Taylor polynomial, for which the proof does not hold; null if it has none
     */
    public record Form(Expr formula, int operations, int calls, boolean isProved, double error, Map<Sym, Double> where,
            List<Relation> needed, Derivation derivation, TaylorPatch patch) {
    }

    public Superior {
        forward = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(forward));
        domain = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(domain));
        pool = List.copyOf(pool);
        differ = List.copyOf(differ);
        lost = List.copyOf(lost);
    }

    /** The two passes with one of the forms. */
    public Passes passes(Form form) {
        return new Passes(forward, List.of(value), Map.of(), List.of(form.formula()));
    }

    /** Whether no formula over the pool has fewer operations than the one that was found. */
    public boolean isFewest() {
        return fewest.calls() == 0 && fewest.operations() <= bound + 1;
    }

    public boolean isOneForm() {
        return fewest.formula().equals(stable.formula());
    }

    /** What a reader is told, in this order. */
    public List<Reason> sentences() {
        List<Reason> out = new ArrayList<>();
        List<Relation> lines = new ArrayList<>();
        Map<Sym, Expr> shown = Passes.shown(forward, List.of(value, fewest.formula(), stable.formula()));
        // What has no line of its own is written as what it is.
        List<Expr> made = pool.stream().map(e -> e instanceof Sym s && !shown.containsKey(s) ? forward.getOrDefault(s, e) : e).toList();
        shown.forEach((name, line) -> lines.add(Relation.of(name, Relation.Op.EQ, line)));
        if (!lines.isEmpty()) {
            out.add(Reason.of("The forward pass computes {l}").with("l", new Reason.Words.Formulas(lines)));
        }
        out.add(found(fewest, true));
        if (isFewest() && fewest.operations() > 0) {
            out.add(Reason.of("No formula of fewer operations has this value: all were looked at that are made of {l}")
                    .with("l", new Reason.Words.Formulas(made)));
        } else if (bound >= 0 && fewest.operations() > 0) {
            out.add(Reason.of("No formula of up to ${n}$ operations and no call has this value: all were looked at that are made of {l}")
                    .with("n", Num.of(bound)).with("l", new Reason.Words.Formulas(made)));
        }
        addNeeded(out, fewest);
        out.add(lossOf(fewest));
        if (!isOneForm()) {
            out.add(found(stable, false));
            if (stable.patch() != null) {
                out.add(stable.patch().sentence());
            }
            addNeeded(out, stable);
            out.add(lossOf(stable));
            if (!differ.isEmpty()) {
                out.add(Reason.of("The form with the fewest operations is off by more than 8 units, and more than the stable one, for {l}")
                        .with("l", new Reason.Words.Formulas(intervals(differ))));
            }
        } else {
            out.add(Reason.of("This is the stable form, too"));
        }
        if (!lost.isEmpty()) {
            out.add(Reason.of("The form with the fewest operations loses all digits for {l}").with("l", new Reason.Words.Formulas(intervals(lost))));
        }
        if (!(stable.error() <= ACCURATE) && points > 0) {
            out.add(Reason.of("No form was found that stays within 8 units"));
        }
        List<Relation> ranges = new ArrayList<>();
        domain.forEach((s, r) -> ranges.add(between(s, r)));
        out.add(Reason.of("A unit is ${u}$ of the value, measured against 60 digits at ${n}$ points with {l}").with("u", UNIT).with("n", Num.of(points))
                .with("l", new Reason.Words.Formulas(ranges)));
        if (!fewest.isProved() || !stable.isProved()) {
            out.add(Reason.of("That the form is the derivative was not proved, it only agrees at random points"));
        }
        return out;
    }

    private Reason found(Form form, boolean isFewest) {
        Expr f = Relation.of(Derivative.of(value, java.util.Collections.nCopies(order, variable)), Relation.Op.EQ, form.formula());
        Reason r = isFewest
                ? form.calls() == 0 ? Reason.of("Fewest operations: ${f}$, further operations: ${n}$")
                        : Reason.of("Fewest operations: ${f}$, further operations: ${n}$, further calls: ${k}$")
                : form.calls() == 0 ? Reason.of("Stable form: ${f}$, further operations: ${n}$")
                        : Reason.of("Stable form: ${f}$, further operations: ${n}$, further calls: ${k}$");
        r = r.with("f", f).with("n", Num.of(form.operations()));
        return form.calls() == 0 ? r : r.with("k", Num.of(form.calls()));
    }

    private static void addNeeded(List<Reason> out, Form form) {
        if (!form.needed().isEmpty()) {
            out.add(Reason.of("It has a value only for {l}").with("l", new Reason.Words.Formulas(form.needed())));
        }
    }

    private Reason lossOf(Form form) {
        if (points == 0) {
            return Reason.of("No point was found at which its error could be measured");
        }
        return form.error() == 0 ? Reason.of("It is exact at all points")
                : loss(form.error(), form.where(), Reason.of("Its largest relative error is ${n}$ units, for {l}"), Reason.of("It loses all digits, as for {l}"),
                        Reason.of("It has no value in double precision where the derivative has one, as for {l}"));
    }

    /** One of three sentences: with the error, that all digits are lost, or that there is no value. */
    static Reason loss(double error, Map<Sym, Double> at, Reason some, Reason all, Reason none) {
        List<Relation> where = new ArrayList<>();
        at.forEach((s, v) -> where.add(Relation.of(s, Relation.Op.EQ, number(v, 4))));
        Reason r = (Double.isInfinite(error) ? none : error >= ALL ? all : some).with("l", new Reason.Words.Formulas(where));
        return error >= ALL ? r : r.with("n", number(error, error < 100 ? 2 : 1));
    }

    private List<Relation> intervals(List<double[]> all) {
        return all.stream().map(r -> between(variable, r)).toList();
    }

    static Relation between(Sym s, double[] r) {
        return r[0] == r[1] ? Relation.of(s, Relation.Op.EQ, number(r[0], 4))
                : Relation.of(List.of(number(r[0], 4), s, number(r[1], 4)), List.of(Relation.Op.LE, Relation.Op.LE));
    }

    /** A number rounded to some digits. */
    static Expr number(double v, int digits) {
        if (Double.isInfinite(v) || Double.isNaN(v)) {
            return Call.of("infinity", Num.ONE);
        }
        BigDecimal d = new BigDecimal(Math.abs(v)).round(new MathContext(digits)).stripTrailingZeros();
        Expr n;
        if (d.signum() != 0 && (d.precision() - d.scale() > 7 || d.scale() > 7)) {
            int ten = d.precision() - d.scale() - 1;
            Expr power = dev.ddx.expr.Power.of(Num.of(10), ten < 0 ? Neg.of(Num.of(-ten)) : Num.of(ten));
            BigDecimal m = d.scaleByPowerOfTen(-ten);
            n = m.compareTo(BigDecimal.ONE) == 0 ? power : dev.ddx.expr.Product.of(Num.of(m), power);
        } else {
            n = Num.of(d.scale() < 0 ? d.setScale(0) : d);
        }
        return v < 0 ? Neg.of(n) : n;
    }
}
