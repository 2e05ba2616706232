package dev.ddx.calculus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ddx.Ddx;
import dev.ddx.expr.DdxException;
import dev.ddx.expr.Expr;
import dev.ddx.expr.Rational;
import dev.ddx.expr.Relation;
import dev.ddx.expr.Sym;
import dev.ddx.kernel.ExprOrder;
import dev.ddx.rewrite.Derivation;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apfloat.Apfloat;
import org.apfloat.ApfloatMath;
import org.junit.jupiter.api.Test;

/**
 * What holds for every expression that is simplified. -Dddx.properties=100000 tries so many expressions,
 * -Dddx.seed=N begins with another.
 */
class SimplifierPropertyTest {

    private static final int COUNT = Integer.getInteger("ddx.properties", 250);
    private static final long SEED = Long.getLong("ddx.seed", 1);
    private static final int DIGITS = 50;
    private static final int POINTS = 4;

    private final Ddx ddx = Ddx.standard();

    @Test
    void value_order_cost_and_rest() {
        int simplified = 0;
        for (int i = 0; i < COUNT; i++) {
            long seed = SEED * 1_000_003 + i;
            RandomExpressions random = new RandomExpressions(seed);
            Expr e = random.next(1 + (int) (seed % 9));
            Derivation d;
            try {
                d = ddx.simplification(e);
            } catch (DdxException noValue) {
                assertThat(noValue.kind()).as("seed %s: %s", seed, e).isIn(DdxException.Kind.DIVISION_BY_ZERO, DdxException.Kind.EMPTY_DOMAIN);
                continue;
            }
            simplified++;
            String which = "seed " + seed + ": " + e + " -> " + d.result();
            sameValue(which, e, d, random);
            assertThat(Cost.of(d.result())).as(which).isLessThanOrEqualTo(Cost.of(e));
            assertThat(ddx.simplify(d.result())).as("again, " + which).isEqualTo(d.result());
            Expr other = random.shuffled(e);
            assertThat(ExprOrder.sorted(ddx.simplify(other))).as("%s, and %s", which, other).isEqualTo(ExprOrder.sorted(d.result()));
        }
        assertThat(simplified).isGreaterThan(COUNT / 2);
    }

    /** Where the conditions hold, both have a value and it is the same, or neither has one. */
    private void sameValue(String which, Expr e, Derivation d, RandomExpressions random) {
        for (int k = 0; k < POINTS; k++) {
            Map<Sym, Expr> exact = new HashMap<>();
            Map<Sym, Double> near = new HashMap<>();
            for (String name : new String[] {"x", "a"}) {
                Rational v = k == 0 ? Rational.of(random.value().signum()) : random.value();
                exact.put(Sym.of(name), v.toExpr());
                near.put(Sym.of(name), v.doubleValue());
            }
            boolean inside = true;
            for (Relation r : d.conditions()) {
                inside &= ddx.evaluate(r, near) == 1;
            }
            double before = ddx.evaluate(e, near);
            double after = ddx.evaluate(d.result(), near);
            if (!inside || Math.abs(before - after) <= 1e-10 * Math.abs(before) || Double.isNaN(before) && Double.isNaN(after)
                    || Double.isInfinite(before) || Double.isInfinite(after)) {
                continue;
            }
            Optional<Apfloat> a;
            Optional<Apfloat> b;
            try {
                a = ddx.evaluate(e, exact, DIGITS);
                b = ddx.evaluate(d.result(), exact, DIGITS);
            } catch (DdxException tooFar) {
                continue;
            }
            assertThat(b.isPresent()).as("%s at %s: %s, %s (%s)", which, exact, a, b, d.conditions()).isEqualTo(a.isPresent());
            if (a.isPresent()) {
                Apfloat difference = ApfloatMath.abs(a.get().subtract(b.get()));
                Apfloat scale = ApfloatMath.max(Apfloat.ONE, ApfloatMath.abs(a.get()));
                assertThat(difference.compareTo(scale.multiply(new Apfloat("1e-35", DIGITS)))).as("%s at %s: %s, %s", which, exact, a.get(), b.get()).isLessThan(1);
            }
        }
    }
}
