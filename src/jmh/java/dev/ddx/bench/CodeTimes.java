package dev.ddx.bench;

import dev.ddx.code.CodeTarget;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Prints the times of generated code over those of hand-written code, in C and in Java: the processor time of each, the best of
 * many short runs that take turns, so that other load on the machine matters little. {@link GeneratedJava} is the same for JMH.
 */
public final class CodeTimes {

    private static final int CALLS = 2_000;

    private CodeTimes() {
    }

    /** @param arguments none; a process that this one starts is given the name of a function */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 1) {
            java(GeneratedFunctions.valueOf(arguments[0]));
            return;
        }
        c();
        for (GeneratedFunctions f : GeneratedFunctions.values()) {
            // A process for each, in which calls have no other targets.
            new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-cp", System.getProperty("java.class.path"),
                    CodeTimes.class.getName(), f.name()).inheritIO().start().waitFor();
        }
    }

    private static void java(GeneratedFunctions f) throws Exception {
        GeneratedJava g = new GeneratedJava();
        g.function = f.name();
        g.prepare();
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        double sink = 0;
        double[] best = {Double.MAX_VALUE, Double.MAX_VALUE};
        for (int round = 0; round < 1_000; round++) {
            long t0 = clock.getCurrentThreadCpuTime();
            for (int k = 0; k < CALLS; k++) {
                sink += g.generated();
            }
            long t1 = clock.getCurrentThreadCpuTime();
            for (int k = 0; k < CALLS; k++) {
                sink += g.byHand();
            }
            long t2 = clock.getCurrentThreadCpuTime();
            best[0] = Math.min(best[0], (t1 - t0) / (double) CALLS);
            best[1] = Math.min(best[1], (t2 - t1) / (double) CALLS);
        }
        System.out.printf("Java %-10s generated %8.1f ns, by hand %8.1f ns, ratio %.3f%s%n", f.title(), best[0], best[1], best[0] / best[1],
                Double.isNaN(sink) ? " (NaN)" : "");
    }

    private static void c() throws Exception {
        Path folder = Files.createTempDirectory("generated");
        StringBuilder main = new StringBuilder("#define _POSIX_C_SOURCE 199309L\n#include <math.h>\n#include <stdio.h>\n#include <time.h>\nvoid harmonics_prepare(void);\n"
                + "static double now(void) { struct timespec t; clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t); return t.tv_sec*1e9 + t.tv_nsec; }\n"
                + "static volatile double sink;\n");
        StringBuilder body = new StringBuilder("int main(void)\n{\n    harmonics_prepare();\n");
        for (GeneratedFunctions f : GeneratedFunctions.values()) {
            Files.writeString(folder.resolve(f.title() + ".c"), f.code(CodeTarget.C));
            String parameters = (f.scalars ? "double x, double y, double z" : "const double *x") + ", double *g";
            main.append("double ").append(f.title()).append("_gradient(").append(parameters).append(");\n");
            main.append("double ").append(f.title()).append("_by_hand(").append(parameters).append(");\n");
            double[] at = f.at();
            int[] order = f.order();
            body.append("    {\n        static double at[] = {").append(Arrays.stream(at).mapToObj(Double::toString).collect(Collectors.joining(", ")))
                    .append("}, ordered[] = {").append(Arrays.stream(order).mapToObj(k -> Double.toString(at[k])).collect(Collectors.joining(", ")))
                    .append("}, g[100], h[100];\n");
            String generated = f.title() + "_gradient(" + passed(f, "ordered") + ", g)";
            String byHand = f.title() + "_by_hand(" + passed(f, "at") + ", h)";
            body.append("        double a = ").append(generated).append(", b = ").append(byHand).append(";\n        if (fabs(a - b) > 1e-10*fabs(b)) { printf(\"differ: %g %g\\n\", a, b); return 1; }\n")
                    .append("        for (int k = 0; k < ").append(f.variables).append("; k++) if (fabs(g[k] - h[k]) > 1e-9*(1.0 + fabs(h[k]))) { printf(\"differ at %d: %g %g\\n\", k, g[k], h[k]); return 1; }\n")
                    .append("        double best = 1e300, hand = 1e300;\n        for (int round = 0; round < 200; round++) {\n            double t0 = now();\n")
                    .append("            for (int k = 0; k < 2000; k++) sink = ").append(generated).append(";\n            double t1 = now();\n")
                    .append("            for (int k = 0; k < 2000; k++) sink = ").append(byHand).append(";\n            double t2 = now();\n")
                    .append("            if (t1 - t0 < best) best = t1 - t0;\n            if (t2 - t1 < hand) hand = t2 - t1;\n        }\n")
                    .append("        printf(\"C    %-10s generated %8.1f ns, by hand %8.1f ns, ratio %.3f\\n\", \"").append(f.title())
                    .append("\", best/2000, hand/2000, best/hand);\n    }\n");
        }
        Files.writeString(folder.resolve("main.c"), main.append(body).append("    return 0;\n}\n"));
        Path byHand = Path.of("src/jmh/c/handwritten.c").toAbsolutePath();
        Process build = new ProcessBuilder("cc", "-std=c99", "-O2", "-o", "run", "main.c",
                "rosenbrock.c", "harmonics.c", "network.c", byHand.toString(), "-lm").directory(folder.toFile()).inheritIO().start();
        if (!build.waitFor(300, TimeUnit.SECONDS) || build.exitValue() != 0) {
            throw new IllegalStateException("the generated code does not compile");
        }
        new ProcessBuilder("./run").directory(folder.toFile()).inheritIO().start().waitFor();
    }

    private static String passed(GeneratedFunctions f, String array) {
        return f.scalars ? array + "[0], " + array + "[1], " + array + "[2]" : array;
    }
}
