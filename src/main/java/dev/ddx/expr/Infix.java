package dev.ddx.expr;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Prints the infix notation that the parser reads back as an equal expression. */
final class Infix {

    private static final int RELATION = 0;
    private static final int SUM = 1;
    private static final int NEG = 2;
    private static final int TERM = 3;
    private static final int POWER = 4;
    private static final int ATOM = 5;

    /** A piece of text, kept as a tree so that deep expressions print in linear time. */
    private record Piece(int level, Object[] parts) {
    }

    private Infix() {
    }

    static String print(Expr e) {
        Piece whole = e.fold(Infix::piece);
        StringBuilder out = new StringBuilder();
        java.util.ArrayDeque<Object> stack = new java.util.ArrayDeque<>();
        stack.push(whole);
        while (!stack.isEmpty()) {
            Object o = stack.pop();
            if (o instanceof Piece p) {
                for (int i = p.parts.length - 1; i >= 0; i--) {
                    stack.push(p.parts[i]);
                }
            } else {
                out.append(o);
            }
        }
        return out.toString();
    }

    private static Piece of(int level, Object... parts) {
        return new Piece(level, parts);
    }

    private static Piece at(int level, Piece p) {
        return p.level >= level ? p : of(ATOM, "(", p, ")");
    }

    private static Piece list(String open, List<Piece> items, String close) {
        List<Object> parts = new ArrayList<>();
        parts.add(open);
        for (int i = 0; i < items.size(); i++) {
            if (i > 0) {
                parts.add(", ");
            }
            parts.add(items.get(i));
        }
        parts.add(close);
        return of(ATOM, parts.toArray());
    }

    private static Piece piece(Expr e, List<Piece> c) {
        return switch (e) {
            case Num n -> of(ATOM, n.value().toPlainString());
            case Sym s -> of(ATOM, s.name());
            case Const k -> of(ATOM, k.name());
            case Sum s -> {
                List<Object> parts = new ArrayList<>();
                for (int i = 0; i < c.size(); i++) {
                    boolean minus = s.terms().get(i) instanceof Neg && i > 0;
                    if (i > 0) {
                        parts.add(minus ? " - " : " + ");
                    }
                    // The text of a negative term begins with its sign, which stands between the terms here.
                    parts.add(minus ? c.get(i).parts[1] : i == 0 ? at(NEG, c.get(i)) : at(TERM, c.get(i)));
                }
                yield of(SUM, parts.toArray());
            }
            case Neg n -> of(NEG, "-", at(TERM, c.get(0)));
            case Product p -> {
                List<Object> parts = new ArrayList<>();
                for (int i = 0; i < c.size(); i++) {
                    Expr f = p.factors().get(i);
                    if (i > 0) {
                        parts.add("*");
                    }
                    parts.add(f instanceof Product || i > 0 && f instanceof Quotient ? of(ATOM, "(", c.get(i), ")") : at(TERM, c.get(i)));
                }
                yield of(TERM, parts.toArray());
            }
            case Quotient q -> of(TERM, at(TERM, c.get(0)), "/", at(POWER, c.get(1)));
            case Power p -> p.base() == Const.E ? of(ATOM, "exp(", c.get(1), ")")
                    : p.exponent() instanceof Quotient q && q.numerator().equals(Num.ONE) && q.denominator().equals(Num.TWO)
                    ? of(ATOM, "sqrt(", c.get(0), ")")
                    : of(POWER, at(ATOM, c.get(0)), "^", at(POWER, c.get(1)));
            case Call f when f.arguments().size() == 1 -> of(ATOM, f.name() + "'".repeat(f.orders().get(0)) + "(", c.get(0), ")");
            case Call f when f.isDerivative() -> {
                List<Object> parts = new ArrayList<>(List.of("partial(", list(f.name() + "(", c, ")")));
                parts.add("; " + f.orders().stream().map(String::valueOf).collect(Collectors.joining(", ")) + ")");
                yield of(ATOM, parts.toArray());
            }
            case Call f -> list(f.name() + "(", c, ")");
            case Derivative d -> {
                List<Object> parts = new ArrayList<>(List.of("diff(", c.get(0)));
                for (int i = 0; i < d.variables().size(); ) {
                    int n = 1;
                    while (i + n < d.variables().size() && d.variables().get(i + n).equals(d.variables().get(i))) {
                        n++;
                    }
                    parts.add(", " + d.variables().get(i).name() + (n > 1 ? ", " + n : ""));
                    i += n;
                }
                parts.add(")");
                yield of(ATOM, parts.toArray());
            }
            case EvaluatedAt a -> of(ATOM, "at(", c.get(0), ", ", c.get(1), " = ", c.get(2), ")");
            case Piecewise p -> {
                List<Object> parts = new ArrayList<>();
                for (int i = 0; i < c.size(); i++) {
                    parts.add(i == 0 ? "piecewise(" : i % 2 == 1 ? ", " : "; ");
                    parts.add(c.get(i));
                }
                parts.add(")");
                yield of(ATOM, parts.toArray());
            }
            case Relation r -> {
                List<Object> parts = new ArrayList<>();
                for (int i = 0; i < c.size(); i++) {
                    if (i > 0) {
                        parts.add(" " + r.ops().get(i - 1).infix() + " ");
                    }
                    parts.add(at(SUM, c.get(i)));
                }
                yield of(RELATION, parts.toArray());
            }
        };
    }
}
