package dev.ddx.cli;

import dev.ddx.Ddx;
import dev.ddx.expr.DdxException;
import dev.ddx.rewrite.Derivation;
import dev.ddx.rewrite.Exposition;
import dev.ddx.verify.Verification;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** Whether every step is checked before anything is printed. */
final class VerifyOption {

    @Option(names = "--verify", negatable = true,
            description = "Checks every step by means that share nothing with the rules; on for document and markdown.")
    Boolean verify;

    /** @throws DdxException of kind DEFECT if a step is not right: nothing is printed then */
    void check(Ddx ddx, Derivation d, Format format, Console console) {
        check(() -> ddx.verify(d), format, console);
    }

    /** The same for all derivations in it. */
    void check(Ddx ddx, Exposition e, Format format, Console console) {
        check(() -> ddx.verify(e), format, console);
    }

    /** The same for what else is verified. */
    void check(Supplier<Verification> verifier, Format format, Console console) {
        boolean writeUp = format == Format.DOCUMENT || format == Format.MARKDOWN;
        if (verify == null ? writeUp : verify) {
            Verification v = verified(verifier.get());
            if (Boolean.TRUE.equals(verify) || !v.unchecked().isEmpty()) {
                console.note("verified, " + v.summary());
            }
            v.unchecked().forEach(s -> console.note("step " + s.place() + " (" + s.rule() + ") " + s.verdict().describe()));
        }
    }

    private static Verification verified(Verification v) {
        for (Verification.Checked s : v.failed()) {
            throw new DdxException(DdxException.Kind.DEFECT, "step " + s.place() + " (" + s.rule() + ") from " + s.before() + " to "
                    + s.after() + " " + s.verdict().describe() + ". This is a defect of ddx; please report it together with the command");
        }
        return v;
    }

    /** The field of a batch answer. */
    static Map<String, Object> counts(Ddx ddx, Derivation d) {
        return counts(ddx.verify(d));
    }

    static Map<String, Object> counts(Verification verification) {
        Verification v = verified(verification);
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("steps", v.steps().size());
        out.put("exact", v.exact());
        out.put("numeric", v.numeric());
        out.put("unchecked", v.unchecked().size());
        return out;
    }
}
