package dev.ddx.calculus;

import dev.ddx.calculus.Asymptotics.Value;
import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.Derivative;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.Limit;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Piecewise;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Facts;
import dev.ddx.kernel.NormalFormTooLarge;
import dev.ddx.rewrite.Derivation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * An expression in one variable close to a number on one side of it, in real mode: signs, limits and slopes there. All
 * answers are proved; what is not found out is null. Functions are taken to be continuous where they are defined, but
 * where they are declared not to be.
 */
final class OneSided {

    private static final long MAX_OPERATIONS = 20_000;

    private final Differentiation differentiation;
    private final Numbers numbers;
    private final StandardLibrary library;
    private final Limits limits;
    private final Facts facts;
    /** What is certain on that side of the point. */
    private final Facts there;
    private final Sym x;
    private final Expr point;
    private final boolean fromRight;
    /** Made when it is first asked for. */
    private Asymptotics asymptotics;

    OneSided(Differentiation differentiation, StandardLibrary library, Facts facts, Limits limits, Sym x, Expr point, boolean fromRight) {
        this.differentiation = differentiation;
        this.numbers = new Numbers(differentiation, library, facts, limits);
        this.library = library;
        this.limits = limits;
        this.facts = facts;
        this.x = x;
        this.point = point;
        this.fromRight = fromRight;
        this.there = facts.given(List.of(Relation.of(x, fromRight ? Relation.Op.GT : Relation.Op.LT, point)));
    }

    // ---- at the point

    Expr at(Expr e) {
        return e.substitute(s -> s.equals(x) ? point : null);
    }

    private static Boolean holds(Relation r, Function<Expr, Integer> sign) {
        return r.holds((a, b) -> sign.apply(Numbers.difference(a, b)));
    }

    private static Boolean all(List<Relation> relations, Function<Relation, Boolean> holds) {
        Boolean all = true;
        for (Relation r : relations) {
            Boolean one = holds.apply(r);
            if (Boolean.FALSE.equals(one)) {
                return false;
            }
            all = one == null ? null : all;
        }
        return all;
    }

    /** The sign of a number; null if it has no value or its sign is not known. */
    Integer sign(Expr number) {
        return numbers.sign(number);
    }

    /** Whether the relation holds at the point. */
    Boolean holdsAt(Relation r) {
        return holds(r, u -> numbers.sign(at(u)));
    }

    /** The expression with the cases of functions given by cases that hold at the point; null if that is not known, or none does. */
    Expr caseAt(Expr e) {
        return e.fold((node, parts) -> {
            if (node instanceof Piecewise) {
                return Piecewise.chosen(parts, this::holdsAt);
            }
            return parts.contains(null) ? null : node.children().isEmpty() ? node : node.withChildren(parts);
        });
    }

    /** Whether it is defined at the point; null if that is not known, as with cases and with derivatives that are not carried out. */
    Boolean isDefinedAt(Expr e) {
        return e.has(p -> p instanceof Piecewise || p instanceof Derivative) ? null : all(facts.domain(e), this::holdsAt);
    }

    /** The value at the point, simplified, of what is defined there. */
    Expr value(Expr e) {
        return numbers.simplest(numbers.settled(at(e)));
    }

    // ---- beside the point

    /** Whether the relation holds beside the point; its sides have no functions that jump or have kinks at the point. */
    Boolean holdsBeside(Relation r) {
        return holds(r, this::signBeside);
    }

    /** Whether e is defined beside the point. */
    Boolean isDefinedBeside(Expr e) {
        Expr here = e.fold((node, parts) -> node instanceof Piecewise ? Piecewise.chosen(parts, r -> beside(r) instanceof Relation smooth ? holdsBeside(smooth) : null)
                : parts.contains(null) ? null : node.children().isEmpty() ? node : node.withChildren(parts));
        return here == null ? null : all(facts.domain(here), r -> beside(r) instanceof Relation smooth ? holdsBeside(smooth) : null);
    }

    /** The sign of a smooth expression beside the point, where it is defined there. */
    Integer signBeside(Expr u) {
        List<Relation> domain = facts.domain(u);
        // Where 1/Γ(x) is defined is said by its own sign.
        return domain.stream().noneMatch(r -> r.operands().contains(u)) && Boolean.TRUE.equals(all(domain, this::holdsBeside)) ? signWhereDefined(u) : null;
    }

    private Integer signWhereDefined(Expr u) {
        Integer known = there.isPositive(u) ? Integer.valueOf(1) : there.isNegative(u) ? Integer.valueOf(-1) : null;
        if (known != null) {
            return known;
        }
        switch (u) {
            case Neg n -> {
                Integer s = signBeside(n.operand());
                return s == null ? null : -s;
            }
            case Product p -> {
                return signBeside(p.factors());
            }
            case Quotient q -> {
                return signBeside(List.of(q.numerator(), q.denominator()));
            }
            case Power p when Rational.fromLiteral(p.exponent()) instanceof Rational n && !n.isZero() -> {
                Integer s = signBeside(p.base());
                boolean odd = n.denominator().testBit(0) && n.numerator().testBit(0);
                return s == null || s < 0 && !n.denominator().testBit(0) ? null : s == 0 ? null : odd ? s : Integer.valueOf(1);
            }
            default -> {
                Integer s = asked(a -> a.sign(u));
                return s == null || s == 0 ? null : s;
            }
        }
    }

