package dev.ddx.parse;

import dev.ddx.expr.Binder;
import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.DdxException.Kind;
import dev.ddx.expr.Derivative;
import dev.ddx.expr.EvaluatedAt;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Limit;
import dev.ddx.expr.Neg;
import dev.ddx.expr.NthDerivative;
import dev.ddx.expr.Num;
import dev.ddx.expr.Piecewise;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;

/**
 * Makes expressions of one bracket level as the parser reads it. What has been read and is not yet part of another
 * expression stands on a stack.
 */
final class ExpressionBuilder {

    /** What takes a relation: an equation, a condition, or a variable with where it begins. */
    private static final Set<String> OF_RELATIONS = Set.of("at", "piecewise", "diff", "nthdiff", "limit", "sum", "product", "prod", "integral", "int", "integrate");
    private static final Expr HALF = Quotient.of(Num.ONE, Num.TWO);


    private final Source source;
    private final ParseOptions options;
    private final List<String> notes;
    private final boolean pattern;
    private final Map<String, Expr> bound = new HashMap<>();
    private final Set<String> used = new HashSet<>();
    private final Map<String, Sym> symbols = new HashMap<>();
    private final List<Integer> separators = new ArrayList<>();
    private final List<Relation.Op> signs = new ArrayList<>();
    private final List<Head> heads = new ArrayList<>();
    private final List<DifferentialToken> differentials = new ArrayList<>();
    private final Places places;
    private Expr[] stack = new Expr[16];
    /** Where in the text what stands on the stack begins and ends. */
    private int[] starts = new int[16];
    private int[] ends = new int[16];
    private int height;
    private boolean softmax;

    ExpressionBuilder(Source source, ParseOptions options, List<String> notes, boolean pattern) {
        this.source = source;
        this.options = options;
        this.notes = notes;
        this.pattern = pattern;
        this.places = new Places(source);
    }

    /** Whether softmax has been read so far: a large expression need not be searched for it. */
    boolean hasSoftmax() {
        return softmax;
    }

    Places places() {
        return places;
    }

    boolean isBound(String name) {
        return bound.containsKey(name);
    }

    /** Whether the name stood for itself so far. */
    boolean isUsed(String name) {
        return used.contains(name);
    }

    /** From now on the name stands for the expression. */
    void bind(String name, Expr e) {
        bound.put(name, e);
    }

    private DdxException error(Kind kind, String message, Token t) {
        return source.error(kind, message, t.getStartIndex(), t.getText().length());
    }

    private static String shorten(Expr e) {
        return e.size() > 200 ? "…" : e.toString();
    }

    // ---- the stack

    int height() {
        return height;
    }

    private void push(Expr e, int start, int end) {
        if (height == stack.length) {
            stack = Arrays.copyOf(stack, height * 2);
            starts = Arrays.copyOf(starts, height * 2);
            ends = Arrays.copyOf(ends, height * 2);
        }
        stack[height] = e;
        starts[height] = start;
        ends[height++] = end;
        places.put(e, start, end);
    }

    private List<Expr> top(int from) {
        return List.of(Arrays.copyOfRange(stack, from, height));
    }

    /** Puts an expression in place of those from there on, of which it is made. */
    private void replace(int from, Expr e) {
        if (e instanceof Sum || e instanceof Product || e instanceof Quotient || e instanceof Neg || e instanceof Power || e instanceof Call) {
            checkNumbers(Arrays.asList(stack).subList(from, height));
        }
        int end = ends[height - 1];
        drop(from);
        push(e, starts[from], end);
    }

    private void checkNumbers(List<Expr> operands) {
        for (Expr e : operands) {
            if (e instanceof Relation r) {
                throw places.locate(new DdxException(Kind.SYNTAX, shorten(r) + " is a relation, and stands where a number is expected").about(r));
            }
        }
    }

    private void drop(int to) {
        while (height > to) {
            stack[--height] = null;
        }
    }

