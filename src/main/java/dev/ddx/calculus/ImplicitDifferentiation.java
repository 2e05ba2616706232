package dev.ddx.calculus;

import dev.ddx.expr.Assumptions;
import dev.ddx.expr.Call;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Derivative;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.AlgebraicForm;
import dev.ddx.kernel.Condition;
import dev.ddx.kernel.Facts;
import dev.ddx.kernel.NormalFormTooLarge;
import dev.ddx.kernel.Reduction;
import dev.ddx.kernel.ZeroTest;
import dev.ddx.rewrite.Curve;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Rewrite;
import dev.ddx.rewrite.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The derivative of y by x where an equation ties y to x: both sides are differentiated, the terms with y′ are collected,
 * and the equation is solved for y′. Each further derivative is that of the one before it, with y′ put in; what is
 * found is shortened by the equation itself.
 *
 * <p>On the way y is an unknown function of x, y(x), so that all rules of differentiation apply to it; in the lines it
 * is y, and its derivatives are dy/dx, d²y/dx² and so on.
 */
public final class ImplicitDifferentiation {

    private static final int MANY = 8;
    /** So much longer may an equation be that has no denominators any more. */
    private static final int LONGER = 5;

    private final Differentiation differentiation;
    private final Facts facts;
    private final Limits limits;
    private final Sym x;
    private final Sym y;
    private final Call function;

    /** @throws DdxException of kind USAGE if x and y are the same symbol */
    public ImplicitDifferentiation(StandardLibrary library, Facts facts, Limits limits, Sym y, Sym x) {
        if (x.equals(y)) {
            throw new DdxException(DdxException.Kind.USAGE, "the variable that depends on another, and that other, are two variables; both are " + x.name());
        }
        this.x = x;
        this.y = y;
        this.function = Call.of(y.name(), x);
        this.limits = limits;
        StandardLibrary plain = library.without(y.name());
        Assumptions assumptions = facts.assumptions();
        Assumptions known = Assumptions.NONE.withComplex(assumptions.isComplex());
        for (Relation r : assumptions.relations()) {
            known = known.with((Relation) asFunction(r));
        }
        for (Sym s : List.of(x, y)) {
            known = assumptions.isInteger(s) ? known.withInteger(s) : known;
        }
        this.facts = new Facts(plain.functions(), known);
        this.differentiation = new Differentiation(plain, this.facts, limits, Set.of(x, y));
    }

    private Expr asFunction(Expr e) {
        return e.substitute(s -> s.equals(y) ? function : null);
    }

    /**
     * The derivation of that derivative of y by x.
     *
     * @param equation what holds between x and y; y may also be written y(x)
     * @throws DdxException of kind USAGE if it is no equation or y does not occur, EMPTY_DOMAIN if it holds nowhere,
     *         NOT_DIFFERENTIABLE if it does not determine y, and as {@link Differentiation#derive} does
     */
    public Derivation derive(Expr equation, int order) {
        if (!(equation instanceof Relation r) || !r.isEquation()) {
            throw new DdxException(DdxException.Kind.USAGE, "an equation is expected, such as x^2 + y^2 = 25");
        }
        if (order < 1 || order > MANY) {
            throw new DdxException(DdxException.Kind.USAGE, "the order of an implicit derivative is from 1 to " + MANY);
        }
        Relation given = (Relation) r.replace(function, y);
        check(given);
        Relation start = (Relation) asFunction(given);
        Trace t = differentiation.trace(start);
        first(t, start);
        for (int n = 2; n <= order; n++) {
            again(t, start, n);
        }
        t.showLast(Trace.BRIEF);
        Derivation d = inSymbols(t.done());
        Reason opening = Reason.of("Implicit differentiation", ": ${y}$ depends on ${x}$").with("y", y).with("x", x);
        return new Derivation(given, d.steps(), d.unneeded(), opening, new Curve(x, List.of(y), List.of(given)));
    }

