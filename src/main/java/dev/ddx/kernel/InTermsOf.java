package dev.ddx.kernel;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Num;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Writes a derivative by the function itself: for σ = 1/(1 + e^(−x)) it is σ − σ². */
public final class InTermsOf {

    private static final int MAX_DEGREE = 4;
    private static final int MAX_TERMS = 300;

    private InTermsOf() {
    }

    /** Σ coefficients[j]·y^j, with coefficients that do not depend on the variable. */
    public record PolynomialIn(List<Expr> coefficients) {

        public PolynomialIn {
            coefficients = List.copyOf(coefficients);
        }

        public int degree() {
            return coefficients.size() - 1;
        }
    }

    /**
     * The polynomial of smallest degree, at most 4, whose value at {@code body} is {@code derivative}
     * for all x; null if none is found.
     */
    public static PolynomialIn polynomialIn(Expr derivative, Expr body, Sym x) {
        try {
            return polynomialIn(NormalForm.withIdentities(derivative, MAX_TERMS), NormalForm.withIdentities(body, MAX_TERMS), x);
        } catch (NormalFormTooLarge e) {
            return null;
        }
    }

    /** The same for what is known of a derivative that is asked for by several functions. */
    public static PolynomialIn polynomialIn(Expr derivative, Expr body, Sym x, Facts facts) {
        try {
            return polynomialIn(facts.formWithIdentities(derivative), facts.formWithIdentities(body), x);
        } catch (NormalFormTooLarge e) {
            return null;
        }
    }

