package dev.ddx.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ddx.expr.DdxException;
import dev.ddx.rewrite.Derivation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every step for every function of the corpora in -Dddx.corpus=FOLDER; -Dddx.every=100 takes each hundredth. */
@EnabledIfSystemProperty(named = "ddx.corpus", matches = ".+")
class CorpusVerificationTest {

    @ParameterizedTest
    @ValueSource(strings = {"deriv_pairs", "feynman", "fpbench", "rubi"})
    void no_step_fails(String name, TestReporter reporter) throws IOException {
        List<Inputs.Question> questions = Inputs.corpus(Path.of(System.getProperty("ddx.corpus"), name + ".jsonl"));
        List<String> failed = new ArrayList<>();
        long[] count = new long[6];
        int every = Integer.getInteger("ddx.every", 1);
        for (int i = 0; i < questions.size(); i += every) {
            Derivation d = questions.get(i).derive(Inputs.DDX);
            if (d == null) {
                count[5]++;
                continue;
            }
            try {
                Verification v = Inputs.DDX.verify(d);
                count[0]++;
                count[1] += v.steps().size();
                count[2] += v.exact();
                count[3] += v.numeric();
                v.failed().forEach(s -> failed.add(s.toString()));
            } catch (DdxException timeIsUp) {
                count[4]++;
            }
        }
        reporter.publishEntry(name, count[0] + " derivations of " + count[1] + " steps: exact " + count[2] + " (" + 100.0 * count[2] / count[1]
                + " %), numeric " + count[3] + ", failed " + failed.size() + "; out of time " + count[4] + ", refused by ddx " + count[5]);
        assertThat(failed).isEmpty();
        assertThat(count[2]).isGreaterThanOrEqualTo(count[1] * 95 / 100);
    }
}
