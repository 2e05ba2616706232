package dev.ddx.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The lines of a stream; of a line that is too long only the first part is kept in memory. */
final class BatchInput {

    /** @param text the line without its end, or null if it was longer than allowed */
    record Line(String text) {
    }

    private final BufferedInputStream in;
    private final long maxBytes;

    BatchInput(InputStream in, long maxBytes) {
        this.in = new BufferedInputStream(in, 1 << 16);
        this.maxBytes = maxBytes;
    }

    /** The next line, or null at the end. */
    Line next() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean tooLong = false;
        int b = in.read();
        if (b < 0) {
            return null;
        }
        for (; b >= 0 && b != '\n'; b = in.read()) {
            if (bytes.size() < maxBytes) {
                bytes.write(b);
            } else {
                tooLong = true;
            }
        }
        return new Line(tooLong ? null : bytes.toString(StandardCharsets.UTF_8));
    }

    /** Whether a next line would have to be waited for. */
    boolean isIdle() {
        try {
            return in.available() == 0;
        } catch (IOException e) {
            return true;
        }
    }
}
