package dev.ddx.cli;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;

/** Runs what people run, so that a cache of loaded classes can be recorded. The launcher uses it once. */
public final class WarmUp {

    private WarmUp() {
    }

    public static void main(String[] arguments) {
        run("1/(1+e^-x)");
        run("x^2 sin x + ln(x)/sqrt(1+x^2)", "--result");
        run("x^x", "--format", "text", "--detail", "full");
        run("simplify", "x/x + (x+1)^2", "--format", "infix");
        run("simplify", "(x^2*y - y^3)/(x^2 + 2*x*y + y^2)", "--format", "infix");
        run("x+");
    }

    private static void run(String... arguments) {
        Main.run(arguments, new ByteArrayInputStream(new byte[0]), OutputStream.nullOutputStream(), OutputStream.nullOutputStream());
    }
}
