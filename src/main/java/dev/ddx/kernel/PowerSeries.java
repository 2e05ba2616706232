package dev.ddx.kernel;

import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The power series of an expression about a point, coefficient by coefficient and exact. Sums, products, quotients and
 * powers have the recurrences of power series arithmetic; a function F has the one of its declared derivative,
 * k·cₖ = Σ j·uⱼ·dₖ₋ⱼ for d the series of F′(u), whatever function it is. The cost of n coefficients is n² operations for
 * each distinct part, not that of n derivatives written out.
 *
 * <p>0/0 at the point is divided out where the series allow it, as in sin(x)/x at 0. Not for several threads.
 */
public final class PowerSeries {

    /** Zeros that are divided out at the most. */
    private static final int MAX_SHIFT = 40;
    private static final int MAX_PARTS = 100_000;

    private final FunctionTable functions;
    private final Kernel kernel;
    private final Dag dag;
    private final Facts facts;
    private final Limits limits;
    private final UnaryOperator<Expr> simplest;
    private final Sym x;
    private final Expr a;
    private final Series whole;
    private final Map<Expr, Series> known = new HashMap<>();
    private boolean filled;

    /**
     * @param simplest what brings a number such as sin(π/2) to its simplest form
     * @param a the point, free of x
     */
    public PowerSeries(Expr f, Sym x, Expr a, FunctionTable functions, Facts facts, Limits limits, UnaryOperator<Expr> simplest) {
        this.functions = functions;
        this.kernel = new Kernel(functions, limits, facts.isComplex());
        this.dag = kernel.dag();
        this.facts = facts;
        this.limits = limits;
        this.simplest = simplest;
        this.x = x;
        this.a = a;
        this.whole = series(f);
    }

    /**
     * The coefficient of (x − a)^k.
     *
     * @throws DdxException of kind NOT_DIFFERENTIABLE if there is no power series, or none is found; LIMIT
     */
    public Expr coefficient(int k) {
        return kernel.write(compute(whole, k));
    }

    /** Whether a quotient 0/0 was given its limit so far: the expression itself need not have a value at the point. */
    public boolean isFilled() {
        return filled;
    }

    private static DdxException none(String why) {
        return new DdxException(DdxException.Kind.NOT_DIFFERENTIABLE, "there is no power series there: " + why);
    }

    /** A part of the expression, with the coefficients that are known. */
    private final class Series {

        private final Expr e;
        private Expr[] parts;
        /** For a function the derivatives by those arguments that depend on x, else empty. */
        private Expr[] slopes = {};
        private int[] coefficients = new int[8];
        private int count;
        private int shift;
        /** Whether a power is the product of the two parts. */
        private boolean isProduct;
        /** Whether something that it needs is being computed. */
        private boolean isWaiting;

        Series(Expr e) {
            this.e = e;
            this.parts = e instanceof Power || e instanceof Quotient || e instanceof Product || e instanceof Sum || e instanceof Neg || e instanceof Call
                    ? e.children().toArray(Expr[]::new) : new Expr[0];
        }

        void add(int coefficient) {
            if (count == coefficients.length) {
                coefficients = Arrays.copyOf(coefficients, 2 * count);
            }
            coefficients[count++] = coefficient;
        }

        int of(int i, int k) {
            return known.get(parts[i]).coefficients[k];
        }
    }

    private Series series(Expr e) {
        Series s = known.get(e);
        if (s != null) {
            return s;
        }
        if (known.size() > MAX_PARTS) {
            throw Limits.reached("the power series has too many parts", MAX_PARTS, "an order that is lower");
        }
        s = new Series(e);
        if (e.isFreeOf(x)) {
            s.parts = new Expr[0];
        } else {
            switch (e) {
                // One product after the other.
                case Product p when p.factors().size() > 2 -> s.parts = new Expr[] {Product.join(p.factors().subList(0, p.factors().size() - 1)),
                        p.factors().get(p.factors().size() - 1)};
                case Power p when p.base().equals(Const.E) -> s.parts = new Expr[] {p.exponent()};
                case Power p when p.base().isFreeOf(x) -> s.parts = new Expr[] {p.exponent(), Call.of("ln", p.base())};
                case Power p when p.exponent().dependsOn(x) -> s.parts = new Expr[] {Power.of(Const.E, Product.of(p.exponent(), Call.of("ln", p.base())))};
                case Call c -> call(s, c);
                case Sym v -> {
                    // The variable itself.
                }
                default -> {
                    if (s.parts.length == 0) {
                        throw none("it is not known for " + e);
                    }
                }
            }
        }
        known.put(e, s);
        return s;
    }

