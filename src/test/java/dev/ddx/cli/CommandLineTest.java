package dev.ddx.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

    private static Run ddx(String... arguments) {
        return ddxReading("", arguments);
    }

    private static Run ddxReading(String input, String... arguments) {
        return Run.of(input, arguments);
    }

    private static String result(String... arguments) {
        String[] all = new String[arguments.length + 3];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--result";
        all[arguments.length + 1] = "--format";
        all[arguments.length + 2] = "infix";
        Run run = ddx(all);
        assertThat(run.code()).as(run.err()).isZero();
        return run.out().strip();
    }

    @Test
    void theMainJobEndsInTheSigmoid() {
        Run run = ddx("1/(1+e^-x)");
        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("\\begin{aligned}").endsWith("\\end{aligned}\n")
                .contains("\\sigma(x)\\left(1-\\sigma(x)\\right)");
        assertThat(ddx("1/(1+e^-x)", "--result").out()).isEqualTo("\\sigma(x)\\left(1-\\sigma(x)\\right)\n");
    }

    @Test
    void anExpressionMayBeginWithAMinusSign() {
        assertThat(result("-x^2")).isEqualTo("-2*x");
        assertThat(result("diff", "-x^2", "-x", "x")).isEqualTo("-2*x");
        assertThat(ddx("--result", "--", "-x^2").out()).isEqualTo("-2x\n");
        assertThat(ddx("-x").code()).isZero();
    }

    @Test
    void lettersThatCouldBeMeantAsAProductArePointedOut() {
        assertThat(ddx("(ax+b)/(cx+d)", "--result").err()).contains("note: ax is read as one symbol; the product is a*x\n")
                .contains("note: cx is read as one symbol; the product is c*x\n");
        assertThat(ddx("xi*rate", "-x", "rate").err()).isEmpty();
        assertThat(ddx("ax^2", "-x", "ax").err()).isEmpty();
    }

    @Test
    void theVariableIsTheOneAPersonMeans() {
        assertThat(result("t^2")).isEqualTo("2*t");
        assertThat(result("a*x")).isEqualTo("a");
        assertThat(result("a*t", "-x", "t")).isEqualTo("a");
        assertThat(result("y = x^2")).isEqualTo("2*x");
        assertThat(result("f(x) = x^2")).isEqualTo("2*x");
        assertThat(ddx("x^2 + y^2 = 1").code()).isEqualTo(2);
        assertThat(ddx("x = x^2").code()).isEqualTo(2);
        assertThat(result("a*b")).isEqualTo("0");
        assertThat(result("theta^2", "-x", "θ")).isEqualTo("2*theta");
    }

    @Test
    void formsAreCommandsAndAnOption() {
        assertThat(result("expand", "(x+1)^2")).isEqualTo("x^2 + 2*x + 1");
        assertThat(result("apart", "1/(t^2-1)")).isEqualTo("1/(2*(t - 1)) - 1/(2*(t + 1))");
        assertThat(result("collect", "a*x+b*x", "-x", "x")).isEqualTo("(a + b)*x");
        assertThat(result("diff", "(x^2+1)^2", "--form", "expand")).isEqualTo("4*x^3 + 4*x");
        assertThat(result("simplify", "x^2-1", "--form=factor")).isEqualTo("(x - 1)*(x + 1)");
        assertThat(ddx("together", "x/x", "--result", "--format", "infix").err()).contains("x ≠ 0");
        assertThat(ddx("apart", "1/x", "-x", "x+1").code()).isEqualTo(2);
        assertThat(ddx("factor", "x^2-1", "--form", "wrong").code()).isEqualTo(2);
    }

    @Test
    void orderAndPlace() {
        assertThat(result("x^3", "-n", "2")).isEqualTo("6*x");
        assertThat(result("x^2", "--at", "x = 3")).isEqualTo("6");
        Run corner = ddx("abs(x)", "--at", "x=0");
        assertThat(corner.code()).isEqualTo(4);
        assertThat(corner.err()).contains("not differentiable");
        assertThat(ddx("ln(x)", "--at", "x=-1").code()).isEqualTo(4);
    }

    @Test
    void definitionsFunctionsAndFiles(@TempDir Path folder) throws IOException {
        assertThat(result("f(x)", "--define", "f(x) = e^(2x)", "--in-terms-of", "f")).isEqualTo("2*f(x)");
        Run none = ddx("f(x)", "--define", "f(x) = x^2", "--in-terms-of", "f");
        assertThat(none.code()).isEqualTo(4);
        assertThat(none.err()).contains("there is no rational function of f(x)");
        assertThat(result("y = L/(1+e^(-k*(x-c)))", "--in-terms-of", "y")).isEqualTo("k*y*(L - y)/L");
        assertThat(result("1/(1+e^-x)", "--in-terms-of", "e^(-x)")).isEqualTo("exp(-x)/(exp(-x) + 1)^2");
        assertThat(ddx("g(x)", "--function", "g", "--result").out()).isEqualTo("g'(x)\n");
        Path file = Files.writeString(folder.resolve("mine.ddx"), "function twice(u)\n  title \"twice\"\n  derivative 2\n");
        assertThat(result("twice(x)", "--load", file.toString())).isEqualTo("2");
        assertThat(ddx("x", "--load", folder.resolve("none").toString()).code()).isEqualTo(2);
    }

    @Test
    void aDefinitionHasItsOwnValuesWhateverItsName() {
        String tanh = "tanh(x) = x^2";
        assertThat(ddx("eval", "tanh(2)", "--define", tanh).out()).isEqualTo("4\n");
        assertThat(ddx("eval", "hypot(3, 4)", "--define", "hypot(x, y) = x + y").out()).isEqualTo("7\n");
        assertThat(ddx("eval", "tanh(2)", "--digits", "20", "--define", tanh).out()).isEqualTo("4\n");
        assertThat(ddx("stable", "tanh(x) - x^2", "--define", tanh, "--format", "text").code()).isEqualTo(0);
    }

    /** A file adds to what is there; nothing that it says changes the meaning of a name. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "function sin(u) derivative 2*cos(u) | 1 | 10", "definition tanh(x) = x^2 | 1 | 12", "definition arcsin(x) = x | 1 | 12",
        "definition f(x) = x; definition f(u) = u^2 | 2 | 12", "definition f(x) = x; definition g(x) = x alias f | 2 | 27",
        "definition f(x) = x alias mine, arctan | 1 | 27", "rule quotient \"Mine\": d/dx[u/v] -> 0 | 1 | 6",
        "definition exp(x) = x^2 | 1 | 12", "definition sum(a, b) = a + b | 1 | 12", "definition pi(x) = x | 1 | 12",
        "rule cancel \"Mine\": a/a -> 1 | 1 | 6", "rule mine \"Mine\": a + a -> 2*a; rule mine \"Mine\": b*b -> b^2 | 2 | 6"})
    void aNameThatIsTakenIsRefusedAtItsPlace(String text, int line, int column, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("mine.ddx"), text.replace("; ", "\n"));
        Run run = ddx("x", "--load", file.toString());
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("mine.ddx, line " + line + ", column " + column + ":").contains("is taken by another");
    }

    /** Words of a rule go into documents and to terminals: no LaTeX but that of formulas, and of that what every format knows. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "function f(u) title \"100 %\" | 21 | words have none of", "function f(u) title \"{v\" | 21 | words have none of",
        "function f(u) title \"\\input{v}\" | 21 | words have none of", "function f(u) title \"for $u\" | 21 | between two dollar signs",
        "function f(u) title \"by $e^{u$\" | 21 | braces of a formula", "function f(u) title \"by $\\input{v}$\" | 21 | \\input is not a command",
        "function f(u) title \"a\u001b[31mb\" | 21 | control character", "function f(u) source \"a\u202eb\" | 22 | control character",
        "function f(u) latex \"\\write18\" | 21 | \\write is not a command", "rule mine \"by {u}\": u + 0 -> u | 11 | words have none of",
        "rule mine \"Mine\": u + 0 -> u because \"$\\def$\" | 38 | \\def is not a command"})
    void wordsOfAFileAreSafeInEveryFormat(String text, int column, String message, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("mine.ddx"), text);
        Run run = ddx("x", "--load", file.toString());
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).contains("mine.ddx, line 1, column " + column + ":").contains(message);
    }

    @Test
    void wordsOfAFileMayHaveFormulasAndNameParts(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("mine.ddx"), """
                function f(u)
                group differentiation
                rule double "Double $\\sigma^{2}$ of ${u}$": d/dx[f(u)] -> 2*d/dx[u]
                  because "with $u = {u}$"
                """);
        assertThat(ddx("f(x^2)", "--load", file.toString()).out()).contains("\\text{Double $\\sigma^{2}$ of $x^2$ with $u = x^2$}");
    }

    @ParameterizedTest
    @CsvSource({"d/dx[u] -> d/dx[u]", "d/dx[u] -> d/dx[u] + 0", "d/dx[u] -> d/dx[u]*1"})
    void rulesThatLeadBackToTheSameAreRefused(String rule, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("mine.ddx"), "group differentiation\nrule mine \"Mine\": " + rule + "\n  if u depends on x\n");
        Run run = ddx("e + integral(k, t, 0, x)", "--load", file.toString());
        assertThat(run.code()).isEqualTo(4);
        assertThat(run.err()).contains("the rules lead from the derivative of e + integral(k, t, 0, x) back to itself");
    }

    @Test
    void aFunctionOfOneLetterHasItsArgumentInBrackets(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("mine.ddx"), "function f(u)\n  derivative 2*u\nfunction twice(u)\n  derivative 2\n");
        assertThat(ddx("print", "f(x)^2 + twice(x)", "--format", "latex", "--load", file.toString()).out()).isEqualTo("f(x)^2+\\operatorname{twice} x\n");
    }

    @Test
    void functionsOfOneNameDifferInTheNumberOfArguments(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("mine.ddx"), "definition sin(x, y) = x + y\n");
        assertThat(ddx("eval", "sin(1, 2) + sin(0)", "--load", file.toString()).out()).isEqualTo("3\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "x+ | 3", "x)) | 3", "1.1.1 | 3", "g(x) | 3", "а+a | 3", "${jndi:ldap://a} | 3", "@/etc/passwd | 3",
        "1/0 | 4", "x<1 | 2"})
    void badExpressionsHaveAnExitCodeAndNothingOnStandardOutput(String expression, int code) {
        Run run = ddx(expression);
        assertThat(run.code()).isEqualTo(code);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isNotBlank().doesNotContain("Exception", "\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x|y", "x|--foo", "x|-x|3", "x|-x|pi", "x|-n|-1", "x|-n|1.5", "x|-n|99999999999", "x|--detail|most",
        "x|--format|pdf", "x|--timeout|0", "x|--in-terms-of|nothing", "x|--at|2", "diff", "batch", "batch|--op|add"})
    void wrongUseIsToldInOneMessage(String line) {
        Run run = ddx(line.isEmpty() ? new String[0] : line.split("\\|"));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isNotBlank().doesNotContain("Exception", "\tat ");
    }

    @Test
    void limitsNameTheirOption() {
        Run input = ddx("x^2+1", "--max-chars", "2");
        assertThat(input.code()).isEqualTo(5);
        assertThat(input.err()).contains("--max-chars");
        Run output = ddx("x^2+1", "--max-output", "3");
        assertThat(output.code()).isEqualTo(5);
        assertThat(output.out()).isEmpty();
        assertThat(output.err()).contains("--max-output");
    }

    @ParameterizedTest
    @ValueSource(strings = {"latex", "document", "text", "markdown", "json", "infix", "LATEX"})
    void everyFormat(String format) throws IOException {
        Run run = ddx("x^2", "--format", format);
        assertThat(run.code()).isZero();
        assertThat(run.out()).isNotBlank();
        if (format.equals("json")) {
            assertThat(JSON.std.mapFrom(run.out())).containsKeys("start", "steps", "result", "conditions");
        }
    }

    @Test
    void printEvaluatesNothing() {
        assertThat(ddx("print", "1/0", "--format", "infix").out()).isEqualTo("1/0\n");
        assertThat(ddx("print", "g(x)", "--format", "infix").out()).isEqualTo("g(x)\n");
    }

    @Test
    void simplifyKeepsTheCondition() {
        Run run = ddx("simplify", "x/x", "--result");
        assertThat(run.out()).isEqualTo("1\n");
        assertThat(run.err()).contains("x ≠ 0");
    }

    @Test
    void helpVersionAndLists() {
        for (String command : List.of("--help", "--version", "rules", "functions")) {
            Run run = ddx(command);
            assertThat(run.code()).isZero();
            assertThat(run.out()).isNotBlank();
        }
        assertThat(ddx("diff", "--help").out()).contains("--in-terms-of");
    }

    @Test
    void anExpressionIsReadFromStandardInput() {
        assertThat(ddxReading("x^2\n", "-", "--result").out()).isEqualTo("2x\n");
    }

    @Test
    void aClosedPipeIsQuiet() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        int code = Main.run(new String[] {"rules"}, new ByteArrayInputStream(new byte[0]), closed, err);
        assertThat(code).isZero();
        assertThat(err.size()).isZero();
    }

    private static List<Map<String, Object>> batch(String operation, String... lines) throws IOException {
        Run run = ddxReading(String.join("\n", lines), "batch", "--op", operation);
        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        List<Map<String, Object>> answers = new java.util.ArrayList<>();
        for (String line : run.out().lines().toList()) {
            answers.add(JSON.std.mapFrom(line));
        }
        return answers;
    }

    @Test
    void aBatchAnswersInOrderAndABadLineStopsNothing() throws IOException {
        List<Map<String, Object>> answers = batch("diff", "{\"id\":1,\"f\":\"x^2\"}", "{bad", "[1]",
                "{\"id\":\"two\",\"f\":\"x+\"}", "\0", "{\"id\":3}", "{\"id\":4,\"f\":\"\\ud800\"}",
                "{\"id\":5,\"f\":\"t^3\",\"var\":\"t\",\"order\":2}", "{\"id\":6,\"f\":\"x\",\"order\":-1}");
        assertThat(answers).hasSize(9);
        assertThat(answers.get(0)).containsEntry("id", 1).containsEntry("derivative", "2*x").containsEntry("latex", "2x")
                .containsEntry("conditions", List.of());
        assertThat(answers.get(7)).containsEntry("id", 5).containsEntry("derivative", "6*t");
        assertThat(error(answers.get(1))).containsEntry("kind", "json");
        assertThat(error(answers.get(3))).containsEntry("kind", "syntax").containsEntry("line", 1).containsEntry("column", 3);
        assertThat(error(answers.get(6))).containsEntry("kind", "character");
        for (int bad : new int[] {1, 2, 3, 4, 5, 6, 8}) {
            assertThat(error(answers.get(bad))).containsKeys("kind", "message", "line", "column");
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> error(Map<String, Object> answer) {
        return (Map<String, Object>) answer.get("error");
    }

    /** The caret's line shows the part, and nothing else of the text. */
    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {
        "1/0 @ 1/0 @ division by zero", "x+1/(x-x) @ 1/(x-x) @ division by zero", "3+ln(-1)*x @ ln(-1) @ empty domain",
        "2*sqrt(x-x) @ x-x @ empty domain", "a*x/(x-x)*b @ a*x/(x-x) @ division by zero", "-x^2/(1 - 1) + x @ x^2/(1 - 1) @ division by zero",
        "x + 2*(x-x)^-1 @ (x-x)^-1 @ division by zero", "sin x + √(-1)x @ √(-1) @ empty domain", "sin ln(-2) @ ln(-2) @ empty domain",
        "let a = 1/(x-x); a^2 + a @ 1/(x-x) @ division by zero", "α + |ln(-x^2)|·x @ ln(-x^2) @ empty domain", "0^x + x @ 0^x @ not differentiable",
        "x*arcsin(2)^2 @ arcsin(2) @ empty domain", "x + besselj(x, 2) @ besselj(x, 2) @ not differentiable",
        "x + 1e0/0² @ 1e0/0² @ division by zero",
    })
    void anErrorOfMathematicsStandsAtThePartThatWasTyped(String f, String part, String kind) {
        Run run = ddx("diff", f, "-x", "x");
        int before = f.codePointCount(0, f.indexOf(part));
        assertThat(run.code()).isEqualTo(4);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("line 1, column " + (before + 1) + ": " + kind + ": ");
        assertThat(run.err().lines().skip(1).toList()).startsWith("  " + f,
                "  " + " ".repeat(before) + "^".repeat(part.codePointCount(0, part.length())));
    }

    @Test
    void ofEqualPartsTheFirstThatIsWrongIsShown() {
        assertThat(ddx("diff", "1/x + sin(1/0) + 1/0").err()).startsWith("line 1, column 11: division by zero");
        assertThat(ddx("diff", "sum(1/k, k, 1, 3) + sum(1/(k-k), k, 1, 3)").err()).startsWith("line 1, column 25: division by zero");
        assertThat(ddx("gradient", "x*y + ln(-1)").err()).startsWith("line 1, column 7: empty domain");
        assertThat(ddx("jacobian", "[x*y, 1/(y - y)]").err()).startsWith("line 1, column 7: division by zero");
    }

    /** The commands that ask for a value, and each of several texts: the caret is under the part. */
    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {
        "zero @ x+1/(x-x) @ 1/(x-x) @ 4", "zero @ x*ln(-1) @ ln(-1) @ 4", "zero @ x*(y = 2) @ y = 2 @ 3", "zero @ x = 2 @ x = 2 @ 2",
        "eval @ 1+ln(-2) @ ln(-2) @ 4", "eval @ 2+3/(1-1) @ 3/(1-1) @ 4", "eval @ asin(1/2) + 2*sqrt(1 - 3) @ sqrt(1 - 3) @ 4",
        "eval @ 3 + gamma(-2) @ gamma(-2) @ 4", "eval @ 3 + sum(k, k, 1, 1/2) @ sum(k, k, 1, 1/2) @ 4",
        "eval @ 2 + int(1/x, x, 0, 1)*3 + 4 @ int(1/x, x, 0, 1) @ 5", "eval @ 2*(1 + 9^9^9^9) + 3 @ 9^9^9^9 @ 5", "eval @ 1 + e^(9^9^9)/2 @ e^(9^9^9) @ 5",
        "eval @ 1+2*sum(sin(k), k, 1, 10^9) @ sum(sin(k), k, 1, 10^9) @ 5", "tangent --at x=0 @ 1+1/x @ 1+1/x @ 4",
    })
    void aPartWithoutAValueIsShownByCommandsThatAskForIt(String command, String f, String part, int code) {
        Run run = ddx(Stream.concat(Stream.of(command.split(" ")), Stream.of(f)).toArray(String[]::new));
        assertThat(run.code()).isEqualTo(code);
        int before = f.indexOf(part);
        assertThat(run.err()).startsWith("line 1, column " + (before + 1) + ": ").contains("\n  " + f + "\n  " + " ".repeat(before) + "^".repeat(part.length()) + "\n");
    }

    @Test
    void theValueOfASymbolAndTheSecondOfTwoTextsHavePlacesToo() {
        assertThat(ddx("equal", "x", "2+1/(x-x)").err()).startsWith("line 1, column 3: division by zero: ").contains("\n  2+1/(x-x)\n    ^^^^^^^\n");
        assertThat(ddx("equal", "x", "i + 1/0").err()).startsWith("line 1, column 5: division by zero: ");
        assertThat(ddx("eval", "x+1", "--at", "x = 2+1/0").err()).startsWith("line 1, column 7: empty domain: 1/0 has no real value\n  x = 2+1/0\n        ^^^\n");
        assertThat(ddx("eval", "1+1/(x-1)", "--at", "x=1").err()).startsWith("line 1, column 3: empty domain: 1/(x - 1) has no real value there\n");
        assertThat(ddx("eval", "asin(x)+1", "--at", "x=2").err()).contains("; --complex gives the complex one");
        assertThat(ddx("eval", "x+f(x)", "--at", "x=2", "--function", "f").err()).startsWith("line 1, column 3: usage: ");
        assertThat(ddx("x+g(x)", "--function", "f").err()).startsWith("line 1, column 3: unknown function: ").contains("\n    ^^^^\n");
    }

    /** What is typed for an option has places as an expression has. */
    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {
        "stable x --domain @ x in [1/0, 2] @ 1/0 @ 2", "stable x --domain @ x in [-1, 2*y ] @ 2*y @ 2", "stable x --domain @ x in [2, 1] @ 2, 1 @ 2",
        "stable x --domain @ x of 2 @ x of 2 @ 2", "critical x^3 --domain @ x in [a, 2] @ a @ 2", "critical x^3 --domain @ x in [0, 9^9^9^9] @ 9^9^9^9 @ 2",
        "gradient x^2*y --at @ 1, 2+1/0 @ 1/0 @ 4", "gradient x^2*y --at @ x = 1, y > 2 @ y > 2 @ 2", "hessian x^2*y --at @ x=ln(-1), y=2 @ ln(-1) @ 4",
        "directional x^2*y --along @ 1, 2/(3-3) @ 2/(3-3) @ 4", "directional x^2*y --along @ 1, x = 2 @ x = 2 @ 2", "tangent x^3 --at @ x=1+ln(-2) @ ln(-2) @ 4",
        "tangent x^3 --at @ x>2 @ x>2 @ 2", "diff 1+1/x --at @ x = 2/(1-1) @ 2/(1-1) @ 4", "eval x+1 --at @ x = 2+int(1/t, t, 0, 1) @ int(1/t, t, 0, 1) @ 5",
        "eval x+1 --at @ x = 9^9^9^9*2 @ 9^9^9^9 @ 5",
    })
    void whatIsTypedForAnOptionIsShownWhereItIsWrong(String command, String value, String part, int code) {
        Run run = ddx(Stream.concat(Stream.of(command.split(" ")), Stream.of(value)).toArray(String[]::new));
        assertThat(run.code()).isEqualTo(code);
        int before = value.indexOf(part);
        assertThat(run.err().lines().filter(l -> !l.startsWith("note: ")).toList().get(0)).startsWith("line 1, column " + (before + 1) + ": ");
        assertThat(run.err()).contains("\n  " + value + "\n  " + " ".repeat(before) + "^".repeat(part.length()) + "\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {"ln(x+)*2 @ 6 @ ‘)’", "(x+) @ 4 @ ‘)’", "[x, y+ ] @ 7 @ ‘]’", "max(x,,2) @ 7 @ ‘,’", "let a = x+; a @ 11 @ ‘;’", "x** @ 4 @ the end", "ln(α + )·2 @ 7 @ ‘)’",
        "|x+| @ 4 @ ‘|’", "1/|x*|*2 @ 6 @ ‘|’", "(|x+|) @ 5 @ ‘|’", "|2*|x|+|*3 @ 8 @ ‘|’", "[|x-|y|+|, y] @ 9 @ ‘|’"})
    void whatIsFoundInPlaceOfAnOperandIsSaid(String f, int column, String found) {
        assertThat(ddx("gradient", f).err()).startsWith("line 1, column " + column + ": syntax: found " + found + ", expected ");
    }

    @Test
    void aBarThatIsNeverClosedIsNotSaidToLackAnOperand() {
        assertThat(ddx("|x+(|y+1)|").err()).contains("but the open bracket is ‘|’ at column 5");
        assertThat(ddx("|x+|y|").err()).startsWith("line 1, column 1: syntax: ‘|’ is never closed");
        assertThat(ddx("|x + |y|z|", "-x", "x", "--result", "--format", "infix").code()).isZero();
    }

    /** By hand: (x² cos x)′ at 1 is 2 cos 1 − sin 1; |x|·0 has the tangent y = 0. */
    @Test
    void aDerivativeThatIsTypedWithinAFunction() {
        assertThat(ddx("x^2*diff(sin(x), x)", "--at", "x=1", "--result", "--format", "infix").out()).isEqualTo("2*cos(1) - sin(1)\n");
        for (String f : List.of("x^2*diff(sin(x), x)", "|x|*diff(sign(x+3), x)")) {
            for (String[] command : new String[][] {{"diff", f, "--format", "text", "--verify"}, {"methods", f}, {"tangent", f, "--at", "x=1"}, {"critical", f}}) {
                assertThat(ddx(command).code()).as(String.join(" ", command)).isZero();
            }
            assertThat(ddx("superior", f).code()).isEqualTo(2);
        }
        assertThat(ddx("superior", "x+sum(k*x^k, k, 1, 5)").err()).startsWith("line 1, column 3: usage: ");
    }

    @Test
    void aPartThatWasNotTypedHasNoPlace() {
        assertThat(ddx("diff", "arcsin(1+x-x)").err()).startsWith("empty domain: ").doesNotContain("^^");
        assertThat(ddx("diff", "x+f(x)", "--define", "f(x) = 1/(x-x)").err()).startsWith("division by zero: ").doesNotContain("^^");
        assertThat(ddx("diff", "1/0 + " + "x+".repeat(6_000) + "x").err()).startsWith("division by zero: ");
    }

    @Test
    void anErrorOfMathematicsInAFileOfSeveralLines(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("f.txt"), "x +\n  3*ln(-1) +\n ln(\n-2)\n");
        assertThat(ddx("diff", "-f", file.toString()).err()).startsWith("line 2, column 5: empty domain: ").contains("\n    3*ln(-1) +\n      ^^^^^^");
        Path broken = Files.writeString(folder.resolve("g.txt"), "x +\n ln(\n-2)*4\n");
        assertThat(ddx("diff", "-f", broken.toString()).err()).startsWith("line 2, column 2: empty domain: ").contains("\n   ln(\n   ^^^\n");
    }

    @Test
    void aBatchSaysWhereAnErrorOfMathematicsIs() throws IOException {
        for (Map<String, Object> answer : List.of(batch("diff", "{\"id\":1,\"f\":\"x + 1/0\"}").get(0), batch("simplify", "{\"f\":\"x + 1/0\"}").get(0),
                batch("gradient", "{\"f\":\"x + 1/0\"}").get(0))) {
            assertThat(error(answer)).containsEntry("kind", "division by zero").containsEntry("line", 1).containsEntry("column", 5);
        }
        assertThat(error(batch("diff", "{\"f\":\"arcsin(1+x-x)\"}").get(0))).containsEntry("line", null).containsEntry("column", null);
    }

    @Test
    void theOtherOperations() throws IOException {
        assertThat(batch("eval", "{\"id\":1,\"f\":\"x^2\",\"at\":{\"x\":2.0}}").get(0)).containsEntry("value", 4.0);
        assertThat(batch("eval", "{\"id\":1,\"f\":\"ln(x)\",\"at\":{\"x\":-2}}").get(0)).containsEntry("value", null);
        assertThat(error(batch("eval", "{\"id\":1,\"f\":\"x\"}").get(0))).containsEntry("kind", "usage");
        assertThat(batch("simplify", "{\"id\":1,\"f\":\"x/x\"}").get(0)).containsEntry("result", "1").containsEntry("latex", "1");
        assertThat(batch("print", "{\"id\":1,\"f\":\"g(x)\"}").get(0)).containsEntry("infix", "g(x)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"sin(2x)|2*sin(x)*cos(x)|yes", "sqrt(x^2)|x|no", "sqrt(x^2)|abs(x)|yes",
        "0.1+0.2|0.3|yes", "(x+1)^2|x^2+1|no", "e^(i*pi)|-1|yes", "diff(x^x, x)|x^x*(ln(x)+1)|yes", "(-8)^(1/3)|-2|unknown"})
    void saysWhetherTwoExpressionsAreEqual(String a, String b, String answer) {
        Run run = ddx("equal", a, b);
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.out()).startsWith(answer + ": ").endsWith("\n");
    }

    @Test
    void zeroUnderAssumptions() {
        assertThat(ddx("zero", "sqrt(x^2)-x").out()).startsWith("no: ");
        assertThat(ddx("zero", "sqrt(x^2)-x", "--assume", "x >= 0").out()).startsWith("yes: ");
        assertThat(ddx("zero", "ln(x*y)-ln(x)-ln(y)", "--assume", "x > 0").out()).startsWith("yes: ");
        assertThat(ddx("zero", "(x^3)^(1/3)-x", "--complex").out()).startsWith("unknown: ");
        assertThat(ddx("zero", "(x^3)^(1/3)-x").out()).startsWith("yes: ");
        Run division = ddx("zero", "1/(sin(x)^2+cos(x)^2-1)");
        assertThat(division.code()).isEqualTo(4);
        assertThat(division.out()).isEmpty();
        assertThat(division.err()).contains("division by zero");
    }

    @Test
    void aBatchSaysWhetherExpressionsAreEqual() throws IOException {
        assertThat(batch("equal", "{\"id\":1,\"a\":\"sqrt(x^2)\",\"b\":\"x\",\"assume\":\"x > 0\"}").get(0))
                .containsEntry("equal", "yes").containsKey("how");
        assertThat(batch("equal", "{\"id\":2,\"a\":\"x\",\"b\":\"y\"}").get(0)).containsEntry("equal", "no");
        assertThat(error(batch("equal", "{\"id\":3,\"a\":\"x\"}").get(0))).containsEntry("kind", "usage");
    }

    @Test
    void reasonsInALanguage() throws IOException {
        assertThat(ddx("sin(x^2)/x", "--format", "text", "--language", "de").out()).contains("— Quotientenregel");
        assertThat(ddx("sin(x^2)/x", "--format", "latex", "--language", "FR").out()).contains("\\text{Dérivée d’un quotient");
        assertThat(ddx("rules", "--language", "de").out()).contains("  quotient — Quotientenregel\n").contains("  product — Produktregel\n");
        String json = ddx("sin(x^2)/x", "--format", "json", "--language", "de").out();
        assertThat(JSON.std.mapFrom(json)).containsEntry("language", "de");
        assertThat(json).contains("\"rule\" : \"quotient\"").contains("\"title\" : \"Quotientenregel\"").contains("mit äußerer Funktion");
        assertThat(ddxReading(json, "verify", "-").code()).isZero();
    }

    @Test
    void methodsInALanguage() {
        assertThat(ddx("methods", "x^x", "--language", "de").out()).contains("logarithmic — Beide Seiten logarithmieren, ableiten, nach der Ableitung auflösen\n");
    }

    @Test
    void anUnknownLanguageIsRefused() {
        Run run = ddx("sin(x)", "--language", "xx");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("'xx' is not a language").contains("en, de, fr");
    }

    @Test
    void hintsGoOnRuleByRuleAndLineByLine() throws IOException {
        String first = ddx("x^2*sin(x)", "--hint", "--format", "text").out();
        assertThat(first).startsWith("d/dx[x²·sin(x)] = …").contains("— Product rule with u = x², v = sin(x)").doesNotContain("d/dx[x²]·sin(x)");
        assertThat(ddx("--hint", "x^2*sin(x)", "--format", "text").out()).isEqualTo(first);
        assertThat(ddx("--hint=1", "x^2*sin(x)", "--format", "text").out()).isEqualTo(first);
        String second = ddx("x^2*sin(x)", "--hint", "2", "--format", "text").out();
        assertThat(second).contains("= d/dx[x²]·sin(x) + x²·d/dx[sin(x)]").doesNotContain("…").doesNotContain("2x");
        assertThat(ddx("x^2*sin(x)", "--hint=3", "--format", "text").out()).startsWith(second).contains("= …").contains("ower rule");
        for (String format : List.of("latex", "text", "markdown", "json")) {
            String all = ddx("ln(x)/x", "--format", format).out();
            String hinted = ddx("ln(x)/x", "--format", format, "--hint=99").out();
            if (format.equals("json")) {
                assertThat(JSON.std.mapFrom(hinted)).containsEntry("more", false);
            } else {
                assertThat(hinted).isEqualTo(all);
            }
            assertThat(ddx("ln(x)/x", "--format", format, "--hint=2").out()).doesNotContain("boxed").doesNotContain("Valid for");
        }
        Map<String, Object> json = JSON.std.mapFrom(ddx("x^2*sin(x)", "--hint", "--format", "json").out());
        assertThat(json).containsEntry("more", true).doesNotContainKey("result");
        assertThat((List<?>) json.get("lines")).hasSize(1).first().isInstanceOfSatisfying(Map.class, line -> {
            assertThat(line.get("reason")).isEqualTo("Product rule with $u = x^2$, $v = \\sin x$");
            assertThat(line.get("right")).isNull();
        });
        assertThat(ddx("x^2", "--hint", "--result").code()).isEqualTo(2);
        assertThat(ddx("x^2", "--hint=-1").code()).isEqualTo(2);
        assertThat(ddx("2", "--hint", "--format", "text").out()).startsWith("d/dx[2] = …");
    }

    @Test
    void whatTheReaderKnowsIsNotSaid() {
        assertThat(ddx("x^2*sin(x)", "--knows", "product", "--format", "text").out()).doesNotContain("Product rule").contains("ower rule");
        Run run = ddx("x^2", "--knows", "product,chian");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("'chian' is the name of no rule").contains("chain-power");
    }

    @Test
    void whereItHoldsStandsUnderTheLines() throws IOException {
        // |x| has the slopes -1 and 1 at 0.
        String kink = "Kink at x = 0: the derivative is -1 from the left and 1 from the right.";
        assertThat(ddx("abs(x)", "--format", "text").out()).endsWith("\n" + kink + "\n").contains("\n\nThe function is defined for all real x.\n");
        assertThat(ddx("abs(x)", "--format", "text", "--no-ledger").out()).doesNotContain("Kink", "defined");
        assertThat(ddx("abs(x)", "--format", "markdown").out()).contains("- Kink at $x=0$: the derivative is $-1$ from the left and $1$ from the right.\n");
        assertThat(ddx("abs(x)", "--format", "document").out()).contains("\\begin{itemize}\n").contains("\\item Kink at $x=0$");
        assertThat(ddx("abs(x)", "--format", "text", "--language", "de").out()).contains("Knick bei x = 0: die Ableitung ist -1 von links und 1 von rechts.");
        assertThat(ddx("abs(x)").out()).doesNotContain("Kink");
        assertThat(ddx("abs(x)", "--ledger").out()).startsWith("\\begin{aligned}").endsWith("&\\text{Kink at $x=0$: "
                + "the derivative is $-1$ from the left and $1$ from the right.}\n\\end{aligned}\n");
        assertThat(ddx("sqrt(x)", "--format", "text", "--complex").out()).doesNotContain("defined");
    }

    @Test
    void whereItHoldsIsDataInJson() throws IOException {
        String json = ddx("abs(x)", "--format", "json").out();
        Map<?, ?> ledger = (Map<?, ?>) JSON.std.mapFrom(json).get("ledger");
        assertThat((List<?>) ledger.get("function")).isEmpty();
        assertThat(ledger.get("derivative").toString()).contains("infix=x != 0");
        Map<?, ?> point = (Map<?, ?>) ((List<?>) ledger.get("points")).get(0);
        assertThat(point.get("kind")).isEqualTo("kink");
        assertThat(((Map<?, ?>) point.get("where")).get("infix")).isEqualTo("x = 0");
        assertThat(((Map<?, ?>) point.get("left")).get("infix")).isEqualTo("-1");
        assertThat(ddxReading(json, "verify", "-").code()).isZero();
        assertThat(JSON.std.mapFrom(ddx("abs(x)", "--format", "json", "--no-ledger").out())).doesNotContainKey("ledger");
    }

    @Test
    void marksAreForLatexAndMarkdown() {
        String plain = ddx("x^2*sin(x)").out();
        String colored = ddx("x^2*sin(x)", "--mark", "color").out();
        assertThat(colored).contains("\\textcolor{#0b5394}{2x}\\sin x");
        assertThat(ddx("x^2*sin(x)", "--mark=none").out()).isEqualTo(plain);
        assertThat(ddx("x^2*sin(x)", "--mark=box").out()).contains("\\boxed{2x}\\sin x");
        assertThat(ddx("x^2*sin(x)", "--mark=color", "--format=markdown").out()).contains(colored);
        assertThat(ddx("x^2*sin(x)", "--mark=color", "--format=document").out()).contains("\\definecolor{changeone}{HTML}{0B5394}")
                .contains("\\textcolor{changeone}{2x}\\sin x");
        for (String format : List.of("text", "json", "infix")) {
            assertThat(ddx("x^2*sin(x)", "--mark=color", "--format", format).out()).isEqualTo(ddx("x^2*sin(x)", "--format", format).out());
        }
        assertThat(ddx("x^2*sin(x)", "--mark=colour").code()).isEqualTo(2);
    }
}
