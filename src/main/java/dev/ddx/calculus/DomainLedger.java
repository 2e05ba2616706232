package dev.ddx.calculus;

import dev.ddx.calculus.Asymptotics.Value;
import dev.ddx.expr.Call;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Piecewise;
import dev.ddx.expr.Product;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Condition;
import dev.ddx.kernel.Evaluator;
import dev.ddx.kernel.Facts;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Ledger;
import dev.ddx.rewrite.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes the {@link Ledger} of a derivation in real mode. The points that it looks at are those where a condition of the
 * function, of its derivative or of a step changes. There the derivatives from the left and from the right are the limits of
 * the derivatives of the formulas that hold beside the point, which is right where the function is continuous, by the
 * mean value theorem. With more than one symbol single points are not looked at.
 */
public final class DomainLedger {

    private static final int MAX_SIZE = 200;
    private static final int MAX_POINTS = 12;

    private final StandardLibrary library;
    private final Facts facts;
    private final Limits limits;
    private final Differentiation differentiation;
    /** Made when it is first asked for. */
    private Numbers numbers;

    public DomainLedger(StandardLibrary library, Facts facts, Limits limits) {
        this.library = library;
        this.facts = facts;
        this.limits = limits;
        this.differentiation = new Differentiation(library, facts, limits);
    }

    private Numbers numbers() {
        numbers = numbers == null ? new Numbers(differentiation, library, facts, limits) : numbers;
        return numbers;
    }

    /**
     * The ledger of a derivation of a derivative of f by x.
     *
     * @param order the order of the derivative; only of the first one are points looked at
     * @return null in complex mode, and for what is too large to be looked at
     */
    public Ledger of(Expr f, Derivation d, Sym x, int order) {
        if (facts.isComplex() || f.size() > MAX_SIZE || d.result().size() > MAX_SIZE) {
            return null;
        }
        List<Relation> assumptions = facts.assumptions().relations();
        List<Relation> own = defined(f, List.of());
        List<Relation> function = own == null ? null : solved(irredundant(assumptions, own), x);
        List<Relation> shown = d.conditions();
        List<Relation> ofResult = defined(d.result(), shown);
        List<Relation> derivative = own == null || ofResult == null ? null : solved(irredundant(assumptions, own, shown, ofResult), x);
        Facts defined = own == null ? facts : facts.given(own);

        List<Ledger.Assumed> assumed = new ArrayList<>();
        Map<Relation, Ledger.Assumed> all = new LinkedHashMap<>();
        collect(d, all);
        Set<Relation> unneeded = unneeded(d);
        for (Ledger.Assumed a : all.values()) {
            if (!unneeded.contains(a.condition()) && !Boolean.TRUE.equals(defined.decide(a.condition()))) {
                assumed.add(a);
            }
        }
        List<Sym> symbols = new ArrayList<>(List.of(x));
        f.freeSymbols().stream().filter(s -> !s.equals(x)).forEach(symbols::add);
        List<Ledger.Point> points = symbols.size() > 1 || order != 1 || d.result().freeSymbols().stream().anyMatch(s -> !s.equals(x))
                ? List.of() : new Points(f, d, x, own, all.keySet(), unneeded).list();
        return new Ledger(x, symbols, function, derivative, assumed, points);
    }

    /**
     * What is the case at one point, for a function and a derivation of its first derivative with no symbol but x.
     *
     * @param a a number
     * @return null where the derivation holds, and outside of the domain
     */
    Ledger.Point at(Expr f, Derivation d, Sym x, Expr a) {
        if (f.size() > MAX_SIZE || d.result().size() > MAX_SIZE) {
            return null;
        }
        Map<Relation, Ledger.Assumed> all = new LinkedHashMap<>();
        collect(d, all);
        Relation where = Relation.of(x, Relation.Op.EQ, a);
        try {
            return new Points(f, d, x, defined(f, List.of()), all.keySet(), unneeded(d)).look(a, where);
        } catch (DdxException refused) {
            return Points.point(Ledger.Kind.UNDECIDED, where);
        }
    }

