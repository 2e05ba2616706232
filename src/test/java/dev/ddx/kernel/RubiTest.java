package dev.ddx.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.ddx.calculus.StandardLibrary;
import dev.ddx.expr.Assumptions;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionTable;
import dev.ddx.expr.Limits;
import dev.ddx.expr.Num;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sum;
import dev.ddx.expr.Sym;
import dev.ddx.parse.ExpressionParser;
import dev.ddx.parse.ParseOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The zero test on integration problems of the Rubi project: the derivative of each antiderivative minus
 * its integrand. Runs if {@code -Dddx.corpus} names the folder of rubi.jsonl.
 */
@EnabledIfSystemProperty(named = "ddx.corpus", matches = ".+")
class RubiTest {

    private static final Set<String> ELEMENTARY = Set.of("sin", "cos", "tan", "cot", "sec", "csc", "asin", "acos", "atan", "acot",
            "asec", "acsc", "sinh", "cosh", "tanh", "coth", "sech", "csch", "asinh", "acosh", "atanh", "acoth", "asech", "acsch",
            "exp", "ln", "sqrt", "cbrt", "abs", "sign", "atan2");

    /** Whether symbols stand for complex numbers, as the rows take them, or for real ones. */
    private static boolean complex = !Boolean.getBoolean("ddx.real");

    private enum Outcome { PROVED, UNKNOWN, NOT_ZERO, FAILED }

    private record Result(String chapter, boolean special, Outcome outcome, String reason, double millis) {
    }

    @Test
    void derivativesOfAntiderivatives() throws IOException {
        List<Result> results = run(Path.of(System.getProperty("ddx.corpus"), "rubi.jsonl"), null);
        System.out.println(table(results));
        assertThat(results).noneMatch(r -> r.outcome == Outcome.NOT_ZERO);
        assertThat(share(results, false)).isGreaterThan(0.97);
        assertThat(share(results, true)).isGreaterThan(0.6);
    }

    /** Prints the table; a second argument names a file for the rows that are not proved. */
    public static void main(String[] arguments) throws IOException {
        StringBuilder misses = new StringBuilder();
        System.out.println(table(run(Path.of(arguments[0]), misses)));
        if (arguments.length > 1) {
            Files.writeString(Path.of(arguments[1]), misses);
        }
    }

    private static List<Result> run(Path file, StringBuilder misses) throws IOException {
        List<Result> results = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            Map<String, Object> row = JSON.std.mapFrom(line);
            Result r = result(row);
            results.add(r);
            if (misses != null && (r.outcome != Outcome.PROVED || r.millis > 1000)) {
                misses.append(r.outcome).append('\t').append(r.special ? "special" : "elementary").append('\t')
                        .append(row.get("id")).append('\t').append(r.reason).append('\t').append(Math.round(r.millis)).append("ms\t")
                        .append(r.chapter).append('\t').append(row.get("integrand")).append('\t').append(row.get("antiderivative")).append('\n');
            }
        }
        return results;
    }

    private static Result result(Map<String, Object> row) {
        boolean special = !ELEMENTARY.containsAll((List<?>) row.get("functions"));
        String chapter = ((String) row.get("file")).split("/")[0];
        FunctionTable functions = StandardLibrary.standard().functions();
        ParseOptions options = ParseOptions.of(functions).withComplex(true).withUndeclaredFunctions(true)
                .withVariables(Set.of((String) row.get("var")));
        long start = System.nanoTime();
        Outcome outcome;
        String reason;
        try {
            Expr f = ExpressionParser.parse((String) row.get("antiderivative"), options).expression();
            Expr g = ExpressionParser.parse((String) row.get("integrand"), options).expression();
            Kernel kernel = new Kernel(functions, Limits.DEFAULT, complex);
            int difference = kernel.dag().subtract(kernel.derivative(kernel.read(f), kernel.symbol((String) row.get("var"))), kernel.read(g));
            Assumptions assumptions = Assumptions.NONE.withComplex(complex);
            if (row.get("holds").equals("positive")) {
                for (Sym s : Sum.of(f, g).freeSymbols()) {
                    assumptions = assumptions.with(Relation.of(s, Relation.Op.GT, Num.ZERO));
                }
            }
            ZeroTest.Verdict v = new ZeroTest(kernel.dag(), new Facts(functions, assumptions)).test(difference);
            reason = v.reason();
            outcome = switch (v.answer()) {
                case ZERO -> Outcome.PROVED;
                case NOT_ZERO -> Outcome.NOT_ZERO;
                case UNKNOWN -> Outcome.UNKNOWN;
            };
        } catch (DdxException e) {
            outcome = Outcome.FAILED;
            reason = e.kind().label() + ": " + e.getMessage();
        }
        return new Result(chapter, special, outcome, reason, (System.nanoTime() - start) / 1e6);
    }

    private static double share(List<Result> results, boolean special) {
        List<Result> of = results.stream().filter(r -> r.special == special).toList();
        return of.stream().filter(r -> r.outcome == Outcome.PROVED).count() / (double) of.size();
    }

    private static String table(List<Result> results) {
        Map<String, List<Result>> chapters = new TreeMap<>();
        for (Result r : results) {
            chapters.computeIfAbsent(r.chapter, c -> new ArrayList<>()).add(r);
            chapters.computeIfAbsent(r.special ? "~with special functions" : "~elementary", c -> new ArrayList<>()).add(r);
            chapters.computeIfAbsent("~~all", c -> new ArrayList<>()).add(r);
        }
        StringBuilder out = new StringBuilder(String.format("%-34s %6s %7s %7s %8s %8s %7s %9s %9s%n",
                "chapter", "rows", "proved", "%", "unknown", "not zero", "failed", "median ms", "max ms"));
        chapters.forEach((name, rows) -> {
            Map<Outcome, Integer> counts = new HashMap<>();
            rows.forEach(r -> counts.merge(r.outcome, 1, Integer::sum));
            double[] millis = rows.stream().mapToDouble(Result::millis).sorted().toArray();
            out.append(String.format("%-34s %6d %7d %7.2f %8d %8d %7d %9.2f %9.1f%n", name.replace("~", ""), rows.size(),
                    counts.getOrDefault(Outcome.PROVED, 0), 100.0 * counts.getOrDefault(Outcome.PROVED, 0) / rows.size(),
                    counts.getOrDefault(Outcome.UNKNOWN, 0), counts.getOrDefault(Outcome.NOT_ZERO, 0),
                    counts.getOrDefault(Outcome.FAILED, 0), millis[millis.length / 2], Arrays.stream(millis).max().orElse(0)));
        });
        return out.toString();
    }
}
