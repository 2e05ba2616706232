package dev.ddx.cli;

import dev.ddx.Ddx;
import dev.ddx.calculus.Target;
import dev.ddx.expr.Expr;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One command a target: {@code ddx factor E} and its like. */
@Command
final class TransformCommand extends DerivationCommand {

    private final Target target;

    @Option(names = {"-x", "--variable"}, paramLabel = "VAR",
            description = "The variable of apart; the variable or sub-expression of collect.")
    String by;

    TransformCommand(Console console, Target target) {
        super(console);
        this.target = target;
    }

    @Override
    String answer(Ddx ddx, String text) {
        Expr e = read(ddx, text, Set.of("x"), false);
        Expr part = !target.isByPart() ? null : by == null ? Variable.of(e) : read(ddx, by, Set.of("x"), false);
        return answer(ddx, ddx.transformation(e, target, part));
    }
}
