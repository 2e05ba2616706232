package dev.ddx.cli;

import dev.ddx.Ddx;
import dev.ddx.calculus.Target;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import dev.ddx.rewrite.Derivation;
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

    @Option(names = "--in-terms-of", paramLabel = "NAME", description = "The definition in whose terms the result is wanted.")
    String inTermsOf;

    @Option(names = "--at", paramLabel = "'x = 2'", description = "Where to evaluate the derivative; may be repeated.")
    List<String> places = new ArrayList<>();

    @Option(names = "--form", paramLabel = "FORM", description = "The form of the result: expand, factor, together, apart, collect, trig, multiple-angles or single-angles.")
    Target form;

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
        Derivation d = ddx.derivation(e, x, order, definition(ddx));
        if (form != null) {
            d = ddx.transformation(d, form, x);
        }
        if (!places.isEmpty()) {
            d = Place.of(ddx, places).evaluate(d, e);
        }
        return answer(ddx, d);
    }

    private String definition(Ddx ddx) {
        if (inTermsOf == null) {
            return null;
        }
        List<FunctionDeclaration> named = ddx.functions().named(inTermsOf);
        return !named.isEmpty() ? named.get(0).name() : ddx.functions().contains(Variable.named(ddx, inTermsOf).name())
                ? Variable.named(ddx, inTermsOf).name() : inTermsOf;
    }
}
