package dev.ddx.bench;

import dev.ddx.Ddx;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Kernel;
import dev.ddx.parse.ExpressionParser;
import dev.ddx.parse.ParseOptions;
import dev.ddx.workload.Workloads;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Prints the seconds of processor time that ddx takes for one workload, as the drivers of the peers do. */
public final class DdxDriver {

    private static final Ddx DDX = Ddx.standard();
    private static final ParseOptions OPTIONS = ParseOptions.of(DDX.functions());

    /** Long enough for the compilers of the JVM on a busy machine. */
    private static final double WARM_UP_SECONDS = 6;

    private DdxDriver() {
    }

    public static void main(String[] arguments) throws Exception {
        String text = Files.readString(Path.of(arguments[1]));
        switch (arguments[0]) {
            case "W1" -> {
                List<String> texts = text.lines().filter(t -> !t.isBlank()).toList();
                measure(() -> texts.forEach(DdxDriver::derivative), texts.size());
            }
            case "W1s" -> {
                List<Expr> expressions = text.lines().filter(t -> !t.isBlank()).map(DDX::parse).toList();
                measure(() -> expressions.forEach(e -> DDX.derivation(e, Sym.of("x"), 1, null)), expressions.size());
            }
            case "W2" -> measure(() -> {
                Kernel k = kernel();
                k.derivative(Workloads.logisticMap(k, 20), k.symbol("x"));
            }, 1);
            case "W3" -> measure(() -> {
                Kernel k = kernel();
                k.derivative(Workloads.nestedSines(k, 1_000), k.symbol("x"));
            }, 1);
            case "W4" -> measure(() -> {
                Kernel k = kernel();
                int[] v = Workloads.variables(k, 1_000);
                k.gradient(k.dag().product(v), v);
            }, 1);
            case "W5" -> measure(() -> {
                Kernel k = kernel();
                k.derivative(k.read(DDX.parse("x^x")), k.symbol("x"), 20);
            }, 1);
            case "W10" -> {
                Kernel k = kernel();
                int sum = Workloads.symbench(k);
                dev.ddx.kernel.Dag.Mark mark = k.dag().mark();
                measure(() -> {
                    k.reset(mark);
                    k.derivative(sum, k.symbol("x"));
                }, 1);
            }
            case "W11p" -> derivative(text);
            default -> measure(() -> derivative(text), 1);
        }
    }

    private static Kernel kernel() {
        return new Kernel(DDX.functions(), Limits.DEFAULT);
    }

    private static int derivative(String text) {
        Kernel k = kernel();
        return k.derivative(k.read(ExpressionParser.parse(text, OPTIONS).expression()), k.symbol("x"));
    }

    private static long processorTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static double once(Runnable task, int times) {
        long begin = processorTime();
        for (int i = 0; i < times; i++) {
            task.run();
        }
        return (processorTime() - begin) / 1e9 / times;
    }

    private static void measure(Runnable task, int per) {
        double spent = 0;
        double last = 0;
        while (spent < WARM_UP_SECONDS) {
            last = once(task, 1);
            spent += last;
        }
        double[] times = new double[5];
        for (int i = 0; i < times.length; i++) {
            times[i] = once(task, Math.max(1, (int) (0.05 / last)));
        }
        Arrays.sort(times);
        System.out.println("SECONDS " + times[2] / per);
    }
}
