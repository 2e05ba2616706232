package dev.ddx.cli;

import dev.ddx.Ddx;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.ZeroTest;
import java.util.Set;

/** How the question whether two texts are equal is read and answered. */
final class Equality {

    private Equality() {
    }

    /** Where i occurs it is the imaginary unit, because as a symbol in an equation it is hardly ever meant. */
    static ZeroTest.Verdict of(Ddx ddx, String a, String b) {
        Expr difference = difference(ddx, a, b);
        if (!ddx.assumptions().isComplex() && difference.freeSymbols().contains(Sym.of("i"))) {
            return of(ddx.withComplex(true), a, b);
        }
        return ddx.zero(difference);
    }

    private static Expr difference(Ddx ddx, String a, String b) {
        Expr left = ddx.read(a, Set.of("x"), false).expression();
        Expr right = ddx.read(b, Set.of("x"), false).expression();
        return Sum.of(left, Neg.of(right));
    }

    static String word(ZeroTest.Verdict v) {
        return switch (v.answer()) {
            case ZERO -> "yes";
            case NOT_ZERO -> "no";
            case UNKNOWN -> "unknown";
        };
    }
}
