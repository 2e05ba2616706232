package dev.ddx.calculus;

import dev.ddx.expr.Accumulation;
import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Derivative;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Num;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Facts;
import dev.ddx.kernel.NormalForm;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Rewrite;
import dev.ddx.rewrite.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Derivations of the rules of differentiation, with unknown functions, and of the derivatives of functions: from the
 * definition of the derivative where nothing simpler is at hand.
 */
public final class Explanations {

    private static final Sym X = Sym.of("x");

    /** The function undone, its derivative, and that by the function itself. */
    private record Inverse(String undone, String derivative, String byItself) {
    }

    private static final Map<String, Inverse> INVERSES = Map.of(
            "asin", new Inverse("sin(y)", "cos(y)", "sqrt(1 - sin(y)^2)"),
            "acos", new Inverse("cos(y)", "-sin(y)", "-sqrt(1 - cos(y)^2)"),
            "atan", new Inverse("tan(y)", "sec(y)^2", "1 + tan(y)^2"),
            "asinh", new Inverse("sinh(y)", "cosh(y)", "sqrt(1 + sinh(y)^2)"),
            "acosh", new Inverse("cosh(y)", "sinh(y)", "sqrt(cosh(y) - 1)*sqrt(cosh(y) + 1)"),
            "atanh", new Inverse("tanh(y)", "sech(y)^2", "1 - tanh(y)^2"));

    /** What functions are by others, of which the derivative is known. */
    private static final Map<String, String> BY_OTHERS = Map.of("acot", "atan(1/x)", "asec", "acos(1/x)", "acsc", "asin(1/x)", "acoth", "atanh(1/x)",
            "asech", "acosh(1/x)", "acsch", "asinh(1/x)", "abs", "sqrt(x^2)");

    private final StandardLibrary library;
    private final FunctionTable functions;
    private final Facts facts;
    private final Limits limits;

    public Explanations(StandardLibrary library, Facts facts, Limits limits) {
        this.library = library;
        this.functions = library.functions();
        this.facts = facts;
        this.limits = limits;
    }

    /** The names of the rules that are derived, in the order of the library. */
    public List<String> ruleNames() {
        List<String> out = new ArrayList<>();
        for (Rule rule : library.rules("differentiation")) {
            if (!rule.name().equals("function") && !isOfAccumulation(rule)) {
                out.add(rule.name());
            }
            if (rule.name().equals("power")) {
                out.add("power-real");
            }
        }
        if (!out.contains("product")) {
            out.add("product");
        }
        out.addAll(List.of("chain", "logarithmic"));
        return out;
    }

    /** Rules on integrals, sums and products are not derived here. */
    private static boolean isOfAccumulation(Rule rule) {
        return rule.formula() != null && rule.formula().left() instanceof Derivative d && d.operand() instanceof Accumulation;
    }

    /**
     * The explanation of the rule or function of that name; "-rule" may follow the name of a rule.
     *
     * @throws DdxException of kind USAGE if there is none of that name
     */
    public Explanation of(String name) {
        String rule = name.endsWith("-rule") ? name.substring(0, name.length() - 5) : name;
        if (rule.equals("function")) {
            rule = "chain";
        }
        if (ruleNames().contains(rule)) {
            // In a rule u is any function, whatever else has that name.
            StandardLibrary plain = library.without("u").without("v").without("f").without("g");
            return new Explanations(plain, facts.with(plain.functions()), limits).ofRule(rule);
        }
        String function = name.equals("exp") || name.equals("sqrt") ? name : functions.named(name).stream().map(FunctionDeclaration::name).findFirst().orElse(null);
        if (function == null) {
            for (Rule r : library.rules("differentiation")) {
                if (r.name().equals(rule) && isOfAccumulation(r)) {
                    throw new DdxException(DdxException.Kind.USAGE, "the rule " + rule + " on integrals, sums or products has no derivation in ddx; ddx explain lists those that have one");
                }
            }
            throw new DdxException(DdxException.Kind.USAGE, name + " is neither a rule of differentiation nor a function; ddx explain lists the rules, ddx functions the functions");
        }
        return ofFunction(function);
    }

    private Expr read(String text) {
        return library.read(text);
    }

    private Differentiation differentiation(StandardLibrary with, Facts known) {
        return new Differentiation(with, known, limits);
    }

    private Derivation fromDefinition(Expr f) {
        return new FirstPrinciples(differentiation(library, facts), library, f, X).derive(f);
    }

    // ---- rules

    private Explanation ofRule(String name) {
        Derivation d = switch (name) {
            case "power" -> null;
            case "power-real" -> rewritten(read("x^n"), read("e^(n*ln(x))"));
            case "chain-power" -> rewritten(read("u(x)^n"), read("e^(n*ln(u(x)))"));
            case "chain" -> fromDefinition(read("f(g(x))"));
            case "product" -> fromDefinition(read("u(x)*v(x)"));
            case "sum" -> fromDefinition(read("u(x) + v(x)"));
            case "logarithmic" -> byRules(name, read("u(x)^v(x)"));
            default -> derived(library.rules("differentiation").stream().filter(r -> r.name().equals(name)).findFirst().orElseThrow());
        };
        return d == null ? wholePower() : new Explanation(name, d, null, List.of(), List.of());
    }

