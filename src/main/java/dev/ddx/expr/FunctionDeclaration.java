package dev.ddx.expr;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Everything that is known of a function, declared in one place: the step engine, the kernel, the
 * evaluation and the printers all read it here.
 *
 * @param name the ASCII name
 * @param parameters the formal parameters of derivatives, domain and body
 * @param roles what the parameters are called in a sentence, such as "order", "argument"; empty if they have no names
 * @param derivatives the derivative by each parameter, null where it is not known
 * @param body the definition, for a function that is defined by an expression; else null
 * @param latex the LaTeX command, such as {@code \sin}, or a template with parameters in braces, such as
 *         <code>J_{{n}}({x})</code>; null if it is set upright by its name
 * @param aliases other names under which it is read
 * @param parity what f(−u) is
 * @param domain where the function has a real value, null for everywhere
 * @param unless the parameter for whose integer values the domain is everything, or null
 * @param smooth where the derivative holds, null for the whole domain
 * @param complex where the derivative holds for complex arguments; empty if it is where the real one holds, an open end of an
 *         interval being that of a branch cut
 * @param behaviour what is known of its values
 * @param title what a reason calls it, such as "sine"
 * @param source where the formula comes from, or null
 */
public record FunctionDeclaration(String name, List<Sym> parameters, List<String> roles, List<Expr> derivatives, Expr body,
        String latex, List<String> aliases, Parity parity, Relation domain, Sym unless, Relation smooth, List<Relation> complex, Behaviour behaviour,
        String title, String source) {

    /** Whether f rises or falls over its whole domain, which is then an interval. */
    public enum Monotony { INCREASING, DECREASING, NONE }

    /**
     * What is known of the values of a function for real arguments.
     *
     * @param ranges relations between {@code value} and the parameters
     * @param integer whether each value is an integer
     * @param zero the only argument at which the value is zero, or null
     * @param monotony whether it rises or falls
     * @param continuous where it is continuous, null for its whole domain
     * @param computed whether a definition has the values of the numerical function of its name, which loses less than its body
     * @param atInfinity what the function of one variable tends to as its argument grows beyond all bounds: a number, infinity or
     *        minus infinity; null if that is not known
     * @param atMinusInfinity the same as the argument falls beyond all bounds
     * @param elementary an expression in the parameters, by functions that are better known, with the same values; or null
     * @param cases what it is by cases, in the parameters; or null
     */
    public record Behaviour(List<Relation> ranges, boolean integer, Rational zero, Monotony monotony, Relation continuous,
            boolean computed, Expr atInfinity, Expr atMinusInfinity, Expr elementary, Piecewise cases) {

        public static final Behaviour UNKNOWN = new Behaviour(List.of(), false, null, Monotony.NONE, null, false, null, null, null, null);

        public Behaviour {
            ranges = List.copyOf(ranges);
        }
    }

    /** Whether f(−u) is f(u), −f(u) or neither. */
    public enum Parity { EVEN, ODD, NONE }

    public FunctionDeclaration {
        parameters = List.copyOf(parameters);
        roles = List.copyOf(roles);
        aliases = List.copyOf(aliases);
        complex = List.copyOf(complex);
        derivatives = Collections.unmodifiableList(new ArrayList<>(derivatives));
    }

    /** A function of which no more is known than its name and parameters, or that is defined by a body. */
    public static FunctionDeclaration of(String name, List<Sym> parameters, Expr body) {
        return of(name, parameters, Collections.nCopies(parameters.size(), null), body);
    }

    /** A function of which no more is known than its derivatives, each of which may be null, and its body, which may be. */
    public static FunctionDeclaration of(String name, List<Sym> parameters, List<Expr> derivatives, Expr body) {
        return new FunctionDeclaration(name, parameters, List.of(), derivatives, body, null, List.of(), Parity.NONE, null, null, null, List.of(),
                Behaviour.UNKNOWN, null, null);
    }

    FunctionDeclaration withAliases(List<String> names) {
        return new FunctionDeclaration(name, parameters, roles, derivatives, body, latex, names, parity, domain, unless, smooth, complex, behaviour, title, source);
    }

    public int arity() {
        return parameters.size();
    }

    public boolean isDefinition() {
        return body != null;
    }

    /** {@code template} (a derivative, the body, a domain) with the arguments in place of the parameters. */
    public Expr instantiate(Expr template, List<Expr> arguments) {
        return template.substitute(s -> {
            int i = parameters.indexOf(s);
            return i < 0 ? null : arguments.get(i);
        });
    }

    /** Whether it is declared or defined by cases. */
    public boolean hasCases() {
        return behaviour.cases() != null || body instanceof Piecewise;
    }

    /** The cases of a function that {@link #hasCases}. */
    public Piecewise cases(List<Expr> arguments) {
        return (Piecewise) instantiate(behaviour.cases() != null ? behaviour.cases() : body, arguments);
    }

    /** What must hold of the arguments for the function to have a value. */
    public List<Relation> domain(List<Expr> arguments) {
        boolean waived = unless != null && Rational.fromLiteral(arguments.get(parameters.indexOf(unless))) instanceof Rational n && n.isInteger();
        return domain == null || waived ? List.of() : List.of((Relation) instantiate(domain, arguments));
    }

    /** What must hold of the arguments for the derivatives to hold. */
    public List<Relation> conditions(List<Expr> arguments) {
        List<Relation> out = new ArrayList<>();
        if (smooth == null || unless != null) {
            out.addAll(domain(arguments));
        }
        if (smooth != null) {
            out.add((Relation) instantiate(smooth, arguments));
        }
        return out;
    }

    /** What must hold of complex arguments for the derivatives to hold: the function is analytic there, or its arguments are real. */
    public List<Relation> complexConditions(List<Expr> arguments) {
        if (!complex.isEmpty()) {
            return complex.stream().map(r -> (Relation) instantiate(r, arguments)).toList();
        }
        List<Relation> out = new ArrayList<>();
        for (Relation r : conditions(arguments)) {
            for (int i = 0; i < r.ops().size(); i++) {
                Relation.Op op = switch (r.ops().get(i)) {
                    case GT, GE -> Relation.Op.NOT_LE;
                    case LT, LE -> Relation.Op.NOT_GE;
                    default -> r.ops().get(i);
                };
                out.add(Relation.of(r.operands().get(i), op, r.operands().get(i + 1)));
            }
        }
        return out;
    }

    /**
     * The refusal for a derivative that is not declared.
     *
     * @param parameter the index of the parameter
     */
    public DdxException unknownDerivative(int parameter) {
        String by = arity() == 1 ? "" : " by " + (roles.isEmpty() ? "its argument " + parameters.get(parameter).name() : "its " + roles.get(parameter));
        return new DdxException(DdxException.Kind.NOT_DIFFERENTIABLE, "the derivative of " + name + by + " is not known in closed form");
    }
}
