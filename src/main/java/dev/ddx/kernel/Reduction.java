package dev.ddx.kernel;

import dev.ddx.expr.Expr;
import java.util.ArrayList;
import java.util.List;

/** What an expression is where another one is zero. */
public final class Reduction {

    private static final int MAX_TERMS = 400;

    private Reduction() {
    }

    /**
     * Expressions that equal {@code e} where {@code zero} is 0 and the denominators are not: numerator and denominator with
     * multiples of {@code zero} taken away, in one fraction. Function values, roots and exponentials count as
     * indeterminates. None if there is nothing to take away, or the expressions are too large.
     */
    public static List<Expr> of(Expr e, Expr zero) {
        List<Expr> out = new ArrayList<>();
        try {
            Polynomial relation = NormalForm.of(zero, MAX_TERMS).numerator();
            RationalForm whole = NormalForm.of(e, MAX_TERMS);
            RationalArithmetic field = new RationalArithmetic(MAX_TERMS);
            for (Generator g : relation.generators()) {
                Polynomial above = reduced(whole.numerator(), relation, g);
                Polynomial below = reduced(whole.denominator(), relation, g);
                for (Polynomial n : List.of(above, whole.numerator())) {
                    for (Polynomial d : List.of(whole.denominator(), below)) {
                        if (!d.isZero() && !(n.equals(whole.numerator()) && d.equals(whole.denominator()))) {
                            RationalForm f = field.form(n, d);
                            out.add(AlgebraicForm.together(f));
                            out.add(AlgebraicForm.factored(f));
                        }
                    }
                }
            }
        } catch (NormalFormTooLarge tooLarge) {
            // What was found so far is right.
        }
        return out.stream().distinct().toList();
    }

    private static Polynomial reduced(Polynomial p, Polynomial relation, Generator g) {
        if (relation.degree(g).signum() <= 0 || !isWhole(p, g) || !isWhole(relation, g)) {
            return p;
        }
        Polynomial.Division d = p.divideWithRemainder(relation, g);
        return d == null ? p : d.remainder();
    }

    /** Whether division by powers of g comes to an end: exponents are multiples of one fraction and not negative. */
    private static boolean isWhole(Polynomial p, Generator g) {
        return p.coefficients(g).keySet().stream().allMatch(k -> k.signum() >= 0);
    }
}
