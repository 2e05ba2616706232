package dev.ddx.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ddx.Ddx;
import dev.ddx.expr.Call;
import dev.ddx.expr.Expr;
import dev.ddx.expr.FunctionDeclaration;
import dev.ddx.expr.Sym;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apfloat.Apfloat;
import org.apfloat.ApfloatMath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The derivatives of the functions of the standard library at points in every region of their domains, in 30 digits, against
 * numerical differentiation and against the derivatives that SymPy knows. Both columns are made by
 * src/test/python/function_derivatives.py, with mpmath and SymPy alone.
 */
class FunctionDerivativesTest {

    private static final int DIGITS = 30;
    private static final String TOLERANCE = "1e-26";
    /** Functions with complex values, and the one of whose derivative no more is known than its name. */
    private static final Set<String> WITHOUT_VALUES = Set.of("hankel1/2 by 1", "hankel2/2 by 1", "zeta/1 by 0", "zeta/2 by 0");

    private final Ddx ddx = Ddx.standard();

    private record Row(String call, int argument, String numeric, String symbolic) {

        @Override
        public String toString() {
            return call + " by argument " + argument;
        }
    }

    private static List<Row> rows() throws IOException {
        List<Row> out = new ArrayList<>();
        try (InputStream in = FunctionDerivativesTest.class.getResourceAsStream("function_derivatives.csv")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (!line.startsWith("#")) {
                    String[] parts = line.split(";", -1);
                    out.add(new Row(parts[0].strip(), Integer.parseInt(parts[1].strip()), parts[2].strip(), parts[3].strip()));
                }
            }
        }
        return out;
    }

    static Stream<Row> all() throws IOException {
        return rows().stream();
    }

    @ParameterizedTest
    @MethodSource("all")
    void the_derivative_has_the_values_found_elsewhere(Row row) {
        Call call = (Call) ddx.parse(row.call());
        Sym t = Sym.of("t");
        List<Expr> arguments = new ArrayList<>(call.arguments());
        Expr at = arguments.set(row.argument(), t);
        Expr derivative = ddx.differentiate(Call.of(call.name(), arguments), t, 1);
        Apfloat value = ddx.evaluate(derivative, Map.of(t, at), DIGITS).orElseThrow();
        assertThat(isNear(value, row.numeric())).as("%s, by numerical differentiation %s", value, row.numeric()).isTrue();
        assertThat(row.symbolic().isEmpty() || isNear(value, row.symbolic())).as("%s, by SymPy %s", value, row.symbolic()).isTrue();
    }

    private static boolean isNear(Apfloat value, String expected) {
        Apfloat e = new Apfloat(expected, DIGITS);
        Apfloat scale = ApfloatMath.max(new Apfloat(1, DIGITS), ApfloatMath.abs(e));
        return ApfloatMath.abs(value.subtract(e)).compareTo(scale.multiply(new Apfloat(TOLERANCE, DIGITS))) < 0;
    }

    @Test
    void every_derivative_that_is_declared_is_tried() throws IOException {
        Set<String> tried = new HashSet<>(WITHOUT_VALUES);
        for (Row row : rows()) {
            Call call = (Call) ddx.parse(row.call());
            tried.add(call.name() + "/" + call.arguments().size() + " by " + row.argument());
        }
        List<String> missing = new ArrayList<>();
        for (FunctionDeclaration f : ddx.functions().all()) {
            for (int k = 0; k < f.arity(); k++) {
                if ((f.isDefinition() || f.derivatives().get(k) != null) && !tried.contains(f.name() + "/" + f.arity() + " by " + k)) {
                    missing.add(f.name() + "/" + f.arity() + " by " + k);
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void what_is_not_known_is_said() {
        Sym n = Sym.of("n");
        for (FunctionDeclaration f : ddx.functions().all()) {
            for (int k = 0; k < f.arity(); k++) {
                if (!f.isDefinition() && f.derivatives().get(k) == null) {
                    List<Expr> arguments = new ArrayList<>(f.parameters());
                    arguments.replaceAll(p -> Sym.of("a_1"));
                    arguments.set(k, n);
                    Expr call = Call.of(f.name(), arguments);
                    assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> ddx.differentiate(call, n, 1))).as(f.name())
                            .hasMessageContaining("not known in closed form");
                }
            }
        }
    }
}
