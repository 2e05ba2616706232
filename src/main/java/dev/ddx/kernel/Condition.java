package dev.ddx.kernel;

import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Relation.Op;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Assumptions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Brings conditions to the form in which a person states them: x² &gt; 0 is x ≠ 0, and 2√(x − 1) ≠ 0 is
 * x &gt; 1. The form is equivalent wherever both sides of the condition are defined; that an even root has
 * no value for a negative number is part of it.
 */
public final class Condition {

    private static final int MAX_STEPS = 200;
    private static final int MOST_TERMS = 50;
    /** Larger conditions are not compared but as they are written. */
    private static final int MOST_SIZE = 200;

    private final Facts facts;

    Condition(Facts facts) {
        this.facts = facts;
    }

    /** The relations without those that follow from the others. */
    public static List<Relation> irredundant(List<Relation> relations, Facts facts) {
        if (relations.size() < 2) {
            return relations;
        }
        List<Relation> kept = new ArrayList<>(relations);
        for (Relation r : relations) {
            Assumptions others = facts.assumptions();
            for (Relation o : kept) {
                others = o.equals(r) ? others : others.with(o);
            }
            if (Boolean.TRUE.equals(new Facts(facts.functions(), others).decide(r))) {
                kept.remove(r);
            }
        }
        return kept;
    }

    /** The relations without those that follow from the others, nothing being known of functions. */
    public static List<Relation> irredundant(List<Relation> relations) {
        boolean complex = relations.stream().anyMatch(r -> r.isReal() != null || r.ops().stream().anyMatch(op -> op.ofReals() != op));
        return irredundant(relations, new Facts(FunctionTable.EMPTY, Assumptions.NONE.withComplex(complex)));
    }

    /**
     * The relations without those that follow from the others, also where they are these in another form: with the difference of
     * the sides in lowest terms, and for what is not 0 with another sign.
     */
    public static List<Relation> beyond(List<Relation> relations, List<Relation> others, Facts facts) {
        if (relations.isEmpty()) {
            return relations;
        }
        Facts given = facts.given(others);
        return irredundant(relations.stream().filter(r -> !given.missing(inLowestTerms(r)).isEmpty() && others.stream().noneMatch(o -> areZeroTogether(r, o, given))).toList(), given);
    }

    private static Relation inLowestTerms(Relation r) {
        try {
            return r.ops().size() > 1 || r.isReal() != null ? r
                    : Relation.of(NormalForm.of(Sum.of(r.left(), Neg.of(r.right())), MOST_TERMS).toExpr(), r.ops().get(0), Num.ZERO);
        } catch (NormalFormTooLarge tooLarge) {
            return r;
        }
    }

    /** Of two statements that something is not 0, whether both are about the same but for the sign. */
    private static boolean areZeroTogether(Relation a, Relation b, Facts facts) {
        return isNotZero(a) && isNotZero(b) && a.size() + b.size() < MOST_SIZE
                && ZeroTest.isZero(Sum.of(Power.of(a.left(), Num.TWO), Neg.of(Power.of(b.left(), Num.TWO))), facts);
    }

    private static boolean isNotZero(Relation r) {
        return r.ops().equals(List.of(Op.NE)) && r.right().equals(Num.ZERO);
    }

    List<Relation> missing(Relation r) {
        if (r.isReal() != null) {
            return real(r.isReal());
        }
        Set<Relation> out = new LinkedHashSet<>();
        boolean whole = r.ops().size() > 1;
        for (int i = 0; i < r.ops().size(); i++) {
            Relation part = Relation.of(r.operands().get(i), r.ops().get(i), r.operands().get(i + 1));
            Set<Relation> reduced = reduce(part);
            whole &= reduced.size() == 1 && (reduced.contains(part) || reduced.contains(mirrored(part)));
            out.addAll(reduced);
        }
        return whole ? List.of(r) : List.copyOf(out);
    }

    /** That u is real: of its terms and factors, those that are not known to be. */
    private List<Relation> real(Expr u) {
        if (facts.isReal(u)) {
            return List.of();
        }
        List<Expr> parts = u instanceof Sum s ? s.terms() : u instanceof Product p ? p.factors() : List.of();
        List<Expr> rest = parts.stream().filter(p -> !facts.isReal(p) || u instanceof Product && !facts.isNonZero(p)).toList();
        return u instanceof Neg n ? real(n.operand())
                : rest.size() == parts.size() ? List.of(Relation.real(u))
                : real(u instanceof Sum ? Sum.join(rest) : Product.join(rest));
    }

