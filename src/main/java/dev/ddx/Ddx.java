package dev.ddx;

import dev.ddx.calculus.AtPoint;
import dev.ddx.calculus.CurveDifferentiation;
import dev.ddx.calculus.CriticalPoints;
import dev.ddx.calculus.Differentiation;
import dev.ddx.calculus.DomainCheck;
import dev.ddx.calculus.DomainLedger;
import dev.ddx.calculus.Explanation;
import dev.ddx.calculus.Explanations;
import dev.ddx.calculus.ForwardBackward;
import dev.ddx.calculus.ImplicitDifferentiation;
import dev.ddx.calculus.LimitDerivation;
import dev.ddx.calculus.Method;
import dev.ddx.calculus.PointOfCurve;
import dev.ddx.calculus.StableEvaluation;
import dev.ddx.calculus.StandardLibrary;
import dev.ddx.calculus.SuperiorForms;
import dev.ddx.calculus.Tangent;
import dev.ddx.calculus.Target;
import dev.ddx.calculus.Taylor;
import dev.ddx.calculus.Transformation;
import dev.ddx.calculus.VectorCalculus;
import dev.ddx.code.Code;
import dev.ddx.expr.Abbreviated;
import dev.ddx.expr.Assumptions;
import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Limit;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Neg;
import dev.ddx.expr.NthDerivative;
import dev.ddx.expr.Num;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.CompiledFunction;
import dev.ddx.kernel.Evaluator;
import dev.ddx.kernel.Facts;
import dev.ddx.kernel.Kernel;
import dev.ddx.kernel.ZeroTest;
import dev.ddx.parse.ExpressionParser;
import dev.ddx.parse.LibraryParser;
import dev.ddx.parse.ParseOptions;
import dev.ddx.parse.Parsed;
import dev.ddx.parse.ParsedList;
import dev.ddx.parse.Places;
import dev.ddx.prove.CoqProofs;
import dev.ddx.render.LatexPrinter;
import dev.ddx.render.LatexStyle;
import dev.ddx.render.MathMl;
import dev.ddx.render.TextPrinter;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Exposition;
import dev.ddx.rewrite.Field;
import dev.ddx.rewrite.Ledger;
import dev.ddx.rewrite.Passes;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Rule;
import dev.ddx.rewrite.Stable;
import dev.ddx.rewrite.Superior;
import dev.ddx.rewrite.SuperiorJacobian;
import dev.ddx.verify.ClaimCheck;
import dev.ddx.verify.Verification;
import dev.ddx.verify.Verifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apfloat.Apcomplex;
import org.apfloat.Apfloat;

/**
 * The library in one place: parse, differentiate, derive with every step, print.
 *
 * <pre>{@code
 * Ddx ddx = Ddx.standard();
 * Expr f = ddx.parse("x^2*sin(x)");
 * Expr df = ddx.differentiate(f, Sym.of("x"), 1);
 * System.out.println(ddx.toLatex(df));
 * }</pre>
 *
 * Immutable and safe to share between threads. Bad input throws a {@link DdxException}, whose kind says
 * what is wrong and whose position says where.
 */
public final class Ddx {

    private static final int CRITICAL_DIGITS = 10;
    private static final Pattern KIND = Pattern.compile("\\s*(\\S+)\\s+(?:is\\s+(?:an?\\s+)?)?(integer|real)\\s*");

    private final StandardLibrary library;
    private final Assumptions assumptions;
    private final Limits limits;
    private final Set<String> unknownFunctions;

    private Ddx(StandardLibrary library, Assumptions assumptions, Limits limits, Set<String> unknownFunctions) {
        this.library = library;
        this.assumptions = assumptions;
        this.limits = limits;
        this.unknownFunctions = unknownFunctions;
    }

    /** The standard functions, definitions and rules, with default limits. */
    public static Ddx standard() {
        return new Ddx(StandardLibrary.standard(), Assumptions.NONE, Limits.DEFAULT, Set.of());
    }

    /**
     * This with a definition, such as {@code f(x) = L/(1+e^(-k*(x-c)))}.
     *
     * @throws DdxException if it is not of the form name(parameters) = expression
     */
    public Ddx define(String definition) {
        String written = definition.substring(0, Math.max(0, definition.indexOf('('))).strip();
        if (library.functions().named(written).stream().anyMatch(f -> !f.name().equals(written))) {
            // What is another's alias becomes a name of its own.
            return new Ddx(library.without(written), assumptions, limits, unknownFunctions).define(definition);
        }
        Expr e = read(definition, Set.of(), true).expression();
        if (!(e instanceof Relation r) || !r.isEquation() || !(r.left() instanceof Call head) || head.isDerivative()
                || !head.arguments().stream().allMatch(a -> a instanceof Sym)) {
            throw new DdxException(DdxException.Kind.USAGE, "a definition has the form name(x) = expression, such as f(x) = x^2 + 1");
        }
        check(r.right());
        List<Sym> parameters = head.arguments().stream().map(a -> (Sym) a).toList();
        FunctionDeclaration f = FunctionDeclaration.of(head.name(), parameters, r.right());
        return new Ddx(library.with(List.of(f)), assumptions, limits, unknownFunctions);
    }

