package dev.ddx.kernel;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Rational;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apfloat.Apfloat;

/** Numbers as decimals, with a power of 10 where they are large or small. */
public final class Decimal {

    /** So many zeros may follow the decimal point before a power of 10 is split off. */
    private static final int ZEROS = 6;

    private Decimal() {
    }

    /** The number with all its digits; null if it has no end as a decimal. */
    static Apfloat exactly(Rational r) {
        try {
            return new Apfloat(new BigDecimal(r.numerator()).divide(new BigDecimal(r.denominator())), Apfloat.INFINITE);
        } catch (ArithmeticException endless) {
            return null;
        }
    }

    /** @param digits to which the number was computed; a power of 10 stands beside what has more before the point */
    public static Expr of(Apfloat x, int digits) {
        if (x.signum() == 0) {
            return Num.ZERO;
        }
        Apfloat magnitude = x.signum() < 0 ? x.negate() : x;
        long exponent = magnitude.scale() - 1;
        boolean plain = exponent >= -ZEROS && exponent < Math.max(digits, 15);
        List<Expr> factors = new ArrayList<>();
        String text = magnitude.toString();
        int e = text.indexOf('e');
        BigDecimal mantissa = new BigDecimal(e < 0 ? text : text.substring(0, e));
        BigDecimal shown = (plain && e >= 0 ? mantissa.scaleByPowerOfTen((int) exponent) : mantissa).stripTrailingZeros();
        factors.add(Num.of(shown.scale() < 0 ? shown.setScale(0) : shown));
        if (!plain) {
            factors.add(Power.of(Num.of(10), exponent < 0 ? Neg.of(Num.of(-exponent)) : Num.of(exponent)));
        }
        Expr out = Product.join(factors);
        return x.signum() < 0 ? Neg.of(out) : out;
    }
}
