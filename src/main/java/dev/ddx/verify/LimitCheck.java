package dev.ddx.verify;

import dev.ddx.expr.Assumptions;
import dev.ddx.expr.Const;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Limit;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Evaluator;
import dev.ddx.kernel.Facts;
import dev.ddx.kernel.Kernel;
import dev.ddx.kernel.ZeroTest;
import dev.ddx.rewrite.Reason;
import dev.ddx.verify.core.Points;
import dev.ddx.verify.core.Unfolding;
import dev.ddx.verify.core.Verdict;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apfloat.Apfloat;

/**
 * Whether lines with limits of functions of one variable say the same: where a line differs from the one before it inside of a
 * limit, the functions have to be equal; else the values of the limits are found, exactly by {@link LimitValue} or by
 * {@link LimitProbe}, and compared.
 */
final class LimitCheck {

    private static final int DIGITS = 30;
    /** Powers of ten below which a number is nothing beside what it is added to. */
    private static final long SMALL = 100;
    /** How many values of parameters are tried, and how many points are looked at for them. */
    private static final int VALUES_OF_PARAMETERS = 4;
    private static final int TRIES = 40;

    private final Unfolding unfolding;
    private final FunctionTable functions;
    private final Assumptions assumptions;
    private final Limits limits;
    private final Map<Limit, Optional<Value>> values = new HashMap<>();

    LimitCheck(Unfolding unfolding, FunctionTable functions, Assumptions assumptions, Limits limits) {
        this.unfolding = unfolding;
        this.functions = functions;
        this.assumptions = assumptions;
        this.limits = limits;
    }

    /**
     * The value of a limit or a line.
     *
     * @param exact the value; null if it is known to some digits only, or infinite
     * @param about its digits; null if it is infinite
     * @param values how many values were compared, 0 for none
     */
    private record Value(Expr exact, Apfloat about, int infinite, int values) {
    }

    /** Whether this check is for them before all others: there is a limit, and there are no symbols but those that limits bind. */
    static boolean isFor(Expr before, Expr after) {
        return mayBeFor(before) && before.freeSymbols().isEmpty() && after.freeSymbols().isEmpty();
    }

    /** Whether this check may find out something: there is a limit. */
    static boolean mayBeFor(Expr before) {
        return before.has(e -> e instanceof Limit) && !(before instanceof Relation);
    }

    /**
     * Symbols that no limit binds are parameters: the lines are compared for a few of their values.
     *
     * @param path leads to what was rewritten
     */
    Verdict check(Expr before, Expr after, List<Integer> path, Reason reason) {
        List<Relation> stated = new ArrayList<>();
        for (Reason.Words w : reason.words().values()) {
            for (Expr e : w instanceof Reason.Words.Formulas f ? f.formulas() : List.<Expr>of()) {
                if (e instanceof Relation r && r.isEquation() && mayBeFor(r.left())) {
                    stated.add(r);
                }
            }
        }
        Set<Sym> parameters = Points.symbols(List.of(before, after));
        return parameters.isEmpty() ? checkNumbers(before, after, path, stated)
                : checkForValues(parameters, before, after, path, stated);
    }

    private Verdict checkForValues(Set<Sym> parameters, Expr before, Expr after, List<Integer> path, List<Relation> stated) {
        Verdict all = null;
        int compared = 0;
        for (int i = 0; i < TRIES && compared < VALUES_OF_PARAMETERS; i++) {
            Points.Point point = Points.at(parameters, assumptions::isInteger, i);
            if (!isAllowed(point)) {
                continue;
            }
            Function<Sym, Expr> at = s -> point.values().containsKey(s) ? number(point.values().get(s)) : null;
            Verdict v = checkNumbers(before.substitute(at), after.substitute(at), path, stated.stream()
                    .map(r -> (Relation) r.substitute(at)).toList());
            if (v instanceof Verdict.Failed f) {
                return new Verdict.Failed(f.why(), point.decimals());
            }
            all = all == null ? v : all.and(v);
            compared++;
        }
        return all == null || !all.accepted() ? new Verdict.Unchecked("the limit was not found")
                : new Verdict.Numeric(compared, LimitProbe.DIGITS - 2);
    }

    private static Expr number(double value) {
        return Rational.of(BigDecimal.valueOf(value)).toExpr();
    }

    private boolean isAllowed(Points.Point point) {
        Evaluator evaluator = new Evaluator(functions);
        return assumptions.relations().stream().filter(r -> point.values().keySet().containsAll(r.freeSymbols())).allMatch(r -> {
            for (int i = 0; i < r.ops().size(); i++) {
                if (!r.ops().get(i).holds(evaluator.evaluate(r.operands().get(i), point.values()),
                        evaluator.evaluate(r.operands().get(i + 1), point.values()))) {
                    return false;
                }
            }
            return true;
        });
    }

    private Verdict checkNumbers(Expr before, Expr after, List<Integer> path, List<Relation> stated) {
        for (Relation r : stated) {
            if (compare(r.left(), r.right()) instanceof Verdict.Failed) {
                return new Verdict.Failed("the stated " + r + " does not hold");
            }
        }
        return inside(before, after, path) ? Verdict.EXACT : compare(before, after);
    }

