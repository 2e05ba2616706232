package dev.ddx.cli;

import dev.ddx.Ddx;
import dev.ddx.calculus.Target;
import dev.ddx.expr.Expr;
import dev.ddx.rewrite.Derivation;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "simplify", description = "Simplifies an expression, with every step.")
final class SimplifyCommand extends DerivationCommand {

    @Option(names = "--form", paramLabel = "FORM", description = "The form of the result: expand, factor, together, apart, collect, trig, multiple-angles or single-angles.")
    Target form;

    SimplifyCommand(Console console) {
        super(console);
    }

    @Override
    String answer(Ddx ddx, String text) {
        Expr e = read(ddx, text, Set.of("x"), false);
        Derivation d = ddx.simplification(e);
        return answer(ddx, form == null ? d : ddx.transformation(d, form, Variable.of(e)));
    }
}
