package dev.ddx.cli;

import dev.ddx.calculus.Target;
import dev.ddx.rewrite.Field;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** The commands that are not one of a family, in the order in which the help lists them. */
enum Command {
    DIFF, IMPLICIT, PARAMETRIC, POLAR, INVERSE, METHODS, EXPLAIN, TANGENT, TAYLOR, LIMIT, CRITICAL, SUPERIOR, STABLE, CODEGEN, WRITEUP, PROVE, SIMPLIFY, EVAL, EQUAL, ZERO, VERIFY,
    PRINT, BATCH, RULES, FUNCTIONS;

    /** The names of all commands, those of forms and of operators among them. */
    static Set<String> names() {
        Set<String> all = new LinkedHashSet<>();
        for (Command c : values()) {
            all.add(c.toString());
        }
        for (Target t : Target.values()) {
            all.add(t.toString());
        }
        for (Field.Kind k : Field.Kind.values()) {
            all.add(k.toString());
        }
        all.add("help");
        return Set.copyOf(all);
    }

    /** What reads the options of the command and runs it. */
    Object create(Console console) {
        return switch (this) {
            case DIFF -> new DifferentiateCommand(console);
            case IMPLICIT -> new ImplicitCommand(console);
            case PARAMETRIC -> new ParametricCommand(console);
            case POLAR -> new PolarCommand(console);
            case INVERSE -> new InverseCommand(console);
            case METHODS -> new MethodsCommand(console);
            case EXPLAIN -> new ExplainCommand(console);
            case TANGENT -> new TangentCommand(console);
            case TAYLOR -> new TaylorCommand(console);
            case LIMIT -> new LimitCommand(console);
            case CRITICAL -> new CriticalCommand(console);
            case SUPERIOR -> new SuperiorCommand(console);
            case STABLE -> new StableCommand(console);
            case CODEGEN -> new CodegenCommand(console);
            case WRITEUP -> new WriteUpCommand(console);
            case PROVE -> new ProveCommand(console);
            case SIMPLIFY -> new SimplifyCommand(console);
            case EVAL -> new EvaluateCommand(console);
            case EQUAL -> new EqualCommand(console);
            case ZERO -> new ZeroCommand(console);
            case VERIFY -> new VerifyCommand(console);
            case PRINT -> new PrintCommand(console);
            case BATCH -> new BatchCommand(console);
            case RULES -> new RulesCommand(console);
            case FUNCTIONS -> new FunctionsCommand(console);
        };
    }

    /** The name that is typed. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
