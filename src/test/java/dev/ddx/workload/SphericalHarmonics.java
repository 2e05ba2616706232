package dev.ddx.workload;

import dev.ddx.expr.Rational;
import dev.ddx.kernel.Dag;
import dev.ddx.kernel.Kernel;

/**
 * W8: the real spherical harmonics up to a degree as functions of x, y and z, by their recurrences.
 *
 * <p>Source: B. Guenter, <i>Efficient symbolic differentiation for graphics applications</i>, SIGGRAPH 2007;
 * also the benchmark of FastDifferentiation.jl. The normalisation is a symbol for each degree and order.
 */
public final class SphericalHarmonics {

    private final Kernel kernel;
    private final Dag dag;
    private final int x;
    private final int y;
    private final int z;

    public SphericalHarmonics(Kernel kernel) {
        this.kernel = kernel;
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
            s[m] = dag.subtract(dag.product(x, c[m - 1]), dag.product(y, s[m - 1]));
            c[m] = dag.sum(dag.product(x, s[m - 1]), dag.product(y, c[m - 1]));
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

    /** The operations of the whole Jacobian over those of the functions. */
    public double jacobianRatio(int degree) {
        int[] f = upTo(degree);
        int[][] j = kernel.jacobian(f, x, y, z);
        int[] entries = new int[3 * f.length];
        for (int i = 0; i < f.length; i++) {
            System.arraycopy(j[i], 0, entries, 3 * i, 3);
        }
        return (double) kernel.operations(entries).total() / kernel.operations(f).total();
    }
}
