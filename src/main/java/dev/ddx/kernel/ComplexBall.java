package dev.ddx.kernel;

/**
 * A disc in the complex plane that is known to hold a number. What is computed holds the result of the
 * same operation on each number of the operands; NaN stands for the whole plane.
 */
record ComplexBall(double re, double im, double radius) {

    static final ComplexBall UNKNOWN = new ComplexBall(Double.NaN, Double.NaN, Double.NaN);
    /** More than the relative rounding error of a few operations in double precision. */
    private static final double ROUNDING = 0x1p-48;

    static ComplexBall of(double re, double im) {
        return new ComplexBall(re, im, Math.hypot(re, im) * ROUNDING);
    }

    boolean isKnown() {
        return Double.isFinite(re) && Double.isFinite(im) && Double.isFinite(radius);
    }

    private double size() {
        return Math.hypot(re, im);
    }

    private static ComplexBall rounded(double re, double im, double radius) {
        ComplexBall b = new ComplexBall(re, im, radius * (1 + ROUNDING) + Math.hypot(re, im) * ROUNDING + Double.MIN_NORMAL);
        return b.isKnown() ? b : UNKNOWN;
    }

    ComplexBall plus(ComplexBall o) {
        double r = radius + o.radius + (size() + o.size()) * ROUNDING;
        return rounded(re + o.re, im + o.im, r);
    }

    ComplexBall times(ComplexBall o) {
        double r = size() * o.radius + o.size() * radius + radius * o.radius + size() * o.size() * ROUNDING;
        return rounded(re * o.re - im * o.im, re * o.im + im * o.re, r);
    }

    ComplexBall inverse() {
        double s = size();
        if (!(s > 2 * radius)) {
            return UNKNOWN;
        }
        double square = re * re + im * im;
        return rounded(re / square, -im / square, radius / (s * (s - radius)));
    }

    ComplexBall power(long n) {
        ComplexBall result = of(1, 0);
        ComplexBall square = n < 0 ? inverse() : this;
        for (long m = Math.abs(n); m != 0; m >>>= 1) {
            if ((m & 1) != 0) {
                result = result.times(square);
            }
            square = square.times(square);
        }
        return result;
    }

    /** Whether every number in it has a positive real part. */
    boolean isRight() {
        return re > radius;
    }

    /** The principal logarithm; unknown where it might lie on both sides of the cut. */
    ComplexBall log() {
        double s = size();
        if (!(s > 2 * radius) || re <= radius && Math.abs(im) <= radius) {
            return UNKNOWN;
        }
        double relative = radius / (s - radius);
        return rounded(Math.log(s), Math.atan2(im, re), 2 * relative + ROUNDING);
    }

    /** The principal n-th root; unknown where the logarithm is. */
    ComplexBall root(int n) {
        ComplexBall l = log();
        if (!l.isKnown()) {
            return UNKNOWN;
        }
        double size = Math.exp(l.re / n);
        double angle = l.im / n;
        return rounded(size * Math.cos(angle), size * Math.sin(angle), size * (2 * l.radius / n + (Math.abs(l.re) + 4) * ROUNDING));
    }
}
