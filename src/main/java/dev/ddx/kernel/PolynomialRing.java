package dev.ddx.kernel;

import cc.redberry.rings.Rings;
import cc.redberry.rings.poly.MultivariateRing;
import cc.redberry.rings.poly.PolynomialFactorDecomposition;
import cc.redberry.rings.poly.multivar.DegreeVector;
import cc.redberry.rings.poly.multivar.MonomialOrder;
import cc.redberry.rings.poly.multivar.MultivariateDivision;
import cc.redberry.rings.poly.multivar.MultivariateFactorization;
import cc.redberry.rings.poly.multivar.MultivariateGCD;
import cc.redberry.rings.poly.multivar.MultivariatePolynomial;
import cc.redberry.rings.poly.multivar.MultivariateResultants;
import cc.redberry.rings.poly.multivar.MultivariateSquareFreeFactorization;
import dev.ddx.expr.Rational;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * The polynomials in certain generators, as the library Rings knows them: common divisors, factors and
 * resultants. A generator with fractional exponents is a power of the library's variable. The relations
 * of generators are not known here: a result is right for independent generators, and so for all.
 *
 * <p>Every call has a budget, counted in comparisons of terms and so the same on every machine; an
 * interrupt ends it at once. What the library answers is checked by multiplication or division.
 */
final class PolynomialRing {

    private static final int MAX_DEGREE = 4_000;
    /** Factors are looked for with dense polynomials in one variable, whose work is not counted. */
    private static final int MAX_DEGREE_TO_FACTOR = 100;
    private static final int MAX_TERMS = 20_000;
    private static final int MAX_TERMS_OF_IMAGE = 500;
    /** About a second. */
    private static final long MAX_COMPARISONS = 30_000_000;

    private final List<Generator> generators;
    /** The library's variable j is generator j to the power 1/roots[j]. */
    private final int[] roots;
    private final Comparator<DegreeVector> order = new BudgetedOrder();

    private PolynomialRing(List<Generator> generators, int[] roots) {
        this.generators = generators;
        this.roots = roots;
    }

    /**
     * The smallest ring that has all of them.
     *
     * @throws NormalFormTooLarge if an exponent is too large or not a small fraction
     */
    static PolynomialRing of(Polynomial... polynomials) {
        SortedSet<Generator> all = new TreeSet<>();
        for (Polynomial p : polynomials) {
            all.addAll(p.generators());
        }
        List<Generator> generators = new ArrayList<>(all);
        if (generators.isEmpty()) {
            throw new IllegalArgumentException("numbers have no ring of polynomials");
        }
        int[] roots = new int[generators.size()];
        for (int j = 0; j < roots.length; j++) {
            BigInteger common = BigInteger.ONE;
            for (Polynomial p : polynomials) {
                for (Monomial m : p.terms().keySet()) {
                    BigInteger d = m.exponent(generators.get(j)).denominator();
                    common = common.divide(common.gcd(d)).multiply(d);
                }
            }
            roots[j] = small(common);
        }
        return new PolynomialRing(generators, roots);
    }

    private static int small(BigInteger n) {
        if (n.bitLength() > 30 || n.intValue() > MAX_DEGREE) {
            throw new NormalFormTooLarge("degree " + n);
        }
        return n.intValue();
    }

    /** The greatest common divisor, primitive. */
    Polynomial gcd(Polynomial p, Polynomial q) {
        MultivariatePolynomial<cc.redberry.rings.bigint.BigInteger> a = read(p.primitive());
        MultivariatePolynomial<cc.redberry.rings.bigint.BigInteger> b = read(q.primitive());
        var g = within(() -> {
            var found = MultivariateGCD.PolynomialGCD(a, b);
            return MultivariateDivision.divideOrNull(a, found) == null
                    || MultivariateDivision.divideOrNull(b, found) == null ? null : found;
        });
        return write(g).primitive();
    }

    /** The irreducible factors over the rationals. */
    Factorization factor(Polynomial p) {
        return factors(p, MultivariateFactorization::Factor);
    }

