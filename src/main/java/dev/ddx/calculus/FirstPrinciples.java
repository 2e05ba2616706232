package dev.ddx.calculus;

import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Derivative;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Limit;
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
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Path;
import dev.ddx.rewrite.Reason;
import dev.ddx.rewrite.Rewrite;
import dev.ddx.rewrite.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The derivative from its definition, as the limit of the difference quotient. No rule of differentiation is used: what
 * a rule would say of a product, a quotient or a composition is found here by the steps that prove the rule.
 *
 * <p>One object serves one derivation by one variable.
 */
final class FirstPrinciples {

    /** Nodes beyond which the lines would not be read by anyone. */
    private static final int LARGE = 300;
    /** The highest root whose conjugate is still read as a whole. */
    private static final int HIGHEST_ROOT = 6;

    private final Differentiation differentiation;
    private final StandardLibrary library;
    private final FunctionTable functions;
    private final List<Rule> rules = new ArrayList<>();
    private final Sym x;
    private final Sym h;
    private final Sym t;
    private final Increment increment;

    FirstPrinciples(Differentiation differentiation, StandardLibrary library, Expr f, Sym x) {
        this.differentiation = differentiation;
        this.library = library;
        this.functions = library.functions();
        this.rules.addAll(library.rules("limits"));
        this.rules.addAll(library.rules("addition"));
        this.x = x;
        this.h = free(f, List.of("h", "k", "s"), x);
        this.t = free(Sum.of(f, h), List.of("t", "r", "q"), x);
        this.increment = new Increment(h);
    }

    static Sym free(Expr e, List<String> names, Sym x) {
        for (String name : names) {
            Sym s = Sym.of(name);
            if (e.isFreeOf(s) && !s.equals(x)) {
                return s;
            }
        }
        int i = 1;
        while (e.dependsOn(Sym.of(names.get(0) + "_" + i))) {
            i++;
        }
        return Sym.of(names.get(0) + "_" + i);
    }

    /**
     * From d/dx[f] to the derivative.
     *
     * @throws DdxException of kind USAGE if f is made of more than what is derived so
     */
    Derivation derive(Expr f) {
        if (f.size() > LARGE) {
            throw new DdxException(DdxException.Kind.LIMIT, "the expression is too large for the limit that defines its derivative to be shown line by line: the limit is "
                    + LARGE + " nodes; leave --method out to use the rules");
        }
        Trace trace = differentiation.trace(Derivative.of(f, x));
        Expr plain = prepared(trace, f);
        trace.step("definition", List.of(), Rewrite.of(limit(plain), Reason.of("Definition of the derivative")), Trace.NORMAL);
        carryOut(trace, plain);
        differentiation.polish(trace);
        trace.showLast(Trace.BRIEF);
        return trace.done();
    }

    /** Whether f is made of what is derived so. */
    boolean reaches(Expr f) {
        try {
            derive(f);
            return true;
        } catch (DdxException refused) {
            return false;
        }
    }

    /** Functions that are made of sine, cosine, exponential and logarithm are written so. */
    private Expr prepared(Trace trace, Expr f) {
        Expr written = differentiation.withoutDefinitions(f);
        step(trace, "definition-of-function", List.of(), Derivative.of(written, x), Reason.of("Write out the definitions"));
        Expr basic = Elementary.written(written, x);
        step(trace, "elementary", List.of(), Derivative.of(basic, x), Reason.of("Write by sine, cosine, exponential and logarithm"));
        return basic;
    }

    private static void step(Trace trace, String rule, List<Integer> path, Expr made, Reason reason) {
        trace.step(rule, path, Rewrite.of(made, reason), Trace.NORMAL);
    }

    // ---- the difference quotient

    private Expr moved(Expr e) {
        return e.substitute(s -> s.equals(x) ? Sum.of(x, h) : null).mapBottomUp(FirstPrinciples::flat);
    }

    private static Expr flat(Expr e) {
        if (!(e instanceof Sum s) || s.terms().stream().noneMatch(term -> term instanceof Sum)) {
            return e;
        }
        return Sum.of(s.terms().stream().flatMap(term -> term instanceof Sum inner ? inner.terms().stream() : java.util.stream.Stream.of(term)).toList());
    }

    private Expr quotient(Expr f) {
        return Quotient.of(difference(f), h);
    }

