package dev.ddx.cli;

import dev.ddx.Ddx;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Sym;
import dev.ddx.render.Detail;
import dev.ddx.render.Mark;
import dev.ddx.writeup.Document;
import dev.ddx.writeup.HtmlWriter;
import dev.ddx.writeup.LatexWriter;
import dev.ddx.writeup.MarkdownWriter;
import dev.ddx.writeup.Pdf;
import dev.ddx.writeup.SourceFile;
import dev.ddx.writeup.Subject;
import dev.ddx.writeup.WriteUp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "writeup", description = "A document about derivatives: rules, every step, where they hold, a check by numbers, a picture.",
        customSynopsis = "ddx writeup EXPR… | FILE.ddx [-o FILE.md|.html|.tex|.pdf] [OPTIONS]")
final class WriteUpCommand implements Callable<Integer> {

    private enum Kind {
        MD, HTML, TEX, PDF
    }

    private final Console console;

    @Parameters(arity = "0..*", paramLabel = "EXPR", description = "Expressions, each in quotes, or one file whose name ends in .ddx.")
    List<String> inputs = new ArrayList<>();

    @Option(names = {"-o", "--output"}, paramLabel = "FILE", description = "Where to write it; the end of the name says as what: .md, .html, .tex or .pdf. Without it, Markdown is printed.")
    String output;

    @Option(names = "--title", paramLabel = "TEXT", description = "The title, with formulas between dollar signs.")
    String title;

    @Option(names = "--style", paramLabel = "STYLE", description = "article (the default), lecture, paper (two columns) or slides; for .tex and .pdf.")
    Document.Style style = Document.Style.ARTICLE;

    @Option(names = "--exercises", paramLabel = "N", description = "So many exercises of the same kind, with solutions.")
    int exercises;

    @Option(names = {"-x", "--variable"}, paramLabel = "VAR", description = "The variable; x if it occurs, else the only symbol.")
    String variable;

    @Option(names = {"-n", "--order"}, paramLabel = "ORDER", description = "The order of the derivative; 1.")
    int order = 1;

    @Option(names = "--in-terms-of", paramLabel = "NAME",
            description = "In whose terms the result is wanted: a definition, a sub-expression, or a name for the function itself.")
    String inTermsOf;

    @Option(names = "--method", paramLabel = "NAME", description = "How to differentiate; ddx methods EXPR lists what is possible.")
    String method;

    @Option(names = "--detail", paramLabel = "LEVEL", description = "brief, normal (the default) or full; HTML has all three.")
    Detail detail = Detail.NORMAL;

    @Option(names = "--mark", paramLabel = "HOW", description = "none (the default), color or box: how .md, .tex and .pdf mark what changes from line to line.")
    Mark mark = Mark.NONE;

    @Mixin
    LanguageOption language = new LanguageOption();

    @Mixin
    LibraryOptions library = new LibraryOptions();

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Shows this help.")
    boolean help;

    WriteUpCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (inputs.isEmpty()) {
            throw usage("an expression is missing, or a file whose name ends in .ddx");
        }
        if (exercises < 0 || exercises > 100) {
            throw usage("--exercises takes a number from 0 to 100");
        }
        Kind kind = kind();
        Map<Path, byte[]> files = Deadline.within(library.limits(Limits.DEFAULT), () -> files(kind));
        if (output == null) {
            console.out().print(new String(files.get(null), StandardCharsets.UTF_8));
        } else {
            WholeFiles.write(files);
        }
        return 0;
    }

    private static DdxException usage(String explanation) {
        return new DdxException(DdxException.Kind.USAGE, explanation);
    }

    private Kind kind() {
        if (output == null) {
            return Kind.MD;
        }
        String end = output.substring(output.lastIndexOf('.') + 1).toUpperCase(Locale.ROOT);
        for (Kind k : Kind.values()) {
            if (k.name().equals(end) && output.length() > end.length() + 1) {
                return k;
            }
        }
        throw usage("the name of the file ends in .md, .html, .tex or .pdf");
    }

    /** What is to be written, all of it made before any of it is written. */
    private Map<Path, byte[]> files(Kind kind) {
        Document d = document();
        Path target = output == null ? null : path(output);
        Map<Path, byte[]> out = new LinkedHashMap<>();
        switch (kind) {
            case MD -> {
                String name = target == null ? null : target.getFileName().toString();
                MarkdownWriter.Result r = MarkdownWriter.write(d, name == null ? null : name.substring(0, name.length() - 3));
                r.pictures().forEach(p -> out.put(target.resolveSibling(p.name()), bytes(p.svg())));
                out.put(target, bytes(r.text()));
            }
            case HTML -> out.put(target, bytes(HtmlWriter.write(d)));
            case TEX -> out.put(target, bytes(LatexWriter.write(d)));
            case PDF -> out.put(target, Pdf.of(LatexWriter.write(d)));
        }
        return out;
    }

    private byte[] bytes(String text) {
        return Answer.check(library.limits(Limits.DEFAULT), text).getBytes(StandardCharsets.UTF_8);
    }

    private Document document() {
        Ddx ddx = library.ddx();
        WriteUp writeUp = new WriteUp(language.language(), style, detail, mark);
        boolean file = inputs.stream().anyMatch(i -> i.endsWith(".ddx"));
        if (file && inputs.size() > 1) {
            throw usage("one file is written up at a time, and no expressions with it");
        }
        if (file) {
            return SourceFile.read(ddx, text(inputs.get(0)), inputs.get(0), writeUp, title);
        }
        List<Subject> subjects = new ArrayList<>();
        for (String text : inputs) {
            Sym given = variable == null ? null : Variable.named(ddx, variable);
            Expr e = Subject.read(ddx, text, given == null ? "x" : given.name());
            Subject s = Subject.of(ddx, e, given == null ? Ddx.variableOf(e) : given);
            subjects.add(new Subject(ddx, e, s.variable(), order, inTermsOf, method, s.values(), null, null, exercises, s.sections()));
        }
        return writeUp.document(title, subjects);
    }

    private String text(String file) {
        try {
            Path p = path(file);
            if (Files.size(p) > library.limits(Limits.DEFAULT).maxChars()) {
                throw Limits.reached("the file is too long", library.limits(Limits.DEFAULT).maxChars(), "--max-chars");
            }
            return new String(Files.readAllBytes(p), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw usage("cannot read the file " + file);
        }
    }

    private static Path path(String file) {
        try {
            return Path.of(file);
        } catch (InvalidPathException e) {
            throw usage(file + " is not the name of a file");
        }
    }
}
