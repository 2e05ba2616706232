package dev.ddx.calculus;

import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Num;
import dev.ddx.expr.Power;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Rational;
import dev.ddx.kernel.NormalForm;

/** Refuses what has no value anywhere: division by zero, and real functions with an empty domain. */
public final class DomainCheck {

    private DomainCheck() {
    }

    /** @throws DdxException of kind DIVISION_BY_ZERO or EMPTY_DOMAIN */
    public static void check(Expr whole) {
        for (Expr e : whole.subexpressions()) {
            switch (e) {
                case Quotient q when isZero(q.denominator()) -> throw divisionByZero(q);
                case Power p when Rational.fromLiteral(p.exponent()) instanceof Rational n && n.signum() < 0 && isZero(p.base()) ->
                        throw divisionByZero(p);
                case Power p when p.base() != Const.E -> {
                    Rational n = Rational.fromLiteral(p.exponent());
                    boolean fractional = n == null ? !p.exponent().freeSymbols().isEmpty() : !n.isInteger() && !n.denominator().testBit(0);
                    if (fractional && Facts.sign(p.base()) == Facts.Sign.NEGATIVE) {
                        throw new DdxException(DdxException.Kind.EMPTY_DOMAIN, shorten(p) + " is not real: its base is negative");
                    }
                }
                case Call c when c.is("ln", 1) && (Facts.sign(c.argument()) == Facts.Sign.NEGATIVE || isZero(c.argument())) ->
                        throw new DdxException(DdxException.Kind.EMPTY_DOMAIN, shorten(c) + " is not real: its argument is not positive");
                default -> {
                }
            }
        }
    }

    private static DdxException divisionByZero(Expr e) {
        return new DdxException(DdxException.Kind.DIVISION_BY_ZERO, shorten(e) + " divides by zero");
    }

    private static String shorten(Expr e) {
        String s = e.size() > 200 ? "the expression" : e.toString();
        return s.length() <= 80 ? s : s.substring(0, 77) + "…";
    }

    private static boolean isZero(Expr e) {
        Facts.Sign sign = Facts.sign(e);
        if (sign == Facts.Sign.ZERO) {
            return true;
        }
        if (sign == Facts.Sign.POSITIVE || sign == Facts.Sign.NEGATIVE || e.size() == 1 || e.size() > 200) {
            return false;
        }
        return NormalForm.provesEqual(e, Num.ZERO);
    }
}
