package dev.ddx.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ddx.expr.FunctionTable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CompiledLibraryTest {

    private static LibraryFile text(String text) {
        return LibraryParser.parse(text, "test.ddx", FunctionTable.EMPTY, Set.of());
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = CompiledLibraryTest.class.getResourceAsStream("/dev/ddx/" + name)) {
            return in.readAllBytes();
        }
    }

    @Test
    void whatTheBuildMadeIsWhatTheTextSays() throws IOException {
        LibraryFile made = CompiledLibrary.read(new DataInputStream(new ByteArrayInputStream(resource("standard.table"))));
        LibraryFile said = text(new String(resource("standard.ddx"), StandardCharsets.UTF_8));
        assertThat(made.functions()).isNotEmpty().containsExactlyElementsOf(said.functions());
        assertThat(made.rules()).isNotEmpty().containsExactlyElementsOf(said.rules());
    }

    @Test
    void everyKindOfExpressionComesBackEqual() throws IOException {
        LibraryFile said = text("""
                definition f(u, v) = piecewise(-u^2.50*v/(u + 1), 0 < u <= 1; at(g'(t), t = pi) + e^u, u > 2)
                function g(u)
                  derivative ?
                definition h(u) = diff(g(u)*u, u, 2) + partial(k(u, 2); 0, 1) + piecewise(u, u > 0; 1)
                function k(u, v)
                  domain u > 0 unless v is integer
                  derivative v*u^(v - 1); ?
                group differentiation
                rule odd-one "Title": d/dx[u + ...] -> d/dx[u] + ...
                """);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CompiledLibrary.write(said, new DataOutputStream(bytes));
        LibraryFile made = CompiledLibrary.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        assertThat(made).isEqualTo(said);
    }
}
