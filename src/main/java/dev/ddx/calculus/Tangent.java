package dev.ddx.calculus;

import dev.ddx.expr.DdxException;
import dev.ddx.expr.Derivative;
import dev.ddx.expr.EvaluatedAt;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Facts;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Exposition;
import dev.ddx.rewrite.Ledger;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tangent, normal and linear approximation of a graph at a point, in real mode. */
public final class Tangent {

    private final StandardLibrary library;
    private final Facts facts;
    private final Limits limits;
    private final Differentiation differentiation;
    private final Expr f;
    private final Sym x;
    private final Expr a;
    private final Sym y;
    private final Relation there;
    private final List<Exposition.Part> parts = new ArrayList<>();
    private final List<Expr> results = new ArrayList<>();

    private Tangent(StandardLibrary library, Facts facts, Limits limits, Expr f, Sym x, Expr a) {
        this.library = library;
        this.facts = facts;
        this.limits = limits;
        this.differentiation = new Differentiation(library, facts, limits);
        this.f = f;
        this.x = x;
        this.a = a;
        this.y = FirstPrinciples.free(Sum.of(f, a), List.of("y", "w", "q"), x);
        this.there = Relation.of(x, Relation.Op.EQ, a);
    }

    /**
     * Value and derivative of f at a, the equations of the tangent and the normal, and the linear approximation; or why
     * there is no tangent, or a vertical one.
     *
     * @throws DdxException of kind EMPTY_DOMAIN if f has no value at a
     */
    public static Exposition of(StandardLibrary library, Facts facts, Limits limits, Expr f, Sym x, Expr a) {
        if (facts.isComplex()) {
            throw new DdxException(DdxException.Kind.USAGE, "a graph has tangents in real mode only; leave --complex out");
        }
        if (a.dependsOn(x)) {
            throw new DdxException(DdxException.Kind.USAGE, "the value of " + x.name() + " may not depend on it");
        }
        return new Tangent(library, facts, limits, f, x, a).exposition();
    }

    private Exposition exposition() {
        AtPoint at = new AtPoint(library, facts, limits, Map.of(x, a), 10);
        Derivation value = at.value(f);
        Derivation slope = differentiation.derive(f, x, 1, "");
        boolean number = a.isConstant() && f.freeSymbols().stream().allMatch(x::equals);
        Ledger.Point point = number ? new DomainLedger(library, facts, limits).at(f, slope, x, a) : null;
        if (point == null) {
            parts.add(new Exposition.Lines(value, false));
            Derivation there = at.derivative(slope, f, x, 1);
            parts.add(new Exposition.Lines(there, false));
            lines(value.result(), there.result());
        } else {
            remark(point.sentence());
            switch (point.kind()) {
                case DIFFERENTIABLE -> {
                    parts.add(new Exposition.Lines(value, false));
                    straight(value.result(), point.left());
                }
                case END -> {
                    parts.add(new Exposition.Lines(value, false));
                    straight(value.result(), point.left() == null ? point.right() : point.left());
                }
                case KINK -> {
                    parts.add(new Exposition.Lines(value, false));
                    remark(Reason.of("There is no tangent at ${p}$: on the left the graph has the half-tangent ${l}$, on the right ${r}$").with("p", there)
                            .with("l", line(value.result(), point.left())).with("r", line(value.result(), point.right())));
                }
                case VERTICAL, VERTICAL_END -> {
                    parts.add(new Exposition.Lines(value, false));
                    vertical(value.result());
                }
                case UNDECIDED, MAY_JUMP -> {
                    // The sentence says it.
                }
                default -> remark(Reason.of("There is no tangent at ${p}$").with("p", there));
            }
        }
        return new Exposition(parts, results);
    }

    private void remark(Reason r) {
        parts.add(new Exposition.Remark(r));
    }

    /** The slope grows beyond all bounds from one side at least. */
    private void vertical(Expr value) {
        int[] signs = new int[2];
        DomainLedger ledger = new DomainLedger(library, facts, limits);
        for (int side = 0; side < 2; side++) {
            OneSided beside = new OneSided(differentiation, library, facts, limits, x, a, side == 1);
            Expr written = ledger.writtenOut(f);
            if (Boolean.FALSE.equals(beside.isDefinedBeside(written))) {
                continue;
            }
            Expr formula = beside.beside(written);
            Asymptotics.Value slope = formula == null ? null : beside.slope(formula);
            if (slope == null || slope.isFinite()) {
                remark(Reason.of("There is no tangent at ${p}$: the slope grows beyond all bounds on one side only").with("p", there));
                return;
            }
            signs[side] = slope.infinite();
        }
        Relation normal = Relation.of(y, Relation.Op.EQ, value);
        remark(Reason.of("The tangent is the vertical line ${t}$, the normal the horizontal line ${n}$").with("t", there).with("n", normal));
        if (signs[0] * signs[1] < 0) {
            remark(Reason.of("The graph has a cusp at ${p}$").with("p", there));
        }
        results.add(there);
        results.add(normal);
    }

    /** A sum with a number of its own sign. */
    private Expr shifted() {
        return x(a);
    }