    private Expr difference(Expr f) {
        return Sum.of(moved(f), Neg.of(f));
    }

    private Limit limit(Expr f) {
        return near(quotient(f));
    }

    private Limit near(Expr body) {
        return Limit.of(body, h, Num.ZERO);
    }

    // ---- strategy

    /** From the limit of the difference quotient of f, which is all that the trace holds, to its value. */
    private void carryOut(Trace trace, Expr f) {
        Slope slope = f instanceof Call c && c.arguments().size() == 1 ? slope(c.argument())
                : f instanceof Power p && p.base().isFreeOf(x) ? slope(p.exponent()) : null;
        switch (f) {
            case Expr e when Increment.isPolynomial(e, x) -> algebraic(trace);
            case Sum s -> linear(trace, f);
            case Neg n -> linear(trace, f);
            case Product p when p.factors().stream().anyMatch(g -> g.isFreeOf(x)) -> linear(trace, f);
            case Quotient q when q.denominator().isFreeOf(x) -> linear(trace, f);
            case Quotient q when Increment.isPolynomial(q.numerator(), x) && Increment.isPolynomial(q.denominator(), x) -> {
                fraction(trace, q.numerator(), q.denominator());
                algebraic(trace);
            }
            case Power p when slope != null -> exponential(trace, p, slope);
            case Power p when p.base().isFreeOf(x) -> chain(trace, f, p.exponent());
            case Power p when isNegativeWhole(p) && Increment.isPolynomial(p.base(), x) -> {
                Rational n = Rational.fromLiteral(p.exponent()).negate();
                fraction(trace, Num.ONE, n.isOne() ? p.base() : Power.of(p.base(), n.toExpr()));
                algebraic(trace);
            }
            case Quotient q when q.numerator().isFreeOf(x) && !q.numerator().equals(Num.ONE) -> linear(trace, f);
            case Quotient q when q.numerator().equals(Num.ONE) && q.denominator() instanceof Power p && isRoot(p) && Increment.isPolynomial(p.base(), x) ->
                    root(trace, Power.of(p.base(), Rational.fromLiteral(p.exponent()).negate().toExpr()));
            case Power p when isRoot(p) && Increment.isPolynomial(p.base(), x) -> root(trace, p);
            case Power p when Rational.fromLiteral(p.exponent()) != null && !p.base().equals(x) -> chain(trace, f, p.base());
            case Call c when slope != null && c.is("ln", 1) -> logarithm(trace, c, slope);
            case Call c when slope != null && (c.is("sin", 1) || c.is("cos", 1)) -> wave(trace, c, slope);
            case Call c when isUnknown(c) && c.argument().equals(x) -> step(trace, "definition", List.of(), prime(c), definitionOf(List.of(c)));
            case Call c when isUnknown(c) || c.is("ln", 1) || c.is("sin", 1) || c.is("cos", 1) -> chain(trace, f, c.argument());
            case Product p -> product(trace, p);
            case Quotient q -> quotient(trace, q);
            default -> throw refused(f);
        }
    }

    private static DdxException refused(Expr f) {
        return new DdxException(DdxException.Kind.USAGE, "the limit that defines the derivative of " + shorten(f)
                + " is not found by the means of this method, which are those for powers, roots, exponentials, logarithms, sines and cosines"
                + " and what is made of them; leave --method out to use the rules");
    }

    private static String shorten(Expr e) {
        String s = e.size() > 100 ? "the expression" : e.toString();
        return s.length() <= 80 ? s : s.substring(0, 77) + "…";
    }

    private boolean isUnknown(Call c) {
        return c.arguments().size() == 1 && !functions.contains(c.name());
    }

    private static boolean isNegativeWhole(Power p) {
        return Rational.fromLiteral(p.exponent()) instanceof Rational n && n.isInteger() && n.signum() < 0;
    }

    private static boolean isRoot(Power p) {
        return Rational.fromLiteral(p.exponent()) instanceof Rational n && !n.isInteger() && n.denominator().bitLength() < 6
                && n.denominator().intValue() <= HIGHEST_ROOT && n.numerator().bitLength() < 5;
    }

    private static Expr prime(Call c) {
        return Call.of(c.name(), List.of(c.orders().get(0) + 1), c.arguments());
    }