    @SafeVarargs
    private List<Relation> irredundant(List<Relation>... parts) {
        Set<Relation> all = new LinkedHashSet<>();
        for (List<Relation> part : parts) {
            all.addAll(part);
        }
        return Condition.irredundant(List.copyOf(all), new Facts(library.functions(), dev.ddx.expr.Assumptions.NONE));
    }

    /** With u ≠ 0 as x ≠ a for each zero of u, where these are known and u has no other symbols. */
    private List<Relation> solved(List<Relation> relations, Sym x) {
        Set<Relation> out = new LinkedHashSet<>();
        for (Relation r : relations) {
            boolean open = r.ops().equals(List.of(Relation.Op.NE)) && r.freeSymbols().equals(List.of(x)) && !r.left().equals(x);
            List<Expr> zeros = open ? Zeros.exact(Numbers.difference(r.left(), r.right()), x, numbers(), facts).exact() : null;
            List<Boolean> holds = zeros == null ? List.of()
                    : zeros.stream().map(a -> Boolean.valueOf(!Boolean.FALSE.equals(new OneSided(differentiation, library, facts, limits, x, a, true).holdsAt(r)))).toList();
            if (holds.isEmpty() || holds.contains(true)) {
                out.add(r);
            } else {
                zeros.forEach(a -> out.add(Relation.of(x, Relation.Op.NE, a)));
            }
        }
        return irredundant(List.copyOf(out));
    }

    private static void collect(Derivation d, Map<Relation, Ledger.Assumed> all) {
        for (Step s : d.steps()) {
            s.sides().forEach(side -> collect(side, all));
            s.conditions().forEach(r -> all.putIfAbsent(r, new Ledger.Assumed(r, s.reason())));
        }
    }

    private static Set<Relation> unneeded(Derivation d) {
        Set<Relation> out = new LinkedHashSet<>(d.unneeded());
        d.steps().forEach(s -> s.sides().forEach(side -> out.addAll(unneeded(side))));
        return out;
    }

    // ---- domains

    /** What must hold for e to be defined where the given relations do; null if that is not found out. */
    private List<Relation> defined(Expr e, List<Relation> given) {
        Expr written = writtenOut(e);
        if (!written.has(p -> p instanceof Piecewise)) {
            return facts.domain(e);
        }
        for (Expr part : written.subexpressions()) {
            if (part instanceof Piecewise p && !isDefined(p, given)) {
                return null;
            }
        }
        return facts.domain(e);
    }

    /** Whether some case holds everywhere, and its value is always defined. */
    private boolean isDefined(Piecewise p, List<Relation> given) {
        for (Piecewise.Branch b : p.branches()) {
            if (!facts.domain(b.value()).isEmpty() || b.condition() != null && !facts.domain(b.condition()).isEmpty()) {
                return false;
            }
        }
        return covers(p, given) || compares(p, given);
    }

    /** Whether all cases compare the same two expressions and one of them holds wherever the given relations do. */
    private boolean compares(Piecewise p, List<Relation> given) {
        Relation first = p.branches().get(0).condition();
        Set<Integer> signs = new TreeSet<>();
        for (Piecewise.Branch b : p.branches()) {
            Relation r = b.condition();
            if (r.ops().size() > 1) {
                return false;
            }
            boolean mirrored = r.left().equals(first.right()) && r.right().equals(first.left());
            if (!mirrored && !(r.left().equals(first.left()) && r.right().equals(first.right()))) {
                return false;
            }
            for (int sign = -1; sign <= 1; sign++) {
                if (r.ops().get(0).holds(mirrored ? -sign : sign, 0)) {
                    signs.add(sign);
                }
            }
        }
        boolean apart = given.containsAll(facts.missing(Relation.of(first.left(), Relation.Op.NE, first.right())));
        return signs.contains(-1) && signs.contains(1) && (apart || signs.contains(0));
    }