    private static Relation mirrored(Relation r) {
        return Relation.of(r.right(), r.ops().get(0).mirrored(), r.left());
    }

    private Set<Relation> reduce(Relation first) {
        Set<Relation> out = new LinkedHashSet<>();
        ArrayDeque<Relation> todo = new ArrayDeque<>();
        todo.push(first);
        for (int i = 0; i < MAX_STEPS && !todo.isEmpty(); i++) {
            Relation r = todo.pop();
            if (Boolean.TRUE.equals(facts.decide(r))) {
                continue;
            }
            List<Relation> simpler = r.ops().size() > 1 ? null : simpler(r.left(), r.ops().get(0), r.right());
            if (simpler == null) {
                out.add(r);
            } else {
                for (int k = simpler.size() - 1; k >= 0; k--) {
                    todo.push(simpler.get(k));
                }
            }
        }
        out.addAll(todo);
        return out;
    }

    private static List<Relation> one(Expr a, Op op, Expr b) {
        return List.of(Relation.of(a, op, b));
    }

    private List<Relation> simpler(Expr a, Op op, Expr b) {
        if (op.ofReals() != op && facts.isReal(a) && facts.isReal(b)) {
            return one(a, op.ofReals(), b);
        }
        Rational c = Rational.fromLiteral(b);
        if (c == null) {
            if (Rational.fromLiteral(a) != null) {
                return one(b, op.mirrored(), a);
            }
            return null;
        }
        if (op == Op.GT && Boolean.TRUE.equals(facts.decide(a, Op.GE, b)) || op == Op.LT && Boolean.TRUE.equals(facts.decide(a, Op.LE, b))) {
            if (!(a instanceof Power p && isEvenRoot(p))) {
                return one(a, Op.NE, b);
            }
        }
        return switch (a) {
            case Neg n -> one(n.operand(), op.mirrored(), c.negate().toExpr());
            case Sum s -> sum(s, op, c);
            case Product p -> c.isZero() ? product(p.factors(), op) : scaled(p, op, c);
            case Quotient q -> quotient(q, op, c);
            case Power p -> power(p, op, c);
            case Call f -> call(f, op, c);
            default -> null;
        };
    }

    private static List<Relation> sum(Sum s, Op op, Rational c) {
        Rational constant = Rational.ZERO;
        List<Expr> rest = new ArrayList<>();
        for (Expr t : s.terms()) {
            Rational r = Rational.fromLiteral(t);
            if (r != null) {
                constant = constant.plus(r);
            } else {
                rest.add(t);
            }
        }
        if (rest.isEmpty() || rest.size() == s.terms().size()) {
            return null;
        }
        // x³ − 2x ≠ −5 says less to a person than x³ − 2x + 5 ≠ 0.
        boolean solves = rest.stream().flatMap(t -> t.freeSymbols().stream()).distinct().count() == rest.stream().mapToLong(t -> t.freeSymbols().size()).sum();
        if (solves) {
            return one(Sum.join(rest), op, c.minus(constant).toExpr());
        }
        if (c.isZero()) {
            return null;
        }
        if (!constant.equals(c)) {
            rest.add(constant.minus(c).toExpr());
        }
        return one(Sum.join(rest), op, Num.ZERO);
    }

    private static List<Relation> scaled(Product p, Op op, Rational c) {
        Rational k = Rational.fromLiteral(p.factors().get(0));
        return k == null || k.isZero() ? null
                : one(Product.join(p.factors().subList(1, p.factors().size())), k.signum() < 0 ? op.mirrored() : op, c.over(k).toExpr());
    }

    private List<Relation> product(List<Expr> factors, Op op) {
        List<Relation> out = new ArrayList<>();
        if (op == Op.NE) {
            factors.forEach(f -> out.add(Relation.of(f, Op.NE, Num.ZERO)));
            return out;
        }
        List<Expr> rest = new ArrayList<>();
        boolean flip = false;
        for (Expr f : factors) {
            if (facts.isNegative(f)) {
                flip = !flip;
            } else if (!facts.isPositive(f)) {
                rest.add(f);
            }
        }
        return rest.size() == factors.size() || rest.isEmpty() ? null : one(Product.join(rest), flip ? op.mirrored() : op, Num.ZERO);
    }

