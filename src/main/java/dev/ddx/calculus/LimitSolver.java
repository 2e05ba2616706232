package dev.ddx.calculus;

import dev.ddx.calculus.Asymptotics.Value;
import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Piecewise;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.kernel.AlgebraicForm;
import dev.ddx.kernel.Facts;
import dev.ddx.kernel.NormalFormTooLarge;
import dev.ddx.kernel.Range;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Path;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Finds the steps that lead from a limit to its value, by the rules of a textbook where these are enough: continuity, limit
 * laws, squeezing, dominant terms, l'Hôpital's rule, and for differences, products and powers their rewriting as fractions;
 * each where its conditions have been checked. The search is bounded.
 */
final class LimitSolver {

    private static final int MAX_CALLS = 80;
    private static final int MAX_DEPTH = 9;
    private static final int MAX_ROUNDS = 4;
    private static final long LARGE = 160;

    private final Differentiation differentiation;
    private final Facts facts;
    private final Approach approach;
    private final Numbers numbers;
    private final Work work;
    private final Map<Expr, Found> found = new HashMap<>();
    private final Set<Expr> tried = new HashSet<>();
    private int calls;
    private int depth;
    private int rounds;

    LimitSolver(Differentiation differentiation, Facts facts, Approach approach) {
        this.differentiation = differentiation;
        this.facts = facts;
        this.approach = approach;
        this.numbers = approach.numbers();
        this.work = approach.work();
    }

    /** A derivation that begins with a limit and ends with its value. */
    record Found(Derivation derivation, Value value) {
    }

    /** Lines that are written one after the other. */
    private final class Lines {

        private final Expr start;
        private final List<Step> steps = new ArrayList<>();
        private Expr current;

        Lines(Expr e) {
            this.start = approach.limitOf(e);
            this.current = start;
        }

        Lines step(String rule, List<Integer> path, Expr part, Reason reason, List<Derivation> sides) {
            Expr after = Path.replace(current, path, part);
            if (!after.equals(current)) {
                steps.add(new Step(rule, path, current, after, reason, List.of(), sides, Trace.NORMAL));
                current = after;
            }
            return this;
        }

        Lines step(String rule, Expr whole, Reason reason) {
            return step(rule, List.of(), whole, reason, List.of());
        }

        /** The lines of another derivation, in the place of the limit in a line. */
        Lines then(UnaryOperator<Expr> line, List<Integer> path, Found part) {
            for (Step s : part.derivation().steps()) {
                Expr after = line.apply(s.after());
                // A sum in a sum is written as one, so that the place is lost.
                List<Integer> whole = new ArrayList<>();
                if (isAt(current, path, s.before()) && isAt(after, path, s.after())) {
                    whole.addAll(path);
                    whole.addAll(s.path());
                }
                if (!after.equals(current)) {
                    steps.add(new Step(s.rule(), whole, current, after, s.reason(), s.conditions(), s.sides(), s.shownFrom()));
                    current = after;
                }
            }
            return this;
        }

        private static boolean isAt(Expr line, List<Integer> path, Expr part) {
            return path.isEmpty() || path.get(0) < line.children().size() && Path.at(line, path).equals(part);
        }

        /** The end: what is left is a number, which is written as simply as can be. */
        Found done(Value value) {
            step("simplify", value.toExpr(), Reason.of("Simplify"));
            return new Found(new Derivation(start, steps), value);
        }

        Found done(Found last) {
            then(e -> e, List.of(), last);
            return new Found(new Derivation(start, steps), last.value());
        }
    }

    /** The limit of another function, which is the same; null if it was not found. */
    private Found rewritten(String rule, Expr e, Expr other, Reason reason, Found ofOther) {
        return ofOther == null ? null : new Lines(e).step(rule, List.of(0), other, reason, List.of()).done(ofOther);
    }

    private interface Method {
        Found of(Expr e);
    }

    /** Null if no way was found. */
    Found solve(Expr e) {
        if (found.containsKey(e)) {
            return found.get(e);
        }
        if (++calls > MAX_CALLS || depth >= MAX_DEPTH || e.size() > LARGE || work.isSpent() || !tried.add(e)) {
            return null;
        }
        depth++;
        Found way = null;
        Value certain = approach.limit(e);
        for (Method m : List.<Method>of(this::byElementaryFunctions, this::direct, this::bySimplifying, this::onOneSide,
                this::squeezed, this::withoutFactor,
                this::composed, this::byKind, this::simplified)) {
            way = attempt(m, e);
            if (way != null && (certain == null || approach.isSame(certain, way.value()))) {
                break;
            }
            way = null;
        }
        depth--;
        found.put(e, way);
        return way;
    }

