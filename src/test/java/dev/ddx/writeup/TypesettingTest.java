package dev.ddx.writeup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ddx.Ddx;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Sym;
import dev.ddx.render.Language;
import dev.ddx.render.Mark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Writes up derivatives of the functions of the corpus, in the widths of an article and of a column and as slides, into
 * target/typesetting; .ci/typeset FOLDER has KaTeX and pdflatex set them. -Dddx.corpus=FOLDER and -Dddx.derivations=300:
 * those that panel, feynman and deriv_pairs ask for, then second derivatives of panel and feynman, then fpbench.
 */
@EnabledIfSystemProperty(named = "ddx.corpus", matches = ".+")
class TypesettingTest {

    private static final Pattern FUNCTION = Pattern.compile("\"f\":\"(.*?)\"");
    private static final Pattern VARIABLE = Pattern.compile("\"vars?\":\\[?\"(.*?)\"");
    private static final Pattern ORDER = Pattern.compile("\"order\":(\\d+)");

    private record Row(String function, String variable, int order) {
    }

    private static List<Row> rows(Path folder, String file) throws IOException {
        List<Row> out = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve(file))) {
            Matcher f = FUNCTION.matcher(line);
            Matcher v = VARIABLE.matcher(line);
            Matcher n = ORDER.matcher(line);
            if (!line.startsWith("{") && !line.isBlank()) {
                out.add(new Row(line, null, 1));
            } else if (f.find() && v.find()) {
                out.add(new Row(f.group(1), v.group(1), n.find() ? Integer.parseInt(n.group(1)) : 1));
            }
        }
        return out;
    }

    private static Set<Row> rows(Path folder) throws IOException {
        Set<Row> out = new LinkedHashSet<>();
        for (String file : List.of("panel.txt", "feynman.jsonl", "deriv_pairs.jsonl")) {
            out.addAll(rows(folder, file));
        }
        for (String file : List.of("panel.txt", "feynman.jsonl")) {
            rows(folder, file).forEach(r -> out.add(new Row(r.function(), r.variable(), 2)));
        }
        out.addAll(rows(folder, "fpbench.jsonl"));
        return out;
    }

    @Test
    void functions_of_the_corpus() throws IOException {
        Ddx ddx = Ddx.standard();
        List<Block> blocks = new ArrayList<>();
        int most = Integer.getInteger("ddx.derivations", 300);
        int written = 0;
        for (Row r : rows(Path.of(System.getProperty("ddx.corpus")))) {
            try {
                Expr f = ddx.read(r.function(), Set.of(r.variable() == null ? "x" : r.variable()), true).expression();
                Sym x = r.variable() == null ? Ddx.variableOf(f) : Sym.of(r.variable());
                Document d = WriteUp.plain().document(null, List.of(new Subject(ddx, f, x, r.order(), null, null, Map.of(), null, null, 0,
                        EnumSet.of(Section.FUNCTION, Section.RULES, Section.DERIVATION, Section.DOMAIN))));
                blocks.add(new Block.Heading(1, d.title()));
                blocks.addAll(d.blocks());
                written++;
            } catch (DdxException refused) {
                System.out.println(r.function() + ": " + refused.getMessage());
            }
            if (written == most) {
                break;
            }
        }
        assertThat(written).isEqualTo(most);
        Path out = Files.createDirectories(Path.of("target/typesetting"));
        for (Document.Style style : Document.Style.values()) {
            Document d = new Document(List.of(new Inline.Words("Corpus")), "", Language.ENGLISH, style, Mark.NONE, blocks);
            Files.writeString(out.resolve("corpus-" + style.name().toLowerCase(java.util.Locale.ROOT) + ".tex"), LatexWriter.write(d));
        }
        Document d = new Document(List.of(new Inline.Words("Corpus")), "", Language.ENGLISH, Document.Style.ARTICLE, Mark.NONE, blocks);
        Files.writeString(out.resolve("corpus.md"), MarkdownWriter.write(d, null).text());
        Files.writeString(out.resolve("corpus.html"), HtmlWriter.write(d));
    }
}
