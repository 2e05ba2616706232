package dev.ddx.cli;

import dev.ddx.Ddx;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import dev.ddx.prove.CoqProofs;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "prove", customSynopsis = "ddx prove (EXPR | --rules) --coq FILE [OPTIONS]",
        description = "Writes the derivative as a theorem with a proof that Coq checks with its library Coquelicot.")
final class ProveCommand extends ExpressionCommand {

    @Option(names = "--coq", paramLabel = "FILE", required = true, description = "Where the theorem is written; - for standard output.")
    String target;

    @Option(names = "--rules", description = "Each rule of differentiation and the derivative of each function, in place of an expression.")
    boolean rules;

    @Option(names = {"-x", "--variable"}, paramLabel = "VAR", description = "The variable; x if it occurs, else the only symbol.")
    String variable;

    @Option(names = {"-n", "--order"}, paramLabel = "ORDER", description = "A theorem for each order up to this; 1.")
    String orderText = "1";

    ProveCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        if (format != Format.LATEX || shared) {
            throw usage("a proof is written for Coq; leave out --format and --shared");
        }
        if (!rules) {
            return super.call();
        }
        if (expression != null || file != null) {
            throw usage("either an expression is proved, or with --rules the rules");
        }
        console.out().print(Deadline.within(library.limits(Limits.DEFAULT), () -> written(library.ddx().coqRules())));
        return 0;
    }

    @Override
    String answer(Ddx ddx, String text) {
        Sym given = variable == null ? null : Variable.named(ddx, variable);
        Expr e = read(ddx, text, Set.of(given == null ? "x" : given.name()), false);
        if (e instanceof Relation r && !r.isEquation()) {
            throw usage("an expression or an equation y = … has a derivative, an inequality has none");
        }
        return written(ddx.coq(e, given == null ? Variable.of(e) : given, order()));
    }

    private int order() {
        try {
            return Integer.parseInt(orderText);
        } catch (NumberFormatException notANumber) {
            throw usage(Sym.isName(orderText) ? CoqProofs.NO_SYMBOLIC_ORDER : "-n takes a whole number of at most " + Integer.MAX_VALUE);
        }
    }

    /** What is left to be printed. The file is there as a whole or not at all. */
    private String written(String proofs) {
        if (target.equals("-")) {
            return proofs;
        }
        try {
            WholeFiles.write(Map.of(Path.of(target), proofs.getBytes(StandardCharsets.UTF_8)));
        } catch (InvalidPathException e) {
            throw usage(target + " is not the name of a file");
        }
        return "";
    }
}
