package dev.ddx.verify;

import dev.ddx.expr.Assumptions;
import dev.ddx.expr.Call;
import dev.ddx.expr.Derivative;
import dev.ddx.expr.EvaluatedAt;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Limit;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Piecewise;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import dev.ddx.rewrite.Curve;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Step;
import dev.ddx.verify.Verification.Checked;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Checks a derivation without knowing how it was found: each line must say the same as the one before it
 * wherever the conditions stated so far hold, derivatives in it being carried out by a method of the verifier's
 * own, and each reason must fit its step.
 *
 * <p>Immutable. The time is that of the exact tests, plus a few milliseconds for each line that needs numbers.
 */
public final class Verifier {

    /** Points at which lines are compared where there is no proof. */
    public static final int POINTS = 5;
    /** Digits to which they agree there. */
    public static final int DIGITS = 40;

    private final FunctionTable functions;
    private final Map<String, Relation> formulas;
    private final Assumptions assumptions;

    /**
     * @param functions what functions mean: definitions, and derivatives that the user gave; derivatives of functions
     *        that the verifier knows itself are not looked at
     * @param formulas the rules that are a formula, as pattern = template by name
     * @param assumptions what is taken for granted of the symbols
     */
    public Verifier(FunctionTable functions, Map<String, Relation> formulas, Assumptions assumptions) {
        this.assumptions = assumptions;
        this.functions = functions;
        this.formulas = Map.copyOf(formulas);
    }

    /** @throws dev.ddx.expr.DdxException of kind LIMIT if the time is up */
    public Verification verify(Derivation d, Limits limits) {
        return new Run(limits, d.curve()).verify(d);
    }

    private final class Run {

        private final Unfolding unfolding;
        private final Comparison comparison;
        private final Map<Expr, Unfolding.Plain> plain = new HashMap<>();
        private final List<Checked> checked = new ArrayList<>();
        private final Limits limits;
        private final long deadline;
        /** Whether the equations that are looked at are those between points of the curve. */
        private boolean onCurve;

        Run(Limits limits, Curve curve) {
            this.limits = limits;
            this.unfolding = curve == null ? new Unfolding(functions) : new Unfolding(functions).on(curve);
            this.comparison = new Comparison(unfolding, functions, assumptions, limits);
            this.deadline = System.nanoTime() + limits.timeoutMillis() * 1_000_000;
        }

        Verification verify(Derivation d) {
            check(d, "", assumptions.relations());
            return new Verification(checked, unfolding.assumptions());
        }

        private void check(Derivation d, String prefix, List<Relation> inherited) {
            Set<Relation> conditions = new LinkedHashSet<>(inherited);
            UnaryOperator<Expr> named = naming(d);
            onCurve = d.curve() != null;
            if (d.curve() == null && d.start() instanceof Relation r && r.isEquation() && r.left() instanceof Call) {
                Verdict v = compare(named.apply(r.left()), named.apply(r.right()), inherited, Comparison.Mode.LINE);
                if (!v.accepted()) {
                    checked.add(new Checked(prefix + "0", "definition", shorten(r.left()), shorten(r.right()), v));
                }
            }
            if (d.curve() != null && d.start() instanceof Relation && !d.curve().equations().contains(d.start())) {
                checked.add(new Checked(prefix + "0", "given", shorten(d.start()), shorten(d.start()), new Verdict.Failed("it is not what is given")));
            }
            Expr expected = d.start();
            for (int i = 0; i < d.steps().size(); i++) {
                Step s = d.steps().get(i);
                String place = prefix + (i + 1);
                conditions.addAll(s.conditions());
                for (int k = 0; k < s.sides().size(); k++) {
                    check(s.sides().get(k), place + "." + (k + 1) + ".", List.copyOf(conditions));
                    onCurve = d.curve() != null;
                    conditions.addAll(s.sides().get(k).conditions());
                }
                if (System.nanoTime() > deadline) {
                    throw Limits.reached("the time is up", limits.timeoutMillis(), "--timeout (milliseconds)");
                }
                named = naming(s, named);
                Verdict v = s.before().equals(expected) ? verdict(s, named, List.copyOf(conditions))
                        : new Verdict.Failed("it does not begin where the step before it ended");
                checked.add(new Checked(place, s.rule(), shorten(s.before()), shorten(s.after()), v));
                expected = s.after();
            }
        }

