package dev.ddx.expr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * An expression with a variable of its own, and one or two values that say what the variable does: it has a value, tends
 * to one, or runs between two. The variable is bound: outside of the operand it means nothing, and another name for it
 * would say the same.
 *
 * <p>What all binders have in common stands here and in {@link Expr}: which symbols are free, substitution without
 * capture, and their parts, which are the operand, the variable and the values.
 */
public abstract sealed class Binder extends Expr permits EvaluatedAt, Limit, Accumulation {

    private final Expr operand;
    private final Sym variable;
    private final List<Expr> values;

    Binder(Expr operand, Sym variable, Expr... values) {
        this(0, operand, variable, values);
    }

    /** @param head what the hash is made of besides the parts */
    Binder(int head, Expr operand, Sym variable, Expr... values) {
        super(head, parts(operand, variable, Arrays.asList(values)));
        this.operand = operand;
        this.variable = variable;
        this.values = List.of(values);
    }

    private static List<Expr> parts(Expr operand, Sym variable, List<Expr> values) {
        List<Expr> all = new ArrayList<>(values.size() + 2);
        all.add(Objects.requireNonNull(operand));
        all.add(variable);
        all.addAll(values);
        return all;
    }

    public final Expr operand() {
        return operand;
    }

    public final Sym variable() {
        return variable;
    }

    /** What the variable is, tends to, or runs between; in these it is not bound. */
    public final List<Expr> values() {
        return values;
    }

    /**
     * The binder of that name with these children.
     *
     * @throws IllegalArgumentException if there is none, or the children do not fit
     */
    public static Binder of(String notation, List<Expr> children) {
        Sym some = (Sym) children.get(1);
        Binder like = switch (notation) {
            case "at" -> EvaluatedAt.of(some, some, some);
            case "limit" -> Limit.of(some, some, some);
            case "integral" -> Integral.of(some, some, some, some);
            case "sum" -> IndexedSum.of(some, some, some, some);
            case "product" -> IndexedProduct.of(some, some, some, some);
            default -> throw new IllegalArgumentException("nothing is written " + notation);
        };
        return (Binder) like.withChildren(children);
    }

    /** The name by which it is typed. */
    public abstract String notation();

    /** The same with other parts, as many values as there are. */
    public abstract Binder with(Expr operand, Sym variable, List<Expr> values);

    @Override
    public final List<Expr> children() {
        return parts(operand, variable, values);
    }

    /** The children are the operand, the variable, which can only be replaced by a symbol, and the values. */
    @Override
    public final Expr withChildren(List<Expr> children) {
        expectChildren(children, values.size() + 2);
        if (!(children.get(1) instanceof Sym s)) {
            throw new IllegalArgumentException("what is bound is a symbol, not " + children.get(1));
        }
        return with(children.get(0), s, children.subList(2, children.size()));
    }

    @Override
    public final boolean isVariable(int child) {
        return child == 1;
    }

    @Override
    boolean sameHead(Expr other) {
        return true;
    }
}
