package dev.ddx.render;

import dev.ddx.expr.DdxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the LaTeX of formulas: all that {@link LatexPrinter} writes, and what declarations, rules and authors write beside it. */
final class NotationReader {

    private static final Map<String, String> LETTERS = Map.ofEntries(Map.entry("alpha", "α"), Map.entry("beta", "β"), Map.entry("gamma", "γ"),
            Map.entry("delta", "δ"), Map.entry("epsilon", "ϵ"), Map.entry("varepsilon", "ε"), Map.entry("zeta", "ζ"), Map.entry("eta", "η"),
            Map.entry("theta", "θ"), Map.entry("iota", "ι"), Map.entry("kappa", "κ"), Map.entry("lambda", "λ"), Map.entry("mu", "μ"),
            Map.entry("nu", "ν"), Map.entry("xi", "ξ"), Map.entry("pi", "π"), Map.entry("rho", "ρ"), Map.entry("sigma", "σ"), Map.entry("tau", "τ"),
            Map.entry("upsilon", "υ"), Map.entry("phi", "ϕ"), Map.entry("varphi", "φ"), Map.entry("chi", "χ"), Map.entry("psi", "ψ"),
            Map.entry("omega", "ω"), Map.entry("Gamma", "Γ"), Map.entry("Delta", "Δ"), Map.entry("Theta", "Θ"), Map.entry("Lambda", "Λ"),
            Map.entry("Xi", "Ξ"), Map.entry("Pi", "Π"), Map.entry("Sigma", "Σ"), Map.entry("Upsilon", "Υ"), Map.entry("Phi", "Φ"),
            Map.entry("Psi", "Ψ"), Map.entry("Omega", "Ω"), Map.entry("partial", "∂"), Map.entry("infty", "∞"), Map.entry("ell", "ℓ"),
            Map.entry("hbar", "ℏ"), Map.entry("nabla", "∇"));
    private static final Map<String, String> SETS = Map.of("N", "ℕ", "Z", "ℤ", "Q", "ℚ", "R", "ℝ", "C", "ℂ");
    private static final Map<String, String> RELATIONS = Map.ofEntries(Map.entry("ne", "≠"), Map.entry("neq", "≠"), Map.entry("le", "≤"), Map.entry("leq", "≤"),
            Map.entry("ge", "≥"), Map.entry("geq", "≥"), Map.entry("to", "→"), Map.entry("mid", "∣"), Map.entry("in", "∈"), Map.entry("notin", "∉"), Map.entry("approx", "≈"),
            Map.entry("nleq", "≰"), Map.entry("ngeq", "≱"), Map.entry("nearrow", "↗"), Map.entry("searrow", "↘"), Map.entry("smile", "⌣"), Map.entry("frown", "⌢"),
            Map.entry("mapsto", "↦"), Map.entry("Rightarrow", "⇒"), Map.entry("equiv", "≡"), Map.entry("sim", "∼"), Map.entry("propto", "∝"));
    private static final Map<String, String> BINARY = Map.of("cdot", "·", "times", "×", "pm", "±", "mp", "∓", "circ", "∘");
    private static final Map<String, String> SPACES = Map.of(",", "0.167", ":", "0.222", ";", "0.278", "quad", "1", "qquad", "2", " ", "0.333", "!", "-0.167");
    private static final Map<String, String> OTHERS = Map.of("ldots", "…", "cdots", "⋯", "dots", "…", "%", "%", "$", "$", "&", "&", "_", "_");
    private static final Map<String, String> LARGE = Map.of("int", "∫", "sum", "∑", "prod", "∏");
    private static final Set<String> NAMES = Set.of("sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "arcsin", "arccos", "arctan", "ln", "log",
            "exp", "lim", "max", "min", "sup", "inf", "det", "gcd", "arg", "deg");
    private static final String BRACKETS = "([{)]}";
    private static final Map<String, String> DELIMITERS = Map.of("lfloor", "⌊", "rfloor", "⌋", "lceil", "⌈", "rceil", "⌉", "langle", "⟨", "rangle", "⟩",
            "vert", "|", "Vert", "‖", "{", "{", "}", "}");