        /** What the names of the derivation, or those that an equation at the start, or steps introduce stand for, put in their places. */
        private UnaryOperator<Expr> naming(Derivation d) {
            if (!d.names().isEmpty()) {
                return e -> e.substitute(d.names()::get);
            }
            Map<Sym, Expr> introduced = new HashMap<>();
            for (Step s : d.steps()) {
                for (Expr e : s.rule().equals("in-terms-of") ? s.reason().bindings().values() : List.<Expr>of()) {
                    if (e instanceof Relation r && r.isEquation() && r.left() instanceof Sym y && r.right().isFreeOf(y) && d.start().isFreeOf(y)
                            && s.before().isFreeOf(y)) {
                        introduced.put(y, r.right());
                    }
                }
            }
            UnaryOperator<Expr> atStart = namingAtStart(d);
            return introduced.isEmpty() ? atStart : e -> atStart.apply(introduced.keySet().stream().anyMatch(y -> isVariable(e, y)) ? e : e.substitute(introduced::get));
        }

        private UnaryOperator<Expr> namingAtStart(Derivation d) {
            if (d.curve() == null && d.start() instanceof Relation r && r.isEquation() && !r.right().contains(r.left())
                    && (r.left() instanceof Sym || r.left() instanceof Call c && functions.lookup(c.name(), c.arguments().size()) == null)) {
                return e -> isVariable(e, r.left()) ? e : e.replace(r.left(), r.right());
            }
            return UnaryOperator.identity();
        }

        /** The same, with the letter that a step introduces by saying what it is: the lines after it are compared with that in its place. */
        private static UnaryOperator<Expr> naming(Step s, UnaryOperator<Expr> before) {
            Map<String, Expr> bindings = s.reason().bindings();
            return s.rule().equals("in-terms-of") && bindings.get("y") instanceof Sym y && bindings.containsKey("f") && s.before().isFreeOf(y)
                    && bindings.get("f").isFreeOf(y) ? e -> before.apply(e.replace(y, bindings.get("f"))) : before;
        }

        private static boolean isVariable(Expr e, Expr s) {
            return e.subexpressions().stream().anyMatch(n -> n instanceof Derivative d && d.variables().contains(s));
        }

        private Verdict verdict(Step s, UnaryOperator<Expr> named, List<Relation> stated) {
            List<Relation> given = stated.stream().map(r -> (Relation) named.apply(r)).toList();
            Expr part = s.before();
            for (int i : s.path()) {
                if (i < 0 || i >= part.children().size()) {
                    return new Verdict.Failed("there is no such place in the line as " + s.path());
                }
                part = part.children().get(i);
            }
            String misfit = new Claims(formulas, (a, b) -> compare(named.apply(a), named.apply(b), given, Comparison.Mode.VALUES)).misfit(s, part);
            if (misfit != null) {
                return new Verdict.Failed("the reason does not fit: " + misfit);
            }
            Expr before = named.apply(s.before());
            Expr after = named.apply(s.after());
            if (s.before() instanceof Relation b && s.after() instanceof Relation a) {
                return b.left().equals(a.left()) && b.ops().equals(a.ops()) && b.operands().size() == 2
                        ? parts(named.apply(b.right()), named.apply(a.right()), s.path().isEmpty() ? List.of() : s.path().subList(1, s.path().size()), given)
                        : relation((Relation) before, (Relation) after, given);
            }
            if (s.after() instanceof Relation) {
                return identity((Relation) after, given);
            }
            return parts(s.before() instanceof Relation ? ((Relation) before).right() : before, after, s.path(), given);
        }

        /** Compares what was rewritten; where that is not enough, the whole lines. */
        private Verdict parts(Expr before, Expr after, List<Integer> path, List<Relation> stated) {
            Expr b = before;
            Expr a = after;
            List<Relation> given = new ArrayList<>(stated);
            for (int i : path) {
                if (b instanceof Piecewise || b instanceof EvaluatedAt || i >= b.children().size() || !differOnlyAt(i, b, a)) {
                    break;
                }
                if (b instanceof Limit l) {
                    // The variable is near its value and never there.
                    given.add(Relation.of(l.variable(), Relation.Op.NE, l.value()));
                }
                b = b.children().get(i);
                a = a.children().get(i);
            }
            Verdict local = compare(b, a, given, b == before ? Comparison.Mode.LINE : Comparison.Mode.PART);
            return local.accepted() || b == before ? local : compare(before, after, stated, Comparison.Mode.LINE);
        }

