package dev.ddx.code;

import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Relation;
import dev.ddx.kernel.Operation;
import dev.ddx.kernel.Program;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How code is written in a language: its reserved words, a template for each function, where {@code $0}, {@code $1} stand
 * for the arguments, the helpers that templates use, and the layout. One class is all that a language needs.
 */
abstract class Language {

    /** What binds tighter has a larger number. */
    static final int CHOICE = 0;
    static final int SUM = 5;
    static final int PRODUCT = 6;
    static final int SIGN = 7;
    static final int ATOM = 9;

    private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern PLACE = Pattern.compile("\\$([0-9])");
    private static final long EXACT_INTEGERS = 1L << 53;

    /** A piece of code and how tight it binds. */
    record Term(String text, int binding) {

        String within(int least) {
            return binding >= least ? text : "(" + text + ")";
        }
    }

    private final Map<String, String> templates = new LinkedHashMap<>();
    private final Map<String, String> helpers = new LinkedHashMap<>();
    private final Set<String> supplied = new LinkedHashSet<>();
    private final Set<String> suppliedUsed = new LinkedHashSet<>();
    private final Set<String> usedHelpers = new LinkedHashSet<>();
    private final Set<String> called = new HashSet<>();

    // ---- what a language says of itself

    /** How it is called in messages. */
    abstract String title();

    /** The words that cannot be names. */
    abstract Set<String> reserved();

    /**
     * The whole text.
     *
     * @param names those of the symbols
     * @param array whether the arguments of a function are one array
     */
    abstract String file(String name, List<String> doc, List<Procedure> procedures, List<String> derivation, Names names, boolean array);

    /**
     * The template of a function; the name may be followed by a slash and the number of arguments. Beside the functions
     * of ddx there are sqrt, cbrt, exp, expm1, log1p, pow, and oddpow and evenpow, which are sign(x)·|x|^p and |x|^p.
     */
    final void function(String name, String template) {
        templates.put(name, template);
    }

    /** Lines of a name and a template each. */
    final void functions(String table) {
        table.lines().map(String::strip).filter(l -> !l.isEmpty()).forEach(l -> {
            int space = l.indexOf(' ');
            function(l.substring(0, space), l.substring(space).strip());
        });
    }

    private static final String ELEMENTARY = """
            sin @sin($0)
            cos @cos($0)
            tan @tan($0)
            cot 1.0/@tan($0)
            sec 1.0/@cos($0)
            csc 1.0/@sin($0)
            asin @asin($0)
            acos @acos($0)
            atan @atan($0)
            acot @atan(1.0/($0))
            asec @acos(1.0/($0))
            acsc @asin(1.0/($0))
            sinh @sinh($0)
            cosh @cosh($0)
            tanh @tanh($0)
            coth 1.0/@tanh($0)
            sech 1.0/@cosh($0)
            csch 1.0/@sinh($0)
            asinh @asinh($0)
            acosh @acosh($0)
            atanh @atanh($0)
            acoth @atanh(1.0/($0))
            asech @acosh(1.0/($0))
            acsch @asinh(1.0/($0))
            exp @exp($0)
            expm1 @expm1($0)
            ln @log($0)
            log/1 @log($0)
            log/2 @log($0)/@log($1)
            log10 @log10($0)
            log1p @log1p($0)
            sqrt @sqrt($0)
            cbrt @cbrt($0)
            hypot @hypot($0, $1)
            pow @pow($0, $1)
            abs @abs($0)
            sign @sign($0)
            heaviside @heaviside($0)
            floor @floor($0)
            ceil @ceil($0)
            max/1 ($0)
            min/1 ($0)
            max/2 @max($0, $1)
            min/2 @min($0, $1)
            atan2 @atan2($0, $1)
            sinc @sinc($0)
            """;

    /**
     * The elementary functions, by the names that C has for them.
     *
     * @param prefix what stands before a name
     * @param others the whole names of those that are called otherwise
     */
    final void elementary(String prefix, Map<String, String> others) {
        functions(Pattern.compile("@([a-z0-9]+)").matcher(ELEMENTARY)
                .replaceAll(m -> others.getOrDefault(m.group(1), prefix + m.group(1))));
    }

    /** A function of the language's own that stands in a file if a template uses its name. */
    final void helper(String name, String definition) {
        helpers.put(name, definition.stripTrailing());
    }

    /** Functions that the user adds to what is generated. */
    final void supply(Set<String> names) {
        supplied.addAll(names);
    }

    /** How a function that the user adds is called. */
    String suppliedCall(String name) {
        return name;
    }

    String not(String comparison) {
        return "!(" + comparison + ")";
    }

