package dev.ddx.cli;

import dev.ddx.Ddx;
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
        return new Answer(ddx, format).expression(read(ddx, text, Set.of("x"), true), List.of());
    }
}