    /**
     * This with the functions, definitions and rules of a library text; errors point into it under that name.
     *
     * @throws DdxException if it cannot be read, or gives a name that a function with so many arguments, or a rule, has already
     */
    public Ddx load(String libraryText, String sourceName) {
        Set<String> taken = library.rules().stream().map(Rule::name).collect(Collectors.toSet());
        return new Ddx(library.with(LibraryParser.parse(libraryText, sourceName, library.functions(), taken, MathMl::unknownCommand)), assumptions, limits, unknownFunctions);
    }

    /** This with an unknown function of which only the name is known; its derivative is printed with a prime. */
    public Ddx withFunction(String name) {
        Set<String> names = new LinkedHashSet<>(unknownFunctions);
        names.add(name);
        return new Ddx(library.without(name), assumptions, limits, Set.copyOf(names));
    }

    /**
     * This with an assumption: a relation such as {@code x > 0}, {@code 0 < x < 1}, {@code x != 0} or
     * {@code x < y}, or {@code n integer}, {@code z real}.
     *
     * @throws DdxException if it is none of these
     */
    public Ddx assuming(String assumption) {
        Matcher kind = KIND.matcher(assumption);
        if (kind.matches() && read(kind.group(1), Set.of(), false).expression() instanceof Sym s) {
            return assuming(kind.group(2).equals("integer") ? assumptions.withInteger(s) : assumptions.withReal(s));
        }
        if (!(read(assumption, Set.of("x"), false).expression() instanceof Relation r)) {
            throw new DdxException(DdxException.Kind.USAGE, "an assumption is a relation such as x > 0 or x != 0, or ‘n integer’");
        }
        return assuming(assumptions.with(r));
    }

    /** This with other assumptions, complex mode among them. */
    public Ddx assuming(Assumptions a) {
        return new Ddx(library, a, limits, unknownFunctions);
    }

    /**
     * This in complex mode, where i is the imaginary unit, symbols are complex and functions have their
     * principal values, or in real mode, which is the standard.
     */
    public Ddx withComplex(boolean on) {
        return assuming(assumptions.withComplex(on));
    }

    public Assumptions assumptions() {
        return assumptions;
    }

    /** What is certain of expressions under the assumptions. */
    public Facts facts() {
        return new Facts(library.functions(), assumptions);
    }

    private void check(Expr e) {
        new DomainCheck(facts()).check(e);
    }

    public Ddx withLimits(Limits l) {
        return new Ddx(library, assumptions, l, unknownFunctions);
    }

    public Limits limits() {
        return limits;
    }

    public FunctionTable functions() {
        return library.functions();
    }

    /** Every rule that is in force. */
    public List<Rule> rules() {
        return library.rules();
    }

    /** @throws DdxException if the text is not an expression, or divides by zero, or has an empty domain */
    public Expr parse(String text) {
        Parsed parsed = read(text, Set.of("x"), false);
        try {
            check(parsed.expression());
        } catch (DdxException e) {
            throw parsed.places().locate(e);
        }
        return parsed.expression();
    }

    /** The expression and how surprising notation was read. Nothing is checked but the syntax. */
    public Parsed read(String text, Set<String> variables, boolean undeclaredFunctions) {
        Parsed parsed = ExpressionParser.parse(text, options(variables, undeclaredFunctions));
        checkFunctions(List.of(parsed.expression()), undeclaredFunctions, parsed.places());
        return parsed;
    }

    /** The same for expressions with commas between them, such as the components {@code [x*y, x+y]} of a vector. */
    public ParsedList readList(String text, Set<String> variables, boolean undeclaredFunctions) {
        ParsedList parsed = ExpressionParser.parseList(text, options(variables, undeclaredFunctions));
        checkFunctions(parsed.expressions(), undeclaredFunctions, parsed.places());
        return parsed;
    }

    private ParseOptions options(Set<String> variables, boolean undeclaredFunctions) {
        return ParseOptions.of(library.functions()).withVariables(variables).withComplex(assumptions.isComplex())
                .withUndeclaredFunctions(undeclaredFunctions || !unknownFunctions.isEmpty()).withLimits(limits);
    }

    private void checkFunctions(List<Expr> all, boolean undeclaredFunctions, Places places) {
        if (undeclaredFunctions || unknownFunctions.isEmpty()) {
            return;
        }
        for (Expr whole : all) {
            for (Expr e : whole.subexpressions()) {
                if (e instanceof Call c && !c.isDerivative() && !library.functions().contains(c.name())
                        && !unknownFunctions.contains(c.name())) {
                    throw places.locate(new DdxException(DdxException.Kind.UNKNOWN_FUNCTION, c.name() + " is not a function that is known; "
                            + "declare it with --function " + c.name() + " or define it with --define '" + c.name() + "(x) = …'").about(c));
                }
            }
        }
    }