    private void check(Relation given) {
        if (given.isFreeOf(y)) {
            throw new DdxException(DdxException.Kind.USAGE, y.name() + " does not occur in the equation, which therefore says nothing about it");
        }
        if (given.has(e -> e instanceof Call c && c.name().equals(y.name()))) {
            throw new DdxException(DdxException.Kind.USAGE, y.name() + " is a variable here; where it is written as a function, that is " + y.name() + "(" + x.name() + ")");
        }
        if (given.has(e -> e instanceof Derivative || e instanceof Relation && e != given)) {
            throw new DdxException(DdxException.Kind.USAGE, "an equation between " + x.name() + " and " + y.name() + " is expected, without derivatives");
        }
        if (Boolean.FALSE.equals(facts.decide((Relation) asFunction(given)))) {
            throw new DdxException(DdxException.Kind.EMPTY_DOMAIN, "the equation holds for no real numbers");
        }
        Expr difference = Sum.of(given.left(), Neg.of(given.right()));
        if (ZeroTest.decide(Derivative.of(difference, y), facts, limits).isZero()) {
            throw new DdxException(DdxException.Kind.NOT_DIFFERENTIABLE, "the equation does not determine " + y.name() + ": its derivative by " + y.name() + " is 0 everywhere");
        }
    }

    // ---- the first derivative

    private void first(Trace t, Relation start) {
        Relation derivatives = Relation.of(Derivative.of(start.left(), x), Relation.Op.EQ, Derivative.of(start.right(), x));
        t.step("differentiate-both-sides", List.of(), Rewrite.of(derivatives, Reason.of("Differentiate both sides", "with respect to ${x}$").with("x", x)), Trace.NORMAL);
        boolean constant = start.right().isFreeOf(x);
        for (int side : constant ? List.of(1, 0) : List.of(0, 1)) {
            Trace aside = t.fresh(((Relation) t.current()).operands().get(side));
            differentiation.carryOut(aside);
            differentiation.tidy(aside, Trace.NORMAL);
            int before = t.size();
            t.graft(side, aside.done());
            for (int i = before; i < t.size() && side == 1 && constant; i++) {
                t.show(i, Trace.FULL);
            }
        }
        clearDenominators(t);
        solve(t);
        simplify(t, start);
    }

    private Expr slope(int order) {
        return Call.of(y.name(), List.of(order), List.of(x));
    }

    /** The terms that are written for a·p + b, each signed. */
    private record Linear(List<Expr> coefficient, List<Expr> rest) {

        /** The same with each part, its sign aside, replaced. */
        Linear map(UnaryOperator<Expr> f) {
            UnaryOperator<Expr> signed = e -> e instanceof Neg n ? Neg.of(f.apply(n.operand())) : f.apply(e);
            return new Linear(coefficient.stream().map(signed).toList(), rest.stream().map(signed).toList());
        }
    }

    /** Takes apart what is linear in p; null if it is not. */
    private static Linear linear(Expr e, Expr p) {
        List<Expr> coefficient = new ArrayList<>();
        List<Expr> rest = new ArrayList<>();
        for (Expr term : Collect.flatten(e)) {
            boolean minus = term instanceof Neg;
            Expr u = term instanceof Neg n ? n.operand() : term;
            Linear parts = null;
            if (!u.contains(p)) {
                parts = new Linear(List.of(), List.of(u));
            } else if (u.equals(p)) {
                parts = new Linear(List.of(Num.ONE), List.of());
            } else if (u instanceof Product product) {
                int at = only(product.factors(), p);
                Linear inner = at < 0 ? null : linear(product.factors().get(at), p);
                parts = inner == null ? null : inner.map(c -> {
                    List<Expr> factors = new ArrayList<>(product.factors());
                    if (c.equals(Num.ONE)) {
                        factors.remove(at);
                    } else {
                        factors.remove(at);
                        factors.addAll(at, c instanceof Product q ? q.factors() : List.of(c));
                    }
                    return Product.join(factors);
                });
            } else if (u instanceof Quotient q && !q.denominator().contains(p)) {
                Linear inner = linear(q.numerator(), p);
                parts = inner == null ? null : inner.map(c -> Quotient.of(c, q.denominator()));
            }
            if (parts == null) {
                return null;
            }
            parts.coefficient().forEach(c -> coefficient.add(minus ? negative(c) : c));
            parts.rest().forEach(c -> rest.add(minus ? negative(c) : c));
        }
        return new Linear(coefficient, rest);
    }

