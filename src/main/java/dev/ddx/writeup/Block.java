package dev.ddx.writeup;

import dev.ddx.render.Detail;
import dev.ddx.render.DerivationPrinter;
import java.util.List;
import java.util.Map;

/** A part of a document between two gaps. */
public sealed interface Block {

    /** @param level 1 for a chapter, 2 for what is in it */
    record Heading(int level, List<Inline> text) implements Block {
        public Heading {
            text = List.copyOf(text);
        }
    }

    record Paragraph(List<Inline> text) implements Block {
        public Paragraph {
            text = List.copyOf(text);
        }
    }

    record Items(boolean isNumbered, List<List<Block>> items) implements Block {
        public Items {
            items = items.stream().map(List::copyOf).toList();
        }
    }

    /** A formula on a line of its own. */
    record Display(String latex) implements Block {
    }

    /**
     * The lines of a derivation.
     *
     * @param lines by the level of detail, marked as the document wants it
     * @param colored the same with what changes in colours
     * @param level the one that is shown first
     */
    record Steps(Map<Detail, List<DerivationPrinter.Row>> lines, Map<Detail, List<DerivationPrinter.Row>> colored, Detail level) implements Block {
        public Steps {
            lines = Map.copyOf(lines);
            colored = Map.copyOf(colored);
        }
    }

    /** @param rows cells of words; the first cell of a row names it */
    record Table(String caption, List<List<Inline>> header, List<List<List<Inline>>> rows) implements Block {
        public Table {
            header = List.copyOf(header);
            rows = List.copyOf(rows);
        }
    }

    record Picture(Plot plot, List<Inline> caption) implements Block {
        public Picture {
            caption = List.copyOf(caption);
        }
    }

    /** What is shown when it is asked for, such as a solution. */
    record Folded(List<Inline> summary, List<Block> inner) implements Block {
        public Folded {
            summary = List.copyOf(summary);
            inner = List.copyOf(inner);
        }
    }

    /** Text that is shown as it is typed. */
    record Code(String text) implements Block {
    }

    record Quote(List<Block> inner) implements Block {
        public Quote {
            inner = List.copyOf(inner);
        }
    }
}
