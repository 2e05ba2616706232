package dev.ddx.calculus;

import dev.ddx.expr.Accumulation;
import dev.ddx.expr.Binder;
import dev.ddx.expr.Call;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Derivative;
import dev.ddx.expr.EvaluatedAt;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Integral;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Piecewise;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Binders;
import dev.ddx.kernel.Facts;
import dev.ddx.kernel.Kernel;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Path;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Rewrite;
import dev.ddx.rewrite.Rule;
import dev.ddx.rewrite.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Textbook order: which rule is applied next, what is computed aside, and which lines are shown.
 *
 * <p>Outermost derivative first. After the quotient rule the derivatives of numerator and denominator
 * are computed aside and put back together; elsewhere they are carried out in their place. One object
 * serves one derivation: it remembers the lemmas that were derived.
 */
public final class Differentiation {

    /** Nodes beyond which the lines would not be read by anyone. */
    private static final int LARGE = 2_000;
    /** Orders beyond which the derivatives on the way would not be read by anyone. */
    private static final int MANY = 20;

    private final FunctionTable functions;
    private final Facts facts;
    private final Limits limits;
    private final long deadline;
    private final StandardLibrary library;
    private final List<Rule> rules;
    private final List<Rule> preparation;
    private final List<Rule> cleanup;
    private final Simplification simplification;
    private final Map<String, Derivation> lemmas = new HashMap<>();
    /** What has been differentiated, with the result where it was needed again. */
    private final Map<Derivative, Derivation> before = new HashMap<>();
    /** What is being worked out again. */
    private final Set<Derivative> open = new HashSet<>();
    /** Names that stand for something else where the derivation is used. */
    private final Set<Sym> taken;
    private boolean ruleByRule;

    public Differentiation(StandardLibrary library, Facts facts, Limits limits) {
        this(library, facts, limits, Set.of());
    }

    /** One that gives none of those names to what it names. */
    Differentiation(StandardLibrary library, Facts facts, Limits limits, Set<Sym> taken) {
        this.taken = Set.copyOf(taken);
        this.functions = library.functions();
        this.facts = facts;
        this.limits = limits;
        this.deadline = System.nanoTime() + limits.timeoutMillis() * 1_000_000;
        this.library = library;
        this.rules = library.rules("differentiation");
        this.preparation = library.rules("preparation");
        this.cleanup = library.rules("cleanup");
        this.simplification = new Simplification(library);
    }

    boolean isTaken(Sym name) {
        return taken.contains(name);
    }

    /** With other names for bound variables than those of which something is assumed. */
    private Expr apart(Expr e) {
        return e.apartFrom(facts.assumptions().symbols());
    }

    Kernel kernel() {
        return new Kernel(functions, limits, facts.isComplex());
    }

    Trace trace(Expr start) {
        return new Trace(start, facts, limits, deadline);
    }

    /**
     * The derivation of the derivative of {@code whole}, simplified.
     *
     * @param inTermsOf the name of a definition in whose terms the result is wanted, or null to look for one
     * @throws DdxException if {@code whole} is not differentiable by the rules known, or a limit is reached
     */
    public Derivation derive(Expr f, Sym x, int order, String inTermsOf) {
        return order > MANY ? inBulk(apart(f), x, order) : derive(f, Collections.nCopies(order, x), inTermsOf);
    }

    /**
     * The derivation of the derivative of order n, which is a letter, in closed form. The facts say that it is a non-negative integer.
     *
     * @throws DdxException of kind NOT_DIFFERENTIABLE if no closed form is known
     */
    public Derivation deriveNth(Expr f, Sym x, Sym n) {
        return new NthDerivatives(this, library, facts, n).derive(apart(f), x);
    }

