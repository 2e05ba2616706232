package dev.ddx.calculus;

import dev.ddx.calculus.Asymptotics.Value;
import dev.ddx.expr.Call;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.Limit;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Piecewise;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Facts;
import java.util.ArrayList;
import java.util.List;

/** A variable on its way to a number, from one side or both, or to infinity: what is certain of expressions in it. */
final class Approach {

    private final StandardLibrary library;
    private final Facts facts;
    private final Numbers numbers;
    private final Limit limit;
    private final Work work;
    private final List<Asymptotics> sides = new ArrayList<>();
    private final List<OneSided> beside = new ArrayList<>();

    /** @param limit of anything */
    Approach(Differentiation differentiation, StandardLibrary library, Facts facts, Limits limits, Numbers numbers, Limit limit,
            Work work) {
        this.library = library;
        this.facts = facts;
        this.limit = limit;
        this.work = work;
        this.numbers = numbers;
        if (limit.isAtInfinity()) {
            sides.add(new Asymptotics(library, facts, limits, numbers, limit, work));
        } else {
            for (Limit.Side side : limit.side() == Limit.Side.BOTH ? List.of(Limit.Side.LEFT, Limit.Side.RIGHT)
                    : List.of(limit.side())) {
                sides.add(new Asymptotics(library, facts, limits, numbers, Limit.of(Num.ZERO, x(), limit.value(), side), work));
                beside.add(new OneSided(differentiation, library, facts, limits, x(), limit.value(), side == Limit.Side.RIGHT));
            }
        }
    }

    Sym x() {
        return limit.variable();
    }

    Work work() {
        return work;
    }

    Numbers numbers() {
        return numbers;
    }

    Limit limitOf(Expr e) {
        return limit.of(e);
    }

    boolean isAtInfinity() {
        return limit.isAtInfinity();
    }

    /** Whether e is defined and continuous at the number, and on the side or sides from which it is approached. */
    boolean isContinuous(Expr e) {
        List<Relation> needed = isAtInfinity() || e.has(p -> p instanceof Piecewise) ? null : facts.continuity(e);
        if (needed == null) {
            return false;
        }
        List<Relation> all = new ArrayList<>(needed);
        all.addAll(facts.domain(e));
        return all.stream().allMatch(r -> Boolean.TRUE.equals(beside.get(0).holdsAt(r))
                && beside.stream().allMatch(s -> Boolean.TRUE.equals(s.holdsBeside(r))));
    }

    /** Whether e is defined at no number close to the place on one side. */
    boolean isUndefined(Expr e) {
        return beside.stream().anyMatch(s -> Boolean.FALSE.equals(s.isDefinedBeside(e)));
    }

    /** A formula without kinks and jumps that has the same values on the only side; null if there are two, or none is found. */
    Expr smooth(Expr e) {
        return beside.size() == 1 ? beside.get(0).beside(e) : null;
    }

    /** The value at the number, where it is continuous. */
    Expr valueAt(Expr e) {
        return beside.get(0).value(e);
    }

    /** The limit, the same from both sides, by asymptotic expansion; null if it is not found out. */
    Value limit(Expr e) {
        Value common = null;
        for (Asymptotics side : sides) {
            Value v = side.limit(e);
            if (v == null || common != null && !isSame(common, v)) {
                return null;
            }
            common = v;
        }
        return common;
    }

    boolean isSame(Value a, Value b) {
        return a.isFinite() == b.isFinite()
                && (a.isFinite() ? Integer.valueOf(0).equals(numbers.sign(Numbers.difference(a.finite(), b.finite())))
                : a.infinite() == b.infinite());
    }

    /** The sign close to the place, the same on both sides; null if it is not found out. */
    Integer sign(Expr e) {
        Integer common = null;
        for (Asymptotics side : sides) {
            Integer s = side.sign(e);
            if (s == null || common != null && !common.equals(s)) {
                return null;
            }
            common = s;
        }
        return common;
    }

    boolean isNonZero(Expr e) {
        return sides.stream().allMatch(s -> s.sign(e) instanceof Integer n && n != 0);
    }

    boolean isDefined(Expr e) {
        return sides.stream().allMatch(s -> s.isDefined(e));
    }

    boolean isBounded(Expr e) {
        return sides.stream().allMatch(s -> s.isBounded(e));
    }

    /** Whether all that is stated is proved to hold close to the place. */
    boolean holds(List<Relation> relations) {
        return relations.stream().allMatch(r -> sides.stream().allMatch(s -> s.holds(r)));
    }

    boolean dominates(Expr first, Expr second) {
        return sides.stream().allMatch(s -> Integer.valueOf(1).equals(s.compare(first, second)));
    }

