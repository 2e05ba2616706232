package dev.ddx.cli;

import dev.ddx.Ddx;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.ZeroTest;
import java.util.Set;

/** How the question whether two texts are equal is read and answered. */
final class Equality {

    private Equality() {
    }

    /** Where i occurs it is the imaginary unit, because as a symbol in an equation it is hardly ever meant. */
    static ZeroTest.Verdict of(Ddx ddx, String a, String b, Reading reading) {
        Expr difference = difference(ddx, a, b, reading);
        if (!ddx.assumptions().isComplex() && difference.freeSymbols().contains(Sym.of("i"))) {
            return of(ddx.withComplex(true), a, b, reading);
        }
        return ddx.zero(difference);
    }

    private static Expr difference(Ddx ddx, String a, String b, Reading reading) {
        return Sum.of(side(ddx, a, reading), Neg.of(side(ddx, b, reading)));
    }

    private static Expr side(Ddx ddx, String text, Reading reading) {
        Expr e = reading.expression(ddx, text, Set.of("x"), false);
        if (e instanceof Relation) {
            throw ExpressionCommand.usage(e + " is a relation; expressions are compared, such as its two sides").about(e);
        }
        return e;
    }

    static String word(ZeroTest.Verdict v) {
        return switch (v.answer()) {
            case ZERO -> "yes";
            case NOT_ZERO -> "no";
            case UNKNOWN -> "unknown";
        };
    }
}
