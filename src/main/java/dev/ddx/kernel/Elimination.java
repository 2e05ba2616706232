package dev.ddx.kernel;

import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Writes one function of x by another: for y = 1/(1 + e^(−x)) it writes y′ as y − y². The generators that
 * depend on x are made independent (sines and cosines by the tangent of the half angle, hyperbolic functions by
 * exponentials, one root of a linear function by itself); then r = P/Q is reduced modulo N − y·D for y = N/D,
 * which is irreducible. So r is a rational function of y if and only if no generator is left.
 */
public final class Elimination {

    /** What is known of a way to write r by y. */
    public enum Outcome {
        /** There is one. */
        FOUND,
        /** There is no rational function of y that is r. */
        NONE,
        /** None was found. */
        UNKNOWN
    }

    /** @param expression r by y, null if it was not found; checked against r */
    public record Answer(Outcome outcome, Expr expression) {
    }

    private static final int MAX_TERMS = 300;
    private static final int MAX_DEPTH = 3;

    private final Sym x;
    private final boolean othersAllowed;

    private Elimination(Sym x, boolean othersAllowed) {
        this.x = x;
        this.othersAllowed = othersAllowed;
    }

    /**
     * Writes r by y.
     *
     * @param y what stands for the body in the answer
     * @param othersAllowed whether the answer may contain x beside y, such as that for x·e^x by e^x
     */
    public static Answer express(Expr r, Expr body, Sym x, Expr y, boolean othersAllowed) {
        Answer a = new Elimination(x, othersAllowed).express(r, body, y, 0);
        if (a.outcome() == Outcome.UNKNOWN) {
            a = byComparison(r, body, x, y);
        }
        return a.expression() == null || NormalForm.provesEqual(r, a.expression().equals(y) ? body : a.expression().replace(y, body))
                ? a : new Answer(Outcome.UNKNOWN, null);
    }

    /** By a polynomial of small degree, or one divided by y: generators that satisfy relations are compared as they are. */
    private static Answer byComparison(Expr r, Expr body, Sym x, Expr y) {
        for (boolean divided : new boolean[] {false, true}) {
            InTermsOf.PolynomialIn p = InTermsOf.polynomialIn(divided ? Product.of(r, body) : r, body, x);
            if (p != null) {
                List<Expr> terms = new ArrayList<>();
                for (int j = 0; j <= p.degree(); j++) {
                    terms.add(Product.of(p.coefficients().get(j), Power.of(y, Num.of(j))));
                }
                Expr sum = Sum.join(terms);
                return new Answer(Outcome.FOUND, AlgebraicForm.expanded(divided ? Quotient.of(sum, y) : sum));
            }
        }
        return new Answer(Outcome.UNKNOWN, null);
    }

    private record Reduced(Outcome outcome, RationalForm form) {
    }

    private Answer express(Expr r, Expr body, Expr y, int depth) {
        Outcome outcome = Outcome.UNKNOWN;
        try {
            Sym fresh = fresh(r, body);
            Reduced reduced = reduce(r, body, fresh);
            outcome = reduced.outcome();
            if (outcome == Outcome.FOUND) {
                return new Answer(outcome, written(reduced.form(), fresh).replace(fresh, y));
            }
        } catch (NormalFormTooLarge e) {
            // The body may still be an exponential or a logarithm of something simple.
        }
        if (depth < MAX_DEPTH) {
            try {
                Expr found = throughExponential(r, body, y, depth);
                found = found != null ? found : throughLogarithm(r, body, y, depth);
                if (found != null) {
                    return new Answer(Outcome.FOUND, found);
                }
            } catch (NormalFormTooLarge e) {
                // It is not known.
            }
        }
        return new Answer(outcome, null);
    }

    private static Sym fresh(Expr... expressions) {
        String name = "y";
        while (true) {
            Sym s = Sym.of(name);
            boolean taken = false;
            for (Expr e : expressions) {
                taken |= e.dependsOn(s);
            }
            if (!taken) {
                return s;
            }
            name = name.equals("y") ? "y_0" : name + "0";
        }
    }

