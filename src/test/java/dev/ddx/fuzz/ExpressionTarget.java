package dev.ddx.fuzz;

import dev.ddx.Ddx;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Sym;
import java.util.Set;

/** A text is an expression or gets an error for people; an expression that is printed is read again as the same. */
public final class ExpressionTarget {

    static final Limits SMALL = Limits.DEFAULT.withMaxChars(2_000).withMaxTokens(1_000).withMaxDepth(200).withMaxNodes(3_000).withMaxBits(5_000)
            .withMaxOutput(200_000).withTimeoutMillis(1_000);
    private static final Ddx DDX = Ddx.standard().withLimits(SMALL);

    private ExpressionTarget() {
    }

    public static void fuzzerTestOneInput(byte[] data) {
        String text = Targets.text(data);
        Expr e;
        try {
            e = DDX.read(text, Set.of("x"), true).expression();
        } catch (DdxException refused) {
            Targets.checkPrintable(refused.describe(), "an error");
            return;
        }
        String infix = e.toString();
        Targets.checkPrintable(infix, "an expression");
        String again;
        try {
            again = DDX.withLimits(Limits.DEFAULT).read(infix, Set.of("x"), true).expression().toString();
        } catch (DdxException notRead) {
            throw new AssertionError(text + " is printed as " + infix + ", which is not read: " + notRead.getMessage());
        }
        if (!again.equals(infix)) {
            throw new AssertionError(text + " is printed as " + infix + ", which is read as " + again);
        }
        try {
            DDX.differentiate(e, Sym.of("x"), 1);
        } catch (DdxException refused) {
            Targets.checkPrintable(refused.describe(), "an error");
        }
    }
}
