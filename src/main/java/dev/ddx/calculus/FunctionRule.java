package dev.ddx.calculus;

import dev.ddx.expr.Call;
import dev.ddx.expr.Derivative;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Piecewise;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Facts;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Rewrite;
import dev.ddx.rewrite.Rule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The derivative of a declared function, with the chain rule where its argument is not the variable
 * itself: Σ ∂f/∂uᵢ · d/dx[uᵢ]. An unknown function gets primes.
 */
final class FunctionRule implements Rule {

    private final FunctionTable functions;

    FunctionRule(FunctionTable functions) {
        this.functions = functions;
    }

    @Override
    public String name() {
        return "function";
    }

    @Override
    public String title() {
        return "Derivative of a declared function";
    }

    @Override
    public String group() {
        return "differentiation";
    }

    @Override
    public String statement() {
        return "d/dx[f(u)] -> f'(u)*d/dx[u]";
    }

    @Override
    public Rewrite apply(Expr e, Facts facts) {
        if (!(e instanceof Derivative d) || d.order() != 1 || !(d.operand() instanceof Call call)) {
            return null;
        }
        Sym x = d.variables().get(0);
        FunctionDeclaration f = call.isDerivative() ? null : functions.lookup(call.name(), call.arguments().size());
        List<Expr> terms = new ArrayList<>();
        List<Relation> conditions = new ArrayList<>();
        boolean chain = false;
        for (int i = 0; i < call.arguments().size(); i++) {
            Expr u = call.arguments().get(i);
            if (u.isFreeOf(x)) {
                continue;
            }
            Expr outer = partial(f, call, i);
            if (u.equals(x)) {
                terms.add(outer);
            } else {
                chain = true;
                Expr inner = Derivative.of(u, x);
                terms.add(outer instanceof Quotient q && q.numerator().equals(Num.ONE)
                        ? Quotient.of(inner, q.denominator())
                        : outer instanceof Num n && n.isZero() && !hasEdges(u, x) ? outer
                        : outer instanceof Neg n ? Neg.of(times(n.operand(), inner)) : times(outer, inner));
            }
        }
        if (terms.isEmpty()) {
            return null;
        }
        if (facts.isComplex()) {
            conditions.addAll(facts.analyticity(call, x));
        } else if (f != null) {
            f.conditions(call.arguments()).forEach(needed -> conditions.addAll(facts.missing(needed)));
        }
        Expr result = Sum.join(terms);
        if (call.arguments().size() == 1) {
            Sym u = Sym.of("u");
            Reason reason = chain
                    ? Reason.of("Chain rule", "with outer ${f}$, inner $u = {u}$").with("f", call.withChildren(List.of(u))).with("u", call.argument())
                    : derivativeOf(f, call);
            return Rewrite.of(result, reason, conditions);
        }
        if (f == null && chain) {
            return Rewrite.of(result, terms.stream().anyMatch(FunctionRule::isMixed)
                    ? Reason.of("Chain rule", "for ${f}$, whose mixed partial derivatives are continuous, so that their order does not matter (Clairaut)").with("f", call)
                    : Reason.of("Chain rule", "for ${f}$").with("f", call), conditions);
        }
        if (f == null) {
            return Rewrite.of(result, isMixed(result)
                    ? Reason.of("Derivative of an unknown function", ", whose mixed partial derivatives are continuous, so that their order does not matter (Clairaut)")
                    : Reason.of("Derivative of an unknown function"), conditions);
        }
        return Rewrite.of(result, Reason.of("Chain rule", "for ${f}$").with("f", call), conditions);
    }

    /** Whether there may be places where u has a value and no derivative: there the chain rule does not tell of any function of u, constant or not. */
    private boolean hasEdges(Expr u, Sym x) {
        return u.has(part -> !part.isFreeOf(x) && switch (part) {
            case Piecewise p -> true;
            case Power p -> !(p.exponent() instanceof Num n && n.isInteger()) && !p.base().isFreeOf(x);
            case Call c -> functions.lookup(c.name(), c.arguments().size()) instanceof FunctionDeclaration f && !f.conditions(c.arguments()).isEmpty();
            default -> false;
        });
    }

    /** Whether a derivative by several arguments of one function occurs. */
    private static boolean isMixed(Expr e) {
        return e.has(part -> part instanceof Call c && c.orders().stream().filter(n -> n > 0).count() > 1);
    }

    private static Reason derivativeOf(FunctionDeclaration f, Call call) {
        if (f == null) {
            return Reason.of("Derivative of an unknown function");
        }
        return f.title() == null ? Reason.of("Derivative", "of ${f}$").with("f", call)
                : Reason.of("Derivative {ofThe}").with("ofThe", new Reason.Words.OfThe(f.title()));
    }

    private static Expr times(Expr a, Expr b) {
        List<Expr> factors = new ArrayList<>(a instanceof Product p ? p.factors() : List.of(a));
        factors.add(b);
        return Product.of(factors);
    }

    private static Expr partial(FunctionDeclaration f, Call call, int i) {
        if (f == null) {
            List<Integer> orders = new ArrayList<>(call.orders());
            orders.set(i, orders.get(i) + 1);
            return Call.of(call.name(), orders, call.arguments());
        }
        if (f.derivatives().get(i) == null) {
            throw f.unknownDerivative(i).about(call);
        }
        return f.instantiate(f.derivatives().get(i), call.arguments());
    }
}
