package dev.ddx.calculus;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Product;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.ExprOrder;
import dev.ddx.kernel.Facts;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Rewrite;
import dev.ddx.rewrite.Rule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Takes out what some terms of a sum have in common; among the groups that are possible, the one that reads best. */
final class GroupTerms implements Rule {

    private static final int MAX_TERMS = 16;

    private final FactorOut factorOut = new FactorOut();

    @Override
    public String name() {
        return "group-terms";
    }

    @Override
    public String title() {
        return "Take a common factor out of some terms";
    }

    @Override
    public String group() {
        return "simplification";
    }

    @Override
    public String statement() {
        return "g*a + g*b + c -> g*(a + b) + c";
    }

    @Override
    public Rewrite apply(Expr e, Facts facts) {
        if (!(e instanceof Sum sum) || sum.terms().size() < 3 || sum.terms().size() > MAX_TERMS) {
            return null;
        }
        List<Monomial> terms = Monomial.of(sum.terms());
        if (terms.stream().allMatch(m -> m.bases().stream().allMatch(b -> b instanceof Sym))) {
            // A polynomial reads best by its powers.
            return null;
        }
        Map<Object, Monomial> shared = new LinkedHashMap<>();
        for (int i = 0; i < terms.size(); i++) {
            for (int k = i + 1; k < terms.size(); k++) {
                Monomial g = terms.get(i).common(terms.get(k));
                if (!g.isNumber()) {
                    shared.putIfAbsent(g.key(), g);
                }
            }
        }
        Expr best = null;
        Expr bestFactor = null;
        long least = Cost.of(e);
        List<Monomial> factors = new ArrayList<>(shared.values());
        factors.sort((g, h) -> ExprOrder.INSTANCE.compare(ExprOrder.sorted(g.toExpr()), ExprOrder.sorted(h.toExpr())));
        for (Monomial g : factors) {
            List<Monomial> inside = new ArrayList<>();
            List<Expr> rest = new ArrayList<>();
            int first = -1;
            for (int i = 0; i < terms.size(); i++) {
                if (terms.get(i).common(g).key().equals(g.key())) {
                    first = first < 0 ? rest.size() : first;
                    inside.add(terms.get(i));
                } else {
                    rest.add(sum.terms().get(i));
                }
            }
            if (inside.size() < 2 || rest.isEmpty()) {
                continue;
            }
            Expr grouped = factored(g, inside);
            Expr others = rest.size() == 1 ? rest.get(0) : best(Sum.of(rest), facts);
            List<Expr> all = new ArrayList<>(others instanceof Sum s ? s.terms() : List.of(others));
            all.add(grouped instanceof Neg && !(all.get(0) instanceof Neg) ? all.size() : 0, grouped);
            Expr made = Sum.of(all);
            long cost = Cost.of(made);
            if (cost < least) {
                least = cost;
                best = made;
                bestFactor = g.toExpr();
            }
        }
        return best == null ? null : Rewrite.of(best, Reason.of("Take out the common factor", "${g}$ of some terms").with("g", bestFactor));
    }

    private Expr best(Expr rest, Facts facts) {
        Rewrite all = factorOut.apply(rest, facts);
        return all == null ? rest : all.result();
    }

    private static Expr factored(Monomial g, List<Monomial> terms) {
        Monomial inverse = g.inverse();
        List<Expr> inside = new ArrayList<>();
        for (Monomial t : terms) {
            inside.add(t.times(inverse).toExpr());
        }
        Rewrite like = new Collect().apply(Sum.of(inside), null);
        Expr outer = g.toExpr();
        List<Expr> factors = new ArrayList<>(outer instanceof Product p ? p.factors() : List.of(outer));
        Expr bracket = like == null ? Sum.of(inside) : like.result();
        boolean isNegative = false;
        if (bracket instanceof Sum s && s.terms().get(0) instanceof Neg) {
            isNegative = s.terms().stream().allMatch(Neg.class::isInstance);
            List<Expr> all = new ArrayList<>(s.terms());
            if (isNegative) {
                all.replaceAll(t -> ((Neg) t).operand());
            } else {
                // It reads best with a term in front that has no minus sign.
                Collections.swap(all, 0, IntStream.range(0, all.size()).filter(i -> !(all.get(i) instanceof Neg)).findFirst().getAsInt());
            }
            bracket = Sum.of(all);
        }
        factors.addAll(bracket instanceof Product p ? p.factors() : List.of(bracket));
        return isNegative ? Neg.of(Product.of(factors)) : Product.of(factors);
    }
}
