package dev.ddx.expr;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * How a function with indices or several arguments is written, such as <code>J_{{n}}({x})</code>: parameters
 * in braces stand for the arguments, and one pair of round brackets, outside of other braces, is made as
 * large as what it holds. There may be none if the argument is an index, as in <code>H_{{n}}</code>.
 */
public final class LatexTemplate {

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_^{}(),;' \\\\]+");

    private final String latex;
    private final int open;
    private final int close;

    private LatexTemplate(String latex, int open, int close) {
        this.latex = latex;
        this.open = open;
        this.close = close;
    }

    /** The template, or null if the text is not of this form. */
    public static LatexTemplate of(String latex) {
        if (latex == null || latex.indexOf('(') < 0 && !latex.contains("{{") || !ALLOWED.matcher(latex).matches()) {
            return null;
        }
        int depth = 0;
        int open = -1;
        int close = -1;
        for (int i = 0; i < latex.length(); i++) {
            char c = latex.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            boolean outside = depth == 0;
            if (depth < 0 || outside && c == '(' && open >= 0 || outside && c == ')' && (open < 0 || close >= 0)) {
                return null;
            }
            open = outside && c == '(' ? i : open;
            close = outside && c == ')' ? i : close;
        }
        if (open < 0 && latex.contains("{{")) {
            open = latex.length();
            close = open;
        }
        return depth == 0 && close >= 0 && open >= 0 ? new LatexTemplate(latex, open, close) : null;
    }

    /** What stands before the arguments if it is one command, such as {@code \Gamma}, else null. */
    public String command() {
        String head = latex.substring(0, open);
        return head.matches("\\\\[A-Za-z]+") ? head : null;
    }

    /**
     * The template with the arguments in place of the parameters.
     *
     * @param primes what marks a derivative; it stands before the opening bracket
     * @param bracket puts round brackets of the right size around a text
     */
    public String fill(List<Sym> parameters, List<String> arguments, String primes, UnaryOperator<String> bracket) {
        String head = put(latex.substring(0, open), parameters, arguments);
        boolean raised = !primes.isEmpty() && (head.indexOf('^') >= 0 || head.endsWith("'"));
        String marked = (raised ? "{" + head + "}" : head) + primes;
        return open == latex.length() ? marked : marked + bracket.apply(put(latex.substring(open + 1, close), parameters, arguments))
                + put(latex.substring(close + 1), parameters, arguments);
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