    private static Reason definitionOf(List<Call> functions) {
        Expr first = prime(functions.get(0));
        return functions.size() == 1 ? Reason.of("Definition of", "${f}$").with("f", first)
                : Reason.of("Definition of", "${f}$ and ${g}$").with("f", first).with("g", prime(functions.get(1)));
    }

    // ---- polynomials, fractions and roots: the increment cancels

    /** Multiplies out the numerator, cancels the increment, and lets it tend to 0. */
    private void algebraic(Trace trace) {
        List<Integer> numerator = List.of(0, 0);
        List<Monomial> terms = increment.expand(Path.at(trace.current(), numerator));
        Expr before = Path.at(trace.current(), numerator);
        Expr expanded = increment.write(terms);
        List<Expr> unbracketed = Collect.flatten(before);
        if (!Sum.join(unbracketed).equals(expanded)) {
            step(trace, "expand", numerator, expanded, Reason.of("Expand"));
        } else if (before instanceof Sum s && s.terms().stream().anyMatch(term -> term instanceof Neg n && n.operand() instanceof Sum)) {
            step(trace, "distribute-minus", numerator, expanded, Reason.of("Remove the parentheses"));
        }
        terms = Increment.collect(terms);
        step(trace, "collect", numerator, increment.write(terms), terms.isEmpty() ? Reason.of("The terms cancel") : Reason.of("Collect like terms"));
        Quotient body = (Quotient) Path.at(trace.current(), List.of(0));
        List<Monomial> rest = increment.divided(terms);
        if (rest == null) {
            throw refused(body);
        }
        if (terms.size() > 1) {
            trace.step("factor-out", numerator, Rewrite.of(Increment.times(h, increment.write(rest)),
                    Reason.of("Take out the common factor", "${g}$").with("g", h)), Trace.FULL);
        }
        List<Expr> below = new ArrayList<>(body.denominator() instanceof Product p ? p.factors() : List.of(body.denominator()));
        below.remove(h);
        Expr above = increment.write(rest);
        Expr made = below.isEmpty() || rest.isEmpty() ? above : above instanceof Neg n ? Neg.of(Quotient.of(n.operand(), Product.join(below)))
                : Quotient.of(above, Product.join(below));
        step(trace, "cancel", List.of(0), made, rest.isEmpty() ? Reason.of("Zero product") : Reason.of("Cancel", "${h}$, which is not $0$").with("h", h));
        letTend(trace);
    }

    /** What divides by nothing that tends to 0 tends to its value at 0. */
    private void letTend(Trace trace) {
        Limit limit = (Limit) trace.current();
        Expr value = increment.gone(limit.operand());
        if (limit.operand().isFreeOf(h)) {
            apply(trace, "limit-constant", List.of(), Trace.NORMAL);
        } else {
            step(trace, "limit-value", List.of(), value, Reason.of("Let", "${h} \\to 0$").with("h", h));
        }
        tidy(trace);
    }

    /** u/v at x + h minus u/v as one fraction, divided by h. */
    private void fraction(Trace trace, Expr u, Expr v) {
        Expr above = Sum.of(Increment.times(moved(u), v), Neg.of(Increment.times(u, moved(v))));
        step(trace, "common-denominator", List.of(0), Quotient.of(above, Increment.times(h, moved(v), v)), Reason.of("Common denominator"));
    }

    private static Expr power(Expr base, Rational n) {
        return n.isZero() ? Num.ONE : n.isOne() ? base : Power.of(base, n.toExpr());
    }

    private void root(Trace trace, Power p) {
        Rational r = Rational.fromLiteral(p.exponent());
        Expr u = p.base();
        if (r.signum() < 0) {
            fraction(trace, Num.ONE, power(u, r.negate()));
        }
        Rational s = r.abs();
        int m = s.denominator().intValue();
        List<Expr> terms = new ArrayList<>();
        for (int i = 0; i < m; i++) {
            terms.add(Increment.times(power(moved(u), s.times(Rational.of(m - 1 - i))), power(u, s.times(Rational.of(i)))));
        }
        Expr conjugate = Sum.of(terms);
        Quotient body = (Quotient) Path.at(trace.current(), List.of(0));
        step(trace, "conjugate", List.of(0), Quotient.of(Product.of(body.numerator(), conjugate), Increment.times(body.denominator(), conjugate)),
                Reason.of("Multiply numerator and denominator by", "${c}$").with("c", conjugate));
        Expr whole = power(u, s.times(Rational.of(m)));
        Expr difference = r.signum() > 0 ? Sum.of(moved(whole), Neg.of(whole)) : Sum.of(whole, Neg.of(moved(whole)));
        step(trace, "difference-of-powers", List.of(0, 0), difference, differenceOfPowers(m));
        algebraic(trace);
    }

