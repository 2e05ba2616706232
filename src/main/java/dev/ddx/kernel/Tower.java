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
 * A tower of generators (symbols, π, roots of unity, logarithms, exponentials, roots, values of unknown
 * functions) modulo a prime, at several random points at once. Each quantity is an instruction with its
 * values at the points. What vanishes here at random points vanishes in the tower, up to a probability of
 * about (degree/2^60) a point, and what vanishes in the tower is zero wherever it is defined.
 *
 * <p>Every logarithm L of u is a value of its own of which only exp(L) = u is used, so that nothing depends
 * on a choice of branch. An exponential is a new generator unless its exponent is a combination with
 * rational coefficients of exponents that are there (the structure theorem of Risch, by linear algebra over
 * the points); then it is a product of their roots. The roots of a value u exist modulo p for some points
 * only; another point is drawn where there is none. That this happens proves that u has no such root in
 * the tower, so that all roots of u are conjugates and one stands for all. Where it never happens, all
 * combinations of branches are tried at the end.
 */
final class Tower {

    /** Asks for another try: with finer roots, more points, or another prime. */
    static final class Again extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Again() {
            super(null, null, false, false);
        }
    }

    /** Says why nothing can be said. */
    static final class Stuck extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stuck(String reason) {
            super(reason, null, false, false);
        }
    }

    /** A quantity is the inverse of one that vanishes everywhere, or its logarithm. */
    static final class Undefined extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int node;

        Undefined(int node) {
            super(null, null, false, false);
            this.node = node;
        }

        int node() {
            return node;
        }
    }

    /** What is learnt in one try for the next: by what the exponents of each generator are divided. */
    static final class Plan {
        private final Map<Object, Integer> degrees = new HashMap<>();
        /** For roots of numbers: the degrees for which a prime has shown that there is none, beside the roots that were there. */
        private final Map<Object, Integer> witnesses = new HashMap<>();
        /** Nodes whose logarithms are to be made before all others. */
        final java.util.Set<Integer> first = new java.util.LinkedHashSet<>();
        int points;
        long work;
        final long maxWork;
        /** Whether odd roots of negative numbers are real. */
        final boolean real;

        Plan(int points, long maxWork, boolean real) {
            this.real = real;
            this.points = points;
            this.maxWork = maxWork;
        }

        void need(Object generator, int degree) {
            degrees.merge(generator, degree, Tower::lcm);
        }

        int degree(Object generator) {
            return degrees.getOrDefault(generator, 1);
        }

        private Map<BigInteger, Integer> rootsOfPrimes() {
            Map<BigInteger, Integer> out = new HashMap<>();
            degrees.forEach((generator, degree) -> {
                if (generator instanceof BigInteger q && degree > 1) {
                    out.put(q, degree);
                }
            });
            return out;
        }

        /** A number by which a suitable prime leaves the remainder 1. */
        int order() {
            int order = lcm(4, 2 * degree(PI_I));
            for (int d : degrees.values()) {
                order = lcm(order, d);
            }
            return order;
        }
    }

    private enum Op { CONSTANT, RANDOM, SIGN, ZETA, SUM, PRODUCT, POWER, ROOT }

    private static final int MAX_ORDER = 20_000;
    private static final int SPARE_POINTS = 4;
    private static final int MAX_BRANCHES = 256;
    /** The generator whose exponential is −1. */
    static final Object PI_I = "pi*i";
    private static final int ROOT_WORK = 100;
    private static final int MAX_FAILURES = 1_000;
    private static final int MANY_ROOTS = 48;
    private static final int MAX_MULTIPLE = 12;
    /** How many points are tried at which every combination of branches exists. */
    private static final int MAX_POINTS_FOR_BRANCHES = 200;

    private final class Instruction {
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

    /** Where a number lies that is made of others; null for what is not a number. */
    private ComplexBall ball(Instruction in) {
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

    /** An exponent; its exponential is the power {@code degree} of a root. */
    private static final class Exponent {
        final Object name;
        final int value;
        final int degree;
        /** The instruction of exp(value), if that is given, else −1. */
        final int exponential;
        int root = -1;
        /** Whether it is the principal logarithm of its exponential. */
        boolean isLogarithm;

        Exponent(Object name, int value, int degree, int exponential) {
            this.name = name;
            this.value = value;
            this.degree = degree;
            this.exponential = exponential;
        }
    }

    private record Logarithm(int of, int value) {
    }

    private record Opaque(Object function, int[] arguments, int value) {
    }

    private final Plan plan;
    private final SplittableRandom random;
    private final PrimeField field;
    private final int points;
    private final List<Instruction> code = new ArrayList<>();
    private final List<Exponent> exponents = new ArrayList<>();
    private final List<Logarithm> logarithms = new ArrayList<>();
    /** Powers whose logarithm is the exponent they were made from. */
    private final List<Logarithm> principal = new ArrayList<>();
    private final List<Opaque> opaques = new ArrayList<>();
    private final Map<Object, Integer> named = new HashMap<>();
    private final Map<BigInteger, Integer> unities = new HashMap<>();
    /** Which roots there are to be. */
    private final String roots;
    private RationalSpan span;
    private boolean again;
    /** The node that is being worked on, to name generators by and to blame. */
    private int node;
    private int within;

    final int zero;
    final int one;
    final int minusOne;

    /** @throws Stuck if too many roots of unity would be needed */
    Tower(Plan plan, SplittableRandom random) {
        this.plan = plan;
        this.random = random;
        this.points = plan.points;
        roots = plan.degrees.toString();
        int order = plan.order();
        if (order > MAX_ORDER) {
            throw new Stuck("it has roots of too many different degrees");
        }
        field = PrimeField.random(order, plan.rootsOfPrimes(), random);
        span = new RationalSpan(field, points);
        zero = constant(Rational.ZERO);
        one = constant(Rational.ONE);
        minusOne = constant(Rational.of(-1));
    }

    static int lcm(int a, int b) {
        long l = (long) a / BigInteger.valueOf(a).gcd(BigInteger.valueOf(b)).intValue() * b;
        if (l > MAX_ORDER) {
            throw new Stuck("it has roots of too many different degrees");
        }
        return (int) l;
    }

    // ---- evaluation

    private int emit(Op op, int[] arguments, BigInteger exponent, int degree, Rational rational) {
        Instruction in = new Instruction(op, arguments, exponent, degree, rational);
        if (in.constant < 0) {
            throw new Again();
        }
        in.ball = ball(in);
        in.real = in.ball != null && op != Op.ZETA;
        for (int a : arguments) {
            in.real &= op == Op.ROOT ? code.get(a).isPositive() : code.get(a).real;
        }
        if (op == Op.ROOT && code.get(arguments[0]).ball != null) {
            ComplexBall of = code.get(arguments[0]).ball;
            in.name = List.of(degree, Math.round(of.re() * 1e9), Math.round(of.im() * 1e9), roots);
            in.witnessed = plan.witnesses.getOrDefault(in.name, 1);
        }
        code.add(in);
        if (op == Op.POWER && exponent.signum() < 0) {
            if (isZero(arguments[0])) {
                throw new Undefined(node);
            }
            if (invertAll(in)) {
                return code.size() - 1;
            }
        }
        for (int k = 0; k < points; k++) {
            if (!evaluate(in, k)) {
                redraw(k);
            }
        }
        if (op == Op.ROOT) {
            in.branches |= !isWitnessed(in);
        } else if (op == Op.SIGN) {
            in.branches = true;
        }
        return code.size() - 1;
    }

    private static boolean isWitnessed(Instruction in) {
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
    private boolean invertAll(Instruction in) {
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
    private boolean evaluate(Instruction in, int k) {
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

    private static int witness(Instruction in, int log) {
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
    private void redraw(int k) {
        int[] failures = new int[code.size()];
        span = null;
        while (true) {
            int at = 0;
            while (at < code.size() && evaluate(code.get(at), k)) {
                at++;
            }
            if (at == code.size()) {
                return;
            }
            if (plan.work > plan.maxWork) {
                throw new Stuck("the budget of the zero test is used up by roots");
            }
            Instruction in = code.get(at);
            // A number that has no root modulo p has none at any point, or at few.
            if (++failures[at] > (in.ball != null ? 10 : MAX_FAILURES) * (in.degree + 1)) {
                throw new Again();
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

    private boolean isOpposite(int a, int b) {
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
    private Rational ratio(int a, int b) {
        long[] x = values(a);
        long[] y = values(b);
        for (int k = 1; k < points; k++) {
            if (field.times(x[0], y[k]) != field.times(x[k], y[0])) {
                return null;
            }
        }
        return y[0] == 0 ? null : field.fraction(field.times(x[0], field.inverse(y[0])));
    }

    // ---- building

    Plan plan() {
        return plan;
    }

    /** From here on generators are named after that node. */
    void begin(int dagNode) {
        node = dagNode;
        within = 0;
        if (plan.work > plan.maxWork) {
            throw new Stuck("the budget of the zero test is used up");
        }
    }

    private Object name() {
        return (long) node << 16 | within++;
    }

    /** A value of its own about which nothing is known. */
    private int transcendental() {
        int r = emit(Op.RANDOM, NONE, null, 0, null);
        code.get(r).algebraic = false;
        return r;
    }

    int constant(Rational r) {
        return emit(Op.CONSTANT, NONE, null, 0, r);
    }

    private static final int[] NONE = {};

    /** A value of its own, the same for the same name. */
    int symbol(Object name) {
        return named.computeIfAbsent(name, n -> emit(Op.RANDOM, NONE, null, 0, null));
    }

    private int zeta() {
        Integer known = named.get("zeta");
        if (known == null) {
            known = emit(Op.ZETA, NONE, null, 0, null);
            named.put("zeta", known);
        }
        return known;
    }

    /** e^(2πi·r) for a fraction r whose denominator divides the order. */
    private int unity(Rational r) {
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
        int s = emit(Op.SIGN, NONE, null, 0, null);
        opaques.add(new Opaque("sign", new int[] {a}, s));
        return s;
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

    // ---- exponentials and logarithms

    private RationalSpan span() {
        if (span == null) {
            span = new RationalSpan(field, points);
        }
        while (span.size() < exponents.size()) {
            span.add(values(exponents.get(span.size()).value));
        }
        return span;
    }

    private Exponent add(Object name, int value, int degree, int exponential) {
        if (exponents.size() + SPARE_POINTS >= points) {
            plan.points = points * 2;
            throw new Again();
        }
        Exponent e = new Exponent(name, value, degree, exponential);
        exponents.add(e);
        return e;
    }

    /** A value w of its own of which exp(w) is known, as a function of w. */
    int exponentOf(java.util.function.IntUnaryOperator exponential) {
        piTimesI();
        Object name = name();
        int w = transcendental();
        int degree = plan.degree(name);
        add(name, w, degree, exponential.applyAsInt(w));
        return w;
    }

    private void piTimesI() {
        if (named.putIfAbsent(PI_I, 0) == null) {
            add(PI_I, product(pi(), i()), plan.degree(PI_I), minusOne);
        }
    }

    /** e^w. */
    int exp(int w) {
        if (isZero(w)) {
            return one;
        }
        piTimesI();
        long[] coefficients = span().coefficients(values(w));
        if (coefficients == null) {
            Object name = name();
            int degree = plan.degree(name);
            Exponent e = add(name, w, degree, -1);
            e.root = transcendental();
            return power(e.root, degree);
        }
        List<Integer> factors = new ArrayList<>();
        boolean coarse = false;
        for (int j = 0; j < coefficients.length; j++) {
            if (coefficients[j] == 0) {
                continue;
            }
            Rational r = field.fraction(coefficients[j]);
            if (r == null) {
                // By chance, a root has the same value at all points; or the number really is large.
                throw new Again();
            }
            Exponent e = exponents.get(j);
            Rational n = r.times(Rational.of(e.degree));
            if (!n.isInteger()) {
                if (r.denominator().bitLength() > 14) {
                    throw new Stuck("an exponent has a large denominator");
                }
                plan.need(e.name, r.denominator().intValue());
                coarse = true;
            } else {
                factors.add(power(root(e), n.numerator()));
            }
        }
        if (coarse) {
            // Something to go on with, so that one try finds as much as it can.
            again = true;
            return transcendental();
        }
        int result = factors.isEmpty() ? one : product(factors.stream().mapToInt(f -> f).toArray());
        if (isPrincipal(coefficients)) {
            principal.add(new Logarithm(result, w));
        }
        return result;
    }

    /** Whether ln(e^w) = w: w is r·ln u with −1 &lt; r ≤ 1, beside logarithms of positive numbers. */
    private boolean isPrincipal(long[] coefficients) {
        boolean seen = false;
        for (int j = 0; j < coefficients.length; j++) {
            Exponent e = exponents.get(j);
            if (coefficients[j] == 0 || e.name instanceof BigInteger) {
                continue;
            }
            Rational r = field.fraction(coefficients[j]);
            if (seen || !e.isLogarithm || plan.real && !r.numerator().testBit(0) || r.compareTo(Rational.of(-1)) <= 0 || r.compareTo(Rational.ONE) > 0) {
                return false;
            }
            seen = true;
        }
        return seen;
    }

    private int root(Exponent e) {
        if (e.root < 0) {
            if (e.name == PI_I) {
                e.root = unity(Rational.of(1, 2L * e.degree));
            } else if (e.degree == 1) {
                e.root = e.exponential;
            } else {
                e.root = e.name instanceof BigInteger q ? rootOfPrime(q, e) : emit(Op.ROOT, new int[] {e.exponential}, null, e.degree, null);
            }
        }
        return e.root;
    }

    /** Where √q is a sum of roots of unity that are there, it is that sum. */
    private int rootOfPrime(BigInteger q, Exponent e) {
        int sum = -1;
        if (e.degree % 2 == 0 && q.bitLength() < 15) {
            int prime = q.intValue();
            if (prime == 2 && field.order() % 8 == 0) {
                sum = sum(unity(Rational.of(1, 8)), unity(Rational.of(-1, 8)));
                code.get(sum).real = true;
            } else if (prime > 2 && field.order() % prime == 0) {
                int[] terms = new int[prime - 1];
                for (int k = 1; k < prime; k++) {
                    int u = unity(Rational.of(k, prime));
                    boolean residue = BigInteger.valueOf(k).modPow(BigInteger.valueOf((prime - 1) / 2), q).equals(BigInteger.ONE);
                    terms[k - 1] = residue ? u : negate(u);
                }
                sum = sum(terms);
                if (prime % 4 == 3) {
                    sum = over(sum, i());
                }
                code.get(sum).real = true;
            }
        }
        int root = sum < 0 ? emitRootOfPrime(e.exponential, e.degree)
                : e.degree == 2 ? sum : emitRootOfPrime(sum, e.degree / 2);
        return root;
    }

    /** The roots of a prime, or of its square root, are conjugates over the roots of unity. */
    private int emitRootOfPrime(int of, int degree) {
        int root = emit(Op.ROOT, new int[] {of}, null, degree, null);
        code.get(root).branches = false;
        code.get(root).witnessed = degree;
        return root;
    }

    /** ln u; its exponential is u. @param degree of the roots of u that are expected */
    int log(int u, int degree) {
        return log(u, degree, -1);
    }

    /** @param origin the node whose value u is, or −1 */
    int log(int u, int degree, int origin) {
        Integer known = knownLog(u, degree);
        if (known != null) {
            return known;
        }
        for (Logarithm l : principal) {
            Rational c = ratio(u, l.of());
            if (c != null && c.signum() > 0) {
                return c.isOne() ? l.value() : sum(logOfNumber(c, degree), l.value());
            }
        }
        Integer multiple = logOfMultiple(u, degree);
        if (multiple != null) {
            return multiple;
        }
        Integer power = logOfPower(u);
        if (power != null) {
            return power;
        }
        Integer algebraic = logOfSquare(u, degree);
        if (algebraic == null) {
            algebraic = logOfAlgebraicNumber(u, degree, origin);
        }
        if (algebraic != null) {
            return algebraic;
        }
        Integer product = logOfProduct(u);
        if (product != null) {
            learnLog(u, product);
            return product;
        }
        Object name = name();
        if (degree > 1) {
            plan.need(name, degree);
        }
        return newLogarithm(name, u);
    }

    /** The logarithm of a number, or of a positive rational multiple of a value whose logarithm is there; else null. */
    Integer knownLog(int u, int degree) {
        Rational r = asNumber(u);
        if (r != null) {
            return logOfNumber(r, degree);
        }
        for (Logarithm l : logarithms) {
            Rational c = ratio(u, l.of());
            if (c != null && c.signum() > 0) {
                return c.isOne() ? l.value() : sum(logOfNumber(c, degree), l.value());
            }
        }
        return null;
    }

    void learnLog(int u, int value) {
        logarithms.add(new Logarithm(u, value));
    }

    private int newLogarithm(Object name, int u) {
        int value = transcendental();
        int degree = plan.degree(name);
        if (field.order() % degree != 0) {
            again = true;
            degree = 1;
        }
        Exponent e = add(name, value, degree, u);
        e.isLogarithm = true;
        logarithms.add(new Logarithm(u, e.value));
        return value;
    }

    private int logOfNumber(Rational r, int degree) {
        if (r.signum() == 0) {
            throw new Undefined(node);
        }
        List<Integer> terms = new ArrayList<>();
        if (r.signum() < 0) {
            piTimesI();
            if (degree > 1) {
                plan.need(PI_I, degree);
            }
            terms.add(product(pi(), i()));
        }
        for (PrimePower f : PrimePower.factors(r.abs(), 1_000)) {
            if (f.base().equals(BigInteger.ONE)) {
                continue;
            }
            if (degree > 1) {
                plan.need(f.base(), degree);
            }
            int l = named.containsKey(f.base()) ? named.get(f.base()) : newLogarithm(f.base(), constant(new Rational(f.base(), BigInteger.ONE)));
            named.put(f.base(), l);
            terms.add(scale(Rational.of(f.exponent()), l));
        }
        return terms.isEmpty() ? zero : sum(terms.stream().mapToInt(t -> t).toArray());
    }

    /** The logarithm of c·v for a value v whose logarithm is there and a positive number c = A + √B with rational A and B. */
    private Integer logOfMultiple(int u, int degree) {
        for (Logarithm l : List.copyOf(logarithms)) {
            long[] c = new long[points];
            long second = 0;
            boolean two = false;
            boolean quadratic = code.get(u).ball == null;
            for (int k = 0; k < points && quadratic; k++) {
                long v = values(l.of())[k];
                quadratic = v != 0;
                // Two values are compared without dividing; the third is seen by its product.
                c[k] = quadratic && (k < 3 || two) ? field.times(values(u)[k], field.inverse(v)) : 0;
                if (k >= 3 && !two) {
                    quadratic = false;
                } else if (quadratic && c[k] != c[0]) {
                    quadratic = !two || c[k] == second;
                    second = c[k];
                    two = true;
                }
            }
            if (!quadratic || !two) {
                continue;
            }
            Integer register = quadraticNumber(c, second);
            if (register != null && code.get(register).isPositive()) {
                return sum(log(register, degree), l.value());
            }
        }
        return null;
    }

    /** The number A ± √B that takes these two values at the points, or null. */
    private Integer quadraticNumber(long[] values, long second) {
        Rational a = field.smallFraction(field.times(field.plus(values[0], second), field.inverse(field.of(2))));
        Rational norm = field.smallFraction(field.times(values[0], second));
        if (a == null || norm == null) {
            return null;
        }
        Rational b = a.times(a).minus(norm);
        if (b.signum() <= 0) {
            return null;
        }
        int root = rootOfNumber(b);
        for (int r : new int[] {sum(constant(a), root), minus(constant(a), root)}) {
            if (Arrays.equals(values(r), values)) {
                return r;
            }
        }
        return null;
    }

    private static final Rational[] FRACTIONS = {
        Rational.of(1, 2), Rational.of(-1, 2), Rational.of(1, 3), Rational.of(-1, 3), Rational.of(2, 3), Rational.of(-2, 3)};

    /** The logarithm r·ln v + ln c of c·v^r, for a value v whose logarithm is there, −1 < r < 1 and a positive rational number c. */
    private Integer logOfPower(int u) {
        for (Rational r : FRACTIONS) {
            // The real (v^(2/3))^(1/2) is |v|^(1/3).
            if (plan.real && !r.numerator().testBit(0)) {
                continue;
            }
            long q = r.denominator().longValue();
            for (Logarithm l : List.copyOf(logarithms)) {
                long[] power = new long[3];
                for (int k = 0; k < 3; k++) {
                    power[k] = field.times(field.power(values(u)[k], q), field.power(values(l.of())[k], r.numerator().negate()));
                }
                if (power[0] != power[1] || power[0] != power[2]) {
                    continue;
                }
                int w = scale(r, l.value());
                Rational c = ratio(u, exp(w));
                if (again) {
                    return w;
                }
                if (c != null && c.signum() > 0) {
                    return c.isOne() ? w : sum(logOfNumber(c, 1), w);
                }
            }
        }
        return null;
    }

    /**
     * The logarithm of a number u with uᵃ·vᵏ = c·ζ for the number v of a logarithm that is there (or none), a
     * positive rational number c and a root of unity ζ: then a·ln u + k·ln v = ln c + ln ζ + 2πi·n, and n is
     * found by enclosing the logarithms. Null for all else.
     */
    private Integer logOfAlgebraicNumber(int u, int degree, int origin) {
        if (code.get(u).ball == null) {
            return null;
        }
        ComplexBall lnU = code.get(u).ball.log();
        if (!lnU.isKnown()) {
            return null;
        }
        int order = field.order() <= MANY_ROOTS ? field.order() : BigInteger.valueOf(field.order()).gcd(BigInteger.valueOf(MANY_ROOTS)).intValue();
        for (int v = -1; v < logarithms.size(); v++) {
            Logarithm other = v < 0 ? null : logarithms.get(v);
            ComplexBall lnV = other == null ? ComplexBall.of(0, 0) : code.get(other.of()).ball;
            if (other != null) {
                if (lnV == null || asNumber(other.of()) != null) {
                    continue;
                }
                lnV = lnV.log();
                if (!lnV.isKnown()) {
                    continue;
                }
            }
            for (int a = 1; a <= 4; a++) {
                for (int k = other == null ? 0 : -MAX_MULTIPLE; k <= (other == null ? 0 : MAX_MULTIPLE); k++) {
                    if (other != null && k == 0) {
                        continue;
                    }
                    long[] product = new long[points];
                    BigInteger exponent = BigInteger.valueOf(k);
                    for (int p = 0; p < points; p++) {
                        product[p] = field.times(field.power(values(u)[p], a),
                                k == 0 ? field.one : field.power(values(other.of())[p], exponent));
                        if (p == 1 && !isRatioOfUnities(product[0], product[1])) {
                            break;
                        }
                    }
                    if (product[points - 1] == 0) {
                        continue;
                    }
                    for (int s = 0; s < order; s++) {
                        Rational c = ratioToUnity(product, s, order);
                        if (c == null) {
                            continue;
                        }
                        double size = lnU.re() * a + lnV.re() * k;
                        if (!(Math.abs(size - Math.log(c.doubleValue())) < 1e-9)) {
                            continue;
                        }
                        ComplexBall sum = lnU.times(ComplexBall.of(a, 0)).plus(lnV.times(ComplexBall.of(k, 0)));
                        double turns = sum.im() / (2 * Math.PI) - (double) s / order;
                        long n = Math.round(turns);
                        if (sum.radius() > 0.1 || Math.abs(turns - n) > 0.1) {
                            return null;
                        }
                        int total = logOfNumber(c, degree * a);
                        Rational halfTurns = Rational.of(2L * s, order).plus(Rational.of(2 * n));
                        if (halfTurns.signum() != 0) {
                            piTimesI();
                            plan.need(PI_I, lcm(degree * a, halfTurns.denominator().intValue()));
                            total = sum(total, scale(halfTurns, product(pi(), i())));
                        }
                        if (k != 0) {
                            total = sum(total, scale(Rational.of(-k), other.value()));
                        }
                        if (a > 1 && Math.abs(k) == 1 && origin >= 0 && plan.first.add(origin)) {
                            // v is a power of u: the next try has ln u first.
                            again = true;
                        }
                        int l = scale(Rational.of(1, a), total);
                        logarithms.add(new Logarithm(u, l));
                        return l;
                    }
                }
            }
        }
        return null;
    }

    /** Whether a/b is a root of unity that may come from the embeddings of the first two points. */
    private boolean isRatioOfUnities(long a, long b) {
        int order = field.order();
        return field.power(a, order) == field.power(b, order);
    }

    /** The positive rational number c such that the vector is c·e^(2πi·s/order), or null. */
    private Rational ratioToUnity(long[] vector, int s, int order) {
        if (s == 0) {
            for (long x : vector) {
                if (x != vector[0]) {
                    return null;
                }
            }
            Rational c = field.smallFraction(vector[0]);
            return c != null && c.signum() > 0 ? c : null;
        }
        long[] root = values(unity(Rational.of(s, order)));
        for (int k = 1; k < points; k++) {
            if (field.times(vector[0], root[k]) != field.times(vector[k], root[0])) {
                return null;
            }
        }
        Rational c = field.smallFraction(field.times(vector[0], field.inverse(root[0])));
        return c != null && c.signum() > 0 ? c : null;
    }

    /**
     * Twice the logarithm of √x ± √y, for a number u = (√x ± √y)² with rational x and y: one that is A + B√C
     * with A² − B²C the square of a rational number. Null for all else.
     */
    private Integer logOfSquare(int u, int degree) {
        Instruction in = code.get(u);
        if (in.ball == null || !in.ball.isKnown() || degree % 2 != 0) {
            return null;
        }
        long first = in.values[0];
        long second = first;
        for (long v : in.values) {
            if (v != first && v != second) {
                if (second != first) {
                    return null;
                }
                second = v;
            }
        }
        Rational a = field.smallFraction(field.times(field.plus(first, second), field.inverse(field.of(2))));
        Rational norm = field.smallFraction(field.times(first, second));
        if (first == second || a == null || norm == null || norm.signum() <= 0) {
            return null;
        }
        BigInteger top = ExactNumbers.exactRoot(norm.numerator(), 2);
        BigInteger bottom = ExactNumbers.exactRoot(norm.denominator(), 2);
        if (top == null || bottom == null) {
            return null;
        }
        Rational n = new Rational(top, bottom);
        int x = rootOfNumber(a.plus(n).over(Rational.of(2)));
        int y = rootOfNumber(a.minus(n).over(Rational.of(2)));
        for (int r : new int[] {sum(x, y), minus(x, y), minus(y, x)}) {
            ComplexBall ball = code.get(r).ball;
            if (ball != null && ball.isKnown() && ball.isRight() && isSame(power(r, 2), u)) {
                int l = scale(Rational.of(2), log(r, degree / 2));
                logarithms.add(new Logarithm(u, l));
                return l;
            }
        }
        return null;
    }

    private int rootOfNumber(Rational r) {
        return r.signum() == 0 ? zero : exp(scale(Rational.of(1, 2), logOfNumber(r, 2)));
    }

    /**
     * The logarithm of a positive number times a product, or a quotient, of two values whose logarithms are
     * there, if ln(ab) = ln a + ln b for them: where a + c·b = d for positive numbers c and d, the angles of
     * a and b have opposite signs; where ab = c·a − d, those of a, b and ab have the same sign.
     */
    private Integer logOfProduct(int u) {
        for (int i = 0; i < logarithms.size(); i++) {
            for (int j = 0; j < logarithms.size(); j++) {
                if (i == j) {
                    continue;
                }
                Logarithm a = logarithms.get(i);
                Logarithm b = logarithms.get(j);
                Rational c = j < i ? null : ratioOfProduct(u, a.of(), b.of());
                if (c != null && c.signum() > 0 && (isComplementary(a.of(), b.of()) || isBelow(u, a.of()) || isBelow(u, b.of()))) {
                    return sum(logOfNumber(c, 1), a.value(), b.value());
                }
                c = ratioOfQuotient(u, a.of(), b.of());
                if (c != null && c.signum() > 0 && (isComplementary(u, b.of()) || isBelow(a.of(), b.of()) || isBelow(a.of(), u))) {
                    return sum(logOfNumber(c, 1), a.value(), negate(b.value()));
                }
            }
        }
        return null;
    }

    /** The rational number c with u = c·a·b, or null. */
    private Rational ratioOfProduct(int u, int a, int b) {
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
    private Rational ratioOfQuotient(int u, int a, int b) {
        long first = field.times(values(u)[0], values(b)[0]);
        for (int k = 1; k < points; k++) {
            if (field.times(first, values(a)[k]) != field.times(field.times(values(u)[k], values(b)[k]), values(a)[0])) {
                return null;
            }
        }
        return quotient(first, values(a)[0]);
    }

    private Rational quotient(long numerator, long denominator) {
        return denominator == 0 ? null : field.fraction(field.times(numerator, field.inverse(denominator)));
    }

    /** Whether a + c·b = d for some positive numbers c and d. */
    private boolean isComplementary(int a, int b) {
        Rational[] line = line(a, b);
        return line != null && line[0].signum() < 0 && line[1].signum() > 0;
    }

    /** Whether a = c·b − d for some positive numbers c and d. */
    private boolean isBelow(int a, int b) {
        Rational[] line = line(a, b);
        return line != null && line[0].signum() > 0 && line[1].signum() < 0;
    }

    /** The rational numbers c and d with a = c·b + d, or null. */
    private Rational[] line(int a, int b) {
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

    // ---- the answer

    /** @throws Again if another try with the plan as it is now would see more */
    void finish() {
        if (again) {
            throw new Again();
        }
    }

    boolean isAlgebraic(int register) {
        return code.get(register).algebraic;
    }

    /** Whether every root in it stands for its conjugates. */
    boolean isFreeOfBranches(int register) {
        return !code.get(register).branches;
    }

    /** Probability of error of "vanishes at all points": 2 to the power of minus this. */
    int certainty() {
        return 40 * Math.min(points, 2);
    }

    /**
     * Whether the quantity vanishes for every combination of the branches that do not stand for each other.
     *
     * @throws Stuck if they are too many
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
                    throw new Stuck("it depends on the branches of too many roots");
                }
            }
        }
        if (choices.isEmpty()) {
            return true;
        }
        int confirmed = 0;
        for (int tried = 0; confirmed < 2; tried++) {
            if (tried == MAX_POINTS_FOR_BRANCHES) {
                throw new Stuck("the branches of its roots do not exist together");
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

    private boolean[] needed(int register) {
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
