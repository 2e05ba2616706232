package dev.ddx.calculus;

import dev.ddx.expr.Call;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Derivative;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Facts;
import dev.ddx.kernel.ZeroTest;
import dev.ddx.rewrite.Curve;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Rewrite;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Derivatives of one quantity by another where both depend on a third: dy/dx = (dy/dt)/(dx/dt). Parametric and polar
 * curves, the derivative of a function with respect to another, and that of an inverse function are of this kind.
 */
public final class CurveDifferentiation {

    private static final int MANY = 8;

    private final StandardLibrary library;
    private final Facts facts;
    private final Limits limits;

    public CurveDifferentiation(StandardLibrary library, Facts facts, Limits limits) {
        this.library = library;
        this.facts = facts;
        this.limits = limits;
    }

    /**
     * The derivative of y by x on the curve x = x(t), y = y(t).
     *
     * @param equations two equations with a symbol on the left: the one that is differentiated by, then the other
     * @throws DdxException of kind USAGE if the equations are not of this form, NOT_DIFFERENTIABLE if the first quantity is
     *         constant, and as {@link Differentiation#derive} does
     */
    public Derivation parametric(List<Expr> equations, Sym t, int order) {
        if (equations.size() != 2) {
            throw usage("two equations are expected, such as x = cos(t) and y = sin(t)");
        }
        List<Relation> given = equations.stream().map(e -> explicit(e, t, "x = cos(t)")).toList();
        Sym x = (Sym) given.get(0).left();
        Sym y = (Sym) given.get(1).left();
        if (x.equals(y)) {
            throw usage("both equations say what " + x.name() + " is");
        }
        for (Relation r : given) {
            if (r.right().dependsOn(x) || r.right().dependsOn(y)) {
                throw usage("on the right sides stands " + t.name() + ", not " + x.name() + " or " + y.name());
            }
        }
        return derive(new Curve(t, List.of(x, y), given), y, x, order,
                Reason.of("Parametric differentiation", ": chain rule, ${r}$"));
    }

    /**
     * The slope dy/dx of the curve r = r(t) in polar coordinates, x = r cos t, y = r sin t.
     *
     * @param equation an equation with a symbol on the left, or its right side
     */
    public Derivation polar(Expr equation, Sym t, int order) {
        Relation given = equation instanceof Relation r ? explicit(r, t, "r = 1 + cos(t)") : Relation.of(Sym.of("r"), Relation.Op.EQ, equation);
        Sym r = (Sym) given.left();
        List<Sym> xy = List.of(Sym.of("x"), Sym.of("y"));
        if (xy.contains(t) || xy.contains(r) || r.equals(t) || xy.stream().anyMatch(given.right()::dependsOn) || given.right().dependsOn(r)) {
            throw usage("x and y are the coordinates of the points of the curve; the angle and the radius have other names, such as t and r");
        }
        Relation x = Relation.of(xy.get(0), Relation.Op.EQ, Product.of(r, Call.of("cos", t)));
        Relation y = Relation.of(xy.get(1), Relation.Op.EQ, Product.of(r, Call.of("sin", t)));
        return derive(new Curve(t, List.of(r, xy.get(0), xy.get(1)), List.of(given, x, y)), xy.get(1), xy.get(0), order,
                Reason.of("Polar coordinates", ": chain rule, ${r}$"));
    }

    /** The derivative of f with respect to g, both functions of x. */
    public Derivation withRespectTo(Expr f, Expr g, Sym x) {
        if (g.isFreeOf(x)) {
            throw usage("the function that is differentiated by has to depend on " + x.name());
        }
        List<Sym> names = new ArrayList<>();
        for (String name : List.of("w", "z", "s", "q", "w_1", "z_1")) {
            Sym s = Sym.of(name);
            if (f.isFreeOf(s) && g.isFreeOf(s) && !s.equals(x)) {
                names.add(s);
            }
        }
        if (names.size() < 2) {
            throw usage("the functions have too many symbols for two more to be named");
        }
        Sym u = names.get(0);
        Sym v = names.get(1);
        Curve curve = new Curve(x, List.of(v, u), List.of(Relation.of(v, Relation.Op.EQ, g), Relation.of(u, Relation.Op.EQ, f)));
        return derive(curve, u, v, 1, Reason.of("Derivative with respect to a function", ": chain rule, ${r}$"));
    }

