package dev.ddx.kernel;

import java.util.List;

/** A function of a graph: a name and how often it is differentiated by each argument. */
final class Operator {

    private final String name;
    private final List<Integer> orders;
    private final boolean derivative;
    private final int hash;

    Operator(String name, List<Integer> orders) {
        this.name = name;
        this.orders = List.copyOf(orders);
        this.derivative = !isPlain(orders);
        this.hash = name.hashCode() * 31 + orders.hashCode();
    }

    static boolean isPlain(List<Integer> orders) {
        for (int i = 0; i < orders.size(); i++) {
            if (orders.get(i) != 0) {
                return false;
            }
        }
        return true;
    }

    String name() {
        return name;
    }

    List<Integer> orders() {
        return orders;
    }

    boolean isDerivative() {
        return derivative;
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Operator o && hash == o.hash && name.equals(o.name) && orders.equals(o.orders);
    }

    @Override
    public String toString() {
        return name + orders;
    }
}
