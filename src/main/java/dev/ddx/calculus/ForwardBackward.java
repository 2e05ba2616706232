package dev.ddx.calculus;

import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Num;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.BackwardPass;
import dev.ddx.kernel.Kernel;
import dev.ddx.kernel.Pullback;
import dev.ddx.kernel.StraightLine;
import dev.ddx.rewrite.Passes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Functions and their derivatives as a forward and a backward pass. The forward pass is there at once; lines of the backward pass
 * are added, by reverse differentiation or as formulas that are found otherwise.
 */
public final class ForwardBackward {

    /** A line that is used once, and the one that uses it, are one line if it is no longer than this. */
    private static final int LONGEST_LINE = 16;

    private final List<Expr> all;
    private final StraightLine program;
    private final List<Expr> values;
    private final int forward;
    /** Each line by its name for a reader, and the other way round. */
    private final Map<Sym, Expr> names;
    private final Map<Sym, Expr> back = new HashMap<>();
    private final Set<String> taken;

    private ForwardBackward(List<Expr> functions, List<Sym> symbols, FunctionTable table) {
        all = new ArrayList<>(functions);
        all.addAll(symbols);
        program = new StraightLine(table, all);
        values = functions.stream().map(program::add).toList();
        forward = program.lines().size();
        names = names(program.lines(), Map.of(), values, all);
        names.forEach((line, name) -> back.put((Sym) name, line));
        taken = taken(all);
        names.values().forEach(name -> taken.add(((Sym) name).name()));
    }

    static ForwardBackward start(List<Expr> functions, List<Sym> variables, FunctionTable table) {
        return new ForwardBackward(functions, variables, table);
    }

    /**
     * All first derivatives of the functions by the variables; linear in the distinct parts for each function. Of what the lines and
     * what the graph lead to, the passes with fewer operations are taken.
     */
    public static Passes of(List<Expr> functions, List<Sym> variables, FunctionTable table, Limits limits) {
        ForwardBackward p = new ForwardBackward(functions, variables, table);
        BackwardPass backward = new BackwardPass(p.program, table, limits);
        List<Expr> derivatives = new ArrayList<>();
        p.values.forEach(v -> derivatives.addAll(backward.gradient(v, variables)));
        ForwardBackward q = new ForwardBackward(functions, variables, table);
        Kernel kernel = new Kernel(table, limits);
        List<Expr> inGraph = new ArrayList<>();
        functions.forEach(f -> inGraph.addAll(q.pulledBack(kernel, List.of(f), new int[] {kernel.read(Num.ONE)}, variables)));
        return cheaper(p.passes(List.of(), derivatives), q.passes(List.of(), inGraph));
    }

    /** The derivatives of the sum of the functions, each times a symbol of its own, by the variables; linear in the distinct parts. */
    public static Passes pullback(List<Expr> functions, List<Sym> variables, FunctionTable table, Limits limits) {
        List<Expr> expressions = new ArrayList<>(functions);
        expressions.addAll(variables);
        Set<String> taken = taken(expressions);
        List<Sym> adjoints = functions.stream().map(f -> fresh("a", taken)).toList();
        List<Sym> symbols = new ArrayList<>(variables);
        symbols.addAll(adjoints);
        ForwardBackward p = new ForwardBackward(functions, symbols, table);
        ForwardBackward q = new ForwardBackward(functions, symbols, table);
        Kernel kernel = new Kernel(table, limits);
        List<Expr> inGraph = q.pulledBack(kernel, functions, adjoints.stream().mapToInt(s -> kernel.symbol(s.name())).toArray(), variables);
        return cheaper(p.passes(adjoints, new BackwardPass(p.program, table, limits).pullback(p.values, adjoints, variables)), q.passes(adjoints, inGraph));
    }

    /** Reverse differentiation in the graph, written as lines. */
    private List<Expr> pulledBack(Kernel kernel, List<Expr> functions, int[] adjoints, List<Sym> variables) {
        Pullback found = kernel.pullback(functions.stream().mapToInt(kernel::read).toArray(), adjoints,
                variables.stream().mapToInt(s -> kernel.symbol(s.name())).toArray());
        return Arrays.stream(found.partials()).mapToObj(d -> program.add(kernel.write(d))).toList();
    }

    private static Passes cheaper(Passes a, Passes b) {
        return b.further().weighted() < a.further().weighted() ? b : a;
    }

    /** All lines so far, by their names. */
    Map<Sym, Expr> lines() {
        Map<Sym, Expr> out = new LinkedHashMap<>();
        program.lines().forEach((line, operation) -> out.put((Sym) names.get(line), operation.substitute(names::get)));
        return out;
    }

    /** The functions, by the names of the lines. */
    List<Expr> values() {
        return values.stream().map(v -> v.substitute(names::get)).toList();
    }

    /** A formula over the lines; what it computes becomes lines. */
    Expr add(Expr formula) {
        Expr operand = program.add(formula.substitute(back::get));
        program.lines().keySet().forEach(line -> {
            if (!names.containsKey(line)) {
                Sym name = fresh("g", taken);
                names.put(line, name);
                back.put(name, line);
            }
        });
        return operand.substitute(names::get);
    }

    /** The passes with these derivatives over the lines, which {@link #add} has made. */
    Passes passes(List<Expr> derivatives) {
        return passes(List.of(), derivatives.stream().map(d -> d.substitute(back::get)).toList());
    }