    public Expr differentiate(String text, String variable) {
        return differentiate(parse(text), Sym.of(variable), 1);
    }

    /** The simplified derivative of that order; order 0 gives the expression itself. */
    public Expr differentiate(Expr e, Sym x, int order) {
        return derivation(e, x, order, null).result();
    }

    /**
     * Every step from d/dx[f] to the simplified derivative.
     *
     * @param inTermsOf the name of a definition in whose terms the result is wanted, or null to look for one
     * @throws DdxException if the expression is not differentiable by the rules known, divides by zero, has an
     *         empty domain, or a limit is reached
     */
    public Derivation derivation(Expr e, Sym x, int order, String inTermsOf) {
        if (order < 0) {
            throw new DdxException(DdxException.Kind.USAGE, "the order of a derivative is not negative");
        }
        return derivation(e, inTermsOf, (differentiation, f) -> differentiation.derive(f, x, order, inTermsOf));
    }

    /**
     * The same for a partial derivative by several variables, carried out in that order: x, y is ∂/∂y(∂f/∂x).
     */
    public Derivation derivation(Expr e, List<Sym> by, String inTermsOf) {
        return derivation(e, inTermsOf, (differentiation, f) -> differentiation.derive(f, by, inTermsOf));
    }

    /**
     * Every step from dⁿ/dxⁿ[f] to a closed form of the derivative of order n, a letter that stands for a non-negative integer.
     * What the closed form asks of n is among the conditions of the steps.
     *
     * @throws DdxException of kind USAGE if n is x or occurs in e, NOT_DIFFERENTIABLE if no closed form is known, and as
     *         {@link #derivation} does
     */
    public Derivation nthDerivation(Expr e, Sym x, Sym n) {
        if (n.equals(x) || e.dependsOn(n)) {
            throw new DdxException(DdxException.Kind.USAGE, "the order " + n + " occurs in the function; give it another name");
        }
        return ofOrder(n).derivation(e, null, (differentiation, f) -> differentiation.deriveNth(f, x, n));
    }

    /** This with what is certain of the order of a derivative. */
    private Ddx ofOrder(Sym n) {
        return assuming(assumptions.withInteger(n).with(Relation.of(n, Relation.Op.GE, Num.ZERO)));
    }

    private Derivation derivation(Expr e, String inTermsOf, BiFunction<Differentiation, Expr, Derivation> derive) {
        if (inTermsOf != null && !inTermsOf.isEmpty() && library.functions().named(inTermsOf).stream().noneMatch(FunctionDeclaration::isDefinition)) {
            throw new DdxException(DdxException.Kind.USAGE, inTermsOf + " is not a definition; give one with --define '" + inTermsOf + "(x) = …'");
        }
        Facts facts = facts();
        DomainCheck domain = new DomainCheck(facts);
        domain.check(e);
        Expr f = rightSide(e);
        Derivation d = derive.apply(new Differentiation(library, facts, limits), f);
        // 0^x, for example, has no derivative: its logarithm is that of 0.
        domain.check(d);
        return d;
    }

    /**
     * Every step from an equation between x and y to that derivative of y by x, such as dy/dx = −x/y from x² + y² = 25.
     *
     * @param equation an equation; y may also be written as the unknown function y(x)
     * @throws DdxException of kind USAGE if it is none or y does not occur in it, EMPTY_DOMAIN if it holds nowhere,
     *         NOT_DIFFERENTIABLE if it does not determine y, and as {@link #derivation} does
     */
    public Derivation implicit(Expr equation, Sym y, Sym x, int order) {
        check(equation);
        Derivation d = new ImplicitDifferentiation(library, facts(), limits, y, x).derive(equation, order);
        check(d.result());
        return d;
    }

    /**
     * Every step to that derivative of y by x on the curve x = x(t), y = y(t).
     *
     * @param equations such as x = cos(t) and y = sin(t), in this order: what is differentiated by first
     * @throws DdxException of kind USAGE if they are not of this form, NOT_DIFFERENTIABLE if x is constant
     */
    public Derivation parametric(List<Expr> equations, Sym t, int order) {
        equations.forEach(this::check);
        return curves().parametric(equations, t, order);
    }

    /** Every step to that derivative dy/dx on the curve r = r(t) in polar coordinates. */
    public Derivation polar(Expr equation, Sym t, int order) {
        check(equation);
        return curves().polar(equation, t, order);
    }

    /** Every step to the derivative of f with respect to g, both functions of x: (df/dx)/(dg/dx). */
    public Derivation withRespectTo(Expr f, Expr g, Sym x) {
        check(f);
        check(g);
        return curves().withRespectTo(rightSide(f), rightSide(g), x);
    }

