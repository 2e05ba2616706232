package dev.ddx.cli;

import dev.ddx.expr.Limits;
import java.util.function.Supplier;

/**
 * Runs a task on a thread of its own and stops waiting for it when the time is up. The task looks at the
 * clock itself; this is for the one that does not come round to it.
 */
final class Deadline {

    private static final long STACK = 16L << 20;
    private static final long GRACE_MILLIS = 500;

    private Deadline() {
    }

    static <T> T within(Limits limits, Supplier<T> task) {
        Outcome<T> outcome = new Outcome<>();
        Thread worker = new Thread(null, () -> outcome.run(task), "ddx", STACK);
        worker.setDaemon(true);
        worker.start();
        try {
            worker.join(Math.min(limits.timeoutMillis(), Integer.MAX_VALUE) + GRACE_MILLIS);
        } catch (InterruptedException e) {
            worker.interrupt();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted");
        }
        if (worker.isAlive()) {
            worker.interrupt();
            throw Limits.reached("the time is up", limits.timeoutMillis(), "--timeout (milliseconds)");
        }
        return outcome.get();
    }

    private static final class Outcome<T> {
        private T value;
        private Throwable failure;

        void run(Supplier<T> task) {
            try {
                value = task.get();
            } catch (Throwable e) {
                failure = e;
            }
        }

        T get() {
            if (failure instanceof RuntimeException e) {
                throw e;
            }
            if (failure instanceof Error e) {
                throw e;
            }
            return value;
        }
    }
}
