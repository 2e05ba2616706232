package dev.ddx.kernel;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Sum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks for formulas of few operations (+, −, ×, ÷, negation, square) over given leaves that have a given value. A value is a
 * pair of numbers modulo a prime of 61 bits, that of a function at two random points of a tower of generators. All values of
 * few operations are enumerated, each once, with the ways to make it; from the target as many operations are taken back,
 * and what is left is looked up (meet in the middle). What is found has the value at two points and has to be proved.
 *
 * <p>Formulas are trees: a part that is used twice counts twice, unless it is squared.
 */
final class ValueSearch {

    private static final int MAX_VALUES = 120_000;
    private static final long MAX_LOOKUPS = 700_000;
    private static final int MAX_WAYS = 16;
    private static final int MAX_FORMULAS = 400;
    private static final int MAX_BACK = 3;
    private static final int EMPTY = -1;

    private enum Op { PLUS, MINUS, TIMES, OVER, NEGATED }

    private static final Op[] OPS = Op.values();

    /** @param formula over the leaves; its value is that of the target at two random points */
    record Found(Expr formula, int operations) {
    }

    /** A target with which a formula is finished: what was taken back to get there. */
    private record Back(long a, long b, int spent, Back before, Op op, int operand, boolean operandFirst) {
    }

    private final PrimeField field;
    private final List<Expr> leaves = new ArrayList<>();
    private int count;
    private long[] a = new long[1024];
    private long[] b = new long[1024];
    private long[] inverseA = new long[1024];
    private long[] inverseB = new long[1024];
    private byte[] cost = new byte[1024];
    /** The ways to make a value, as linked lists: its last one, and of each way the one before, the operation and the operands. */
    private int[] lastWay = new int[1024];
    private final List<int[]> ways = new ArrayList<>();
    private int[] table = new int[4096];
    /** Where the values of each number of operations begin. */
    private final List<Integer> levels = new ArrayList<>();
    private final List<Boolean> constant = new ArrayList<>();
    private int bound;
    private int one = EMPTY;
    private int minusOne = EMPTY;

    ValueSearch(PrimeField field) {
        this.field = field;
        Arrays.fill(table, EMPTY);
        levels.add(0);
    }

    /** Adds a leaf; of those with equal values the first one counts. @return whether it counts */
    boolean leaf(Expr e, long[] value) {
        boolean isNew = value[0] != 0 && value[1] != 0 && find(value[0], value[1]) == EMPTY;
        if (isNew) {
            add(value[0], value[1], 0);
            leaves.add(e);
            constant.add(e.isConstant());
            Rational r = Rational.fromLiteral(e);
            one = r != null && r.isOne() ? count - 1 : one;
            minusOne = r != null && r.equals(Rational.of(-1)) ? count - 1 : minusOne;
        }
        return isNew;
    }

    /** The number of operations up to which every formula was looked at by the last {@link #find(long[], int)}. */
    int bound() {
        return bound;
    }

    // ---- values

    private int find(long x, long y) {
        for (int i = slot(x, y); ; i = i + 1 & table.length - 1) {
            int c = table[i];
            if (c == EMPTY || a[c] == x && b[c] == y) {
                return c;
            }
        }
    }

    private int slot(long x, long y) {
        long h = x * 0x9E3779B97F4A7C15L ^ y * 0xC2B2AE3D27D4EB4FL;
        return (int) (h ^ h >>> 29) & table.length - 1;
    }

    private int add(long x, long y, int operations) {
        if (count == a.length) {
            int n = 2 * count;
            a = Arrays.copyOf(a, n);
            b = Arrays.copyOf(b, n);
            inverseA = Arrays.copyOf(inverseA, n);
            inverseB = Arrays.copyOf(inverseB, n);
            cost = Arrays.copyOf(cost, n);
            lastWay = Arrays.copyOf(lastWay, n);
        }
        if (4 * count > table.length) {
            table = new int[table.length * 4];
            Arrays.fill(table, EMPTY);
            for (int c = 0; c < count; c++) {
                enter(c);
            }
        }
        a[count] = x;
        b[count] = y;
        cost[count] = (byte) operations;
        lastWay[count] = EMPTY;
        enter(count);
        return count++;
    }

