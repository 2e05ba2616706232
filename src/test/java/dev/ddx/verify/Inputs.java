package dev.ddx.verify;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.ddx.Ddx;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Sym;
import dev.ddx.rewrite.Derivation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** Functions to differentiate: those of the sample, those of a folder of corpora, and random ones. */
final class Inputs {

    record Question(String f, String variable, int order) {

        Question(String f, String variable) {
            this(f, variable, 1);
        }

        /** The derivation, or null where ddx refuses the function. */
        Derivation derive(Ddx ddx) {
            try {
                return ddx.derivation(ddx.read(f, Set.of(variable), true).expression(), Sym.of(variable), order, null);
            } catch (DdxException refused) {
                return null;
            }
        }
    }

    static final Ddx DDX = Ddx.standard().withLimits(Limits.DEFAULT.withTimeoutMillis(Long.getLong("ddx.timeout", 20_000)));

    private static final List<String> FUNCTIONS = List.of("tan", "sec", "asin", "acos", "sinh", "cosh", "tanh", "asinh", "atanh", "abs", "sign", "cbrt", "erf", "gamma", "digamma",
            "floor", "sigma", "softplus", "Si", "Ei", "lngamma", "relu");

    private Inputs() {
    }

    static List<Question> sample() {
        try (InputStream in = Inputs.class.getResourceAsStream("functions.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(l -> !l.startsWith("#") && !l.isBlank())
                    .map(l -> new Question(l.substring(0, l.lastIndexOf(';')).strip(), l.substring(l.lastIndexOf(';') + 1).strip())).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rows of a JSON-lines file: {@code f} by {@code var} or each of {@code vars}, or {@code antiderivative} by {@code var}. */
    static List<Question> corpus(Path file) throws IOException {
        List<Question> out = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            Map<String, Object> row = JSON.std.mapFrom(line);
            String f = (String) row.getOrDefault("f", row.get("antiderivative"));
            for (Object v : row.get("vars") instanceof List<?> all ? all : List.of(row.get("var"))) {
                out.add(new Question(f, (String) v, Integer.getInteger("ddx.order", 1)));
            }
        }
        return out;
    }

    static Question random(SplittableRandom random) {
        return random.nextInt(10) == 0 ? new Question(text(random, 2), "x", 2) : new Question(text(random, 3), "x");
    }

    private static String text(SplittableRandom random, int depth) {
        if (depth == 0) {
            return List.of("x", "x", "x", "a", "2", "3", "x^2", "1/x").get(random.nextInt(8));
        }
        String u = text(random, depth - 1);
        String v = text(random, random.nextInt(depth));
        return switch (random.nextInt(16)) {
            case 0 -> "sin(" + u + ")";
            case 1 -> "cos(" + u + ")";
            case 2 -> "exp(" + u + ")";
            case 3 -> "ln(" + u + ")";
            case 4 -> "sqrt(" + u + ")";
            case 5 -> "atan(" + u + ")";
            case 6, 7 -> "(" + u + ")*(" + v + ")";
            case 8 -> "(" + u + ")/(" + v + ")";
            case 9, 10 -> "(" + u + ") + (" + v + ")";
            // A root of x − x has no derivative.
            case 11 -> u.equals(v) ? u : "(" + u + ") - (" + v + ")";
            case 12, 13 -> "(" + u + ")^" + (2 + random.nextInt(3));
            case 14 -> "max(" + u + ", " + v + ")";
            default -> FUNCTIONS.get(random.nextInt(FUNCTIONS.size())) + "(" + u + ")";
        };
    }
}
