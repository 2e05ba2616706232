package dev.ddx.kernel;

import dev.ddx.expr.DdxException;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Relation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.LongFunction;
import org.apfloat.Apcomplex;
import org.apfloat.ApcomplexMath;
import org.apfloat.Apfloat;
import org.apfloat.ApfloatMath;
import org.apfloat.ApfloatRuntimeException;
import org.apfloat.LossOfPrecisionException;
import org.apfloat.OverflowException;

/**
 * The value of a node to a number of decimal digits, over the reals or over the complex numbers with principal
 * branches. The tape is walked at growing precision, each node once a walk, until two walks agree: what
 * cancels costs a longer walk, never a wrong digit.
 *
 * <p>Each number carries how many of its digits are right. A part of which none is right, because its terms cancel or
 * because it is the logarithm of what was rounded to 1, is no 0: it is a number of one digit, as large as the error. Only
 * what is computed from exact numbers alone, or is proved, is 0.
 *
 * <p>A value that is null is none: outside the real domain, at a pole, of a symbol without a value.
 */
final class PreciseEvaluator {

    /** Beyond this index a root is taken by its logarithm. */
    private static final int LARGEST_ROOT = 1_000;
    /** How far the precision grows beyond the digits wanted before a value counts as one that cannot be told from 0. */
    private static final long MOST_EXTRA_DIGITS = 400;
    /** How far it grows where the value has to be told from 0, if all functions are elementary. */
    private static final long MOST_EXTRA_DIGITS_FOR_CERTAINTY = 2_500;
    /** ApfloatMath takes a power with an exponent beyond 10 to this power for one without a known digit. */
    private static final long LARGE = 25;
    /** A value of which so few digits are right may have the other sign. */
    private static final int UNCERTAIN = 2;

    private final Tape tape;
    private final Dag dag;
    private final boolean complex;
    private final Map<Integer, LongFunction<Apcomplex>> values;
    private final Apcomplex[] value;
    private final boolean[] used;
    private final ExactValues exact;
    /** Tells whether a node is 0; null as long as it is not asked. */
    private IntPredicate isProvedZero;
    /** What was found for the places of the tape; null where it was not asked. */
    private final Boolean[] provedZero;
    /** Which values are 0 because they are nearer to it than can be written. */
    private final boolean[] tooSmall;
    /** Whether the last walk met a number of which no digit is known, such as 10^100 as an angle with 50 digits. */
    private boolean lost;
    /** Whether the last walk met a computed number where a step or a case begins, as far as its digits tell. */
    private boolean atJump;

    /** @param values what symbols stand for, in the precision asked for */
    PreciseEvaluator(Tape tape, boolean complex, Map<Integer, LongFunction<Apcomplex>> values) {
        this.tape = tape;
        this.dag = tape.dag();
        this.complex = complex;
        this.values = values;
        this.value = new Apcomplex[tape.length()];
        this.used = used(tape);
        this.tooSmall = new boolean[tape.length()];
        this.exact = new ExactValues(tape, values);
        this.provedZero = new Boolean[tape.length()];
    }

    /** Which places have a value of their own: not those that stand under a sum, a product or an integral alone. */
    private static boolean[] used(Tape tape) {
        boolean[] used = new boolean[tape.length()];
        for (int r = 0; r < tape.rootCount(); r++) {
            used[tape.root(r)] = true;
        }
        for (int i = tape.length() - 1; i >= 0; i--) {
            for (int k = tape.kind(i) == Dag.BINDER ? 2 : 0; used[i] && k < tape.arity(i); k++) {
                used[tape.argument(i, k)] = true;
            }
        }
        return used;
    }

    /**
     * The value of the first root, every digit of it right but for the last; relative to the modulus where it
     * is complex. The value 0 means 0 or something nearer to 0 than could be told.
     *
     * @return null if there is none
     */
    Apcomplex evaluate(int digits) {
        return evaluate(digits, null);
    }

    /**
     * The value as {@link #evaluate(int)} gives it, but 0 only where it is 0.
     *
     * @param isZero whether a node is proved to be 0
     * @throws DdxException of kind LIMIT also where it is not decided whether the value is 0
     */
    Apcomplex evaluateCertainly(int digits, IntPredicate isZero) {
        return evaluate(digits, isZero);
    }