    private void enter(int c) {
        int i = slot(a[c], b[c]);
        while (table[i] != EMPTY) {
            i = i + 1 & table.length - 1;
        }
        table[i] = c;
    }

    private void make(Op op, int left, int right, long x, long y, int operations) {
        if (x == 0 || y == 0) {
            return;
        }
        int c = find(x, y);
        if (c == EMPTY) {
            c = add(x, y, operations);
        } else if (cost[c] == 0 && operations > 1 || operations > cost[c] + 1 || c == left || c == right) {
            return;
        }
        int n = 0;
        for (int w = lastWay[c]; w != EMPTY; w = ways.get(w)[0]) {
            if (++n == MAX_WAYS) {
                return;
            }
        }
        ways.add(new int[] {lastWay[c], op.ordinal(), left, right});
        lastWay[c] = ways.size() - 1;
    }

    private int start(int operations) {
        return levels.get(operations);
    }

    private int end(int operations) {
        return operations + 1 < levels.size() ? levels.get(operations + 1) : count;
    }

    private boolean isConstant(int c) {
        return c < leaves.size() && constant.get(c);
    }

    /** About how many values one more level has. */
    private double size(int operations) {
        double pairs = 0;
        for (int i = 0; 2 * i <= operations - 1; i++) {
            pairs += (double) (end(i) - start(i)) * (end(operations - 1 - i) - start(operations - 1 - i));
        }
        return 4 * pairs;
    }

    /** Makes all values of one operation more. */
    private void grow() {
        int operations = levels.size();
        invert(start(operations - 1), count);
        levels.add(count);
        for (int i = 0; 2 * i <= operations - 1; i++) {
            int j = operations - 1 - i;
            for (int l = start(i), le = end(i); l < le; l++) {
                for (int r = i == j ? l : start(j), re = end(j); r < re; r++) {
                    if (!isConstant(l) || !isConstant(r)) {
                        combine(l, r, operations);
                    }
                }
            }
        }
        for (int c = start(operations - 1), e = levels.get(operations); c < e; c++) {
            if (!isConstant(c)) {
                make(Op.NEGATED, c, c, field.negate(a[c]), field.negate(b[c]), operations);
                make(Op.TIMES, c, c, field.times(a[c], a[c]), field.times(b[c], b[c]), operations);
            }
        }
    }

    /** Multiplying by 1 or −1, or dividing by them, does nothing or is a negation. */
    private void combine(int l, int r, int operations) {
        if (r == one || r == minusOne) {
            combine(r, l, operations);
            return;
        }
        make(Op.PLUS, l, r, field.plus(a[l], a[r]), field.plus(b[l], b[r]), operations);
        if (l == r) {
            return;
        }
        if (l == one || l == minusOne) {
            make(Op.MINUS, l, r, field.minus(a[l], a[r]), field.minus(b[l], b[r]), operations);
            make(Op.MINUS, r, l, field.minus(a[r], a[l]), field.minus(b[r], b[l]), operations);
            make(Op.OVER, l, r, field.times(a[l], inverseA[r]), field.times(b[l], inverseB[r]), operations);
        } else {
            make(Op.MINUS, l, r, field.minus(a[l], a[r]), field.minus(b[l], b[r]), operations);
            make(Op.MINUS, r, l, field.minus(a[r], a[l]), field.minus(b[r], b[l]), operations);
            make(Op.TIMES, l, r, field.times(a[l], a[r]), field.times(b[l], b[r]), operations);
            make(Op.OVER, l, r, field.times(a[l], inverseA[r]), field.times(b[l], inverseB[r]), operations);
            make(Op.OVER, r, l, field.times(a[r], inverseA[l]), field.times(b[r], inverseB[l]), operations);
        }
    }

    private void invert(int from, int to) {
        long[] x = Arrays.copyOfRange(a, from, to);
        long[] y = Arrays.copyOfRange(b, from, to);
        field.invert(x, to - from);
        field.invert(y, to - from);
        System.arraycopy(x, 0, inverseA, from, to - from);
        System.arraycopy(y, 0, inverseB, from, to - from);
    }

