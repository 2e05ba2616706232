package dev.ddx.cli;

import dev.ddx.Ddx;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Sym;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "polar", customSynopsis = "ddx polar 'r = 1 + cos(t)' [T] [OPTIONS]",
        description = "The slope dy/dx of a curve in polar coordinates, with every step.")
final class PolarCommand extends CurveCommand {

    @Parameters(index = "1..*", paramLabel = "T", description = "The angle; t.")
    List<String> angle = new ArrayList<>();

    @Option(names = {"-n", "--order"}, paramLabel = "ORDER", description = "The order of the derivative; 1.")
    int order = 1;

    PolarCommand(Console console) {
        super(console);
    }

    @Override
    String answer(Ddx ddx, String text) {
        if (angle.size() > 1) {
            throw usage("an equation and the angle are expected, as in ddx polar 'r = 1 + cos(t)' t");
        }
        Sym t = Variable.named(ddx, angle.isEmpty() ? "t" : angle.get(0));
        Expr equation = read(ddx, text, Set.of(t.name(), "r"), false);
        return curve(ddx, ddx.polar(equation, t, order));
    }
}