    private final String text;
    /** What has to close before anything else does, innermost last. */
    private final List<Character> open = new ArrayList<>();
    /** Where a bracket opens that nothing closes. */
    private final Set<Integer> unpaired = new HashSet<>();
    private int at;
    private int depth;
    private String unknown;

    private NotationReader(String text) {
        this.text = text;
    }

    /** @throws DdxException of kind LIMIT if it is nested too deeply to be set */
    static Notation read(String latex) {
        return new NotationReader(latex).read();
    }

    /** The first command that is none of those which every format knows, such as {@code \\input}; null if there is none. */
    static String unknownCommand(String latex) {
        NotationReader reader = new NotationReader(latex);
        reader.read();
        return reader.unknown;
    }

    private Notation read() {
        List<Notation> parts = new ArrayList<>();
        while (at < text.length()) {
            parts.addAll(parts());
            if (at < text.length()) {
                // What closes nothing stands for itself.
                parts.add(new Notation.Sign(Notation.Kind.OTHER, text.substring(at, at + 1), ""));
                at++;
            }
        }
        return row(parts, text);
    }

    private static Notation row(List<Notation> parts, String latex) {
        return parts.size() == 1 ? parts.get(0) : new Notation.Row(parts, latex);
    }

    /** What stands up to a closing brace or bracket, an ampersand, a line end or {@code \right} or {@code \end}. */
    private List<Notation> parts() {
        if (++depth > Notation.MAX_DEPTH) {
            throw new DdxException(DdxException.Kind.LIMIT, "a formula is nested too deeply to be set: the limit is " + Notation.MAX_DEPTH
                    + "; ddx diff --shared gives names to its parts");
        }
        List<Notation> out = new ArrayList<>();
        while (true) {
            spaces();
            if (at >= text.length() || text.charAt(at) == '}' || text.charAt(at) == '&' || isClosing()
                    || text.startsWith("\\\\", at) || command("right") || command("end")) {
                break;
            }
            out.add(scripted(out));
        }
        depth--;
        return out;
    }

    private boolean isClosing() {
        return !open.isEmpty() && text.charAt(at) == open.get(open.size() - 1);
    }

    private void spaces() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private boolean command(String name) {
        return text.startsWith("\\" + name, at) && (at + name.length() + 1 >= text.length() || !Character.isLetter(text.charAt(at + name.length() + 1)));
    }

    private Notation scripted(List<Notation> before) {
        int start = at;
        char first = text.charAt(at);
        Notation base = first == '^' || first == '_' ? new Notation.Row(List.of(), "") : part();
        Notation below = null;
        Notation above = null;
        while (true) {
            spaces();
            if (at < text.length() && text.charAt(at) == '^' && above == null) {
                at++;
                above = argument();
            } else if (at < text.length() && text.charAt(at) == '_' && below == null) {
                at++;
                below = argument();
            } else {
                break;
            }
        }
        if (below == null && above == null) {
            return base;
        }
        return new Notation.Scripts(base, below, above, text.substring(start, at).stripTrailing());
    }

    /** A group in braces, or one sign. */
    private Notation argument() {
        spaces();
        if (at >= text.length()) {
            return new Notation.Row(List.of(), "");
        }
        return text.charAt(at) == '{' ? group() : part();
    }

    private Notation group() {
        int start = ++at;
        open.add('}');
        List<Notation> parts = parts();
        open.remove(open.size() - 1);
        String inner = text.substring(start, Math.min(at, text.length()));
        at = Math.min(at + 1, text.length());
        return row(parts, inner);
    }