    // ---- the search

    /**
     * Formulas for the target, those of fewest operations and those of up to {@code slack} more, fewest first; none if there
     * are none of up to {@link #bound} operations.
     */
    List<Found> find(long[] target, int slack) {
        Map<Expr, Integer> found = new LinkedHashMap<>();
        int best = Integer.MAX_VALUE;
        while (levels.size() <= 3) {
            int c = find(target[0], target[1]);
            best = c == EMPTY ? best : Math.min(best, cost[c]);
            if (best < Integer.MAX_VALUE && levels.size() - 1 >= best + slack || size(levels.size()) > MAX_VALUES) {
                break;
            }
            grow();
        }
        int deepest = levels.size() - 1;
        invert(start(deepest), count);
        collect(new Back(target[0], target[1], 0, null, null, 0, false), found, best, slack);
        bound = deepest;
        List<Back> open = List.of(new Back(target[0], target[1], 0, null, null, 0, false));
        List<List<Back>> bySpent = new ArrayList<>();
        bySpent.add(open);
        long lookups = 0;
        for (int spent = 1; spent <= MAX_BACK && spent <= deepest + 1; spent++) {
            for (Expr e : found.keySet()) {
                best = Math.min(best, found.get(e));
            }
            if (best < Integer.MAX_VALUE && bound >= best + slack) {
                break;
            }
            double more = 0;
            for (int c = 0; c < spent; c++) {
                more += c <= deepest ? 6.0 * bySpent.get(spent - 1 - c).size() * (end(c) - start(c)) : 0;
            }
            lookups += (long) more;
            if (lookups > MAX_LOOKUPS) {
                break;
            }
            List<Back> next = new ArrayList<>();
            boolean last = spent == MAX_BACK || lookups + more * 6 * (end(0) - start(0)) > MAX_LOOKUPS;
            for (int c = 0; c < spent && c <= deepest; c++) {
                for (Back back : bySpent.get(spent - 1 - c)) {
                    best = takeBack(back, c, spent, last ? null : next, found, best, slack);
                }
            }
            bySpent.add(next);
            bound = Math.min(deepest + spent, 2 * deepest + 1);
            if (last) {
                break;
            }
        }
        List<Found> out = new ArrayList<>();
        found.forEach((e, n) -> out.add(new Found(e, n)));
        out.sort((f, g) -> f.operations() != g.operations() ? Integer.compare(f.operations(), g.operations())
                : Long.compare(f.formula().size(), g.formula().size()));
        if (!out.isEmpty()) {
            int fewest = out.get(0).operations();
            out.removeIf(f -> f.operations() > fewest + slack);
        }
        return out;
    }

    private int takeBack(Back t, int level, int spent, List<Back> next, Map<Expr, Integer> found, int fewest, int slack) {
        int best = fewest;
        long ta = field.inverse(t.a());
        long tb = field.inverse(t.b());
        for (int v = start(level), e = end(level); v < e; v++) {
            // t = v − s, s − v, s + v, v·s, s/v, v/s; t = −s is the product with the constant −1.
            best = left(t, field.minus(a[v], t.a()), field.minus(b[v], t.b()), spent, Op.MINUS, v, true, next, found, best, slack);
            best = left(t, field.plus(a[v], t.a()), field.plus(b[v], t.b()), spent, Op.MINUS, v, false, next, found, best, slack);
            best = left(t, field.minus(t.a(), a[v]), field.minus(t.b(), b[v]), spent, Op.PLUS, v, true, next, found, best, slack);
            if (v != one) {
                best = left(t, field.times(t.a(), inverseA[v]), field.times(t.b(), inverseB[v]), spent, Op.TIMES, v, true, next, found, best, slack);
            }
            if (v != one && v != minusOne) {
                best = left(t, field.times(t.a(), a[v]), field.times(t.b(), b[v]), spent, Op.OVER, v, false, next, found, best, slack);
            }
            best = left(t, field.times(ta, a[v]), field.times(tb, b[v]), spent, Op.OVER, v, true, next, found, best, slack);
        }
        return best;
    }

