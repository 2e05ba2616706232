package dev.ddx.verify;

import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import java.util.List;
import java.util.Map;

/**
 * A complex number in double precision, and the principal values of elementary functions (DLMF 4.2, 4.23, 4.37). What has no value, or
 * one that is not known here, is NaN.
 */
record PrincipalValue(double re, double im) {

    static final PrincipalValue NONE = new PrincipalValue(Double.NaN, Double.NaN);
    static final PrincipalValue ONE = new PrincipalValue(1, 0);
    static final PrincipalValue I = new PrincipalValue(0, 1);
    /** Integer powers up to here are products, which have no cut that rounding errors could cross. */
    private static final int LARGE_EXPONENT = 64;

    /** The value of {@code e} where the symbols have the given values. */
    static PrincipalValue of(Expr e, Map<Sym, PrincipalValue> at) {
        return e.<PrincipalValue>fold((node, v) -> switch (node) {
            case Num n -> new PrincipalValue(n.doubleValue(), 0);
            case Sym s -> at.getOrDefault(s, NONE);
            case Const c -> constant(c);
            case Sum s -> v.stream().reduce(new PrincipalValue(0, 0), PrincipalValue::plus);
            case Product p -> v.stream().reduce(ONE, PrincipalValue::times);
            case Quotient q -> v.get(0).over(v.get(1));
            case Neg n -> v.get(0).negated();
            case Power p -> p.base().equals(Const.E) ? v.get(1).exp() : v.get(0).power(v.get(1));
            case Call c when !c.isDerivative() -> v.size() == 1 ? call(c.name(), v.get(0))
                    : c.is("log", 2) ? v.get(0).log().over(v.get(1).log()) : NONE;
            default -> NONE;
        });
    }

    private static PrincipalValue constant(Const c) {
        return c.equals(Const.I) ? I : new PrincipalValue(c.equals(Const.E) ? Math.E : c.equals(Const.PI) ? Math.PI
                : c.equals(Const.INFINITY) ? Double.POSITIVE_INFINITY : Double.NaN, 0);
    }

    private static PrincipalValue call(String name, PrincipalValue z) {
        PrincipalValue inverse = ONE.over(z);
        return switch (name) {
            case "exp" -> z.exp();
            case "ln" -> z.log();
            case "sqrt" -> z.sqrt();
            case "cbrt" -> z.power(ONE.over(new PrincipalValue(3, 0)));
            case "abs" -> new PrincipalValue(z.modulus(), 0);
            case "sin" -> z.times(I).sinh().over(I);
            case "cos" -> z.times(I).cosh();
            case "tan" -> z.times(I).tanh().over(I);
            case "cot" -> I.over(z.times(I).tanh());
            case "sec" -> ONE.over(z.times(I).cosh());
            case "csc" -> I.over(z.times(I).sinh());
            case "sinh" -> z.sinh();
            case "cosh" -> z.cosh();
            case "tanh" -> z.tanh();
            case "coth" -> ONE.over(z.tanh());
            case "sech" -> ONE.over(z.cosh());
            case "csch" -> ONE.over(z.sinh());
            case "asin" -> z.times(I).asinh().over(I);
            case "acos" -> z.acos();
            case "atan" -> z.times(I).atanh().over(I);
            case "acot" -> inverse.times(I).atanh().over(I);
            case "asec" -> inverse.acos();
            case "acsc" -> inverse.times(I).asinh().over(I);
            case "asinh" -> z.asinh();
            case "acosh" -> z.acosh();
            case "atanh" -> z.atanh();
            case "acoth" -> inverse.atanh();
            case "asech" -> inverse.acosh();
            case "acsch" -> inverse.asinh();
            default -> NONE;
        };
    }

    PrincipalValue plus(PrincipalValue o) {
        return new PrincipalValue(re + o.re, im + o.im);
    }

    PrincipalValue minus(PrincipalValue o) {
        return new PrincipalValue(re - o.re, im - o.im);
    }

    PrincipalValue times(PrincipalValue o) {
        return new PrincipalValue(re * o.re - im * o.im, re * o.im + im * o.re);
    }

    PrincipalValue times(double t) {
        return new PrincipalValue(re * t, im * t);
    }

    PrincipalValue over(PrincipalValue o) {
        double square = o.re * o.re + o.im * o.im;
        return square == 0 ? NONE : new PrincipalValue((re * o.re + im * o.im) / square, (im * o.re - re * o.im) / square);
    }

    private PrincipalValue negated() {
        return new PrincipalValue(-re, -im);
    }

    double modulus() {
        return Math.hypot(re, im);
    }

    boolean isFinite() {
        return Double.isFinite(re) && Double.isFinite(im);
    }

    private PrincipalValue exp() {
        double size = Math.exp(re);
        return new PrincipalValue(size * Math.cos(im), size * Math.sin(im));
    }

    private PrincipalValue log() {
        // Of a negative number the imaginary part is π, also if that number came out with the imaginary part −0.
        return re == 0 && im == 0 ? NONE : new PrincipalValue(Math.log(modulus()), Math.atan2(im + 0.0, re));
    }

    private PrincipalValue sqrt() {
        return re == 0 && im == 0 ? this : log().times(0.5).exp();
    }

    private PrincipalValue power(PrincipalValue exponent) {
        if (exponent.im == 0 && exponent.re == Math.rint(exponent.re) && Math.abs(exponent.re) <= LARGE_EXPONENT) {
            PrincipalValue product = ONE;
            for (int i = 0; i < Math.abs(exponent.re); i++) {
                product = product.times(this);
            }
            return exponent.re < 0 ? ONE.over(product) : product;
        }
        return exponent.times(log()).exp();
    }

    private PrincipalValue sinh() {
        return new PrincipalValue(Math.sinh(re) * Math.cos(im), Math.cosh(re) * Math.sin(im));
    }

    private PrincipalValue cosh() {
        return new PrincipalValue(Math.cosh(re) * Math.cos(im), Math.sinh(re) * Math.sin(im));
    }

    private PrincipalValue tanh() {
        return sinh().over(cosh());
    }

    private PrincipalValue asinh() {
        return plus(times(this).plus(ONE).sqrt()).log();
    }

    private PrincipalValue acosh() {
        return plus(plus(ONE).sqrt().times(minus(ONE).sqrt())).log();
    }

    private PrincipalValue acos() {
        return new PrincipalValue(Math.PI / 2, 0).minus(times(I).asinh().over(I));
    }

    private PrincipalValue atanh() {
        return ONE.plus(this).log().minus(ONE.minus(this).log()).times(0.5);
    }

    /** As it is written, such as -1.5+2*i. */
    String text() {
        return im == 0 ? decimal(re) : (re == 0 ? "" : decimal(re) + (im < 0 ? "" : "+")) + decimal(im) + "*i";
    }

    private static String decimal(double d) {
        return new java.math.BigDecimal(Double.toString(d)).stripTrailingZeros().toPlainString();
    }
}
