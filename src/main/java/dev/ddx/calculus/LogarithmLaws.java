package dev.ddx.calculus;

import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.Derivative;
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
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Rewrite;
import dev.ddx.rewrite.Rule;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * ln(u^m·v^n) = m·ln|u| + n·ln|v|, before it is differentiated. The bars are left out where the sign is known: of
 * what is positive, and of the only factor whose sign could make the product negative. Real mode.
 */
final class LogarithmLaws implements Rule {

    @Override
    public String name() {
        return "logarithm-laws";
    }

    @Override
    public String title() {
        return "Laws of logarithms";
    }

    @Override
    public String group() {
        return "preparation";
    }

    @Override
    public String statement() {
        return "d/dx[ln(u^m*v^n)] -> d/dx[m*ln(abs(u)) + n*ln(abs(v))]";
    }

    @Override
    public Rewrite apply(Expr e, Facts facts) {
        if (!(e instanceof Derivative d) || d.order() != 1 || !(d.operand() instanceof Call ln) || !ln.is("ln", 1) || facts.isComplex()) {
            return null;
        }
        Sym x = d.variables().get(0);
        Map<Expr, Rational> factors = factors(ln.argument());
        long dependent = factors.keySet().stream().filter(f -> f.dependsOn(x)).count();
        boolean power = factors.entrySet().stream().anyMatch(f -> f.getKey().dependsOn(x) && (!f.getValue().isOne() || exponent(f.getKey()) != null));
        if (dependent == 0 || dependent == 1 && !power) {
            return null;
        }
        return Rewrite.of(Derivative.of(expanded(factors, false, facts), x), Reason.of(this));
    }

    /** The logarithm of |e| as a sum: where e is not zero, both are equal. */
    static Expr ofAbsolute(Expr e, Facts facts) {
        return expanded(factors(e), true, facts);
    }

    private static Expr expanded(Map<Expr, Rational> factors, boolean absolute, Facts facts) {
        List<Expr> terms = new ArrayList<>();
        long signed = factors.entrySet().stream().filter(f -> carriesSign(f.getKey(), f.getValue(), facts)).count();
        factors.forEach((base, n) -> {
            boolean bars = !isPositive(base, n, facts) && (absolute || signed > 1 || !carriesSign(base, n, facts));
            terms.add(scaled(log(base, bars), n));
        });
        return Sum.join(terms);
    }

    private static Expr log(Expr base, boolean bars) {
        if (base == Const.E) {
            return Num.ONE;
        }
        Expr exponent = exponent(base);
        if (exponent == null) {
            return Call.of("ln", bars ? Call.of("abs", base) : base);
        }
        Expr u = ((Power) base).base();
        return u == Const.E ? exponent : Product.join(joined(exponent, Call.of("ln", u)));
    }

    private static List<Expr> joined(Expr exponent, Expr log) {
        List<Expr> out = new ArrayList<>(exponent instanceof Product p ? p.factors() : List.of(exponent));
        out.add(log);
        return out;
    }

    /** The exponent that can be taken out of the logarithm because the base is positive wherever the power is real, or null. */
    private static Expr exponent(Expr base) {
        return base instanceof Power p && (p.base() == Const.E || !p.exponent().freeSymbols().isEmpty() && p.base().freeSymbols().containsAll(p.exponent().freeSymbols()))
                ? p.exponent() : null;
    }

    /** Positive wherever the product is defined and not zero. */
    private static boolean isPositive(Expr base, Rational n, Facts facts) {
        return facts.isNotNegative(base) || exponent(base) != null || !n.denominator().testBit(0);
    }

    /** Whether the factor is negative where its base is. */
    private static boolean carriesSign(Expr base, Rational n, Facts facts) {
        return !isPositive(base, n, facts) && n.numerator().testBit(0);
    }

    private static Expr scaled(Expr log, Rational n) {
        Rational c = n.abs();
        List<Expr> above = new ArrayList<>();
        if (!c.numerator().equals(BigInteger.ONE)) {
            above.add(Num.of(c.numerator()));
        }
        above.addAll(log instanceof Product p && !above.isEmpty() ? p.factors() : List.of(log));
        Expr top = Product.join(above);
        Expr term = c.isInteger() ? top : Quotient.of(top, Num.of(c.denominator()));
        return n.signum() < 0 ? Neg.of(term) : term;
    }

    /** The bases of a product other than 1 with their exponents, in the order in which they are written; e^u counts as a base. */
    static Map<Expr, Rational> factors(Expr e) {
        record Factor(Expr expr, Rational exponent) {
        }
        Map<Expr, Rational> out = new LinkedHashMap<>();
        ArrayDeque<Factor> stack = new ArrayDeque<>();
        stack.push(new Factor(e, Rational.ONE));
        while (!stack.isEmpty()) {
            Factor f = stack.pop();
            Rational k = f.exponent();
            switch (f.expr()) {
                case Product p when k.isInteger() -> {
                    for (int i = p.factors().size() - 1; i >= 0; i--) {
                        stack.push(new Factor(p.factors().get(i), k));
                    }
                }
                case Quotient q when k.isInteger() -> {
                    stack.push(new Factor(q.denominator(), k.negate()));
                    stack.push(new Factor(q.numerator(), k));
                }
                case Power p when k.isInteger() && Rational.fromLiteral(p.exponent()) instanceof Rational n -> stack.push(new Factor(p.base(), n.times(k)));
                default -> out.merge(f.expr(), k, Rational::plus);
            }
        }
        out.values().removeIf(Rational::isZero);
        out.remove(Num.ONE);
        return out;
    }
}
