package dev.ddx.verify.core;

import dev.ddx.expr.Accumulation;
import dev.ddx.expr.Call;
import dev.ddx.expr.Derivative;
import dev.ddx.expr.EvaluatedAt;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Limit;
import dev.ddx.expr.Num;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Writes a line without definitions, derivatives that have not been carried out, and evaluation bars, so that
 * only an expression is left whose value can be computed.
 */
public final class Unfolding {

    private static final int MAX_NESTING = 100;

    /**
     * @param value what the line says
     * @param needs what must be defined as well for the line to be defined: the functions that are differentiated
     */
    public record Plain(Expr value, List<Expr> needs) {
    }

    /** How limits are found. */
    @FunctionalInterface
    public interface LimitRule {
        /** The limit of e as h tends to a, with what must be defined for it; null where none was found. */
        Plain of(Expr e, Sym h, Expr a, FormalDerivative derivative);
    }

    private final FunctionTable functions;
    private final FormalDerivative derivative = new FormalDerivative(this::given);
    private final Map<String, Plain> bodies = new HashMap<>();
    private final Map<String, FunctionDeclaration> stands = new HashMap<>();
    private final List<String> assumptions = new ArrayList<>();
    private final LimitRule limits;
    private final Function<Unfolding, Dependence> dependenceOf;
    private final Dependence dependence;
    private int nesting;

    /** @param dependenceOf what symbols depend on others; gives null if none does */
    public Unfolding(FunctionTable functions, LimitRule limits, Function<Unfolding, Dependence> dependenceOf) {
        this.functions = functions;
        this.limits = limits;
        this.dependenceOf = dependenceOf;
        this.dependence = dependenceOf.apply(this);
    }

    /** Null if no symbol depends on another. */
    public Dependence dependence() {
        return dependence;
    }

    /** The derivatives that were taken as given. */
    public List<String> assumptions() {
        return assumptions;
    }

    public FormalDerivative derivative() {
        return derivative;
    }

    /** The declaration whose derivatives have to be believed: they are not in the table of the verifier. */
    private FunctionDeclaration given(Call c) {
        FunctionDeclaration f = functions.lookup(c.name(), c.arguments().size());
        if (f == null) {
            return null;
        }
        IntStream.range(0, f.arity()).filter(i -> f.derivatives().get(i) != null)
                .mapToObj(i -> Derivative.of(Call.of(f.name(), f.parameters()), f.parameters().get(i)) + " = " + f.derivatives().get(i))
                .filter(text -> !assumptions.contains(text)).forEach(assumptions::add);
        return f;
    }

    public Plain of(Expr line) {
        return line.fold((node, c) -> {
            List<Expr> needs = c.stream().map(Plain::needs).reduce(List.of(), Unfolding::joined);
            return switch (node) {
                case Derivative d -> differentiate(d, c.get(0));
                case EvaluatedAt a -> {
                    UnaryOperator<Expr> put = e -> (dependence == null ? e : dependence.written(e)).substitute(s -> s.equals(a.variable()) ? c.get(2).value() : null);
                    yield new Plain(put.apply(c.get(0).value()), joined(c.get(2).needs(), c.get(0).needs().stream().map(put).toList()));
                }
                case Limit l -> limit(l, c);
                case Accumulation a -> {
                    List<Expr> inside = c.get(0).needs().stream().<Expr>map(a::of).toList();
                    yield new Plain(a.withChildren(c.stream().map(Plain::value).toList()), joined(joined(inside, c.get(2).needs()), c.get(3).needs()));
                }
                case Call call when definition(call) != null -> unfold(definition(call), call, c, needs);
                // An exponent 1/3 − 1 is the fraction −2/3, of which the root of a negative number is known.
                case Power p when Rational.fromLiteral(p.exponent()) == null && c.get(1).value().freeSymbols().isEmpty()
                        && Rational.fromArithmetic(c.get(1).value()) != null -> new Plain(Power.of(c.get(0).value(), Rational.fromArithmetic(c.get(1).value()).toExpr()), needs);
                default -> new Plain(node.withChildrenIfChanged(c.stream().map(Plain::value).toList()), needs);
            };
        });
    }

    private static List<Expr> joined(List<Expr> a, List<Expr> b) {
        return a.isEmpty() ? b : b.isEmpty() ? a : Stream.concat(a.stream(), b.stream()).distinct().toList();
    }

