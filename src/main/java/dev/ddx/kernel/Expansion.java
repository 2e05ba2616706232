package dev.ddx.kernel;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Sum;
import java.math.BigInteger;
import java.util.List;

/**
 * Products of sums multiplied out, without a common denominator: a polynomial in whose terms the
 * generators, reciprocals of sums among them, may have negative exponents.
 */
final class Expansion {

    private static final int MAX_EXPONENT = 512;

    private final int maxTerms;

    private Expansion(int maxTerms) {
        this.maxTerms = maxTerms;
    }

    /** @throws NormalFormTooLarge if there are more terms */
    static Polynomial of(Expr e, int maxTerms) {
        return e.fold(new Expansion(maxTerms)::expand);
    }

    private Polynomial expand(Expr e, List<Polynomial> parts) {
        return switch (e) {
            case Num n -> Polynomial.of(n.toRational());
            case Sum s -> checked(Polynomial.sum(parts));
            case Neg n -> parts.get(0).negate();
            case Product p -> parts.stream().reduce(Polynomial.ONE, this::times);
            case Quotient q -> over(parts.get(0), parts.get(1));
            case Power p when parts.get(1).asRational() instanceof Rational n && n.isInteger() && n.bitLength() < 20
                    && (parts.get(0).size() == 1 || n.abs().numerator().intValue() <= MAX_EXPONENT) -> power(parts.get(0), n);
            default -> atom(e.children().isEmpty() ? e : e.withChildren(parts.stream().map(Polynomial::toExpr).toList()));
        };
    }

    private Polynomial checked(Polynomial p) {
        if (p.size() > maxTerms) {
            throw new NormalFormTooLarge(p.size() + " terms");
        }
        return p;
    }

    private Polynomial times(Polynomial a, Polynomial b) {
        return checked(a.times(b));
    }

    private Polynomial over(Polynomial a, Polynomial b) {
        if (b.size() > 1) {
            Polynomial q = a.divideExact(b);
            if (q != null) {
                return q;
            }
        }
        return times(a, reciprocal(b));
    }

    private Polynomial power(Polynomial p, Rational n) {
        if (n.signum() < 0) {
            return power(reciprocal(p), n.negate());
        }
        Polynomial result = Polynomial.ONE;
        if (p.size() == 1) {
            Rational c = p.leadingCoefficient();
            int k = n.numerator().intValue();
            if ((long) c.bitLength() * k > 100_000 && !c.abs().isOne()) {
                throw new NormalFormTooLarge("a number to the power " + n);
            }
            return Polynomial.of(p.leadingMonomial().pow(n), c.pow(k));
        }
        for (int i = 0; i < n.numerator().intValue(); i++) {
            result = times(result, p);
        }
        return result;
    }

    private static Polynomial reciprocal(Polynomial p) {
        if (p.isZero()) {
            throw new NormalFormTooLarge("division by zero");
        }
        if (p.size() == 1) {
            return Polynomial.of(Monomial.ONE.over(p.leadingMonomial()), Rational.ONE.over(p.leadingCoefficient()));
        }
        return Polynomial.of(Monomial.of(Generator.root(p.toExpr(), RationalForm.of(p)), Rational.of(BigInteger.ONE.negate())),
                Rational.ONE);
    }

    /** What cannot be multiplied out: its normal form, if that is a single term. */
    private static Polynomial atom(Expr e) {
        if (e.size() <= 200) {
            try {
                RationalForm f = NormalForm.of(e);
                if (f.numerator().size() == 1 && f.denominator().size() == 1) {
                    return Polynomial.of(f.numerator().leadingMonomial().over(f.denominator().leadingMonomial()),
                            f.numerator().leadingCoefficient().over(f.denominator().leadingCoefficient()));
                }
            } catch (NormalFormTooLarge tooLarge) {
                // It stays as it is written.
            }
        }
        return Polynomial.of(Generator.of(e));
    }
}
