package dev.ddx.cli;

import dev.ddx.Ddx;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Sym;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "critical", description = "Critical points with the signs of the derivative, extrema and points of inflection.")
final class CriticalCommand extends DerivationCommand {

    @Option(names = {"-x", "--variable"}, paramLabel = "VAR", description = "The variable; x if it occurs, else the only symbol.")
    String variable;

    @Option(names = "--domain", paramLabel = "'x in [0, 2pi]'", description = "The interval that is looked at, with its ends; where the function is defined, unless it is given.")
    String domain;

    @Option(names = "--digits", paramLabel = "N", description = "Significant digits of numbers that have no simple expression; 10.")
    int digits = 10;

    CriticalCommand(Console console) {
        super(console);
    }

    @Override
    String answer(Ddx ddx, String text) {
        Sym given = variable == null ? null : Variable.named(ddx, variable);
        Expr e = read(ddx, text, Set.of(given == null ? "x" : given.name()), false);
        return answer(ddx, Ranges.within(ddx, domain, "--domain").critical(e, given == null ? Variable.of(e) : given, digits));
    }
}
