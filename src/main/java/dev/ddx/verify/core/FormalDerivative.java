package dev.ddx.verify.core;

import dev.ddx.expr.Accumulation;
import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.IndexedProduct;
import dev.ddx.expr.IndexedSum;
import dev.ddx.expr.Integral;
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
import dev.ddx.kernel.NormalForm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The derivative of an expression, written down without any simplification. The table of functions here
 * is the verifier's own and is written from their definitions; it is compared with numerical derivatives
 * in the tests. Where a derivative does not exist, its expression is undefined: sign′(u) is 0/u.
 */
public final class FormalDerivative {

    /** The functions that are these at 1/u. */
    private static final Map<String, String> OF_INVERSE = Map.of("acot", "atan", "asec", "acos", "acsc", "asin", "acoth", "atanh", "asech", "acosh", "acsch", "asinh");

    /** The integrals of these, of a square or over u. */
    private static final Map<String, String> INTEGRAND = Map.of("Si", "sin", "Ci", "cos", "Shi", "sinh", "Chi", "cosh", "fresnels", "sin", "fresnelc", "cos");
    private static final int DEPTH = 4;
    private static final int SMALL = 50;

    private final Function<Call, FunctionDeclaration> given;

    /** @param given the declaration whose derivatives are taken as given, for a function that is not known here; or null */
    public FormalDerivative(Function<Call, FunctionDeclaration> given) {
        this.given = given;
    }

    /** @param e without derivatives that have not been carried out */
    public Expr of(Expr e, Sym x) {
        return e.mapBottomUp(FormalDerivative::oneBase).<Expr>fold((node, d) -> node.isFreeOf(x) || vanishes(node) ? Num.ZERO : switch (node) {
            case Sym s -> Num.ONE;
            case Neg n -> minus(d.get(0));
            case Sum s -> plus(d);
            case Product p -> plus(IntStream.range(0, d.size()).mapToObj(i -> {
                List<Expr> factors = new ArrayList<>(p.factors());
                factors.set(i, d.get(i));
                return times(factors);
            }).toList());
            // u/v = u·v⁻¹: u′/v − u·v′/v²
            case Quotient q -> plus(List.of(over(d.get(0), q.denominator()),
                    minus(over(times(List.of(q.numerator(), d.get(1))), square(q.denominator())))));
            case Power p -> power(p, d.get(0), d.get(1));
            // Where both are equal there is a derivative if theirs are equal too.
            case Call c when c.is("max", 2) || c.is("min", 2) -> Piecewise.of(List.of(
                    new Piecewise.Branch(d.get(0), Relation.of(c.arguments().get(0), c.is("max", 2) ? Relation.Op.GT : Relation.Op.LT, c.arguments().get(1))),
                    new Piecewise.Branch(d.get(1), Relation.of(c.arguments().get(0), Relation.Op.NE, c.arguments().get(1))),
                    new Piecewise.Branch(d.get(0), Relation.of(d.get(0), Relation.Op.EQ, d.get(1)))));
            case Call c -> plus(IntStream.range(0, d.size()).filter(i -> !isZero(d.get(i))).mapToObj(i -> times(List.of(partial(c, i), d.get(i)))).toList());
            // Undefined where a case begins; the last condition only ends the domain.
            case Piecewise p -> plus(Stream.concat(
                    Stream.of(p.withChildren(IntStream.range(0, d.size()).mapToObj(i -> i % 2 == 0 ? d.get(i) : p.children().get(i)).toList())),
                    p.branches().stream().limit(p.branches().size() - 1).flatMap(b -> Domain.edges(b.condition()).stream())
                            .filter(u -> u.dependsOn(x)).map(u -> Quotient.of(Num.ZERO, u))).toList());
            case Integral a when jumps(a.operand()).anyMatch(j -> j.dependsOn(x) && j.dependsOn(a.variable())) ->
                    throw new IllegalStateException("the derivative of " + a + ", under which a jump moves, is beyond the table");
            case Accumulation a -> accumulated(a, a.variable().equals(x) ? Num.ZERO : d.get(0), d.get(2), d.get(3));
            default -> Num.ZERO;
        });
    }