    /** The first term of the asymptotic expansion, the same on both sides; null if it is not found out. */
    Expr leading(Expr e) {
        Expr common = null;
        for (Asymptotics side : sides) {
            Expr l = side.leading(e);
            if (l == null || common != null && !numbers.computed(common).equals(numbers.computed(l))) {
                return null;
            }
            common = l;
        }
        return common;
    }

    // ---- limit laws

    /** The limit as the laws of limits give it from those of the parts, none of which is of an indeterminate form; else null. */
    Value byLaws(Expr e) {
        if (e.isFreeOf(x())) {
            return new Value(numbers.computed(numbers.settled(e)), 0);
        }
        return switch (e) {
            case Sym s -> Value.of(limit.value());
            case Neg n -> negative(byLaws(n.operand()));
            case Sum s -> sum(s.terms());
            case Product p -> product(p.factors());
            case Quotient q -> quotient(byLaws(q.numerator()), byLaws(q.denominator()), q.denominator());
            case Power p -> power(p);
            case Call c -> c.arguments().stream().allMatch(u -> byLaws(u) != null) ? ofCall(c) : null;
            default -> null;
        };
    }

    /** Of a function whose arguments have limits. */
    Value ofCall(Call c) {
        FunctionDeclaration f = c.isDerivative() ? null : library.functions().lookup(c.name(), c.arguments().size());
        return f == null ? null : limit(c);
    }

    /** What a function is by definition, or in terms of elementary functions; null if that is not declared. */
    Expr byElementaryFunctions(Call c) {
        FunctionDeclaration f = c.isDerivative() ? null : library.functions().lookup(c.name(), c.arguments().size());
        Expr elementary = f == null ? null : f.behaviour().elementary();
        return elementary == null ? null : f.instantiate(elementary, c.arguments());
    }

    private static Value negative(Value v) {
        return v == null ? null : v.isFinite() ? new Value(Neg.of(v.finite()), 0) : new Value(null, -v.infinite());
    }

    private Value sum(List<Expr> terms) {
        int infinite = 0;
        Expr total = Num.ZERO;
        for (Expr t : terms) {
            Value v = byLaws(t);
            if (v == null || !v.isFinite() && infinite * v.infinite() < 0) {
                return null;
            }
            if (v.isFinite()) {
                total = numbers.plus(total, v.finite());
            } else {
                infinite = v.infinite();
            }
        }
        return infinite != 0 ? new Value(null, infinite) : new Value(total, 0);
    }

    private Value product(List<Expr> factors) {
        int infinite = 0;
        Integer sign = 1;
        Expr total = Num.ONE;
        for (Expr f : factors) {
            Value v = byLaws(f);
            if (v == null) {
                return null;
            }
            Integer s = v.isFinite() ? numbers.sign(v.finite()) : Integer.valueOf(v.infinite());
            sign = s == null || sign == null ? null : sign * s;
            if (v.isFinite()) {
                total = numbers.times(total, v.finite());
            } else {
                infinite = 1;
            }
        }
        return infinite == 0 ? new Value(total, 0) : sign == null || sign == 0 ? null : new Value(null, sign);
    }

    /** @param below the denominator, whose sign decides where its limit is 0 */
    private Value quotient(Value n, Value d, Expr below) {
        if (n == null || d == null) {
            return null;
        }
        if (!d.isFinite()) {
            return n.isFinite() ? new Value(Num.ZERO, 0) : null;
        }
        if (n.isFinite() && numbers.isNonZero(d.finite())) {
            return new Value(numbers.computed(Quotient.of(n.finite(), d.finite())), 0);
        }
        Integer s = numbers.sign(d.finite());
        Integer t = n.isFinite() ? numbers.sign(n.finite()) : Integer.valueOf(n.infinite());
        if (s == null || t == null) {
            return null;
        }
        if (s == 0) {
            Integer near = t == 0 ? null : sign(below);
            return near == null || near == 0 ? null : new Value(null, t * near);
        }
        return new Value(null, t * s);
    }

    private Value power(Power p) {
        Value base = byLaws(p.base());
        Value exponent = byLaws(p.exponent());
        return base == null || exponent == null || isIndeterminate(base, exponent) ? null : limit(p);
    }

    /** Whether a power of these limits is of the form 1^∞, 0^0, ∞^0. */
    boolean isIndeterminate(Value base, Value exponent) {
        boolean infinite = !exponent.isFinite();
        Integer zero = infinite ? null : numbers.sign(exponent.finite());
        if (!base.isFinite()) {
            return !infinite && !Integer.valueOf(1).equals(zero) && !Integer.valueOf(-1).equals(zero);
        }
        Integer one = numbers.sign(Numbers.difference(base.finite(), Num.ONE));
        Integer null0 = numbers.sign(base.finite());
        return one == null || null0 == null || infinite && one == 0
                || null0 == 0 && (infinite ? exponent.infinite() < 0 : zero == null || zero == 0);
    }
}
