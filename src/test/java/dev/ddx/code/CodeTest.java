package dev.ddx.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ddx.Ddx;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Sym;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Generated code is compiled and run, and its values are those with many digits. */
class CodeTest {

    private final Ddx ddx = Ddx.standard();

    private static final java.util.Map<String, double[]> EXPECTED = new java.util.concurrent.ConcurrentHashMap<>();

    @TempDir
    private Path folder;

    /** With what is in them: powers, roots of negative numbers, cases, functions without a word of their own, reserved words. */
    private static final String[] FUNCTIONS = {
        "x^2*y*sin(x*y) + e^(x/y) - sqrt(1+x^2)/(2+y^2)",
        "1/(1+e^-x)",
        "ln(1+e^x)*y^7 - x^(-3)",
        "(e^x - 1)/x + ln(1 + x/3)",
        "(x-5)^(1/3) + (x-5)^(2/5)*y + (x - 5)^(3/5)",
        "x^(5/2) + y^(-3/2) + x^(2.3) + 2^y",
        "piecewise(x*y, x > 1; sqrt(1 - x)*y^3, 0 < x < 1; 0)",
        "abs(x - 1)*max(x, max(y, 1/2)) + min(x^2, y)*sign(x - 3)",
        "atan2(x, y) + cot(x) + sec(y)*csc(x) + acot(x) + asinh(x) + acosh(1 + y) + atanh(x/10)",
        "gelu(x) + mish(y) + erf(x)*erfc(y/2)",
        "exp(-((theta - theta1)/sigma)^2/2)/(sqrt(2*pi)*sigma)",
        "lambda*double^2 + new/int - for*class + import^3 + exp(in)",
        "a_1*b_2 + c_3*d_4*a_1 - e_5*sin(f_6)^2 + g_7/h_8 + k_9*cosh(l_10)",
        "x/3 - 123456789012345678901/7*x^2 + 0.1*x + 10^(-20)*y",
    };

    private List<GeneratedCode.Case> cases(String... functions) {
        Random random = new Random(5);
        List<GeneratedCode.Case> out = new ArrayList<>();
        for (String text : functions) {
            Expr f = ddx.parse(text);
            List<Sym> symbols = f.freeSymbols();
            List<double[]> points = new ArrayList<>();
            for (int k = 0; k < 4; k++) {
                points.add(random.doubles(symbols.size(), 0.1, 4).toArray());
            }
            out.add(new GeneratedCode.Case("f" + out.size(), f, symbols, points));
        }
        return out;
    }

    private void compare(List<GeneratedCode.Case> cases, List<List<double[]>> found) {
        for (int i = 0; i < cases.size(); i++) {
            GeneratedCode.Case c = cases.get(i);
            for (int k = 0; k < c.points().size(); k++) {
                double[] at = c.points().get(k);
                double[] expected = EXPECTED.computeIfAbsent(c.function() + java.util.Arrays.toString(c.points().get(k)),
                        key -> Expected.at(ddx, c, c.variables(), at));
                assertThat(expected).as(c.function() + "").isNotNull();
                for (int r = 0; r < expected.length; r++) {
                    assertThat(found.get(i).get(k)[r]).as("%s, component %d at %s", c.function(), r, java.util.Arrays.toString(c.points().get(k)))
                            .isCloseTo(expected[r], org.assertj.core.data.Offset.offset(2e-13 * Math.abs(expected[r]) + 1e-13));
                }
            }
        }
    }

    /** Smooth ones: the second derivatives are differences, too. */
    private static final String[] SMOOTH = {"x^2*y*sin(x*y) + e^(x/y) - sqrt(1+x^2)/(2+y^2)", "1/(1+e^-x)", "ln(1+e^x)*y^7 - x^(-3)",
        "x^(5/2) + y^(-3/2) + x^(2.3) + 2^y", "atan2(x, y) + tanh(x*y)*cos(x - y)", "piecewise(x*y, x > 1; sqrt(1 - x)*y^3, 0 < x < 1; 0)"};

    private void compareMatrices(List<GeneratedCode.Case> cases, List<List<double[]>> found, Derivatives derivatives) {
        for (int i = 0; i < cases.size(); i++) {
            GeneratedCode.Case c = cases.get(i);
            for (int k = 0; k < c.points().size(); k++) {
                double[] at = c.points().get(k);
                double[] expected = derivatives == Derivatives.HESSIAN
                        ? java.util.stream.DoubleStream.concat(java.util.Arrays.stream(Expected.at(ddx, c, c.variables(), at)), java.util.Arrays.stream(Expected.second(ddx, c, at))).toArray()
                        : jacobian(c, at);
                assertThat(found.get(i).get(k)).hasSameSizeAs(expected);
                for (int r = 0; r < expected.length; r++) {
                    assertThat(found.get(i).get(k)[r]).as("%s of %s, component %d at %s", derivatives, c.function(), r, java.util.Arrays.toString(at))
                            .isCloseTo(expected[r], org.assertj.core.data.Offset.offset(1e-12 * Math.abs(expected[r]) + 1e-12));
                }
            }
        }
    }

