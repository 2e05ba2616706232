package dev.ddx.calculus;

import dev.ddx.calculus.Growth.Term;
import dev.ddx.expr.Const;
import dev.ddx.expr.Call;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Num;
import dev.ddx.expr.Rational;
import java.util.ArrayList;
import java.util.List;

/**
 * The first terms of an asymptotic expansion as y → ∞, and how large the rest is at most.
 *
 * @param terms by falling growth, each faster than the rest; a coefficient with parameters may be 0 for some of their values
 * @param rest the rest divided by this is bounded; null if there is no rest
 * @param vanishing whether the rest divided by that even tends to 0
 */
record Expansion(List<Term> terms, Growth rest, boolean vanishing) {

    static final Expansion ZERO = new Expansion(List.of(), null, false);

    /** Arithmetic with expansions of so many terms. */
    record Arithmetic(Numbers numbers, int length, Work work) {

        Expansion number(Expr c) {
            return numbers.isZero(c) ? ZERO : term(c, Growth.ONE);
        }

        Expansion term(Expr c, Growth g) {
            return new Expansion(List.of(new Term(c, g)), null, false);
        }

        /** Of which nothing is known but how large it is at most. */
        static Expansion unknown(Growth rest, boolean vanishing) {
            return new Expansion(List.of(), rest, vanishing);
        }

        /** The first terms of a sum of terms, which dominate the rest. */
        private Expansion cut(List<Term> all, Growth rest, boolean vanishing) {
            work.spend(all.size() + 1L);
            List<Term> sorted = Growth.sorted(all, numbers);
            List<Term> kept = new ArrayList<>();
            for (Term t : sorted) {
                int order = rest == null ? 1 : t.growth().compare(rest, numbers);
                if (order < 0 || order == 0 && !vanishing) {
                    break;
                }
                if (kept.size() == length) {
                    return new Expansion(kept, t.growth(), false);
                }
                kept.add(t);
            }
            return new Expansion(kept, rest, vanishing);
        }

        Expansion plus(Expansion a, Expansion b) {
            List<Term> all = new ArrayList<>(a.terms);
            all.addAll(b.terms);
            int order = a.rest == null ? b.rest == null ? 0 : -1 : b.rest == null ? 1 : a.rest.compare(b.rest, numbers);
            return cut(all, order < 0 ? b.rest : a.rest, order < 0 ? b.vanishing : order > 0 ? a.vanishing
                    : a.vanishing && b.vanishing);
        }

        Expansion minus(Expansion a) {
            return times(a, term(Rational.of(-1).toExpr(), Growth.ONE));
        }

        /** What the expansion is at most. */
        private static Expansion bound(Expansion a) {
            return a.terms.isEmpty() ? a : unknown(a.terms.get(0).growth(), false);
        }

        Expansion times(Expansion a, Expansion b) {
            List<Term> all = new ArrayList<>();
            for (Term s : a.terms) {
                for (Term t : b.terms) {
                    work.spend(1);
                    all.add(new Term(numbers.times(s.coefficient(), t.coefficient()), s.growth().times(t.growth(), numbers)));
                }
            }
            Expansion rest = ZERO;
            if (a.rest != null && !b.isZero()) {
                rest = rests(rest, unknown(a.rest, a.vanishing), bound(b));
            }
            if (b.rest != null && !a.isZero()) {
                rest = rests(rest, unknown(b.rest, b.vanishing), bound(a));
            }
            return cut(all, rest.rest, rest.vanishing);
        }

        private Expansion rests(Expansion sum, Expansion a, Expansion b) {
            return plus(sum, unknown(a.rest.times(b.rest, numbers), a.vanishing || b.vanishing));
        }

        /** Its first term, which is not 0. */
        Term lead(Expansion a) {
            if (a.terms.isEmpty() || !numbers.isNonZero(a.terms.get(0).coefficient())) {
                throw new Undecided();
            }
            return a.terms.get(0);
        }

        /** The power of what is not negative, or whose power is real as the exponent is a fraction with an odd denominator. */
        Expansion power(Expansion a, Expr exponent) {
            Rational n = Rational.fromLiteral(exponent);
            if (n != null && n.isInteger() && n.signum() >= 0 && n.compareTo(Rational.of(length)) <= 0) {
                Expansion out = number(Num.ONE);
                for (int i = 0; i < n.numerator().intValue(); i++) {
                    out = times(out, a);
                }
                return out;
            }
            if (a.isZero() && n != null && n.signum() > 0) {
                return ZERO;
            }
            if (a.terms.isEmpty() && n != null && n.isInteger() && n.signum() > 0) {
                return unknown(a.rest.power(exponent, numbers), a.vanishing);
            }
            Term first = lead(a);
            Expr c = first.coefficient();
            if (!(n != null && n.isInteger()) && numbers.certainSign(c) < 0) {
                if (n == null || !n.denominator().testBit(0)) {
                    throw new Undecided();
                }
                Expansion positive = power(minus(a), exponent);
                return n.numerator().testBit(0) ? minus(positive) : positive;
            }
            Expansion small = relative(a);
            Expansion series = small.isZero() ? number(Num.ONE) : compose(small, k -> binomial(exponent, k));
            return times(series, term(numbers.power(c, exponent), first.growth().power(exponent, numbers)));
        }