    /** u^m·√u as one power of u: at 0 it may have a derivative where √u has none. */
    private static Expr oneBase(Expr e) {
        List<Map.Entry<Expr, Rational>> powers = powers(e, Rational.ONE, DEPTH).toList();
        Map<Expr, Rational> joined = powers.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Rational::plus, LinkedHashMap::new));
        return joined.size() == powers.size() ? e : times(joined.entrySet().stream().<Expr>map(u -> Power.of(u.getKey(), u.getValue().toExpr())).toList());
    }

    private static Stream<Map.Entry<Expr, Rational>> powers(Expr e, Rational n, int depth) {
        return switch (e) {
            case Product p when depth > 0 -> p.factors().stream().flatMap(f -> powers(f, n, depth - 1));
            case Quotient q when depth > 0 -> Stream.concat(powers(q.numerator(), n, depth - 1), powers(q.denominator(), n.negate(), depth - 1));
            case Power p when Rational.fromLiteral(p.exponent()) != null -> Stream.of(Map.entry(p.base(), n.times(Rational.fromLiteral(p.exponent()))));
            default -> Stream.of(Map.entry(e, n));
        };
    }

    /** The derivative of a sum, a product or an integral, given those of what is under the sign and of the limits. */
    private static Expr accumulated(Accumulation a, Expr under, Expr from, Expr to) {
        if (a.isInfinite() || !(a instanceof Integral || isZero(from) && isZero(to))) {
            throw new IllegalStateException("the derivative of " + a + " is beyond the table");
        }
        if (a instanceof IndexedProduct) {
            Expr relative = over(under, a.operand());
            return isZero(relative) ? relative : times(List.of(a, IndexedSum.of(relative, a.variable(), a.from(), a.to())));
        }
        return plus(List.of(isZero(under) ? under : a.of(under), times(List.of(end(a, a.to()), to)), minus(times(List.of(end(a, a.from()), from)))));
    }

    /** The value at the limit, undefined where it may jump there. */
    private static Expr end(Accumulation a, Expr value) {
        return plus(Stream.concat(Stream.of(a.operand()), jumps(a.operand()).filter(j -> j.dependsOn(a.variable())))
                .map(e -> e.replace(a.variable(), value)).toList());
    }

    /** 0 divided by what is 0 where e may jump. */
    private static Stream<Expr> jumps(Expr e) {
        Stream<Expr> ofCalls = e.subexpressions().stream().map(part -> part instanceof Call c && c.arguments().size() == 1 ? known(c.name(), c.argument()) : null)
                .filter(d -> d instanceof Quotient q && isZero(q.numerator()));
        return Stream.concat(ofCalls, Domain.edges(e).stream().map(d -> Quotient.of(Num.ZERO, d)));
    }

    private static Expr power(Power p, Expr du, Expr dv) {
        Expr u = p.base();
        Expr v = p.exponent();
        if (isZero(dv)) {
            Rational n = Rational.fromLiteral(v);
            if (n != null && n.isOne()) {
                return du;
            }
            Expr less = n != null ? n.minus(Rational.ONE).toExpr() : plus(List.of(v, minus(Num.ONE)));
            return times(List.of(v, n != null && n.equals(Rational.of(2)) ? u : Power.of(u, less), du));
        }
        if (u.equals(Const.E)) {
            return times(List.of(p, dv));
        }
        Expr log = times(List.of(dv, Call.of("ln", u)));
        return times(List.of(p, isZero(du) ? log : plus(List.of(log, over(times(List.of(v, du)), u)))));
    }

    /** The derivative by argument i. */
    private Expr partial(Call c, int i) {
        Expr known = c.isDerivative() ? null : c.arguments().size() == 1 ? known(c.name(), c.argument()) : known(c, i);
        if (known != null) {
            return known;
        }
        FunctionDeclaration f = c.isDerivative() ? null : given.apply(c);
        if (f != null && f.derivatives().size() > i && f.derivatives().get(i) != null) {
            return f.instantiate(f.derivatives().get(i), c.arguments());
        }
        List<Integer> orders = new ArrayList<>(c.orders());
        orders.set(i, orders.get(i) + 1);
        return Call.of(c.name(), orders, c.arguments());
    }

    private static Expr known(Call c, int i) {
        Expr a = c.arguments().get(0);
        Expr b = c.arguments().get(1);
        return c.arguments().size() > 2 ? null : switch (c.name()) {
            // ln a / ln b
            case "log" -> i == 0 ? over(Num.ONE, times(List.of(a, Call.of("ln", b)))) : minus(over(Call.of("ln", a), times(List.of(b, square(Call.of("ln", b))))));
            case "besselj", "bessely" -> i == 0 ? null : over(plus(List.of(neighbour(c, -1), minus(neighbour(c, 1)))), Num.TWO);
            case "besseli" -> i == 0 ? null : over(plus(List.of(neighbour(c, -1), neighbour(c, 1))), Num.TWO);
            case "besselk" -> i == 0 ? null : minus(over(plus(List.of(neighbour(c, -1), neighbour(c, 1))), Num.TWO));
            case "polygamma" -> i == 0 ? null : neighbour(c, 1);
            case "expint" -> i == 0 ? null : minus(neighbour(c, -1));
            case "uppergamma" -> i == 0 ? null : minus(times(List.of(Power.of(b, plus(List.of(a, minus(Num.ONE)))), Power.of(Const.E, minus(b)))));
            // Not on the negative axis, where it jumps.
            case "atan2" -> plus(List.of(over(i == 0 ? b : minus(a), plus(List.of(square(a), square(b)))),
                    Quotient.of(Num.ZERO, plus(List.of(root(plus(List.of(square(a), square(b)))), b)))));
            default -> null;
        };
    }

    /** The same function of the next or the last order. */
    private static Expr neighbour(Call c, int by) {
        Rational n = Rational.fromLiteral(c.arguments().get(0));
        Expr order = n != null ? n.plus(Rational.of(by)).toExpr() : Sum.of(c.arguments().get(0), by > 0 ? Num.ONE : Neg.of(Num.ONE));
        return Call.of(c.name(), order, c.arguments().get(1));
    }

    private static Expr known(String name, Expr u) {
        Expr inverse = Quotient.of(Num.ONE, u);
        return switch (name) {
            case "exp" -> Power.of(Const.E, u);
            case "sqrt" -> over(Num.ONE, times(List.of(Num.TWO, root(u))));
            case "ln" -> inverse;
            case "sin" -> Call.of("cos", u);
            case "cos" -> minus(Call.of("sin", u));
            case "tan" -> plus(List.of(Num.ONE, square(Call.of(name, u))));
            case "cot" -> minus(plus(List.of(Num.ONE, square(Call.of(name, u)))));
            case "sec" -> over(Call.of("sin", u), square(Call.of("cos", u)));
            case "csc" -> minus(over(Call.of("cos", u), square(Call.of("sin", u))));
            case "asin" -> over(Num.ONE, root(plus(List.of(Num.ONE, minus(square(u))))));
            case "acos" -> minus(known("asin", u));
            case "atan" -> over(Num.ONE, plus(List.of(Num.ONE, square(u))));
            case "sinh" -> Call.of("cosh", u);
            case "cosh" -> Call.of("sinh", u);
            case "tanh", "coth" -> plus(List.of(Num.ONE, minus(square(Call.of(name, u)))));
            case "sech" -> minus(over(Call.of("sinh", u), square(Call.of("cosh", u))));
            case "csch" -> minus(over(Call.of("cosh", u), square(Call.of("sinh", u))));
            case "asinh" -> over(Num.ONE, root(plus(List.of(square(u), Num.ONE))));
            case "acosh" -> over(Num.ONE, times(List.of(root(plus(List.of(u, minus(Num.ONE)))), root(plus(List.of(u, Num.ONE))))));
            case "atanh" -> over(Num.ONE, plus(List.of(Num.ONE, minus(square(u)))));
            case "acot", "asec", "acsc", "acoth", "asech", "acsch" -> minus(over(known(OF_INVERSE.get(name), inverse), square(u)));
            case "abs" -> over(u, Call.of(name, u));
            case "sign", "heaviside" -> Quotient.of(Num.ZERO, u);
            case "floor", "ceil" -> Quotient.of(Num.ZERO, Call.of("sin", times(List.of(Const.PI, u))));
            case "cbrt" -> over(Num.ONE, times(List.of(Num.of(3), square(Call.of(name, u)))));
            case "erf", "erfi" -> over(times(List.of(Num.TWO, Power.of(Const.E, name.equals("erf") ? minus(square(u)) : square(u)))), root(Const.PI));
            case "erfc" -> minus(known("erf", u));
            case "Si", "Ci", "Shi", "Chi" -> over(Call.of(INTEGRAND.get(name), u), u);
            case "Ei" -> over(Power.of(Const.E, u), u);
            case "li" -> over(Num.ONE, Call.of("ln", u));
            case "fresnels", "fresnelc" -> Call.of(INTEGRAND.get(name), over(times(List.of(Const.PI, square(u))), Num.TWO));
            case "lngamma" -> Call.of("digamma", u);
            case "gamma" -> times(List.of(Call.of(name, u), Call.of("digamma", u)));
            case "factorial" -> times(List.of(Call.of(name, u), Call.of("digamma", plus(List.of(u, Num.ONE)))));
            default -> null;
        };
    }

    private static Expr root(Expr u) {
        return Power.of(u, Quotient.of(Num.ONE, Num.TWO));
    }

    private static Expr square(Expr u) {
        return Power.of(u, Num.TWO);
    }

    /** Whether it is seen to be 0 wherever it is defined, which is said apart. */
    private static boolean vanishes(Expr e) {
        return isZero(e) || e.isConstant() && e.size() <= SMALL && NormalForm.provesEqual(e, Num.ZERO)
                || (e instanceof IndexedSum || e instanceof Integral || e instanceof Quotient) && vanishes(e.children().get(0))
                || e instanceof Product p && p.factors().stream().anyMatch(FormalDerivative::vanishes);
    }

    private static boolean isZero(Expr e) {
        return e instanceof Num n && n.isZero();
    }

    public static Expr minus(Expr e) {
        return isZero(e) ? e : Neg.of(e);
    }

    public static Expr over(Expr a, Expr b) {
        return isZero(a) ? a : Quotient.of(a, b);
    }

    public static Expr plus(List<Expr> terms) {
        return Sum.join(terms.stream().filter(t -> !isZero(t)).toList());
    }

    public static Expr times(List<Expr> factors) {
        return factors.stream().anyMatch(FormalDerivative::isZero) ? Num.ZERO
                : Product.join(factors.stream().filter(f -> !f.equals(Num.ONE)).toList());
    }
}