    /** Both values, then both gradients. */
    private double[] jacobian(GeneratedCode.Case c, double[] at) {
        List<Double> values = new ArrayList<>();
        List<Double> rows = new ArrayList<>();
        for (Expr f : GeneratedCode.functions(c, Derivatives.JACOBIAN)) {
            double[] one = Expected.at(ddx, new GeneratedCode.Case(c.name(), f, c.variables(), c.points()), c.variables(), at);
            values.add(one[0]);
            java.util.Arrays.stream(one).skip(1).forEach(rows::add);
        }
        values.addAll(rows);
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @ParameterizedTest
    @EnumSource(value = Derivatives.class, names = {"JACOBIAN", "HESSIAN"})
    void matricesAreRight(Derivatives derivatives) throws Exception {
        List<GeneratedCode.Case> cases = cases(SMOOTH);
        compareMatrices(cases, new GeneratedCode(ddx, folder).java(cases, derivatives), derivatives);
        if (GeneratedCode.runs("cc", "--version")) {
            compareMatrices(cases, new GeneratedCode(ddx, folder).c(cases, derivatives), derivatives);
        }
        for (CodeTarget target : List.of(CodeTarget.PYTHON_NUMPY, CodeTarget.PYTORCH, CodeTarget.JAX)) {
            String library = target == CodeTarget.PYTORCH ? "torch" : target == CodeTarget.JAX ? "jax" : "scipy";
            String array = target == CodeTarget.PYTORCH ? "torch.tensor(%s, dtype=torch.float64)" : target == CodeTarget.JAX ? "jnp.array(%s)" : "np.array(%s)";
            if (GeneratedCode.runs("python3", "-c", "import numpy, " + library)) {
                compareMatrices(cases, new GeneratedCode(ddx, folder).python("python3", target, cases, derivatives, a -> array.formatted(a)), derivatives);
            }
        }
    }

    private static String[] without(String word) {
        return java.util.Arrays.stream(FUNCTIONS).filter(f -> !f.contains(word)).toArray(String[]::new);
    }

    @ParameterizedTest
    @EnumSource(value = Derivatives.class, names = {"GRADIENT", "FORWARD_BACKWARD"})
    void javaCompilesAndIsRight(Derivatives derivatives) throws Exception {
        List<GeneratedCode.Case> cases = cases(without("erf"));
        cases.removeIf(c -> c.function().toString().contains("gelu"));
        compare(cases, new GeneratedCode(ddx, folder).java(cases, derivatives));
    }

    @ParameterizedTest
    @EnumSource(value = Derivatives.class, names = {"GRADIENT", "FORWARD_BACKWARD"})
    void cCompilesAndIsRight(Derivatives derivatives) throws Exception {
        assumeTrue(GeneratedCode.runs("cc", "--version"), "there is no C compiler");
        List<GeneratedCode.Case> cases = cases(FUNCTIONS);
        compare(cases, new GeneratedCode(ddx, folder).c(cases, derivatives));
    }

    @ParameterizedTest
    @EnumSource(value = Derivatives.class, names = {"GRADIENT", "FORWARD_BACKWARD"})
    void numpyIsRightForArrays(Derivatives derivatives) throws Exception {
        assumeTrue(GeneratedCode.runs("python3", "-c", "import numpy, scipy"), "there is no Python with NumPy and SciPy");
        List<GeneratedCode.Case> cases = cases(FUNCTIONS);
        compare(cases, new GeneratedCode(ddx, folder).python("python3", CodeTarget.PYTHON_NUMPY, cases, derivatives, a -> "np.array(" + a + ")"));
    }

    @ParameterizedTest
    @EnumSource(value = Derivatives.class, names = {"GRADIENT", "FORWARD_BACKWARD"})
    void pytorchIsRightForTensors(Derivatives derivatives) throws Exception {
        String python = java.util.stream.Stream.of("python3", "/usr/bin/python3").filter(p -> GeneratedCode.runs(p, "-c", "import torch, numpy")).findFirst().orElse(null);
        assumeTrue(python != null, "there is no Python with PyTorch");
        List<GeneratedCode.Case> cases = cases(FUNCTIONS);
        compare(cases, new GeneratedCode(ddx, folder).python(python, CodeTarget.PYTORCH, cases, derivatives, a -> "torch.tensor(" + a + ", dtype=torch.float64)"));
    }

    @ParameterizedTest
    @EnumSource(value = Derivatives.class, names = {"GRADIENT", "FORWARD_BACKWARD"})
    void jaxIsRightForArrays(Derivatives derivatives) throws Exception {
        assumeTrue(GeneratedCode.runs("python3", "-c", "import jax"), "there is no Python with JAX");
        List<GeneratedCode.Case> cases = cases(FUNCTIONS);
        compare(cases, new GeneratedCode(ddx, folder).python("python3", CodeTarget.JAX, cases, derivatives, a -> "jnp.array(" + a + ")"));
    }
}
