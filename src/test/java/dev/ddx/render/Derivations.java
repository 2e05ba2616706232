package dev.ddx.render;

import dev.ddx.Ddx;
import dev.ddx.calculus.RandomExpressions;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Sym;
import dev.ddx.rewrite.Derivation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Derivations of 500 functions: those of the test resources, and random ones; -Dddx.properties takes more. */
final class Derivations {

    static final Ddx DDX = Ddx.standard();
    private static final int COUNT = Integer.getInteger("ddx.properties", 500);

    private Derivations() {
    }

    static List<Derivation> all(long seed) throws IOException {
        List<Derivation> out = new ArrayList<>();
        for (String line : lines("/dev/ddx/verify/functions.txt")) {
            String variable = line.substring(line.lastIndexOf(';') + 1).strip();
            add(out, DDX.read(line.substring(0, line.lastIndexOf(';')), Set.of(variable), true).expression(), variable);
        }
        for (String line : lines("/dev/ddx/workload/panel.txt")) {
            add(out, DDX.read(line, Set.of("x"), true).expression(), "x");
        }
        RandomExpressions random = new RandomExpressions(seed);
        Random size = new Random(seed);
        while (out.size() < COUNT) {
            add(out, random.next(1 + size.nextInt(6)), "x");
        }
        return out;
    }

    private static List<String> lines(String resource) throws IOException {
        try (InputStream in = Derivations.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(l -> !l.startsWith("#") && !l.isBlank()).toList();
        }
    }

    private static void add(List<Derivation> out, Expr e, String variable) {
        try {
            out.add(DDX.derivation(e, Sym.of(variable), 1, null));
        } catch (DdxException refused) {
            // It has no derivation.
        }
    }
}
