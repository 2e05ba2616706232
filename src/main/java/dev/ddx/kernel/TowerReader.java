package dev.ddx.kernel;

import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.Rational;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Puts the nodes of a {@link Dag} into a {@link Tower}: every elementary function by exponentials and
 * logarithms, every inverse function by the logarithms that define its principal branch.
 */
final class TowerReader {

    private static final Rational HALF = Rational.of(1, 2);
    private static final int MAX_NESTING = 50;
    /** Sets the names of generators that are made first apart from others. */
    private static final int FIRST = 1 << 30;

    private final Dag dag;
    private final Tower tower;
    private final NodeFacts facts;
    private final boolean real;
    private final Contiguity contiguity;
    private final Map<Integer, Integer> registers = new HashMap<>();
    /** By the instruction of u that of e^u, for the functions that need it several times. */
    private final Map<Integer, Integer> exponentials = new HashMap<>();
    /** By what the exponents are divided with which a node occurs as a base. */
    private final Map<Integer, Integer> rootDegrees;
    private int nesting;

    /** @param real whether the facts are those of real mode */
    TowerReader(Dag dag, Tower tower, NodeFacts facts, boolean real, Map<Integer, Integer> rootDegrees) {
        this.dag = dag;
        this.tower = tower;
        this.facts = facts;
        this.real = real;
        this.contiguity = new Contiguity(tower);
        this.rootDegrees = rootDegrees;
    }

    /** For each node that occurs with fractional powers, by what their exponents are divided. */
    static Map<Integer, Integer> rootDegrees(Dag dag, int... roots) {
        Map<Integer, Integer> out = new HashMap<>();
        for (int node : Tape.reachable(dag, roots)) {
            if (dag.kind(node) == Dag.POWER && dag.isNumber(dag.argument(node, 1))) {
                Rational r = dag.numbers().rational(dag.numberIndex(dag.argument(node, 1)));
                if (!r.isInteger() && r.denominator().bitLength() < 15) {
                    out.merge(dag.argument(node, 0), r.denominator().intValue(), TowerPlan::lcm);
                }
            }
        }
        return out;
    }

    /** How many generators there may be at most, roughly. */
    static int generators(Dag dag, int... roots) {
        int count = 1;
        for (int node : Tape.reachable(dag, roots)) {
            int kind = dag.kind(node);
            count += kind == Dag.CALL || kind == Dag.POWER && !isInteger(dag, dag.argument(node, 1)) ? 1 : 0;
        }
        return count;
    }

    private static boolean isInteger(Dag dag, int node) {
        return dag.isNumber(node) && dag.numbers().isInteger(dag.numberIndex(node));
    }

    /** The instruction for the node that is in question. */
    int readAll(int root) {
        for (int node : tower.plan().first) {
            read(node);
            tower.begin(node | FIRST);
            log(node);
        }
        return read(root);
    }

    private int read(int root) {
        int[] nodes = Tape.reachable(dag, root);
        Set<Integer> integers = integersBesideHalfTurns(nodes);
        for (int node : nodes) {
            if (!registers.containsKey(node)) {
                tower.begin(node);
                registers.put(node, translate(node));
                if (integers.contains(node)) {
                    tower.integer(registers.get(node));
                }
            }
        }
        return registers.get(root);
    }

    /**
     * The symbols and calls with integer values n of which e^(πin) may be needed: those that stand with π in the argument of a
     * function or of the exponential, or in an exponent of a negative number.
     */
    private Set<Integer> integersBesideHalfTurns(int[] nodes) {
        Set<Integer> out = new HashSet<>();
        for (int node : nodes) {
            int base = dag.kind(node) == Dag.POWER ? dag.argument(node, 0) : -1;
            boolean minus = base >= 0 && dag.isNumber(base) && dag.numbers().signum(dag.numberIndex(base)) < 0;
            if (minus || base == dag.e || dag.kind(node) == Dag.CALL && dag.arity(node) == 1) {
                int[] within = Tape.reachable(dag, dag.argument(node, base < 0 ? 0 : 1));
                if (minus || Arrays.stream(within).anyMatch(n -> dag.kind(n) == Dag.CONSTANT && dag.name(n).equals("pi"))) {
                    Arrays.stream(within).filter(n -> (dag.kind(n) == Dag.SYMBOL || dag.kind(n) == Dag.CALL) && facts.isInteger(n)).forEach(out::add);
                }
            }
        }
        return out;
    }

