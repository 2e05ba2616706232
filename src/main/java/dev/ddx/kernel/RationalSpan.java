package dev.ddx.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * The span of vectors over a prime field, kept in echelon form together with how each row was combined
 * from the vectors.
 */
final class RationalSpan {

    private final PrimeField field;
    private final int length;
    private final List<long[]> rows = new ArrayList<>();
    private final List<long[]> combinations = new ArrayList<>();
    private final List<Integer> pivots = new ArrayList<>();
    private int size;

    RationalSpan(PrimeField field, int length) {
        this.field = field;
        this.length = length;
    }

    /** How many vectors were added. */
    int size() {
        return size;
    }

    void add(long[] vector) {
        long[] rest = vector.clone();
        long[] combination = new long[size + 1];
        combination[size] = field.one;
        reduce(rest, combination);
        size++;
        for (int i = 0; i < length; i++) {
            if (rest[i] != 0) {
                long inverse = field.inverse(rest[i]);
                scale(rest, inverse);
                scale(combination, inverse);
                rows.add(rest);
                combinations.add(combination);
                pivots.add(i);
                return;
            }
        }
    }

    /** The coefficients by which the vectors add up to {@code vector}, or null if they do not. */
    long[] coefficients(long[] vector) {
        long[] rest = vector.clone();
        long[] combination = new long[size];
        reduce(rest, combination);
        for (long r : rest) {
            if (r != 0) {
                return null;
            }
        }
        for (int i = 0; i < size; i++) {
            combination[i] = field.negate(combination[i]);
        }
        return combination;
    }

    private void reduce(long[] rest, long[] combination) {
        for (int r = 0; r < rows.size(); r++) {
            long factor = rest[pivots.get(r)];
            if (factor == 0) {
                continue;
            }
            subtract(rest, rows.get(r), factor);
            subtract(combination, combinations.get(r), factor);
        }
    }

    private void subtract(long[] from, long[] row, long factor) {
        for (int i = 0; i < row.length; i++) {
            from[i] = field.minus(from[i], field.times(factor, row[i]));
        }
    }

    private void scale(long[] row, long factor) {
        for (int i = 0; i < row.length; i++) {
            row[i] = field.times(row[i], factor);
        }
    }
}
