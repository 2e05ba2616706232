package dev.ddx.calculus;

import dev.ddx.expr.Accumulation;
import dev.ddx.expr.Call;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Integral;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Power;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.kernel.Facts;
import dev.ddx.kernel.Kernel;
import dev.ddx.kernel.Range;
import dev.ddx.kernel.ZeroTest;
import dev.ddx.rewrite.Derivation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Refuses what has no value anywhere: division by zero, real functions with an empty domain, and functions at their poles. */
public final class DomainCheck {

    private static final int SMALL = 16;
    /** A result beyond this is not looked at again. */
    private static final int LARGE = 2_000;
    /** For a value of which only is asked whether it is there. */
    private static final int DIGITS = 5;

    private final Facts facts;

    public DomainCheck(Facts facts) {
        this.facts = facts;
    }

    /** @throws DdxException of kind DIVISION_BY_ZERO or EMPTY_DOMAIN */
    public void check(Expr whole) {
        // What is assumed may leave no value to what has one by itself.
        boolean free = facts.assumptions().relations().isEmpty();
        Set<Expr> seen = new HashSet<>();
        ArrayDeque<Expr> stack = new ArrayDeque<>();
        stack.push(whole);
        while (!stack.isEmpty()) {
            Expr e = stack.pop();
            // A small part is looked at again rather than remembered.
            if (e.size() > SMALL && !seen.add(e)) {
                continue;
            }
            List<Expr> parts = e.children();
            if (e instanceof Accumulation a && !(a instanceof Integral)) {
                // Its variable is a whole number under the sign.
                new DomainCheck(new Facts(facts.functions(), facts.assumptions().withInteger(a.variable()))).check(a.operand());
                parts = a.values();
            }
            for (int i = parts.size() - 1; i >= 0; i--) {
                stack.push(parts.get(i));
            }
            switch (e) {
                case Quotient q when isZero(q.denominator()) -> throw divisionByZero(q);
                case Power p when Rational.fromLiteral(p.exponent()) instanceof Rational n && n.signum() < 0 && isZero(p.base()) ->
                        throw divisionByZero(p);
                case Call c when c.is("ln", 1) && isZero(c.argument()) -> throw emptyDomain(c);
                case Accumulation a when !(a instanceof Integral) && a.values().stream().anyMatch(v -> Rational.fromArithmetic(v) instanceof Rational n && !n.isInteger()) ->
                        throw new DdxException(DdxException.Kind.EMPTY_DOMAIN, shorten(a) + " has no value: its limits are not whole numbers").about(a);
                case Integral a when a.isInfinite() && staysAwayFromZero(facts.inside(a).range(a.operand())) ->
                        throw new DdxException(DdxException.Kind.EMPTY_DOMAIN, shorten(a) + " has no value: it does not converge, as its integrand does not tend to 0").about(a);
                case Call c when hasNoValue(c) -> throw emptyDomain(c);
                default -> {
                    if (!(free && facts.isTotal(e)) && facts.range(e).isEmpty()
                            && e.children().stream().noneMatch(part -> facts.range(part).isEmpty())) {
                        throw emptyDomain(e);
                    }
                }
            }
        }
    }

    /**
     * Refuses a derivation whose result has no value anywhere, or whose conditions hold nowhere.
     *
     * @throws DdxException as {@link #check(Expr)} does
     */
    public void check(Derivation d) {
        if (d.result().size() <= LARGE) {
            check(d.result());
        }
        List<Relation> conditions = d.conditions();
        for (Relation r : conditions) {
            for (int i = 0; r.isReal() == null && i < r.ops().size(); i++) {
                if (isNowhere(r.operands().get(i), r.ops().get(i), r.operands().get(i + 1))) {
                    throw nowhere(List.of(r)).about(r.operands().get(i).size() > 1 ? r.operands().get(i) : r.operands().get(i + 1));
                }
            }
        }
        Facts given = facts.given(conditions);
        if (conditions.stream().flatMap(r -> r.freeSymbols().stream()).distinct().anyMatch(s -> given.range(s).isEmpty() && !facts.range(s).isEmpty())) {
            throw nowhere(conditions);
        }
    }

    private boolean isNowhere(Expr a, Relation.Op op, Expr b) {
        boolean holdsForEqual = op == Relation.Op.EQ || op == Relation.Op.LE || op == Relation.Op.GE;
        return Boolean.FALSE.equals(facts.decide(a, op, b)) || !holdsForEqual && isZero(Sum.of(a, Neg.of(b)));
    }

    private static boolean staysAwayFromZero(Range integrand) {
        return integrand.low() != null && integrand.low().signum() > 0 || integrand.high() != null && integrand.high().signum() < 0;
    }

    /** Whether it is the value of a function at numbers where it has none. */
    private boolean hasNoValue(Call c) {
        if (!c.isConstant() || c.isDerivative() || c.size() > LARGE) {
            return false;
        }
        List<Relation> needed = new ArrayList<>(facts.domain(c));
        c.arguments().forEach(u -> needed.removeAll(facts.domain(u)));
        return !needed.isEmpty() && c.arguments().stream().noneMatch(this::isWithoutValue)
                && (needed.stream().anyMatch(this::isEqualityExcluded) || isWithoutValue(c));
    }

    private boolean isEqualityExcluded(Relation r) {
        return r.ops().equals(List.of(Relation.Op.NE)) && isZero(Numbers.difference(r.operands().get(0), r.operands().get(1)));
    }

    /** Whether digits tell that a constant has no value. */
    private boolean isWithoutValue(Expr constant) {
        Kernel kernel = new Kernel(facts.functions(), Limits.DEFAULT, facts.isComplex());
        try {
            int node = kernel.read(constant);
            return (facts.isComplex() ? kernel.evaluateComplexAt(node, DIGITS, Map.of()) : kernel.evaluateAt(node, DIGITS, Map.of()))
                    .isEmpty();
        } catch (DdxException unknown) {
            return unknown.kind() == DdxException.Kind.DIVISION_BY_ZERO;
        }
    }

    private DdxException nowhere(List<Relation> conditions) {
        String all = conditions.stream().map(DomainCheck::shorten).collect(Collectors.joining(", "));
        String why = conditions.stream().flatMap(r -> r.operands().stream()).filter(e -> e.size() > 1 && isZero(e)).findFirst()
                .map(e -> "; " + shorten(e) + " is 0 everywhere, so simplify the expression first").orElse("");
        return new DdxException(DdxException.Kind.EMPTY_DOMAIN, "the rules give a derivative for " + all + " only, which holds nowhere" + why);
    }

    private static DdxException divisionByZero(Expr e) {
        return new DdxException(DdxException.Kind.DIVISION_BY_ZERO, shorten(e) + " divides by zero").about(e);
    }

    private DdxException emptyDomain(Expr e) {
        return new DdxException(DdxException.Kind.EMPTY_DOMAIN, shorten(e) + (facts.isComplex() ? " has no value" : " has no real value")
                + (e instanceof Power ? ": its base is negative" : e instanceof Call c && c.is("ln", 1) ? ": its argument is not positive" : "")
                + (facts.assumptions().relations().isEmpty() ? "" : " where " + facts.assumptions())).about(e);
    }

    private static String shorten(Expr e) {
        String s = e.size() > 200 ? "the expression" : e.toString();
        return s.length() <= 80 ? s : s.substring(0, 77) + "…";
    }

    private boolean isZero(Expr e) {
        Range r = facts.range(e);
        return r.isZero() || !r.isNonZero() && e.size() > 1 && e.size() <= 200 && ZeroTest.isZero(e, facts);
    }
}
