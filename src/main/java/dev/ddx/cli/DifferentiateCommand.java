package dev.ddx.cli;

import dev.ddx.Ddx;
import dev.ddx.calculus.Target;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "diff", description = "Differentiates an expression, with every step.")
final class DifferentiateCommand extends DerivationCommand {

    @Option(names = {"-x", "--variable"}, paramLabel = "VAR", description = "The variable; x if it occurs, else the only symbol.")
    String variable;

    @Option(names = {"-n", "--order"}, paramLabel = "ORDER", description = "The order of the derivative; 1.")
    int order = 1;

    @Option(names = "--in-terms-of", paramLabel = "NAME",
            description = "In whose terms the result is wanted: a definition, a sub-expression, or a name for the function itself.")
    String inTermsOf;

    @Option(names = "--method", paramLabel = "NAME", description = "How to differentiate; ddx methods EXPR lists what is possible.")
    String method;

    @Option(names = "--at", paramLabel = "'x = 2'", description = "Where to evaluate the derivative; may be repeated.")
    List<String> places = new ArrayList<>();

    @Option(names = "--digits", paramLabel = "N", description = "Significant digits of the decimal beside a value that is not rational; 10.")
    int digits = 10;

    @Option(names = "--form", paramLabel = "FORM", description = "The form of the result: expand, factor, together, apart, collect, trig, multiple-angles or single-angles.")
    Target form;

    @Option(names = "--ledger", negatable = true,
            description = "After the lines, where function and derivative are defined, what was assumed, kinks and lost points; on but for latex.")
    Boolean ledger;

    private Expr function;
    private Sym by;

    DifferentiateCommand(Console console) {
        super(console);
    }

    @Override
    String answer(Ddx ddx, String text) {
        Sym given = variable == null ? null : Variable.named(ddx, variable);
        Expr e = read(ddx, text, Set.of(given == null ? "x" : given.name()), false);
        if (e instanceof Relation r && !r.isEquation()) {
            throw usage("an expression or an equation y = … has a derivative, an inequality has none");
        }
        Sym x = given == null ? Variable.of(e) : given;
        if (method != null && (order != 1 || inTermsOf != null)) {
            throw usage("--method goes with a first derivative, and without --in-terms-of");
        }
        Derivation d = method != null ? ddx.derivationBy(method, e, x) : inTermsOf == null ? ddx.derivation(e, x, order, null) : ddx.derivationInTermsOf(e, x, order, inTermsOf);
        if (form != null) {
            d = ddx.transformation(d, form, x);
        }
        function = places.isEmpty() ? e : null;
        by = x;
        if (!places.isEmpty()) {
            d = ddx.at(d, e, x, order, Place.values(ddx, places), digits);
        }
        return answer(ddx, d);
    }

    @Override
    Ledger ledger(Ddx ddx, Derivation d) {
        boolean wanted = ledger == null ? format != Format.LATEX : ledger;
        return wanted && function != null ? ddx.ledger(d, function, by, order).orElse(null) : null;
    }
}
