package dev.ddx.writeup;

import java.util.ArrayList;
import java.util.List;

/** What stands in a line of text. */
public sealed interface Inline {

    record Words(String text) implements Inline {
    }

    /** @param latex a formula */
    record Formula(String latex) implements Inline {
    }

    record Emphasis(List<Inline> inner, boolean isStrong) implements Inline {
        public Emphasis {
            inner = List.copyOf(inner);
        }
    }

    record Code(String text) implements Inline {
    }

    /** @param target an address with http, https or mailto */
    record Link(String target, List<Inline> inner) implements Inline {
        public Link {
            inner = List.copyOf(inner);
        }
    }

    /** Words in which formulas stand between dollar signs. */
    static List<Inline> of(String sentence) {
        List<Inline> out = new ArrayList<>();
        int from = 0;
        boolean formula = false;
        for (int i = 0; i <= sentence.length(); i++) {
            if (i == sentence.length() || sentence.charAt(i) == '$') {
                if (i > from) {
                    String piece = sentence.substring(from, i);
                    out.add(formula ? new Formula(piece) : new Words(piece));
                }
                from = i + 1;
                formula = !formula;
            }
        }
        return out;
    }
}
