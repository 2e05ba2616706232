package dev.ddx.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IrreducibilityTest {

    /** Exponents → coefficient. */
    private static boolean isCertain(Map<List<Integer>, Integer> p, int variables) {
        int[][] exponents = p.keySet().stream().map(e -> e.stream().mapToInt(i -> i).toArray()).toArray(int[][]::new);
        BigInteger[] coefficients = p.values().stream().map(BigInteger::valueOf).toArray(BigInteger[]::new);
        return Irreducibility.isCertain(exponents, coefficients, variables);
    }

    private static Map<List<Integer>, Integer> of(String coefficients) {
        Map<List<Integer>, Integer> p = new HashMap<>();
        String[] c = coefficients.split(" ");
        for (int i = 0; i < c.length; i++) {
            if (!c[i].equals("0")) {
                p.put(List.of(i), Integer.parseInt(c[i]));
            }
        }
        return p;
    }

    /** Coefficients by ascending exponent; x^4 + 1 and x^4 − 10x² + 1 are irreducible but have factors modulo every prime. */
    @ParameterizedTest
    @CsvSource({"1 1, true", "5 -2 0 1, true", "-2 0 0 0 0 1, true", "-1 -1 0 0 0 1, true", "1 0 0 0 1, false", "1 0 -10 0 1, false",
        "-1 0 0 1, false", "4 0 0 0 1, false", "1 2 1, false", "6 5 1, false", "-6 11 -6 1, false", "2 0 3 0 1, false"})
    void in_one_variable(String coefficients, boolean certain) {
        assertThat(isCertain(of(coefficients), 1)).isEqualTo(certain);
    }

    @Test
    void in_several_variables() {
        // x·y + 1, x² + y², x²·y + x + 1
        assertThat(isCertain(Map.of(List.of(1, 1), 1, List.of(0, 0), 1), 2)).isTrue();
        assertThat(isCertain(Map.of(List.of(2, 0), 1, List.of(0, 2), 1), 2)).isTrue();
        assertThat(isCertain(Map.of(List.of(2, 1), 1, List.of(1, 0), 1, List.of(0, 0), 1), 2)).isTrue();
        // z + 2x⁴⁰y
        assertThat(isCertain(Map.of(List.of(0, 0, 1), 1, List.of(40, 1, 0), 2), 3)).isTrue();
        // (x + 1)(y + 1) and x² − y²
        assertThat(isCertain(Map.of(List.of(1, 1), 1, List.of(1, 0), 1, List.of(0, 1), 1, List.of(0, 0), 1), 2)).isFalse();
        assertThat(isCertain(Map.of(List.of(2, 0), 1, List.of(0, 2), -1), 2)).isFalse();
    }

    @Test
    void no_product_is_taken_for_irreducible() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            int variables = 1 + random.nextInt(3);
            Map<List<Integer>, Integer> a = random(random, variables);
            Map<List<Integer>, Integer> b = random(random, variables);
            Map<List<Integer>, Integer> product = new HashMap<>();
            a.forEach((e, c) -> b.forEach((f, d) -> product.merge(sum(e, f), c * d, Integer::sum)));
            product.values().removeIf(c -> c == 0);
            if (a.size() > 1 && b.size() > 1 && product.size() > 1) {
                assertThat(isCertain(product, variables)).as("%s times %s", a, b).isFalse();
            }
        }
    }

    private static List<Integer> sum(List<Integer> e, List<Integer> f) {
        Integer[] out = new Integer[e.size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = e.get(i) + f.get(i);
        }
        return List.of(out);
    }

    /** With a constant term, so that no monomial divides it. */
    private static Map<List<Integer>, Integer> random(Random random, int variables) {
        Map<List<Integer>, Integer> p = new HashMap<>();
        Integer[] constant = new Integer[variables];
        java.util.Arrays.fill(constant, 0);
        p.put(List.of(constant), 1 + random.nextInt(5));
        for (int t = 0; t < 1 + random.nextInt(3); t++) {
            Integer[] e = new Integer[variables];
            for (int j = 0; j < variables; j++) {
                e[j] = random.nextInt(3);
            }
            p.put(List.of(e), 1 + random.nextInt(9));
        }
        return p;
    }
}
