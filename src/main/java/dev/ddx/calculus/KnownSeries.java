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
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.NormalForm;
import dev.ddx.kernel.NormalFormTooLarge;
import dev.ddx.kernel.RationalForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The power series of which the general term is known: those that are declared here, of monomials and with monomials as
 * factors. What is found is a proposal, which has to be compared with coefficients that have been computed.
 */
final class KnownSeries {

    /**
     * F(u) = Σ coefficient(k)·u^exponent(k) for k = first, first + 1, …
     *
     * @param radius what |u| is less than, or null if the series converges everywhere
     */
    private record Known(String coefficient, String exponent, int first, String radius) {
    }

    /** DLMF 4.19, 4.24, 4.33, 4.38, 4.6 and 7.6. */
    private static final Map<String, Known> OF_FUNCTIONS = Map.of(
            "sin", new Known("(-1)^k/factorial(2*k+1)", "2*k+1", 0, null),
            "cos", new Known("(-1)^k/factorial(2*k)", "2*k", 0, null),
            "sinh", new Known("1/factorial(2*k+1)", "2*k+1", 0, null),
            "cosh", new Known("1/factorial(2*k)", "2*k", 0, null),
            "atan", new Known("(-1)^k/(2*k+1)", "2*k+1", 0, "1"),
            "atanh", new Known("1/(2*k+1)", "2*k+1", 0, "1"),
            "asin", new Known("factorial(2*k)/(4^k*factorial(k)^2*(2*k+1))", "2*k+1", 0, "1"),
            "erf", new Known("2*(-1)^k/(sqrt(pi)*factorial(k)*(2*k+1))", "2*k+1", 0, null));
    private static final Known EXPONENTIAL = new Known("1/factorial(k)", "k", 0, null);
    /** ln(1 + u). */
    private static final Known LOGARITHM = new Known("(-1)^(k+1)/k", "k", 1, "1");
    /** 1/(1 + u). */
    private static final Known GEOMETRIC = new Known("(-1)^k", "k", 0, "1");
    /** (1 + u)^(−1/2), DLMF 4.6.7 with the double factorials written out. */
    private static final Known INVERSE_ROOT = new Known("(-1)^k*factorial(2*k)/(4^k*factorial(k)^2)", "k", 0, "1");
    /** (1 + u)^(1/2). */
    private static final Known ROOT = new Known("(-1)^k*factorial(2*k)/(4^k*factorial(k)^2*(1-2*k))", "k", 0, "1");

    private static final Sym K = Sym.of("k");
    private static final int MAX_TERMS = 50;

    /**
     * A general term.
     *
     * @param term in k and the variable
     * @param constant what is added to the sum, such as ln 2 for ln(2 + x); 0 else
     * @param k its index
     * @param first where k begins
     * @param convergence where the series converges, null for everywhere
     */
    record General(Expr term, Expr constant, Sym k, int first, Relation convergence) {

        /** The coefficient of (x − a)^n of the whole, by its general term. */
        Expr at(int n) {
            return term.substitute(s -> s.equals(k) ? Num.of(n) : null);
        }
    }

    private final StandardLibrary library;
    private final Sym t;

    /** @param t the variable of which the series are made, x − a */
    KnownSeries(StandardLibrary library, Sym t) {
        this.library = library;
        this.t = t;
    }

    /** The proposal for an expression in t, or null. */
    General of(Expr f) {
        List<Expr> above = new ArrayList<>();
        List<Expr> below = new ArrayList<>();
        boolean negative = split(f, above, below);
        Expr function = null;
        boolean isBelow = false;
        List<Expr> factors = new ArrayList<>(negative ? List.of(Neg.of(Num.ONE)) : List.of());
        List<Expr> divisors = new ArrayList<>();
        for (Expr e : above) {
            if (monomial(e) != null) {
                factors.add(e);
            } else if (function == null) {
                function = e;
            } else {
                return null;
            }
        }
        for (Expr e : below) {
            if (monomial(e) != null) {
                divisors.add(e);
            } else if (function == null) {
                function = e;
                isBelow = true;
            } else {
                return null;
            }
        }
        Monomial factor = monomial(divisors.isEmpty() ? Product.join(factors.isEmpty() ? List.of(Num.ONE) : factors)
                : Quotient.of(Product.join(factors.isEmpty() ? List.of(Num.ONE) : factors), Product.join(divisors)));
        return function == null || factor == null ? null : known(function, isBelow, factor);
    }

