package dev.ddx.cli;

import dev.ddx.Ddx;
import dev.ddx.expr.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "stable", description = "A way to compute the function that loses less in double precision, with errors before and after.")
final class StableCommand extends DerivationCommand {

    @Option(names = "--domain", paramLabel = "'x in [-50,50]'",
            description = "From where to where a symbol is taken; several times for several symbols. Standard: all magnitudes up to 1e300, [-5,5] for special functions.")
    List<String> domain = new ArrayList<>();

    StableCommand(Console console) {
        super(console);
    }

    @Override
    String answer(Ddx ddx, String text) {
        Expr e = read(ddx, text, Set.of("x"), false);
        return answer(ddx, ddx.stable(e, Ranges.of(ddx, domain)).exposition());
    }
}
