package dev.ddx.kernel;

import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Formulas for the derivative of a function over what its computation has computed, of few further operations; see
 * {@link ValueSearch} for how they are found. Each is a candidate until {@link #proves} says that it is the derivative.
 */
public final class ReuseSearch {

    /** Operations that a call of a function is worth. */
    public static final int CALL = 10;

    private static final Set<String> CIRCULAR = Set.of("sin", "cos", "tan", "cot", "sec", "csc");
    private static final Set<String> HYPERBOLIC = Set.of("sinh", "cosh", "tanh", "coth", "sech", "csch");

    /**
     * @param formula over the symbols, the names of the lines and calls of functions of them
     * @param operations arithmetic operations that are needed further
     * @param calls calls of functions, roots and powers that are needed further
     */
    public record Candidate(Expr formula, int operations, int calls) {

        /** The one that is best to read of those with the same cost, by how it is written. */
        public static final Comparator<Candidate> SIMPLEST = Comparator.comparingInt(Candidate::cost).thenComparingLong(c -> c.formula().freeSymbols().size())
                .thenComparing(c -> !(c.formula() instanceof Product || c.formula() instanceof Quotient)).thenComparingLong(c -> c.formula().size());

        public int cost() {
            return operations + CALL * calls;
        }
    }

    /**
     * @param candidates cheapest first
     * @param bound the number of operations up to which every formula over the leaves was looked at
     * @param leaves what cost nothing: symbols, names of lines, constants, and calls where they were allowed
     */
    public record Found(List<Candidate> candidates, int bound, List<Expr> leaves) {
    }

    private final Kernel kernel;
    private final Facts facts;
    private final Map<Sym, Expr> lines;
    private final List<Sym> symbols;
    private final Map<String, Integer> nodes = new HashMap<>();
    private final int derivative;
    private final Expr written;
    private final Set<Expr> constants = new LinkedHashSet<>();
    private final List<Expr> calls = new ArrayList<>();

    /**
     * @param lines what was computed, in that order, over the symbols
     * @param value of which line or symbol the derivative is wanted
     * @param order of the derivative
     * @throws DdxException of kind NOT_DIFFERENTIABLE if it is not known
     */
    public ReuseSearch(Map<Sym, Expr> lines, List<Sym> symbols, Expr value, Sym x, int order, Facts facts, Limits limits) {
        this.kernel = new Kernel(facts.functions(), limits);
        this.facts = facts;
        this.lines = new LinkedHashMap<>(lines);
        this.symbols = List.copyOf(symbols);
        lines.forEach((name, line) -> nodes.put(name.name(), node(line)));
        derivative = kernel.derivative(node(value), kernel.symbol(x.name()), order);
        written = kernel.write(derivative);
        StraightLine more = new StraightLine(facts.functions(), symbols);
        more.add(written);
        List.of(Num.ONE, Neg.of(Num.ONE), Num.TWO, Rational.of(1, 2).toExpr(), Rational.of(-1, 2).toExpr()).forEach(constants::add);
        lines.values().forEach(this::addConstants);
        more.lines().values().forEach(this::addConstants);
        List<Expr> own = new ArrayList<>();
        more.lines().values().forEach(line -> own.addAll(constants(line)));
        List<Expr> irrational = own.stream().filter(c -> Rational.fromLiteral(c) == null).distinct().limit(2).toList();
        for (Expr d : irrational) {
            own.stream().filter(c -> !c.equals(d)).distinct().limit(4).forEach(c -> constants.addAll(List.of(Quotient.of(c, d), Quotient.of(d, c), Product.of(c, d))));
        }
        Map<Sym, Expr> whole = new HashMap<>();
        more.lines().forEach((name, line) -> {
            Expr e = line.substitute(whole::get);
            whole.put(name, e);
            if (isCall(line)) {
                calls.add(e);
            }
        });
    }

    private void addConstants(Expr line) {
        constants.addAll(constants(line));
    }

    private static List<Expr> constants(Expr line) {
        List<Expr> out = new ArrayList<>();
        for (Expr c : line instanceof Power ? List.<Expr>of() : line.children()) {
            Expr constant = c instanceof Neg n && c.isConstant() ? n.operand() : c;
            if (constant.isConstant() && constant.size() < 40) {
                out.add(constant);
            }
        }
        return out;
    }

    /** Whether it is a call, a root or a power that is not multiplied out. */
    public static boolean isCall(Expr line) {
        return line instanceof Call || line instanceof Power p && !(Rational.fromLiteral(p.exponent()) instanceof Rational r && r.isInteger()
                && r.numerator().abs().bitLength() < 7);
    }

    private int node(Expr e) {
        return new ExprReader(kernel.dag(), nodes).read(e);
    }

    /** The derivative in terms of the symbols, as the kernel has it. */
    public Expr derivative() {
        return written;
    }

    /** Whether a formula is the derivative wherever both are defined. */
    public boolean proves(Expr formula) {
        return isZero(kernel.dag().subtract(node(formula), derivative))
                || isZero(kernel.dag().subtract(node(formula.mapBottomUp(ReuseSearch::factoredRoot)), derivative));
    }

    /** A root of a sum as one of its factors: the zero test knows that it is the product of theirs. */
    private static Expr factoredRoot(Expr e) {
        try {
            return e instanceof Power p && p.exponent().equals(StraightLine.HALF) && p.base() instanceof Sum
                    ? Power.of(AlgebraicForm.factored(p.base()), p.exponent()) : e;
        } catch (NormalFormTooLarge tooLarge) {
            return e;
        }
    }

    /** Whether two formulas over the lines are equal wherever both are defined. */
    public boolean proves(Expr a, Expr b) {
        return isZero(kernel.dag().subtract(node(a), node(b)));
    }

    private boolean isZero(int node) {
        try {
            return new ZeroTest(kernel.dag(), facts).isZero(node);
        } catch (DdxException undefined) {
            return false;
        }
    }

    /** Formulas without further calls of functions. */
    public Found withoutCalls(int slack) {
        return search(List.of(), slack);
    }

    /**
     * Formulas with calls of the functions that occur in the derivative, and of the relatives of those in the lines: the
     * exponential and the hyperbolic functions, or the circular ones, of the same argument.
     */
    public Found withCalls(int slack) {
        Set<Expr> all = new LinkedHashSet<>(calls);
        Map<Sym, Expr> whole = new HashMap<>();
        lines.forEach((name, line) -> whole.put(name, line.substitute(whole::get)));
        List<Expr> radicands = calls.stream().filter(c -> c instanceof Power p && p.exponent().equals(StraightLine.HALF)).map(c -> ((Power) c).base()).toList();
        if (radicands.size() == 2) {
            all.add(Power.of(Product.of(radicands), StraightLine.HALF));
        }
        for (Expr line : lines.values()) {
            if (line instanceof Call c && c.arguments().size() == 1) {
                Expr u = c.argument();
                if (HYPERBOLIC.contains(c.name())) {
                    List.of("tanh", "cosh", "sinh").forEach(g -> all.add(Call.of(g, u)));
                    all.add(Power.of(Const.E, Product.of(Num.TWO, u)));
                } else if (CIRCULAR.contains(c.name())) {
                    List.of("sin", "cos", "tan").forEach(g -> all.add(Call.of(g, u)));
                }
            } else if (line instanceof Power p && p.base().equals(Const.E)) {
                all.add(Power.of(Const.E, p.exponent() instanceof Neg n ? n.operand() : Neg.of(p.exponent())));
            }
        }
        return search(new ArrayList<>(all), slack);
    }

    private Found search(List<Expr> called, int slack) {
        List<Expr> leaves = new ArrayList<>();
        leaves.addAll(lines.keySet());
        leaves.addAll(symbols);
        // A result comes before what it was made from, so that it is what is used.
        leaves = leaves.reversed();
        leaves = new ArrayList<>(leaves);
        // Of equal constants the one that is best to read is used.
        constants.stream().sorted(Comparator.comparingLong(Expr::size)).forEach(leaves::add);
        leaves.addAll(called);
        List<Expr> arguments = new ArrayList<>();
        called.forEach(c -> c.children().stream().filter(a -> !a.isConstant() && !(a instanceof Sym)).forEach(arguments::add));
        int[] roots = new int[leaves.size() + 1 + arguments.size()];
        for (int i = 0; i < leaves.size(); i++) {
            roots[i] = node(leaves.get(i));
        }
        roots[leaves.size()] = derivative;
        for (int i = 0; i < arguments.size(); i++) {
            roots[leaves.size() + 1 + i] = node(arguments.get(i));
        }
        TowerValues tower = TowerValues.of(kernel.dag(), facts.of(kernel.dag()), 8, roots);
        if (tower == null) {
            return new Found(List.of(), -1, leaves);
        }
        ValueSearch search = new ValueSearch(tower.field());
        List<Expr> used = new ArrayList<>();
        for (int i = 0; i < leaves.size(); i++) {
            if (search.leaf(leaves.get(i), tower.values()[i])) {
                used.add(leaves.get(i));
            }
        }
        List<Candidate> candidates = new ArrayList<>();
        for (ValueSearch.Found f : search.find(tower.values()[leaves.size()], slack)) {
            candidates.add(candidate(f.formula()));
        }
        int bound = search.bound();
        Map<Expr, List<Expr>> otherArguments = new HashMap<>();
        ValueSearch withoutCalls = new ValueSearch(tower.field());
        for (int i = 0; i < leaves.size() - called.size(); i++) {
            withoutCalls.leaf(leaves.get(i), tower.values()[i]);
        }
        for (int i = 0; i < arguments.size() && !candidates.isEmpty(); i++) {
            List<Expr> ways = new ArrayList<>();
            withoutCalls.find(tower.values()[leaves.size() + 1 + i], 1).stream().map(ValueSearch.Found::formula)
                    .limit(30).forEach(ways::add);
            otherArguments.put(arguments.get(i), ways);
        }
        for (Candidate c : candidates.stream().limit(6).toList()) {
            otherArguments.forEach((argument, ways) -> {
                if (c.formula().contains(argument)) {
                    ways.forEach(w -> candidates.add(candidate(c.formula().replace(argument, w))));
                }
            });
        }
        candidates.sort((a, b) -> Integer.compare(a.cost(), b.cost()));
        return new Found(candidates, bound, used);
    }

    /**
     * The expression with the names of lines for its parts that are equal to them in the graph; the value that was computed
     * last counts.
     */
    public Expr fold(Expr e) {
        Map<Integer, Expr> byNode = new HashMap<>();
        lines.keySet().forEach(name -> byNode.put(nodes.get(name.name()), name));
        return e.mapBottomUp(part -> part instanceof Sym || part.isConstant() ? part : byNode.getOrDefault(node(part), part));
    }

    /** The formula with its operations and calls counted, each distinct part once. */
    public static Candidate candidate(Expr formula) {
        int calls = (int) formula.subexpressions().stream().filter(e -> !e.isConstant() && isCall(e)).count();
        return new Candidate(formula, ValueSearch.operations(formula), calls);
    }
}
