package dev.ddx.rewrite;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The answer to a question that takes more than one derivation: derivations, sentences and tables in the order in which
 * they are read.
 *
 * @param claims what tables and sentences say, in a form that can be checked
 * @param results what was asked for, such as the equations of a tangent and a normal; empty if there is none
 */
public record Exposition(List<Part> parts, List<Claim> claims, List<Expr> results) {

    /** A part of it. */
    public sealed interface Part {
    }

    /**
     * A derivation.
     *
     * @param isAnswer whether its last line is what was asked for
     */
    public record Lines(Derivation derivation, boolean isAnswer) implements Part {
    }

    /** A sentence, which begins with a capital and ends with a full stop when it is printed. */
    public record Remark(Reason reason) implements Part {
    }

    /** Rows of equal length, of which the first and the first cell of each name the others. */
    public record Table(List<List<Cell>> rows) implements Part {
        public Table {
            rows = rows.stream().map(List::copyOf).toList();
            if (rows.stream().map(List::size).distinct().count() != 1) {
                throw new IllegalArgumentException("the rows of a table are of equal length");
            }
        }
    }

    /** What is said outside of derivations. */
    public sealed interface Claim {
    }

    /** That a polynomial in x agrees with f at a in the value and in the derivatives up to an order. */
    public record Expansion(Expr f, Sym x, Expr a, Expr polynomial, int order) implements Claim {
    }

    /**
     * What sign an expression has between numbers and beyond them.
     *
     * @param bounds from left to right
     * @param signs −1, 0 or 1 for each interval, 2 where nothing is said
     */
    public record Signs(Expr expression, Sym x, List<Expr> bounds, List<Integer> signs) implements Claim {
        public Signs {
            bounds = List.copyOf(bounds);
            signs = List.copyOf(signs);
        }
    }

    /**
     * That an expression is zero at a number, and with a period at all that differ from it by multiples of that.
     *
     * @param isExact whether that is the number itself, and not its first digits
     * @param period or null
     */
    public record Zero(Expr expression, Sym x, Expr at, boolean isExact, Expr period) implements Claim {
    }

    /**
     * That f has a local extremum at a number, and with a period at all that differ from it by multiples of that.
     *
     * @param isExact whether that is the number itself, and not its first digits
     * @param isMinimum whether it is a minimum, and not a maximum
     * @param period or null
     */
    public record Extremum(Expr f, Sym x, Expr at, boolean isExact, boolean isMinimum, Expr period) implements Claim {
    }

    /**
     * That no value of f where the relations hold is smaller than a number.
     *
     * @param isLeast whether that is what is said, and not that none is greater
     */
    public record Bound(Expr f, Sym x, Expr value, boolean isLeast, List<Relation> where) implements Claim {
        public Bound {
            where = List.copyOf(where);
        }
    }

    /** What stands in a table. */
    public sealed interface Cell {
    }

    /** A formula in a table. */
    public record Formula(Expr expression) implements Cell {
    }

    /** A few words in a table. */
    public record Words(Reason reason) implements Cell {
    }

    /** A sign in a table. */
    public enum Sign implements Cell {
        NONE, PLUS, MINUS, RISING, FALLING, CONVEX, CONCAVE, UNDEFINED
    }

    public Exposition {
        parts = List.copyOf(parts);
        claims = List.copyOf(claims);
        results = List.copyOf(results);
    }

    /** One that says no more than its derivations do. */
    public Exposition(List<Part> parts, List<Expr> results) {
        this(parts, List.of(), results);
    }

    /** The derivations among the parts. */
    public List<Derivation> derivations() {
        List<Derivation> out = new ArrayList<>();
        for (Part p : parts) {
            if (p instanceof Lines l) {
                out.add(l.derivation());
            }
        }
        return out;
    }

    /** All that the derivations assumed. */
    public List<Relation> conditions() {
        Set<Relation> out = new LinkedHashSet<>();
        derivations().forEach(d -> out.addAll(d.conditions()));
        return List.copyOf(out);
    }
}