    /** The same by several variables, one after the other in that order. */
    public Derivation derive(Expr whole, List<Sym> by, String inTermsOf) {
        Expr f = apart(whole);
        int order = by.size();
        if (order == 0) {
            return new Derivation(f, List.of());
        }
        if (f.size() > LARGE || order > MANY) {
            return inBulk(f, by);
        }
        Sym x = by.get(0);
        if (order > 1) {
            boolean mixed = by.stream().distinct().count() > 1;
            Trace t = trace(Derivative.of(f, by));
            List<Relation> unneeded = new ArrayList<>();
            List<Relation> needed = new ArrayList<>();
            Expr g = f;
            for (int k = 1; k <= order; k++) {
                Derivation side = derive(g, by.get(k - 1), 1, k < order ? "" : inTermsOf);
                Expr next = k == order ? side.result() : Derivative.of(side.result(), by.subList(k, order));
                Reason reason = mixed ? Reason.of("Derivative", "with respect to ${x}$").with("x", by.get(k - 1))
                        : k == 1 ? Reason.of("Differentiate again", "(first derivative)")
                        : Reason.of("Differentiate again", "(derivative number {n})").with("n", Num.of(k));
                t.step("higher-order", List.of(), new Rewrite(next, reason, side.unneeded(), List.of(side)), Trace.NORMAL);
                unneeded.addAll(side.unneeded());
                needed.addAll(side.conditions());
                g = side.result();
            }
            unneeded.removeAll(needed);
            return t.done(unneeded);
        }
        FunctionDeclaration definition = simplification.definitionOf(f, x, inTermsOf);
        if (definition == null) {
            Trace t = trace(Derivative.of(f, x));
            carryOut(t);
            simplification.finish(this, t, x, null, inTermsOf);
            t.showLast(Trace.BRIEF);
            return Continuity.extended(t.done(), f, x, facts);
        }
        List<Expr> arguments = simplification.argumentsOf(definition, f, x);
        Call call = Call.of(definition.name(), arguments);
        Expr body = f.equals(call) ? definition.instantiate(definition.body(), arguments) : f;
        Trace t = trace(Relation.of(call, Relation.Op.EQ, body));
        t.step("differentiate", List.of(), Rewrite.of(Relation.of(Derivative.of(call, x), Relation.Op.EQ, Derivative.of(body, x)),
                Reason.of("Differentiate both sides", "with respect to ${x}$").with("x", x)), Trace.NORMAL);
        carryOut(t);
        simplification.finish(this, t, x, call, inTermsOf);
        t.showLast(Trace.BRIEF);
        return t.done();
    }

    /** The methods that lead to different lines for f. */
    public List<Method> methods(Expr f, Sym x) {
        List<Method> all = new ArrayList<>(Methods.of(library, facts, f, x));
        if (f.size() > LARGE || simplify(f).result().equals(f)) {
            all.remove(Methods.SIMPLIFIED);
        }
        if (new FirstPrinciples(this, library, f, x).reaches(f)) {
            all.add(Methods.LIMIT);
        }
        return all;
    }

    /**
     * The derivation of the derivative of {@code whole} by that method, simplified.
     *
     * @throws DdxException as {@link #derive} does, and of kind USAGE if the method does not apply to {@code whole}
     */
    public Derivation deriveBy(String method, Expr whole, Sym x) {
        Expr f = apart(whole);
        if (method.equals(Methods.LIMIT.name())) {
            return Continuity.extended(new FirstPrinciples(this, library, f, x).derive(f), f, x, facts);
        }
        List<Method> possible = methods(f, x);
        if (possible.stream().noneMatch(m -> m.name().equals(method))) {
            throw new DdxException(DdxException.Kind.USAGE, "the method " + method + " does not apply here; those that do: "
                    + String.join(", ", possible.stream().map(Method::name).toList()));
        }
        Trace t = trace(Derivative.of(f, x));
        if (method.equals(Methods.RULES.name())) {
            ruleByRule = true;
        } else if (method.equals(Methods.LOGARITHMIC.name())) {
            t.step(Logarithmic.NAME, List.of(), Logarithmic.rewrite((Derivative) t.current(), t, this), Trace.NORMAL);
        } else if (method.equals(Methods.SIMPLIFIED.name())) {
            Derivation simpler = simplify(f);
            t.step("simplify-first", List.of(), new Rewrite(Derivative.of(simpler.result(), x), Reason.of("Simplify the function first"),
                    simpler.conditions(), List.of(simpler)), Trace.NORMAL);
        } else {
            Rule rule = library.rules("method").stream().filter(r -> r.name().equals(method)).findFirst().orElseThrow();
            t.step(method, List.of(), rule.apply(t.current(), facts), Trace.NORMAL);
            ruleByRule = true;
        }
        carryOut(t);
        simplification.finish(this, t, x, null, "");
        t.showLast(Trace.BRIEF);
        return Continuity.extended(t.done(), f, x, facts);
    }

