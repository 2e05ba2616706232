package dev.ddx.calculus;

/**
 * A way to differentiate an expression.
 *
 * @param name what the user calls it; that of a rule of group {@code method} if it writes the expression in another way first
 * @param title what it does, in a sentence
 */
public record Method(String name, String title) {
}
