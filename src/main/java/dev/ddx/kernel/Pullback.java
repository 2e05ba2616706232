package dev.ddx.kernel;

/**
 * Some functions, and the partial derivatives of their sum weighted by adjoints.
 *
 * @param values the functions, perhaps grouped in another way than they were
 * @param partials one for each symbol, in the order asked for; the node of 0 where there is no dependence
 */
public record Pullback(int[] values, int[] partials) {
}