    private List<Relation> quotient(Quotient q, Op op, Rational c) {
        if (facts.mayHavePoles(q.denominator())) {
            return null;
        }
        if (c.isZero() && op == Op.NE) {
            return one(q.numerator(), op, Num.ZERO);
        }
        if (q.denominator() instanceof Num k && !k.isZero()) {
            return one(q.numerator(), op, c.times(k.toRational()).toExpr());
        }
        if (c.isZero() && (facts.isPositive(q.denominator()) || facts.isNegative(q.denominator()))) {
            return one(q.numerator(), facts.isPositive(q.denominator()) ? op : op.mirrored(), Num.ZERO);
        }
        boolean positive = facts.isPositive(q.denominator());
        if (!c.isZero() && (positive || facts.isNegative(q.denominator())) && q.size() < 60) {
            Expr difference = Sum.of(q.numerator(), Neg.of(Product.of(c.toExpr(), q.denominator())));
            try {
                return one(NormalForm.of(difference, MOST_TERMS).toExpr(), positive ? op : op.mirrored(), Num.ZERO);
            } catch (NormalFormTooLarge tooLarge) {
                return null;
            }
        }
        if (c.isZero() && (facts.isPositive(q.numerator()) || facts.isNegative(q.numerator())) && (op == Op.GT || op == Op.LT)) {
            return one(q.denominator(), facts.isPositive(q.numerator()) ? op : op.mirrored(), Num.ZERO);
        }
        return null;
    }

    private static boolean isEvenRoot(Power p) {
        Rational n = Rational.fromLiteral(p.exponent());
        return n != null && !n.denominator().testBit(0);
    }

    private List<Relation> power(Power p, Op op, Rational c) {
        Rational n = Rational.fromLiteral(p.exponent());
        if (p.base().equals(Const.E) && c.isOne() && facts.isReal(p.exponent())) {
            return one(p.exponent(), op, Num.ZERO);
        }
        if (n == null && c.isZero() && op == Op.NE) {
            return one(p.base(), op, Num.ZERO);
        }
        if (n == null || n.isZero()) {
            return null;
        }
        boolean real = !facts.isComplex() || facts.isReal(p.base());
        boolean evenRoot = isEvenRoot(p) && real;
        if (c.isZero()) {
            if (op == Op.NE) {
                return one(p.base(), evenRoot ? Op.GT : Op.NE, Num.ZERO);
            }
            boolean odd = n.numerator().testBit(0) && n.denominator().testBit(0) && n.signum() > 0;
            return real && (odd || evenRoot && n.signum() > 0 && op == Op.GT) ? one(p.base(), op, Num.ZERO) : null;
        }
        boolean square = n.equals(Rational.of(2)) && facts.isReal(p.base());
        Rational root = square && c.signum() > 0 ? c.squareRoot() : null;
        return root == null ? null : absolute(p.base(), op, root);
    }

    /** |u| op c for c &gt; 0. */
    private List<Relation> absolute(Expr u, Op op, Rational c) {
        return switch (op) {
            case LT, LE -> List.of(Relation.of(List.of(c.negate().toExpr(), u, c.toExpr()), List.of(op, op)));
            case NE -> List.of(Relation.of(u, op, c.toExpr()), Relation.of(u, op, c.negate().toExpr()));
            default -> facts.isNotNegative(u) ? one(u, op, c.toExpr()) : one(Call.of("abs", u), op, c.toExpr());
        };
    }

    private List<Relation> call(Call f, Op op, Rational c) {
        FunctionDeclaration d = f.isDerivative() ? null : facts.functions().lookup(f.name(), 1);
        if (d == null || f.arguments().size() != 1) {
            return null;
        }
        Expr u = f.argument();
        if (d.name().equals("abs") && c.signum() > 0 && facts.isReal(u) && op != Op.GT && op != Op.GE) {
            return absolute(u, op, c);
        }
        Rational zero = d.behaviour().zero();
        if (zero == null || !c.isZero() || !facts.isReal(u)) {
            return null;
        }
        return switch (op) {
            case NE, EQ -> one(u, op, zero.toExpr());
            default -> switch (d.behaviour().monotony()) {
                case INCREASING -> one(u, op, zero.toExpr());
                case DECREASING -> one(u, op.mirrored(), zero.toExpr());
                case NONE -> null;
            };
        };
    }
}
