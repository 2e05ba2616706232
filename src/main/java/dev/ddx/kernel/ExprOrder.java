package dev.ddx.kernel;

import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Num;
import dev.ddx.expr.Product;
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

    private static int head(Expr a, Expr b) {
        if (a.getClass() != b.getClass()) {
            return a.getClass().getName().compareTo(b.getClass().getName());
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