    private Found attempt(Method m, Expr e) {
        try {
            return m.of(e);
        } catch (Undecided | NormalFormTooLarge none) {
            return null;
        } catch (DdxException none) {
            if (none.kind() == DdxException.Kind.NOT_DIFFERENTIABLE || none.kind() == DdxException.Kind.DIVISION_BY_ZERO) {
                return null;
            }
            throw none;
        }
    }

    // ---- what needs no rewriting

    private Found direct(Expr e) {
        if (approach.isContinuous(e)) {
            Value v = new Value(approach.valueAt(e), 0);
            return new Lines(e).step("limit-value", v.toExpr(), Reason.of("The function is continuous there")).done(v);
        }
        Value v = approach.byLaws(e);
        return v == null || !isDefined(e) ? null : byLaws(e, simplest(v), List.of());
    }

    private boolean isDefined(Expr e) {
        return approach.isDefined(e) || approach.holds(facts.domain(e));
    }

    private Value simplest(Value v) {
        return v.isFinite() ? new Value(numbers.simplest(v.finite()), 0) : v;
    }

    /** One line, with the limits of the parts in its reason. */
    private Found byLaws(Expr e, Value value, List<Derivation> sides) {
        List<Relation> parts = new ArrayList<>();
        for (Expr part : e.children()) {
            Value v = part.isFreeOf(approach.x()) || part.equals(approach.x()) ? null : valueOf(part);
            if (v != null) {
                parts.add(Relation.of(approach.limitOf(part), Relation.Op.EQ, simplest(v).toExpr()));
            }
        }
        Reason reason = e instanceof Quotient q && !value.isFinite() && vanishing(q) instanceof Reason r ? r
                : parts.isEmpty() ? Reason.of("Limit laws")
                : Reason.of("Limit laws", ", with {v}").with("v", new Reason.Words.Formulas(parts));
        return new Lines(e).step("limit-laws", List.of(), value.toExpr(), reason, sides).done(value);
    }

    /** Why a quotient is infinite whose denominator tends to 0; null if it does not. */
    private Reason vanishing(Quotient q) {
        Value n = valueOf(q.numerator());
        Value d = valueOf(q.denominator());
        Integer near = n == null || d == null || !n.isFinite() || !d.isFinite() || numbers.certainSign(d.finite()) != 0 ? null
                : approach.sign(q.denominator());
        return near == null ? null : (near > 0
                ? Reason.of("Quotient by what tends to 0", ": the numerator tends to {n}, the denominator to 0 and is positive")
                : Reason.of("Quotient by what tends to 0",
                ": the numerator tends to {n}, the denominator to 0 and is negative")).with("n", new Reason.Words.Formulas(List.of(simplest(n).toExpr())));
    }

    /** An infinite limit of a function that is a quotient of others. */
    private Found byElementaryFunctions(Expr e) {
        Expr written = e instanceof Call ? approach.byElementaryFunctions((Call) e) : null;
        Value v = written instanceof Quotient ? approach.byLaws(e) : null;
        Found f = v == null || v.isFinite() ? null : attempt(this::direct, written);
        return rewritten("elementary", e, written, Reason.of("Write by other functions"), f);
    }

    private Value valueOf(Expr e) {
        Value v = approach.byLaws(e);
        if (v != null) {
            return v;
        }
        Found f = solve(e);
        return f == null ? null : f.value();
    }

    // ---- squeezing

