package dev.ddx.fuzz;

import dev.ddx.cli.Main;
import dev.ddx.kernel.Kernel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Any file that is given to {@code ddx verify} is checked or gets an error for people. */
public final class CertificateTarget {

    private static final int INTERNAL_ERROR = 70;

    static {
        // One process runs many commands here, and some are interrupted.
        Kernel.loadArithmetic();
    }

    private CertificateTarget() {
    }

    public static void fuzzerTestOneInput(byte[] data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(new String[] {"verify", "-", "--timeout", "1000", "--max-nodes", "3000", "--max-bits", "5000", "--max-chars", "20000", "--max-depth", "200"},
                new ByteArrayInputStream(data), out, err);
        String said = err.toString(StandardCharsets.UTF_8);
        if (code == INTERNAL_ERROR) {
            throw new AssertionError(said);
        }
        Targets.checkPrintable(said, "an error");
        Targets.checkPrintable(out.toString(StandardCharsets.UTF_8), "an answer");
    }
}
