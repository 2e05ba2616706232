package dev.ddx.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The seeds of the fuzzer, and what it has found, as inputs of its targets. */
class FuzzRegressionTest {

    @ParameterizedTest
    @ValueSource(strings = {"expression", "library", "rules", "latex", "batch", "certificate"})
    void seeds_and_findings(String target) throws IOException, URISyntaxException {
        Path folder = Path.of(FuzzRegressionTest.class.getResource(target).toURI());
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.sorted().toList();
            assertThat(all).hasSizeGreaterThan(5);
            for (Path file : all) {
                try {
                    Targets.all().get(target).accept(Files.readAllBytes(file));
                } catch (RuntimeException | Error finding) {
                    throw new AssertionError(target + "/" + file.getFileName(), finding);
                }
            }
        }
    }
}
