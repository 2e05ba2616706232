package dev.ddx.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ddx.expr.DdxException;
import dev.ddx.rewrite.Derivation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Right derivations are accepted and wrong ones rejected. -Dddx.derivations=10000 and -Dddx.mutants=10000 take so many,
 * -Dddx.corpus=FOLDER takes the functions of the corpora there as well, -Dddx.skip=5000 leaves out the first functions, so that
 * a long run can be done in parts, and -Dddx.seed=10 makes other mutants and other random functions.
 */
class MutatedDerivationsTest {

    private static final int RIGHT = Integer.getInteger("ddx.derivations", 115);
    private static final int WRONG = Integer.getInteger("ddx.mutants", 200);
    private static final long SEED = Long.getLong("ddx.seed", 9);
    private static final int REPORT = 500;

    private final List<Inputs.Question> given = new ArrayList<>(Inputs.sample());
    private final SplittableRandom random = new SplittableRandom(SEED);
    private int next;

    @BeforeEach
    void functions() throws IOException {
        if (System.getProperty("ddx.corpus") != null) {
            for (String name : List.of("deriv_pairs", "feynman", "fpbench", "rubi")) {
                given.addAll(Inputs.corpus(Path.of(System.getProperty("ddx.corpus"), name + ".jsonl")));
            }
        }
        next = Integer.getInteger("ddx.skip", 0);
    }

    private Inputs.Question next() {
        return next < given.size() ? given.get(next++) : Inputs.random(random);
    }

    @Test
    void right_derivations_are_accepted() {
        List<String> failed = new ArrayList<>();
        List<String> unchecked = new ArrayList<>();
        int refused = 0;
        int outOfTime = 0;
        long steps = 0;
        long exact = 0;
        for (int n = 0; n < RIGHT; ) {
            Inputs.Question q = next();
            Derivation d = q.derive(Inputs.DDX);
            if (d == null) {
                refused++;
                continue;
            }
            n++;
            try {
                Verification v = Inputs.DDX.verify(d);
                steps += v.steps().size();
                exact += v.exact();
                v.failed().forEach(s -> failed.add(q + ": " + s));
                v.unchecked().forEach(s -> unchecked.add(q + ": " + s));
            } catch (DdxException timeIsUp) {
                outOfTime++;
            }
            if (n % REPORT == 0 || n == RIGHT) {
                System.out.printf("right, seed %d: %d derivations up to function %d, %d steps, proved exactly %d (%.2f %%), failed %d, not checked %d, out of time %d; refused by ddx %d%n",
                        SEED, n, next, steps, exact, 100.0 * exact / steps, failed.size(), unchecked.size(), outOfTime, refused);
            }
        }
        failed.forEach(System.out::println);
        unchecked.forEach(System.out::println);
        assertThat(failed).isEmpty();
        assertThat(unchecked).isEmpty();
        assertThat(outOfTime).isLessThanOrEqualTo(RIGHT / 1000);
        assertThat(exact).isGreaterThanOrEqualTo(steps * 95 / 100);
    }

    /** A mutant that has the same values as what it was made from, for the oracle of the tests, is counted apart. */
    @Test
    void wrong_derivations_are_rejected() {
        Mutations mutations = new Mutations(new Oracle(Inputs.DDX.functions()), Inputs.DDX.formulas(), SEED + 1);
        List<String> accepted = new ArrayList<>();
        Map<Mutations.Kind, Integer> rejected = new EnumMap<>(Mutations.Kind.class);
        Map<Mutations.Kind, Integer> same = new EnumMap<>(Mutations.Kind.class);
        int outOfTime = 0;
        int sameButRejected = 0;
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
                boolean isAccepted;
                try {
                    isAccepted = Inputs.DDX.verify(m.derivation()).accepted();
                } catch (DdxException timeIsUp) {
                    outOfTime++;
                    continue;
                }
                if (!m.wrong()) {
                    same.merge(kind, 1, Integer::sum);
                    sameButRejected += isAccepted ? 0 : 1;
                    continue;
                }
                wrong++;
                if (isAccepted) {
                    accepted.add(kind + " " + m.what());
                    System.out.println("ACCEPTED " + kind + " " + m.what());
                } else {
                    rejected.merge(kind, 1, Integer::sum);
                }
                if (wrong % REPORT == 0 || wrong == WRONG) {
                    System.out.printf("wrong, seed %d: %d mutants of functions up to %d, accepted %d, rejected %s; out of time %d; the same by the oracle, not among them: %s, rejected of these %d%n",
                            SEED, wrong, next, accepted.size(), rejected, outOfTime, same, sameButRejected);
                }
            }
        }
        assertThat(accepted).isEmpty();
        assertThat(rejected).containsOnlyKeys(Mutations.Kind.values());
    }
}
