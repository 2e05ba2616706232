package dev.ddx.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ddx.Ddx;
import dev.ddx.expr.Call;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Num;
import dev.ddx.expr.Power;
import dev.ddx.expr.Sym;
import dev.ddx.rewrite.Derivation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The verifier accepts the second derivative of each function of the library, and of its cube, by each of its arguments. */
class HigherDerivativesTest {

    private static final Ddx DDX = Ddx.standard();
    private static final int ORDER = Integer.getInteger("ddx.order", 2);

    static Stream<Arguments> functions() {
        List<Arguments> all = new ArrayList<>();
        DDX.functions().all().forEach(f -> f.parameters().stream().filter(x -> isDifferentiable(Call.of(f.name(), f.parameters()), x))
                .forEach(x -> all.add(Arguments.of(Call.of(f.name(), f.parameters()), x))));
        return all.stream();
    }

    private static boolean isDifferentiable(Expr e, Sym x) {
        try {
            DDX.differentiate(e, x, 1);
            return true;
        } catch (DdxException refused) {
            return false;
        }
    }

    @ParameterizedTest(name = "{0} by {1}")
    @MethodSource("functions")
    void each_function(Expr f, Sym x) {
        for (Expr e : List.of(f, Power.of(f, Num.of(3)))) {
            Derivation d = DDX.derivation(e, x, ORDER, null);
            assertThat(DDX.verify(d).failed()).as(e.toString()).isEmpty();
        }
    }
}
