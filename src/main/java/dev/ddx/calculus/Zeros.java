package dev.ddx.calculus;

import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
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
import dev.ddx.kernel.TrigonometricForm;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The real numbers at which an expression in one variable is zero: of polynomials, of polynomials in another function, of
 * trigonometric polynomials, and of what products, quotients, powers and inverse functions make of them.
 */
final class Zeros {

    private static final int MAX_TERMS = 100;
    private static final int MAX_EQUATIONS = 60;
    private static final int MAX_SQUARINGS = 3;

    /**
     * A number that may be a zero, and with a period all that differ from it by a multiple of that.
     *
     * @param period null for a single number
     */
    record Zero(Place place, Expr period) {

        boolean isSingle() {
            return period == null;
        }
    }

    /**
     * Numbers among which are all zeros, but those of the expressions that were not solved. Some may be no zeros, or lie
     * where there is no value.
     */
    record Solutions(List<Zero> zeros, List<Expr> unsolved) {

        /** The numbers, if all are single and have expressions, and nothing is unsolved; else null. */
        List<Expr> exact() {
            return unsolved.isEmpty() && zeros.stream().allMatch(z -> z.isSingle() && z.place().isExact()) ? zeros.stream().map(z -> z.place().exact()).distinct().toList() : null;
        }
    }

    private final Sym x;
    private final Numbers numbers;
    private final Facts facts;
    private final PolynomialRoots roots;
    private final List<Zero> found = new ArrayList<>();
    private final Set<Expr> unsolved = new LinkedHashSet<>();
    private final ArrayDeque<Expr> left = new ArrayDeque<>();
    private int squarings;

    private Zeros(Sym x, Numbers numbers, Facts facts, PolynomialRoots roots) {
        this.x = x;
        this.numbers = numbers;
        this.facts = facts;
        this.roots = roots;
    }

    static Solutions of(Expr u, Sym x, Numbers numbers, Facts facts) {
        return new Zeros(x, numbers, facts, new PolynomialRoots(numbers, true)).all(u);
    }

    /** Without numbers that have no expression: the equations that they solve are left unsolved, at less cost. */
    static Solutions exact(Expr u, Sym x, Numbers numbers, Facts facts) {
        return new Zeros(x, numbers, facts, new PolynomialRoots(numbers, false)).all(u);
    }

    private Solutions all(Expr u) {
        left.push(u);
        for (int i = 0; !left.isEmpty(); i++) {
            Expr e = left.pop();
            if (i >= MAX_EQUATIONS || !solve(e)) {
                unsolved.add(e);
            }
        }
        return new Solutions(List.copyOf(found), List.copyOf(unsolved));
    }

    private void found(Place place) {
        found.add(new Zero(place, null));
    }

    private void found(Expr exact) {
        found(Place.of(exact));
    }

    private boolean solve(Expr u) {
        if (u.isFreeOf(x) || facts.isNonZero(u)) {
            return true;
        }
        switch (u) {
            case Sym s -> found(Num.ZERO);
            case Neg n -> left.push(n.operand());
            case Product p -> p.factors().forEach(left::push);
            case Quotient q -> left.push(q.numerator());
            case Call c when c.is("max", 2) || c.is("min", 2) -> c.arguments().forEach(left::push);
            case Piecewise p -> p.branches().forEach(b -> left.push(b.value()));
            case Power p when Rational.fromLiteral(p.exponent()) instanceof Rational r -> {
                if (r.signum() > 0) {
                    left.push(p.base());
                }
            }
            // A power with another exponent has no value where its base is negative, and may be 0 where that is 0.
            case Power p when !p.base().isFreeOf(x) && !p.exponent().isFreeOf(x) -> left.push(p.base());
            case Call c when zero(c) != null -> left.push(zero(c).isZero() ? c.argument() : Sum.of(c.argument(), Neg.of(zero(c).toExpr())));
            default -> {
                return polynomial(u);
            }
        }
        return true;
    }

    private Rational zero(Call c) {
        FunctionDeclaration f = c.isDerivative() || c.arguments().size() != 1 ? null : facts.functions().lookup(c.name(), 1);
        return f == null ? null : f.behaviour().zero();
    }

    // ---- polynomials in one function

    private boolean polynomial(Expr u) {
        if (u instanceof Sum s && s.terms().size() == 2) {
            Expr other = s.terms().get(0).equals(x) ? s.terms().get(1) : s.terms().get(1).equals(x) ? s.terms().get(0) : x;
            if (other.isFreeOf(x)) {
                // x − π
                found(other instanceof Neg n ? n.operand() : Rational.fromLiteral(other) instanceof Rational r ? r.negate().toExpr() : Neg.of(other));
                return true;
            }
        }
        try {
            List<Expr> unsolvedFactors = new ArrayList<>();
            List<Factorization.Factor> factors = NormalForm.of(u, MAX_TERMS).numerator().factor().factors();
            for (Factorization.Factor f : factors) {
                if (!factor(f.base())) {
                    unsolvedFactors.add(f.base().toExpr());
                }
            }
            if (unsolvedFactors.size() < factors.size()) {
                unsolved.addAll(unsolvedFactors);
                return true;
            }
            return unsolvedFactors.isEmpty();
        } catch (NormalFormTooLarge tooLarge) {
            return false;
        }
    }

