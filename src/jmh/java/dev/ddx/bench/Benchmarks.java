package dev.ddx.bench;

import dev.ddx.Ddx;
import dev.ddx.expr.Limits;
import dev.ddx.kernel.Gradient;
import dev.ddx.kernel.Hessian;
import dev.ddx.kernel.Kernel;
import dev.ddx.kernel.Operations;
import dev.ddx.workload.SphericalHarmonics;
import dev.ddx.workload.Workloads;
import java.util.Locale;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/** Prints the counts of the workloads, then runs the benchmarks; arguments are those of JMH, such as {@code w1}. */
public final class Benchmarks {

    private Benchmarks() {
    }

    public static void main(String[] arguments) throws Exception {
        counts();
        new Runner(new CommandLineOptions(arguments)).run();
    }

    private static Kernel kernel() {
        return new Kernel(Ddx.standard().functions(), Limits.DEFAULT);
    }

    private static void counts() {
        for (int k : new int[] {20, 100_000}) {
            Kernel kernel = kernel();
            int f = Workloads.logisticMap(kernel, k);
            int before = kernel.dag().size();
            kernel.derivative(f, kernel.symbol("x"));
            System.out.printf("W2  k = %d: %.2f new nodes an iteration%n", k, (kernel.dag().size() - before) / (double) k);
        }
        for (int n : new int[] {1_000, 10_000}) {
            Kernel kernel = kernel();
            int[] v = Workloads.variables(kernel, n);
            Gradient g = kernel.gradient(kernel.dag().product(v), v);
            System.out.printf("W4  product and gradient, n = %d: %d multiplications, 3n − 5 = %d%n", n,
                    kernel.operations(g.all()).multiplications(), 3 * n - 5);
        }
        for (String f : new String[] {"tan(x)", "x^x", "exp(x^2)", "sin(x)/x", "1/(1+exp(-x))"}) {
            Kernel kernel = kernel();
            int d = kernel.derivative(kernel.read(Ddx.standard().parse(f)), kernel.symbol("x"), 20);
            System.out.printf("W5  20th derivative of %s: %d nodes%n", f, kernel.count(d));
        }
        for (SphericalHarmonics.Recurrence recurrence : SphericalHarmonics.Recurrence.values()) {
            for (int degree : new int[] {4, 10, 20, 40}) {
                System.out.printf("W8  degree %d, recurrence %s: operations of the Jacobian over those of the functions %.2f%n", degree,
                        recurrence.name().toLowerCase(Locale.ROOT).replace('_', ' '), new SphericalHarmonics(kernel(), recurrence).jacobianRatio(degree));
            }
        }
        Kernel kernel = kernel();
        int[] v = Workloads.variables(kernel, 1_000);
        int f = Workloads.rosenbrock(kernel, v);
        Operations own = kernel.operations(f);
        Hessian h = kernel.hessian(f, v);
        System.out.printf("W9  n = 1000: operations of the gradient over those of f %.2f; %d entries of the Hessian, 2n − 1 = %d%n",
                (double) kernel.operations(h.gradient().partials()).total() / own.total(), h.entries().length, 1_999);
    }
}