    /** y = c·e^w, so that w = ln(y/c) and y′/y is a function of w: the case of Gompertz. */
    private Expr throughExponential(Expr r, Expr body, Expr y, int depth) {
        RationalForm f = NormalForm.of(body, MAX_TERMS);
        if (f.numerator().size() != 1 || f.denominator().size() != 1) {
            return null;
        }
        Monomial all = f.numerator().leadingMonomial().over(f.denominator().leadingMonomial());
        Monomial dependent = all.only(g -> g.expr().dependsOn(x));
        List<Expr> exponent = new ArrayList<>();
        for (Map.Entry<Generator, Rational> e : dependent.exponents().entrySet()) {
            if (e.getKey().kind() != Generator.Kind.EXPONENTIAL) {
                return null;
            }
            exponent.add(Product.of(e.getValue().toExpr(), ((Power) e.getKey().expr()).exponent()));
        }
        if (exponent.isEmpty()) {
            return null;
        }
        Rational number = f.numerator().leadingCoefficient().over(f.denominator().leadingCoefficient());
        Expr c = PolynomialWriter.term(all.over(dependent), number);
        Expr w = NormalForm.of(Sum.join(exponent)).toExpr();
        Expr slope = NormalForm.of(Quotient.of(r, body), MAX_TERMS).toExpr();
        Expr log = Call.of("ln", c.equals(Num.ONE) ? y : Quotient.of(y, c));
        Answer a = express(slope, w, log, depth + 1);
        return a.expression() == null ? null : product(a.expression(), y, log);
    }

    private static Expr product(Expr factor, Expr y, Expr log) {
        boolean negative = factor instanceof Neg;
        Expr f = negative ? ((Neg) factor).operand() : factor;
        List<Expr> factors = new ArrayList<>(f instanceof Product p ? p.factors() : List.of(f));
        factors.removeIf(Num.ONE::equals);
        int at = factors.indexOf(log);
        factors.add(at < 0 ? factors.size() : at, y);
        Expr e = Product.join(factors);
        return negative ? Neg.of(e) : e;
    }

    /** y = ln(w), so that w = e^y: the case of softplus. */
    private Expr throughLogarithm(Expr r, Expr body, Expr y, int depth) {
        if (!(body instanceof Call c) || !c.is("ln", 1)) {
            return null;
        }
        return express(r, c.argument(), Power.of(Const.E, y), depth + 1).expression();
    }

    // ---- the reduction

    private Reduced reduce(Expr r, Expr body, Sym y) {
        Expr[] rational = withoutRoot(rational(r), rational(body), fresh(r, body, y));
        Sym variable = rational[2] == null ? x : (Sym) rational[2];
        RationalForm p = NormalForm.of(rational[0], MAX_TERMS);
        RationalForm q = NormalForm.of(rational[1], MAX_TERMS);
        SortedSet<Generator> generators = new TreeSet<>(q.numerator().generators());
        generators.addAll(q.denominator().generators());
        generators.removeIf(g -> !g.expr().dependsOn(variable));
        SortedSet<Generator> all = new TreeSet<>(generators);
        all.addAll(p.numerator().generators());
        all.addAll(p.denominator().generators());
        all.removeIf(g -> !g.expr().dependsOn(variable));
        if (all.isEmpty()) {
            return new Reduced(Outcome.FOUND, p);
        }
        boolean independent = areIndependent(all, variable);
        if (generators.isEmpty()) {
            return new Reduced(independent ? Outcome.NONE : Outcome.UNKNOWN, null);
        }
        Generator t = generators.first();
        for (Generator g : generators) {
            // A function is eliminated before x, which may stay.
            boolean better = g.kind() != Generator.Kind.SYMBOL && t.kind() == Generator.Kind.SYMBOL;
            t = better ? g : t;
        }
        Polynomial modulus = q.numerator().minus(q.denominator().times(Polynomial.of(Generator.of(y))));
        RationalForm found = PolynomialsOverFractions.in(t, modulus, p.numerator(), p.denominator())
                .modulo(modulus, p.numerator(), p.denominator());
        if (found == null) {
            return new Reduced(independent ? Outcome.NONE : Outcome.UNKNOWN, null);
        }
        boolean others = found.numerator().generators().stream().anyMatch(g -> g.expr().dependsOn(variable))
                || found.denominator().generators().stream().anyMatch(g -> g.expr().dependsOn(variable));
        if (others && (!othersAllowed || !variable.equals(x) || found.toExpr().subexpressions().stream()
                .anyMatch(e -> e instanceof Call c && c.is("tan", 1)))) {
            return new Reduced(independent ? Outcome.NONE : Outcome.UNKNOWN, null);
        }
        return new Reduced(Outcome.FOUND, found);
    }