    private Found squeezed(Expr e) {
        List<Expr> above = new ArrayList<>();
        List<Expr> below = new ArrayList<>();
        OneSided.split(e, above, below);
        List<Expr> bounded = above.stream().filter(f -> !f.isFreeOf(approach.x()) && approach.limit(f) == null && isBounded(f))
                .toList();
        if (bounded.isEmpty()) {
            return null;
        }
        List<Expr> others = new ArrayList<>(above);
        others.removeAll(bounded);
        Expr rest = below.isEmpty() ? Product.join(others)
                : Quotient.of(others.isEmpty() ? Num.ONE : Product.join(others), Product.join(below));
        Value v = valueOf(rest);
        if (v == null || !v.isFinite() || !Integer.valueOf(0).equals(numbers.sign(v.finite())) || !isDefined(e)) {
            return null;
        }
        Expr b = Product.join(bounded);
        return new Lines(e).step("squeeze", List.of(), Num.ZERO,
                Reason.of("Squeeze theorem", ": {b} is bounded, and {n} tends to 0")
                .with("b", new Reason.Words.Formulas(List.of(b)))
                .with("n", new Reason.Words.Formulas(List.of(rest))), sides(List.of(rest))).done(new Value(Num.ZERO, 0));
    }

    private boolean isBounded(Expr e) {
        Range r = facts.range(e);
        return r.isReal() && r.low() != null && r.high() != null;
    }

    /** The derivations of the limits that are not read off. */
    private List<Derivation> sides(List<Expr> parts) {
        List<Derivation> out = new ArrayList<>();
        for (Expr part : parts) {
            if (approach.byLaws(part) == null && solve(part) instanceof Found f) {
                out.add(f.derivation());
            }
        }
        return out;
    }

    // ---- rewriting

    private Found bySimplifying(Expr e) {
        Expr simple = simpler(e);
        Found f = simple == null ? null : attempt(this::direct, simple);
        return rewritten("simplify", e, simple, Reason.of("Simplify"), f);
    }

    private Found simplified(Expr e) {
        Expr simple = simpler(e);
        Found f = simple == null ? null : solve(simple);
        return rewritten("simplify", e, simple, Reason.of("Simplify"), f);
    }

    /** Without absolute values and the like, which are decided on one side. */
    private Found onOneSide(Expr e) {
        Expr smooth = e.has(c -> c instanceof Call || c instanceof Piecewise) ? approach.smooth(e) : null;
        Found f = smooth == null || smooth.equals(e) ? null : solve(smooth);
        return rewritten("one-side", e, smooth, Reason.of("On this side of the point"), f);
    }

    private Expr simpler(Expr e) {
        Derivation d = differentiation.simplify(e);
        Expr simple = withoutNegativeExponentials(d.result());
        return simple.equals(e) || !approach.holds(d.conditions()) ? null : simple;
    }

    /** A product with e^(−u) as a fraction. */
    private static Expr withoutNegativeExponentials(Expr e) {
        List<Expr> above = new ArrayList<>();
        List<Expr> below = new ArrayList<>();
        OneSided.split(e, above, below);
        List<Expr> exponentials = above.stream()
                .filter(f -> f instanceof Power p && p.base().equals(Const.E) && p.exponent() instanceof Neg).toList();
        if (exponentials.isEmpty() || above.size() == exponentials.size()) {
            return e;
        }
        above.removeAll(exponentials);
        exponentials.forEach(f -> below.add(Power.of(Const.E, ((Neg) ((Power) f).exponent()).operand())));
        return Quotient.of(Product.join(above), Product.join(below));
    }

    /** A sign or a number stands before the limit. */
    private Found withoutFactor(Expr e) {
        Expr factor = null;
        Expr rest = null;
        if (e instanceof Neg n) {
            factor = Rational.of(-1).toExpr();
            rest = n.operand();
        } else if (e instanceof Product p && p.factors().stream().anyMatch(f -> f.isFreeOf(approach.x()))) {
            factor = Product.join(p.factors().stream().filter(f -> f.isFreeOf(approach.x())).toList());
            rest = Product.join(p.factors().stream().filter(f -> !f.isFreeOf(approach.x())).toList());
        } else if (e instanceof Quotient q && q.numerator() instanceof Product p
                && p.factors().stream().anyMatch(this::isParameter)) {
            List<Expr> others = p.factors().stream().filter(f -> !isParameter(f)).toList();
            factor = Product.join(p.factors().stream().filter(this::isParameter).toList());
            rest = Quotient.of(others.isEmpty() ? Num.ONE : Product.join(others), q.denominator());
        }
        Found f = rest == null ? null : solve(rest);
        if (f == null || !f.value().isFinite()) {
            return f == null ? null : infiniteMultiple(e, factor, f);
        }
        boolean negative = e instanceof Neg;
        Expr constant = factor;
        UnaryOperator<Expr> line = negative ? Neg::of : u -> Product.of(constant, u);
        return new Lines(e).step("constant-factor", line.apply(approach.limitOf(rest)), Reason.of("Limit of a constant multiple"))
                .then(line, List.of(negative ? 0 : 1), f)
                .done(new Value(numbers.simplest(negative ? Neg.of(f.value().finite()) : Product.of(factor, f.value().finite())),
                0));
    }