    /** Every step to the derivative dx/dy of the inverse function of f, where y = f(x). */
    public Derivation inverse(Expr f, Sym x, Sym y) {
        check(f);
        return curves().inverse(rightSide(f), x, y);
    }

    /**
     * A derivation of {@link #implicit}, {@link #parametric}, {@link #polar} or {@link #inverse} led on to the value at a
     * point.
     *
     * @param values such as x = 3 and y = 4; of an inverse function the value y may be given instead of x. What follows from
     *        the others is found if that is exact and unique; x of an inverse function is found numerically otherwise.
     * @param digits of the decimal beside a value that is not rational
     * @throws DdxException of kind USAGE if the point is not on the curve or not determined, NOT_DIFFERENTIABLE if there is
     *         no derivative
     */
    public Derivation onCurve(Derivation d, Map<Sym, Expr> values, int digits) {
        return new PointOfCurve(library, facts(), limits, digits).value(d, values);
    }

    private CurveDifferentiation curves() {
        return new CurveDifferentiation(library, facts(), limits);
    }

    /**
     * The gradient of a function by its variables, in that order; so with the other operators of vector calculus, such as
     * {@code field(Kind.CURL, List.of(p, q, r), List.of(x, y, z))}.
     *
     * @param functions expressions, or equations that name them such as f(x, y) = x^2*y; one for the operators of scalars
     * @param variables in the order of the entries; empty for those that occur
     * @throws DdxException as {@link #derivation} does, and of kind USAGE if the sizes do not fit
     */
    public Field field(Field.Kind kind, List<Expr> functions, List<Sym> variables) {
        return field(kind, functions, variables, List.of(), false);
    }

    /** The derivative in a direction: by the unit vector of the direction, or by the vector itself. */
    public Field directional(Expr f, List<Sym> variables, List<Expr> direction, boolean unit) {
        return field(Field.Kind.DIRECTIONAL, List.of(f), variables, direction, unit);
    }

    /**
     * A gradient, Jacobian or Hessian without steps, computed by the kernel: of functions of any size, and the entries share
     * what they have in common.
     */
    public Field fieldInBulk(Field.Kind kind, List<Expr> functions, List<Sym> variables) {
        return calculus(kind, functions, variables).inBulk();
    }

    /**
     * The entries of a field led on to their values where symbols have values, as {@link #at(Derivation, Expr, Sym, int, Map, int)}
     * does with a derivative.
     */
    public Field at(Field field, Map<Sym, Expr> values, int digits) {
        return new AtPoint(library, facts(), limits, values, digits).field(field);
    }

    /**
     * A Jacobian or gradient whose entries are led on to polynomials in the functions themselves, which get that name:
     * s_1, s_2 and so on for the name s, or s alone for one function. Entries that are no such polynomials stay.
     *
     * @throws DdxException of kind NO_RELATION if none of them is one
     */
    public Field inTermsOfItself(Field field, String name) {
        return VectorCalculus.inTermsOf(new Differentiation(library, facts(), limits), field, name);
    }

    private VectorCalculus calculus(Field.Kind kind, List<Expr> functions, List<Sym> variables) {
        functions.forEach(this::check);
        List<Sym> by = variables.isEmpty() ? VectorCalculus.usual(kind, functions) : variables;
        return new VectorCalculus(new Differentiation(library, facts(), limits), kind, VectorCalculus.named(kind, functions, by), by);
    }

    private Field field(Field.Kind kind, List<Expr> functions, List<Sym> variables, List<Expr> direction, boolean unit) {
        direction.forEach(this::check);
        Field found = calculus(kind, functions, variables).derive(direction, unit);
        for (Expr e : found.values()) {
            if (e.size() <= 2_000) {
                check(e);
            }
        }
        return found;
    }

    /** The methods by which the expression can be differentiated, each with other lines. */
    public List<Method> methods(Expr e, Sym x) {
        check(e);
        return new Differentiation(library, facts(), limits).methods(rightSide(e), x);
    }

    /**
     * Every step from d/dx[f] to the simplified derivative by a method of {@link #methods}, such as "logarithmic".
     *
     * @throws DdxException of kind USAGE if the method does not apply, and as {@link #derivation} does
     */
    public Derivation derivationBy(String method, Expr e, Sym x) {
        check(e);
        Derivation d = new Differentiation(library, facts(), limits).deriveBy(method, rightSide(e), x);
        check(d.result());
        return d;
    }

    /**
     * What a derivation of the derivative of e by x holds for: domains, what its steps assumed, points that are lost or
     * can be filled, kinks with their one-sided derivatives.
     *
     * @param order the order of the derivative; single points are looked at for the first only
     * @return empty in complex mode, and for what nobody would read line by line
     */
    public Optional<Ledger> ledger(Derivation d, Expr e, Sym x, int order) {
        return Optional.ofNullable(new DomainLedger(library, facts(), limits).of(rightSide(e), d, x, order));
    }

