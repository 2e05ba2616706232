package dev.ddx.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The command as a process of its own, with 512 MB: bad inputs, disks that are full, readers that go away, signals. A build runs
 * every tenth of the bad inputs; -Dddx.processes=1 runs all, and -Dddx.seconds=2 says how long each may take by the clock.
 */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class ProcessTest {

    private static final int EVERY = Integer.getInteger("ddx.processes", 10);
    private static final double SECONDS = Double.parseDouble(System.getProperty("ddx.seconds", "60"));
    private static final Pattern CODE = Pattern.compile("\\\\u([0-9a-f]{4})");

    private record Ended(int code, String out, String err, double seconds) {
    }

    private static List<String> ddx(String... arguments) {
        List<String> all = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC", "-Xmx512m", "-Dfile.encoding=UTF-8", "-cp", System.getProperty("java.class.path"), "dev.ddx.cli.Main"));
        all.addAll(List.of(arguments));
        return all;
    }

    private static ProcessBuilder process(List<String> command) {
        ProcessBuilder p = new ProcessBuilder(command);
        p.environment().put("LC_ALL", "C.UTF-8");
        return p;
    }

    private static Ended run(List<String> command, byte[] input) throws IOException, InterruptedException {
        Path out = Files.createTempFile("ddx", ".out");
        Path err = Files.createTempFile("ddx", ".err");
        try {
            long start = System.nanoTime();
            Process p = process(command).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
            try (OutputStream in = p.getOutputStream()) {
                in.write(input);
            } catch (IOException notRead) {
                // It ended before.
            }
            int code = p.waitFor();
            return new Ended(code, Files.readString(out), Files.readString(err), (System.nanoTime() - start) / 1e9);
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    private static Ended shell(String script, String... arguments) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")));
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", script, "sh"));
        command.addAll(ddx(arguments));
        return run(command, new byte[0]);
    }

    private static void assertIsForPeople(Ended e) {
        assertThat(e.out()).isEmpty();
        assertThat(e.err()).doesNotContain("Exception").doesNotContain("\tat ").doesNotContain("dev.ddx").doesNotContainPattern("[\\p{Cntrl}&&[^\n]]");
        assertThat(e.err().length()).isBetween(10, 700);
    }

    // ---- bad inputs

    static Stream<Arguments> nasty() throws IOException {
        List<Arguments> all = new ArrayList<>();
        try (InputStream in = ProcessTest.class.getResourceAsStream("nasty.txt")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(l -> !l.startsWith("#")).toList()) {
                String[] parts = (line + " ").split(" @(?= )", -1);
                String option = parts.length > 4 ? parts[4].strip() : "";
                all.add(Arguments.of(unescaped(parts[0]), Integer.parseInt(parts[1].strip()), unescaped(parts[2].strip()), parts.length > 3 ? parts[3].strip() : "", option));
            }
        }
        String chain = IntStream.rangeClosed(2, 60).mapToObj(i -> "; a_" + i + " = a_" + (i - 1) + "*a_" + (i - 1)).reduce("let a_1 = x*x", String::concat) + "; a_60";
        String map = IntStream.rangeClosed(2, 64).mapToObj(i -> "; x_" + i + " = r*x_" + (i - 1) + "*(1-x_" + (i - 1) + ")").reduce("let x_1 = r*x*(1-x)", String::concat) + "; x_64";
        all.add(Arguments.of("(".repeat(100_000) + "x" + ")".repeat(100_000), 0, "1", "", ""));
        all.add(Arguments.of("sin(".repeat(5_000) + "x" + ")".repeat(5_000), 0, null, "", "--shared"));
        all.add(Arguments.of("sin(".repeat(5_000) + "x" + ")".repeat(5_000), 5, "limit: the output is too long", "", ""));
        all.add(Arguments.of("x" + "+x".repeat(999_999), 0, "1000000", "", ""));
        all.add(Arguments.of(chain, 0, "1152921504606846976*x^1152921504606846975", "", ""));
        all.add(Arguments.of(map, 5, "limit: the output is too long", "", ""));
        all.add(Arguments.of(map, 0, null, "", "--shared"));
        all.add(Arguments.of("a".repeat(1_000_000), 5, "limit: a name has 1000000 characters: the limit is 1000", "", ""));
        all.add(Arguments.of("x" + "'".repeat(100_000), 3, "line 1, column 100002: syntax", "", ""));
        all.add(Arguments.of("[".repeat(1_000_000), 3, "line 1, column 1000000: syntax: ‘[’ is never closed", "", ""));
        all.add(Arguments.of("x^".repeat(50_000) + "1", 0, null, "", "--shared"));
        return IntStream.range(0, all.size()).filter(i -> i % EVERY == 0).mapToObj(all::get);
    }

    private static String unescaped(String s) {
        return CODE.matcher(s).replaceAll(m -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(m.group(1), 16))));
    }

    /** @param expected the answer, or how the error begins; null for any answer */
    @ParameterizedTest
    @MethodSource("nasty")
    void aBadInputEndsSoonWithTheRightAnswerOrError(String f, int code, String expected, String condition, String option) throws IOException, InterruptedException {
        List<String> command = ddx("-", "--result", "--format", "infix");
        command.addAll(Arrays.stream(option.split(" ")).filter(o -> !o.isEmpty()).toList());
        Ended e = run(command, f.getBytes(StandardCharsets.UTF_8));
        String what = f.substring(0, Math.min(60, f.length())) + ": " + e.err();
        assertThat(e.code()).as(what).isEqualTo(code);
        if (code == 0) {
            assertThat(e.out()).as(what).isEqualTo(expected == null ? e.out() : expected + "\n");
            assertThat(e.out()).isNotEmpty();
            assertThat(e.err()).contains(condition.isEmpty() ? "" : "note: for " + condition + "\n");
        } else {
            assertThat(e.err()).startsWith(expected);
            assertIsForPeople(e);
            if (expected.startsWith("line")) {
                assertThat(e.err().lines().toList()).as(what).hasSize(3).last().asString().matches(" *\\^+");
            }
        }
        System.out.printf("%.2f s: %s%n", e.seconds(), f.substring(0, Math.min(40, f.length())));
        assertThat(e.seconds()).as(what).isLessThan(SECONDS);
    }

    // ---- where nothing can be written or read

    private static Path lines(Path folder, int n) throws IOException {
        return Files.write(folder.resolve("lines.jsonl"), IntStream.rangeClosed(1, n).mapToObj(i -> "{\"id\":" + i + ",\"f\":\"x^" + i + "\"}").toList());
    }

    @ParameterizedTest
    @CsvSource({"x^2", "functions", "'batch --op print'", "'eval 1/3 --digits 30'", "'simplify x+x'", "'codegen x^2 --target c'", "rules"})
    void aFullDiskIsAnError(String arguments, @TempDir Path folder) throws IOException, InterruptedException {
        assumeTrue(Files.exists(Path.of("/dev/full")));
        Ended e = shell("\"$@\" < '" + lines(folder, 3) + "' > /dev/full", arguments.split(" "));
        assertThat(e.code()).as(e.err()).isEqualTo(74);
        assertThat(e.err()).startsWith("output: standard output cannot be written: ");
        assertIsForPeople(e);
    }

    /** Where the reader has what it wanted, the rest is not computed and nothing is said. */
    @Test
    void aReaderMayStop(@TempDir Path folder) throws IOException, InterruptedException {
        Ended e = shell("{ \"$@\" < '" + lines(folder, 200_000) + "'; echo $? >&2; } | head -n 1", "batch", "--op", "print");
        assertThat(e.out()).isEqualTo("{\"id\":1,\"infix\":\"x^1\",\"latex\":\"x^1\"}\n");
        assertThat(e.err()).isEqualTo("0\n");
    }

    @Test
    void aBadLineGetsItsErrorAndTheOthersTheirAnswers(@TempDir Path folder) throws IOException, InterruptedException {
        Path in = Files.write(folder.resolve("in"), "{\"id\":1,\"f\":\"x^2\"}\n{\"id\":2,\"f\":\"x+\"}\n\u0000\n{\"id\":4,\"f\":\"1/0\"}\n[\n\n{\"id\":7,\"f\":\"9^9^9^9*x\"}\n{\"id\":8}"
                .getBytes(StandardCharsets.UTF_8));
        Ended e = shell("\"$@\" < '" + in + "'", "batch", "--op", "diff");
        assertThat(e.code()).isZero();
        assertThat(e.err()).isEmpty();
        List<String> answers = e.out().lines().toList();
        assertThat(answers).hasSize(7);
        assertThat(answers.get(0)).contains("\"derivative\":\"2*x\"");
        assertThat(answers.get(1)).contains("\"id\":2").contains("\"kind\":\"syntax\"").contains("\"column\":3");
        assertThat(answers.get(2)).contains("\"kind\":\"json\"");
        assertThat(answers.get(3)).contains("\"kind\":\"division by zero\"");
        assertThat(answers.get(4)).contains("\"kind\":\"json\"");
        assertThat(answers.get(5)).contains("\"id\":7").contains("9^9^387420489");
        assertThat(answers.get(6)).contains("\"id\":8").contains("\"error\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"writeup x^2 -o FILE.md", "writeup x^2 -o FILE.html", "writeup x^2 -o FILE.tex", "prove x^2 --coq FILE.v"})
    void aFileThatCannotBeWrittenIsAnError(String arguments, @TempDir Path folder) throws IOException, InterruptedException {
        for (String place : List.of("none/a", "folder")) {
            String[] all = arguments.replace("FILE", folder.resolve(place).toString()).split(" ");
            Files.createDirectories(Path.of(all[all.length - 1].endsWith("none/a") ? "." : folder.resolve("folder" + all[all.length - 1].replaceAll(".*\\.", ".")).toString()));
            Ended e = run(ddx(all), new byte[0]);
            assertThat(e.code()).as(e.err()).isEqualTo(74);
            assertThat(e.err()).startsWith("output: the file ").contains("cannot be written");
            assertIsForPeople(e);
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"-f FILE", "x --load FILE", "verify FILE", "writeup FILE.ddx"})
    void aFileThatCannotBeReadIsAnError(String arguments, @TempDir Path folder) throws IOException, InterruptedException {
        for (Path file : List.of(folder.resolve("none"), folder)) {
            Ended e = run(ddx(arguments.replace("FILE", file.toString()).split(" ")), new byte[0]);
            assertThat(e.code()).as(e.err()).isEqualTo(2);
            assertThat(e.err()).contains("cannot read");
            assertIsForPeople(e);
        }
    }

    /** The disk of the documents is a file system of 64 kB in memory; that needs the rights to make one. */
    @Test
    void aDocumentIsWrittenWholeOrNotAtAll(@TempDir Path folder) throws IOException, InterruptedException {
        Path small = Files.createDirectory(folder.resolve("small"));
        Ended mounted = shell("mount -t tmpfs -o size=64k tmpfs '" + small + "'");
        assumeTrue(mounted.code() == 0);
        try {
            Files.writeString(small.resolve("a.html"), "before");
            Files.write(small.resolve("filling"), new byte[52_000]);
            Ended e = run(ddx("writeup", "x^x", "1/(1+e^-x)", "-o", small.resolve("a.html").toString()), new byte[0]);
            assertThat(e.code()).as(e.err()).isEqualTo(74);
            assertIsForPeople(e);
            assertThat(small.resolve("a.html")).hasContent("before");
            try (Stream<Path> left = Files.list(small)) {
                assertThat(left.map(f -> f.getFileName().toString())).containsExactlyInAnyOrder("a.html", "filling");
            }
        } finally {
            shell("umount '" + small + "'");
        }
    }

    // ---- signals

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void aSignalLeavesWholeLines(String signal, int code, @TempDir Path folder) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/bin/kill")) && !isIgnored(signal));
        File out = folder.resolve("out").toFile();
        Process p = process(ddx("batch", "--op", "diff")).redirectInput(lines(folder, 1_000_000).toFile()).redirectOutput(out)
                .redirectError(folder.resolve("err").toFile()).start();
        while (out.length() == 0 && p.isAlive()) {
            Thread.sleep(20);
        }
        new ProcessBuilder("/bin/kill", "-" + signal, "" + p.pid()).start().waitFor();
        assertThat(p.waitFor()).isEqualTo(code);
        String answers = Files.readString(out.toPath());
        assertThat(answers).endsWith("}\n");
        int n = (int) answers.lines().count();
        assertThat(answers.lines().skip(n - 1).findFirst().orElseThrow()).startsWith("{\"id\":" + n + ",");
        assertThat(folder.resolve("err")).isEmptyFile();
    }

    /** What is started in the background by a shell ignores Ctrl-C, and so do its children. */
    private static boolean isIgnored(String signal) throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!signal.equals("INT") || !Files.exists(status)) {
            return false;
        }
        String ignored = Files.readAllLines(status).stream().filter(l -> l.startsWith("SigIgn:")).findFirst().orElse("SigIgn: 0").substring(7).strip();
        return (Long.parseUnsignedLong(ignored, 16) & 2) != 0;
    }

    @Test
    void aSignalLeavesNoPartOfADocument(@TempDir Path folder) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/bin/kill")));
        for (int millis : new int[] {300, 700, 1_200}) {
            Process p = process(ddx("writeup", "x^x", "sin(x)/x", "1/(1+e^-x)", "-o", folder.resolve("a.html").toString())).redirectErrorStream(true)
                    .redirectOutput(folder.resolve("err").toFile()).start();
            Thread.sleep(millis);
            new ProcessBuilder("/bin/kill", "-TERM", "" + p.pid()).start().waitFor();
            int code = p.waitFor();
            assertThat(code).isIn(0, 143);
            Path document = folder.resolve("a.html");
            assertThat(Files.exists(document)).isEqualTo(code == 0);
            if (code == 0) {
                assertThat(document).content().endsWith("</html>\n");
                Files.delete(document);
            }
            assertThat(folder.resolve("err")).isEmptyFile();
            try (Stream<Path> left = Files.list(folder)) {
                assertThat(left.map(f -> f.getFileName().toString())).containsExactly("err");
            }
        }
    }
}
