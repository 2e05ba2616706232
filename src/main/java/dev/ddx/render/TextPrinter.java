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
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.rewrite.Vocabulary;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Prints an expression in one line of Unicode, for terminals. */
public final class TextPrinter {

    private static final int SUM = 1;
    private static final int NEG = 2;
    private static final int TERM = 3;
    private static final int POWER = 4;
    private static final int ATOM = 5;

    private static final String PLAIN = "0123456789+-()nix";
    private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿⁱˣ";
    private static final Map<String, String> GREEK = Map.ofEntries(Map.entry("alpha", "α"), Map.entry("beta", "β"), Map.entry("gamma", "γ"),
            Map.entry("delta", "δ"), Map.entry("epsilon", "ε"), Map.entry("zeta", "ζ"), Map.entry("eta", "η"), Map.entry("theta", "θ"),
            Map.entry("kappa", "κ"), Map.entry("lambda", "λ"), Map.entry("mu", "μ"), Map.entry("nu", "ν"), Map.entry("xi", "ξ"),
            Map.entry("rho", "ρ"), Map.entry("sigma", "σ"), Map.entry("tau", "τ"), Map.entry("phi", "φ"), Map.entry("chi", "χ"),
            Map.entry("psi", "ψ"), Map.entry("omega", "ω"), Map.entry("Gamma", "Γ"), Map.entry("Delta", "Δ"), Map.entry("Theta", "Θ"),
            Map.entry("Lambda", "Λ"), Map.entry("Pi", "Π"), Map.entry("Sigma", "Σ"), Map.entry("Phi", "Φ"), Map.entry("Psi", "Ψ"), Map.entry("Omega", "Ω"));

    private static final List<String> DEPENDENT = List.of("y", "w", "s", "q");

    private final FunctionTable functions;
    private final Vocabulary words;
    private final Set<Sym> dependents;
    /** Whether all derivatives are partial ones. */
    private final boolean partial;

    private record Text(String text, int level) {
    }

    /** @param functions what is known of functions; names are printed as they are declared */
    public TextPrinter(FunctionTable functions) {
        this(functions, Vocabulary.ENGLISH);
    }

    /** Writes the words in formulas, such as those before a case, in a language. */
    TextPrinter(FunctionTable functions, Vocabulary words) {
        this(functions, words, Set.of());
    }

    /** Writes dx/dt for the derivative of such a symbol. */
    TextPrinter(FunctionTable functions, Vocabulary words, Set<Sym> dependents) {
        this(functions, words, dependents, false);
    }

    private TextPrinter(FunctionTable functions, Vocabulary words, Set<Sym> dependents, boolean partial) {
        this.functions = functions;
        this.words = words;
        this.dependents = dependents;
        this.partial = partial;
    }

    /** This with a round d in all derivatives, not only in those by several variables. */
    TextPrinter withPartials() {
        return new TextPrinter(functions, words, dependents, true);
    }

    public String print(Expr e) {
        Membership m = Membership.of(e);
        return m == null ? e.fold(this::text).text() : print(m.subject()) + " ∉ " + m.text();
    }

    /** A line for each name, and what was abbreviated last. */
    public String print(Abbreviated a) {
        StringBuilder out = new StringBuilder();
        a.definitions().forEach((name, e) -> out.append(print(name)).append(" = ").append(print(e)).append('\n'));
        return out + String.join(", ", a.expressions().stream().map(this::print).toList());
    }

    /** Whether it ends in an operand without a bracket, so that nothing may stand after it. */
    private static boolean isPrefix(Expr e) {
        return e instanceof Limit || e instanceof Accumulation;
    }

    private static String at(int level, Text t) {
        return t.level() >= level ? t.text() : "(" + t.text() + ")";
    }

    private static String name(String name) {
        return GREEK.getOrDefault(name, name);
    }

    /** The Greek letter by which a function is known, or its name. */
    private String name(Call call) {
        FunctionDeclaration f = functions.lookup(call.name(), call.arguments().size());
        LatexTemplate template = f == null ? null : LatexTemplate.of(f.latex());
        String letter = template == null || template.command() == null ? null : GREEK.get(template.command().substring(1));
        return letter != null ? letter : template != null ? call.name() : name(call.name());
    }

