package dev.ddx.kernel;

import dev.ddx.expr.DdxException;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Relation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.apfloat.Apcomplex;
import org.apfloat.ApcomplexMath;
import org.apfloat.Apfloat;
import org.apfloat.ApfloatMath;
import org.apfloat.ApfloatRuntimeException;
import org.apfloat.OverflowException;

/**
 * The value of a node to a number of decimal digits, over the reals or over the complex numbers with principal
 * branches. The tape is walked at growing precision, each node once a walk, until two walks agree: what
 * cancels costs a longer walk, never a wrong digit.
 *
 * <p>A value that is null is none: outside the real domain, at a pole, of a symbol without a value.
 */
final class PreciseEvaluator {

    /** Beyond this index a root is taken by its logarithm. */
    private static final int LARGEST_ROOT = 1_000;
    /** How far the precision grows beyond the digits wanted before a value counts as one that cannot be told from 0. */
    private static final long MOST_EXTRA_DIGITS = 400;

    private final Tape tape;
    private final Dag dag;
    private final boolean complex;
    private final Map<Integer, LongFunction<Apcomplex>> values;
    private final Apcomplex[] value;
    private final boolean[] used;
    /** Whether the last walk lost all digits of a part, so that more of them may change the value. */
    private boolean undecided;
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
        if (digits < 1) {
            throw new DdxException(DdxException.Kind.USAGE, "the number of digits is at least 1");
        }
        if (digits * 3.33 > dag.budget().maxBits()) {
            throw Limits.reached(digits + " digits are asked for", dag.budget().maxBits(), "--max-bits");
        }
        long most = 2L * digits + MOST_EXTRA_DIGITS;
        Apcomplex before = walk(digits + 15L);
        boolean undecidedBefore = undecided;
        for (long precision = digits + 15 + Math.max(10, digits / 8); ; precision = Math.min(most, 2 * precision)) {
            Apcomplex now = walk(precision);
            boolean settled = !undecided && !undecidedBefore || precision == most;
            if (settled && !atJump && !lost && agree(before, now, digits)) {
                return now == null ? null : rounded(now, digits);
            }
            if (precision == most) {
                if (atJump) {
                    throw new DdxException(DdxException.Kind.LIMIT, "a step or a case begins where the value is wanted, as far as "
                            + precision + " digits tell; the value there cannot be told");
                }
                if (isNothing(before, most / 4) && isNothing(now, most / 4)) {
                    return Apcomplex.ZERO;
                }
                throw new DdxException(DdxException.Kind.LIMIT, "the value cannot be told to " + digits
                        + " digits: too many of them cancel; ask for more digits");
            }
            before = now;
            undecidedBefore = undecided;
        }
    }

    private static boolean isNothing(Apcomplex z, long digits) {
        return z != null && (z.equals(Apcomplex.ZERO) || z.scale() < -digits);
    }

    private static boolean agree(Apcomplex a, Apcomplex b, int digits) {
        if (a == null || b == null) {
            return a == b;
        }
        if (a.equals(b)) {
            return true;
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

    /** The value of the first root with about that many digits. */
    Apcomplex walk(long precision) {
        undecided = false;
        lost = false;
        atJump = false;
        for (int i = 0; i < value.length; i++) {
            if (!used[i]) {
                continue;
            }
            dag.budget().look();
            Apcomplex v;
            try {
                v = value(i, precision);
            } catch (ArithmeticException noValue) {
                v = null;
            } catch (OverflowException large) {
                throw new DdxException(DdxException.Kind.LIMIT, "a value on the way is too large to be computed");
            } catch (ApfloatRuntimeException unknown) {
                // More digits may help.
                lost = true;
                v = null;
            }
            value[i] = v == null ? null : v.precision(Math.min(precision, Math.max(1, v.precision())));
            tooSmall[i] = v != null && isZero(v) && (isOfTooSmall(i) || tape.kind(i) == Dag.POWER && argument(i, 0) != null && !isZero(argument(i, 0)));
            if (v == null && isOfTooSmall(i)) {
                throw new DdxException(DdxException.Kind.LIMIT, "a value on the way is too small to be computed");
            }
        }
        return value[tape.root(0)];
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
            Apcomplex before = sum;
            sum = plus(sum, term);
            undecided |= sum.equals(Apcomplex.ZERO) && !before.equals(Apcomplex.ZERO);
        }
        return sum;
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
            return exponent instanceof Apfloat x ? ElementaryFunctions.exp(x) : ApcomplexMath.exp(exponent);
        }
        int n = tape.node(tape.argument(i, 1));
        Rational r = dag.isNumber(n) ? dag.numbers().rational(dag.numberIndex(n)) : null;
        if (r == null && exponent instanceof Apfloat x && x.isInteger() && x.scale() < 18) {
            r = Rational.of(x.longValueExact());
        }
        if (base.equals(Apcomplex.ZERO)) {
            boolean positive = r != null ? r.signum() > 0 : exponent.real().signum() > 0;
            return r != null && r.isZero() ? Apcomplex.ONE : positive ? Apcomplex.ZERO : null;
        }
        if (r != null && r.isInteger() && r.bitLength() < 63) {
            long times = r.numerator().longValue();
            return base instanceof Apfloat x ? ApfloatMath.pow(x, times) : ApcomplexMath.pow(base, times);
        }
        if (r != null && r.numerator().bitLength() < 63 && r.denominator().bitLength() < 31
                && r.denominator().intValue() <= LARGEST_ROOT) {
            return root(base, r.numerator().longValue(), r.denominator().intValue());
        }
        if (base instanceof Apfloat x && x.signum() > 0 && exponent instanceof Apfloat y) {
            return ApfloatMath.pow(x, y);
        }
        if (!complex) {
            // A fraction too large to be taken as a root may still have an odd denominator.
            boolean odd = r != null && r.denominator().testBit(0);
            Apfloat magnitude = odd ? ApfloatMath.pow(((Apfloat) base).negate(), (Apfloat) exponent) : null;
            return magnitude != null && r.numerator().testBit(0) ? magnitude.negate() : magnitude;
        }
        return ApcomplexMath.pow(base, exponent);
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
            atJump |= distance.signum() == 0 || distance.scale() < -x[0].precision() / 2;
        }
        return f.real().at(x);
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
            undecided |= operand.undecided && !integral;
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
        Apcomplex found = Accumulated.integral(value, a, b, precision);
        if (found == null) {
            throw new DdxException(DdxException.Kind.LIMIT, "no value of an integral was found: it does not converge, or too slowly for " + precision + " digits");
        }
        return found.precision(precision - 5);
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
                atJump |= order == 0 && (isComputed(i, k) || isComputed(i, k + 1));
                holds &= ops.get(k).holds(order, 0);
            }
        }
        return holds ? Apcomplex.ONE : Apcomplex.ZERO;
    }
}
