package dev.ddx.calculus;

import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.IndexedSum;
import dev.ddx.expr.Neg;
import dev.ddx.expr.NthDerivative;
import dev.ddx.expr.Num;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.AlgebraicForm;
import dev.ddx.kernel.Facts;
import dev.ddx.kernel.Kernel;
import dev.ddx.kernel.NormalFormTooLarge;
import dev.ddx.kernel.TrigonometricForm;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Path;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Rewrite;
import dev.ddx.rewrite.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Derivatives of an order n that is no number: by the rules of the chapter "orders", a linear argument, forms of the
 * function that these reach, and Leibniz' rule. What is found holds for each n that the conditions of the steps allow.
 */
final class NthDerivatives {

    /** Degrees beyond which the sum of Leibniz' rule would not be read by anyone. */
    private static final int MAX_DEGREE = 8;

    private record Named(String rule, Rewrite rewrite) {
    }

    private final Differentiation differentiation;
    private final Facts facts;
    private final Sym n;
    private final List<Rule> rules;
    private final List<Function<NthDerivative, Named>> ways;
    /** Null for what has no closed form, or is being looked for. */
    private final Map<NthDerivative, Derivation> known = new HashMap<>();

    /** @param facts those of the differentiation: that n is a non-negative integer is among them */
    NthDerivatives(Differentiation differentiation, StandardLibrary library, Facts facts, Sym n) {
        this.differentiation = differentiation;
        this.facts = facts;
        this.n = n;
        this.rules = library.rules("orders");
        this.ways = List.of(this::polynomial, this::constants, this::byRule, d -> form("apart", d, e -> isRational(e, d.variable()) ? AlgebraicForm.apart(e, d.variable()) : e,
                        Reason.of("Partial fractions", "in ${x}$").with("x", d.variable())),
                this::linear, d -> form("definitions", d, differentiation::withoutDefinitions, Reason.of("Write out the definitions")),
                d -> form("multiple-angles", d, e -> TrigonometricForm.occursIn(e) ? TrigonometricForm.multipleAngles(e) : e, Reason.of("Product-to-sum formulas")),
                this::leibnizFinite, d -> form("expand", d, AlgebraicForm::expanded, Reason.of("Expand and collect like terms")), this::leibniz);
    }

    /** @throws DdxException of kind NOT_DIFFERENTIABLE if no closed form is known */
    Derivation derive(Expr f, Sym x) {
        Derivation found = closed(NthDerivative.of(f, x, n));
        if (found == null) {
            throw new DdxException(DdxException.Kind.NOT_DIFFERENTIABLE, "no closed form is known for the derivative of order " + n + " of "
                    + Differentiation.shorten(f.toString()) + "; -n takes a number as well");
        }
        return found;
    }

    private Derivation closed(NthDerivative d) {
        if (known.containsKey(d)) {
            return known.get(d);
        }
        known.put(d, null);
        Trace t = differentiation.trace(d);
        if (!carryOut(t)) {
            return null;
        }
        differentiation.cleanUp(t, Trace.NORMAL);
        t.showLast(Trace.BRIEF);
        Derivation found = t.done();
        // What was asked of a letter that only lines beside this one have is asked of what stands for it there.
        List<Sym> met = d.freeSymbols();
        List<Relation> inner = found.conditions().stream().filter(r -> !met.containsAll(r.freeSymbols())).toList();
        known.put(d, new Derivation(found.start(), found.steps(), inner));
        return known.get(d);
    }

    private boolean carryOut(Trace t) {
        while (true) {
            List<Integer> path = Path.find(t.value(), NthDerivative.class::isInstance);
            if (path == null) {
                return true;
            }
            List<Integer> whole = new ArrayList<>(t.valuePath());
            whole.addAll(path);
            NthDerivative d = (NthDerivative) Path.at(t.current(), whole);
            Named step = ways.stream().map(way -> way.apply(d)).filter(s -> s != null && leads(s.rewrite().result())).findFirst().orElse(null);
            if (step == null) {
                return false;
            }
            t.step(step.rule(), whole, step.rewrite(), Trace.NORMAL);
        }
    }

    private boolean leads(Expr e) {
        return e.subexpressions().stream().allMatch(part -> !(part instanceof NthDerivative d) || closed(d) != null);
    }

