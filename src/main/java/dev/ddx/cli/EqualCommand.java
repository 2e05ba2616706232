package dev.ddx.cli;

import dev.ddx.Ddx;
import dev.ddx.expr.Limits;
import dev.ddx.kernel.ZeroTest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "equal", description = "Whether two expressions are equal wherever both are defined: yes, no or unknown, and why.")
final class EqualCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(index = "0", paramLabel = "A", description = "An expression, in quotes.")
    String left;

    @Parameters(index = "1", paramLabel = "B", description = "Another.")
    String right;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Shows this help.")
    boolean help;

    @Mixin
    LibraryOptions library = new LibraryOptions();

    EqualCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        console.out().print(Deadline.within(library.limits(Limits.DEFAULT), () -> sentence(library.ddx(), left, right, new Reading(console))));
        return 0;
    }

    static String sentence(Ddx ddx, String a, String b, Reading reading) {
        ZeroTest.Verdict v = reading.locate(() -> Equality.of(ddx, a, b, reading));
        return Equality.word(v) + ": " + v.reason() + "\n";
    }
}
