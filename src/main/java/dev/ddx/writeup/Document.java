package dev.ddx.writeup;

import dev.ddx.render.Language;
import dev.ddx.render.Mark;
import java.util.List;

/**
 * A document that can be written in several formats.
 *
 * @param title words with formulas
 * @param author words, empty for none
 * @param marks how LaTeX and Markdown mark what changes from line to line; HTML marks it where one points
 */
public record Document(List<Inline> title, String author, Language language, Style style, Mark marks, List<Block> blocks) {

    /** What kind of document it is; only LaTeX tells them apart. */
    public enum Style {
        ARTICLE, LECTURE, PAPER, SLIDES
    }

    public Document {
        title = List.copyOf(title);
        blocks = List.copyOf(blocks);
    }

    /** The title without formulas' marks. */
    String plainTitle() {
        return Text.plain(title);
    }
}
