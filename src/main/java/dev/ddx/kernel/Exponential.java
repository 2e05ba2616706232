package dev.ddx.kernel;

import org.apfloat.Apfloat;
import org.apfloat.ApfloatMath;

/** e^x to the precision of x, by its series where that is short: for few digits much faster than by way of logarithms. */
final class Exponential {

    private static final long MOST_DIGITS = 400;
    /** x has to be below 10 to this power. */
    private static final long MOST_SCALE = 9;
    private static final int GUARD = 12;
    /** The series is used below 2 to the minus this power. */
    private static final int SMALL = 8;

    private Exponential() {
    }

    static Apfloat of(Apfloat x) {
        long digits = x.precision();
        if (x.signum() == 0 || digits > MOST_DIGITS || x.scale() > MOST_SCALE || x.scale() < -digits) {
            return ApfloatMath.exp(x);
        }
        long precision = digits + GUARD;
        int halvings = (int) Math.max(0, Math.ceil(Math.max(0, x.scale()) * Math.log(10) / Math.log(2)) + SMALL);
        Apfloat small = x.precision(precision).divide(ApfloatMath.pow(new Apfloat(2, precision), halvings));
        Apfloat term = new Apfloat(1, precision);
        Apfloat sum = term;
        for (int k = 1; term.scale() > -precision; k++) {
            term = term.multiply(small).divide(new Apfloat(k, precision));
            sum = sum.add(term);
        }
        for (int i = 0; i < halvings; i++) {
            sum = sum.multiply(sum);
        }
        // The last digit of x counts absolutely.
        return sum.precision(Math.max(1, digits - Math.max(0, x.scale())));
    }
}