    /** Whether no algebraic relation is possible: x, exponentials and tangents of multiples of different monomials. */
    private static boolean areIndependent(SortedSet<Generator> generators, Sym variable) {
        List<RationalForm> angles = new ArrayList<>();
        for (Generator g : generators) {
            Expr u = switch (g.kind()) {
                case SYMBOL -> variable;
                case EXPONENTIAL -> ((Power) g.expr()).exponent();
                case FUNCTION -> g.expr() instanceof Call c && c.is("tan", 1) ? c.argument() : null;
                default -> null;
            };
            if (u == null || u.subexpressions().stream().anyMatch(e -> e instanceof Call || e instanceof Power p
                    && Rational.fromLiteral(p.exponent()) == null)) {
                return false;
            }
            if (g.kind() == Generator.Kind.FUNCTION) {
                RationalForm angle = NormalForm.of(u);
                if (angle.numerator().size() != 1 || angle.denominator().size() != 1) {
                    return false;
                }
                RationalForm direction = new RationalForm(angle.numerator().primitive(), angle.denominator().primitive());
                if (angles.contains(direction)) {
                    return false;
                }
                angles.add(direction);
            }
        }
        return true;
    }

    /** Sines and cosines by the tangent of the half angle, hyperbolic functions by exponentials. */
    private static Expr rational(Expr e) {
        if (!TrigonometricForm.occursIn(e)) {
            return e;
        }
        return TrigonometricForm.singleAngles(e, true).mapBottomUp(c -> {
            if (!(c instanceof Call call) || call.arguments().size() != 1 || call.isDerivative()) {
                return c;
            }
            Expr u = call.argument();
            Expr t = Call.of("tan", NormalForm.of(Quotient.of(u, Num.of(2))).toExpr());
            Expr up = Power.of(Const.E, u);
            Expr down = Power.of(Const.E, Neg.of(u));
            Expr below = Sum.of(Num.ONE, Power.of(t, Num.of(2)));
            return switch (call.name()) {
                case "sin" -> Quotient.of(Product.of(Num.of(2), t), below);
                case "cos" -> Quotient.of(Sum.of(Num.ONE, Neg.of(Power.of(t, Num.of(2)))), below);
                case "sinh" -> Quotient.of(Sum.of(up, Neg.of(down)), Num.of(2));
                case "cosh" -> Quotient.of(Sum.of(up, down), Num.of(2));
                default -> c;
            };
        });
    }

