package dev.ddx.calculus;

import dev.ddx.expr.Call;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Piecewise;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.InTermsOf;
import dev.ddx.kernel.TrigonometricForm;
import dev.ddx.rewrite.Path;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Rewrite;
import dev.ddx.rewrite.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Brings a result to the form that is easiest to read, by named steps. */
public final class Simplification {

    private static final int MAX_ROUNDS = 60;
    private static final int MAX_FOLDED = 400;

    private final FunctionTable functions;
    private final List<Rule> cleanup;
    private final List<Rule> candidates;
    private final List<Rule> tidy;
    private final Cancel cancel = new Cancel();
    private final Collect collect = new Collect();
    private final List<Rule> cancelling = List.of(cancel);
    private final List<Rule> collecting = List.of(collect);
    private final Expand expand = new Expand();
    private final FactorOut factorOut = new FactorOut();

    public Simplification(StandardLibrary library) {
        this.functions = library.functions();
        this.cleanup = library.rules("cleanup");
        this.candidates = library.rules("simplification");
        this.tidy = new ArrayList<>(List.of(cancel, collect));
        this.tidy.addAll(cleanup);
    }

    /** The definition whose right side is f, if one is to be used; null if none. */
    FunctionDeclaration definitionOf(Expr f, Sym x, String inTermsOf) {
        if ("".equals(inTermsOf)) {
            return null;
        }
        for (FunctionDeclaration d : functions.all()) {
            // One with a derivative of its own is not differentiated by what it stands for.
            boolean looked = inTermsOf == null ? d.derivatives().stream().allMatch(Objects::isNull) : d.name().equals(inTermsOf);
            if (d.isDefinition() && d.arity() >= 1 && looked
                    && argumentsOf(d, f, x) != null) {
                return d;
            }
        }
        return null;
    }

    /** The arguments with which f is the definition: f is written f(x), or is its right side. */
    List<Expr> argumentsOf(FunctionDeclaration d, Expr f, Sym x) {
        if (f instanceof Call c && c.is(d.name(), d.arity()) && c.arguments().get(0).equals(x)
                && c.arguments().stream().skip(1).allMatch(a -> a.isFreeOf(x))) {
            return c.arguments();
        }
        List<Expr> arguments = new ArrayList<>(d.parameters());
        arguments.set(0, x);
        return d.instantiate(d.body(), arguments).equals(f) ? arguments : null;
    }

    /** Cancels and collects until nothing changes. */
    void combine(Trace t, int level) {
        for (int round = 0; round < MAX_ROUNDS; round++) {
            int before = t.size();
            if (t.exhaust(cancelling, Trace.FULL)) {
                t.showLast(level);
            }
            int cleaned = t.size();
            if (t.exhaust(cleanup, Trace.FULL)) {
                if (cleaned > before) {
                    t.show(cleaned - 1, Trace.FULL);
                }
                t.showLast(level);
            }
            if (t.exhaust(collecting, Trace.FULL)) {
                t.showLast(level);
            }
            if (t.size() == before) {
                return;
            }
        }
    }

    void combineQuietly(Trace t) {
        combine(t, Trace.FULL);
    }

    /** From the assembled derivative to the last line. */
    void finish(Differentiation differentiation, Trace t, Sym x, Call goal, String inTermsOf) {
        differentiation.cleanUp(t, Trace.NORMAL);
        combine(t, Trace.NORMAL);
        if (goal != null && foldInto(t, x, goal, false)) {
            return;
        }
        improve(t);
        combine(t, Trace.NORMAL);
        Expr value = t.value();
        if (value.size() > MAX_FOLDED || value.isFreeOf(x)) {
            return;
        }
        Set<String> names = functionNames(value);
        for (FunctionDeclaration d : functions.all()) {
            if (d.isDefinition() && d.arity() >= 1 && (inTermsOf == null ? names.containsAll(functionNames(d.body())) : d.name().equals(inTermsOf))
                    && worthFolding(value, d, x)) {
                List<Expr> arguments = new ArrayList<>(d.parameters());
                arguments.set(0, x);
                if (foldInto(t, x, Call.of(d.name(), arguments), inTermsOf == null)) {
                    return;
                }
            }
        }
    }

    /** The steps that simplify an expression without a derivative in it. */
    public void simplify(Differentiation differentiation, Trace t) {
        differentiation.cleanUp(t, Trace.NORMAL);
        combine(t, Trace.NORMAL);
        improve(t);
        combine(t, Trace.NORMAL);
    }

    /** What a normal form cannot do without: the functions but those that it writes by others, and cases. */
    private static Set<String> functionNames(Expr e) {
        Set<String> out = new HashSet<>();
        for (Expr part : e.subexpressions()) {
            if (part instanceof Piecewise) {
                out.add("piecewise");
            } else if (part instanceof Call c && !TrigonometricForm.isWave(c)) {
                out.add(c.name());
            }
        }
        return out;
    }

