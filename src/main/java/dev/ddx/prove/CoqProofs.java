package dev.ddx.prove;

import dev.ddx.expr.Call;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Derivative;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Facts;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Rewrite;
import dev.ddx.rewrite.Rule;
import dev.ddx.rewrite.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Derivatives as theorems with proofs for Coq (8.12 or newer) and its library Coquelicot. The functions of Coq are total,
 * with some value where they are not defined, so a theorem has as hypotheses where the function and its derivative are
 * defined and what the steps took for granted, whether or not Coq needs it.
 */
public final class CoqProofs {

    /** What a person is told who asks for a proof for every order. */
    public static final String NO_SYMBOLIC_ORDER = "proofs are written for derivatives of given orders; for every order n, "
            + "“ddx EXPR -n n --verify” checks the closed form for the orders 0 to 6 and by induction";

    /** Beyond so many parts Coq does not compare a derivative with what it has found in any reasonable time. */
    private static final int MAX_SIZE = 2_000;

    private static final Sym X = Sym.of("x");
    private static final Sym U = Sym.of("u");
    private static final Sym V = Sym.of("v");
    private static final Sym W = Sym.of("w");

    private final Facts facts;

    public CoqProofs(Facts facts) {
        if (facts.isComplex()) {
            throw new DdxException(DdxException.Kind.USAGE, "proofs for Coq are about real numbers; leave out --complex");
        }
        this.facts = facts;
    }

    /**
     * The text of a file with a theorem for each order.
     *
     * @param f the function
     * @param orders derivations of its derivatives of order 1, 2 and so on; each result is proved to be the derivative of the one before
     * @throws DdxException of kind UNKNOWN_FUNCTION if Coq has no name for a function that occurs, and LIMIT if it is too large
     */
    public String derivatives(Expr f, Sym x, List<Derivation> orders) {
        CoqFile file = new CoqFile(facts);
        List<Expr> all = new ArrayList<>(List.of(f));
        orders.forEach(d -> all.add(d.result()));
        for (Expr e : all) {
            if (e.size() > MAX_SIZE) {
                throw new DdxException(DdxException.Kind.LIMIT, "an expression of more than " + MAX_SIZE + " parts is not written as a theorem");
            }
        }
        Set<String> lacking = file.lacking(all);
        if (!lacking.isEmpty()) {
            throw new DdxException(DdxException.Kind.UNKNOWN_FUNCTION, "the library of Coq has no " + String.join(", ", lacking)
                    + "; ddx prove --rules --coq - says at its end which functions are left out");
        }
        Set<Sym> integers = new LinkedHashSet<>();
        all.forEach(e -> e.freeSymbols().stream().filter(facts.assumptions()::isInteger).forEach(integers::add));
        Expr before = f;
        for (int i = 0; i < orders.size(); i++) {
            Derivation d = orders.get(i);
            String name = i == 0 ? "derivative_of_f" : "derivative_of_f_" + (i + 1);
            file.add(new Claim(name, "d/d" + x.name() + "[" + shown(before) + "] = " + shown(d.result()), before, x, d.result(), conditions(d), Map.of(), Set.of(), integers));
            before = d.result();
        }
        return file.text("");
    }

    private static String shown(Expr e) {
        return e.size() > 60 ? "…" : e.toString();
    }

    /** All conditions of its steps, those that are not needed among them: the proof goes by the same rules. */
    private static List<Relation> conditions(Derivation d) {
        List<Relation> out = new ArrayList<>();
        for (Step s : d.steps()) {
            s.sides().forEach(side -> out.addAll(conditions(side)));
            out.addAll(s.conditions());
        }
        return out;
    }

    /**
     * The text of a file with a theorem for each rule of differentiation and each function that Coq has a name for; what
     * it has none for is listed in a comment at the end.
     *
     * @param rules the rules in force
     * @param definition how a definition, as a function of its first parameter, is differentiated
     */
    public String rules(List<Rule> rules, Function<FunctionDeclaration, Derivation> definition) {
        CoqFile file = new CoqFile(facts);
        Set<String> leftOut = new LinkedHashSet<>();
        Rule ofFunctions = null;
        for (Rule rule : rules) {
            boolean formula = rule.formula() != null && isWritten(rule.formula());
            if (!formula && !rule.group().equals("differentiation")) {
                continue;
            }
            List<Claim> claims = formula ? ofFormula(rule) : ofInstances(rule);
            if (claims.isEmpty()) {
                leftOut.add("the rule " + rule.name());
            }
            for (Claim c : claims) {
                add(file, c, "the rule " + rule.name(), leftOut);
            }
            ofFunctions = rule.name().equals("function") ? rule : ofFunctions;
        }
        for (FunctionDeclaration f : facts.functions().all()) {
            Set<String> lacking = file.lacking(List.of(Call.of(f.name(), f.parameters())));
            if (!lacking.isEmpty()) {
                leftOut.add(f.name() + (lacking.contains(f.name()) ? "" : " (by " + String.join(", ", lacking) + ")"));
            } else if (f.derivatives().stream().allMatch(d -> d != null)) {
                List<Expr> arguments = new ArrayList<>();
                for (int i = 0; i < f.arity(); i++) {
                    arguments.add(Call.of(List.of(U, V, W).get(i).name(), X));
                }
                add(file, applied(ofFunctions, Call.of(f.name(), arguments), "function-" + f.name()), f.name(), leftOut);
            } else {
                Derivation d = definition.apply(f);
                add(file, new Claim("function-" + f.name(), "d/d" + f.parameters().get(0).name() + "[" + Call.of(f.name(), f.parameters()) + "] = " + d.result(), Call.of(f.name(), f.parameters()), f.parameters().get(0), d.result(), conditions(d), Map.of(),
                        Set.of(), Set.of()), f.name(), leftOut);
            }
        }
        return file.text(leftOut.isEmpty() ? "" : "Left out, since Coq and its libraries have no name for it: " + String.join(", ", leftOut) + ".");
    }