    private int left(Back t, long x, long y, int spent, Op op, int v, boolean vFirst, List<Back> next, Map<Expr, Integer> found, int best, int slack) {
        if (x == 0 || y == 0) {
            return best;
        }
        int c = find(x, y);
        if (c != EMPTY) {
            int total = spent + cost[c];
            if (total <= best + (long) slack && found.size() < MAX_FORMULAS) {
                collect(new Back(x, y, spent, t, op, v, vFirst), found, Math.min(best, total), slack);
                return Math.min(best, total);
            }
            return best;
        }
        if (x == y && !isConstant(v)) {
            Rational r = field.fraction(x);
            if (r != null && spent <= best + (long) slack) {
                finish(new Back(x, y, spent, t, op, v, vFirst), r.toExpr(), found);
                return Math.min(best, spent);
            }
            return best;
        }
        if (next != null && spent < best + (long) slack) {
            next.add(new Back(x, y, spent, t, op, v, vFirst));
        }
        return best;
    }

    /** Adds the formulas that end with the value that is left, if it is there. */
    private void collect(Back t, Map<Expr, Integer> found, int best, int slack) {
        int c = find(t.a(), t.b());
        if (c == EMPTY) {
            return;
        }
        for (Expr e : formulas(c, 0, 12)) {
            finish(t, e, found);
        }
        for (int more = 1; more <= slack && t.spent() + cost[c] + more <= best + (long) slack; more++) {
            for (Expr e : formulas(c, more, 12)) {
                finish(t, e, found);
            }
        }
    }

    private void finish(Back t, Expr rest, Map<Expr, Integer> found) {
        Collection<Expr> made = List.of(rest);
        for (Back back = t; back.before() != null; back = back.before()) {
            List<Expr> bigger = new ArrayList<>();
            for (Expr operand : formulas(back.operand(), 0, 3)) {
                for (Expr e : made) {
                    bigger.add(back.operandFirst() ? write(back.op(), operand, e) : write(back.op(), e, operand));
                }
            }
            made = bigger;
        }
        for (Expr e : made) {
            if (isPlain(e)) {
                found.putIfAbsent(e, operations(e));
            }
        }
    }

    /** Whether nothing in it could be left out at sight: no negation of a square's base, no quotient below a quotient. */
    private static boolean isPlain(Expr e) {
        for (Expr part : e.subexpressions()) {
            boolean plain = part.isConstant() || switch (part) {
                case Neg n -> !(n.operand() instanceof Neg) && !(n.operand() instanceof Sum);
                case Power p -> !(p.base() instanceof Neg);
                case Quotient q -> !(q.denominator() instanceof Quotient) && !(q.denominator() instanceof Neg)
                        && !(q.denominator() instanceof Num n && n.isOne()) && !q.numerator().equals(q.denominator());
                case Product p -> p.factors().stream().noneMatch(f -> f instanceof Neg && !f.isConstant() || f instanceof Num n && n.isOne()
                        || f instanceof Quotient q && q.numerator() instanceof Num n && n.isOne())
                        && !(p.factors().get(0).isConstant() && p.factors().get(1) instanceof Product r && r.factors().get(0).isConstant());
                case Sum s -> s.terms().stream().filter(t -> t.isConstant() || t instanceof Sum r && r.terms().stream().anyMatch(Expr::isConstant)
                        || t instanceof Neg n && n.operand() instanceof Sum).count() < 2 && s.terms().stream().noneMatch(t -> t instanceof Neg n && n.operand() instanceof Sum);
                default -> true;
            };
            if (!plain) {
                return false;
            }
        }
        return true;
    }

