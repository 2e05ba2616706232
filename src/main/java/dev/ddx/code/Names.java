package dev.ddx.code;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The names in a piece of code: each is an identifier of its language, none is reserved, no two are the same. */
final class Names {

    private final Set<String> taken = new HashSet<>();
    private final Map<Object, String> known = new HashMap<>();

    Names(Set<String> reserved) {
        taken.addAll(reserved);
    }

    /** Names in a part of the code, beside those that are there already. */
    Names(Names outer) {
        taken.addAll(outer.taken);
        known.putAll(outer.known);
    }

    /** The name of a thing, which is that wanted if it is free; an underscore and a number follow if not. */
    String of(Object thing, String wanted) {
        return known.computeIfAbsent(thing, t -> free(wanted));
    }

    /** Something that is no name stands for a thing, such as a place of an array. */
    String place(Object thing, String text) {
        known.put(thing, text);
        return text;
    }

    /** The name that was given to a thing, or null. */
    String of(Object thing) {
        return known.get(thing);
    }

    String free(String wanted) {
        // Symbols consist of Latin letters, digits and underscores; whatever else came here cannot get out.
        String plain = wanted.replaceAll("[^A-Za-z0-9_]", "_");
        String name = Character.isLetter(plain.charAt(0)) ? plain : "v" + plain;
        for (int i = 0; !taken.add(name); i++) {
            name = plain + "_" + (i == 0 ? "" : i);
        }
        return name;
    }
}
