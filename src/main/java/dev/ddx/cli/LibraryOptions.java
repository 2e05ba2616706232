package dev.ddx.cli;

import dev.ddx.Ddx;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that say what is known beside the standard library, and how much a run may cost. */
final class LibraryOptions {

    @Option(names = "--define", paramLabel = "'name(x) = EXPR'", description = "A definition; may be repeated.")
    List<String> definitions = new ArrayList<>();

    @Option(names = "--function", paramLabel = "NAME", description = "A function of which only the name is known; may be repeated.")
    List<String> functions = new ArrayList<>();

    @Option(names = "--load", paramLabel = "FILE", description = "A file of functions and rules, written like standard.ddx; may be repeated.")
    List<String> files = new ArrayList<>();

    @Option(names = "--assume", paramLabel = "'x > 0'", description = "A relation that is taken for granted, or 'n integer'; may be repeated.")
    List<String> assumptions = new ArrayList<>();

    @Option(names = "--complex", description = "Reads i as the imaginary unit and symbols as complex numbers; without it, all is real.")
    boolean complex;

    @Option(names = "--max-chars", paramLabel = "N", description = "Characters of an input.")
    Integer maxChars;

    @Option(names = "--max-tokens", paramLabel = "N", description = "Tokens of an input.")
    Integer maxTokens;

    @Option(names = "--max-depth", paramLabel = "N", description = "Nesting of brackets in an input.")
    Integer maxDepth;

    @Option(names = "--max-nodes", paramLabel = "N", description = "Nodes of an expression that is worked on.")
    Long maxNodes;

    @Option(names = "--max-bits", paramLabel = "N", description = "Bits of an exact number.")
    Integer maxBits;

    @Option(names = "--max-output", paramLabel = "N", description = "Characters of an output.")
    Long maxOutput;

    @Option(names = "--timeout", paramLabel = "MS", description = "Milliseconds for one expression.")
    Long timeout;

    /** The standard library with all of this added. */
    Ddx ddx() {
        Ddx ddx = Ddx.standard().withLimits(limits(Limits.DEFAULT)).withComplex(complex);
        for (String file : files) {
            ddx = ddx.load(text(file), file);
        }
        for (String name : functions) {
            ddx = ddx.withFunction(name);
        }
        for (String definition : definitions) {
            ddx = ddx.define(definition);
        }
        for (String assumption : assumptions) {
            ddx = ddx.assuming(assumption);
        }
        return ddx;
    }

    Limits limits(Limits base) {
        return new Limits((int) limit(maxChars, base.maxChars(), "--max-chars"),
                (int) limit(maxTokens, base.maxTokens(), "--max-tokens"),
                (int) limit(maxDepth, base.maxDepth(), "--max-depth"),
                limit(maxNodes, base.maxNodes(), "--max-nodes"),
                (int) limit(maxBits, base.maxBits(), "--max-bits"),
                limit(maxOutput, base.maxOutput(), "--max-output"),
                limit(timeout, base.timeoutMillis(), "--timeout"));
    }

    private static long limit(Number given, long standard, String option) {
        if (given == null) {
            return standard;
        }
        if (given.longValue() <= 0) {
            throw new DdxException(DdxException.Kind.USAGE, option + " must be at least 1");
        }
        return given.longValue();
    }

    private static String text(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException | java.nio.file.InvalidPathException e) {
            throw new DdxException(DdxException.Kind.USAGE, "cannot read the file " + file);
        }
    }
}
