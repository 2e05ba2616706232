package dev.ddx.render;

import dev.ddx.rewrite.Vocabulary;

/** The languages in which titles and reasons are printed. */
public enum Language {
    ENGLISH("en");

    private final String tag;

    Language(String tag) {
        this.tag = tag;
    }

    /** The code of ISO 639-1, such as {@code en}. */
    public String tag() {
        return tag;
    }

    Vocabulary vocabulary() {
        return Vocabulary.ENGLISH;
    }
}
