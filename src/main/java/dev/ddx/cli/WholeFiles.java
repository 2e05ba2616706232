package dev.ddx.cli;

import dev.ddx.expr.DdxException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/** Files that are there whole or not at all: they get their names when all of them have been written. */
final class WholeFiles {

    private WholeFiles() {
    }

    /**
     * Writes them beside their places and then moves them there, in that order.
     *
     * @throws DdxException of kind OUTPUT if one cannot be written; what was there before is left
     */
    static void write(Map<Path, byte[]> files) {
        Map<Path, Path> parts = new LinkedHashMap<>();
        Path file = null;
        try {
            for (Map.Entry<Path, byte[]> f : files.entrySet()) {
                file = f.getKey();
                if (Files.isDirectory(file)) {
                    throw new FileSystemException(file.toString(), null, "it is a folder");
                }
                Path part = file.resolveSibling("." + file.getFileName() + "." + ProcessHandle.current().pid());
                parts.put(file, part);
                // Where a signal ends the process, this is left to its exit.
                part.toFile().deleteOnExit();
                Files.write(part, f.getValue());
            }
            for (Map.Entry<Path, Path> p : parts.entrySet()) {
                file = p.getKey();
                Files.move(p.getValue(), file, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new DdxException(DdxException.Kind.OUTPUT, "the file " + file + " cannot be written: " + reason(e));
        } finally {
            parts.values().forEach(WholeFiles::delete);
        }
    }

    private static String reason(IOException e) {
        return switch (e) {
            case java.nio.file.NoSuchFileException none -> "there is no such folder";
            case java.nio.file.AccessDeniedException denied -> "permission denied";
            case FileSystemException f when f.getReason() != null -> f.getReason();
            default -> e.getMessage();
        };
    }

    private static void delete(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException left) {
            // It says more that the file could not be written.
        }
    }
}