    private static boolean worthFolding(Expr value, FunctionDeclaration d, Sym x) {
        boolean exponential = d.body().has(e -> e instanceof Power p && p.exponent().dependsOn(d.parameters().get(0)));
        return !exponential || value.has(e -> e instanceof Power p && p.exponent().dependsOn(x));
    }

    /** Expands where that makes a sum shorter, then takes out common factors. */
    private void improve(Trace t) {
        expandEverywhere(t);
        Search search = new Search(candidates, tidy, t.facts());
        for (int round = 0; round < MAX_ROUNDS; round++) {
            Search.Improvement best = search.best(t.value());
            if (best == null) {
                return;
            }
            Expr before = t.value();
            int size = t.size();
            List<Integer> path = new ArrayList<>(t.valuePath());
            path.addAll(best.path());
            Rewrite r = best.rewrite();
            t.step(best.rule().name(), path, new Rewrite(AsWritten.like(before, r.result()), r.reason(), r.conditions(), r.sides()), Trace.NORMAL);
            combine(t, Trace.NORMAL);
            if (Cost.of(t.value()) >= Cost.of(before)) {
                t.backTo(size);
                return;
            }
            expandEverywhere(t);
        }
    }

    private void expandEverywhere(Trace t) {
        for (int round = 0; round < MAX_ROUNDS; round++) {
            long before = Cost.of(t.value());
            int size = t.size();
            if (!expandSomewhere(t) || Cost.of(t.value()) >= before) {
                t.backTo(size);
                return;
            }
        }
    }

    private boolean expandSomewhere(Trace t) {
        List<Integer> value = t.valuePath();
        List<Integer> place = Path.find(t.value(), e -> e instanceof Sum s && expanded(t, s) != null
                && Cost.of(collected(t, expanded(t, s))) < Cost.of(s));
        if (place == null) {
            return false;
        }
        List<Integer> path = new ArrayList<>(value);
        path.addAll(place);
        if (!place.isEmpty() && Path.at(t.current(), path.subList(0, path.size() - 1)) instanceof Sum around) {
            // What is made of a sum within a sum would merge with it and leave its place.
            t.step("distribute-minus", path.subList(0, path.size() - 1),
                    Rewrite.of(Sum.join(Collect.flatten(around)), Reason.of("Remove the parentheses")), Trace.NORMAL);
            return true;
        }
        Sum sum = (Sum) Path.at(t.current(), path);
        Rewrite factored = factorOut.apply(sum, t.facts());
        if (factored != null && factored.result() instanceof Product p && p.factors().stream().anyMatch(Simplification::isPowerOfSum)) {
            // Multiplied out, the common factor would have to be found again.
            t.step(factorOut.name(), path, factored, Trace.NORMAL);
            return true;
        }
        Expr bracketed = expanded(t, sum);
        // A sum keeps its place only while it does not merge into another sum, so the end is taken from here.
        t.step(expand.name(), path, Rewrite.of(bracketed, Reason.of("Expand the products")), Trace.NORMAL);
        Expr flat = Sum.join(Collect.flatten(bracketed));
        if (!flat.equals(bracketed)) {
            t.step("distribute-minus", path, Rewrite.of(flat, Reason.of("Remove the parentheses")), Trace.NORMAL);
        }
        Rewrite like = collect.apply(flat, t.facts());
        if (like != null) {
            t.step(collect.name(), path, like, Trace.NORMAL);
        }
        return true;
    }

    private static boolean isPowerOfSum(Expr e) {
        return e instanceof Power p && p.base() instanceof Sum;
    }

    private Expr collected(Trace t, Expr bracketed) {
        Expr flat = Sum.join(Collect.flatten(bracketed));
        Rewrite like = collect.apply(flat, t.facts());
        return like == null ? flat : like.result();
    }

    /** The sum with its products multiplied out, each in brackets; null if there is none. */
    private Expr expanded(Trace t, Sum sum) {
        List<Expr> terms = new ArrayList<>();
        boolean any = false;
        for (Expr term : sum.terms()) {
            Expr u = term instanceof Neg n ? n.operand() : term;
            Rewrite r = expand.apply(u, t.facts());
            any |= r != null;
            Expr made = r == null ? u : r.result();
            terms.add(term instanceof Neg ? Neg.of(made) : made);
        }
        return any ? Sum.of(terms) : null;
    }

