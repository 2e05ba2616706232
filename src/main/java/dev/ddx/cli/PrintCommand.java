package dev.ddx.cli;

import dev.ddx.Ddx;
import dev.ddx.expr.Expr;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;

@Command(name = "print", description = "Reads an expression and prints it; nothing is evaluated.")
final class PrintCommand extends ExpressionCommand {

    PrintCommand(Console console) {
        super(console);
    }

    @Override
    String answer(Ddx ddx, String text) {
        Expr e = read(ddx, text, Set.of("x"), true);
        Answer answer = new Answer(ddx, format);
        return shared ? answer.shared(e, List.of()) : answer.expression(e, List.of());
    }
}