    /**
     * What nobody would read line by line is left to the kernel, which computes it in one pass over what is distinct.
     * A derivative of an order that is too large to be written down has no line before it.
     */
    private Derivation inBulk(Expr f, Sym x, int order) {
        if (order > LARGE) {
            Kernel kernel = kernel();
            return new Derivation(kernel.write(kernel.derivative(kernel.read(f), kernel.symbol(x.name()), order)), List.of());
        }
        return inBulk(f, Collections.nCopies(order, x));
    }

    private Derivation inBulk(Expr f, List<Sym> by) {
        int order = by.size();
        Kernel kernel = kernel();
        int node = kernel.read(f);
        for (int k = 0, same; k < order; k += same) {
            Sym x = by.get(k);
            same = (int) by.subList(k, order).stream().takeWhile(x::equals).count();
            node = kernel.derivative(node, kernel.symbol(x.name()), same);
        }
        Expr derivative = kernel.write(node);
        if (order > LARGE) {
            return new Derivation(derivative, List.of());
        }
        Trace t = trace(Derivative.of(f, by));
        t.bulk(derivative, f.size() > LARGE ? Reason.of("All rules at once", ": the expression is too large to show line by line")
                : Reason.of("All rules at once", ", {n} times").with("n", Num.of(order)));
        return t.done();
    }

    /** The expression with every defined function written out. */
    Expr withoutDefinitions(Expr e) {
        return e.mapBottomUp(c -> {
            FunctionDeclaration f = c instanceof Call call && !call.isDerivative() ? functions.lookup(call.name(), call.arguments().size()) : null;
            return f == null || !f.isDefinition() ? c : withoutDefinitions(f.instantiate(f.body(), ((Call) c).arguments()));
        });
    }

    /** The steps that simplify {@code whole}; derivatives in it are carried out first. */
    public Derivation simplify(Expr whole) {
        Expr e = apart(whole);
        Trace t = trace(e);
        if (e.size() > LARGE) {
            Kernel kernel = kernel();
            t.bulk(kernel.write(kernel.read(e)), Reason.of("Put like terms and factors together", ": the expression is too large to show line by line"));
            return t.done();
        }
        carryOut(t);
        Expr carriedOut = t.value();
        int size = t.size();
        simplification.simplify(this, t);
        if (Cost.of(t.value()) > Cost.of(carriedOut)) {
            t.backTo(size);
        }
        t.showLast(Trace.BRIEF);
        return t.done();
    }

    /** Cleans up the value of {@code t}; the last line is shown from {@code level} on. */
    void tidy(Trace t, int level) {
        int before = t.size();
        t.exhaust(cleanup, Trace.FULL);
        if (t.size() > before) {
            t.showLast(level);
        }
        simplification.combine(t, level);
    }

    void cleanUp(Trace t, int level) {
        int before = t.size();
        t.exhaust(cleanup, Trace.FULL);
        if (t.size() > before) {
            t.showLast(level);
        }
    }

    /** Brings a value without derivatives to the form that is easiest to read. */
    void polish(Trace t) {
        simplification.simplify(this, t);
    }

    /** Carries out every derivative in the value of {@code t}. */
    void carryOut(Trace t) {
        while (true) {
            List<Integer> path = Path.find(t.value(), e -> e instanceof Derivative || Insertion.isReady(e));
            if (path == null) {
                return;
            }
            List<Integer> whole = new ArrayList<>(t.valuePath());
            whole.addAll(path);
            if (Path.at(t.current(), whole) instanceof EvaluatedAt at) {
                t.step(Insertion.NAME, whole, Insertion.rewrite(at), Trace.NORMAL);
            } else {
                differentiateAt(t, whole);
            }
        }
    }

