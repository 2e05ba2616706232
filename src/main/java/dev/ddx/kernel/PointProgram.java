package dev.ddx.kernel;

import dev.ddx.expr.Rational;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Quantities modulo a prime at several random points at once: each is an instruction with its values at the
 * points. The roots of a value exist modulo p for some points only; another point is drawn where there is
 * none. That this happens proves that the value has no such root among what is there, so that its roots are
 * conjugates and one stands for all. Where it never happens, all combinations of branches are tried at the end.
 */
class PointProgram {

    enum Op { CONSTANT, RANDOM, SIGN, ZETA, SUM, PRODUCT, POWER, ROOT }

    private static final int MAX_BRANCHES = 256;
    private static final int MAX_INSTRUCTIONS = 200_000;
    private static final int ROOT_WORK = 100;
    private static final int MAX_FAILURES = 1_000;

    /** How many points are tried at which every combination of branches exists. */
    private static final int MAX_POINTS_FOR_BRANCHES = 200;

    private static final int POINTS_WITH_BRANCHES = 44;
    private static final int[] NONE = {};

    final class Instruction {
        final Op op;
        final int[] arguments;
        final BigInteger exponent;
        final int degree;
        final Rational rational;
        final long constant;
        final long[] values = new long[points];
        /** Of a root: the product of the primes q for which the value has been seen to be no q-th power. */
        int witnessed = 1;
        /** Whether its value may depend on a choice of branch that stands for no others. */
        boolean branches;
        /** Under what the plan remembers {@link #witnessed}, or null. */
        Object name;
        /** Which of the branches is taken; −1 for any. */
        int branch = -1;
        /** Whether it is a number made of rational numbers and of roots of positive numbers. */
        boolean real;
        /** Whether it is made of nothing but numbers, symbols, π, and roots. */
        boolean algebraic;
        /** Where its value lies with the principal branches, if it is made of nothing but numbers and their roots; else null. */
        ComplexBall ball;

        /** Whether it is a number that is known to be real and positive. */
        boolean isPositive() {
            return ball != null && ball.isKnown() && real && ball.isRight();
        }

        Instruction(Op op, int[] arguments, BigInteger exponent, int degree, Rational rational) {
            this.op = op;
            this.arguments = arguments;
            this.exponent = exponent;
            this.degree = degree;
            this.rational = rational;
            constant = rational == null ? 0 : field.of(rational);
            algebraic = op != Op.SIGN;
            for (int a : arguments) {
                branches |= code.get(a).branches;
                algebraic &= code.get(a).algebraic;
            }
        }
    }

    record Opaque(Object function, int[] arguments, int value) {
    }

    final TowerPlan plan;
    final SplittableRandom random;
    final PrimeField field;
    final int points;
    final List<Instruction> code = new ArrayList<>();
    final List<Opaque> opaques = new ArrayList<>();
    final Map<Object, Integer> named = new HashMap<>();
    final Map<BigInteger, Integer> unities = new HashMap<>();

    /** Which roots there are to be. */
    final String roots;

    /** The node that is being worked on, to name generators by and to blame. */
    int node;

    int within;
    /** How often a point was drawn again, so that what was found from the values is out of date. */
    int redraws;
    final int zero;
    final int one;
    final int minusOne;

    /** @throws TowerPlan.Stuck if too many roots of unity would be needed */
    PointProgram(TowerPlan plan, SplittableRandom random) {
        this.plan = plan;
        this.random = random;
        this.points = plan.points;
        roots = plan.degrees.toString();
        field = PrimeField.random(plan.order(), plan.rootsOfPrimes(), random);
        zero = constant(Rational.ZERO);
        one = constant(Rational.ONE);
        minusOne = constant(Rational.of(-1));
    }

