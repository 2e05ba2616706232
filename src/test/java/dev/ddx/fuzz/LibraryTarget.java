package dev.ddx.fuzz;

import dev.ddx.Ddx;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Sym;

/** A file of functions and rules is loaded or gets an error for people, and what it declares can be used. */
public final class LibraryTarget {

    private static final Ddx DDX = Ddx.standard().withLimits(ExpressionTarget.SMALL);

    private LibraryTarget() {
    }

    public static void fuzzerTestOneInput(byte[] data) {
        try {
            Ddx ddx = DDX.load(Targets.text(data), "fuzz.ddx");
            ddx.differentiate(ddx.parse("f(x)*g(x^2)"), Sym.of("x"), 1);
        } catch (DdxException refused) {
            Targets.checkPrintable(refused.describe(), "an error");
        }
    }
}
