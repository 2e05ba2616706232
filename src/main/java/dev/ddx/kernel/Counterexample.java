package dev.ddx.kernel;

import dev.ddx.expr.DdxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import org.apfloat.Apcomplex;
import org.apfloat.Apfloat;

/**
 * Looks for values of the symbols at which an expression is certainly not zero: with two precisions, each
 * node with as many digits as are known of it, and digits of the value that agree. That a value is zero is
 * never concluded.
 */
final class Counterexample {

    private static final int POINTS = 6;
    private static final int[] PRECISIONS = {40, 80};
    private static final int[] PRECISIONS_OF_NUMBER = {50, 100, 200, 400};
    private static final int DIGITS = 10;
    private static final int MAX_NODES = 1_000;
    /** Nanoseconds after the time is up in which a second point is still tried. */
    private static final long GRACE = 1_000_000_000;

    private final Dag dag;
    private final NodeFacts facts;
    private final boolean complex;
    private final long until;

    /** @param millis after that time no third point is tried */
    Counterexample(Dag dag, NodeFacts facts, long millis) {
        this.dag = dag;
        this.facts = facts;
        this.complex = dag.isComplex();
        this.until = System.nanoTime() + millis * 1_000_000;
    }

    /**
     * Not zero, if it has been found so for real values, or for complex ones wherever it has a value; unknown, if
     * it seems to be zero for other complex values, with both places in words; null if nothing is found.
     */
    ZeroTest.Verdict find(int root, SplittableRandom random) {
        int node = new Calls(dag).unfolded(root);
        List<Integer> symbols = new ArrayList<>();
        int[] nodes = Tape.reachable(dag, node);
        if (nodes.length > MAX_NODES) {
            return null;
        }
        for (int n : nodes) {
            if (dag.kind(n) == Dag.SYMBOL && !dag.binders().isBound(n)) {
                symbols.add(n);
            }
        }
        int points = symbols.isEmpty() ? 1 : POINTS;
        String different = null;
        String equal = null;
        for (int i = 0; i < points && (i < 2 && System.nanoTime() < until + GRACE || System.nanoTime() < until); i++) {
            Map<Integer, LongFunction<Apcomplex>> at = new HashMap<>();
            List<String> words = new ArrayList<>();
            for (int s : symbols) {
                Apfloat value = coordinate(s, i, random);
                at.put(s, p -> value);
                words.add(dag.name(s) + " = " + value.toString(true));
            }
            String place = words.isEmpty() ? "" : " at " + String.join(", ", words);
            Apcomplex v = value(node, at, symbols.isEmpty() ? PRECISIONS_OF_NUMBER : PRECISIONS);
            if (v != null && v.equals(Apcomplex.ZERO)) {
                equal = place;
            } else if (v != null && different == null) {
                different = "its value" + place + " is about " + v.precision(6);
            }
        }
        if (different == null) {
            return null;
        }
        // Functions of complex variables are often meant on a part of the plane, up to the next branch cut.
        return equal == null || !complex ? new ZeroTest.Verdict(ZeroTest.Answer.NOT_ZERO, equal == null ? different : different + " (but" + equal + " about 0)")
                : new ZeroTest.Verdict(ZeroTest.Answer.UNKNOWN, different + ", but" + equal
                        + " it is 0 as far as 40 digits tell; it may be 0 on a part of the domain, which an assumption can select");
    }

    /** In turn between 0 and 1, negative, between 1 and 4, then of either sign; as far as the facts allow. */
    private Apfloat coordinate(int symbol, int turn, SplittableRandom random) {
        long n = turn % 3 == 0 ? 3 + random.nextInt(28) : 33 + random.nextInt(95);
        if (facts.isInteger(symbol)) {
            n = 32L * (1 + random.nextInt(4));
        }
        boolean negative = facts.isNegative(symbol) || (turn == 1 || turn > 2 && random.nextBoolean()) && !facts.isNotNegative(symbol);
        return new Apfloat(negative ? -n : n, Apfloat.INFINITE).divide(new Apfloat(32, Apfloat.INFINITE));
    }

    /** The value if it is certain that it is not 0; 0 if it is not certain; null if there is none. */
    private Apcomplex value(int node, Map<Integer, LongFunction<Apcomplex>> at, int[] precisions) {
        try {
            PreciseEvaluator evaluator = new PreciseEvaluator(Tape.of(dag, node), complex, at);
            Apcomplex before = evaluator.walk(precisions[0]);
            if (System.nanoTime() > until) {
                // Such values take long; with more digits they would take longer.
                return null;
            }
            for (int i = 1; i < precisions.length; i++) {
                Apcomplex now = evaluator.walk(precisions[i]);
                if (before == null || now == null) {
                    return null;
                }
                if (!before.equals(Apcomplex.ZERO) && !now.equals(Apcomplex.ZERO) && now.precision() > DIGITS && before.precision() > DIGITS
                        && before.equalDigits(now) >= DIGITS) {
                    return now;
                }
                before = now;
                if (System.nanoTime() > until) {
                    return null;
                }
            }
            return before.equals(Apcomplex.ZERO) || before.scale() < -precisions[0] / 2 ? Apcomplex.ZERO : null;
        } catch (DdxException | ArithmeticException none) {
            return null;
        }
    }
}