    private int[] arguments(int node) {
        int[] out = new int[dag.arity(node)];
        for (int i = 0; i < out.length; i++) {
            out[i] = registers.get(dag.argument(node, i));
        }
        return out;
    }

    private int translate(int node) {
        return switch (Dag.Kind.of(dag.kind(node))) {
            case NUMBER -> tower.constant(dag.numbers().rational(dag.numberIndex(node)));
            case SYMBOL -> tower.symbol("symbol " + dag.name(node));
            case CONSTANT -> switch (dag.name(node)) {
                case "e" -> tower.exp(tower.one);
                case "pi" -> tower.pi();
                case "i" -> tower.i();
                default -> tower.symbol("infinity");
            };
            case SUM -> tower.sum(arguments(node));
            case PRODUCT -> tower.product(arguments(node));
            case POWER -> power(dag.argument(node, 0), dag.argument(node, 1));
            case CALL -> call(node);
            case PIECEWISE -> piecewise(arguments(node));
            case RELATION -> tower.unknown(dag.relationOps(node), arguments(node));
            case BINDER -> tower.unknown(Binders.NOTATIONS.get(dag.binderLabel(node)), arguments(node));
        };
    }

    private int power(int base, int exponent) {
        int u = registers.get(base);
        if (isInteger(dag, exponent)) {
            return tower.power(u, dag.numbers().rational(dag.numberIndex(exponent)).numerator());
        }
        if (base == dag.e) {
            return exp(registers.get(exponent));
        }
        if (tower.isZero(u) && dag.isNumber(exponent) && dag.numbers().signum(dag.numberIndex(exponent)) > 0) {
            return tower.zero;
        }
        return tower.exp(tower.product(registers.get(exponent), log(base)));
    }

    // ---- logarithms

    /** The logarithm of a node, taken apart as far as the facts allow. */
    private int log(int node) {
        int u = registers.get(node);
        int degree = rootDegrees.getOrDefault(node, 1);
        Integer known = tower.knownLog(u, degree);
        if (known != null) {
            return known;
        }
        Integer apart = node == dag.e ? Integer.valueOf(tower.one) : dag.kind(node) == Dag.POWER ? logOfPower(node, degree)
                : dag.kind(node) == Dag.PRODUCT ? logOfProduct(node, degree) : null;
        if (apart == null) {
            return tower.log(u, degree, node);
        }
        tower.learnLog(u, apart);
        return apart;
    }

    private Integer logOfPower(int node, int degree) {
        int base = dag.argument(node, 0);
        int exponent = dag.argument(node, 1);
        boolean realExponent = facts.isReal(exponent);
        if (base == dag.e && realExponent) {
            return registers.get(exponent);
        }
        // In real mode b^c for a c that is no number, nor stands for an integer, has a value for b > 0 alone.
        if (realExponent && (facts.isPositive(base) || real && !dag.isNumber(exponent) && !facts.isInteger(exponent))) {
            return tower.product(registers.get(exponent), log(base));
        }
        if (real && isInteger(dag, exponent) && facts.isReal(base)) {
            BigInteger n = dag.numbers().rational(dag.numberIndex(exponent)).numerator();
            // Where bⁿ has a real logarithm, b is positive for odd n, and bⁿ is |b|ⁿ for even n.
            return tower.scale(new Rational(n, BigInteger.ONE), n.testBit(0) ? log(base) : tower.log(abs(base), degree));
        }
        return null;
    }

    /** The logarithms of the factors that are positive, and that of the rest; null if none is positive. */
    private Integer logOfProduct(int node, int degree) {
        int[] others = new int[dag.arity(node)];
        int rest = 0;
        int sum = tower.zero;
        for (int i = 0; i < dag.arity(node); i++) {
            int factor = dag.argument(node, i);
            if (facts.isPositive(factor)) {
                int l = nesting++ < MAX_NESTING ? log(factor) : ln(registers.get(factor));
                nesting--;
                sum = tower.sum(sum, l);
            } else {
                others[rest++] = registers.get(factor);
            }
        }
        return rest == others.length ? null
                : rest == 0 ? Integer.valueOf(sum) : tower.sum(sum, tower.log(tower.product(Arrays.copyOf(others, rest)), degree));
    }

