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
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Facts;
import dev.ddx.kernel.NormalForm;
import dev.ddx.kernel.NormalFormTooLarge;
import dev.ddx.kernel.TrigonometricForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Periods of expressions in one variable, as their form shows them: not always the smallest ones. */
final class Periods {

    /** Functions whose squares have half their period. */
    private static final Set<String> HALVED = Set.of("sin", "cos", "sec", "csc");
    private static final int MAX_BITS = 12;
    private static final int MAX_TERMS = 100;

    private final Sym x;
    private final Numbers numbers;

    Periods(Sym x, Numbers numbers) {
        this.x = x;
        this.numbers = numbers;
    }

    /** A period, 0 for what does not depend on the variable; null if none is seen. */
    Expr of(Expr e) {
        if (e.isFreeOf(x)) {
            return Num.ZERO;
        }
        if (e instanceof Call c && TrigonometricForm.isWave(c) && !c.name().endsWith("h")) {
            LinearArgument line = LinearArgument.of(c.argument(), x, numbers);
            if (line != null) {
                return line.period(c.name().equals("tan") || c.name().equals("cot") ? Const.PI : Product.of(Num.TWO, Const.PI));
            }
        }
        if (e instanceof Power p && p.base() instanceof Call c && HALVED.contains(c.name()) && Rational.fromLiteral(p.exponent()) instanceof Rational n && n.isInteger() && !n.numerator().testBit(0)) {
            Expr whole = of(c);
            return whole == null ? null : times(whole, Rational.of(1, 2));
        }
        Expr common = e.children().isEmpty() ? null : Num.ZERO;
        for (Expr part : e.children()) {
            Expr own = of(part);
            common = common == null || own == null ? null : common(common, own);
        }
        return common;
    }

    /** Of the sign of e: that of the factors which are not always positive or always negative. */
    Expr ofSign(Expr e, Facts facts) {
        List<Expr> factors = new ArrayList<>();
        OneSided.split(e, factors, factors);
        Expr common = Num.ZERO;
        for (Expr f : factors) {
            Expr own = facts.isPositive(f) || facts.isNegative(f) ? Num.ZERO : of(f);
            common = common == null || own == null ? null : common(common, own);
        }
        return common;
    }

    /** f(x + p) − f(x) if that is a number; null if it is not, or not seen. */
    Expr shift(Expr f, Expr period) {
        Expr total = Num.ZERO;
        List<Expr> others = new ArrayList<>();
        for (Expr t : f instanceof Sum s ? s.terms() : List.of(f)) {
            Expr own = of(t);
            LinearArgument line = own == null ? LinearArgument.of(t, x, numbers) : null;
            if (line != null) {
                total = Sum.of(total, Product.of(line.slope(), period));
            } else if (own == null) {
                return null;
            } else if (!own.equals(Num.ZERO) && ratio(period, own) == null) {
                others.add(t);
            }
        }
        return others.isEmpty() || isPeriodic(Sum.join(others), period) ? numbers.simplest(total) : null;
    }

    /** Whether the addition formulas show that a sum of circular functions has the period. */
    private boolean isPeriodic(Expr e, Expr period) {
        Expr later = e.substitute(s -> s.equals(x) ? Sum.of(x, period) : null);
        try {
            return NormalForm.of(SpecialAngles.valued(TrigonometricForm.singleAngles(Sum.of(later, Neg.of(e)), true)), MAX_TERMS).isZero();
        } catch (NormalFormTooLarge tooLarge) {
            return false;
        }
    }

    /** The least common multiple; null if there is none. */
    Expr common(Expr a, Expr b) {
        if (a.equals(Num.ZERO) || b.equals(Num.ZERO)) {
            return a.equals(Num.ZERO) ? b : a;
        }
        Rational r = Rational.fromLiteral(numbers.simplest(Quotient.of(b, a)));
        return r == null || r.bitLength() > MAX_BITS ? null : times(a, Rational.of(r.numerator()));
    }

    Expr times(Expr period, Rational n) {
        return n.isOne() ? period : numbers.simplest(Product.of(n.toExpr(), period));
    }

    /** How many of the second make the first; null if that is no whole number. */
    Integer ratio(Expr whole, Expr part) {
        Rational r = Rational.fromLiteral(numbers.simplest(Quotient.of(whole, part)));
        return r == null || !r.isInteger() || r.bitLength() > MAX_BITS ? null : Integer.valueOf(r.numerator().intValue());
    }
}