    /** Whether one of the cases, which compare one symbol with numbers, holds wherever the given relations do. */
    private static boolean covers(Piecewise p, List<Relation> given) {
        if (p.branches().stream().anyMatch(b -> b.condition() == null)) {
            return true;
        }
        TreeSet<Rational> edges = new TreeSet<>();
        Sym x = null;
        for (Piecewise.Branch b : p.branches()) {
            for (Expr side : b.condition().operands()) {
                Rational number = Rational.fromLiteral(side);
                if (number != null) {
                    edges.add(number);
                } else if (side instanceof Sym s && (x == null || x.equals(s))) {
                    x = s;
                } else {
                    return false;
                }
            }
        }
        if (edges.isEmpty()) {
            return false;
        }
        List<Rational> samples = new ArrayList<>(edges);
        Rational before = null;
        for (Rational edge : edges) {
            samples.add(before == null ? edge.minus(Rational.ONE) : before.plus(edge).over(Rational.of(2)));
            before = edge;
        }
        samples.add(edges.last().plus(Rational.ONE));
        for (Rational at : samples) {
            boolean excluded = false;
            for (Relation r : given) {
                excluded |= Boolean.FALSE.equals(holds(r, x, at));
            }
            boolean held = false;
            for (Piecewise.Branch b : p.branches()) {
                held |= Boolean.TRUE.equals(holds(b.condition(), x, at));
            }
            if (!excluded && !held) {
                return false;
            }
        }
        return true;
    }

    /** Null if it compares other things than numbers with the symbol. */
    private static Boolean holds(Relation r, Sym x, Rational at) {
        boolean all = true;
        for (int i = 0; i < r.ops().size(); i++) {
            Rational a = r.operands().get(i).equals(x) ? at : Rational.fromLiteral(r.operands().get(i));
            Rational b = r.operands().get(i + 1).equals(x) ? at : Rational.fromLiteral(r.operands().get(i + 1));
            if (a == null || b == null) {
                return null;
            }
            all &= r.ops().get(i).holds(a.compareTo(b), 0);
        }
        return all;
    }

    /** With those definitions written out that hold cases or functions that are not smooth. */
    Expr writtenOut(Expr e) {
        return e.mapBottomUp(node -> {
            if (!(node instanceof Call c) || c.isDerivative()) {
                return node;
            }
            FunctionDeclaration f = library.functions().lookup(c.name(), c.arguments().size());
            if (f == null || !f.isDefinition()) {
                return node;
            }
            Expr body = writtenOut(f.body());
            return body.has(this::isRough) ? f.instantiate(body, c.arguments()) : node;
        });
    }

    private boolean isRough(Expr e) {
        return e instanceof Piecewise || e instanceof Call c && !c.isDerivative() && library.functions().lookup(c.name(), c.arguments().size())
                instanceof FunctionDeclaration f && (f.smooth() != null || f.behaviour().continuous() != null);
    }

    // ---- points

    /** The single points of one function. */
    private final class Points {

        private final Expr f;
        private final Derivation d;
        private final Sym x;
        /** Null if it is not known. */
        private final List<Relation> domain;
        private final Expr written;
        private final Set<Expr> candidates = new LinkedHashSet<>();
        /** Points of which all that differ by multiples of a period are alike. */
        private final Map<Expr, Expr> repeated = new LinkedHashMap<>();
        private final Set<Expr> leftOut = new LinkedHashSet<>();
        private final List<Relation> unsolved = new ArrayList<>();
        private final List<Ledger.Point> found = new ArrayList<>();

        Points(Expr f, Derivation d, Sym x, List<Relation> domain, Set<Relation> assumed, Set<Relation> unneeded) {
            this.f = f;
            this.d = d;
            this.x = x;
            this.domain = domain;
            this.written = writtenOut(f);
            if (domain != null) {
                domain.forEach(r -> solve(r, null));
            }
            unneeded.forEach(r -> solve(r, leftOut));
            assumed.forEach(r -> solve(r, null));
            d.conditions().forEach(r -> solve(r, null));
            facts.domain(d.result()).forEach(r -> solve(r, null));
            for (Expr part : written.subexpressions()) {
                if (part instanceof Piecewise p) {
                    p.branches().stream().filter(b -> b.condition() != null).forEach(b -> solve(b.condition(), null));
                } else if (part instanceof Call c && isRough(c)) {
                    FunctionDeclaration g = library.functions().lookup(c.name(), c.arguments().size());
                    for (Relation rough : new Relation[] {g.smooth(), g.behaviour().continuous()}) {
                        if (rough != null) {
                            facts.missing((Relation) g.instantiate(rough, c.arguments())).forEach(r -> solve(r, null));
                        }
                    }
                }
            }
        }

