package dev.ddx.render;

import java.util.List;

/**
 * A formula as it is set: the tree of what LaTeX has as text. MathML, a line of plain text, widths and line breaks are
 * made of it.
 */
sealed interface Notation {

    /** Deeper than that nobody reads; who goes through a notation may recur. */
    int MAX_DEPTH = 400;

    /** What the part is in LaTeX. */
    String latex();

    /** What a sign is to the signs beside it. */
    enum Kind {
        /** A letter that stands for something. */
        LETTER,
        /** The name of a function, or an upright name. */
        NAME,
        NUMBER, BINARY, RELATION,
        /** The sign of an integral, a sum or a product. */
        LARGE,
        /** A single bracket or bar, which is not one of a pair. */
        BRACKET,
        PUNCTUATION, PRIME,
        /** An empty space; the text is its width in em. */
        SPACE, OTHER
    }

    /** A sign or a word; the text is in Unicode. */
    record Sign(Kind kind, String text, String latex) implements Notation {
    }

    record Row(List<Notation> parts, String latex) implements Notation {
        public Row {
            parts = List.copyOf(parts);
        }
    }

    record Fraction(Notation above, Notation below, String latex) implements Notation {
    }

    /** @param index null for the square root */
    record Root(Notation radicand, Notation index, String latex) implements Notation {
    }

    /** @param below null if there is none, like {@code above} */
    record Scripts(Notation base, Notation below, Notation above, String latex) implements Notation {
    }

    /**
     * Something in brackets.
     *
     * @param open in Unicode, empty for none, like {@code close}
     * @param isLarge whether the brackets are as high as what is in them
     */
    record Fenced(String open, Notation body, String close, boolean isLarge, String latex) implements Notation {
    }

    /** Lines with columns; cases have a brace before them. */
    record Grid(boolean isCases, List<List<Notation>> rows, String latex) implements Notation {
    }

    /** Words with formulas between them: a {@link Sign} of kind OTHER or a {@link Row}. */
    record Words(List<Notation> parts, String latex) implements Notation {
        public Words {
            parts = List.copyOf(parts);
        }
    }

    /** How something is marked. */
    enum Mark {
        COLOR, BOX, CANCEL
    }

    /** @param color the name of the colour, or null */
    record Marked(Mark mark, String color, Notation body, String latex) implements Notation {
    }
}
