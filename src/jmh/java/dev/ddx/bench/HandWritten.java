package dev.ddx.bench;

/** What a person would write for {@link GeneratedFunctions}, with their gradients; the same in C is {@code src/jmh/c}. */
final class HandWritten {

    private static final int L = 11;
    private static final double[][] WEIGHT = new double[L][2 * L];

    static {
        for (int l = 0; l < L; l++) {
            for (int m = -l; m <= l; m++) {
                WEIGHT[l][m + l] = (double) (l + 1) / (l + Math.abs(m) + 2) * (2 * l + 1) / (2 * l + 3 + Math.abs(m));
            }
        }
    }

    private HandWritten() {
    }

    static double rosenbrock(double[] x, double[] g) {
        double f = 0;
        g[0] = 0;
        for (int i = 0; i < 9; i++) {
            double a = 1 - x[i];
            double b = x[i + 1] - x[i] * x[i];
            f += a * a + 100 * b * b;
            g[i] += -2 * a - 400 * x[i] * b;
            g[i + 1] = 200 * b;
        }
        return f;
    }

    static double harmonics(double x, double y, double z, double[] g) {
        double[][] p = new double[L][L];
        double[][] d = new double[L][L];
        double[] s = new double[L];
        double[] c = new double[L];
        p[0][0] = 1;
        c[0] = 1;
        for (int l = 1; l < L; l++) {
            for (int m = 0; m < l - 1; m++) {
                double a = (2.0 * l - 1) / (l - m);
                double b = (l + m - 1.0) / (l - m);
                p[l][m] = a * z * p[l - 1][m] - b * p[l - 2][m];
                d[l][m] = a * (p[l - 1][m] + z * d[l - 1][m]) - b * d[l - 2][m];
            }
            p[l][l - 1] = (2 * l - 1) * z * p[l - 1][l - 1];
            d[l][l - 1] = (2 * l - 1) * p[l - 1][l - 1];
            p[l][l] = (1 - 2 * l) * p[l - 1][l - 1];
            s[l] = x * s[l - 1] + y * c[l - 1];
            c[l] = x * c[l - 1] - y * s[l - 1];
        }
        double f = 0;
        double gx = 0;
        double gy = 0;
        double gz = 0;
        for (int m = 0; m < L; m++) {
            double even = 0;
            double odd = 0;
            double evenRate = 0;
            double oddRate = 0;
            for (int l = m; l < L; l++) {
                even += WEIGHT[l][l + m] * p[l][m];
                evenRate += WEIGHT[l][l + m] * d[l][m];
                if (m > 0) {
                    odd += WEIGHT[l][l - m] * p[l][m];
                    oddRate += WEIGHT[l][l - m] * d[l][m];
                }
            }
            f += even * c[m] + odd * s[m];
            gz += evenRate * c[m] + oddRate * s[m];
            if (m > 0) {
                gx += m * (even * c[m - 1] + odd * s[m - 1]);
                gy += m * (odd * c[m - 1] - even * s[m - 1]);
            }
        }
        g[0] = gx;
        g[1] = gy;
        g[2] = gz;
        return f;
    }

    static double network(double[] q, double[] g) {
        double[] h = new double[20];
        double x0 = q[81];
        double x1 = q[82];
        double y = q[80];
        for (int j = 0; j < 20; j++) {
            h[j] = Math.tanh(q[40 + j] + q[2 * j] * x0 + q[2 * j + 1] * x1);
            y += q[60 + j] * h[j];
        }
        double e = y - q[83];
        double a = 2 * e;
        for (int j = 0; j < 20; j++) {
            g[60 + j] = a * h[j];
            double u = a * q[60 + j] * (1 - h[j] * h[j]);
            g[40 + j] = u;
            g[2 * j] = u * x0;
            g[2 * j + 1] = u * x1;
        }
        g[80] = a;
        return e * e;
    }
}
