package dev.ddx.calculus;

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

/** What functions are by sine, cosine, exponential and natural logarithm, as they are defined. */
final class Elementary {

    private Elementary() {
    }

    /** The expression with each such function of x written out; a variable exponent on a variable base as a power of e. */
    static Expr written(Expr e, Sym x) {
        return e.mapBottomUp(node -> node.isFreeOf(x) ? node : switch (node) {
            case Power p when p.base().dependsOn(x) && Rational.fromLiteral(p.exponent()) == null ->
                    Power.of(Const.E, Product.of(p.exponent(), Call.of("ln", p.base())));
            case Call c when !c.isDerivative() -> {
                Expr made = of(c);
                yield made == null ? c : made;
            }
            default -> node;
        });
    }

    /** The function written out, or null if it is one of the four, or is not made of them. */
    static Expr of(Call c) {
        Expr u = c.arguments().get(0);
        if (c.arguments().size() == 2) {
            return c.name().equals("log") ? Quotient.of(Call.of("ln", u), Call.of("ln", c.arguments().get(1))) : null;
        }
        if (c.arguments().size() != 1) {
            return null;
        }
        return switch (c.name()) {
            case "tan" -> Quotient.of(sin(u), cos(u));
            case "cot" -> Quotient.of(cos(u), sin(u));
            case "sec" -> Quotient.of(Num.ONE, cos(u));
            case "csc" -> Quotient.of(Num.ONE, sin(u));
            case "sinh" -> Quotient.of(minus(u), Num.TWO);
            case "cosh" -> Quotient.of(plus(u), Num.TWO);
            case "tanh" -> Quotient.of(minus(u), plus(u));
            case "coth" -> Quotient.of(plus(u), minus(u));
            case "sech" -> Quotient.of(Num.TWO, plus(u));
            case "csch" -> Quotient.of(Num.TWO, minus(u));
            case "cbrt" -> Power.of(u, Quotient.of(Num.ONE, Num.of(3)));
            default -> null;
        };
    }

    private static Expr sin(Expr u) {
        return Call.of("sin", u);
    }

    private static Expr cos(Expr u) {
        return Call.of("cos", u);
    }

    private static Expr exp(Expr u) {
        return Power.of(Const.E, u);
    }

    private static Expr plus(Expr u) {
        return Sum.of(exp(u), exp(Neg.of(u)));
    }

    private static Expr minus(Expr u) {
        return Sum.of(exp(u), Neg.of(exp(Neg.of(u))));
    }
}
