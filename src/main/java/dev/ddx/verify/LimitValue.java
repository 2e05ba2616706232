package dev.ddx.verify;

import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Piecewise;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Evaluator;
import dev.ddx.kernel.NormalForm;
import dev.ddx.verify.core.Domain;
import dev.ddx.verify.core.FormalDerivative;
import dev.ddx.verify.core.Points;
import dev.ddx.verify.core.Unfolding;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The limit of an expression by the verifier's own means: continuity where nothing is divided by zero, else the rule of
 * l'Hôpital with the verifier's own derivatives. What depends on no more than these is found; of anything else
 * nothing is said.
 */
final class LimitValue {

    /** What has no value: an infinite limit does not exist. */
    private static final Expr UNDEFINED = Call.of("ln", Neg.of(Num.ONE));
    private static final int ROUNDS = 4;
    private static final long LARGE = 3_000;
    private static final int POINTS = 12;
    private static final Set<String> CONTINUOUS = Set.of("sin", "cos", "tan", "cot", "sec", "csc", "asin", "acos", "atan", "asec",
            "acsc", "sinh",
            "cosh", "tanh", "coth", "sech", "csch", "asinh", "acosh", "atanh", "acoth", "asech", "acsch", "ln", "log", "abs",
                    "cbrt", "erf", "erfc");

    private final FormalDerivative derivative;
    private final FunctionTable functions;
    private final Evaluator evaluator;
    private final Sym h;
    private final Expr a;
    private final List<Expr> needs = new ArrayList<>();
    /** Whether the fraction that was looked at last grows beyond all bounds. */
    private boolean infinite;

    private LimitValue(FormalDerivative derivative, FunctionTable functions, Sym h, Expr a) {
        this.derivative = derivative;
        this.functions = functions;
        this.evaluator = new Evaluator(functions);
        this.h = h;
        this.a = a;
    }

    /**
     * The limit of {@code e} as h tends to a, with what must be defined for it; null where none was found.
     *
     * @param e without derivatives, limits and definitions
     */
    static Unfolding.Plain of(Expr e, Sym h, Expr a, FormalDerivative derivative, FunctionTable functions) {
        if (a.contains(Const.INFINITY)) {
            return null;
        }
        LimitValue limit = new LimitValue(derivative, functions, h, a);
        Expr value = limit.of(e, 0);
        if (value == null && e instanceof Quotient && limit.infinite) {
            return new Unfolding.Plain(UNDEFINED, List.of());
        }
        return value == null ? null : new Unfolding.Plain(value, limit.needs.stream().distinct().toList());
    }

    /** The limit, if there is a finite one that is found, else null. */
    static Expr finite(Expr e, Sym h, Expr a, FormalDerivative derivative, FunctionTable functions) {
        return new LimitValue(derivative, functions, h, a).of(e, 0);
    }

    private Expr of(Expr e, int round) {
        if (e.isFreeOf(h)) {
            return e;
        }
        if (round > ROUNDS || e.size() > LARGE) {
            return null;
        }
        return e.<Expr>fold((node, parts) -> {
            if (node.isFreeOf(h)) {
                return node;
            }
            boolean known = parts.stream().allMatch(p -> p != null);
            return switch (node) {
                case Sym s -> a;
                case Neg n -> known ? FormalDerivative.minus(parts.get(0)) : null;
                case Sum s -> known ? FormalDerivative.plus(parts) : asFraction(s, round);
                case Product p -> known ? FormalDerivative.times(parts) : asFraction(p, round);
                case Quotient q -> fraction(q, round);
                case Power p -> known ? power(parts.get(0), parts.get(1)) : null;
                case Call c -> known && isContinuous(c) && hasNoPole(c.name(), parts) ? c.withChildren(parts) : null;
                case Piecewise p -> cases(p, parts);
                default -> null;
            };
        });
    }

    /** Of cases that have one limit in common it is that of the whole. */
    private static Expr cases(Piecewise p, List<Expr> parts) {
        boolean complete = parts.size() % 2 == 1;
        Expr last = complete ? parts.get(parts.size() - 1) : null;
        for (int i = 0; last != null && i + 1 < parts.size(); i += 2) {
            if (parts.get(i) == null || !isZero(Sum.of(parts.get(i), Neg.of(last)))) {
                return null;
            }
        }
        return last;
    }

    private boolean isContinuous(Call c) {
        return functions.lookup(c.name(), c.arguments().size()) == null || !c.isDerivative() && CONTINUOUS.contains(c.name());
    }

