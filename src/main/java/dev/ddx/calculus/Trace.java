package dev.ddx.calculus;

import dev.ddx.expr.Accumulation;
import dev.ddx.expr.Derivative;
import dev.ddx.expr.EvaluatedAt;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Integral;
import dev.ddx.expr.Limit;
import dev.ddx.expr.Limits;
import dev.ddx.expr.NthDerivative;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Condition;
import dev.ddx.kernel.Facts;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Path;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Rewrite;
import dev.ddx.rewrite.Rule;
import dev.ddx.rewrite.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Writes down the steps of a derivation while it happens. */
final class Trace {

    static final int BRIEF = 0;
    static final int NORMAL = 1;
    static final int FULL = 2;

    private static final int MAX_STEPS = 5_000;

    private final Expr start;
    private final List<Step> steps = new ArrayList<>();
    private final long deadline;
    private final Limits limits;
    private final Facts facts;
    /** Where none of some rules fires: that depends on nothing but the expression and the facts. */
    private final Map<List<? extends Rule>, Set<Expr>> settled;
    private Expr current;

    Trace(Expr start, Facts facts, Limits limits, long deadline) {
        this(start, facts, limits, deadline, new IdentityHashMap<>());
    }

    private Trace(Expr start, Facts facts, Limits limits, long deadline, Map<List<? extends Rule>, Set<Expr>> settled) {
        this.settled = settled;
        this.start = start;
        this.current = start;
        this.facts = facts;
        this.limits = limits;
        this.deadline = deadline;
    }

    Trace fresh(Expr other) {
        return new Trace(other, facts, limits, deadline, settled);
    }

    /** What is known of the expressions in it. */
    Facts facts() {
        return facts;
    }

    Expr current() {
        return current;
    }

    /** Where the value stands: the right side of an equation, else the whole. */
    List<Integer> valuePath() {
        return current instanceof Relation r ? List.of(r.operands().size() - 1) : List.of();
    }

    Expr value() {
        return Path.at(current, valuePath());
    }

    void step(String rule, List<Integer> path, Rewrite rewrite, int shownFrom) {
        if (System.nanoTime() > deadline) {
            throw Limits.reached("the time is up", limits.timeoutMillis(), "--timeout (milliseconds)");
        }
        if (steps.size() >= MAX_STEPS || current.size() > limits.maxNodes()) {
            throw Limits.reached("the derivation is too long to write down; ask for the result only (--result)",
                    limits.maxNodes(), "--max-nodes");
        }
        Expr after = Path.replace(current, path, rewrite.result());
        if (after.equals(current)) {
            return;
        }
        if (after.size() > limits.maxNodes()) {
            throw Limits.reached("the result has too many nodes", limits.maxNodes(), "--max-nodes");
        }
        steps.add(new Step(rule, path, current, after, rewrite.reason(), conditions(path, rewrite), rewrite.sides(), shownFrom));
        current = after;
    }

    /** What the rewrite takes for granted, and where the part has a value that what replaces it would have elsewhere too. */
    private List<Relation> conditions(List<Integer> path, Rewrite rewrite) {
        Expr part = Path.at(current, path);
        if (part instanceof Relation) {
            return rewrite.conditions();
        }
        List<Relation> all = new ArrayList<>(rewrite.conditions());
        Stream.concat(analyticity(part, rewrite.result()).stream(), inside(path).lost(part, rewrite.result()).stream())
                .filter(r -> !all.contains(r)).forEach(all::add);
        List<Limit> limits = limits(path);
        if (limits.isEmpty() && !(part instanceof Limit)) {
            return Condition.irredundant(outside(all, path), facts);
        }
        // In a limit nearly every line divides by what the lines before have divided by.
        Facts then = facts.given(steps.stream().flatMap(s -> s.conditions().stream()).toList());
        List<Relation> more = new ArrayList<>(facts.near(all, limits));
        more.removeIf(r -> Boolean.TRUE.equals(then.decide(r)));
        return Condition.irredundant(more, facts);
    }

    /** What the functions need whose derivatives have been put in, in complex mode. */
    private List<Relation> analyticity(Expr part, Expr after) {
        Expr operand = part instanceof Derivative d ? d.operand() : part instanceof NthDerivative d ? d.operand() : null;
        if (operand == null || !facts.isComplex()) {
            return List.of();
        }
        Sym x = part instanceof Derivative d ? d.variables().get(0) : ((NthDerivative) part).variable();
        Set<Expr> left = new HashSet<>();
        for (Expr e : after.subexpressions()) {
            Expr inner = e instanceof Derivative d ? d.operand() : e instanceof NthDerivative d ? d.operand() : null;
            left.addAll(inner == null ? List.of() : inner.subexpressions());
        }
        return operand.subexpressionsOutside().stream().filter(e -> !left.contains(e)).flatMap(e -> facts.analyticity(e, x).stream()).distinct().toList();
    }