    private int ln(int u) {
        return tower.log(u, 1);
    }

    private int sqrt(int u) {
        return tower.isZero(u) ? tower.zero : tower.exp(tower.scale(HALF, tower.log(u, 2)));
    }

    private int exp(int u) {
        Integer known = exponentials.get(u);
        if (known == null) {
            known = tower.exp(u);
            exponentials.put(u, known);
        }
        return known;
    }

    // ---- functions

    private int square(int u) {
        return tower.power(u, 2);
    }

    private int inverse(int u) {
        return tower.power(u, -1);
    }

    private int plusOne(int u) {
        return tower.sum(tower.one, u);
    }

    private int oneMinus(int u) {
        return tower.minus(tower.one, u);
    }

    private int timesI(int u) {
        return tower.product(tower.i(), u);
    }

    private int call(int node) {
        Operator op = dag.operator(node);
        int[] arguments = arguments(node);
        if (op.isDerivative()) {
            return tower.unknown(op, arguments);
        }
        if (arguments.length == 1) {
            Integer known = switch (op.name()) {
                case "ln" -> log(dag.argument(node, 0));
                case "abs" -> areReal(node) ? Integer.valueOf(abs(dag.argument(node, 0))) : null;
                case "sign" -> areReal(node) ? Integer.valueOf(sign(node, arguments[0])) : null;
                default -> elementary(op.name(), arguments[0]);
            };
            if (known != null) {
                return known;
            }
        }
        Integer special = contiguity.value(op.name(), arguments);
        if (special != null) {
            return special;
        }
        FunctionDeclaration f = dag.functions().lookup(op.name(), arguments.length);
        if (arguments.length == 2) {
            switch (op.name()) {
                case "log" -> {
                    return tower.over(log(dag.argument(node, 0)), log(dag.argument(node, 1)));
                }
                case "max", "min" -> {
                    if (!areReal(node)) {
                        return tower.unknown(op, arguments);
                    }
                    int difference = tower.minus(arguments[0], arguments[1]);
                    int distance = tower.product(tower.sign(difference), difference);
                    int signed = op.name().equals("max") ? distance : tower.negate(distance);
                    return tower.scale(HALF, tower.sum(arguments[0], arguments[1], signed));
                }
                case "atan2" -> {
                    if (!areReal(node)) {
                        return tower.unknown(op, arguments);
                    }
                    int point = tower.sum(arguments[1], timesI(arguments[0]));
                    int distance = sqrt(tower.sum(square(arguments[0]), square(arguments[1])));
                    return tower.negate(timesI(ln(tower.over(point, distance))));
                }
                default -> {
                }
            }
        }
        if (f != null && f.isDefinition() && f.arity() == arguments.length && nesting < MAX_NESTING) {
            return definition(f, node);
        }
        if (arguments.length == 1 && f != null && f.parity() != FunctionDeclaration.Parity.NONE
                && tower.known(op, arguments) == null) {
            Integer opposite = tower.knownAtOpposite(op, arguments[0]);
            if (opposite != null) {
                return f.parity() == FunctionDeclaration.Parity.EVEN ? opposite : tower.negate(opposite);
            }
        }
        return tower.unknown(op, arguments);
    }

    /** The sign of 0 is 0: unless that is excluded, its square may be another number than 1. */
    private int sign(int call, int u) {
        int sign = tower.sign(u);
        if (facts.isNonZero(dag.argument(call, 0))) {
            return sign;
        }
        Integer known = tower.known("nonzero", u);
        if (known == null) {
            known = tower.knownAtOpposite("nonzero", u);
        }
        return tower.product(sign, known != null ? known : tower.unknown("nonzero", u));
    }

    /** The absolute value of a real node. */
    private int abs(int node) {
        int u = registers.get(node);
        return facts.isNotNegative(node) ? u : tower.product(tower.sign(u), u);
    }

    private boolean areReal(int call) {
        for (int i = 0; i < dag.arity(call); i++) {
            if (!facts.isReal(dag.argument(call, i))) {
                return false;
            }
        }
        return true;
    }

