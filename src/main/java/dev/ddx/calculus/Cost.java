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
import dev.ddx.expr.Sym;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.Set;

/** How hard an expression is to read: the less, the better. The table of weights is all there is to it. */
enum Cost {
    /** A symbol or a constant. */
    LEAF(4),
    /** A number of up to two digits. */
    NUMBER(3),
    /** Each three digits more of a number. */
    DIGITS(4),
    /** Each plus or minus of a sum beyond the sign of a term. */
    PLUS(8),
    /** A minus sign that is not between terms. */
    MINUS(4),
    /** A sum in brackets as a term or under a minus sign, a product in brackets as a factor. */
    BRACKETS(1),
    /** A fraction as a factor of a product. */
    FRACTION_IN_PRODUCT(1),
    /** Each multiplication. */
    TIMES(4),
    /** A fraction. */
    OVER(8),
    /** A power; an exponent that is a written number is part of it. */
    POWER(8),
    /** A square root or another root, its exponent part of it. */
    ROOT(12),
    /** What any other fraction as exponent costs more than a root. */
    FRACTIONAL_EXPONENT(7),
    /** The sign of a written exponent. */
    NEGATIVE_EXPONENT(8),
    /** A function, its arguments not counted. */
    FUNCTION(8),
    /** A derivative that is still to be carried out, a case of a piecewise function and the like. */
    OTHER(4),
    /** Each further occurrence of a symbol. */
    REPEATED(1),
    /** Each level of fractions, exponents and functions within each other. */
    DEPTH(1),
    /** Each denominator that differs from the others. */
    DENOMINATOR(1),
    /** Each further argument of functions, as 2x beside x. */
    ARGUMENT(4);

    private static final long MOST = Long.MAX_VALUE / 8;

    private final long weight;

    Cost(long weight) {
        this.weight = weight;
    }

    /** The cost of the whole; it does not depend on the order of terms and factors. */
    static long of(Expr e) {
        Set<Expr> denominators = new HashSet<>();
        Set<Sym> symbols = new HashSet<>();
        Set<Expr> arguments = new HashSet<>();
        record Part(long cost, long occurrences, int depth) {
        }
        Part whole = e.<Part>fold((node, parts) -> {
            long cost = own(node);
            long occurrences = node instanceof Sym ? 1 : 0;
            int depth = 0;
            for (int i = 0; i < parts.size(); i++) {
                if (!(i == 1 && node instanceof Power && isNumber(node.children().get(1)))) {
                    cost = Math.min(MOST, cost + parts.get(i).cost());
                }
                occurrences = Math.min(MOST, occurrences + parts.get(i).occurrences());
                depth = Math.max(depth, parts.get(i).depth());
            }
            if (node instanceof Sym s) {
                symbols.add(s);
            }
            if (node instanceof Call c) {
                arguments.addAll(c.arguments());
            }
            if (node instanceof Quotient q && !(q.denominator() instanceof Num)) {
                denominators.add(q.denominator());
            }
            return new Part(cost, occurrences, node instanceof Quotient || node instanceof Power p && !isNumber(p.exponent()) || node instanceof Call ? depth + 1 : depth);
        });
        return whole.cost() + DEPTH.weight * whole.depth() + DENOMINATOR.weight * denominators.size()
                + ARGUMENT.weight * Math.max(0, arguments.size() - 1) + REPEATED.weight * (whole.occurrences() - symbols.size());
    }

    private static boolean isNumber(Expr exponent) {
        return Rational.fromLiteral(exponent) != null;
    }

    private static long own(Expr node) {
        return switch (node) {
            case Num n -> NUMBER.weight + DIGITS.weight * (n.precision() / 3);
            case Sum s -> sum(s);
            case Product p -> {
                long total = TIMES.weight * (p.factors().size() - 1);
                for (Expr f : p.factors()) {
                    total += f instanceof Quotient q && !isNumber(q) ? FRACTION_IN_PRODUCT.weight : f instanceof Product ? BRACKETS.weight : 0;
                }
                yield total;
            }
            case Quotient q -> OVER.weight;
            case Power p -> {
                Rational r = Rational.fromLiteral(p.exponent());
                if (r == null) {
                    yield p.base() == Const.E ? FUNCTION.weight - LEAF.weight : POWER.weight;
                }
                long kind = r.isInteger() ? POWER.weight
                        : ROOT.weight + (r.numerator().abs().equals(BigInteger.ONE) ? 0 : FRACTIONAL_EXPONENT.weight);
                yield kind + (r.signum() < 0 ? NEGATIVE_EXPONENT.weight : 0) + DIGITS.weight * (r.bitLength() / 10);
            }
            case Neg n -> n.operand() instanceof Sum ? MINUS.weight + BRACKETS.weight : MINUS.weight;
            case Call c -> FUNCTION.weight;
            default -> node.children().isEmpty() ? LEAF.weight : OTHER.weight;
        };
    }

    /** A minus between two terms is the operation itself; if all terms are negative, the first shows its sign. */
    private static long sum(Sum s) {
        int negative = 0;
        long brackets = 0;
        for (Expr t : s.terms()) {
            negative += t instanceof Neg ? 1 : 0;
            brackets += t instanceof Sum ? BRACKETS.weight : 0;
        }
        int free = Math.min(negative, s.terms().size() - 1);
        return PLUS.weight * (s.terms().size() - 1) - MINUS.weight * free + brackets;
    }
}
