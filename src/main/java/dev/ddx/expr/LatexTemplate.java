package dev.ddx.expr;

import java.util.List;
import java.util.regex.Pattern;

/**
 * How a function with indices or several arguments is written, such as <code>J_{{n}}({x})</code>: parameters
 * in braces stand for the arguments, and one pair of brackets, outside of other braces, is made as large as
 * what it holds: round ones, or those of <code>\lfloor{u}\rfloor</code> and <code>\lceil{u}\rceil</code>. There may be
 * none if the argument is an index, as in <code>H_{{n}}</code>.
 */
public final class LatexTemplate {

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_^{}(),;' \\\\]+");

    /** What stands left and right of the argument; none of them occurs in another. */
    private enum Brackets {
        ROUND("(", ")"), FLOOR("\\lfloor", "\\rfloor"), CEILING("\\lceil", "\\rceil");

        private final String left;
        private final String right;

        Brackets(String left, String right) {
            this.left = left;
            this.right = right;
        }
    }

    /** Puts brackets of the right size around a text. */
    @FunctionalInterface
    public interface Bracketing {
        String around(String left, String text, String right);
    }

    private final String latex;
    private final Brackets brackets;
    private final int open;
    private final int close;

    private LatexTemplate(String latex, Brackets brackets, int open, int close) {
        this.latex = latex;
        this.brackets = brackets;
        this.open = open;
        this.close = close;
    }

    /** The template, or null if the text is not of this form. */
    public static LatexTemplate of(String latex) {
        if (latex == null || !ALLOWED.matcher(latex).matches()) {
            return null;
        }
        int depth = 0;
        int open = -1;
        int close = -1;
        Brackets brackets = null;
        for (int i = 0; i < latex.length(); i++) {
            char c = latex.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth < 0) {
                return null;
            }
            for (Brackets b : depth > 0 ? new Brackets[0] : Brackets.values()) {
                boolean opens = latex.startsWith(b.left, i);
                boolean closes = latex.startsWith(b.right, i);
                if (opens && open >= 0 || closes && (brackets != b || close >= 0)) {
                    return null;
                }
                brackets = opens ? b : brackets;
                open = opens ? i : open;
                close = closes ? i : close;
            }
        }
        if (open < 0 && latex.contains("{{")) {
            open = latex.length();
            close = open;
        }
        return depth == 0 && close >= 0 && open >= 0 ? new LatexTemplate(latex, brackets, open, close) : null;
    }

    /** What stands before the arguments if it is one command, such as {@code \Gamma}, else null. */
    public String command() {
        String head = latex.substring(0, open);
        return head.matches("\\\\[A-Za-z]+") ? head : null;
    }

    /**
     * The template with the arguments in place of the parameters.
     *
     * @param primes what marks a derivative; it stands before the opening bracket, if something else does
     */
    public String fill(List<Sym> parameters, List<String> arguments, String primes, Bracketing bracketing) {
        String head = put(latex.substring(0, open), parameters, arguments);
        boolean raised = !primes.isEmpty() && (head.indexOf('^') >= 0 || head.endsWith("'"));
        String marked = head.isEmpty() ? "" : (raised ? "{" + head + "}" : head) + primes;
        return open == latex.length() ? marked
                : marked + bracketing.around(brackets.left, put(latex.substring(open + brackets.left.length(), close), parameters, arguments), brackets.right)
                + put(latex.substring(close + brackets.right.length()), parameters, arguments) + (head.isEmpty() ? primes : "");
    }

    private static String put(String part, List<Sym> parameters, List<String> arguments) {
        StringBuilder out = new StringBuilder();
        int i = 0;
        while (i < part.length()) {
            int next = -1;
            for (int k = 0; k < arguments.size() && next < 0; k++) {
                String placeholder = "{" + parameters.get(k).name() + "}";
                if (part.startsWith(placeholder, i)) {
                    out.append(arguments.get(k));
                    next = i + placeholder.length();
                }
            }
            if (next < 0) {
                out.append(part.charAt(i++));
            } else {
                i = next;
            }
        }
        return out.toString();
    }
}