        Expansion inverse(Expansion a) {
            return power(a, Rational.of(-1).toExpr());
        }

        /** The expansion divided by its first term, without 1. */
        private Expansion relative(Expansion a) {
            Term first = lead(a);
            Expansion tail = new Expansion(a.terms.subList(1, a.terms.size()), a.rest, a.vanishing);
            return times(tail, term(numbers.power(first.coefficient(), Rational.of(-1).toExpr()),
                    first.growth().inverse(numbers)));
        }

        private Expr binomial(Expr n, int k) {
            Expr out = Num.ONE;
            for (int i = 0; i < k; i++) {
                out = numbers.times(out, numbers.times(numbers.plus(n, Rational.of(-i).toExpr()),
                        Rational.of(1, i + 1).toExpr()));
            }
            return out;
        }

        /** The coefficients of a power series. */
        interface Coefficients {
            Expr of(int k);
        }

        /** A power series with something put in that tends to 0. */
        Expansion compose(Expansion small, Coefficients coefficients) {
            Expansion sum = number(coefficients.of(0));
            Expansion power = number(Num.ONE);
            for (int k = 1; k <= length; k++) {
                power = times(power, small);
                sum = plus(sum, times(power, number(coefficients.of(k))));
                if (power.isZero() || sum.rest != null && !power.terms.isEmpty()
                        && power.terms.get(0).growth().compare(sum.rest, numbers) <= 0) {
                    break;
                }
            }
            Expansion next = times(power, small);
            return next.isZero() ? sum : plus(sum, bound(next));
        }

        Expansion exponential(Expansion a) {
            List<Term> infinite = new ArrayList<>();
            List<Term> small = new ArrayList<>();
            Expr constant = Num.ZERO;
            for (Term t : a.terms) {
                int order = t.growth().compare(Growth.ONE, numbers);
                if (order > 0) {
                    infinite.add(t);
                } else if (order < 0) {
                    small.add(t);
                } else {
                    constant = t.coefficient();
                }
            }
            Expansion rest = new Expansion(small, a.rest, a.vanishing);
            requireNull(rest);
            Expansion series = rest.isZero() ? number(Num.ONE) : compose(rest, k -> reciprocalFactorial(k));
            return times(series, term(numbers.power(Const.E, constant), Growth.exponential(infinite, numbers)));
        }

        private static Expr reciprocalFactorial(int k) {
            Rational r = Rational.ONE;
            for (int i = 2; i <= k; i++) {
                r = r.over(Rational.of(i));
            }
            return r.toExpr();
        }

        private void requireNull(Expansion e) {
            int order = e.rest == null ? -1 : e.rest.compare(Growth.ONE, numbers);
            if (order > 0 || order == 0 && !e.vanishing) {
                throw new Undecided();
            }
        }

        Expansion logarithm(Expansion a) {
            Term first = lead(a);
            if (numbers.certainSign(first.coefficient()) <= 0) {
                throw new Undecided();
            }
            Expansion small = relative(a);
            Expansion series = small.isZero() ? ZERO
                    : compose(small, k -> k == 0 ? Num.ZERO : Rational.of(k % 2 == 0 ? -1 : 1, k).toExpr());
            Expansion whole = plus(series, number(numbers.computed(Call.of("ln", first.coefficient()))));
            return plus(whole, cut(first.growth().logarithm(numbers), null, false));
        }

        /** The limit of what has a finite one. */
        Expr constant(Expansion a) {
            Expr c = Num.ZERO;
            if (!a.terms.isEmpty()) {
                int order = a.terms.get(0).growth().compare(Growth.ONE, numbers);
                if (order > 0) {
                    throw new Undecided();
                }
                c = order == 0 ? a.terms.get(0).coefficient() : Num.ZERO;
            } else {
                requireNull(a);
            }
            return c;
        }

        /** Without its limit. */
        Expansion withoutConstant(Expansion a) {
            Expansion small = new Expansion(a.terms.stream().filter(t -> t.growth().compare(Growth.ONE, numbers) != 0)
                    .toList(), a.rest, a.vanishing);
            requireNull(small);
            return small;
        }
    }

    /** Whether it is nothing at all. */
    boolean isZero() {
        return terms.isEmpty() && rest == null;
    }
}