    /** Where a number lies that is made of others; null for what is not a number. */
    ComplexBall ball(Instruction in) {
        ComplexBall[] of = new ComplexBall[in.arguments.length];
        for (int i = 0; i < of.length; i++) {
            of[i] = code.get(in.arguments[i]).ball;
            if (of[i] == null) {
                return null;
            }
        }
        return switch (in.op) {
            case CONSTANT -> ComplexBall.of(in.rational.doubleValue(), 0);
            case ZETA -> ComplexBall.of(Math.cos(2 * Math.PI / field.order()), Math.sin(2 * Math.PI / field.order()));
            case SUM -> Arrays.stream(of).reduce(ComplexBall.of(0, 0), ComplexBall::plus);
            case PRODUCT -> Arrays.stream(of).reduce(ComplexBall.of(1, 0), ComplexBall::times);
            case POWER -> in.exponent.bitLength() > 20 ? ComplexBall.UNKNOWN : of[0].power(in.exponent.intValue());
            case ROOT -> of[0].root(in.degree);
            case RANDOM, SIGN -> null;
        };
    }

    int emit(Op op, int[] arguments, BigInteger exponent, int degree, Rational rational) {
        Instruction in = new Instruction(op, arguments, exponent, degree, rational);
        if (in.constant < 0) {
            throw new TowerPlan.Again();
        }
        boolean inverse = op == Op.POWER && exponent.signum() < 0;
        if (inverse && isZero(arguments[0])) {
            throw undefined(arguments[0]);
        }
        in.ball = ball(in);
        in.real = in.ball != null && op != Op.ZETA;
        for (int a : arguments) {
            in.real &= op == Op.ROOT ? code.get(a).isPositive() : code.get(a).real;
        }
        if (op == Op.ROOT && code.get(arguments[0]).ball != null && code.get(arguments[0]).ball.isKnown()) {
            ComplexBall of = code.get(arguments[0]).ball;
            in.name = List.of(degree, of.re(), of.im(), roots);
            in.witnessed = plan.witnesses.getOrDefault(in.name, 1);
        }
        code.add(in);
        if (inverse && invertAll(in)) {
            return code.size() - 1;
        }
        for (int k = 0; k < points; k++) {
            if (!evaluate(in, k)) {
                redraw(k);
            }
        }
        in.branches |= op == Op.ROOT && !isWitnessed(in) || op == Op.SIGN;
        if (in.branches && (op == Op.ROOT || op == Op.SIGN) && points < POINTS_WITH_BRANCHES) {
            // So many that no quantity seems constant, or equal to another, because one branch was drawn at all of them.
            plan.points = POINTS_WITH_BRANCHES;
            throw new TowerPlan.Again();
        }
        return code.size() - 1;
    }

    /** Says that the inverse or the logarithm of a quantity that is 0 at all points does not exist, if it is 0 for all branches. */
    RuntimeException undefined(int register) {
        return vanishesOnAllBranches(register) ? new TowerPlan.Undefined(node) : new TowerPlan.Again();
    }

    static boolean isWitnessed(Instruction in) {
        for (int n = in.degree, q = 2; n > 1; q++) {
            if (n % q == 0) {
                if (in.witnessed % q != 0) {
                    return false;
                }
                while (n % q == 0) {
                    n /= q;
                }
            }
        }
        return true;
    }

    /** One inversion for all points, where no point is 0. */
    boolean invertAll(Instruction in) {
        long[] base = code.get(in.arguments[0]).values;
        for (int k = 0; k < points; k++) {
            if (base[k] == 0) {
                return false;
            }
            in.values[k] = field.power(base[k], in.exponent.negate());
        }
        field.invert(in.values, points);
        plan.work += 2 * ROOT_WORK;
        return true;
    }

