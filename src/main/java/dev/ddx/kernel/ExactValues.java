package dev.ddx.kernel;

import dev.ddx.expr.Rational;
import java.math.BigDecimal;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.LongFunction;
import org.apfloat.Apcomplex;
import org.apfloat.Apfloat;
import org.apfloat.LossOfPrecisionException;

/** Which values on a tape are exactly rational numbers, and which: what is computed from such numbers by arithmetic, if it is short. */
final class ExactValues {

    private static final int MOST_BITS = 2_000;
    private static final int MOST_DIGITS = 500;
    /** No function has a value at integers up to here that is near to an integer and is none. */
    private static final int SMALL_INTEGER = 2;

    private final Tape tape;
    private final Map<Integer, LongFunction<Apcomplex>> symbols;
    private final Rational[] exact;

    ExactValues(Tape tape, Map<Integer, LongFunction<Apcomplex>> symbols) {
        this.tape = tape;
        this.symbols = symbols;
        this.exact = new Rational[tape.length()];
    }

    Rational at(int i) {
        return exact[i];
    }

    Rational argument(int i, int k) {
        return exact[tape.argument(i, k)];
    }

    void put(int i, Rational value) {
        exact[i] = value;
    }

    /**
     * The value at a place, from those of its parts.
     *
     * @param defined whether all parts have a value, exact or not
     * @return null if it is not known exactly; always null for functions
     */
    Rational compute(int i, boolean defined) {
        int node = tape.node(i);
        Dag dag = tape.dag();
        Rational r = switch (Dag.Kind.of(tape.kind(i))) {
            case NUMBER -> dag.numbers().rational(dag.numberIndex(node));
            case SYMBOL -> symbols.containsKey(node) ? exactly(symbols.get(node)) : null;
            case SUM -> total(i, Rational.ZERO, Rational::plus);
            case PRODUCT -> defined && hasZero(i) ? Rational.ZERO : total(i, Rational.ONE, Rational::times);
            case POWER -> power(argument(i, 0), argument(i, 1));
            default -> null;
        };
        exact[i] = r != null && r.bitLength() <= MOST_BITS ? r : null;
        return exact[i];
    }

    /** Whether it is an integer that so many digits hold in full. */
    boolean isInteger(int i, long digits) {
        return exact[i] != null && exact[i].isInteger() && exact[i].bitLength() < 3 * digits;
    }

    boolean isSmallInteger(int i) {
        Rational r = exact[i];
        return r != null && r.isInteger() && r.abs().compareTo(Rational.of(SMALL_INTEGER)) <= 0;
    }

    /** The number, if it is given in full. */
    private static Rational exactly(LongFunction<Apcomplex> symbol) {
        try {
            return symbol.apply(1) instanceof Apfloat x && x.precision() == Apfloat.INFINITE && Math.abs(x.scale()) < MOST_DIGITS && x.size() < MOST_DIGITS
                    ? Rational.of(new BigDecimal(x.toString())) : null;
        } catch (LossOfPrecisionException oneDigitIsTooFew) {
            return null;
        }
    }

    private boolean hasZero(int i) {
        for (int k = 0; k < tape.arity(i); k++) {
            if (argument(i, k) != null && argument(i, k).isZero()) {
                return true;
            }
        }
        return false;
    }

    private Rational total(int i, Rational neutral, BinaryOperator<Rational> operation) {
        Rational total = neutral;
        for (int k = 0; k < tape.arity(i) && total != null; k++) {
            Rational part = argument(i, k);
            total = part == null || total.bitLength() > MOST_BITS ? null : operation.apply(total, part);
        }
        return total;
    }

    private static Rational power(Rational base, Rational exponent) {
        boolean whole = base != null && exponent != null && exponent.isInteger() && exponent.bitLength() < 16;
        if (!whole || base.isZero() && exponent.signum() < 0) {
            return null;
        }
        int n = exponent.numerator().intValue();
        return (long) base.bitLength() * Math.abs(n) > MOST_BITS ? null : base.pow(n);
    }
}
