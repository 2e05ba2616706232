package dev.ddx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ddx.calculus.Explanation;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Sym;
import dev.ddx.render.DerivationPrinter;
import dev.ddx.render.Detail;
import dev.ddx.rewrite.Derivation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The write-ups in samples/ are what ddx makes of the inputs beside them; -Dddx.regenerate=true writes them anew. */
class SamplesTest {

    private static final Path SAMPLES = Path.of("samples");

    @TestFactory
    List<DynamicTest> samples() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            return files.filter(f -> f.toString().endsWith(".ddx")).sorted()
                    .map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> check(f))).toList();
        }
    }

    private static void check(Path input) throws IOException {
        Path output = SAMPLES.resolve(input.getFileName().toString().replace(".ddx", ".md"));
        String writeUp = writeUp(Files.readAllLines(input));
        if (Boolean.getBoolean("ddx.regenerate")) {
            Files.writeString(output, writeUp);
        }
        assertThat(output).content().isEqualTo(writeUp);
    }

    private static String writeUp(List<String> lines) {
        Ddx ddx = Ddx.standard();
        String variable = "x";
        String inTermsOf = null;
        String method = null;
        if (lines.get(0).startsWith("explain ")) {
            Explanation explanation = ddx.explain(lines.get(0).substring("explain ".length()));
            return new DerivationPrinter(ddx.with(explanation).functions(), Detail.NORMAL).markdown(explanation.derivation());
        }
        for (String line : lines.subList(1, lines.size())) {
            String value = line.substring(line.indexOf(':') + 1).strip();
            switch (line.substring(0, Math.max(0, line.indexOf(':')))) {
                case "define" -> ddx = ddx.define(value);
                case "variable" -> variable = value;
                case "in-terms-of" -> inTermsOf = value;
                case "method" -> method = value;
                case "" -> assertThat(line).isBlank();
                default -> throw new IllegalArgumentException(line);
            }
        }
        Expr f = ddx.parse(lines.get(0));
        Sym x = Sym.of(variable);
        Derivation d = method == null ? ddx.derivation(f, x, 1, inTermsOf) : ddx.derivationBy(method, f, x);
        return new DerivationPrinter(ddx.functions(), Detail.NORMAL).with(ddx.ledger(d, f, x, 1).orElse(null)).markdown(d);
    }
}
