/* What a person would write for the functions of dev.ddx.bench.GeneratedFunctions, with their gradients. */

#include <math.h>

double rosenbrock_by_hand(const double x[10], double g[10])
{
    double f = 0.0;
    g[0] = 0.0;
    for (int i = 0; i < 9; i++) {
        double a = 1.0 - x[i];
        double b = x[i + 1] - x[i]*x[i];
        f += a*a + 100.0*b*b;
        g[i] += -2.0*a - 400.0*x[i]*b;
        g[i + 1] = 200.0*b;
    }
    return f;
}

/* The sum over l <= 10 and |m| <= l of w(l, m) P(l, m) T(m), T(m) the imaginary or the real part of (x + iy)^m. */
#define L 11

static double weight[L][2*L];

void harmonics_prepare(void)
{
    for (int l = 0; l < L; l++) {
        for (int m = -l; m <= l; m++) {
            weight[l][m + l] = (double) (l + 1)/(l + (m < 0 ? -m : m) + 2)*(2*l + 1)/(2*l + 3 + (m < 0 ? -m : m));
        }
    }
}

double harmonics_by_hand(double x, double y, double z, double g[3])
{
    double p[L][L], d[L][L], s[L], c[L];
    p[0][0] = 1.0;
    d[0][0] = 0.0;
    s[0] = 0.0;
    c[0] = 1.0;
    for (int l = 1; l < L; l++) {
        for (int m = 0; m < l - 1; m++) {
            double a = (2.0*l - 1.0)/(l - m), b = (l + m - 1.0)/(l - m);
            p[l][m] = a*z*p[l - 1][m] - b*p[l - 2][m];
            d[l][m] = a*(p[l - 1][m] + z*d[l - 1][m]) - b*d[l - 2][m];
        }
        p[l][l - 1] = (2.0*l - 1.0)*z*p[l - 1][l - 1];
        d[l][l - 1] = (2.0*l - 1.0)*p[l - 1][l - 1];
        p[l][l] = (1.0 - 2.0*l)*p[l - 1][l - 1];
        d[l][l] = 0.0;
        s[l] = x*s[l - 1] + y*c[l - 1];
        c[l] = x*c[l - 1] - y*s[l - 1];
    }
    double f = 0.0, gx = 0.0, gy = 0.0, gz = 0.0;
    for (int m = 0; m < L; m++) {
        double even = 0.0, odd = 0.0, devn = 0.0, dodd = 0.0;
        for (int l = m; l < L; l++) {
            even += weight[l][l + m]*p[l][m];
            devn += weight[l][l + m]*d[l][m];
            if (m > 0) {
                odd += weight[l][l - m]*p[l][m];
                dodd += weight[l][l - m]*d[l][m];
            }
        }
        f += even*c[m] + odd*s[m];
        gz += devn*c[m] + dodd*s[m];
        if (m > 0) {
            gx += m*(even*c[m - 1] + odd*s[m - 1]);
            gy += m*(odd*c[m - 1] - even*s[m - 1]);
        }
    }
    g[0] = gx;
    g[1] = gy;
    g[2] = gz;
    return f;
}

/* (c + sum of v[j] tanh(b[j] + w[j] . x) - t)^2; w, b, v and c in this order, then the two x and t. */
double network_by_hand(const double q[84], double g[81])
{
    const double *w = q, *b = q + 40, *v = q + 60, *x = q + 81;
    double h[20], y = q[80];
    for (int j = 0; j < 20; j++) {
        h[j] = tanh(b[j] + w[2*j]*x[0] + w[2*j + 1]*x[1]);
        y += v[j]*h[j];
    }
    double e = y - q[83], a = 2.0*e;
    for (int j = 0; j < 20; j++) {
        g[60 + j] = a*h[j];
        double u = a*v[j]*(1.0 - h[j]*h[j]);
        g[40 + j] = u;
        g[2*j] = u*x[0];
        g[2*j + 1] = u*x[1];
    }
    g[80] = a;
    return e*e;
}