    private Relation from(int least) {
        return Relation.of(n, Relation.Op.GE, Num.of(least));
    }

    private Named polynomial(NthDerivative d) {
        int degree = degree(d.operand(), d.variable());
        return degree < 1 ? null : new Named("nth-polynomial", Rewrite.of(Num.ZERO, Reason.of("Polynomial", "of degree {m}").with("m", Num.of(degree)),
                facts.missing(from(degree + 1))));
    }

    /** c·f and f/c with c free of the variable. */
    private Named constants(NthDerivative d) {
        Sym x = d.variable();
        List<Expr> above = new ArrayList<>();
        List<Expr> below = new ArrayList<>();
        Expr f = d.operand();
        above.addAll(f instanceof Quotient q ? parts(q.numerator()) : parts(f));
        below.addAll(f instanceof Quotient q ? parts(q.denominator()) : List.of());
        List<Expr> c = above.stream().filter(e -> e.isFreeOf(x) && !e.equals(Num.ONE)).toList();
        List<Expr> divisors = below.stream().filter(e -> e.isFreeOf(x)).toList();
        above.removeIf(e -> e.isFreeOf(x));
        below.removeIf(e -> e.isFreeOf(x));
        if (c.isEmpty() && divisors.isEmpty() || above.isEmpty() && below.isEmpty()) {
            return null;
        }
        Expr rest = above.isEmpty() ? Num.ONE : Product.join(above);
        Expr derivative = NthDerivative.of(below.isEmpty() ? rest : Quotient.of(rest, Product.join(below)), x, n);
        List<Expr> factors = new ArrayList<>(c);
        factors.add(derivative);
        Expr made = divisors.isEmpty() ? Product.join(factors) : Quotient.of(Product.join(factors), Product.join(divisors));
        Reason reason = c.isEmpty() ? Reason.of("Constant multiple rule", "with divisor ${c}$").with("c", Product.join(divisors))
                : divisors.isEmpty() ? Reason.of("Constant multiple rule", "with $c = {c}$").with("c", Product.join(c))
                : Reason.of("Constant multiple rule", "with $c = {a}/{k}$").with("a", Product.join(c)).with("k", Product.join(divisors));
        return new Named("nth-constant-factor", Rewrite.of(made, reason));
    }

    private static List<Expr> parts(Expr e) {
        return e instanceof Product p ? p.factors() : List.of(e);
    }

    private Named byRule(NthDerivative d) {
        for (Rule r : rules) {
            Rewrite w = r.apply(d, facts);
            if (w != null && leads(w.result())) {
                return new Named(r.name(), w);
            }
        }
        return null;
    }

    private Named form(String name, NthDerivative d, UnaryOperator<Expr> form, Reason reason) {
        try {
            Expr made = form.apply(d.operand());
            return made.equals(d.operand()) ? null : new Named(name, Rewrite.of(NthDerivative.of(made, d.variable(), d.order()), reason));
        } catch (NormalFormTooLarge tooLarge) {
            return null;
        }
    }

    /** f(u) with u = a·x + b: the derivative by u, times aⁿ. */
    private Named linear(NthDerivative d) {
        Sym x = d.variable();
        Sym t = FirstPrinciples.free(d, List.of("u", "t", "w"), x);
        for (Expr u : d.operand().subexpressions()) {
            Expr f = u.equals(d.operand()) || u.equals(x) || degree(u, x) != 1 ? d.operand() : d.operand().replace(u, t);
            Derivation side = f.dependsOn(x) ? null : closed(NthDerivative.of(f, t, n));
            if (side == null) {
                continue;
            }
            Kernel kernel = differentiation.kernel();
            Expr a = kernel.write(kernel.derivative(kernel.read(u), kernel.symbol(x.name()), 1));
            if (!a.equals(Num.ONE) && Rational.fromLiteral(a) instanceof Rational r && r.isZero()) {
                continue;
            }
            UnaryOperator<Expr> put = e -> e.substitute(s -> s.equals(t) ? u : null)
                    .mapBottomUp(node -> node instanceof Sum s ? Sum.join(Collect.flatten(s)) : node);
            Expr value = put.apply(side.result());
            List<Relation> conditions = side.conditions().stream().flatMap(r -> facts.missing((Relation) put.apply(r)).stream()).toList();
            return new Named("nth-linear", new Rewrite(a.equals(Num.ONE) ? value : product(List.of(Power.of(a, n), value)),
                    Reason.of("Linear argument", "$u = {u}$, with the derivative ${a}$").with("u", u).with("a", a), conditions, List.of(side)));
        }
        return null;
    }

