package dev.ddx.cli;

import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.Sym;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "functions", description = "Lists every function with its derivative or definition.")
final class FunctionsCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    LibraryOptions library = new LibraryOptions();

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Shows this help.")
    boolean help;

    FunctionsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        for (FunctionDeclaration f : library.ddx().functions().all()) {
            console.out().println(line(f));
        }
        return 0;
    }

    private static String line(FunctionDeclaration f) {
        StringBuilder out = new StringBuilder(f.name()).append('(')
                .append(String.join(", ", f.parameters().stream().map(Sym::name).toList())).append(')');
        if (f.isDefinition()) {
            out.append(" = ").append(f.body());
        }
        for (int i = 0; i < f.arity(); i++) {
            Expr d = f.derivatives().get(i);
            if (d != null) {
                out.append("   d/d").append(f.parameters().get(i).name()).append(" = ").append(d);
            }
        }
        if (f.domain() != null) {
            out.append("   for ").append(f.domain());
        }
        if (!f.aliases().isEmpty()) {
            out.append("   also ").append(String.join(", ", f.aliases()));
        }
        return out.toString();
    }
}
