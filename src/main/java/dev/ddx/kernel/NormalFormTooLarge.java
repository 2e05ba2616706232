package dev.ddx.kernel;

/** There is no normal form within the bounds, or none at all because it divides by zero; callers do without. */
public final class NormalFormTooLarge extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NormalFormTooLarge(String what) {
        // It steers the control flow, a stack trace would cost more than the attempt.
        super(what, null, false, false);
    }
}
