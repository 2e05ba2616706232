package dev.ddx.calculus;

/** What was looked for is not found by the means at hand. */
final class Undecided extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Undecided() {
        super(null, null, false, true);
    }
}
