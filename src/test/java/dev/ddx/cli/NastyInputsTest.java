package dev.ddx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.ddx.Ddx;
import dev.ddx.expr.Abbreviated;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Kernel;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Inputs that are large, deep, or name numbers that no memory holds: each ends, soon, with an answer or a clear limit. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class NastyInputsTest {

    private static Run reading(String input, String... arguments) {
        return Run.of(input, arguments);
    }

    private static Run ddx(String... arguments) {
        return reading("", arguments);
    }

    @Test
    void definitionsInACircle(@TempDir Path folder) throws IOException {
        for (String text : List.of("definition f(x) = 2*f(x)", "definition f(x) = 1 + g(x)\ndefinition g(x) = x*f(x)")) {
            Path file = Files.writeString(folder.resolve("circle.ddx"), text);
            Run run = ddx("f(x)", "--load", file.toString());
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err()).contains("refers to itself");
        }
        assertThat(ddx("f(x)", "--define", "f(x) = g(x)", "--define", "g(x) = f(x)").err()).contains("refers to itself, by way of");
        assertThat(ddx("f(x)", "--define", "f(x) = x^2", "--define", "f(x) = sin(x)", "--result", "--format", "infix").out()).contains("cos(x)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"d/(dx)", "a*d/(dx^2)", "d^2/(dx^2)", "-d/(digamma(x))"})
    void whatIsPrintedIsNotReadAsAnOperator(String f) {
        String printed = ddx("print", f, "--format", "infix").out().strip();
        assertThat(printed).isEqualTo(f);
        assertThat(ddx("print", printed, "--format", "infix").out().strip()).isEqualTo(f);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "9^9^9^9 | 0", "1000000000! | 0", "x^(2^20) | 1048576*x^1048575", "(x+1)^(2^20) | 1048576*(x + 1)^1048575",
        "0.1+0.2-0.3 | 0", "x^(9^9^9) | 9^387420489*x^(9^387420489 - 1)", "2^3^x | 2^3^x*3^x*ln(2)*ln(3)",
        "1e-1000*x^2 - 1e-1000*x^2 | 0",
    })
    void numbersThatAreNeverComputed(String f, String derivative) {
        Run run = ddx(f, "--result", "--format", "infix");
        assertThat(run.err()).isEmpty();
        assertThat(run.out().strip()).isEqualTo(derivative);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "x^2 | 1000000000 | 0", "e^x | 1000 | exp(x)", "sin(x) | 1000000001 | cos(x)", "x^2 | 0 | x^2",
        "2^x | 30 | 2^x*ln(2)^30", "x^30 | 25 | 1413572043080985477120000000*x^5 ", "cosh(x) | 1000000000 | cosh(x)",
    })
    void ordersOfAnySize(String f, int order, String derivative) {
        assertThat(ddx(f, "-n", "" + order, "--format", "infix").out().strip().replace(" ", ""))
                .isEqualTo(f.equals("x^30") ? factorialQuotient() : derivative.strip().replace(" ", ""));
    }

    /** 30!/5! x^5. */
    private static String factorialQuotient() {
        return IntStream.rangeClosed(6, 30).mapToObj(BigInteger::valueOf).reduce(BigInteger.ONE, BigInteger::multiply) + "*x^5";
    }

    private static String many(String part, int times) {
        return String.join("+", Collections.nCopies(times, part));
    }

    static Stream<Arguments> large() {
        return Stream.of(
                Arguments.of("terms", many("x", 200_000), "200000"),
                Arguments.of("brackets", "(".repeat(100_000) + "x" + ")".repeat(100_000), "1"),
                Arguments.of("signs", "-".repeat(100_000) + "x", "1"),
                Arguments.of("factors", String.join("*", Collections.nCopies(5_000, "x")), "5000*x^4999"),
                Arguments.of("powers", "x" + "^1".repeat(50_000), "1"),
                Arguments.of("polynomial", IntStream.range(1, 3_000).mapToObj(k -> "x^" + k + "/" + k).collect(Collectors.joining("+")) + "-x",
                        null));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("large")
    void largeInputs(String name, String f, String derivative) {
        Run run = reading(f, "-", "--result", "--format", "infix");
        assertThat(run.code()).as(run.err()).isZero();
        if (derivative != null) {
            assertThat(run.out().strip()).isEqualTo(derivative);
        } else {
            assertThat(run.out()).startsWith("x^2998 + x^2997 + ");
        }
    }

    @ParameterizedTest
    @CsvSource({"x^2+1, --max-chars, 2", "x^2+1, --max-tokens, 2", "((x)), --max-depth, 1", "1e4000, --max-bits, 1000",
        "x^2*sin(x), --max-output, 3", "e^999999, --max-output, 2"})
    void everyLimitNamesItsOption(String f, String option, String value) {
        for (String command : List.of("diff", "simplify", "print", "eval")) {
            Run run = ddx(command, f, option, value, "--at=x=2");
            if (command.equals("diff") || command.equals("eval") && !option.equals("--max-output")) {
                assertThat(run.code()).as("%s %s: %s", command, f, run.out()).isEqualTo(5);
            }
            if (run.code() == 5) {
                assertThat(run.out()).isEmpty();
                assertThat(run.err()).contains(option).contains("the limit is " + value);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1e-999999999", "0.5e1000000"})
    void numbersOfTooManyBits(String f) {
        Run run = ddx(f);
        assertThat(run.code()).isEqualTo(5);
        assertThat(run.err()).contains("--max-bits");
    }

    @Test
    void aNameOfAMillionCharacters() {
        Run run = reading("a".repeat(1_000_000), "-");
        assertThat(run.code()).isEqualTo(5);
        assertThat(run.err().length()).isLessThan(300);
    }

    @Test
    void nodesAndTimeAreLimited() {
        Run nodes = ddx("x^x", "-n", "60", "--max-nodes", "5000");
        assertThat(nodes.code()).isEqualTo(5);
        assertThat(nodes.err()).contains("--max-nodes");
        Run time = ddx("x^x^x^x", "-n", "500", "--timeout", "300", "--max-nodes", "1000000000");
        assertThat(time.code()).isEqualTo(5);
        assertThat(time.err()).contains("--timeout");
    }

    // ---- shared parts

    private static final String CHAIN = "let a_1 = x*x; "
            + IntStream.rangeClosed(2, 60).mapToObj(i -> "a_" + i + " = a_" + (i - 1) + "*a_" + (i - 1)).collect(Collectors.joining("; "))
            + "; a_60";

    private static final String LOGISTIC = logistic(64);

    private static String logistic(int iterations) {
        return "let x_1 = r*x*(1-x); " + IntStream.rangeClosed(2, iterations)
                .mapToObj(i -> "x_" + i + " = r*x_" + (i - 1) + "*(1-x_" + (i - 1) + "); ").collect(Collectors.joining()) + "x_" + iterations;
    }

    @Test
    void aChainOfSquares() {
        BigInteger n = BigInteger.ONE.shiftLeft(60);
        assertThat(ddx(CHAIN, "--result", "--format", "infix").out().strip()).isEqualTo(n + "*x^" + n.subtract(BigInteger.ONE));
        assertThat(ddx("eval", CHAIN, "--at", "x=1").out().strip()).isEqualTo("1");
    }

    @Test
    void theLogisticMapPrintsWithItsPartsNamed() throws IOException {
        Run tree = ddx(LOGISTIC, "--result");
        assertThat(tree.code()).isEqualTo(5);
        assertThat(tree.out()).isEmpty();
        assertThat(tree.err()).contains("--max-output").contains("--shared");
        for (String format : List.of("latex", "text", "markdown", "document", "infix")) {
            Run run = ddx(LOGISTIC, "--shared", "--format", format);
            assertThat(run.code()).isZero();
            assertThat(run.out().length()).isBetween(1_000, 40_000);
            assertThat(run.out().lines().count()).isLessThan(200);
        }
        Map<String, Object> json = JSON.std.mapFrom(ddx(LOGISTIC, "--shared", "--format", "json").out());
        assertThat((List<?>) json.get("shared")).hasSizeBetween(60, 192);
    }

    /** What is printed is read back as the same expression, and the derivative is that of the recurrence. */
    @Test
    void namedPartsAreReadBack() {
        Ddx ddx = Ddx.standard();
        Expr f = ddx.parse(LOGISTIC);
        Expr derivative = ddx.differentiate(f, Sym.of("x"), 1);
        Abbreviated a = ddx.abbreviate(derivative);
        Expr back = ddx.parse(a.infix());
        Kernel kernel = new Kernel(ddx.functions(), ddx.limits());
        assertThat(kernel.read(back)).isEqualTo(kernel.read(derivative));
        double x = 0.3;
        double slope = 1;
        for (int i = 0; i < 64; i++) {
            slope *= 3.2 * (1 - 2 * x);
            x = 3.2 * x * (1 - x);
        }
        int node = kernel.read(derivative);
        double[] found = kernel.evaluator(node).evaluate(new int[] {kernel.symbol("x"), kernel.symbol("r")}, 0.3, 3.2);
        assertThat(found[0]).isCloseTo(slope, org.assertj.core.api.Assertions.withinPercentage(1e-6));
    }

    @Test
    void sixNodesAnIteration() {
        assertThat(nodes(200) - nodes(64)).isLessThanOrEqualTo(6 * (200 - 64));
    }

    /** Of the map and its derivative together. */
    private static int nodes(int iterations) {
        Ddx ddx = Ddx.standard();
        Kernel kernel = new Kernel(ddx.functions(), ddx.limits());
        int f = kernel.read(ddx.parse(logistic(iterations)));
        return kernel.count(f, kernel.derivative(f, kernel.symbol("x")));
    }

    @Test
    void sinesNestedFiveThousandDeep() {
        String f = "sin(".repeat(5_000) + "x" + ")".repeat(5_000);
        Run run = reading(f, "-", "--shared", "--format", "infix");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out().length()).isLessThan(400_000);
        assertThat(reading(f, "-", "--shared").code()).isZero();
        assertThat(reading(f, "print", "-").code()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "let a = x; a+ | 14", "let a = x | 1", "let a = x; | 11", "let x = a; x | 5", "let a = a; a | 5", "let a = x; a = x; a | 12",
        "let a = b; b = x; a | 12", "let sin = x; sin | 5", "let a; a | 5", "let a = ; a | 5", "let a = x<1; a | 5", "let e = x; e | 5"})
    void wrongNamesAreToldAtTheirPlace(String f, int column) {
        Run run = ddx(f);
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("column " + column + ":");
    }

    @Test
    void namesStandForParts() {
        assertThat(ddx("let a = x^2 in a + sin(a)", "--result", "--format", "infix").out().strip())
                .isEqualTo(ddx("x^2 + sin(x^2)", "--result", "--format", "infix").out().strip());
        assertThat(ddx("print", "let a = x+1; b = a^2; a/b", "--format", "infix").out().strip()).isEqualTo("(x + 1)/(x + 1)^2");
        assertThat(ddx("let a = t^2; a*a", "-x", "t", "--result").out().strip()).isEqualTo("4t^3");
    }

    /** Products of nested calls once printed their arguments again at each level. */
    @Test
    void nestedProductsPrintInLinearTime() {
        String f = "x";
        for (int i = 0; i < 60; i++) {
            f = "sin(" + f + ")^2*y";
        }
        assertThat(reading(f, "print", "-").code()).isZero();
        assertThat(reading("(".repeat(20_000) + "x" + "*2)".repeat(20_000), "print", "-", "--format", "infix").code()).isZero();
    }

    @Test
    void anExpressionFromAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("sum.txt"), many("x", 50_000) + "\n");
        assertThat(ddx("-f", file.toString(), "--result").out()).isEqualTo("50000\n");
        assertThat(ddx("simplify", "--file", file.toString(), "--result").out()).isEqualTo("50000x\n");
        assertThat(ddx("-f", file.toString(), "x").code()).isEqualTo(2);
        assertThat(ddx("-f", folder.resolve("none").toString()).code()).isEqualTo(2);
    }
}
