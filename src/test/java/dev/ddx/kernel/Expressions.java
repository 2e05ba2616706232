package dev.ddx.kernel;

import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;

/** Short names for building expressions by hand. */
final class Expressions {

    static final Sym X = Sym.of("x");
    static final Sym Y = Sym.of("y");

    private Expressions() {
    }

    static Expr n(long n) {
        return n < 0 ? Neg.of(Num.of(-n)) : Num.of(n);
    }

    static Sym s(String name) {
        return Sym.of(name);
    }

    static Expr plus(Expr... terms) {
        return Sum.of(terms);
    }

    static Expr minus(Expr a, Expr b) {
        return Sum.of(a, Neg.of(b));
    }

    static Expr times(Expr... factors) {
        return Product.of(factors);
    }

    static Expr over(Expr a, Expr b) {
        return Quotient.of(a, b);
    }

    static Expr pow(Expr a, Expr b) {
        return Power.of(a, b);
    }

    static Expr pow(Expr a, long b) {
        return Power.of(a, n(b));
    }

    static Expr exp(Expr u) {
        return Power.of(Const.E, u);
    }

    static Expr sqrt(Expr u) {
        return Power.of(u, over(n(1), n(2)));
    }

    static Expr neg(Expr u) {
        return Neg.of(u);
    }

    static Expr f(String name, Expr... arguments) {
        return Call.of(name, arguments);
    }
}
