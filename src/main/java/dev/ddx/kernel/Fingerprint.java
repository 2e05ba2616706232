package dev.ddx.kernel;

import dev.ddx.expr.Rational;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * The nodes of a {@link Dag} as rational functions at one random point modulo p = 2^61 − 1: nodes that are
 * equal as rational functions of symbols, constants, function values and powers that are no integer ones have equal
 * fingerprints, and others different ones but for an accident (probability about degree/2^61). Function values count as
 * equal if their arguments have equal fingerprints. Linear in the nodes; what was computed is remembered.
 */
public final class Fingerprint {

    private static final long P = (1L << 61) - 1;
    /** Marks a node that divides by 0 at this point. */
    private static final long UNDEFINED = -1;
    private static final long UNKNOWN = -2;

    private final Dag dag;
    private final long seed;
    private long[] known = new long[64];

    /** @param seed chooses the point */
    public Fingerprint(Dag dag, long seed) {
        this.dag = dag;
        this.seed = seed;
        Arrays.fill(known, UNKNOWN);
    }

    /** A number from 0 to p − 1; −1 if the node divides by 0 at this point. */
    public long of(int root) {
        if (root >= known.length || known[root] == UNKNOWN) {
            for (int node : Tape.reachable(dag, root)) {
                if (node >= known.length) {
                    int old = known.length;
                    known = Arrays.copyOf(known, Math.max(node + 1, old * 2));
                    Arrays.fill(known, old, known.length, UNKNOWN);
                }
                if (known[node] == UNKNOWN) {
                    known[node] = compute(node);
                }
            }
        }
        return known[root];
    }

    private long compute(int node) {
        int kind = dag.kind(node);
        if (kind == Dag.NUMBER) {
            return of(dag.numbers().rational(dag.numberIndex(node)));
        }
        if (kind == Dag.SYMBOL || kind == Dag.CONSTANT) {
            return hash(kind, dag.name(node).hashCode());
        }
        int n = dag.arity(node);
        for (int i = 0; i < n; i++) {
            if (known[dag.argument(node, i)] == UNDEFINED) {
                return UNDEFINED;
            }
        }
        if (kind == Dag.SUM) {
            long sum = 0;
            for (int i = 0; i < n; i++) {
                sum = plus(sum, known[dag.argument(node, i)]);
            }
            return sum;
        }
        if (kind == Dag.PRODUCT) {
            long product = 1;
            for (int i = 0; i < n; i++) {
                product = times(product, known[dag.argument(node, i)]);
            }
            return product;
        }
        if (kind == Dag.POWER && dag.isNumber(dag.argument(node, 1))
                && dag.numbers().isInteger(dag.numberIndex(dag.argument(node, 1)))) {
            return power(known[dag.argument(node, 0)], dag.numbers().rational(dag.numberIndex(dag.argument(node, 1))).numerator());
        }
        long h = kind == Dag.CALL ? dag.operator(node).hashCode() : kind == Dag.RELATION ? dag.relationOps(node).hashCode()
                : kind == Dag.BINDER ? dag.binderLabel(node) : 0;
        for (int i = 0; i < n; i++) {
            h = hash(h, known[dag.argument(node, i)]);
        }
        return hash(kind, h);
    }

    private static long of(Rational r) {
        BigInteger p = BigInteger.valueOf(P);
        long denominator = r.denominator().mod(p).longValue();
        return denominator == 0 ? UNDEFINED : times(r.numerator().mod(p).longValue(), power(denominator, BigInteger.ONE.negate()));
    }

    /** SplitMix64's mixing of both and the seed, modulo p. */
    private long hash(long a, long b) {
        long h = (a * 0x9E3779B97F4A7C15L ^ b) + seed;
        h = (h ^ h >>> 30) * 0xBF58476D1CE4E5B9L;
        h = (h ^ h >>> 27) * 0x94D049BB133111EBL;
        return Long.remainderUnsigned(h ^ h >>> 31, P);
    }

    private static long plus(long a, long b) {
        long s = a + b;
        return s >= P ? s - P : s;
    }

    private static long times(long a, long b) {
        long low = a * b;
        long high = Math.multiplyHigh(a, b) << 3 | low >>> 61;
        return plus(low & P, high);
    }

    private static long power(long a, BigInteger n) {
        if (a == 0 && n.signum() < 0) {
            return UNDEFINED;
        }
        long exponent = n.bitLength() < 61 && n.signum() >= 0 ? n.longValue() : n.mod(BigInteger.valueOf(P - 1)).longValue();
        if (a == 0) {
            return n.signum() == 0 ? 1 : 0;
        }
        long result = 1;
        long square = a;
        for (long m = exponent; m != 0; m >>>= 1) {
            if ((m & 1) != 0) {
                result = times(result, square);
            }
            square = times(square, square);
        }
        return result;
    }
}