    private static int only(List<Expr> factors, Expr p) {
        int at = -1;
        for (int i = 0; i < factors.size(); i++) {
            if (factors.get(i).contains(p)) {
                if (at >= 0) {
                    return -1;
                }
                at = i;
            }
        }
        return at;
    }

    static Expr negative(Expr e) {
        return e instanceof Neg n ? n.operand() : e instanceof Num n && n.isZero() ? e : Neg.of(e);
    }

    /** Brings the equation to the form y′ = …. */
    private void solve(Trace t) {
        Expr p = slope(1);
        Relation r = (Relation) t.current();
        Linear left = linear(r.left(), p);
        Linear right = linear(r.right(), p);
        if (left == null || right == null) {
            throw new DdxException(DdxException.Kind.NOT_DIFFERENTIABLE, "what comes out of differentiating both sides was not solved for the derivative");
        }
        List<Expr> coefficient = new ArrayList<>(left.coefficient());
        right.coefficient().forEach(c -> coefficient.add(negative(c)));
        List<Expr> rest = new ArrayList<>(right.rest());
        left.rest().forEach(c -> rest.add(negative(c)));
        rest.removeIf(e -> e instanceof Num n && n.isZero());
        if (!rest.isEmpty() && rest.stream().allMatch(Neg.class::isInstance) && coefficient.stream().anyMatch(Neg.class::isInstance)) {
            // Fewer minus signs with the sides the other way round.
            coefficient.replaceAll(ImplicitDifferentiation::negative);
            rest.replaceAll(ImplicitDifferentiation::negative);
        }
        coefficient.sort(Comparator.comparing(Neg.class::isInstance));
        Expr value = rest.isEmpty() ? Num.ZERO : tidied(t, Sum.join(rest));
        List<Expr> terms = coefficient.stream().map(c -> times(c, p)).toList();
        if (terms.isEmpty()) {
            throw new DdxException(DdxException.Kind.NOT_DIFFERENTIABLE, "the equation does not determine " + y.name());
        }
        Reason collect = r.right().equals(p) && left.coefficient().isEmpty() ? Reason.of("Exchange the sides")
                : Reason.of("Collect the terms with", "${p}$ on the left").with("p", p);
        equation(t, "collect-derivative", Sum.join(terms), value, collect, List.of());
        Expr factor = tidied(t, Sum.join(coefficient));
        if (factor instanceof Neg n) {
            factor = n.operand();
            value = tidied(t, negativeOf(value));
        }
        equation(t, "factor-derivative", times(factor, p), value, terms.size() > 1 ? Reason.of("Take out the common factor", "${g}$").with("g", p) : collect, List.of());
        if (factor.equals(Num.ONE)) {
            return;
        }
        List<Relation> conditions = facts.missing(Relation.of(factor, Relation.Op.NE, Num.ZERO));
        boolean minus = value instanceof Neg || value instanceof Sum s && s.terms().stream().allMatch(Neg.class::isInstance);
        Expr quotient = minus ? Neg.of(Quotient.of(negativeOf(value), factor)) : Quotient.of(value, factor);
        equation(t, "divide-both-sides", p, value.equals(Num.ZERO) ? value : quotient, Reason.of("Divide both sides by", "${g}$").with("g", factor), conditions);
    }

