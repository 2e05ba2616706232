package dev.ddx.cli;

import dev.ddx.Ddx;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Limit;
import dev.ddx.expr.Sym;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "limit", description = "The limit at a number or at infinity, with its steps.")
final class LimitCommand extends DerivationCommand {

    @Option(names = "--at", required = true, paramLabel = "'x = 0'", description = "The variable and what it tends to: a number, oo or -oo.")
    List<String> places = new ArrayList<>();

    @Option(names = "--side", paramLabel = "left|right", description = "From where it tends to a number; from both sides, unless it is given.")
    String side;

    LimitCommand(Console console) {
        super(console);
    }

    /** @param field what is said to be wrong if it is neither left nor right */
    static Limit.Side side(String text, String field) {
        if (text == null) {
            return Limit.Side.BOTH;
        }
        return Arrays.stream(Limit.Side.values()).filter(s -> s != Limit.Side.BOTH && s.infix().equals(text)).findFirst()
                .orElseThrow(() -> usage(field + " is left or right"));
    }

    @Override
    String answer(Ddx ddx, String text) {
        Map.Entry<Sym, Expr> at = Place.single(ddx, places, reading);
        return answer(ddx, ddx.limit(read(ddx, text, Set.of(at.getKey().name()), false), at.getKey(), at.getValue(), side(side, "--side")));
    }
}
