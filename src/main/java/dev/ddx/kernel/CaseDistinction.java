package dev.ddx.kernel;

import dev.ddx.expr.Binder;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Derivative;
import dev.ddx.expr.Expr;
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
        if (facts.isComplex() || e.size() > MAX_SIZE || !e.has(part -> part instanceof Piecewise || facts.functions().hasCases(part))) {
            return false;
        }
        Expr plain = e.mapBottomUp(part -> facts.functions().cases(part) instanceof Piecewise p ? p : part);
        // Under a binder a comparison may be about its variable.
        return plain.size() <= MAX_SIZE && !plain.has(part -> part instanceof Binder || part instanceof Derivative || part instanceof NthDerivative)
                && inEachCase(plain, facts, Map.of()) && found;
    }

    /** @param known of pairs of sides that have been compared, how the first stands to the second */
    private boolean inEachCase(Expr e, Facts facts, Map<List<Expr>, Relation.Op> known) {
        if (--left < 0) {
            return false;
        }
        Expr settled = e.mapBottomUp(part -> part instanceof Piecewise
                && Piecewise.chosen(part.children(), r -> decide(r, facts, known)) instanceof Expr value ? value : part);
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
