package dev.ddx.parse;

import dev.ddx.expr.Call;
import dev.ddx.expr.Const;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.DdxException.Kind;
import dev.ddx.expr.Derivative;
import dev.ddx.expr.EvaluatedAt;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Neg;
import dev.ddx.expr.Num;
import dev.ddx.expr.Piecewise;
import dev.ddx.expr.Power;
import dev.ddx.expr.Product;
import dev.ddx.expr.Quotient;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Makes an expression of the flat parse tree of one bracket level. */
final class ExpressionBuilder {

    private static final Expr HALF = Quotient.of(Num.ONE, Num.TWO);

    private final Source source;
    private final ParseOptions options;
    private final List<String> notes;
    private final boolean pattern;
    private final Map<String, Expr> bound = new HashMap<>();
    private final Set<String> used = new HashSet<>();
    private final Map<String, Sym> symbols = new HashMap<>();

    ExpressionBuilder(Source source, ParseOptions options, List<String> notes, boolean pattern) {
        this.source = source;
        this.options = options;
        this.notes = notes;
        this.pattern = pattern;
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
        return source.error(kind, message, source.text().offsetByCodePoints(0, t.getStartIndex()), t.getText().length());
    }

    private static String shorten(Expr e) {
        return e.size() > 200 ? "…" : e.toString();
    }

    private static int type(ParseTree t) {
        return t instanceof TerminalNode n ? n.getSymbol().getType() : Token.INVALID_TYPE;
    }

    Expr relation(DdxParser.RelationContext r) {
        if (r.sum().size() == 1) {
            return sum(r.sum(0));
        }
        List<Expr> operands = new ArrayList<>();
        r.sum().forEach(s -> operands.add(sum(s)));
        List<Relation.Op> ops = new ArrayList<>();
        for (DdxParser.RelationSignContext s : r.relationSign()) {
            ops.add(switch (s.getStart().getType()) {
                case DdxLexer.EQ -> Relation.Op.EQ;
                case DdxLexer.NE -> Relation.Op.NE;
                case DdxLexer.LE -> Relation.Op.LE;
                case DdxLexer.GE -> Relation.Op.GE;
                case DdxLexer.LT -> Relation.Op.LT;
                default -> Relation.Op.GT;
            });
        }
        return Relation.of(operands, ops);
    }

    private Expr sum(DdxParser.SumContext s) {
        List<Expr> terms = new ArrayList<>();
        boolean minus = false;
        for (ParseTree child : s.children) {
            if (child instanceof DdxParser.SignedTermContext t) {
                terms.add(minus ? Neg.of(t.value) : t.value);
            } else {
                minus = type(child) == DdxLexer.MINUS;
            }
        }
        return Sum.join(terms);
    }

    Expr signedTerm(DdxParser.SignedTermContext t) {
        return signed(t, term(t.term()));
    }

    private static Expr signed(ParserRuleContext context, Expr e) {
        for (ParseTree child : context.children) {
            if (type(child) == DdxLexer.MINUS) {
                e = Neg.of(e);
            }
        }
        return e;
    }

    private Expr term(DdxParser.TermContext t) {
        Expr result = null;
        List<Expr> factors = new ArrayList<>();
        boolean divide = false;
        for (ParseTree child : t.children) {
            if (child instanceof DdxParser.JuxtapositionContext j) {
                factors.addAll(juxtaposition(j));
            } else if (child instanceof DdxParser.SignedJuxtapositionContext s) {
                List<Expr> parts = juxtaposition(s.juxtaposition());
                boolean minus = s.getChildCount() > 1;
                if (divide) {
                    if (parts.size() > 1) {
                        notes.add("what follows ‘/’ is read as one product: /(" + shorten(Product.join(parts)) + ")");
                    }
                    result = Quotient.of(Product.join(factors), signed(s, Product.join(parts)));
                    factors = new ArrayList<>(List.of(result));
                } else if (minus) {
                    factors.add(signed(s, Product.join(parts)));
                } else {
                    factors.addAll(parts);
                }
            } else {
                divide = type(child) == DdxLexer.DIVIDE;
            }
        }
        return Product.join(factors);
    }

    private List<Expr> juxtaposition(DdxParser.JuxtapositionContext j) {
        List<Expr> factors = new ArrayList<>();
        Token before = null;
        for (DdxParser.PowerContext p : j.power()) {
            Token start = p.getStart();
            if (before != null && start.getType() == DdxLexer.NUMBER) {
                throw error(Kind.SYNTAX, "found the number " + start.getText() + " after "
                        + (before.getType() == DdxLexer.NUMBER ? "another number" : "a factor") + ", expected an operator", start);
            }
            factors.add(power(p));
            before = p.getStop();
        }
        return factors;
    }

    private Expr power(DdxParser.PowerContext p) {
        // From the right: a^-b^c is a^(-(b^c)).
        Expr result = null;
        for (int i = p.getChildCount() - 1; i >= 0; i--) {
            ParseTree child = p.getChild(i);
            if (child instanceof DdxParser.PostfixContext c) {
                Expr base = postfix(c);
                result = result == null ? base : Power.of(base, result);
            } else if (type(child) == DdxLexer.MINUS) {
                result = Neg.of(result);
            }
        }
        return result;
    }

    private Expr postfix(DdxParser.PostfixContext p) {
        Expr e = atom(p.atom());
        for (int i = 1; i < p.getChildCount(); i++) {
            e = post(e, ((TerminalNode) p.getChild(i)).getSymbol());
        }
        return e;
    }

