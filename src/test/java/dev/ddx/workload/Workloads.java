package dev.ddx.workload;

import dev.ddx.kernel.Dag;
import dev.ddx.kernel.Kernel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** The functions that tests count and benchmarks time, by the numbers of the benchmark list (W1 to W12). */
public final class Workloads {

    /** The derivative of (x^y + y^z + z^x)^50, written out, is asked for by Symbench S3. */
    public static final int SYMBENCH_POWER = 50;

    private Workloads() {
    }

    /** W1: twenty expressions of daily use. */
    public static List<String> panel() {
        try (InputStream in = Workloads.class.getResourceAsStream("panel.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(s -> !s.isBlank()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** W2: l_1 = x, l_(k+1) = 4·l_k·(1 − l_k), not expanded. */
    public static int logisticMap(Kernel kernel, int k) {
        Dag dag = kernel.dag();
        int l = kernel.symbol("x");
        for (int i = 1; i < k; i++) {
            l = dag.product(dag.number(4), l, dag.subtract(dag.number(1), l));
        }
        return l;
    }

    /** W3: sin(sin(…sin(x))). */
    public static int nestedSines(Kernel kernel, int depth) {
        int f = kernel.symbol("x");
        for (int i = 0; i < depth; i++) {
            f = kernel.dag().call("sin", f);
        }
        return f;
    }

    public static int[] variables(Kernel kernel, int n) {
        int[] v = new int[n];
        for (int i = 0; i < n; i++) {
            v[i] = kernel.symbol("x_" + i);
        }
        return v;
    }

    /** W4: Σ exp(x_i·x_(i+1)). */
    public static int sumOfExponentials(Kernel kernel, int[] v) {
        Dag dag = kernel.dag();
        int[] terms = new int[v.length - 1];
        int e = kernel.read(dev.ddx.expr.Const.E);
        for (int i = 0; i < terms.length; i++) {
            terms[i] = dag.power(e, dag.product(v[i], v[i + 1]));
        }
        return dag.sum(terms);
    }

    /** W9: Σ (1−x_i)² + 100·(x_(i+1) − x_i²)². */
    public static int rosenbrock(Kernel kernel, int[] v) {
        Dag dag = kernel.dag();
        int two = dag.number(2);
        int[] terms = new int[2 * (v.length - 1)];
        for (int i = 0; i + 1 < v.length; i++) {
            terms[2 * i] = dag.power(dag.subtract(dag.number(1), v[i]), two);
            terms[2 * i + 1] = dag.product(dag.number(100), dag.power(dag.subtract(v[i + 1], dag.power(v[i], two)), two));
        }
        return dag.sum(terms);
    }

    /** W10 (Symbench S3): (x^y + y^z + z^x)^50 as a sum of its 1,326 terms. */
    public static int symbench(Kernel kernel) {
        Dag dag = kernel.dag();
        int x = kernel.symbol("x");
        int y = kernel.symbol("y");
        int z = kernel.symbol("z");
        int[] bases = {dag.power(x, y), dag.power(y, z), dag.power(z, x)};
        int n = SYMBENCH_POWER;
        int[] terms = new int[(n + 1) * (n + 2) / 2];
        int count = 0;
        for (int a = 0; a <= n; a++) {
            for (int b = 0; a + b <= n; b++) {
                int c = n - a - b;
                BigInteger coefficient = binomial(n, a).multiply(binomial(n - a, b));
                terms[count++] = dag.product(dag.number(dev.ddx.expr.Rational.of(coefficient)), dag.power(bases[0], dag.number(a)),
                        dag.power(bases[1], dag.number(b)), dag.power(bases[2], dag.number(c)));
            }
        }
        return dag.sum(terms);
    }

    private static BigInteger binomial(int n, int k) {
        BigInteger b = BigInteger.ONE;
        for (int i = 0; i < k; i++) {
            b = b.multiply(BigInteger.valueOf(n - i)).divide(BigInteger.valueOf(i + 1));
        }
        return b;
    }

    /** W11: a sum of that many terms; 50,000 are a megabyte of text. */
    public static String largeSum(int terms) {
        Random random = new Random(11);
        StringBuilder out = new StringBuilder();
        for (int i = 1; i <= terms; i++) {
            out.append(i == 1 ? "" : "+");
            switch (random.nextInt(4)) {
                case 0 -> out.append(i).append("*x^").append(i % 9 + 2).append("*sin(x)");
                case 1 -> out.append(i % 97 + 1).append("*sin(").append(i).append("*x)*cos(x)");
                case 2 -> out.append("x^").append(i % 7 + 1).append("*exp(-").append(i).append("*x)+x");
                default -> out.append("ln(x^2+").append(i).append(")*").append(i % 13 + 2).append("*x^3");
            }
        }
        return out.toString();
    }
}