    /** Whether a function that is continuous where it is defined has a value there. */
    private boolean hasNoPole(String name, List<Expr> parts) {
        Expr u = parts.get(0);
        return switch (name) {
            case "ln", "log" -> isNonZero(u);
            case "tan", "sec" -> isNonZero(Call.of("cos", u));
            case "cot", "csc" -> isNonZero(Call.of("sin", u));
            case "coth", "csch" -> isNonZero(u);
            default -> true;
        };
    }

    /** Null if it is none. */
    private Expr asFraction(Expr e, int round) {
        Quotient q = fraction(e);
        return q.denominator().equals(Num.ONE) ? null : fraction(q, round);
    }

    private Expr power(Expr base, Expr exponent) {
        if (base.equals(Const.E)) {
            return Power.of(base, exponent);
        }
        Rational n = Rational.fromLiteral(exponent);
        boolean whole = n != null && n.isInteger() && n.signum() > 0;
        return whole || isNonZero(base) ? Power.of(base, exponent) : null;
    }

    private Expr fraction(Quotient q, int round) {
        Expr above = of(q.numerator(), round);
        Expr below = of(q.denominator(), round);
        infinite = above != null && below != null && isZero(below) && isNonZero(above);
        if (above == null || below == null) {
            return q.numerator() instanceof Quotient || q.denominator() instanceof Quotient || hasPole(above, q.numerator())
                    ? nested(q, round) : null;
        }
        if (isNonZero(below)) {
            return FormalDerivative.over(above, below);
        }
        if (!isZero(above) || !isZero(below)) {
            return null;
        }
        needs.add(above);
        needs.add(below);
        return of(Quotient.of(derivative.of(q.numerator(), h), derivative.of(q.denominator(), h)), round + 1);
    }

    private static boolean hasPole(Expr limit, Expr e) {
        return limit == null && (e instanceof Sum || e instanceof Product || e instanceof Neg);
    }

    private Expr nested(Quotient q, int round) {
        Quotient n = fraction(q.numerator());
        Quotient d = fraction(q.denominator());
        Quotient flat = Quotient.of(FormalDerivative.times(List.of(n.numerator(), d.denominator())),
                FormalDerivative.times(List.of(n.denominator(), d.numerator())));
        return flat.equals(q) ? null : fraction(flat, round + 1);
    }

    /** One fraction of what adds, multiplies and divides; its parts are not multiplied out. */
    private static Quotient fraction(Expr whole) {
        return whole.fold((node, parts) -> switch (node) {
            case Neg n -> Quotient.of(FormalDerivative.minus(parts.get(0).numerator()), parts.get(0).denominator());
            case Product p -> Quotient.of(FormalDerivative.times(parts.stream().map(Quotient::numerator).toList()),
                    FormalDerivative.times(parts.stream().map(Quotient::denominator).toList()));
            case Quotient q -> Quotient.of(FormalDerivative.times(List.of(parts.get(0).numerator(), parts.get(1).denominator())),
                    FormalDerivative.times(List.of(parts.get(0).denominator(), parts.get(1).numerator())));
            case Sum s -> {
                Set<Expr> denominators = new LinkedHashSet<>();
                parts.forEach(t -> denominators.add(t.denominator()));
                denominators.remove(Num.ONE);
                List<Expr> terms = new ArrayList<>();
                for (Quotient t : parts) {
                    List<Expr> factors = new ArrayList<>(List.of(t.numerator()));
                    denominators.stream().filter(d -> !d.equals(t.denominator())).forEach(factors::add);
                    terms.add(FormalDerivative.times(factors));
                }
                yield Quotient.of(FormalDerivative.plus(terms), FormalDerivative.times(List.copyOf(denominators)));
            }
            default -> Quotient.of(node, Num.ONE);
        });
    }

    private static boolean isZero(Expr e) {
        return e instanceof Num n ? n.isZero() : NormalForm.provesEqual(e, Num.ZERO);
    }

    /** Whether it is not zero everywhere, which is known of what is not zero somewhere. */
    private boolean isNonZero(Expr e) {
        if (isZero(e)) {
            return false;
        }
        if (e.subexpressions().stream().anyMatch(c -> c instanceof Call f && (f.isDerivative() || !Domain.knows(f)))) {
            return true;
        }
        Set<Sym> symbols = Points.symbols(List.of(e));
        for (int i = 0; i < POINTS; i++) {
            if (Math.abs(evaluator.evaluate(e, Points.at(symbols, s -> false, i).values())) > 1e-9) {
                return true;
            }
        }
        return false;
    }
}