    /** Formulas for a value of up to {@code slack} operations more than needed. */
    private List<Expr> formulas(int c, int slack, int most) {
        List<Expr> out = new ArrayList<>();
        if (c < leaves.size()) {
            out.add(leaves.get(c));
        }
        for (int w = lastWay[c]; w != EMPTY && out.size() < most; w = ways.get(w)[0]) {
            int[] way = ways.get(w);
            Op op = OPS[way[1]];
            boolean unary = op == Op.NEGATED || way[2] == way[3];
            int needed = 1 + cost[way[2]] + (unary ? 0 : cost[way[3]]);
            if (needed > cost[c] + slack || cost[way[2]] >= needed || needed > 1 && c < leaves.size()) {
                continue;
            }
            int rest = Math.min(slack, cost[c] + slack - needed);
            if (cost[way[2]] > cost[c] || cost[way[3]] > cost[c]) {
                rest = 0;
            }
            for (Expr l : way[2] == c ? List.<Expr>of() : formulas(way[2], cost[way[2]] < cost[c] ? rest : 0, 4)) {
                if (unary) {
                    out.add(write(op, l, l));
                    continue;
                }
                for (Expr r : way[3] == c ? List.<Expr>of() : formulas(way[3], cost[way[3]] < cost[c] ? rest : 0, 4)) {
                    out.add(write(op, l, r));
                }
            }
        }
        return out;
    }

    private static Expr write(Op op, Expr l, Expr r) {
        return switch (op) {
            case PLUS -> l.isConstant() || !r.isConstant() ? plus(l, r) : plus(r, l);
            case MINUS -> r.isConstant() && Rational.fromLiteral(r) instanceof Rational c && c.signum() < 0
                    ? plus(l, c.negate().toExpr()) : Sum.of(l, Neg.of(r));
            case TIMES -> times(l, r);
            case OVER -> Quotient.of(l, r);
            case NEGATED -> Neg.of(l);
        };
    }

    private static Expr plus(Expr l, Expr r) {
        return r instanceof Neg n && !(l instanceof Neg) ? Sum.of(l, r)
                : l instanceof Neg && !(r instanceof Neg) ? Sum.of(r, l) : Sum.of(l, r);
    }

    private static Expr times(Expr l, Expr r) {
        if (l.equals(r)) {
            return Power.of(l, Num.TWO);
        }
        if (l.isConstant() || r.isConstant()) {
            Expr c = l.isConstant() ? l : r;
            Expr u = l.isConstant() ? r : l;
            Rational n = Rational.fromLiteral(c);
            if (n != null && n.equals(Rational.of(-1))) {
                return Neg.of(u);
            }
            if (n != null && n.numerator().equals(java.math.BigInteger.ONE) && !n.isInteger()) {
                return Quotient.of(u, Num.of(n.denominator()));
            }
            return Product.of(c, u);
        }
        boolean swap = l.size() > r.size() || l.size() == r.size() && l.toString().compareTo(r.toString()) > 0;
        return swap ? Product.of(r, l) : Product.of(l, r);
    }

    /** Those of an integer power; 0 for another one, which is a call. */
    private static int multiplications(Power p) {
        if (ReuseSearch.isCall(p)) {
            return 0;
        }
        int n = Rational.fromLiteral(p.exponent()).numerator().intValue();
        int m = Math.abs(n);
        return (m == 0 ? 0 : 31 - Integer.numberOfLeadingZeros(m) + Integer.bitCount(m) - 1) + (n < 0 ? 1 : 0);
    }

    /** Operations of a formula, each distinct part counted once; what has no symbol is a number that is known. */
    static int operations(Expr e) {
        int n = 0;
        for (Expr part : e.subexpressions()) {
            if (part.isConstant()) {
                continue;
            }
            n += switch (part) {
                case Sum s -> s.terms().size() - 1;
                case Product p -> p.factors().size() - 1;
                case Quotient q -> 1;
                case Power p -> multiplications(p);
                case Neg m -> 1;
                default -> 0;
            };
        }
        // A subtraction is one operation: a negation that is only subtracted is none.
        Set<Expr> subtracted = new HashSet<>();
        Set<Expr> used = new HashSet<>(Set.of(e));
        for (Expr part : e.subexpressions()) {
            List<Expr> parts = part.children();
            for (int i = 0; i < parts.size(); i++) {
                (part instanceof Sum && i > 0 ? subtracted : used).add(parts.get(i));
            }
        }
        n -= (int) subtracted.stream().filter(t -> t instanceof Neg && !t.isConstant() && !used.contains(t)).count();
        return n;
    }
}
