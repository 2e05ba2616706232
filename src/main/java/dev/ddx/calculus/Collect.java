package dev.ddx.calculus;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Facts;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Rewrite;
import dev.ddx.rewrite.Rule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Adds like terms of a sum. The first of them keeps its place. */
final class Collect implements Rule {

    @Override
    public String name() {
        return "collect";
    }

    @Override
    public String title() {
        return "Collect like terms";
    }

    @Override
    public String group() {
        return "simplification";
    }

    @Override
    public String statement() {
        return "a*m + b*m -> (a + b)*m for numbers a, b";
    }

    @Override
    public Rewrite apply(Expr e, Facts facts) {
        if (!(e instanceof Sum sum)) {
            return null;
        }
        Map<Object, Monomial> byKey = new LinkedHashMap<>();
        Map<Object, Expr> original = new LinkedHashMap<>();
        List<Expr> flat = flatten(sum);
        List<Monomial> monomials = Monomial.of(flat);
        for (int i = 0; i < flat.size(); i++) {
            Expr term = flat.get(i);
            Monomial m = monomials.get(i);
            Monomial before = byKey.get(m.key());
            if (before == null) {
                byKey.put(m.key(), m);
                original.put(m.key(), term);
            } else {
                byKey.put(m.key(), before.withCoefficient(before.coefficient().plus(m.coefficient())));
                original.remove(m.key());
            }
        }
        List<Expr> terms = new ArrayList<>();
        byKey.forEach((k, m) -> {
            if (!m.coefficient().isZero()) {
                terms.add(original.containsKey(k) ? original.get(k) : m.toExpr());
            }
        });
        if (terms.size() >= sum.terms().size()) {
            return null;
        }
        order(terms);
        return Rewrite.of(Sum.join(terms), terms.isEmpty() ? Reason.of("The terms cancel") : Reason.of(this), List.of());
    }

    /** A polynomial in one symbol by descending degree; of two terms the positive one stands first. */
    private static void order(List<Expr> terms) {
        if (terms.size() == 2 && terms.get(0) instanceof Neg && !(terms.get(1) instanceof Neg)) {
            Collections.swap(terms, 0, 1);
        }
        if (terms.size() < 3) {
            return;
        }
        Set<Expr> bases = new HashSet<>();
        Map<Expr, Rational> degrees = new HashMap<>();
        for (Expr t : terms) {
            Monomial m = Monomial.of(t);
            bases.addAll(m.bases());
            degrees.put(t, m.bases().isEmpty() ? Rational.ZERO : m.exponentOf(m.bases().iterator().next()));
        }
        if (bases.size() == 1 && bases.iterator().next() instanceof Sym) {
            terms.sort((a, b) -> degrees.get(b).compareTo(degrees.get(a)));
        }
    }

    /** The terms of a sum, brackets within it removed. */
    static List<Expr> flatten(Expr e) {
        List<Expr> out = new ArrayList<>();
        record Signed(Expr expr, boolean minus) {
        }
        java.util.ArrayDeque<Signed> stack = new java.util.ArrayDeque<>();
        stack.push(new Signed(e, false));
        while (!stack.isEmpty()) {
            Signed s = stack.pop();
            switch (s.expr()) {
                case Sum sum -> {
                    for (int i = sum.terms().size() - 1; i >= 0; i--) {
                        stack.push(new Signed(sum.terms().get(i), s.minus()));
                    }
                }
                case Neg n -> stack.push(new Signed(n.operand(), !s.minus()));
                default -> out.add(s.minus() ? Neg.of(s.expr()) : s.expr());
            }
        }
        return out;
    }
}
