package dev.ddx.bench;

import dev.ddx.Ddx;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Kernel;
import dev.ddx.parse.ExpressionParser;
import dev.ddx.parse.ParseOptions;
import dev.ddx.workload.Workloads;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** W1: time for one of the twenty expressions, each with a kernel of its own: nothing is kept between them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@OperationsPerInvocation(DailyUse.SIZE)
public class DailyUse {

    static final int SIZE = 20;

    private final Ddx ddx = Ddx.standard();
    private final ParseOptions options = ParseOptions.of(ddx.functions());
    private final List<String> texts = Workloads.panel();
    private final List<Expr> expressions = texts.stream().map(this::parsed).toList();

    private Expr parsed(String text) {
        return ExpressionParser.parse(text, options).expression();
    }

    private int derivative(Expr e) {
        Kernel kernel = new Kernel(ddx.functions(), Limits.DEFAULT);
        return kernel.derivative(kernel.read(e), kernel.symbol("x"));
    }

    @Benchmark
    public void w1Parse(Blackhole hole) {
        for (String t : texts) {
            hole.consume(parsed(t));
        }
    }

    @Benchmark
    public void w1Differentiate(Blackhole hole) {
        for (Expr e : expressions) {
            hole.consume(derivative(e));
        }
    }

    @Benchmark
    public void w1ParseAndDifferentiate(Blackhole hole) {
        for (String t : texts) {
            hole.consume(derivative(parsed(t)));
        }
    }

    /** The derivation of the simplified derivative with every step. */
    @Benchmark
    public void w1Derivation(Blackhole hole) {
        for (Expr e : expressions) {
            hole.consume(ddx.derivation(e, Sym.of("x"), 1, null));
        }
    }
}
