package dev.ddx.kernel;

import org.apfloat.Apcomplex;
import org.apfloat.ApcomplexMath;
import org.apfloat.Apfloat;
import org.apfloat.ApfloatMath;
import org.apfloat.Apint;

/**
 * Elliptic integrals with the parameter m = k², by Carlson's symmetric integrals, in the precision of the
 * arguments. For complex arguments principal values, where the duplication is known to give them; else null.
 *
 * <p>Source: B. C. Carlson, <i>Numerical computation of real or complex elliptic integrals</i>, Numerical
 * Algorithms 10 (1995) 13–26; DLMF 19.25(i), 19.36(i).
 */
final class Elliptic {

    private static final Apcomplex ONE = Apcomplex.ONE;
    private static final int GUARD = 10;

    private Elliptic() {
    }

    static Apcomplex k(Apcomplex m) {
        long p = precision(m);
        Apcomplex value = rf(Apcomplex.ZERO, ONE.subtract(wide(m, p)), one(p));
        return value == null ? null : value.precision(p);
    }

    static Apcomplex e(Apcomplex m) {
        long p = precision(m);
        if (m.equals(ONE)) {
            return one(p);
        }
        Apcomplex value = completeE(wide(m, p), p);
        return value == null ? null : value.precision(p);
    }

    private static Apcomplex completeE(Apcomplex m, long p) {
        Apcomplex y = ONE.subtract(m);
        Apcomplex f = rf(Apcomplex.ZERO, y, one(p));
        Apcomplex d = rd(Apcomplex.ZERO, y, one(p));
        return f == null || d == null ? null : f.subtract(m.multiply(d).divide(new Apint(3)));
    }

    static Apcomplex pi(Apcomplex n, Apcomplex m) {
        long p = Math.min(precision(m), precision(n));
        Apcomplex value = completePi(wide(n, p), wide(m, p), p);
        return value == null ? null : value.precision(p);
    }

    private static Apcomplex completePi(Apcomplex n, Apcomplex m, long p) {
        Apcomplex f = rf(Apcomplex.ZERO, ONE.subtract(m), one(p));
        Apcomplex j = rj(Apcomplex.ZERO, ONE.subtract(m), one(p), ONE.subtract(n));
        return f == null || j == null ? null : f.add(n.multiply(j).divide(new Apint(3)));
    }

    static Apcomplex f(Apcomplex phi, Apcomplex m) {
        long p = Math.min(precision(phi), precision(m));
        Amplitude a = new Amplitude(phi, m, p);
        Apcomplex part = a.f();
        Apcomplex whole = a.periods.signum() == 0 ? Apcomplex.ZERO : k(wide(m, p));
        return part == null || whole == null ? null : part.add(a.twice(whole)).precision(p);
    }

    static Apcomplex e(Apcomplex phi, Apcomplex m) {
        long p = Math.min(precision(phi), precision(m));
        Amplitude a = new Amplitude(phi, m, p);
        Apcomplex f = a.f();
        Apcomplex d = a.s.equals(Apcomplex.ZERO) ? Apcomplex.ZERO : rd(a.x, a.y, one(p));
        Apcomplex whole = a.periods.signum() == 0 ? Apcomplex.ZERO : e(wide(m, p));
        return f == null || d == null || whole == null ? null
                : f.subtract(a.m.multiply(a.cube()).multiply(d).divide(new Apint(3))).add(a.twice(whole)).precision(p);
    }

    static Apcomplex pi(Apcomplex n, Apcomplex phi, Apcomplex m) {
        long p = Math.min(precision(n), Math.min(precision(phi), precision(m)));
        Amplitude a = new Amplitude(phi, m, p);
        Apcomplex wideN = wide(n, p);
        Apcomplex f = a.f();
        Apcomplex j = a.s.equals(Apcomplex.ZERO) ? Apcomplex.ZERO : rj(a.x, a.y, one(p), ONE.subtract(wideN.multiply(a.s).multiply(a.s)));
        Apcomplex whole = a.periods.signum() == 0 ? Apcomplex.ZERO : completePi(wideN, a.m, p);
        return f == null || j == null || whole == null ? null
                : f.add(wideN.multiply(a.cube()).multiply(j).divide(new Apint(3))).add(a.twice(whole)).precision(p);
    }

    /** An amplitude, less the whole periods in it. */
    private static final class Amplitude {

