package dev.ddx.fuzz;

import dev.ddx.Ddx;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Sym;
import dev.ddx.render.Detail;
import dev.ddx.render.DerivationPrinter;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Ledger;
import dev.ddx.verify.Verification;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The derivation of an expression that the bytes choose is typeset well: braces, environments and \left … \right are closed,
 * no macro does more than typeset, no character is invisible. And no step of it fails in the verifier.
 */
public final class LatexTarget {

    private static final Ddx DDX = Ddx.standard().withLimits(ExpressionTarget.SMALL);
    private static final Pattern TOKEN = Pattern.compile("\\\\(?:begin|end)\\{([^}]*)\\}|\\\\([A-Za-z]+|.)|[{}$]", Pattern.DOTALL);
    private static final Set<String> DANGEROUS = Set.of("input", "include", "write", "immediate", "openout", "openin", "read", "def", "edef", "gdef", "xdef", "let",
            "futurelet", "catcode", "csname", "expandafter", "newcommand", "renewcommand", "special", "directlua", "loop", "verb", "href", "url", "includegraphics");

    private LatexTarget() {
    }

    public static void fuzzerTestOneInput(byte[] data) {
        String text = new Choices(data).expression(4);
        Derivation d;
        DerivationPrinter printer = new DerivationPrinter(DDX.functions(), Detail.FULL);
        try {
            Expr e = DDX.withFunction("f").read(text, Set.of("x"), true).expression();
            d = DDX.derivation(e, Sym.of("x"), 1, null);
            Optional<Ledger> ledger = DDX.ledger(d, e, Sym.of("x"), 1);
            printer = ledger.isPresent() ? printer.with(ledger.get()) : printer;
        } catch (DdxException refused) {
            Targets.checkPrintable(refused.describe(), "an error");
            return;
        }
        try {
            checkWellFormed(printer.latex(d), true);
            checkWellFormed(printer.latexDocument(d), false);
            Targets.checkPrintable(printer.text(d), "text");
            Targets.checkPrintable(printer.markdown(d), "Markdown");
        } catch (DdxException tooLong) {
            Targets.checkPrintable(tooLong.describe(), "an error");
        }
        try {
            Verification v = DDX.verify(d);
            if (!v.failed().isEmpty()) {
                throw new AssertionError(text + ": " + v.failed());
            }
        } catch (DdxException timeIsUp) {
            Targets.checkPrintable(timeIsUp.describe(), "an error");
        }
    }

    static void checkWellFormed(String latex, boolean isFormula) {
        Targets.checkPrintable(latex, "LaTeX");
        Deque<String> open = new ArrayDeque<>();
        Matcher m = TOKEN.matcher(latex);
        while (m.find()) {
            String token = m.group();
            if (token.equals("{")) {
                open.push("}");
            } else if (token.equals("$")) {
                if ("$".equals(open.peek())) {
                    open.pop();
                } else {
                    open.push("$");
                }
            } else if (token.startsWith("\\begin")) {
                open.push("end " + m.group(1));
            } else if ("left".equals(m.group(2))) {
                open.push("right");
            } else {
                String closes = token.equals("}") ? "}" : token.startsWith("\\end{") ? "end " + m.group(1) : "right".equals(m.group(2)) ? "right" : null;
                if (closes != null && (open.isEmpty() || !open.pop().equals(closes))) {
                    throw new AssertionError(token + " closes nothing at " + m.start() + " in " + latex);
                }
                if (isFormula && m.group(2) != null && DANGEROUS.contains(m.group(2))) {
                    throw new AssertionError(token + " in " + latex);
                }
            }
        }
        if (!open.isEmpty()) {
            throw new AssertionError(open + " are missing in " + latex);
        }
    }
}
