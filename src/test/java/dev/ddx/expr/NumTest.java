package dev.ddx.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Numbers kept as a long and numbers that do not fit are the same to everyone: they are what BigDecimal says. */
class NumTest {

    private static final List<String> TEXTS = List.of("0", "1", "7", "10", "0010", "0.5", ".5", "5.", "2.50", "2.5", "0.0", "0.000", "1.0", "1.00",
            "999999999999999999", "1000000000000000000", "9223372036854775807", "9223372036854775808", "12345678901234567890123", "1.00000000000000000000",
            "922337203685477580.7", "0.00000000000000000001", "1e5", "1.5E-3", "2e-30", "4294967296", "4294967295");

    @Test
    void aTextIsReadAsWritten() {
        for (String text : TEXTS) {
            BigDecimal expected = new BigDecimal(text);
            expected = expected.scale() < 0 ? expected.setScale(0) : expected;
            Num n = Num.parse(text);
            assertThat(n.value()).as(text).isEqualTo(expected);
            assertThat(n).as(text).isEqualTo(Num.of(expected)).hasSameHashCodeAs(Num.of(expected));
            assertThat(n.text()).as(text).isEqualTo(expected.toPlainString());
            assertThat(n.precision()).as(text).isEqualTo(expected.precision());
            assertThat(n.doubleValue()).as(text).isEqualTo(expected.doubleValue());
            assertThat(n.isZero()).as(text).isEqualTo(expected.signum() == 0);
            assertThat(n.isOne()).as(text).isEqualTo(expected.compareTo(BigDecimal.ONE) == 0);
            assertThat(n.isInteger()).as(text).isEqualTo(expected.stripTrailingZeros().scale() <= 0);
            Rational r = n.toRational();
            assertThat(new BigDecimal(r.numerator()).compareTo(expected.multiply(new BigDecimal(r.denominator())))).as(text).isZero();
            if (n.isLong()) {
                assertThat(BigDecimal.valueOf(n.longValue())).isEqualTo(expected);
            }
            if (expected.scale() == 0) {
                assertThat(Num.of(expected.toBigInteger())).as(text).isEqualTo(n);
            }
        }
    }

    @Test
    void numbersAreEqualIfTheyAreWrittenAlike() {
        for (String a : TEXTS) {
            for (String b : TEXTS) {
                Num x = Num.parse(a);
                Num y = Num.parse(b);
                assertThat(x.equals(y)).as("%s and %s", a, b).isEqualTo(x.value().equals(y.value()));
                assertThat(Integer.signum(x.compareValue(y))).as("%s and %s", a, b).isEqualTo(x.value().compareTo(y.value()));
            }
        }
    }

    @Test
    void whatIsNoNumberAndWhatIsNegativeIsRefused() {
        for (String text : List.of("", ".", "..", "1.2.3", "x", "1 2", "1,5")) {
            assertThatThrownBy(() -> Num.parse(text)).as(text).isInstanceOf(NumberFormatException.class);
        }
        assertThatIllegalArgumentException().isThrownBy(() -> Num.parse("-1"));
        assertThatIllegalArgumentException().isThrownBy(() -> Num.of(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> Num.of(BigInteger.TEN.pow(30).negate()));
        assertThatIllegalArgumentException().isThrownBy(() -> Num.of(new BigDecimal("-0.5")));
    }

    @Test
    void aDoubleIsExactlyItsBinaryValue() {
        for (double d : new double[] {0.0, -0.0, 1, -3, 0.1, -0.1, 1e-299, 1e300, Double.MIN_VALUE, Double.MIN_NORMAL, Double.MAX_VALUE, 1.0 / 3, 6.5, 1L << 53}) {
            assertThat(Rational.exactly(d)).isEqualTo(Rational.of(new BigDecimal(d)));
        }
        assertThatThrownBy(() -> Rational.exactly(Double.NaN)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Rational.exactly(Double.NEGATIVE_INFINITY)).isInstanceOf(ArithmeticException.class);
    }
}