    /** Multiplies both sides by what their terms with x and y are divided by. */
    private void clearDenominators(Trace t) {
        Relation r = (Relation) t.current();
        Set<Expr> factors = new LinkedHashSet<>();
        try {
            for (Expr side : r.operands()) {
                if (side.has(e -> e instanceof Quotient q && q.denominator().dependsOn(x)) && AlgebraicForm.together(side) instanceof Quotient q) {
                    for (Expr f : q.denominator() instanceof Product p ? p.factors() : List.of(q.denominator())) {
                        factors.add(f);
                    }
                }
            }
            if (factors.isEmpty()) {
                return;
            }
            Expr by = AlgebraicForm.factored(Product.join(List.copyOf(factors)));
            List<Expr> sides = new ArrayList<>();
            for (Expr side : r.operands()) {
                sides.add(AlgebraicForm.expanded(AlgebraicForm.together(Product.of(by, side))));
            }
            boolean whole = sides.stream().noneMatch(e -> AlgebraicForm.together(e) instanceof Quotient q && q.denominator().dependsOn(x));
            if (!whole || sides.get(0).size() + sides.get(1).size() > r.size() + LONGER) {
                return;
            }
            List<Relation> conditions = new ArrayList<>();
            factors.forEach(f -> conditions.addAll(facts.missing(Relation.of(f, Relation.Op.NE, Num.ZERO))));
            equation(t, "multiply-both-sides", sides.get(0), sides.get(1), Reason.of("Multiply both sides by", "${y}$").with("y", by), conditions);
        } catch (NormalFormTooLarge tooLarge) {
            // The fractions stay.
        }
    }

    private static Expr negativeOf(Expr e) {
        return e instanceof Sum s ? Sum.join(s.terms().stream().map(ImplicitDifferentiation::negative).toList()) : negative(e);
    }

    private static Expr times(Expr c, Expr p) {
        if (c instanceof Neg n) {
            return Neg.of(times(n.operand(), p));
        }
        if (c.equals(Num.ONE)) {
            return p;
        }
        List<Expr> factors = new ArrayList<>(c instanceof Product q ? q.factors() : List.of(c));
        factors.add(p);
        return Product.of(factors);
    }

    /** Like terms added and factors put together, without a line. */
    private Expr tidied(Trace t, Expr e) {
        Trace aside = t.fresh(e);
        differentiation.tidy(aside, Trace.FULL);
        return aside.current();
    }

    private void equation(Trace t, String rule, Expr left, Expr right, Reason reason, List<Relation> conditions) {
        Relation before = (Relation) t.current();
        List<Relation> all = new ArrayList<>(conditions);
        facts.lost(Sum.of(before.operands()), Sum.of(left, right)).stream().filter(r -> !all.contains(r)).forEach(all::add);
        t.step(rule, List.of(), Rewrite.of(Relation.of(left, Relation.Op.EQ, right), reason, Condition.irredundant(all, facts)), Trace.NORMAL);
    }

    // ---- further derivatives

    private void again(Trace t, Relation start, int order) {
        Expr before = t.value();
        Expr slope = before;
        for (Step s : t.done().steps()) {
            if (s.after() instanceof Relation r && r.left().equals(slope(1))) {
                slope = r.right();
            }
        }
        equation(t, "differentiate-again", slope(order), Derivative.of(before, x), Reason.of("Differentiate again", "with respect to ${x}$").with("x", x), List.of());
        differentiation.carryOut(t);
        differentiation.tidy(t, Trace.NORMAL);
        if (t.value().contains(slope(1))) {
            t.stepValue("substitute-derivative", t.value().replace(slope(1), slope), Reason.of("Substitute", "${y} = {p}$").with("y", slope(1)).with("p", slope), Trace.NORMAL);
        }
        simplify(t, start);
    }

