package dev.ddx.cli;

import dev.ddx.Ddx;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Relation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command that reads one expression and prints one answer. */
abstract class ExpressionCommand implements Callable<Integer> {

    final Console console;
    final Reading reading;

    @Parameters(arity = "0..1", paramLabel = "EXPR", description = "The expression, in quotes; - reads it from standard input.")
    String expression;

    @Option(names = {"-f", "--file"}, paramLabel = "FILE", description = "Reads the expression from a file.")
    String file;

    @Option(names = "--format", paramLabel = "FORMAT", description = "latex (eval: infix), document, text, markdown, json or infix.")
    Format format = Format.LATEX;

    @Option(names = "--shared", description = "Only the result, its shared parts named: linear in what is distinct, where the tree may be of any size.")
    boolean shared;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Shows this help.")
    boolean help;

    @Mixin
    LibraryOptions library = new LibraryOptions();

    ExpressionCommand(Console console) {
        this.console = console;
        this.reading = new Reading(console);
    }

    /** The answer; it is printed when all of it is there. */
    abstract String answer(Ddx ddx, String text);

    @Override
    public Integer call() {
        if (expression == null == (file == null)) {
            throw usage(file == null ? "an expression is missing" : "the expression is given twice: in a file and as an argument");
        }
        String text = file != null ? contents() : expression.equals("-") ? text(console.in()) : expression;
        console.out().print(Deadline.within(library.limits(Limits.DEFAULT), () -> reading.locate(() -> answer(library.ddx(), text))));
        return 0;
    }

    /** Reads the text and tells how surprising notation was read. */
    Expr read(Ddx ddx, String text, Set<String> variables, boolean undeclaredFunctions) {
        return reading.expression(ddx, text, variables, undeclaredFunctions);
    }

    void noteConditions(Ddx ddx, List<Relation> conditions) {
        if (!conditions.isEmpty() && format != Format.JSON) {
            console.note("for " + String.join(", ", conditions.stream().map(ddx::toText).toList()));
        }
    }

    private String contents() {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            return text(in);
        } catch (IOException | InvalidPathException e) {
            throw usage("cannot read the file " + file);
        }
    }

    /** Not more than is needed to see that it is too long. */
    private String text(InputStream in) {
        try {
            int most = (int) Math.min(Integer.MAX_VALUE - 8L, 4L * library.limits(Limits.DEFAULT).maxChars() + 4);
            return new String(in.readNBytes(most), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw usage("cannot read the expression: " + e.getMessage());
        }
    }

    static DdxException usage(String explanation) {
        return new DdxException(DdxException.Kind.USAGE, explanation);
    }
}
