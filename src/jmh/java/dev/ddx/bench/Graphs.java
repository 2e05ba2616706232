package dev.ddx.bench;

import dev.ddx.Ddx;
import dev.ddx.expr.Limits;
import dev.ddx.kernel.Kernel;
import dev.ddx.workload.SphericalHarmonics;
import dev.ddx.workload.Workloads;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** W2 to W5 and W8 to W10: the function is put together and differentiated in a fresh kernel each time. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class Graphs {

    private final Ddx ddx = Ddx.standard();

    private Kernel kernel() {
        return new Kernel(ddx.functions(), Limits.DEFAULT);
    }

    private int logistic(int k) {
        Kernel kernel = kernel();
        return kernel.derivative(Workloads.logisticMap(kernel, k), kernel.symbol("x"));
    }

    @Benchmark
    public int w2LogisticMap20() {
        return logistic(20);
    }

    @Benchmark
    public int w2LogisticMap100000() {
        return logistic(100_000);
    }

    private int sines(int depth) {
        Kernel kernel = kernel();
        return kernel.derivative(Workloads.nestedSines(kernel, depth), kernel.symbol("x"));
    }

    @Benchmark
    public int w3NestedSines1000() {
        return sines(1_000);
    }

    @Benchmark
    public int w3NestedSines100000() {
        return sines(100_000);
    }

    private Object product(int n) {
        Kernel kernel = kernel();
        int[] v = Workloads.variables(kernel, n);
        return kernel.gradient(kernel.dag().product(v), v);
    }

    @Benchmark
    public Object w4Product1000() {
        return product(1_000);
    }

    @Benchmark
    public Object w4Product10000() {
        return product(10_000);
    }

    @Benchmark
    public Object w4Exponentials1000() {
        Kernel kernel = kernel();
        int[] v = Workloads.variables(kernel, 1_000);
        return kernel.gradient(Workloads.sumOfExponentials(kernel, v), v);
    }

    private int twentieth(String f) {
        Kernel kernel = kernel();
        return kernel.derivative(kernel.read(ddx.parse(f)), kernel.symbol("x"), 20);
    }

    @Benchmark
    public int w5PowerTower() {
        return twentieth("x^x");
    }

    @Benchmark
    public int w5Tangent() {
        return twentieth("tan(x)");
    }

    @Benchmark
    public Object w8SphericalHarmonics20() {
        Kernel kernel = kernel();
        SphericalHarmonics y = new SphericalHarmonics(kernel, SphericalHarmonics.Recurrence.HARMONIC);
        return kernel.jacobian(y.upTo(20), y.variables());
    }

    @Benchmark
    public Object w9RosenbrockHessian1000() {
        Kernel kernel = kernel();
        int[] v = Workloads.variables(kernel, 1_000);
        return kernel.hessian(Workloads.rosenbrock(kernel, v), v);
    }

    /** The state that W10 begins with: the sum is there, its derivative is not. */
    @State(Scope.Thread)
    public static class Expanded {

        Kernel kernel;
        int sum;
        dev.ddx.kernel.Dag.Mark mark;

        @org.openjdk.jmh.annotations.Setup
        public void expand() {
            kernel = new Kernel(Ddx.standard().functions(), Limits.DEFAULT.withTimeoutMillis(Integer.MAX_VALUE));
            sum = Workloads.symbench(kernel);
            mark = kernel.dag().mark();
        }
    }

    @Benchmark
    public int w10Symbench(Expanded e) {
        int d = e.kernel.derivative(e.sum, e.kernel.symbol("x"));
        e.kernel.reset(e.mark);
        return d;
    }
}
