package dev.ddx.verify;

import dev.ddx.expr.Call;
import dev.ddx.expr.Derivative;
import dev.ddx.expr.Expr;
import dev.ddx.expr.IndexedSum;
import dev.ddx.expr.Neg;
import dev.ddx.expr.NthDerivative;
import dev.ddx.expr.Num;
import dev.ddx.expr.Product;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.rewrite.Derivation;
import dev.ddx.verify.core.Comparison;
import dev.ddx.verify.core.StepCheck;
import dev.ddx.verify.core.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks lines with derivatives of an order n that is no number: for each of the orders {@code 0} to {@code 6} that the
 * conditions allow. A closed form is checked for all orders too: it has to agree with the function, or with its first
 * derivatives, and the derivative of the one of order n has to be that of order n + 1.
 */
final class Orders {

    private static final int LAST = 6;

    private final StepCheck steps;

    Orders(StepCheck steps) {
        this.steps = steps;
    }

    /** The symbols in the orders of its derivatives. */
    static Set<Sym> in(Expr e) {
        Set<Sym> out = new LinkedHashSet<>();
        e.subexpressions().forEach(part -> out.addAll(part instanceof NthDerivative d ? d.order().freeSymbols() : List.of()));
        return out;
    }

    static Set<Sym> in(Derivation d) {
        Set<Sym> out = new LinkedHashSet<>(in(d.start()));
        d.steps().forEach(s -> {
            out.addAll(in(s.before()));
            out.addAll(in(s.after()));
            s.sides().forEach(side -> out.addAll(in(side)));
        });
        return out;
    }

    Verdict check(Expr before, Expr after, List<Relation> given) {
        Set<Sym> orders = in(Sum.of(before, after));
        if (orders.size() != 1) {
            return new Verdict.Unchecked("there are derivatives of several orders that are no numbers");
        }
        Sym n = orders.iterator().next();
        Verdict all = null;
        for (int order = 0; order <= LAST; order++) {
            List<Relation> then = at(given, n, order);
            if (then != null) {
                Verdict v = steps.check(at(before, n, order), at(after, n, order), List.of(), then);
                if (!v.accepted()) {
                    return v;
                }
                all = all == null ? v : all.and(v);
            }
        }
        return all == null ? new Verdict.Unchecked("no order up to " + LAST + " is allowed by the conditions")
                : new Verdict.Orders(LAST, all instanceof Verdict.Exact);
    }

    /** Whether the derivative of the closed form of order n is that of order n + 1, for all n from the first that is allowed. */
    Verdict induction(NthDerivative d, Expr closed, List<Relation> given) {
        if (!(d.order() instanceof Sym n) || d.operand().dependsOn(n) || closed.has(e -> e instanceof NthDerivative || e instanceof IndexedSum
                || e instanceof Call c && c.arguments().size() > 1 && c.arguments().get(0).dependsOn(n))) {
            return new Verdict.Unchecked("it is no closed form, or one with a sum or a function of order n");
        }
        int first = 0;
        while (first <= LAST && at(given, n, first) == null) {
            first++;
        }
        if (first > LAST) {
            return new Verdict.Unchecked("no order up to " + LAST + " is allowed by the conditions");
        }
        Verdict base = steps.check(at(d, n, first), at(closed, n, first), List.of(), at(given, n, first));
        Expr next = closed.substitute(s -> s.equals(n) ? Sum.of(n, Num.ONE) : null);
        return base.accepted() ? base.and(steps.compare(Derivative.of(closed, d.variable()), next, given, Comparison.Mode.PART)) : base;
    }

    /** Null if one of them does not hold for that order. */
    private static List<Relation> at(List<Relation> given, Sym n, int order) {
        List<Relation> out = given.stream().map(r -> (Relation) at(r, n, order)).toList();
        return out.stream().anyMatch(Orders::isFalse) ? null : out.stream().filter(r -> !r.freeSymbols().isEmpty()).toList();
    }

    private static boolean isFalse(Relation r) {
        Rational a = r.operands().size() == 2 ? Rational.fromArithmetic(r.left()) : null;
        Rational b = a == null ? null : Rational.fromArithmetic(r.right());
        return b != null && !r.ops().get(0).holds(a.compareTo(b), 0);
    }

    private static Expr at(Expr e, Sym n, int order) {
        return e.substitute(s -> s.equals(n) ? Num.of(order) : null).mapBottomUp(part -> {
            if (part instanceof IndexedSum s && Rational.fromArithmetic(s.from()) instanceof Rational from && Rational.fromArithmetic(s.to()) instanceof Rational to
                    && from.isInteger() && to.isInteger() && to.compareTo(Rational.of(2 * LAST)) <= 0 && from.signum() >= 0) {
                List<Expr> terms = new ArrayList<>();
                for (Rational k = from; k.compareTo(to) <= 0; k = k.plus(Rational.ONE)) {
                    Expr index = k.toExpr();
                    terms.add(s.operand().substitute(v -> v.equals(s.variable()) ? index : null));
                }
                return terms.isEmpty() ? Num.ZERO : Sum.join(terms);
            }
            if (part instanceof Call c && (c.is("hermite", 2) || c.is("chebyshevu", 2)) && Rational.fromArithmetic(c.arguments().get(0)) instanceof Rational degree
                    && degree.isInteger() && degree.signum() >= 0 && degree.compareTo(Rational.of(2 * LAST)) <= 0) {
                return polynomial(c, degree.numerator().intValueExact());
            }
            Rational k = part instanceof NthDerivative d ? Rational.fromArithmetic(d.order()) : null;
            if (k == null || !k.isInteger() || k.signum() < 0) {
                return part;
            }
            NthDerivative d = (NthDerivative) part;
            return k.isZero() ? d.operand() : Derivative.of(d.operand(), Collections.nCopies(k.numerator().intValueExact(), d.variable()));
        });
    }

    /** H or U of that degree, written out by their recurrences, DLMF 18.9.1. */
    private static Expr polynomial(Call c, int degree) {
        Expr x = c.arguments().get(1);
        Expr before = Num.ZERO;
        Expr value = Num.ONE;
        for (int k = 0; k < degree; k++) {
            Expr next = Sum.of(Product.of(Num.TWO, x, value), Neg.of(Product.of(c.is("hermite", 2) ? Num.of(2 * k) : Num.ONE, before)));
            before = value;
            value = next;
        }
        return value;
    }
}
