package dev.ddx.kernel;

import dev.ddx.expr.Accumulation;
import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.Derivative;
import dev.ddx.expr.EvaluatedAt;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Limit;
import dev.ddx.expr.Neg;
import dev.ddx.expr.NthDerivative;
import dev.ddx.expr.Num;
import dev.ddx.expr.Piecewise;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** A total order of expressions by size, then by structure, names alphabetically; the same in every run. */
public final class ExprOrder implements Comparator<Expr> {

    public static final ExprOrder INSTANCE = new ExprOrder();

    private ExprOrder() {
    }

    /** The expression with the terms of each sum and the factors of each product in this order. */
    public static Expr sorted(Expr e) {
        return e.mapBottomUp(node -> {
            if (!(node instanceof Sum || node instanceof Product)) {
                return node;
            }
            List<Expr> parts = new ArrayList<>(node.children());
            parts.sort(INSTANCE);
            return node.withChildren(parts);
        });
    }

    /** Whether the two are equal but for the order of terms and factors. */
    public static boolean sameUpToOrder(Expr a, Expr b) {
        return a.equals(b) || a.size() == b.size() && a.height() == b.height() && a.getClass() == b.getClass() && sorted(a).equals(sorted(b));
    }

    /** The first pair of children that differs decides, so this is a loop. */
    @Override
    public int compare(Expr left, Expr right) {
        Expr a = left;
        Expr b = right;
        while (a != b) {
            // Small before large reads well, and spares a descent into deep expressions.
            int c = Long.compare(a.size(), b.size());
            c = c != 0 ? c : head(a, b);
            List<Expr> ac = a.children();
            List<Expr> bc = b.children();
            if (c == 0) {
                c = Integer.compare(ac.size(), bc.size());
            }
            if (c != 0) {
                return c;
            }
            int i = 0;
            while (i < ac.size() && ac.get(i).equals(bc.get(i))) {
                i++;
            }
            if (i == ac.size()) {
                return 0;
            }
            a = ac.get(i);
            b = bc.get(i);
        }
        return 0;
    }

    /** The types in the order of their names. */
    private static int rank(Expr e) {
        return switch (e) {
            case Call c -> 0;
            case Const c -> 1;
            case Derivative d -> 2;
            case EvaluatedAt a -> 3;
            case Limit l -> 4;
            case Accumulation a -> 14;
            case NthDerivative d -> 15;
            case Neg n -> 5;
            case Num n -> 6;
            case Piecewise p -> 7;
            case Power p -> 8;
            case Product p -> 9;
            case Quotient q -> 10;
            case Relation r -> 11;
            case Sum s -> 12;
            case Sym s -> 13;
        };
    }

    /**
     * What this order looks at first, as numbers: to be computed once for each of many that are to be sorted. A number
     * for each node in reading order, two for a call, as far as they fit; the first difference decides, and where there
     * is none the expressions themselves have to be compared.
     */
    static final class Keys {

        private static final int LENGTH = 24;
        private static final int RANK_BITS = 4;
        /** For the value of a leaf or the number of children. */
        private static final int HEAD_BITS = 40;
        private static final int LETTER_BITS = 8;

        private final long[] numbers = new long[LENGTH];
        private int count;

        long[] of(Expr e) {
            count = 0;
            append(e);
            return Arrays.copyOf(numbers, count);
        }

        static int compare(long[] a, long[] b) {
            for (int i = 0; i < a.length && i < b.length; i++) {
                if (a[i] != b[i]) {
                    return a[i] < b[i] ? -1 : 1;
                }
            }
            return 0;
        }

        /** False where nothing may follow. */
        private boolean append(Expr e) {
            if (count + 2 > LENGTH || e.size() >= 1L << 63 - RANK_BITS - HEAD_BITS) {
                return false;
            }
            long head = switch (e) {
                case Num n when n.isLong() && n.precision() <= 12 -> n.longValue();
                case Num n -> -1;
                case Sym s -> packed(s.name(), HEAD_BITS / LETTER_BITS);
                case Const c -> packed(c.name(), HEAD_BITS / LETTER_BITS);
                case Sum s -> s.terms().size();
                case Product p -> p.factors().size();
                case Neg n -> 0;
                case Power p -> 0;
                case Quotient q -> 0;
                case Call c -> c.isDerivative() ? -1 : 0;
                default -> -1;
            };
            if (head < 0) {
                return false;
            }
            numbers[count++] = (e.size() << RANK_BITS | rank(e)) << HEAD_BITS | head;
            switch (e) {
                case Neg n -> {
                    return append(n.operand());
                }
                case Power p -> {
                    return append(p.base()) && append(p.exponent());
                }
                case Quotient q -> {
                    return append(q.numerator()) && append(q.denominator());
                }
                case Call c -> {
                    // The orders of a call are compared as texts, so that the one of more arguments comes first.
                    long name = packed(c.name(), 7);
                    if (name < 0 || c.arguments().size() > 255) {
                        return false;
                    }
                    numbers[count++] = name << LETTER_BITS | 255 - c.arguments().size();
                }
                default -> {
                }
            }
            List<Expr> children = e.children();
            for (int i = 0; i < children.size(); i++) {
                if (!append(children.get(i))) {
                    return false;
                }
            }
            return true;
        }

        /** A number for a short name that orders as the name does, −1 for others. */
        private static long packed(String name, int letters) {
            if (name.length() > letters) {
                return -1;
            }
            long out = 0;
            for (int i = 0; i < letters; i++) {
                out = out << LETTER_BITS | (i < name.length() ? name.charAt(i) : 0);
            }
            return out;
        }
    }

    private static int head(Expr a, Expr b) {
        if (rank(a) != rank(b)) {
            return Integer.compare(rank(a), rank(b));
        }
        return switch (a) {
            case Num n -> {
                int c = n.compareValue((Num) b);
                yield c != 0 || n.isLong() && ((Num) b).isLong() ? c : Integer.compare(n.value().scale(), ((Num) b).value().scale());
            }
            case Sym s -> s.name().compareTo(((Sym) b).name());
            case Const s -> s.name().compareTo(((Const) b).name());
            case Call s -> {
                int c = s.name().compareTo(((Call) b).name());
                List<Integer> orders = ((Call) b).orders();
                yield c != 0 || s.orders().equals(orders) ? c : s.orders().toString().compareTo(orders.toString());
            }
            case Relation r -> r.ops().toString().compareTo(((Relation) b).ops().toString());
            case Limit s -> s.side().compareTo(((Limit) b).side());
            case Accumulation s -> s.notation().compareTo(((Accumulation) b).notation());
            default -> 0;
        };
    }
}
