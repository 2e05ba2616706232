package dev.ddx.render;

import dev.ddx.expr.DdxException;
import dev.ddx.rewrite.Vocabulary;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The languages in which titles and reasons are printed. Each but English has a bundle {@code messages_….properties}. */
public enum Language {
    ENGLISH("en"), GERMAN("de"), FRENCH("fr");

    private final String tag;

    Language(String tag) {
        this.tag = tag;
    }

    /** The code of ISO 639-1, such as {@code de}. */
    public String tag() {
        return tag;
    }

    /** @throws DdxException of kind USAGE if there is no language with that code */
    public static Language of(String tag) {
        for (Language l : values()) {
            if (l.tag.equalsIgnoreCase(tag)) {
                return l;
            }
        }
        throw new DdxException(DdxException.Kind.USAGE, "'" + tag + "' is not a language that ddx speaks; it speaks "
                + Arrays.stream(values()).map(l -> l.tag).collect(Collectors.joining(", ")));
    }

    /** Its words. English needs none read; the others are read when they are asked for, in a millisecond or two. */
    public Vocabulary vocabulary() {
        return this == ENGLISH ? Vocabulary.ENGLISH : Dictionary.of(this);
    }

    /** What a rule or a method with that title is called, such as "Quotientenregel"; the title itself where there are no words for it. */
    public String title(String english) {
        Vocabulary words = vocabulary();
        return words.atTheStart(words.message(english));
    }
}
