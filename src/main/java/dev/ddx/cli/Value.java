package dev.ddx.cli;

import dev.ddx.Ddx;
import dev.ddx.expr.Accumulation;
import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.DdxException.Kind;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Decimal;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apfloat.Apcomplex;

/** Values of expressions as expressions: a decimal, with a power of 10 where it is large or small. */
final class Value {

    private static final int FEW_DIGITS = 5;
    /** How many parts are looked at for the one that has no value. */
    private static final long MOST_PARTS = 20_000;
    private static final int LONGEST = 80;
    /** Looking for a part takes about as long as it took to see that the whole fails, times the depth of the part. */
    private static final long MOST_OF_THE_TIME = 8;

    private Value() {
    }

    /** @return null where there is none */
    static Expr of(Ddx ddx, Expr e, Map<Sym, Expr> at, int digits, boolean complex) {
        if (e instanceof Relation) {
            throw ExpressionCommand.usage("a relation has no value; an expression or an equation y = … has one");
        }
        for (Sym s : e.freeSymbols()) {
            if (!at.containsKey(s)) {
                throw ExpressionCommand.usage("there is no value for " + s.name() + "; --at '" + s.name() + " = 2' gives it one"
                        + (s.name().equals("i") ? ", and --complex makes it the imaginary unit" : ""));
            }
        }
        for (Map.Entry<Sym, Expr> v : at.entrySet()) {
            if (!v.getValue().freeSymbols().isEmpty()) {
                throw ExpressionCommand.usage("the value of " + v.getKey().name() + " is not a number: it holds "
                        + v.getValue().freeSymbols().get(0).name());
            }
        }
        long start = System.nanoTime();
        try {
            return value(ddx, e, at, digits, complex);
        } catch (DdxException wrong) {
            if (System.nanoTime() - start > ddx.limits().timeoutMillis() * 1_000_000 / MOST_OF_THE_TIME) {
                throw wrong;
            }
            throw at.values().stream().map(v -> within(v, p -> error(ddx, p, Map.of(), digits, complex), wrong)).filter(Objects::nonNull).findFirst()
                    .orElseGet(() -> Objects.requireNonNullElse(within(e, p -> error(ddx, p, at, digits, complex), wrong), wrong));
        }
    }

    /** The error of the smallest part that fails in the way in which the whole does; null if the expression does not. */
    private static DdxException within(Expr e, Function<Expr, DdxException> error, DdxException whole) {
        Map<Expr, DdxException> errors = new IdentityHashMap<>();
        Predicate<Expr> fails = p -> {
            DdxException found = error.apply(p);
            errors.put(p, found);
            return found != null && found.kind() == whole.kind();
        };
        if (!fails.test(e)) {
            return null;
        }
        Expr part = smallest(e, fails);
        return errors.get(part).about(part);
    }

    /** Null where a value is found, or none is there. */
    private static DdxException error(Ddx ddx, Expr e, Map<Sym, Expr> at, int digits, boolean complex) {
        try {
            value(ddx, e, at, digits, complex);
            return null;
        } catch (DdxException wrong) {
            return wrong;
        }
    }

    private static Expr value(Ddx ddx, Expr e, Map<Sym, Expr> at, int digits, boolean complex) {
        try {
            return complex ? ddx.evaluateComplex(e, at, digits).map(z -> expression(z, digits)).orElse(null)
                    : ddx.evaluate(e, at, digits).map(x -> Decimal.of(x, digits)).orElse(null);
        } catch (DdxException none) {
            if (none.kind() == Kind.DIVISION_BY_ZERO) {
                return null;
            }
            throw none;
        }
    }

    /** The error that says which part of an expression without a value is the reason. */
    static DdxException none(Ddx ddx, Expr e, Map<Sym, Expr> at, boolean complex) {
        Expr whole = at.values().stream().filter(v -> hasNoValue(ddx, v, Map.of(), complex)).findFirst().orElse(e);
        Expr part = smallest(whole, p -> hasNoValue(ddx, p, at, complex));
        String text = part.toString();
        String where = part.isConstant() ? "" : " there";
        return new DdxException(Kind.EMPTY_DOMAIN, (text.length() > LONGEST ? "the expression" : text)
                + (complex ? " has no value" + where
                : " has no real value" + where + (hasNoValue(ddx, part, at, true) ? "" : "; --complex gives the complex one"))).about(part);
    }

    /** The part that fails where its own parts do not; a larger one where looking for it would take long. */
    private static Expr smallest(Expr whole, Predicate<Expr> fails) {
        Expr e = whole;
        long effort = 0;
        while (true) {
            // Under a sign of a sum or in a case a part may fail where it is not asked for its value.
            List<Expr> parts = e instanceof Accumulation a ? a.values() : e instanceof Sum || e instanceof Product || e instanceof Quotient
                    || e instanceof Neg || e instanceof Power || e instanceof Call ? e.children() : List.of();
            for (Expr part : parts) {
                effort += Math.min(MOST_PARTS, part.size());
            }
            Expr part = effort > MOST_PARTS ? null : parts.stream().filter(p -> p.size() > 1 && fails.test(p)).findFirst().orElse(null);
            if (part == null) {
                return e;
            }
            e = part;
        }
    }

    private static boolean hasNoValue(Ddx ddx, Expr e, Map<Sym, Expr> at, boolean complex) {
        try {
            return value(ddx, e, at, FEW_DIGITS, complex) == null;
        } catch (DdxException unknown) {
            return false;
        }
    }

    static boolean isComplex(Expr e) {
        return e.contains(Const.I);
    }

    private static Expr expression(Apcomplex z, int digits) {
        Expr real = Decimal.of(z.real(), digits);
        if (z.imag().signum() == 0) {
            return real;
        }
        Expr magnitude = Decimal.of(z.imag().signum() < 0 ? z.imag().negate() : z.imag(), digits);
        Expr unit = magnitude.equals(Num.ONE) ? Const.I : Product.of(magnitude, Const.I);
        Expr imaginary = z.imag().signum() < 0 ? Neg.of(unit) : unit;
        return z.real().signum() == 0 ? imaginary : Sum.of(real, imaginary);
    }
}
