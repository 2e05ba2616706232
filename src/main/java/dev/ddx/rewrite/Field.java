package dev.ddx.rewrite;

import dev.ddx.expr.Call;
import dev.ddx.expr.Derivative;
import dev.ddx.expr.EvaluatedAt;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Condition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What an operator of vector calculus makes of functions of several variables: a number, a vector or a matrix of
 * expressions, each with its derivation.
 *
 * @param functions what the operator is applied to, each as name = expression
 * @param variables in the order of the entries
 * @param direction the vector of a directional derivative, else empty
 * @param shape no number for a number, one for a vector, rows and columns for a matrix
 * @param parts what is derived, in the order in which it is; each is derived once
 * @param entries which of the parts stands where, row by row
 * @param place where it is evaluated; empty for everywhere
 * @param reasons what is said of the whole
 */
public record Field(Kind kind, List<Relation> functions, List<Sym> variables, List<Expr> direction, List<Integer> shape, List<Part> parts,
        List<Integer> entries, Map<Sym, Expr> place, List<Reason> reasons) {

    /** The operators. */
    public enum Kind {
        GRADIENT, JACOBIAN, HESSIAN, LAPLACIAN, DIVERGENCE, CURL, DIRECTIONAL, DIFFERENTIAL;

        /** Whether it is applied to one function, and not to a vector of them. */
        public boolean isOfScalar() {
            return this != JACOBIAN && this != DIVERGENCE && this != CURL;
        }

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * One derivation.
     *
     * @param name what is derived, by the names of the functions: ∂f/∂x
     * @param known whether the first step puts in what a part before it has found
     */
    public record Part(Expr name, Derivation derivation, boolean known) {

        /** The same lines as equations with the name on their left. */
        public Derivation named() {
            Expr start = derivation.start();
            UnaryOperator<Expr> lift = e -> e instanceof Relation r && r.isEquation()
                    ? Relation.of(r.left() instanceof EvaluatedAt || r.left().equals(start) ? r.left().replace(start, name) : name, Relation.Op.EQ, r.right())
                    : Relation.of(name, Relation.Op.EQ, e);
            List<Step> steps = new ArrayList<>();
            for (Step s : derivation.steps().subList(known ? 1 : 0, derivation.steps().size())) {
                steps.add(new Step(s.rule(), path(s), lift.apply(s.before()), lift.apply(s.after()), s.reason(), s.conditions(), s.sides(), s.shownFrom()));
            }
            return new Derivation(lift.apply(known ? derivation.steps().get(0).after() : start), steps);
        }

        private static List<Integer> path(Step s) {
            List<Integer> out = new ArrayList<>(s.path());
            if (!out.isEmpty() && !(s.before() instanceof Relation)) {
                out.add(0, 1);
            }
            return out;
        }
    }

    public Field {
        functions = List.copyOf(functions);
        variables = List.copyOf(variables);
        direction = List.copyOf(direction);
        shape = List.copyOf(shape);
        parts = List.copyOf(parts);
        entries = List.copyOf(entries);
        place = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(place));
        reasons = List.copyOf(reasons);
    }

    /** The entries row by row: that of row i and column j of a matrix with n columns is number i·n + j. */
    public List<Expr> values() {
        return entries.stream().map(i -> parts.get(i).derivation().result()).toList();
    }

    /** The entry of a vector, or the value of a number at 0. */
    public Expr value(int i) {
        return parts.get(entries.get(i)).derivation().result();
    }

    /** The entry of a matrix. */
    public Expr value(int row, int column) {
        return value(row * shape.get(1) + column);
    }

    /** The rows of a matrix; a vector has rows of one entry. */
    public List<List<Expr>> rows() {
        return rows(values());
    }

    /** Expressions that stand for the entries, in rows. */
    public List<List<Expr>> rows(List<Expr> all) {
        int columns = shape.size() > 1 ? shape.get(1) : 1;
        List<List<Expr>> out = new ArrayList<>();
        for (int i = 0; i < all.size(); i += columns) {
            out.add(all.subList(i, i + columns));
        }
        return out;
    }

    /** All that the derivations assumed, without what follows from the rest. */
    public List<Relation> conditions() {
        Set<Relation> all = new LinkedHashSet<>();
        parts.forEach(p -> all.addAll(p.derivation().conditions()));
        return Condition.irredundant(List.copyOf(all));
    }

    /** Whether there are several variables, so that derivatives are partial ones. */
    public boolean isPartial() {
        return variables.size() > 1;
    }

    /** This with the derivations of the entries led on. */
    public Field lead(UnaryOperator<Derivation> on) {
        List<Part> led = new ArrayList<>(parts);
        new LinkedHashSet<>(entries).forEach(i -> led.set(i, new Part(parts.get(i).name(), on.apply(parts.get(i).derivation()), parts.get(i).known())));
        return new Field(kind, functions, variables, direction, shape, led, entries, place, reasons);
    }

    /** This with entries that hold at a place. */
    public Field at(Map<Sym, Expr> where) {
        return new Field(kind, functions, variables, direction, shape, parts, entries, where, reasons);
    }

    /** This with one more thing that is said of the whole. */
    public Field saying(Reason reason) {
        List<Reason> more = new ArrayList<>(reasons);
        more.add(reason);
        return new Field(kind, functions, variables, direction, shape, parts, entries, place, more);
    }

    /** The name of a function: f of f(x, y) = …. */
    public static Sym nameOf(Relation function) {
        return function.left() instanceof Call c ? Sym.of(c.name()) : (Sym) function.left();
    }

    /** A derivative of a function by its name; that of a function of one variable is written with it. */
    public static Derivative derivative(Relation function, List<Sym> by) {
        return Derivative.of(function.left() instanceof Call c && c.arguments().size() == 1 ? c : nameOf(function), by);
    }
}