    /**
     * Writes the value as a polynomial in a defined function y = N/D: the numerator in terms of D (which
     * adds and subtracts what is missing), split, cancelled, factored, and the definition put back.
     */
    private boolean foldInto(Trace t, Sym x, Call y, boolean onlyIfShorter) {
        FunctionDeclaration d = functions.lookup(y.name(), y.arguments().size());
        Expr body = d.instantiate(d.body(), y.arguments());
        Expr value = t.value();
        InTermsOf.PolynomialIn found = InTermsOf.polynomialIn(value, body, x, t.facts());
        if (found == null || found.coefficients().size() < 2) {
            return false;
        }
        List<Expr> c = found.coefficients();
        List<Expr> terms = new ArrayList<>();
        for (int j = 0; j < c.size(); j++) {
            if (!isZero(c.get(j))) {
                terms.add(Monomial.of(j == 0 ? c.get(j) : Product.of(c.get(j), power(y, j))).toExpr());
            }
        }
        Expr sum = Sum.join(terms);
        Rewrite factored = factorOut.apply(sum, t.facts());
        Expr end = factored == null ? sum : factored.result();
        if (onlyIfShorter && Cost.of(end) >= Cost.of(value)) {
            return false;
        }
        int before = t.size();
        if (!inSmallSteps(t, y, body, c, end)) {
            t.backTo(before);
        }
        Reason reason = d.title() == null ? Reason.of("Substitute the definition", "of ${f}$")
                : Reason.of("Substitute the definition", "{ofThe} ${f}$").with("ofThe", new Reason.Words.OfThe(d.title()));
        t.stepValue("fold-def", end, reason.with("f", y), Trace.BRIEF);
        return true;
    }

    private boolean inSmallSteps(Trace t, Call y, Expr body, List<Expr> c, Expr end) {
        Expr put = end.replace(y, body);
        if (!(body instanceof Quotient q) || c.size() > 4) {
            return provedStep(t, "in-terms-of", put, Reason.of("Write in terms of the definition"));
        }
        Expr n = q.numerator();
        Expr den = q.denominator();
        int k = c.size() - 1;
        List<Expr> parts = new ArrayList<>();
        List<Expr> flat = new ArrayList<>();
        List<Expr> added = new ArrayList<>();
        for (int j = 0; j <= k; j++) {
            if (isZero(c.get(j))) {
                continue;
            }
            Monomial m = Monomial.of(Product.of(c.get(j), power(n, j), power(den, k - j)));
            Expr part = m.toExpr();
            parts.add(part);
            if (part instanceof Sum s) {
                flat.addAll(s.terms());
            } else {
                flat.add(part);
            }
            if (j == k) {
                added.add(part instanceof Neg neg ? neg.operand() : part);
            }
        }
        if (parts.size() >= 2) {
            Expr below = power(den, k);
            Expr together = Quotient.of(Sum.of(flat), below);
            if (!sameTerms(t.value(), together)) {
                Reason reason = Reason.of("Add and subtract", "${g}$ in the numerator").with("g", added.isEmpty() ? Num.ONE : added.get(0));
                if (!provedStep(t, "add-subtract", together, reason)) {
                    return false;
                }
            }
            List<Expr> split = parts.stream().<Expr>map(p -> p instanceof Neg neg ? Neg.of(Quotient.of(neg.operand(), below)) : Quotient.of(p, below)).toList();
            List<Expr> cancelled = split.stream().<Expr>map(p -> Monomial.of(p).toExpr()).toList();
            Reason cancel = Cancel.of(den, t.facts());
            if (!provedStep(t, "split-fraction", Sum.of(split), Reason.of("Split into separate terms"))
                    || !provedStep(t, "cancel", Sum.of(cancelled), cancel)) {
                return false;
            }
        }
        Reason last = end instanceof Product p
                ? Reason.of("Take out the common factor", "${g}$").with("g", Product.join(p.factors().subList(0, p.factors().size() - 1)).replace(y, body))
                : Reason.of("Write as powers of one fraction");
        return provedStep(t, end instanceof Product ? "factor-out" : "power-of-quotient", put, last);
    }

    private static boolean provedStep(Trace t, String rule, Expr next, Reason reason) {
        if (!t.facts().provesEqual(t.value(), next)) {
            return false;
        }
        t.stepValue(rule, next, reason, Trace.NORMAL);
        return true;
    }

    private static boolean sameTerms(Expr a, Expr b) {
        if (!(a instanceof Quotient p) || !(b instanceof Quotient q) || !p.denominator().equals(q.denominator())) {
            return false;
        }
        return List.copyOf(Collect.flatten(p.numerator())).equals(Collect.flatten(q.numerator()));
    }

    private static boolean isZero(Expr e) {
        return e instanceof Num n && n.isZero();
    }

    private static Expr power(Expr base, int n) {
        return n == 0 ? Num.ONE : n == 1 ? base : Power.of(base, Num.of(n));
    }
}
