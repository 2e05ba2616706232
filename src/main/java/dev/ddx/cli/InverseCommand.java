package dev.ddx.cli;

import dev.ddx.Ddx;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "inverse", customSynopsis = "ddx inverse EXPR [X] [OPTIONS]",
        description = "The derivative dx/dy of the inverse of a function y = f(x), with every step.")
final class InverseCommand extends CurveCommand {

    @Parameters(index = "1..*", paramLabel = "X", description = "The variable of the function; x if it occurs, else the only symbol.")
    List<String> variable = new ArrayList<>();

    InverseCommand(Console console) {
        super(console);
    }

    @Override
    String answer(Ddx ddx, String text) {
        if (variable.size() > 1) {
            throw usage("a function and its variable are expected, as in ddx inverse 'x^3 + x' x");
        }
        Sym given = variable.isEmpty() ? null : Variable.named(ddx, variable.get(0));
        Expr e = read(ddx, text, Set.of(given == null ? "x" : given.name()), false);
        Sym x = given == null ? Variable.of(e) : given;
        Sym y = e instanceof Relation r && r.isEquation() && r.left() instanceof Sym s ? s : Sym.of(x.name().equals("y") ? "x" : "y");
        return curve(ddx, ddx.inverse(e, x, y));
    }
}