    /** The passes with names for a reader, and no line of the backward pass that is not needed. */
    private Passes passes(List<Sym> adjoints, List<Expr> derivatives) {
        Map<Sym, Expr> first = new LinkedHashMap<>();
        Map<Sym, Expr> then = new LinkedHashMap<>();
        Set<Expr> needed = needed(program.lines(), derivatives);
        program.lines().forEach((name, line) -> {
            if (first.size() < forward) {
                first.put(name, line);
            } else if (needed.contains(name)) {
                then.put(name, line);
            }
        });
        List<Expr> last = inlined(then, derivatives);
        Map<Sym, Expr> readable = names(first, then, values, all);
        Map<Sym, Expr> a = new LinkedHashMap<>();
        Map<Sym, Expr> b = new LinkedHashMap<>();
        first.forEach((name, line) -> a.put((Sym) readable.get(name), line.substitute(readable::get)));
        then.forEach((name, line) -> b.put((Sym) readable.get(name), line.substitute(readable::get)));
        return new Passes(a, values.stream().map(v -> v.substitute(readable::get)).toList(), b, adjoints,
                last.stream().map(d -> d.substitute(readable::get)).toList());
    }

    /** Takes out lines that are used once and are short; the derivatives with these in their places. */
    private static List<Expr> inlined(Map<Sym, Expr> lines, List<Expr> derivatives) {
        Map<Expr, Integer> uses = new HashMap<>();
        List<Expr> users = new ArrayList<>(lines.values());
        derivatives.stream().distinct().forEach(users::add);
        users.forEach(e -> count(e, uses));
        Map<Sym, Expr> within = new HashMap<>();
        for (Sym name : List.copyOf(lines.keySet())) {
            Expr whole = lines.get(name).substitute(within::get);
            lines.put(name, whole);
            if (uses.get(name) == 1 && whole.size() <= LONGEST_LINE) {
                within.put(name, whole);
                lines.remove(name);
            }
        }
        return derivatives.stream().map(d -> d.substitute(within::get)).toList();
    }

    private static void count(Expr e, Map<Expr, Integer> uses) {
        if (e instanceof Sym) {
            uses.merge(e, 1, Integer::sum);
        }
        e.children().forEach(part -> count(part, uses));
    }

    private static Set<Expr> needed(Map<Sym, Expr> lines, List<Expr> roots) {
        Set<Expr> needed = new HashSet<>();
        ArrayDeque<Expr> open = new ArrayDeque<>(roots);
        while (!open.isEmpty()) {
            for (Sym s : open.pop().freeSymbols()) {
                if (lines.containsKey(s) && needed.add(s)) {
                    open.push(lines.get(s));
                }
            }
        }
        return needed;
    }

    /** Exponentials are called E, denominators D, the value of a single function y, and so on. */
    static Map<Sym, Expr> names(Map<Sym, Expr> forward, Map<Sym, Expr> backward, List<Expr> values, List<Expr> takenBy) {
        Set<String> taken = taken(takenBy);
        Set<Expr> denominators = new HashSet<>();
        forward.values().forEach(line -> {
            if (line instanceof Quotient q) {
                denominators.add(q.denominator());
            }
        });
        Map<Sym, Expr> out = new HashMap<>();
        if (values.size() == 1 && values.get(0) instanceof Sym y && forward.containsKey(y)) {
            out.put(y, fresh(taken.contains("y") && !taken.contains("f") ? "f" : "y", taken));
        }
        for (int i = 0; values.size() > 1 && i < values.size(); i++) {
            if (values.get(i) instanceof Sym y && forward.containsKey(y) && !out.containsKey(y)) {
                out.put(y, fresh("y_" + (i + 1), taken));
            }
        }
        forward.forEach((name, line) -> out.computeIfAbsent(name, n -> fresh(denominators.contains(n) && line instanceof Sum ? "D" : letter(line), taken)));
        backward.forEach((name, line) -> out.put(name, fresh("g", taken)));
        return out;
    }

    private static Set<String> taken(List<Expr> by) {
        Set<String> taken = new HashSet<>(Set.of("e", "i", "pi"));
        by.forEach(e -> e.subexpressions().forEach(part -> {
            if (part instanceof Sym s) {
                taken.add(s.name());
            } else if (part instanceof Call c) {
                taken.add(c.name());
            }
        }));
        return taken;
    }

    private static String letter(Expr line) {
        return switch (line) {
            case Sum s -> "S";
            case Product p -> "P";
            case Quotient q -> "Q";
            case Power p when p.base().equals(Const.E) -> "E";
            case Power p when p.exponent().equals(Num.TWO) -> "P";
            case Power p when Rational.fromLiteral(p.exponent()) instanceof Rational n && !n.isInteger() -> "R";
            case Call c when c.is("ln", 1) -> "L";
            case Call c when c.arguments().size() == 1 -> c.name().substring(0, 1).toUpperCase(java.util.Locale.ROOT);
            default -> "V";
        };
    }

    private static Sym fresh(String letter, Set<String> taken) {
        String name = letter;
        for (int k = 2; !taken.add(name); k++) {
            name = letter + "_" + k;
        }
        return Sym.of(name);
    }
}
