package dev.ddx.calculus;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Num;
import dev.ddx.expr.Rational;
import java.util.ArrayList;
import java.util.List;

/**
 * How fast a function of y grows as y → ∞: y^a·(ln y)^b·(ln ln y)^c⋯·e^φ, φ being a sum of numbers times growths that are
 * themselves infinite and no logarithms of y. Of two of them the quotient tends to 0, to ∞ or is 1, as the sign of what
 * dominates its logarithm tells.
 *
 * <p>Source: J. van der Hoeven, Transseries and Real Differential Algebra, chapter 4.
 *
 * @param powers a, b, c, …, without zeros at the end
 * @param exponent the terms of φ, the fastest first
 */
record Growth(List<Expr> powers, List<Term> exponent) {

    static final Growth ONE = new Growth(List.of(), List.of());
    /** Deeper logarithms are not followed. */
    private static final int MAX_LEVELS = 5;
    private static final int MAX_EXPONENT = 12;

    /** A number times a growth. */
    record Term(Expr coefficient, Growth growth) {
    }

    Growth {
        powers = List.copyOf(powers);
        exponent = List.copyOf(exponent);
    }

    /** The logarithm of y taken so many times, to a power. */
    static Growth ofLevel(int level, Expr power) {
        if (level >= MAX_LEVELS) {
            throw new Undecided();
        }
        List<Expr> powers = new ArrayList<>();
        for (int i = 0; i < level; i++) {
            powers.add(Num.ZERO);
        }
        powers.add(power);
        return new Growth(powers, List.of());
    }

    boolean isOne() {
        return powers.isEmpty() && exponent.isEmpty();
    }

    /** Which logarithm of y this is, taken how many times; −1 if it is none. */
    private int level() {
        if (!exponent.isEmpty() || powers.isEmpty()) {
            return -1;
        }
        for (int i = 0; i < powers.size() - 1; i++) {
            if (!isZero(powers.get(i))) {
                return -1;
            }
        }
        return powers.get(powers.size() - 1).equals(Num.ONE) ? powers.size() - 1 : -1;
    }

    private static boolean isZero(Expr e) {
        return Rational.fromLiteral(e) instanceof Rational r && r.isZero();
    }

    /** e to the sum of infinite terms. */
    static Growth exponential(List<Term> terms, Numbers numbers) {
        Growth out = ONE;
        List<Term> rest = new ArrayList<>();
        for (Term t : terms) {
            int level = t.growth().level();
            if (level > 0) {
                out = out.times(ofLevel(level - 1, t.coefficient()), numbers);
            } else {
                rest.add(t);
            }
        }
        return rest.isEmpty() ? out : out.times(new Growth(List.of(), sorted(rest, numbers)), numbers);
    }

    /** The logarithm, a sum of infinite terms. */
    List<Term> logarithm(Numbers numbers) {
        List<Term> out = new ArrayList<>(exponent);
        for (int i = 0; i < powers.size(); i++) {
            if (!isZero(powers.get(i))) {
                out.add(new Term(powers.get(i), ofLevel(i + 1, Num.ONE)));
            }
        }
        return sorted(out, numbers);
    }

    Growth times(Growth o, Numbers numbers) {
        if (isOne() || o.isOne()) {
            return isOne() ? o : this;
        }
        List<Expr> sum = new ArrayList<>();
        for (int i = 0; i < Math.max(powers.size(), o.powers.size()); i++) {
            sum.add(i >= powers.size() ? o.powers.get(i) : i >= o.powers.size() ? powers.get(i)
                    : numbers.plus(powers.get(i), o.powers.get(i)));
        }
        while (!sum.isEmpty() && numbers.isZero(sum.get(sum.size() - 1))) {
            sum.remove(sum.size() - 1);
        }
        List<Term> terms = new ArrayList<>(exponent);
        terms.addAll(o.exponent);
        List<Term> merged = o.exponent.isEmpty() || exponent.isEmpty() ? terms : sorted(terms, numbers);
        if (merged.size() > MAX_EXPONENT) {
            throw new Undecided();
        }
        return new Growth(sum, merged);
    }

    Growth power(Expr n, Numbers numbers) {
        return new Growth(powers.stream().map(p -> numbers.times(p, n)).toList(),
                exponent.stream().map(t -> new Term(numbers.times(t.coefficient(), n), t.growth())).toList());
    }

    Growth inverse(Numbers numbers) {
        return power(Rational.of(-1).toExpr(), numbers);
    }

    /** 1 if this is infinite beside the other, −1 if it is null beside it, 0 if they are the same. */
    int compare(Growth o, Numbers numbers) {
        if (equals(o)) {
            return 0;
        }
        Growth quotient = times(o.inverse(numbers), numbers);
        int first = 0;
        while (first < quotient.powers.size() && numbers.isZero(quotient.powers.get(first))) {
            first++;
        }
        boolean hasPower = first < quotient.powers.size();
        if (!hasPower && quotient.exponent.isEmpty()) {
            return 0;
        }
        if (hasPower && (quotient.exponent.isEmpty()
                || ofLevel(first + 1, Num.ONE).compare(quotient.exponent.get(0).growth(), numbers) > 0)) {
            return numbers.certainSign(quotient.powers.get(first));
        }
        return numbers.certainSign(quotient.exponent.get(0).coefficient());
    }

    /** The terms by falling growth, those of one growth put together. */
    static List<Term> sorted(List<Term> terms, Numbers numbers) {
        List<Term> out = new ArrayList<>();
        for (Term t : terms) {
            int i = 0;
            int order = -1;
            while (i < out.size() && (order = t.growth().compare(out.get(i).growth(), numbers)) < 0) {
                i++;
            }
            if (i < out.size() && order == 0) {
                out.set(i, new Term(numbers.plus(out.get(i).coefficient(), t.coefficient()), t.growth()));
            } else {
                out.add(i, t);
            }
        }
        out.removeIf(t -> numbers.isZero(t.coefficient()));
        return out;
    }
}
