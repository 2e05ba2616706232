package dev.ddx.cli;

import dev.ddx.Ddx;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Sym;
import dev.ddx.rewrite.Field;
import dev.ddx.rewrite.Field.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The operators of vector calculus, a command each. */
@Command
final class FieldCommand extends DerivationCommand {

    private final Kind kind;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "EXPR", description = "More components; or all in one argument, as in '[x*y, x+y]'.")
    List<String> more = new ArrayList<>();

    @Option(names = {"-x", "--variables"}, paramLabel = "VARS", description = "The variables in the order of the entries, such as x,y,z; those that occur.")
    String variables;

    @Option(names = "--along", paramLabel = "VECTOR", description = "The direction of a directional derivative, such as 1,2.")
    String along;

    @Option(names = "--unit", negatable = true, defaultValue = "true", fallbackValue = "true",
            description = "Whether a directional derivative is by the unit vector of the direction; on.")
    boolean unit;

    @Option(names = "--at", paramLabel = "'x = 1, y = 2'", description = "Where to evaluate; values alone are those of the variables in their order.")
    List<String> places = new ArrayList<>();

    @Option(names = "--in-terms-of", paramLabel = "NAME", description = "A name for the functions themselves, in whose terms the entries are wanted: s for s_1, s_2, …")
    String inTermsOf;

    @Option(names = "--digits", paramLabel = "N", description = "Significant digits of the decimal beside a value that is not rational; 10.")
    int digits = 10;

    FieldCommand(Console console, Kind kind) {
        super(console);
        this.kind = kind;
    }

    static String description(Kind kind) {
        return switch (kind) {
            case GRADIENT -> "The vector of the partial derivatives of a function, with every step.";
            case JACOBIAN -> "The matrix of the partial derivatives of several functions, with every step.";
            case HESSIAN -> "The matrix of the second partial derivatives of a function, with every step.";
            case LAPLACIAN -> "The sum of the second derivatives by each variable, with every step.";
            case DIVERGENCE -> "The divergence of a vector field, with every step.";
            case CURL -> "The curl of a vector field with two or three components, with every step.";
            case DIRECTIONAL -> "The derivative of a function in a direction (--along), with every step.";
            case DIFFERENTIAL -> "The total differential of a function, with every step.";
        };
    }

    @Override
    String answer(Ddx ddx, String text) {
        if (along == null == (kind == Kind.DIRECTIONAL)) {
            throw usage(along == null ? "the direction is missing; give it with --along 1,2" : "--along goes with ddx directional");
        }
        List<Sym> given = variables == null ? List.of() : Fields.variables(ddx, variables);
        List<String> texts = new ArrayList<>(List.of(text));
        texts.addAll(more);
        List<Expr> functions = Fields.functions(ddx, texts, given, reading);
        Field field = shared ? ddx.fieldInBulk(kind, functions, given) : kind == Kind.DIRECTIONAL ? ddx.directional(Fields.only(functions), given, Fields.vector(ddx, along, reading), unit) : ddx.field(kind, functions, given);
        if (inTermsOf != null) {
            field = ddx.inTermsOfItself(field, Variable.named(ddx, inTermsOf).name());
        }
        if (given.isEmpty() && field.isPartial()) {
            console.note("the variables are " + field.variables().stream().map(ddx::toText).collect(Collectors.joining(", ")));
        }
        return answer(ddx, places.isEmpty() ? field : Fields.at(ddx, field, places, digits, reading));
    }

    private String answer(Ddx ddx, Field field) {
        checkOptions();
        verification.check(() -> ddx.verify(field), format, console);
        Answer answer = new Answer(ddx, format);
        if (resultOnly || shared || format == Format.INFIX) {
            noteConditions(ddx, field.conditions());
            return shared ? answer.shared(field, printer(ddx)) : answer.field(field, printer(ddx), true);
        }
        return answer.field(field, printer(ddx), false);
    }
}
