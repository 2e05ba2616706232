package dev.ddx.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ddx.rewrite.Derivation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Right derivations are accepted and wrong ones rejected. -Dddx.derivations=10000 and -Dddx.mutants=10000 take
 * so many, -Dddx.corpus=FOLDER takes the functions of the corpora there as well.
 */
class MutatedDerivationsTest {

    private static final int RIGHT = Integer.getInteger("ddx.derivations", 115);
    private static final int WRONG = Integer.getInteger("ddx.mutants", 150);

    private final List<Inputs.Question> given = new ArrayList<>(Inputs.sample());
    private final SplittableRandom random = new SplittableRandom(9);
    private int next;

    private Inputs.Question next() throws IOException {
        if (next == 0 && System.getProperty("ddx.corpus") != null) {
            for (String name : List.of("deriv_pairs", "feynman", "fpbench", "rubi")) {
                given.addAll(Inputs.corpus(Path.of(System.getProperty("ddx.corpus"), name + ".jsonl")));
            }
        }
        return next < given.size() ? given.get(next++) : Inputs.random(random);
    }

    @Test
    void right_derivations_are_accepted(TestReporter reporter) throws IOException {
        List<String> bad = new ArrayList<>();
        long steps = 0;
        long exact = 0;
        for (int n = 0; n < RIGHT; ) {
            Inputs.Question q = next();
            Derivation d = q.derive(Inputs.DDX);
            if (d == null) {
                continue;
            }
            n++;
            Verification v = Inputs.DDX.verify(d);
            steps += v.steps().size();
            exact += v.exact();
            if (!v.accepted()) {
                bad.add(q + ": " + v.steps().stream().filter(s -> !s.verdict().accepted()).toList());
            }
        }
        reporter.publishEntry("right", RIGHT + " derivations, " + steps + " steps, proved exactly " + 100.0 * exact / steps + " %");
        assertThat(bad).isEmpty();
        assertThat(exact).isGreaterThanOrEqualTo(steps * 95 / 100);
    }

    @Test
    void wrong_derivations_are_rejected(TestReporter reporter) throws IOException {
        Mutations mutations = new Mutations(new Oracle(Inputs.DDX.functions()), Inputs.DDX.formulas(), 10);
        List<String> accepted = new ArrayList<>();
        Map<Mutations.Kind, Integer> rejected = new EnumMap<>(Mutations.Kind.class);
        Map<Mutations.Kind, Integer> same = new EnumMap<>(Mutations.Kind.class);
        int wrong = 0;
        while (wrong < WRONG) {
            Derivation d = next().derive(Inputs.DDX);
            if (d == null) {
                continue;
            }
            for (Mutations.Kind kind : Mutations.Kind.values()) {
                Mutations.Mutant m = mutations.mutate(d, kind);
                if (m == null || wrong == WRONG) {
                    continue;
                }
                if (!m.wrong()) {
                    same.merge(kind, 1, Integer::sum);
                    continue;
                }
                wrong++;
                if (Inputs.DDX.verify(m.derivation()).failed().isEmpty()) {
                    accepted.add(kind + " " + m.what());
                } else {
                    rejected.merge(kind, 1, Integer::sum);
                }
            }
        }
        reporter.publishEntry("wrong", "rejected " + rejected + "; the same by the oracle, not counted: " + same);
        assertThat(accepted).isEmpty();
        assertThat(rejected).containsOnlyKeys(Mutations.Kind.values());
    }
}
