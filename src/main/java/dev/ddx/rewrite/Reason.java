package dev.ddx.rewrite;

import dev.ddx.expr.Expr;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a step is right: the rule's title and a sentence whose {@code {name}} places are filled with
 * the expressions that the rule's variables stand for, in the order of their names.
 */
public record Reason(String title, String template, Map<String, Expr> bindings) {

    private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z][A-Za-z0-9]*)}");

    public Reason {
        bindings = Collections.unmodifiableMap(new TreeMap<>(bindings));
    }

    public static Reason of(String title) {
        return new Reason(title, "", Map.of());
    }

    /** What prints an expression of a reason, such as {@code e -> latex(e)}. */
    @FunctionalInterface
    public interface Printer {
        String print(Expr e);
    }

    /** The whole sentence, with {@code $…$} around formulas as the template has them. */
    public String fill(Printer printer) {
        StringBuilder out = new StringBuilder(title);
        if (!template.isEmpty()) {
            out.append(template.startsWith(",") || template.startsWith(":") ? "" : " ");
            Matcher place = PLACE.matcher(template);
            while (place.find()) {
                Expr bound = bindings.get(place.group(1));
                place.appendReplacement(out, Matcher.quoteReplacement(bound == null ? place.group() : printer.print(bound)));
            }
            place.appendTail(out);
        }
        return out.toString();
    }
}