    private static void add(CoqFile file, Claim c, String what, Set<String> leftOut) {
        List<Expr> all = new ArrayList<>(List.of(c.function(), c.derivative()));
        c.given().values().forEach(d -> all.add(d.operand()));
        Set<String> lacking = file.lacking(all);
        if (lacking.isEmpty()) {
            file.add(c);
        } else {
            leftOut.add(what + " (by " + String.join(", ", lacking) + ")");
        }
    }

    /** Whether each part of it is a formula, with nothing to be repeated. */
    private static boolean isWritten(Relation formula) {
        return formula.left() instanceof Derivative && !formula.has(e -> e instanceof Sym s && s.name().equals("ellipsis"));
    }

    /** With a function of x for each variable of the rule that is differentiated, once for each kind of number that an exponent can be. */
    private List<Claim> ofFormula(Rule rule) {
        Derivative left = (Derivative) rule.formula().left();
        Sym x = left.variables().get(0);
        Set<Sym> functions = new HashSet<>();
        Set<Sym> exponents = new LinkedHashSet<>();
        for (Expr e : rule.formula().right().subexpressions()) {
            if (e instanceof Derivative inner) {
                functions.addAll(inner.operand().freeSymbols());
            }
        }
        functions.remove(x);
        for (Expr e : left.operand().subexpressions()) {
            if (e instanceof Power p && p.exponent() instanceof Sym n && !n.equals(x) && !functions.contains(n)) {
                exponents.add(n);
            }
        }
        Map<Sym, Derivative> given = new LinkedHashMap<>();
        Expr right = rule.formula().right().mapBottomUp(e -> {
            if (!(e instanceof Derivative d)) {
                return e instanceof Sym s && functions.contains(s) ? Call.of(s.name(), x) : e;
            }
            if (d.operand() instanceof Call c) {
                return Call.of(c.name(), List.of(1), c.arguments());
            }
            Sym value = Sym.of("d_" + (given.size() + 1));
            given.put(value, d);
            return value;
        });
        Expr f = instance(left.operand(), functions, x);
        List<Relation> needed = rule.premises().stream().map(r -> (Relation) instance(r, functions, x)).toList();
        String comment = rule.title() + ": " + rule.statement();
        if (exponents.isEmpty()) {
            return List.of(new Claim("rule-" + rule.name(), comment, f, x, right, needed, given, Set.of(), Set.of()));
        }
        List<Claim> out = new ArrayList<>();
        out.add(new Claim("rule-" + rule.name() + "-natural", comment, f, x, right, needed, given, exponents, Set.of()));
        out.add(new Claim("rule-" + rule.name() + "-integer", comment, f, x, right, needed, given, Set.of(), exponents));
        if (!rule.integers().containsAll(exponents)) {
            out.add(new Claim("rule-" + rule.name() + "-real", comment, f, x, right, needed, given, Set.of(), Set.of()));
        }
        return out;
    }

    private static Expr instance(Expr e, Set<Sym> functions, Sym x) {
        return e.substitute(s -> functions.contains(s) ? Call.of(s.name(), x) : null);
    }

    /** What a rule that is no formula makes of sums, products and quotients of unknown functions. */
    private List<Claim> ofInstances(Rule rule) {
        Expr u = Call.of("u", X);
        Expr v = Call.of("v", X);
        Expr w = Call.of("w", X);
        List<Claim> out = new ArrayList<>();
        for (Expr f : List.of(Sum.of(u, v), Sum.of(u, v, w), Product.of(u, v), Product.of(u, v, w), Call.of("f", u))) {
            Claim c = applied(rule, f, "rule-" + rule.name());
            if (c != null) {
                out.add(c);
            }
        }
        return out;
    }

    /** What the rule makes of d/dx[f], or null if it does not apply. */
    private Claim applied(Rule rule, Expr f, String name) {
        Rewrite made = rule.apply(Derivative.of(f, X), facts);
        if (made == null) {
            return null;
        }
        Expr derivative = made.result().mapBottomUp(e -> e instanceof Derivative d && d.operand() instanceof Call c ? Call.of(c.name(), List.of(1), c.arguments()) : e);
        return new Claim(name, rule.title() + ": d/dx[" + f + "] = " + made.result(), f, X, derivative, made.conditions(), Map.of(), Set.of(), Set.of());
    }
}