    /** A minus sign before the operand that comes next stands as null on the stack. */
    void minus(Token t) {
        push(null, t.getStartIndex(), t.getStopIndex() + 1);
    }

    void negate() {
        stack[height - 1] = Neg.of(stack[height - 1]);
    }

    /** Applies the minus signs from there on to the operand after them. */
    void signed(int from) {
        while (height > from + 1) {
            replace(height - 2, Neg.of(stack[height - 1]));
        }
    }

    // ---- what the parser has read

    /** The expressions of the content that has been read, whose stack is empty then. */
    List<Expr> items() {
        List<Expr> out = top(0);
        drop(0);
        return out;
    }

    /** The types of the separators between the items. */
    List<Integer> separators() {
        List<Integer> out = List.copyOf(separators);
        separators.clear();
        return out;
    }

    void separator(Token t) {
        separators.add(t.getType());
    }

    void relationSign(Token t) {
        signs.add(switch (t.getType()) {
            case DdxLexer.EQ -> Relation.Op.EQ;
            case DdxLexer.NE -> Relation.Op.NE;
            case DdxLexer.LE -> Relation.Op.LE;
            case DdxLexer.GE -> Relation.Op.GE;
            case DdxLexer.LT -> Relation.Op.LT;
            case DdxLexer.NOT_LE -> Relation.Op.NOT_LE;
            case DdxLexer.NOT_GE -> Relation.Op.NOT_GE;
            default -> Relation.Op.GT;
        });
    }

    void relation(int from) {
        if (height > from + 1) {
            List<Expr> operands = top(from);
            Relation real = operands.size() == 3 ? Relation.real(operands.get(1)) : null;
            boolean isReal = real != null && real.ops().equals(signs) && real.operands().equals(operands.stream().map(Const::orInfinite).toList());
            replace(from, isReal ? real : Relation.of(operands, signs));
            signs.clear();
        }
    }

    void sum(int from) {
        if (height > from + 1) {
            replace(from, Sum.of(top(from)));
        }
    }

    void product(int from) {
        if (height > from + 1) {
            replace(from, Product.of(top(from)));
        }
    }

    /** The factors from {@code factor} on are those after a multiplication sign. */
    void times(int factor) {
        if (stack[factor] == null) {
            int operand = afterSigns(factor);
            product(operand);
            signed(factor);
        }
    }

    /** Divides the factors from {@code from} on by those from {@code divisor} on. */
    void over(int from, int divisor) {
        int operand = afterSigns(divisor);
        boolean several = height > operand + 1;
        product(operand);
        if (several) {
            notes.add("what follows ‘/’ is read as one product: /(" + shorten(stack[operand]) + ")");
        }
        signed(divisor);
        Expr denominator = stack[divisor];
        int end = ends[divisor];
        drop(divisor);
        product(from);
        ends[from] = end;
        replace(from, Quotient.of(stack[from], denominator));
    }

    private int afterSigns(int at) {
        int i = at;
        while (stack[i] == null) {
            i++;
        }
        return i;
    }

    /** Between two factors without a sign. */
    void juxtaposed(TokenStream input) {
        if (input.LA(1) == DdxLexer.NUMBER) {
            Token number = input.LT(1);
            throw error(Kind.SYNTAX, "found the number " + number.getText() + " after "
                    + (input.LA(-1) == DdxLexer.NUMBER ? "another number" : "a factor") + ", expected an operator", number);
        }
    }

    void power(int from) {
        if (height > from + 1) {
            // From the right: a^-b^c is a^(-(b^c)).
            Expr result = stack[height - 1];
            for (int i = height - 2; i >= from; i--) {
                result = stack[i] == null ? Neg.of(result) : Power.of(stack[i], result);
                replace(i, result);
            }
        }
    }

    void post(Token t) {
        Expr e = stack[height - 1];
        ends[height - 1] = t.getStopIndex() + 1;
        replace(height - 1, t.getType() == DdxLexer.BANG ? Call.of("factorial", e) : Power.of(e, superscript(t.getText())));
    }

