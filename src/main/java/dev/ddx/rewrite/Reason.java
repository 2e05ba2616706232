package dev.ddx.rewrite;

import dev.ddx.expr.Expr;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a step is right: the rule's title and what follows it in the sentence, in English, with places for
 * what the rule's variables stand for. A language translates the sentence as a whole.
 *
 * <p>A place is {@code {name}} for an expression or words, or {@code {...}} for every binding as an equation.
 *
 * @param bindings the expressions by the names of their places, shorter names first
 * @param words what stands in places that are not filled with expressions
 */
public record Reason(String title, String template, Map<String, Expr> bindings, Map<String, Words> words) {

    private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z][A-Za-z0-9]*|\\.\\.\\.)}");
    private static final Comparator<String> ORDER = new ShorterFirst();

    /** Puts u_10 after u_9. A class, since every start orders bindings and a lambda would have to be linked. */
    private static final class ShorterFirst implements Comparator<String> {

        @Override
        public int compare(String a, String b) {
            return a.length() != b.length() ? Integer.compare(a.length(), b.length()) : a.compareTo(b);
        }
    }

    /** Words in a place, which each language inflects and joins in its own way. */
    public sealed interface Words {

        /** The genitive of a function's title: "of the sine". */
        record OfThe(String function) implements Words {
        }

        /** Titles of rules: "Sum rule, constant rule and power rule". */
        record Rules(List<String> titles) implements Words {
            public Rules {
                titles = List.copyOf(titles);
            }
        }

        /** Formulas one after the other, those with one reason followed by its title: "x ≠ 0, x ≠ 1 (cancel)". */
        record Formulas(List<? extends Expr> formulas, List<Reason> reasons) implements Words {
            public Formulas {
                formulas = List.copyOf(formulas);
                reasons = List.copyOf(reasons);
            }

            public Formulas(List<? extends Expr> formulas) {
                this(formulas, List.of());
            }
        }
    }

    public Reason {
        bindings = sorted(bindings);
        words = Map.copyOf(words);
    }

    private static Map<String, Expr> sorted(Map<String, Expr> bindings) {
        if (bindings.size() < 2) {
            return Map.copyOf(bindings);
        }
        Map<String, Expr> out = new TreeMap<>(ORDER);
        out.putAll(bindings);
        return Collections.unmodifiableMap(out);
    }

    /** Both are written as literals, for the test that every language has words for them. */
    public static Reason of(String title, String template) {
        return new Reason(title, template, Map.of(), Map.of());
    }

    /** The title says it all; it is written as a literal. */
    public static Reason of(String title) {
        return of(title, "");
    }

    /** The title of the rule says it all. */
    public static Reason of(Rule rule) {
        return of(rule.title(), "");
    }

    /** This with {@code e} in that place. */
    public Reason with(String place, Expr e) {
        Map<String, Expr> all = new TreeMap<>(ORDER);
        all.putAll(bindings);
        all.put(place, e);
        return withBindings(all);
    }

    /** This with those expressions instead of the ones it has. */
    public Reason withBindings(Map<String, Expr> all) {
        return new Reason(title, template, all, words);
    }

    /** This with words in that place. */
    public Reason with(String place, Words w) {
        Map<String, Words> all = new TreeMap<>(words);
        all.put(place, w);
        return new Reason(title, template, bindings, all);
    }

    /** What prints an expression of a reason, such as {@code e -> latex(e)}. */
    @FunctionalInterface
    public interface Printer {
        String print(Expr e);
    }

    /** The names of the places of a message, in the order in which they stand. */
    public static List<String> places(String message) {
        return PLACE.matcher(message).results().map(place -> place.group(1)).toList();
    }

    /** The whole sentence in English with its places. */
    public String message() {
        return message(title, template);
    }

    /** The sentence that a title and what follows it make. */
    public static String message(String title, String template) {
        return template.isEmpty() ? title : title + (template.startsWith(",") || template.startsWith(":") ? "" : " ") + template;
    }

    /** The whole sentence in English, with {@code $…$} around formulas as the template has them. */
    public String fill(Printer printer) {
        return fill(Vocabulary.ENGLISH, printer);
    }

    /** The whole sentence as it stands within another, with {@code $…$} around formulas. */
    public String fill(Vocabulary vocabulary, Printer printer) {
        return fill(message(), vocabulary, printer);
    }

    /** The title alone. */
    public String title(Vocabulary vocabulary, Printer printer) {
        return fill(title, vocabulary, printer);
    }

    private String fill(String message, Vocabulary vocabulary, Printer printer) {
        StringBuilder out = new StringBuilder();
        Matcher place = PLACE.matcher(vocabulary.message(message));
        while (place.find()) {
            String filling = filling(place.group(1), place.start() == 0, vocabulary, printer);
            place.appendReplacement(out, Matcher.quoteReplacement(filling == null ? place.group() : filling));
        }
        return place.appendTail(out).toString();
    }

    private String filling(String place, boolean first, Vocabulary vocabulary, Printer printer) {
        if (place.equals("...")) {
            List<String> all = new ArrayList<>();
            bindings.forEach((name, e) -> all.add("$" + (e instanceof Relation ? "" : printer.print(Sym.of(name)) + " = ") + printer.print(e) + "$"));
            return String.join(", ", all);
        }
        return switch (words.get(place)) {
            case Words.OfThe f -> vocabulary.ofThe(f.function());
            case Words.Rules rules -> {
                List<String> titles = new ArrayList<>();
                for (String title : rules.titles()) {
                    String t = vocabulary.message(title);
                    titles.add(first && titles.isEmpty() ? t : vocabulary.further(t));
                }
                yield vocabulary.list(titles);
            }
            case Words.Formulas f -> {
                List<String> all = new ArrayList<>();
                String after = null;
                for (int i = f.formulas().size() - 1; i >= 0; i--) {
                    String title = f.reasons().isEmpty() ? null : vocabulary.further(f.reasons().get(i).title(vocabulary, printer));
                    all.add(0, "$" + printer.print(f.formulas().get(i)) + "$" + (title == null || title.equals(after) ? "" : " (" + title + ")"));
                    after = title;
                }
                yield String.join(", ", all);
            }
            case null -> bindings.containsKey(place) ? printer.print(bindings.get(place)) : null;
        };
    }
}