    private Apcomplex evaluate(int digits, IntPredicate isZero) {
        if (digits < 1) {
            throw new DdxException(DdxException.Kind.USAGE, "the number of digits is at least 1");
        }
        if (digits * 3.33 > dag.budget().maxBits()) {
            throw Limits.reached(digits + " digits are asked for", dag.budget().maxBits(), "--max-bits");
        }
        long most = 2L * digits + MOST_EXTRA_DIGITS;
        long last = isZero == null ? most : most + (isElementary() ? MOST_EXTRA_DIGITS_FOR_CERTAINTY : UNCERTAIN);
        Apcomplex before = walk(digits + 15L);
        long precision = digits + 15 + Math.max(10, digits / 8);
        while (true) {
            isProvedZero = precision >= most ? isZero : null;
            Apcomplex now = walk(precision);
            if (!atJump && !lost && agree(before, now, digits)) {
                if (isZero != null && now != null && isZero(now) && tooSmall[tape.root(0)]) {
                    throw new DdxException(DdxException.Kind.LIMIT, "the value is too small to be written");
                }
                return now == null ? null : rounded(now, digits);
            }
            if (isZero == null && precision == most && !atJump && isNothing(before, most / 4) && isNothing(now, most / 4)) {
                return Apcomplex.ZERO;
            }
            if (precision == last) {
                throw notTold(digits, precision, now);
            }
            before = now;
            precision = Math.min(precision < most ? most : last, 2 * precision);
        }
    }

    private DdxException notTold(int digits, long precision, Apcomplex value) {
        String why = atJump
                ? "a step or a case begins where the value is wanted, as far as " + precision + " digits tell; the value there cannot be told"
                : isNothing(value, precision / 4) ? "it is not decided whether the value is 0: it is nearer to 0 than 10^" + (value.scale() + 1)
                + ", and not proved to be 0"
                : "the value cannot be told to " + digits + " digits: too many of them cancel; ask for more digits";
        return new DdxException(DdxException.Kind.LIMIT, why);
    }

