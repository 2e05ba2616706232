package dev.ddx.bench;

import dev.ddx.Ddx;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Limits;
import dev.ddx.kernel.BackwardGeneration;
import dev.ddx.kernel.Kernel;
import dev.ddx.parse.ExpressionParser;
import dev.ddx.parse.ParseOptions;
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

/** W7 and W11: many small expressions, one large one. */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class Bulk {

    private final Ddx ddx = Ddx.standard();
    private final ParseOptions options = ParseOptions.of(ddx.functions());
    private final BackwardGeneration generation = new BackwardGeneration(ddx, 7);
    private final String largeSum = Workloads.largeSum(50_000);

    /** Pairs a second, on one core. */
    @Benchmark
    @BenchmarkMode(Mode.Throughput)
    @OutputTimeUnit(TimeUnit.SECONDS)
    public Object w7Pairs() {
        return generation.next();
    }

    /** Pairs a second with the text of both. */
    @Benchmark
    @BenchmarkMode(Mode.Throughput)
    @OutputTimeUnit(TimeUnit.SECONDS)
    public int w7PairsAsText() {
        BackwardGeneration.Pair p = generation.next();
        Kernel k = generation.kernel();
        return k.write(p.function()).toString().length() + k.write(p.derivative()).toString().length();
    }

    /** Half of the derivatives simplified by the rules of the derivations. */
    @Benchmark
    @BenchmarkMode(Mode.Throughput)
    @OutputTimeUnit(TimeUnit.SECONDS)
    @org.openjdk.jmh.annotations.OperationsPerInvocation(2)
    public Object w7PairsHalfSimplified() {
        generation.next();
        Expr d = generation.kernel().write(generation.next().derivative());
        try {
            return ddx.simplify(d);
        } catch (dev.ddx.expr.DdxException undefined) {
            return undefined;
        }
    }

    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public Object w11Parse() {
        return ExpressionParser.parse(largeSum, options);
    }

    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public Object w11ParseAndDifferentiate() {
        Kernel kernel = new Kernel(ddx.functions(), Limits.DEFAULT);
        return kernel.derivative(kernel.read(ExpressionParser.parse(largeSum, options).expression()), kernel.symbol("x"));
    }
}
