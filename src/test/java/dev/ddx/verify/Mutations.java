package dev.ddx.verify;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Product;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Makes a right derivation wrong in one place, and finds out by values of its own whether it is wrong then. */
final class Mutations {

    enum Kind { SIGN, COEFFICIENT, DROPPED_PART, DROPPED_CONDITION, BINDING, RULE_NAME }

    /** @param wrong whether it is known to be wrong; false where the change makes no difference that the oracle sees */
    record Mutant(Derivation derivation, Kind kind, String what, boolean wrong) {
    }

    /**
     * A step by the numbers of steps and sides that lead to it.
     *
     * @param elsewhere the conditions that are stated before it, around it, or in its side computations
     */
    private record Place(List<Integer> numbers, Step step, List<Relation> elsewhere, Expr start) {
    }

    private final Oracle oracle;
    private final Map<String, Relation> formulas;
    private final SplittableRandom random;

    Mutations(Oracle oracle, Map<String, Relation> formulas, long seed) {
        this.oracle = oracle;
        this.formulas = formulas;
        this.random = new SplittableRandom(seed);
    }

    /** A mutant of that kind, or null where there is none to be made. */
    Mutant mutate(Derivation d, Kind kind) {
        List<Place> places = new ArrayList<>();
        collect(d, List.of(), List.of(), places);
        if (kind == Kind.DROPPED_CONDITION) {
            places.removeIf(p -> p.step().conditions().isEmpty());
        }
        for (int attempt = 0; attempt < 10 && !places.isEmpty(); attempt++) {
            Place p = places.get(random.nextInt(places.size()));
            Mutant m = switch (kind) {
                case SIGN, COEFFICIENT, DROPPED_PART -> line(d, p, kind);
                case DROPPED_CONDITION -> condition(d, p);
                case BINDING -> binding(d, p);
                case RULE_NAME -> ruleName(d, p);
            };
            if (m != null) {
                return m;
            }
        }
        return null;
    }

    private static void collect(Derivation d, List<Integer> prefix, List<Relation> inherited, List<Place> out) {
        Set<Relation> conditions = new LinkedHashSet<>(inherited);
        for (int i = 0; i < d.steps().size(); i++) {
            Step s = d.steps().get(i);
            List<Integer> here = append(prefix, i);
            Set<Relation> around = new LinkedHashSet<>(conditions);
            around.addAll(s.conditions());
            for (int k = 0; k < s.sides().size(); k++) {
                collect(s.sides().get(k), append(here, k), List.copyOf(around), out);
                around.addAll(s.sides().get(k).conditions());
                conditions.addAll(s.sides().get(k).conditions());
            }
            out.add(new Place(here, s, List.copyOf(conditions), d.start()));
            conditions.addAll(s.conditions());
        }
    }

    private static List<Integer> append(List<Integer> list, int n) {
        List<Integer> out = new ArrayList<>(list);
        out.add(n);
        return out;
    }

    /** The derivation with another step there; the step after it begins with the new line. */
    private static Derivation replace(Derivation d, List<Integer> numbers, UnaryOperator<Step> by) {
        List<Step> steps = new ArrayList<>(d.steps());
        int i = numbers.get(0);
        Step s = steps.get(i);
        if (numbers.size() > 1) {
            List<Derivation> sides = new ArrayList<>(s.sides());
            sides.set(numbers.get(1), replace(sides.get(numbers.get(1)), numbers.subList(2, numbers.size()), by));
            steps.set(i, new Step(s.rule(), s.path(), s.before(), s.after(), s.reason(), s.conditions(), sides, s.shownFrom()));
            return new Derivation(d.start(), steps);
        }
        Step made = by.apply(s);
        steps.set(i, made);
        if (i + 1 < steps.size() && !made.after().equals(s.after())) {
            Step n = steps.get(i + 1);
            steps.set(i + 1, new Step(n.rule(), n.path(), made.after(), n.after(), n.reason(), n.conditions(), n.sides(), n.shownFrom()));
        }
        return new Derivation(d.start(), steps);
    }

    // ---- lines

    private Mutant line(Derivation d, Place p, Kind kind) {
        Expr line = p.step().after();
        List<List<Integer>> paths = new ArrayList<>();
        paths(line, List.of(), paths);
        List<Integer> path = paths.get(random.nextInt(paths.size()));
        Expr part = at(line, path);
        Expr changed = change(part, kind);
        if (changed == null || changed.equals(part)) {
            return null;
        }
        Expr made;
        try {
            made = put(line, path, changed);
        } catch (IllegalArgumentException notThere) {
            return null;
        }
        Boolean differ = differ(line, made, p.start(), d.conditions());
        if (differ == null) {
            return null;
        }
        return new Mutant(replace(d, p.numbers(), s -> new Step(s.rule(), s.path(), s.before(), made, s.reason(), s.conditions(), s.sides(), s.shownFrom())),
                kind, p.step().rule() + ": " + line + "  =>  " + made, differ);
    }

