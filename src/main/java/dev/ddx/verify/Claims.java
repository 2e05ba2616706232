package dev.ddx.verify;

import dev.ddx.expr.Call;
import dev.ddx.expr.Derivative;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Limit;
import dev.ddx.expr.Neg;
import dev.ddx.expr.NthDerivative;
import dev.ddx.expr.Num;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.rewrite.Step;
import dev.ddx.verify.core.Verdict;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Whether the sentence beside a step fits the step: with the bindings put in, the left side of the named formula
 * is what was rewritten, what it leaves to be differentiated stands in the next line, and the formula holds.
 */
final class Claims {

    private static final Sym ELLIPSIS = Sym.of("ellipsis");

    private final Map<String, Relation> formulas;
    private final BiFunction<Expr, Expr, Verdict> compare;

    Claims(Map<String, Relation> formulas, BiFunction<Expr, Expr, Verdict> compare) {
        this.formulas = formulas;
        this.compare = compare;
    }

    /** Why the sentence does not fit, or null if it does. */
    String misfit(Step step, Expr part) {
        Map<String, Expr> bindings = step.reason().bindings();
        Relation formula = formulas.get(step.rule());
        if (formula != null) {
            return formulaMisfit(formula, bindings, part, step);
        }
        for (Map.Entry<String, Expr> b : bindings.entrySet()) {
            if (b.getValue() instanceof Relation r && r.isEquation() && r.left() instanceof Derivative
                    && compare.apply(r.left(), r.right()) instanceof Verdict.Failed) {
                return "the cited " + r + " does not hold";
            }
        }
        if (part instanceof Derivative d && d.operand() instanceof Product && step.rule().equals("product")) {
            return fingerprint(Product.join(List.copyOf(bindings.values()))) == fingerprint(d.operand()) ? null
                    : "the factors named are not those of " + d.operand();
        }
        if (part instanceof Derivative d && bindings.containsKey("f") && bindings.containsKey("u")) {
            Expr composed = bindings.get("f").substitute(s -> s.name().equals("u") ? bindings.get("u") : null);
            return fingerprint(composed) == fingerprint(d.operand()) ? null : "outer and inner function named do not give " + d.operand();
        }
        for (Map.Entry<String, Expr> b : bindings.entrySet()) {
            // What a letter stands for need not be seen: the lines are compared with it in the letter's place.
            boolean isMeaning = b.getKey().equals("f") && bindings.get("y") instanceof Sym y && step.after().dependsOn(y) && step.before().isFreeOf(y);
            if (!(b.getValue() instanceof Relation) && !isMeaning && !occurs(b.getValue(), step)) {
                return "the " + b.getValue() + " that is named occurs in neither line";
            }
        }
        return null;
    }

    private String formulaMisfit(Relation formula, Map<String, Expr> bindings, Expr part, Step step) {
        if (formula.symbols().contains(ELLIPSIS)) {
            if (part instanceof Limit l && formula.left() instanceof Limit) {
                return l.operand() instanceof Sum sum && sum.terms().stream().allMatch(t -> step.after().contains(l.withChildren(
                        List.of(t instanceof Neg n ? n.operand() : t, l.variable(), l.value())))) ? null : "the rule is not about " + part;
            }
            if (part instanceof NthDerivative d && formula.left() instanceof NthDerivative) {
                return d.operand() instanceof Sum sum && sum.terms().stream().allMatch(t -> step.after().contains(d.withChildren(
                        List.of(t instanceof Neg n ? n.operand() : t, d.variable(), d.order())))) ? null : "the rule is not about " + part;
            }
            return part instanceof Derivative d && formula.left() instanceof Derivative f && d.operand() instanceof Sum sum
                    && d.variables().get(0).equals(bindings.getOrDefault(f.variables().get(0).name(), d.variables().get(0)))
                    && sum.terms().stream().allMatch(t -> step.after().contains(Derivative.of(t instanceof Neg n ? n.operand() : t, d.variables())))
                    ? null : "the rule is not about " + part;
        }
        Set<Sym> own = new HashSet<>(formula.right().symbols());
        own.removeAll(formula.right().freeSymbols());
        own.removeAll(formula.left().symbols());
        for (Sym s : formula.symbols()) {
            if (!own.contains(s) && !bindings.containsKey(s.name())) {
                return "it does not say what " + s + " is";
            }
        }
        Expr left;
        Expr right;
        try {
            left = formula.left().fill(s -> bindings.get(s.name()));
            Set<Sym> met = new HashSet<>(own);
            met.retainAll(Sum.join(List.copyOf(bindings.values())).symbols());
            right = formula.right().apartFrom(met).fill(s -> own.contains(s) ? null : bindings.get(s.name()));
        } catch (IllegalArgumentException e) {
            return "what it names does not fit the rule";
        }
        if (fingerprint(left) != fingerprint(part)) {
            return "with what it names the rule is about " + left + ", not about " + part;
        }
        // Of two rules about the same thing, each right, it is the one that was applied.
        if (right.has(e -> e instanceof Derivative && !contains(step.after(), e))) {
            return "what the rule gives, " + right + ", is not what follows";
        }
        return compare.apply(left, right) instanceof Verdict.Failed ? "with what it names the rule does not hold" : null;
    }

    /** Whether e stands in one of the lines, as a whole or, for a product or a sum, with all its parts. */
    private static boolean occurs(Expr e, Step step) {
        return switch (e) {
            case Num n -> true;
            case Neg n -> occurs(n.operand(), step);
            case Quotient q when q.numerator() instanceof Num || q.denominator() instanceof Num -> occurs(q.numerator(), step) && occurs(q.denominator(), step);
            default -> step.before().contains(e) || step.after().contains(e) || contains(step.before(), e) || contains(step.after(), e)
                    || (e instanceof Product || e instanceof Sum) && e.children().stream().allMatch(c -> occurs(c, step));
        };
    }

    /** Whether e is a part of the line, the order and the brackets of sums and products aside. */
    private static boolean contains(Expr line, Expr e) {
        long mark = fingerprint(e);
        return line.has(part -> part.getClass() == e.getClass() && part.size() <= 2 * e.size() && fingerprint(part) == mark);
    }

    /** Equal for expressions that differ in the order and the brackets of sums and products only. */
    static long fingerprint(Expr e) {
        record Mark(long whole, long terms, boolean sum, boolean product) {
        }
        return e.<Mark>fold((node, c) -> {
            boolean sum = node instanceof Sum;
            boolean product = node instanceof Product;
            long parts = 0;
            for (Mark m : c) {
                parts = sum || product ? parts + (sum && m.sum() || product && m.product() ? m.terms() : mix(m.whole())) : mix(parts + m.whole());
            }
            long own = c.isEmpty() ? number(node) : node.getClass().getSimpleName().hashCode();
            if (node instanceof Call call) {
                own = own * 31 + call.name().hashCode() * 17L + call.orders().hashCode();
            } else if (node instanceof Relation r) {
                own = own * 31 + r.ops().toString().hashCode();
            }
            return new Mark(mix(own * 0x9E3779B97F4A7C15L + parts), parts, sum, product);
        }).whole();
    }

    private static long number(Expr leaf) {
        return leaf instanceof Num n ? n.value().stripTrailingZeros().hashCode() * 31L + 7 : leaf.hashCode();
    }

    private static long mix(long z) {
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