    private void differentiateAt(Trace t, List<Integer> path) {
        Derivative d = (Derivative) Path.at(t.current(), path);
        if (d.operand() instanceof Binder b && d.variables().contains(b.variable())) {
            List<Integer> inside = new ArrayList<>(path);
            inside.add(0);
            t.step("rename-bound", inside, Rewrite.of(b.apartFrom(Set.copyOf(d.variables())), Reason.of("Give the bound variable another name")), Trace.FULL);
            return;
        }
        if (d.operand() instanceof Accumulation a && a.operand().dependsOn(d.variables().get(0)) && a.isInfinite()) {
            throw Binders.infinite(a.notation());
        }
        if (d.order() > 1 || d.operand().subexpressions().stream().anyMatch(e -> e instanceof Derivative)) {
            Derivation side = nested(d);
            t.step("higher-order", path, new Rewrite(side.result(), Reason.of("Carry out the inner derivative"), side.unneeded(), List.of(side)), Trace.NORMAL);
            return;
        }
        Rewrite again = again(d, t);
        if (again != null) {
            t.step("again", path, again, Trace.NORMAL);
            return;
        }
        if (Logarithmic.isGeneralPower(d.operand(), d.variables().get(0)) || !ruleByRule && Logarithmic.isUsual(d, facts)) {
            t.step(Logarithmic.NAME, path, Logarithmic.rewrite(d, t, this), Trace.NORMAL);
            return;
        }
        for (Rule r : ruleByRule ? List.<Rule>of() : preparation) {
            Rewrite w = r.apply(d, facts);
            if (w != null) {
                t.step(r.name(), path, w, Trace.NORMAL);
                return;
            }
        }
        Rewrite lemma = lemma(d);
        if (lemma != null) {
            t.step("lemma", path, lemma, Trace.NORMAL);
            return;
        }
        Fired fired = fired(d);
        Rewrite rewrite = fired == null ? null : fired.rewrite();
        if (rewrite == null) {
            rewrite = structural(d);
            if (rewrite == null && d.operand() instanceof Accumulation a) {
                throw Binders.movingRange(a.notation()).about(a);
            }
            if (rewrite == null) {
                throw new DdxException(DdxException.Kind.NOT_DIFFERENTIABLE, "no rule differentiates " + shorten(d.operand().toString())).about(d.operand());
            }
        }
        if (d.operand() instanceof Integral integral) {
            rewrite = Jumps.withoutThem(rewrite, integral, d.variables().get(0), facts);
        }
        boolean elementary = isElementary(d);
        int first = t.size();
        String name = fired == null ? "structure" : fired.rule().name();
        int level = switch (name) {
            case "constant", "identity", "negative", "constant-multiple", "constant-divisor" -> Trace.FULL;
            case "sum" -> sumIsWorthALine((Sum) d.operand(), d.variables().get(0)) ? Trace.NORMAL : Trace.FULL;
            default -> Trace.NORMAL;
        };
        if (elementary && !isPower(d)) {
            level = Trace.FULL;
        }
        t.step(name, path, rewrite, level);
        if (name.equals("quotient")) {
            assemble(t, path);
        } else if (elementary && !isPower(d)) {
            elementaryInPlace(t, path, first);
        }
    }

    private record Fired(Rule rule, Rewrite rewrite) {
    }

    /** The first rule that differentiates d, with what it makes of it; null if none does. */
    private Fired fired(Derivative d) {
        for (Rule rule : rules) {
            Rewrite rewrite = rule.apply(d, facts);
            if (rewrite != null) {
                return new Fired(rule, rewrite);
            }
        }
        return null;
    }

    /** What has been worked out in a line before is not worked out again; a look at the table is not worth a remark. */
    private Rewrite again(Derivative d, Trace t) {
        if (isTabulated(d.operand(), d.variables().get(0))) {
            return null;
        }
        if (!before.containsKey(d)) {
            before.put(d, null);
            return null;
        }
        Derivation known = before.get(d);
        if (known == null) {
            if (!open.add(d)) {
                throw new DdxException(DdxException.Kind.NOT_DIFFERENTIABLE, "the rules lead from the derivative of " + shorten(d.operand().toString())
                        + " back to itself").about(d.operand());
            }
            try {
                Trace side = t.fresh(d);
                before.remove(d);
                carryOut(side);
                tidy(side, Trace.NORMAL);
                known = side.done();
                before.put(d, known);
            } finally {
                open.remove(d);
            }
        }
        Expr result = known.result();
        return Rewrite.of(result, Reason.of("As before", ", ${l}$").with("l", Relation.of(d, Relation.Op.EQ, result)), known.conditions());
    }

    private static boolean isTabulated(Expr u, Sym x) {
        return u.isFreeOf(x) || u.children().stream().allMatch(c -> c.equals(x) || c.isFreeOf(x)) || isPolynomial(u, x) && !(u instanceof Sum);
    }

