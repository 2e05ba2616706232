package dev.ddx.prove;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The functions for which Coq has a name, by its library or by a definition that goes with the proofs; read from
 * {@code functions.v}, where each stands after a comment such as {@code (*@ sec/1 = sec unfold needs cos *)}.
 */
final class CoqFunctions {

    /**
     * @param coq the name in Coq
     * @param lemma what gives its derivative, or null
     * @param unfolded whether it is differentiated and compared by what it is defined by
     * @param needs functions that the definition uses
     * @param text the definition and the lemma
     */
    record Entry(String name, int arity, String coq, String lemma, boolean unfolded, List<String> needs, String text) {
    }

    private static final Pattern HEAD =
            Pattern.compile("\\(\\*@ (\\w+)/(\\d+) = (\\w+)(?: by (\\w+))?( unfold)?(?: needs ([\\w ]+?))? \\*\\)\n");

    private final Map<String, Entry> entries = new LinkedHashMap<>();

    CoqFunctions() {
        String text = resource("functions.v");
        Matcher head = HEAD.matcher(text);
        List<Matcher> found = new ArrayList<>();
        List<Integer> ends = new ArrayList<>();
        while (head.find()) {
            if (!found.isEmpty()) {
                ends.add(head.start());
            }
            found.add(HEAD.matcher(text).region(head.start(), text.length()));
        }
        ends.add(text.length());
        for (int i = 0; i < found.size(); i++) {
            Matcher m = found.get(i);
            m.lookingAt();
            List<String> needs = m.group(6) == null ? List.of() : List.of(m.group(6).split(" "));
            entries.put(m.group(1) + "/" + m.group(2), new Entry(m.group(1), Integer.parseInt(m.group(2)), m.group(3), m.group(4),
                    m.group(5) != null, needs, text.substring(m.end(), ends.get(i)).strip()));
        }
    }

    /** The function of that name with so many arguments, or null if Coq has none. */
    Entry lookup(String name, int arity) {
        return entries.get(name + "/" + arity);
    }

    /** All of them, in an order in which each stands after those that it needs. */
    List<Entry> all() {
        return List.copyOf(entries.values());
    }

    static String resource(String name) {
        try (InputStream in = CoqFunctions.class.getResourceAsStream("/dev/ddx/prove/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
