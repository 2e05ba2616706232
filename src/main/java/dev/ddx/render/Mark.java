package dev.ddx.render;

/** How that which changes from one line to the next is marked in both lines. */
public enum Mark {
    NONE,
    /** In two colours by turns, one for each change. */
    COLOR,
    /** In a box. */
    BOX
}
