package dev.ddx.kernel;

import dev.ddx.expr.Binder;
import dev.ddx.expr.Call;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Derivative;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.Neg;
import dev.ddx.expr.NthDerivative;
import dev.ddx.expr.Num;
import dev.ddx.expr.Piecewise;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;

/**
 * Whether an expression over the reals is zero in each of its cases: for each comparison in them, where the left side is
 * less, equal and greater. Where both are equal one is put for the other.
 */
final class CaseDistinction {

    /** Cases that are looked at in all, those that are distinguished further included. */
    private static final int MAX_CASES = 30;
    private static final int MAX_SIZE = 1_000;
    /** How the left side can stand to the right one. */
    private static final List<Relation.Op> SIGNS = List.of(Relation.Op.EQ, Relation.Op.LT, Relation.Op.GT);

    private final BiPredicate<Expr, Facts> isZero;
    private int left = MAX_CASES;
    private boolean found;

    /** @param isZero the test for what has no cases */
    CaseDistinction(BiPredicate<Expr, Facts> isZero) {
        this.isZero = isZero;
    }

    /** False means not known. */
    boolean isZero(Expr e, Facts facts) {
        if (facts.isComplex() || e.size() > MAX_SIZE || !e.has(part -> cases(part, facts) != null)) {
            return false;
        }
        Expr plain = e.mapBottomUp(part -> part instanceof Call c && c.is("abs", 1) ? either(c.argument(), Relation.of(c.argument(), Relation.Op.GE, Num.ZERO), Neg.of(c.argument()))
                : cases(part, facts) instanceof Piecewise p ? p : part);
        // Under a binder a comparison may be about its variable.
        return plain.size() <= MAX_SIZE && !plain.has(part -> part instanceof Binder || part instanceof Derivative || part instanceof NthDerivative)
                && inEachCase(plain, facts, Map.of()) && found;
    }

    /** A part with its cases written out; null if it has none. */
    private static Piecewise cases(Expr part, Facts facts) {
        if (part instanceof Piecewise p) {
            return p;
        }
        if (!(part instanceof Call c) || c.isDerivative()) {
            return null;
        }
        if (c.is("max", 2) || c.is("min", 2)) {
            Expr a = c.arguments().get(0);
            Expr b = c.arguments().get(1);
            return either(a, Relation.of(a, c.is("max", 2) ? Relation.Op.GE : Relation.Op.LE, b), b);
        }
        FunctionDeclaration f = facts.functions().lookup(c.name(), c.arguments().size());
        return f != null && f.isDefinition() && f.body() instanceof Piecewise && f.instantiate(f.body(), c.arguments()) instanceof Piecewise p ? p : null;
    }

    private static Piecewise either(Expr a, Relation condition, Expr b) {
        return Piecewise.of(List.of(new Piecewise.Branch(a, condition), new Piecewise.Branch(b, null)));
    }

    /** @param known of pairs of sides that have been compared, how the first stands to the second */
    private boolean inEachCase(Expr e, Facts facts, Map<List<Expr>, Relation.Op> known) {
        if (--left < 0) {
            return false;
        }
        Expr settled = e.mapBottomUp(part -> part instanceof Piecewise p ? settled(p, facts, known) : part);
        List<Expr> undecided = settled.subexpressions().stream().filter(part -> part instanceof Relation r && decide(r, facts, known) == null).toList();
        Relation open = (Relation) undecided.stream().filter(r -> !r.has(part -> part instanceof Piecewise)).findFirst().orElse(undecided.isEmpty() ? null : undecided.getLast());
        if (open == null) {
            // Where no case holds there is no value.
            return settled.has(part -> part instanceof Piecewise) || isZeroWithoutCases(settled, facts);
        }
        int i = IntStream.range(0, open.ops().size()).filter(k -> holds(open, k, facts, known) == null).findFirst().orElseThrow();
        List<Expr> sides = open.operands().subList(i, i + 2);
        for (Relation.Op sign : signs(sides, facts, known)) {
            Map<List<Expr>, Relation.Op> more = new HashMap<>(known);
            more.put(sides, sign);
            Facts there = facts.given(List.of(Relation.of(sides.get(0), sign, sides.get(1))));
            if (!inEachCase(sign == Relation.Op.EQ ? equated(settled, sides.get(0), sides.get(1)) : settled, there, more)) {
                return false;
            }
        }
        return true;
    }

    /** What it is where a = b. */
    private static Expr equated(Expr e, Expr a, Expr b) {
        Expr one = b instanceof Sym ? b : a;
        Expr other = one == b ? a : b;
        return one instanceof Sum sum && sum.terms().stream().filter(t -> t instanceof Sym).findFirst().orElse(null) instanceof Sym s
                ? e.replace(s, Sum.of(s, other, Neg.of(one))) : e.replace(one, other);
    }

    /** True as well where it has no value. */
    private boolean isZeroWithoutCases(Expr e, Facts facts) {
        try {
            boolean zero = facts.range(e).isZero() || isZero.test(e, facts);
            found |= zero;
            return zero;
        } catch (DdxException undefined) {
            if (undefined.kind() != DdxException.Kind.DIVISION_BY_ZERO) {
                throw undefined;
            }
            return true;
        }
    }

    /** The value of the first case that holds, if that is known. */
    private static Expr settled(Piecewise p, Facts facts, Map<List<Expr>, Relation.Op> known) {
        for (Piecewise.Branch b : p.branches()) {
            Boolean holds = b.condition() == null ? Boolean.TRUE : decide(b.condition(), facts, known);
            if (!Boolean.FALSE.equals(holds)) {
                return holds == null ? p : b.value();
            }
        }
        return p;
    }

    private static Boolean decide(Relation r, Facts facts, Map<List<Expr>, Relation.Op> known) {
        List<Boolean> parts = new ArrayList<>();
        for (int i = 0; i < r.ops().size(); i++) {
            parts.add(holds(r, i, facts, known));
        }
        return parts.contains(false) ? Boolean.FALSE : parts.contains(null) ? null : Boolean.TRUE;
    }

    private static Boolean holds(Relation r, int i, Facts facts, Map<List<Expr>, Relation.Op> known) {
        List<Relation.Op> possible = signs(r.operands().subList(i, i + 2), facts, known);
        long allowed = possible.stream().filter(sign -> allows(r.ops().get(i), sign)).count();
        return allowed == 0 ? Boolean.FALSE : allowed == possible.size() ? Boolean.TRUE : null;
    }

    /** Whether what a sign says of two sides makes the relation between them hold. */
    private static boolean allows(Relation.Op op, Relation.Op sign) {
        return op.holds(sign == Relation.Op.GT ? 1 : 0, sign == Relation.Op.LT ? 1 : 0);
    }

    /** How the first can stand to the second. */
    private static List<Relation.Op> signs(List<Expr> sides, Facts facts, Map<List<Expr>, Relation.Op> known) {
        Relation.Op before = known.get(sides);
        return before != null ? List.of(before)
                : SIGNS.stream().filter(sign -> !Boolean.FALSE.equals(facts.decide(sides.get(0), sign, sides.get(1)))).toList();
    }
}
