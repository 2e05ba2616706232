package dev.ddx.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ddx.expr.DdxException;
import dev.ddx.rewrite.Derivation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every step for every function of the corpora in -Dddx.corpus=FOLDER. -Dddx.every=100 takes each hundredth function, -Dddx.from=N and
 * -Dddx.to=N (which is left out) a part of them, -Dddx.only=rubi one file, -Dddx.order=2 the second derivatives. With -Dddx.results=FOLDER
 * each function has a line in a file there, and what has one is not checked again: a long run can be stopped and gone on with.
 */
@EnabledIfSystemProperty(named = "ddx.corpus", matches = ".+")
class CorpusVerificationTest {

    private static final String HEAD = "row\tstate\tsteps\texact\tnumeric\tfailed\tnot checked\tms\n";

    @ParameterizedTest
    @ValueSource(strings = {"deriv_pairs", "feynman", "fpbench", "rubi"})
    void no_step_fails(String name, TestReporter reporter) throws IOException {
        if (!name.contains(System.getProperty("ddx.only", ""))) {
            return;
        }
        List<Inputs.Question> questions = Inputs.corpus(Path.of(System.getProperty("ddx.corpus"), name + ".jsonl"));
        String folder = System.getProperty("ddx.results");
        Path file = folder == null ? null : Path.of(folder, name + ".tsv");
        List<String> rows = new ArrayList<>(file == null || !Files.exists(file) ? List.of() : Files.readAllLines(file).stream().skip(1).toList());
        Set<String> done = rows.stream().map(row -> row.substring(0, row.indexOf('\t'))).collect(Collectors.toSet());
        if (file != null && !Files.exists(file)) {
            Files.writeString(file, HEAD);
        }
        for (int i = Integer.getInteger("ddx.from", 0); i < Math.min(questions.size(), Integer.getInteger("ddx.to", questions.size())); i += Integer.getInteger("ddx.every", 1)) {
            if (done.contains(String.valueOf(i))) {
                continue;
            }
            String row = i + "\t" + check(questions.get(i));
            rows.add(row);
            if (file != null) {
                Files.writeString(file, row + "\n", StandardOpenOption.APPEND);
            }
        }
        long[] sum = new long[5];
        for (String row : rows) {
            String[] cells = row.split("\t", -1);
            for (int k = 0; k < sum.length; k++) {
                sum[k] += Long.parseLong(cells[2 + k]);
            }
        }
        reporter.publishEntry(name, in("checked", rows).size() + " derivations of " + sum[0] + " steps: exact " + sum[1] + " (" + 100.0 * sum[1] / sum[0]
                + " %), numeric " + sum[2] + ", failed " + sum[3] + ", not checked " + sum[4] + "; out of time " + in("out of time", rows)
                + ", refused by ddx " + in("refused", rows));
        assertThat(rows.stream().filter(row -> !row.split("\t")[5].equals("0"))).isEmpty();
        assertThat(sum[1]).isGreaterThanOrEqualTo(sum[0] * 95 / 100);
    }

    private static List<String> in(String state, List<String> rows) {
        return rows.stream().map(row -> row.split("\t")).filter(cells -> cells[1].equals(state)).map(cells -> cells[0]).toList();
    }

    static String check(Inputs.Question question) {
        long start = System.nanoTime();
        long[] counts = new long[5];
        String state = "refused";
        List<String> others = new ArrayList<>();
        Derivation d = question.derive(Inputs.DDX);
        if (d != null) {
            try {
                Verification v = Inputs.DDX.verify(d);
                state = "checked";
                counts = new long[] {v.steps().size(), v.exact(), v.numeric(), v.failed().size(), v.unchecked().size()};
                v.failed().forEach(s -> others.add(s.toString()));
                v.unchecked().forEach(s -> others.add(s.toString()));
            } catch (DdxException timeIsUp) {
                state = "out of time";
            }
        }
        return state + "\t" + Arrays.stream(counts).mapToObj(String::valueOf).collect(Collectors.joining("\t")) + "\t" + (System.nanoTime() - start) / 1_000_000
                + (others.isEmpty() ? "" : "\t" + question + " " + String.join(" | ", others).replaceAll("\\s+", " "));
    }
}