    String and() {
        return " && ";
    }

    String choice(List<String> conditions, Term then, Term otherwise) {
        return "(" + String.join(and(), conditions) + " ? " + then.within(CHOICE + 1) + " : " + otherwise.within(CHOICE + 1) + ")";
    }

    String undefined() {
        return "NAN";
    }

    /** The constant of that name, pi or e, or null. */
    String constant(String name) {
        return null;
    }

    // ---- names

    /** The names that none of the code's own can be. */
    final Names names() {
        Set<String> all = new HashSet<>(reserved());
        all.addAll(supplied);
        all.addAll(helpers.keySet());
        for (String t : templates.values()) {
            all.addAll(words(t));
        }
        return new Names(all);
    }

    private static Set<String> words(String text) {
        Set<String> out = new HashSet<>();
        Matcher m = WORD.matcher(text);
        while (m.find()) {
            out.add(m.group());
        }
        return out;
    }

    /**
     * @throws DdxException of kind USAGE if the name cannot be that of a function
     */
    final String checked(String name) {
        if (!name.matches("[A-Za-z][A-Za-z0-9_]{0,99}")) {
            throw usage("the name of a function is a letter, followed by letters, digits and underscores");
        }
        if (!names().free(name).equals(name)) {
            throw usage(name + " cannot be the name of a function in " + title() + "; choose another with --name");
        }
        return name;
    }

    /** The name of a function that goes with that of the main one. */
    String derived(String name, Procedure.Role role) {
        return role == Procedure.Role.VALUE ? name : name + "_" + role.name().toLowerCase(java.util.Locale.ROOT);
    }

    // ---- expressions

    /** The code of an operation from those that have names. */
    Term term(Program p, int i, Names names, boolean named) {
        if (named && names.of(i) != null) {
            return new Term(names.of(i), ATOM);
        }
        return switch (p.operation(i)) {
            case Operation.Constant c -> constant(p, c);
            case Operation.Undefined u -> new Term(undefined(), ATOM);
            case Operation.Input input -> new Term(names.of(symbol(input.symbol())), ATOM);
            case Operation.Negation n -> new Term("-" + term(p, n.operand(), names, true).within(SIGN + 1), SIGN);
            case Operation.Binary b -> binary(b, term(p, b.left(), names, true), term(p, b.right(), names, true));
            case Operation.RationalPower r -> power(term(p, r.base(), names, true), r.exponent());
            case Operation.Function f -> call(f, f.arguments().stream().map(a -> term(p, a, names, true)).toList());
            case Operation.Choice c -> new Term(choice(c.conditions().stream().map(r -> term(p, r.left(), names, true).within(SUM) + " "
                    + operator(r.operator()) + " " + term(p, r.right(), names, true).within(SUM)).toList(),
                    term(p, c.then(), names, true), term(p, c.otherwise(), names, true)), ATOM);
        };
    }

    static Object symbol(int node) {
        return "symbol " + node;
    }

    String operator(Relation.Op op) {
        return switch (op) {
            case EQ, ABOUT -> "==";
            case NE -> "!=";
            case LT, NOT_GE -> "<";
            case LE -> "<=";
            case GT, NOT_LE -> ">";
            case GE -> ">=";
        };
    }

    private static Term binary(Operation.Binary b, Term left, Term right) {
        // Not associative in floating point: what was grouped stays grouped.
        return switch (b.operator()) {
            case ADD -> new Term(left.within(SUM) + " + " + positive(right, SUM + 1), SUM);
            case SUBTRACT -> new Term(left.within(SUM) + " - " + positive(right, SUM + 1), SUM);
            case MULTIPLY -> new Term(left.within(PRODUCT) + "*" + positive(right, PRODUCT + 1), PRODUCT);
            case DIVIDE -> new Term(left.within(PRODUCT) + "/" + positive(right, PRODUCT + 1), PRODUCT);
        };
    }

    private static String positive(Term t, int least) {
        return t.binding() == SIGN ? "(" + t.text() + ")" : t.within(least);
    }

    private Term power(Term base, Rational exponent) {
        String name = !exponent.denominator().testBit(0) ? "pow" : exponent.numerator().testBit(0) ? "oddpow" : "evenpow";
        return filled(templates.get(name), List.of(base, number(exponent)));
    }