    private Expr change(Expr part, Kind kind) {
        return switch (kind) {
            case SIGN -> part instanceof Relation ? null : part instanceof Neg n ? n.operand() : Neg.of(part);
            case COEFFICIENT -> part instanceof Num n ? Num.of(n.value().add(java.math.BigDecimal.valueOf(1 + random.nextInt(2)))) : null;
            default -> {
                if (!(part instanceof Sum) && !(part instanceof Product)) {
                    yield null;
                }
                List<Expr> children = new ArrayList<>(part.children());
                children.remove(random.nextInt(children.size()));
                yield part instanceof Sum ? Sum.join(children) : Product.join(children);
            }
        };
    }

    private static void paths(Expr e, List<Integer> here, List<List<Integer>> out) {
        out.add(here);
        for (int i = 0; i < e.children().size(); i++) {
            paths(e.children().get(i), append(here, i), out);
        }
    }

    private static Expr at(Expr e, List<Integer> path) {
        for (int i : path) {
            e = e.children().get(i);
        }
        return e;
    }

    private static Expr put(Expr e, List<Integer> path, Expr by) {
        if (path.isEmpty()) {
            return by;
        }
        List<Expr> children = new ArrayList<>(e.children());
        children.set(path.get(0), put(children.get(path.get(0)), path.subList(1, path.size()), by));
        return e.withChildren(children);
    }

    /** Whether the lines differ at a point where the conditions hold; null where neither has a value at any. */
    private Boolean differ(Expr a, Expr b, Expr start, List<Relation> conditions) {
        UnaryOperator<Expr> named = naming(start);
        List<Expr> as = sides(named.apply(a));
        List<Expr> bs = sides(named.apply(b));
        if (as.size() != bs.size()) {
            return true;
        }
        int seen = 0;
        for (Map<Sym, Double> point : points(symbols(named.apply(a), named.apply(b), conditions, named), 60)) {
            if (!conditions.stream().allMatch(r -> oracle.holds((Relation) named.apply(r), point))) {
                continue;
            }
            for (int i = 0; i < as.size(); i++) {
                double x = oracle.value(as.get(i), point);
                double y = oracle.value(bs.get(i), point);
                if (Double.isInfinite(x) || Double.isInfinite(y) || Double.isNaN(x)) {
                    continue;
                }
                seen++;
                if (Double.isNaN(y) || Math.abs(x - y) > 1e-4 * Math.max(1, Math.abs(x))) {
                    return true;
                }
            }
        }
        return seen == 0 ? null : Boolean.FALSE;
    }

    private static List<Expr> sides(Expr e) {
        return e instanceof Relation r ? r.operands() : List.of(e);
    }

    private static UnaryOperator<Expr> naming(Expr start) {
        return start instanceof Relation r && r.left() instanceof Sym ? e -> {
            try {
                return e.replace(r.left(), r.right());
            } catch (IllegalArgumentException variable) {
                return e;
            }
        } : UnaryOperator.identity();
    }

    private static Set<Sym> symbols(Expr a, Expr b, List<Relation> conditions, UnaryOperator<Expr> named) {
        Set<Sym> all = new TreeSet<>(java.util.Comparator.comparing(Sym::name));
        all.addAll(a.freeSymbols());
        all.addAll(b.freeSymbols());
        conditions.forEach(r -> all.addAll(named.apply(r).freeSymbols()));
        return all;
    }

    private List<Map<Sym, Double>> points(Set<Sym> symbols, int n) {
        List<Map<Sym, Double>> out = new ArrayList<>();
        double[] scales = {1, 2, 0.5, 5};
        for (int i = 0; i < n; i++) {
            Map<Sym, Double> p = new HashMap<>();
            for (Sym s : symbols) {
                double v = scales[i % 4] * (i % 8 < 4 ? random.nextDouble() : 2 * random.nextDouble() - 1);
                p.put(s, v);
            }
            out.add(p);
        }
        return out;
    }

    // ---- conditions

