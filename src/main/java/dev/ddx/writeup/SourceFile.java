package dev.ddx.writeup;

import dev.ddx.Ddx;
import dev.ddx.calculus.Explanation;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import dev.ddx.render.Detail;
import dev.ddx.render.Language;
import dev.ddx.render.Mark;
import dev.ddx.rewrite.Vocabulary;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A document as it is written by hand: Markdown with blocks between lines {@code ```ddx} and {@code ```}, each of which is
 * an expression or {@code explain NAME}, followed by lines {@code key: value}. What holds for all of it stands at the top
 * between lines {@code ---}. A file without such blocks is one block.
 */
public final class SourceFile {

    private static final Pattern KEY = Pattern.compile("([a-z][a-z-]*)\\s*:\\s*(.*)", Pattern.DOTALL);
    private static final Pattern OPENING = Pattern.compile("\\s{0,3}(`{3,}|~{3,})\\s*ddx\\s*");
    private static final Set<String> BLOCK_KEYS = Set.of("variable", "order", "in-terms-of", "method", "define", "function", "assume", "values", "range", "tangents", "exercises",
            "sections");
    private static final Set<String> HEAD_KEYS = Set.of("title", "author", "language", "style", "detail", "mark", "define", "function", "assume");

    /** A value and where it stands. */
    private record Entry(String key, String value, int line, int column) {
    }

    private final String name;
    private final String[] lines;
    private WriteUp writeUp;
    private Ddx ddx;
    private String title;
    private String author = "";

    private SourceFile(Ddx ddx, String text, String name, WriteUp writeUp) {
        this.ddx = ddx;
        this.name = name;
        this.lines = text.replace("\r\n", "\n").replace('\r', '\n').split("\n", -1);
        this.writeUp = writeUp;
    }

    /**
     * @param name of the file, for errors
     * @param standard what holds where the document says nothing else
     * @param title what the document is called, or null for what it says itself
     * @throws DdxException as {@link Ddx#derivation} does, and of kind SYNTAX or USAGE for a mistake in the file; the position is in it
     */
    public static Document read(Ddx ddx, String text, String name, WriteUp standard, String title) {
        return new SourceFile(ddx, text, name, standard).document(title);
    }

    private DdxException wrong(DdxException.Kind kind, int line, int column, int length, String explanation) {
        return new DdxException(kind, explanation, new DdxException.Position(name, lines[line], line + 1, column + 1, length));
    }

    /** What is wrong within a value is shown in the file. */
    private <T> T at(Entry e, Supplier<T> work) {
        try {
            return work.get();
        } catch (DdxException d) {
            DdxException.Position p = d.position();
            boolean within = p != null && p.line() == 1 && p.source() == null;
            if (p != null && !within || d.kind() == DdxException.Kind.DEFECT) {
                throw d;
            }
            String line = lines[e.line()];
            int column = line.codePointCount(0, Math.min(e.column(), line.length())) + (within ? p.column() - 1 : 0);
            int length = within ? p.length() : Math.max(1, e.value().codePointCount(0, e.value().length()));
            throw new DdxException(d.kind(), d.getMessage(), new DdxException.Position(name, line, e.line() + 1, column + 1, length));
        }
    }

    private Document document(String givenTitle) {
        int at = head();
        boolean fenced = false;
        for (int i = at; i < lines.length; i++) {
            fenced |= OPENING.matcher(lines[i]).matches();
        }
        List<Block> blocks = new ArrayList<>();
        if (!fenced) {
            blocks.addAll(block(at, lines.length, 1));
        } else {
            int from = at;
            int level = 1;
            for (int i = at; i < lines.length; i++) {
                Matcher m = OPENING.matcher(lines[i]);
                if (m.matches()) {
                    level = text(from, i, blocks, level);
                    int end = i + 1;
                    while (end < lines.length && !lines[end].strip().equals(m.group(1))) {
                        end++;
                    }
                    if (end == lines.length) {
                        throw wrong(DdxException.Kind.SYNTAX, i, 0, lines[i].length(), "this block has no end; a line " + m.group(1) + " ends it");
                    }
                    blocks.addAll(block(i + 1, end, level));
                    from = end + 1;
                    i = end;
                }
            }
            text(from, lines.length, blocks, level);
        }
        Vocabulary words = writeUp.language().vocabulary();
        String shown = givenTitle != null ? givenTitle : title != null ? title : words.atTheStart(words.message("Derivatives"));
        return new Document(Inline.of(shown), author, writeUp.language(), writeUp.style(), writeUp.marks(), blocks);
    }

