package dev.ddx.calculus;

import dev.ddx.calculus.Growth.Term;
import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.DdxException;
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
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Evaluator;
import dev.ddx.kernel.Facts;
import dev.ddx.kernel.Kernel;
import dev.ddx.kernel.Range;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How expressions in one variable behave as it tends to a number from one side, or to infinity, in real mode: limits, signs
 * and first terms of asymptotic expansions. All answers are proved, and hold for functions that are defined close to the
 * place; what is not found out is null. Every question ends, after a bounded number of operations.
 */
final class Asymptotics {

    /** Terms of an expansion; more are tried where the first ones cancel. */
    private static final int[] LENGTHS = {4, 9};
    private static final long MAX_SIZE = 400;
    private static final long MAX_SIZE_OF_DERIVATIVE = 300;
    private static final int MAX_NESTING = 20;

    private final StandardLibrary library;
    private final Limits limits;
    private final Numbers numbers;
    private final Facts facts;
    private final Sym x;
    /** What x is as y → ∞. */
    private final Expansion position;
    /** What y is. */
    private final Expr y;
    private final Work work;
    private final Map<Expr, Optional<Expansion>>[] known;
    private int nesting;

    /** @param approach one-sided */
    @SuppressWarnings({"unchecked", "rawtypes"})
    Asymptotics(StandardLibrary library, Facts facts, Limits limits, Numbers numbers, Limit approach, Work work) {
        this.library = library;
        this.limits = limits;
        this.numbers = numbers;
        this.x = approach.variable();
        this.work = work;
        this.known = new Map[] {new HashMap<>(), new HashMap<>()};
        Expr a = approach.value();
        Expansion.Arithmetic exact = new Expansion.Arithmetic(numbers, LENGTHS[0], work);
        boolean right = approach.side() == Limit.Side.RIGHT;
        if (approach.isAtInfinity()) {
            this.position = exact.term(a.equals(Const.INFINITY) ? Num.ONE : Rational.of(-1).toExpr(), Growth.ofLevel(0, Num.ONE));
            this.y = a.equals(Const.INFINITY) ? x : Neg.of(x);
            this.facts = facts.given(List.of(a.equals(Const.INFINITY) ? Relation.of(x, Relation.Op.GT, Num.of(1000))
                    : Relation.of(x, Relation.Op.LT, Rational.of(-1000).toExpr())));
        } else {
            Expr one = right ? Num.ONE : Rational.of(-1).toExpr();
            Term step = new Term(one, Growth.ofLevel(0, Rational.of(-1).toExpr()));
            Expr there = numbers.simplest(a);
            this.position = new Expansion(numbers.certainSign(there) == 0 ? List.of(step)
                    : List.of(new Term(there, Growth.ONE), step), null, false);
            this.y = Quotient.of(Num.ONE, right ? Numbers.difference(x, a) : Numbers.difference(a, x));
            this.facts = facts.given(List.of(Relation.of(x, right ? Relation.Op.GT : Relation.Op.LT, a)));
        }
    }

    /** A finite limit, or an infinite one with its sign. */
    record Value(Expr finite, int infinite) {

        boolean isFinite() {
            return finite != null;
        }

        /** The limit as it is written. */
        Expr toExpr() {
            return finite != null ? finite : infinite > 0 ? Const.INFINITY : Neg.of(Const.INFINITY);
        }

        static Value of(Expr e) {
            return Limit.isInfinite(e) ? new Value(null, e.equals(Const.INFINITY) ? 1 : -1) : new Value(e, 0);
        }
    }

    // ---- questions

    /** The limit; null if it is not found out. */
    Value limit(Expr e) {
        Value tends = ofFunction(e);
        if (tends != null) {
            return tends;
        }
        return ask(e, (s, a) -> {
            if (!s.terms().isEmpty()) {
                Term first = s.terms().get(0);
                int order = first.growth().compare(Growth.ONE, numbers);
                if (order > 0) {
                    return new Value(null, numbers.certainSign(first.coefficient()));
                }
            }
            return new Value(numbers.simplest(a.constant(s)), 0);
        });
    }

