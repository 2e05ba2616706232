package dev.ddx.verify;

import dev.ddx.expr.Assumptions;
import dev.ddx.expr.Call;
import dev.ddx.expr.Derivative;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Limits;
import dev.ddx.expr.NthDerivative;
import dev.ddx.expr.Num;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Evaluator;
import dev.ddx.rewrite.Curve;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Step;
import dev.ddx.verify.Verification.Checked;
import dev.ddx.verify.core.Comparison;
import dev.ddx.verify.core.Domain;
import dev.ddx.verify.core.StepCheck;
import dev.ddx.verify.core.Unfolding;
import dev.ddx.verify.core.Verdict;
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
        Assumptions known = assumptions;
        for (Sym n : Orders.in(d)) {
            known = known.withInteger(n).with(Relation.of(n, Relation.Op.GE, Num.ZERO));
        }
        return known == assumptions ? new Run(limits, d.curve()).verify(d) : new Verifier(functions, formulas, known).new Run(limits, d.curve()).verify(d);
    }

    private final class Run {

        private final Unfolding unfolding;
        private final StepCheck steps;
        private final Orders orders;
        private final LimitCheck limitLines;
        private final CurveEquations curve;
        private final Holomorphy holomorphy;
        private final Map<List<Relation>, List<Relation>> unfolded = new HashMap<>();
        private final List<Checked> checked = new ArrayList<>();
        private final Limits limits;
        private final long deadline;
        /** Whether the equations that are looked at are those between points of the curve. */
        private boolean onCurve;
        /** In complex mode the conditions of all steps, and the symbols that they may be about. */
        private List<Relation> everywhere;
        private Set<Sym> known;

        Run(Limits limits, Curve curve) {
            this.limits = limits;
            Limits ofOne = limits.withTimeoutMillis(Math.min(limits.timeoutMillis(), Math.max(2_000, limits.timeoutMillis() / 10)));
            this.unfolding = new Unfolding(functions, (e, h, a, derivative) -> LimitValue.of(e, h, a, derivative, functions),
                    u -> curve == null ? null : new OnCurve(curve, u, functions, ofOne));
            Comparison comparison = new Comparison(unfolding, functions, assumptions, ofOne);
            this.steps = new StepCheck(unfolding, comparison);
            this.orders = new Orders(steps);
            this.limitLines = new LimitCheck(unfolding, functions, assumptions, ofOne);
            this.curve = curve == null ? null : new CurveEquations(unfolding, comparison, steps, new Domain(new Evaluator(functions)), assumptions);
            this.holomorphy = curve == null && assumptions.isComplex() ? new Holomorphy(functions, assumptions, ofOne) : null;
            this.deadline = System.nanoTime() + limits.timeoutMillis() * 1_000_000;
        }

        Verification verify(Derivation d) {
            if (holomorphy != null) {
                Set<Relation> all = new LinkedHashSet<>(assumptions.relations());
                collect(d, all);
                everywhere = List.copyOf(all);
                known = new LinkedHashSet<>(d.start().freeSymbols());
                known.addAll(assumptions.symbols());
            }
            check(d, "", assumptions.relations());
            return new Verification(checked, unfolding.assumptions());
        }

        private static void collect(Derivation d, Set<Relation> conditions) {
            for (Step s : d.steps()) {
                conditions.addAll(s.conditions());
                s.sides().forEach(side -> collect(side, conditions));
            }
        }

        private void check(Derivation d, String prefix, List<Relation> inherited) {
            Set<Relation> conditions = new LinkedHashSet<>(inherited);
            UnaryOperator<Expr> named = naming(d);
            onCurve = d.curve() != null;
            if (d.curve() == null && d.start() instanceof Relation r && r.isEquation() && r.left() instanceof Call) {
                Verdict v = steps.compare(named.apply(r.left()), named.apply(r.right()), inherited, Comparison.Mode.LINE);
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
                Verdict v = s.before().equals(expected) ? verdict(s, named, List.copyOf(conditions)).and(whereDifferentiable(s, named))
                        : new Verdict.Failed("it does not begin where the step before it ended");
                checked.add(new Checked(place, s.rule(), shorten(s.before()), shorten(s.after()), v));
                expected = s.after();
            }
            if (d.start() instanceof NthDerivative whole && !d.steps().isEmpty()) {
                Verdict v = orders.induction(whole, d.result(), List.copyOf(conditions));
                if (!(v instanceof Verdict.Unchecked)) {
                    checked.add(new Checked(prefix + "n", "induction", shorten(whole), shorten(d.result()), v));
                }
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
            String misfit = new Claims(formulas, (a, b) -> Orders.in(a).isEmpty() ? steps.compare(named.apply(a), named.apply(b), given, Comparison.Mode.VALUES) : orders.check(a, b, given)).misfit(s, part);
            if (misfit != null) {
                return new Verdict.Failed("the reason does not fit: " + misfit);
            }
            Expr before = named.apply(s.before());
            Expr after = named.apply(s.after());
            if (!Orders.in(before).isEmpty() || !Orders.in(after).isEmpty()) {
                return orders.check(before, after, given);
            }
            if (LimitCheck.isFor(before, after)) {
                return limitLines.check(before, after, s.path(), s.reason());
            }
            Verdict v = byLines(before, after, s, given);
            Verdict ofLimits = v instanceof Verdict.Unchecked && LimitCheck.mayBeFor(before) ? limitLines.check(before, after, s.path(), s.reason()) : v;
            return ofLimits instanceof Verdict.Unchecked ? v : ofLimits;
        }

        /** In complex mode, whether the functions whose derivatives the step has carried out have some wherever the derivation says that it holds. */
        private Verdict whereDifferentiable(Step s, UnaryOperator<Expr> named) {
            if (holomorphy == null) {
                return Verdict.EXACT;
            }
            List<Expr> left = s.after().subexpressions();
            for (Expr e : s.before().subexpressionsOutside()) {
                if (e instanceof Derivative carriedOut && !left.contains(e) && !carriedOut.operand().has(p -> p instanceof Derivative)
                        && named.apply(e) instanceof Derivative d) {
                    Map<Sym, String> at = exception(d, named, e.freeSymbols());
                    if (at != null) {
                        return new Verdict.Failed("what is differentiated has no complex derivative there, and no condition says so", at);
                    }
                }
            }
            return Verdict.EXACT;
        }

        private Map<Sym, String> exception(Derivative d, UnaryOperator<Expr> named, List<Sym> symbols) {
            try {
                List<Relation> given = unfolded.computeIfAbsent(everywhere.stream().map(r -> (Relation) named.apply(r)).toList(), unfolding::all);
                // A letter that stands for something unknown may exclude any place.
                return given.stream().allMatch(r -> r.freeSymbols().stream().allMatch(y -> known.contains(y) || symbols.contains(y)))
                        ? holomorphy.exception(unfolding.of(d.operand()).value(), d.variables().get(0), given) : null;
            } catch (IllegalStateException limitNotFound) {
                return null;
            }
        }

        private Verdict byLines(Expr before, Expr after, Step s, List<Relation> given) {
            return onCurve && before instanceof Relation b && after instanceof Relation a && !StepCheck.isAboutTheSame(b, a) && b.isEquation() && a.isEquation()
                    ? curve.follows(b, a, given) : steps.check(before, after, s.path(), given);
        }
    }

    private static String shorten(Expr e) {
        String s = e.size() > 1_000 ? "(an expression of " + e.size() + " nodes)" : e.toString();
        return s.length() <= 300 ? s : s.substring(0, 297) + "…";
    }
}
