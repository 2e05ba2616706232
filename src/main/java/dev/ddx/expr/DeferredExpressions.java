package dev.ddx.expr;

import java.util.AbstractList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/**
 * Expressions that are made when they are first asked for: of a library of a hundred functions a task uses
 * five. Safe to share between threads; two of them may make the same expression, and one is kept.
 */
public final class DeferredExpressions extends AbstractList<Expr> {

    private final List<Supplier<Expr>> makers;
    private final AtomicReferenceArray<Expr> made;

    /** @param makers null where there is no expression */
    public DeferredExpressions(List<Supplier<Expr>> makers) {
        this.makers = makers;
        this.made = new AtomicReferenceArray<>(makers.size());
    }

    @Override
    public Expr get(int index) {
        Supplier<Expr> maker = makers.get(index);
        if (maker == null) {
            return null;
        }
        Expr known = made.get(index);
        if (known != null) {
            return known;
        }
        Expr e = maker.get();
        return made.compareAndSet(index, null, e) ? e : made.get(index);
    }

    @Override
    public int size() {
        return makers.size();
    }
}
