package dev.ddx.workload;

import dev.ddx.expr.Rational;
import dev.ddx.kernel.Dag;
import dev.ddx.kernel.Kernel;
import java.util.Arrays;

/**
 * W8: the real spherical harmonics up to a degree as functions of x, y and z, by their recurrences.
 *
 * <p>Source: B. Guenter, <i>Efficient symbolic differentiation for graphics applications</i>, SIGGRAPH 2007;
 * also the benchmark of FastDifferentiation.jl. Both exchange S and C in the recurrence of the factor in x and
 * y, with which S(2), S(4), … are 0 and what is left is not harmonic; that form is kept for comparison.
 */
public final class SphericalHarmonics {

    /** The recurrence of S(m) and C(m) from S(0) = 0, C(0) = 1. */
    public enum Recurrence {
        /** S(m) = x S(m−1) + y C(m−1), C(m) = x C(m−1) − y S(m−1): the imaginary and the real part of (x + iy)^m. */
        HARMONIC,
        /** S(m) = x C(m−1) − y S(m−1), C(m) = x S(m−1) + y C(m−1). */
        AS_PUBLISHED
    }

    private final Kernel kernel;
    private final Recurrence recurrence;
    private final Dag dag;
    private final int x;
    private final int y;
    private final int z;

    public SphericalHarmonics(Kernel kernel, Recurrence recurrence) {
        this.kernel = kernel;
        this.recurrence = recurrence;
        this.dag = kernel.dag();
        x = kernel.symbol("x");
        y = kernel.symbol("y");
        z = kernel.symbol("z");
    }

    public int[] variables() {
        return new int[] {x, y, z};
    }

    /** Y(l, m) for l = 0 … degree − 1 and |m| ≤ l. */
    public int[] upTo(int degree) {
        int[][] p = legendre(degree);
        int[] s = new int[degree];
        int[] c = new int[degree];
        s[0] = dag.number(0);
        c[0] = dag.number(1);
        for (int m = 1; m < degree; m++) {
            int mixed = dag.sum(dag.product(x, s[m - 1]), dag.product(y, c[m - 1]));
            int straight = dag.subtract(dag.product(x, c[m - 1]), dag.product(y, s[m - 1]));
            s[m] = recurrence == Recurrence.HARMONIC ? mixed : straight;
            c[m] = recurrence == Recurrence.HARMONIC ? straight : mixed;
        }
        int[] out = new int[degree * degree];
        int count = 0;
        for (int l = 0; l < degree; l++) {
            for (int m = -l; m <= l; m++) {
                out[count++] = dag.product(normalisation(l, m), p[l][Math.abs(m)], m < 0 ? s[-m] : c[m]);
            }
        }
        return out;
    }

    private int[][] legendre(int degree) {
        int[][] p = new int[degree][degree];
        p[0][0] = dag.number(1);
        for (int l = 1; l < degree; l++) {
            for (int m = 0; m < l - 1; m++) {
                int a = dag.product(dag.number(Rational.of(2L * l - 1, l - m)), z, p[l - 1][m]);
                int b = dag.product(dag.number(Rational.of(l + m - 1L, l - m)), p[l - 2][m]);
                p[l][m] = dag.subtract(a, b);
            }
            p[l][l - 1] = dag.product(dag.number(2L * l - 1), z, p[l - 1][l - 1]);
            p[l][l] = dag.product(dag.number(1 - 2L * l), p[l - 1][l - 1]);
        }
        return p;
    }

    /** N(l, m), rational here so that it costs one multiplication as a floating-point constant would. */
    private int normalisation(int l, int m) {
        return dag.number(Rational.of(2L * l + 1, 2L * l + 3 + Math.abs(m)));
    }

    /** The partial derivatives of all of them by x, y and z. */
    public int[] jacobian(int degree) {
        return Arrays.stream(kernel.jacobian(upTo(degree), x, y, z)).flatMapToInt(Arrays::stream).toArray();
    }

    /** The operations of the whole Jacobian over those of the functions. */
    public double jacobianRatio(int degree) {
        return (double) kernel.operations(jacobian(degree)).total() / kernel.operations(upTo(degree)).total();
    }
}
