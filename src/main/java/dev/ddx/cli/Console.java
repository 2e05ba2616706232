package dev.ddx.cli;

import dev.ddx.expr.DdxException;
import java.io.BufferedOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The three streams of a run, all UTF-8 and buffered. */
record Console(InputStream in, PrintStream out, PrintStream err, Sink sink) {

    static Console of(InputStream in, OutputStream out, OutputStream err) {
        Sink sink = new Sink(out);
        return new Console(in, printer(sink), printer(err), sink);
    }

    private static PrintStream printer(OutputStream stream) {
        return new PrintStream(new BufferedOutputStream(stream, 1 << 16), false, StandardCharsets.UTF_8);
    }

    void note(String text) {
        err.println("note: " + text);
    }

    /** Whether nothing more can be written to standard output. */
    boolean isBroken() {
        return sink.failure() != null;
    }

    /** @throws DdxException of kind OUTPUT if standard output could not be written, but for a reader who has closed it */
    void finish() {
        out.flush();
        if (isBroken() && !sink.isClosedByReader()) {
            throw new DdxException(DdxException.Kind.OUTPUT, "standard output cannot be written: " + sink.failure().getMessage());
        }
    }
}
