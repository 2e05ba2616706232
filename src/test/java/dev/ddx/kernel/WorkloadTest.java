package dev.ddx.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ddx.Ddx;
import dev.ddx.expr.Limits;
import dev.ddx.workload.SphericalHarmonics;
import dev.ddx.workload.Workloads;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the benchmarks count, which does not depend on the machine. */
class WorkloadTest {

    private final Ddx ddx = Ddx.standard();
    private final Kernel kernel = new Kernel(ddx.functions(), Limits.DEFAULT);

    @ParameterizedTest(name = "degree {0}")
    @CsvSource({"4, 1.2", "10, 2.45", "20, 2.75"})
    void theJacobianOfSphericalHarmonicsIsCheap(int degree, double most) {
        assertThat(new SphericalHarmonics(kernel).jacobianRatio(degree)).isLessThanOrEqualTo(most);
    }

    /** The recurrences against the closed forms of degree 2, up to the factors that make them. */
    @Test
    void sphericalHarmonicsAreThose() {
        SphericalHarmonics y = new SphericalHarmonics(kernel);
        int[] f = y.upTo(3);
        double[] values = kernel.evaluator(f).evaluate(y.variables(), 0.3, 0.5, 0.7);
        double[] ratio = {(3 * 0.7 * 0.7 - 1) / 2, 3 * 0.5 * 0.7, 3 * (0.3 * 0.3 - 0.5 * 0.5)};
        double[] n = {5.0 / 7, 5.0 / 8, 5.0 / 9};
        assertThat(values[6]).isEqualTo(n[0] * ratio[0], within(1e-12));
        assertThat(Math.abs(values[7])).isEqualTo(n[1] * ratio[1], within(1e-12));
    }

    @Test
    void theSymbenchSumHasItsTerms() {
        int f = Workloads.symbench(kernel);
        assertThat(dagTerms(f)).isEqualTo(1_326);
        double v = kernel.evaluator(f).evaluate(new int[] {kernel.symbol("x"), kernel.symbol("y"), kernel.symbol("z")}, 1.1, 0.9, 1.2)[0];
        double expected = Math.pow(Math.pow(1.1, 0.9) + Math.pow(0.9, 1.2) + Math.pow(1.2, 1.1), 50);
        assertThat(v).isEqualTo(expected, within(1e-11 * expected));
    }

    private int dagTerms(int f) {
        return kernel.dag().arity(f);
    }

    @Test
    void generatedPairsAreFunctionsOfXWithTheirDerivatives() {
        BackwardGeneration generation = new BackwardGeneration(ddx, 1);
        Kernel k = generation.kernel();
        int x = k.symbol("x");
        int compared = 0;
        for (int i = 0; i < 2_000; i++) {
            BackwardGeneration.Pair p = generation.next();
            assertThat(generation.tokens(p.function())).isLessThanOrEqualTo(512);
            assertThat(generation.tokens(p.derivative())).isBetween(1L, 512L);
            TapeEvaluator both = k.evaluator(p.function(), p.derivative());
            double at = 0.37;
            double h = 1e-5;
            double high = both.evaluate(new int[] {x}, at + h)[0];
            double low = both.evaluate(new int[] {x}, at - h)[0];
            double high2 = both.evaluate(new int[] {x}, at + 2 * h)[0];
            double low2 = both.evaluate(new int[] {x}, at - 2 * h)[0];
            double derivative = both.evaluate(new int[] {x}, at)[1];
            double numeric = (high - low) / (2 * h);
            double coarse = (high2 - low2) / (4 * h);
            if (Double.isFinite(numeric) && Math.abs(numeric - coarse) < 1e-6 * Math.abs(numeric) && Math.abs(high) < 1e4 * Math.abs(numeric)) {
                compared++;
                assertThat(derivative).as(k.write(p.function()).toString()).isEqualTo(numeric, within(1e-4 * Math.abs(numeric)));
            }
        }
        assertThat(compared).isGreaterThan(500);
    }

    /** The cheap gradient principle: f and its gradient in at most five times the operations of f. */
    @Test
    void gradientsOfRandomGraphsAreCheap() {
        Random random = new Random(5);
        for (int round = 0; round < 300; round++) {
            Kernel k = new Kernel(ddx.functions(), Limits.DEFAULT);
            Dag dag = k.dag();
            int n = 1 + random.nextInt(8);
            int[] v = Workloads.variables(k, n);
            int[] pool = new int[n + 10 + random.nextInt(150)];
            System.arraycopy(v, 0, pool, 0, n);
            for (int i = n; i < pool.length; i++) {
                int a = pool[random.nextInt(i)];
                int b = pool[i - 1 - random.nextInt(Math.min(i, 4))];
                pool[i] = switch (random.nextInt(7)) {
                    case 0, 1 -> dag.product(a, b);
                    case 2, 3 -> dag.sum(a, b);
                    case 4 -> dag.call("sin", b);
                    case 5 -> dag.power(dag.e, b);
                    default -> dag.subtract(a, dag.product(dag.number(3), b));
                };
            }
            int f = dag.sum(pool[pool.length - 1], dag.product(v));
            Operations own = k.operations(f);
            Operations all = k.operations(k.gradient(f, v).all());
            assertThat(all.total()).as("round " + round).isLessThanOrEqualTo(5 * own.total());
        }
    }
}
