package dev.ddx.render;

import dev.ddx.expr.Abbreviated;
import dev.ddx.expr.Accumulation;
import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.Derivative;
import dev.ddx.expr.EvaluatedAt;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.LatexTemplate;
import dev.ddx.expr.IndexedProduct;
import dev.ddx.expr.IndexedSum;
import dev.ddx.expr.Integral;
import dev.ddx.expr.Limit;
import dev.ddx.expr.Neg;
import dev.ddx.expr.NthDerivative;
import dev.ddx.expr.Num;
import dev.ddx.expr.Piecewise;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.rewrite.Vocabulary;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Prints an expression as LaTeX that KaTeX (strict) and amsmath accept, in the order in which it is
 * written. Everything printed is made of a closed set of tokens: names have been checked by {@link Sym}.
 */
public final class LatexPrinter {

    private static final int SUM = 1;
    private static final int NEG = 2;
    private static final int TERM = 3;
    private static final int POWER = 4;
    private static final int ATOM = 5;

    private static final Set<String> POWER_ON_NAME = Set.of("sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "sech", "csch");
    private static final Set<String> DEPENDENT = Set.of("y", "u", "v", "w", "z", "r", "s", "q");
    private static final Set<String> GREEK = Set.of("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda",
            "mu", "nu", "xi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega", "Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi",
            "Sigma", "Upsilon", "Phi", "Psi", "Omega");

    private final FunctionTable functions;
    private final LatexStyle style;
    private final Vocabulary words;
    private final Set<Sym> dependents;
    private final String d;
    private final String e;
    /** Whether characters stand around the parts, from which a layout is read. */
    private final boolean traced;
    /** The derivatives that are partial ones, as other variables are about. */
    private final Set<Expr> partial;
    /** Whether all derivatives are partial ones. */
    private final boolean round;

    /** A printed part, with fraction bars and with slashes as exponents want it, and the parts that it is made of. */
    private record Tex(String text, int level, String inline, int inlineLevel, List<Tex> parts) {

        String in(boolean exponent) {
            return exponent ? inline : text;
        }

        int level(boolean exponent) {
            return exponent ? inlineLevel : level;
        }
    }

    private record Part(String text, int level) {
    }

    public LatexPrinter(FunctionTable functions, LatexStyle style) {
        this(functions, style, Vocabulary.ENGLISH);
    }

    /** Writes the words in formulas, such as those before a case, in a language. */
    LatexPrinter(FunctionTable functions, LatexStyle style, Vocabulary words) {
        this(functions, style, words, Set.of());
    }

    /** Writes dx/dt for the derivative of such a symbol. */
    LatexPrinter(FunctionTable functions, LatexStyle style, Vocabulary words, Set<Sym> dependents) {
        this(functions, style, words, dependents, false, false, Set.of());
    }

    private LatexPrinter(FunctionTable functions, LatexStyle style, Vocabulary words, Set<Sym> dependents, boolean round, boolean traced, Set<Expr> partial) {
        this.round = round;
        this.dependents = dependents;
        this.partial = partial;
        this.style = style;
        this.traced = traced;
        this.functions = functions;
        this.words = words;
        this.d = style.upright() ? "\\mathrm{d}" : "d";
        this.e = style.upright() ? "\\mathrm{e}" : "e";
    }

    /** This with a round d in all derivatives, not only in those by several variables. */
    LatexPrinter withPartials() {
        return new LatexPrinter(functions, style, words, dependents, true, traced, partial);
    }

    public String print(Expr expr) {
        Membership m = traced ? null : Membership.of(expr);
        if (m != null) {
            return join(print(m.subject()), "\\notin") + m.latex();
        }
        Set<Expr> beside = expr.hasBinder() ? besideBound(expr) : Set.of();
        return beside.equals(partial) ? text(expr) : new LatexPrinter(functions, style, words, dependents, round, traced, beside).text(expr);
    }

    /** The derivatives under an integral, a sum or a product by another variable than its own. */
    private static Set<Expr> besideBound(Expr expr) {
        Set<Expr> out = new HashSet<>();
        for (Expr e : expr.subexpressions()) {
            if (e instanceof Accumulation a) {
                a.operand().subexpressions().stream().filter(part -> part instanceof Derivative der && der.operand().dependsOn(a.variable())).forEach(out::add);
            }
        }
        return out;
    }

    private String text(Expr expr) {
        return expr.<Tex>fold((node, parts) -> {
            List<Tex> children = traced ? placed(parts) : parts;
            Part display = part(node, children, false);
            boolean same = (node instanceof Call || node instanceof Sum || node instanceof Neg || children.isEmpty()) && looksSameInline(children);
            Part inline = same ? display : part(node, children, true);
            return new Tex(display.text(), display.level(), inline.text(), inline.level(), children);
        }).text();
    }

    private static boolean looksSameInline(List<Tex> parts) {
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).text() != parts.get(i).inline()) {
                return false;
            }
        }
        return true;
    }

    /** What {@link #print} gives, and where the parts stand in it. */
    Layout layout(Expr expr) {
        String text = print(expr);
        Layout out = Layout.of(new LatexPrinter(functions, style, words, dependents, round, true, Set.of()).print(expr));
        return out.text().equals(text) ? out : Layout.opaque(text);
    }

    private static List<Tex> placed(List<Tex> parts) {
        List<Tex> out = new ArrayList<>(parts.size());
        for (int i = 0; i < parts.size(); i++) {
            Tex t = parts.get(i);
            String text = Layout.part(i, t.text());
            out.add(new Tex(text, t.level(), t.text() == t.inline() ? text : Layout.part(i, t.inline()), t.inlineLevel(), t.parts()));
        }
        return out;
    }

    /** An aligned block with a line for each name, and what was abbreviated last. */
    public String print(Abbreviated a) {
        StringBuilder out = new StringBuilder("\\begin{aligned}\n");
        a.definitions().forEach((name, e) -> out.append(print(name)).append(" &= ").append(print(e)).append(" \\\\\n"));
        for (Expr e : a.expressions()) {
            out.append("&\\phantom{{}={}}").append(print(e)).append('\n');
        }
        return out.append("\\end{aligned}").toString();
    }

    private Part part(Expr node, List<Tex> c, boolean exponent) {
        return switch (node) {
            case Num n -> new Part(n.text(), ATOM);
            case Const k -> new Part(k == Const.PI ? "\\pi" : k == Const.E ? e : k == Const.INFINITY ? "\\infty" : "i", ATOM);
            case Sym s -> new Part(symbol(s.name()), ATOM);
            case Sum s -> sum(s, c, exponent);
            case Neg n -> new Part("-" + at(isPrefix(n.operand()) ? NEG : TERM, c.get(0), exponent), NEG);
            case Product p -> product(p, c, exponent);
            case Quotient q when exponent -> new Part(at(TERM, c.get(0), true) + "/" + at(POWER, c.get(1), true), TERM);
            case Quotient q -> new Part("\\frac{" + c.get(0).text() + "}{" + c.get(1).text() + "}", TERM);
            case Power p -> power(p, c, exponent);
            case Call f -> call(f, c, exponent, false);
            case Derivative der -> derivative(der, c);
            case NthDerivative der -> derivative(der, c);
            // Values for several variables stand at one bar.
            case EvaluatedAt a when a.operand() instanceof EvaluatedAt -> new Part(Layout.bare(c.get(0).text()).replaceFirst("}$", "") + ",\\,"
                    + c.get(1).text() + "=" + c.get(2).text() + "}", ATOM);
            case EvaluatedAt a -> new Part("\\left." + c.get(0).text() + "\\right|_{" + c.get(1).text() + "=" + c.get(2).text() + "}", ATOM);
            case Limit l -> new Part("\\lim_{" + c.get(1).text() + " \\to " + approached(l, c.get(2)) + "} " + at(TERM, c.get(0), exponent), NEG);
            case Integral a -> new Part("\\int_{" + c.get(2).in(exponent) + "}^{" + c.get(3).in(exponent) + "} " + at(TERM, c.get(0), exponent) + "\\,"
                    + join(d, c.get(1).text()), NEG);
            case IndexedSum a -> overRange("\\sum", c, exponent);
            case IndexedProduct a -> overRange("\\prod", c, exponent);
            case Piecewise p -> piecewise(c);
            case Relation r -> relation(r, c, exponent);
        };
    }

    private static Part overRange(String sign, List<Tex> c, boolean exponent) {
        return new Part(sign + "_{" + c.get(1).text() + "=" + c.get(2).inline() + "}^{" + c.get(3).inline() + "} " + at(TERM, c.get(0), exponent), NEG);
    }

    /** What the variable tends to, with the sign of the side from which it does. */
    private static String approached(Limit l, Tex value) {
        return l.side() == Limit.Side.BOTH ? value.text() : at(ATOM, value, true) + (l.side() == Limit.Side.LEFT ? "^-" : "^+");
    }

    /** Whether it ends in an operand without a bracket, so that nothing may stand after it. */
    private static boolean isPrefix(Expr e) {
        return e instanceof Limit || e instanceof Accumulation;
    }

    private static String at(int level, Tex t, boolean exponent) {
        return t.level(exponent) >= level ? t.in(exponent) : bracket(t.in(exponent));
    }

    private static boolean isFlat(String s) {
        return s.indexOf('\\') < 0 && s.indexOf('^') < 0 && s.indexOf('_') < 0 && s.indexOf('(') < 0;
    }

    private static String bracket(String s) {
        return bracket("(", s, ")");
    }

    private static String bracket(String open, String s, String close) {
        String left = isFlat(s) ? open : "\\left" + open;
        String right = isFlat(s) ? close : "\\right" + close;
        return Layout.isPart(s) ? Layout.bracketed(s, swallows(left, s) ? left + " " : left, right) : join(left, s) + right;
    }

    /** a then b, with a space where a command would swallow a letter. */
    private static String join(String a, String b) {
        return swallows(a, b) ? a + " " + b : a + b;
    }

    private static boolean swallows(CharSequence a, String b) {
        int end = printedEnd(a);
        int i = end;
        while (i > 0 && Character.isLetter(a.charAt(i - 1))) {
            i--;
        }
        boolean command = i > 0 && i < end && a.charAt(i - 1) == '\\';
        int next = 0;
        while (next < b.length() && !Layout.isPrinted(b.charAt(next))) {
            next++;
        }
        return command && next < b.length() && (Character.isLetter(b.charAt(next)) || Character.isDigit(b.charAt(next)));
    }

    private static int printedEnd(CharSequence s) {
        int end = s.length();
        while (end > 0 && !Layout.isPrinted(s.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    static String symbol(String name) {
        if (isDifferential(name)) {
            return join("d", symbol(name.substring(1)));
        }
        int underscore = name.indexOf('_');
        String base = underscore < 0 ? name : name.substring(0, underscore);
        String index = underscore < 0 ? "" : name.substring(underscore + 1).replace('_', ',');
        if (underscore < 0 && base.length() > 1) {
            String letters = base.replaceAll("[0-9]+$", "");
            if (letters.length() < base.length() && (letters.length() == 1 || GREEK.contains(letters))) {
                index = base.substring(letters.length());
                base = letters;
            }
        }
        String head = base.length() == 1 ? base : GREEK.contains(base) ? "\\" + base : base.equals("omicron") ? "o" : "\\mathrm{" + base + "}";
        return index.isEmpty() ? head : head + "_" + (index.length() == 1 ? index
                : "{" + (index.matches("[0-9,]+") ? index : "\\mathrm{" + index + "}") + "}");
    }

    /** Whether it is written as a differential: dx, dx_1, dtheta. */
    private static boolean isDifferential(String name) {
        if (name.length() == 1 || name.charAt(0) != 'd') {
            return false;
        }
        String base = name.replaceFirst("_?[0-9]+$", "");
        return !GREEK.contains(base) && (base.matches("d[a-z]") || GREEK.contains(base.substring(1)));
    }

    private Part sum(Sum s, List<Tex> c, boolean exponent) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < c.size(); i++) {
            Expr term = s.terms().get(i);
            String text = term instanceof Neg || isPrefix(term) ? c.get(i).in(exponent) : at(TERM, c.get(i), exponent);
            if (i > 0 && !(term instanceof Neg)) {
                out.append('+');
            }
            out.append(text);
        }
        return new Part(out.toString(), SUM);
    }

    private Part product(Product p, List<Tex> c, boolean exponent) {
        List<Expr> factors = p.factors();
        if (!exponent && factors.size() == 2 && factors.get(0) instanceof Quotient q && Rational.fromLiteral(q) != null
                && isLetterLike(factors.get(1))) {
            String top = q.numerator().equals(Num.ONE) ? c.get(1).text() : q.numerator() + c.get(1).text();
            return new Part("\\frac{" + top + "}{" + q.denominator() + "}", TERM);
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < factors.size(); i++) {
            Expr f = factors.get(i);
            String text = at(i == factors.size() - 1 && isPrefix(f) ? NEG : TERM, c.get(i), exponent);
            Expr next = i + 1 < factors.size() ? factors.get(i + 1) : null;
            if (next != null && !isBareCall(first(next)) && !(first(next) instanceof Derivative) && !(first(next) instanceof NthDerivative)) {
                if (f instanceof Call call && isBareCall(call)) {
                    text = part(i, call(call, c.get(i).parts(), exponent, true).text());
                } else if (f instanceof Power power && isOnName(power)) {
                    text = part(i, powerOnName(power, c.get(i).parts(), true).text());
                }
            }
            if (i > 0) {
                boolean name = out.charAt(printedEnd(out) - 1) == '}' && out.indexOf("\\mathrm") >= 0;
                out.append(separator(factors.get(i - 1), f, name, Layout.bare(text), exponent));
                if (swallows(out, text)) {
                    out.append(' ');
                }
            }
            out.append(text);
        }
        return new Part(out.toString(), TERM);
    }

    private String part(int child, String text) {
        return traced ? Layout.part(child, text) : text;
    }

    private String some(int child, String text) {
        return traced ? Layout.some(child, text) : text;
    }

    private static Expr first(Expr product) {
        Expr f = product;
        while (f instanceof Product p) {
            f = p.factors().get(0);
        }
        return f instanceof Power p && !(p.base() instanceof Const) ? p.base() : f;
    }

    private static Expr last(Expr product) {
        Expr f = product;
        while (f instanceof Product p) {
            f = p.factors().get(p.factors().size() - 1);
        }
        return f;
    }

    /** Whether its argument may stand without brackets, as in sin x; a name of one letter would read as a factor. */
    private boolean isBareCall(Expr f) {
        return f instanceof Call c && !c.isDerivative() && c.arguments().size() == 1 && isDeclared(c) && !c.name().equals("abs")
                && !c.name().equals("factorial") && template(c) == null && name(c.name(), 1).startsWith("\\");
    }

    private LatexTemplate template(Call c) {
        FunctionDeclaration f = functions.lookup(c.name(), c.arguments().size());
        return f == null ? null : LatexTemplate.of(f.latex());
    }

    private boolean isDeclared(Call c) {
        FunctionDeclaration f = functions.lookup(c.name(), c.arguments().size());
        return f != null && (!f.isDefinition() || POWER_ON_NAME.contains(f.name()));
    }

    private static boolean isLetterLike(Expr f) {
        return f instanceof Sym || f instanceof Const || f instanceof Power p && p.base() instanceof Sym && Rational.fromLiteral(p.exponent()) instanceof Rational r
                && r.isInteger();
    }

    private String separator(Expr left, Expr right, boolean afterName, String text, boolean exponent) {
        Expr a = last(left);
        Expr b = first(right);
        String dot = Character.isLetterOrDigit(text.charAt(0)) ? "\\cdot " : "\\cdot";
        boolean bracketed = text.startsWith("(") || text.startsWith("\\left(");
        if (b instanceof Sym s && isDifferential(s.name()) && !(a instanceof Num)) {
            return "\\,";
        }
        if (Character.isDigit(text.charAt(0)) || a instanceof Derivative || b instanceof Derivative || b instanceof NthDerivative || isPrefix(b) || b instanceof Neg && bracketed
                || a instanceof Num n && (n.isZero() || n.isOne())) {
            return dot;
        }
        boolean fraction = text.startsWith("\\frac") || exponent && right instanceof Quotient;
        if (fraction) {
            return dot;
        }
        if (exponent && left instanceof Quotient) {
            return dot;
        }
        if (a instanceof Num || bracketed) {
            return "";
        }
        boolean letter = a instanceof Sym || a instanceof Const || a instanceof Power || a instanceof Call && !isBareCall(a);
        boolean wide = b instanceof Power p && p.base() == Const.E || right instanceof Power p2 && p2.base() == Const.E
                || b instanceof Call c && !isBareCall(c) || text.startsWith("\\mathrm");
        if (letter && wide || afterName) {
            return "\\,";
        }
        if (a instanceof Power p && p.base() == Const.E && isLetterLike(right) || a instanceof Call c && !isBareCall(c) && isLetterLike(right)
                || (isBareCall(a) || a instanceof Power named && isOnName(named)) && !isBareCall(b)) {
            return "\\,";
        }
        return "";
    }

    private Part power(Power p, List<Tex> c, boolean exponent) {
        Rational n = Rational.fromLiteral(p.exponent());
        if (n != null && !n.isInteger() && n.numerator().abs().equals(java.math.BigInteger.ONE) && p.base() != Const.E
                && n.denominator().bitLength() < 5) {
            String index = n.denominator().intValue() == 2 ? "" : "[" + n.denominator() + "]";
            String root = "\\sqrt" + index + "{" + c.get(0).text() + "}";
            if (n.signum() > 0) {
                return new Part(root, ATOM);
            }
            return exponent ? new Part("1/" + root, TERM) : new Part("\\frac{1}{" + root + "}", TERM);
        }
        String up = c.get(1).inline();
        String script = Layout.bare(up).length() == 1 ? "^" + up : "^{" + up + "}";
        if (isOnName(p)) {
            return powerOnName(p, c, false);
        }
        boolean plain = p.base() instanceof Sym || p.base() instanceof Const || p.base() instanceof Num
                || p.base() instanceof Call f && !isBareCall(f) && !f.name().equals("factorial")
                && !(f.isDerivative() && style.notation() == LatexStyle.Notation.LEIBNIZ);
        return new Part((plain ? c.get(0).text() : bracket(c.get(0).text())) + script, POWER);
    }

    /** Whether the exponent stands on the function's name, as in sin² x. */
    private boolean isOnName(Power p) {
        Rational n = Rational.fromLiteral(p.exponent());
        return p.base() instanceof Call f && !f.isDerivative() && POWER_ON_NAME.contains(f.name()) && isDeclared(f) && n != null && n.isInteger()
                && n.compareTo(Rational.ONE) > 0;
    }

    private Part powerOnName(Power p, List<Tex> c, boolean brackets) {
        Call f = (Call) p.base();
        String up = c.get(1).inline();
        String head = name(f.name(), f.arguments().size()) + (Layout.bare(up).length() == 1 ? "^" + up : "^{" + up + "}");
        String argument = c.get(0).parts().get(0).text();
        String arg = some(0, brackets ? bracket(argument) : argument(f.argument(), argument));
        return new Part(isBracketed(arg, "\\left") ? head + arg : head + " " + arg, POWER);
    }

    private String name(String function, int arity) {
        FunctionDeclaration f = functions.lookup(function, arity);
        if (f != null && f.latex() != null) {
            return f.latex();
        }
        return function.length() == 1 || GREEK.contains(function) || function.contains("_") ? symbol(function) : "\\operatorname{" + function + "}";
    }

    private static boolean isBracketed(String text, String large) {
        String printed = Layout.bare(text);
        return printed.startsWith("(") || printed.startsWith(large);
    }

    private static String argument(Expr a, String text) {
        boolean single = a instanceof Sym s && (s.name().length() == 1 || GREEK.contains(s.name())) || a instanceof Const || a instanceof Num;
        return single ? text : bracket(text);
    }

    private Part call(Call f, List<Tex> c, boolean exponent, boolean brackets) {
        List<String> args = new ArrayList<>();
        for (int i = 0; i < f.arguments().size(); i++) {
            args.add(c.get(i).in(exponent));
        }
        if (f.is("abs", 1)) {
            return new Part("\\left|" + args.get(0) + "\\right|", ATOM);
        }
        if (f.is("factorial", 1)) {
            Expr a = f.argument();
            return new Part((a instanceof Num || a instanceof Sym ? args.get(0) : bracket(args.get(0))) + "!", POWER);
        }
        if (f.is("log", 2)) {
            String base = Layout.bare(args.get(1)).length() == 1 ? args.get(1) : "{" + args.get(1) + "}";
            String arg = brackets ? bracket(args.get(0)) : argument(f.arguments().get(0), args.get(0));
            return new Part("\\log_" + base + (isBracketed(arg, "\\left") ? "" : " ") + arg, TERM);
        }
        if (f.isDerivative() && functions.lookup(f.name(), f.arguments().size()) == null) {
            Part unknown = unknownDerivative(f, args);
            if (unknown != null) {
                return unknown;
            }
        }
        String primes = !f.isDerivative() ? "" : f.orders().size() > 1
                ? "^{(" + String.join(",", f.orders().stream().map(String::valueOf).toList()) + ")}" : primes(f.orders().get(0));
        LatexTemplate template = template(f);
        if (template != null) {
            return new Part(template.fill(functions.lookup(f.name(), args.size()).parameters(), args, primes, LatexPrinter::bracket), ATOM);
        }
        String head = name(f.name(), f.arguments().size()) + primes;
        if (isBareCall(f) && !brackets) {
            String arg = argument(f.argument(), args.get(0));
            boolean open = isBracketed(arg, "\\left(");
            return new Part(open ? head + arg : head.endsWith("}") ? head + " " + arg : join(head, arg), TERM);
        }
        return new Part(head + bracket(String.join(",", args)), ATOM);
    }

    private static String primes(int order) {
        return order <= 3 ? "'".repeat(order) : "^{(" + order + ")}";
    }

    /** A derivative of a function of which only the name is known; null if primes or orders say it. */
    private Part unknownDerivative(Call f, List<String> args) {
        List<String> names = Partials.names(f);
        int order = Partials.order(f);
        if (style.notation() == LatexStyle.Notation.LEIBNIZ && names != null) {
            StringBuilder below = new StringBuilder();
            String sign = names.size() > 1 ? "\\partial" : d;
            for (int i = 0; i < names.size(); i++) {
                int n = f.orders().get(i);
                below.append(n == 0 ? "" : (below.isEmpty() ? "" : "\\,") + join(sign, symbol(names.get(i))) + raised(n));
            }
            return new Part("\\frac{" + join(sign + raised(order), symbol(f.name())) + "}{" + below + "}", TERM);
        }
        if (f.arguments().size() == 1) {
            return null;
        }
        List<String> index = Partials.index(f);
        String head = name(f.name(), f.arguments().size());
        if (index != null && !head.contains("_")) {
            StringBuilder letters = new StringBuilder();
            index.forEach(n -> letters.append(letters.isEmpty() ? "" : letters.toString().endsWith("}") ? "\\," : "").append(join(letters.toString(), symbol(n)).substring(letters.length())));
            return new Part(head + (letters.length() == 1 ? "_" + letters : "_{" + letters + "}") + bracket(String.join(",", args)), ATOM);
        }
        StringBuilder operators = new StringBuilder();
        for (int i = 0; i < f.arguments().size(); i++) {
            int n = f.orders().get(i);
            operators.append(n == 0 ? "" : "\\partial_" + (i < 9 ? String.valueOf(i + 1) : "{" + (i + 1) + "}") + raised(n));
        }
        return new Part(operators + (Character.isLetter(head.charAt(0)) ? " " : "") + head + bracket(String.join(",", args)), ATOM);
    }

    private static String raised(int n) {
        return n == 1 ? "" : n < 10 ? "^" + n : "^{" + n + "}";
    }

    /** (…)′ or y′, with the variable as an index if it is not x and not the only one. */
    private Part primed(Derivative der, List<Tex> c) {
        List<Sym> by = der.variables();
        boolean plain = by.stream().distinct().count() == 1 && (by.get(0).name().equals("x") || der.operand().freeSymbols().equals(List.of(by.get(0))));
        StringBuilder index = new StringBuilder();
        by.stream().distinct().forEach(s -> index.append(symbol(s.name()).repeat((int) by.stream().filter(s::equals).count())));
        String marks = primes(by.size()) + (plain ? "" : "_{" + index + "}");
        if (der.operand() instanceof Sym) {
            return new Part(c.get(0).text() + marks, ATOM);
        }
        if (der.operand() instanceof Call f && !f.isDerivative() && f.arguments().equals(List.of(by.get(0))) && !functions.contains(f.name())) {
            return new Part(name(f.name(), 1) + marks + bracket(c.get(0).parts().get(0).text()), ATOM);
        }
        return new Part(bracket(c.get(0).text()) + marks, ATOM);
    }

    private Part derivative(Derivative der, List<Tex> c) {
        List<Sym> by = der.variables();
        if (style.notation() == LatexStyle.Notation.LAGRANGE) {
            return primed(der, c);
        }
        boolean several = round || by.stream().distinct().count() > 1 || Partials.isOfSeveralVariables(der.operand(), functions);
        String sign = several || partial.contains(der) ? "\\partial" : d;
        StringBuilder below = new StringBuilder();
        for (int i = 0; i < by.size(); ) {
            int n = 1;
            while (i + n < by.size() && by.get(i + n).equals(by.get(i))) {
                n++;
            }
            below.append(i > 0 ? "\\," : "").append(join(sign, symbol(by.get(i).name()))).append(n == 1 ? "" : n < 10 ? "^" + n : "^{" + n + "}");
            i += n;
        }
        String order = by.size() == 1 ? "" : by.size() < 10 ? "^" + by.size() : "^{" + by.size() + "}";
        Expr f = der.operand();
        String dependent = f instanceof Sym s ? s.name() : f instanceof Call call && call.arguments().size() == 1 && call.arguments().get(0) instanceof Sym
                && !call.isDerivative() ? call.name() : "";
        if (round && f instanceof Sym s && !by.contains(s)) {
            return new Part("\\frac{" + join(sign + order, symbol(s.name())) + "}{" + below + "}", TERM);
        }
        if (DEPENDENT.contains(dependent) || f instanceof Sym s && dependents.contains(s) && !by.contains(s)) {
            return new Part("\\frac{" + join(sign + order, symbol(dependent)) + "}{" + below + "}", TERM);
        }
        if (f instanceof Call call && !call.isDerivative() && call.arguments().equals(List.of(by.get(0))) && !several && by.size() > 1
                && !functions.contains(call.name())) {
            List<Tex> arguments = c.get(0).parts().stream().map(t -> new Tex(some(0, t.text()), t.level(), some(0, t.inline()), t.inlineLevel(), t.parts())).toList();
            return call(Call.of(call.name(), List.of(by.size()), call.arguments()), arguments, false, false);
        }
        String operator = "\\frac{" + sign + order + "}{" + below + "}";
        boolean open = f instanceof Call call && !isBareCall(call) && !call.isDerivative() && !call.name().equals("abs") && !call.name().equals("factorial")
                && call.arguments().stream().allMatch(a -> a instanceof Sym);
        return new Part(open ? operator + c.get(0).text() : operator + "\\left[" + c.get(0).text() + "\\right]", TERM);
    }

    private Part derivative(NthDerivative der, List<Tex> c) {
        if (style.notation() == LatexStyle.Notation.LAGRANGE) {
            return new Part(bracket(c.get(0).text()) + "^{(" + c.get(2).in(true) + ")}", POWER);
        }
        String order = "^{" + c.get(2).in(true) + "}";
        return new Part("\\frac{" + d + order + "}{" + join(d, symbol(der.variable().name())) + order + "}\\left[" + c.get(0).text() + "\\right]", TERM);
    }

    private Part piecewise(List<Tex> c) {
        StringBuilder out = new StringBuilder("\\begin{cases}");
        for (int i = 0; i < c.size(); i += 2) {
            out.append(i > 0 ? ",\\\\" : "").append(c.get(i).text()).append('&')
                    .append(i + 1 < c.size() ? "\\text{" + words.message("if") + " }" + c.get(i + 1).text()
                            : "\\text{" + words.message("otherwise") + "}");
        }
        return new Part(out.append("\\end{cases}").toString(), ATOM);
    }

    private static Part relation(Relation r, List<Tex> c, boolean exponent) {
        String out = c.get(0).in(exponent);
        if (r.isReal() != null) {
            return new Part(join(c.get(1).in(exponent), "\\in\\mathbb{R}"), 0);
        }
        if (r.ops().equals(List.of(Relation.Op.NOT_LE))) {
            return new Part(join(out, "\\notin(-\\infty,") + c.get(1).in(exponent) + "]", 0);
        }
        if (r.ops().equals(List.of(Relation.Op.NOT_GE))) {
            return new Part(join(out, "\\notin[") + c.get(1).in(exponent) + ",\\infty)", 0);
        }
        for (int i = 0; i < r.ops().size(); i++) {
            String op = switch (r.ops().get(i)) {
                case EQ -> "=";
                case NE -> "\\ne";
                case LT -> "<";
                case LE -> "\\le";
                case GT -> ">";
                case GE -> "\\ge";
                case ABOUT -> "\\approx";
                case NOT_LE -> "\\nleq";
                case NOT_GE -> "\\ngeq";
            };
            out = join(out + op, c.get(i + 1).in(exponent));
        }
        return new Part(out, 0);
    }
}
