package dev.ddx.cli;

import dev.ddx.expr.DdxException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;

/** The command line. */
public final class Main {

    private static final int INTERNAL_ERROR = 70;

    private Main() {
    }

    public static void main(String[] arguments) {
        int code = run(arguments, new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err));
        // Not System.exit alone: a task that did not stop in time may hold locks that exit hooks wait for.
        Runtime.getRuntime().halt(code);
    }

    /** Runs one command and returns its exit code; nothing is thrown. */
    public static int run(String[] arguments, InputStream in, OutputStream out, OutputStream err) {
        Console console = Console.of(in, out, err);
        int code;
        try {
            code = dispatch(console, arguments);
            console.finish();
        } catch (DdxException e) {
            console.err().println(e.describe());
            code = e.kind().exitCode();
        } catch (Throwable e) {
            console.err().println("ddx failed on this input (" + e.getClass().getSimpleName()
                    + "); please report it together with the command.");
            code = INTERNAL_ERROR;
        }
        console.out().flush();
        console.err().flush();
        return code;
    }

    private static int dispatch(Console console, String... arguments) throws Exception {
        if (Arguments.isSingleExpression(arguments)) {
            // Reading annotations costs more than the derivative; one expression alone has no options to read.
            DifferentiateCommand command = new DifferentiateCommand(console);
            command.expression = arguments[0];
            return command.call();
        }
        return Commands.execute(console, arguments);
    }
}
