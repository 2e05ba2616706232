package dev.ddx.cli;

import dev.ddx.expr.DdxException;
import dev.ddx.expr.Limits;
import dev.ddx.verify.Verification;
import dev.ddx.verify.Verifier;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "verify", description = "Checks a derivation that was written with --format json, from that file alone.")
final class VerifyCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "FILE", description = "The JSON of a derivation; - reads it from standard input.")
    String file;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Shows this help.")
    boolean help;

    @Mixin
    LibraryOptions library = new LibraryOptions();

    VerifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Limits limits = library.limits(Limits.DEFAULT);
        byte[] json = read(limits);
        Verification v = Deadline.within(limits, () -> {
            Certificate c = Certificate.read(json, limits);
            Verifier verifier = new Verifier(c.functions(), c.formulas(), c.assumptions());
            List<Verification> all = c.derivations().stream().map(d -> verifier.verify(d, limits)).toList();
            if (all.isEmpty()) {
                throw new DdxException(DdxException.Kind.USAGE, "there is no derivation in it that could be checked");
            }
            return c.hasSeveral() ? Verification.of(all) : all.get(0);
        });
        for (Verification.Checked s : v.steps()) {
            console.out().println(s.place() + " " + s.rule() + ": " + s.verdict().describe());
        }
        console.out().println(v.summary());
        if (!v.accepted()) {
            Verification.Checked s = (v.failed().isEmpty() ? v.unchecked() : v.failed()).get(0);
            throw new DdxException(DdxException.Kind.NOT_VERIFIED, "step " + s.place() + " (" + s.rule() + ") from " + s.before()
                    + " to " + s.after() + " " + s.verdict().describe());
        }
        return 0;
    }

    private byte[] read(Limits limits) {
        int most = (int) Math.min(Integer.MAX_VALUE - 8L, limits.maxOutput() * 4);
        try (InputStream in = file.equals("-") ? console.in() : Files.newInputStream(Path.of(file))) {
            return in.readNBytes(most);
        } catch (IOException | java.nio.file.InvalidPathException e) {
            throw new DdxException(DdxException.Kind.USAGE, "cannot read the file " + file);
        }
    }
}
