package dev.ddx.bench;

import dev.ddx.workload.Workloads;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Runs ddx and other systems on the same work, in turn, and prints a table in Markdown: the time of ddx, and
 * for each peer that is installed its time and how many times that of ddx it is. Nothing is kept between
 * expressions by any of them. Times are processor time, because cores are often shared, but for whole processes (W6
 * and W11p), whose wall time counts. Arguments: the workloads, all by default.
 */
public final class Peers {

    private static final int SECONDS = 60;
    private static final Path SOURCES = Path.of("src/jmh/peers").toAbsolutePath();
    private static final Path WORK = Path.of("target/peers").toAbsolutePath();
    private static final Map<String, String> WORKLOADS = new LinkedHashMap<>();
    private static final Set<String> PROCESSES = Set.of("W6", "W11p");

    static {
        WORKLOADS.put("W1", "20 daily expressions: parse and differentiate one");
        WORKLOADS.put("W1s", "20 daily expressions: derivative of one, simplified (ddx with every step)");
        WORKLOADS.put("W2", "logistic map, k = 20: build and differentiate");
        WORKLOADS.put("W3", "sin nested 1,000 deep: build and differentiate");
        WORKLOADS.put("W4", "product of 1,000 variables: build, full gradient");
        WORKLOADS.put("W5", "20th derivative of x^x");
        WORKLOADS.put("W6", "derivative of 1/(1+e^-x) as a process");
        WORKLOADS.put("W10", "Symbench S3: differentiate 1,326 terms");
        WORKLOADS.put("W11", "sum of 50,000 terms, 1 MB: parse and differentiate");
        WORKLOADS.put("W11p", "the same once as a process, which prints nothing");
    }

    /** Another system: how it is called for a workload, null where it cannot be asked. */
    private interface Peer {
        List<String> command(String workload, Path input) throws IOException;
    }

    private Peers() {
    }

    public static void main(String[] arguments) throws Exception {
        Files.createDirectories(WORK);
        Path panel = Files.write(WORK.resolve("panel.txt"), Workloads.panel());
        Path large = Files.writeString(WORK.resolve("large.txt"), Workloads.largeSum(50_000));
        Map<String, Peer> peers = installed();
        List<String> asked = arguments.length == 0 ? List.copyOf(WORKLOADS.keySet()) : Arrays.asList(arguments);
        System.out.println("| workload | " + String.join(" | ", peers.keySet()) + " |");
        System.out.println("|---|" + "---|".repeat(peers.size()));
        for (String w : asked) {
            StringBuilder row = new StringBuilder("| " + w + " " + WORKLOADS.get(w) + " |");
            double own = Double.NaN;
            for (Map.Entry<String, Peer> peer : peers.entrySet()) {
                List<String> command = peer.getValue().command(w, w.startsWith("W11") ? large : panel);
                double t = command == null ? Double.NaN : PROCESSES.contains(w) ? process(command) : driver(command);
                own = peer.getKey().equals("ddx") ? t : own;
                row.append(' ').append(command == null ? "–" : shown(t, own, peer.getKey().equals("ddx"))).append(" |");
            }
            System.out.println(row);
        }
    }

    private static String shown(double t, double own, boolean ddx) {
        if (Double.isNaN(t)) {
            return "fails";
        }
        if (Double.isInfinite(t)) {
            return "> " + SECONDS + " s";
        }
        String time = t < 1e-3 ? String.format(Locale.ROOT, "%.1f µs", t * 1e6) : t < 1 ? String.format(Locale.ROOT, "%.1f ms", t * 1e3)
                : String.format(Locale.ROOT, "%.2f s", t);
        double ratio = t / own;
        return ddx ? time : time + String.format(Locale.ROOT, ratio < 10 ? " (%.2f×)" : " (%,.0f×)", ratio);
    }

