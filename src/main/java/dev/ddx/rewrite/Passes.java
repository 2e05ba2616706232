package dev.ddx.rewrite;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Sym;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Functions and derivatives of theirs as two straight-line programs. The forward pass computes the functions; the
 * backward pass computes the derivatives and may use everything that the forward pass has computed.
 *
 * <p>A definition of {@code forward} is one operation: a sum, difference, product or quotient of two operands, a
 * negation, a square, a square root (a power 1/2), another power, an exponential, a call or a case distinction. An
 * operand is a symbol of the functions, a name that is defined earlier, or an expression without symbols. A definition of
 * {@code backward}, and a derivative, is an expression of such operands.
 *
 * @param forward names and what they stand for, in the order in which they are computed
 * @param values the functions: operands
 * @param backward names of the backward pass, in the order in which they are computed
 * @param adjoints one symbol for each function, or none
 * @param derivatives without adjoints of each function, in the order of {@code values}, by each variable, one after the other;
 *        with them of the sum of the functions times their adjoints by each variable
 */
public record Passes(Map<Sym, Expr> forward, List<Expr> values, Map<Sym, Expr> backward, List<Sym> adjoints, List<Expr> derivatives) {

    public Passes {
        forward = Collections.unmodifiableMap(new LinkedHashMap<>(forward));
        backward = Collections.unmodifiableMap(new LinkedHashMap<>(backward));
        values = List.copyOf(values);
        adjoints = List.copyOf(adjoints);
        derivatives = List.copyOf(derivatives);
    }

    /** Those with all derivatives of each function. */
    public Passes(Map<Sym, Expr> forward, List<Expr> values, Map<Sym, Expr> backward, List<Expr> derivatives) {
        this(forward, values, backward, List.of(), derivatives);
    }

    /** What the backward pass computes: its lines and the derivatives, with operations and calls counted. */
    public Cost further() {
        List<Expr> all = new ArrayList<>(backward.values());
        derivatives.stream().distinct().forEach(all::add);
        return Cost.of(all);
    }

    /** An expression of the passes with what the names stand for in their places. */
    public Expr unfold(Expr e) {
        Map<Sym, Expr> known = new LinkedHashMap<>();
        UnaryOperator<Expr> put = part -> part.substitute(known::get);
        forward.forEach((name, part) -> known.put(name, put.apply(part)));
        backward.forEach((name, part) -> known.put(name, put.apply(part)));
        return put.apply(e);
    }

    /** An expression of the backward pass over the names of the forward pass alone. */
    public Expr withinForward(Expr e) {
        Map<Sym, Expr> known = new LinkedHashMap<>();
        backward.forEach((name, part) -> known.put(name, part.substitute(known::get)));
        return e.substitute(known::get);
    }

    /** Lines for a reader: a negation that is used once, and not by these expressions, has no line of its own. */
    static Map<Sym, Expr> shown(Map<Sym, Expr> lines, List<Expr> users) {
        Map<Sym, Expr> out = new LinkedHashMap<>();
        Map<Sym, Expr> within = new LinkedHashMap<>();
        lines.forEach((name, line) -> {
            boolean used = users.stream().anyMatch(e -> e.dependsOn(name));
            if (line instanceof Neg && !used && lines.values().stream().filter(l -> l.dependsOn(name)).count() <= 1) {
                within.put(name, line.substitute(within::get));
            } else {
                out.put(name, line.substitute(within::get));
            }
        });
        return out;
    }

    /** The names of the forward pass that the backward pass uses: what has to be kept. */
    public List<Sym> kept() {
        List<Expr> used = new ArrayList<>(backward.values());
        used.addAll(derivatives);
        return forward.keySet().stream().filter(name -> used.stream().anyMatch(e -> e.dependsOn(name))).toList();
    }
}