    private static Num superscript(String s) {
        StringBuilder digits = new StringBuilder();
        s.chars().forEach(c -> digits.append("⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(c)));
        return Num.parse(digits.toString());
    }

    void leaf(Token t) {
        push(expression(t), t.getStartIndex(), end(t));
    }

    private static int end(Token t) {
        return t instanceof GroupToken g ? g.end() : t.getStopIndex() + 1;
    }

    private Expr expression(Token t) {
        return switch (t.getType()) {
            case DdxLexer.NUMBER -> number(t);
            case DdxLexer.NAME -> name(t);
            case DdxLexer.ELLIPSIS -> {
                if (!pattern) {
                    throw error(Kind.SYNTAX, "‘...’ has a meaning only in the rules of a library file", t);
                }
                yield Sym.of("ellipsis");
            }
            default -> single((GroupToken) t);
        };
    }

    private Expr single(GroupToken g) {
        if (g.items().size() != 1) {
            throw error(Kind.SYNTAX, "a list in brackets can only be the arguments of a function", g);
        }
        if (g.bars()) {
            checkNumbers(g.items());
        }
        return g.bars() ? Call.of("abs", g.items().get(0)) : g.items().get(0);
    }

    private Expr number(Token t) {
        String text = t.getText();
        int e = Math.max(text.indexOf('e'), text.indexOf('E'));
        if (e >= 0) {
            String exponent = text.substring(e + 1).replaceFirst("^[+-]?0*", "");
            if (exponent.length() > 6 || !exponent.isEmpty() && Integer.parseInt(exponent) > options.limits().maxBits() * 0.3) {
                throw Limits.reached("the number " + (text.length() > 30 ? text.substring(0, 30) + "…" : text) + " has too many bits",
                        options.limits().maxBits(), "--max-bits");
            }
        }
        if (text.length() > options.limits().maxBits() * 0.31) {
            throw Limits.reached("a number has too many bits", options.limits().maxBits(), "--max-bits");
        }
        return Num.parse(text.endsWith(".") ? text + "0" : text);
    }

    private Expr name(Token t) {
        return name(Names.ascii(t.getText()));
    }

    private Expr name(String name) {
        Expr given = bound.get(name);
        if (given != null) {
            return given;
        }
        used.add(name);
        if (Names.looksLikeProduct(name) && !options.variables().contains(name)) {
            notes.add(name + " is read as one symbol; the product is " + String.join("*", name.split("")));
        }
        return switch (name) {
            case "pi" -> Const.PI;
            case "e" -> Const.E;
            case "i" -> options.complex() ? Const.I : Sym.of("i");
            default -> symbols.computeIfAbsent(name, Sym::of);
        };
    }

    /** A function name that is read, with what stands between it and its argument. */
    private static final class Head {
        private final Token name;
        private int primes;
        private Token exponent;
        private boolean negative;

        Head(Token name) {
            this.name = name;
        }
    }

    void head(Token name) {
        heads.add(new Head(name));
    }

    private Head lastHead() {
        return heads.get(heads.size() - 1);
    }

    void prime() {
        lastHead().primes++;
    }

    void exponent(boolean negative, Token t) {
        lastHead().exponent = t;
        lastHead().negative = negative;
    }

    /** Applies the functions that were read to a bracket. */
    void apply(Token bracket) {
        GroupToken group = (GroupToken) bracket;
        Head inner = heads.remove(heads.size() - 1);
        apply(call(inner, group.bars() ? List.of(single(group)) : group.items(), group.bars() ? null : group, group.end()),
                inner.name.getStartIndex(), group.end());
    }

    /** Applies the functions that were read to the product of the factors from there on. */
    void apply(int from) {
        product(from);
        Expr argument = stack[from];
        drop(from);
        apply(argument, starts[from], ends[from]);
    }

    private void apply(Expr argument, int start, int end) {
        Expr e = argument;
        int begin = start;
        for (int i = heads.size() - 1; i >= 0; i--) {
            places.put(e, begin, end);
            begin = heads.get(i).name.getStartIndex();
            e = call(heads.get(i), List.of(e), null, end);
        }
        heads.clear();
        push(e, begin, end);
    }

    private Expr call(Head head, List<Expr> arguments, GroupToken group, int end) {
        Token t = head.name;
        String name = t.getText().equals("√") ? "sqrt" : Names.ascii(t.getText());
        int primes = head.primes;
        Expr exponent = null;
        if (head.exponent != null) {
            exponent = head.exponent.getType() == DdxLexer.SUPERSCRIPT ? superscript(head.exponent.getText()) : expression(head.exponent);
            if (head.negative) {
                exponent = Neg.of(exponent);
            }
        }
        if (exponent != null && exponent.equals(Neg.of(Num.ONE))) {
            FunctionDeclaration inverse = options.functions().lookup("a" + name, 1);
            if (inverse == null) {
                throw error(Kind.SYNTAX, name + "^-1 is the inverse function of " + name + ", which is not known; write 1/" + name + "(x) for the reciprocal", t);
            }
            notes.add(name + "^-1 is read as the inverse function " + inverse.name());
            name = inverse.name();
            exponent = null;
        }
        if (primes > 0) {
            if (arguments.size() != 1) {
                throw error(Kind.SYNTAX, "a prime stands only at a function of one variable", t);
            }
            FunctionDeclaration f = options.functions().lookup(name, 1);
            return Call.of(f == null ? name : f.name(), List.of(primes), arguments);
        }
        if (!OF_RELATIONS.contains(name)) {
            checkNumbers(arguments);
        }
        Expr made = builtIn(name, arguments, group, t);
        places.put(made, t.getStartIndex(), end);
        return exponent == null ? made : Power.of(made, exponent);
    }

    private void arity(String name, List<Expr> arguments, int least, int most, Token t) {
        if (arguments.size() < least || arguments.size() > most) {
            throw error(Kind.SYNTAX, name + " takes " + (least == most ? least : least + " to " + most) + (most == 1 ? " argument" : " arguments")
                    + ", got " + arguments.size(), t);
        }
    }

    private Expr builtIn(String name, List<Expr> a, GroupToken group, Token t) {
        String base = Names.logarithmBase(name);
        if (base != null && !options.functions().contains(name)) {
            arity(name, a, 1, 1, t);
            return base.equals("e") ? Call.of("ln", a) : Call.of("log", a.get(0), Character.isDigit(base.charAt(0)) ? Num.of(new BigInteger(base)) : name(base));
        }
        if (!options.functions().contains(name) || name.equals("log")) {
            switch (name) {
                case "exp" -> {
                    arity(name, a, 1, 1, t);
                    return Power.of(Const.E, a.get(0));
                }
                case "sqrt" -> {
                    arity(name, a, 1, 1, t);
                    return Power.of(a.get(0), HALF);
                }
                case "root" -> {
                    arity(name, a, 2, 2, t);
                    return Power.of(a.get(0), Quotient.of(Num.ONE, a.get(1)));
                }
                case "log" -> {
                    arity(name, a, 1, 2, t);
                    return a.size() == 1 ? Call.of("ln", a) : Call.of("log", a);
                }
                case "log10", "lg", "log2" -> {
                    arity(name, a, 1, 1, t);
                    return Call.of("log", a.get(0), Num.of(name.equals("log2") ? 2 : 10));
                }
                case "norm" -> {
                    return norm(a, group);
                }
                case "logsumexp" -> {
                    return Call.of("ln", Sum.join(exponentials(a)));
                }
                case "softmax" -> {
                    softmax = true;
                    return Call.of("softmax", a);
                }
                case "diff" -> {
                    return diff(a, t);
                }
                case "nthdiff" -> {
                    if (a.size() != 3 || !(a.get(1) instanceof Sym x) || a.get(2).dependsOn(x)) {
                        throw error(Kind.SYNTAX, "nthdiff takes an expression, a variable and the order, as in nthdiff(sin(x), x, n)", t);
                    }
                    return NthDerivative.of(a.get(0), x, a.get(2));
                }
                case "at" -> {
                    if (a.size() != 2 || !(a.get(1) instanceof Relation r) || !r.isEquation() || !(r.left() instanceof Sym x)) {
                        throw error(Kind.SYNTAX, "at takes an expression and a value, as in at(x^2, x = 3)", t);
                    }
                    return EvaluatedAt.of(a.get(0), x, r.right());
                }
                case "limit" -> {
                    Limit.Side side = a.size() == 4 ? side(a.get(3)) : a.size() == 3 ? Limit.Side.BOTH : null;
                    if (side == null || !(a.get(1) instanceof Sym h) || a.get(2).dependsOn(h)) {
                        throw error(Kind.SYNTAX, "limit takes an expression, a variable and the value it tends to, as in limit(sin(h)/h, h, 0), and from"
                                + " one side as in limit(1/h, h, 0, right)", t);
                    }
                    return Limit.of(a.get(0), h, Const.orInfinite(a.get(2)), side);
                }
                case "integral", "int", "integrate" -> {
                    return overRange("integral", name, a, t);
                }
                case "sum" -> {
                    return overRange(name, name, a, t);
                }
                case "product", "prod" -> {
                    return overRange("product", name, a, t);
                }
                case "piecewise" -> {
                    return piecewise(a, group, t);
                }
                case "partial" -> {
                    if (a.isEmpty() || !(a.get(0) instanceof Call c) || a.size() != c.arguments().size() + 1) {
                        throw error(Kind.SYNTAX, "partial takes a call and the order by each argument, as in partial(f(x, y); 1, 0)", t);
                    }
                    List<Integer> orders = new ArrayList<>();
                    for (Expr e : a.subList(1, a.size())) {
                        orders.add(order(e, t));
                    }
                    return Call.of(c.name(), orders, c.arguments());
                }
                default -> {
                }
            }
        }
        List<FunctionDeclaration> named = options.functions().named(name);
        if (named.isEmpty()) {
            return Call.of(name, a);
        }
        FunctionDeclaration f = options.functions().lookup(name, a.size());
        if (f == null) {
            List<Integer> arities = named.stream().map(FunctionDeclaration::arity).sorted().toList();
            throw error(Kind.SYNTAX, name + " takes " + String.join(" or ", arities.stream().map(String::valueOf).toList())
                    + (arities.equals(List.of(1)) ? " argument" : " arguments") + ", got " + a.size(), t);
        }
        return Call.of(f.name(), a);
    }

    /** A sum, product or integral of f: (f, t, a, b) or (f, t = a, b). */
    private Expr overRange(String notation, String name, List<Expr> a, Token t) {
        List<Expr> parts = new ArrayList<>(a);
        if (parts.size() == 3 && parts.get(1) instanceof Relation r && r.isEquation()) {
            parts.set(1, r.left());
            parts.add(2, r.right());
        }
        if (parts.size() != 4) {
            String example = notation.equals("integral") ? "integral(sin(t), t, 0, x)" : notation + "(k*x^k, k, 1, n)";
            throw error(Kind.SYNTAX, name + " takes an expression, a variable and two limits, as in " + example
                    + (notation.equals("integral") && parts.size() == 2 ? "; antiderivatives are not computed" : ""), t);
        }
        if (!(parts.get(1) instanceof Sym)) {
            throw error(Kind.BAD_VARIABLE, "the variable of " + name + " is a symbol, not " + shorten(parts.get(1)), t);
        }
        if (parts.stream().anyMatch(p -> p instanceof Relation)) {
            throw error(Kind.SYNTAX, name + " is of an expression, not of a relation", t);
        }
        parts.set(2, Const.orInfinite(parts.get(2)));
        parts.set(3, Const.orInfinite(parts.get(3)));
        return Binder.of(notation, parts);
    }

    private static Limit.Side side(Expr e) {
        return Arrays.stream(Limit.Side.values()).filter(s -> s != Limit.Side.BOTH && e instanceof Sym n && n.name().equals(s.infix())).findFirst().orElse(null);
    }

    private static List<Expr> exponentials(List<Expr> a) {
        return a.stream().<Expr>map(u -> Power.of(Const.E, u)).toList();
    }

    /** The components of softmax(u, v, …), which is a vector. */
    static List<Expr> softmax(Call call) {
        List<Expr> powers = exponentials(call.arguments());
        return powers.stream().<Expr>map(p -> Quotient.of(p, Sum.join(powers))).toList();
    }

    /** The length of a vector; norm(x, y; p) is the p-th root of the sum of the p-th powers of the absolute values. */
    private static Expr norm(List<Expr> a, GroupToken group) {
        int last = a.size() - 1;
        boolean given = group != null && last > 0 && group.separators().get(last - 1) == DdxLexer.SEMICOLON;
        Expr p = given ? a.get(last) : Num.TWO;
        boolean even = p instanceof Num n && n.isInteger() && n.value().remainder(Num.TWO.value()).signum() == 0;
        List<Expr> powers = new ArrayList<>();
        for (Expr u : given ? a.subList(0, last) : a) {
            Expr magnitude = even ? u : Call.of("abs", u);
            powers.add(p.equals(Num.ONE) ? magnitude : Power.of(magnitude, p));
        }
        return p.equals(Num.ONE) ? Sum.join(powers) : Power.of(Sum.join(powers), Quotient.of(Num.ONE, p));
    }

    private int order(Expr e, Token t) {
        if (!(e instanceof Num n) || !n.isInteger() || n.precision() > 4) {
            throw error(Kind.SYNTAX, "the order of a derivative is a whole number below 10000", t);
        }
        return n.value().intValueExact();
    }

    private Expr diff(List<Expr> a, Token t) {
        List<Sym> variables = new ArrayList<>();
        for (int i = 1; i < a.size(); i++) {
            if (a.get(i) instanceof Sym s) {
                variables.add(s);
            } else if (i > 1 && a.get(i) instanceof Num && a.get(i - 1) instanceof Sym s) {
                int n = order(a.get(i), t);
                variables.remove(variables.size() - 1);
                variables.addAll(Collections.nCopies(n, s));
            } else {
                throw error(Kind.BAD_VARIABLE, "diff is by a variable, not by " + shorten(a.get(i)), t);
            }
        }
        if (variables.isEmpty()) {
            throw error(Kind.SYNTAX, "diff takes an expression and a variable, as in diff(x^2, x)", t);
        }
        return Derivative.of(a.get(0), variables);
    }

    private Expr piecewise(List<Expr> a, GroupToken group, Token t) {
        List<Piecewise.Branch> branches = new ArrayList<>();
        int i = 0;
        while (i < a.size()) {
            boolean condition = i + 1 < a.size() && group != null && group.separators().get(i) == DdxLexer.COMMA;
            if (condition && !(a.get(i + 1) instanceof Relation)) {
                throw error(Kind.SYNTAX, "a case of piecewise is a value, a comma and a condition, as in piecewise(x, x > 0; 0, x <= 0)", t);
            }
            branches.add(new Piecewise.Branch(a.get(i), condition ? (Relation) a.get(i + 1) : null));
            i += condition ? 2 : 1;
        }
        try {
            return Piecewise.of(branches);
        } catch (IllegalArgumentException e) {
            throw error(Kind.SYNTAX, e.getMessage(), t);
        }
    }

    void differential(Token t) {
        differentials.add((DifferentialToken) t);
    }

    /** Puts the last expression under the differentials that were read. */
    void derive() {
        Expr e = stack[height - 1];
        starts[height - 1] = differentials.get(0).getStartIndex();
        for (int i = differentials.size() - 1; i >= 0; i--) {
            e = differentials.get(i).of(e);
        }
        differentials.clear();
        replace(height - 1, e);
    }
}
