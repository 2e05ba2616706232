package dev.ddx.cli;

import dev.ddx.Ddx;
import dev.ddx.calculus.Explanation;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.Relation;
import java.util.LinkedHashSet;
import java.util.Set;
import picocli.CommandLine.Command;

@Command(name = "explain", customSynopsis = "ddx explain [NAME] [OPTIONS]",
        description = "Derives a rule of differentiation, such as quotient-rule, or the derivative of a function, such as asin; without a name, lists both.")
final class ExplainCommand extends DerivationCommand {

    ExplainCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() {
        if (expression == null && file == null) {
            console.out().print(list(library.ddx()));
            return 0;
        }
        return super.call();
    }

    private static String list(Ddx ddx) {
        StringBuilder out = new StringBuilder("rules\n");
        for (String name : ddx.explainedRules()) {
            out.append("  ").append(name).append(" — ").append(ddx.toText(ddx.explain(name).statement())).append('\n');
        }
        Set<String> functions = new LinkedHashSet<>(Set.of("exp", "sqrt"));
        for (FunctionDeclaration f : ddx.functions().all()) {
            if (f.derivatives().stream().anyMatch(d -> d != null) || f.isDefinition()) {
                functions.add(f.name());
            }
        }
        return out.append("functions\n  ").append(String.join(", ", functions.stream().sorted(String.CASE_INSENSITIVE_ORDER).toList())).append('\n').toString();
    }

    @Override
    String answer(Ddx ddx, String name) {
        Explanation explanation = ddx.explain(name);
        Relation statement = explanation.statement();
        String source = explanation.source() == null ? "" : ", taken from " + explanation.source();
        String head = switch (format) {
            case TEXT -> ddx.toText(statement) + source + "\n\n";
            case MARKDOWN -> "$" + ddx.toLatex(statement) + "$" + source + "\n\n";
            default -> "";
        };
        if (head.isEmpty() && !source.isEmpty()) {
            console.note(ddx.toText(statement) + source);
        }
        return head + answer(ddx.with(explanation), explanation.derivation());
    }
}