    /** The same for a derivation of the derivative of order n, which is a letter: conditions on n are among those of the derivative. */
    public Optional<Ledger> nthLedger(Derivation d, Expr e, Sym x, Sym n) {
        Relation order = Relation.of(n, Relation.Op.GE, Num.ZERO);
        return ofOrder(n).ledger(d, e, x, 0).map(l -> l.assuming(order, Reason.of("The order is an integer")));
    }

    /**
     * A derivation of a derivative of e led on to its value where symbols have values, exact, with a decimal beside what is
     * not rational.
     *
     * @param digits of the decimal
     * @throws DdxException of kind EMPTY_DOMAIN if the function has no value there, NOT_DIFFERENTIABLE if it has no derivative
     */
    public Derivation at(Derivation d, Expr e, Sym x, int order, Map<Sym, Expr> values, int digits) {
        return new AtPoint(library, facts(), limits, values, digits).derivative(d, rightSide(e), x, order);
    }

    /**
     * Tangent, normal and linear approximation of the graph of e at x = a, or why there are none.
     *
     * @throws DdxException of kind EMPTY_DOMAIN if e has no value at a
     */
    public Exposition tangent(Expr e, Sym x, Expr a) {
        check(e);
        return Tangent.of(library, facts(), limits, rightSide(e), x, a);
    }

    /**
     * The Taylor polynomial of e about x = a, with the derivatives, the remainder, and the general term where it is known.
     *
     * @param order the degree of the polynomial at the most
     * @throws DdxException of kind EMPTY_DOMAIN if e has no value at a, NOT_DIFFERENTIABLE if it has no power series there
     */
    public Exposition taylor(Expr e, Sym x, Expr a, int order) {
        check(e);
        return Taylor.of(library, facts(), limits, rightSide(e), x, a, order);
    }

    /**
     * The critical points of e by x, with the signs of the derivative between them, extrema and points of inflection, as far
     * as the equations are solved exactly; the results are the critical points.
     */
    public Exposition critical(Expr e, Sym x) {
        return critical(e, x, CRITICAL_DIGITS);
    }

    /** The same, with so many digits of numbers that have no simple expression. */
    public Exposition critical(Expr e, Sym x, int digits) {
        check(e);
        return CriticalPoints.of(library, facts(), limits, rightSide(e), x, digits);
    }

    /** What was found out about each step of each derivation in it, as {@link #verify(Derivation)} does. */
    public Verification verify(Exposition e) {
        List<Verification> all = new ArrayList<>(e.derivations().stream().map(this::verify).toList());
        if (!e.claims().isEmpty()) {
            all.add(new Verification(e.claims().stream().map(new ClaimCheck(functions(), assumptions, limits)::check).toList(), List.of()));
        }
        return Verification.of(all);
    }

    /** The function of an equation such as y = x^2 or f(x) = x^2; the expression itself if it is none. */
    private static Expr rightSide(Expr e) {
        if (!(e instanceof Relation r) || !r.isEquation()) {
            return e;
        }
        boolean named = r.left() instanceof Sym y && r.right().isFreeOf(y) || r.left() instanceof Call c && !c.isDerivative() && c.arguments().stream().allMatch(a -> a instanceof Sym);
        if (!named) {
            throw new DdxException(DdxException.Kind.USAGE, "the left side of an equation names the function, as in y = x^2; "
                    + "an equation that has to be solved for y is not differentiated");
        }
        return r.right();
    }

    /**
     * Why a rule of differentiation is right, or a function has its derivative.
     *
     * @param name the name of a rule, such as "product" or "product-rule", or of a function
     * @throws DdxException of kind USAGE if there is none of that name
     */
    public Explanation explain(String name) {
        return new Explanations(library, facts(), limits).of(name);
    }

    /** The names of the rules that can be explained, in the order of the library. */
    public List<String> explainedRules() {
        return new Explanations(library, facts(), limits).ruleNames();
    }

    /** This with what the lines of an explanation use. */
    public Ddx with(Explanation explanation) {
        Assumptions more = assumptions;
        for (Sym n : explanation.integers()) {
            more = more.withInteger(n);
        }
        return new Ddx(library.with(explanation.definitions()), more, limits, unknownFunctions);
    }

    /**
     * The derivative in terms of the function itself, y′ = R(y), of a definition, or of a sub-expression.
     *
     * @param y a symbol that does not occur in {@code e} and names its value, or a call of a definition, or a
     *        sub-expression; x may stay in the result beside a definition or a sub-expression
     * @throws DdxException of kind NO_RELATION if it cannot be written so, or no way was found
     */
    public Derivation derivationInTermsOf(Expr e, Sym x, int order, Expr y) {
        Expr f = rightSide(e);
        boolean itself = y instanceof Sym s && !s.equals(x) && f.isFreeOf(s);
        if (!itself && y.isFreeOf(x)) {
            throw new DdxException(DdxException.Kind.USAGE, y + " does not depend on " + x.name());
        }
        Derivation d = derivation(e, x, order, "");
        return new Transformation(new Differentiation(library, facts(), limits)).inTermsOf(d, y, itself ? f : y, x, !itself);
    }

