package dev.ddx.bench;

import dev.ddx.code.CodeTarget;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleBiFunction;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The value and the gradient of {@link GeneratedFunctions} by generated Java and by {@link HandWritten}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 10, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 20, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public class GeneratedJava {

    @Param({"ROSENBROCK", "HARMONICS", "NETWORK"})
    public String function;

    private ToDoubleBiFunction<double[], double[]> generated;
    private ToDoubleBiFunction<double[], double[]> byHand;
    private double[] at;
    private double[] ordered;
    private double[] gradient;

    @Setup
    public void prepare() throws Exception {
        GeneratedFunctions f = GeneratedFunctions.valueOf(function);
        at = f.at();
        int[] order = f.order();
        ordered = new double[at.length];
        for (int k = 0; k < order.length; k++) {
            ordered[k] = at[order[k]];
        }
        gradient = new double[f.variables];
        byHand = switch (f) {
            case ROSENBROCK -> HandWritten::rosenbrock;
            case HARMONICS -> (x, g) -> HandWritten.harmonics(x[0], x[1], x[2], g);
            case NETWORK -> HandWritten::network;
        };
        generated = compiled(f);
        double[] other = new double[f.variables];
        double value = generated.applyAsDouble(ordered, gradient);
        double expected = byHand.applyAsDouble(at, other);
        for (int k = 0; k < other.length; k++) {
            if (Math.abs(value - expected) > 1e-10 * Math.abs(expected) || Math.abs(gradient[k] - other[k]) > 1e-9 * (1 + Math.abs(other[k]))) {
                throw new IllegalStateException("generated and hand-written code differ: " + value + " " + expected + ", " + gradient[k] + " " + other[k]);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static ToDoubleBiFunction<double[], double[]> compiled(GeneratedFunctions f) throws Exception {
        Path folder = Files.createTempDirectory("generated");
        String name = Character.toUpperCase(f.title().charAt(0)) + f.title().substring(1);
        Path source = folder.resolve(name + ".java");
        Path adapter = folder.resolve("Adapter.java");
        Files.writeString(source, f.code(CodeTarget.JAVA));
        Files.writeString(adapter, "public final class Adapter implements java.util.function.ToDoubleBiFunction<double[], double[]> {\n"
                + "    public double applyAsDouble(double[] x, double[] g) { return " + name + "." + f.title() + "Gradient("
                + (f.scalars ? "x[0], x[1], x[2]" : "x") + ", g); }\n}\n");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (!compiler.getTask(null, null, null, List.of("-d", folder.toString()), null,
                compiler.getStandardFileManager(null, null, null).getJavaFileObjects(source, adapter)).call()) {
            throw new IllegalStateException("the generated code does not compile");
        }
        URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()});
        return (ToDoubleBiFunction<double[], double[]>) loader.loadClass("Adapter").getDeclaredConstructor().newInstance();
    }

    @Benchmark
    public double generated() {
        return generated.applyAsDouble(ordered, gradient);
    }

    @Benchmark
    public double byHand() {
        return byHand.applyAsDouble(at, gradient);
    }
}
