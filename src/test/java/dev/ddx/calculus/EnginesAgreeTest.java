package dev.ddx.calculus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ddx.Ddx;
import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Derivative;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Piecewise;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Kernel;
import dev.ddx.kernel.TapeEvaluator;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.apfloat.Apcomplex;
import org.apfloat.Apfloat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The step engine and the kernel give equal derivatives of random expressions: the line where the last derivative
 * has been carried out, and the simplified result. {@code -Dddx.cases=100000} sets how many, {@code -Dddx.seed}
 * which; {@code -Dddx.simplified=20} simplifies each twentieth only, which takes most of the time.
 *
 * <p>Two derivatives are equal if they are one node of the graph, or have equal values at random rational points at
 * which both are defined; where double precision does not show it, 40 digits decide.
 */
class EnginesAgreeTest {

    private static final Sym X = Sym.of("x");
    private static final Sym A = Sym.of("a");
    private static final int POINTS = 12;

    private final Ddx ddx = Ddx.standard().withLimits(Limits.DEFAULT.withTimeoutMillis(20_000));
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private final List<String> wrong = new ArrayList<>();

    @Test
    void onRandomExpressions() {
        int cases = Integer.getInteger("ddx.cases", 500);
        long seed = Long.getLong("ddx.seed", 20261124);
        int every = Integer.getInteger("ddx.simplified", 1);
        for (int i = 0; i < cases; i++) {
            // Each case has a seed of its own, so that one alone can be run again.
            RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed + i);
            Expr f = new RandomExpression(random).expression(2 + random.nextInt(3));
            String outcome = check(f, i % every == 0, random);
            outcomes.merge(outcome, 1, Integer::sum);
            if (outcome.startsWith("wrong") || outcome.startsWith("failed")) {
                wrong.add("seed " + (seed + i) + ": " + outcome + ": " + f);
            }
        }
        System.out.println(outcomes);
        assertThat(wrong).isEmpty();
        int decided = outcomes.getOrDefault("same node", 0) + outcomes.getOrDefault("equal values", 0);
        assertThat(decided).isGreaterThan(cases * 8 / 10);
    }

    /** A step whose place had moved, because a product around it had merged into another, once rewrote something else. */
    @ParameterizedTest
    @ValueSource(strings = {
        "(cot(x^1) - exp(1 + x - x))/(((x*5)*(x - e + 2*x))*2^(x/(2*x)))",
        "sigma(x*pi + x*x + x*1)/(((4*x + x)*(5*x - pi))*exp(pi + x - x))",
        "cosh(-pi)*((x + pi)/(x*a))/atan2(acosh(x*(5*x)), acot(sign(pi)))",
        "(x*4)*(x^3 - a)/csch(4*x)^(-1/2)/2^(x*5)^(-1/2)",
        "(-a^(-1))^(-2)*((x/x)^(-1/2)/(3*x/a)^(x/x))",
    })
    void onWhatOnceWentWrong(String f) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        assertThat(check(ddx.read(f, java.util.Set.of("x"), false).expression(), true, random)).isIn("same node", "equal values");
    }

    private String check(Expr f, boolean simplified, RandomGenerator random) {
        Derivation d;
        try {
            d = simplified ? ddx.derivation(f, X, 1, "") : carriedOut(f);
        } catch (DdxException e) {
            return e.kind().label();
        } catch (RuntimeException | VirtualMachineError e) {
            return "failed with " + e;
        }
        Kernel kernel = new Kernel(ddx.functions(), ddx.limits());
        List<Expr> lines = new ArrayList<>(List.of(d.result()));
        for (Step s : d.steps()) {
            Expr value = s.after() instanceof Relation r && r.isEquation() ? r.right() : s.after();
            if (value.subexpressions().stream().noneMatch(e -> e instanceof Derivative)) {
                lines.add(value);
                break;
            }
        }
        try {
            int function = kernel.read(f);
            int derivative = kernel.derivative(function, kernel.symbol("x"));
            String outcome = "same node";
            for (Expr line : lines) {
                String one = compare(kernel, function, derivative, kernel.read(line), random);
                if (one.startsWith("wrong")) {
                    return one + " " + line;
                }
                outcome = one.equals("same node") ? outcome : one;
            }
            return outcome;
        } catch (DdxException e) {
            return "kernel: " + e.kind().label();
        } catch (RuntimeException | VirtualMachineError e) {
            return "failed with " + e;
        }
    }

    /** The derivation up to the line in which no derivative is left. */
    private Derivation carriedOut(Expr f) {
        new DomainCheck(ddx.facts()).check(f);
        Differentiation engine = new Differentiation(StandardLibrary.standard(), ddx.facts(), ddx.limits());
        Trace t = engine.trace(Derivative.of(f, X));
        engine.carryOut(t);
        return t.done();
    }

    private static String compare(Kernel kernel, int function, int derivative, int line, RandomGenerator random) {
        if (derivative == line) {
            return "same node";
        }
        TapeEvaluator evaluator = kernel.evaluator(function, derivative, line);
        int[] symbols = {kernel.symbol("x"), kernel.symbol("a")};
        int equal = 0;
        for (int k = 0; k < POINTS; k++) {
            double x = point(random, k);
            double a = point(random, k + 1);
            double[] v = evaluator.evaluate(symbols, x, a);
            if (!Double.isFinite(v[0]) || !Double.isFinite(v[1]) || !Double.isFinite(v[2])) {
                continue;
            }
            if (Math.abs(v[1] - v[2]) <= 1e-9 * Math.max(Math.abs(v[1]), 1e-30)) {
                equal++;
                continue;
            }
            Map<Integer, Apfloat> at = Map.of(symbols[0], exact(x), symbols[1], exact(a));
            Optional<Apfloat> one;
            Optional<Apfloat> other;
            try {
                one = kernel.evaluate(derivative, 40, at);
                other = kernel.evaluate(line, 40, at);
            } catch (DdxException undecided) {
                continue;
            }
            if (one.isEmpty() || other.isEmpty()) {
                continue;
            }
            Apfloat difference = one.get().subtract(other.get());
            boolean same = difference.signum() == 0 || difference.scale() < Math.max(one.get().scale(), -60) - 35;
            if (!same) {
                return "wrong at x = " + x + ", a = " + a + " (" + other.get() + " instead of " + one.get() + ")";
            }
            equal++;
        }
        return equal > 0 ? "equal values" : "nowhere defined";
    }

    /** A multiple of 1/64, small or not, of either sign. */
    private static double point(RandomGenerator random, int k) {
        double magnitude = (1 + random.nextInt(k % 3 == 0 ? 63 : k % 3 == 1 ? 200 : 1000)) / 64.0;
        return k % 4 < 2 ? magnitude : -magnitude;
    }

    private static Apfloat exact(double multiple) {
        return new Apfloat(new java.math.BigDecimal(multiple), Apcomplex.INFINITE);
    }

    /** Expressions as people type them, nested a few levels. */
    private record RandomExpression(RandomGenerator random) {

        private static final List<String> FUNCTIONS = List.of("sin", "cos", "tan", "cot", "sec", "csc", "asin", "acos", "atan", "acot", "sinh",
                "cosh", "tanh", "coth", "sech", "csch", "asinh", "acosh", "atanh", "ln", "ln", "abs", "cbrt", "erf", "sigma", "asec", "acsc",
                "acoth", "asech", "acsch", "sign");

        Expr expression(int depth) {
            if (depth == 0) {
                return leaf();
            }
            return switch (random.nextInt(17)) {
                case 0, 1, 2 -> Sum.of(terms(depth));
                case 3, 4, 5 -> Product.of(List.of(expression(depth - 1), expression(depth - 1)));
                case 6, 7 -> Quotient.of(expression(depth - 1), expression(depth - 1));
                case 8, 9 -> Power.of(expression(depth - 1), exponent());
                case 10 -> Power.of(Const.E, expression(depth - 1));
                case 11 -> Power.of(random.nextBoolean() ? Num.TWO : expression(depth - 1), expression(depth - 1));
                case 12 -> random.nextInt(3) > 0 ? Neg.of(expression(depth - 1)) : rare(depth);
                default -> Call.of(FUNCTIONS.get(random.nextInt(FUNCTIONS.size())), expression(depth - 1));
            };
        }

        private List<Expr> terms(int depth) {
            List<Expr> terms = new ArrayList<>();
            int n = 2 + random.nextInt(2);
            for (int i = 0; i < n; i++) {
                Expr t = expression(depth - 1);
                terms.add(random.nextInt(3) == 0 ? Neg.of(t) : t);
            }
            return terms;
        }

        private Expr rare(int depth) {
            Expr u = expression(depth - 1);
            Expr v = expression(depth - 1);
            return switch (random.nextInt(5)) {
                case 0 -> Call.of("max", u, v);
                case 1 -> Call.of("min", u, v);
                case 2 -> Call.of("atan2", u, v);
                case 3 -> Call.of("log", u, Num.of(10));
                default -> Piecewise.of(List.of(new Piecewise.Branch(u, Relation.of(X, Relation.Op.GT, Num.ONE)), new Piecewise.Branch(v, null)));
            };
        }

        private Expr leaf() {
            return switch (random.nextInt(9)) {
                case 0 -> Num.of(random.nextInt(6));
                case 1 -> random.nextBoolean() ? A : random.nextBoolean() ? Const.PI : Const.E;
                case 2 -> Product.of(Num.of(2 + random.nextInt(4)), X);
                case 3 -> Power.of(X, Num.of(2 + random.nextInt(3)));
                default -> X;
            };
        }

        private Expr exponent() {
            Expr n = Num.of(1 + random.nextInt(4));
            return switch (random.nextInt(6)) {
                case 0 -> Neg.of(n);
                case 1 -> Quotient.of(Num.ONE, Num.of(2 + random.nextInt(2)));
                case 2 -> Quotient.of(n, Num.of(3));
                case 3 -> Neg.of(Quotient.of(Num.ONE, Num.TWO));
                default -> n;
            };
        }
    }
}