    /** Whether it does not change with the variable, and has other symbols. */
    private boolean isParameter(Expr e) {
        return e.isFreeOf(approach.x()) && !e.freeSymbols().isEmpty();
    }

    private Found infiniteMultiple(Expr e, Expr factor, Found f) {
        int sign = numbers.certainSign(factor) * f.value().infinite();
        return sign == 0 ? null : byLaws(e, new Value(null, sign), List.of(f.derivation()));
    }

    /** Of a function that is continuous at the limit of its argument. */
    private Found composed(Expr e) {
        int at = -1;
        for (int i = 0; i < e.children().size(); i++) {
            at = e.children().get(i).isFreeOf(approach.x()) ? at : at < 0 ? i : e.children().size();
        }
        if (!(e instanceof Call || e instanceof Power) || at < 0 || at == e.children().size()) {
            return null;
        }
        Expr inner = e.children().get(at);
        Found f = inner.equals(approach.x()) ? null : solve(inner);
        if (f == null) {
            return null;
        }
        if (!f.value().isFinite()) {
            Value v = outside(e, f.value().infinite());
            return v == null ? null : byLaws(e, v, List.of(f.derivation()));
        }
        Expr value = Path.replace(e, List.of(at), f.value().finite());
        if (!isDefined(e) || !isContinuousAt(value)) {
            Value v = approach.limit(e);
            return v == null ? null : byLaws(e, v, List.of(f.derivation()));
        }
        List<Integer> path = List.of(at);
        return new Lines(e).step("composition", Path.replace(e, path, approach.limitOf(inner)),
                Reason.of("The outer function is continuous at the limit of the inner one"))
                .then(u -> Path.replace(e, path, u), path, f).done(new Value(numbers.simplest(value), 0));
    }

    private boolean isContinuousAt(Expr number) {
        List<Relation> needed = facts.continuity(number);
        return needed != null && needed.stream().allMatch(r -> r.holds((a, b) -> numbers.certainSign(Numbers.difference(a, b))));
    }

    /** The limit of a function whose argument is infinite. */
    private Value outside(Expr e, int sign) {
        if (e instanceof Power p && p.base().equals(Const.E)) {
            return sign > 0 ? new Value(null, 1) : new Value(Num.ZERO, 0);
        }
        if (e instanceof Call c && c.is("ln", 1) && sign > 0) {
            return new Value(null, 1);
        }
        return approach.limit(e);
    }

    private Found byKind(Expr e) {
        return switch (e) {
            case Sum s -> first(s, this::sumOfLimits, this::commonDenominator, this::joinedLogarithms, this::rationalised,
                    this::dominantTerm);
            case Product p -> first(p, this::productOfLimits, this::asFraction);
            case Quotient q -> first(q, this::quotientOfLimits, this::dominantTerms, this::byLHopital, this::flattened,
                    this::byGrowth);
            case Power p -> asExponential(p);
            default -> null;
        };
    }

    private Found first(Expr e, Method... methods) {
        for (Method m : methods) {
            Found f = attempt(m, e);
            if (f != null) {
                return f;
            }
        }
        return null;
    }

    /** The limits of the parts, if they are all found. */
    private List<Found> parts(List<Expr> parts) {
        List<Found> out = new ArrayList<>();
        for (Expr part : parts) {
            Found f = part.isFreeOf(approach.x()) ? new Found(null, Value.of(part)) : solve(part);
            if (f == null) {
                return null;
            }
            out.add(f);
        }
        return out;
    }