    /** The value in a form that is easy to read, shortened by the equation where that is possible. */
    private void simplify(Trace t, Relation start) {
        boolean nested = isNested(t.value());
        Expr form = nested ? null : t.value();
        for (Expr e : nested ? forms(t.value()) : List.<Expr>of()) {
            form = form == null || Cost.of(e) < Cost.of(form) ? e : form;
        }
        if (form != null) {
            t.stepValue("together", form, Reason.of("Common denominator, in lowest terms"), Trace.NORMAL);
        }
        Expr zero = Sum.of(start.left(), Neg.of(start.right()));
        boolean isFirst = ((Relation) t.current()).left().equals(slope(1));
        Expr best = t.value();
        for (Expr e : Reduction.of(t.value(), zero)) {
            // A first derivative that is known by heart is not written in another way for a letter less.
            boolean better = isFirst ? functions(e) < functions(best) : Cost.of(e) < Cost.of(best);
            best = better ? e : best;
        }
        if (best != t.value()) {
            t.stepValue("use-equation", best, Reason.of("Use the equation", "${e}$").with("e", start), Trace.NORMAL);
            return;
        }
        if (form == null || !nested) {
            differentiation.polish(t);
            for (Expr e : forms(t.value())) {
                if (Cost.of(e) < Cost.of(t.value())) {
                    t.stepValue("together", e, Reason.of("Common denominator, in lowest terms"), Trace.NORMAL);
                }
            }
        }
    }

    private static boolean isNested(Expr e) {
        return e.has(q -> q instanceof Quotient f && f.has(inner -> inner != f && inner instanceof Quotient && Rational.fromLiteral(inner) == null));
    }

    /** How many functions and exponentials occur besides y(x). */
    private long functions(Expr e) {
        return e.subexpressions().stream().filter(f -> f instanceof Call c && !c.name().equals(y.name())
                || f instanceof Power p && p.exponent().dependsOn(x)).count();
    }

    private static List<Expr> forms(Expr e) {
        try {
            return List.of(AlgebraicForm.together(e), AlgebraicForm.factored(e));
        } catch (NormalFormTooLarge tooLarge) {
            return List.of();
        }
    }

    // ---- y for y(x)

    /** The derivation with y in place of y(x); steps that only write a derivative in another way are gone. */
    private Derivation inSymbols(Derivation d) {
        List<Step> steps = new ArrayList<>();
        for (Step s : d.steps()) {
            Expr before = inSymbols(s.before());
            Expr after = inSymbols(s.after());
            if (!before.equals(after)) {
                Reason reason = s.reason();
                Map<String, Expr> bindings = new LinkedHashMap<>();
                reason.bindings().forEach((k, v) -> bindings.put(k, inSymbols(v)));
                steps.add(new Step(s.rule(), s.path(), before, after, reason.withBindings(bindings), s.conditions().stream().map(c -> (Relation) inSymbols(c)).toList(),
                        s.sides().stream().map(this::inSymbols).filter(side -> !side.steps().isEmpty()).toList(), s.shownFrom()));
            } else if (!steps.isEmpty()) {
                // Where the line that is left out was to be seen, the one before it is.
                Step last = steps.get(steps.size() - 1);
                steps.set(steps.size() - 1, last.shownFrom(Math.min(last.shownFrom(), s.shownFrom())));
            }
        }
        return new Derivation(inSymbols(d.start()), steps, d.unneeded().stream().map(r -> (Relation) inSymbols(r)).toList(), d.opening(), null);
    }

    private Expr inSymbols(Expr e) {
        return e.mapBottomUp(node -> {
            if (node instanceof Call c && c.name().equals(y.name()) && c.arguments().equals(List.of(x))) {
                int n = c.orders().get(0);
                return n == 0 ? y : Derivative.of(y, Collections.nCopies(n, x));
            }
            if (node instanceof Derivative d && d.operand() instanceof Derivative inner && inner.operand().equals(y)) {
                List<Sym> all = new ArrayList<>(inner.variables());
                all.addAll(d.variables());
                return Derivative.of(y, all);
            }
            return node;
        });
    }
}
