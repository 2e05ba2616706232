package dev.ddx.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ddx.Ddx;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Product;
import dev.ddx.expr.Sym;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Runs generated code: a program of the language prints the values of many functions at many points. */
final class GeneratedCode {

    /** A function, which is generated under a name of its own, and places to evaluate it at. */
    record Case(String name, Expr function, List<Sym> variables, List<double[]> points) {
    }

    private final Ddx ddx;
    private final Path folder;

    GeneratedCode(Ddx ddx, Path folder) {
        this.ddx = ddx;
        this.folder = folder;
    }

    /** Of a Jacobian there are two functions: that of the case, and it times the first variable. */
    static List<Expr> functions(Case c, Derivatives derivatives) {
        return derivatives == Derivatives.JACOBIAN ? List.of(c.function(), Product.of(c.function(), c.variables().get(0))) : List.of(c.function());
    }

    private String code(Case c, CodeTarget target, Derivatives derivatives) {
        return ddx.code(functions(c, derivatives)).by(c.variables().toArray(Sym[]::new)).with(derivatives).named(c.name()).in(target);
    }

    // ---- Java, in this process

    /** Value and gradient by the methods of compiled classes. */
    List<List<double[]>> java(List<Case> cases, Derivatives derivatives) throws Exception {
        List<Path> files = new ArrayList<>();
        for (Case c : cases) {
            Path file = folder.resolve(capital(c.name()) + ".java");
            Files.writeString(file, code(c, CodeTarget.JAVA, derivatives));
            files.add(file);
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        boolean ok = compiler.getTask(messages, null, null, List.of("-d", folder.toString(), "-Xlint:all", "-Werror"), null,
                compiler.getStandardFileManager(null, null, null).getJavaFileObjectsFromPaths(files)).call();
        assertThat(ok).as(messages.toString()).isTrue();
        List<List<double[]>> out = new ArrayList<>();
        try (java.net.URLClassLoader loader = new java.net.URLClassLoader(new java.net.URL[] {folder.toUri().toURL()})) {
            for (Case c : cases) {
                Class<?> type = loader.loadClass(capital(c.name()));
                List<double[]> values = new ArrayList<>();
                for (double[] x : c.points()) {
                    values.add(switch (derivatives) {
                        case GRADIENT -> gradient(type, c, x);
                        case JACOBIAN, HESSIAN -> matrix(type, c, x, derivatives);
                        default -> passes(type, c, x);
                    });
                }
                out.add(values);
            }
        }
        return out;
    }

    private static double[] gradient(Class<?> type, Case c, double[] x) throws Exception {
        double[] gradient = new double[c.variables().size()];
        double value = (double) method(type, c.name() + "Gradient").invoke(null, arguments(x, gradient));
        double alone = (double) method(type, c.name()).invoke(null, arguments(x));
        assertThat(Math.abs(value - alone)).as(c.function() + "").isLessThanOrEqualTo(1e-9 * Math.abs(value));
        return joined(value, gradient);
    }

    /** Value, gradient and Hessian, or the values and the Jacobian. */
    private static double[] matrix(Class<?> type, Case c, double[] x, Derivatives derivatives) throws Exception {
        int n = c.variables().size();
        boolean hessian = derivatives == Derivatives.HESSIAN;
        double[] first = new double[hessian ? n : 2];
        double[] matrix = new double[hessian ? n * n : 2 * n];
        Object value = method(type, c.name() + (hessian ? "Hessian" : "Jacobian")).invoke(null, arguments(x, first, matrix));
        double[] all = java.util.stream.DoubleStream.concat(java.util.Arrays.stream(first), java.util.Arrays.stream(matrix)).toArray();
        return hessian ? joined((double) value, all) : all;
    }

    private static double[] passes(Class<?> type, Case c, double[] x) throws Exception {
        double[] saved = new double[type.getField("SAVED").getInt(null)];
        double value = (double) method(type, c.name() + "Forward").invoke(null, arguments(x, saved));
        double[] gradient = new double[c.variables().size()];
        method(type, c.name() + "Backward").invoke(null, arguments(x, saved, 1.0, gradient));
        double[] twice = new double[gradient.length];
        method(type, c.name() + "Backward").invoke(null, arguments(x, saved, 2.0, twice));
        for (int i = 0; i < twice.length; i++) {
            assertThat(twice[i]).as(c.function() + "").isCloseTo(2 * gradient[i], org.assertj.core.data.Offset.offset(1e-12 * Math.abs(twice[i])));
        }
        return joined(value, gradient);
    }

    private static java.lang.reflect.Method method(Class<?> type, String name) {
        return java.util.Arrays.stream(type.getMethods()).filter(m -> m.getName().equals(name)).findFirst().orElseThrow();
    }

    /** Scalars one by one, or as an array where there are many. */
    private static Object[] arguments(double[] x, Object... more) {
        List<Object> all = new ArrayList<>();
        if (x.length > Code.MOST_PARAMETERS) {
            all.add(x);
        } else {
            for (double v : x) {
                all.add(v);
            }
        }
        all.addAll(List.of(more));
        return all.toArray();
    }

    private static double[] joined(double value, double[] gradient) {
        double[] out = new double[gradient.length + 1];
        out[0] = value;
        System.arraycopy(gradient, 0, out, 1, gradient.length);
        return out;
    }

    // ---- C, by a program of its own

    List<List<double[]>> c(List<Case> cases, Derivatives derivatives) throws Exception {
        StringBuilder main = new StringBuilder("#include <stdio.h>\n#include <math.h>\n");
        List<String> command = new ArrayList<>(List.of("cc", "-std=c99", "-O2", "-Wall", "-Wextra", "-Wno-unused-parameter", "-Werror", "-pedantic", "-o", "run", "main.c"));
        for (Case c : cases) {
            String text = code(c, CodeTarget.C, derivatives);
            Files.writeString(folder.resolve(c.name() + ".c"), text);
            command.add(c.name() + ".c");
            // The declarations are the definitions without their bodies.
            java.util.regex.Matcher m = java.util.regex.Pattern.compile("(?m)^(double|void) \\w+\\([^;{]*\\)(?=\\n\\{)").matcher(text);
            while (m.find()) {
                main.append(m.group()).append(";\n");
            }
        }
        main.append("int main(void)\n{\n    double g[64], s[4096], v = 0.0;\n    s[0] = 0.0;\n    g[0] = s[0];\n");
        for (Case c : cases) {
            int n = c.variables().size();
            for (double[] x : c.points()) {
                String at = java.util.Arrays.stream(x).mapToObj(GeneratedCode::literal).collect(Collectors.joining(", "));
                if (x.length > Code.MOST_PARAMETERS) {
                    at = "(const double[]){" + at + "}";
                }
                String name = c.name();
                main.append(switch (derivatives) {
                    case GRADIENT -> "    v = " + name + "_gradient(" + at + ", g);\n";
                    case HESSIAN -> "    v = " + name + "_hessian(" + at + ", g, s);\n";
                    case JACOBIAN -> "    " + name + "_jacobian(" + at + ", g, s);\n    (void) v;\n";
                    default -> "    v = " + name + "_forward(" + at + ", s);\n    " + name + "_backward(" + at + ", s, 1.0, g);\n";
                });
                int first = derivatives == Derivatives.JACOBIAN ? 2 : n;
                int second = derivatives == Derivatives.JACOBIAN ? 2 * n : derivatives == Derivatives.HESSIAN ? n * n : 0;
                main.append("    printf(\"").append("%.17g ".repeat(first + second + (derivatives == Derivatives.JACOBIAN ? 0 : 1))).append("\\n\"");
                main.append(derivatives == Derivatives.JACOBIAN ? "" : ", v");
                IntStream.range(0, first).forEach(k -> main.append(", g[").append(k).append("]"));
                IntStream.range(0, second).forEach(k -> main.append(", s[").append(k).append("]"));
                main.append(");\n");
            }
        }
        Files.writeString(folder.resolve("main.c"), main.append("    return 0;\n}\n"));
        command.add("-lm");
        run(command);
        return parsed(run(List.of("./run")), cases);
    }

    // ---- Python, with one of the array libraries; all points at once

    List<List<double[]>> python(String interpreter, CodeTarget target, List<Case> cases, Derivatives derivatives, Function<String, String> array) throws Exception {
        StringBuilder main = new StringBuilder("import numpy as np\nimport warnings\nwarnings.filterwarnings('ignore')\n");
        main.append(switch (target) {
            case PYTORCH -> "import torch\n";
            case JAX -> "import jax\njax.config.update('jax_enable_x64', True)\nimport jax.numpy as jnp\n";
            default -> "";
        });
        for (Case c : cases) {
            Files.writeString(folder.resolve(c.name() + "_code.py"), code(c, target, derivatives));
            main.append("from ").append(c.name()).append("_code import *\n");
            StringBuilder at = new StringBuilder();
            int n = c.points().get(0).length;
            for (int k = 0; k < n; k++) {
                int i = k;
                at.append(k == 0 ? "" : ", ").append(array.apply("[" + c.points().stream().map(p -> literal(p[i])).collect(Collectors.joining(", ")) + "]"));
            }
            String arguments = n > Code.MOST_PARAMETERS ? "(" + at + ",)" : at.toString();
            if (derivatives == Derivatives.GRADIENT) {
                main.append("value, gradient = ").append(c.name()).append("_gradient(").append(arguments).append(")\n");
            } else if (derivatives == Derivatives.HESSIAN) {
                main.append("value, first, second = ").append(c.name()).append("_hessian(").append(arguments).append(")\n")
                        .append("gradient = (*first, *(v for row in second for v in row))\n");
            } else if (derivatives == Derivatives.JACOBIAN) {
                main.append("first, second = ").append(c.name()).append("_jacobian(").append(arguments).append(")\n")
                        .append("value, *gradient = (*first, *(v for row in second for v in row))\n");
            } else {
                main.append("value, saved = ").append(c.name()).append("_forward(").append(arguments).append(")\n");
                main.append("gradient = ").append(c.name()).append("_backward(").append(arguments).append(", saved, ")
                        .append(array.apply("[1.0]*" + c.points().size())).append(")\n");
            }
            main.append("for row in zip(*(np.broadcast_to(np.asarray(v), (").append(c.points().size())
                    .append(",)) for v in (value, *gradient))): print(*(repr(float(v)) for v in row))\n");
        }
        Files.writeString(folder.resolve("main.py"), main);
        return parsed(run(List.of(interpreter, "main.py")), cases);
    }

    // ---- running

    static boolean runs(String... command) {
        try {
            Process p = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            return p.waitFor(60, TimeUnit.SECONDS) && p.exitValue() == 0;
        } catch (IOException | InterruptedException none) {
            return false;
        }
    }

    String run(List<String> command) throws Exception {
        Path out = folder.resolve("out.txt");
        Process p = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).redirectOutput(out.toFile()).start();
        assertThat(p.waitFor(300, TimeUnit.SECONDS)).as(command + "").isTrue();
        String text = Files.readString(out);
        assertThat(p.exitValue()).as(command + "\n" + text.substring(0, Math.min(text.length(), 4000))).isZero();
        return text;
    }

    private static List<List<double[]>> parsed(String text, List<Case> cases) {
        List<List<double[]>> out = new ArrayList<>();
        List<String> lines = text.lines().toList();
        int at = 0;
        for (Case c : cases) {
            List<double[]> values = new ArrayList<>();
            for (int i = 0; i < c.points().size(); i++) {
                values.add(java.util.Arrays.stream(lines.get(at++).strip().split(" ")).mapToDouble(GeneratedCode::number).toArray());
            }
            out.add(values);
        }
        return out;
    }

    private static double number(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "nan", "-nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    private static String literal(double x) {
        return Double.toString(x);
    }

    static String capital(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