    /** A sum, product or fraction of limits. */
    private Found ofParts(Expr e, Reason reason, Value value) {
        List<Found> parts = parts(e.children());
        boolean finite = value.isFinite() && parts.stream().allMatch(f -> f.value().isFinite());
        if (!finite) {
            return byLaws(e, value, sides(e.children()));
        }
        List<Expr> line = new ArrayList<>(e.children().stream().map(c -> c.isFreeOf(approach.x()) ? c : approach.limitOf(c))
                .toList());
        Lines lines = new Lines(e).step("limits-of-parts", e.withChildren(line), reason);
        for (int i = 0; i < parts.size(); i++) {
            if (!e.children().get(i).isFreeOf(approach.x())) {
                List<Expr> before = List.copyOf(line);
                int place = i;
                lines.then(u -> {
                    List<Expr> all = new ArrayList<>(before);
                    all.set(place, u);
                    return e.withChildren(all);
                }, List.of(i), parts.get(i));
                line.set(i, parts.get(i).derivation().end());
            }
        }
        return lines.done(simplest(value));
    }

    private Found sumOfLimits(Expr e) {
        List<Found> parts = parts(e.children());
        if (parts == null) {
            return null;
        }
        int infinite = 0;
        Expr total = Num.ZERO;
        for (Found f : parts) {
            if (f.value().isFinite()) {
                total = numbers.plus(total, f.value().finite());
            } else if (infinite * f.value().infinite() < 0) {
                return null;
            } else {
                infinite = f.value().infinite();
            }
        }
        return ofParts(e, Reason.of("Limit of a sum"), infinite == 0 ? new Value(total, 0) : new Value(null, infinite));
    }

    private Found productOfLimits(Expr e) {
        List<Found> parts = parts(e.children());
        if (parts == null) {
            return null;
        }
        boolean infinite = parts.stream().anyMatch(f -> !f.value().isFinite());
        int sign = 1;
        Expr total = Num.ONE;
        for (Found f : parts) {
            sign *= !infinite ? 1 : f.value().isFinite() ? numbers.certainSign(f.value().finite()) : f.value().infinite();
            total = f.value().isFinite() ? numbers.times(total, f.value().finite()) : total;
        }
        return infinite && sign == 0 ? null
                : ofParts(e, Reason.of("Limit of a product"), infinite ? new Value(null, sign) : new Value(total, 0));
    }

    private Found quotientOfLimits(Expr e) {
        List<Found> parts = parts(e.children());
        if (parts == null) {
            return null;
        }
        Value n = parts.get(0).value();
        Value d = parts.get(1).value();
        if (!d.isFinite()) {
            return n.isFinite() ? ofParts(e, Reason.of("Limit of a quotient"), new Value(Num.ZERO, 0)) : null;
        }
        int below = n.isFinite() && numbers.isNonZero(d.finite()) ? 1 : numbers.certainSign(d.finite());
        if (below == 0) {
            int above = n.isFinite() ? numbers.certainSign(n.finite()) : n.infinite();
            Integer near = above == 0 ? null : approach.sign(((Quotient) e).denominator());
            return near == null || near == 0 ? null : ofParts(e, Reason.of("Limit of a quotient"), new Value(null, above * near));
        }
        return ofParts(e, Reason.of("Limit of a quotient"), n.isFinite()
                ? new Value(numbers.computed(Quotient.of(n.finite(), d.finite())), 0)
                : new Value(null, n.infinite() * below));
    }

    // ---- fractions

    /** Sums are replaced by their terms that grow fastest. */
    private Found dominantTerms(Expr e) {
        Quotient q = (Quotient) e;
        if (!approach.isAtInfinity() || !(q.numerator().has(p -> p instanceof Sum)
                || q.denominator().has(p -> p instanceof Sum))) {
            return null;
        }
        Expr n = approach.leading(q.numerator());
        Expr d = approach.leading(q.denominator());
        if (n == null || d == null) {
            return null;
        }
        Expr like = Quotient.of(n, d);
        Expr simple = simpler(like);
        Found f = solve(simple == null ? like : simple);
        if (f == null || like.equals(e)) {
            return null;
        }
        Lines lines = new Lines(e).step("dominant-terms", List.of(0), like,
                Reason.of("Dominant terms", ": the numerator divided by ${n}$ tends to 1, and so does the denominator divided by ${d}$")
                .with("n", n).with("d", d), List.of());
        return (simple == null ? lines : lines.step("simplify", List.of(0), simple, Reason.of("Simplify"), List.of())).done(f);
    }

