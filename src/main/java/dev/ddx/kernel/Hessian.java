package dev.ddx.kernel;

import java.util.Arrays;

/**
 * The second partial derivatives of a function: the entries on and above the diagonal that are not zero, by
 * column.
 */
public final class Hessian {

    private final Gradient gradient;
    private final int[][] rows;
    private final int[][] entries;
    private final int zero;

    Hessian(Gradient gradient, int[][] rows, int[][] entries, int zero) {
        this.gradient = gradient;
        this.rows = rows;
        this.entries = entries;
        this.zero = zero;
    }

    public Gradient gradient() {
        return gradient;
    }

    public int size() {
        return rows.length;
    }

    /** The entry; the node of 0 where the function does not depend on both symbols together. */
    public int entry(int i, int j) {
        int column = Math.max(i, j);
        int at = Arrays.binarySearch(rows[column], Math.min(i, j));
        return at < 0 ? zero : entries[column][at];
    }

    /** The rows, ascending and none beyond the diagonal, in which a column has entries. */
    public int[] rowsOf(int column) {
        return rows[column].clone();
    }

    /** Every entry on and above the diagonal that is not zero. */
    public int[] entries() {
        return Arrays.stream(entries).flatMapToInt(Arrays::stream).toArray();
    }
}