    /** If there is one root of a linear function of x: both by the root w, with x = (w^q − b)/a; and w, else null. */
    private Expr[] withoutRoot(Expr r, Expr body, Sym w) {
        RationalForm root = null;
        int q = 1;
        for (Expr e : List.of(r, body)) {
            for (Expr c : e.subexpressions()) {
                Power p = rootOf(c);
                if (p == null) {
                    continue;
                }
                RationalForm base = NormalForm.of(p.base(), MAX_TERMS);
                if (root != null && !root.equals(base)) {
                    return new Expr[] {r, body, null};
                }
                root = base;
                int d = Rational.fromLiteral(p.exponent()).denominator().intValueExact();
                q = q / gcd(q, d) * d;
            }
        }
        Generator g = Generator.of(x);
        if (root == null || !root.numerator().degree(g).isOne() || !root.denominator().degree(g).isZero()) {
            return new Expr[] {r, body, null};
        }
        Polynomial a = root.numerator().coefficient(g, Rational.ONE);
        Polynomial b = root.numerator().coefficient(g, Rational.ZERO);
        if (a.generators().stream().anyMatch(h -> h.expr().dependsOn(x)) || b.generators().stream().anyMatch(h -> h.expr().dependsOn(x))) {
            return new Expr[] {r, body, null};
        }
        Expr by = Quotient.of(Sum.of(Product.of(Power.of(w, Num.of(q)), root.denominator().toExpr()), Neg.of(b.toExpr())), a.toExpr());
        Expr[] out = {r, body, w};
        for (int i = 0; i < 2; i++) {
            int degree = q;
            out[i] = out[i].mapBottomUp(c -> {
                Power p = rootOf(c);
                return p == null ? c : Power.of(w, Rational.fromLiteral(p.exponent()).times(Rational.of(degree)).toExpr());
            }).replace(x, by);
        }
        return out;
    }

    private static int gcd(int a, int b) {
        return java.math.BigInteger.valueOf(a).gcd(java.math.BigInteger.valueOf(b)).intValue();
    }

    /** The expression as a fractional power of a sum that depends on x, or null. */
    private Power rootOf(Expr e) {
        Expr power = e instanceof Call c && c.is("sqrt", 1) ? Power.of(c.argument(), Rational.of(1, 2).toExpr()) : e;
        return power instanceof Power p && p.base().dependsOn(x) && Rational.fromLiteral(p.exponent()) instanceof Rational n
                && !n.isInteger() && n.denominator().bitLength() < 6 ? p : null;
    }

    // ---- writing

    /** Of the forms multiplied out and factored, the one with fewer parts. */
    private static Expr written(RationalForm f, Sym y) {
        Expr plain = positiveFirst(f.toExpr(y));
        Expr factored;
        try {
            factored = positive(AlgebraicForm.factored(f.toExpr(y)));
        } catch (NormalFormTooLarge e) {
            return plain;
        }
        return factored.size() < plain.size() ? factored : plain;
    }

    private static Expr positiveFirst(Expr e) {
        if (e instanceof Quotient q) {
            return Quotient.of(positiveFirst(q.numerator()), q.denominator());
        }
        if (!(e instanceof Sum s) || !(s.terms().get(0) instanceof Neg)) {
            return e;
        }
        List<Expr> terms = new ArrayList<>(s.terms());
        terms.sort(Neg::compareSigns);
        return Sum.of(terms);
    }

    /** −(y − 1)·y as (1 − y)·y. */
    private static Expr positive(Expr e) {
        if (!(e instanceof Neg n)) {
            return e;
        }
        Expr u = n.operand();
        Expr top = u instanceof Quotient q ? q.numerator() : u;
        List<Expr> factors = new ArrayList<>(top instanceof Product p ? p.factors() : List.of(top));
        for (int i = 0; i < factors.size(); i++) {
            if (factors.get(i) instanceof Sum s && s.terms().stream().anyMatch(Neg.class::isInstance)) {
                List<Expr> terms = new ArrayList<>();
                s.terms().forEach(t -> terms.add(t instanceof Neg m ? m.operand() : Neg.of(t)));
                terms.sort(Neg::compareSigns);
                factors.set(i, Sum.of(terms));
                Expr made = Product.join(factors);
                return u instanceof Quotient q ? Quotient.of(made, q.denominator()) : made;
            }
        }
        return e;
    }
}
