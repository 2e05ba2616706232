package dev.ddx.kernel;

import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.Derivative;
import dev.ddx.expr.EvaluatedAt;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Piecewise;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import java.util.ArrayList;
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
            case Neg n -> 4;
            case Num n -> 5;
            case Piecewise p -> 6;
            case Power p -> 7;
            case Product p -> 8;
            case Quotient q -> 9;
            case Relation r -> 10;
            case Sum s -> 11;
            case Sym s -> 12;
        };
    }

    /**
     * What this order looks at first, as numbers: to be computed once for each of many that are to be sorted. Where
     * two are equal the expressions themselves have to be compared.
     *
     * @param shape the size, the type, the number of children, and of which kind the first one is
     * @param number the first child, where it is a whole number; else −1
     */
    record Key(long shape, long number) {

        static Key of(Expr e) {
            if (e.size() >= 1L << 31) {
                return new Key(Long.MAX_VALUE, -1);
            }
            long shape = (e.size() << 4 | rank(e)) << 18;
            boolean bare = e instanceof Sum || e instanceof Product || e instanceof Quotient || e instanceof Power || e instanceof Neg;
            int children = e.children().size();
            if (!bare || children >= 1 << 16) {
                return new Key(bare ? shape | (1 << 18) - 1 : shape, -1);
            }
            Expr first = e.children().get(0);
            int kind = first instanceof Const ? 0 : first instanceof Num ? 1 : first instanceof Sym ? 2 : 3;
            boolean whole = first instanceof Num n && n.value().scale() == 0 && n.value().precision() < 18;
            return new Key(shape | children << 2 | kind, whole ? ((Num) first).value().longValue() : -1);
        }

        int compareTo(Key other) {
            int c = Long.compare(shape, other.shape);
            return c != 0 || number < 0 || other.number < 0 ? c : Long.compare(number, other.number);
        }
    }

    private static int head(Expr a, Expr b) {
        if (a.getClass() != b.getClass()) {
            return Integer.compare(rank(a), rank(b));
        }
        return switch (a) {
            case Num n -> {
                int c = n.value().compareTo(((Num) b).value());
                yield c != 0 ? c : Integer.compare(n.value().scale(), ((Num) b).value().scale());
            }
            case Sym s -> s.name().compareTo(((Sym) b).name());
            case Const s -> s.name().compareTo(((Const) b).name());
            case Call s -> {
                int c = s.name().compareTo(((Call) b).name());
                yield c != 0 ? c : s.orders().toString().compareTo(((Call) b).orders().toString());
            }
            case Relation r -> r.ops().toString().compareTo(((Relation) b).ops().toString());
            default -> 0;
        };
    }
}
