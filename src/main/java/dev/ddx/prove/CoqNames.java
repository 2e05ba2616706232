package dev.ddx.prove;

import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.FunctionTable;
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
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What symbols and functions are called in Coq, and which have no name there. */
final class CoqNames {

    /** The largest exponent, and the largest degree of a root, that Coq counts in unary. */
    private static final BigInteger MAX_POWER = BigInteger.valueOf(1_000);

    /** Keywords of Coq, and what the proofs name. */
    private static final Set<String> TAKEN = Set.of("as", "at", "cofix", "else", "end", "exists", "exists2", "fix", "for", "forall", "fun", "if", "IF", "in",
            "let", "match", "mod", "Prop", "return", "Set", "SProp", "then", "Type", "using", "where", "with", "R", "Z", "nat", "INR", "IZR", "PI", "exp",
            "sqrt", "Rpower", "powerRZ", "is_derive", "t");
    private static final Pattern DECLARED = Pattern.compile("(?:Lemma|Ltac|Definition|with) (\\w+)");

    private final FunctionTable functions;
    private final CoqFunctions known;
    private final Map<String, FunctionDeclaration> definitions = new LinkedHashMap<>();
    private final Set<CoqFunctions.Entry> used = new LinkedHashSet<>();
    /** What functions are called. */
    private final Set<String> constants = new HashSet<>();
    /** What the proofs declare. */
    private final Set<String> proofs = new HashSet<>(List.of("known", "definitions"));

    CoqNames(FunctionTable functions, CoqFunctions known) {
        this.functions = functions;
        this.known = known;
        for (String file : List.of("lemmas.v", "functions.v", "tactics.v")) {
            DECLARED.matcher(CoqFunctions.resource(file)).results().forEach(m -> proofs.add(m.group(1)));
        }
        known.all().forEach(e -> constants.add(e.coq()));
        functions.all().forEach(f -> constants.add(f.name()));
    }

    FunctionTable functions() {
        return functions;
    }

    /** What the symbol is called: its name, with a trailing underscore where that would mean something else. */
    String name(String symbol) {
        return free(symbol, constants);
    }

    private String free(String wanted, Set<String> others) {
        String name = wanted;
        while (TAKEN.contains(name) || proofs.contains(name) || others.contains(name)) {
            name += "_";
        }
        return name;
    }

    /** The name of a function that is not declared, a prime for each derivative. */
    String function(Call c) {
        return function(c.name(), c.orders().get(0));
    }

    String function(String name, int order) {
        return name(name) + "'".repeat(order);
    }

    /** The name of a declared function, which is remembered as used. */
    String constant(FunctionDeclaration f) {
        CoqFunctions.Entry entry = known.lookup(f.name(), f.arity());
        if (entry != null) {
            use(entry);
            return entry.coq();
        }
        String name = free(functions.named(f.name()).size() > 1 ? f.name() + "_" + f.arity() : f.name(), Set.of());
        definitions.putIfAbsent(name, f);
        return name;
    }

    private void use(CoqFunctions.Entry entry) {
        if (used.add(entry)) {
            entry.needs().forEach(n -> use(known.lookup(n, 1)));
        }
    }

    boolean isOfLibrary(FunctionDeclaration f) {
        return known.lookup(f.name(), f.arity()) != null;
    }

    /** Symbols of a definition that are not parameters of it: in Coq it has them first. */
    List<Sym> hiddenParameters(FunctionDeclaration f) {
        if (isOfLibrary(f) || !f.isDefinition()) {
            return List.of();
        }
        List<Sym> out = new ArrayList<>(written(f.body()).freeSymbols());
        out.removeAll(f.parameters());
        return out;
    }

    /** The expression with all definitions written out that Coq does not have. */
    Expr written(Expr e) {
        return e.mapBottomUp(node -> {
            FunctionDeclaration f = node instanceof Call c && !c.isDerivative() ? functions.lookup(c.name(), c.arguments().size()) : null;
            return f == null || !f.isDefinition() || isOfLibrary(f) ? node : f.instantiate(written(f.body()), node.children());
        });
    }

    /** What Coq has no name for, in words; empty if the expression can be written in Coq. */
    Set<String> lacking(Expr e) {
        Set<String> out = new LinkedHashSet<>();
        for (Expr part : written(e).subexpressions()) {
            switch (part) {
                case Call c -> {
                    boolean declared = functions.contains(c.name()) && functions.lookup(c.name(), c.arguments().size()) != null;
                    if (declared ? c.isDerivative() || known.lookup(c.name(), c.arguments().size()) == null : c.arguments().size() != 1) {
                        out.add(c.name());
                    }
                }
                case Const c when c == Const.I -> out.add("i");
                case Piecewise p -> out.add("piecewise");
                case Power p when Rational.fromLiteral(p.exponent()) instanceof Rational r
                        && (r.numerator().abs().compareTo(MAX_POWER) > 0 || r.denominator().compareTo(MAX_POWER) > 0) ->
                        out.add("exponents beyond " + MAX_POWER);
                case Num n -> { }
                case Sym s -> { }
                case Const c -> { }
                case Sum s -> { }
                case Product p -> { }
                case Quotient q -> { }
                case Neg n -> { }
                case Power p -> { }
                case Relation r -> { }
                default -> out.add(part.getClass().getSimpleName().toLowerCase(Locale.ROOT));
            }
        }
        return out;
    }

    /** The functions of Coq, or defined with the proofs, that have been written so far, in the order of their definition. */
    List<CoqFunctions.Entry> used() {
        return known.all().stream().filter(used::contains).toList();
    }

    /** The definitions of ddx that have been written so far, each after those that it uses. */
    Map<String, String> definitions() {
        Map<String, String> out = new LinkedHashMap<>();
        List<String> open = new ArrayList<>(definitions.keySet());
        while (!open.isEmpty()) {
            String name = open.get(open.size() - 1);
            FunctionDeclaration f = definitions.get(name);
            List<String> before = new ArrayList<>();
            for (Expr part : f.body().subexpressions()) {
                FunctionDeclaration g = part instanceof Call c ? functions.lookup(c.name(), c.arguments().size()) : null;
                if (g != null && !isOfLibrary(g)) {
                    String other = constant(g);
                    if (!out.containsKey(other)) {
                        before.add(other);
                    }
                }
            }
            if (before.isEmpty()) {
                open.remove(open.size() - 1);
                out.computeIfAbsent(name, n -> definition(n, f));
            } else {
                open.addAll(before);
            }
        }
        return out;
    }

    private String definition(String name, FunctionDeclaration f) {
        List<Sym> parameters = new ArrayList<>(hiddenParameters(f));
        parameters.addAll(f.parameters());
        CoqTerm term = new CoqTerm(this, Set.of(), Set.of());
        return "Definition " + name + " (" + String.join(" ", parameters.stream().map(s -> name(s.name())).toList()) + " : R) : R := " + term.print(f.body()) + ".";
    }
}