    /** The limit of a function at infinity, where it is declared. */
    private Value ofFunction(Expr e) {
        if (!(e instanceof Call c) || c.arguments().size() != 1 || c.isDerivative()
                || !(declared(c) instanceof FunctionDeclaration f)) {
            return null;
        }
        boolean both = f.behaviour().atInfinity() != null || f.behaviour().atMinusInfinity() != null;
        Value u = both ? limit(c.argument()) : null;
        Expr tends = u == null || u.isFinite() ? null : u.infinite() > 0 ? f.behaviour().atInfinity()
                : f.behaviour().atMinusInfinity();
        return tends == null ? null : Value.of(tends);
    }

    /** The sign close to the place, 0 for what is 0 there; null if it is not found out. */
    Integer sign(Expr e) {
        return ask(e, (s, a) -> sign(s));
    }

    private int sign(Expansion s) {
        if (s.isZero()) {
            return 0;
        }
        if (s.terms().isEmpty()) {
            throw new Undecided();
        }
        return numbers.certainSign(s.terms().get(0).coefficient());
    }

    /** Whether the relation is proved to hold close to the place. */
    boolean holds(Relation r) {
        for (int i = 0; i < LENGTHS.length; i++) {
            try {
                return holdsNear(r, i);
            } catch (Undecided tryMore) {
                // With more terms.
            } catch (DdxException beyondLimits) {
                return false;
            }
        }
        return false;
    }

    /** Whether it is proved to stay between two numbers. */
    boolean isBounded(Expr e) {
        return ask(e, (s, a) -> (s.terms().isEmpty() ? s.rest()
                : s.terms().get(0).growth()).compare(Growth.ONE, numbers) <= 0) instanceof Boolean b && b;
    }

    /** Whether it is defined close to the place. */
    boolean isDefined(Expr e) {
        return ofFunction(e) != null || ask(e, (s, a) -> true) != null;
    }

    /** 1 if the quotient of the first and the second tends to infinity or minus infinity, −1 if to 0, 0 if to something else; null if it is not found out. */
    Integer compare(Expr first, Expr second) {
        return ask(first, (s, a) -> {
            Expansion t = expansion(second, a.length() == LENGTHS[0] ? 0 : 1);
            return a.lead(s).growth().compare(a.lead(t).growth(), numbers);
        });
    }

    /** The first term of the expansion; null if it is not found out. */
    Expr leading(Expr e) {
        return ask(e, (s, a) -> {
            Term t = a.lead(s);
            return numbers.times(t.coefficient(), written(t.growth()));
        });
    }

    private Expr written(Growth g) {
        Expr out = Num.ONE;
        Expr level = y;
        for (Expr p : g.powers()) {
            out = Product.of(out, Power.of(level, p));
            level = Call.of("ln", level);
        }
        if (!g.exponent().isEmpty()) {
            out = Product.of(out, Power.of(Const.E,
                    Sum.join(g.exponent().stream().map(t -> (Expr) Product.of(t.coefficient(), written(t.growth()))).toList())));
        }
        return numbers.computed(out);
    }

    private interface Question<T> {
        T of(Expansion s, Expansion.Arithmetic a);
    }

    private <T> T ask(Expr e, Question<T> question) {
        for (int i = 0; i < LENGTHS.length; i++) {
            try {
                return question.of(expansion(e, i), arithmetic(i));
            } catch (Undecided tryMore) {
                if (work.isSpent()) {
                    return null;
                }
            } catch (DdxException beyondLimits) {
                return null;
            }
        }
        return null;
    }

    private Expansion.Arithmetic arithmetic(int i) {
        return new Expansion.Arithmetic(numbers, LENGTHS[i], work);
    }

    // ---- expansions

    private Expansion expansion(Expr e, int i) {
        Optional<Expansion> found = known[i].get(e);
        if (found == null) {
            if (e.size() > MAX_SIZE || ++nesting > MAX_NESTING) {
                throw new Undecided();
            }
            work.spend(1);
            try {
                found = Optional.of(boundedOr(e, i));
            } catch (Undecided none) {
                found = Optional.empty();
            } finally {
                nesting--;
            }
            if (!work.isSpent()) {
                known[i].put(e, found);
            }
        }
        return found.orElseThrow(Undecided::new);
    }