    /**
     * The derivative in terms of what a person names.
     *
     * @param name the name of a definition, a sub-expression, or a letter that names the function itself
     * @throws DdxException of kind USAGE if it is none of these, and as the other methods do
     */
    public Derivation derivationInTermsOf(Expr e, Sym x, int order, String name) {
        List<FunctionDeclaration> named = library.functions().named(name);
        if (named.isEmpty()) {
            Expr y = read(name, Set.of(x.name()), false).expression();
            named = y instanceof Sym s ? library.functions().named(s.name()) : List.of();
            if (y instanceof Sym s && s.name().length() > 1 && e.isFreeOf(s) && named.isEmpty()) {
                throw new DdxException(DdxException.Kind.USAGE, s.name()
                        + " is neither a definition nor a part of the expression; a single letter such as y names the function itself");
            }
            if (named.isEmpty()) {
                return derivationInTermsOf(e, x, order, y);
            }
        }
        FunctionDeclaration f = named.get(0);
        Derivation d = derivation(e, x, order, f.name());
        if (!f.isDefinition() || d.result().subexpressions().stream().anyMatch(c -> c instanceof Call call && call.name().equals(f.name()))) {
            return d;
        }
        List<Expr> arguments = new ArrayList<>(f.parameters());
        arguments.set(0, x);
        return derivationInTermsOf(e, x, order, Call.of(f.name(), arguments));
    }

    /** What a person means who names no variable: the t of f(t) = …, else x if it occurs, else the only symbol, else x. */
    public static Sym variableOf(Expr e) {
        Expr f = e;
        if (e instanceof Relation r && r.isEquation()) {
            if (r.left() instanceof Call c && c.arguments().size() == 1 && c.argument() instanceof Sym s) {
                return s;
            }
            f = r.right();
        }
        Sym x = Sym.of("x");
        if (f.dependsOn(x)) {
            return x;
        }
        List<Sym> symbols = f.freeSymbols();
        return symbols.size() == 1 ? symbols.get(0) : x;
    }

    /** Every step from the expression to its simplified form. */
    public Derivation simplification(Expr e) {
        Facts facts = facts();
        DomainCheck domain = new DomainCheck(facts);
        domain.check(e);
        Derivation d = new Differentiation(library, facts, limits).simplify(e);
        if (d.result().size() <= 2_000) {
            domain.check(d.result());
        }
        return d;
    }

    /**
     * Checks every step by means that share nothing with the rules.
     *
     * @throws DdxException of kind LIMIT if the time is up
     */
    public Verification verify(Derivation d) {
        return new Verifier(functions(), formulas(), assumptions).verify(d, limits);
    }

    /** The same for every derivation of a field. */
    public Verification verify(Field field) {
        return Verification.of(field.parts().stream().map(p -> verify(p.derivation())).toList());
    }

    /**
     * The derivatives of order 1 to n as theorems for Coq and Coquelicot, each of the one before, with proofs: the text of a file.
     *
     * @throws DdxException as {@link #derivation} does, UNKNOWN_FUNCTION if Coq has no name for a function that occurs, and USAGE
     *         if a derivative of symbolic order occurs
     */
    public String coq(Expr e, Sym x, int order) {
        if (e.has(d -> d instanceof NthDerivative)) {
            throw new DdxException(DdxException.Kind.USAGE, CoqProofs.NO_SYMBOLIC_ORDER);
        }
        if (order < 1) {
            throw new DdxException(DdxException.Kind.USAGE, "the order of a derivative that is proved is at least 1");
        }
        CoqProofs proofs = new CoqProofs(facts());
        List<Derivation> orders = new ArrayList<>();
        for (int i = 1; i <= order; i++) {
            orders.add(derivation(e, x, i, null));
        }
        return proofs.derivatives(rightSide(e), x, orders);
    }

    /** The rules of differentiation, and the derivatives of all functions, as theorems for Coq, with a list of those that it has no name for. */
    public String coqRules() {
        Ddx plain = this;
        for (String any : List.of("f", "u", "v", "w")) {
            plain = new Ddx(plain.library.without(any), assumptions, limits, unknownFunctions);
        }
        Ddx ddx = plain;
        return new CoqProofs(ddx.facts()).rules(ddx.rules(), f -> ddx.derivation(Call.of(f.name(), f.parameters()), f.parameters().get(0), 1, null));
    }

