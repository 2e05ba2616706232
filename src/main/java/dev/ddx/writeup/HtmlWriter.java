package dev.ddx.writeup;

import dev.ddx.render.DerivationPrinter;
import dev.ddx.render.Detail;
import dev.ddx.render.DisplayedLines;
import dev.ddx.render.MathMl;
import dev.ddx.rewrite.Vocabulary;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Writes a document as one HTML file that needs nothing else: no script, no network. Formulas are MathML with a line of
 * plain text, pictures are SVG. The level of detail is chosen on the page, and a line that is pointed at or has the focus
 * shows what has changed.
 */
public final class HtmlWriter {

    /** Wider formulas in a line of text get a place of their own, in em. */
    private static final double WIDE = 15;
    private static final double WIDE_LEFT = 11;

    private static final Pattern MATH = Pattern.compile("<math([^>]*? alttext=\"([^\"]*)\")");

    private final Document document;
    private final Vocabulary words;
    private final StringBuilder out = new StringBuilder();
    private int pictures;

    private HtmlWriter(Document document) {
        this.document = document;
        this.words = document.language().vocabulary();
    }

    /** The whole file. */
    public static String write(Document document) {
        return new HtmlWriter(document).page();
    }

    private String page() {
        String title = MathMl.escaped(document.plainTitle());
        out.append("<!DOCTYPE html>\n<html lang=\"").append(document.language().tag()).append("\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"generator\" content=\"ddx\">\n")
                .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<title>").append(title)
                .append("</title>\n<style>\n").append(css()).append(SvgPlot.STYLE).append("</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#text\">")
                .append(MathMl.escaped(words.atTheStart(words.message("To the text")))).append("</a>\n<header>\n<h1>").append(inline(document.title())).append("</h1>\n");
        if (!document.author().isEmpty()) {
            out.append("<p class=\"author\">").append(MathMl.escaped(document.author())).append("</p>\n");
        }
        out.append("</header>\n<main id=\"text\">\n");
        Detail level = level(document.blocks());
        if (level != null) {
            levels(level);
        }
        blocks(document.blocks());
        return out.append("</main>\n</body>\n</html>\n").toString();
    }

