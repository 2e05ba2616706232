package dev.ddx.kernel;

import dev.ddx.expr.DdxException;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Relation;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Expressions as a directed acyclic graph in which each node exists once (hash-consing), so that equal
 * expressions are equal ints. A node's arguments have smaller numbers than the node itself.
 *
 * <p>Sums hold each term once with its rational coefficient, products each base once with its exponent,
 * both in an order that depends on the structure alone. A quotient is a product with negative exponents.
 * A term's coefficient is the first factor of its product; the hash of a product does not see it, so that
 * like terms meet. What is canonical holds on the common domain: x/x is 1, and x^a·x^b is x^(a+b).
 *
 * <p>Nothing is expanded. A sum is opened inside a sum only with coefficient 1 or −1, because any other
 * would cost a multiplication a term; large sums and products are kept whole inside others, because they
 * are worth sharing and opening them again and again would take quadratic space.
 *
 * <p>A Dag belongs to one thread and one task. It can be reset and used again.
 */
public final class Dag {

    /** What a node is. */
    enum Kind {
        NUMBER, SYMBOL, CONSTANT, SUM, PRODUCT, POWER, CALL, PIECEWISE, RELATION, BINDER;

        private static final Kind[] ALL = values();

        /** The kind with that ordinal; {@link #values} would make a new array for each node. */
        static Kind of(int ordinal) {
            return ALL[ordinal];
        }
    }

    static final int NUMBER = Kind.NUMBER.ordinal();
    static final int SYMBOL = Kind.SYMBOL.ordinal();
    static final int CONSTANT = Kind.CONSTANT.ordinal();
    static final int SUM = Kind.SUM.ordinal();
    static final int PRODUCT = Kind.PRODUCT.ordinal();
    static final int POWER = Kind.POWER.ordinal();
    static final int CALL = Kind.CALL.ordinal();
    static final int PIECEWISE = Kind.PIECEWISE.ordinal();
    static final int RELATION = Kind.RELATION.ordinal();
    /** A sum, a product or an integral: operand, bound symbol and limits. */
    static final int BINDER = Kind.BINDER.ordinal();

    private static final String[] CONSTANTS = {"e", "pi", "i", "oo"};
    private static final int MAX_OPENED_TERMS = 256;
    private static final int MAX_OPENED_FACTORS = 16;
    /** The size as a tree from which a factor counts as large. */
    private static final int LARGE = 64;
    private static final int LARGEST_TRIAL_DIVISOR = 1_000;

    private final FunctionTable functions;
    private final boolean complex;
    private boolean realRoots;
    private final Limits limits;
    private final Budget budget;
    private final ExactNumbers numbers;
    private final NodeTable nodes;
    private final List<String> symbols = new ArrayList<>();
    private final Map<String, Integer> symbolNodes = new HashMap<>();
    private final Operators operators;
    private final List<List<Relation.Op>> relations = new ArrayList<>();
    private final Binders binders = new Binders(this);
    private int[] numberNodes = new int[32];

    /** The number 1, the number 0, and the base of natural logarithms. */
    final int zero;
    final int one;
    final int e;

    /** The terms and factors that are being put together, as pairs, frame upon frame. */
    private int[] work = new int[256];
    private int top;
    private long[] keys = new long[64];

    public Dag(FunctionTable functions, Limits limits) {
        this(functions, limits, false);
    }

    /** @param complex whether an odd root of a negative number is its principal value, not the real one */
    public Dag(FunctionTable functions, Limits limits, boolean complex) {
        this.functions = functions;
        this.complex = complex;
        this.limits = limits;
        this.operators = new Operators(Declarations.of(functions));
        this.budget = new Budget(limits);
        this.numbers = new ExactNumbers(limits.maxBits());
        this.nodes = new NodeTable(budget);
        Arrays.fill(numberNodes, -1);
        zero = numberNode(ExactNumbers.ZERO);
        one = numberNode(ExactNumbers.ONE);
        e = constant("e");
    }

    // ---- what a node is

    /** How many nodes there are; they are numbered from 0. */
    public int size() {
        return nodes.size();
    }