    /** The rules that are a formula, as pattern = template by name. */
    public Map<String, Relation> formulas() {
        Map<String, Relation> out = new LinkedHashMap<>();
        for (Rule rule : rules()) {
            if (rule.formula() != null) {
                out.putIfAbsent(rule.name(), rule.formula());
            }
        }
        return out;
    }

    public Expr simplify(Expr e) {
        return simplification(e).result();
    }

    /**
     * Whether the expression is zero wherever it is defined, with a reason; derivatives in it are carried out.
     *
     * @throws DdxException if it divides by zero or has an empty domain, or a limit is reached
     */
    public ZeroTest.Verdict zero(Expr e) {
        check(e);
        return ZeroTest.decide(e, facts(), limits);
    }

    /** The {@linkplain #limit(Expr, Sym, Expr, Limit.Side) limit} from both sides, or at infinity. */
    public Exposition limit(Expr e, Sym x, Expr a) {
        return limit(e, x, a, Limit.Side.BOTH);
    }

    /**
     * The limit of e as x tends to a, with its steps; the result is the limit, a number, infinity or minus infinity, if it was
     * found, and else a sentence says what was found out.
     *
     * @param a a number, {@code oo} or {@code -oo}
     * @param side from where x tends to a number; at infinity there is only one side, which is called both
     * @throws DdxException of kind USAGE if e has other symbols than x, or x tends to something else
     */
    public Exposition limit(Expr e, Sym x, Expr a, Limit.Side side) {
        return LimitDerivation.of(library, facts(), limits, Limit.of(rightSide(e), x, Const.orInfinite(a), side));
    }

    /** Whether two expressions are equal wherever both are defined, as {@link #zero} of their difference says. */
    public ZeroTest.Verdict equal(Expr a, Expr b) {
        return zero(Sum.of(a, Neg.of(b)));
    }

    /**
     * Every step from the expression to that form of it.
     *
     * @param by the variable or sub-expression for {@link Target#APART} and {@link Target#COLLECT}, else null
     * @throws DdxException if it is too large for that form, divides by zero or has an empty domain
     */
    public Derivation transformation(Expr e, Target target, Expr by) {
        check(e);
        return transformation(new Derivation(e, List.of()), target, by);
    }

    /** The derivation led on to that form of its result. */
    public Derivation transformation(Derivation d, Target target, Expr by) {
        return new Transformation(new Differentiation(library, facts(), limits)).apply(d, target, by);
    }

    /** That form of the expression, such as {@code transform(e, Target.FACTOR, null)}. */
    public Expr transform(Expr e, Target target, Expr by) {
        return transformation(e, target, by).result();
    }

    /**
     * Functions and all their first derivatives by the variables as two straight-line programs, the second of which uses what
     * the first has computed.
     *
     * @throws DdxException of kind NOT_DIFFERENTIABLE if the derivative of a function is not known
     */
    public Passes passes(List<Expr> functions, List<Sym> variables) {
        functions.forEach(this::check);
        return ForwardBackward.of(functions.stream().map(Ddx::rightSide).toList(), variables, library.functions(), limits);
    }

    /**
     * The passes that lead from derivatives by the functions to those by the variables, with few operations and little loss, for
     * {@link Code#passing}: of one function what {@link #superior} finds, if that is better than reverse differentiation.
     */
    public Passes backward(List<Expr> functions, List<Sym> variables) {
        functions.forEach(this::check);
        return new SuperiorForms(library, facts(), limits).backward(functions.stream().map(Ddx::rightSide).toList(), variables);
    }

    /** Source code for functions; {@link Code} says with which derivatives, and {@link Code#in} in which language. */
    public Code code(List<Expr> functions) {
        return Code.of(facts(), limits, (f, x) -> ForwardBackward.pullback(f, x, library.functions(), limits), functions);
    }

    public Code code(Expr function) {
        return code(List.of(function));
    }

    /**
     * The function of the variables, and its gradient, as bytecode: see {@link CompiledFunction}. Needs
     * {@code org.ow2.asm:asm} on the class path.
     *
     * @throws DdxException of kind USAGE if it holds another symbol or a function that has no numeric value
     */
    public CompiledFunction compile(Expr f, Sym... variables) {
        Kernel kernel = new Kernel(library.functions(), limits);
        int[] x = new int[variables.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = kernel.symbol(variables[i].name());
        }
        return kernel.compile(kernel.read(rightSide(f)), x);
    }

    /**
     * The form of the derivative with the fewest operations beyond those that compute the function, and the stable form, with
     * measured errors.
     *
     * @param domain from where to where symbols are taken, where it is not the standard range
     * @param cached names of further values that are there, such as E for e^(-x)
     * @throws DdxException of kind NOT_DIFFERENTIABLE if the derivative of a function is not known
     */
    public Superior superior(Expr e, Sym x, Map<Sym, double[]> domain, Map<Sym, Expr> cached) {
        return superior(e, x, 1, domain, cached);
    }