    private void call(Series s, Call c) {
        FunctionDeclaration f = c.isDerivative() ? null : functions.lookup(c.name(), c.arguments().size());
        if (f == null) {
            throw none("nothing is known of " + c);
        }
        if (f.isDefinition()) {
            s.parts = new Expr[] {f.instantiate(f.body(), c.arguments())};
            return;
        }
        List<Expr> slopes = new ArrayList<>();
        for (int i = 0; i < f.arity(); i++) {
            if (c.arguments().get(i).dependsOn(x)) {
                if (f.derivatives().get(i) == null) {
                    throw f.unknownDerivative(i);
                }
                slopes.add(f.instantiate(f.derivatives().get(i), c.arguments()));
            } else {
                slopes.add(null);
            }
        }
        s.slopes = slopes.toArray(Expr[]::new);
    }

    private record Task(Series series, int k) {
    }

    private int compute(Series wanted, int order) {
        ArrayDeque<Task> stack = new ArrayDeque<>();
        stack.push(new Task(wanted, order));
        while (!stack.isEmpty()) {
            Task t = stack.peek();
            Series s = t.series();
            if (s.count > t.k()) {
                s.isWaiting = false;
                stack.pop();
                continue;
            }
            dag.budget().look();
            boolean ready = true;
            for (Expr part : s.parts) {
                ready &= isReady(series(part), s.count + s.shift, stack);
            }
            for (Expr slope : s.slopes) {
                if (slope != null && s.count > 0) {
                    ready &= isReady(series(slope), s.count - 1, stack);
                }
            }
            if (!ready) {
                s.isWaiting = true;
                continue;
            }
            s.isWaiting = false;
            next(s);
        }
        return wanted.coefficients[order];
    }

    private static boolean isReady(Series needed, int k, ArrayDeque<Task> stack) {
        if (needed.count > k) {
            return true;
        }
        if (needed.isWaiting) {
            throw none("it would begin with itself");
        }
        stack.push(new Task(needed, k));
        return false;
    }

    /** Adds the next coefficient, all that it needs being known, or changes the parts. */
    private void next(Series s) {
        int k = s.count;
        if (s.e.isFreeOf(x)) {
            s.add(k == 0 ? kernel.read(s.e) : dag.zero);
            return;
        }
        switch (s.e) {
            case Sym v -> s.add(k == 0 ? kernel.read(a) : k == 1 ? dag.one : dag.zero);
            case Neg n -> s.add(dag.negate(s.of(0, k)));
            case Sum sum -> {
                int[] terms = new int[s.parts.length];
                for (int i = 0; i < terms.length; i++) {
                    terms[i] = s.of(i, k);
                }
                s.add(settled(dag.sum(terms)));
            }
            case Product p -> s.add(convolution(s, 0, 1, k));
            case Quotient q -> quotient(s, k);
            case Power p when p.base().isFreeOf(x) -> s.add(k == 0 ? settled(value(p.base().equals(Const.E) ? dag.power(dag.e, s.of(0, 0))
                    : dag.power(kernel.read(p.base()), s.of(0, 0)))) : exponential(s, k));
            case Power p when p.exponent().dependsOn(x) -> s.add(s.of(0, k));
            case Power p -> power(s, p, k);
            case Call c when s.slopes.length == 0 -> s.add(s.of(0, k));
            case Call c -> s.add(k == 0 ? settled(value(dag.call(c.name(), values(s)))) : integrated(s, k));
            default -> throw none("it is not known for " + s.e);
        }
    }

    private int[] values(Series s) {
        int[] out = new int[s.parts.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = s.of(i, 0);
        }
        return out;
    }