    /** Bytes that the nodes take. */
    public long bytes() {
        return nodes.bytes();
    }

    int kind(int node) {
        return nodes.kind(node);
    }

    int arity(int node) {
        return nodes.kind(node) <= CONSTANT ? 0 : nodes.arity(node);
    }

    int argument(int node, int i) {
        return nodes.argument(node, i);
    }

    boolean isNumber(int node) {
        return nodes.kind(node) == NUMBER;
    }

    ExactNumbers numbers() {
        return numbers;
    }

    /** Whether an odd root of a negative number is its principal value, not the real one. */
    boolean isComplex() {
        return complex;
    }

    /** Whether an odd root of a negative number has been taken to be real. */
    boolean hasRealRoots() {
        return realRoots;
    }

    FunctionTable functions() {
        return functions;
    }

    Operators operators() {
        return operators;
    }

    Limits limits() {
        return limits;
    }

    Budget budget() {
        return budget;
    }

    /** The index of a number node in {@link #numbers()}. */
    int numberIndex(int node) {
        return nodes.payload(node);
    }

    /** The name of a symbol or a constant. */
    String name(int node) {
        return nodes.kind(node) == SYMBOL ? symbols.get(nodes.payload(node)) : CONSTANTS[nodes.payload(node)];
    }

    Operator operator(int call) {
        return operators.get(nodes.label(call));
    }

    int operatorLabel(int call) {
        return nodes.label(call);
    }

    Binders binders() {
        return binders;
    }

    /** Which binder a node is, as its place in {@link Binders#NOTATIONS}. */
    int binderLabel(int binder) {
        return nodes.label(binder);
    }

    List<Relation.Op> relationOps(int relation) {
        return relations.get(nodes.label(relation));
    }

    /** Depends on the structure alone; like terms have one hash. */
    int hash(int node) {
        return nodes.hash(node);
    }

    /** The rational coefficient of a term: a number itself, the leading factor of a product, else 1. */
    int coefficient(int node) {
        int kind = nodes.kind(node);
        if (kind == NUMBER) {
            return nodes.payload(node);
        }
        return kind == PRODUCT && isNumber(nodes.argument(node, 0)) ? nodes.payload(nodes.argument(node, 0)) : ExactNumbers.ONE;
    }

    /** Where the factors without the coefficient begin. */
    int firstFactor(int product) {
        return isNumber(nodes.argument(product, 0)) ? 1 : 0;
    }

    // ---- leaves

    int numberNode(int index) {
        if (index >= numberNodes.length) {
            int old = numberNodes.length;
            numberNodes = Arrays.copyOf(numberNodes, Math.max(index + 1, old * 2));
            Arrays.fill(numberNodes, old, numberNodes.length, -1);
        }
        int known = numberNodes[index];
        if (known < 0) {
            known = numberNodes[index] = nodes.leaf(NUMBER, index, numbers.hashOf(index));
        }
        return known;
    }

    public int number(long value) {
        return numberNode(numbers.of(value));
    }

    public int number(Rational value) {
        return numberNode(numbers.of(value));
    }

    public int symbol(String name) {
        Integer known = symbolNodes.get(name);
        if (known != null) {
            return known;
        }
        int payload = symbols.indexOf(name);
        if (payload < 0) {
            payload = symbols.size();
            symbols.add(name);
        }
        int node = nodes.leaf(SYMBOL, payload, name.hashCode() * 31 + 7);
        symbolNodes.put(name, node);
        return node;
    }

    int constant(String name) {
        return nodes.leaf(CONSTANT, Arrays.asList(CONSTANTS).indexOf(name), name.hashCode() * 31 + 11);
    }

    // ---- sums

    public int sum(int... terms) {
        int frame = open();
        for (int t : terms) {
            term(ExactNumbers.ONE, t);
        }
        return closeSum(frame);
    }

    public int subtract(int a, int b) {
        int frame = open();
        term(ExactNumbers.ONE, a);
        term(ExactNumbers.MINUS_ONE, b);
        return closeSum(frame);
    }