    /** A polynomial is differentiated in one line: what its term rules give is tidied in the same place. */
    private void elementaryInPlace(Trace t, List<Integer> path, int first) {
        // The path stays valid only while nothing merges into the parent, so the work is done aside.
        t.backTo(first);
        Derivative d = (Derivative) Path.at(t.current(), path);
        Trace local = t.fresh(d);
        while (true) {
            List<Integer> place = Path.find(local.current(), e -> e instanceof Derivative);
            if (place == null) {
                break;
            }
            Derivative inner = (Derivative) Path.at(local.current(), place);
            Fired fired = fired(inner);
            if (fired == null) {
                // A rule of a file may have led from a polynomial to what is none.
                carryOut(local);
                break;
            }
            local.step(fired.rule().name(), place, fired.rewrite(), Trace.FULL);
        }
        boolean constant = local.size() == 1;
        cleanUp(local, Trace.FULL);
        simplification.combineQuietly(local);
        Derivation side = local.done();
        if (side.steps().size() == 1) {
            Step only = side.steps().get(0);
            t.step(only.rule(), path, new Rewrite(only.after(), only.reason(), only.conditions(), List.of()),
                    constant ? Trace.FULL : Trace.NORMAL);
            return;
        }
        boolean linear = local.current().isFreeOf(d.variables().get(0)) && !(d.operand() instanceof Sum);
        t.step("polynomial", path, new Rewrite(local.current(), titles(side), List.of(), List.of(side)),
                linear ? Trace.FULL : Trace.NORMAL);
    }

    private static Reason titles(Derivation d) {
        List<String> seen = new ArrayList<>();
        for (Step s : d.steps()) {
            if (!seen.contains(s.reason().title()) && s.rule().matches("sum|power|constant|constant-multiple|constant-divisor|negative|identity")) {
                seen.add(s.reason().title());
            }
        }
        return Reason.of("{rules}").with("rules", new Reason.Words.Rules(seen));
    }

    /** Computes each derivative below {@code path} aside, then puts the results back at once. */
    private void assemble(Trace t, List<Integer> path) {
        Expr part = Path.at(t.current(), path);
        List<Derivation> sides = new ArrayList<>();
        Expr filled = part;
        for (Expr e : part.subexpressions()) {
            if (e instanceof Derivative d) {
                Trace side = t.fresh(d);
                carryOut(side);
                tidy(side, Trace.NORMAL);
                side.showLast(Trace.NORMAL);
                sides.add(side.done());
                filled = filled.mapBottomUp(node -> node.equals(d) ? side.current() : node instanceof Product p ? Product.join(merged(p)) : node);
            }
        }
        t.step("assemble", path, new Rewrite(filled, Reason.of("Put $u'$ and $v'$ back into the quotient rule"), List.of(), sides), Trace.NORMAL);
    }

    /** The factors, those of a product within the product among them: the brackets would say nothing. */
    private static List<Expr> merged(Product p) {
        List<Expr> out = new ArrayList<>();
        p.factors().forEach(f -> out.addAll(f instanceof Product q ? q.factors() : List.of(f)));
        return out;
    }

    private Derivation nested(Derivative d) {
        Expr operand = d.operand();
        List<Sym> variables = d.variables();
        Trace t = trace(d);
        Expr f = operand;
        if (operand.subexpressions().stream().anyMatch(e -> e instanceof Derivative)) {
            Trace inner = t.fresh(operand);
            carryOut(inner);
            tidy(inner, Trace.NORMAL);
            f = inner.value();
            t.step("inner", List.of(), new Rewrite(Derivative.of(f, variables), Reason.of("Carry out the inner derivative"), List.of(),
                    List.of(inner.done())), Trace.NORMAL);
        }
        for (int k = 0; k < variables.size(); k++) {
            Derivation side = derive(f, variables.get(k), 1, "");
            f = side.result();
            List<Sym> left = variables.subList(k + 1, variables.size());
            t.step("higher-order", List.of(), new Rewrite(left.isEmpty() ? f : Derivative.of(f, left), Reason.of("Differentiate once"),
                    side.unneeded(), List.of(side)), Trace.NORMAL);
        }
        return t.done();
    }