    private Plain differentiate(Derivative d, Plain operand) {
        Expr f = operand.value();
        List<Expr> needs = operand.needs();
        for (Sym x : d.variables()) {
            Plain df = of(dependence == null ? derivative.of(f, x) : dependence.derivative(f, x));
            needs = joined(joined(needs, List.of(f)), df.needs());
            f = df.value();
        }
        return new Plain(f, needs);
    }

    private Plain limit(Limit l, List<Plain> c) {
        Expr operand = c.get(0).value();
        Expr value = c.get(2).value();
        Plain found = limits.of(operand, l.variable(), value, derivative);
        if (found == null) {
            throw new IllegalStateException("the limit as " + l.variable() + " tends to " + value + " was not found");
        }
        List<Expr> needs = new ArrayList<>();
        for (Expr need : joined(c.get(0).needs(), c.get(2).needs())) {
            Plain near = limits.of(need, l.variable(), value, derivative);
            needs.add(near == null ? need.replace(l.variable(), value) : near.value());
        }
        return new Plain(found.value(), joined(needs, found.needs()));
    }

    private FunctionDeclaration definition(Call c) {
        FunctionDeclaration f = functions.lookup(c.name(), c.arguments().size());
        return f != null && f.isDefinition() ? f : stands.get(c.name() + "/" + c.arguments().size());
    }

    private Plain unfold(FunctionDeclaration f, Call call, List<Plain> arguments, List<Expr> needs) {
        if (nesting > MAX_NESTING) {
            throw new IllegalStateException("definitions are nested too deep");
        }
        String key = call.orders() + call.name();
        Plain body = bodies.get(key);
        if (body == null) {
            nesting++;
            Expr e = f.body();
            for (int i = 0; i < f.arity(); i++) {
                for (int n = 0; n < call.orders().get(i); n++) {
                    e = Derivative.of(e, f.parameters().get(i));
                }
            }
            body = of(e);
            nesting--;
            bodies.put(key, body);
        }
        List<Expr> values = arguments.stream().map(Plain::value).toList();
        return new Plain(f.instantiate(body.value(), values),
                joined(needs, body.needs().stream().map(e -> f.instantiate(e, values)).toList()));
    }

    /**
     * This, with a sum of random sines, of any size and either sign, in place of each function that has neither a definition
     * nor values, or null if there is none: what holds for an unknown function holds for any.
     */
    public Unfolding standingIn(List<Expr> lines) {
        Unfolding out = new Unfolding(functions, limits, dependenceOf);
        for (Expr line : lines) {
            for (Expr e : line.subexpressions()) {
                if (e instanceof Call c && definition(c) == null && !Domain.knows(c)) {
                    out.stands.computeIfAbsent(c.name() + "/" + c.arguments().size(), name -> standIn(c.name(), c.arguments().size()));
                }
            }
        }
        return out.stands.isEmpty() ? null : out;
    }

    public List<Relation> all(List<Relation> conditions) {
        return conditions.stream().map(r -> (Relation) of(r).value()).toList();
    }

    Plain of(Plain line) {
        return new Plain(of(line.value()).value(), line.needs().stream().map(e -> of(e).value()).toList());
    }

    private static FunctionDeclaration standIn(String name, int arity) {
        SplittableRandom random = new SplittableRandom(name.hashCode());
        List<Sym> parameters = new ArrayList<>();
        for (int i = 0; i < arity; i++) {
            parameters.add(Sym.of("u_" + i));
        }
        List<Expr> terms = new ArrayList<>(List.of(decimal(random, 0), Product.of(Num.ZERO, Domain.needed(name, parameters.getLast()))));
        for (int k = 1; k <= 4; k++) {
            List<Expr> phase = new ArrayList<>(List.of(decimal(random, 0)));
            for (Sym u : parameters) {
                phase.add(Product.of(decimal(random, 1000 * k), u));
            }
            terms.add(Product.of(decimal(random, 100), Call.of("sin", Sum.of(phase))));
        }
        return FunctionDeclaration.of(name, parameters, Product.of(Sym.of("size_of_" + name), Sum.of(terms)));
    }

    private static Num decimal(SplittableRandom random, int atLeast) {
        return Num.of(BigDecimal.valueOf(atLeast + random.nextInt(1000), 3));
    }
}
