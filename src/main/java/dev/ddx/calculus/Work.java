package dev.ddx.calculus;

/** What a question may cost: so many operations, and a time. */
final class Work {

    private final long deadline;
    private long left;

    Work(long operations, long millis) {
        this.left = operations;
        this.deadline = System.nanoTime() + millis * 1_000_000;
    }

    /** @throws Undecided if there is no more to spend */
    void spend(long operations) {
        left -= operations;
        if (left < 0 || System.nanoTime() > deadline) {
            throw new Undecided();
        }
    }

    boolean isSpent() {
        return left < 0 || System.nanoTime() > deadline;
    }
}
