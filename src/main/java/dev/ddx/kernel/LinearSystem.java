package dev.ddx.kernel;

import java.util.ArrayList;
import java.util.List;

/** Linear equations over rational forms. */
final class LinearSystem {

    private LinearSystem() {
    }

    /**
     * A solution, with 0 for what the equations leave open; null if there is none.
     *
     * @param rows the coefficients of the unknowns, then the right-hand side
     */
    static List<RationalForm> solve(List<List<RationalForm>> rows, int unknowns, RationalArithmetic field) {
        List<List<RationalForm>> open = new ArrayList<>(rows);
        RationalForm[][] reduced = new RationalForm[unknowns][];
        for (int j = 0; j < unknowns; j++) {
            List<RationalForm> pivot = pivot(open, j);
            if (pivot == null) {
                continue;
            }
            open.remove(pivot);
            reduced[j] = pivot.toArray(RationalForm[]::new);
            List<List<RationalForm>> next = new ArrayList<>();
            for (List<RationalForm> row : open) {
                if (row.get(j).isZero()) {
                    next.add(row);
                    continue;
                }
                RationalForm factor = field.over(row.get(j), pivot.get(j));
                List<RationalForm> changed = new ArrayList<>(row);
                for (int i = j; i <= unknowns; i++) {
                    changed.set(i, field.minus(row.get(i), field.times(factor, pivot.get(i))));
                }
                next.add(changed);
            }
            open = next;
        }
        for (List<RationalForm> row : open) {
            if (!row.get(unknowns).isZero()) {
                return null;
            }
        }
        RationalForm[] solution = new RationalForm[unknowns];
        for (int j = unknowns - 1; j >= 0; j--) {
            solution[j] = RationalForm.ZERO;
            if (reduced[j] != null) {
                RationalForm rest = reduced[j][unknowns];
                for (int i = j + 1; i < unknowns; i++) {
                    rest = field.minus(rest, field.times(reduced[j][i], solution[i]));
                }
                solution[j] = field.over(rest, reduced[j][j]);
            }
        }
        return List.of(solution);
    }

    /** The simplest row with an entry in column j, to keep the entries small. */
    private static List<RationalForm> pivot(List<List<RationalForm>> rows, int j) {
        List<RationalForm> best = null;
        int size = Integer.MAX_VALUE;
        for (List<RationalForm> row : rows) {
            int s = row.stream().mapToInt(f -> f.numerator().size() + f.denominator().size()).sum();
            if (!row.get(j).isZero() && s < size) {
                best = row;
                size = s;
            }
        }
        return best;
    }
}
