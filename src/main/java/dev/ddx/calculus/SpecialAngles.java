package dev.ddx.calculus;

import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Sum;
import dev.ddx.kernel.NormalForm;
import dev.ddx.kernel.NormalFormTooLarge;
import dev.ddx.kernel.RationalForm;
import dev.ddx.kernel.TrigonometricForm;
import java.math.BigInteger;
import java.util.List;
import java.util.Set;

/** Sines, cosines and tangents of multiples of π/6 and π/4 by square roots, and the inverse (DLMF table 4.17.1). */
final class SpecialAngles {

    private static final Set<String> CIRCULAR = Set.of("sin", "cos", "tan", "cot", "sec", "csc");
    private static final Set<String> INVERTIBLE = Set.of("sin", "cos", "tan", "sinh", "cosh", "tanh");
    private static final int MAX_TERMS = 20;

    /** The sine of a part of π, both squared in what the table tells. */
    private record Entry(Rational turn, Rational square) {
    }

    private static final List<Entry> SINES = List.of(new Entry(Rational.ZERO, Rational.ZERO), new Entry(Rational.of(1, 6), Rational.of(1, 4)),
            new Entry(Rational.of(1, 4), Rational.of(1, 2)), new Entry(Rational.of(1, 3), Rational.of(3, 4)), new Entry(Rational.of(1, 2), Rational.ONE));
    private static final List<Entry> TANGENTS = List.of(new Entry(Rational.ZERO, Rational.ZERO), new Entry(Rational.of(1, 6), Rational.of(1, 3)),
            new Entry(Rational.of(1, 4), Rational.ONE), new Entry(Rational.of(1, 3), Rational.of(3)));

    private SpecialAngles() {
    }

    /** With the values in place of the functions, where they are known and exist, also of what inverse functions give. */
    static Expr valued(Expr number) {
        if (!number.has(e -> e instanceof Call c && (CIRCULAR.contains(c.name()) || isInverse(c) || isInverse(c.name())))) {
            return number;
        }
        Expr plain = number.mapBottomUp(SpecialAngles::value);
        if (!plain.has(e -> e instanceof Call c && TrigonometricForm.isWave(c) && c.argument().has(u -> u instanceof Call i && isInverse(i.name())))) {
            return plain;
        }
        try {
            return TrigonometricForm.singleAngles(plain, false).mapBottomUp(SpecialAngles::value).mapBottomUp(SpecialAngles::ofInverse);
        } catch (NormalFormTooLarge tooLarge) {
            return plain;
        }
    }

    private static boolean isInverse(Call c) {
        return !c.isDerivative() && c.arguments().size() == 1 && (c.name().equals("asin") || c.name().equals("acos") || c.name().equals("atan"));
    }

    private static boolean isInverse(String name) {
        return name.startsWith("a") && INVERTIBLE.contains(name.substring(1));
    }

    private static Expr value(Expr e) {
        if (!(e instanceof Call c) || c.isDerivative() || c.arguments().size() != 1) {
            return e;
        }
        if (isInverse(c)) {
            Integer sign = sign(c.argument());
            return sign == null ? e : switch (c.name()) {
                case "asin" -> arcsine(c.argument(), sign);
                case "acos" -> arccosine(c.argument(), sign);
                default -> arctangent(c.argument(), sign);
            };
        }
        Rational turn = CIRCULAR.contains(c.name()) ? turn(c.argument()) : null;
        Expr value = turn == null ? null : value(c.name(), turn);
        return value == null ? e : value;
    }

    /** Of 0 and of roots with a factor; null for other numbers. */
    private static Integer sign(Expr v) {
        try {
            RationalForm f = NormalForm.of(v, MAX_TERMS);
            return f.isZero() ? Integer.valueOf(0) : f.numerator().size() != 1 || f.denominator().size() != 1 || inverse(SINES, v) == null && inverse(TANGENTS, v) == null ? null
                    : Integer.valueOf(f.numerator().leadingCoefficient().signum() * f.denominator().leadingCoefficient().signum());
        } catch (NormalFormTooLarge none) {
            return null;
        }
    }