    /** The same for a derivative of that order, which is at least 1. */
    public Superior superior(Expr e, Sym x, int order, Map<Sym, double[]> domain, Map<Sym, Expr> cached) {
        if (order < 1) {
            throw new DdxException(DdxException.Kind.USAGE, "the order of a derivative that reuses the function is at least 1");
        }
        check(e);
        return new SuperiorForms(library, facts(), limits).of(rightSide(e), x, order, domain, cached);
    }

    /**
     * The first derivative of the fewest operations beyond those that compute the function, without a further call of a function,
     * and beside it the derivative as it comes out; proved, but neither measured nor written as steps, as {@link #superior} has
     * it, and so found much sooner.
     *
     * @param name of the function in the passes
     * @throws DdxException of kind NOT_DIFFERENTIABLE if the derivative of a function is not known
     */
    public Optional<Passes> fewestOperations(Expr e, Sym x, Sym name) {
        check(e);
        return Optional.ofNullable(new SuperiorForms(library, facts(), limits).fewest(rightSide(e), x, name));
    }

    /**
     * All first derivatives of the functions by the variables, as a forward and a backward pass with few operations, and as passes
     * that lose little; with measured errors, and how each derivative comes from its function.
     *
     * @param variables in the order of the derivatives; empty for those that occur
     * @param domain from where to where symbols are taken, where it is not the standard range
     * @throws DdxException of kind NOT_DIFFERENTIABLE if the derivative of a function is not known, and USAGE if there is no variable
     */
    public SuperiorJacobian superior(List<Expr> functions, List<Sym> variables, Map<Sym, double[]> domain) {
        functions.forEach(this::check);
        List<Expr> right = functions.stream().map(Ddx::rightSide).toList();
        List<Sym> by = variables.isEmpty() ? VectorCalculus.usual(Field.Kind.JACOBIAN, right) : variables;
        if (by.isEmpty() || Set.copyOf(by).size() < by.size()) {
            throw new DdxException(DdxException.Kind.USAGE, by.isEmpty() ? "there is no symbol to differentiate by" : "a variable is named twice");
        }
        return new SuperiorForms(library, facts(), limits).of(right, by, domain);
    }

    /**
     * A way to compute the function that loses less in double precision, of those to which the rules of the chapter
     * "accuracy" lead, with measured errors.
     *
     * @param domain from where to where symbols are taken, where it is not the standard range
     * @throws DdxException of kind USAGE in complex mode
     */
    public Stable stable(Expr e, Map<Sym, double[]> domain) {
        check(e);
        return new StableEvaluation(library, facts(), limits).of(rightSide(e), domain);
    }

    public String toLatex(Expr e) {
        return new LatexPrinter(library.functions(), LatexStyle.TEXTBOOK).print(e);
    }

    /** Unicode mathematics for a terminal. */
    public String toText(Expr e) {
        return new TextPrinter(library.functions()).print(e);
    }

    /** The value in double precision; NaN where it is not defined over the reals. */
    public double evaluate(Expr e, Map<Sym, Double> values) {
        return new Evaluator(library.functions()).evaluate(e, values);
    }

    /** The expression with names for the parts that occur more than once: prints where the tree would be too large. */
    public Abbreviated abbreviate(Expr e) {
        return Abbreviated.of(List.of(e));
    }

    /** An aligned block with a line for each name, and the expression last. */
    public String toLatex(Abbreviated a) {
        return new LatexPrinter(library.functions(), LatexStyle.TEXTBOOK).print(a);
    }

    /** A line for each name, and the expression last. */
    public String toText(Abbreviated a) {
        return new TextPrinter(library.functions()).print(a);
    }

    /**
     * The real value to a number of significant digits; empty where it is not defined over the reals.
     *
     * @param at expressions without symbols, such as 1/3 or sqrt(2), for the symbols
     * @throws DdxException as {@link Kernel#evaluate} does, and DIVISION_BY_ZERO for a division by the number 0
     */
    public Optional<Apfloat> evaluate(Expr e, Map<Sym, Expr> at, int digits) {
        Kernel kernel = new Kernel(library.functions(), limits);
        return kernel.evaluateAt(kernel.read(e), digits, nodes(kernel, at));
    }

    /** The complex value to a number of digits of its modulus, with principal branches; see {@link Kernel#evaluateComplex}. */
    public Optional<Apcomplex> evaluateComplex(Expr e, Map<Sym, Expr> at, int digits) {
        Kernel kernel = new Kernel(library.functions(), limits, true);
        return kernel.evaluateComplexAt(kernel.read(e), digits, nodes(kernel, at));
    }

    private static Map<Integer, Integer> nodes(Kernel kernel, Map<Sym, Expr> at) {
        Map<Integer, Integer> out = new HashMap<>();
        at.forEach((symbol, value) -> out.put(kernel.symbol(symbol.name()), kernel.read(value)));
        return out;
    }
}