    private static Reason differenceOfPowers(int n) {
        return n == 2 ? Reason.of("Difference of two squares", ": $(a-b)(a+b) = a^2-b^2$")
                : n == 3 ? Reason.of("Difference of two cubes", ": $(a-b)(a^2+ab+b^2) = a^3-b^3$")
                : Reason.of("Difference of two powers", ": $a-b$ times this sum is $a^{n}-b^{n}$").with("n", Num.of(n));
    }

    // ---- known limits

    private record Slope(Expr m) {
    }

    /** The factor of x in what is linear in it, or null. */
    private Slope slope(Expr u) {
        if (!Increment.isPolynomial(u, x)) {
            return null;
        }
        List<Expr> coefficients = new ArrayList<>();
        for (Monomial term : Increment.collect(increment.expand(u))) {
            Rational n = term.exponentOf(x);
            Expr coefficient = term.times(Monomial.power(x, n.negate())).toExpr();
            if (n.signum() < 0 || n.compareTo(Rational.ONE) > 0 || coefficient.dependsOn(x)) {
                return null;
            }
            if (n.isOne()) {
                coefficients.add(coefficient);
            }
        }
        return coefficients.isEmpty() ? null : new Slope(Sum.join(coefficients));
    }

    private Expr step(Slope slope) {
        return increment.write(List.of(Monomial.of(Product.of(slope.m(), h))));
    }

    /** The argument at x + h as the argument and what is added to it. */
    private void separate(Trace trace, List<Integer> path, Expr u, Expr step) {
        List<Expr> terms = new ArrayList<>(Collect.flatten(u));
        terms.addAll(Collect.flatten(step));
        trace.step("expand", path, Rewrite.of(Sum.of(terms), Reason.of("Expand")), Trace.NORMAL);
    }

    private Rule rule(String name) {
        return rules.stream().filter(r -> r.name().equals(name)).findFirst().orElseThrow();
    }

    private void apply(Trace trace, String name, List<Integer> path, int level) {
        Rewrite r = rule(name).apply(Path.at(trace.current(), path), trace.facts());
        if (r == null) {
            throw new IllegalStateException(name + " does not apply to " + Path.at(trace.current(), path));
        }
        trace.step(name, path, r, level);
    }

    private static List<Integer> below(List<Integer> path, int... more) {
        List<Integer> out = new ArrayList<>(path);
        for (int i : more) {
            out.add(i);
        }
        return out;
    }

    /** lim g(k·h)/h = k·lim g(t)/t with t = k·h, for the limits of the line, each known by the rule of that name. */
    private void knownLimits(Trace trace, Expr k, Expr kh, String... names) {
        int limits = names.length;
        if (!k.equals(Num.ONE)) {
            for (int i = 0; i < limits; i++) {
                List<Integer> path = limit(trace, i);
                Quotient body = (Quotient) ((Limit) Path.at(trace.current(), path)).operand();
                trace.step("multiply-and-divide", path, Rewrite.of(Product.of(k, near(Quotient.of(body.numerator(), kh))),
                        Reason.of("Multiply and divide by", "${k}$").with("k", k)), i == limits - 1 ? Trace.NORMAL : Trace.FULL);
            }
            for (int i = 0; i < limits; i++) {
                List<Integer> path = limit(trace, i);
                Quotient body = (Quotient) ((Limit) Path.at(trace.current(), path)).operand();
                trace.step("substitute", path, Rewrite.of(Limit.of(Quotient.of(body.numerator().replace(kh, t), t), t, Num.ZERO),
                        Reason.of("Substitute", "${t} = {k}$, which tends to $0$ with ${h}$").with("t", t).with("k", kh).with("h", h)),
                        i == limits - 1 ? Trace.NORMAL : Trace.FULL);
            }
        }
        for (int i = 0; i < limits; i++) {
            apply(trace, names[i], limit(trace, 0), i == limits - 1 ? Trace.NORMAL : Trace.FULL);
        }
    }

