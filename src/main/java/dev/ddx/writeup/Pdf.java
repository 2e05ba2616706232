package dev.ddx.writeup;

import dev.ddx.expr.DdxException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Makes a PDF of a LaTeX document with the TeX that is installed. */
public final class Pdf {

    private static final String PACKAGES = "on Debian and Ubuntu the packages texlive-latex-extra, texlive-pictures, texlive-fonts-recommended and lmodern have what is needed";
    private static final long SECONDS = 120;

    private Pdf() {
    }

    /**
     * The same document gives the same bytes.
     *
     * @throws DdxException of kind USAGE if there is no TeX, or a package is missing; of kind DEFECT if it refuses the document
     */
    public static byte[] of(String latex) {
        String program = List.of("pdflatex", "lualatex").stream().filter(Pdf::isInstalled).findFirst().orElseThrow(() -> new DdxException(DdxException.Kind.USAGE,
                "a PDF is made by pdflatex or lualatex, and neither was found; " + PACKAGES + ". The same document as .tex or .html needs no TeX"));
        Path folder = null;
        try {
            folder = Files.createTempDirectory("ddx");
            Files.writeString(folder.resolve("document.tex"), latex);
            // The second run has the outline.
            for (int run = 0; run < 2; run++) {
                run(program, folder);
            }
            return Files.readAllBytes(folder.resolve("document.pdf"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DdxException(DdxException.Kind.LIMIT, "the time is up while " + program + " runs; more is allowed with --timeout");
        } finally {
            delete(folder);
        }
    }

    private static boolean isInstalled(String program) {
        String path = System.getenv("PATH");
        return path != null && Stream.of(path.split(File.pathSeparator)).filter(p -> !p.isEmpty()).anyMatch(p -> Files.isExecutable(Path.of(p, program)));
    }

    private static void run(String program, Path folder) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(program, "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "document.tex").directory(folder.toFile())
                .redirectErrorStream(true).redirectOutput(folder.resolve("output").toFile());
        builder.environment().put("SOURCE_DATE_EPOCH", "0");
        builder.environment().put("FORCE_SOURCE_DATE", "1");
        builder.environment().put("max_print_line", "1000");
        Process p = builder.start();
        try {
            p.getOutputStream().close();
            if (!p.waitFor(SECONDS, TimeUnit.SECONDS)) {
                throw new DdxException(DdxException.Kind.LIMIT, program + " has not come to an end in " + SECONDS + " seconds; give the document as .tex and run it yourself");
            }
        } finally {
            p.destroyForcibly();
        }
        if (p.exitValue() != 0) {
            String log = new String(Files.readAllBytes(folder.resolve("output")), StandardCharsets.ISO_8859_1);
            String error = log.lines().filter(l -> l.startsWith("!")).findFirst().orElse("it gives no reason").replaceFirst("^! *", "");
            if (error.contains("not found")) {
                throw new DdxException(DdxException.Kind.USAGE, program + " lacks a package: " + error + " " + PACKAGES);
            }
            throw new DdxException(DdxException.Kind.DEFECT, program + " refuses the document: " + error + " This is a defect of ddx; please report it together with the command");
        }
    }

    private static void delete(Path folder) {
        if (folder == null) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path f : files.toList()) {
                Files.deleteIfExists(f);
            }
            Files.deleteIfExists(folder);
        } catch (IOException left) {
            // What is left over in the folder of temporary files does no harm.
        }
    }
}