    /** Computes the instruction at point k; false if it has no value there. */
    boolean evaluate(Instruction in, int k) {
        plan.work++;
        long v;
        switch (in.op) {
            case CONSTANT -> v = in.constant;
            case RANDOM -> v = field.random(random);
            case SIGN -> v = (in.branch < 0 ? random.nextBoolean() : in.branch == 0) ? field.one : field.negate(field.one);
            // Both square roots of −1 occur, so that i is not taken for a number.
            case ZETA -> v = field.rootOfUnity(k % 2 == 0, random);
            case SUM -> {
                v = 0;
                for (int a : in.arguments) {
                    v = field.plus(v, code.get(a).values[k]);
                }
            }
            case PRODUCT -> {
                v = field.one;
                for (int a : in.arguments) {
                    v = field.times(v, code.get(a).values[k]);
                }
            }
            case POWER -> {
                long base = code.get(in.arguments[0]).values[k];
                if (in.exponent.signum() < 0) {
                    if (base == 0) {
                        return false;
                    }
                    plan.work += ROOT_WORK;
                    v = field.inverse(field.power(base, in.exponent.negate()));
                } else {
                    v = field.power(base, in.exponent);
                }
            }
            case ROOT -> {
                plan.work += 2 * ROOT_WORK;
                long base = code.get(in.arguments[0]).values[k];
                if (base == 0) {
                    return false;
                }
                int log = field.torsionLog(base);
                if (log % in.degree != 0) {
                    in.witnessed = witness(in, log);
                    if (in.name != null) {
                        plan.witnesses.put(in.name, in.witnessed);
                    }
                    return false;
                }
                v = field.root(base, log, in.degree, in.branch < 0 ? random.nextInt(in.degree) : in.branch);
            }
            default -> throw new AssertionError();
        }
        in.values[k] = v;
        return true;
    }

    static int witness(Instruction in, int log) {
        int w = in.witnessed;
        for (int n = in.degree, q = 2; n > 1; q++) {
            if (n % q == 0) {
                if (log % q != 0 && w % q != 0) {
                    w *= q;
                }
                while (n % q == 0) {
                    n /= q;
                }
            }
        }
        return w;
    }

    /** Draws another point in place of the k-th. */
    void redraw(int k) {
        int[] failures = new int[code.size()];
        redraws++;
        while (true) {
            int at = 0;
            while (at < code.size() && evaluate(code.get(at), k)) {
                at++;
            }
            if (at == code.size()) {
                return;
            }
            if (plan.work > plan.maxWork) {
                throw new TowerPlan.Stuck("the budget of the zero test is used up by roots");
            }
            Instruction in = code.get(at);
            // A number that has no root modulo p has none at any point, or at few.
            if (++failures[at] > (in.ball != null ? 10 : MAX_FAILURES) * (in.degree + 1)) {
                throw new TowerPlan.Again();
            }
        }
    }

    long[] values(int register) {
        return code.get(register).values;
    }

    boolean isZero(int register) {
        for (long v : values(register)) {
            if (v != 0) {
                return false;
            }
        }
        return true;
    }

    boolean isSame(int a, int b) {
        return a == b || Arrays.equals(values(a), values(b));
    }

    boolean isOpposite(int a, int b) {
        for (int k = 0; k < points; k++) {
            if (values(a)[k] != field.negate(values(b)[k])) {
                return false;
            }
        }
        return true;
    }

    /** The rational number that the quantity is at all points, or null. */
    Rational asNumber(int register) {
        Instruction in = code.get(register);
        if (in.rational != null) {
            return in.rational;
        }
        for (long v : in.values) {
            if (v != in.values[0]) {
                return null;
            }
        }
        return field.fraction(in.values[0]);
    }

    /** The rational number c with a = c·b, or null. */
    Rational ratio(int a, int b) {
        long[] x = values(a);
        long[] y = values(b);
        for (int k = 1; k < points; k++) {
            if (field.times(x[0], y[k]) != field.times(x[k], y[0])) {
                return null;
            }
        }
        return y[0] == 0 ? null : field.fraction(field.times(x[0], field.inverse(y[0])));
    }

    /** The rational number c with u = c·a·b, or null. */
    Rational ratioOfProduct(int u, int a, int b) {
        long[] x = values(u);
        long first = field.times(values(a)[0], values(b)[0]);
        for (int k = 1; k < points; k++) {
            if (field.times(x[0], field.times(values(a)[k], values(b)[k])) != field.times(x[k], first)) {
                return null;
            }
        }
        return quotient(x[0], first);
    }

    /** The rational number c with u = c·a/b, or null. */
    Rational ratioOfQuotient(int u, int a, int b) {
        long first = field.times(values(u)[0], values(b)[0]);
        for (int k = 1; k < points; k++) {
            if (field.times(first, values(a)[k]) != field.times(field.times(values(u)[k], values(b)[k]), values(a)[0])) {
                return null;
            }
        }
        return quotient(first, values(a)[0]);
    }

