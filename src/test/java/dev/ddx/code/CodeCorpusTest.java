package dev.ddx.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.ddx.Ddx;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Sym;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The functions of feynman.jsonl, scalar_rules.jsonl and panel.txt as code, run at points of their domains. */
@EnabledIfSystemProperty(named = "ddx.corpus", matches = ".+")
class CodeCorpusTest {

    private static final int POINTS = 4;
    /** Points at which a value is looked for; where there is none, that may take seconds each. */
    private static final int MOST_TRIES = 10;
    private static final Map<GeneratedCode.Case, List<double[]>> EXPECTED = new LinkedHashMap<>();

    private final Ddx ddx = Ddx.standard();

    @TempDir
    private Path folder;

    /** By which variable a rule differentiates its function; the others are differentiated by all their symbols. */
    private static final Map<String, String> VARIABLES = new LinkedHashMap<>();

    /** Each different function once, with the ranges of its symbols. */
    private static Map<String, Map<String, List<Number>>> functions() throws IOException {
        Map<String, Map<String, List<Number>>> out = new LinkedHashMap<>();
        Path corpus = Path.of(System.getProperty("ddx.corpus"));
        for (String file : new String[] {"feynman.jsonl", "scalar_rules.jsonl"}) {
            for (String line : Files.readAllLines(corpus.resolve(file))) {
                Map<String, Object> row = JSON.std.mapFrom(line);
                @SuppressWarnings("unchecked")
                Map<String, List<Number>> domain = row.get("domain") instanceof Map<?, ?> m ? (Map<String, List<Number>>) m : Map.of();
                out.putIfAbsent((String) row.get("f"), domain);
                if (file.startsWith("scalar")) {
                    VARIABLES.put((String) row.get("f"), (String) row.get("var"));
                }
            }
        }
        for (String line : Files.readAllLines(corpus.resolve("panel.txt"))) {
            out.putIfAbsent(line, Map.of());
        }
        return out;
    }

    private Map<GeneratedCode.Case, List<double[]>> cases() throws IOException {
        if (!EXPECTED.isEmpty()) {
            return EXPECTED;
        }
        Random random = new Random(11);
        for (Map.Entry<String, Map<String, List<Number>>> row : functions().entrySet()) {
            Expr f = ddx.parse(row.getKey());
            List<Sym> by = VARIABLES.containsKey(row.getKey()) ? List.of(Sym.of(VARIABLES.get(row.getKey()))) : f.freeSymbols();
            if (Arrays.stream(CodeTarget.values()).noneMatch(t -> isIn(t, f, by, Derivatives.GRADIENT))) {
                System.out.println("in no language: " + f);
                continue;
            }
            List<Sym> symbols = ddx.code(f).by(by.toArray(Sym[]::new)).arguments();
            GeneratedCode.Case c = new GeneratedCode.Case("f" + EXPECTED.size(), f, by, new ArrayList<>());
            List<double[]> values = new ArrayList<>();
            for (int tries = 0; tries < (values.isEmpty() ? MOST_TRIES : 4 * MOST_TRIES) && values.size() < POINTS; tries++) {
                double[] x = new double[symbols.size()];
                for (int k = 0; k < x.length; k++) {
                    List<Number> range = row.getValue().getOrDefault(symbols.get(k).name(), List.of(0.05, 2.5));
                    x[k] = random.nextDouble(range.get(0).doubleValue(), range.get(1).doubleValue());
                }
                try {
                    double[] expected = Expected.at(ddx, c, symbols, x);
                    if (expected != null && Arrays.stream(expected).allMatch(Double::isFinite)) {
                        values.add(expected);
                        c.points().add(x);
                    }
                } catch (DdxException none) {
                    break;
                }
            }
            if (!values.isEmpty() && !symbols.isEmpty()) {
                EXPECTED.put(c, values);
            } else {
                System.out.println("no value found: " + f);
            }
        }
        return EXPECTED;
    }

    private boolean isIn(CodeTarget target, Expr f, List<Sym> by, Derivatives derivatives) {
        try {
            ddx.code(f).by(by.toArray(Sym[]::new)).with(derivatives).in(target);
            return true;
        } catch (DdxException lacking) {
            assertThat(lacking.kind()).isEqualTo(DdxException.Kind.USAGE);
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource({"JAVA, GRADIENT", "C, GRADIENT", "PYTHON_NUMPY, GRADIENT", "PYTORCH, GRADIENT", "JAX, GRADIENT",
        "JAVA, FORWARD_BACKWARD", "C, FORWARD_BACKWARD", "PYTHON_NUMPY, FORWARD_BACKWARD", "PYTORCH, FORWARD_BACKWARD", "JAX, FORWARD_BACKWARD"})
    void theValuesAreRight(CodeTarget target, Derivatives derivatives) throws Exception {
        String python = target == CodeTarget.PYTORCH ? "/usr/bin/python3" : "python3";
        assumeTrue(switch (target) {
            case C -> GeneratedCode.runs("cc", "--version");
            case PYTHON_NUMPY -> GeneratedCode.runs(python, "-c", "import numpy, scipy");
            case PYTORCH -> GeneratedCode.runs(python, "-c", "import torch, numpy");
            case JAX -> GeneratedCode.runs(python, "-c", "import jax");
            default -> true;
        }, "there is no tool for " + target);
        Map<GeneratedCode.Case, List<double[]>> all = cases();
        List<GeneratedCode.Case> cases = new ArrayList<>();
        List<String> without = new ArrayList<>();
        for (GeneratedCode.Case c : all.keySet()) {
            if (isIn(target, c.function(), c.variables(), derivatives)) {
                cases.add(c);
            } else {
                without.add(c.function().toString());
            }
        }
        GeneratedCode run = new GeneratedCode(ddx, folder);
        List<List<double[]>> found = switch (target) {
            case JAVA -> run.java(cases, derivatives);
            case C -> run.c(cases, derivatives);
            case PYTORCH -> run.python(python, target, cases, derivatives, a -> "torch.tensor(" + a + ", dtype=torch.float64)");
            default -> run.python(python, target, cases, derivatives, a -> "np.array(" + a + ")");
        };
        double worst = 0;
        List<String> wrong = new ArrayList<>();
        int values = 0;
        for (int i = 0; i < cases.size(); i++) {
            for (int k = 0; k < cases.get(i).points().size(); k++) {
                double[] expected = all.get(cases.get(i)).get(k);
                for (int r = 0; r < expected.length; r++) {
                    double error = Math.abs(found.get(i).get(k)[r] - expected[r]) / Math.max(Math.abs(expected[r]), 1e-2);
                    values++;
                    worst = Math.max(worst, error);
                    if (!(error <= 1e-10)) {
                        wrong.add(cases.get(i).function() + " component " + r + ": " + found.get(i).get(k)[r] + " for " + expected[r]);
                    }
                }
            }
        }
        System.out.printf("%s %s: %d of %d functions, %d values, largest relative error %.1e; not in the language: %s%n", target, derivatives,
                cases.size(), all.size(), values, worst, without);
        assertThat(wrong).isEmpty();
    }
}