    private boolean isElementary() {
        for (int i = 0; i < tape.length(); i++) {
            if (tape.kind(i) == Dag.BINDER
                    || tape.kind(i) == Dag.CALL && !NumericFunctions.isElementary(dag.operator(tape.node(i)).name(), tape.arity(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNothing(Apcomplex z, long digits) {
        return z != null && (z.equals(Apcomplex.ZERO) || z.scale() < -digits);
    }

    private static boolean agree(Apcomplex a, Apcomplex b, int digits) {
        if (a == null || b == null) {
            return a == b;
        }
        if (b.precision() < digits) {
            return false;
        }
        Apcomplex difference = a.subtract(b);
        return difference.equals(Apcomplex.ZERO) || difference.scale() < b.scale() - digits;
    }

    /** To the digits wanted of the modulus; a component below that is 0. */
    private static Apcomplex rounded(Apcomplex z, int digits) {
        if (z.imag().signum() == 0) {
            return rounded(z.real(), digits, z.real().scale());
        }
        long scale = z.scale();
        return new Apcomplex(rounded(z.real(), digits, scale), rounded(z.imag(), digits, scale));
    }

    private static Apfloat rounded(Apfloat x, int digits, long scale) {
        long own = digits - (scale - x.scale());
        if (x.signum() == 0 || own <= 0) {
            return Apcomplex.ZERO;
        }
        return ApfloatMath.roundToPrecision(x, own, java.math.RoundingMode.HALF_EVEN);
    }

    /** A value that another evaluation met and that cannot be told, since a step begins there. */
    private static final class AtJump extends LossOfPrecisionException {

        private static final long serialVersionUID = 1L;

        AtJump() {
            super("a step begins where the value is wanted");
        }
    }

    /**
     * The value as {@link #walk} gives it, for another evaluation: that none was found is not taken for there being none.
     *
     * @param isZero whether a node is proved to be 0
     */
    Apcomplex known(long precision, IntPredicate isZero) {
        isProvedZero = null;
        Apcomplex v = walk(precision);
        if (v == null || lost || atJump) {
            isProvedZero = isZero;
            v = walk(precision);
        }
        if (atJump) {
            throw new AtJump();
        }
        if (lost) {
            throw new LossOfPrecisionException("no digit of the value is known");
        }
        return v;
    }

    /** The value of the first root with about that many digits. */
    Apcomplex walk(long precision) {
        lost = false;
        atJump = false;
        for (int i = 0; i < value.length; i++) {
            if (!used[i]) {
                continue;
            }
            dag.budget().look();
            Apcomplex v;
            try {
                v = settled(i, precision);
            } catch (OverflowException large) {
                throw new DdxException(DdxException.Kind.LIMIT, "a value on the way is too large to be computed");
            } catch (ApfloatRuntimeException unknown) {
                // More digits may help.
                lost = true;
                atJump |= unknown instanceof AtJump;
                v = null;
            }
            value[i] = v == null ? null : v.precision(Math.min(precision, Math.max(1, v.precision())));
            tooSmall[i] = v != null && isZero(v)
                    && (isOfTooSmall(i) || tape.kind(i) == Dag.POWER && argument(i, 0) != null && !isZero(argument(i, 0)));
            if (v == null && isOfTooSmall(i)) {
                throw new DdxException(DdxException.Kind.LIMIT, "a value on the way is too small to be computed");
            }
        }
        return value[tape.root(0)];
    }

    /** The value at a place, and whether it is exact. */
    private Apcomplex settled(int i, long precision) {
        if (provedZero[i] == Boolean.TRUE) {
            exact.put(i, Rational.ZERO);
            return Apcomplex.ZERO;
        }
        boolean defined = true;
        for (int k = 0; tape.kind(i) == Dag.PRODUCT && k < tape.arity(i); k++) {
            defined &= argument(i, k) != null;
        }
        Rational r = exact.compute(i, defined);
        if (r != null) {
            return number(r, precision);
        }
        Apcomplex v;
        try {
            v = value(i, precision);
        } catch (ArithmeticException noValue) {
            v = null;
        }
        exact.put(i, tape.kind(i) == Dag.CALL ? exactCall(i, v) : null);
        return exact.at(i) != null ? v : uncertain(i, v);
    }

    private Rational exactCall(int i, Apcomplex v) {
        if (tape.arity(i) != 1 || !(v instanceof Apfloat x) || !x.isInteger() || x.scale() >= 18) {
            return null;
        }
        boolean step = NumericFunctions.of(dag.operator(tape.node(i)).name(), 1).complex() == null
                && x.precision() == Apfloat.INFINITE && !atJump;
        return step || exact.isSmallInteger(tape.argument(i, 0)) ? Rational.of(x.longValueExact()) : null;
    }

    /** A computed value, but in the place of a 0 that is none for certain a number of one digit that is as large as the error. */
    private Apcomplex uncertain(int i, Apcomplex v) {
        int kind = tape.kind(i);
        if (kind != Dag.SUM && kind != Dag.CALL || v != null && !isZero(v)) {
            return v;
        }
        Apcomplex error;
        if (kind == Dag.SUM) {
            error = v == null || isOfTooSmall(i) || allZero(i) ? null : oneDigit(errorScale(i));
        } else {
            // Where the argument is exact, as at the poles of the gamma function, there is none.
            error = tape.arity(i) == 1 && argument(i, 0) instanceof Apfloat x && !exact.isSmallInteger(tape.argument(i, 0))
                    && !(v == null && exact.isInteger(tape.argument(i, 0), x.precision())) ? nearby(i, x) : null;
        }
        if (error != null && isProvedZero != null) {
            if (provedZero[i] == null) {
                provedZero[i] = isProvedZero.test(tape.node(i));
            }
            return provedZero[i] ? Apcomplex.ZERO : error;
        }
        return error == null ? v : error;
    }

    private boolean allZero(int i) {
        for (int k = 0; k < tape.arity(i); k++) {
            if (!isZero(argument(i, k))) {
                return false;
            }
        }
        return true;
    }

    private static Apfloat oneDigit(long scale) {
        return ApfloatMath.scale(new Apfloat(1, 1), scale);
    }

    /** The power of ten that no error of the sum exceeds. */
    private long errorScale(int i) {
        long scale = Long.MIN_VALUE / 2;
        for (int k = 0; k < tape.arity(i); k++) {
            Apcomplex term = argument(i, k);
            if (!isZero(term)) {
                scale = Math.max(scale, term.scale() - term.precision());
            }
        }
        return scale;
    }

    /** How large a function may be within the error of its argument; null if it has no value there. */
    private Apfloat nearby(int i, Apfloat at) {
        NumericFunction f = NumericFunctions.of(dag.operator(tape.node(i)).name(), 1);
        if (at.signum() == 0 || at.precision() == Apfloat.INFINITE || f == null || f.real() == null) {
            return null;
        }
        Apfloat error = ApfloatMath.scale(new Apfloat(1, at.precision()), at.scale() - at.precision());
        Apfloat wide = at.precision(2 * at.precision());
        long scale = Long.MIN_VALUE / 2;
        for (Apfloat x : new Apfloat[] {wide.add(error), wide.subtract(error)}) {
            try {
                Apfloat y = f.real().at(new Apfloat[] {x});
                scale = y == null || y.signum() == 0 ? scale : Math.max(scale, y.scale());
            } catch (ArithmeticException | ApfloatRuntimeException outside) {
                // The other side may have a value.
            }
        }
        return scale == Long.MIN_VALUE / 2 ? null : oneDigit(scale);
    }

    private static boolean isZero(Apcomplex v) {
        return v.real().signum() == 0 && v.imag().signum() == 0;
    }

    /** Whether an argument is 0 as far as it was computed, and is not. */
    private boolean isOfTooSmall(int i) {
        for (int k = tape.kind(i) == Dag.BINDER ? 2 : 0; k < tape.arity(i); k++) {
            if (tooSmall[tape.argument(i, k)]) {
                return true;
            }
        }
        return false;
    }

    private Apcomplex argument(int i, int k) {
        return value[tape.argument(i, k)];
    }

    private Apcomplex value(int i, long precision) {
        int node = tape.node(i);
        return switch (Dag.Kind.of(tape.kind(i))) {
            case NUMBER -> number(dag.numbers().rational(dag.numberIndex(node)), precision);
            case SYMBOL -> {
                LongFunction<Apcomplex> given = values.get(node);
                yield given == null ? null : given.apply(precision);
            }
            case CONSTANT -> switch (dag.name(node)) {
                case "e" -> ElementaryFunctions.exp(new Apfloat(1, precision));
                case "pi" -> ApfloatMath.pi(precision);
                case "i" -> complex ? Apcomplex.I : null;
                default -> null;
            };
            case SUM -> sum(i);
            case PRODUCT -> product(i);
            case POWER -> power(i, precision);
            case CALL -> call(i);
            case PIECEWISE -> piecewise(i);
            case RELATION -> relation(i);
            case BINDER -> accumulated(i, precision);
        };
    }

    private static Apfloat number(Rational r, long precision) {
        Apfloat numerator = new Apfloat(r.numerator(), precision);
        return r.isInteger() ? numerator : numerator.divide(new Apfloat(r.denominator(), precision));
    }

    private Apcomplex sum(int i) {
        Apcomplex sum = Apcomplex.ZERO;
        for (int k = 0; k < tape.arity(i); k++) {
            Apcomplex term = argument(i, k);
            if (term == null) {
                return null;
            }
            sum = plus(sum, term);
        }
        // Terms of which nothing is left may have taken digits of the others.
        return isZero(sum) ? sum : withError(sum, errorScale(i));
    }

    /** The number as it is known where its error is about 10 to that power. */
    private static Apcomplex withError(Apcomplex z, long scale) {
        long digits = z.scale() - scale;
        return digits >= z.precision() ? z : digits < 1 ? oneDigit(scale) : z.precision(digits);
    }

    private static Apcomplex plus(Apcomplex a, Apcomplex b) {
        return a instanceof Apfloat x && b instanceof Apfloat y ? x.add(y) : a.add(b);
    }

    private Apcomplex product(int i) {
        Apcomplex product = Apcomplex.ONE;
        for (int k = 0; k < tape.arity(i); k++) {
            Apcomplex factor = argument(i, k);
            if (factor == null) {
                return null;
            }
            product = product instanceof Apfloat x && factor instanceof Apfloat y ? x.multiply(y) : product.multiply(factor);
        }
        return product;
    }

    private Apcomplex power(int i, long precision) {
        Apcomplex base = argument(i, 0);
        Apcomplex exponent = argument(i, 1);
        if (base == null || exponent == null) {
            return null;
        }
        if (tape.node(tape.argument(i, 0)) == dag.e) {
            return exponent instanceof Apfloat x ? ElementaryFunctions.exp(x) : NearZero.EXP.orComplex(ApcomplexMath::exp).apply(exponent);
        }
        int n = tape.node(tape.argument(i, 1));
        Rational r = dag.isNumber(n) ? dag.numbers().rational(dag.numberIndex(n)) : null;
        if (r == null && exponent instanceof Apfloat x && x.isInteger() && x.scale() < 18) {
            r = Rational.of(x.longValueExact());
        }
        if (base.precision() == 1 && exact.argument(i, 0) == null) {
            if (r == null || r.signum() < 0 || !(base instanceof Apfloat)) {
                throw new LossOfPrecisionException("what may be 0 has no inverse");
            }
            base = ApfloatMath.abs((Apfloat) base);
        }
        if (base.equals(Apcomplex.ZERO)) {
            boolean positive = r != null ? r.signum() > 0 : exponent.real().signum() > 0;
            return r != null && r.isZero() ? Apcomplex.ONE : positive ? Apcomplex.ZERO : null;
        }
        if (r != null && r.isInteger() && r.bitLength() < 63) {
            long times = r.numerator().longValue();
            Apcomplex power = base instanceof Apfloat x ? ApfloatMath.pow(x, times) : ApcomplexMath.pow(base, times);
            return amplified(power, base, Long.toString(Math.abs(times)).length() - 1);
        }
        if (r != null && r.numerator().bitLength() < 63 && r.denominator().bitLength() < 31
                && r.denominator().intValue() <= LARGEST_ROOT) {
            return root(base, r.numerator().longValue(), r.denominator().intValue());
        }
        if (base.equals(Apcomplex.ONE) && !isZero(exponent)) {
            return Rational.ONE.equals(exact.argument(i, 0)) ? base : amplified(base, base, exponent.scale());
        }
        if (base instanceof Apfloat x && x.signum() > 0 && exponent instanceof Apfloat y) {
            return y.scale() <= LARGE ? ApfloatMath.pow(x, y) : ElementaryFunctions.exp(ElementaryFunctions.ln(x).multiply(y));
        }
        if (!complex) {
            // A fraction too large to be taken as a root may still have an odd denominator.
            boolean odd = r != null && r.denominator().testBit(0);
            Apfloat magnitude = odd ? ApfloatMath.pow(((Apfloat) base).negate(), (Apfloat) exponent) : null;
            return magnitude != null && r.numerator().testBit(0) ? magnitude.negate() : magnitude;
        }
        return ApcomplexMath.pow(base, exponent);
    }

    /** A power of which the error is that of the base times 10 to that power. */
    private static Apcomplex amplified(Apcomplex power, Apcomplex base, long scale) {
        long digits = base.precision() - Math.max(0, scale);
        if (digits < 1) {
            throw new LossOfPrecisionException("no digit of a power is known");
        }
        return power.precision(Math.min(power.precision(), digits));
    }

    /** base^(p/q): over the reals a negative base has a root of odd index, over the complex numbers the principal one. */
    private Apcomplex root(Apcomplex base, long p, int q) {
        if (base instanceof Apfloat x && (x.signum() > 0 || !complex)) {
            return x.signum() < 0 && q % 2 == 0 ? null : ApfloatMath.pow(ApfloatMath.root(x, q), p);
        }
        return ApcomplexMath.pow(ApcomplexMath.root(base, q), p);
    }

    private Apcomplex call(int i) {
        Operator op = dag.operator(tape.node(i));
        NumericFunction f = op.isDerivative() ? null : NumericFunctions.of(op.name(), tape.arity(i));
        if (f == null || f.real() == null && (!complex || f.complex() == null)) {
            throw new DdxException(DdxException.Kind.USAGE, "the function " + op.name() + " has no numeric value in any precision");
        }
        Apcomplex[] z = new Apcomplex[tape.arity(i)];
        boolean real = true;
        for (int k = 0; k < z.length; k++) {
            z[k] = argument(i, k);
            if (z[k] == null) {
                return null;
            }
            real &= z[k] instanceof Apfloat;
        }
        for (int k = 0; k < z.length; k++) {
            if (z[k].precision() == 1 && exact.argument(i, k) == null && (z.length > 1 || z[k].scale() > 0 || !hasValueAtZero(f))) {
                throw new LossOfPrecisionException("an argument may be 0");
            }
        }
        if (complex && f.complex() != null) {
            return simplest(f.complex().at(z));
        }
        if (!real) {
            return null;
        }
        Apfloat[] x = new Apfloat[z.length];
        System.arraycopy(z, 0, x, 0, x.length);
        if (f.complex() == null && x.length == 1 && isComputed(i, 0)) {
            // What has no complex extension has steps, and those are at integers.
            Apfloat distance = x[0].subtract(ApfloatMath.roundToInteger(x[0], java.math.RoundingMode.HALF_EVEN));
            atJump |= exact.argument(i, 0) == null && (distance.signum() == 0 || distance.scale() < -x[0].precision() / 2);
        }
        return f.real().at(x);
    }

    private static boolean hasValueAtZero(NumericFunction f) {
        try {
            return f.real() != null && f.real().at(new Apfloat[] {Apcomplex.ZERO}) != null;
        } catch (ArithmeticException | ApfloatRuntimeException pole) {
            return false;
        }
    }

    /** The value of a sum, a product or an integral; infinity is no value, and a limit all the same. */
    private Apcomplex accumulated(int i, long precision) {
        int node = tape.node(i);
        int label = dag.binderLabel(node);
        int bound = dag.argument(node, 1);
        Apcomplex[] at = new Apcomplex[1];
        Map<Integer, LongFunction<Apcomplex>> inside = new HashMap<>(values);
        inside.put(bound, p -> at[0]);
        PreciseEvaluator operand = new PreciseEvaluator(Tape.of(dag, dag.argument(node, 0)), complex, inside);
        boolean integral = label == Binders.INTEGRAL;
        Function<Apcomplex, Apcomplex> value = t -> {
            at[0] = t;
            Apcomplex v = operand.walk(Math.max(precision, Math.min(t.precision(), 4 * precision)));
            lost |= operand.lost;
            atJump |= operand.atJump && !integral;
            return v;
        };
        int from = dag.argument(node, 2);
        int to = dag.argument(node, 3);
        boolean fromInfinity = from == dag.negate(dag.constant("oo"));
        boolean toInfinity = to == dag.constant("oo");
        Apcomplex a = argument(i, 2);
        Apcomplex b = argument(i, 3);
        if (a == null && !fromInfinity || b == null && !toInfinity || !integral && (fromInfinity || toInfinity)) {
            return null;
        }
        if (!integral) {
            return Accumulated.overIntegers(label, value, a, b);
        }
        if (a != null && !(a instanceof Apfloat) || b != null && !(b instanceof Apfloat)) {
            return null;
        }
        Apcomplex found = operand.hasNode(bound) ? Accumulated.integral(value, a, b, precision) : ofConstant(value.apply(a == null ? b == null ? Apcomplex.ZERO : b : a), a, b);
        if (found == null) {
            throw new DdxException(DdxException.Kind.LIMIT, "no value of an integral was found: it does not converge, or too slowly for " + precision + " digits");
        }
        return found.precision(precision - 5);
    }

    /** The integral of what is the same everywhere; null where there is none. */
    private static Apcomplex ofConstant(Apcomplex v, Apcomplex from, Apcomplex to) {
        return v == null ? null : isZero(v) ? Apcomplex.ZERO : from == null || to == null ? null : to.subtract(from).multiply(v);
    }

    private boolean hasNode(int node) {
        for (int i = 0; i < tape.length(); i++) {
            if (tape.node(i) == node) {
                return true;
            }
        }
        return false;
    }

    /** Whether the argument may be off by a little. */
    private boolean isComputed(int i, int k) {
        int kind = tape.kind(tape.argument(i, k));
        return kind != Dag.NUMBER && kind != Dag.SYMBOL;
    }

    private static Apcomplex simplest(Apcomplex z) {
        return z == null || z instanceof Apfloat || z.imag().signum() != 0 ? z : z.real();
    }

    private Apcomplex piecewise(int i) {
        int n = tape.arity(i);
        for (int k = 0; k + 1 < n; k += 2) {
            Apcomplex condition = argument(i, k + 1);
            if (condition == null) {
                return null;
            }
            if (!condition.equals(Apcomplex.ZERO)) {
                return argument(i, k);
            }
        }
        return n % 2 == 1 ? argument(i, n - 1) : null;
    }

    private Apcomplex relation(int i) {
        List<Relation.Op> ops = dag.relationOps(tape.node(i));
        boolean holds = true;
        for (int k = 0; k < ops.size(); k++) {
            Apcomplex a = argument(i, k);
            Apcomplex b = argument(i, k + 1);
            if (a == null || b == null) {
                return null;
            }
            boolean equality = ops.get(k) == Relation.Op.EQ || ops.get(k) == Relation.Op.NE;
            if (!(a instanceof Apfloat x) || !(b instanceof Apfloat y)) {
                if (!equality) {
                    return null;
                }
                holds &= a.equals(b) == (ops.get(k) == Relation.Op.EQ);
            } else {
                int order = x.compareTo(y);
                boolean exactly = exact.argument(i, k) != null && exact.argument(i, k + 1) != null;
                atJump |= !exactly && (order == 0 || x.subtract(y).precision() <= UNCERTAIN) && (isComputed(i, k) || isComputed(i, k + 1));
                holds &= ops.get(k).holds(order, 0);
            }
        }
        return holds ? Apcomplex.ONE : Apcomplex.ZERO;
    }
}
