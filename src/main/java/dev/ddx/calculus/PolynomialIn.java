package dev.ddx.calculus;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Num;
import dev.ddx.expr.Sym;
import dev.ddx.calculus.Polynomial.Fraction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes an expression as a polynomial in another one, with coefficients free of the variable. */
final class PolynomialIn {

    private static final int MAX_DEGREE = 3;

    private PolynomialIn() {
    }

    /**
     * The c₀, c₁, … free of x with value = Σ cⱼ·bodyʲ, of the least degree up to 3, or null. With body = N/D
     * the ansatz is multiplied by D^k; comparing what stands at each x-dependent monomial gives a linear
     * system for the cⱼ, solved exactly.
     */
    static List<Expr> coefficients(Expr value, Expr body, Sym x) {
        try {
            Fraction r = Polynomial.fraction(value);
            Fraction y = Polynomial.fraction(body);
            for (int k = 0; k <= MAX_DEGREE; k++) {
                List<Expr> c = ofDegree(r, y, x, k);
                if (c != null) {
                    return c;
                }
            }
        } catch (Polynomial.TooLarge | ArithmeticException e) {
            return null;
        }
        return null;
    }

    private static List<Expr> ofDegree(Fraction r, Fraction y, Sym x, int k) {
        Map<Object, Fraction[]> rows = new LinkedHashMap<>();
        for (int j = 0; j <= k; j++) {
            enter(rows, y.numerator().power(j).times(y.denominator().power(k - j)).times(r.denominator()), x, j, k);
        }
        enter(rows, r.numerator().times(y.denominator().power(k)), x, k + 1, k);
        Fraction[] solution = solve(new ArrayList<>(rows.values()), k + 1);
        if (solution == null) {
            return null;
        }
        List<Expr> out = new ArrayList<>();
        for (Fraction f : solution) {
            Monomial m = f.numerator().isZero() ? null : f.numerator().quotient(f.denominator());
            if (m == null && !f.numerator().isZero()) {
                return null;
            }
            out.add(m == null ? Num.ZERO : m.toExpr());
        }
        return out;
    }

    private static void enter(Map<Object, Fraction[]> rows, Polynomial p, Sym x, int column, int k) {
        for (Monomial m : p.terms()) {
            Fraction[] row = rows.computeIfAbsent(m.part(x, true).key(), key -> {
                Fraction[] made = new Fraction[k + 2];
                java.util.Arrays.fill(made, new Fraction(Polynomial.zero(), Polynomial.one()));
                return made;
            });
            row[column] = row[column].plus(new Fraction(Polynomial.of(m.part(x, false)), Polynomial.one()));
        }
    }

    /** Gauss-Jordan elimination; null if there is no or no unique solution. */
    private static Fraction[] solve(List<Fraction[]> rows, int unknowns) {
        int rank = 0;
        for (int column = 0; column < unknowns; column++) {
            int pivot = rank;
            while (pivot < rows.size() && rows.get(pivot)[column].numerator().isZero()) {
                pivot++;
            }
            if (pivot == rows.size()) {
                return null;
            }
            java.util.Collections.swap(rows, rank, pivot);
            Fraction[] p = rows.get(rank);
            for (int i = 0; i < rows.size(); i++) {
                if (i == rank || rows.get(i)[column].numerator().isZero()) {
                    continue;
                }
                Fraction factor = rows.get(i)[column].over(p[column]);
                for (int j = column; j <= unknowns; j++) {
                    rows.get(i)[j] = rows.get(i)[j].minus(factor.times(p[j]));
                }
            }
            rank++;
        }
        for (int i = rank; i < rows.size(); i++) {
            if (!rows.get(i)[unknowns].numerator().isZero()) {
                return null;
            }
        }
        Fraction[] out = new Fraction[unknowns];
        for (int i = 0; i < unknowns; i++) {
            out[i] = rows.get(i)[unknowns].over(rows.get(i)[i]);
        }
        return out;
    }
}
