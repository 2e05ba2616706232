package dev.ddx.render;

/** How many of the lines of a derivation are shown. The lines of a coarser level are among those of a finer one. */
public enum Detail {
    /** The result. */
    BRIEF,
    /** One idea a line. */
    NORMAL,
    /** Every rule application. */
    FULL
}