    /** The place of limit number i of the line. */
    private static List<Integer> limit(Trace trace, int i) {
        int[] left = {i};
        return Path.find(trace.current(), e -> e instanceof Limit && left[0]-- == 0);
    }

    /** What has been found is put in its simplest form, in one line. */
    private void tidy(Trace trace) {
        int before = trace.size();
        differentiation.tidy(trace, Trace.FULL);
        if (trace.size() > before) {
            trace.showLast(Trace.NORMAL);
        }
    }

    private void exponential(Trace trace, Power p, Slope slope) {
        Expr u = p.exponent();
        Expr kh = step(slope);
        separate(trace, List.of(0, 0, 0, 1), u, kh);
        Expr part = Power.of(p.base(), kh);
        boolean natural = p.base().equals(Const.E);
        Rule sum = rule(natural ? "exponential-of-sum" : "power-of-sum");
        Map<String, Expr> bindings = natural ? Map.of("a", u, "b", kh) : Map.of("a", u, "b", kh, "c", p.base());
        trace.step(sum.name(), List.of(0, 0, 0), Rewrite.of(Product.of(p, part), Reason.of(sum).withBindings(bindings),
                natural ? List.of() : trace.facts().missing(Relation.of(p.base(), Relation.Op.GT, Num.ZERO))), Trace.NORMAL);
        step(trace, "factor-out", List.of(0, 0), Product.of(p, Sum.of(part, Neg.of(Num.ONE))),
                Reason.of("Take out the common factor", "${g}$").with("g", p));
        trace.step("separate-factor", List.of(0), Rewrite.of(Product.of(p, Quotient.of(Sum.of(part, Neg.of(Num.ONE)), h)),
                Reason.of("Write the factor before the fraction")), Trace.FULL);
        apply(trace, "limit-constant-factor", List.of(), Trace.NORMAL);
        Expr k = slope.m();
        if (!natural) {
            Expr log = Call.of("ln", p.base());
            k = Increment.times(k, log);
            Expr scaled = Increment.times(kh, log);
            step(trace, "base-e", below(limit(trace, 0), 0, 0, 0), Power.of(Const.E, scaled),
                    Reason.of("Write as a power of $e$"));
            kh = scaled;
        }
        knownLimits(trace, k, kh, "exponential-limit");
        tidy(trace);
    }

    private void logarithm(Trace trace, Call c, Slope slope) {
        Expr u = c.argument();
        Expr moved = moved(u);
        Expr step = step(slope);
        step(trace, "difference-of-logarithms", List.of(0, 0), Call.of("ln", Quotient.of(moved, u)),
                Reason.of("Logarithm of a quotient").with("a", moved).with("b", u));
        Expr kh = Quotient.of(step, u);
        step(trace, "split-fraction", List.of(0, 0, 0), Sum.of(Num.ONE, kh), Reason.of("Divide each term"));
        knownLimits(trace, Monomial.of(Quotient.of(slope.m(), u)).toExpr(), kh, "logarithm-limit");
        tidy(trace);
    }

    private void wave(Trace trace, Call c, Slope slope) {
        Expr u = c.argument();
        Expr kh = step(slope);
        boolean sine = c.name().equals("sin");
        separate(trace, List.of(0, 0, 0, 0), u, kh);
        Rule rule = rule(sine ? "sine-of-sum" : "cosine-of-sum");
        Expr sin = Call.of("sin", u);
        Expr cos = Call.of("cos", u);
        Expr cosStep = Call.of("cos", kh);
        Expr sinStep = Call.of("sin", kh);
        Expr sum = sine ? Sum.of(Product.of(sin, cosStep), Product.of(cos, sinStep)) : Sum.of(Product.of(cos, cosStep), Neg.of(Product.of(sin, sinStep)));
        step(trace, rule.name(), List.of(0, 0, 0), sum, Reason.of(rule).with("a", u).with("b", kh));
        Expr first = Product.of(c, Quotient.of(Sum.of(cosStep, Neg.of(Num.ONE)), h));
        Expr second = Product.of(sine ? cos : sin, Quotient.of(sinStep, h));
        step(trace, "group-terms", List.of(0), Sum.of(first, sine ? second : Neg.of(second)), Reason.of("Put the terms with", "${g}$ together").with("g", c));
        apply(trace, "limit-sum", List.of(), Trace.FULL);
        apply(trace, "limit-constant-factor", List.of(0), Trace.FULL);
        apply(trace, "limit-constant-factor", sine ? List.of(1) : List.of(1, 0), Trace.NORMAL);
        knownLimits(trace, slope.m(), kh, "cosine-limit", "sine-limit");
        tidy(trace);
    }

