package dev.ddx.cli;

import dev.ddx.Ddx;
import dev.ddx.render.Detail;
import dev.ddx.render.Language;
import dev.ddx.rewrite.Derivation;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command whose answer is a derivation, or only its result. */
abstract class DerivationCommand extends ExpressionCommand {

    @Option(names = "--detail", paramLabel = "LEVEL", description = "brief, normal (the default) or full.")
    Detail detail = Detail.NORMAL;

    @Mixin
    LanguageOption language = new LanguageOption();

    @Option(names = "--result", description = "Only the result.")
    boolean resultOnly;

    @Mixin
    VerifyOption verification = new VerifyOption();

    DerivationCommand(Console console) {
        super(console);
    }

    final String answer(Ddx ddx, Derivation d) {
        Language printed = language.language();
        verification.check(ddx, d, format, console);
        Answer answer = new Answer(ddx, format);
        if (shared || resultOnly || format == Format.INFIX) {
            noteConditions(ddx, d.conditions());
            return shared ? answer.shared(d.result(), d.conditions()) : answer.expression(d.result(), d.conditions());
        }
        return answer.derivation(d, detail, printed);
    }
}