    private Mutant condition(Derivation d, Place p) {
        Step step = p.step();
        if (step.conditions().isEmpty()) {
            return null;
        }
        Relation dropped = step.conditions().get(random.nextInt(step.conditions().size()));
        List<Relation> kept = step.conditions().stream().filter(r -> !r.equals(dropped)).toList();
        List<Relation> left = new ArrayList<>(kept);
        left.addAll(p.elsewhere());
        return new Mutant(replace(d, p.numbers(), s -> new Step(s.rule(), s.path(), s.before(), s.after(), s.reason(), kept, s.sides(), s.shownFrom())),
                Kind.DROPPED_CONDITION, step.rule() + " without " + dropped + ": " + step.before() + "  =>  " + step.after(),
                matters(step, dropped, left, p.start()));
    }

    /** Whether there is a point with small whole or half coordinates that only the condition excludes and that shows a difference. */
    private boolean matters(Step step, Relation dropped, List<Relation> left, Expr start) {
        UnaryOperator<Expr> named = naming(start);
        List<Sym> symbols = new ArrayList<>(symbols(named.apply(step.before()), named.apply(step.after()), List.of(dropped), named));
        if (step.before() instanceof Relation || symbols.size() > 4) {
            return false;
        }
        for (int i = 0; i < Math.pow(9, symbols.size()); i++) {
            Map<Sym, Double> point = new HashMap<>();
            int code = i;
            for (Sym s : symbols) {
                point.put(s, (code % 9 - 4) / 2.0);
                code /= 9;
            }
            if (oracle.holds(dropped, point) || !left.stream().allMatch(r -> oracle.holds(r, point))) {
                continue;
            }
            double x = oracle.value(step.before(), point);
            double y = oracle.value(step.after(), point);
            if (Double.isNaN(x) && Math.abs(y) < 1e6 || Math.abs(x - y) > 1e-3 * Math.max(1, Math.abs(x))) {
                return true;
            }
            // Where a line loses a single point, it says nothing wrong; where it loses a region, it does.
            Map<Sym, Double> near = new HashMap<>();
            point.forEach((s, v) -> near.put(s, v + 0.013 * (1 + near.size() / 3.0)));
            if (Double.isNaN(y) && Math.abs(x) < 1e6 && !oracle.holds(dropped, near) && left.stream().allMatch(r -> oracle.holds(r, near))
                    && !Double.isNaN(oracle.value(step.before(), near)) && Double.isNaN(oracle.value(step.after(), near))) {
                return true;
            }
        }
        return false;
    }

    // ---- reasons

    private Mutant binding(Derivation d, Place p) {
        Step step = p.step();
        Map<String, Expr> bindings = step.reason().bindings();
        Relation formula = formulas.get(step.rule());
        if (formula == null || bindings.isEmpty()) {
            return null;
        }
        List<String> names = new ArrayList<>(bindings.keySet());
        String a = names.get(random.nextInt(names.size()));
        Map<String, Expr> changed = new LinkedHashMap<>(bindings);
        if (names.size() > 1 && random.nextBoolean()) {
            String b = names.get(random.nextInt(names.size()));
            changed.put(a, bindings.get(b));
            changed.put(b, bindings.get(a));
        } else {
            changed.put(a, bindings.get(a) instanceof Sym s ? Sym.of(s.name() + "_0") : Sum.of(bindings.get(a), Num.ONE));
        }
        if (changed.equals(bindings)) {
            return null;
        }
        return new Mutant(replace(d, p.numbers(), s -> new Step(s.rule(), s.path(), s.before(), s.after(),
                s.reason().withBindings(changed), s.conditions(), s.sides(), s.shownFrom())),
                Kind.BINDING, step.rule() + " with " + changed + " for " + bindings, !sameRewriting(formula, bindings, changed));
    }

    /** Whether both sides of the formula have the same values with either binding. */
    private boolean sameRewriting(Relation formula, Map<String, Expr> bindings, Map<String, Expr> changed) {
        try {
            for (Expr side : formula.operands()) {
                if (!Boolean.FALSE.equals(differ(side.substitute(s -> bindings.get(s.name())), side.substitute(s -> changed.get(s.name())), Num.ONE, List.of()))) {
                    return false;
                }
            }
            return true;
        } catch (IllegalArgumentException nonsense) {
            return false;
        }
    }

    private Mutant ruleName(Derivation d, Place p) {
        if (!formulas.containsKey(p.step().rule())) {
            return null;
        }
        List<String> names = new ArrayList<>(new TreeSet<>(formulas.keySet()));
        String other = names.get(random.nextInt(names.size()));
        return other.equals(p.step().rule()) ? null : new Mutant(replace(d, p.numbers(), s -> new Step(other, s.path(), s.before(), s.after(),
                s.reason(), s.conditions(), s.sides(), s.shownFrom())), Kind.RULE_NAME, other + " for " + p.step().rule() + ": " + p.step().before(), true);
    }
}