    private int definition(FunctionDeclaration f, int call) {
        Map<String, Integer> parameters = new HashMap<>();
        for (int i = 0; i < f.arity(); i++) {
            parameters.put(f.parameters().get(i).name(), dag.argument(call, i));
        }
        nesting++;
        int result = read(new ExprReader(dag, parameters).read(f.body()));
        nesting--;
        return result;
    }

    /** A function of one variable by exponentials and logarithms; null if it is not one of those. */
    private Integer elementary(String name, int u) {
        return switch (name) {
            case "sin" -> tower.over(tower.minus(exp(timesI(u)), inverse(exp(timesI(u)))), tower.scale(Rational.of(2), tower.i()));
            case "cos" -> tower.scale(HALF, tower.sum(exp(timesI(u)), inverse(exp(timesI(u)))));
            case "tan" -> tower.over(tan(u, -1), timesI(tan(u, 1)));
            case "cot" -> tower.over(timesI(tan(u, 1)), tan(u, -1));
            case "sec" -> tower.over(tower.scale(Rational.of(2), exp(timesI(u))), tan(u, 1));
            case "csc" -> tower.over(tower.scale(Rational.of(2), timesI(exp(timesI(u)))), tan(u, -1));
            case "sinh" -> tower.scale(HALF, tower.minus(exp(u), inverse(exp(u))));
            case "cosh" -> tower.scale(HALF, tower.sum(exp(u), inverse(exp(u))));
            case "tanh" -> tower.over(tanh(u, -1), tanh(u, 1));
            case "coth" -> tower.over(tanh(u, 1), tanh(u, -1));
            case "sech" -> tower.over(tower.scale(Rational.of(2), exp(u)), tanh(u, 1));
            case "csch" -> tower.over(tower.scale(Rational.of(2), exp(u)), tanh(u, -1));
            case "asin" -> asin(u);
            case "acos" -> tower.minus(tower.scale(HALF, tower.pi()), asin(u));
            case "atan" -> atan(u);
            case "asec" -> tower.minus(tower.scale(HALF, tower.pi()), asin(inverse(u)));
            case "acsc" -> asin(inverse(u));
            case "acot" -> atan(inverse(u));
            case "asinh" -> asinh(u);
            case "acosh" -> acosh(u);
            case "atanh" -> atanh(u);
            case "asech" -> acosh(inverse(u));
            case "acsch" -> asinh(inverse(u));
            case "acoth" -> atanh(inverse(u));
            case "cbrt" -> tower.isZero(u) ? tower.zero : tower.exp(tower.scale(Rational.of(1, 3), tower.log(u, 3)));
            default -> null;
        };
    }

    /** e^(2iu) + sign. */
    private int tan(int u, int sign) {
        return tower.sum(square(exp(timesI(u))), sign > 0 ? tower.one : tower.minusOne);
    }

    /** e^(2u) + sign. */
    private int tanh(int u, int sign) {
        return tower.sum(square(exp(u)), sign > 0 ? tower.one : tower.minusOne);
    }

    private int asin(int u) {
        return tower.negate(timesI(ln(tower.sum(timesI(u), sqrt(oneMinus(square(u)))))));
    }

    private int atan(int u) {
        int difference = tower.minus(ln(plusOne(timesI(u))), ln(oneMinus(timesI(u))));
        return tower.over(difference, tower.scale(Rational.of(2), tower.i()));
    }

    private int asinh(int u) {
        return ln(tower.sum(u, sqrt(plusOne(square(u)))));
    }

    private int acosh(int u) {
        return ln(tower.sum(u, tower.product(sqrt(tower.sum(u, tower.minusOne)), sqrt(plusOne(u)))));
    }

    private int atanh(int u) {
        return tower.scale(HALF, tower.minus(ln(plusOne(u)), ln(oneMinus(u))));
    }

    /** As a polynomial in the conditions, of which nothing is known but that each is 0 or 1. */
    private int piecewise(int[] parts) {
        int n = parts.length;
        // Where no case holds there is no value, so the last case may count as all the rest.
        int result = n % 2 == 1 ? parts[n - 1] : parts[n - 2];
        for (int i = (n % 2 == 1 ? n - 1 : n - 2) - 2; i >= 0; i -= 2) {
            result = tower.sum(result, tower.product(parts[i + 1], tower.minus(parts[i], result)));
        }
        return result;
    }
}
