package dev.ddx.fuzz;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.ddx.cli.Main;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Each line of a batch is answered by a line that is a JSON object, with an answer or with an error that is not a defect of ddx. */
public final class BatchTarget {

    private static final List<String> OPERATIONS = List.of("diff", "simplify", "equal", "eval", "print", "gradient", "tangent", "limit", "implicit", "taylor", "critical");

    private BatchTarget() {
    }

    /** The first byte chooses the operation. */
    public static void fuzzerTestOneInput(byte[] data) {
        if (data.length == 0) {
            return;
        }
        byte[] lines = java.util.Arrays.copyOfRange(data, 1, data.length);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(new String[] {"batch", "--op", OPERATIONS.get((data[0] & 0xff) % OPERATIONS.size()), "--timeout", "1000", "--max-nodes", "3000", "--max-bits",
            "5000", "--max-chars", "2000", "--max-depth", "200", "--max-output", "200000"}, new ByteArrayInputStream(lines), out, err);
        if (code != 0 || err.size() > 0) {
            throw new AssertionError("exit code " + code + ": " + err.toString(StandardCharsets.UTF_8));
        }
        long wanted = List.of(Targets.text(lines).split("\n", -1)).stream().filter(l -> !l.isBlank()).count();
        List<String> answers = List.of(out.toString(StandardCharsets.UTF_8).split("\n", -1));
        if (answers.size() - 1 != wanted) {
            throw new AssertionError(answers.size() - 1 + " answers to " + wanted + " lines");
        }
        for (String answer : answers.subList(0, answers.size() - 1)) {
            check(answer);
        }
    }

    private static void check(String answer) {
        Targets.checkPrintable(answer, "an answer");
        try {
            Map<String, Object> map = JSON.std.mapFrom(answer);
            if (!map.containsKey("id")) {
                throw new AssertionError("no id in " + answer);
            }
            if (map.get("error") instanceof Map<?, ?> error && "internal".equals(error.get("kind"))) {
                throw new AssertionError(answer);
            }
            if (map.get("latex") instanceof String latex) {
                LatexTarget.checkWellFormed(latex, true);
            }
        } catch (IOException e) {
            throw new AssertionError("not JSON: " + answer, e);
        }
    }
}
