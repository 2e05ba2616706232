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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
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
        return factors(p, rest -> {
            Map<Polynomial, Integer> out = new LinkedHashMap<>();
            ArrayDeque<Map.Entry<Polynomial, Integer>> open = new ArrayDeque<>(List.of(Map.entry(rest, 1)));
            while (!open.isEmpty()) {
                Polynomial next = open.peek().getKey();
                int times = open.pop().getValue();
                if (next.asRational() != null) {
                    continue;
                }
                List<Map.Entry<Polynomial, Integer>> parts = isSurelyIrreducible(next) ? List.of(Map.entry(next, 1)) : split(next);
                if (parts == null) {
                    parts = byLibrary(next, MultivariateFactorization::Factor);
                    parts.forEach(f -> out.merge(f.getKey(), f.getValue() * times, Integer::sum));
                } else if (parts.size() == 1 && parts.get(0).getValue() == 1) {
                    out.merge(next, times, Integer::sum);
                } else {
                    parts.forEach(f -> open.push(Map.entry(f.getKey(), f.getValue() * times)));
                }
            }
            return List.copyOf(out.entrySet());
        });
    }

    /** The factors of different multiplicity, each without a repeated factor. */
    Factorization squareFree(Polynomial p) {
        return factors(p, rest -> isSurelyIrreducible(rest) ? List.of(Map.entry(rest, 1))
                : byLibrary(rest, MultivariateSquareFreeFactorization::SquareFreeFactorization));
    }

    private interface Method {
        PolynomialFactorDecomposition<MultivariatePolynomial<cc.redberry.rings.bigint.BigInteger>> apply(
                MultivariatePolynomial<cc.redberry.rings.bigint.BigInteger> p);
    }

    private Factorization factors(Polynomial p, Function<Polynomial, List<Map.Entry<Polynomial, Integer>>> method) {
        Monomial content = p.monomialContent();
        Polynomial rest = p.times(Monomial.ONE.over(content), Rational.ONE).primitive();
        List<Factorization.Factor> factors = new ArrayList<>();
        for (Map.Entry<Generator, Rational> e : content.exponents().entrySet()) {
            factors.add(new Factorization.Factor(Polynomial.of(e.getKey()), e.getValue()));
        }
        if (!rest.isOne()) {
            method.apply(rest).forEach(f -> factors.add(new Factorization.Factor(f.getKey(), Rational.of(f.getValue()))));
        }
        Rational lead = Rational.ONE;
        for (Factorization.Factor f : factors) {
            if (f.base().size() > 1) {
                lead = lead.times(f.base().leadingCoefficient().pow(f.exponent().numerator().intValueExact()));
            }
        }
        return Factorization.of(p.leadingCoefficient().over(lead), factors);
    }

    /** The factors that the library finds of a polynomial without a common monomial, with their multiplicities. */
    private List<Map.Entry<Polynomial, Integer>> byLibrary(Polynomial p, Method method) {
        var a = read(p);
        for (int degree : a.degrees()) {
            if (degree > MAX_DEGREE_TO_FACTOR) {
                throw new NormalFormTooLarge("factors of degree " + degree);
            }
        }
        var found = within(() -> {
            var f = method.apply(a.clone());
            // Rings 2.5.8 loses the sign of some products; it is found from the leading terms.
            var product = f.multiply();
            return product.equals(a) || product.negate().equals(a) ? f : null;
        });
        List<Map.Entry<Polynomial, Integer>> out = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            Polynomial base = write(found.get(i)).primitive();
            if (base.asRational() == null) {
                out.add(Map.entry(base, found.getExponent(i)));
            }
        }
        return out;
    }

    /**
     * Factors of what is a square, linear in a variable, or quadratic in a power of a variable with a number as the leading
     * coefficient; null if it is none of these or these have no factors. A list of one factor of multiplicity 1 says
     * that it is irreducible.
     */
    private List<Map.Entry<Polynomial, Integer>> split(Polynomial p) {
        Polynomial root = squareRoot(p);
        if (root != null) {
            return List.of(Map.entry(root.primitive(), 2));
        }
        for (int j = 0; j < roots.length; j++) {
            Map<Integer, Polynomial> c = new TreeMap<>();
            for (Map.Entry<Rational, Polynomial> e : p.coefficients(generators.get(j)).entrySet()) {
                c.put(scaled(j, e.getKey()), e.getValue());
            }
            if (c.size() == 2 && c.containsKey(0) && c.containsKey(1)) {
                Polynomial common = c.get(0).gcd(c.get(1));
                Polynomial rest = common.isOne() ? null : p.divideExact(common);
                if (rest != null) {
                    return List.of(Map.entry(common, 1), Map.entry(rest.primitive(), 1));
                }
                continue;
            }
            int degree = c.keySet().stream().max(Integer::compare).orElse(0);
            Rational a = degree % 2 == 0 && degree > 0 && c.keySet().stream().allMatch(k -> k == 0 || 2 * k == degree || k == degree)
                    ? c.get(degree).asRational() : null;
            if (a == null) {
                continue;
            }
            Polynomial b = c.getOrDefault(degree / 2, Polynomial.ZERO);
            Polynomial d = squareRoot(b.times(b).minus(c.getOrDefault(0, Polynomial.ZERO).times(a.times(Rational.of(4)))));
            if (d != null) {
                Polynomial first = Polynomial.of(Monomial.of(generators.get(j), unscaled(j, degree / 2)), a.times(Rational.of(2))).plus(b);
                return List.of(Map.entry(first.minus(d).primitive(), 1), Map.entry(first.plus(d).primitive(), 1));
            }
        }
        return null;
    }

    /** The square root in this ring, or null if there is none. */
    private Polynomial squareRoot(Polynomial p) {
        if (p.isZero() || p.size() > MAX_TERMS_OF_IMAGE) {
            return null;
        }
        Monomial m = halved(p.leadingMonomial());
        Rational c = p.leadingCoefficient().squareRoot();
        if (m == null || c == null || halved(p.terms().firstKey()) == null || p.terms().firstEntry().getValue().squareRoot() == null) {
            return null;
        }
        Polynomial root = Polynomial.of(m, c);
        Polynomial rest = p.minus(root.times(root));
        while (!rest.isZero()) {
            Monomial next = rest.leadingMonomial().over(m);
            if (next.hasNegativeExponent() || root.size() > p.size()) {
                return null;
            }
            Polynomial term = Polynomial.of(next, rest.leadingCoefficient().over(c.times(Rational.of(2))));
            rest = rest.minus(root.times(Rational.of(2)).plus(term).times(term));
            root = root.plus(term);
        }
        return root;
    }

    private Monomial halved(Monomial m) {
        for (int j = 0; j < roots.length; j++) {
            if (scaled(j, m.exponent(generators.get(j))) % 2 != 0) {
                return null;
            }
        }
        return m.pow(Rational.of(1, 2));
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
        return c[2].signum() != 0 && new Rational(discriminant, BigInteger.ONE).squareRoot() == null;
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