    /** d/dx of a defined function: its own derivative is derived once and then cited. */
    private Rewrite lemma(Derivative d) {
        if (!(d.operand() instanceof Call call) || call.isDerivative()) {
            return null;
        }
        FunctionDeclaration f = functions.lookup(call.name(), call.arguments().size());
        if (f == null || !f.isDefinition()) {
            return null;
        }
        Sym x = d.variables().get(0);
        List<Expr> terms = new ArrayList<>();
        List<Derivation> used = new ArrayList<>();
        List<Sym> by = new ArrayList<>();
        for (int i = 0; i < call.arguments().size(); i++) {
            Expr u = call.arguments().get(i);
            if (u.isFreeOf(x)) {
                continue;
            }
            Sym parameter = f.parameters().get(i);
            String key = f.name() + "/" + f.arity() + "/" + i;
            Derivation proof = lemmas.get(key);
            if (proof == null) {
                // The lines of the proof are not shown, so that nothing in them can be cited.
                Map<Derivative, Derivation> shown = new HashMap<>(before);
                // The definition is the function of its first parameter.
                proof = i == 0 ? derive(Call.of(f.name(), f.parameters()), parameter, 1, f.name()) : derive(f.body(), parameter, 1, "");
                before.clear();
                before.putAll(shown);
                lemmas.put(key, proof);
            }
            used.add(proof);
            by.add(parameter);
            Expr outer = f.instantiate(proof.result(), call.arguments());
            List<Expr> factors = new ArrayList<>(outer instanceof Product p ? p.factors() : List.of(outer));
            if (!u.equals(x)) {
                factors.add(Derivative.of(u, x));
            }
            terms.add(Product.join(factors));
        }
        if (terms.isEmpty()) {
            return null;
        }
        Expr lemma = Relation.of(Derivative.of(Call.of(f.name(), f.parameters()), by.get(0)), Relation.Op.EQ, used.get(0).result());
        List<Relation> conditions = new ArrayList<>();
        for (Derivation proof : used) {
            for (Relation r : proof.conditions()) {
                conditions.addAll(facts.missing((Relation) f.instantiate(r, call.arguments())));
            }
        }
        return Rewrite.of(Sum.join(terms), Reason.of("Lemma", "${l}$").with("l", lemma), conditions);
    }

    /** Piecewise functions branch by branch; an evaluated expression has no variable left. */
    private static Rewrite structural(Derivative d) {
        Sym x = d.variables().get(0);
        if (d.operand() instanceof Piecewise p) {
            List<Piecewise.Branch> branches = new ArrayList<>();
            List<Relation> conditions = new ArrayList<>();
            for (Piecewise.Branch b : p.branches()) {
                Relation open = b.condition();
                if (open != null && open.dependsOn(x)) {
                    List<Relation.Op> ops = open.ops().stream().map(op -> op == Relation.Op.LE ? Relation.Op.LT
                            : op == Relation.Op.GE ? Relation.Op.GT : op).toList();
                    open = Relation.of(open.operands(), ops);
                    for (int i = 0; i + 1 < open.operands().size(); i++) {
                        Relation edge = Relation.of(open.operands().get(i), Relation.Op.NE, open.operands().get(i + 1));
                        if (!conditions.contains(edge)) {
                            conditions.add(edge);
                        }
                    }
                }
                branches.add(new Piecewise.Branch(Derivative.of(b.value(), x), open));
            }
            return Rewrite.of(Piecewise.of(branches), Reason.of("Differentiate each case"), conditions);
        }
        return null;
    }

    private static boolean sumIsWorthALine(Sum s, Sym x) {
        int hard = 0;
        for (Expr t : s.terms()) {
            Expr u = t instanceof Neg n ? n.operand() : t;
            if (!isPolynomial(u, x)) {
                hard++;
            }
        }
        return hard >= 2;
    }

    private static boolean isElementary(Derivative d) {
        return isPolynomial(d.operand(), d.variables().get(0));
    }

    private static boolean isPower(Derivative d) {
        return d.operand() instanceof Power;
    }

    /** Sums of numbers times powers of x: what one line of a textbook differentiates. */
    static boolean isPolynomial(Expr e, Sym x) {
        if (e.isFreeOf(x)) {
            return true;
        }
        return switch (e) {
            case Sym s -> true;
            case Neg n -> !(n.operand() instanceof Sum) && isPolynomial(n.operand(), x);
            case Sum s -> s.terms().stream().allMatch(t -> !(t instanceof Sum) && isPolynomial(t, x));
            case Power p -> p.base().equals(x) && Rational.fromLiteral(p.exponent()) instanceof Rational r && r.isInteger() && r.signum() > 0;
            case Product p -> p.factors().stream().filter(f -> f.dependsOn(x)).count() == 1
                    && p.factors().stream().allMatch(f -> !(f instanceof Sum && f.dependsOn(x)) && isPolynomial(f, x));
            case Quotient q -> q.denominator().isFreeOf(x) && !(q.numerator() instanceof Sum) && isPolynomial(q.numerator(), x);
            default -> false;
        };
    }

    static String shorten(String s) {
        return s.length() <= 80 ? s : s.substring(0, 77) + "…";
    }
}