    private static String css() {
        try (InputStream in = HtmlWriter.class.getResourceAsStream("page.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The level of the first derivation, or null if there is none. */
    private static Detail level(List<Block> blocks) {
        for (Block b : blocks) {
            Detail found = switch (b) {
                case Block.Steps s -> s.level();
                case Block.Items i -> i.items().stream().map(HtmlWriter::level).filter(l -> l != null).findFirst().orElse(null);
                case Block.Folded f -> level(f.inner());
                case Block.Quote q -> level(q.inner());
                default -> null;
            };
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static String id(Detail d) {
        return d.name().toLowerCase(Locale.ROOT);
    }

    private String name(Detail d) {
        return switch (d) {
            case BRIEF -> words.atTheStart(words.message("Brief"));
            case NORMAL -> words.atTheStart(words.message("Normal"));
            case FULL -> words.atTheStart(words.message("Every step"));
        };
    }

    private void levels(Detail checked) {
        out.append("<fieldset class=\"levels\"><legend>").append(MathMl.escaped(words.atTheStart(words.message("Detail")))).append("</legend>\n");
        for (Detail d : Detail.values()) {
            out.append("<label><input type=\"radio\" name=\"level\" id=\"").append(id(d)).append('"').append(d == checked ? " checked" : "").append('>')
                    .append(MathMl.escaped(name(d))).append("</label>\n");
        }
        out.append("</fieldset>\n");
    }

    private void blocks(List<Block> blocks) {
        blocks.forEach(this::block);
    }

    private void block(Block b) {
        switch (b) {
            case Block.Heading h -> {
                int level = Math.min(6, h.level() + 1);
                out.append("<h").append(level).append('>').append(inline(h.text())).append("</h").append(level).append(">\n");
            }
            case Block.Paragraph p -> out.append("<p>").append(inline(p.text())).append("</p>\n");
            case Block.Items items -> {
                String tag = items.isNumbered() ? "ol" : "ul";
                out.append('<').append(tag).append(">\n");
                for (List<Block> item : items.items()) {
                    out.append("<li>");
                    if (item.size() == 1 && item.get(0) instanceof Block.Paragraph p) {
                        out.append(inline(p.text()));
                    } else {
                        blocks(item);
                    }
                    out.append("</li>\n");
                }
                out.append("</").append(tag).append(">\n");
            }
            case Block.Display d -> out.append("<div class=\"display\" tabindex=\"0\">").append(MathMl.of(d.latex(), true)).append("</div>\n");
            case Block.Steps s -> {
                for (Detail d : Detail.values()) {
                    steps(s.colored().get(d), d, s.level());
                }
            }
            case Block.Table t -> table(t);
            case Block.Picture p -> {
                out.append("<figure>\n").append(SvgPlot.inline(p.plot(), "picture" + ++pictures));
                out.append(p.caption().isEmpty() ? "" : "<figcaption>" + inline(p.caption()) + "</figcaption>\n").append("</figure>\n");
            }
            case Block.Folded f -> {
                out.append("<details><summary>").append(spoken(inline(f.summary()))).append("</summary>\n");
                blocks(f.inner());
                out.append("</details>\n");
            }
            case Block.Code c -> out.append("<pre tabindex=\"0\"><code>").append(MathMl.escaped(c.text())).append("</code></pre>\n");
            case Block.Quote q -> {
                out.append("<blockquote>\n");
                blocks(q.inner());
                out.append("</blockquote>\n");
            }
        }
    }

    /** Formulas with their text in words beside them, unseen: not every reader takes a formula for the name of a control or the head of a column. */
    private static String spoken(String html) {
        return MATH.matcher(html).replaceAll("<span class=\"spoken\">$2</span><math aria-hidden=\"true\"$1");
    }

    private void steps(List<DerivationPrinter.Row> rows, Detail detail, Detail start) {
        out.append("<ol class=\"lines ").append(id(detail)).append(detail == start ? " start" : "").append("\">\n");
        for (DerivationPrinter.Row r : rows) {
            String kind = ((r.color() < 0 ? "" : "to" + r.color() + " ") + (r.depth() > 0 ? "aside " : "") + (r.isResult() ? "result" : "")).strip();
            out.append("<li").append(kind.isEmpty() ? "" : " class=\"" + kind + "\"").append("><div class=\"left\"")
                    .append(r.left() != null && DisplayedLines.width(r.left()) > WIDE_LEFT ? " tabindex=\"0\"" : "").append('>')
                    .append(r.left() == null ? "" : MathMl.of(r.left(), true).replaceFirst(" display=\"block\"", " displaystyle=\"true\"")).append("</div><div class=\"right\" tabindex=\"0\">")
                    .append(MathMl.of("= " + r.right(), true).replaceFirst(" display=\"block\"", " displaystyle=\"true\"")).append("</div><div class=\"why\">")
                    .append(inline(Inline.of(r.reason()))).append("</div></li>\n");
        }
        out.append("</ol>\n");
    }

    private void table(Block.Table t) {
        String caption = MathMl.escaped(t.caption());
        out.append("<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"").append(caption).append("\">\n<table>\n<caption>").append(caption)
                .append("</caption>\n<thead><tr>");
        t.header().forEach(c -> out.append("<th scope=\"col\">").append(spoken(cell(c))).append("</th>"));
        out.append("</tr></thead>\n<tbody>\n");
        for (List<List<Inline>> row : t.rows()) {
            out.append("<tr>");
            for (int j = 0; j < row.size(); j++) {
                out.append(j == 0 ? "<th scope=\"row\">" + spoken(cell(row.get(j))) + "</th>" : "<td>" + cell(row.get(j)) + "</td>");
            }
            out.append("</tr>\n");
        }
        out.append("</tbody>\n</table>\n</div>\n");
    }

    private String cell(List<Inline> cell) {
        StringBuilder s = new StringBuilder();
        for (Inline i : cell) {
            s.append(i instanceof Inline.Formula f ? MathMl.of(f.latex(), false) : inline(List.of(i)));
        }
        return s.toString();
    }

    private String inline(List<Inline> text) {
        StringBuilder s = new StringBuilder();
        String sign = "";
        for (int k = 0; k < text.size(); k++) {
            Inline i = text.get(k);
            String before = sign;
            sign = i instanceof Inline.Formula && k + 1 < text.size() && text.get(k + 1) instanceof Inline.Words w && !w.text().isEmpty() && ",.;:!?)".indexOf(w.text().charAt(0)) >= 0
                    ? w.text().substring(0, 1) : "";
            s.append(switch (i) {
                case Inline.Words w -> MathMl.escaped(w.text().substring(before.length()));
                case Inline.Formula f -> {
                    String math = MathMl.of(f.latex(), false);
                    // No line begins with the sign after a formula.
                    yield DisplayedLines.width(f.latex()) > WIDE ? "<span class=\"wide\" tabindex=\"0\">" + math + "</span>" + sign
                            : sign.isEmpty() ? math : "<span class=\"joined\">" + math + sign + "</span>";
                }
                case Inline.Emphasis e -> e.isStrong() ? "<strong>" + inline(e.inner()) + "</strong>" : "<em>" + inline(e.inner()) + "</em>";
                case Inline.Code c -> "<code>" + MathMl.escaped(c.text()) + "</code>";
                case Inline.Link l -> "<a href=\"" + MathMl.escaped(l.target()) + "\" rel=\"noreferrer\">" + inline(l.inner()) + "</a>";
            });
        }
        return s.toString();
    }
}