    private static String raised(String exponent) {
        StringBuilder out = new StringBuilder();
        for (char c : exponent.toCharArray()) {
            int i = PLAIN.indexOf(c);
            if (i < 0) {
                return exponent.length() == 1 ? "^" + exponent : "^(" + exponent + ")";
            }
            out.append(RAISED.charAt(i));
        }
        return out.toString();
    }

    private static String lowered(int n) {
        StringBuilder out = new StringBuilder();
        String.valueOf(n).chars().forEach(c -> out.append((char) ('₀' + c - '0')));
        return out.toString();
    }

    private Text text(Expr e, List<Text> c) {
        return switch (e) {
            case Num n -> new Text(n.text(), ATOM);
            case Sym s -> new Text(name(s.name()), ATOM);
            case Const k -> new Text(k == Const.PI ? "π" : k == Const.INFINITY ? "∞" : k.name(), ATOM);
            case Neg n -> new Text("-" + at(isPrefix(n.operand()) ? NEG : TERM, c.get(0)), NEG);
            case Sum s -> {
                StringBuilder out = new StringBuilder();
                for (int i = 0; i < c.size(); i++) {
                    boolean minus = s.terms().get(i) instanceof Neg && i > 0;
                    out.append(i == 0 ? "" : minus ? " - " : " + ");
                    out.append(minus ? c.get(i).text().substring(1) : i == 0 || isPrefix(s.terms().get(i)) ? at(NEG, c.get(i)) : at(TERM, c.get(i)));
                }
                yield new Text(out.toString(), SUM);
            }
            case Product p -> {
                StringBuilder out = new StringBuilder();
                for (int i = 0; i < c.size(); i++) {
                    boolean bracket = i > 0 && p.factors().get(i) instanceof Quotient;
                    String t = bracket ? "(" + c.get(i).text() + ")" : at(i == c.size() - 1 && isPrefix(p.factors().get(i)) ? NEG : TERM, c.get(i));
                    boolean close = i > 0 && p.factors().get(i - 1) instanceof Num n && !n.isOne() && !n.isZero() && Character.isLetter(t.charAt(0))
                            && !(p.factors().get(i) instanceof Derivative) && !(p.factors().get(i) instanceof NthDerivative);
                    out.append(i == 0 || close ? "" : "·").append(t);
                }
                yield new Text(out.toString(), TERM);
            }
            case Quotient q -> new Text((q.numerator() instanceof Derivative && !c.get(0).text().endsWith("]") ? "(" + c.get(0).text() + ")" : at(TERM, c.get(0))) + "/" + (q.denominator() instanceof Num || c.get(1).level() >= POWER
                    ? c.get(1).text() : "(" + c.get(1).text() + ")"), TERM);
            case Power p when p.exponent() instanceof Quotient q && q.numerator().equals(Num.ONE) && q.denominator().equals(Num.TWO) ->
                    new Text("√" + (c.get(0).level() == ATOM ? c.get(0).text() : "(" + c.get(0).text() + ")"), POWER);
            case Power p -> new Text(at(ATOM, c.get(0)) + raised(c.get(1).text()), POWER);
            case Call f when f.is("abs", 1) -> new Text("|" + c.get(0).text() + "|", ATOM);
            case Call f when f.is("factorial", 1) -> new Text(
                    (f.argument() instanceof Num || f.argument() instanceof Sym ? c.get(0).text() : "(" + c.get(0).text() + ")") + "!", POWER);
            case Call f when f.isDerivative() && f.arguments().size() > 1 && functions.lookup(f.name(), f.arguments().size()) == null -> {
                List<String> index = Partials.index(f);
                StringBuilder operators = new StringBuilder();
                for (int i = 0; i < f.arguments().size(); i++) {
                    int n = f.orders().get(i);
                    operators.append(n == 0 ? "" : "∂" + lowered(i + 1) + (n == 1 ? "" : raised("" + n)));
                }
                yield new Text((index == null || f.name().contains("_") ? operators + name(f)
                        : name(f) + "_" + String.join("", index.stream().map(TextPrinter::name).toList()))
                        + "(" + String.join(", ", c.stream().map(Text::text).toList()) + ")", ATOM);
            }
            case Call f -> new Text(name(f) + (f.orders().size() == 1 ? "'".repeat(f.orders().get(0)) : f.isDerivative() ? f.orders().toString() : "")
                    + "(" + String.join(", ", c.stream().map(Text::text).toList()) + ")", ATOM);
            case Derivative d -> derivative(d, c.get(0).text());
            case NthDerivative d -> new Text("d" + raised(c.get(2).text()) + "/d" + c.get(1).text() + raised(c.get(2).text()) + "[" + c.get(0).text() + "]", POWER);
            case EvaluatedAt a when a.operand() instanceof EvaluatedAt -> new Text(c.get(0).text() + ", " + c.get(1).text() + " = " + c.get(2).text(), SUM);
            case EvaluatedAt a -> new Text(at(ATOM, c.get(0)) + " " + words.message("at") + " " + c.get(1).text() + " = " + c.get(2).text(), SUM);
            case Limit l -> new Text("lim[" + c.get(1).text() + "→"
                    + (l.side() == Limit.Side.BOTH ? c.get(2).text() : at(ATOM, c.get(2)) + (l.side() == Limit.Side.LEFT ? "⁻" : "⁺")) + "] " + at(TERM, c.get(0)), NEG);
            case Integral a -> new Text("∫[" + c.get(2).text() + ".." + c.get(3).text() + "] " + at(TERM, c.get(0)) + " d" + c.get(1).text(), NEG);
            case IndexedSum a -> new Text("Σ[" + c.get(1).text() + "=" + c.get(2).text() + ".." + c.get(3).text() + "] " + at(TERM, c.get(0)), NEG);
            case IndexedProduct a -> new Text("Π[" + c.get(1).text() + "=" + c.get(2).text() + ".." + c.get(3).text() + "] " + at(TERM, c.get(0)), NEG);
            case Piecewise p -> {
                StringBuilder out = new StringBuilder("{ ");
                for (int i = 0; i < c.size(); i += 2) {
                    out.append(i > 0 ? "; " : "").append(c.get(i).text()).append(' ').append(i + 1 < c.size() ? words.message("if") + " " + c.get(i + 1).text()
                            : words.message("otherwise"));
                }
                yield new Text(out.append(" }").toString(), ATOM);
            }
            case Relation r when r.isReal() != null -> new Text(c.get(1).text() + " ∈ ℝ", 0);
            case Relation r when r.ops().equals(List.of(Relation.Op.NOT_LE)) -> new Text(c.get(0).text() + " ∉ (-∞, " + c.get(1).text() + "]", 0);
            case Relation r when r.ops().equals(List.of(Relation.Op.NOT_GE)) -> new Text(c.get(0).text() + " ∉ [" + c.get(1).text() + ", ∞)", 0);
            case Relation r -> {
                StringBuilder out = new StringBuilder(c.get(0).text());
                for (int i = 0; i < r.ops().size(); i++) {
                    String op = switch (r.ops().get(i)) {
                        case NE -> "≠";
                        case LE -> "≤";
                        case GE -> "≥";
                        case ABOUT -> "≈";
                        case NOT_LE -> "≰";
                        case NOT_GE -> "≱";
                        default -> r.ops().get(i).infix();
                    };
                    out.append(' ').append(op).append(' ').append(c.get(i + 1).text());
                }
                yield new Text(out.toString(), 0);
            }
        };
    }

    private Text derivative(Derivative d, String operand) {
        List<Sym> distinct = d.variables().stream().distinct().toList();
        String sign = partial || distinct.size() > 1 || Partials.isOfSeveralVariables(d.operand(), functions) ? "∂" : "d";
        String n = d.order() == 1 ? "" : raised(String.valueOf(d.order()));
        String by = String.join(" ", distinct.stream().map(x -> {
            long times = d.variables().stream().filter(x::equals).count();
            return sign + name(x.name()) + (times == 1 ? "" : raised(String.valueOf(times)));
        }).toList());
        boolean bare = d.operand() instanceof Sym s && (partial || DEPENDENT.contains(s.name()) || dependents.contains(s)) && !d.variables().contains(s);
        return bare ? new Text(sign + n + operand + "/" + by, partial ? POWER : TERM) : new Text(sign + n + "/" + by + "[" + operand + "]", POWER);
    }
}
