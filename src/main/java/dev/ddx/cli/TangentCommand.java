package dev.ddx.cli;

import dev.ddx.Ddx;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Sym;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "tangent", description = "The tangent and the normal of a graph at a point, and the linear approximation.")
final class TangentCommand extends DerivationCommand {

    @Option(names = "--at", required = true, paramLabel = "'x = 1'", description = "The point.")
    List<String> places = new ArrayList<>();

    TangentCommand(Console console) {
        super(console);
    }

    @Override
    String answer(Ddx ddx, String text) {
        Map.Entry<Sym, Expr> at = Place.single(ddx, places, reading);
        return answer(ddx, ddx.tangent(read(ddx, text, Set.of(at.getKey().name()), false), at.getKey(), at.getValue()));
    }
}
