package dev.ddx.rewrite;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Product;
import dev.ddx.expr.Sum;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Places in an expression: child indices from the root. */
public final class Path {

    private Path() {
    }

    public static Expr at(Expr root, List<Integer> path) {
        for (int i : path) {
            root = root.children().get(i);
        }
        return root;
    }

    /**
     * {@code root} with {@code by} at the path. A product put into a product, or a sum added to a sum,
     * merges with it: the brackets would say nothing. Nothing else merges, so that what stands further up, and
     * {@code by} itself where it does not merge, keep their paths.
     */
    public static Expr replace(Expr root, List<Integer> path, Expr by) {
        List<Expr> parents = new ArrayList<>();
        Expr e = root;
        for (int i : path) {
            parents.add(e);
            e = e.children().get(i);
        }
        Expr made = by;
        for (int k = path.size() - 1; k >= 0; k--) {
            Expr parent = parents.get(k);
            int i = path.get(k);
            List<Expr> children = new ArrayList<>(parent.children());
            if (made == by && parent instanceof Product && made instanceof Product p) {
                children.remove(i);
                children.addAll(i, p.factors());
            } else if (made == by && parent instanceof Sum && made instanceof Sum s) {
                children.remove(i);
                children.addAll(i, s.terms());
            } else {
                children.set(i, made);
            }
            made = parent.withChildren(children);
        }
        return made;
    }

    /** The first place, outermost and leftmost, where {@code test} holds; null if there is none. Variables of derivatives and of what binds them are no places. */
    public static List<Integer> find(Expr root, Predicate<Expr> test) {
        record Place(Expr expr, Place parent, int index) {
        }
        java.util.ArrayDeque<Place> stack = new java.util.ArrayDeque<>();
        stack.push(new Place(root, null, 0));
        while (!stack.isEmpty()) {
            Place p = stack.pop();
            if (test.test(p.expr())) {
                java.util.LinkedList<Integer> path = new java.util.LinkedList<>();
                for (Place q = p; q.parent() != null; q = q.parent()) {
                    path.addFirst(q.index());
                }
                return path;
            }
            List<Expr> children = p.expr().children();
            for (int i = children.size() - 1; i >= 0; i--) {
                if (!p.expr().isVariable(i)) {
                    stack.push(new Place(children.get(i), p, i));
                }
            }
        }
        return null;
    }
}