    /** The factors of different multiplicity, each without a repeated factor. */
    Factorization squareFree(Polynomial p) {
        return factors(p, MultivariateSquareFreeFactorization::SquareFreeFactorization);
    }

    private interface Method {
        PolynomialFactorDecomposition<MultivariatePolynomial<cc.redberry.rings.bigint.BigInteger>> apply(
                MultivariatePolynomial<cc.redberry.rings.bigint.BigInteger> p);
    }

    private Factorization factors(Polynomial p, Method method) {
        Monomial content = p.monomialContent();
        Polynomial rest = p.times(Monomial.ONE.over(content), Rational.ONE).primitive();
        List<Factorization.Factor> factors = new ArrayList<>();
        for (Map.Entry<Generator, Rational> e : content.exponents().entrySet()) {
            factors.add(new Factorization.Factor(Polynomial.of(e.getKey()), e.getValue()));
        }
        if (isSurelyIrreducible(rest)) {
            factors.add(new Factorization.Factor(rest, Rational.ONE));
        } else if (!rest.isOne()) {
            var a = read(rest);
            for (int degree : a.degrees()) {
                if (degree > MAX_DEGREE_TO_FACTOR) {
                    throw new NormalFormTooLarge("factors of degree " + degree);
                }
            }
            var found = within(() -> {
                var f = method.apply(a.clone());
                // Rings 2.5.8 loses the sign of some products; it is found from the leading terms below.
                var product = f.multiply();
                return product.equals(a) || product.negate().equals(a) ? f : null;
            });
            for (int i = 0; i < found.size(); i++) {
                Polynomial base = write(found.get(i)).primitive();
                if (base.asRational() == null) {
                    factors.add(new Factorization.Factor(base, Rational.of(found.getExponent(i))));
                }
            }
        }
        Rational lead = Rational.ONE;
        for (Factorization.Factor f : factors) {
            if (f.base().size() > 1) {
                lead = lead.times(f.base().leadingCoefficient().pow(f.exponent().numerator().intValueExact()));
            }
        }
        return Factorization.of(p.leadingCoefficient().over(lead), factors);
    }

    /** Whether it is known to have no factors without asking the library; there is none that is a monomial. */
    private boolean isSurelyIrreducible(Polynomial p) {
        if (p.size() < 2 || p.size() > MAX_TERMS_OF_IMAGE) {
            return false;
        }
        if (roots.length == 1 && isIrreducibleQuadratic(p)) {
            return true;
        }
        int[][] exponents = new int[p.size()][roots.length];
        BigInteger[] coefficients = new BigInteger[p.size()];
        int t = 0;
        for (Map.Entry<Monomial, Rational> term : p.terms().entrySet()) {
            for (int j = 0; j < roots.length; j++) {
                exponents[t][j] = scaled(j, term.getKey().exponent(generators.get(j)));
            }
            coefficients[t++] = term.getValue().numerator();
        }
        return Irreducibility.isCertain(exponents, coefficients, roots.length);
    }

    /** A quadratic polynomial without a rational zero. */
    private boolean isIrreducibleQuadratic(Polynomial p) {
        BigInteger[] c = {BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO};
        for (Map.Entry<Monomial, Rational> t : p.terms().entrySet()) {
            int e = scaled(0, t.getKey().exponent(generators.get(0)));
            if (e > 2) {
                return false;
            }
            c[e] = t.getValue().numerator();
        }
        BigInteger discriminant = c[1].pow(2).subtract(c[0].multiply(c[2]).shiftLeft(2));
        return c[2].signum() != 0 && (discriminant.signum() < 0 || discriminant.sqrtAndRemainder()[1].signum() != 0);
    }

