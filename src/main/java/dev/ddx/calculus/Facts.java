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
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;

/** What is certain of the sign of an expression wherever it is defined, for real values of its symbols. */
final class Facts {

    /** A sign that is certain, or {@link #UNKNOWN}. */
    enum Sign { POSITIVE, NEGATIVE, ZERO, NOT_NEGATIVE, UNKNOWN }

    private Facts() {
    }

    static boolean isPositive(Expr e) {
        return sign(e) == Sign.POSITIVE;
    }

    /** Whether it is never zero. */
    static boolean isNonZero(Expr e) {
        Sign s = sign(e);
        return s == Sign.POSITIVE || s == Sign.NEGATIVE;
    }

    /** True or false where the relation is certain, else null. */
    static Boolean decide(Relation r) {
        if (r.ops().size() != 1 || !(r.right() instanceof Num zero && zero.isZero())) {
            return null;
        }
        Sign s = sign(r.left());
        return switch (r.ops().get(0)) {
            case NE -> s == Sign.POSITIVE || s == Sign.NEGATIVE ? Boolean.TRUE : s == Sign.ZERO ? Boolean.FALSE : null;
            case GT -> s == Sign.POSITIVE ? Boolean.TRUE : s == Sign.ZERO || s == Sign.NEGATIVE ? Boolean.FALSE : null;
            case GE -> s == Sign.POSITIVE || s == Sign.ZERO || s == Sign.NOT_NEGATIVE ? Boolean.TRUE
                    : s == Sign.NEGATIVE ? Boolean.FALSE : null;
            default -> null;
        };
    }

    static Sign sign(Expr e) {
        return e.fold((node, signs) -> switch (node) {
            case Num n -> n.isZero() ? Sign.ZERO : Sign.POSITIVE;
            case Const c -> c == Const.I ? Sign.UNKNOWN : Sign.POSITIVE;
            case Neg n -> switch (signs.get(0)) {
                case POSITIVE -> Sign.NEGATIVE;
                case NEGATIVE -> Sign.POSITIVE;
                case ZERO -> Sign.ZERO;
                default -> Sign.UNKNOWN;
            };
            case Sum s -> {
                boolean positive = false;
                boolean negative = false;
                boolean unknown = false;
                boolean weak = false;
                for (Sign t : signs) {
                    positive |= t == Sign.POSITIVE;
                    negative |= t == Sign.NEGATIVE;
                    weak |= t == Sign.NOT_NEGATIVE;
                    unknown |= t == Sign.UNKNOWN;
                }
                if (unknown || positive && negative || negative && weak) {
                    yield Sign.UNKNOWN;
                }
                yield positive ? Sign.POSITIVE : negative ? Sign.NEGATIVE : weak ? Sign.NOT_NEGATIVE : Sign.ZERO;
            }
            case Product p -> {
                Sign total = Sign.POSITIVE;
                for (Sign t : signs) {
                    total = times(total, t);
                }
                yield total;
            }
            case Quotient q -> times(signs.get(0), signs.get(1));
            case Power p -> {
                Rational n = Rational.fromLiteral(p.exponent());
                boolean even = n != null && n.isInteger() && !n.numerator().testBit(0);
                if (signs.get(0) == Sign.POSITIVE || even && signs.get(0) == Sign.NEGATIVE) {
                    yield Sign.POSITIVE;
                }
                yield even || n != null && n.denominator().bitLength() == 2 && n.signum() > 0 ? Sign.NOT_NEGATIVE : Sign.UNKNOWN;
            }
            case Call c -> c.is("cosh", 1) || c.is("sech", 1) ? Sign.POSITIVE
                    : c.is("abs", 1) ? signs.get(0) == Sign.POSITIVE || signs.get(0) == Sign.NEGATIVE ? Sign.POSITIVE : Sign.NOT_NEGATIVE
                    : c.is("ln", 1) && Rational.fromLiteral(c.argument()) instanceof Rational r && r.compareTo(Rational.ONE) > 0 ? Sign.POSITIVE
                    : Sign.UNKNOWN;
            default -> Sign.UNKNOWN;
        });
    }

    private static Sign times(Sign a, Sign b) {
        if (a == Sign.ZERO || b == Sign.ZERO) {
            return Sign.ZERO;
        }
        if (a == Sign.UNKNOWN || b == Sign.UNKNOWN) {
            return Sign.UNKNOWN;
        }
        if (a == Sign.NOT_NEGATIVE || b == Sign.NOT_NEGATIVE) {
            return a == Sign.NEGATIVE || b == Sign.NEGATIVE ? Sign.UNKNOWN : Sign.NOT_NEGATIVE;
        }
        return a == b ? Sign.POSITIVE : Sign.NEGATIVE;
    }
}
