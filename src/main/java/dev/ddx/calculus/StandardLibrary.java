package dev.ddx.calculus;

import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.FunctionTable;
import dev.ddx.parse.CompiledLibrary;
import dev.ddx.parse.ExpressionParser;
import dev.ddx.parse.LibraryFile;
import dev.ddx.parse.LibraryParser;
import dev.ddx.parse.ParseOptions;
import dev.ddx.parse.RuleText;
import dev.ddx.rewrite.Rule;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** The functions and rules in force: the standard ones and those of a user's files. Immutable. */
public final class StandardLibrary {

    private static final class Holder {
        static final StandardLibrary STANDARD = read();
    }

    private final FunctionTable functions;
    private final List<Rule> rules;

    private StandardLibrary(FunctionTable functions, List<Rule> rules) {
        this.functions = functions;
        this.rules = List.copyOf(rules);
    }

    /** The library that comes with ddx, read once. */
    public static StandardLibrary standard() {
        return Holder.STANDARD;
    }

    private static StandardLibrary read() {
        try {
            LibraryFile file = file();
            List<Rule> rules = new ArrayList<>(List.of(new Arithmetic(), new ProductRule(), new Cancel(), new Collect(), new Expand(), new FactorOut(), new GroupTerms(),
                    new CommonDenominator(), new SplitFraction(), new Roots(), new ImaginaryUnit(), new MergedRoots(), new Ratios(), new Flatten(), new NegativeFactors(), new FactorOrder(),
                    new EqualCases()));
            rules.addAll(List.of(new LogarithmLaws(), new PowersOfOneBase()));
            rules.addAll(Forms.ALL);
            rules.addAll(Rewritten.ALL);
            return new StandardLibrary(FunctionTable.EMPTY, rules).with(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the build has made of the library's text, or the text where that has not been done. */
    private static LibraryFile file() throws IOException {
        try (InputStream table = StandardLibrary.class.getResourceAsStream("/dev/ddx/standard.table")) {
            if (table != null) {
                return CompiledLibrary.read(new DataInputStream(new ByteArrayInputStream(table.readAllBytes())));
            }
        }
        try (InputStream text = StandardLibrary.class.getResourceAsStream("/dev/ddx/standard.ddx")) {
            return LibraryParser.parse(new String(text.readAllBytes(), StandardCharsets.UTF_8), "standard.ddx", FunctionTable.EMPTY, Set.of());
        }
    }

    /** This library with the functions and rules of a file; its rules are tried before the others. */
    public StandardLibrary with(LibraryFile file) {
        List<Rule> all = new ArrayList<>();
        for (RuleText text : file.rules()) {
            all.add(new TextRule(text));
        }
        all.addAll(rules);
        return new StandardLibrary(functions.with(file.functions()), all);
    }

    public StandardLibrary with(Collection<FunctionDeclaration> more) {
        return new StandardLibrary(functions.with(more), rules);
    }

    public FunctionTable functions() {
        return functions;
    }

    /** This library with nothing known of that name. */
    public StandardLibrary without(String function) {
        return new StandardLibrary(functions.without(function), rules);
    }

    /** The expression, in which functions that are not known may occur. */
    Expr read(String formula) {
        return ExpressionParser.parse(formula, ParseOptions.of(functions).withUndeclaredFunctions(true)).expression();
    }

    /** This library without the rule of that name. */
    StandardLibrary withoutRule(String name) {
        return new StandardLibrary(functions, rules.stream().filter(r -> !r.name().equals(name)).toList());
    }

    /** Every rule, the derivative of the declared functions among them. */
    public List<Rule> rules() {
        List<Rule> all = new ArrayList<>(rules);
        all.add(new FunctionRule(functions));
        return all;
    }

    /** The rules of one chapter, in the order in which they are tried. */
    public List<Rule> rules(String group) {
        return rules().stream().filter(r -> r.group().equals(group)).toList();
    }
}
