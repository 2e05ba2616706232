package dev.ddx.code;

import dev.ddx.expr.Call;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Piecewise;
import dev.ddx.expr.Product;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.Facts;
import dev.ddx.kernel.Gradient;
import dev.ddx.kernel.Hessian;
import dev.ddx.kernel.Kernel;
import dev.ddx.kernel.Operation;
import dev.ddx.kernel.Operations;
import dev.ddx.kernel.Program;
import dev.ddx.rewrite.Passes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Functions and their derivatives as source code in double precision. What is executed is what {@link Kernel#compile}
 * executes: each shared value once, small integer powers by multiplication, constants as the nearest doubles.
 *
 * <pre>{@code
 * String c = ddx.code(f).by(x, y).with(Derivatives.GRADIENT).named("rosenbrock").in(CodeTarget.C);
 * }</pre>
 *
 * The arguments of the generated functions are the variables, then the other symbols in the order in which they occur;
 * more than {@value #MOST_PARAMETERS} are one array. An array that is written to must not be one that is read from. Immutable.
 */
public final class Code {

    /** The number of arguments from which on they are handed over as one array. */
    public static final int MOST_PARAMETERS = 8;
    private static final int LONGEST_FORMULA = 400;

    private final Facts facts;
    private final Limits limits;
    private final BiFunction<List<Expr>, List<Sym>, Passes> backward;
    private final List<Expr> functions;
    private final List<Sym> variables;
    private final Derivatives derivatives;
    private final String name;
    private final Set<String> supplied;
    private final List<String> comment;
    /** Those that were given; else null. */
    private final Passes passes;

    private Code(Facts facts, Limits limits, BiFunction<List<Expr>, List<Sym>, Passes> backward, List<Expr> functions, List<Sym> variables,
            Derivatives derivatives, String name, Set<String> supplied, List<String> comment, Passes passes) {
        this.facts = facts;
        this.limits = limits;
        this.backward = backward;
        this.functions = List.copyOf(functions);
        this.variables = List.copyOf(variables);
        this.derivatives = derivatives;
        this.name = name;
        this.supplied = Set.copyOf(supplied);
        this.comment = List.copyOf(comment);
        this.passes = passes;
    }

    /**
     * Code for functions, each an expression or an equation y = f or f(x) = …; without derivatives, for all their symbols.
     *
     * @param backward what finds passes with adjoints
     */
    public static Code of(Facts facts, Limits limits, BiFunction<List<Expr>, List<Sym>, Passes> backward, List<Expr> functions) {
        if (functions.isEmpty()) {
            throw usage("there is no function to write code for");
        }
        if (facts.isComplex()) {
            throw usage("code computes with real numbers; there is none in complex mode");
        }
        String name = "f";
        List<Sym> variables = new ArrayList<>();
        List<Expr> right = new ArrayList<>();
        for (Expr e : functions) {
            if (e instanceof Relation r) {
                if (!r.isEquation() || !(r.left() instanceof Sym || r.left() instanceof Call c && !c.isDerivative() && c.arguments().stream().allMatch(a -> a instanceof Sym))) {
                    throw usage("a function is an expression, or an equation such as y = x^2 or f(x) = x^2");
                }
                if (functions.size() == 1 && r.left() instanceof Call c) {
                    name = c.name();
                    c.arguments().forEach(a -> variables.add((Sym) a));
                }
                right.add(r.right());
            } else {
                right.add(e);
            }
        }
        return new Code(facts, limits, backward, right, variables, Derivatives.NONE, name, Set.of(), List.of(), null);
    }

    /** This with the variables to differentiate by, which are the first arguments. */
    public Code by(Sym... symbols) {
        if (new LinkedHashSet<>(List.of(symbols)).size() < symbols.length) {
            throw usage("a variable is named twice");
        }
        return new Code(facts, limits, backward, functions, List.of(symbols), derivatives, name, supplied, comment, passes);
    }

    public Code with(Derivatives d) {
        return new Code(facts, limits, backward, functions, variables, d, name, supplied, comment, passes);
    }

    /** This with a name for the function; the others are called after it. */
    public Code named(String function) {
        return new Code(facts, limits, backward, functions, variables, derivatives, function, supplied, comment, passes);
    }

    /** This calling functions of these names that are not in the generated code and not in the language. */
    public Code supplying(Set<String> names) {
        return new Code(facts, limits, backward, functions, variables, derivatives, name, names, comment, passes);
    }

    /** This with lines of text, such as a derivation, in a comment. */
    public Code commented(List<String> lines) {
        return new Code(facts, limits, backward, functions, variables, derivatives, name, supplied, lines, passes);
    }

    /**
     * This with passes that were found for the functions, such as those that {@code ddx superior} finds: they are what
     * {@link Derivatives#FORWARD_BACKWARD} writes. Passes of several functions have adjoints.
     */
    public Code passing(Passes found) {
        if (functions.size() != found.values().size() || found.derivatives().size() != variables().size()
                || found.adjoints().isEmpty() && functions.size() > 1) {
            throw usage("the passes are not those of these functions and variables");
        }
        return new Code(facts, limits, backward, functions, variables, derivatives, name, supplied, comment, found);
    }

    /** The functions, without the left sides of equations. */
    public List<Expr> functions() {
        return functions;
    }

    /** What is differentiated by: the variables that were named, or else all symbols. */
    public List<Sym> variables() {
        return variables.isEmpty() ? symbols() : variables;
    }

    /** The arguments of the generated functions. */
    public List<Sym> arguments() {
        Set<Sym> all = new LinkedHashSet<>(variables);
        all.addAll(symbols());
        return List.copyOf(all);
    }

    private List<Sym> symbols() {
        Set<Sym> all = new LinkedHashSet<>();
        functions.forEach(f -> all.addAll(f.freeSymbols()));
        return List.copyOf(all);
    }

    /**
     * The code.
     *
     * @throws DdxException of kind USAGE for a name that the language does not allow, a function that it does not have,
     *         a gradient of several functions; of kind NOT_DIFFERENTIABLE, LIMIT
     */
    public String in(CodeTarget target) {
        Language language = target.language();
        language.supply(supplied);
        if (language instanceof LatexLanguage latex) {
            latex.functions(facts.functions());
        }
        language.checked(name);
        Kernel kernel = new Kernel(facts.functions(), limits);
        int[] f = functions.stream().mapToInt(kernel::read).toArray();
        int[] x = variables().stream().mapToInt(s -> kernel.symbol(s.name())).toArray();
        List<Integer> arguments = arguments().stream().map(s -> kernel.symbol(s.name())).toList();
        if ((derivatives == Derivatives.GRADIENT || derivatives == Derivatives.HESSIAN) && f.length > 1) {
            throw usage("a gradient and a Hessian are of one function; of several there is the Jacobian");
        }
        if (derivatives != Derivatives.NONE && x.length == 0) {
            throw usage("there is no symbol to differentiate by");
        }
        Names names = language.names();
        names.free(name);
        for (Procedure.Role role : Procedure.Role.values()) {
            names.free(name + "_" + role.name().toLowerCase(java.util.Locale.ROOT));
        }
        arguments().forEach(s -> names.of(Language.symbol(kernel.symbol(s.name())), s.name()));
        List<Procedure> procedures = procedures(kernel, f, x, arguments);
        String text = language.file(name, doc(), procedures, comment, names, arguments.size() > MOST_PARAMETERS);
        if (text.length() > limits.maxOutput()) {
            throw Limits.reached("the code has " + text.length() + " characters", limits.maxOutput(), "--max-output");
        }
        return text;
    }

    // ---- programs

    private List<Procedure> procedures(Kernel kernel, int[] f, int[] x, List<Integer> arguments) {
        List<Procedure> out = new ArrayList<>();
        if (derivatives != Derivatives.FORWARD_BACKWARD) {
            out.add(plain(Procedure.Role.VALUE, kernel.program(f), arguments, f.length, 0));
        }
        switch (derivatives) {
            case NONE -> { }
            case GRADIENT -> {
                Gradient g = kernel.gradient(f[0], x);
                out.add(plain(Procedure.Role.GRADIENT, kernel.program(g.all()), arguments, 1, x.length));
            }
            case JACOBIAN -> {
                int[] all = Arrays.copyOf(f, f.length + f.length * x.length);
                int at = f.length;
                for (int[] row : kernel.jacobian(f, x)) {
                    for (int d : row) {
                        all[at++] = d;
                    }
                }
                out.add(plain(Procedure.Role.JACOBIAN, kernel.program(all), arguments, f.length, x.length));
            }
            case HESSIAN -> {
                Hessian h = kernel.hessian(f[0], x);
                int n = x.length;
                int[] all = Arrays.copyOf(h.gradient().all(), 1 + n + n * n);
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < n; j++) {
                        all[1 + n + i * n + j] = h.entry(i, j);
                    }
                }
                out.add(plain(Procedure.Role.HESSIAN, kernel.program(all), arguments, 1, n));
            }
            case FORWARD_BACKWARD -> passes(out, kernel, arguments);
        }
        return out;
    }

    private Procedure plain(Procedure.Role role, Program program, List<Integer> arguments, int values, int variables) {
        List<Procedure.Output> outputs = new ArrayList<>();
        outputs.add(new Procedure.Output("values", results(program, 0, values), functions.size() == 1 ? 0 : values, false));
        if (role == Procedure.Role.JACOBIAN) {
            outputs.add(new Procedure.Output("jacobian", results(program, values, values * variables), variables, true));
        } else if (role != Procedure.Role.VALUE) {
            outputs.add(new Procedure.Output("gradient", results(program, 1, variables), variables, false));
        }
        if (role == Procedure.Role.HESSIAN) {
            outputs.add(new Procedure.Output("hessian", results(program, 1 + variables, variables * variables), variables, true));
        }
        return documented(new Procedure(role, List.of(), program, arguments, null, List.of(), outputs));
    }

    private void passes(List<Procedure> out, Kernel kernel, List<Integer> arguments) {
        Passes p = passes != null ? passes : backward.apply(functions, variables());
        Map<Sym, Expr> all = new LinkedHashMap<>(p.forward());
        all.putAll(p.backward());
        List<Sym> adjoints = p.adjoints();
        List<Expr> results = new ArrayList<>(p.values());
        if (adjoints.isEmpty()) {
            // The derivatives of the function alone: the name of its adjoint is one that no pass uses.
            String adjoint = "a";
            while (arguments().contains(Sym.of(adjoint)) || all.containsKey(Sym.of(adjoint))) {
                adjoint += "a";
            }
            adjoints = List.of(Sym.of(adjoint));
            Sym a = adjoints.get(0);
            p.derivatives().forEach(d -> results.add(Product.of(a, d)));
        } else {
            results.addAll(p.derivatives());
        }
        passes(out, kernel.program(all, results), functions.size(), variables().size(), arguments,
                adjoints.stream().map(s -> kernel.symbol(s.name())).toList());
    }

    private void passes(List<Procedure> out, Program program, int values, int variables, List<Integer> arguments, List<Integer> adjoints) {
        Procedure.Output value = new Procedure.Output("values", results(program, 0, values), values == 1 ? 0 : values, false);
        Procedure.Output gradient = new Procedure.Output("gradient", results(program, values, variables), variables, false);
        boolean[] first = new Procedure(Procedure.Role.FORWARD, List.of(), program, arguments, null, List.of(), List.of(value)).executed();
        boolean[] all = new Procedure(Procedure.Role.BACKWARD, List.of(), program, arguments, null, adjoints, List.of(gradient)).executed();
        // What the first pass has computed and a later operation or a result uses.
        Set<Integer> saved = new LinkedHashSet<>();
        for (int i = 0; i < first.length; i++) {
            if (all[i] && !first[i]) {
                program.operation(i).operands(a -> {
                    if (first[a] && !program.operation(a).isAtom()) {
                        saved.add(a);
                    }
                });
            }
        }
        gradient.operations().stream().filter(i -> first[i] && !program.operation(i).isAtom()).forEach(saved::add);
        List<Integer> kept = saved.stream().sorted().toList();
        out.add(documented(new Procedure(Procedure.Role.FORWARD, List.of(), program, arguments, null, List.of(),
                List.of(value, new Procedure.Output("saved", kept, kept.size() + 1, false)))));
        out.add(documented(new Procedure(Procedure.Role.BACKWARD, List.of(), program, arguments, kept, adjoints, List.of(gradient))));
    }

    private static List<Integer> results(Program program, int from, int count) {
        return IntStream.range(from, from + count).map(program::result).boxed().toList();
    }

    // ---- documentation

    private List<String> doc() {
        List<String> out = new ArrayList<>();
        for (int i = 0; i < functions.size(); i++) {
            out.add(formula(i));
        }
        out.add("");
        for (int i = 0; i < functions.size(); i++) {
            String domain = domain(functions.get(i));
            if (domain != null) {
                out.add("Domain" + (functions.size() == 1 ? "" : " of component " + (i + 1)) + ": " + domain + ".");
            }
        }
        out.add("Elsewhere the values are NaN or infinite. Generated by ddx.");
        return out;
    }

    private String formula(int i) {
        String head = name + (functions.size() == 1 ? "" : "_" + (i + 1)) + "(" + arguments().stream().limit(12).map(Sym::name).collect(Collectors.joining(", "))
                + (arguments().size() > 12 ? ", ..." : "") + ")";
        Expr f = functions.get(i);
        String text = f.size() > LONGEST_FORMULA ? null : f.toString();
        return text == null || text.length() > LONGEST_FORMULA ? head + ", a formula that is too long to be shown" : head + " = " + text;
    }

    private String domain(Expr f) {
        if (f.size() > LONGEST_FORMULA || f.has(p -> p instanceof Piecewise)) {
            return null;
        }
        List<Relation> conditions = facts.domain(f);
        String text = conditions.isEmpty() ? "all real arguments" : conditions.stream().map(Expr::toString).collect(Collectors.joining(", "));
        return text.length() > LONGEST_FORMULA ? null : text;
    }

    private Procedure documented(Procedure p) {
        List<String> out = new ArrayList<>();
        String by = variables().size() > 12 ? "the first " + variables().size() + " arguments"
                : variables().stream().map(Sym::name).collect(Collectors.joining(", "));
        String several = functions.size() == 1 ? "The value" : "The " + functions.size() + " values";
        out.add(switch (p.role()) {
            case VALUE -> several + ".";
            case GRADIENT -> "The value, and the partial derivatives by " + by + ".";
            case JACOBIAN -> several + ", and of each in a row the partial derivatives by " + by + ".";
            case HESSIAN -> "The value, the partial derivatives by " + by + ", and the matrix of the second ones, row by row.";
            case FORWARD -> several + ", and what the backward pass needs.";
            case BACKWARD -> "The derivatives of something by " + by + ", from its derivative" + (functions.size() == 1 ? " by the value" : "s by the values")
                    + " and what the forward pass saved.";
        });
        if (arguments().size() > MOST_PARAMETERS) {
            out.add("The arguments are " + (arguments().size() > 40 ? arguments().size() + " numbers, from " + arguments().get(0).name() + " to "
                    + arguments().get(arguments().size() - 1).name() : arguments().stream().map(Sym::name).collect(Collectors.joining(", "))) + ".");
            out.add("An array that is written to must not be one that is read from.");
        }
        out.addAll(constants(p));
        Operations o = p.program().operations(p.executed());
        out.add(count(o.additions(), "addition") + ", " + count(o.multiplications(), "multiplication") + ", " + count(o.functions(), "function call") + ".");
        return new Procedure(p.role(), out, p.program(), p.arguments(), p.given(), p.adjoints(), p.outputs());
    }

    /** What the numbers are that are no fractions. */
    private static List<String> constants(Procedure p) {
        List<String> out = new ArrayList<>();
        boolean[] executed = p.executed();
        for (int i = 0; i < executed.length && out.size() < 20; i++) {
            if (executed[i] && p.program().operation(i) instanceof Operation.Constant c && !p.program().isNumber(c)) {
                String exact = p.program().expression(c).toString();
                if (exact.length() > 2 && exact.length() < 80) {
                    out.add(p.program().value(c) + " is " + exact + ".");
                }
            }
        }
        return out;
    }

    private static String count(long n, String what) {
        return n + " " + what + (n == 1 ? "" : "s");
    }

    private static DdxException usage(String explanation) {
        return new DdxException(DdxException.Kind.USAGE, explanation);
    }
}
