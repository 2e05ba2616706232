package dev.ddx.cli;

import dev.ddx.Ddx;
import dev.ddx.render.DerivationPrinter;
import dev.ddx.render.Detail;
import dev.ddx.render.LatexStyle;
import dev.ddx.render.Mark;
import dev.ddx.render.Mastered;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Exposition;
import dev.ddx.rewrite.Ledger;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command whose answer is a derivation, or only its result. */
abstract class DerivationCommand extends ExpressionCommand {

    @Option(names = "--detail", paramLabel = "LEVEL", description = "brief, normal (the default) or full.")
    Detail detail = Detail.NORMAL;

    @Option(names = "--mark", paramLabel = "HOW",
            description = "none (the default), color or box: how latex, document and markdown mark what changes from line to line.")
    Mark mark = Mark.NONE;

    @Option(names = "--knows", paramLabel = "RULES", split = ",",
            description = "Rules that the reader has mastered, such as product,chain: they get no line and no word. ddx rules names them.")
    List<String> knows = new ArrayList<>();

    @Option(names = "--hint", paramLabel = "N", arity = "0..1", fallbackValue = "1",
            description = "Only the rule that is next; --hint=2 gives its line as well, --hint=3 the rule after that, and so on.")
    int hints;

    @Option(names = "--notation", paramLabel = "NAME",
            description = "How LaTeX writes derivatives: textbook (the default), leibniz (df/dx for unknown functions too) or lagrange (primes).")
    LatexStyle.Notation notation = LatexStyle.Notation.TEXTBOOK;

    @Mixin
    LanguageOption language = new LanguageOption();

    @Option(names = "--result", description = "Only the result.")
    boolean resultOnly;

    @Mixin
    VerifyOption verification = new VerifyOption();

    DerivationCommand(Console console) {
        super(console);
    }

    final void checkOptions() {
        if (hints < 0 || hints > 0 && (shared || resultOnly || format == Format.INFIX)) {
            throw usage("--hint takes the number of hints, such as --hint=2, and goes without --result, --shared and --format infix");
        }
    }

    final String answer(Ddx ddx, Derivation d) {
        checkOptions();
        DerivationPrinter printer = printer(ddx);
        verification.check(ddx, d, format, console);
        Answer answer = new Answer(ddx, format, LatexStyle.TEXTBOOK.with(notation));
        if (shared || resultOnly || format == Format.INFIX) {
            noteConditions(ddx, d.conditions());
            return shared ? answer.shared(d.result(), d.conditions()) : answer.expression(d.result(), d.conditions());
        }
        return answer.derivation(d, printer.with(ledger(ddx, d)));
    }

    /** What prints the lines as the options say. */
    DerivationPrinter printer(Ddx ddx) {
        Mastered mastered = knows.isEmpty() ? Mastered.NOTHING : Mastered.of(knows, ddx.rules());
        return new DerivationPrinter(ddx.functions(), detail).in(LatexStyle.TEXTBOOK.with(notation)).in(language.language()).knowing(mastered).hints(hints).marking(mark);
    }

    final String answer(Ddx ddx, Exposition e) {
        if (hints != 0 || shared) {
            throw usage("--hint and --shared are not possible here");
        }
        Mastered mastered = knows.isEmpty() ? Mastered.NOTHING : Mastered.of(knows, ddx.rules());
        verification.check(ddx, e, format, console);
        Answer answer = new Answer(ddx, format, LatexStyle.TEXTBOOK.with(notation));
        DerivationPrinter printer = new DerivationPrinter(ddx.functions(), detail).in(LatexStyle.TEXTBOOK.with(notation)).in(language.language()).knowing(mastered).marking(mark);
        if (resultOnly || format == Format.INFIX) {
            noteConditions(ddx, e.conditions());
            return answer.results(e, printer);
        }
        return answer.exposition(e, printer);
    }

    /** What is printed of where the derivation holds; null for nothing. */
    Ledger ledger(Ddx ddx, Derivation d) {
        return null;
    }
}