    /** From the definition, or where that does not lead to the end, by the other rules. */
    private Derivation derived(Rule rule) {
        Expr f = instance(rule);
        boolean variableExponent = f.subexpressions().stream().anyMatch(e -> e instanceof Power p && p.base().dependsOn(X) && Rational.fromLiteral(p.exponent()) == null);
        if (!variableExponent) {
            try {
                return fromDefinition(f);
            } catch (DdxException refused) {
                return byRules(rule.name(), f);
            }
        }
        return byRules(rule.name(), f);
    }

    /** What the rule differentiates, with an unknown function for each variable of which it takes the derivative. */
    private static Expr instance(Rule rule) {
        Relation formula = rule.formula();
        if (formula == null || !(formula.left() instanceof Derivative d)) {
            throw new DdxException(DdxException.Kind.USAGE, "the rule " + rule.name() + " is not a formula that could be derived");
        }
        Set<Sym> functions = new HashSet<>();
        for (Expr e : formula.right().subexpressions()) {
            if (e instanceof Derivative inner) {
                functions.addAll(inner.operand().freeSymbols());
            }
        }
        Sym variable = d.variables().get(0);
        return d.operand().substitute(s -> s.equals(variable) ? X : functions.contains(s) ? Call.of(s.name(), X) : null);
    }

    private Derivation byRules(String without, Expr f) {
        Differentiation differentiation = differentiation(library.withoutRule(without), facts);
        Trace trace = differentiation.trace(Derivative.of(f, X));
        differentiation.carryOut(trace);
        differentiation.polish(trace);
        trace.showLast(Trace.BRIEF);
        return trace.done();
    }

    /** By the binomial theorem; what it has beyond the second power of the increment is given a name. */
    private Explanation wholePower() {
        Sym n = Sym.of("n");
        Sym h = Sym.of("h");
        FunctionDeclaration rest = FunctionDeclaration.of("r", List.of(X, h, n), read("((x + h)^n - x^n - n*x^(n - 1)*h)/h^2"));
        StandardLibrary with = library.with(List.of(rest));
        Facts known = new Facts(with.functions(), facts.assumptions().withInteger(n));
        Differentiation differentiation = differentiation(with, known);
        Trace trace = differentiation.trace(read("diff(x^n, x)"));
        step(trace, "definition", List.of(), read("limit(((x + h)^n - x^n)/h, h, 0)"), Reason.of("Definition of the derivative"));
        step(trace, "binomial", List.of(0, 0), read("x^n + n*x^(n - 1)*h + h^2*r(x, h, n) - x^n"),
                Reason.of("Binomial theorem", ": all further terms have the factor ${h}^2$, and ${r}$ is a polynomial").with("h", h).with("r", read("r(x, h, n)")));
        step(trace, "collect", List.of(0, 0), read("n*x^(n - 1)*h + h^2*r(x, h, n)"), Reason.of("Collect like terms"));
        step(trace, "cancel", List.of(0), read("n*x^(n - 1) + h*r(x, h, n)"), Reason.of("Cancel", "${h}$, which is not $0$").with("h", h));
        step(trace, "limit-value", List.of(), read("n*x^(n - 1)"), Reason.of("Let", "${h} \\to 0$").with("h", h));
        trace.showLast(Trace.BRIEF);
        Derivation d = trace.done();
        return new Explanation("power", d, null, List.of(rest), List.of(n));
    }

    private static void step(Trace trace, String rule, List<Integer> path, Expr made, Reason reason) {
        trace.step(rule, path, Rewrite.of(made, reason), Trace.NORMAL);
    }

    /** Differentiated by the rules in another form, then written in the first form again. */
    private Derivation rewritten(Expr f, Expr other) {
        Differentiation differentiation = differentiation(library, facts);
        Trace trace = differentiation.trace(Derivative.of(f, X));
        trace.step("base-e", List.of(), Rewrite.of(Derivative.of(other, X), Reason.of("Write as a power of $e$"), facts.missing(Relation.of(((Power) f).base(), Relation.Op.GT, Num.ZERO))), Trace.NORMAL);
        differentiation.carryOut(trace);
        Expr back = trace.current().replace(other, f);
        step(trace, "back-substitute", List.of(), back, Reason.of("Substitute", "${y} = {p}$").with("y", other).with("p", f));
        differentiation.tidy(trace, Trace.NORMAL);
        trace.showLast(Trace.BRIEF);
        return trace.done();
    }

    // ---- functions

