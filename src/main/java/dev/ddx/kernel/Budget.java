package dev.ddx.kernel;

import dev.ddx.expr.Limits;

/** What one task may still spend of its {@link Limits}: nodes are counted, the clock is looked at now and then. */
final class Budget {

    private static final int LOOK_EVERY = 8192;

    private final Limits limits;
    private final long start = System.nanoTime();
    private int untilLook = LOOK_EVERY;

    Budget(Limits limits) {
        this.limits = limits;
    }

    int maxBits() {
        return limits.maxBits();
    }

    /** @param nodes how many there are now */
    void node(int nodes) {
        if (nodes >= limits.maxNodes()) {
            throw Limits.reached("the expression has too many nodes", limits.maxNodes(), "--max-nodes");
        }
        tick();
    }

    /** One unit of work that makes no node. */
    void tick() {
        if (--untilLook == 0) {
            look();
        }
    }

    /** Looks at the clock. */
    void look() {
        untilLook = LOOK_EVERY;
        if (System.nanoTime() - start > limits.timeoutMillis() * 1_000_000 || Thread.currentThread().isInterrupted()) {
            throw Limits.reached("the time is up", limits.timeoutMillis(), "--timeout (milliseconds)");
        }
    }
}
