package dev.ddx.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What is fuzzed, by name: each takes any bytes, and throws what is a finding. */
final class Targets {

    private Targets() {
    }

    static Map<String, Consumer<byte[]>> all() {
        return new TreeMap<>(Map.of(
                "expression", ExpressionTarget::fuzzerTestOneInput,
                "library", LibraryTarget::fuzzerTestOneInput,
                "rules", RulesTarget::fuzzerTestOneInput,
                "latex", LatexTarget::fuzzerTestOneInput,
                "batch", BatchTarget::fuzzerTestOneInput,
                "certificate", CertificateTarget::fuzzerTestOneInput));
    }

    static String text(byte[] data) {
        return new String(data, StandardCharsets.UTF_8);
    }

    /** What a person's terminal or a LaTeX run could be attacked with must not come out, whatever went in. */
    static void checkPrintable(String out, String what) {
        out.codePoints().filter(c -> c != '\n' && c != '\t' && (Character.getType(c) == Character.CONTROL || Character.getType(c) == Character.FORMAT
                || Character.getType(c) == Character.SURROGATE)).findFirst().ifPresent(c -> {
                    throw new AssertionError(what + " with the character U+" + Integer.toHexString(c) + ": " + out);
                });
    }
}
