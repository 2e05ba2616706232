package dev.ddx.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.ddx.Ddx;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Limits;
import dev.ddx.kernel.Kernel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "batch", description = "Reads JSON lines from standard input and answers each with a JSON line, in order.",
        footer = {"", "A line: {\"id\":…, \"f\":EXPR} and, as it applies, \"var\", \"order\", \"at\":{\"x\":2.0},",
            "\"in_terms_of\":NAME (else no definition is brought into the answer),",
            "for an operator \"f\" may be a list, \"vars\":\"x,y\", \"along\":\"1,2\";",
            "\"complex\":true|false (whether i is the imaginary unit; else as --complex says)."})
final class BatchCommand implements Callable<Integer> {

    private static final JSON WRITER = JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES);

    private final Console console;
    private final ReentrantLock writing = new ReentrantLock();

    @Option(names = "--op", required = true, paramLabel = "OP", description = "diff, implicit, parametric, polar, inverse, tangent, taylor, critical, limit, simplify, equal, eval, print or an operator: gradient, jacobian, hessian, laplacian, divergence, curl, directional, differential.")
    BatchOperation operation;

    @Mixin
    LibraryOptions library = new LibraryOptions();

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Shows this help.")
    boolean help;

    BatchCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Ddx ddx = library.ddx();
        BatchInput lines = new BatchInput(console.in(), 6L * ddx.limits().maxChars() + 65_536);
        Kernel.loadArithmetic();
        Thread atSignal = new Thread(this::writeAnswers, "answers");
        Runtime.getRuntime().addShutdownHook(atSignal);
        try {
            for (BatchInput.Line line = lines.next(); line != null && !console.isBroken(); line = lines.next()) {
                if (line.text() == null || !line.text().isBlank()) {
                    print(answer(ddx, line.text()) + "\n", lines.isIdle());
                }
            }
        } catch (IOException e) {
            throw new DdxException(DdxException.Kind.USAGE, "standard input cannot be read: " + e.getMessage());
        } finally {
            stopWaitingForSignals(atSignal);
        }
        return 0;
    }

    /** @param isLast whether who talks to a running batch waits for the answer before the next question */
    private void print(String answer, boolean isLast) {
        writing.lock();
        try {
            console.out().print(answer);
            if (isLast) {
                console.out().flush();
            }
        } finally {
            writing.unlock();
        }
    }

    /** When a signal ends the process, the answers that are there are written as whole lines, and no more. */
    private void writeAnswers() {
        try {
            if (writing.tryLock(1, TimeUnit.SECONDS)) {
                console.out().flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void stopWaitingForSignals(Thread atSignal) {
        try {
            Runtime.getRuntime().removeShutdownHook(atSignal);
        } catch (IllegalStateException isEnding) {
            // It runs now.
        }
    }

    /** The answer to one line, whatever the line is. */
    private String answer(Ddx ddx, String line) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("id", null);
        try {
            if (line == null) {
                throw Limits.reached("the line is too long", ddx.limits().maxChars(), "--max-chars");
            }
            BatchQuestion question = BatchQuestion.parse(line);
            out.put("id", question.id());
            Map<String, Object> found = Deadline.within(ddx.limits(), () -> question.reading().locate(() -> operation.answer(question.readBy(ddx), question)));
            out.putAll(found);
            return Answer.check(ddx.limits(), json(out));
        } catch (BatchQuestion.NotJson e) {
            return json(error(out, "json", e.getMessage(), 1, e.column()));
        } catch (DdxException e) {
            DdxException.Position p = e.position();
            return json(error(out, e.kind().label(), e.getMessage(), p == null ? null : p.line(), p == null ? null : p.column()));
        } catch (Throwable e) {
            return json(error(out, "internal", "ddx failed on this line (" + e.getClass().getSimpleName() + "); please report it", null, null));
        }
    }

    private static Map<String, Object> error(Map<String, Object> answer, String kind, String message, Integer line, Integer column) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("kind", kind);
        error.put("message", message);
        error.put("line", line);
        error.put("column", column);
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("id", answer.get("id"));
        out.put("error", error);
        return out;
    }

    private static String json(Map<String, Object> answer) {
        try {
            return WRITER.asString(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
