package dev.ddx.kernel;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The forms in which algebra writes a rational expression: multiplied out, factored, over a common
 * denominator, in partial fractions, by powers. Function values, roots and exponentials count as
 * indeterminates. All forms are equal where both sides are defined, exact, and independent of the order
 * in which the input is written.
 *
 * <p>Each throws {@link NormalFormTooLarge} if there is no such form within the budget.
 */
public final class AlgebraicForm {

    static final int MAX_TERMS = 5_000;

    private AlgebraicForm() {
    }

    /** Products and powers of sums multiplied out, terms by descending degree. */
    public static Expr expanded(Expr e) {
        return Expansion.of(e, MAX_TERMS).toExpr();
    }

    /** Numerator and denominator in irreducible factors over the rationals. */
    public static Expr factored(Expr e) {
        return factored(NormalForm.of(e, MAX_TERMS));
    }

    /** The same of a {@link NormalForm}. */
    public static Expr factored(RationalForm f) {
        if (f.isZero()) {
            return Num.ZERO;
        }
        Factorization n = f.numerator().factor();
        Factorization d = f.denominator().factor();
        return product(n.unit().over(d.unit()), n.factors(), d.factors());
    }

    /** One fraction in lowest terms: the numerator multiplied out, the denominator in factors. */
    public static Expr together(Expr e) {
        return together(NormalForm.of(e, MAX_TERMS));
    }

    /** The same of a {@link NormalForm}. */
    public static Expr together(RationalForm f) {
        if (f.denominator().size() == 1) {
            return f.toExpr();
        }
        List<Factorization.Factor> below;
        try {
            below = f.denominator().factor().factors();
        } catch (NormalFormTooLarge tooHard) {
            return f.toExpr();
        }
        Rational unit = Rational.ONE;
        for (Factorization.Factor b : below) {
            if (b.base().size() > 1) {
                unit = unit.times(b.base().leadingCoefficient().pow(b.exponent().numerator().intValueExact()));
            }
        }
        unit = f.denominator().leadingCoefficient().over(unit);
        if (f.numerator().size() == 1) {
            Polynomial n = f.numerator();
            List<Factorization.Factor> above = new ArrayList<>();
            n.leadingMonomial().exponents().forEach((g, k) -> above.add(new Factorization.Factor(Polynomial.of(g), k)));
            return product(n.leadingCoefficient().over(unit), above, below);
        }
        Polynomial n = f.numerator().times(Rational.ONE.over(Rational.of(unit.signum())));
        List<Expr> factors = new ArrayList<>();
        if (!unit.abs().isOne()) {
            factors.add(unit.abs().toExpr());
        }
        below.forEach(b -> factors.add(power(b)));
        return Quotient.of(n.toExpr(), Product.join(factors));
    }

    /** The common factor of the numerator and the denominator of a fraction of polynomials; 1 if there is none. */
    public static Expr commonFactor(Quotient q) {
        RationalForm n = NormalForm.of(q.numerator(), MAX_TERMS);
        RationalForm d = NormalForm.of(q.denominator(), MAX_TERMS);
        return n.isZero() ? Num.ONE : n.numerator().gcd(d.numerator()).toExpr();
    }

    /**
     * The expression with its denominators in factors, so that what becomes of each can be followed; of a
     * fraction that can be reduced the numerator too.
     */
    public static Expr withFactoredDenominators(Expr e) {
        Expr made = e.mapBottomUp(c -> c instanceof Quotient q && q.denominator() instanceof Sum
                ? Quotient.of(q.numerator(), factored(q.denominator())) : c);
        return made instanceof Quotient q && q.numerator() instanceof Sum && !commonFactor(q).equals(Num.ONE)
                ? Quotient.of(factored(q.numerator()), q.denominator()) : made;
    }

    /** A sum of a polynomial in x and fractions over powers of irreducible polynomials. */
    public static Expr apart(Expr e, Sym x) {
        RationalForm f = NormalForm.of(e, MAX_TERMS);
        Generator g = Generator.of(x);
        if (f.denominator().degree(g).isZero()) {
            return f.denominator().size() == 1 ? AlgebraicForm.expanded(f.toExpr(x)) : f.toExpr(x);
        }
        List<Expr> terms = new ArrayList<>();
        for (PolynomialsOverFractions.Part p : PolynomialsOverFractions.in(g, f.numerator(), f.denominator())
                .partialFractions(f.numerator(), f.denominator())) {
            terms.addAll(part(p, x));
        }
        return Sum.join(terms);
    }