    /** A number in its simplest form. */
    private int value(int node) {
        return dag.isNumber(node) ? node : kernel.read(simplest.apply(kernel.write(node)));
    }

    /** 0 for what is 0. */
    private int settled(int node) {
        if (dag.isNumber(node)) {
            return node;
        }
        Expr e = kernel.write(node);
        if (e.size() > 400 || e.isConstant() && Math.abs(new Evaluator(functions).evaluate(e, Map.of())) > 1e-6) {
            return node;
        }
        return ZeroTest.proves(e, facts, limits) ? dag.zero : node;
    }

    private int scaled(int n, int a, int b) {
        return dag.product(dag.number(n), a, b);
    }

    private int convolution(Series s, int first, int second, int k) {
        int[] terms = new int[k + 1];
        for (int j = 0; j <= k; j++) {
            terms[j] = dag.product(s.of(first, j), s.of(second, k - j));
        }
        return settled(dag.sum(terms));
    }

    private void quotient(Series s, int k) {
        int first = s.of(1, s.shift);
        if (k == 0 && first == dag.zero) {
            if (s.of(0, s.shift) != dag.zero || s.shift == MAX_SHIFT) {
                throw none("the denominator of " + s.e + " is zero");
            }
            filled = true;
            s.shift++;
            return;
        }
        int[] terms = new int[k + 1];
        terms[0] = s.of(0, k + s.shift);
        for (int j = 1; j <= k; j++) {
            terms[j] = dag.negate(dag.product(s.of(1, j + s.shift), s.coefficients[k - j]));
        }
        s.add(settled(dag.divide(dag.sum(terms), first)));
    }

    /** e^u, or c^u with ln c as the second part. */
    private int exponential(Series s, int k) {
        int[] terms = new int[k];
        for (int j = 1; j <= k; j++) {
            terms[j - 1] = scaled(j, s.of(0, j), s.coefficients[k - j]);
        }
        int sum = dag.divide(dag.sum(terms), dag.number(k));
        return settled(s.parts.length == 1 ? sum : dag.product(s.of(1, 0), sum));
    }

    private void power(Series s, Power p, int k) {
        if (s.isProduct) {
            s.add(convolution(s, 0, 1, k));
            return;
        }
        int base = s.of(0, 0);
        Rational n = Rational.fromLiteral(p.exponent());
        if (k == 0 && base == dag.zero) {
            if (n == null || !n.isInteger() || n.signum() <= 0 || n.bitLength() > 20) {
                throw none("the base of " + p + " is zero");
            }
            int half = n.numerator().intValue() / 2;
            s.parts = new Expr[] {halfPower(p.base(), half), halfPower(p.base(), n.numerator().intValue() - half)};
            s.isProduct = true;
            return;
        }
        if (k == 0) {
            s.add(settled(value(dag.power(base, s.of(1, 0)))));
            return;
        }
        // k·u₀·pₖ = Σ (j·(r + 1) − k)·uⱼ·pₖ₋ⱼ
        int more = dag.sum(s.of(1, 0), dag.one);
        int[] terms = new int[k];
        for (int j = 1; j <= k; j++) {
            int factor = dag.subtract(dag.product(dag.number(j), more), dag.number(k));
            terms[j - 1] = dag.product(factor, s.of(0, j), s.coefficients[k - j]);
        }
        s.add(settled(dag.divide(dag.sum(terms), dag.product(dag.number(k), base))));
    }

    private static Expr halfPower(Expr base, int n) {
        return n == 0 ? Num.ONE : n == 1 ? base : Power.of(base, Num.of(n));
    }

    private int integrated(Series s, int k) {
        List<Integer> terms = new ArrayList<>();
        for (int i = 0; i < s.slopes.length; i++) {
            if (s.slopes[i] == null) {
                continue;
            }
            Series slope = known.get(s.slopes[i]);
            for (int j = 1; j <= k; j++) {
                terms.add(scaled(j, s.of(i, j), slope.coefficients[k - j]));
            }
        }
        return settled(dag.divide(dag.sum(terms.stream().mapToInt(Integer::intValue).toArray()), dag.number(k)));
    }
}
