package dev.ddx.calculus;

import dev.ddx.expr.DdxException;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Polynomials in a small increment: multiplied out in the order of its powers, which are written last. */
final class Increment {

    private static final int MAX_TERMS = 200;

    private final Sym h;

    Increment(Sym h) {
        this.h = h;
    }

    /** Whether multiplying out leaves nothing but products of powers of x, with factors free of x. */
    static boolean isPolynomial(Expr e, Sym x) {
        return e.<Boolean>fold((node, parts) -> node.isFreeOf(x) || switch (node) {
            case Sym s -> true;
            case Sum s -> !parts.contains(false);
            case Neg n -> parts.get(0);
            case Product p -> !parts.contains(false);
            case Quotient q -> parts.get(0) && q.denominator().isFreeOf(x);
            case Power p -> parts.get(0) && wholeExponent(p) > 0;
            default -> false;
        });
    }

    /** The exponent, if it is a whole number of a size that can be multiplied out; else 0. */
    private static int wholeExponent(Power p) {
        Rational n = Rational.fromLiteral(p.exponent());
        return n != null && n.isInteger() && n.signum() > 0 && n.bitLength() < 7 ? n.numerator().intValue() : 0;
    }

    /**
     * Multiplied out, no two terms put together but those that arise within a product.
     *
     * @throws DdxException of kind LIMIT if that are too many terms
     */
    List<Monomial> expand(Expr e) {
        return e.fold((node, parts) -> switch (node) {
            case Sum s -> parts.stream().flatMap(List::stream).toList();
            case Neg n -> parts.get(0).stream().map(m -> m.withCoefficient(m.coefficient().negate())).toList();
            case Product p -> parts.stream().reduce(List.of(Monomial.of(Num.ONE)), Increment::times);
            case Quotient q -> {
                // A sum below stays as it is.
                Monomial inverse = (parts.get(1).size() == 1 ? parts.get(1).get(0) : Monomial.of(q.denominator())).inverse();
                yield parts.get(0).stream().map(m -> m.times(inverse)).toList();
            }
            case Power p when parts.get(0).size() > 1 && wholeExponent(p) > 0 -> power(parts.get(0), wholeExponent(p));
            default -> List.of(Monomial.of(node));
        });
    }

    private static List<Monomial> times(List<Monomial> a, List<Monomial> b) {
        if ((long) a.size() * b.size() > MAX_TERMS) {
            throw new DdxException(DdxException.Kind.LIMIT, "multiplied out there are more than " + MAX_TERMS
                    + " terms; leave --method out to use the rules");
        }
        List<Monomial> out = new ArrayList<>();
        a.forEach(m -> b.forEach(n -> out.add(m.times(n))));
        return collect(out);
    }

    /** By the binomial theorem, from the first term to the rest. */
    private static List<Monomial> power(List<Monomial> base, int n) {
        if (base.size() > 2) {
            List<Monomial> out = base;
            for (int i = 1; i < n; i++) {
                out = times(out, base);
            }
            return out;
        }
        List<Monomial> out = new ArrayList<>();
        BigInteger binomial = BigInteger.ONE;
        for (int k = 0; k <= n; k++) {
            Monomial m = power(base.get(0), n - k).times(power(base.get(1), k));
            out.add(m.withCoefficient(m.coefficient().times(Rational.of(binomial))));
            binomial = binomial.multiply(BigInteger.valueOf(n - k)).divide(BigInteger.valueOf(k + 1));
        }
        return out;
    }

    private static Monomial power(Monomial m, int n) {
        Monomial out = Monomial.of(Num.ONE);
        for (int i = 0; i < n; i++) {
            out = out.times(m);
        }
        return out;
    }

    /** Like terms put together, each where the first of them stands. */
    static List<Monomial> collect(List<Monomial> terms) {
        Map<Object, Monomial> byKey = new LinkedHashMap<>();
        for (Monomial m : terms) {
            byKey.merge(m.key(), m, (a, b) -> a.withCoefficient(a.coefficient().plus(b.coefficient())));
        }
        return byKey.values().stream().filter(m -> !m.coefficient().isZero()).toList();
    }

    /** Each term divided by the increment; null where one is not a multiple of it. */
    List<Monomial> divided(List<Monomial> terms) {
        Monomial inverse = Monomial.power(h, Rational.of(-1));
        return terms.stream().anyMatch(m -> m.exponentOf(h).signum() <= 0) ? null : terms.stream().map(m -> m.times(inverse)).toList();
    }

    Expr write(List<Monomial> terms) {
        return Sum.join(terms.stream().map(this::write).toList());
    }

    private Expr write(Monomial m) {
        Rational n = m.exponentOf(h);
        if (n.signum() <= 0) {
            return m.toExpr();
        }
        Expr power = n.isOne() ? h : Power.of(h, n.toExpr());
        Expr rest = m.times(Monomial.power(h, n.negate())).toExpr();
        Expr size = rest instanceof Neg r ? r.operand() : rest;
        Expr made = size instanceof Quotient q ? Quotient.of(times(q.numerator(), power), q.denominator()) : times(size, power);
        return rest instanceof Neg ? Neg.of(made) : made;
    }

    /** The product without factors 1. */
    static Expr times(Expr... factors) {
        List<Expr> all = new ArrayList<>();
        for (Expr f : factors) {
            if (f instanceof Product p) {
                all.addAll(p.factors());
            } else if (!f.equals(Num.ONE)) {
                all.add(f);
            }
        }
        return Product.join(all);
    }

    /** What is left where the increment is 0, if all parts have a value there. */
    Expr gone(Expr e) {
        return e.fold((node, parts) -> node.isFreeOf(h) ? node : switch (node) {
            case Sym s -> Num.ZERO;
            case Sum s -> Sum.join(parts.stream().filter(p -> !isZero(p)).toList());
            case Neg n when isZero(parts.get(0)) -> Num.ZERO;
            case Product p when parts.stream().anyMatch(Increment::isZero) -> Num.ZERO;
            case Quotient q when isZero(parts.get(0)) -> Num.ZERO;
            case Power p when isZero(parts.get(1)) -> Num.ONE;
            case Power p when isZero(parts.get(0)) -> Num.ZERO;
            default -> node.withChildren(parts);
        });
    }

    private static boolean isZero(Expr e) {
        return e instanceof Num n && n.isZero();
    }
}
