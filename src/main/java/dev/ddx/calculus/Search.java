package dev.ddx.calculus;

import dev.ddx.expr.Expr;
import dev.ddx.kernel.ExprOrder;
import dev.ddx.kernel.Facts;
import dev.ddx.rewrite.Path;
import dev.ddx.rewrite.Rewrite;
import dev.ddx.rewrite.Rule;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks for the rule and the place whose application makes a value easiest to read. What the application
 * allows above it, such as cancelling, counts with it. Only what costs less is ever taken, so that the search
 * ends, and ends at the same value when it is begun again there.
 */
final class Search {

    private static final int MAX_NODES = 400;
    private static final int MAX_TIDY = 12;

    private final List<Rule> rules;
    private final List<Rule> tidy;
    private final Facts facts;
    private final Map<Expr, List<Found>> known = new HashMap<>();

    /** What a rule makes of an expression; a normal form is proved only when it is about to be taken. */
    private final class Found {
        private final Rule rule;
        private final Expr before;
        private final Rewrite rewrite;
        private Boolean holds;

        Found(Rule rule, Expr before, Rewrite rewrite) {
            this.rule = rule;
            this.before = before;
            this.rewrite = rewrite;
        }

        /** Whether it is proved, and has a value only where what was there had one. */
        boolean holds() {
            if (holds == null) {
                holds = (!(rule instanceof Form) || Form.isProved(before, rewrite.result(), facts))
                        && facts.lost(rewrite.result(), before).isEmpty();
            }
            return holds;
        }
    }

    /** A rule at a place, with what the whole is when it has been tidied up above. */
    record Improvement(Rule rule, List<Integer> path, Rewrite rewrite, Expr whole, long cost) {
    }

    /**
     * @param rules those that are tried
     * @param tidy those that are applied to what stands above the place
     */
    Search(List<Rule> rules, List<Rule> tidy, Facts facts) {
        this.rules = rules;
        this.tidy = tidy;
        this.facts = facts;
    }

    /** The best improvement, or null if there is none. */
    Improvement best(Expr value) {
        if (value.size() > MAX_NODES) {
            return null;
        }
        long now = Cost.of(value);
        Improvement best = null;
        record Candidate(Found found, List<Integer> path, Expr whole, long cost) {
        }
        List<Candidate> candidates = new ArrayList<>();
        record Place(Expr expr, List<Integer> path) {
        }
        ArrayDeque<Place> stack = new ArrayDeque<>();
        stack.push(new Place(value, List.of()));
        while (!stack.isEmpty()) {
            Place p = stack.pop();
            for (Found f : found(p.expr())) {
                Expr whole = replaced(value, p.path(), f.rewrite.result());
                long cost = Cost.of(whole);
                if (cost < now) {
                    candidates.add(new Candidate(f, p.path(), whole, cost));
                }
            }
            List<Expr> children = p.expr().children();
            for (int i = children.size() - 1; i >= 0; i--) {
                List<Integer> path = new ArrayList<>(p.path());
                path.add(i);
                stack.push(new Place(children.get(i), path));
            }
        }
        candidates.sort(Comparator.comparingLong(Candidate::cost));
        for (Candidate c : candidates) {
            if (best != null && c.cost() > best.cost()) {
                break;
            }
            if ((best == null || isBefore(c.whole(), best.whole())) && c.found().holds()) {
                best = new Improvement(c.found().rule, c.path(), c.found().rewrite, c.whole(), c.cost());
            }
        }
        return best;
    }

    /** Of what costs the same, that which comes first whatever the order of its terms. */
    private static boolean isBefore(Expr a, Expr b) {
        return ExprOrder.INSTANCE.compare(ExprOrder.sorted(a), ExprOrder.sorted(b)) < 0;
    }

    private List<Found> found(Expr e) {
        if (e.children().isEmpty()) {
            return List.of();
        }
        List<Found> before = known.get(e);
        if (before != null) {
            return before;
        }
        List<Found> out = new ArrayList<>();
        for (Rule rule : rules) {
            Rewrite r = rule instanceof Form form ? form.propose(e, facts) : rule.apply(e, facts);
            if (r != null && !r.result().equals(e) && out.stream().noneMatch(f -> f.rewrite.result().equals(r.result()))) {
                out.add(new Found(rule, e, r));
            }
        }
        known.put(e, out);
        return out;
    }

    /** The whole with the part replaced, tidied at the place and above it. */
    private Expr replaced(Expr whole, List<Integer> path, Expr by) {
        List<Expr> parents = new ArrayList<>();
        Expr e = whole;
        for (int i : path) {
            parents.add(e);
            e = e.children().get(i);
        }
        Expr made = tidied(by);
        for (int k = path.size() - 1; k >= 0; k--) {
            made = tidied(Path.replace(parents.get(k), path.subList(k, k + 1), made));
        }
        return made;
    }

    private Expr tidied(Expr e) {
        for (int i = 0; i < MAX_TIDY; i++) {
            Expr before = e;
            for (Rule rule : tidy) {
                Rewrite r = rule.apply(e, facts);
                if (r != null) {
                    e = r.result();
                    break;
                }
            }
            if (e == before) {
                return e;
            }
        }
        return e;
    }
}
