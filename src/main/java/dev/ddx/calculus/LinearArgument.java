package dev.ddx.calculus;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Generator;
import dev.ddx.kernel.NormalForm;
import dev.ddx.kernel.NormalFormTooLarge;
import dev.ddx.kernel.Polynomial;
import dev.ddx.kernel.RationalForm;
import java.util.NavigableMap;

/** ax + b with numbers a ≠ 0 and b. */
record LinearArgument(Expr slope, Expr constant, Numbers numbers) {

    private static final int MAX_TERMS = 20;

    /** Null if u is not of this form. */
    static LinearArgument of(Expr u, Sym x, Numbers numbers) {
        try {
            RationalForm f = NormalForm.of(u, MAX_TERMS);
            if (f.denominator().generators().stream().anyMatch(g -> !g.expr().isFreeOf(x))) {
                return null;
            }
            Generator own = null;
            for (Generator g : f.numerator().generators()) {
                if (g.expr().equals(x)) {
                    own = g;
                } else if (!g.expr().isFreeOf(x)) {
                    return null;
                }
            }
            if (own == null) {
                return null;
            }
            NavigableMap<Rational, Polynomial> parts = f.numerator().coefficients(own);
            if (!parts.keySet().stream().allMatch(n -> n.isZero() || n.isOne())) {
                return null;
            }
            Expr below = f.denominator().toExpr();
            Expr a = numbers.simplest(Quotient.of(parts.get(Rational.ONE).toExpr(), below));
            Expr b = parts.get(Rational.ZERO) == null ? Num.ZERO : numbers.simplest(Quotient.of(parts.get(Rational.ZERO).toExpr(), below));
            Integer sign = numbers.sign(a);
            return sign == null || sign == 0 ? null : new LinearArgument(a, b, numbers);
        } catch (NormalFormTooLarge tooLarge) {
            return null;
        }
    }

    /** x with ax + b = v. */
    Expr solved(Expr v) {
        return Quotient.of(Numbers.difference(v, constant), slope);
    }

    /** c/|a|, the period of a function of this whose period is c. */
    Expr period(Expr c) {
        return numbers.simplest(Quotient.of(c, Integer.valueOf(-1).equals(numbers.sign(slope)) ? Neg.of(slope) : slope));
    }
}
