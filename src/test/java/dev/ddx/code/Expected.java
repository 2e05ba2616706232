package dev.ddx.code;

import dev.ddx.Ddx;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Kernel;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apfloat.Apfloat;

/** Values and derivatives without any rule of differentiation: the function with 45 digits, and differences of its values. */
final class Expected {

    private static final int DIGITS = 45;
    private static final Apfloat STEP = new Apfloat("1e-13", DIGITS);

    private Expected() {
    }

    /** The value and the partial derivatives; null where the function is not defined around the point. */
    static double[] at(Ddx ddx, GeneratedCode.Case c, List<Sym> arguments, double[] point) {
        Kernel kernel = new Kernel(ddx.functions(), ddx.limits());
        int f = kernel.read(c.function());
        double[] out = new double[c.variables().size() + 1];
        Apfloat value = value(kernel, f, arguments, point, null, null);
        if (value == null) {
            return null;
        }
        out[0] = value.doubleValue();
        for (int k = 0; k < c.variables().size(); k++) {
            Apfloat right = value(kernel, f, arguments, point, c.variables().get(k), STEP);
            Apfloat left = value(kernel, f, arguments, point, c.variables().get(k), STEP.negate());
            if (left == null || right == null) {
                return null;
            }
            Apfloat ahead = right.subtract(value).divide(STEP);
            Apfloat behind = value.subtract(left).divide(STEP);
            out[k + 1] = ahead.add(behind).divide(new Apfloat(2, DIGITS)).doubleValue();
            if (Math.abs(ahead.doubleValue() - behind.doubleValue()) > 1e-9 * (1 + Math.abs(out[k + 1]))) {
                return null;
            }
        }
        return out;
    }

    /** The second partial derivatives, row by row: differences of differences. */
    static double[] second(Ddx ddx, GeneratedCode.Case c, double[] point) {
        Kernel kernel = new Kernel(ddx.functions(), ddx.limits());
        int f = kernel.read(c.function());
        int n = c.variables().size();
        double[] out = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                Apfloat sum = new Apfloat(0, DIGITS);
                for (int a : new int[] {1, -1}) {
                    for (int b : new int[] {1, -1}) {
                        Apfloat[] by = new Apfloat[n];
                        java.util.Arrays.fill(by, new Apfloat(0, DIGITS));
                        by[i] = by[i].add(STEP.multiply(new Apfloat(a, DIGITS)));
                        by[j] = by[j].add(STEP.multiply(new Apfloat(b, DIGITS)));
                        sum = sum.add(value(kernel, f, c.variables(), point, by).multiply(new Apfloat(a * b, DIGITS)));
                    }
                }
                out[i * n + j] = sum.divide(STEP).divide(STEP).divide(new Apfloat(4, DIGITS)).doubleValue();
            }
        }
        return out;
    }

    private static Apfloat value(Kernel kernel, int f, List<Sym> arguments, double[] point, Sym moved, Apfloat by) {
        Apfloat[] all = arguments.stream().map(s -> s.equals(moved) ? by : new Apfloat(0, DIGITS)).toArray(Apfloat[]::new);
        return value(kernel, f, arguments, point, all);
    }

    private static Apfloat value(Kernel kernel, int f, List<Sym> arguments, double[] point, Apfloat[] by) {
        Map<Integer, Apfloat> at = new HashMap<>();
        for (int k = 0; k < point.length; k++) {
            at.put(kernel.symbol(arguments.get(k).name()), new Apfloat(new BigDecimal(point[k]), DIGITS).add(by[k]));
        }
        Optional<Apfloat> value = kernel.evaluate(f, DIGITS, at);
        return value.orElse(null);
    }
}