    // ---- laws

    /** Sums and constant multiples: each limit is found aside. */
    private void linear(Trace trace, Expr f) {
        List<Expr> polynomial = new ArrayList<>();
        List<Expr> others = new ArrayList<>();
        for (Expr term : Collect.flatten(f)) {
            (Increment.isPolynomial(term, x) ? polynomial : others).add(term);
        }
        List<Expr> groups = new ArrayList<>(others);
        if (!polynomial.isEmpty()) {
            groups.add(Collect.flatten(f).indexOf(polynomial.get(0)) == 0 ? 0 : groups.size(), Sum.join(polynomial));
        }
        List<Expr> limits = new ArrayList<>();
        List<Expr> functions = new ArrayList<>();
        for (Expr group : groups) {
            boolean minus = group instanceof Neg;
            Expr g = minus ? ((Neg) group).operand() : group;
            List<Expr> constant = new ArrayList<>();
            List<Expr> rest = new ArrayList<>();
            Expr below = Num.ONE;
            if (!polynomial.isEmpty() && group.equals(Sum.join(polynomial))) {
                rest.add(g);
            } else {
                Expr above = g;
                if (g instanceof Quotient q && q.denominator().isFreeOf(x)) {
                    above = q.numerator();
                    below = q.denominator();
                } else if (g instanceof Quotient q && q.numerator().isFreeOf(x) && !q.numerator().equals(Num.ONE)) {
                    constant.add(q.numerator());
                    above = Quotient.of(Num.ONE, q.denominator());
                }
                for (Expr factor : above instanceof Product p ? p.factors() : List.of(above)) {
                    (factor.isFreeOf(x) ? constant : rest).add(factor);
                }
            }
            Expr function = Product.join(rest);
            functions.add(function);
            constant.add(limit(function));
            Expr made = Product.join(constant);
            made = below.equals(Num.ONE) ? made : Quotient.of(made, below);
            limits.add(minus ? Neg.of(made) : made);
        }
        step(trace, "linearity", List.of(), Sum.join(limits), groups.size() > 1
                ? Reason.of("Limits of sums and of constant multiples") : Reason.of("Limit of a constant multiple"));
        putLimits(trace, functions);
    }

    /** Finds the limits of the difference quotients of these functions aside and puts them in. */
    private void putLimits(Trace trace, List<Expr> functions) {
        List<Derivation> sides = new ArrayList<>();
        List<Call> unknown = new ArrayList<>();
        Expr filled = trace.current();
        for (Expr f : functions) {
            Limit limit = limit(f);
            if (!filled.contains(limit)) {
                continue;
            }
            Expr value;
            if (f instanceof Call c && isUnknown(c) && c.argument().equals(x)) {
                value = prime(c);
                unknown.add(c);
            } else {
                Trace side = trace.fresh(limit);
                carryOut(side, f);
                side.showLast(Trace.NORMAL);
                sides.add(side.done());
                value = side.current();
            }
            filled = filled.mapBottomUp(e -> e.equals(limit) ? value : e instanceof Product p ? merged(p) : e);
        }
        Reason reason = sides.isEmpty() && unknown.size() <= 2 ? definitionOf(unknown) : Reason.of("Put the limits in");
        trace.step("assemble", List.of(), new Rewrite(filled, reason, List.of(), sides), Trace.NORMAL);
        tidy(trace);
    }

    private static Expr merged(Product p) {
        return Product.of(p.factors().stream().flatMap(f -> f instanceof Product q ? q.factors().stream() : java.util.stream.Stream.of(f)).toList());
    }

    private void product(Trace trace, Product p) {
        Expr u = p.factors().get(0);
        Expr v = Product.join(p.factors().subList(1, p.factors().size()));
        Expr between = Increment.times(u, moved(v));
        step(trace, "add-subtract", List.of(0, 0), Sum.of(moved(p), Neg.of(between), between, Neg.of(p)),
                Reason.of("Add and subtract", "${w}$").with("w", between));
        step(trace, "split-fraction", List.of(0), Sum.of(Increment.times(quotient(u), moved(v)), Increment.times(u, quotient(v))),
                Reason.of("Split the fraction and take out the common factors"));
        step(trace, "limit-of-sum-and-product", List.of(), Sum.of(Product.of(limit(u), near(moved(v))), Increment.times(u, limit(v))),
                Reason.of("Limits of sums and products", ", where ${h}$ does not occur in ${u}$").with("h", h).with("u", u));
        continuity(trace, v);
        putLimits(trace, List.of(u, v));
    }

