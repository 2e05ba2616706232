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
        String[] sorted = Arguments.sorted(arguments);
        CommandLine line = commandLine(console, sorted[0]);
        CommandLine.ParseResult parsed;
        try {
            parsed = line.parseArgs(sorted);
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

    /** With all commands, or with that of the name alone: to read the annotations of all takes longer than most answers. */
    private static CommandLine commandLine(Console console, String only) {
        CommandLine line = new CommandLine(new RootCommand());
        boolean all = !Arguments.COMMANDS.contains(only) || only.equals("help");
        for (Command c : Command.values()) {
            if (all || only.equals(c.toString())) {
                line.addSubcommand(c.toString(), c.create(console));
            }
        }
        for (Target t : Target.values()) {
            if (all || only.equals(t.toString())) {
                line.addSubcommand(t.toString(), described(new TransformCommand(console, t), t.description()));
            }
        }
        for (Kind kind : Kind.values()) {
            if (all || only.equals(kind.toString())) {
                line.addSubcommand(kind.toString(), described(new FieldCommand(console, kind), FieldCommand.description(kind)));
            }
        }
        if (all) {
            line.addSubcommand(new CommandLine.HelpCommand());
        }
        return line
                .setOut(new PrintWriter(console.out()))
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(100)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
    }

    private static CommandLine described(Object command, String description) {
        CommandLine out = new CommandLine(command);
        out.getCommandSpec().usageMessage().description(description);
        return out;
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