        final Apcomplex m;
        final Apint periods;
        final Apcomplex s;
        final Apcomplex x;
        final Apcomplex y;
        final long precision;

        Amplitude(Apcomplex phi, Apcomplex parameter, long p) {
            precision = p;
            m = wide(parameter, p);
            Apcomplex angle = wide(phi, p);
            Apfloat pi = ApfloatMath.pi(p + GUARD);
            Apfloat half = new Apfloat("0.5", p + GUARD);
            periods = angle.real().signum() == 0 ? Apint.ZERO : angle.real().divide(pi).add(half).floor();
            Apcomplex rest = angle.subtract(pi.multiply(periods));
            s = rest.equals(Apcomplex.ZERO) ? Apcomplex.ZERO : ApcomplexMath.sin(rest);
            x = ONE.subtract(s.multiply(s));
            y = ONE.subtract(m.multiply(s).multiply(s));
        }

        Apcomplex f() {
            if (s.equals(Apcomplex.ZERO)) {
                return Apcomplex.ZERO;
            }
            Apcomplex value = rf(x, y, one(precision));
            return value == null ? null : s.multiply(value);
        }

        Apcomplex cube() {
            return s.multiply(s).multiply(s);
        }

        Apcomplex twice(Apcomplex complete) {
            return complete.multiply(periods).multiply(new Apint(2));
        }
    }

    private static long precision(Apcomplex z) {
        return Math.min(z.precision(), 10_000);
    }

    private static Apcomplex wide(Apcomplex z, long p) {
        return z.precision(p + GUARD);
    }

    private static Apfloat one(long p) {
        return new Apfloat(1, p + GUARD);
    }

    /** Outside of the cut along the negative reals, and not zero. */
    private static boolean isPlain(Apcomplex z) {
        return z.imag().signum() != 0 || z.real().signum() > 0;
    }

    private static boolean fits(Apcomplex x, Apcomplex y, Apcomplex z) {
        int zeros = (isPlain(x) ? 0 : 1) + (isPlain(y) ? 0 : 1) + (isPlain(z) ? 0 : 1);
        boolean cut = !isPlain(x) && !x.equals(Apcomplex.ZERO) || !isPlain(y) && !y.equals(Apcomplex.ZERO) || !isPlain(z) && !z.equals(Apcomplex.ZERO);
        return zeros <= 1 && !cut;
    }

    private static Apcomplex root(Apcomplex z) {
        return z.equals(Apcomplex.ZERO) ? z : ApcomplexMath.sqrt(z);
    }

    /** How often to halve until the series of the fifth order is exact: each time its argument is a quarter. */
    private static int rounds(long digits, Apcomplex mean, Apcomplex... arguments) {
        Apfloat spread = Apcomplex.ZERO;
        for (Apcomplex a : arguments) {
            Apfloat d = ApcomplexMath.abs(mean.subtract(a));
            spread = d.compareTo(spread) > 0 ? d : spread;
        }
        if (spread.signum() == 0) {
            return 1;
        }
        double lead = Math.max(0, ApfloatMath.log(spread.divide(ApcomplexMath.abs(mean)).precision(10)).doubleValue() / Math.log(10));
        return (int) Math.ceil((digits / 6.0 + lead) / Math.log10(4)) + 2;
    }

    static Apcomplex rf(Apcomplex x, Apcomplex y, Apcomplex z) {
        if (!fits(x, y, z)) {
            return null;
        }
        Apint four = new Apint(4);
        Apcomplex a0 = x.add(y).add(z).divide(new Apint(3));
        int n = rounds(a0.precision(), a0, x, y, z);
        Apcomplex a = a0;
        Apcomplex u = x;
        Apcomplex v = y;
        Apcomplex w = z;
        for (int i = 0; i < n; i++) {
            Apcomplex ru = root(u);
            Apcomplex rv = root(v);
            Apcomplex rw = root(w);
            Apcomplex lambda = ru.multiply(rv).add(ru.multiply(rw)).add(rv.multiply(rw));
            u = u.add(lambda).divide(four);
            v = v.add(lambda).divide(four);
            w = w.add(lambda).divide(four);
            a = a.add(lambda).divide(four);
        }
        Apcomplex dx = a.subtract(u).divide(a);
        Apcomplex dy = a.subtract(v).divide(a);
        Apcomplex dz = dx.add(dy).negate();
        Apcomplex e2 = dx.multiply(dy).subtract(dz.multiply(dz));
        Apcomplex e3 = dx.multiply(dy).multiply(dz);
        Apcomplex series = ONE.subtract(e2.divide(new Apint(10))).add(e3.divide(new Apint(14)))
                .add(e2.multiply(e2).divide(new Apint(24))).subtract(e2.multiply(e3).multiply(new Apint(3)).divide(new Apint(44)));
        return series.divide(root(a));
    }