    /** What has no expansion may be bounded. */
    private Expansion boundedOr(Expr e, int i) {
        try {
            return made(e, i);
        } catch (Undecided none) {
            Range r = facts.range(e);
            if (work.isSpent() || r.low() == null || r.high() == null || !r.isReal() || !facts.domain(e).isEmpty()) {
                throw none;
            }
            return Expansion.Arithmetic.unknown(Growth.ONE, false);
        }
    }

    private Expansion made(Expr e, int i) {
        Expansion.Arithmetic a = arithmetic(i);
        if (e.isFreeOf(x)) {
            if (e.has(n -> n instanceof Relation) || !numbers.isDefined(e)) {
                throw new Undecided();
            }
            return a.number(numbers.settled(e));
        }
        return switch (e) {
            case Sym s -> position;
            case Neg n -> a.minus(expansion(n.operand(), i));
            case Sum s -> {
                Expansion sum = Expansion.ZERO;
                for (Expr t : s.terms()) {
                    sum = a.plus(sum, expansion(t, i));
                }
                yield sum;
            }
            case Product p -> {
                Expansion product = a.number(Num.ONE);
                for (Expr f : p.factors()) {
                    product = a.times(product, expansion(f, i));
                }
                yield product;
            }
            case Quotient q -> a.times(expansion(q.numerator(), i), a.inverse(expansion(q.denominator(), i)));
            case Power p -> power(p, a, i);
            case Call c -> call(c, a, i);
            case Piecewise p -> expansion(chosen(p, i), i);
            default -> throw new Undecided();
        };
    }

    private Expansion power(Power p, Expansion.Arithmetic a, int i) {
        if (p.base().equals(Const.E)) {
            return a.exponential(expansion(p.exponent(), i));
        }
        Expansion base = expansion(p.base(), i);
        if (p.exponent().isFreeOf(x)) {
            return a.power(base, numbers.computed(p.exponent()));
        }
        return a.exponential(a.times(expansion(p.exponent(), i), a.logarithm(base)));
    }

    private FunctionDeclaration declared(Call c) {
        return library.functions().lookup(c.name(), c.arguments().size());
    }

    private Expansion call(Call c, Expansion.Arithmetic a, int i) {
        FunctionDeclaration f = c.isDerivative() ? null : declared(c);
        if (f == null) {
            throw new Undecided();
        }
        List<Expr> arguments = c.arguments();
        for (Relation r : f.domain(arguments)) {
            require(r, i);
        }
        switch (f.name()) {
            case "ln" -> {
                return a.logarithm(expansion(c.argument(), i));
            }
            case "floor", "ceil" -> {
                return stepped(f.name().equals("floor"), expansion(c.argument(), i), a);
            }
            default -> {
            }
        }
        if (f.hasCases()) {
            return expansion(f.cases(arguments), i);
        }
        if (f.isDefinition()) {
            return expansion(f.instantiate(f.body(), arguments), i);
        }
        if (f.behaviour().elementary() != null) {
            return expansion(f.instantiate(f.behaviour().elementary(), arguments), i);
        }
        return ofDeclared(f, c, a, i);
    }

    /** ⌊u⌋ or ⌈u⌉. */
    private Expansion stepped(boolean down, Expansion u, Expansion.Arithmetic a) {
        if (u.terms().isEmpty() || u.terms().get(0).growth().compare(Growth.ONE, numbers) > 0) {
            return a.plus(u, Expansion.Arithmetic.unknown(Growth.ONE, false));
        }
        Expr c = a.constant(u);
        if (!c.freeSymbols().isEmpty()) {
            throw new Undecided();
        }
        double about = new Evaluator(library.functions()).evaluate(c, Map.of());
        Expr value = Rational.of(Math.round(about)).toExpr();
        if (numbers.certainSign(Numbers.difference(c, value)) != 0) {
            return a.number(Rational.of((long) (down ? Math.floor(about) : Math.ceil(about))).toExpr());
        }
        int side = sign(a.withoutConstant(u));
        return a.number(side == 0 || side > 0 == down ? value : numbers.plus(value, Rational.of(down ? -1 : 1).toExpr()));
    }

