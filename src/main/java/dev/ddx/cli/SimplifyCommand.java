package dev.ddx.cli;

import dev.ddx.Ddx;
import dev.ddx.render.Detail;
import dev.ddx.rewrite.Derivation;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "simplify", description = "Simplifies an expression, with every step.")
final class SimplifyCommand extends ExpressionCommand {

    @Option(names = "--detail", paramLabel = "LEVEL", description = "brief, normal (the default) or full.")
    Detail detail = Detail.NORMAL;

    @Option(names = "--result", description = "Only the result.")
    boolean resultOnly;

    @Mixin
    VerifyOption verification = new VerifyOption();

    SimplifyCommand(Console console) {
        super(console);
    }

    @Override
    String answer(Ddx ddx, String text) {
        Derivation d = ddx.simplification(read(ddx, text, Set.of("x"), false));
        verification.check(ddx, d, format, console);
        Answer answer = new Answer(ddx, format);
        if (shared || resultOnly || format == Format.INFIX) {
            noteConditions(ddx, d.conditions());
            return shared ? answer.shared(d.result(), d.conditions()) : answer.expression(d.result(), d.conditions());
        }
        return answer.derivation(d, detail);
    }
}