    private static List<Expr> part(PolynomialsOverFractions.Part p, Sym x) {
        Polynomial n = p.numerator().numerator();
        Polynomial d = p.numerator().denominator();
        if (p.base().isOne()) {
            Expr whole = d.size() == 1 ? n.times(Monomial.ONE.over(d.leadingMonomial()), Rational.ONE.over(d.leadingCoefficient())).toExpr(x)
                    : p.numerator().toExpr(x);
            return whole instanceof Sum s ? s.terms() : List.of(whole);
        }
        Expr above = n.toExpr(x);
        boolean negative = above instanceof Neg || above instanceof Sum s && s.terms().stream().allMatch(Neg.class::isInstance);
        List<Expr> below = new ArrayList<>();
        if (!d.isOne()) {
            Expr c = d.toExpr(x);
            below.addAll(c instanceof Product q ? q.factors() : List.of(c));
        }
        below.add(power(new Factorization.Factor(p.base(), Rational.of(p.exponent())), x));
        Expr fraction = Quotient.of(negative ? n.negate().toExpr(x) : above, Product.join(below));
        return List.of(negative ? Neg.of(fraction) : fraction);
    }

    /** By powers of a symbol or sub-expression, each with a coefficient that does not contain it. */
    public static Expr collected(Expr e, Expr by) {
        Polynomial key = Expansion.of(by, MAX_TERMS);
        if (key.size() != 1 || key.leadingMonomial().exponents().size() != 1 || !key.leadingCoefficient().isOne()) {
            throw new NormalFormTooLarge("powers of " + by);
        }
        Map.Entry<Generator, Rational> unit = key.leadingMonomial().exponents().entrySet().iterator().next();
        Generator g = unit.getKey();
        TreeMap<Rational, Polynomial> coefficients = new TreeMap<>();
        Expansion.of(e, MAX_TERMS).coefficients(g).forEach((k, c) -> coefficients.put(k, c));
        List<Expr> terms = new ArrayList<>();
        coefficients.descendingMap().forEach((k, c) -> {
            Polynomial power = Polynomial.of(Monomial.of(g, k), Rational.ONE);
            if (c.size() == 1) {
                terms.add(c.times(power).toExpr());
            } else if (k.isZero()) {
                terms.addAll(((Sum) c.toExpr()).terms());
            } else {
                Rational content = c.content();
                Expr inner = c.toExpr();
                boolean negative = ((Sum) inner).terms().stream().allMatch(Neg.class::isInstance);
                Expr coefficient = negative ? c.negate().toExpr() : inner;
                Expr p = power.toExpr();
                Expr term = p instanceof Quotient q && q.numerator().equals(Num.ONE)
                        ? Quotient.of(coefficient, q.denominator()) : Product.of(coefficient, p);
                terms.add(negative ? Neg.of(term) : term);
            }
        });
        return Sum.join(terms);
    }

    // ---- writing products

    private static Expr product(Rational unit, List<Factorization.Factor> above, List<Factorization.Factor> below) {
        // An exponential is not divided by, and the single generators make one term in the usual order.
        Monomial top = Monomial.ONE;
        Monomial bottom = Monomial.ONE;
        List<Expr> sums = new ArrayList<>();
        List<Expr> sumsBelow = new ArrayList<>();
        for (Factorization.Factor f : above) {
            if (f.base().size() == 1) {
                top = top.times(f.base().leadingMonomial().pow(f.exponent()));
            } else {
                sums.add(power(f));
            }
        }
        for (Factorization.Factor f : below) {
            if (f.base().size() == 1) {
                Monomial m = f.base().leadingMonomial().pow(f.exponent());
                boolean exponential = m.exponents().firstKey().kind() == Generator.Kind.EXPONENTIAL
                        || m.exponents().firstKey().kind() == Generator.Kind.POWER;
                top = exponential ? top.over(m) : top;
                bottom = exponential ? bottom : bottom.times(m);
            } else {
                sumsBelow.add(power(f));
            }
        }
        Rational size = unit.abs();
        Expr n = join(Rational.of(size.numerator()), top, sums);
        Expr d = join(Rational.of(size.denominator()), bottom, sumsBelow);
        Expr e = d.equals(Num.ONE) ? n : Quotient.of(n, d);
        return unit.signum() < 0 ? Neg.of(e) : e;
    }

    private static Expr join(Rational number, Monomial m, List<Expr> sums) {
        if (m.isOne() && number.isOne() && !sums.isEmpty()) {
            return Product.join(sums);
        }
        Expr first = PolynomialWriter.term(m, number);
        List<Expr> all = new ArrayList<>(first instanceof Product p ? p.factors() : List.of(first));
        all.addAll(sums);
        return Product.join(all);
    }

    private static Expr power(Factorization.Factor f) {
        return power(f, null);
    }

    private static Expr power(Factorization.Factor f, Sym x) {
        Expr base = f.base().toExpr(x);
        return f.exponent().isOne() ? base : Power.of(base, f.exponent().toExpr());
    }
}