    /** Begins a sum or a product; {@link #closeSum} or {@link #closeProduct} ends it. Frames nest. */
    int open() {
        return top;
    }

    private void push(int node, int with) {
        if (top + 2 > work.length) {
            work = Arrays.copyOf(work, work.length * 2);
        }
        work[top] = node;
        work[top + 1] = with;
        top += 2;
    }

    /** Adds {@code coefficient}·{@code node} to the sum that was begun last. */
    void term(int coefficient, int node) {
        if (coefficient == ExactNumbers.ZERO || node == zero) {
            return;
        }
        int kind = nodes.kind(node);
        if (kind == NUMBER) {
            push(one, numbers.times(coefficient, nodes.payload(node)));
            return;
        }
        boolean unit = coefficient == ExactNumbers.ONE || coefficient == ExactNumbers.MINUS_ONE;
        int inner = node;
        int sign = coefficient;
        if (kind == PRODUCT && nodes.arity(node) == 2 && nodes.kind(nodes.argument(node, 1)) == SUM
                && isUnit(nodes.argument(node, 0))) {
            inner = nodes.argument(node, 1);
            sign = numbers.times(coefficient, coefficient(node));
        }
        if (unit && nodes.kind(inner) == SUM && nodes.arity(inner) <= MAX_OPENED_TERMS) {
            for (int i = 0, n = nodes.arity(inner); i < n; i++) {
                term(sign, nodes.argument(inner, i));
            }
            return;
        }
        push(node, coefficient);
    }

    /** Like {@link #term}, but a sum stays whole. */
    void sharedTerm(int coefficient, int node) {
        if (nodes.kind(node) == SUM) {
            push(node, coefficient);
        } else {
            term(coefficient, node);
        }
    }

    private boolean isUnit(int node) {
        return isNumber(node) && (nodes.payload(node) == ExactNumbers.MINUS_ONE || nodes.payload(node) == ExactNumbers.ONE);
    }

    /** The sum of the terms since {@code frame}. */
    int closeSum(int frame) {
        sort(frame, true);
        int out = frame;
        int constant = ExactNumbers.ZERO;
        int read = frame;
        while (read < top) {
            int node = work[read];
            if (node == one) {
                constant = numbers.plus(constant, work[read + 1]);
                read += 2;
                continue;
            }
            int lead = coefficient(node);
            int total = numbers.times(work[read + 1], lead);
            read += 2;
            while (read < top && isLike(node, work[read])) {
                total = numbers.plus(total, numbers.times(work[read + 1], coefficient(work[read])));
                read += 2;
            }
            if (total != ExactNumbers.ZERO) {
                work[out++] = total == lead ? node : withCoefficient(total, node);
            }
        }
        int count = out - frame;
        if (constant != ExactNumbers.ZERO) {
            if (out == work.length) {
                work = Arrays.copyOf(work, work.length * 2);
            }
            System.arraycopy(work, frame, work, frame + 1, count);
            work[frame] = numberNode(constant);
            count++;
        }
        int result = count == 0 ? zero : count == 1 ? work[frame] : intern(SUM, 0, frame, count);
        top = frame;
        return result;
    }

    /** Whether two terms differ in their coefficients at most. */
    private boolean isLike(int a, int b) {
        if (a == b) {
            return true;
        }
        if (nodes.hash(a) != nodes.hash(b)) {
            return false;
        }
        int aFrom = nodes.kind(a) == PRODUCT ? firstFactor(a) : 0;
        int bFrom = nodes.kind(b) == PRODUCT ? firstFactor(b) : 0;
        int aCount = nodes.kind(a) == PRODUCT ? nodes.arity(a) - aFrom : 1;
        int bCount = nodes.kind(b) == PRODUCT ? nodes.arity(b) - bFrom : 1;
        if (aCount != bCount) {
            return false;
        }
        for (int i = 0; i < aCount; i++) {
            int x = nodes.kind(a) == PRODUCT ? nodes.argument(a, aFrom + i) : a;
            int y = nodes.kind(b) == PRODUCT ? nodes.argument(b, bFrom + i) : b;
            if (x != y) {
                return false;
            }
        }
        return true;
    }