    private static Expr post(Expr e, Token t) {
        return t.getType() == DdxLexer.BANG ? Call.of("factorial", e) : Power.of(e, superscript(t.getText()));
    }

    private static Num superscript(String s) {
        StringBuilder digits = new StringBuilder();
        s.chars().forEach(c -> digits.append("⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(c)));
        return Num.of(new BigDecimal(digits.toString()));
    }

    private Expr atom(DdxParser.AtomContext a) {
        if (a.application() != null) {
            return application(a.application());
        }
        if (a.derivative() != null) {
            return derivative(a.derivative());
        }
        return leaf(a.getStart());
    }

    private Expr leaf(Token t) {
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
        return Num.of(new BigDecimal(text.endsWith(".") ? text + "0" : text));
    }

    private Expr name(Token t) {
        String name = Names.ascii(t.getText());
        Expr given = bound.get(name);
        if (given != null) {
            return given;
        }
        used.add(name);
        return switch (name) {
            case "pi" -> Const.PI;
            case "e" -> Const.E;
            case "i" -> options.complex() ? Const.I : Sym.of("i");
            default -> symbols.computeIfAbsent(name, Sym::of);
        };
    }

    private Expr simple(DdxParser.SimpleContext s) {
        List<Expr> operands = new ArrayList<>();
        List<Boolean> minus = new ArrayList<>();
        boolean negative = false;
        for (ParseTree child : s.children) {
            Token t = ((TerminalNode) child).getSymbol();
            switch (t.getType()) {
                case DdxLexer.POWER -> negative = false;
                case DdxLexer.MINUS -> negative = true;
                case DdxLexer.BANG, DdxLexer.SUPERSCRIPT -> operands.set(operands.size() - 1, post(operands.get(operands.size() - 1), t));
                default -> {
                    operands.add(leaf(t));
                    minus.add(negative);
                }
            }
        }
        Expr result = operands.get(operands.size() - 1);
        for (int i = operands.size() - 2; i >= 0; i--) {
            result = Power.of(operands.get(i), minus.get(i + 1) ? Neg.of(result) : result);
        }
        return result;
    }

    private Expr application(DdxParser.ApplicationContext a) {
        Expr argument = null;
        GroupToken group = a.GROUP() == null ? null : (GroupToken) a.GROUP().getSymbol();
        if (group == null) {
            List<Expr> factors = new ArrayList<>();
            a.simple().forEach(s -> factors.add(simple(s)));
            argument = Product.join(factors);
        } else if (group.bars()) {
            argument = single(group);
        }
        List<DdxParser.HeadContext> heads = a.head();
        for (int i = heads.size() - 1; i >= 0; i--) {
            argument = argument == null ? call(heads.get(i), group.items(), group) : call(heads.get(i), List.of(argument), null);
        }
        return argument;
    }

    private Expr call(DdxParser.HeadContext head, List<Expr> arguments, GroupToken group) {
        Token t = head.FUNCTION().getSymbol();
        String name = t.getText().equals("√") ? "sqrt" : Names.ascii(t.getText());
        int primes = head.PRIME().stream().mapToInt(p -> p.getText().length()).sum();
        Expr exponent = null;
        if (head.SUPERSCRIPT() != null) {
            exponent = superscript(head.SUPERSCRIPT().getText());
        } else if (head.POWER() != null) {
            Token last = head.getStop();
            exponent = leaf(last);
            if (head.MINUS() != null) {
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
        Expr made = builtIn(name, arguments, group, t);
        return exponent == null ? made : Power.of(made, exponent);
    }

    private void arity(String name, List<Expr> arguments, int least, int most, Token t) {
        if (arguments.size() < least || arguments.size() > most) {
            throw error(Kind.SYNTAX, name + " takes " + (least == most ? least : least + " to " + most) + (most == 1 ? " argument" : " arguments")
                    + ", got " + arguments.size(), t);
        }
    }

    private Expr builtIn(String name, List<Expr> a, GroupToken group, Token t) {
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
                case "diff" -> {
                    return diff(a, t);
                }
                case "at" -> {
                    if (a.size() != 2 || !(a.get(1) instanceof Relation r) || !r.isEquation() || !(r.left() instanceof Sym x)) {
                        throw error(Kind.SYNTAX, "at takes an expression and a value, as in at(x^2, x = 3)", t);
                    }
                    return EvaluatedAt.of(a.get(0), x, r.right());
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

    private int order(Expr e, Token t) {
        if (!(e instanceof Num n) || !n.isInteger() || n.value().precision() > 4) {
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

    private Expr derivative(DdxParser.DerivativeContext d) {
        Expr operand;
        if (d.GROUP() != null) {
            operand = single((GroupToken) d.GROUP().getSymbol());
        } else {
            List<Expr> factors = new ArrayList<>();
            for (ParseTree child : d.children) {
                if (child instanceof DdxParser.SimpleContext s) {
                    factors.add(simple(s));
                } else if (child instanceof DdxParser.ApplicationContext a) {
                    factors.add(application(a));
                }
            }
            operand = Product.join(factors);
        }
        for (int i = d.DIFFERENTIAL().size() - 1; i >= 0; i--) {
            operand = Derivative.of(operand, ((DifferentialToken) d.DIFFERENTIAL(i).getSymbol()).variables());
        }
        return operand;
    }
}