    /** p·f with a polynomial p of degree m: m + 1 terms. */
    private Named leibnizFinite(NthDerivative d) {
        Sym x = d.variable();
        List<Expr> polynomials = new ArrayList<>();
        List<Expr> others = new ArrayList<>();
        factors(d.operand()).forEach(f -> (degree(f, x) >= 0 ? polynomials : others).add(f));
        int degree = polynomials.stream().mapToInt(p -> degree(p, x)).sum();
        if (degree < 1 || degree > MAX_DEGREE || others.isEmpty()) {
            return null;
        }
        Expr p = Product.join(polynomials);
        Expr f = Product.join(others);
        Derivation side = closed(NthDerivative.of(f, x, n));
        if (side == null) {
            return null;
        }
        Kernel kernel = differentiation.kernel();
        List<Expr> terms = new ArrayList<>();
        List<Expr> falling = new ArrayList<>();
        Rational factorial = Rational.ONE;
        for (int j = 0; j <= degree; j++) {
            if (j > 0) {
                falling.add(before(j - 1));
                factorial = factorial.times(Rational.of(j));
            }
            int derivative = kernel.derivative(kernel.read(p), kernel.symbol(x.name()), j);
            Expr q = j == 0 ? p : kernel.write(kernel.read(Quotient.of(kernel.write(derivative), factorial.toExpr())));
            List<Expr> parts = new ArrayList<>(List.of(q));
            parts.addAll(falling);
            parts.add(at(side.result(), before(j)));
            terms.add(product(parts));
        }
        List<Relation> conditions = new ArrayList<>();
        side.conditions().forEach(r -> conditions.addAll(facts.missing((Relation) at(r, before(degree)))));
        if (facts.domain(Sum.join(terms)).stream().anyMatch(r -> r.freeSymbols().equals(List.of(n)))) {
            conditions.addAll(facts.missing(from(degree)));
        }
        return new Named("nth-leibniz", new Rewrite(Sum.join(terms), Reason.of("Leibniz rule", "with $p = {p}$, whose derivatives of an order greater than {m} are 0")
                .with("p", p).with("m", Num.of(degree)), conditions, List.of(side)));
    }

    private Expr before(int j) {
        return j == 0 ? n : Sum.of(n, Neg.of(Num.of(j)));
    }

    /** The expression for another order; n − 1 − 1 becomes n − 2. */
    private Expr at(Expr e, Expr order) {
        return e.substitute(s -> s.equals(n) ? order : null).mapBottomUp(node -> node instanceof Sum s && s.terms().contains(order) ? sum(Collect.flatten(s)) : node);
    }

    /** With the numbers among the terms added and last. */
    private static Expr sum(List<Expr> terms) {
        List<Expr> out = new ArrayList<>();
        Rational number = Rational.ZERO;
        for (Expr e : terms) {
            Rational r = Rational.fromLiteral(e instanceof Neg m ? m.operand() : e);
            number = r == null ? number : e instanceof Neg ? number.minus(r) : number.plus(r);
            if (r == null) {
                out.add(e);
            }
        }
        if (!number.isZero()) {
            out.add(number.signum() < 0 ? Neg.of(number.negate().toExpr()) : number.toExpr());
        }
        return Sum.join(out);
    }

    /** A quotient among the factors takes the others above its line. */
    private static Expr product(List<Expr> factors) {
        List<Expr> above = new ArrayList<>();
        Expr below = null;
        for (Expr f : factors) {
            boolean first = below == null && f instanceof Quotient && !(Rational.fromLiteral(f) != null);
            Expr part = first ? ((Quotient) f).numerator() : f;
            below = first ? ((Quotient) f).denominator() : below;
            if (!part.equals(Num.ONE)) {
                above.addAll(part instanceof Product p ? p.factors() : List.of(part));
            }
        }
        Expr product = above.isEmpty() ? Num.ONE : Product.join(above);
        return below == null ? product : Quotient.of(product, below);
    }

