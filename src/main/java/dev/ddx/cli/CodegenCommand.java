package dev.ddx.cli;

import dev.ddx.Ddx;
import dev.ddx.code.Code;
import dev.ddx.code.CodeTarget;
import dev.ddx.code.Derivatives;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import dev.ddx.render.DerivationPrinter;
import dev.ddx.render.Detail;
import dev.ddx.rewrite.Stable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "codegen", description = "Functions and their derivatives as source code.")
final class CodegenCommand implements Callable<Integer> {

    private final Console console;
    private final Reading reading;

    @Parameters(arity = "0..*", paramLabel = "EXPR", description = "Expressions, in quotes; several are the components of one function, also as in '[x*y, x+y]'.")
    List<String> expressions = new ArrayList<>();

    @Option(names = "--target", paramLabel = "LANGUAGE", converter = Targets.class,
            description = "java, c, python-numpy, pytorch, jax, julia or latex-algorithm.")
    CodeTarget target;

    @Option(names = {"-x", "--variable"}, paramLabel = "VARS", split = ",",
            description = "The variables to differentiate by, which are the first arguments: x,y. All symbols, if none are named.")
    List<String> variables = new ArrayList<>();

    @Option(names = "--gradient", description = "The function, and the function with its partial derivatives.")
    boolean gradient;

    @Option(names = "--jacobian", description = "The functions, and the functions with the partial derivatives of each.")
    boolean jacobian;

    @Option(names = "--hessian", description = "The function, and the function with its first and second partial derivatives.")
    boolean hessian;

    @Option(names = "--forward-backward", description = "A function that returns what the backward pass needs, and one for the backward pass.")
    boolean forwardBackward;

    @Option(names = "--stable", description = "Code for the way to compute the function that ddx stable finds.")
    boolean stable;

    @Option(names = "--name", paramLabel = "NAME", description = "The name of the function; f if the expression does not give one.")
    String name;

    @Option(names = "--supply", paramLabel = "NAMES", split = ",", description = "Functions that the language lacks and that you supply.")
    List<String> supplied = new ArrayList<>();

    @Option(names = "--derivation", description = "The derivation of the derivatives in a comment.")
    boolean derivation;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Shows this help.")
    boolean help;

    @Mixin
    LibraryOptions library = new LibraryOptions();

    CodegenCommand(Console console) {
        this.console = console;
        this.reading = new Reading(console);
    }

    /** The targets by the names that they have for a person. */
    static final class Targets implements picocli.CommandLine.ITypeConverter<CodeTarget> {
        @Override
        public CodeTarget convert(String value) {
            for (CodeTarget t : CodeTarget.values()) {
                if (t.toString().equalsIgnoreCase(value)) {
                    return t;
                }
            }
            throw new picocli.CommandLine.TypeConversionException("there is no target " + value + "; there are java, c, python-numpy, pytorch, "
                    + "jax, julia and latex-algorithm");
        }
    }

    @Override
    public Integer call() {
        if (expressions.isEmpty()) {
            throw ExpressionCommand.usage("an expression is missing");
        }
        if (target == null) {
            throw ExpressionCommand.usage("--target names the language: java, c, python-numpy, pytorch, jax, julia or latex-algorithm");
        }
        console.out().print(Deadline.within(library.limits(Limits.DEFAULT), () -> reading.locate(() -> code(library.ddx()))));
        return 0;
    }

    private Derivatives derivatives() {
        if ((gradient ? 1 : 0) + (jacobian ? 1 : 0) + (hessian ? 1 : 0) + (forwardBackward ? 1 : 0) > 1) {
            throw ExpressionCommand.usage("one of --gradient, --jacobian, --hessian and --forward-backward is enough");
        }
        return gradient ? Derivatives.GRADIENT : jacobian ? Derivatives.JACOBIAN : hessian ? Derivatives.HESSIAN
                : forwardBackward ? Derivatives.FORWARD_BACKWARD : Derivatives.NONE;
    }

    private String code(Ddx ddx) {
        Sym[] by = variables.stream().map(v -> Variable.named(ddx, v)).toArray(Sym[]::new);
        Set<String> names = new LinkedHashSet<>(Set.of("x"));
        for (Sym s : by) {
            names.add(s.name());
        }
        List<Expr> functions = new ArrayList<>();
        for (String text : expressions) {
            for (Expr e : reading.expressions(ddx, text, names, !supplied.isEmpty())) {
                functions.add(stable ? stable(ddx, e) : e);
            }
        }
        Code code = ddx.code(functions).with(derivatives()).supplying(Set.copyOf(supplied));
        code = by.length > 0 ? code.by(by) : code;
        code = name != null ? code.named(name) : code;
        if (forwardBackward && supplied.isEmpty()) {
            code = code.passing(ddx.backward(code.functions(), code.variables()));
        }
        return (derivation ? code.commented(derivations(ddx, code)) : code).in(target);
    }

    /** A way to compute it that loses less, behind the left side of an equation. */
    private Expr stable(Ddx ddx, Expr e) {
        Stable found = ddx.stable(e, Map.of());
        found.derivation().conditions().forEach(c -> console.note("for " + ddx.toText(c)));
        return e instanceof Relation r && r.isEquation() ? Relation.of(r.left(), Relation.Op.EQ, found.formula()) : found.formula();
    }

    /** How each function is differentiated by each variable, as lines of text. */
    private static List<String> derivations(Ddx ddx, Code code) {
        List<String> out = new ArrayList<>();
        for (Expr f : code.functions()) {
            for (Sym x : code.variables()) {
                if (f.dependsOn(x)) {
                    try {
                        out.addAll(new DerivationPrinter(ddx.functions(), Detail.NORMAL).text(ddx.derivation(f, x, 1, "")).lines().toList());
                    } catch (DdxException none) {
                        if (none.kind() == DdxException.Kind.LIMIT) {
                            throw none;
                        }
                        out.add("d/d" + x.name() + ": " + none.getMessage());
                    }
                    out.add("");
                }
            }
        }
        return out;
    }
}
