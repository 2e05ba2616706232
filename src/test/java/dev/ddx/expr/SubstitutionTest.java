package dev.ddx.expr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ddx.Ddx;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubstitutionTest {

    private static final Ddx DDX = Ddx.standard();

    private static Expr parse(String text) {
        return DDX.read(text, java.util.Set.of("x", "y"), true).expression();
    }

    /** The values follow from the definition of the derivative: d/dx[x·y] at x = y is y, not d/dy[y²]. */
    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {
        "diff(x^2, x) @ x = 3 @ 6", "diff(x^2*y, x) @ y = 5 @ 10*x", "diff(x*y, x) @ x = y @ y", "diff(x*y, x) @ y = x @ x", "diff(x^2*y, x) @ y = x, x = 2 @ 4*x",
        "diff(x^2*y^3, x, y) @ x = y, y = x @ 6*y*x^2", "diff(x^3, x, 2) @ x = 2*x @ 12*x", "diff(x^2, x) @ x = z @ 2*z", "x*diff(x^2, x) + y @ x = 3, y = 1 @ 19",
    })
    void a_derivative_is_evaluated_at_what_replaces_its_variable(String f, String values, String expected) {
        Map<Sym, Expr> at = new HashMap<>();
        for (String one : values.split(",")) {
            Relation r = (Relation) parse(one);
            at.put((Sym) r.left(), r.right());
        }
        assertThat(DDX.zero(Sum.of(DDX.simplify(parse(f).substitute(at::get)), Neg.of(parse(expected)))).isZero()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {"diff(x^2*y, x) @ diff(z^2*y, z)", "diff(x^2*z, x) @ at(diff(x^2*z, x), x = z)"})
    void another_name_stays_a_name_if_it_is_new(String f, String expected) {
        assertThat(parse(f).substitute(s -> s.name().equals("x") ? Sym.of("z") : null)).isEqualTo(parse(expected));
    }
}