    private Explanation ofFunction(String name) {
        Expr f = name.equals("exp") ? Power.of(Const.E, X) : name.equals("sqrt") ? read("sqrt(x)") : null;
        FunctionDeclaration declared = f != null ? null : functions.lookup(name, 1) != null ? functions.lookup(name, 1) : functions.named(name).get(0);
        Derivation d;
        if (f != null || name.equals("sin") || name.equals("cos") || name.equals("ln") || name.equals("cbrt")) {
            d = fromDefinition(f == null ? Call.of(name, X) : f);
        } else if (declared.isDefinition()) {
            d = differentiation(library, facts).derive(Call.of(name, declared.parameters()), declared.parameters().get(0), 1, null);
        } else if (INVERSES.containsKey(name)) {
            d = inverse(declared, INVERSES.get(name));
        } else if (declared.arity() == 1 && BY_OTHERS.containsKey(name)) {
            d = byOthers(declared, read(BY_OTHERS.get(name)));
        } else if (Elementary.of(Call.of(name, argumentsOf(declared))) != null) {
            d = byOthers(declared, Elementary.of(Call.of(name, argumentsOf(declared))));
        } else {
            return taken(declared);
        }
        return new Explanation(name, d, null, List.of(), List.of());
    }

    /** x for the first parameter. */
    private static List<Expr> argumentsOf(FunctionDeclaration f) {
        List<Expr> out = new ArrayList<>(f.parameters());
        out.set(0, X);
        return out;
    }

    private Derivation byOthers(FunctionDeclaration f, Expr others) {
        Differentiation differentiation = differentiation(library, facts);
        List<Expr> arguments = argumentsOf(f);
        Trace trace = differentiation.trace(Derivative.of(Call.of(f.name(), arguments), X));
        step(trace, "by-others", List.of(), Derivative.of(others, X), Reason.of("Write by other functions"));
        differentiation.carryOut(trace);
        differentiation.polish(trace);
        Expr declared = f.instantiate(f.derivatives().get(0), arguments);
        if (!trace.current().equals(declared) && NormalForm.provesEqual(Elementary.written(trace.current(), X), Elementary.written(declared, X))) {
            step(trace, "definition", List.of(), declared, Reason.of("Write by functions that have a name"));
        }
        trace.showLast(Trace.BRIEF);
        return trace.done();
    }

    /** F(y) = x, both sides differentiated. */
    private Derivation inverse(FunctionDeclaration f, Inverse inverse) {
        Differentiation differentiation = differentiation(library, facts);
        Sym y = Sym.of("y");
        Expr dy = Derivative.of(y, X);
        Expr undone = read(inverse.undone());
        Expr slope = read(inverse.derivative());
        Expr byItself = read(inverse.byItself());
        Trace trace = differentiation.trace(Relation.of(y, Relation.Op.EQ, Call.of(f.name(), X)));
        List<Relation> smooth = new ArrayList<>();
        f.conditions(List.of(X)).forEach(r -> smooth.addAll(facts.missing(r)));
        List<Relation> domain = new ArrayList<>();
        f.domain(List.of(X)).forEach(r -> domain.addAll(facts.missing(r)));
        trace.step("inverse", List.of(), Rewrite.of(Relation.of(undone, Relation.Op.EQ, X), Reason.of("Solve for", "${x}$").with("x", X), domain), Trace.NORMAL);
        trace.step("differentiate", List.of(), Rewrite.of(Relation.of(Product.of(slope, dy), Relation.Op.EQ, Num.ONE),
                Reason.of("Differentiate both sides; chain rule on the left"), smooth), Trace.NORMAL);
        step(trace, "divide-both-sides", List.of(), Relation.of(dy, Relation.Op.EQ, Quotient.of(Num.ONE, slope)), Reason.of("Divide both sides by", "${g}$").with("g", slope));
        step(trace, "by-itself", List.of(), Relation.of(dy, Relation.Op.EQ, Quotient.of(Num.ONE, byItself)),
                Reason.of("Write", "${g}$ as ${s}$, as is right for ${r}$").with("g", slope).with("s", byItself)
                        .with("r", trace.done().start()));
        step(trace, "back-substitute", List.of(), Relation.of(dy, Relation.Op.EQ, Quotient.of(Num.ONE, byItself.replace(undone, X))),
                Reason.of("Substitute", "${y} = {p}$").with("y", undone).with("p", X));
        differentiation.tidy(trace, Trace.NORMAL);
        trace.showLast(Trace.BRIEF);
        return trace.done();
    }

    /** What no other formula leads to is taken from a table. */
    private Explanation taken(FunctionDeclaration f) {
        int by = -1;
        for (int i = 0; i < f.arity(); i++) {
            by = f.derivatives().get(i) == null ? by : i;
        }
        if (by < 0) {
            throw f.unknownDerivative(0);
        }
        Call call = Call.of(f.name(), f.parameters());
        Differentiation differentiation = differentiation(library, facts);
        Trace trace = differentiation.trace(Derivative.of(call, f.parameters().get(by)));
        Rewrite r = library.rules("differentiation").stream().filter(rule -> rule.name().equals("function")).findFirst().orElseThrow().apply(trace.current(), facts);
        trace.step("function", List.of(), r, Trace.BRIEF);
        Derivation d = trace.done();
        return new Explanation(f.name(), d, f.source() == null ? "the declaration" : f.source(), List.of(), List.of());
    }
}
