package dev.ddx.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ddx.expr.Rational;
import dev.ddx.expr.Relation.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** What is claimed of a result must hold for all values that the operands can have. */
class RangeTest {

    private static final int[] ENDS = {-3, -2, -1, 0, 1, 2, 3};

    private static Range random(Random random) {
        Rational low = random.nextInt(4) == 0 ? null : Rational.of(ENDS[random.nextInt(7)], 1 + random.nextInt(2));
        Rational high = random.nextInt(4) == 0 ? null : Rational.of(ENDS[random.nextInt(7)], 1 + random.nextInt(2));
        Range r = Range.of(low, random.nextBoolean(), high, random.nextBoolean());
        r = random.nextInt(4) == 0 ? r.andNonZero() : r;
        return random.nextInt(4) == 0 ? r.andInteger() : r;
    }

    /** Values of the range, its ends and values close to them among them. */
    private static List<Rational> values(Range r, Random random) {
        List<Rational> candidates = new ArrayList<>();
        for (int k = -16; k <= 16; k++) {
            candidates.add(Rational.of(k, 4));
        }
        candidates.add(Rational.of(1000));
        candidates.add(Rational.of(-1000));
        for (Rational end : new Rational[] {r.low(), r.high()}) {
            if (end != null) {
                candidates.add(end);
                candidates.add(end.plus(Rational.of(1, 1000)));
                candidates.add(end.minus(Rational.of(1, 1000)));
            }
        }
        candidates.removeIf(v -> !contains(r, v));
        return candidates;
    }

    private static boolean contains(Range r, Rational v) {
        if (r.isEmpty() || r.isNonZero() && v.isZero() || r.isInteger() && !v.isInteger()) {
            return false;
        }
        int low = r.low() == null ? 1 : v.compareTo(r.low());
        int high = r.high() == null ? -1 : v.compareTo(r.high());
        return (low > 0 || low == 0 && r.isLowAttained()) && (high < 0 || high == 0 && r.isHighAttained());
    }

    private static boolean nearlyContains(Range r, double v) {
        double slack = 1e-9 * Math.max(1, Math.abs(v));
        return !r.isEmpty() && (r.low() == null || v > r.low().doubleValue() - slack) && (r.high() == null || v < r.high().doubleValue() + slack)
                && !(r.isNonZero() && v == 0) && !(r.isPositive() && v <= 0) && !(r.isNegative() && v >= 0);
    }

    @RepeatedTest(40)
    void sums_products_and_inverses(RepetitionInfo info) {
        Random random = new Random(info.getCurrentRepetition());
        for (int n = 0; n < 50; n++) {
            Range a = random(random);
            Range b = random(random);
            BinaryOperator<Rational> plus = Rational::plus;
            BinaryOperator<Rational> times = Rational::times;
            for (Rational x : values(a, random)) {
                assertThat(contains(a.negate(), x.negate())).as("-%s in %s", x, a).isTrue();
                assertThat(contains(a.abs(), x.abs())).as("|%s| in %s", x, a).isTrue();
                assertThat(x.isZero() || contains(a.inverse(), Rational.ONE.over(x))).as("1/%s in %s", x, a).isTrue();
                for (Rational y : values(b, random)) {
                    assertThat(contains(a.plus(b), plus.apply(x, y))).as("%s + %s in %s, %s: %s", x, y, a, b, a.plus(b)).isTrue();
                    assertThat(contains(a.times(b), times.apply(x, y))).as("%s * %s in %s, %s: %s", x, y, a, b, a.times(b)).isTrue();
                    assertThat(contains(a.or(b), x)).isTrue();
                    assertThat(contains(a.and(b), x)).isEqualTo(contains(b, x));
                    for (Op op : Op.values()) {
                        Boolean known = a.compare(op, b);
                        boolean holds = op.holds(x.compareTo(y), 0);
                        assertThat(known == null || known == holds).as("%s %s %s for %s, %s", x, op, y, a, b).isTrue();
                    }
                }
            }
        }
    }

    @RepeatedTest(20)
    void powers(RepetitionInfo info) {
        Random random = new Random(info.getCurrentRepetition());
        DoubleBinaryOperator power = Math::pow;
        for (int n = 0; n < 50; n++) {
            Range a = random(random);
            Rational r = Rational.of(random.nextInt(9) - 4, 1 + random.nextInt(3));
            Range b = random(random);
            for (Rational x : values(a, random)) {
                double v = NumericFunctions.power(x.doubleValue(), r.numerator().doubleValue(), r.denominator().doubleValue());
                if (Double.isFinite(v)) {
                    assertThat(nearlyContains(a.power(r), v)).as("%s^%s = %s in %s: %s", x, r, v, a, a.power(r)).isTrue();
                }
                assertThat(nearlyContains(a.exp(), Math.exp(x.doubleValue())) || Math.exp(x.doubleValue()) == 0 || x.doubleValue() > 700).as("e^%s in %s: %s", x, a, a.exp()).isTrue();
                for (Rational y : values(b, random)) {
                    double w = power.applyAsDouble(x.doubleValue(), y.doubleValue());
                    if (x.signum() > 0 && Double.isFinite(w) && w != 0) {
                        assertThat(nearlyContains(a.power(b), w)).as("%s^%s = %s in %s, %s: %s", x, y, w, a, b, a.power(b)).isTrue();
                    }
                }
            }
        }
    }

    @Test
    void even_roots_of_negative_numbers_are_not_real() {
        assertThat(Range.NEGATIVE.power(Rational.of(1, 2)).isEmpty()).isTrue();
        assertThat(Range.NEGATIVE.power(Range.REAL).isEmpty()).isTrue();
        assertThat(Range.NEGATIVE.power(Rational.of(1, 3)).isNegative()).isTrue();
        assertThat(Range.point(Rational.ZERO).inverse().isEmpty()).isTrue();
        assertThat(Range.COMPLEX.power(Rational.of(1, 2)).isReal()).isFalse();
    }

    /** (-4, -3)^3031 goes below all that is written. */
    @Test
    void a_power_that_is_too_large_to_be_written_is_unbounded() {
        Range r = Range.of(Rational.of(-4), true, Rational.of(-3), true).power(Rational.of(3031));
        assertThat(r.low()).isNull();
        assertThat(r.isNegative()).isTrue();
    }
}