    /** What must vanish for p and q to have a common zero in g: 0 if they have a common factor with g in it. */
    Polynomial resultant(Polynomial p, Polynomial q, Generator g) {
        Rational one = Rational.ONE;
        int j = generators.indexOf(g);
        if (j < 0 || p.degree(g).isZero() || q.degree(g).isZero()) {
            throw new IllegalArgumentException("both polynomials have the generator that is eliminated");
        }
        if (!p.gcd(q).degree(g).isZero()) {
            return Polynomial.ZERO;
        }
        Rational scale = p.content().pow(small(q.degree(g).times(Rational.of(roots[j])).numerator()))
                .times(q.content().pow(small(p.degree(g).times(Rational.of(roots[j])).numerator())));
        var a = read(p.times(one.over(p.content())));
        var b = read(q.times(one.over(q.content())));
        return write(within(() -> MultivariateResultants.Resultant(a, b, j))).times(scale);
    }

    int indexOf(Generator g) {
        return generators.indexOf(g);
    }

    /** The exponent of the library's variable for an exponent of the generator. */
    int scaled(int j, Rational exponent) {
        return small(exponent.times(Rational.of(roots[j])).numerator());
    }

    Rational unscaled(int j, int exponent) {
        return Rational.of(exponent, roots[j]);
    }

    /** The ring itself, for what is built on it. */
    MultivariateRing<MultivariatePolynomial<cc.redberry.rings.bigint.BigInteger>> ring() {
        return Rings.MultivariateRing(roots.length, Rings.Z, order);
    }

    // ---- to the library and back

    /** A polynomial with integer coefficients. */
    MultivariatePolynomial<cc.redberry.rings.bigint.BigInteger> read(Polynomial p) {
        if (p.size() > MAX_TERMS) {
            throw new NormalFormTooLarge(p.size() + " terms");
        }
        List<cc.redberry.rings.poly.multivar.Monomial<cc.redberry.rings.bigint.BigInteger>> terms = new ArrayList<>();
        p.terms().forEach((m, c) -> {
            int[] exponents = new int[roots.length];
            for (int j = 0; j < roots.length; j++) {
                exponents[j] = small(m.exponent(generators.get(j)).times(Rational.of(roots[j])).numerator());
            }
            terms.add(new cc.redberry.rings.poly.multivar.Monomial<>(exponents,
                    new cc.redberry.rings.bigint.BigInteger(c.numerator())));
        });
        return MultivariatePolynomial.create(roots.length, Rings.Z, order, terms);
    }

    Polynomial write(MultivariatePolynomial<cc.redberry.rings.bigint.BigInteger> p) {
        List<Polynomial> terms = new ArrayList<>();
        for (var t : p) {
            Monomial m = Monomial.ONE;
            for (int j = 0; j < roots.length; j++) {
                if (t.exponents[j] != 0) {
                    m = m.times(Monomial.of(generators.get(j), Rational.of(t.exponents[j], roots[j])));
                }
            }
            terms.add(Polynomial.of(m, Rational.of(new BigInteger(t.coefficient.toByteArray()))));
        }
        return Polynomial.sum(terms);
    }

    /** @throws NormalFormTooLarge if the budget is reached, or the library fails, or its answer is not right */
    static <T> T within(Supplier<T> computation) {
        T answer;
        try {
            answer = computation.get();
        } catch (NormalFormTooLarge e) {
            throw e;
        } catch (RuntimeException | AssertionError e) {
            // The library asserts what it expects of itself; where that does not hold, it has no answer.
            throw new NormalFormTooLarge("the library does not know: " + e);
        }
        if (answer == null) {
            throw new NormalFormTooLarge("the library is wrong");
        }
        return answer;
    }

    /** The lexicographic order, which the library asks all the time: here its work is counted. */
    private static final class BudgetedOrder implements Comparator<DegreeVector> {

        private static final int LOOK_EVERY = 1 << 12;

        private long comparisons;

        @Override
        public int compare(DegreeVector a, DegreeVector b) {
            if (++comparisons % LOOK_EVERY == 0
                    && (comparisons > MAX_COMPARISONS || Thread.currentThread().isInterrupted())) {
                throw new NormalFormTooLarge("work on polynomials");
            }
            return MonomialOrder.LEX.compare(a, b);
        }
    }
}
