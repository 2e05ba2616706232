package dev.ddx.calculus;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Factorization;
import dev.ddx.kernel.Generator;
import dev.ddx.kernel.NormalForm;
import dev.ddx.kernel.NormalFormTooLarge;
import dev.ddx.kernel.Polynomial;
import dev.ddx.kernel.RealRoot;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The real roots of polynomials in one generator: exactly for what factors into polynomials of degree 1 and 2 in a power of it,
 * the others of rational polynomials as {@linkplain RealRoot enclosed} numbers.
 */
final class PolynomialRoots {

    private static final int MAX_TERMS = 100;
    private static final Sym Y = Sym.of("y");
    private static final double NEAR = 1e-9;

    private final Numbers numbers;
    private final boolean enclosed;

    /** @param enclosed whether roots without an expression are looked for; else such polynomials are not solved */
    PolynomialRoots(Numbers numbers, boolean enclosed) {
        this.numbers = numbers;
        this.enclosed = enclosed;
    }

    /** All values of g at which p is zero; null if they are not found. The exponents of g may be fractions. */
    List<Place> of(Polynomial p, Generator g) {
        NavigableMap<Rational, Polynomial> parts = p.coefficients(g);
        BigInteger q = BigInteger.ONE;
        for (Rational n : parts.keySet()) {
            if (n.signum() < 0) {
                return null;
            }
            q = q.multiply(n.denominator()).divide(q.gcd(n.denominator()));
        }
        if (q.bitLength() > 6 || parts.lastKey().times(Rational.of(q)).bitLength() > 12) {
            return null;
        }
        TreeMap<Integer, Expr> coefficients = new TreeMap<>();
        boolean rational = true;
        for (var part : parts.entrySet()) {
            coefficients.put(part.getKey().times(Rational.of(q)).numerator().intValue(), part.getValue().toExpr());
            rational &= part.getValue().asRational() != null;
        }
        List<Place> values = rational ? ofRational(coefficients) : ofPowers(coefficients);
        if (values == null || q.equals(BigInteger.ONE)) {
            return values;
        }
        // y = g^(1/q)
        int degree = q.intValue();
        List<Place> out = new ArrayList<>();
        for (Place y : values) {
            Integer sign = sign(y);
            if (sign == null) {
                return null;
            }
            if (sign >= 0 || degree % 2 == 1) {
                out.add(y.map(numbers, v -> Power.of(v, Num.of(degree))));
            }
        }
        return out;
    }

    private List<Place> ofRational(TreeMap<Integer, Expr> coefficients) {
        List<Expr> terms = new ArrayList<>();
        coefficients.forEach((n, c) -> terms.add(Product.of(c, Power.of(Y, Num.of(n)))));
        List<Place> out = new ArrayList<>();
        for (Factorization.Factor f : NormalForm.of(Sum.join(terms), MAX_TERMS).numerator().factor().factors()) {
            Polynomial p = f.base();
            Generator y = p.generators().first();
            TreeMap<Integer, Expr> own = new TreeMap<>();
            p.coefficients(y).forEach((n, c) -> own.put(n.numerator().intValue(), c.toExpr()));
            List<Place> roots = ofPowers(own);
            if (roots == null && !enclosed) {
                return null;
            }
            if (roots == null) {
                roots = RealRoot.of(p, y).stream().map(Place::of).toList();
            }
            out.addAll(roots);
        }
        return out;
    }

    /** Of a polynomial that is linear or quadratic in a power of y; null if it is not, or a sign is not known. */
    private List<Place> ofPowers(TreeMap<Integer, Expr> coefficients) {
        int lowest = coefficients.firstKey();
        int m = 0;
        for (int n : coefficients.keySet()) {
            m = BigInteger.valueOf(m).gcd(BigInteger.valueOf(n - lowest)).intValue();
        }
        if (m == 0) {
            return lowest == 0 ? List.of() : List.of(Place.of(Num.ZERO));
        }
        int degree = (coefficients.lastKey() - lowest) / m;
        if (degree > 2) {
            return null;
        }
        Expr a = coefficients.get(lowest + degree * m);
        Expr b = degree == 1 ? coefficients.get(lowest) : coefficients.getOrDefault(lowest + m, Num.ZERO);
        List<Expr> powers = degree == 1 ? linear(a, b) : quadratic(a, b, coefficients.get(lowest));
        if (powers == null) {
            return null;
        }
        List<Place> out = new ArrayList<>(lowest == 0 ? List.of() : List.of(Place.of(Num.ZERO)));
        for (Expr z : powers) {
            Integer sign = m == 1 ? Integer.valueOf(1) : numbers.sign(z);
            if (sign == null) {
                return null;
            }
            if (m % 2 == 1) {
                // The odd root of a negative number is that of its magnitude with a minus.
                out.add(Place.of(m == 1 ? z : sign < 0 ? Neg.of(root(numbers.simplest(Neg.of(z)), m)) : root(z, m)));
            } else if (sign >= 0) {
                Expr root = root(z, m);
                if (sign > 0) {
                    out.add(Place.of(Neg.of(root)));
                }
                out.add(Place.of(root));
            }
        }
        return out;
    }

    private List<Expr> linear(Expr a, Expr b) {
        Rational p = Rational.fromLiteral(a);
        Rational q = Rational.fromLiteral(b);
        if (p != null && q != null) {
            return List.of(q.negate().over(p).toExpr());
        }
        Integer sign = numbers.sign(a);
        return sign == null || sign == 0 ? null : List.of(numbers.simplest(Neg.of(Quotient.of(b, a))));
    }

    private List<Expr> quadratic(Expr a, Expr b, Expr c) {
        Rational p = Rational.fromLiteral(a);
        Rational q = Rational.fromLiteral(b);
        Rational r = Rational.fromLiteral(c);
        if (p != null && q != null && r != null) {
            // y = m ± √d
            Rational m = q.negate().over(Rational.of(2).times(p));
            Rational d = m.times(m).minus(r.over(p));
            return d.signum() < 0 ? List.of() : around(m.isZero() ? null : m.toExpr(), root(d.toExpr(), 2));
        }
        Integer sign = numbers.sign(a);
        Expr m = numbers.simplest(Neg.of(Quotient.of(b, Product.of(Num.TWO, a))));
        Expr d = numbers.simplest(Sum.of(Power.of(m, Num.TWO), Neg.of(Quotient.of(c, a))));
        Integer real = numbers.sign(d);
        if (sign == null || sign == 0 || real == null) {
            return null;
        }
        return real < 0 ? List.of() : real == 0 ? List.of(m) : around(Integer.valueOf(0).equals(numbers.sign(m)) ? null : m, root(d, 2));
    }

    private static List<Expr> around(Expr middle, Expr root) {
        List<Expr> out = new ArrayList<>();
        for (Expr term : List.of(Neg.of(root), root)) {
            out.add(middle == null ? term : Sum.join(List.of(middle, term)));
        }
        return out;
    }

    /** The root of a number that is not negative, with the factors that are powers in front. */
    private static Expr root(Expr z, int degree) {
        Expr root = Power.of(z, Rational.of(1, degree).toExpr());
        try {
            return NormalForm.of(root, MAX_TERMS).toExpr();
        } catch (NormalFormTooLarge tooLarge) {
            return root;
        }
    }

    /** The sign of the number; null if it is not known. */
    Integer sign(Place v) {
        if (v.isExact()) {
            return numbers.sign(v.exact());
        }
        double about = v.number(numbers.functions());
        return Math.abs(about) < NEAR || Double.isNaN(about) ? null : (int) Math.signum(about);
    }
}