    private Expansion ofDeclared(FunctionDeclaration f, Call c, Expansion.Arithmetic a, int i) {
        int at = -1;
        for (int k = 0; k < c.arguments().size(); k++) {
            if (c.arguments().get(k).isFreeOf(x)) {
                continue;
            }
            if (at >= 0) {
                throw new Undecided();
            }
            at = k;
        }
        Expr argument = c.arguments().get(at);
        Expansion u = expansion(argument, i);
        if (!u.terms().isEmpty() && u.terms().get(0).growth().compare(Growth.ONE, numbers) > 0) {
            Value tends = ofFunction(c);
            if (tends == null || !tends.isFinite()) {
                throw new Undecided();
            }
            return a.plus(a.number(tends.finite()), Expansion.Arithmetic.unknown(Growth.ONE, true));
        }
        Expr v = a.constant(u);
        Expansion small = a.withoutConstant(u);
        List<Expr> there = new ArrayList<>(c.arguments());
        there.set(at, v);
        if (small.isZero()) {
            return a.number(c.withChildren(there));
        }
        if (!holds(f.domain(there)) || f.behaviour().continuous() != null
                && !holds(List.of((Relation) f.instantiate(f.behaviour().continuous(), there)))) {
            throw new Undecided();
        }
        if (!isOpen(f.domain(there)) || !holds(f.conditions(there)) || !isOpen(f.conditions(there))) {
            return a.plus(a.number(numbers.settled(c.withChildren(there))), Expansion.Arithmetic.unknown(Growth.ONE, true));
        }
        Sym t = Sym.of("t");
        List<Expr> beside = new ArrayList<>(c.arguments());
        beside.set(at, t);
        Expr function = c.withChildren(beside);
        return a.compose(small, k -> coefficient(function, t, v, k));
    }

    /** The coefficient number k of the Taylor series at v. */
    private Expr coefficient(Expr f, Sym t, Expr v, int k) {
        Kernel kernel = new Kernel(library.functions(), limits);
        Expr derivative = k == 0 ? f : kernel.write(kernel.derivative(kernel.read(f), kernel.symbol(t.name()), k));
        work.spend(derivative.size());
        if (derivative.size() > MAX_SIZE_OF_DERIVATIVE) {
            throw new Undecided();
        }
        Rational factorial = Rational.ONE;
        for (int i = 2; i <= k; i++) {
            factorial = factorial.over(Rational.of(i));
        }
        return numbers.times(factorial.toExpr(),
                numbers.simplest(numbers.settled(derivative.substitute(s -> s.equals(t) ? v : null))));
    }

    private boolean holds(List<Relation> numeric) {
        return numeric.stream().allMatch(r -> r.holds((a, b) -> numbers.certainSign(Numbers.difference(a, b))));
    }

    /** Whether what holds of the numbers holds close to them as well. */
    private boolean isOpen(List<Relation> numeric) {
        return numeric.stream().allMatch(r -> {
            for (int i = 0; i < r.ops().size(); i++) {
                if (numbers.certainSign(Numbers.difference(r.operands().get(i), r.operands().get(i + 1))) == 0) {
                    return false;
                }
            }
            return true;
        });
    }

    /** Whether the relation holds close to the place. */
    private boolean holdsNear(Relation r, int k) {
        return Boolean.TRUE.equals(facts.decide(r)) || r.holds((a, b) -> sign(expansion(Numbers.difference(a, b), k)));
    }

    private void require(Relation r, int i) {
        if (!holdsNear(r, i)) {
            throw new Undecided();
        }
    }

    private Expr chosen(Piecewise p, int i) {
        Expr value = Piecewise.chosen(p.children(), r -> holdsNear(r, i));
        if (value == null) {
            throw new Undecided();
        }
        return value;
    }
}
