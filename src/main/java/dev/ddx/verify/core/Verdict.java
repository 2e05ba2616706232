package dev.ddx.verify.core;

import dev.ddx.expr.Sym;
import java.util.List;
import java.util.Map;

/** What the verifier found out about a step. */
public sealed interface Verdict {

    /** Both lines are the same by exact algebra. */
    record Exact() implements Verdict {
    }

    /** Both lines have the same values at {@code points} random points of the domain, to {@code digits} digits. */
    record Numeric(int points, int digits) implements Verdict {
    }

    /** The step was checked for each order of derivative up to {@code last} that its conditions allow: by exact algebra, or by values. */
    record Orders(int last, boolean exact) implements Verdict {
    }

    /**
     * The step is wrong.
     *
     * @param at a point that shows it, exact decimals; empty if it is not about values
     */
    record Failed(String why, Map<Sym, String> at) implements Verdict {

        public Failed {
            at = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(at));
        }

        public Failed(String why) {
            this(why, Map.of());
        }
    }

    /** Nothing was found out; this is not acceptance. */
    record Unchecked(String why) implements Verdict {
    }

    Verdict EXACT = new Exact();
    List<Class<? extends Verdict>> LESS_AND_LESS_CERTAIN = List.of(Exact.class, Numeric.class, Orders.class, Unchecked.class, Failed.class);

    default boolean accepted() {
        return this instanceof Exact || this instanceof Numeric || this instanceof Orders;
    }

    /** A sentence for a person. */
    default String describe() {
        return switch (this) {
            case Exact e -> "exact";
            case Numeric n -> "numeric, at " + n.points() + " points to " + n.digits() + " digits";
            case Orders o -> (o.exact() ? "exact" : "numeric") + ", for each order up to " + o.last();
            case Failed f -> "failed: " + f.why() + (f.at().isEmpty() ? "" : ", at "
                    + String.join(", ", f.at().entrySet().stream().map(e -> e.getKey() + " = " + e.getValue()).toList()));
            case Unchecked u -> "not checked: " + u.why();
        };
    }

    /** The less certain of the two. */
    default Verdict and(Verdict other) {
        return LESS_AND_LESS_CERTAIN.indexOf(other.getClass()) > LESS_AND_LESS_CERTAIN.indexOf(getClass()) ? other : this;
    }
}
