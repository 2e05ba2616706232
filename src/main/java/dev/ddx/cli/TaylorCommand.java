package dev.ddx.cli;

import dev.ddx.Ddx;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Num;
import dev.ddx.expr.Sym;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "taylor", description = "The Taylor polynomial about a point, with derivatives, remainder and the general term where it is known.")
final class TaylorCommand extends DerivationCommand {

    @Option(names = "--at", paramLabel = "'x = 0'", description = "The point; 0.")
    List<String> places = new ArrayList<>();

    @Option(names = {"-n", "--order"}, paramLabel = "ORDER", description = "The degree at the most; 5.")
    int order = 5;

    TaylorCommand(Console console) {
        super(console);
    }

    @Override
    String answer(Ddx ddx, String text) {
        Map.Entry<Sym, Expr> at = places.isEmpty() ? null : Place.single(ddx, places, reading);
        Expr e = read(ddx, text, Set.of(at == null ? "x" : at.getKey().name()), false);
        return answer(ddx, ddx.taylor(e, at == null ? Variable.of(e) : at.getKey(), at == null ? Num.ZERO : at.getValue(), order));
    }
}