    /** The term {@code node} with another coefficient than its own. */
    int withCoefficient(int coefficient, int node) {
        if (coefficient == ExactNumbers.ZERO) {
            return zero;
        }
        int kind = nodes.kind(node);
        if (kind == NUMBER) {
            return numberNode(coefficient);
        }
        int from = kind == PRODUCT ? firstFactor(node) : 0;
        int count = kind == PRODUCT ? nodes.arity(node) - from : 1;
        if (coefficient == ExactNumbers.ONE && count == 1) {
            return kind == PRODUCT ? nodes.argument(node, from) : node;
        }
        int frame = top;
        ensure(count + 1);
        int at = frame;
        if (coefficient != ExactNumbers.ONE) {
            work[at++] = numberNode(coefficient);
        }
        for (int i = 0; i < count; i++) {
            work[at++] = kind == PRODUCT ? nodes.argument(node, from + i) : node;
        }
        // Nothing is pushed while interning, so the scratch above the top is safe.
        return intern(PRODUCT, 0, frame, at - frame);
    }

    /** {@code coefficient}·{@code node}. */
    int scale(int coefficient, int node) {
        return coefficient == ExactNumbers.ONE ? node
                : withCoefficient(numbers.times(coefficient, coefficient(node)), node);
    }

    public int negate(int node) {
        return scale(ExactNumbers.MINUS_ONE, node);
    }

    private void ensure(int more) {
        if (top + more > work.length) {
            work = Arrays.copyOf(work, Math.max(top + more, work.length * 2));
        }
    }

    // ---- products and powers

    public int product(int... factors) {
        int frame = open();
        for (int f : factors) {
            factor(f, one);
        }
        return closeProduct(frame);
    }

    public int divide(int a, int b) {
        int frame = open();
        factor(a, one);
        factor(b, numberNode(ExactNumbers.MINUS_ONE));
        return closeProduct(frame);
    }

    /**
     * Two factors as they stand: neither is opened, so that a product that is shared stays shared. Only
     * numbers and equal bases are put together.
     */
    int productOfShared(int a, int b) {
        if (isNumber(a)) {
            return scale(numberIndex(a), b);
        }
        if (isNumber(b)) {
            return scale(numberIndex(b), a);
        }
        if (!isProduct(a) && !isProduct(b) || base(a) == base(b)) {
            return product(a, b);
        }
        int coefficient = numbers.times(coefficient(a), coefficient(b));
        int x = withCoefficient(ExactNumbers.ONE, a);
        int y = withCoefficient(ExactNumbers.ONE, b);
        int frame = top;
        ensure(3);
        int at = frame;
        if (coefficient != ExactNumbers.ONE) {
            work[at++] = numberNode(coefficient);
        }
        boolean inOrder = compare(base(x), base(y)) <= 0;
        work[at++] = inOrder ? x : y;
        work[at++] = inOrder ? y : x;
        return intern(PRODUCT, 0, frame, at - frame);
    }

    /** A product of several factors besides its coefficient. */
    private boolean isProduct(int node) {
        return nodes.kind(node) == PRODUCT && nodes.arity(node) - firstFactor(node) > 1;
    }

    private int base(int node) {
        return nodes.kind(node) == POWER ? nodes.argument(node, 0) : node;
    }

    /** Multiplies {@code node}^{@code exponent} to the product that was begun last. */
    void factor(int node, int exponent) {
        if (exponent == zero || node == one) {
            return;
        }
        int kind = nodes.kind(node);
        boolean whole = isNumber(exponent) && numbers.isInteger(nodes.payload(exponent));
        if (kind == PRODUCT && whole && !isKeptWhole(node)) {
            for (int i = 0, n = nodes.arity(node); i < n; i++) {
                factor(nodes.argument(node, i), exponent);
            }
        } else if (kind == NUMBER && exponent != one && isNumber(exponent)) {
            int value = power(node, exponent);
            if (nodes.kind(value) == POWER) {
                push(nodes.argument(value, 0), nodes.argument(value, 1));
            } else {
                factor(value, one);
            }
        } else if (kind == POWER && whole) {
            int inner = nodes.argument(node, 1);
            push(nodes.argument(node, 0), exponent == one ? inner : product(inner, exponent));
        } else {
            push(node, exponent);
        }
    }

