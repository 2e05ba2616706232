package dev.ddx.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ddx.Ddx;
import dev.ddx.expr.Sym;
import dev.ddx.rewrite.Derivation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Derivations from the definition with something changed in one step are not accepted where the oracle sees a difference. */
class LimitMutationsTest {

    private static final Ddx DDX = Ddx.standard();

    @Test
    void wrong_limits_are_rejected(TestReporter reporter) {
        Mutations mutations = new Mutations(new Oracle(DDX.functions()), DDX.formulas(), 12);
        List<String> accepted = new ArrayList<>();
        int wrong = 0;
        for (String f : List.of("x^2", "x^3-2*x", "1/x", "sqrt(x)", "1/(x^2+1)", "e^(2*x)", "ln(x)", "sin(x)", "cos(3*x)", "x*sin(x)", "x/(x+1)", "x^(2/3)", "sin(x^2)")) {
            Derivation d = DDX.derivationBy("limit", DDX.parse(f), Sym.of("x"));
            for (Mutations.Kind kind : Mutations.Kind.values()) {
                for (int i = 0; i < 2; i++) {
                    Mutations.Mutant m = mutations.mutate(d, kind);
                    if (m == null || !m.wrong()) {
                        continue;
                    }
                    wrong++;
                    if (DDX.verify(m.derivation()).accepted()) {
                        accepted.add(f + " " + kind + " " + m.what());
                    }
                }
            }
        }
        reporter.publishEntry("wrong", wrong + " rejected but for " + accepted.size());
        assertThat(accepted).isEmpty();
        assertThat(wrong).isGreaterThan(50);
    }
}
