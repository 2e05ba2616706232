package dev.ddx.bench;

import dev.ddx.Ddx;
import dev.ddx.expr.Limits;
import dev.ddx.kernel.CompiledFunction;
import dev.ddx.kernel.Kernel;
import java.util.concurrent.TimeUnit;
import org.hipparchus.analysis.differentiation.Gradient;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** W12: x²y sin(xy) + e^(x/y) − √(1+x²)/(2+y²), compiled, by hand, and by automatic differentiation. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class Evaluation {

    private final double[] at = {0.7, 1.3};
    private final double[] gradient = new double[2];
    private final CompiledFunction compiled = compile();

    private static CompiledFunction compile() {
        Ddx ddx = Ddx.standard();
        Kernel k = new Kernel(ddx.functions(), Limits.DEFAULT);
        return k.compile(k.read(ddx.parse("x^2*y*sin(x*y) + e^(x/y) - sqrt(1+x^2)/(2+y^2)")), k.symbol("x"), k.symbol("y"));
    }

    @Benchmark
    public double w12Compiled() {
        return compiled.value(at);
    }

    @Benchmark
    public double w12ByHand() {
        double x = at[0];
        double y = at[1];
        return x * x * y * Math.sin(x * y) + Math.exp(x / y) - Math.sqrt(1 + x * x) / (2 + y * y);
    }

    @Benchmark
    public double w12CompiledWithGradient() {
        return compiled.valueAndGradient(at, gradient);
    }

    @Benchmark
    public double w12HipparchusGradient() {
        Gradient x = Gradient.variable(2, 0, at[0]);
        Gradient y = Gradient.variable(2, 1, at[1]);
        Gradient f = x.multiply(x).multiply(y).multiply(x.multiply(y).sin()).add(x.divide(y).exp())
                .subtract(x.multiply(x).add(1).sqrt().divide(y.multiply(y).add(2)));
        gradient[0] = f.getPartialDerivative(1, 0);
        gradient[1] = f.getPartialDerivative(0, 1);
        return f.getValue();
    }
}
