package dev.ddx.kernel;

/**
 * A function and its partial derivatives, sharing what they can.
 *
 * @param value the function, perhaps grouped in another way than it was
 * @param partials one for each symbol, in the order asked for; the node of 0 where there is no dependence
 */
public record Gradient(int value, int[] partials) {

    /** The function and its partial derivatives, in one array. */
    public int[] all() {
        int[] all = new int[partials.length + 1];
        all[0] = value;
        System.arraycopy(partials, 0, all, 1, partials.length);
        return all;
    }
}
