package dev.ddx.calculus;

import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Piecewise;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Facts;
import dev.ddx.kernel.Factorization;
import dev.ddx.kernel.Generator;
import dev.ddx.kernel.NormalForm;
import dev.ddx.kernel.NormalFormTooLarge;
import dev.ddx.kernel.Polynomial;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;

/** The real numbers at which an expression in one variable is zero, where that is exact and simple. */
final class Zeros {

    private static final int MAX_TERMS = 100;

    private final Sym x;
    private final Facts facts;
    private final FunctionTable functions;
    private final Set<Expr> found = new LinkedHashSet<>();
    private final ArrayDeque<Expr> left = new ArrayDeque<>();

    private Zeros(Sym x, Facts facts, FunctionTable functions) {
        this.x = x;
        this.facts = facts;
        this.functions = functions;
    }

    /**
     * Numbers among which are all zeros of u: of polynomials, if their irreducible factors have no degree beyond 2, and of
     * what products, powers and functions with one zero make of them. Some may be no zeros, or lie where u is not defined.
     *
     * @return null if they are not all known
     */
    static List<Expr> of(Expr u, Sym x, Facts facts, FunctionTable functions) {
        Zeros zeros = new Zeros(x, facts, functions);
        zeros.left.push(u);
        while (!zeros.left.isEmpty()) {
            if (!zeros.solve(zeros.left.pop())) {
                return null;
            }
        }
        return List.copyOf(zeros.found);
    }

    private boolean solve(Expr u) {
        if (u.isFreeOf(x) || facts.isNonZero(u)) {
            return true;
        }
        switch (u) {
            case Sym s -> found.add(Num.ZERO);
            case Neg n -> left.push(n.operand());
            case Product p -> p.factors().forEach(left::push);
            case Quotient q -> left.push(q.numerator());
            case Call c when c.is("max", 2) || c.is("min", 2) -> c.arguments().forEach(left::push);
            case Piecewise p -> p.branches().forEach(b -> left.push(b.value()));
            case Power p when Rational.fromLiteral(p.exponent()) instanceof Rational r && r.signum() > 0 -> left.push(p.base());
            case Call c when zero(c) != null -> left.push(zero(c).isZero() ? c.argument() : Sum.of(c.argument(), Neg.of(zero(c).toExpr())));
            default -> {
                return polynomial(u);
            }
        }
        return true;
    }

    private Rational zero(Call c) {
        FunctionDeclaration f = c.isDerivative() || c.arguments().size() != 1 ? null : functions.lookup(c.name(), 1);
        return f == null ? null : f.behaviour().zero();
    }

    private boolean polynomial(Expr u) {
        if (u instanceof Sum s && s.terms().size() == 2) {
            Expr other = s.terms().get(0).equals(x) ? s.terms().get(1) : s.terms().get(1).equals(x) ? s.terms().get(0) : x;
            if (other.isFreeOf(x)) {
                // x − π
                found.add(other instanceof Neg n ? n.operand() : Rational.fromLiteral(other) instanceof Rational r ? r.negate().toExpr() : Neg.of(other));
                return true;
            }
        }
        try {
            Polynomial p = NormalForm.of(u, MAX_TERMS).numerator();
            for (Factorization.Factor f : p.factor().factors()) {
                if (!factor(f.base())) {
                    return false;
                }
            }
            return true;
        } catch (NormalFormTooLarge tooLarge) {
            return false;
        }
    }

    private boolean factor(Polynomial p) {
        Expr e = p.toExpr();
        if (e.isFreeOf(x) || facts.isNonZero(e)) {
            return true;
        }
        Generator g = p.generators().size() == 1 ? p.generators().first() : null;
        if (g == null) {
            return false;
        }
        if (!g.expr().equals(x)) {
            NavigableMap<Rational, Polynomial> linear = p.coefficients(g);
            return linear.keySet().stream().allMatch(n -> n.isZero() || n.isOne())
                    && inverted(g.expr(), coefficient(linear, Rational.ZERO).negate().over(coefficient(linear, Rational.ONE)));
        }
        NavigableMap<Rational, Polynomial> coefficients = p.coefficients(g);
        Rational two = Rational.of(2);
        if (!coefficients.keySet().stream().allMatch(n -> n.isInteger() && n.signum() >= 0 && n.compareTo(two) <= 0)) {
            return false;
        }
        Rational a = coefficient(coefficients, two);
        Rational b = coefficient(coefficients, Rational.ONE);
        Rational c = coefficient(coefficients, Rational.ZERO);
        if (a.isZero()) {
            found.add(c.negate().over(b).toExpr());
            return true;
        }
        // x = m ± √d
        Rational m = b.negate().over(two.times(a));
        Rational d = m.times(m).minus(c.over(a));
        if (d.signum() < 0) {
            return true;
        }
        Expr root = root(d);
        for (Expr term : List.of(Neg.of(root), root)) {
            List<Expr> terms = new ArrayList<>();
            if (!m.isZero()) {
                terms.add(m.toExpr());
            }
            terms.add(term);
            found.add(Sum.join(terms));
        }
        return true;
    }

    /** u = value for a function or a power u. */
    private boolean inverted(Expr u, Rational value) {
        Expr argument;
        if (u instanceof Call c && c.is("abs", 1)) {
            if (value.signum() > 0) {
                left.push(Sum.of(c.argument(), value.toExpr()));
            }
            argument = value.signum() < 0 ? null : value.isZero() ? c.argument() : Sum.of(c.argument(), Neg.of(value.toExpr()));
        } else if (u instanceof Power p && p.base().equals(Const.E)) {
            argument = value.signum() <= 0 ? null : value.isOne() ? p.exponent() : Sum.of(p.exponent(), Neg.of(Call.of("ln", value.toExpr())));
        } else if (u instanceof Call c && c.is("ln", 1)) {
            argument = Sum.of(c.argument(), Neg.of(Power.of(Const.E, value.toExpr())));
        } else {
            return false;
        }
        if (argument != null) {
            left.push(argument);
        }
        return true;
    }

    /** √d, with its square factors in front. */
    private static Expr root(Rational d) {
        Expr root = Power.of(d.toExpr(), Rational.of(1, 2).toExpr());
        try {
            return NormalForm.of(root, MAX_TERMS).toExpr();
        } catch (NormalFormTooLarge tooLarge) {
            return root;
        }
    }

    private static Rational coefficient(NavigableMap<Rational, Polynomial> coefficients, Rational n) {
        Polynomial p = coefficients.get(n);
        return p == null ? Rational.ZERO : p.asRational();
    }
}
