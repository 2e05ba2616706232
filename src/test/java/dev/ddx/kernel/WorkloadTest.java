package dev.ddx.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ddx.Ddx;
import dev.ddx.expr.Limits;
import dev.ddx.workload.SphericalHarmonics;
import dev.ddx.workload.Workloads;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What the benchmarks count, which does not depend on the machine. */
class WorkloadTest {

    private final Ddx ddx = Ddx.standard();
    private final Kernel kernel = new Kernel(ddx.functions(), Limits.DEFAULT);

    @ParameterizedTest(name = "{0}, degree {1}")
    @CsvSource({"HARMONIC, 4, 0.9", "HARMONIC, 10, 1.95", "HARMONIC, 20, 2.2", "AS_PUBLISHED, 4, 1.1", "AS_PUBLISHED, 10, 2.35", "AS_PUBLISHED, 20, 2.55"})
    void theJacobianOfSphericalHarmonicsIsCheap(SphericalHarmonics.Recurrence recurrence, int degree, double most) {
        assertThat(new SphericalHarmonics(kernel, recurrence).jacobianRatio(degree)).isLessThanOrEqualTo(most);
    }

    /** The recurrences against the closed forms of degree 2, up to the factors that make them. */
    @Test
    void sphericalHarmonicsAreThose() {
        SphericalHarmonics harmonics = new SphericalHarmonics(kernel, SphericalHarmonics.Recurrence.HARMONIC);
        double x = 0.3;
        double y = 0.5;
        double z = 0.7;
        double[] values = kernel.evaluator(harmonics.upTo(3)).evaluate(harmonics.variables(), x, y, z);
        double[] expected = {6 * x * y * 5 / 9, -3 * z * y * 5 / 8, (3 * z * z - 1) / 2 * 5 / 7, -3 * z * x * 5 / 8, 3 * (x * x - y * y) * 5 / 9};
        assertThat(Arrays.copyOfRange(values, 4, 9)).containsExactly(expected, within(1e-12));
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

    /** What {@link Operations} counts is what compiled code executes, one arithmetic instruction for one operation. */
    @Test
    void operationsAreThoseOfCompiledCode() {
        Random random = new Random(8);
        for (int round = 0; round < 200; round++) {
            Kernel k = new Kernel(ddx.functions(), Limits.DEFAULT);
            Dag dag = k.dag();
            int[] v = Workloads.variables(k, 1 + random.nextInt(5));
            int[] pool = Arrays.copyOf(v, v.length + 5 + random.nextInt(60));
            for (int i = v.length; i < pool.length; i++) {
                int a = pool[random.nextInt(i)];
                int b = pool[i - 1 - random.nextInt(Math.min(i, 4))];
                int divisor = dag.sum(b, dag.one);
                pool[i] = switch (random.nextInt(9)) {
                    case 0, 1 -> dag.product(a, b);
                    case 2 -> dag.product(dag.number(random.nextInt(7) - 3), a, b, pool[random.nextInt(i)]);
                    case 3 -> dag.sum(a, b);
                    case 4 -> dag.subtract(dag.negate(a), b);
                    case 5 -> dag.power(b == dag.zero ? v[0] : b, dag.number(random.nextInt(9) - 4));
                    case 6 -> dag.divide(a, divisor == dag.zero ? v[0] : divisor);
                    case 7 -> dag.power(dag.e, dag.negate(b));
                    default -> dag.subtract(a, dag.product(dag.number(3), b));
                };
            }
            int[] roots = Arrays.copyOfRange(pool, pool.length - 5, pool.length);
            assertThat(executed(k, roots, v)).as("round " + round).isEqualTo(k.operations(roots));
        }
        for (SphericalHarmonics.Recurrence recurrence : SphericalHarmonics.Recurrence.values()) {
            SphericalHarmonics y = new SphericalHarmonics(kernel, recurrence);
            assertThat(executed(kernel, y.upTo(20), y.variables())).isEqualTo(kernel.operations(y.upTo(20)));
            assertThat(executed(kernel, y.jacobian(20), y.variables())).isEqualTo(kernel.operations(y.jacobian(20)));
        }
    }

    private static Operations executed(Kernel k, int[] roots, int[] variables) {
        long[] count = new long[3];
        new ClassReader(Compiler.code(k.dag(), roots[0], roots, variables)).accept(new ClassVisitor(Opcodes.ASM9) {
            @Override
            public MethodVisitor visitMethod(int access, String name, String type, String signature, String[] exceptions) {
                return !name.startsWith("valueAndGradient") ? null : new MethodVisitor(Opcodes.ASM9) {
                    @Override
                    public void visitInsn(int opcode) {
                        count[0] += opcode == Opcodes.DADD || opcode == Opcodes.DSUB || opcode == Opcodes.DNEG ? 1 : 0;
                        count[1] += opcode == Opcodes.DMUL || opcode == Opcodes.DDIV ? 1 : 0;
                    }

                    @Override
                    public void visitMethodInsn(int opcode, String owner, String method, String type, boolean isInterface) {
                        count[2] += owner.equals("java/lang/Math") || method.equals("power") ? 1 : 0;
                    }
                };
            }
        }, 0);
        return new Operations(count[0], count[1], count[2]);
    }

    /** Sharing common factors changes values by rounding alone. */
    @Test
    void compiledCodeHasTheValuesOfTheGraph() {
        SphericalHarmonics y = new SphericalHarmonics(kernel, SphericalHarmonics.Recurrence.HARMONIC);
        int[] f = y.upTo(8);
        int sum = kernel.dag().zero;
        for (int i = 0; i < f.length; i++) {
            sum = kernel.dag().sum(sum, kernel.dag().product(kernel.dag().number(i + 1), f[i], f[f.length - 1 - i]));
        }
        int[] v = y.variables();
        CompiledFunction compiled = kernel.compile(sum, v);
        double[] gradient = new double[3];
        double value = compiled.valueAndGradient(new double[] {0.3, 0.5, 0.7}, gradient);
        double[] expected = kernel.evaluator(sum, kernel.derivative(sum, v[0]), kernel.derivative(sum, v[1]), kernel.derivative(sum, v[2]))
                .evaluate(v, 0.3, 0.5, 0.7);
        assertThat(new double[] {value, gradient[0], gradient[1], gradient[2]}).containsExactly(expected, within(1e-9 * Math.abs(value)));
        assertThat(compiled.value(new double[] {0.3, 0.5, 0.7})).isEqualTo(expected[0], within(1e-9 * Math.abs(value)));
    }
}