    static Apcomplex rd(Apcomplex x, Apcomplex y, Apcomplex z) {
        return isPlain(z) && fits(x, y, z) ? third(x, y, z, z) : null;
    }

    static Apcomplex rj(Apcomplex x, Apcomplex y, Apcomplex z, Apcomplex p) {
        boolean right = p.real().signum() > 0 && x.real().signum() >= 0 && y.real().signum() >= 0 && z.real().signum() >= 0;
        return right && fits(x, y, z) ? third(x, y, z, p) : null;
    }

    private static Apcomplex third(Apcomplex x, Apcomplex y, Apcomplex z, Apcomplex p) {
        Apint four = new Apint(4);
        Apcomplex a0 = x.add(y).add(z).add(p).add(p).divide(new Apint(5));
        int n = rounds(a0.precision(), a0, x, y, z, p);
        Apcomplex delta = p.subtract(x).multiply(p.subtract(y)).multiply(p.subtract(z));
        Apcomplex a = a0;
        Apcomplex u = x;
        Apcomplex v = y;
        Apcomplex w = z;
        Apcomplex q = p;
        Apcomplex sum = Apcomplex.ZERO;
        Apcomplex scale = ONE;
        for (int i = 0; i < n; i++) {
            Apcomplex ru = root(u);
            Apcomplex rv = root(v);
            Apcomplex rw = root(w);
            Apcomplex rq = root(q);
            Apcomplex lambda = ru.multiply(rv).add(ru.multiply(rw)).add(rv.multiply(rw));
            Apcomplex d = rq.add(ru).multiply(rq.add(rv)).multiply(rq.add(rw));
            Apcomplex e = scale.multiply(scale).multiply(scale).multiply(delta).divide(d.multiply(d));
            sum = sum.add(scale.divide(d).multiply(rc(e)));
            u = u.add(lambda).divide(four);
            v = v.add(lambda).divide(four);
            w = w.add(lambda).divide(four);
            q = q.add(lambda).divide(four);
            a = a.add(lambda).divide(four);
            scale = scale.divide(four);
        }
        Apcomplex dx = a.subtract(u).divide(a);
        Apcomplex dy = a.subtract(v).divide(a);
        Apcomplex dz = a.subtract(w).divide(a);
        Apcomplex dp = dx.add(dy).add(dz).divide(new Apint(-2));
        Apcomplex xyz = dx.multiply(dy).multiply(dz);
        Apcomplex dp2 = dp.multiply(dp);
        Apcomplex e2 = dx.multiply(dy).add(dx.multiply(dz)).add(dy.multiply(dz)).subtract(dp2.multiply(new Apint(3)));
        Apcomplex e3 = xyz.add(e2.multiply(dp).multiply(new Apint(2))).add(dp2.multiply(dp).multiply(four));
        Apcomplex e4 = xyz.multiply(new Apint(2)).add(e2.multiply(dp)).add(dp2.multiply(dp).multiply(new Apint(3))).multiply(dp);
        Apcomplex e5 = xyz.multiply(dp2);
        Apcomplex series = ONE.subtract(e2.multiply(new Apint(3)).divide(new Apint(14))).add(e3.divide(new Apint(6)))
                .add(e2.multiply(e2).multiply(new Apint(9)).divide(new Apint(88))).subtract(e4.multiply(new Apint(3)).divide(new Apint(22)))
                .subtract(e2.multiply(e3).multiply(new Apint(9)).divide(new Apint(52))).add(e5.multiply(new Apint(3)).divide(new Apint(26)));
        return scale.multiply(series).divide(a.multiply(root(a))).add(sum.multiply(new Apint(6)));
    }

    /** RC(1, 1 + e) = atan(√e)/√e. */
    private static Apcomplex rc(Apcomplex e) {
        if (e.equals(Apcomplex.ZERO)) {
            return ONE;
        }
        Apcomplex r = ApcomplexMath.sqrt(e);
        return ApcomplexMath.atan(r).divide(r);
    }
}
