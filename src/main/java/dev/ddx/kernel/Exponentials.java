package dev.ddx.kernel;

import dev.ddx.expr.Rational;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;

/**
 * A {@link PointProgram} with exponentials. An exponential is a new generator unless its exponent is a
 * combination with rational coefficients of exponents that are there (the structure theorem of Risch, by
 * linear algebra over the points); then it is a product of their roots.
 */
class Exponentials extends PointProgram {

    record Logarithm(int of, int value) {
    }

    private static final int SPARE_POINTS = 4;
    private static final int MAX_EXPONENTS = 100;

    /** The generator whose exponential is −1. */
    static final Object PI_I = "pi*i";

    /** An exponent; its exponential is the power {@code degree} of a root. */
    static final class Exponent {
        final Object name;
        final int value;
        final int degree;
        /** The instruction of exp(value), if that is given, else −1. */
        final int exponential;
        int root = -1;
        /** Whether it is the principal logarithm of its exponential. */
        boolean isLogarithm;

        Exponent(Object name, int value, int degree, int exponential) {
            this.name = name;
            this.value = value;
            this.degree = degree;
            this.exponential = exponential;
        }
    }

    final List<Exponent> exponents = new ArrayList<>();

    /** Powers whose logarithm is the exponent they were made from. */
    final List<Logarithm> principal = new ArrayList<>();

    private RationalSpan span;
    private int spanRedraws;
    boolean again;

    Exponentials(TowerPlan plan, SplittableRandom random) {
        super(plan, random);
    }

    private RationalSpan span() {
        if (span == null || spanRedraws != redraws) {
            span = new RationalSpan(field, points);
            spanRedraws = redraws;
        }
        while (span.size() < exponents.size()) {
            span.add(values(exponents.get(span.size()).value));
        }
        return span;
    }

    Exponent add(Object name, int value, int degree, int exponential) {
        if (exponents.size() == MAX_EXPONENTS) {
            throw new TowerPlan.Stuck("it has more than " + MAX_EXPONENTS + " independent exponentials and logarithms");
        }
        if (exponents.size() + SPARE_POINTS >= points) {
            plan.points = points * 2;
            throw new TowerPlan.Again();
        }
        Exponent e = new Exponent(name, value, degree, exponential);
        exponents.add(e);
        return e;
    }

    /** A value w of its own of which exp(w) is known, as a function of w. */
    int exponentOf(IntUnaryOperator exponential) {
        piTimesI();
        Object name = name();
        int w = transcendental();
        int degree = plan.degree(name);
        add(name, w, degree, exponential.applyAsInt(w));
        return w;
    }

    void piTimesI() {
        if (named.putIfAbsent(PI_I, 0) == null) {
            add(PI_I, product(pi(), i()), plan.degree(PI_I), minusOne);
        }
    }

    /** Says that a value n is an integer: e^(πin) is 1 or −1. */
    void integer(int n) {
        piTimesI();
        int w = product(pi(), i(), n);
        if (span().coefficients(values(w)) == null) {
            Object name = name();
            add(name, w, plan.degree(name), plusOrMinusOne());
        }
    }

    /** e^w. */
    int exp(int w) {
        if (isZero(w)) {
            return one;
        }
        piTimesI();
        long[] coefficients = span().coefficients(values(w));
        if (coefficients == null) {
            Object name = name();
            int degree = plan.degree(name);
            Exponent e = add(name, w, degree, -1);
            e.root = transcendental();
            return power(e.root, degree);
        }
        List<Integer> factors = new ArrayList<>();
        boolean coarse = false;
        for (int j = 0; j < coefficients.length; j++) {
            if (coefficients[j] == 0) {
                continue;
            }
            Rational r = field.fraction(coefficients[j]);
            if (r == null) {
                // By chance, a root has the same value at all points; or the number really is large.
                throw new TowerPlan.Again();
            }
            Exponent e = exponents.get(j);
            Rational n = r.times(Rational.of(e.degree));
            if (!n.isInteger()) {
                if (r.denominator().bitLength() > 14) {
                    throw new TowerPlan.Stuck("an exponent has a large denominator");
                }
                plan.need(e.name, r.denominator().intValue());
                coarse = true;
            } else {
                factors.add(power(root(e), n.numerator()));
            }
        }
        if (coarse) {
            // Something to go on with, so that one try finds as much as it can.
            again = true;
            return transcendental();
        }
        int result = factors.isEmpty() ? one : product(factors.stream().mapToInt(f -> f).toArray());
        if (isPrincipal(coefficients)) {
            principal.add(new Logarithm(result, w));
        }
        return result;
    }

    /** Whether ln(e^w) = w: w is r·ln u with −1 &lt; r ≤ 1, beside logarithms of positive numbers. */
    boolean isPrincipal(long[] coefficients) {
        boolean seen = false;
        for (int j = 0; j < coefficients.length; j++) {
            Exponent e = exponents.get(j);
            if (coefficients[j] == 0 || e.name instanceof BigInteger) {
                continue;
            }
            Rational r = field.fraction(coefficients[j]);
            if (seen || !e.isLogarithm || plan.real && !r.numerator().testBit(0) || r.compareTo(Rational.of(-1)) <= 0 || r.compareTo(Rational.ONE) > 0) {
                return false;
            }
            seen = true;
        }
        return seen;
    }

    int root(Exponent e) {
        if (e.root < 0) {
            if (e.name == PI_I) {
                e.root = unity(Rational.of(1, 2L * e.degree));
            } else if (e.degree == 1) {
                e.root = e.exponential;
            } else {
                e.root = e.name instanceof BigInteger q ? rootOfPrime(q, e) : emit(Op.ROOT, new int[] {e.exponential}, null, e.degree, null);
            }
        }
        return e.root;
    }

    /** Where √q is a sum of roots of unity that are there, it is that sum. */
    int rootOfPrime(BigInteger q, Exponent e) {
        int sum = -1;
        if (e.degree % 2 == 0 && q.bitLength() < 15) {
            int prime = q.intValue();
            if (prime == 2 && field.order() % 8 == 0) {
                sum = sum(unity(Rational.of(1, 8)), unity(Rational.of(-1, 8)));
                code.get(sum).real = true;
            } else if (prime > 2 && field.order() % prime == 0) {
                int[] terms = new int[prime - 1];
                for (int k = 1; k < prime; k++) {
                    int u = unity(Rational.of(k, prime));
                    boolean residue = BigInteger.valueOf(k).modPow(BigInteger.valueOf((prime - 1) / 2), q).equals(BigInteger.ONE);
                    terms[k - 1] = residue ? u : negate(u);
                }
                sum = sum(terms);
                if (prime % 4 == 3) {
                    sum = over(sum, i());
                }
                code.get(sum).real = true;
            }
        }
        int root = sum < 0 ? emitRootOfPrime(e.exponential, e.degree)
                : e.degree == 2 ? sum : emitRootOfPrime(sum, e.degree / 2);
        return root;
    }

    /** The roots of a prime, or of its square root, are conjugates over the roots of unity. */
    int emitRootOfPrime(int of, int degree) {
        int root = emit(Op.ROOT, new int[] {of}, null, degree, null);
        code.get(root).branches = false;
        code.get(root).witnessed = degree;
        return root;
    }

    /** @throws TowerPlan.Again if another try with the plan as it is now would see more */
    void finish() {
        if (again) {
            throw new TowerPlan.Again();
        }
    }
}
