package dev.ddx.cli;

import dev.ddx.Ddx;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Sym;
import dev.ddx.render.DerivationPrinter;
import dev.ddx.render.Detail;
import dev.ddx.render.SuperiorPrinter;
import dev.ddx.rewrite.Exposition;
import dev.ddx.rewrite.Superior;
import dev.ddx.rewrite.SuperiorJacobian;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "superior", description = "The derivative by what the function has computed: fewest operations, and stable, with errors.")
final class SuperiorCommand extends ExpressionCommand {

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "EXPR", description = "More functions; or all in one argument, as in '[x*y, x+y]'.")
    List<String> more = new ArrayList<>();

    @Option(names = {"-x", "--variable"}, paramLabel = "VARS",
            description = "The variable, or several, such as x,y; x if it occurs, else the only symbol; of several functions all symbols.")
    String variable;

    @Option(names = {"-n", "--order"}, paramLabel = "ORDER", description = "The order of the derivative; 1.")
    int order = 1;

    @Option(names = "--cached", paramLabel = "'E = e^-x'", description = "Names of values that have been computed too; commas between them, or several times.")
    List<String> cached = new ArrayList<>();

    @Option(names = "--domain", paramLabel = "'x in [-50,50]'",
            description = "From where to where a symbol is taken, also as a fact in proofs; several times for several symbols. Standard: [-700,700], with several symbols [-30,30].")
    List<String> domain = new ArrayList<>();

    @Mixin
    LanguageOption language = new LanguageOption();

    @Option(names = "--detail", paramLabel = "LEVEL", description = "brief, normal (the default) or full: how many lines of the derivation are shown.")
    Detail detail = Detail.NORMAL;

    @Mixin
    VerifyOption verification = new VerifyOption();

    @Option(names = "--result", description = "Only the stable form.")
    boolean resultOnly;

    SuperiorCommand(Console console) {
        super(console);
    }

    @Override
    String answer(Ddx ddx, String text) {
        if (shared) {
            throw usage("--shared does not go with superior, which names what is shared anyway");
        }
        List<Sym> variables = variable == null ? List.of() : Fields.variables(ddx, variable);
        List<String> texts = new ArrayList<>(List.of(text));
        texts.addAll(more);
        List<Expr> functions = Fields.functions(ddx, texts, variables, reading);
        if (functions.size() > 1 || variables.size() > 1) {
            return answer(ddx, functions, variables);
        }
        Expr e = functions.get(0);
        Sym given = variables.isEmpty() ? null : variables.get(0);
        Map<Sym, Expr> names = Place.values(ddx, cached, reading, "--cached takes a name and what it stands for, such as 'E = e^-x'");
        Superior s = ddx.superior(e, given == null ? Variable.of(e) : given, order, Ranges.of(ddx, domain), names);
        verification.check(ddx, s.stable().derivation(), format, console);
        if (resultOnly || format == Format.INFIX) {
            return new Answer(ddx, format).expression(s.stable().formula(), List.of());
        }
        SuperiorPrinter printer = new SuperiorPrinter(ddx.functions(), language.language(), detail);
        return Answer.check(ddx.limits(), switch (format) {
            case TEXT -> printer.text(s);
            case LATEX -> printer.latex(s);
            case DOCUMENT -> printer.latexDocument(s);
            case MARKDOWN -> printer.markdown(s);
            default -> printer.json(s, ddx.formulas(), ddx.assumptions());
        });
    }

    private String answer(Ddx ddx, List<Expr> functions, List<Sym> variables) {
        if (!cached.isEmpty() || order != 1) {
            throw usage((cached.isEmpty() ? "--order" : "--cached") + " goes with one function of one variable");
        }
        SuperiorJacobian s = ddx.superior(functions, variables, Ranges.of(ddx, domain));
        Exposition e = s.exposition();
        verification.check(ddx, e, format, console);
        Answer answer = new Answer(ddx, format);
        DerivationPrinter lines = new DerivationPrinter(ddx.functions(), detail).in(language.language());
        DerivationPrinter printer = s.variables().size() > 1 ? lines.withPartials() : lines;
        if (resultOnly || format == Format.INFIX) {
            return answer.results(e, printer);
        }
        return format == Format.JSON ? Answer.check(ddx.limits(), new SuperiorPrinter(ddx.functions(), language.language(), detail).json(s, ddx.formulas(), ddx.assumptions()))
                : answer.exposition(e, printer);
    }
}