    private boolean hasConstantTerm(int node) {
        return nodes.kind(node) == SUM && isNumber(nodes.argument(node, 0));
    }

    /** Whether a product is worth sharing: it has many factors, or several large ones. */
    boolean isKeptWhole(int product) {
        int n = nodes.arity(product);
        if (n > MAX_OPENED_FACTORS) {
            return true;
        }
        int large = 0;
        for (int i = 0; i < n; i++) {
            large += nodes.weight(nodes.argument(product, i)) >= LARGE ? 1 : 0;
        }
        return large > 1;
    }

    /** The product of the factors since {@code frame}. */
    int closeProduct(int frame) {
        sort(frame, false);
        int out = frame;
        int coefficient = ExactNumbers.ONE;
        int read = frame;
        boolean again = false;
        while (read < top) {
            int base = work[read];
            int exponent = zero;
            int symbolic = zero;
            for (; read < top && work[read] == base; read += 2) {
                int next = work[read + 1];
                if (isNumber(base) && next == one) {
                    // A number is multiplied as it is; only its roots are put together.
                    coefficient = numbers.times(coefficient, nodes.payload(base));
                } else if (isNumber(next)) {
                    exponent = sum(exponent, next);
                } else {
                    symbolic = sum(symbolic, next);
                }
            }
            if (isNumber(symbolic) || hasConstantTerm(symbolic)) {
                exponent = sum(exponent, symbolic);
            } else {
                // x^a·x^2 stays apart from x^(a+2): its derivatives share x^a.
                int f = power(base, symbolic);
                again |= nodes.kind(f) == PRODUCT;
                work[out++] = f;
            }
            if (exponent == zero) {
                continue;
            }
            int f = exponent == one ? base : power(base, exponent);
            int kind = nodes.kind(f);
            if (kind == NUMBER) {
                coefficient = numbers.times(coefficient, nodes.payload(f));
            } else if (kind == PRODUCT && isNumber(base)) {
                // A root of a prime, with the whole powers of the prime before it.
                coefficient = numbers.times(coefficient, coefficient(f));
                work[out++] = withCoefficient(ExactNumbers.ONE, f);
            } else {
                again |= kind == PRODUCT && exponent != one;
                work[out++] = f;
            }
        }
        int result;
        if (coefficient == ExactNumbers.ZERO) {
            result = zero;
        } else if (again) {
            int[] factors = Arrays.copyOfRange(work, frame, out);
            top = frame;
            factor(numberNode(coefficient), one);
            for (int f : factors) {
                factor(f, one);
            }
            return closeProduct(frame);
        } else {
            int count = out - frame;
            if (count == 1 && nodes.kind(work[frame]) == PRODUCT) {
                top = frame;
                return scale(coefficient, work[frame]);
            }
            if (coefficient != ExactNumbers.ONE) {
                if (out == work.length) {
                    work = Arrays.copyOf(work, work.length * 2);
                }
                System.arraycopy(work, frame, work, frame + 1, count);
                work[frame] = numberNode(coefficient);
                count++;
            }
            result = count == 0 ? one : count == 1 ? work[frame] : intern(PRODUCT, 0, frame, count);
        }
        top = frame;
        return result;
    }

    /**
     * @throws DdxException of kind DIVISION_BY_ZERO for a negative power of the number 0
     */
    public int power(int base, int exponent) {
        if (exponent == zero || base == one) {
            return one;
        }
        if (exponent == one) {
            return base;
        }
        int kind = nodes.kind(base);
        boolean numeric = isNumber(exponent);
        if (kind == NUMBER && numeric) {
            return numberPower(base, exponent);
        }
        boolean whole = numeric && numbers.isInteger(nodes.payload(exponent));
        if (whole && kind == POWER) {
            return power(nodes.argument(base, 0), product(nodes.argument(base, 1), exponent));
        }
        if (whole && kind == PRODUCT && !isKeptWhole(base)) {
            int frame = open();
            factor(base, exponent);
            return closeProduct(frame);
        }
        if (kind == PRODUCT && isNumber(nodes.argument(base, 0)) && (whole || numbers.signum(coefficient(base)) > 0)) {
            int c = power(nodes.argument(base, 0), exponent);
            return product(c, power(withCoefficient(ExactNumbers.ONE, base), exponent));
        }
        return internPower(base, exponent);
    }

