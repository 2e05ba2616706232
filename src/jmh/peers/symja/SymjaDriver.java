import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.matheclipse.core.eval.ExprEvaluator;

/** Prints the seconds of processor time that Symja takes for one workload, with a fresh engine for each expression. */
public class SymjaDriver {

    public static void main(String[] arguments) throws Exception {
        String text = Files.readString(Path.of(arguments[1]));
        switch (arguments[0]) {
            case "W1" -> {
                List<String> texts = text.lines().filter(t -> !t.isBlank()).map(SymjaDriver::named).toList();
                measure(() -> texts.forEach(t -> derivative(t, "x")), texts.size());
            }
            case "W1s" -> {
                List<String> texts = text.lines().filter(t -> !t.isBlank()).map(SymjaDriver::named).toList();
                measure(() -> texts.forEach(SymjaDriver::simplified), texts.size());
            }
            case "W5" -> measure(() -> derivative("x^x", "{x,20}"), 1);
            case "W11" -> measure(() -> derivative(named(text), "x"), 1);
            default -> System.exit(3);
        }
        System.exit(0);
    }

    private static String named(String t) {
        return t.replace("exp(", "Exp(").replace("ln(", "Log(").replace("sin(", "Sin(").replace("cos(", "Cos(")
                .replace("tan(", "Tan(").replace("aTan(", "ArcTan(").replace("aCos(", "ArcCos(").replace("tanh(", "Tanh(")
                .replace("sqrt(", "Sqrt(").replace("erf(", "Erf(").replace("pi", "Pi");
    }

    private static Object derivative(String t, String by) {
        return new ExprEvaluator(false, (short) 100).eval("D(" + t + "," + by + ")");
    }

    private static Object simplified(String t) {
        return new ExprEvaluator(false, (short) 100).eval("Simplify(D(" + t + ",x))");
    }

    private static long processorTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static double once(Runnable task) {
        long begin = processorTime();
        task.run();
        return (processorTime() - begin) / 1e9;
    }

    private static void measure(Runnable task, int per) {
        double first = once(task);
        double[] times = {first};
        for (double spent = first; spent < 6; ) {
            spent += once(task);
            if (spent >= 6 || times.length == 1) {
                times = new double[5];
                for (int i = 0; i < 5; i++) {
                    times[i] = once(task);
                    spent += times[i];
                }
            }
        }
        Arrays.sort(times);
        System.out.println("SECONDS " + times[times.length / 2] / per);
    }
}