    /** Adds the blocks of the text; returns the level that headings have below its last heading. */
    private int text(int from, int to, List<Block> out, int level) {
        StringBuilder text = new StringBuilder();
        List<Integer> starts = new ArrayList<>();
        for (int i = from; i < to; i++) {
            starts.add(text.length());
            text.append(lines[i]).append('\n');
        }
        if (text.toString().isBlank()) {
            return level;
        }
        int below = level;
        try {
            List<Block> blocks = SourceText.blocks(text.toString(), (offset, length, explanation) -> {
                int line = 0;
                while (line + 1 < starts.size() && starts.get(line + 1) <= offset) {
                    line++;
                }
                String whole = lines[from + line];
                return wrong(DdxException.Kind.SYNTAX, from + line, whole.codePointCount(0, Math.min(whole.length(), offset - starts.get(line))), length, explanation);
            });
            for (Block b : blocks) {
                // The title has the first level, so that headings begin with the second.
                below = b instanceof Block.Heading h ? Math.min(4, Math.max(2, h.level())) : below;
                out.add(b instanceof Block.Heading h ? new Block.Heading(Math.max(1, h.level() - 1), h.text()) : b);
            }
            return below;
        } catch (NoClassDefFoundError missing) {
            throw new DdxException(DdxException.Kind.USAGE, "text in Markdown needs the library org.commonmark:commonmark on the class path");
        }
    }

    /** The lines between {@code ---} at the top. */
    private int head() {
        if (!lines[0].strip().equals("---")) {
            return 0;
        }
        for (int i = 1; i < lines.length; i++) {
            if (lines[i].strip().equals("---")) {
                return i + 1;
            }
            if (lines[i].isBlank()) {
                continue;
            }
            Entry e = entry(i, HEAD_KEYS, "the head of a document");
            if (e == null) {
                throw wrong(DdxException.Kind.SYNTAX, i, 0, lines[i].length(), "the head of a document has lines key: value, such as title: The sigmoid");
            }
            at(e, () -> {
                set(e);
                return null;
            });
        }
        throw wrong(DdxException.Kind.SYNTAX, 0, 0, 3, "the head of the document has no end; a line --- ends it");
    }

    private void set(Entry e) {
        switch (e.key()) {
            case "title" -> title = e.value();
            case "author" -> author = e.value();
            case "language" -> writeUp = new WriteUp(Language.of(e.value()), writeUp.style(), writeUp.level(), writeUp.marks());
            case "style" -> writeUp = new WriteUp(writeUp.language(), choice(Document.Style.class, e.value()), writeUp.level(), writeUp.marks());
            case "detail" -> writeUp = new WriteUp(writeUp.language(), writeUp.style(), choice(Detail.class, e.value()), writeUp.marks());
            case "mark" -> writeUp = new WriteUp(writeUp.language(), writeUp.style(), writeUp.level(), choice(Mark.class, e.value()));
            case "define" -> ddx = ddx.define(e.value());
            case "function" -> ddx = ddx.withFunction(e.value());
            default -> ddx = ddx.assuming(e.value());
        }
    }

    private static <E extends Enum<E>> E choice(Class<E> type, String value) {
        for (E e : type.getEnumConstants()) {
            if (e.name().equalsIgnoreCase(value)) {
                return e;
            }
        }
        throw new DdxException(DdxException.Kind.USAGE, "'" + value + "' is none of "
                + String.join(", ", java.util.Arrays.stream(type.getEnumConstants()).map(c -> c.name().toLowerCase(Locale.ROOT)).toList()));
    }

    private Entry entry(int line, Set<String> keys, String where) {
        String text = lines[line];
        Matcher m = KEY.matcher(text.strip());
        if (!m.matches()) {
            return null;
        }
        int start = text.indexOf(m.group(1));
        if (!keys.contains(m.group(1))) {
            throw wrong(DdxException.Kind.SYNTAX, line, text.codePointCount(0, start), m.group(1).length(), "'" + m.group(1) + "' is no key of " + where + "; there are "
                    + String.join(", ", keys.stream().sorted().toList()));
        }
        int value = text.indexOf(':', start) + 1;
        while (value < text.length() && Character.isWhitespace(text.charAt(value))) {
            value++;
        }
        return new Entry(m.group(1), m.group(2).strip(), line, value);
    }

