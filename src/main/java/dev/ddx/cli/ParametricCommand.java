package dev.ddx.cli;

import dev.ddx.Ddx;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Sym;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "parametric", customSynopsis = "ddx parametric 'x = cos(t)' 'y = sin(t)' [T] [OPTIONS]",
        description = "The derivative dy/dx of a curve that a parameter runs through, with every step.")
final class ParametricCommand extends CurveCommand {

    @Parameters(index = "1..*", paramLabel = "EQUATION T", description = "The second equation, and the parameter; t.")
    List<String> more = new ArrayList<>();

    @Option(names = {"-n", "--order"}, paramLabel = "ORDER", description = "The order of the derivative; 1.")
    int order = 1;

    ParametricCommand(Console console) {
        super(console);
    }

    @Override
    String answer(Ddx ddx, String text) {
        if (more.isEmpty() || more.size() > 2) {
            throw usage("two equations and the parameter are expected, as in ddx parametric 'x = cos(t)' 'y = sin(t)' t");
        }
        Sym t = Variable.named(ddx, more.size() < 2 ? "t" : more.get(1));
        Set<String> names = new LinkedHashSet<>(Set.of(t.name(), "x", "y"));
        List<Expr> equations = new ArrayList<>();
        for (String equation : List.of(text, more.get(0))) {
            equations.add(read(ddx, equation, names, true));
        }
        return curve(ddx, ddx.parametric(equations, t, order));
    }
}