    private static boolean split(Expr e, List<Expr> above, List<Expr> below) {
        switch (e) {
            case Neg n -> {
                return !split(n.operand(), above, below);
            }
            case Product p -> {
                boolean negative = false;
                for (Expr f : p.factors()) {
                    negative ^= split(f, above, below);
                }
                return negative;
            }
            case Quotient q -> {
                return split(q.numerator(), above, below) ^ split(q.denominator(), below, above);
            }
            default -> above.add(e);
        }
        return false;
    }

    /** c·t^n. */
    private record Monomial(Expr c, Rational n) {
    }

    /** Null if it is none; n is a whole number, c a number or made of other symbols. */
    private Monomial monomial(Expr e) {
        if (e.isFreeOf(t)) {
            return new Monomial(e, Rational.ZERO);
        }
        if (!e.subexpressions().stream().allMatch(p -> p.isFreeOf(t) || p.equals(t) || p instanceof Product || p instanceof Quotient || p instanceof Neg
                || p instanceof Power q && Rational.fromLiteral(q.exponent()) instanceof Rational n && n.isInteger())) {
            return null;
        }
        Rational n = degree(e);
        Expr c = e.substitute(s -> s.equals(t) ? Num.ONE : null);
        return new Monomial(simple(c), n);
    }

    private Rational degree(Expr whole) {
        return whole.fold((e, d) -> switch (e) {
            case Sym s when s.equals(t) -> Rational.ONE;
            case Neg n -> d.get(0);
            case Product p -> d.stream().reduce(Rational.ZERO, Rational::plus);
            case Quotient q -> d.get(0).minus(d.get(1));
            case Power p -> d.get(0).isZero() ? Rational.ZERO : d.get(0).times(Rational.fromLiteral(p.exponent()));
            default -> Rational.ZERO;
        });
    }

    private static Expr simple(Expr c) {
        try {
            return NormalForm.of(c, MAX_TERMS).toExpr();
        } catch (NormalFormTooLarge tooLarge) {
            return c;
        }
    }

    /** Constant and monomial of what is their sum, or null. */
    private List<Expr> parts(Expr u) {
        if (!(u instanceof Sum s)) {
            return List.of(Num.ZERO, u);
        }
        List<Expr> constants = s.terms().stream().filter(e -> e.isFreeOf(t)).toList();
        List<Expr> others = s.terms().stream().filter(e -> e.dependsOn(t)).toList();
        return others.size() == 1 ? List.of(constants.isEmpty() ? Num.ZERO : simple(Sum.join(constants)), others.get(0)) : null;
    }

    private General known(Expr function, boolean isBelow, Monomial factor) {
        Expr argument = switch (function) {
            case Call c when c.arguments().size() == 1 && !c.isDerivative() -> c.argument();
            case Power p when p.base().equals(Const.E) -> p.exponent();
            case Power p when p.exponent().isFreeOf(t) -> p.base();
            case Sum s -> s;
            default -> null;
        };
        List<Expr> parts = argument == null ? null : parts(argument);
        Monomial u = parts == null ? null : monomial(parts.get(1));
        if (u == null || u.n().signum() <= 0) {
            return null;
        }
        Expr c0 = parts.get(0);
        boolean zero = c0.equals(Num.ZERO);
        switch (function) {
            case Call c when OF_FUNCTIONS.containsKey(c.name()) && zero && !isBelow -> {
                return general(OF_FUNCTIONS.get(c.name()), Num.ONE, u, factor);
            }
            case Power p when p.base().equals(Const.E) -> {
                Monomial sign = isBelow ? new Monomial(simple(Neg.of(u.c())), u.n()) : u;
                return general(EXPONENTIAL, zero ? Num.ONE : Power.of(Const.E, isBelow ? simple(Neg.of(c0)) : c0), sign, factor);
            }
            case Call c when c.is("ln", 1) && !zero && !isBelow -> {
                General g = general(LOGARITHM, Num.ONE, over(u, c0), factor);
                Expr constant = c0.equals(Num.ONE) ? Num.ZERO : times(factor, Call.of("ln", c0));
                return new General(g.term(), constant, g.k(), g.first(), g.convergence());
            }
            case Sum s when isBelow && !zero -> {
                return general(GEOMETRIC, Quotient.of(Num.ONE, c0), over(u, c0), factor);
            }
            case Power p when !zero && Rational.fromLiteral(p.exponent()) instanceof Rational r && !p.base().equals(Const.E) -> {
                Rational n = isBelow ? r.negate() : r;
                Known known = n.equals(Rational.of(1, 2)) ? ROOT : n.equals(Rational.of(-1, 2)) ? INVERSE_ROOT : n.equals(Rational.of(-1)) ? GEOMETRIC : null;
                return known == null ? null : general(known, Power.of(c0, n.toExpr()), over(u, c0), factor);
            }
            default -> {
                return null;
            }
        }
    }