        /** Where the relation changes. */
        private void solve(Relation r, Set<Expr> also) {
            for (int i = 0; i < r.ops().size(); i++) {
                Expr a = r.operands().get(i);
                Expr b = r.operands().get(i + 1);
                if (a.isFreeOf(x) && b.isFreeOf(x)) {
                    continue;
                }
                boolean isPlace = a.equals(x) && b.isFreeOf(x) || b.equals(x) && a.isFreeOf(x);
                Zeros.Solutions solved = isPlace ? null : Zeros.exact(writtenOut(Numbers.difference(a, b)), x, numbers(), facts);
                List<Expr> zeros = isPlace ? List.of(a.equals(x) ? b : a) : solved.exact();
                if (zeros == null && repeats(solved, also)) {
                    continue;
                }
                if (zeros == null) {
                    Relation edge = Relation.of(a, Relation.Op.EQ, b);
                    if (!unsolved.contains(edge)) {
                        unsolved.add(edge);
                    }
                } else {
                    candidates.addAll(zeros);
                    if (also != null) {
                        also.addAll(zeros);
                    }
                }
            }
        }

        /** Whether the solutions are exact and have periods, which are periods of the function or parts of one; then they are noted. */
        private boolean repeats(Zeros.Solutions solved, Set<Expr> also) {
            Periods periods = new Periods(x, numbers());
            Map<Expr, Expr> points = new LinkedHashMap<>();
            for (Zeros.Zero z : solved.zeros()) {
                Expr own = z.isSingle() || !z.place().isExact() ? null : periods.of(f);
                Expr period = own == null ? null : periods.common(z.period(), own);
                Integer times = period == null ? null : periods.ratio(period, z.period());
                if (times == null || points.size() + times > MAX_POINTS) {
                    return false;
                }
                for (int j = 0; j < times; j++) {
                    points.put(numbers().simplest(Sum.of(z.place().exact(), Product.of(Num.of(j), z.period()))), period);
                }
            }
            if (!solved.unsolved().isEmpty() || !facts.assumptions().relations().isEmpty() || repeated.size() + points.size() > MAX_POINTS) {
                return false;
            }
            points.forEach(repeated::putIfAbsent);
            if (also != null) {
                also.addAll(points.keySet());
            }
            return true;
        }

        /** What is the case at a point and at all after it by multiples of the period; told of once for those that are alike. */
        private void lookRepeatedly() {
            Periods periods = new Periods(x, numbers());
            List<Ledger.Point> points = new ArrayList<>();
            repeated.forEach((a, period) -> {
                Ledger.Point p = looked(a);
                if (p != null) {
                    points.add(p.repeated(period));
                }
            });
            Evaluator evaluator = new Evaluator(library.functions());
            points.sort(Comparator.comparingDouble(p -> evaluator.evaluate(p.where().right(), Map.of())));
            for (int i = 0; i < points.size(); i++) {
                Ledger.Point p = points.get(i);
                // Half a period later the same may be the case.
                Expr half = periods.times(p.period(), Rational.of(1, 2));
                int j = i + 1;
                while (j < points.size() && !isAlike(p, points.get(j), half)) {
                    j++;
                }
                found.add(j < points.size() ? p.repeated(half) : p);
                if (j < points.size()) {
                    points.remove(j);
                }
            }
        }

        private boolean isAlike(Ledger.Point p, Ledger.Point q, Expr half) {
            return p.period().equals(q.period()) && q.equals(new Ledger.Point(p.kind(), q.where(), p.left(), p.right(), p.value(), p.period()))
                    && Integer.valueOf(0).equals(numbers().sign(Numbers.difference(q.where().right(), Sum.of(p.where().right(), half))));
        }