    /** Whether the lines differ in the function of a limit alone, and the functions are found to be equal. */
    private boolean inside(Expr before, Expr after, List<Integer> path) {
        Expr b = before;
        Expr a = after;
        for (int i : path) {
            if (b instanceof Limit l && a instanceof Limit m && i == 0 && l.of(Num.ZERO).equals(m.of(Num.ZERO))) {
                return isEqual(plain(l.operand()), plain(m.operand()), l);
            }
            if (i >= b.children().size() || i >= a.children().size() || a.getClass() != b.getClass()) {
                return false;
            }
            List<Expr> put = new ArrayList<>(b.children());
            put.set(i, a.children().get(i));
            if (!b.withChildren(put).equals(a)) {
                return false;
            }
            b = b.children().get(i);
            a = a.children().get(i);
        }
        return false;
    }

    private boolean isEqual(Expr b, Expr a, Limit l) {
        // Two functions that are equal where both are defined have the same limit only if both are defined close to the place.
        LimitProbe probe = new LimitProbe(functions, limits);
        return ZeroTest.isZero(Sum.of(b, Neg.of(a)), new Facts(functions, assumptions).given(List.of(near(l))))
                && probe.isDefined(l.of(b)) && probe.isDefined(l.of(a));
    }

    /** On which side of the value the variable is. */
    private static Relation near(Limit l) {
        boolean below = l.side() == Limit.Side.LEFT || l.value() instanceof Neg n && n.operand().equals(Const.INFINITY);
        Expr end = l.isAtInfinity() ? Num.ZERO : l.value();
        return Relation.of(l.variable(), l.side() == Limit.Side.BOTH && !l.isAtInfinity() ? Relation.Op.NE : below
                ? Relation.Op.LT : Relation.Op.GT, end);
    }

    private Expr plain(Expr e) {
        return unfolding.of(e).value();
    }

    private Verdict compare(Expr before, Expr after) {
        Value b = value(before);
        Value a = value(after);
        if (b == null || a == null) {
            return new Verdict.Unchecked("the limit was not found");
        }
        if (a.infinite() != b.infinite()) {
            return new Verdict.Failed("the limits differ");
        }
        int compared = Math.max(a.values(), b.values());
        if (a.infinite() != 0) {
            return new Verdict.Numeric(compared, 1);
        }
        if (a.exact() != null && b.exact() != null) {
            Boolean zero = isZero(a.exact(), b.exact());
            return zero == null ? new Verdict.Unchecked("the values of the limits were not compared") : zero ? Verdict.EXACT
                    : new Verdict.Failed("the limits differ");
        }
        return LimitProbe.isClose(a.about(), b.about(), LimitProbe.DIGITS - 2)
                ? new Verdict.Numeric(compared, LimitProbe.DIGITS - 2) : new Verdict.Failed("the limits differ");
    }

    private Boolean isZero(Expr a, Expr b) {
        try {
            return switch (ZeroTest.decide(Sum.of(a, Neg.of(b)), new Facts(functions, assumptions), limits).answer()) {
                case ZERO -> true;
                case NOT_ZERO -> false;
                case UNKNOWN -> null;
            };
        } catch (DdxException notDecided) {
            return null;
        }
    }

    /** Of a line; null if it is not found. */
    private Value value(Expr line) {
        if (Limit.isInfinite(line)) {
            return new Value(null, null, line.equals(Const.INFINITY) ? 1 : -1, 0);
        }
        if (line instanceof Limit l) {
            return values.computeIfAbsent(l, this::ofLimit).orElse(null);
        }
        boolean[] found = {true, true};
        int[] compared = {0};
        Expr put = line.fold((node, parts) -> {
            if (!(node instanceof Limit l)) {
                return node.children().isEmpty() ? node : node.withChildren(parts);
            }
            Value v = values.computeIfAbsent(l, this::ofLimit).orElse(null);
            if (v == null || v.infinite() != 0) {
                found[0] = false;
                return node;
            }
            compared[0] = Math.max(compared[0], v.values());
            found[1] &= v.exact() != null;
            return v.exact() != null ? v.exact() : decimal(v.about());
        });
        Apfloat about = found[0] ? digits(put) : null;
        return about == null ? null : new Value(found[1] ? put : null, about, 0, compared[0]);
    }

    private static Expr decimal(Apfloat a) {
        if (a.scale() < -SMALL) {
            return Num.ZERO;
        }
        BigDecimal d = new BigDecimal(a.toString());
        return d.signum() < 0 ? Neg.of(Num.of(d.negate())) : Num.of(d);
    }

    private Apfloat digits(Expr number) {
        try {
            Kernel kernel = new Kernel(functions, limits);
            return kernel.evaluate(kernel.read(plain(number)), DIGITS, Map.of()).orElse(null);
        } catch (DdxException notFound) {
            return null;
        }
    }

    private Optional<Value> ofLimit(Limit l) {
        if (l.operand().has(e -> e instanceof Limit)) {
            return Optional.empty();
        }
        Expr e = plain(l.operand());
        Expr reciprocal = Quotient.of(Num.ONE, l.variable());
        Expr exact = l.isAtInfinity() ? LimitValue.finite(e.substitute(s -> s.equals(l.variable()) ? reciprocal : null),
                l.variable(), Num.ZERO, unfolding.derivative(), functions)
                : LimitValue.finite(e, l.variable(), l.value(), unfolding.derivative(), functions);
        Apfloat about = exact == null ? null : digits(exact);
        if (about != null) {
            return Optional.of(new Value(exact, about, 0, 0));
        }
        LimitProbe.Found found = new LimitProbe(functions, limits).of(l.of(e));
        return found == null ? Optional.empty() : Optional.of(new Value(null, found.value(), found.infinite(), found.values()));
    }
}