    private Found byLHopital(Expr e) {
        Quotient q = (Quotient) e;
        Value n = valueOf(q.numerator());
        Value d = valueOf(q.denominator());
        if (n == null || d == null || rounds >= MAX_ROUNDS) {
            return null;
        }
        boolean zeros = n.isFinite() && d.isFinite() && numbers.certainSign(n.finite()) == 0
                && numbers.certainSign(d.finite()) == 0;
        if (!zeros && (n.isFinite() || d.isFinite())) {
            return null;
        }
        Derivation above = differentiation.derive(q.numerator(), approach.x(), 1, "");
        Derivation below = differentiation.derive(q.denominator(), approach.x(), 1, "");
        if (!isSound(above) || !isSound(below) || !approach.isNonZero(below.result())) {
            return null;
        }
        Expr ratio = Quotient.of(above.result(), below.result());
        Expr simple = simpler(ratio);
        rounds++;
        Found f = solve(simple == null ? ratio : simple);
        rounds--;
        if (f == null) {
            return null;
        }
        Reason reason = zeros ? Reason.of("L’Hôpital’s rule for the form $0/0$",
                "where the derivative of the denominator is not zero near the point")
                : Reason.of("L’Hôpital’s rule for the form $\\infty/\\infty$",
                "where the derivative of the denominator is not zero near the point");
        List<Derivation> sides = new ArrayList<>(sides(e.children()));
        sides.add(above);
        sides.add(below);
        Lines lines = new Lines(e).step("lhopital", List.of(), approach.limitOf(ratio), reason, sides);
        return (simple == null ? lines : lines.step("simplify", List.of(0), simple, Reason.of("Simplify"), List.of())).done(f);
    }

    /** Whether the derivative was found close to the place. */
    private boolean isSound(Derivation d) {
        List<Relation> needed = new ArrayList<>(d.conditions());
        needed.addAll(facts.domain(d.result()));
        return approach.holds(needed);
    }

    private Found flattened(Expr e) {
        Expr together = AlgebraicForm.together(e);
        Found f = together.equals(e) ? null : solve(together);
        return rewritten("common-denominator", e, together, Reason.of("Common denominator"), f);
    }

    /** Exponentials grow faster than powers, and powers faster than logarithms. */
    private Found byGrowth(Expr e) {
        Quotient q = (Quotient) e;
        Value n = valueOf(q.numerator());
        Value d = valueOf(q.denominator());
        if (n == null || d == null || n.isFinite() || d.isFinite()) {
            return null;
        }
        if (approach.dominates(q.denominator(), q.numerator())) {
            return new Lines(e).step("growth", Num.ZERO, Reason.of("Growth", ": ${d}$ grows faster than ${n}$")
                    .with("d", q.denominator()).with("n", q.numerator()))
                    .done(new Value(Num.ZERO, 0));
        }
        if (approach.dominates(q.numerator(), q.denominator())) {
            Value v = new Value(null, n.infinite() * d.infinite());
            return new Lines(e).step("growth", v.toExpr(), Reason.of("Growth", ": ${d}$ grows faster than ${n}$")
                    .with("d", q.numerator()).with("n", q.denominator())).done(v);
        }
        return null;
    }

    // ---- differences

    private Found commonDenominator(Expr e) {
        Expr together = AlgebraicForm.together(e);
        Found f = together instanceof Quotient && !together.equals(e) ? solve(together) : null;
        return rewritten("common-denominator", e, together, Reason.of("Common denominator"), f);
    }

    private Found joinedLogarithms(Expr e) {
        List<Expr> above = new ArrayList<>();
        List<Expr> below = new ArrayList<>();
        List<Expr> others = new ArrayList<>();
        for (Expr t : ((Sum) e).terms()) {
            Expr u = t instanceof Neg n ? n.operand() : t;
            if (u instanceof Call c && c.is("ln", 1)) {
                (t instanceof Neg ? below : above).add(c.argument());
            } else {
                others.add(t);
            }
        }
        if (above.isEmpty() || below.isEmpty() || !above.stream().allMatch(u -> Integer.valueOf(1).equals(approach.sign(u)))) {
            return null;
        }
        others.add(Call.of("ln", Quotient.of(Product.join(above), Product.join(below))));
        Expr joined = Sum.join(others);
        Found f = solve(joined);
        return rewritten("logarithms", e, joined, Reason.of("Difference of logarithms"), f);
    }

