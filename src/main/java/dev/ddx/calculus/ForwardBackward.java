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
import dev.ddx.kernel.StraightLine;
import dev.ddx.rewrite.Passes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Functions and their derivatives as a forward and a backward pass, by reverse differentiation. */
public final class ForwardBackward {

    private ForwardBackward() {
    }

    /** All first derivatives of the functions by the variables; linear in the distinct parts for each function. */
    public static Passes of(List<Expr> functions, List<Sym> variables, FunctionTable table, Limits limits) {
        List<Expr> all = new ArrayList<>(functions);
        all.addAll(variables);
        StraightLine program = new StraightLine(table, all);
        List<Expr> values = functions.stream().map(program::add).toList();
        int forward = program.lines().size();
        BackwardPass backward = new BackwardPass(program, table, limits);
        List<Expr> derivatives = new ArrayList<>();
        values.forEach(v -> derivatives.addAll(backward.gradient(v, variables)));
        return named(program, forward, values, derivatives, all);
    }

    /** The passes with names for a reader, and no line of the backward pass that is not needed. */
    private static Passes named(StraightLine program, int forward, List<Expr> values, List<Expr> derivatives, List<Expr> taken) {
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
        Map<Sym, Expr> names = names(first, then, values, taken);
        Map<Sym, Expr> a = new LinkedHashMap<>();
        Map<Sym, Expr> b = new LinkedHashMap<>();
        first.forEach((name, line) -> a.put((Sym) names.get(name), line.substitute(names::get)));
        then.forEach((name, line) -> b.put((Sym) names.get(name), line.substitute(names::get)));
        return new Passes(a, values.stream().map(v -> v.substitute(names::get)).toList(), b,
                derivatives.stream().map(d -> d.substitute(names::get)).toList());
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
        Set<String> taken = new HashSet<>(Set.of("e", "i", "pi"));
        takenBy.forEach(e -> e.subexpressions().forEach(part -> {
            if (part instanceof Sym s) {
                taken.add(s.name());
            } else if (part instanceof Call c) {
                taken.add(c.name());
            }
        }));
        Set<Expr> denominators = new HashSet<>();
        forward.values().forEach(line -> {
            if (line instanceof Quotient q) {
                denominators.add(q.denominator());
            }
        });
        Map<Sym, Expr> out = new HashMap<>();
        if (values.size() == 1 && values.get(0) instanceof Sym y && forward.containsKey(y)) {
            out.put(y, fresh("y", taken));
        }
        forward.forEach((name, line) -> out.computeIfAbsent(name, n -> fresh(denominators.contains(n) && line instanceof Sum ? "D" : letter(line), taken)));
        backward.forEach((name, line) -> out.put(name, fresh("g", taken)));
        return out;
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