    Rational quotient(long numerator, long denominator) {
        return denominator == 0 ? null : field.fraction(field.times(numerator, field.inverse(denominator)));
    }

    /** The rational numbers c and d with a = c·b + d, or null. */
    Rational[] line(int a, int b) {
        long[] x = values(a);
        long[] y = values(b);
        long dy = field.minus(y[1], y[0]);
        if (dy == 0) {
            return null;
        }
        long c = field.times(field.minus(x[1], x[0]), field.inverse(dy));
        long d = field.minus(x[0], field.times(c, y[0]));
        for (int k = 2; k < points; k++) {
            if (field.minus(x[k], field.times(c, y[k])) != d) {
                return null;
            }
        }
        Rational by = field.fraction(c);
        Rational constant = field.fraction(d);
        return by == null || constant == null ? null : new Rational[] {by, constant};
    }

    TowerPlan plan() {
        return plan;
    }

    /** From here on generators are named after that node. */
    void begin(int dagNode) {
        node = dagNode;
        within = 0;
        if (plan.work > plan.maxWork || code.size() > MAX_INSTRUCTIONS) {
            throw new TowerPlan.Stuck("the budget of the zero test is used up");
        }
    }

    Object name() {
        return (long) node << 16 | within++;
    }

    /** A value of its own about which nothing is known. */
    int transcendental() {
        int r = emit(Op.RANDOM, NONE, null, 0, null);
        code.get(r).algebraic = false;
        return r;
    }

    int constant(Rational r) {
        return emit(Op.CONSTANT, NONE, null, 0, r);
    }

    /** A value of its own, the same for the same name. */
    int symbol(Object name) {
        return named.computeIfAbsent(name, n -> emit(Op.RANDOM, NONE, null, 0, null));
    }

    int zeta() {
        Integer known = named.get("zeta");
        if (known == null) {
            known = emit(Op.ZETA, NONE, null, 0, null);
            named.put("zeta", known);
        }
        return known;
    }

    /** e^(2πi·r) for a fraction r whose denominator divides the order. */
    int unity(Rational r) {
        BigInteger power = r.times(Rational.of(field.order())).numerator().mod(BigInteger.valueOf(field.order()));
        Integer known = unities.get(power);
        if (known == null) {
            known = power(zeta(), power);
            unities.put(power, known);
        }
        return known;
    }

    int i() {
        Integer known = named.get("i");
        if (known == null) {
            known = unity(Rational.of(1, 4));
            named.put("i", known);
        }
        return known;
    }

    int pi() {
        return symbol("pi");
    }

    int sum(int... terms) {
        return terms.length == 1 ? terms[0] : emit(Op.SUM, terms, null, 0, null);
    }

    int product(int... factors) {
        return factors.length == 1 ? factors[0] : emit(Op.PRODUCT, factors, null, 0, null);
    }

    int scale(Rational c, int a) {
        return c.isOne() ? a : product(constant(c), a);
    }

    int negate(int a) {
        return product(minusOne, a);
    }

    int minus(int a, int b) {
        return sum(a, negate(b));
    }

    int over(int a, int b) {
        return product(a, power(b, BigInteger.ONE.negate()));
    }

    int power(int a, BigInteger n) {
        return n.equals(BigInteger.ONE) ? a : n.signum() == 0 ? one : emit(Op.POWER, new int[] {a}, n, 0, null);
    }

    int power(int a, long n) {
        return power(a, BigInteger.valueOf(n));
    }

    /** Either 1 or −1, the same for the same quantity up to a positive rational factor. */
    int sign(int a) {
        Rational r = asNumber(a);
        if (r != null) {
            return r.signum() == 0 ? zero : r.signum() > 0 ? one : minusOne;
        }
        for (Opaque o : opaques) {
            if (o.function().equals("sign")) {
                Rational c = ratio(a, o.arguments()[0]);
                if (c != null) {
                    return c.signum() > 0 ? o.value() : negate(o.value());
                }
            }
        }
        for (Opaque o : List.copyOf(opaques)) {
            for (Opaque p : List.copyOf(opaques)) {
                if (o.function().equals("sign") && p.function().equals("sign")) {
                    Rational c = ratioOfProduct(a, o.arguments()[0], p.arguments()[0]);
                    if (c == null) {
                        c = ratioOfQuotient(a, o.arguments()[0], p.arguments()[0]);
                    }
                    if (c != null) {
                        int s = product(o.value(), p.value());
                        return c.signum() > 0 ? s : negate(s);
                    }
                }
            }
        }
        int s = plusOrMinusOne();
        opaques.add(new Opaque("sign", new int[] {a}, s));
        return s;
    }

