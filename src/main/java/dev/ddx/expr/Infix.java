package dev.ddx.expr;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Prints the infix notation that the parser reads back as an equal expression. What is still to be written
 * stands on a stack of texts and expressions, so that any depth prints, in time linear in the text.
 */
final class Infix {

    private static final int RELATION = 0;
    private static final int SUM = 1;
    private static final int NEG = 2;
    private static final int TERM = 3;
    private static final int POWER = 4;
    private static final int ATOM = 5;
    private static final int BRACKETS = 6;

    private final StringBuilder out = new StringBuilder();
    /** Texts and expressions, the next one last. */
    private Object[] pending = new Object[32];
    /** How tightly an expression has to bind to stand without brackets. */
    private int[] levels = new int[32];
    private int count;

    private Infix() {
    }

    static String print(Expr e) {
        Infix infix = new Infix();
        infix.push(e, RELATION);
        while (infix.count > 0) {
            Object next = infix.pending[--infix.count];
            if (next instanceof String text) {
                infix.out.append(text);
            } else {
                infix.write((Expr) next, infix.levels[infix.count]);
            }
        }
        return infix.out.toString();
    }

    private void push(Object textOrExpression, int level) {
        if (count == pending.length) {
            pending = java.util.Arrays.copyOf(pending, count * 2);
            levels = java.util.Arrays.copyOf(levels, count * 2);
        }
        pending[count] = textOrExpression;
        levels[count++] = level;
    }

    private static boolean isRoot(Power p) {
        return p.exponent() instanceof Quotient q && q.numerator().equals(Num.ONE) && q.denominator().equals(Num.TWO);
    }

    /** Whether it would be read as d/dx or as d^2/dx^2. */
    private static boolean looksLikeOperator(Quotient q) {
        Expr last = q.numerator();
        while (last instanceof Product || last instanceof Neg || last instanceof Quotient || last instanceof Power p && level(p) == POWER && !isOfD(p)) {
            last = last.children().get(last.children().size() - 1);
        }
        if (last instanceof Power p && isOfD(p)) {
            last = p.base();
        }
        Expr first = q.denominator() instanceof Power p ? p.base() : q.denominator();
        return last instanceof Sym s && s.name().equals("d") && (first instanceof Derivative || first instanceof Sym x && x.name().startsWith("d")
                || first instanceof Call f && f.name().startsWith("d"));
    }

    /** Whether it is d^2 or d^n. */
    private static boolean isOfD(Power p) {
        return p.base() instanceof Sym s && s.name().equals("d") && (p.exponent() instanceof Num || p.exponent() instanceof Sym);
    }

    private static int level(Expr e) {
        return switch (e) {
            case Sum s -> SUM;
            case Neg n -> NEG;
            case Product p -> TERM;
            case Quotient q -> TERM;
            case Power p -> p.base() == Const.E || isRoot(p) ? ATOM : POWER;
            case Relation r -> RELATION;
            default -> ATOM;
        };
    }

    private void write(Expr e, int level) {
        if (level(e) < level) {
            out.append('(');
            push(")", 0);
        }
        switch (e) {
            case Num n -> out.append(n.text());
            case Sym s -> out.append(s.name());
            case Const k -> out.append(k.name());
            case Sum s -> {
                List<Expr> terms = s.terms();
                for (int i = terms.size() - 1; i > 0; i--) {
                    boolean minus = terms.get(i) instanceof Neg;
                    push(minus ? ((Neg) terms.get(i)).operand() : terms.get(i), TERM);
                    push(minus ? " - " : " + ", 0);
                }
                push(terms.get(0), NEG);
            }
            case Neg n -> {
                out.append('-');
                push(n.operand(), TERM);
            }
            case Product p -> {
                List<Expr> factors = p.factors();
                for (int i = factors.size() - 1; i >= 0; i--) {
                    Expr f = factors.get(i);
                    push(f, f instanceof Product || i > 0 && f instanceof Quotient ? ATOM : TERM);
                    if (i > 0) {
                        push("*", 0);
                    }
                }
            }
            case Quotient q -> {
                push(q.denominator(), looksLikeOperator(q) ? BRACKETS : POWER);
                push("/", 0);
                push(q.numerator(), TERM);
            }
            case Power p when p.base() == Const.E -> list("exp(", List.of(p.exponent()), ")");
            case Power p when isRoot(p) -> list("sqrt(", List.of(p.base()), ")");
            case Power p -> {
                push(p.exponent(), POWER);
                push("^", 0);
                push(p.base(), ATOM);
            }
            case Call f when f.arguments().size() == 1 -> list(f.name() + "'".repeat(f.orders().get(0)) + "(", f.arguments(), ")");
            case Call f when f.isDerivative() -> {
                push("; " + f.orders().stream().map(String::valueOf).collect(Collectors.joining(", ")) + ")", 0);
                list("partial(" + f.name() + "(", f.arguments(), ")");
            }
            case Call f -> list(f.name() + "(", f.arguments(), ")");
            case Derivative d -> {
                StringBuilder variables = new StringBuilder();
                for (int i = 0; i < d.variables().size(); ) {
                    int n = 1;
                    while (i + n < d.variables().size() && d.variables().get(i + n).equals(d.variables().get(i))) {
                        n++;
                    }
                    variables.append(", ").append(d.variables().get(i).name()).append(n > 1 ? ", " + n : "");
                    i += n;
                }
                list("diff(", List.of(d.operand()), variables.append(')').toString());
            }
            case NthDerivative d -> list("nthdiff(", d.children(), ")");
            case EvaluatedAt a -> {
                List<Expr> parts = a.children();
                push(")", 0);
                push(parts.get(2), RELATION);
                push(" = ", 0);
                push(parts.get(1), RELATION);
                list("at(", parts.subList(0, 1), ", ");
            }
            case Limit l -> list(l.notation() + "(", l.typed(), ")");
            case Binder b -> list(b.notation() + "(", b.children(), ")");
            case Piecewise p -> {
                List<Expr> parts = p.children();
                push(")", 0);
                for (int i = parts.size() - 1; i >= 0; i--) {
                    push(parts.get(i), RELATION);
                    push(i == 0 ? "piecewise(" : i % 2 == 1 ? ", " : "; ", 0);
                }
            }
            case Relation r -> {
                for (int i = r.operands().size() - 1; i >= 0; i--) {
                    push(r.operands().get(i), SUM);
                    if (i > 0) {
                        push(" " + r.ops().get(i - 1).infix() + " ", 0);
                    }
                }
            }
        }
    }

    private void list(String open, List<Expr> items, String close) {
        out.append(open);
        push(close, 0);
        for (int i = items.size() - 1; i >= 0; i--) {
            push(items.get(i), RELATION);
            if (i > 0) {
                push(", ", 0);
            }
        }
    }
}