    /** What is known where the path leads. */
    private Facts inside(List<Integer> path) {
        Facts here = facts;
        Expr e = current;
        for (int i : path) {
            if (e instanceof Accumulation a && i == 0) {
                here = here.inside(a);
            }
            e = e.children().get(i);
        }
        return here;
    }

    /** What conditions on a part say outside of the sums, products and integrals in which it stands. */
    private List<Relation> outside(List<Relation> conditions, List<Integer> path) {
        List<Relation> out = conditions;
        for (int i = path.size() - 1; i >= 0 && !out.isEmpty(); i--) {
            Expr e = Path.at(current, path.subList(0, i));
            if (e instanceof Accumulation a && path.get(i) == 0) {
                // Of an integral single points may be left out.
                out = facts.overRange(a instanceof Integral ? out.stream().filter(r -> r.isFreeOf(a.variable()) || !r.ops().contains(Relation.Op.NE)).toList() : out, a);
            } else if (e instanceof EvaluatedAt b && path.get(i) == 0) {
                out = out.stream().map(r -> (Relation) r.substitute(s -> s.equals(b.variable()) ? b.value() : null))
                        .flatMap(r -> facts.missing(r).stream()).toList();
            }
        }
        return out;
    }

    /** The limits within which the part stands. */
    private List<Limit> limits(List<Integer> path) {
        List<Limit> out = new ArrayList<>();
        Expr e = current;
        for (int i : path) {
            if (e instanceof Limit l) {
                out.add(l);
            }
            e = e.children().get(i);
        }
        return out;
    }

    /** Replaces the value by one whose nodes the kernel has counted, shared ones once: as a tree it may be of any size. */
    void bulk(Expr value, Reason reason) {
        Expr after = Path.replace(current, valuePath(), value);
        if (!after.equals(current)) {
            steps.add(new Step("bulk", valuePath(), current, after, reason, List.of(), List.of(), BRIEF));
            current = after;
        }
    }

    /** The steps of another trace, whose expressions are operand {@code i} of the current relation. */
    void graft(int i, Derivation d) {
        for (Step s : d.steps()) {
            List<Integer> path = new ArrayList<>(List.of(i));
            path.addAll(s.path());
            Expr after = Path.replace(current, List.of(i), s.after());
            steps.add(new Step(s.rule(), path, current, after, s.reason(), s.conditions(), s.sides(), s.shownFrom()));
            current = after;
        }
    }

    /** Replaces the value as a whole. */
    void stepValue(String rule, Expr value, Reason reason, int shownFrom) {
        step(rule, valuePath(), Rewrite.of(value, reason), shownFrom);
    }

    /** Applies the first rule that fires at the first place where one does, until none does. */
    boolean exhaust(List<? extends Rule> rules, int shownFrom) {
        boolean any = false;
        while (once(rules, shownFrom)) {
            any = true;
        }
        return any;
    }

    boolean once(List<? extends Rule> rules, int shownFrom) {
        Rewrite[] found = new Rewrite[1];
        Rule[] by = new Rule[1];
        Set<Expr> quiet = settled.computeIfAbsent(rules, r -> new HashSet<>());
        Predicate<Expr> fires = e -> {
            if (quiet.contains(e)) {
                return false;
            }
            for (Rule rule : rules) {
                Rewrite r = rule.apply(e, facts);
                if (r != null) {
                    found[0] = r;
                    by[0] = rule;
                    return true;
                }
            }
            quiet.add(e);
            return false;
        };
        List<Integer> value = valuePath();
        List<Integer> path = Path.find(Path.at(current, value), fires);
        if (path == null) {
            return false;
        }
        List<Integer> whole = new ArrayList<>(value);
        whole.addAll(path);
        Expr before = current;
        step(by[0].name(), whole, found[0], shownFrom);
        return !current.equals(before);
    }

    int size() {
        return steps.size();
    }

    String rule(int i) {
        return steps.get(i).rule();
    }

    /** Shows the line after step {@code i} from that level on. */
    void show(int i, int level) {
        steps.set(i, steps.get(i).shownFrom(level));
    }

    void showLast(int level) {
        if (!steps.isEmpty()) {
            show(steps.size() - 1, level);
        }
    }

    void backTo(int size) {
        while (steps.size() > size) {
            steps.remove(steps.size() - 1);
        }
        current = steps.isEmpty() ? start : steps.get(steps.size() - 1).after();
    }

    Derivation done() {
        return done(List.of());
    }

    Derivation done(List<Relation> unneeded) {
        return new Derivation(start, steps, unneeded);
    }
}