    private int internPower(int base, int exponent) {
        int frame = top;
        ensure(2);
        work[frame] = base;
        work[frame + 1] = exponent;
        return intern(POWER, 0, frame, 2);
    }

    /** A number to the power of a number: exact where the value is rational and not too large, else with 0 &lt; exponent &lt; 1. */
    private int numberPower(int base, int exponent) {
        int b = nodes.payload(base);
        int n = nodes.payload(exponent);
        if (b == ExactNumbers.ZERO) {
            if (numbers.signum(n) < 0) {
                throw new DdxException(DdxException.Kind.DIVISION_BY_ZERO, "a part of the expression divides by zero");
            }
            return zero;
        }
        if (numbers.isInteger(n)) {
            int value = numbers.isInt(n) ? numbers.power(b, numbers.intValue(n)) : b == ExactNumbers.MINUS_ONE
                    ? (numbers.rational(n).numerator().testBit(0) ? b : ExactNumbers.ONE) : -1;
            return value < 0 ? internPower(base, exponent) : numberNode(value);
        }
        Rational r = numbers.rational(n);
        if (r.bitLength() > 31) {
            return internPower(base, exponent);
        }
        int q = r.denominator().intValue();
        boolean odd = q % 2 != 0;
        if (b == ExactNumbers.MINUS_ONE && complex) {
            return principalRootOfUnity(r);
        }
        if (numbers.signum(b) < 0 && complex) {
            return product(numberPower(numberNode(numbers.negate(b)), exponent), numberPower(numberNode(ExactNumbers.MINUS_ONE), exponent));
        }
        if (numbers.signum(b) < 0 && !odd) {
            return internPower(base, exponent);
        }
        realRoots |= numbers.signum(b) < 0;
        int magnitude = numbers.signum(b) < 0 ? numbers.negate(b) : b;
        boolean negative = numbers.signum(b) < 0 && r.numerator().testBit(0);
        int result = rootOf(magnitude, r);
        if (result < 0) {
            return internPower(base, exponent);
        }
        return negative ? negate(result) : result;
    }

    /** (−1)^r as ±(−1)^f with 0 &lt; f &lt; 1. */
    private int principalRootOfUnity(Rational r) {
        BigInteger[] parts = r.numerator().divideAndRemainder(r.denominator());
        BigInteger whole = r.signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
        int root = internPower(numberNode(ExactNumbers.MINUS_ONE), number(r.minus(new Rational(whole, BigInteger.ONE))));
        return whole.testBit(0) ? negate(root) : root;
    }

    /** b^r as a number times roots of primes, or of a number without small divisors; −1 if that takes too many bits. */
    private int rootOf(int b, Rational r) {
        List<PrimePower> parts = PrimePower.factors(numbers.rational(b), LARGEST_TRIAL_DIVISOR);
        int outside = ExactNumbers.ONE;
        List<int[]> roots = new ArrayList<>();
        for (PrimePower part : parts) {
            Rational exponent = r.times(Rational.of(part.exponent()));
            BigInteger whole = exponent.numerator().divide(exponent.denominator());
            if (exponent.signum() < 0 && !exponent.isInteger()) {
                whole = whole.subtract(BigInteger.ONE);
            }
            int times = whole.bitLength() > 31 ? -1 : numbers.power(numbers.of(new Rational(part.base(), BigInteger.ONE)), whole.intValue());
            if (times < 0) {
                return -1;
            }
            outside = numbers.times(outside, times);
            Rational fraction = exponent.minus(new Rational(whole, BigInteger.ONE));
            if (fraction.signum() != 0) {
                roots.add(new int[] {number(new Rational(part.base(), BigInteger.ONE)), number(fraction)});
            }
        }
        if (roots.size() == 1) {
            return scale(outside, internPower(roots.get(0)[0], roots.get(0)[1]));
        }
        int frame = open();
        factor(numberNode(outside), one);
        for (int[] root : roots) {
            push(root[0], root[1]);
        }
        return closeProduct(frame);
    }

