package dev.ddx.kernel;

import cc.redberry.rings.Rationals;
import cc.redberry.rings.Rings;
import cc.redberry.rings.bigint.BigInteger;
import cc.redberry.rings.poly.multivar.MultivariatePolynomial;
import cc.redberry.rings.poly.univar.UnivariateDivision;
import cc.redberry.rings.poly.univar.UnivariateGCD;
import cc.redberry.rings.poly.univar.UnivariatePolynomial;
import dev.ddx.expr.Rational;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The polynomials in one generator over the field of fractions in the others: division, inverses, partial fractions. */
final class PolynomialsOverFractions {

    private static final int MAX_DEGREE = 100;

    private final PolynomialRing ring;
    private final Generator generator;
    private final int index;
    private final Rationals<MultivariatePolynomial<BigInteger>> field;

    private PolynomialsOverFractions(PolynomialRing ring, Generator generator) {
        this.ring = ring;
        this.generator = generator;
        this.index = ring.indexOf(generator);
        this.field = Rings.Frac(ring.ring());
    }

    /** @throws NormalFormTooLarge if the exponents are too large */
    static PolynomialsOverFractions in(Generator g, Polynomial... polynomials) {
        Polynomial[] all = java.util.Arrays.copyOf(polynomials, polynomials.length + 1);
        all[polynomials.length] = Polynomial.of(g);
        return new PolynomialsOverFractions(PolynomialRing.of(all), g);
    }

    /** The term numerator/(base^exponent) of a sum of partial fractions; base 1 for the polynomial part. */
    record Part(RationalForm numerator, Polynomial base, int exponent) {
    }

    /**
     * n/d as a sum of fractions whose denominators are powers of irreducible polynomials.
     *
     * @throws NormalFormTooLarge if that is too hard
     */
    List<Part> partialFractions(Polynomial n, Polynomial d) {
        List<Factorization.Factor> factors = new ArrayList<>();
        Polynomial constant = Polynomial.ONE;
        for (Factorization.Factor f : d.factor().factors()) {
            Rational k = f.exponent();
            Polynomial base = f.base();
            if (base.size() == 1) {
                base = Polynomial.of(base.leadingMonomial().pow(ring.unscaled(index, 1)), Rational.ONE);
                k = k.over(ring.unscaled(index, 1));
            }
            if (!base.degree(generator).isZero()) {
                factors.add(new Factorization.Factor(base, k));
            }
        }
        Polynomial product = Polynomial.ONE;
        for (Factorization.Factor f : factors) {
            product = product.times(f.base().pow(f.exponent().numerator().intValueExact()));
        }
        Polynomial rest = d.divideExact(product);
        if (rest == null) {
            throw new NormalFormTooLarge("factors of a denominator");
        }
        constant = constant.times(rest);
        var inverse = field.mkNumerator(ring.read(constant.times(Rational.ONE.over(constant.content()))));
        var numerator = polynomial(n.times(Rational.ONE.over(n.content())));
        Rational scale = n.content().over(constant.content());
        Polynomial all = product;
        return PolynomialRing.within(() -> {
            var above = numerator.clone().divideByLC(constant(inverse));
            var below = polynomial(all);
            var division = UnivariateDivision.divideAndRemainder(above, below, true);
            List<Part> parts = new ArrayList<>();
            if (!division[0].isZero()) {
                parts.add(new Part(form(division[0], scale), Polynomial.ONE, 1));
            }
            for (Factorization.Factor f : factors) {
                int k = f.exponent().numerator().intValueExact();
                var base = polynomial(f.base());
                var power = polynomial(f.base().pow(k));
                var others = UnivariateDivision.divideExact(below, power, true);
                var rem = UnivariateDivision.remainder(
                        division[1].clone().multiply(inverse(others, power)), power, true);
                List<Part> ofThis = new ArrayList<>();
                for (int j = k; j >= 1; j--) {
                    var step = UnivariateDivision.divideAndRemainder(rem, base, true);
                    if (!step[1].isZero()) {
                        ofThis.add(0, new Part(form(step[1], scale), f.base(), j));
                    }
                    rem = step[0];
                }
                parts.addAll(ofThis);
            }
            return parts;
        });
    }

    /**
     * The rational form without the generator that equals p/q wherever the modulus vanishes; null if there is
     * none.
     *
     * @param modulus irreducible in the generator
     */
    RationalForm modulo(Polynomial modulus, Polynomial p, Polynomial q) {
        Rational scale = p.content().over(q.content());
        if (p.isZero()) {
            return RationalForm.ZERO;
        }
        return PolynomialRing.within(() -> {
            var m = polynomial(modulus.primitive());
            var above = UnivariateDivision.remainder(polynomial(p.times(Rational.ONE.over(p.content()))), m, true);
            var below = UnivariateDivision.remainder(polynomial(q.times(Rational.ONE.over(q.content()))), m, true);
            if (below.isZero()) {
                throw new NormalFormTooLarge("division by zero");
            }
            var found = UnivariateDivision.remainder(above.multiply(inverse(below, m)), m, true);
            return java.util.Optional.ofNullable(found.degree() > 0 ? null : form(found, scale));
        }).orElse(null);
    }

    /** p⁻¹ modulo m, for coprime p and m. */
    private UnivariatePolynomial<cc.redberry.rings.Rational<MultivariatePolynomial<BigInteger>>> inverse(
            UnivariatePolynomial<cc.redberry.rings.Rational<MultivariatePolynomial<BigInteger>>> p,
            UnivariatePolynomial<cc.redberry.rings.Rational<MultivariatePolynomial<BigInteger>>> m) {
        var bezout = UnivariateGCD.PolynomialExtendedGCD(p, m);
        if (bezout[0].degree() > 0) {
            throw new NormalFormTooLarge("not coprime");
        }
        return bezout[1].clone().divideByLC(bezout[0]);
    }

    private UnivariatePolynomial<cc.redberry.rings.Rational<MultivariatePolynomial<BigInteger>>> constant(
            cc.redberry.rings.Rational<MultivariatePolynomial<BigInteger>> c) {
        return UnivariatePolynomial.constant(field, c);
    }

    private UnivariatePolynomial<cc.redberry.rings.Rational<MultivariatePolynomial<BigInteger>>> polynomial(Polynomial p) {
        int degree = ring.scaled(index, p.degree(generator));
        if (degree > MAX_DEGREE) {
            throw new NormalFormTooLarge("degree " + degree);
        }
        cc.redberry.rings.Rational<MultivariatePolynomial<BigInteger>>[] coefficients = field.createArray(degree + 1);
        java.util.Arrays.fill(coefficients, field.getZero());
        for (Map.Entry<Rational, Polynomial> c : p.coefficients(generator).entrySet()) {
            coefficients[ring.scaled(index, c.getKey())] = field.mkNumerator(ring.read(c.getValue()));
        }
        return UnivariatePolynomial.create(field, coefficients);
    }

    private RationalForm form(UnivariatePolynomial<cc.redberry.rings.Rational<MultivariatePolynomial<BigInteger>>> p, Rational scale) {
        RationalArithmetic arithmetic = new RationalArithmetic(NormalForm.DEFAULT_MAX_TERMS);
        List<RationalForm> terms = new ArrayList<>();
        for (int k = 0; k <= p.degree(); k++) {
            if (!field.isZero(p.get(k))) {
                Monomial power = Monomial.of(generator, ring.unscaled(index, k));
                terms.add(arithmetic.form(ring.write(p.get(k).numerator()).times(power, scale), ring.write(p.get(k).denominator())));
            }
        }
        return arithmetic.sum(terms);
    }
}
