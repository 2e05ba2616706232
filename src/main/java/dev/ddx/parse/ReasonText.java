package dev.ddx.parse;

import dev.ddx.expr.ControlCharacter;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The words that a file gives for a rule or a function: text with formulas between dollar signs, in which parts stand by their names in braces. */
final class ReasonText {

    /** What all parts are, as formulas. */
    private static final String PARTS = "{...}";
    private static final Pattern SPECIAL = Pattern.compile("[\\\\{}%&#_^~]");

    private static final Pattern UNESCAPED = Pattern.compile("(?<!\\\\)[%&#]|\\\\$");

    private ReasonText() {
    }

    /**
     * What keeps it from being set in every format, or null.
     *
     * @param unknownCommand the first command of a formula in LaTeX that is not known, or null
     */
    static String fault(String text, UnaryOperator<String> unknownCommand) {
        String control = control(text);
        if (control != null) {
            return control;
        }
        String[] parts = text.replace(PARTS, "").split("\\$", -1);
        if (parts.length % 2 == 0) {
            return "a formula stands between two dollar signs";
        }
        for (int i = 0; i < parts.length; i++) {
            String fault = i % 2 == 0 ? ofWords(parts[i]) : ofFormula(parts[i], unknownCommand);
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }

    /** What a terminal might obey. */
    static String control(String text) {
        return ControlCharacter.isIn(text) ? "there is a control character in the text" : null;
    }

    private static String ofWords(String words) {
        return SPECIAL.matcher(words).find()
                ? "words have none of \\ { } % & # _ ^ ~; formulas stand between dollar signs, with the parts of the rule in braces, as in $u = {u}$" : null;
    }

    static String ofFormula(String formula, UnaryOperator<String> unknownCommand) {
        int open = 0;
        for (int i = 0; i < formula.length() && open >= 0; i++) {
            char c = formula.charAt(i);
            if (c == '\\') {
                i++;
            } else {
                open += c == '{' ? 1 : c == '}' ? -1 : 0;
            }
        }
        if (open != 0) {
            return "the braces of a formula come in pairs";
        }
        if (UNESCAPED.matcher(formula).find()) {
            return "in a formula, %, & and # stand behind a backslash";
        }
        String unknown = unknownCommand.apply(formula);
        return unknown == null ? null : unknown + " is not a command that formulas may have; \\operatorname{name} writes any name";
    }
}