    /** A value that is 1 or −1, one as good as the other. */
    int plusOrMinusOne() {
        return emit(Op.SIGN, NONE, null, 0, null);
    }

    /** The value of a function of which nothing is known but that equal arguments give equal values; null if there was none yet. */
    Integer known(Object function, int... arguments) {
        for (Opaque o : opaques) {
            if (o.function().equals(function)) {
                boolean same = true;
                for (int i = 0; i < arguments.length && same; i++) {
                    same = isSame(arguments[i], o.arguments()[i]);
                }
                if (same) {
                    return o.value();
                }
            }
        }
        return null;
    }

    /** The value of a function at arguments that are the opposite of arguments it was seen at. */
    Integer knownAtOpposite(Object function, int argument) {
        for (Opaque o : opaques) {
            if (o.function().equals(function) && isOpposite(argument, o.arguments()[0])) {
                return o.value();
            }
        }
        return null;
    }

    /** Remembers what {@link #known} is to find. */
    int remember(Object function, int value, int... arguments) {
        opaques.add(new Opaque(function, arguments, value));
        return value;
    }

    int unknown(Object function, int... arguments) {
        Integer known = known(function, arguments);
        return known != null ? known : remember(function, transcendental(), arguments);
    }

    boolean isAlgebraic(int register) {
        return code.get(register).algebraic;
    }

    /** Whether every root in it stands for its conjugates. */
    boolean isFreeOfBranches(int register) {
        return !code.get(register).branches;
    }

    /**
     * Whether the quantity vanishes for every combination of the branches that do not stand for each other.
     *
     * @throws TowerPlan.Stuck if they are too many
     */
    boolean vanishesOnAllBranches(int register) {
        List<Instruction> choices = new ArrayList<>();
        long combinations = 1;
        boolean[] needed = needed(register);
        for (int r = 0; r <= register; r++) {
            Instruction in = code.get(r);
            if (needed[r] && in.branches && (in.op == Op.SIGN || in.op == Op.ROOT)) {
                choices.add(in);
                combinations *= in.op == Op.SIGN ? 2 : in.degree;
                if (combinations > MAX_BRANCHES) {
                    throw new TowerPlan.Stuck("it depends on the branches of too many roots");
                }
            }
        }
        if (choices.isEmpty()) {
            return true;
        }
        int confirmed = 0;
        for (int tried = 0; confirmed < 2; tried++) {
            if (tried == MAX_POINTS_FOR_BRANCHES) {
                throw new TowerPlan.Stuck("the branches of its roots do not exist together");
            }
            choices.forEach(in -> in.branch = -1);
            redraw(0);
            int found = 0;
            for (long c = 0; c < combinations && found == c; c++) {
                long rest = c;
                for (Instruction in : choices) {
                    int degree = in.op == Op.SIGN ? 2 : in.degree;
                    in.branch = (int) (rest % degree);
                    rest /= degree;
                }
                boolean exists = true;
                for (int r = 0; r <= register && exists; r++) {
                    exists = !needed[r] || !code.get(r).branches || evaluate(code.get(r), 0);
                }
                found += exists ? 1 : 0;
                if (exists && values(register)[0] != 0) {
                    return false;
                }
            }
            confirmed += found == combinations ? 1 : 0;
        }
        return true;
    }

    boolean[] needed(int register) {
        boolean[] needed = new boolean[register + 1];
        needed[register] = true;
        for (int r = register; r >= 0; r--) {
            if (needed[r]) {
                for (int a : code.get(r).arguments) {
                    needed[a] = true;
                }
            }
        }
        return needed;
    }
}