    // ---- functions, cases, relations

    public int call(String name, int... arguments) {
        return call(operators.index(name, Collections.nCopies(arguments.length, 0)), arguments);
    }

    /** @param operator a number of {@link #operators()} */
    int call(int operator, int... arguments) {
        if (arguments.length == 1 && isNegative(arguments[0])) {
            FunctionDeclaration f = operators.declaration(operator);
            if (f != null && f.parity() == FunctionDeclaration.Parity.EVEN) {
                return call(operator, negate(arguments[0]));
            }
            if (f != null && f.parity() == FunctionDeclaration.Parity.ODD) {
                return negate(call(operator, negate(arguments[0])));
            }
        }
        return node(CALL, operator, arguments);
    }

    private boolean isNegative(int node) {
        return nodes.kind(node) <= PRODUCT && numbers.signum(coefficient(node)) < 0;
    }

    /** Values and conditions in turn, the last value alone if it is for all else. */
    int piecewise(int... parts) {
        return node(PIECEWISE, 0, parts);
    }

    int relation(List<Relation.Op> ops, int... operands) {
        int label = relations.indexOf(ops);
        if (label < 0) {
            label = relations.size();
            relations.add(List.copyOf(ops));
        }
        return node(RELATION, label, operands);
    }

    /** A binder as it is; {@link Binders#of} carries out what is known at once. */
    int binder(int label, int[] arguments) {
        return node(BINDER, label, arguments);
    }

    private int node(int kind, int label, int[] arguments) {
        ensure(arguments.length);
        System.arraycopy(arguments, 0, work, top, arguments.length);
        return intern(kind, label, top, arguments.length);
    }

    /** A node of the same kind and label with other arguments, put in canonical form. */
    int rebuild(int node, int[] arguments) {
        int kind = nodes.kind(node);
        if (kind == SUM) {
            return sum(arguments);
        }
        if (kind == PRODUCT) {
            return product(arguments);
        }
        if (kind == POWER) {
            return power(arguments[0], arguments[1]);
        }
        if (kind == BINDER) {
            return binders.of(nodes.label(node), arguments);
        }
        return kind == CALL ? call(nodes.label(node), arguments) : node(kind, nodes.label(node), arguments);
    }

    // ---- order and interning

    private int intern(int kind, int label, int start, int count) {
        int h;
        int from = start;
        int end = start + count;
        if (kind == PRODUCT && nodes.kind(work[start]) == NUMBER) {
            from++;
        }
        if (kind == PRODUCT && end - from == 1) {
            h = nodes.hash(work[from]);
        } else {
            h = kind * 0x7FEB352D + (kind == CALL ? operators.get(label).hashCode() : label);
            for (int i = from; i < end; i++) {
                h = (h ^ wholeHash(work[i])) * 0x01000193;
                h ^= h >>> 15;
            }
        }
        return nodes.node(kind, label, work, start, count, h);
    }

    /** The hash of a node with its coefficient, so that functions of like terms do not share theirs. */
    private int wholeHash(int node) {
        int h = nodes.hash(node);
        if (nodes.kind(node) == PRODUCT && isNumber(nodes.argument(node, 0))) {
            h = (h ^ nodes.hash(nodes.argument(node, 0))) * 0x7FEB352D;
        }
        return h;
    }

