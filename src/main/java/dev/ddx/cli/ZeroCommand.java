package dev.ddx.cli;

import dev.ddx.expr.Limits;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "zero", description = "Whether an expression is zero wherever it is defined: yes, no or unknown, and why.")
final class ZeroCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "EXPR", description = "The expression, in quotes.")
    String expression;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Shows this help.")
    boolean help;

    @Mixin
    LibraryOptions library = new LibraryOptions();

    ZeroCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        console.out().print(Deadline.within(library.limits(Limits.DEFAULT), () -> EqualCommand.sentence(library.ddx(), expression, "0", new Reading(console))));
        return 0;
    }
}
