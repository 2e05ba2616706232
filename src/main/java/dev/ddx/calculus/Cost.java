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
import java.util.HashSet;
import java.util.Set;

/** How hard an expression is to read: the less, the better. The table of weights is all there is to it. */
enum Cost {
    /** A symbol, a constant or a number of up to two digits. */
    LEAF(4),
    /** Each three digits more of a number. */
    DIGITS(4),
    /** Each plus or minus of a sum beyond the sign of a term. */
    PLUS(8),
    /** The sign of a term. */
    MINUS(4),
    /** Each multiplication. */
    TIMES(4),
    /** A fraction. */
    OVER(8),
    /** A power, its exponent not counted. */
    POWER(8),
    /** A root: a written fraction as exponent, which is then not counted. */
    ROOT(12),
    /** The sign of a written exponent. */
    NEGATIVE_EXPONENT(8),
    /** A function, its arguments not counted. */
    FUNCTION(8),
    /** A derivative that is still to be carried out, a case of a piecewise function and the like. */
    OTHER(4),
    /** Each level of fractions, powers and functions within each other. */
    DEPTH(1),
    /** Each denominator that differs from the others. */
    DENOMINATOR(1);

    private static final long MOST = Long.MAX_VALUE / 8;

    private final long weight;

    Cost(long weight) {
        this.weight = weight;
    }

    static long of(Expr e) {
        Set<Expr> denominators = new HashSet<>();
        long total = e.<Long>fold((node, costs) -> {
            long sum = own(node);
            for (int i = 0; i < costs.size(); i++) {
                if (!(i == 1 && node instanceof Power && isNumber(node.children().get(1)))) {
                    sum = Math.min(MOST, sum + costs.get(i));
                }
            }
            if (node instanceof Quotient q && !(q.denominator() instanceof Num)) {
                denominators.add(q.denominator());
            }
            return sum;
        });
        int depth = e.<Integer>fold((node, depths) -> {
            int deepest = 0;
            for (int d : depths) {
                deepest = Math.max(deepest, d);
            }
            return node instanceof Quotient || node instanceof Power || node instanceof Call ? deepest + 1 : deepest;
        });
        return total + DEPTH.weight * depth + DENOMINATOR.weight * denominators.size();
    }

    private static boolean isNumber(Expr exponent) {
        return Rational.fromLiteral(exponent) != null;
    }

    private static long own(Expr node) {
        return switch (node) {
            case Num n -> LEAF.weight + DIGITS.weight * (n.value().precision() / 3);
            case Sum s -> PLUS.weight * (s.terms().size() - 1) - MINUS.weight * negatives(s);
            case Product p -> TIMES.weight * (p.factors().size() - 1);
            case Quotient q -> OVER.weight;
            case Power p -> {
                Rational r = Rational.fromLiteral(p.exponent());
                if (r == null) {
                    yield p.base() == Const.E ? POWER.weight - LEAF.weight : POWER.weight;
                }
                yield (r.isInteger() ? POWER.weight + LEAF.weight : r.numerator().abs().equals(java.math.BigInteger.ONE) ? ROOT.weight : ROOT.weight + 2 * LEAF.weight)
                        + (r.signum() < 0 ? NEGATIVE_EXPONENT.weight : 0) + DIGITS.weight * (r.bitLength() / 10);
            }
            case Neg n -> MINUS.weight;
            case Call c -> FUNCTION.weight;
            default -> node.children().isEmpty() ? LEAF.weight : OTHER.weight;
        };
    }

    /** A minus between two terms costs no more than a plus. */
    private static int negatives(Sum s) {
        int n = 0;
        for (int i = 1; i < s.terms().size(); i++) {
            n += s.terms().get(i) instanceof Neg ? 1 : 0;
        }
        return n;
    }
}