    private Integer signBeside(List<Expr> factors) {
        int sign = 1;
        for (Expr f : factors) {
            Integer s = signBeside(f);
            if (s == null) {
                return null;
            }
            sign *= s;
        }
        return sign;
    }

    /** Whether it may not be continuous at the point, though it is defined there. */
    private boolean jumps(Expr e) {
        List<Relation> needed = facts.continuity(e);
        return needed == null || !Boolean.TRUE.equals(all(needed, this::holdsAt));
    }

    /**
     * A formula without kinks that gives the values of e beside the point: |u| is u or −u there. Null if that is not known.
     * Definitions in e are written out.
     */
    Expr beside(Expr e) {
        return e.fold((node, parts) -> {
            if (node instanceof Piecewise) {
                return Piecewise.chosen(parts, this::holdsBeside);
            }
            if (parts.contains(null)) {
                return null;
            }
            if (!(node instanceof Call c)) {
                return node.children().isEmpty() ? node : node.withChildren(parts);
            }
            FunctionDeclaration f = c.isDerivative() ? null : library.functions().lookup(c.name(), parts.size());
            if (f == null) {
                return null;
            }
            if (c.isFreeOf(x)) {
                return c;
            }
            if (f.hasCases()) {
                return Piecewise.chosen(f.cases(parts).children(), r -> holds(r, u -> vanishes(u) ? Integer.valueOf(0) : signBeside(u)));
            }
            Expr made = c.withChildren(parts);
            if (f.behaviour().continuous() != null && !Boolean.TRUE.equals(holdsAt((Relation) f.instantiate(f.behaviour().continuous(), parts)))) {
                return null;
            }
            return made;
        });
    }

    private boolean vanishes(Expr u) {
        try {
            return facts.form(u).isZero();
        } catch (NormalFormTooLarge tooLarge) {
            return false;
        }
    }

    /** What expansions at the point tell; null if that is nothing. */
    private <T> T asked(Function<Asymptotics, T> question) {
        try {
            if (asymptotics == null) {
                Limit approach = Limit.of(Num.ZERO, x, point, fromRight ? Limit.Side.RIGHT : Limit.Side.LEFT);
                asymptotics = new Asymptotics(library, facts, limits, numbers, approach, new Work(MAX_OPERATIONS, limits));
            }
            return question.apply(asymptotics);
        } catch (Undecided signOfNumber) {
            return null;
        }
    }

    /** The limit of e, which is {@link #beside} the point, at the point; null if it is not known. */
    Value limit(Expr e) {
        Expr simple = differentiation.simplify(e).result();
        if (jumpsOrHasCases(simple)) {
            simple = beside(simple);
            if (simple == null) {
                return null;
            }
        }
        if (Boolean.TRUE.equals(isDefinedAt(simple))) {
            return jumps(simple) ? null : new Value(value(simple), 0);
        }
        Expr smooth = simple;
        return Boolean.TRUE.equals(all(facts.domain(smooth), this::holdsBeside)) ? asked(a -> a.limit(smooth)) : null;
    }

    private boolean jumpsOrHasCases(Expr e) {
        return e.has(p -> p instanceof Piecewise || p instanceof Call c && !c.isDerivative() && library.functions().lookup(c.name(), c.arguments().size())
                instanceof FunctionDeclaration f && (f.behaviour().continuous() != null || f.smooth() != null));
    }

    /** The factors above and below the fraction line. */
    static void split(Expr e, List<Expr> above, List<Expr> below) {
        switch (e) {
            case Neg n -> {
                above.add(Neg.of(Num.ONE));
                split(n.operand(), above, below);
            }
            case Product p -> p.factors().forEach(f -> split(f, above, below));
            case Quotient q -> {
                split(q.numerator(), above, below);
                split(q.denominator(), below, above);
            }
            case Power p when !p.base().equals(Const.E) && Rational.fromLiteral(p.exponent()) instanceof Rational n && n.signum() < 0 ->
                    below.add(n.negate().isOne() ? p.base() : Power.of(p.base(), n.negate().toExpr()));
            default -> above.add(e);
        }
    }

    /** The limit of the derivative of what {@link #beside} gave; null if it is not known. */
    Value slope(Expr formula) {
        Expr simple = differentiation.simplify(formula).result();
        Derivation d = differentiation.derive(simple, x, 1, "");
        if (!Boolean.TRUE.equals(all(d.conditions(), this::holdsBeside))) {
            return null;
        }
        Expr derivative = beside(d.result());
        return derivative == null ? null : limit(derivative);
    }
}
