package dev.ddx.calculus;

import dev.ddx.expr.Derivative;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Product;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Facts;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Rewrite;
import dev.ddx.rewrite.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** (u₁·…·uₙ)′ = Σ u₁·…·uᵢ′·…·uₙ, for any number of factors that depend on the variable. */
final class ProductRule implements Rule {

    private static final String[] NAMES = {"u", "v", "w"};

    @Override
    public String name() {
        return "product";
    }

    @Override
    public String title() {
        return "Product rule";
    }

    @Override
    public String group() {
        return "differentiation";
    }

    @Override
    public String statement() {
        return "d/dx[u*v] -> d/dx[u]*v + u*d/dx[v]";
    }

    @Override
    public Rewrite apply(Expr e, Facts facts) {
        if (!(e instanceof Derivative d) || d.order() != 1 || !(d.operand() instanceof Product product)) {
            return null;
        }
        Sym x = d.variables().get(0);
        List<Expr> factors = product.factors();
        if (factors.stream().anyMatch(f -> f.isFreeOf(x))) {
            return null;
        }
        List<Expr> terms = new ArrayList<>();
        Map<String, Expr> bindings = new HashMap<>();
        for (int i = 0; i < factors.size(); i++) {
            List<Expr> term = new ArrayList<>(factors);
            term.set(i, Derivative.of(factors.get(i), x));
            terms.add(Product.of(term));
            bindings.put(factors.size() <= NAMES.length ? NAMES[i] : "u_" + (i + 1), factors.get(i));
        }
        return Rewrite.of(Sum.of(terms), Reason.of("Product rule", "with {...}").withBindings(bindings));
    }
}
