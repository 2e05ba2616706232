package dev.ddx.cli;

import dev.ddx.expr.DdxException;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Reads the options and runs the command that was named. */
final class Commands {

    private Commands() {
    }

    static int execute(Console console, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = new CommandLine(new RootCommand())
                .addSubcommand(new DifferentiateCommand(console))
                .addSubcommand(new SimplifyCommand(console))
                .addSubcommand(new PrintCommand(console))
                .addSubcommand(new BatchCommand(console))
                .addSubcommand(new RulesCommand(console))
                .addSubcommand(new FunctionsCommand(console))
                .addSubcommand(new CommandLine.HelpCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(100)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setParameterExceptionHandler((e, args) -> {
                    throw new DdxException(DdxException.Kind.USAGE, sentence(e));
                })
                .setExecutionExceptionHandler((e, command, result) -> {
                    throw e;
                });
        try {
            if (arguments.length == 0) {
                throw new DdxException(DdxException.Kind.USAGE, "an expression is missing; ddx '1/(1+e^-x)' is an example, ddx --help shows all");
            }
            return line.execute(Arguments.sorted(arguments));
        } finally {
            line.getOut().flush();
            line.getErr().flush();
            console.out().print(out);
            console.err().print(err);
        }
    }

    private static String sentence(CommandLine.ParameterException e) {
        String text;
        if (e instanceof CommandLine.UnmatchedArgumentException u && !u.isUnknownOption()) {
            text = "one expression is expected and '" + u.getUnmatched().get(0) + "' is one too many; put the expression in quotes";
        } else if (e instanceof CommandLine.MissingParameterException && e.getMessage().contains("EXPR")) {
            text = "an expression is missing";
        } else {
            text = e.getMessage();
        }
        return text + " (ddx --help shows how it is used)";
    }
}