    /** What is differentiable is continuous. */
    private void continuity(Trace trace, Expr v) {
        Limit limit = near(moved(v));
        Expr after = trace.current().replace(limit, v);
        step(trace, "continuity", List.of(), after, Reason.of("Continuity", ": ${v}$ is differentiable, therefore continuous").with("v", v));
    }

    private void quotient(Trace trace, Quotient q) {
        Expr u = q.numerator();
        Expr v = q.denominator();
        Expr vh = moved(v);
        fraction(trace, u, v);
        Expr product = Increment.times(u, v);
        if (u.dependsOn(x)) {
            step(trace, "add-subtract", List.of(0, 0), Sum.of(Increment.times(moved(u), v), Neg.of(product), product, Neg.of(Increment.times(u, vh))),
                    Reason.of("Add and subtract", "${w}$").with("w", product));
            step(trace, "split-fraction", List.of(0), Quotient.of(Sum.of(Increment.times(quotient(u), v), Neg.of(Increment.times(u, quotient(v)))),
                    Increment.times(vh, v)), Reason.of("Take out the common factors"));
            step(trace, "limit-of-quotient", List.of(), Quotient.of(Sum.of(Increment.times(limit(u), v), Neg.of(Increment.times(u, limit(v)))),
                    Product.of(near(vh), v)), Reason.of("Limits of sums, products and quotients"));
        } else {
            step(trace, "split-fraction", List.of(0), Neg.of(Quotient.of(Increment.times(u, quotient(v)), Increment.times(vh, v))),
                    Reason.of("Take out the common factors"));
            step(trace, "limit-of-quotient", List.of(), Neg.of(Quotient.of(Increment.times(u, limit(v)), Product.of(near(vh), v))),
                    Reason.of("Limits of products and quotients"));
        }
        continuity(trace, v);
        putLimits(trace, List.of(u, v));
    }

    /**
     * F(g(x)): the difference quotient of F, with its limit in its place where g has not changed, times that of g. Both are
     * 0 there, so nothing is divided by zero.
     */
    private void chain(Trace trace, Expr f, Expr g) {
        Sym w = free(Sum.of(f, h, t), List.of("w", "v", "u"), x);
        Expr outer = f.mapBottomUp(e -> e.equals(g) ? w : e);
        List<Derivation> sides = new ArrayList<>();
        List<Relation> conditions = new ArrayList<>();
        Expr slope;
        if (outer instanceof Call c && isUnknown(c)) {
            slope = Call.of(c.name(), List.of(c.orders().get(0) + 1), List.of(g));
        } else {
            Derivation side = new FirstPrinciples(differentiation, library, outer, w).derive(outer);
            // What the side assumes of w is assumed of g.
            sides.add(new Derivation(side.start(), side.steps(), side.conditions()));
            for (Relation r : side.conditions()) {
                conditions.addAll(trace.facts().missing((Relation) r.substitute(s -> s.equals(w) ? g : null)));
            }
            slope = side.result().substitute(s -> s.equals(w) ? g : null);
        }
        Expr change = Sum.of(moved(g), Neg.of(g));
        Expr continuous = Piecewise.of(List.of(new Piecewise.Branch(Quotient.of(difference(f), change), Relation.of(moved(g), Relation.Op.NE, g)),
                new Piecewise.Branch(slope, null)));
        trace.step("multiply-and-divide", List.of(0), new Rewrite(Product.of(continuous, Quotient.of(change, h)),
                Reason.of("Multiply and divide by", "${k}$; where it is $0$, both sides are").with("k", change), conditions, sides), Trace.NORMAL);
        step(trace, "limit-of-product", List.of(), Product.of(near(continuous), limit(g)), Reason.of("Limit of a product"));
        step(trace, "definition", List.of(0), slope, Reason.of("The difference quotient tends to", "${s}$, as ${g}$ is continuous").with("s", slope).with("g", g));
        putLimits(trace, List.of(g));
    }
}
