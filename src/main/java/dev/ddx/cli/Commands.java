package dev.ddx.cli;

import dev.ddx.calculus.Target;
import dev.ddx.expr.DdxException;
import dev.ddx.rewrite.Field.Kind;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Reads the options and runs the command that was named. */
final class Commands {

    private Commands() {
    }

    static int execute(Console console, String... arguments) throws Exception {
        if (arguments.length == 0) {
            throw new DdxException(DdxException.Kind.USAGE,
                    "an expression is missing; ddx '1/(1+e^-x)' is an example, ddx --help shows all");
        }
        CommandLine line = commandLine(console);
        CommandLine.ParseResult parsed;
        try {
            parsed = line.parseArgs(Arguments.sorted(arguments));
        } catch (RuntimeException e) {
            // Named in the catch, picocli's exception would be loaded with this class, at starts that need no picocli too.
            throw e instanceof CommandLine.ParameterException p ? new DdxException(DdxException.Kind.USAGE, sentence(p)) : e;
        }
        Integer help = CommandLine.executeHelpRequest(parsed);
        line.getOut().flush();
        if (help != null) {
            return help;
        }
        List<CommandLine> commands = parsed.asCommandLineList();
        return (Integer) ((Callable<?>) commands.get(commands.size() - 1).getCommand()).call();
    }

    private static CommandLine commandLine(Console console) {
        PrintWriter out = new PrintWriter(console.out());
        CommandLine line = new CommandLine(new RootCommand())
                .addSubcommand(new DifferentiateCommand(console))
                .addSubcommand(new ImplicitCommand(console))
                .addSubcommand(new ParametricCommand(console))
                .addSubcommand(new PolarCommand(console))
                .addSubcommand(new InverseCommand(console))
                .addSubcommand(new MethodsCommand(console))
                .addSubcommand(new ExplainCommand(console))
                .addSubcommand(new TangentCommand(console))
                .addSubcommand(new WriteUpCommand(console))
                .addSubcommand(new SuperiorCommand(console))
                .addSubcommand(new TaylorCommand(console))
                .addSubcommand(new CriticalCommand(console))
                .addSubcommand(new SimplifyCommand(console))
                .addSubcommand(new EvaluateCommand(console))
                .addSubcommand(new EqualCommand(console))
                .addSubcommand(new ZeroCommand(console))
                .addSubcommand(new VerifyCommand(console))
                .addSubcommand(new ProveCommand(console))
                .addSubcommand(new PrintCommand(console));
        line.addSubcommand(new LimitCommand(console));
        for (Target t : Target.values()) {
            CommandLine command = new CommandLine(new TransformCommand(console, t));
            command.getCommandSpec().usageMessage().description(t.description());
            line.addSubcommand(t.toString(), command);
        }
        for (Kind kind : Kind.values()) {
            CommandLine command = new CommandLine(new FieldCommand(console, kind));
            command.getCommandSpec().usageMessage().description(FieldCommand.description(kind));
            line.addSubcommand(kind.toString(), command);
        }
        return line
                .addSubcommand(new CodegenCommand(console))
                .addSubcommand(new BatchCommand(console))
                .addSubcommand(new RulesCommand(console))
                .addSubcommand(new FunctionsCommand(console))
                .addSubcommand(new CommandLine.HelpCommand())
                .setOut(out)
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(100)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
    }

    private static String sentence(CommandLine.ParameterException e) {
        String text;
        if (e instanceof CommandLine.UnmatchedArgumentException u && !u.isUnknownOption()) {
            text = "one expression is expected and '" + u.getUnmatched().get(0)
                    + "' is one too many; put the expression in quotes";
        } else if (e instanceof CommandLine.MissingParameterException && e.getMessage().contains("EXPR")) {
            text = "an expression is missing";
        } else {
            text = e.getMessage();
        }
        return text + " (ddx --help shows how it is used)";
    }
}
