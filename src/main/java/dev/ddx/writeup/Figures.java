package dev.ddx.writeup;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as they are printed. */
final class Figures {

    private Figures() {
    }

    /** Not more than so many decimals, without zeros at the end. */
    static String decimals(double v, int most) {
        BigDecimal b = new BigDecimal(v).setScale(most, RoundingMode.HALF_EVEN).stripTrailingZeros();
        return b.signum() == 0 ? "0" : b.toPlainString();
    }

    /** Four decimals at most; of a small or large number four digits and a power of ten, in LaTeX. */
    static String rounded(double v) {
        double size = Math.abs(v);
        return size != 0 && (size < 1e-3 || size >= 1e7) ? significant(new BigDecimal(v), 4) : decimals(v, 4);
    }

    /** So many digits that count; a large or small number with a power of ten, in LaTeX. */
    static String significant(BigDecimal v, int digits) {
        BigDecimal b = v.round(new MathContext(digits, RoundingMode.HALF_EVEN));
        if (b.signum() == 0) {
            return "0";
        }
        int exponent = b.precision() - b.scale() - 1;
        if (exponent >= -4 && exponent < digits + 2) {
            return b.setScale(Math.max(0, digits - 1 - exponent), RoundingMode.HALF_EVEN).toPlainString();
        }
        BigDecimal mantissa = b.movePointLeft(exponent).stripTrailingZeros();
        String m = mantissa.toPlainString();
        return (m.equals("1") ? "" : m.equals("-1") ? "-" : m + "\\cdot ") + "10^{" + exponent + "}";
    }

    private static String raised(String exponent) {
        StringBuilder out = new StringBuilder();
        exponent.chars().filter(c -> c != '+').forEach(c -> out.append(c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(c - '0')));
        return out.toString();
    }

    /** The number of an axis. */
    static String tick(double v) {
        double size = Math.abs(v);
        if (size != 0 && (size >= 1e5 || size < 1e-3)) {
            String s = new BigDecimal(v).round(new MathContext(3)).stripTrailingZeros().toString();
            int e = s.indexOf('E');
            return e < 0 ? s : s.substring(0, e) + "·10" + raised(s.substring(e + 1));
        }
        return decimals(v, 6);
    }
}