    private static Map<String, Peer> installed() throws Exception {
        Map<String, Peer> peers = new LinkedHashMap<>();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String launcher = Path.of("ddx").toAbsolutePath().toString();
        peers.put("ddx", (w, in) -> w.equals("W6") ? List.of(launcher, "1/(1+e^-x)") : w.equals("W11p") ? asLaunched(java, in)
                : List.of(java, "-cp", System.getProperty("java.class.path"), "dev.ddx.bench.DdxDriver", w, in.toString()));
        Path ginac = WORK.resolve("ginac");
        if (runs("g++", "-O2", "-o", ginac.toString(), SOURCES.resolve("ginac_driver.cpp").toString(), "-lginac", "-lcln")) {
            Path script = Files.writeString(WORK.resolve("sigma.ginsh"), "diff(1/(1+exp(-x)),x);\n");
            peers.put("GiNaC", (w, in) -> w.equals("W1s") ? null : w.equals("W6") ? List.of("ginsh", script.toString()) : List.of(ginac.toString(), w, in.toString()));
        } else {
            skipped("GiNaC", "needs g++ and libginac-dev");
        }
        if (runs("giac", "1")) {
            peers.put("Giac", Peers::giac);
        } else {
            skipped("Giac", "needs the Debian package xcas");
        }
        if (runs("maxima", "--version")) {
            peers.put("Maxima", Peers::maxima);
        } else {
            skipped("Maxima", "needs the Debian package maxima");
        }
        Path mathjs = Files.createDirectories(WORK.resolve("mathjs"));
        Files.copy(SOURCES.resolve("mathjs/package.json"), mathjs.resolve("package.json"), StandardCopyOption.REPLACE_EXISTING);
        if (Files.isDirectory(mathjs.resolve("node_modules/mathjs")) || runs("npm", "install", "--silent", "--prefix", mathjs.toString())) {
            peers.put("mathjs", (w, in) -> !List.of("W1", "W11", "W6").contains(w) ? null
                    : List.of("node", SOURCES.resolve("mathjs/driver.mjs").toString(), w.equals("W6") ? "W1" : w,
                    w.equals("W6") ? single().toString() : in.toString(), mathjs.toString()));
        } else {
            skipped("mathjs", "needs node and npm");
        }
        Path symja = WORK.resolve("symja");
        String classPath = symja + File.separator + "*" + File.pathSeparator + symja;
        if (Files.isDirectory(symja) || runs("mvn", "-q", "-B", "-f", SOURCES.resolve("symja/pom.xml").toString(), "dependency:copy-dependencies",
                "-DoutputDirectory=" + symja)) {
            runs(Path.of(System.getProperty("java.home"), "bin", "javac").toString(), "-cp", classPath, "-d", symja.toString(),
                    SOURCES.resolve("symja/SymjaDriver.java").toString());
            peers.put("Symja", (w, in) -> List.of("W1", "W1s", "W5", "W11").contains(w) ? List.of(java, "-cp", classPath, "SymjaDriver", w, in.toString()) : null);
        } else {
            skipped("Symja", "needs Maven and the network");
        }
        if (runs("python3", "-c", "import sympy")) {
            peers.put("SymPy", (w, in) -> w.equals("W11p") ? null : w.equals("W6") ? List.of("python3", "-c", "import sympy")
                    : List.of("python3", SOURCES.resolve("sympy_driver.py").toString(), w, in.toString()));
        } else {
            skipped("SymPy", "needs python3 with sympy");
        }
        return peers;
    }