    /** The factors of a product or of a quotient. */
    private static List<Expr> factors(Expr e) {
        List<Expr> out = new ArrayList<>();
        if (e instanceof Product p) {
            p.factors().forEach(f -> out.addAll(factors(f)));
        } else if (e instanceof Quotient q) {
            out.addAll(factors(q.numerator()));
            out.removeIf(Num.ONE::equals);
            out.add(q.denominator() instanceof Power p && p.base().equals(Const.E) ? Power.of(p.base(), Neg.of(p.exponent()))
                    : Quotient.of(Num.ONE, q.denominator()));
        } else {
            out.add(e);
        }
        return out;
    }

    /** u·v as a sum over the orders of both factors; the term of order 0 of u stands for itself where the formula for u begins with order 1. */
    private Named leibniz(NthDerivative d) {
        List<Expr> factors = factors(d.operand());
        for (int i = 0; factors.size() > 1 && i < factors.size(); i++) {
            List<Expr> others = new ArrayList<>(factors);
            Expr u = others.remove(i);
            Expr v = Product.join(others);
            Derivation ofU = closed(NthDerivative.of(u, d.variable(), n));
            Derivation ofV = ofU == null ? null : closed(NthDerivative.of(v, d.variable(), n));
            int least = ofV == null || ofV.conditions().stream().anyMatch(r -> r.dependsOn(n)) ? -1 : least(ofU);
            if (least < 0) {
                continue;
            }
            Sym k = FirstPrinciples.free(Sum.of(d, ofU.result(), ofV.result()), List.of("k", "j", "m"), d.variable());
            Expr term = product(List.of(Call.of("binomial", n, k), at(ofU.result(), k), at(ofV.result(), Sum.of(n, Neg.of(k)))));
            Expr sum = IndexedSum.of(term, k, Num.of(least), n);
            List<Relation> conditions = new ArrayList<>(ofU.conditions());
            conditions.addAll(ofV.conditions());
            conditions.removeIf(r -> r.dependsOn(n));
            return new Named("nth-leibniz-sum", new Rewrite(least == 0 ? sum : Sum.of(product(List.of(u, ofV.result())), sum),
                    Reason.of("Leibniz rule", "with $u = {u}$, $v = {v}$").with("u", u).with("v", v), conditions, List.of(ofU, ofV)));
        }
        return null;
    }

    /** From which order on the formula holds, if that is 0 or 1; else −1. */
    private int least(Derivation d) {
        List<Relation> ofOrder = d.conditions().stream().filter(r -> r.dependsOn(n)).toList();
        return ofOrder.isEmpty() ? 0 : ofOrder.equals(List.of(from(1))) ? 1 : -1;
    }

    private static boolean isRational(Expr e, Sym x) {
        return e.dependsOn(x) && e.subexpressions().stream().allMatch(part -> part.isFreeOf(x) || part.equals(x) || part instanceof Sum || part instanceof Product
                || part instanceof Neg || part instanceof Quotient || part instanceof Power p && Rational.fromLiteral(p.exponent()) instanceof Rational r && r.isInteger());
    }

    /** A bound for the degree of a polynomial in x; −1 if it is none as it is written. */
    private static int degree(Expr whole, Sym x) {
        return whole.<Integer>fold((e, c) -> {
            if (e.isFreeOf(x)) {
                return 0;
            }
            if (c.contains(-1)) {
                return -1;
            }
            return switch (e) {
                case Sym s -> 1;
                case Neg m -> c.get(0);
                case Sum s -> c.stream().mapToInt(i -> i).max().orElse(0);
                case Product p -> c.stream().mapToInt(i -> i).sum();
                case Quotient q -> q.denominator().isFreeOf(x) ? c.get(0) : -1;
                case Power p -> Rational.fromLiteral(p.exponent()) instanceof Rational r && r.isInteger() && r.signum() > 0 && r.compareTo(Rational.of(MAX_DEGREE * 10)) < 0
                        ? c.get(0) * r.numerator().intValueExact() : -1;
                default -> -1;
            };
        });
    }
}
