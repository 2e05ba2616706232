package dev.ddx.expr;

import java.util.List;

/**
 * Everything that is known of a function, declared in one place: the step engine, the kernel, the
 * evaluation and the printers all read it here.
 *
 * @param name the ASCII name
 * @param parameters the formal parameters of derivatives, domain and body
 * @param derivatives the derivative by each parameter, null where it is not known
 * @param body the definition, for a function that is defined by an expression; else null
 * @param latex the LaTeX command, such as {@code \sin}; null if it is set upright by its name
 * @param aliases other names under which it is read
 * @param parity what f(−u) is
 * @param domain where the function has a real value, null for everywhere
 * @param smooth where the derivative holds, null for the whole domain
 * @param title what a reason calls it, such as "sine"
 * @param source where the formula comes from, or null
 */
public record FunctionDeclaration(String name, List<Sym> parameters, List<Expr> derivatives, Expr body,
        String latex, List<String> aliases, Parity parity, Relation domain, Relation smooth, String title,
        String source) {

    /** Whether f(−u) is f(u), −f(u) or neither. */
    public enum Parity { EVEN, ODD, NONE }

    public FunctionDeclaration {
        parameters = List.copyOf(parameters);
        aliases = List.copyOf(aliases);
        derivatives = java.util.Collections.unmodifiableList(new java.util.ArrayList<>(derivatives));
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
}