    private Expr x(Expr by) {
        if (by.equals(Num.ZERO)) {
            return x;
        }
        Rational r = Rational.fromLiteral(by);
        return Sum.of(x, r != null && r.signum() < 0 ? r.negate().toExpr() : by instanceof Neg n ? n.operand() : Neg.of(by));
    }

    /** y = c + m(x − a), multiplied out where all is rational. */
    private Relation line(Expr c, Expr m) {
        return Relation.of(y, Relation.Op.EQ, linear(c, m));
    }

    private Expr linear(Expr c, Expr m) {
        Rational value = Rational.fromLiteral(c);
        Rational slope = Rational.fromLiteral(m);
        Rational at = Rational.fromLiteral(a);
        if (value != null && slope != null && at != null) {
            return sum(times(m, x), value.minus(slope.times(at)).toExpr());
        }
        return sum(c, times(m, shifted()));
    }

    private static Expr times(Expr m, Expr u) {
        Rational r = Rational.fromLiteral(m);
        if (r != null && (r.isZero() || r.isOne())) {
            return r.isZero() ? Num.ZERO : u;
        }
        if (r != null && r.signum() < 0) {
            return Neg.of(times(r.negate().toExpr(), u));
        }
        return m instanceof Neg n ? Neg.of(times(n.operand(), u)) : r != null && !r.isInteger()
                ? (r.numerator().equals(java.math.BigInteger.ONE) ? Quotient.of(u, Rational.of(r.denominator()).toExpr())
                        : Product.of(m, u)) : Product.of(m, u);
    }

    private static Expr sum(Expr a, Expr b) {
        if (b.equals(Num.ZERO)) {
            return a;
        }
        if (a.equals(Num.ZERO)) {
            return b;
        }
        Rational r = Rational.fromLiteral(b);
        return Sum.of(a, r != null && r.signum() < 0 ? Neg.of(r.negate().toExpr()) : b);
    }

    private Expr value() {
        return EvaluatedAt.of(f, x, a);
    }

    private Expr slope() {
        return EvaluatedAt.of(Derivative.of(f, x), x, a);
    }

    private void lines(Expr c, Expr m) {
        equation(Sum.of(value(), Product.of(slope(), shifted())), sum(c, times(m, shifted())), linear(c, m),
                Reason.of("The tangent goes through the point and has the slope of the graph"), List.of());
        Rational zero = Rational.fromLiteral(m);
        if (zero != null && zero.isZero()) {
            remark(Reason.of("The tangent is horizontal, the normal the vertical line ${n}$").with("n", there));
            results.add(there);
        } else {
            List<Relation> needed = facts.missing(Relation.of(m, Relation.Op.NE, Num.ZERO));
            Expr against = Rational.fromLiteral(m) instanceof Rational r ? times(Rational.ONE.over(r).negate().toExpr(), shifted())
                    : Neg.of(Quotient.of(shifted(), m));
            equation(Sum.of(value(), Neg.of(Quotient.of(shifted(), slope()))), sum(c, against),
                    Rational.fromLiteral(m) != null ? linear(c, inverse(m)) : sum(c, against),
                    Reason.of("The normal is perpendicular to the tangent"), needed);
        }
        approximation(c, m);
    }

    /** −1/m. */
    private static Expr inverse(Expr m) {
        Rational r = Rational.fromLiteral(m);
        return r != null ? Rational.ONE.over(r).negate().toExpr() : m instanceof Neg n ? Quotient.of(Num.ONE, n.operand()) : Neg.of(Quotient.of(Num.ONE, m));
    }

    private void straight(Expr c, Expr m) {
        Relation tangent = line(c, m);
        remark(Reason.of("The tangent is ${t}$").with("t", tangent));
        results.add(tangent);
        boolean flat = m.equals(Num.ZERO);
        Relation normal = flat ? there : line(c, inverse(m));
        remark(Reason.of("The normal is ${n}$").with("n", normal));
        results.add(normal);
        approximation(c, m);
    }

    private void approximation(Expr c, Expr m) {
        remark(Reason.of("Linear approximation near ${p}$: ${f}$ is about ${t}$").with("p", there).with("f", f).with("t", sum(c, times(m, shifted()))));
    }

    private void equation(Expr general, Expr put, Expr made, Reason opening, List<Relation> conditions) {
        Relation first = Relation.of(y, Relation.Op.EQ, general);
        Relation second = Relation.of(y, Relation.Op.EQ, put);
        Relation third = Relation.of(y, Relation.Op.EQ, made);
        // That the values exist has been found out before.
        List<Step> steps = new ArrayList<>(List.of(new Step("put-values", List.of(1), first, second, Reason.of("Put the values in"), conditions, List.of(),
                made.equals(put) ? Trace.BRIEF : Trace.NORMAL)));
        if (!made.equals(put)) {
            steps.add(new Step("simplify", List.of(1), second, third, Reason.of("Simplify"), List.of(), List.of(), Trace.BRIEF));
        }
        Derivation d = new Derivation(first, steps).openedBy(opening);
        parts.add(new Exposition.Lines(d, true));
        results.add(d.end());
    }
}
