package dev.ddx.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells options from expressions, which may begin with a minus sign: {@code -x^2} is an expression
 * and {@code -x} before another argument is an option.
 */
final class Arguments {

    static final Set<String> COMMANDS = Command.names();

    private static final Set<String> WITH_VALUE = Set.of("-x", "--variable", "--variables", "--along", "-f", "--file", "-n", "--order", "--define", "--function",
            "--load", "--assume", "--in-terms-of", "--method", "--notation", "--with-respect-to", "-o", "--output", "--title", "--style", "--exercises", "--at", "--side", "--digits", "--detail", "--mark", "--knows", "--language", "--form", "--format", "--target", "--name", "--supply", "--op", "--coq", "--max-chars", "--max-tokens", "--cached", "--domain",
            "--max-depth", "--max-nodes", "--max-bits", "--max-output", "--timeout");
    private static final Set<String> ALONE = Set.of("--result", "--hint", "--verify", "--no-verify", "--shared", "--complex", "-h", "--help", "-V", "--version");
    private static final Pattern LONG = Pattern.compile("--[a-z][a-z]+[a-z-]*(=.*)?", Pattern.DOTALL);

    private Arguments() {
    }

    /** The arguments with the command first, then the options, then {@code --} and the expressions. */
    static String[] sorted(String... arguments) {
        if (arguments.length == 0) {
            return arguments;
        }
        boolean named = COMMANDS.contains(arguments[0]);
        if (!named && arguments.length == 1 && ALONE.contains(arguments[0])) {
            return arguments;
        }
        List<String> options = new ArrayList<>();
        List<String> expressions = new ArrayList<>();
        for (int i = named ? 1 : 0; i < arguments.length; i++) {
            String a = arguments[i];
            if (a.equals("--")) {
                expressions.addAll(List.of(arguments).subList(i + 1, arguments.length));
                break;
            }
            if (a.equals("--hint") && i + 1 < arguments.length && arguments[i + 1].matches("[0-9]{1,4}")
                    && (!expressions.isEmpty() || i + 2 < arguments.length && !isOption(arguments[i + 2]))) {
                // The number is that of the hints if there is another expression.
                options.add(a + "=" + arguments[++i]);
            } else if (WITH_VALUE.contains(a) && i + 1 < arguments.length) {
                options.add(a + "=" + arguments[++i]);
            } else if (isOption(a) && !(a.length() == 2 && WITH_VALUE.contains(a) && expressions.isEmpty())) {
                options.add(a);
            } else {
                expressions.add(a);
            }
        }
        List<String> all = new ArrayList<>();
        all.add(named ? arguments[0] : "diff");
        all.addAll(options);
        if (!expressions.isEmpty()) {
            all.add("--");
            all.addAll(expressions);
        }
        return all.toArray(String[]::new);
    }

    private static boolean isOption(String a) {
        return WITH_VALUE.contains(a) || ALONE.contains(a) || LONG.matcher(a).matches();
    }

    /** Whether this is one expression and nothing else. */
    static boolean isSingleExpression(String... arguments) {
        return arguments.length == 1 && !COMMANDS.contains(arguments[0]) && !isOption(arguments[0]);
    }
}