    private List<Block> block(int from, int to, int level) {
        Entry expression = null;
        List<Entry> entries = new ArrayList<>();
        for (int i = from; i < to; i++) {
            String text = lines[i].strip();
            if (text.isEmpty()) {
                continue;
            }
            Entry e = entry(i, BLOCK_KEYS, "a block");
            if (e != null) {
                entries.add(e);
            } else if (expression == null) {
                expression = new Entry("", text, i, lines[i].indexOf(text));
            } else {
                throw wrong(DdxException.Kind.SYNTAX, i, 0, Math.max(1, lines[i].length()), "a block has one expression, and then lines key: value");
            }
        }
        if (expression == null) {
            int line = Math.max(0, Math.min(from, lines.length - 1));
            throw wrong(DdxException.Kind.SYNTAX, line, 0, Math.max(1, lines[line].length()), "an expression is missing, such as f(x) = x^2*sin(x)");
        }
        Entry e = expression;
        if (e.value().startsWith("explain ")) {
            Explanation explanation = at(e, () -> ddx.explain(e.value().substring("explain ".length()).strip()));
            return DerivativeChapter.explanation(explanation, ddx, writeUp.language(), writeUp.level(), writeUp.marks());
        }
        return at(e, () -> writeUp.chapter(subject(e, entries), level));
    }

    private Subject subject(Entry expression, List<Entry> entries) {
        Ddx local = ddx;
        Map<String, Entry> last = new LinkedHashMap<>();
        for (Entry e : entries) {
            Ddx before = local;
            switch (e.key()) {
                case "define" -> local = at(e, () -> before.define(e.value()));
                case "function" -> local = at(e, () -> before.withFunction(e.value()));
                case "assume" -> local = at(e, () -> before.assuming(e.value()));
                default -> last.put(e.key(), e);
            }
        }
        Ddx known = local;
        Entry variable = last.get("variable");
        Sym given = variable == null ? null : at(variable, () -> variable(known, variable.value()));
        Expr f = at(expression, () -> Subject.read(known, expression.value(), given == null ? "x" : given.name()));
        Sym x = given == null ? Ddx.variableOf(f) : given;
        return new Subject(known, f, x, number(last.get("order"), 1), value(last.get("in-terms-of")), value(last.get("method")), values(known, last.get("values")),
                list(known, last.get("range"), "\\.\\.", 2), list(known, last.get("tangents"), ",", 0), number(last.get("exercises"), 0), sections(last.get("sections")));
    }

    private static Sym variable(Ddx ddx, String text) {
        if (ddx.read(text, Set.of(text), true).expression() instanceof Sym s) {
            return s;
        }
        throw new DdxException(DdxException.Kind.BAD_VARIABLE, "a variable is a name such as x, t or x_1");
    }

    private static String value(Entry e) {
        return e == null ? null : e.value();
    }

    private int number(Entry e, int standard) {
        return e == null ? standard : at(e, () -> {
            if (!e.value().matches("[0-9]{1,3}")) {
                throw new DdxException(DdxException.Kind.USAGE, "a number is expected, such as 3");
            }
            return Integer.parseInt(e.value());
        });
    }

    private Map<Sym, Expr> values(Ddx known, Entry e) {
        Map<Sym, Expr> out = new LinkedHashMap<>();
        return e == null ? out : at(e, () -> {
            for (String part : e.value().split("[,;]")) {
                if (!(known.read(part, Set.of(), false).expression() instanceof Relation r) || !r.isEquation() || !(r.left() instanceof Sym s) || !r.right().isConstant()) {
                    throw new DdxException(DdxException.Kind.USAGE, "values are given as a = 2, b = 1/3");
                }
                out.put(s, r.right());
            }
            return out;
        });
    }

    private List<Expr> list(Ddx known, Entry e, String separator, int count) {
        return e == null ? null : at(e, () -> {
            List<Expr> out = new ArrayList<>();
            for (String part : e.value().equals("none") ? new String[0] : e.value().split(separator)) {
                Expr n = known.read(part, Set.of(), false).expression();
                if (!n.isConstant() || !Double.isFinite(known.evaluate(n, Map.of()))) {
                    throw new DdxException(DdxException.Kind.USAGE, part.strip() + " is not a number");
                }
                out.add(n);
            }
            boolean ordered = count == 0 || out.size() == 2 && known.evaluate(out.get(0), Map.of()) < known.evaluate(out.get(1), Map.of());
            if (!ordered) {
                throw new DdxException(DdxException.Kind.USAGE, "a range has two ends, the smaller first, such as -2 .. 5");
            }
            return out;
        });
    }

    private Set<Section> sections(Entry e) {
        return e == null ? EnumSet.allOf(Section.class) : at(e, () -> {
            Set<Section> out = EnumSet.noneOf(Section.class);
            for (String part : e.value().split("[,\\s]+")) {
                out.add(choice(Section.class, part));
            }
            return out;
        });
    }
}