    private static Monomial over(Monomial u, Expr c) {
        return new Monomial(simple(Quotient.of(u.c(), c)), u.n());
    }

    private Expr times(Monomial m, Expr e) {
        return m.n().isZero() ? simple(Product.of(m.c(), e)) : Product.of(m.c(), Power.of(t, m.n().toExpr()), e);
    }

    /** scale·factor·F(u). */
    private General general(Known known, Expr scale, Monomial u, Monomial factor) {
        Expr coefficient = library.read(known.coefficient());
        Expr exponent = library.read(known.exponent());
        Expr number = Rational.fromLiteral(u.c()) instanceof Rational r && r.isOne() ? null : Power.of(u.c(), exponent);
        Expr degree = simple(Sum.of(Product.of(u.n().toExpr(), exponent), factor.n().toExpr()));
        Expr power = Power.of(t, degree);
        List<Expr> factors = new ArrayList<>();
        for (Expr e : new Expr[] {simple(scale), factor.c()}) {
            if (!e.equals(Num.ONE)) {
                factors.add(e);
            }
        }
        Relation convergence = known.radius() == null ? null
                : Relation.of(Call.of("abs", monomial(u)), Relation.Op.LT, library.read(known.radius()));
        // (−1)^k·(−c)^k is c^k: signs are put together where the exponent of u is k.
        Rational base = Rational.fromLiteral(u.c());
        if (number != null && base != null && exponent.equals(K) && (base.signum() < 0 || base.abs().isOne())) {
            coefficient = alternating(coefficient);
            number = base.abs().isOne() ? null : Power.of(base.abs().toExpr(), exponent);
        }
        Expr above = coefficient instanceof Quotient q ? q.numerator() : coefficient;
        Expr below = coefficient instanceof Quotient q ? q.denominator() : null;
        Rational c = number == null ? null : base;
        if (c != null && !c.isInteger() && c.numerator().abs().equals(java.math.BigInteger.ONE) && c.signum() > 0) {
            Expr divisor = Power.of(Rational.of(c.denominator()).toExpr(), exponent);
            below = below == null ? divisor : Product.join(List.of(divisor, below));
        } else if (number != null) {
            factors.add(number.equals(Num.ONE) ? Num.ONE : number instanceof Power p && c != null && c.signum() > 0 ? p : number);
        }
        boolean negative = above instanceof Neg;
        if (above instanceof Neg n) {
            above = n.operand();
        }
        if (!above.equals(Num.ONE)) {
            factors.add(above);
        }
        if (!degree.equals(Num.ZERO)) {
            factors.add(degree.equals(Num.ONE) ? t : power);
        }
        Expr numerator = factors.isEmpty() ? Num.ONE : Product.join(factors);
        Expr term = below == null ? numerator : Quotient.of(numerator, below);
        return new General(negative ? Neg.of(term) : term, Num.ZERO, K, known.first(), convergence);
    }

    /** (−1)^k times it. */
    private static Expr alternating(Expr coefficient) {
        Expr sign = Power.of(Neg.of(Num.ONE), K);
        Expr above = coefficient instanceof Quotient q ? q.numerator() : coefficient;
        List<Expr> factors = new ArrayList<>(above instanceof Product p ? p.factors() : List.of(above));
        boolean had = factors.remove(sign) || factors.remove(Power.of(Neg.of(Num.ONE), Sum.of(K, Num.ONE))) && factors.add(Neg.of(Num.ONE));
        if (!had) {
            factors.add(0, sign);
        }
        factors.removeIf(Num.ONE::equals);
        boolean negative = factors.remove(Neg.of(Num.ONE));
        Expr made = factors.isEmpty() ? Num.ONE : Product.join(factors);
        Expr whole = coefficient instanceof Quotient q ? Quotient.of(made, q.denominator()) : made;
        return negative ? whole instanceof Quotient q ? Quotient.of(Neg.of(q.numerator()), q.denominator()) : Neg.of(whole) : whole;
    }

    private Expr monomial(Monomial u) {
        Expr power = u.n().isOne() ? t : Power.of(t, u.n().toExpr());
        Rational c = Rational.fromLiteral(u.c());
        return c != null && c.abs().isOne() ? power : c != null && c.signum() < 0 ? simple(Product.of(c.negate().toExpr(), power)) : simple(Product.of(u.c(), power));
    }
}