    private Term call(Operation.Function f, List<Term> arguments) {
        if (f.derivative()) {
            throw usage("a derivative of " + f.name() + " is not known, so that there is no code for it");
        }
        String template = templates.getOrDefault(f.name() + "/" + arguments.size(), templates.get(f.name()));
        if (supplied.contains(f.name())) {
            suppliedUsed.add(f.name() + "/" + arguments.size());
            template = suppliedCall(f.name()) + "(" + String.join(", ", java.util.stream.IntStream.range(0, arguments.size()).mapToObj(k -> "$" + k).toList()) + ")";
        } else if (template == null) {
            throw usage("there is no " + f.name() + " in " + title() + "; with --supply " + f.name() + " the code calls one that you supply");
        }
        return filled(template, arguments);
    }

    private Term filled(String template, List<Term> arguments) {
        called.addAll(words(template));
        Matcher m = PLACE.matcher(template);
        StringBuilder out = new StringBuilder();
        while (m.find()) {
            m.appendReplacement(out, Matcher.quoteReplacement(arguments.get(m.group(1).charAt(0) - '0').text()));
        }
        m.appendTail(out);
        // Templates have their arguments within brackets, and what they are themselves is one call or gets brackets.
        boolean oneCall = template.matches("[A-Za-z_][A-Za-z0-9_.]*\\([^()]*\\)(\\[[0-9]\\])?");
        return oneCall ? new Term(out.toString(), ATOM) : new Term("(" + out + ")", ATOM);
    }

    private Term constant(Program p, Operation.Constant c) {
        Expr exact = p.expression(c);
        double value = p.value(c);
        if (Double.isNaN(value)) {
            return new Term(undefined(), ATOM);
        }
        Rational r = Rational.fromLiteral(exact);
        if (r != null) {
            return number(r);
        }
        String named = exact instanceof dev.ddx.expr.Const k ? constant(k.name()) : null;
        return named != null ? new Term(named, ATOM) : decimal(value);
    }

    /** A rational number such that it is the nearest double. */
    final Term number(Rational r) {
        double value = r.doubleValue();
        if (Double.isInfinite(value) || value == 0 && r.signum() != 0) {
            throw usage("a constant is too " + (value == 0 ? "small" : "large") + " for double precision");
        }
        boolean small = r.numerator().abs().bitLength() <= 53 && r.denominator().bitLength() <= 53;
        if (r.isInteger() || !small || isShortDecimal(r)) {
            return decimal(value);
        }
        return new Term(r.numerator() + ".0/" + r.denominator() + ".0", r.signum() < 0 ? SIGN : PRODUCT);
    }

    private static boolean isShortDecimal(Rational r) {
        java.math.BigInteger d = r.denominator();
        for (int prime : new int[] {2, 5}) {
            java.math.BigInteger q = java.math.BigInteger.valueOf(prime);
            while (d.mod(q).signum() == 0) {
                d = d.divide(q);
            }
        }
        return d.equals(java.math.BigInteger.ONE) && Double.toString(r.doubleValue()).length() <= 9;
    }

    private static Term decimal(double value) {
        String text = value == Math.rint(value) && Math.abs(value) < EXACT_INTEGERS ? (long) value + ".0"
                : Double.toString(value).replace('E', 'e');
        return new Term(text, value < 0 ? SIGN : ATOM);
    }

    // ---- what was used

    /** The helpers that the code so far needs, in the order in which they were declared. */
    final List<String> helpersUsed() {
        boolean more = true;
        while (more) {
            more = false;
            for (Map.Entry<String, String> h : helpers.entrySet()) {
                if (called.contains(h.getKey()) && usedHelpers.add(h.getKey())) {
                    called.addAll(words(h.getValue()));
                    more = true;
                }
            }
        }
        return helpers.entrySet().stream().filter(h -> usedHelpers.contains(h.getKey())).map(Map.Entry::getValue).toList();
    }

    /** Whether a name occurs in a template that was used. */
    final boolean calls(String word) {
        helpersUsed();
        return called.contains(word);
    }

    /** The functions that the user supplies and the code calls, as name/arguments. */
    final Set<String> suppliedUsed() {
        return suppliedUsed;
    }

    // ---- text

    static final int WIDTH = 100;

    /** Lines of at most {@link #WIDTH} characters where there are spaces to break at. */
    static List<String> wrapped(List<String> lines) {
        List<String> out = new ArrayList<>();
        for (String line : lines) {
            String rest = line;
            String indent = "";
            while (rest.length() > WIDTH) {
                int at = rest.lastIndexOf(' ', WIDTH);
                if (at <= indent.length()) {
                    break;
                }
                out.add(rest.substring(0, at));
                indent = "    ";
                rest = indent + rest.substring(at + 1);
            }
            out.add(rest);
        }
        return out;
    }

    static DdxException usage(String explanation) {
        return new DdxException(DdxException.Kind.USAGE, explanation);
    }
}
