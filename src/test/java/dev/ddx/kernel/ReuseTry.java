package dev.ddx.kernel;
import dev.ddx.Ddx;
import dev.ddx.expr.*;
import java.util.*;
public class ReuseTry {
    public static void main(String[] args) {
        Ddx ddx = Ddx.standard();
        for (int rep = 0; rep < 8; rep++) {
            boolean last = rep == 7;
            for (String text : args) {
                long t0 = System.nanoTime();
                Expr f = ddx.parse(text);
                Sym x = Sym.of("x");
                StraightLine p = new StraightLine(ddx.functions(), List.of(f, x));
                Expr v = p.add(f);
                ReuseSearch s = new ReuseSearch(p.lines(), f.freeSymbols(), v, x, ddx.facts(), Limits.DEFAULT);
                long t1 = System.nanoTime();
                ReuseSearch.Found a = s.withoutCalls(1);
                long t2 = System.nanoTime();
                ReuseSearch.Found b = s.withCalls(1);
                long t3 = System.nanoTime();
                List<double[]> pts = SamplePoints.of(ddx.functions(), Limits.DEFAULT, List.of(x), List.of(new double[]{-700, 700}), p.lines());
                long t4 = System.nanoTime();
                RoundingErrors e = f.freeSymbols().size() > 1 ? null : new RoundingErrors(ddx.functions(), Limits.DEFAULT, s.derivative(), List.of(x), p.lines(), pts);
                long t5 = System.nanoTime();
                if (last) {
                    System.out.println("== " + text + "  " + p.lines() + " f' = " + s.derivative());
                    System.out.printf("prep %.1f A %.1f B %.1f points %.1f (%d) exact %.1f ms%n", (t1 - t0) / 1e6, (t2 - t1) / 1e6, (t3 - t2) / 1e6, (t4 - t3) / 1e6, pts.size(), (t5 - t4) / 1e6);
                    for (var r : List.of(a, b)) {
                        System.out.println("  bound " + r.bound() + " of " + r.candidates().size());
                        long t6 = System.nanoTime();
                        if (e != null) for (var c : r.candidates()) e.worst(c.formula());
                        System.out.printf("   measuring %.1f ms%n", (System.nanoTime() - t6) / 1e6);
                        r.candidates().stream().limit(14).forEach(c -> { long q = System.nanoTime(); boolean pr = s.proves(c.formula()); q = System.nanoTime() - q; System.out.printf("    %d+%dT %s  %s  %.3g  (%.1f ms)%n", c.operations(), c.calls(), c.formula(), pr, e == null ? Double.NaN : e.worst(c.formula()), q / 1e6); });
                    }
                }
            }
        }
    }
}
