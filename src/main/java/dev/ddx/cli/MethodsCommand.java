package dev.ddx.cli;

import dev.ddx.Ddx;
import dev.ddx.calculus.Method;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Sym;
import dev.ddx.render.Language;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "methods", description = "Lists the methods by which an expression can be differentiated, for diff --method.")
final class MethodsCommand extends ExpressionCommand {

    @Option(names = {"-x", "--variable"}, paramLabel = "VAR", description = "The variable; x if it occurs, else the only symbol.")
    String variable;

    @Mixin
    LanguageOption language = new LanguageOption();

    MethodsCommand(Console console) {
        super(console);
    }

    @Override
    String answer(Ddx ddx, String text) {
        Sym given = variable == null ? null : Variable.named(ddx, variable);
        Expr e = read(ddx, text, Set.of(given == null ? "x" : given.name()), false);
        Language titles = language.language();
        StringBuilder out = new StringBuilder();
        for (Method m : ddx.methods(e, given == null ? Variable.of(e) : given)) {
            out.append(m.name()).append(" — ").append(titles.title(m.title()).replace("$", "")).append('\n');
        }
        return out.toString();
    }
}