    /**
     * A polynomial in several functions whose value is {@code e} for all values of the variables, of degree at most 2 and with
     * coefficients free of them; null if none is found. Where the functions satisfy a relation there are several, and products
     * of two different ones are preferred.
     *
     * @param functions what stands for each body
     */
    public static Expr polynomialIn(Expr e, Map<Sym, Expr> functions, Set<Sym> variables) {
        try {
            RationalArithmetic field = new RationalArithmetic(MAX_TERMS);
            List<Sym> names = List.copyOf(functions.keySet());
            List<RationalForm> y = new ArrayList<>();
            for (Sym name : names) {
                y.add(NormalForm.withIdentities(functions.get(name), MAX_TERMS));
            }
            List<Expr> products = new ArrayList<>();
            List<RationalForm> sides = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                for (int j = i + 1; j < names.size(); j++) {
                    products.add(Product.of(names.get(i), names.get(j)));
                    sides.add(field.times(y.get(i), y.get(j)));
                }
            }
            products.addAll(names);
            sides.addAll(y);
            for (int i = 0; i < names.size(); i++) {
                products.add(Power.of(names.get(i), Num.TWO));
                sides.add(field.times(y.get(i), y.get(i)));
            }
            products.add(Num.ONE);
            sides.add(RationalForm.ONE);
            sides.add(NormalForm.withIdentities(e, MAX_TERMS));
            List<RationalForm> c = solve(sides, g -> variables.stream().anyMatch(g.expr()::dependsOn), field);
            if (c == null) {
                return null;
            }
            List<Expr> terms = new ArrayList<>();
            for (int i = 0; i < products.size(); i++) {
                if (!c.get(i).isZero()) {
                    terms.add(Product.of(c.get(i).toExpr(), products.get(i)));
                }
            }
            Expr found = terms.isEmpty() ? Num.ZERO : AlgebraicForm.expanded(Sum.join(terms));
            return NormalForm.provesEqual(e, found.substitute(functions::get)) ? found : null;
        } catch (NormalFormTooLarge tooLarge) {
            return null;
        }
    }

    private static PolynomialIn polynomialIn(RationalForm r, RationalForm y, Sym x) {
        Set<Generator> inDerivative = dependent(r, x);
        if (!inDerivative.isEmpty() && !haveTheSame(inDerivative, dependent(y, x))) {
            return null;
        }
        for (int k = 0; k <= MAX_DEGREE; k++) {
            List<RationalForm> c = coefficients(r, y, k, x, new RationalArithmetic(MAX_TERMS));
            if (c != null) {
                return new PolynomialIn(c.stream().map(RationalForm::toExpr).toList());
            }
        }
        return null;
    }

    /** The generators that depend on x, those of the relations between them included. */
    private static Set<Generator> dependent(RationalForm f, Sym x) {
        Set<Generator> all = new HashSet<>();
        ArrayDeque<RationalForm> open = new ArrayDeque<>(List.of(f));
        while (!open.isEmpty()) {
            RationalForm next = open.pop();
            for (Polynomial part : List.of(next.numerator(), next.denominator())) {
                for (Generator g : part.generators()) {
                    if (g.expr().dependsOn(x) && all.add(g) && g.replacement() != null) {
                        open.push(g.replacement());
                    }
                }
            }
        }
        return all;
    }

    /** What satisfies no relation occurs in a polynomial in y, not constant, just if it occurs in y. */
    private static boolean haveTheSame(Set<Generator> a, Set<Generator> b) {
        return a.stream().allMatch(g -> g.degree() > 0 || b.contains(g)) && b.stream().allMatch(g -> g.degree() > 0 || a.contains(g));
    }

    /** From r·D^k = Σ c_j·N^j·D^(k−j) for y = N/D, by comparing the coefficients of what depends on x. */
    private static List<RationalForm> coefficients(RationalForm r, RationalForm y, int k, Sym x, RationalArithmetic field) {
        RationalForm n = RationalForm.of(y.numerator());
        RationalForm d = RationalForm.of(y.denominator());
        RationalForm rn = RationalForm.of(r.numerator());
        RationalForm rd = RationalForm.of(r.denominator());
        List<RationalForm> sides = new ArrayList<>();
        for (int j = 0; j <= k; j++) {
            RationalForm power = field.times(field.pow(n, BigInteger.valueOf(j)), field.pow(d, BigInteger.valueOf(k - j)));
            sides.add(field.times(rd, power));
        }
        sides.add(field.times(rn, field.pow(d, BigInteger.valueOf(k))));
        return solve(sides, g -> g.expr().dependsOn(x), field);
    }

    /** Coefficients that do not depend on the variables and make of the others the last; null if there are none. */
    private static List<RationalForm> solve(List<RationalForm> all, Predicate<Generator> isDependent, RationalArithmetic field) {
        List<RationalForm> sides = withoutDenominators(all, field);
        if (sides == null) {
            return null;
        }
        Map<Monomial, List<RationalForm>> rows = new TreeMap<>();
        for (int j = 0; j < sides.size(); j++) {
            for (Map.Entry<Monomial, Rational> t : sides.get(j).numerator().terms().entrySet()) {
                Monomial dependent = t.getKey().only(isDependent);
                List<RationalForm> row = rows.computeIfAbsent(dependent, m -> zeros(all.size()));
                Polynomial free = Polynomial.of(t.getKey().over(dependent), t.getValue());
                row.set(j, field.plus(row.get(j), field.form(free, Polynomial.ONE)));
            }
        }
        return LinearSystem.solve(new ArrayList<>(rows.values()), all.size() - 1, field);
    }

    /** Relations can bring in denominators; null if multiplying by them does not remove them. */
    private static List<RationalForm> withoutDenominators(List<RationalForm> forms, RationalArithmetic field) {
        List<RationalForm> out = forms;
        for (int i = 0; i < forms.size(); i++) {
            // What has been multiplied by cancels, so that only what is new is left.
            RationalForm d = RationalForm.of(out.get(i).denominator());
            if (!d.numerator().isOne()) {
                out = out.stream().map(g -> field.times(g, d)).toList();
            }
        }
        return out.stream().allMatch(f -> f.denominator().isOne()) ? out : null;
    }

    private static List<RationalForm> zeros(int n) {
        List<RationalForm> row = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            row.add(RationalForm.ZERO);
        }
        return row;
    }
}
