package dev.ddx.cli;

import dev.ddx.Ddx;
import dev.ddx.expr.Const;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Product;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Decimal;
import java.util.Map;
import org.apfloat.Apcomplex;

/** Values of expressions as expressions: a decimal, with a power of 10 where it is large or small. */
final class Value {

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
        try {
            return complex ? ddx.evaluateComplex(e, at, digits).map(z -> expression(z, digits)).orElse(null)
                    : ddx.evaluate(e, at, digits).map(x -> Decimal.of(x, digits)).orElse(null);
        } catch (DdxException none) {
            if (none.kind() == DdxException.Kind.DIVISION_BY_ZERO) {
                return null;
            }
            throw none;
        }
    }

    static DdxException none(boolean complex) {
        return new DdxException(DdxException.Kind.EMPTY_DOMAIN, complex ? "there is no value there"
                : "there is no real value there; --complex gives the complex one, if there is one");
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