        private static boolean differOnlyAt(int i, Expr b, Expr a) {
            if (a.getClass() != b.getClass() || a.children().size() != b.children().size()) {
                return false;
            }
            List<Expr> children = new ArrayList<>(b.children());
            children.set(i, a.children().get(i));
            return b.withChildren(children).equals(a);
        }

        private Verdict relation(Relation before, Relation after, List<Relation> given) {
            if (onCurve && before.isEquation() && after.isEquation()) {
                return follows(before, after, given);
            }
            if (before.ops().equals(after.ops())) {
                Verdict v = Verdict.EXACT;
                for (int i = 0; i < before.operands().size() && v.accepted(); i++) {
                    v = v.and(compare(before.operands().get(i), after.operands().get(i), given, Comparison.Mode.PART));
                }
                if (v.accepted()) {
                    return v;
                }
            }
            return identity(after, given);
        }

        /** Whether an equation on a curve follows from the one before it. */
        private Verdict follows(Relation before, Relation after, List<Relation> given) {
            if (after.left() instanceof EvaluatedAt) {
                return atPoint(after, given);
            }
            Unfolding.Plain bl = plain(before.left());
            Unfolding.Plain br = plain(before.right());
            Unfolding.Plain al = plain(after.left());
            Unfolding.Plain ar = plain(after.right());
            Sym jet = OnCurve.highest(List.of(bl.value(), br.value()));
            Sym next = OnCurve.highest(List.of(al.value(), ar.value()));
            if (next != null && !next.equals(jet)) {
                // Both sides differentiated.
                OnCurve curve = unfolding.curve();
                Verdict v = comparison.compare(new Unfolding.Plain(curve.total(bl.value()), List.of(bl.value())), al, given, Comparison.Mode.PART);
                return v.accepted() ? v.and(comparison.compare(new Unfolding.Plain(curve.total(br.value()), List.of(br.value())), ar, given, Comparison.Mode.PART)) : v;
            }
            if (next == null) {
                return new Verdict.Unchecked("an equation without a derivative is not what follows");
            }
            return comparison.sameSolution(bl, br, al, ar, jet, given);
        }

        /** A derivative on a curve at a point: the point lies on the curve, and the value is right. */
        private Verdict atPoint(Relation line, List<Relation> given) {
            Expr left = line.left();
            Map<Sym, Expr> at = new HashMap<>();
            while (left instanceof EvaluatedAt bar) {
                at.put(bar.variable(), bar.value());
                left = bar.operand();
            }
            Sym y = unfolding.curve().implicit();
            if (y == null) {
                return identity(line, given);
            }
            Relation there = (Relation) unfolding.curve().curve().equations().get(0).substitute(at::get);
            Verdict v = compare(there.left(), there.right(), given, Comparison.Mode.VALUES);
            return v.accepted() ? v.and(identity(line, given)) : new Verdict.Failed("the point does not lie on the curve");
        }

        private Verdict identity(Relation line, List<Relation> given) {
            return line.isEquation() ? compare(line.left(), line.right(), given, Comparison.Mode.LINE)
                    : new Verdict.Unchecked("an inequality cannot be checked");
        }

        private Verdict compare(Expr before, Expr after, List<Relation> given, Comparison.Mode mode) {
            try {
                if (unfolding.curve() == null) {
                    return comparison.compare(plain(before), plain(after), given, mode);
                }
                Verdict anywhere = comparison.compare(plain(before), plain(after), given, Comparison.Mode.PART);
                return anywhere.accepted() ? anywhere : comparison.compareOnCurve(plain(before), plain(after), given, mode);
            } catch (IllegalArgumentException | IllegalStateException e) {
                return new Verdict.Unchecked(e.getMessage());
            }
        }

        private Unfolding.Plain plain(Expr e) {
            return plain.computeIfAbsent(e, unfolding::of);
        }
    }

    private static String shorten(Expr e) {
        String s = e.size() > 1_000 ? "(an expression of " + e.size() + " nodes)" : e.toString();
        return s.length() <= 300 ? s : s.substring(0, 297) + "…";
    }
}
