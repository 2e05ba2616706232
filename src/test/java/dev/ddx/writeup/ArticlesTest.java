package dev.ddx.writeup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ddx.Ddx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The documents in samples/articles/ are what ddx makes of the sources beside them; -Dddx.regenerate=true writes them anew. */
class ArticlesTest {

    private static final Path ARTICLES = Path.of("samples/articles");

    @TestFactory
    List<DynamicTest> articles() throws IOException {
        try (Stream<Path> files = Files.list(ARTICLES)) {
            return files.filter(f -> f.toString().endsWith(".ddx")).sorted().map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> check(f))).toList();
        }
    }

    private static void check(Path source) throws IOException {
        String name = source.getFileName().toString().replace(".ddx", "");
        Document d = SourceFile.read(Ddx.standard(), Files.readString(source), source.getFileName().toString(), WriteUp.plain(), null);
        Map<String, String> made = new LinkedHashMap<>();
        MarkdownWriter.Result markdown = MarkdownWriter.write(d, name);
        made.put(name + ".md", markdown.text());
        markdown.pictures().forEach(p -> made.put(p.name(), p.svg()));
        made.put(name + ".tex", LatexWriter.write(d));
        made.put(name + ".html", HtmlWriter.write(d));
        for (Map.Entry<String, String> file : made.entrySet()) {
            Path p = ARTICLES.resolve(file.getKey());
            if (Boolean.getBoolean("ddx.regenerate")) {
                Files.writeString(p, file.getValue());
            }
            assertThat(p).content().isEqualTo(file.getValue());
        }
    }
}