    /** What stands in the braces as it is written. */
    private String raw() {
        spaces();
        if (at >= text.length() || text.charAt(at) != '{') {
            return at < text.length() ? text.substring(at, ++at) : "";
        }
        int nesting = 0;
        int start = at + 1;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\\') {
                at++;
            } else if (c == '{') {
                nesting++;
            } else if (c == '}' && --nesting == 0) {
                return text.substring(start, at++);
            }
        }
        return text.substring(start, at = text.length());
    }

    private Notation part() {
        int start = at;
        char c = text.charAt(at);
        if (c == '{') {
            Notation g = group();
            return g instanceof Notation.Row r ? new Notation.Row(r.parts(), text.substring(start, at)) : new Notation.Row(List.of(g), text.substring(start, at));
        }
        if (c == '\\') {
            return command(start);
        }
        if (Character.isDigit(c)) {
            while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.' && at + 1 < text.length() && Character.isDigit(text.charAt(at + 1)))) {
                at++;
            }
            return sign(Notation.Kind.NUMBER, text.substring(start, at), start);
        }
        if (c == '(' || c == '[') {
            Notation pair = pair(c);
            if (pair != null) {
                return pair;
            }
        }
        at += Character.charCount(text.codePointAt(at));
        String s = text.substring(start, at);
        return sign(Character.isLetter(c) ? Notation.Kind.LETTER : switch (c) {
            case '+', '-', '*' -> Notation.Kind.BINARY;
            case '=', '<', '>', ':' -> Notation.Kind.RELATION;
            case ',', ';' -> Notation.Kind.PUNCTUATION;
            case '\'' -> Notation.Kind.PRIME;
            case '(', ')', '[', ']', '|' -> Notation.Kind.BRACKET;
            default -> Notation.Kind.OTHER;
        }, c == '-' ? "−" : c == '\'' ? "′" : c == '~' ? " " : s, start);
    }

    private Notation pair(char opening) {
        if (unpaired.contains(at)) {
            return null;
        }
        int start = at++;
        char closing = opening == '(' ? ')' : ']';
        open.add(closing);
        List<Notation> parts = parts();
        open.remove(open.size() - 1);
        if (at < text.length() && text.charAt(at) == closing) {
            String inner = text.substring(start + 1, at++);
            return new Notation.Fenced(String.valueOf(opening), row(parts, inner), String.valueOf(closing), false, text.substring(start, at));
        }
        at = start;
        unpaired.add(start);
        return null;
    }

    private Notation sign(Notation.Kind kind, String unicode, int start) {
        return new Notation.Sign(kind, unicode, text.substring(start, at));
    }

    private String since(int start) {
        return text.substring(start, Math.min(at, text.length()));
    }

    private Notation command(int start) {
        at++;
        int name = at;
        while (at < text.length() && Character.isLetter(text.charAt(at))) {
            at++;
        }
        if (at == name && at < text.length()) {
            at++;
        }
        String command = text.substring(name, at);
        switch (command) {
            case "frac", "dfrac", "tfrac" -> {
                Notation above = argument();
                Notation below = argument();
                return new Notation.Fraction(above, below, since(start));
            }
            case "binom" -> {
                Notation above = argument();
                Notation below = argument();
                String latex = since(start);
                return new Notation.Fenced("(", new Notation.Grid(false, List.of(List.of(above), List.of(below)), latex), ")", true, latex);
            }
            case "sqrt" -> {
                Notation index = null;
                if (at < text.length() && text.charAt(at) == '[') {
                    at++;
                    open.add(']');
                    int from = at;
                    index = row(parts(), text.substring(from, at));
                    open.remove(open.size() - 1);
                    at = Math.min(at + 1, text.length());
                }
                Notation radicand = argument();
                return new Notation.Root(radicand, index, since(start));
            }
            case "left" -> {
                String opening = delimiter();
                int from = at;
                List<Notation> parts = parts();
                String inner = text.substring(from, at);
                at = Math.min(at + "\\right".length(), text.length());
                String closing = delimiter();
                return new Notation.Fenced(opening, row(parts, inner), closing, true, since(start));
            }
            case "begin" -> {
                return grid(start);
            }
            case "text", "textrm", "mbox" -> {
                String inner = raw();
                return words(inner, since(start));
            }
            case "mathrm", "operatorname", "mathit", "mathbf", "mathsf" -> {
                String inner = raw();
                return sign(Notation.Kind.NAME, inner.replaceAll("\\\\[,;: ]", "\u2009").replaceAll("[\\\\{}]", ""), start);
            }
            case "mathbb" -> {
                String inner = raw();
                return sign(Notation.Kind.LETTER, SETS.getOrDefault(inner, inner), start);
            }
            case "boxed" -> {
                Notation body = argument();
                return new Notation.Marked(Notation.Mark.BOX, null, body, since(start));
            }
            case "cancel" -> {
                Notation body = argument();
                return new Notation.Marked(Notation.Mark.CANCEL, null, body, since(start));
            }
            case "textcolor" -> {
                String color = raw();
                Notation body = argument();
                return new Notation.Marked(Notation.Mark.COLOR, color, body, since(start));
            }
            case "displaystyle" -> {
                return sign(Notation.Kind.SPACE, "0", start);
            }
            default -> {
            }
        }
        if (LETTERS.containsKey(command)) {
            return sign(Notation.Kind.LETTER, LETTERS.get(command), start);
        }
        if (RELATIONS.containsKey(command)) {
            return sign(Notation.Kind.RELATION, RELATIONS.get(command), start);
        }
        if (BINARY.containsKey(command)) {
            return sign(Notation.Kind.BINARY, BINARY.get(command), start);
        }
        if (SPACES.containsKey(command)) {
            return sign(Notation.Kind.SPACE, SPACES.get(command), start);
        }
        if (LARGE.containsKey(command)) {
            return sign(Notation.Kind.LARGE, LARGE.get(command), start);
        }
        if (DELIMITERS.containsKey(command)) {
            return sign(Notation.Kind.BRACKET, DELIMITERS.get(command), start);
        }
        if (OTHERS.containsKey(command)) {
            return sign(Notation.Kind.OTHER, OTHERS.get(command), start);
        }
        if (!NAMES.contains(command) && unknown == null) {
            unknown = "\\" + command;
        }
        return sign(Notation.Kind.NAME, command, start);
    }

    private String delimiter() {
        spaces();
        if (at >= text.length()) {
            return "";
        }
        int start = at;
        if (text.charAt(at) == '\\') {
            at++;
            int name = at;
            while (at < text.length() && Character.isLetter(text.charAt(at))) {
                at++;
            }
            at += at == name ? 1 : 0;
            String command = text.substring(name, Math.min(at, text.length()));
            return DELIMITERS.getOrDefault(command, command.equals("|") ? "‖" : "|");
        }
        at++;
        String d = text.substring(start, at);
        return d.equals(".") ? "" : BRACKETS.contains(d) || d.equals("|") ? d : "";
    }

    private Notation grid(int start) {
        String name = raw();
        List<List<Notation>> rows = new ArrayList<>();
        List<Notation> cells = new ArrayList<>();
        while (true) {
            int from = at;
            List<Notation> parts = parts();
            cells.add(row(parts, text.substring(from, at).strip()));
            if (at < text.length() && text.charAt(at) == '&') {
                at++;
            } else if (text.startsWith("\\\\", at)) {
                at += 2;
                rows.add(List.copyOf(cells));
                cells.clear();
            } else {
                break;
            }
        }
        rows.add(List.copyOf(cells));
        if (command("end")) {
            at += "\\end".length();
            raw();
        }
        return new Notation.Grid(name.equals("cases"), List.copyOf(rows), since(start));
    }

    /** Words in which formulas stand between dollar signs. */
    static Notation.Words words(String inner, String latex) {
        List<Notation> parts = new ArrayList<>();
        int from = 0;
        boolean formula = false;
        for (int i = 0; i <= inner.length(); i++) {
            if (i == inner.length() || inner.charAt(i) == '$' && (i == 0 || inner.charAt(i - 1) != '\\')) {
                String piece = inner.substring(from, i);
                if (formula) {
                    Notation n = read(piece);
                    parts.add(n instanceof Notation.Row r ? r : new Notation.Row(List.of(n), piece));
                } else if (!piece.isEmpty()) {
                    parts.add(new Notation.Sign(Notation.Kind.OTHER, piece.replaceAll("\\\\([%&#_{}$])", "$1").replace("~", "\u00a0"), piece));
                }
                from = i + 1;
                formula = !formula;
            }
        }
        return new Notation.Words(parts, latex);
    }
}
