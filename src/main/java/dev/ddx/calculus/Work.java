package dev.ddx.calculus;

import dev.ddx.expr.Limits;

/** What a question may cost: so many operations, which every machine counts alike; the time is that of the task. */
final class Work {

    private final Limits limits;
    private final long deadline;
    private long left;

    Work(long operations, Limits limits) {
        this.left = operations;
        this.limits = limits;
        this.deadline = System.nanoTime() + limits.timeoutMillis() * 1_000_000;
    }

    /**
     * @throws Undecided if there is no more to spend
     * @throws dev.ddx.expr.DdxException of kind LIMIT if the time of the task is over
     */
    void spend(long operations) {
        left -= operations;
        if (System.nanoTime() > deadline) {
            throw Limits.reached("the time is up", limits.timeoutMillis(), "--timeout (milliseconds)");
        }
        if (left < 0) {
            throw new Undecided();
        }
    }

    boolean isSpent() {
        return left < 0;
    }
}
