package dev.ddx.cli;

import dev.ddx.Ddx;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Sym;
import dev.ddx.rewrite.Derivation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "implicit", customSynopsis = "ddx implicit EQUATION [Y X] [OPTIONS]",
        description = "The derivative dy/dx where an equation ties y to x, such as 'x^2 + y^2 = 25', with every step.")
final class ImplicitCommand extends CurveCommand {

    @Parameters(index = "1..*", paramLabel = "Y X", description = "The variable that depends on another, and that other; y and x.")
    List<String> variables = new ArrayList<>();

    @Option(names = {"-n", "--order"}, paramLabel = "ORDER", description = "The order of the derivative; 1.")
    int order = 1;

    ImplicitCommand(Console console) {
        super(console);
    }

    @Override
    String answer(Ddx ddx, String text) {
        if (variables.size() > 2) {
            throw usage("an equation and two variables are expected, as in ddx implicit 'x^2 + y^2 = 25' y x; '" + variables.get(2) + "' is one too many");
        }
        Sym y = Variable.named(ddx, variables.isEmpty() ? "y" : variables.get(0));
        Sym x = Variable.named(ddx, variables.size() < 2 ? "x" : variables.get(1));
        Expr equation = read(ddx, text, Set.of(x.name()), true);
        Derivation d = ddx.implicit(equation, y, x, order);
        return curve(ddx, d);
    }
}
