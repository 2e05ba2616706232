package dev.ddx.fuzz;

import dev.ddx.Ddx;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Sym;
import dev.ddx.render.Detail;
import dev.ddx.render.DerivationPrinter;
import dev.ddx.rewrite.Derivation;
import java.util.List;

/**
 * A file whose functions and rules the bytes choose is loaded, or gets an error for people; what is differentiated by these rules, which may be
 * wrong or lead in circles, ends, and is typeset well and looked at by the verifier.
 */
public final class RulesTarget {

    private static final Ddx DDX = Ddx.standard().withLimits(ExpressionTarget.SMALL);
    private static final List<String> GROUPS = List.of("differentiation", "cleanup", "simplification", "method", "addition", "mine");
    private static final List<String> SIDES = List.of("u", "u + v", "u*v", "u/v", "u^v", "d/dx[u]", "d/dx[u*v]", "d/dx[u/v]", "d/dx[u^v]", "d/dx[u + v]", "d/dx[f(u)]", "f(u)",
            "g(u, v)", "sin(u)", "0", "1", "-u", "a*u", "d/dx[u]*v + u*d/dx[v]", "f(u)*d/dx[u]", "d/dx[d/dx[u]]", "e^u", "ln(u)", "x", "|u|", "d/dx[x]");
    private static final List<String> CONDITIONS = List.of("u free of x", "u depends on x", "v free of x", "u > 0", "u != 0", "u is real", "v is integer", "u is number", "u >= 1",
            "a is number", "w > 0", "u is", "u free of");
    private static final List<String> WORDS = List.of("", "by $u = {u}$", "of ${v}$", "with {...}", "${w}$, too", "for $x^2$ and more", "$\\frac{u}{v}$", "not LaTeX",
            "{v}", "$", "$\\input{x}$", "% not \\LaTeX");
    private static final List<String> CLAUSES = List.of("derivative 2*u", "derivative f(u)", "derivative 1/u", "derivative u*v", "domain u > 0", "domain f(u) != 0", "parity odd",
            "parity even", "range 0 <= value", "range value < 1", "latex \"\\operatorname{f}\"", "latex \"{u}{\"", "zero 0", "monotone increasing", "title \"the {u} function\"",
            "alias h", "alias sin", "smooth u > 0", "derivative gamma(u)", "elementary e^u");

    private RulesTarget() {
    }

    public static void fuzzerTestOneInput(byte[] data) {
        Choices choices = new Choices(data);
        try {
            Ddx ddx = DDX.load(file(choices), "fuzz.ddx");
            Derivation d = ddx.derivation(ddx.parse(choices.expression(2)), Sym.of("x"), 1, null);
            DerivationPrinter printer = new DerivationPrinter(ddx.functions(), Detail.FULL);
            LatexTarget.checkWellFormed(printer.latex(d), true);
            Targets.checkPrintable(printer.text(d), "text");
            ddx.verify(d);
        } catch (DdxException refused) {
            Targets.checkPrintable(refused.describe(), "an error");
        }
    }

    private static String file(Choices choices) {
        StringBuilder out = new StringBuilder();
        for (String function : List.of("function f(u)\n", "function g(u, v)\n")) {
            out.append(function);
            for (int k = choices.next(4); k > 0; k--) {
                out.append("  ").append(choices.of(CLAUSES)).append('\n');
            }
        }
        if (choices.next(3) == 1) {
            out.append("definition h(u) = ").append(choices.of(SIDES)).append('\n');
        }
        for (int i = 1 + choices.next(3); i > 0; i--) {
            if (choices.next(2) == 1) {
                out.append("group ").append(choices.of(GROUPS)).append('\n');
            }
            out.append("rule mine-").append((char) ('a' + i)).append(" \"").append(choices.of(WORDS)).append("\": ").append(choices.of(SIDES)).append(" -> ")
                    .append(choices.of(SIDES)).append('\n');
            if (choices.next(2) == 1) {
                out.append("  if ").append(choices.of(CONDITIONS)).append('\n');
            }
            if (choices.next(2) == 1) {
                out.append("  because \"").append(choices.of(WORDS)).append("\"\n");
            }
        }
        return out.toString();
    }
}