    /** Multiplies by the sum of what is subtracted and that from which it is. */
    private Found rationalised(Expr e) {
        List<Expr> roots = new ArrayList<>();
        List<Expr> others = new ArrayList<>();
        for (Expr t : ((Sum) e).terms()) {
            (roots.isEmpty() && t.has(LimitSolver::isRoot) ? roots : others).add(t);
        }
        if (roots.isEmpty()) {
            return null;
        }
        Expr a = roots.get(0);
        Expr b = Sum.join(others);
        Expr conjugate = Sum.join(Stream.concat(Stream.of(a), others.stream()
                .map(t -> t instanceof Neg n ? n.operand() : Neg.of(t))).toList());
        Expr squares = differentiation.simplify(Numbers.difference(Power.of(a, Num.TWO), Power.of(b, Num.TWO))).result();
        if (squares.has(LimitSolver::isRoot) && others.size() > 1 || !approach.isNonZero(conjugate)) {
            return null;
        }
        Expr fraction = Quotient.of(squares, conjugate);
        Found f = solve(fraction);
        return rewritten("conjugate", e, fraction, Reason.of("Multiply and divide by", "${c}$").with("c", conjugate), f);
    }

    private static boolean isRoot(Expr e) {
        return e instanceof Power p && Rational.of(1, 2).equals(Rational.fromLiteral(p.exponent()));
    }

    /** The term beside which the others vanish. */
    private Found dominantTerm(Expr e) {
        for (Expr t : e.children()) {
            if (e.children().stream().allMatch(o -> o == t || approach.dominates(t, o))) {
                Found f = solve(t);
                if (f != null) {
                    return new Lines(e).step("dominant-term", List.of(0), t,
                            Reason.of("Dominant term", ": the others divided by ${t}$ tend to 0").with("t", t), List.of())
                            .done(f);
                }
            }
        }
        return null;
    }

    // ---- products and powers

    private Found asFraction(Expr e) {
        List<Expr> above = new ArrayList<>();
        List<Expr> below = new ArrayList<>();
        OneSided.split(e, above, below);
        if (!below.isEmpty()) {
            return fraction(e, Quotient.of(above.isEmpty() ? Num.ONE : Product.join(above), Product.join(below)));
        }
        List<Expr> zeros = new ArrayList<>();
        List<Expr> others = new ArrayList<>();
        for (Expr f : above) {
            Value v = valueOf(f);
            (v != null && v.isFinite() && numbers.certainSign(v.finite()) == 0 ? zeros : others).add(f);
        }
        if (zeros.isEmpty() || others.isEmpty()) {
            return null;
        }
        List<Expr> fractions = new ArrayList<>(List.of(Quotient.of(Product.join(others), inverse(zeros)),
                Quotient.of(Product.join(zeros), inverse(others))));
        if (zeros.stream().anyMatch(LimitSolver::isHardToInvert)) {
            fractions.add(fractions.remove(0));
        }
        for (Expr fraction : fractions) {
            Found f = fraction(e, fraction);
            if (f != null) {
                return f;
            }
        }
        return null;
    }

    private Found fraction(Expr e, Expr fraction) {
        Found f = fraction.equals(e) ? null : solve(fraction);
        return rewritten("as-fraction", e, fraction, Reason.of("Write the product as a fraction"), f);
    }

    /** Logarithms and inverse functions are better differentiated as they are. */
    private static boolean isHardToInvert(Expr e) {
        return e.has(c -> c instanceof Call);
    }

    private static Expr inverse(List<Expr> factors) {
        List<Expr> inverted = factors.stream().map(f -> f instanceof Power p && p.base().equals(Const.E)
                ? Power.of(Const.E, p.exponent() instanceof Neg n ? n.operand() : Neg.of(p.exponent())) : Quotient.of(Num.ONE, f))
                .toList();
        return inverted.size() == 1 ? inverted.get(0) : Product.join(inverted);
    }

    private Found asExponential(Power p) {
        if (p.base().equals(Const.E) || p.exponent().isFreeOf(approach.x())
                || !Integer.valueOf(1).equals(approach.sign(p.base()))) {
            return null;
        }
        Expr power = Power.of(Const.E, Product.of(p.exponent(), Call.of("ln", p.base())));
        Found f = solve(power);
        return rewritten("as-exponential", p, power, Reason.of("Write the power as an exponential"), f);
    }
}
