package dev.ddx.cli;

/** What an answer is written in. */
enum Format {
    LATEX, DOCUMENT, TEXT, MARKDOWN, JSON, INFIX;

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