    /** What the launcher runs, with a main class that parses and differentiates and prints nothing. */
    private static List<String> asLaunched(String java, Path input) throws IOException {
        List<String> command = new ArrayList<>(List.of(java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xlog:disable"));
        Path pages = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
        if (Files.isReadable(pages) && Files.readString(pages).contains("[madvise]")) {
            command.add("-XX:+UseTransparentHugePages");
        }
        Path cache = Path.of("target/ddx-" + Runtime.version().feature() + ".aot").toAbsolutePath();
        if (Files.exists(cache)) {
            command.add("-XX:AOTCache=" + cache);
        }
        String classPath = Path.of("target/ddx.jar").toAbsolutePath() + File.pathSeparator + System.getProperty("java.class.path");
        command.addAll(List.of("-cp", classPath, "dev.ddx.bench.DdxDriver", "W11p", input.toString()));
        return command;
    }

    private static Path single() throws IOException {
        return Files.writeString(WORK.resolve("single.txt"), "1/(1+exp(-x))\n");
    }

    private static void skipped(String peer, String why) {
        System.out.println(peer + " is skipped: " + why + ".\n");
    }

    private static List<String> giac(String workload, Path input) throws IOException {
        StringBuilder s = new StringBuilder();
        switch (workload) {
            case "W1" -> {
                s.append("s:=0:;");
                for (String t : Workloads.panel()) {
                    s.append("s:=s+time(diff(expr(\"").append(t).append("\"),x))[0]:;");
                }
                s.append("print(\"SECONDS \"+string(evalf(s/20)))");
            }
            case "W5" -> s.append("print(\"SECONDS \"+string(time(diff(x^x,x$20))[0]))");
            case "W6" -> s.append("diff(1/(1+exp(-x)),x)");
            case "W10" -> s.append("p:=expand((x^y+y^z+z^x)^50):;print(\"SECONDS \"+string(time(diff(p,x))[0]))");
            default -> {
                return null;
            }
        }
        return List.of("giac", s.toString());
    }

    private static List<String> maxima(String workload, Path input) throws IOException {
        String batch = switch (workload) {
            case "W1" -> {
                StringBuilder texts = new StringBuilder();
                for (String t : Workloads.panel()) {
                    texts.append(texts.isEmpty() ? "" : ",").append('"').append(t.replace("ln(", "log(").replace("pi", "%pi")).append('"');
                }
                yield "texts:[" + texts + "]$ b:elapsed_run_time()$ for i:1 thru 50 do for t in texts do diff(parse_string(t),x)$"
                        + " print(\"SECONDS\",(elapsed_run_time()-b)/1000)$";
            }
            case "W4" -> "v:makelist(concat(x,i),i,1,1000)$ f:apply(\"*\",v)$ b:elapsed_run_time()$ makelist(diff(f,s),s,v)$"
                    + " print(\"SECONDS\",elapsed_run_time()-b)$";
            case "W5" -> "b:elapsed_run_time()$ diff(x^x,x,20)$ print(\"SECONDS\",elapsed_run_time()-b)$";
            case "W6" -> "diff(1/(1+exp(-x)),x);";
            case "W10" -> "p:expand((x^y+y^z+z^x)^50)$ b:elapsed_run_time()$ diff(p,x)$ print(\"SECONDS\",elapsed_run_time()-b)$";
            default -> null;
        };
        return batch == null ? null : List.of("maxima", "--very-quiet", "--batch-string=" + batch);
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            Process p = new ProcessBuilder(command).directory(WORK.toFile()).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null"))).start();
            if (!p.waitFor(10, TimeUnit.MINUTES)) {
                p.destroyForcibly();
                return false;
            }
            return p.exitValue() == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    /** The time that a driver prints; infinite when it takes too long, NaN when it fails. */
    private static double driver(List<String> command) throws Exception {
        Path out = WORK.resolve("output.txt");
        if (!finishes(command, out)) {
            return Double.POSITIVE_INFINITY;
        }
        double seconds = Double.NaN;
        for (String line : Files.readString(out, StandardCharsets.ISO_8859_1).lines().toList()) {
            int at = line.indexOf("SECONDS ");
            String number = at < 0 ? "" : line.substring(at + 8).replace("\"", "").strip().split(" ")[0];
            if (number.matches("[0-9.eE+-]+")) {
                seconds = Double.parseDouble(number);
            }
        }
        return seconds;
    }

    /** The median of seven runs, after one that warms the caches of the system. */
    private static double process(List<String> command) throws Exception {
        Path out = WORK.resolve("output.txt");
        double[] times = new double[7];
        finishes(command, out);
        for (int i = 0; i < times.length; i++) {
            long begin = System.nanoTime();
            if (!finishes(command, out)) {
                return Double.POSITIVE_INFINITY;
            }
            times[i] = (System.nanoTime() - begin) / 1e9;
        }
        Arrays.sort(times);
        return times[3];
    }

    private static boolean finishes(List<String> command, Path out) throws Exception {
        Process p = new ProcessBuilder(new ArrayList<>(command)).directory(WORK.toFile()).redirectErrorStream(true).redirectOutput(out.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null"))).start();
        if (!p.waitFor(SECONDS, TimeUnit.SECONDS)) {
            p.descendants().forEach(ProcessHandle::destroyForcibly);
            p.destroyForcibly().waitFor();
            return false;
        }
        return true;
    }
}
