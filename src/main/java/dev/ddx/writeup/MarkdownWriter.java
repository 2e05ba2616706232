package dev.ddx.writeup;

import dev.ddx.render.DisplayedLines;
import java.util.ArrayList;
import java.util.List;

/** Writes a document as Markdown that GitHub renders, formulas between dollar signs. Pictures are files beside it. */
public final class MarkdownWriter {

    private static final double MEASURE = 62;

    /**
     * @param text the document
     * @param pictures SVG files by their names, in their order
     */
    public record Result(String text, List<Picture> pictures) {
    }

    public record Picture(String name, String svg) {
    }

    private final Document document;
    private final String pictureName;
    private final StringBuilder out = new StringBuilder();
    private final List<Picture> pictures = new ArrayList<>();

    private MarkdownWriter(Document document, String pictureName) {
        this.document = document;
        this.pictureName = pictureName;
    }

    /** @param pictureName how the names of pictures begin, or null to leave them out */
    public static Result write(Document document, String pictureName) {
        MarkdownWriter w = new MarkdownWriter(document, pictureName);
        w.out.append("# ").append(w.inline(document.title())).append("\n\n");
        if (!document.author().isEmpty()) {
            w.out.append('*').append(escaped(document.author())).append("*\n\n");
        }
        w.blocks(document.blocks());
        return new Result(w.out.toString().replaceAll("\n{3,}", "\n\n").stripTrailing() + "\n", List.copyOf(w.pictures));
    }

    private void blocks(List<Block> blocks) {
        blocks.forEach(this::block);
    }

    private void block(Block b) {
        switch (b) {
            case Block.Heading h -> out.append("#".repeat(Math.min(6, h.level() + 1))).append(' ').append(inline(h.text())).append("\n\n");
            case Block.Paragraph p -> out.append(inline(p.text())).append("\n\n");
            case Block.Items items -> items(items);
            case Block.Display d -> display(List.of(d.latex()));
            case Block.Steps s -> {
                String rows = DisplayedLines.of(s.lines().get(s.level()), MEASURE, false).rows();
                out.append("$$\n\\begin{aligned}\n").append(hexColors(rows)).append("\n\\end{aligned}\n$$\n\n");
            }
            case Block.Table t -> table(t);
            case Block.Picture p -> {
                if (pictureName != null) {
                    String name = pictureName + "-" + (pictures.size() + 1) + ".svg";
                    pictures.add(new Picture(name, SvgPlot.file(p.plot())));
                    out.append("![").append(escaped(p.plot().description())).append("](").append(name.replace(" ", "%20")).append(")\n\n").append(inline(p.caption())).append("\n\n");
                } else {
                    out.append('*').append(escaped(p.plot().description())).append("*\n\n");
                }
            }
            case Block.Folded f -> {
                // GitHub renders Markdown between the tags only after an empty line; formulas in a summary it does not.
                blocks(List.of(new Block.Paragraph(f.summary())));
                out.append("<details><summary>").append(escaped(document.language().vocabulary().message("Step by step"))).append("</summary>\n\n");
                blocks(f.inner());
                out.append("</details>\n\n");
            }
            case Block.Code c -> out.append("```\n").append(c.text().replace("```", "` ` `")).append(c.text().endsWith("\n") ? "" : "\n").append("```\n\n");
            case Block.Quote q -> indented(q.inner(), "> ", "> ");
        }
    }

    static String hexColors(String latex) {
        return latex.replace("{changeone}", "{#0b5394}").replace("{changetwo}", "{#a04000}");
    }

    private void display(List<String> lines) {
        out.append("$$\n").append(String.join("\n", lines)).append("\n$$\n\n");
    }

    private void items(Block.Items items) {
        int n = 1;
        for (List<Block> item : items.items()) {
            String mark = items.isNumbered() ? n++ + ". " : "- ";
            indented(item, mark, " ".repeat(mark.length()));
        }
        out.append("\n");
    }

    private void indented(List<Block> inner, String first, String others) {
        MarkdownWriter w = new MarkdownWriter(document, pictureName);
        w.pictures.addAll(pictures);
        w.blocks(inner);
        pictures.clear();
        pictures.addAll(w.pictures);
        String text = w.out.toString().strip();
        boolean begin = true;
        for (String line : text.split("\n", -1)) {
            out.append(line.isEmpty() && !others.startsWith(">") ? "" : begin ? first : others).append(line).append('\n');
            begin = false;
        }
        if (text.contains("\n\n")) {
            out.append('\n');
        }
    }

    private void table(Block.Table t) {
        row(t.header());
        out.append("|").append(" ---: |".repeat(t.header().size())).append('\n');
        t.rows().forEach(this::row);
        out.append('\n');
    }

    private void row(List<List<Inline>> cells) {
        out.append('|');
        cells.forEach(c -> out.append(' ').append(inline(c).replace("|", "\\vert ")).append(" |"));
        out.append('\n');
    }

    private String inline(List<Inline> text) {
        StringBuilder s = new StringBuilder();
        for (Inline i : text) {
            s.append(switch (i) {
                case Inline.Words w -> escaped(w.text());
                case Inline.Formula f -> "$" + hexColors(f.latex()) + "$";
                case Inline.Emphasis e -> e.isStrong() ? "**" + inline(e.inner()) + "**" : "*" + inline(e.inner()) + "*";
                case Inline.Code c -> "`" + c.text().replace("`", "'") + "`";
                case Inline.Link l -> "[" + inline(l.inner()) + "](" + l.target().replace(")", "%29").replace("(", "%28").replace(" ", "%20") + ")";
            });
        }
        return s.toString();
    }

    /** Signs that mean something in Markdown stand for themselves. */
    private static String escaped(String text) {
        StringBuilder s = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ("\\`*_[]<>$#|~".indexOf(c) >= 0) {
                s.append('\\');
            }
            s.append(c == '\n' ? ' ' : c);
        }
        return s.toString();
    }
}
