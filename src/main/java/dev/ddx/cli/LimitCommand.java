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

@Command(name = "limit", description = "The limit at a number, by continuity and l'Hôpital's rule for the form 0/0.")
final class LimitCommand extends DerivationCommand {

    @Option(names = "--at", required = true, paramLabel = "'x = 0'", description = "The variable and the number that it tends to.")
    List<String> places = new ArrayList<>();

    LimitCommand(Console console) {
        super(console);
    }

    @Override
    String answer(Ddx ddx, String text) {
        Map.Entry<Sym, Expr> at = Place.single(ddx, places);
        return answer(ddx, ddx.limit(read(ddx, text, Set.of(at.getKey().name()), false), at.getKey(), at.getValue()));
    }
}
