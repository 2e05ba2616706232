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
import dev.ddx.expr.Sym;
import dev.ddx.parse.ExpressionParser;
import dev.ddx.parse.ParseOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The derivatives that the test suites of other programs expect are those of the kernel. Runs if
 * {@code -Dddx.corpus} names the folder of deriv_pairs.jsonl.
 */
@EnabledIfSystemProperty(named = "ddx.corpus", matches = ".+")
class DerivativePairsTest {

    @Test
    void derivativesAreThoseOfOthers() throws IOException {
        List<String> misses = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(System.getProperty("ddx.corpus"), "deriv_pairs.jsonl"))) {
            Map<String, Object> row = JSON.std.mapFrom(line);
            String miss = miss(row);
            if (miss != null) {
                misses.add(row.get("f") + " by " + row.get("var") + ", order " + row.get("order") + ": " + miss);
            }
        }
        System.out.println("derivatives that are not proved equal: " + misses.size() + "\n  " + String.join("\n  ", misses));
        assertThat(misses).isEmpty();
    }

    /** What is found if it is not that the two are equal, where the pair is said to hold; else null. */
    private static String miss(Map<String, Object> row) {
        FunctionTable functions = StandardLibrary.standard().functions();
        String variable = (String) row.get("var");
        ParseOptions options = ParseOptions.of(functions).withUndeclaredFunctions(true).withVariables(Set.of(variable));
        try {
            Expr f = ExpressionParser.parse((String) row.get("f"), options).expression();
            Expr g = ExpressionParser.parse((String) row.get("expected"), options).expression();
            Assumptions assumptions = Assumptions.NONE;
            if (row.get("holds").equals("positive")) {
                for (Sym s : f.freeSymbols()) {
                    assumptions = assumptions.with(Relation.of(s, Relation.Op.GT, Num.ZERO));
                }
            }
            Kernel kernel = new Kernel(functions, Limits.DEFAULT);
            int derivative = kernel.derivative(kernel.read(f), kernel.symbol(variable), (Integer) row.get("order"));
            int difference = kernel.dag().subtract(derivative, kernel.read(g));
            ZeroTest.Verdict v = new ZeroTest(kernel.dag(), new Facts(functions, assumptions)).test(difference);
            return v.isZero() ? null : v.answer() + ", " + v.reason();
        } catch (DdxException e) {
            return e.describe();
        }
    }
}