    private boolean factor(Polynomial p) {
        Expr e = p.toExpr();
        if (e.isFreeOf(x) || facts.isNonZero(e)) {
            return true;
        }
        List<Generator> own = p.generators().stream().filter(g -> !g.expr().isFreeOf(x)).toList();
        if (own.size() == 1) {
            List<Place> values = roots.of(p, own.get(0));
            return values != null && values.stream().allMatch(v -> solve(own.get(0).expr(), v));
        }
        if (own.stream().allMatch(g -> g.expr() instanceof Call c && TrigonometricForm.isWave(c) && !c.name().endsWith("h"))) {
            List<Zero> zeros = new TrigonometricZeros(x, numbers, roots).of(e);
            return zeros != null && found.addAll(zeros);
        }
        if (own.stream().anyMatch(g -> g.expr() instanceof Call c && TrigonometricForm.isWave(c))) {
            Polynomial exponential = NormalForm.withIdentities(e, MAX_TERMS).numerator();
            return !exponential.equals(p) && exponential.factor().factors().stream().allMatch(f -> isOfOne(f.base()) && factor(f.base()));
        }
        return squared(p, own);
    }

    private boolean isOfOne(Polynomial p) {
        return p.generators().stream().filter(g -> !g.expr().isFreeOf(x)).count() <= 1;
    }

    /** A + B√w is zero only where A² − B²w is. */
    private boolean squared(Polynomial p, List<Generator> own) {
        for (Generator g : own) {
            Set<Rational> exponents = p.coefficients(g).keySet();
            if (exponents.stream().allMatch(Rational::isInteger) || !exponents.stream().allMatch(n -> n.times(Rational.of(2)).isInteger()) || ++squarings > MAX_SQUARINGS) {
                continue;
            }
            List<Expr> even = new ArrayList<>(List.of(Num.ZERO));
            List<Expr> odd = new ArrayList<>(List.of(Num.ZERO));
            p.coefficients(g).forEach((n, c) -> {
                Rational whole = n.isInteger() ? n : n.minus(Rational.of(1, 2));
                (n.isInteger() ? even : odd).add(Product.of(c.toExpr(), Power.of(g.expr(), whole.toExpr())));
            });
            left.push(Sum.of(Power.of(Sum.of(even), Num.TWO), Neg.of(Product.of(Power.of(Sum.of(odd), Num.TWO), g.expr()))));
            return true;
        }
        return false;
    }

    // ---- inverse functions

    /** u = value. */
    private boolean solve(Expr u, Place value) {
        if (u.equals(x)) {
            found(value);
            return true;
        }
        if (u instanceof Power p && p.base().isFreeOf(x)) {
            UnaryOperator<Expr> logarithm = v -> p.base().equals(Const.E) ? Call.of("ln", v) : Quotient.of(Call.of("ln", v), Call.of("ln", p.base()));
            Integer sign = sign(value);
            return sign != null && (sign <= 0 || solve(p.exponent(), value.map(numbers, logarithm)));
        }
        if (u instanceof Call c && !c.isDerivative() && c.arguments().size() == 1) {
            return call(c, value);
        }
        if (value.isExact()) {
            Expr v = value.exact();
            left.push(v.equals(Num.ZERO) ? u : Sum.of(u, Neg.of(v)));
            return true;
        }
        LinearArgument line = LinearArgument.of(u, x, numbers);
        if (line != null) {
            found(value.map(numbers, line::solved));
        }
        return line != null;
    }

    private boolean call(Call c, Place v) {
        Expr u = c.argument();
        Integer sign = sign(v);
        if (sign == null) {
            return false;
        }
        switch (c.name()) {
            case "abs" -> {
                return sign < 0 || (sign == 0 || solve(u, v.map(numbers, Neg::of))) && solve(u, v);
            }
            case "ln" -> {
                return solve(u, v.map(numbers, t -> Power.of(Const.E, t)));
            }
            case "sinh" -> {
                return solve(u, v.map(numbers, t -> inverse("asinh", t)));
            }
            case "tanh", "cosh" -> {
                Integer one = sign(v.map(numbers, t -> Numbers.difference(c.name().equals("tanh") ? Power.of(t, Num.TWO) : t, Num.ONE)));
                if (one == null) {
                    return false;
                }
                if (c.name().equals("tanh")) {
                    return one >= 0 || solve(u, v.map(numbers, t -> inverse("atanh", t)));
                }
                return one < 0 || solve(u, v.map(numbers, t -> inverse("acosh", t))) && (one == 0 || solve(u, v.map(numbers, t -> Neg.of(inverse("acosh", t)))));
            }
            case "asin", "acos", "atan" -> {
                // The zeros that this adds where there is no such value are left out when they are looked at.
                return solve(u, v.map(numbers, t -> Call.of(c.name().substring(1), t)));
            }
            default -> {
                FunctionDeclaration f = facts.functions().lookup(c.name(), 1);
                if (f != null && f.isDefinition() && v.isExact()) {
                    left.push(Numbers.difference(f.instantiate(f.body(), c.arguments()), v.exact()));
                    return true;
                }
                List<Zero> zeros = new TrigonometricZeros(x, numbers, roots).of(c, v);
                return zeros != null && (zeros.isEmpty() || found.addAll(zeros));
            }
        }
    }

    private Expr inverse(String function, Expr v) {
        return v.equals(Num.ZERO) && !function.equals("acosh") || v.equals(Num.ONE) && function.equals("acosh") ? Num.ZERO : Call.of(function, v);
    }

    private Integer sign(Place v) {
        return roots.sign(v);
    }
}
