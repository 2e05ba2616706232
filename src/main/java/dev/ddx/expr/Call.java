package dev.ddx.expr;

import java.util.Collections;
import java.util.List;

/**
 * A function applied to arguments. {@code orders} counts derivatives by each argument, so
 * f″(x) is f with orders [2] and f_y(x, y) is f with orders [0, 1]; all are 0 for a plain call.
 */
public final class Call extends Expr {

    private final String name;
    private final List<Integer> orders;
    private final List<Expr> arguments;

    private Call(String name, List<Integer> orders, List<Expr> arguments) {
        super(name.hashCode() * 31 + orders.hashCode(), arguments);
        this.name = name;
        this.orders = orders;
        this.arguments = arguments;
    }

    public static Call of(String name, Expr... arguments) {
        return of(name, List.of(arguments));
    }

    public static Call of(String name, List<? extends Expr> arguments) {
        return of(name, Collections.nCopies(arguments.size(), 0), arguments);
    }

    /** @throws IllegalArgumentException if the name is not a name, or the orders do not fit the arguments */
    public static Call of(String name, List<Integer> orders, List<? extends Expr> arguments) {
        if (!Sym.isName(name)) {
            throw new IllegalArgumentException("not a name: a name is a letter followed by letters, digits and _subscripts");
        }
        if (arguments.isEmpty() || orders.size() != arguments.size() || Collections.min(orders) < 0) {
            throw new IllegalArgumentException("a call has one order of at least 0 for each of its arguments");
        }
        return new Call(name, List.copyOf(orders), List.copyOf(arguments));
    }

    public String name() {
        return name;
    }

    public List<Integer> orders() {
        return orders;
    }

    public List<Expr> arguments() {
        return arguments;
    }

    /** The only argument of a function of one variable. */
    public Expr argument() {
        return arguments.get(0);
    }

    public boolean isDerivative() {
        for (int i = 0; i < orders.size(); i++) {
            if (orders.get(i) != 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether this is the plain function {@code name} of {@code arity} arguments. */
    public boolean is(String name, int arity) {
        return this.name.equals(name) && arguments.size() == arity && !isDerivative();
    }

    @Override
    public List<Expr> children() {
        return arguments;
    }

    @Override
    public Expr withChildren(List<Expr> children) {
        expectChildren(children, arguments.size());
        return of(name, orders, children);
    }

    @Override
    boolean sameHead(Expr other) {
        Call o = (Call) other;
        return name.equals(o.name) && orders.equals(o.orders);
    }
}
