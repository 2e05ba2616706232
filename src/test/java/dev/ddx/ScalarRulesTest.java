package dev.ddx;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Facts;
import dev.ddx.kernel.ReuseSearch;
import dev.ddx.rewrite.Superior;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The derivatives that machine-learning frameworks write by hand, of scalar_rules.jsonl in the folder that -Dddx.corpus names,
 * against those that are found. To the hand-written ones what the function has computed is free as well, wherever it occurs in
 * them. With -Dddx.regenerate=true the table of docs/scalar-rules.md is written anew.
 */
@EnabledIfSystemProperty(named = "ddx.corpus", matches = ".+")
class ScalarRulesTest {

    private static final Path TABLE = Path.of("docs", "scalar-rules.md");
    private static final Ddx DDX = Ddx.standard();

    private final Map<String, Superior> known = new HashMap<>();

    @Test
    void as_few_operations_as_by_hand() throws IOException {
        Set<String> rows = new LinkedHashSet<>();
        List<String> none = new ArrayList<>();
        int all = 0;
        int asFew = 0;
        int accurate = 0;
        int measured = 0;
        List<Long> times = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(System.getProperty("ddx.corpus"), "scalar_rules.jsonl"))) {
            Map<String, Object> row = JSON.std.mapFrom(line);
            String text = (String) row.get("f");
            Sym x = Sym.of((String) row.get("var"));
            all++;
            Superior s;
            long start = System.nanoTime();
            try {
                s = superior(text, x);
            } catch (DdxException e) {
                none.add("`" + text + "` by `" + x + "`: " + e.getMessage());
                continue;
            }
            times.add((System.nanoTime() - start) / 1_000_000);
            assertThat(s.fewest().isProved() && s.stable().isProved()).as(text).isTrue();
            ReuseSearch.Candidate hand = byHand(s, x, (String) row.get("handwritten_derivative"));
            ReuseSearch.Candidate found = new ReuseSearch.Candidate(s.fewest().formula(), s.fewest().operations(), s.fewest().calls());
            boolean few = found.cost() <= hand.cost();
            asFew += few ? 1 : 0;
            measured += s.points() > 0 ? 1 : 0;
            accurate += s.points() > 0 && s.stable().error() <= Superior.ACCURATE ? 1 : 0;
            rows.add("| `" + text + "` | `" + x + "` | `" + row.get("handwritten_derivative") + "` | " + SuperiorTableTest.count(hand.operations(), hand.calls())
                    + (few ? "" : " (fewer)") + " | " + SuperiorTableTest.forms(s) + " |");
        }
        times.sort(null);
        System.out.println("median " + times.get(times.size() / 2) + " ms, longest " + times.get(times.size() - 1) + " ms");
        String text = """
                # Derivatives as frameworks write them by hand

                What `ddx superior` finds for the rows of scalar_rules.jsonl: derivatives from the sources of DiffRules, ChainRules, JAX and PyTorch.
                Every form that is found is proved to be the derivative, but for the Taylor polynomial of a case close to a point. Operations are those
                beyond the forward pass, T is a call of a function, which counts as ten operations; to the hand-written derivatives what the
                function has computed is free as well, wherever it occurs in them. Errors are measured over the standard range, −700 to 700 for one
                symbol and −30 to 30 for several, at 500 points or more, at 20 for special functions. ScalarRulesTest, which needs the rows, writes this;
                what has no answer was not found within a minute on a busy machine.

                """ + all + " rows, some of them the same in several frameworks; as few operations as by hand or fewer: " + asFew
                + "; stable form within 8 units (it says so where not): " + accurate + " of " + measured + " that were measured.\n"
                + (none.isEmpty() ? "" : "\nWithout an answer: " + String.join("; ", none) + ".\n")
                + "\n| function | by | by hand | operations | fewest operations | | loss | stable form | loss |\n|---|---|---|---|---|---|---|---|---|\n"
                + String.join("\n", rows) + "\n";
        if (Boolean.getBoolean("ddx.regenerate")) {
            Files.writeString(TABLE, text);
        }
        assertThat(asFew).isGreaterThanOrEqualTo((all * 95 + 99) / 100);
    }

    private Superior superior(String text, Sym x) {
        return known.computeIfAbsent(text + ";" + x, key -> DDX.superior(DDX.parse(text), x, Map.of(), Map.of()));
    }

    /** The derivative that is written by hand, with the values of the forward pass by their names; y is the function. */
    private static ReuseSearch.Candidate byHand(Superior s, Sym x, String text) {
        List<Sym> symbols = List.copyOf(s.domain().keySet());
        Facts facts = DDX.facts();
        ReuseSearch search = new ReuseSearch(s.forward(), symbols, s.value(), x, 1, facts, Limits.DEFAULT);
        Expr hand = DDX.parse(text).substitute(v -> v.name().equals("y") && !symbols.contains(v) ? s.value() : null);
        return ReuseSearch.candidate(search.fold(hand));
    }
}