    private static Relation explicit(Expr e, Sym t, String example) {
        if (!(e instanceof Relation r) || !r.isEquation() || !(r.left() instanceof Sym || r.left() instanceof Call c && !c.isDerivative() && c.arguments().equals(List.of(t)))) {
            throw usage("an equation that says what a quantity is is expected, such as " + example);
        }
        Sym name = r.left() instanceof Call c ? Sym.of(c.name()) : (Sym) r.left();
        if (name.equals(t)) {
            throw usage(t.name() + " is the parameter; it has no equation");
        }
        return Relation.of(name, Relation.Op.EQ, r.right());
    }

    private static DdxException usage(String what) {
        return new DdxException(DdxException.Kind.USAGE, what);
    }

    // ---- the derivation

    private Derivation derive(Curve curve, Sym y, Sym x, int order, Reason why) {
        if (order < 1 || order > MANY) {
            throw usage("the order of such a derivative is from 1 to " + MANY);
        }
        Set<Sym> taken = new LinkedHashSet<>(curve.dependents());
        taken.add(curve.parameter());
        Differentiation differentiation = new Differentiation(library, facts, limits, taken);
        Derivation dx = side(differentiation, curve, x);
        if (ZeroTest.proves(dx.result(), facts, limits)) {
            throw new DdxException(DdxException.Kind.NOT_DIFFERENTIABLE, x.name() + " does not depend on " + curve.parameter().name()
                    + ": nothing is differentiated by a constant");
        }
        Derivation d = first(differentiation, curve, y, x, dx, why);
        for (int n = 2; n <= order; n++) {
            d = again(differentiation, curve, y, x, dx, d, n);
        }
        return d.on(curve);
    }

    /** dx/dt, from what x is. */
    private Derivation side(Differentiation differentiation, Curve curve, Sym s) {
        Trace t = differentiation.trace(Derivative.of(s, curve.parameter()));
        Expr formula = formula(curve, s);
        t.step("substitute-given", List.of(), Rewrite.of(Derivative.of(formula, curve.parameter()), Reason.of("Put in", "${e}$").with("e", Relation.of(s, Relation.Op.EQ, formula))), Trace.NORMAL);
        differentiation.carryOut(t);
        differentiation.tidy(t, Trace.NORMAL);
        t.showLast(Trace.NORMAL);
        return t.done();
    }

    /** What s is, in the parameter alone. */
    private static Expr formula(Curve curve, Sym s) {
        Expr out = curve.explicit(curve.dependents().indexOf(s));
        for (int i = curve.dependents().size() - 1; i >= 0; i--) {
            Sym other = curve.dependents().get(i);
            Expr is = curve.explicit(i);
            out = other.equals(s) ? out : out.substitute(v -> v.equals(other) ? is : null);
        }
        return out;
    }

    private Derivation first(Differentiation differentiation, Curve curve, Sym y, Sym x, Derivation dx, Reason why) {
        Sym p = curve.parameter();
        Derivation dy = side(differentiation, curve, y);
        Trace t = differentiation.trace(Derivative.of(y, x));
        Expr byT = Derivative.of(y, p);
        Expr xByT = Derivative.of(x, p);
        t.step("parametric", List.of(), Rewrite.of(Quotient.of(byT, xByT),
                why.with("r", Relation.of(byT, Relation.Op.EQ, Product.of(Derivative.of(y, x), xByT)))), Trace.NORMAL);
        put(t, 1, dx);
        t.showLast(Trace.FULL);
        put(t, 0, dy);
        return simplified(differentiation, t);
    }

