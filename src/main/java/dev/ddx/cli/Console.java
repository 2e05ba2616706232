package dev.ddx.cli;

import java.io.BufferedOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The three streams of a run, all UTF-8 and buffered. A {@code PrintStream} that was closed at its other end stays quiet. */
record Console(InputStream in, PrintStream out, PrintStream err) {

    static Console of(InputStream in, OutputStream out, OutputStream err) {
        return new Console(in, printer(out), printer(err));
    }

    private static PrintStream printer(OutputStream stream) {
        return new PrintStream(new BufferedOutputStream(stream, 1 << 16), false, StandardCharsets.UTF_8);
    }

    void note(String text) {
        err.println("note: " + text);
    }

    void flush() {
        out.flush();
        err.flush();
    }
}
