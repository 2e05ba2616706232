package dev.ddx.writeup;

import dev.ddx.render.MathMl;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.Parser;

/** Text in Markdown with formulas between dollar signs. HTML in it is text, and pictures are their descriptions. */
final class SourceText {

    private static final Pattern FORMULA = Pattern.compile("\\$\\$((?:[^$\\\\]|\\\\.)+)\\$\\$|(?<![\\\\$])\\$(?=[^\\s$])((?:[^$\\\\\n]|\\\\.|\n(?!\\s*\n))*?(?:[^\\s$\\\\]|\\\\[^\\s$]))\\$(?![0-9])", Pattern.DOTALL);
    private static final Pattern ADDRESS = Pattern.compile("(https?://|mailto:|#)\\S*", Pattern.CASE_INSENSITIVE);
    private static final char FIRST = '\uE000';
    private static final int MOST = 6000;
    private static final int DEEPEST = 60;

    /** Says where in a text something is wrong. */
    interface Complaint {
        RuntimeException at(int offset, int length, String explanation);
    }

    private final List<String> formulas = new ArrayList<>();
    private final List<Boolean> displays = new ArrayList<>();

    private SourceText() {
    }

    static List<Block> blocks(String markdown, Complaint complaint) {
        return new SourceText().read(markdown, complaint);
    }

    private List<Block> read(String markdown, Complaint complaint) {
        StringBuilder hidden = new StringBuilder();
        Matcher m = FORMULA.matcher(markdown);
        int at = 0;
        while (m.find() && formulas.size() < MOST) {
            boolean display = m.group(1) != null;
            String latex = (display ? m.group(1) : m.group(2)).strip();
            String unknown = MathMl.unknownCommand(latex);
            if (unknown != null) {
                throw complaint.at(Math.max(m.start(), markdown.indexOf(unknown, m.start())), unknown.length(),
                        unknown + " is not a command that formulas in a write-up may have; they know fractions, roots, scripts, brackets, Greek letters and named functions");
            }
            hidden.append(markdown, at, m.start()).append((char) (FIRST + formulas.size()));
            formulas.add(latex.replaceAll("\\s+", " "));
            displays.add(display);
            at = m.end();
        }
        hidden.append(markdown.substring(at));
        List<Block> out = new ArrayList<>();
        children(Parser.builder().build().parse(hidden.toString()), out, 0);
        return out;
    }

    private static boolean isHidden(char c) {
        return c >= FIRST && c < FIRST + MOST;
    }

    /** Text that is shown as it was typed. */
    private String shown(String text) {
        StringBuilder out = new StringBuilder();
        for (char c : text.toCharArray()) {
            if (isHidden(c) && c - FIRST < formulas.size()) {
                String mark = displays.get(c - FIRST) ? "$$" : "$";
                out.append(mark).append(formulas.get(c - FIRST)).append(mark);
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private void children(Node parent, List<Block> out, int depth) {
        for (Node n = parent.getFirstChild(); n != null && depth < DEEPEST; n = n.getNext()) {
            switch (n) {
                case Heading h -> out.add(new Block.Heading(h.getLevel(), inlines(h, 0)));
                case Paragraph p -> paragraph(inlines(p, 0), out);
                case BlockQuote q -> {
                    List<Block> inner = new ArrayList<>();
                    children(q, inner, depth + 1);
                    out.add(new Block.Quote(inner));
                }
                case ListBlock l -> {
                    List<List<Block>> items = new ArrayList<>();
                    for (Node i = l.getFirstChild(); i instanceof ListItem; i = i.getNext()) {
                        List<Block> inner = new ArrayList<>();
                        children(i, inner, depth + 1);
                        items.add(inner);
                    }
                    out.add(new Block.Items(l instanceof OrderedList, items));
                }
                case FencedCodeBlock c -> out.add(new Block.Code(shown(c.getLiteral())));
                case IndentedCodeBlock c -> out.add(new Block.Code(shown(c.getLiteral())));
                case HtmlBlock h -> out.add(new Block.Paragraph(List.of(new Inline.Words(shown(h.getLiteral())))));
                case ThematicBreak t -> {
                }
                default -> children(n, out, depth + 1);
            }
        }
    }

    /** A formula between double dollar signs stands on a line of its own. */
    private void paragraph(List<Inline> text, List<Block> out) {
        List<Inline> part = new ArrayList<>();
        for (Inline i : text) {
            if (i instanceof Inline.Formula f && f.latex().startsWith("\n")) {
                flush(part, out);
                out.add(new Block.Display(f.latex().substring(1)));
            } else {
                part.add(i);
            }
        }
        flush(part, out);
    }

    private static void flush(List<Inline> part, List<Block> out) {
        if (part.stream().anyMatch(i -> !(i instanceof Inline.Words w && w.text().isBlank()))) {
            out.add(new Block.Paragraph(part));
        }
        part.clear();
    }

    private List<Inline> inlines(Node parent, int depth) {
        List<Inline> out = new ArrayList<>();
        for (Node n = parent.getFirstChild(); n != null && depth < DEEPEST; n = n.getNext()) {
            switch (n) {
                case Text t -> words(t.getLiteral(), depth > 0, out);
                case SoftLineBreak b -> out.add(new Inline.Words(" "));
                case HardLineBreak b -> out.add(new Inline.Words(" "));
                case Emphasis e -> out.add(new Inline.Emphasis(inlines(e, depth + 1), false));
                case StrongEmphasis e -> out.add(new Inline.Emphasis(inlines(e, depth + 1), true));
                case Code c -> out.add(new Inline.Code(shown(c.getLiteral())));
                case HtmlInline h -> out.add(new Inline.Words(shown(h.getLiteral())));
                case Link l when ADDRESS.matcher(l.getDestination()).matches() -> out.add(new Inline.Link(l.getDestination(), inlines(l, depth + 1)));
                case Image i -> out.addAll(inlines(i, depth + 1));
                default -> out.addAll(inlines(n, depth + 1));
            }
        }
        return out;
    }

    private void words(String text, boolean isNested, List<Inline> out) {
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            boolean formula = i < text.length() && isHidden(text.charAt(i)) && text.charAt(i) - FIRST < formulas.size();
            if (i == text.length() || formula) {
                if (i > from) {
                    out.add(new Inline.Words(text.substring(from, i)));
                }
                if (formula) {
                    int k = text.charAt(i) - FIRST;
                    // The line feed says that it stands on a line of its own.
                    out.add(new Inline.Formula((displays.get(k) && !isNested ? "\n" : "") + formulas.get(k)));
                }
                from = i + 1;
            }
        }
    }
}