    /** What was found aside in the place of that child. */
    private void put(Trace t, int child, Derivation side) {
        t.step("assemble", List.of(child), new Rewrite(side.result(), Reason.of("Put in", "${e}$").with("e", Relation.of(side.start(), Relation.Op.EQ, side.result())),
                child == 0 ? List.of() : conditions(side.result()), List.of(side)), Trace.NORMAL);
    }

    private static Derivation simplified(Differentiation differentiation, Trace t) {
        differentiation.polish(t);
        if (t.value() instanceof Quotient q && q.denominator() instanceof Sum below && below.terms().stream().allMatch(Neg.class::isInstance)) {
            Expr positive = Sum.of(below.terms().stream().map(n -> ((Neg) n).operand()).toList());
            t.stepValue("pull-minus", Neg.of(Quotient.of(q.numerator(), positive)), Reason.of("Pull out the minus sign"), Trace.NORMAL);
        }
        t.showLast(Trace.BRIEF);
        return t.done();
    }

    private List<Relation> conditions(Expr slope) {
        return facts.missing(Relation.of(slope, Relation.Op.NE, Num.ZERO));
    }

    private Derivation again(Differentiation differentiation, Curve curve, Sym y, Sym x, Derivation dx, Derivation before, int order) {
        Sym p = curve.parameter();
        Trace t = differentiation.trace(Derivative.of(y, Collections.nCopies(order, x)));
        Expr f = before.result();
        t.step("higher-order", List.of(), new Rewrite(Derivative.of(f, x), Reason.of("Differentiate again", "with respect to ${x}$").with("x", x), List.of(), List.of(before)), Trace.NORMAL);
        Expr byT = Derivative.of(f, p);
        Expr xByT = Derivative.of(x, p);
        t.step("parametric", List.of(), Rewrite.of(Quotient.of(byT, xByT),
                Reason.of("Chain rule", ", ${r}$").with("r", Relation.of(byT, Relation.Op.EQ, Product.of(Derivative.of(f, x), xByT)))), Trace.NORMAL);
        t.step("substitute-derivative", List.of(1), Rewrite.of(dx.result(), Reason.of("As before", ", ${l}$").with("l", Relation.of(xByT, Relation.Op.EQ, dx.result())),
                conditions(dx.result())), Trace.NORMAL);
        differentiation.carryOut(t);
        differentiation.tidy(t, Trace.NORMAL);
        return simplified(differentiation, t);
    }

    // ---- inverse functions

    /**
     * The derivative of the inverse function of f: dx/dy = 1/(dy/dx) for y = f(x).
     *
     * @param y a name for the values of f
     */
    public Derivation inverse(Expr f, Sym x, Sym y) {
        if (f.isFreeOf(x)) {
            throw usage("a function of " + x.name() + " is expected; a constant has no inverse");
        }
        if (f.dependsOn(y)) {
            throw usage("the values of the function need another name than " + y.name() + ", which occurs in it");
        }
        Curve curve = new Curve(x, List.of(y), List.of(Relation.of(y, Relation.Op.EQ, f)));
        Differentiation differentiation = new Differentiation(library, facts, limits, Set.of(x, y));
        Derivation dy = side(differentiation, curve, y);
        if (ZeroTest.proves(dy.result(), facts, limits)) {
            throw new DdxException(DdxException.Kind.NOT_DIFFERENTIABLE, "the derivative of the function is 0 everywhere, so that it has no inverse");
        }
        Trace t = differentiation.trace(Derivative.of(x, y));
        Expr slope = Derivative.of(y, x);
        t.step("inverse", List.of(), Rewrite.of(Quotient.of(Num.ONE, slope), Reason.of("Derivative of the inverse function", ": ${r}$")
                .with("r", Relation.of(Product.of(Derivative.of(x, y), slope), Relation.Op.EQ, Num.ONE))), Trace.NORMAL);
        put(t, 1, dy);
        return simplified(differentiation, t).on(curve);
    }
}
