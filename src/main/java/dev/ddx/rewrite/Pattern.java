package dev.ddx.rewrite;

import dev.ddx.expr.Binder;
import dev.ddx.expr.Call;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * An expression whose symbols are variables of a rule. In a sum or a product the order of the parts
 * does not count, and a lone variable that comes last takes all that is left; {@code u + …} matches a
 * sum of any length, and the template repeats for each term.
 */
public final class Pattern {

    static final Sym ELLIPSIS = Sym.of("ellipsis");

    private final Expr pattern;
    private final BiPredicate<String, Match> early;

    /** What the variables of a pattern stand for. */
    public static final class Match {
        private final Map<String, Expr> single = new LinkedHashMap<>();
        private final Map<String, List<Expr>> sequences = new LinkedHashMap<>();

        public Expr get(String name) {
            return single.get(name);
        }

        public Map<String, Expr> bindings() {
            return new LinkedHashMap<>(single);
        }
    }

    /** @param early called when a variable has been bound; false rejects the binding at once */
    public Pattern(Expr pattern, BiPredicate<String, Match> early) {
        this.pattern = pattern;
        this.early = early;
    }

    /** The first match that {@code accept} takes, or null. */
    public Match match(Expr e, Predicate<Match> accept) {
        Match m = new Match();
        return match(pattern, e, m, () -> accept.test(m)) ? m : null;
    }

    private interface Rest {
        boolean go();
    }

    private boolean match(Expr p, Expr e, Match m, Rest rest) {
        if (p instanceof Sym s) {
            Expr bound = m.single.get(s.name());
            if (bound != null) {
                return bound.equals(e) && rest.go();
            }
            m.single.put(s.name(), e);
            if (early.test(s.name(), m) && rest.go()) {
                return true;
            }
            m.single.remove(s.name());
            return false;
        }
        if (p instanceof Num n && e instanceof Num o) {
            return n.compareValue(o) == 0 && rest.go();
        }
        if (p.getClass() != e.getClass()) {
            return false;
        }
        List<Expr> ps = p.children();
        List<Expr> es = e.children();
        if (p instanceof Sum || p instanceof Product) {
            if (ps.size() == 2 && ps.get(1).equals(ELLIPSIS) && ps.get(0) instanceof Sym s) {
                if (m.sequences.containsKey(s.name())) {
                    return m.sequences.get(s.name()).equals(es) && rest.go();
                }
                m.sequences.put(s.name(), es);
                if (rest.go()) {
                    return true;
                }
                m.sequences.remove(s.name());
                return false;
            }
            return commutative(p instanceof Sum, ps, 0, new ArrayList<>(es), m, rest);
        }
        if (ps.size() != es.size() || !sameHead(p, e)) {
            return false;
        }
        return inOrder(ps, es, 0, m, rest);
    }

    private static boolean sameHead(Expr p, Expr e) {
        return p.children().isEmpty() ? p.equals(e) : p.withChildren(e.children()).equals(e);
    }

    private boolean inOrder(List<Expr> ps, List<Expr> es, int i, Match m, Rest rest) {
        if (i == ps.size()) {
            return rest.go();
        }
        return match(ps.get(i), es.get(i), m, () -> inOrder(ps, es, i + 1, m, rest));
    }

    private boolean commutative(boolean sum, List<Expr> ps, int i, List<Expr> left, Match m, Rest rest) {
        Expr p = ps.get(i);
        boolean last = i == ps.size() - 1;
        if (last && left.size() >= 1) {
            if (left.size() == 1) {
                return match(p, left.get(0), m, rest);
            }
            return p instanceof Sym && match(p, sum ? Sum.join(left) : Product.join(left), m, rest);
        }
        for (int k = 0; k < left.size(); k++) {
            List<Expr> others = new ArrayList<>(left);
            Expr chosen = others.remove(k);
            if (match(p, chosen, m, () -> commutative(sum, ps, i + 1, others, m, rest))) {
                return true;
            }
        }
        return false;
    }

    /**
     * The template with the match put in. Products within products merge, and arithmetic of the template
     * on numbers is carried out: n·x^(n−1) with n = 3 gives 3x².
     */
    public static Expr instantiate(Expr template, Match m) {
        switch (template) {
            case Sym s -> {
                Expr bound = m.single.get(s.name());
                if (bound == null) {
                    throw new IllegalStateException("unbound variable " + s);
                }
                return bound;
            }
            case Sum sum when sum.terms().size() == 2 && sum.terms().get(1).equals(ELLIPSIS) -> {
                return Sum.join(repeat(sum.terms().get(0), m));
            }
            case Product prod when prod.factors().size() == 2 && prod.factors().get(1).equals(ELLIPSIS) -> {
                return Product.join(repeat(prod.factors().get(0), m));
            }
            default -> {
            }
        }
        if (template.children().isEmpty()) {
            return template;
        }
        List<Expr> made = new ArrayList<>();
        Match known = m;
        if (template instanceof Binder b && m.single.get(b.variable().name()) == null) {
            // A sum that only the template has.
            known = new Match();
            known.single.putAll(m.single);
            known.single.put(b.variable().name(), b.variable());
        }
        for (Expr child : template.children()) {
            Expr c = instantiate(child, known);
            if (template instanceof Product && c instanceof Product p) {
                made.addAll(p.factors());
            } else {
                made.add(c);
            }
        }
        Expr e = template.withChildren(made);
        if (e instanceof Sum || e instanceof Product) {
            List<Rational> numbers = e.children().stream().map(Rational::fromLiteral).toList();
            return numbers.stream().anyMatch(java.util.Objects::isNull) ? e : e instanceof Sum ? numbers.stream().reduce(Rational::plus).orElseThrow().toExpr()
                    : numbers.stream().reduce(Rational::times).orElseThrow().toExpr();
        }
        if (e instanceof Power p && p.exponent().equals(Num.ONE)) {
            return p.base();
        }
        Rational floored = e instanceof Call c && c.name().equals("floor") ? Rational.fromLiteral(c.argument()) : null;
        return floored == null ? e : Rational.of(floored.floor()).toExpr();
    }

    private static List<Expr> repeat(Expr element, Match m) {
        String name = m.sequences.keySet().stream()
                .filter(k -> element.dependsOn(Sym.of(k))).findFirst().orElseThrow();
        List<Expr> out = new ArrayList<>();
        for (Expr part : m.sequences.get(name)) {
            Match inner = new Match();
            inner.single.putAll(m.single);
            // A subtracted term stays a subtracted term.
            boolean minus = part instanceof Neg;
            inner.single.put(name, part instanceof Neg n ? n.operand() : part);
            Expr made = instantiate(element, inner);
            out.add(minus ? Neg.of(made) : made);
        }
        return out;
    }
}
