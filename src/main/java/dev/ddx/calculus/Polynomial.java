package dev.ddx.calculus;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Sum;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A sum of {@link Monomial}s, like terms added: a polynomial, with whole exponents of either sign, in
 * whatever is not itself a sum, product or whole power.
 */
final class Polynomial {

    private static final int MAX_TERMS = 2_000;
    private static final int MAX_POWER = 12;

    /** Thrown where expanding would take too long; callers do without. */
    static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLarge() {
            super("too many terms", null, false, false);
        }
    }

    /** A quotient of two polynomials. */
    record Fraction(Polynomial numerator, Polynomial denominator) {

        Fraction plus(Fraction o) {
            return denominator.minus(o.denominator).isZero()
                    ? new Fraction(numerator.plus(o.numerator), denominator)
                    : new Fraction(numerator.times(o.denominator).plus(o.numerator.times(denominator)), denominator.times(o.denominator));
        }

        Fraction minus(Fraction o) {
            return plus(new Fraction(o.numerator.scaled(Rational.of(-1)), o.denominator));
        }

        Fraction times(Fraction o) {
            return new Fraction(numerator.times(o.numerator), denominator.times(o.denominator));
        }

        /** @throws ArithmeticException if the other is zero */
        Fraction over(Fraction o) {
            if (o.numerator.isZero()) {
                throw new ArithmeticException("division by zero");
            }
            return new Fraction(numerator.times(o.denominator), denominator.times(o.numerator));
        }
    }

    private final Map<Object, Monomial> terms = new LinkedHashMap<>();

    static Polynomial of(Monomial m) {
        Polynomial p = new Polynomial();
        p.add(m);
        return p;
    }

    static Polynomial one() {
        return of(Monomial.of(Num.ONE));
    }

    static Polynomial zero() {
        return new Polynomial();
    }

    private void add(Monomial m) {
        if (m.coefficient().isZero()) {
            return;
        }
        Monomial old = terms.get(m.key());
        if (old == null) {
            terms.put(m.key(), m);
            if (terms.size() > MAX_TERMS) {
                throw new TooLarge();
            }
            return;
        }
        Rational c = old.coefficient().plus(m.coefficient());
        if (c.isZero()) {
            terms.remove(m.key());
        } else {
            terms.put(m.key(), old.withCoefficient(c));
        }
    }

    boolean isZero() {
        return terms.isEmpty();
    }

    List<Monomial> terms() {
        return List.copyOf(terms.values());
    }

    Polynomial plus(Polynomial o) {
        Polynomial p = new Polynomial();
        terms.values().forEach(p::add);
        o.terms.values().forEach(p::add);
        return p;
    }

    Polynomial minus(Polynomial o) {
        return plus(o.scaled(Rational.of(-1)));
    }

    Polynomial scaled(Rational c) {
        Polynomial p = new Polynomial();
        terms.values().forEach(m -> p.add(m.withCoefficient(m.coefficient().times(c))));
        return p;
    }

    Polynomial times(Polynomial o) {
        if ((long) terms.size() * o.terms.size() > 20L * MAX_TERMS) {
            throw new TooLarge();
        }
        Polynomial p = new Polynomial();
        for (Monomial a : terms.values()) {
            for (Monomial b : o.terms.values()) {
                p.add(a.times(b));
            }
        }
        return p;
    }

    Polynomial power(int n) {
        Polynomial p = one();
        for (int i = 0; i < n; i++) {
            p = p.times(this);
        }
        return p;
    }

    /** The monomial m with this = m·o, or null if there is none. */
    Monomial quotient(Polynomial o) {
        if (isZero() || o.isZero() || terms.size() != o.terms.size()) {
            return null;
        }
        Monomial first = terms().get(0);
        for (Monomial b : o.terms()) {
            Monomial m = first.times(b.inverse());
            if (of(m).times(o).minus(this).isZero()) {
                return m;
            }
        }
        return null;
    }

    /** The rational normal form of an expression. Fractions are not reduced. */
    static Fraction fraction(Expr e) {
        return e.<Fraction>fold((node, c) -> switch (node) {
            case Sum s -> {
                Fraction total = c.get(0);
                for (Fraction t : c.subList(1, c.size())) {
                    total = total.plus(t);
                }
                yield total;
            }
            case Neg n -> new Fraction(c.get(0).numerator().scaled(Rational.of(-1)), c.get(0).denominator());
            case Product p -> {
                Fraction total = c.get(0);
                for (Fraction t : c.subList(1, c.size())) {
                    total = total.times(t);
                }
                yield total;
            }
            case Quotient q -> c.get(0).over(c.get(1));
            case Power p when Rational.fromLiteral(p.exponent()) instanceof Rational n && n.isInteger()
                    && n.abs().compareTo(Rational.of(MAX_POWER)) <= 0 -> {
                int k = n.numerator().intValue();
                Fraction f = new Fraction(c.get(0).numerator().power(Math.abs(k)), c.get(0).denominator().power(Math.abs(k)));
                yield k >= 0 ? f : new Fraction(one(), one()).over(f);
            }
            default -> new Fraction(of(Monomial.of(node)), one());
        });
    }

    /** Whether the two are equal as rational functions of their parts. False means only "not proved". */
    static boolean provesEqual(Expr a, Expr b) {
        try {
            Fraction difference = fraction(a).minus(fraction(b));
            return difference.numerator().isZero() && !difference.denominator().isZero();
        } catch (TooLarge | ArithmeticException e) {
            return false;
        }
    }
}