    /** sin(acos v) is √(1 − v²), and so on (DLMF 4.16.3, table 4.16.3; for hyperbolic functions 4.30). */
    private static Expr ofInverse(Expr e) {
        if (!(e instanceof Call outer) || !TrigonometricForm.isWave(outer) || !(outer.argument() instanceof Call inner) || !isInverse(inner.name()) || inner.arguments().size() != 1) {
            return e;
        }
        Expr v = inner.argument();
        Expr square = Power.of(v, Num.TWO);
        String pair = outer.name() + " " + inner.name();
        return switch (pair) {
            case "sin asin", "cos acos", "sinh asinh", "cosh acosh" -> v;
            case "sin acos", "cos asin" -> root(Sum.of(Num.ONE, Neg.of(square)));
            case "cosh asinh" -> root(Sum.of(square, Num.ONE));
            case "sinh acosh" -> root(Sum.of(square, Neg.of(Num.ONE)));
            case "cos atan" -> Quotient.of(Num.ONE, root(Sum.of(Num.ONE, square)));
            case "sin atan" -> Quotient.of(v, root(Sum.of(Num.ONE, square)));
            case "cosh atanh" -> Quotient.of(Num.ONE, root(Sum.of(Num.ONE, Neg.of(square))));
            case "sinh atanh" -> Quotient.of(v, root(Sum.of(Num.ONE, Neg.of(square))));
            default -> e;
        };
    }

    private static Expr root(Expr e) {
        return Power.of(e, Rational.of(1, 2).toExpr());
    }

    /** r where the number is rπ; null if it is no rational multiple of π. */
    static Rational turn(Expr number) {
        try {
            return NormalForm.of(Quotient.of(number, Const.PI), MAX_TERMS).asRational();
        } catch (NormalFormTooLarge none) {
            return null;
        }
    }

    /** rπ. */
    static Expr angle(Rational r) {
        if (r.signum() < 0) {
            return Neg.of(angle(r.negate()));
        }
        Expr n = Num.of(r.numerator());
        Expr above = r.numerator().equals(BigInteger.ONE) ? Const.PI : Product.of(n, Const.PI);
        return r.isZero() ? Num.ZERO : r.isInteger() ? above : Quotient.of(above, Num.of(r.denominator()));
    }

    private static Expr value(String function, Rational turn) {
        Rational half = Rational.of(1, 2);
        return switch (function) {
            case "sin" -> sine(turn);
            case "cos" -> sine(turn.plus(half));
            case "sec" -> inverse(sine(turn.plus(half)));
            case "csc" -> inverse(sine(turn));
            default -> tangent(function.equals("tan") ? turn : half.minus(turn));
        };
    }

    private static Expr inverse(Expr v) {
        if (v == null || v.equals(Num.ZERO)) {
            return null;
        }
        try {
            return NormalForm.of(Quotient.of(Num.ONE, v), MAX_TERMS).toExpr();
        } catch (NormalFormTooLarge none) {
            return null;
        }
    }

    /** What is left of r when a whole multiple of m is taken away. */
    private static Rational modulo(Rational r, int m) {
        Rational parts = r.over(Rational.of(m));
        return parts.minus(Rational.of(parts.floor())).times(Rational.of(m));
    }

    private static Expr sine(Rational turn) {
        Rational r = modulo(turn, 2);
        boolean negative = r.compareTo(Rational.ONE) > 0;
        r = negative ? r.minus(Rational.ONE) : r;
        r = r.compareTo(Rational.of(1, 2)) > 0 ? Rational.ONE.minus(r) : r;
        return entry(SINES, r, negative);
    }

    private static Expr tangent(Rational turn) {
        Rational r = modulo(turn, 1);
        boolean negative = r.compareTo(Rational.of(1, 2)) > 0;
        return entry(TANGENTS, negative ? Rational.ONE.minus(r) : r, negative);
    }

    private static Expr entry(List<Entry> table, Rational turn, boolean negative) {
        for (Entry e : table) {
            if (e.turn().equals(turn)) {
                Expr root = NormalForm.of(Power.of(e.square().toExpr(), Rational.of(1, 2).toExpr()), MAX_TERMS).toExpr();
                return negative && !e.square().isZero() ? Neg.of(root) : root;
            }
        }
        return null;
    }

    // ---- inverse functions

    /** @param sign of v, a number between −1 and 1 */
    static Expr arcsine(Expr v, int sign) {
        Rational r = inverse(SINES, v);
        return r == null ? Call.of("asin", v) : angle(sign < 0 ? r.negate() : r);
    }

    /** @param sign of v, a number between −1 and 1 */
    static Expr arccosine(Expr v, int sign) {
        Rational r = inverse(SINES, v);
        Rational half = Rational.of(1, 2);
        return r == null ? Call.of("acos", v) : angle(sign < 0 ? half.plus(r) : half.minus(r));
    }

    /** @param sign of v */
    static Expr arctangent(Expr v, int sign) {
        Rational r = inverse(TANGENTS, v);
        return r == null ? Call.of("atan", v) : angle(sign < 0 ? r.negate() : r);
    }

    private static Rational inverse(List<Entry> table, Expr v) {
        try {
            Rational square = NormalForm.of(Power.of(v, Num.TWO), MAX_TERMS).asRational();
            for (Entry e : table) {
                if (e.square().equals(square)) {
                    return e.turn();
                }
            }
            return null;
        } catch (NormalFormTooLarge none) {
            return null;
        }
    }
}