        private Ledger.Point looked(Expr a) {
            Relation where = Relation.of(x, Relation.Op.EQ, a);
            try {
                return look(a, where);
            } catch (DdxException refused) {
                return point(Ledger.Kind.UNDECIDED, where);
            }
        }

        List<Ledger.Point> list() {
            Evaluator evaluator = new Evaluator(library.functions());
            List<Expr> sorted = new ArrayList<>();
            for (Expr c : candidates) {
                // One number may be written in two ways.
                if (sorted.stream().noneMatch(o -> o.equals(c) || evaluator.evaluate(o, Map.of()) == evaluator.evaluate(c, Map.of()))) {
                    sorted.add(c);
                }
            }
            sorted.sort(Comparator.comparingDouble(c -> evaluator.evaluate(c, Map.of())));
            for (int i = 0; i < sorted.size() && i < MAX_POINTS; i++) {
                Ledger.Point p = looked(sorted.get(i));
                if (p != null) {
                    found.add(p);
                }
            }
            for (int i = MAX_POINTS; i < sorted.size(); i++) {
                found.add(point(Ledger.Kind.UNDECIDED, Relation.of(x, Relation.Op.EQ, sorted.get(i))));
            }
            if (!repeated.isEmpty()) {
                lookRepeatedly();
            }
            unsolved.forEach(this::unsolved);
            return found;
        }

        private static Ledger.Point point(Ledger.Kind kind, Relation where) {
            return new Ledger.Point(kind, where, null, null, null);
        }

        /** An equation of which not all solutions are known, where the function is defined and its derivative was not shown. */
        private void unsolved(Relation where) {
            Relation not = Relation.of(where.left(), Relation.Op.NE, where.right());
            if (domain == null || Boolean.TRUE.equals(facts.given(domain).decide(not))) {
                return;
            }
            List<Relation> continuous = facts.continuity(f);
            if (continuous != null && continuous.contains(not) && !domain.contains(not)) {
                found.add(point(Ledger.Kind.MAY_JUMP, where));
                return;
            }
            List<Relation> needed = new ArrayList<>(d.conditions());
            needed.addAll(facts.domain(d.result()));
            if (Boolean.TRUE.equals(facts.given(needed).decide(not)) || d.conditions().contains(not)) {
                found.add(point(Ledger.Kind.UNDECIDED, where));
            }
        }

        private Ledger.Point look(Expr a, Relation where) {
            OneSided left = new OneSided(differentiation, library, facts, limits, x, a, false);
            OneSided right = new OneSided(differentiation, library, facts, limits, x, a, true);
            for (Relation r : facts.assumptions().relations()) {
                if (!Boolean.TRUE.equals(right.holdsAt(r)) || !Boolean.TRUE.equals(left.holdsBeside(r)) || !Boolean.TRUE.equals(right.holdsBeside(r))) {
                    return null;
                }
            }
            Expr chosen = right.caseAt(written);
            Boolean defined = chosen == null ? null : right.isDefinedAt(chosen);
            boolean holds = holdsAt(right);
            if (Boolean.TRUE.equals(defined) && holds && !leftOut.contains(a)) {
                return null;
            }
            Side l = side(left);
            Side r = side(right);
            if (Boolean.TRUE.equals(defined)) {
                return defined(where, chosen, left, l, r);
            }
            if (Boolean.FALSE.equals(defined)) {
                return undefined(where, left, l, r);
            }
            return l.outside() && r.outside() ? null : point(Ledger.Kind.UNDECIDED, where);
        }

        /** Whether the derivation says what the derivative is at the point. */
        private boolean holdsAt(OneSided at) {
            for (Relation r : d.conditions()) {
                if (!Boolean.TRUE.equals(at.holdsAt(r))) {
                    return false;
                }
            }
            Expr result = at.caseAt(writtenOut(d.result()));
            return result != null && Boolean.TRUE.equals(at.isDefinedAt(result));
        }