    /**
     * Sorts the pairs since {@code frame} by the structure of their first components.
     *
     * @param likeIsEqual whether terms that differ in their coefficients may stay in any order
     */
    private void sort(int frame, boolean likeIsEqual) {
        int n = (top - frame) / 2;
        if (n < 2) {
            return;
        }
        if (n <= 12) {
            for (int i = frame + 2; i < top; i += 2) {
                int node = work[i];
                int with = work[i + 1];
                int j = i - 2;
                while (j >= frame && isAfter(work[j], node, likeIsEqual)) {
                    work[j + 2] = work[j];
                    work[j + 3] = work[j + 1];
                    j -= 2;
                }
                work[j + 2] = node;
                work[j + 3] = with;
            }
            return;
        }
        if (keys.length < n) {
            keys = new long[Math.max(n, keys.length * 2)];
        }
        for (int i = 0; i < n; i++) {
            keys[i] = (long) nodes.hash(work[frame + 2 * i]) << 32 | i;
        }
        Arrays.sort(keys, 0, n);
        int[] old = Arrays.copyOfRange(work, frame, top);
        for (int i = 0; i < n; i++) {
            int at = (int) keys[i];
            int node = old[2 * at];
            int with = old[2 * at + 1];
            int j = frame + 2 * i - 2;
            while (j >= frame && nodes.hash(work[j]) == nodes.hash(node) && isAfter(work[j], node, likeIsEqual)) {
                work[j + 2] = work[j];
                work[j + 3] = work[j + 1];
                j -= 2;
            }
            work[j + 2] = node;
            work[j + 3] = with;
        }
    }

    private boolean isAfter(int a, int b, boolean likeIsEqual) {
        if (nodes.hash(a) != nodes.hash(b)) {
            return nodes.hash(a) > nodes.hash(b);
        }
        return a != b && !(likeIsEqual && isLike(a, b)) && compare(a, b) > 0;
    }

    /**
     * By hash, then by structure: where two nodes of equal hash differ first decides, so this is a loop.
     * Like terms stand side by side.
     */
    private int compare(int first, int second) {
        int a = first;
        int b = second;
        while (a != b) {
            int c = Integer.compare(nodes.hash(a), nodes.hash(b));
            if (c != 0) {
                return c;
            }
            int kind = nodes.kind(a);
            if (isLike(a, b)) {
                return numbers.compare(coefficient(a), coefficient(b));
            }
            c = Integer.compare(kind, nodes.kind(b));
            if (c != 0) {
                return c;
            }
            if (kind == NUMBER) {
                return numbers.compare(nodes.payload(a), nodes.payload(b));
            }
            if (kind == SYMBOL || kind == CONSTANT) {
                return name(a).compareTo(name(b));
            }
            if (kind == CALL && nodes.label(a) != nodes.label(b)) {
                return operator(a).toString().compareTo(operator(b).toString());
            }
            if (kind == BINDER && nodes.label(a) != nodes.label(b)) {
                return Integer.compare(nodes.label(a), nodes.label(b));
            }
            if (kind == RELATION && nodes.label(a) != nodes.label(b)) {
                return relationOps(a).toString().compareTo(relationOps(b).toString());
            }
            // Coefficients count last, so that like terms are neighbours.
            int i = kind == PRODUCT ? firstFactor(a) : 0;
            int j = kind == PRODUCT ? firstFactor(b) : 0;
            c = Integer.compare(nodes.arity(a) - i, nodes.arity(b) - j);
            if (c != 0) {
                return c;
            }
            while (nodes.argument(a, i) == nodes.argument(b, j)) {
                i++;
                j++;
            }
            int nextA = nodes.argument(a, i);
            b = nodes.argument(b, j);
            a = nextA;
        }
        return 0;
    }

    // ---- reuse

    /** A state to which the graph can be reset. */
    public record Mark(int nodes, int numbers) {
    }

    public Mark mark() {
        return new Mark(nodes.size(), numbers.size());
    }

    /** Forgets every node that was made since the mark; their ints mean nothing any more. */
    public void reset(Mark mark) {
        nodes.truncate(mark.nodes());
        Arrays.fill(numberNodes, Math.min(mark.numbers(), numberNodes.length), Math.min(numbers.size(), numberNodes.length), -1);
        numbers.truncate(mark.numbers());
        for (int i = 0; i < Math.min(mark.numbers(), numberNodes.length); i++) {
            if (numberNodes[i] >= mark.nodes()) {
                numberNodes[i] = -1;
            }
        }
        symbolNodes.values().removeIf(n -> n >= mark.nodes());
        top = 0;
    }
}
