package dev.ddx.cli;

import dev.ddx.rewrite.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "rules", description = "Lists every rule: its name, what it is called, and what it says.")
final class RulesCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    LibraryOptions library = new LibraryOptions();

    @Mixin
    LanguageOption language = new LanguageOption();

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Shows this help.")
    boolean help;

    RulesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Map<String, List<Rule>> groups = new LinkedHashMap<>();
        for (Rule r : library.ddx().rules()) {
            groups.computeIfAbsent(r.group(), g -> new ArrayList<>()).add(r);
        }
        groups.forEach((group, rules) -> {
            console.out().println(group);
            for (Rule r : rules) {
                console.out().println("  " + r.name() + " — " + language.language().title(r.title()));
                console.out().println("      " + r.statement().strip().replace("\n", "\n      "));
                if (r.source() != null) {
                    console.out().println("      " + r.source());
                }
            }
        });
        return 0;
    }
}