        private Ledger.Point defined(Relation where, Expr chosen, OneSided at, Side l, Side r) {
            if (l.outside() && r.outside()) {
                return null;
            }
            if (!l.outside() && !r.outside() && l.hasLimit() && r.hasLimit()) {
                Expr from = l.limit().finite();
                Expr to = r.limit().finite();
                Boolean joined = same(at, from, to);
                if (Boolean.FALSE.equals(joined)) {
                    return new Ledger.Point(Ledger.Kind.JUMP, where, from, to, null);
                }
                if (Boolean.TRUE.equals(joined) && Boolean.FALSE.equals(same(at, from, at.value(chosen)))) {
                    return new Ledger.Point(Ledger.Kind.NOT_THE_LIMIT, where, null, null, from);
                }
            }
            for (Side s : List.of(l, r)) {
                if (!s.outside() && (!s.hasLimit() || s.slope() == null || !Boolean.TRUE.equals(same(at, s.limit().finite(), at.value(chosen))))) {
                    return point(Ledger.Kind.UNDECIDED, where);
                }
            }
            if (l.outside() || r.outside()) {
                Value only = l.outside() ? r.slope() : l.slope();
                return !only.isFinite() ? point(Ledger.Kind.VERTICAL_END, where)
                        : new Ledger.Point(Ledger.Kind.END, where, l.outside() ? null : only.finite(), r.outside() ? null : only.finite(), null);
            }
            if (!l.slope().isFinite() || !r.slope().isFinite()) {
                return new Ledger.Point(Ledger.Kind.VERTICAL, where, l.slope().finite(), r.slope().finite(), null);
            }
            Boolean smooth = same(at, l.slope().finite(), r.slope().finite());
            return smooth == null ? point(Ledger.Kind.UNDECIDED, where)
                    : new Ledger.Point(smooth ? Ledger.Kind.DIFFERENTIABLE : Ledger.Kind.KINK, where, l.slope().finite(), r.slope().finite(), null);
        }

        private Ledger.Point undefined(Relation where, OneSided at, Side l, Side r) {
            if (l.outside() || r.outside()) {
                return null;
            }
            if (l.hasLimit() && r.hasLimit()) {
                Boolean joined = same(at, l.limit().finite(), r.limit().finite());
                if (Boolean.FALSE.equals(joined)) {
                    return new Ledger.Point(Ledger.Kind.JUMP, where, l.limit().finite(), r.limit().finite(), null);
                }
                if (Boolean.TRUE.equals(joined) && l.slope() != null && r.slope() != null && l.slope().isFinite() && r.slope().isFinite()
                        && Boolean.TRUE.equals(same(at, l.slope().finite(), r.slope().finite()))) {
                    return new Ledger.Point(Ledger.Kind.REMOVABLE, where, l.slope().finite(), r.slope().finite(), l.limit().finite());
                }
            }
            Expr result = at.caseAt(writtenOut(d.result()));
            return result != null && Boolean.TRUE.equals(at.isDefinedAt(result))
                    ? new Ledger.Point(Ledger.Kind.GAP, where, null, null, at.value(result)) : null;
        }

        private static Boolean same(OneSided at, Expr a, Expr b) {
            Integer s = a.equals(b) ? Integer.valueOf(0) : at.sign(Sum.of(a, Neg.of(b)));
            return s == null ? null : s == 0;
        }

        /** What the function does on one side: where it is not defined nothing, else its limit and that of its slope, null if not known. */
        private record Side(boolean outside, Value limit, Value slope) {

            boolean hasLimit() {
                return limit != null && limit.isFinite();
            }
        }

        private Side side(OneSided beside) {
            Boolean inside = beside.isDefinedBeside(written);
            if (Boolean.FALSE.equals(inside)) {
                return new Side(true, null, null);
            }
            Expr formula = inside == null ? null : beside.beside(written);
            if (formula == null) {
                return new Side(false, null, null);
            }
            Value limit = beside.limit(formula);
            return new Side(false, limit, limit == null || !limit.isFinite() ? null : beside.slope(formula));
        }
    }
}
