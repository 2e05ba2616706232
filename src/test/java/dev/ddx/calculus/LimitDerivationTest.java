package dev.ddx.calculus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ddx.Ddx;
import dev.ddx.expr.Assumptions;
import dev.ddx.expr.Const;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Limit;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import dev.ddx.rewrite.Exposition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitDerivationTest {

    private static final Ddx DDX = Ddx.standard();
    private static final Sym X = Sym.of("x");
    /** How many of the table may not be decided: those that were not when it was measured last. */
    private static final int NOT_DECIDED = 0;

    private static Exposition limit(String f, String a, String side) {
        return DDX.limit(DDX.parse(f), X, DDX.parse(a), side.isEmpty() ? Limit.Side.BOTH : Limit.Side.valueOf(side.toUpperCase(Locale.ROOT)));
    }

    @Test
    void the_limits_are_those_of_sympy(TestReporter reporter) throws IOException {
        List<String> wrong = new ArrayList<>();
        int open = 0;
        int all = 0;
        try (InputStream in = LimitDerivationTest.class.getResourceAsStream("limits.csv")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(l -> !l.startsWith("#")).toList()) {
                List<String> fields = List.of(line.split("\\|")).stream().map(String::strip).toList();
                List<Expr> found = limit(fields.get(0), fields.get(1), fields.get(2)).results();
                all++;
                Expr expected = Const.orInfinite(DDX.parse(fields.get(3)));
                if (found.isEmpty()) {
                    open++;
                } else if (!found.get(0).equals(expected) && (Limit.isInfinite(expected) || Limit.isInfinite(found.get(0)) || !DDX.equal(found.get(0), expected).isZero())) {
                    wrong.add(line + " and not " + found);
                }
            }
        }
        reporter.publishEntry("limits", all + ", not decided " + open);
        assertThat(wrong).isEmpty();
        assertThat(all).isGreaterThan(150);
        assertThat(open).isLessThanOrEqualTo(NOT_DECIDED);
    }

    /** Inputs that could go on and on: each has an end, found or not. */
    @ParameterizedTest
    @ValueSource(strings = {"e^(x+e^(-x))-e^x", "x^(x^(x^x))", "e^(e^(e^x))/e^(e^(e^(x-e^(-e^x))))", "sin(x)^x", "gamma(x)^(1/x)/x", "floor(x)^floor(x)/x^x",
        "(ln(x)+sin(x))/(ln(x)-cos(x))", "sin(tan(x))/x", "1/sin(x)", "tan(x)"})
    void ends_by_itself(String f) {
        long start = System.nanoTime();
        Exposition e = limit(f, "oo", "");
        assertThat(e.parts()).isNotEmpty();
        assertThat((System.nanoTime() - start) / 1_000_000_000).as("seconds").isLessThan(30);
    }

    /** None of them has a limit: of the first four the sine takes each of its values again and again, the others jump. */
    @ParameterizedTest
    @CsvSource({"sin(x), oo", "x*cos(x)/(x+1), oo", "sin(1/x), 0", "3-2*cos(x^2), -oo", "abs(x)/x, 0", "1/x, 0", "atan(1/x), 0", "floor(x), 2", "tan(x), pi/2", "e^(1/x), 0"})
    void no_limit_is_found_where_there_is_none(String f, String a) {
        assertThat(limit(f, a, "").results()).as(f).isEmpty();
    }

    /** Where a limit is not known to exist, none is claimed: 1/sin(x) has poles without end, ln(x) has no values below 0. */
    @ParameterizedTest
    @CsvSource({"1/sin(x), oo, ''", "tan(x)/x, oo, ''", "ln(x), -oo, ''", "sqrt(1-x), oo, ''", "x/(x*sin(x)), oo, ''", "1/(1+sin(x)), oo, ''", "asin(x), oo, ''", "ln(x), 0, left"})
    void nothing_is_claimed_of_what_is_not_defined_close_by(String f, String a, String side) {
        assertThat(limit(f, a, side).results()).as(f).isEmpty();
    }

    @Test
    void other_symbols_are_parameters() throws IOException {
        List<String> wrong = new ArrayList<>();
        try (InputStream in = LimitDerivationTest.class.getResourceAsStream("limits_with_parameters.csv")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(l -> !l.startsWith("#")).toList()) {
                List<String> fields = List.of(line.split("\\|", -1)).stream().map(String::strip).toList();
                Assumptions assumed = Assumptions.NONE;
                for (String a : fields.get(3).split(",")) {
                    assumed = a.isEmpty() ? assumed : assumed.with((Relation) DDX.parse(a));
                }
                Ddx ddx = DDX.assuming(assumed);
                Limit.Side side = fields.get(2).isEmpty() ? Limit.Side.BOTH : Limit.Side.valueOf(fields.get(2).toUpperCase(Locale.ROOT));
                List<Expr> found = ddx.limit(DDX.parse(fields.get(0)), X, DDX.parse(fields.get(1)), side).results();
                Expr expected = Const.orInfinite(DDX.parse(fields.get(4)));
                if (found.isEmpty() || !found.get(0).equals(expected) && (Limit.isInfinite(expected) || !ddx.equal(found.get(0), expected).isZero())) {
                    wrong.add(line + " and not " + found);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** Their limits are different for different signs of a, or exist for some only. */
    @ParameterizedTest
    @CsvSource({"a*x, oo, a", "x^a, oo, a", "e^(a*x), oo, a", "a/x, 0, a", "atan(a*x), oo, a", "(a+b)*x, oo, a + b", "x^a/(x+1), oo, a"})
    void without_the_sign_of_a_parameter_nothing_is_claimed(String f, String place, String parameter) {
        Exposition e = limit(f, place, place.equals("0") ? "right" : "");
        assertThat(e.results()).isEmpty();
        assertThat(e.parts().toString()).contains("an assumption on the sign of ${s}$ may help").contains("s=" + parameter);
    }

    @Test
    void refuses_what_it_does_not_know() {
        assertThatThrownBy(() -> limit("x", "oo", "left")).isInstanceOf(DdxException.class).hasMessageContaining("--side");
        assertThatThrownBy(() -> limit("x", "oo+1", "")).isInstanceOf(DdxException.class);
    }
}
