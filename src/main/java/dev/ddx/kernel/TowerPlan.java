package dev.ddx.kernel;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What is learnt in one try to build a {@link Tower} for the next: by what the exponents of each generator are divided. */
final class TowerPlan {

    private static final int MAX_ORDER = 20_000;

    /** Asks for another try: with finer roots, more points, or another prime. */
    static final class Again extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Again() {
            super(null, null, false, false);
        }
    }

    /** Says why nothing can be said. */
    static final class Stuck extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stuck(String reason) {
            super(reason, null, false, false);
        }
    }

    /** A quantity is the inverse of one that vanishes everywhere, or its logarithm. */
    static final class Undefined extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int node;

        Undefined(int node) {
            super(null, null, false, false);
            this.node = node;
        }

        int node() {
            return node;
        }
    }

    final Map<Object, Integer> degrees = new HashMap<>();
    /** For roots of numbers: the degrees for which a prime has shown that there is none, beside the roots that were there. */
    final Map<Object, Integer> witnesses = new HashMap<>();
    /** Nodes whose logarithms are to be made before all others. */
    final Set<Integer> first = new LinkedHashSet<>();
    int points;
    long work;
    final long maxWork;
    /** Whether odd roots of negative numbers are real. */
    final boolean real;

    TowerPlan(int points, long maxWork, boolean real) {
        this.real = real;
        this.points = points;
        this.maxWork = maxWork;
    }

    void need(Object generator, int degree) {
        degrees.merge(generator, degree, TowerPlan::lcm);
    }

    int degree(Object generator) {
        return degrees.getOrDefault(generator, 1);
    }

    Map<BigInteger, Integer> rootsOfPrimes() {
        Map<BigInteger, Integer> out = new HashMap<>();
        degrees.forEach((generator, degree) -> {
            if (generator instanceof BigInteger q && degree > 1) {
                out.put(q, degree);
            }
        });
        return out;
    }

    /** A number by which a suitable prime leaves the remainder 1. */
    int order() {
        int order = lcm(4, 2 * degree(Exponentials.PI_I));
        for (int d : degrees.values()) {
            order = lcm(order, d);
        }
        return order;
    }

    static int lcm(int a, int b) {
        long l = (long) a / BigInteger.valueOf(a).gcd(BigInteger.valueOf(b)).intValue() * b;
        if (l > MAX_ORDER) {
            throw new Stuck("it has roots of too many different degrees");
        }
        return (int) l;
    }
}
