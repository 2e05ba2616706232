package dev.ddx.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A stream that remembers why it could not be written to: a {@code PrintStream} over it stays quiet. */
final class Sink extends FilterOutputStream {

    private volatile IOException failure;

    Sink(OutputStream out) {
        super(out);
    }

    /** Null if all was written. */
    IOException failure() {
        return failure;
    }

    /** Whether who reads has had enough, as {@code head} has. */
    boolean isClosedByReader() {
        return failure != null && String.valueOf(failure.getMessage()).toLowerCase(java.util.Locale.ROOT).contains("pipe");
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        try {
            out.write(bytes, from, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }
}
